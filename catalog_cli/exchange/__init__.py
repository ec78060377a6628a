"""Cells on their way to translators and back, in the files that their programs exchange.

outgoing    a unit -> what XLIFF holds of it
incoming    what came back -> edits, as those of a review
whole_cells a cell as one text, where source and translation do not correspond piece by piece
"""
