"""Two catalogs side by side: every cell that differs, and whether it was allowed to.

The proof has two halves. Values: records are compared cell by cell, and only those cells may differ that a run would
write if every text got a target: in place, beside, in new rows below, or in a file of translations alone, as the
layout is. Bytes: the source, rewritten with the output's texts in those places, must give the output byte for byte; so
quoting, spacing, line ends and the byte order mark are the source's own. Of workbooks and Parquet files the content is
compared instead, with types and styles: how it is compressed says nothing.

    comparison.open_comparison   two files, opened to be compared
    differences.Difference       one place where they differ
    recognition                  what the output shows of its run: locale, view, layout
    allowances                   what may become of each record
    pairing, alignment           which cell and which record belong together
    judgement                    how they differ
    translation_rows             a file of translations alone
    containers, raw_bytes        what the values do not show
"""
