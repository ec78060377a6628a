"""A catalog and its translation side by side, cell by cell: whoever made it, and however its rows stand.

opening.open_bitext      two files, opened to be read together
bitext.Bitext            their units, and the translation written again with some of them changed
product_pairs            which product of the translation is which of the source
cell_spool               the translation's cells where the rows of the two files stand in another order
alignment                the segments of one unit
"""
