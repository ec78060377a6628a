"""HTML and emphasis <-> text with inline codes, spliced by offsets into the original string."""

from catalog_cli.markup.blocks import Block, BlockTarget, Markup
from catalog_cli.markup.emphasis import inside_emphasis, read_emphasis, write_emphasis
from catalog_cli.markup.pieces import Piece, cut, join, parts_around
from catalog_cli.markup.placing import project
from catalog_cli.markup.reading import read_html
from catalog_cli.markup.structure import Structure, kept, structure
from catalog_cli.markup.writing import write_html

__all__ = [
    "Block",
    "BlockTarget",
    "Markup",
    "Piece",
    "Structure",
    "cut",
    "inside_emphasis",
    "join",
    "kept",
    "parts_around",
    "project",
    "read_emphasis",
    "read_html",
    "structure",
    "write_emphasis",
    "write_html",
]
