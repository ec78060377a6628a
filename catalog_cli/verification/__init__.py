"""Two catalogs side by side: every cell that differs, and whether it was allowed to.

The proof has two halves. Values: records are compared cell by cell, and only cells of translated columns may differ.
Bytes: the source, rewritten with the output's texts in those columns, must give the output byte for byte; so quoting,
spacing, line ends and the byte order mark are the source's own.

    comparison.open_comparison   two files, opened to be compared
    differences.Difference       one place where they differ
"""
