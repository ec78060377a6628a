"""Hand-written HTML cells: the texts read from them, and the HTML written back around changed texts."""

from __future__ import annotations

import pytest

from catalog_cli.markup import Block, BlockTarget, kept, read_html, write_html
from catalog_cli.segment import CodeKind
from tests.markup.cells import CELLS, Cell


def upper(block: Block) -> BlockTarget:
    """Return the block in upper case, its verbatim spans as they are."""
    letters = [letter.upper() if len(letter.upper()) == 1 else letter for letter in block.text]
    for code in block.codes:
        if code.kind is CodeKind.VERBATIM:
            letters[code.start : code.end] = block.text[code.start : code.end]
    return BlockTarget("".join(letters), block.codes)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.about)
def test_cell(cell: Cell) -> None:
    markup = read_html(cell.html)
    assert tuple(block.text for block in markup.blocks) == cell.texts
    assert write_html(markup, [None] * len(markup.blocks)) == cell.html
    written = write_html(markup, [upper(block) for block in markup.blocks])
    assert written == cell.upper
    assert kept(cell.html, written)


def test_sixty_cells() -> None:
    assert len(CELLS) >= 60
    assert len({cell.html for cell in CELLS}) == len(CELLS)


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.texts], ids=lambda cell: cell.about)
def test_untranslated_blocks_keep_their_bytes(cell: Cell) -> None:
    """Only the first block is replaced: what follows it stays as it was."""
    markup = read_html(cell.html)
    first = markup.blocks[0]
    inner = sum(other.start < first.end for other in markup.blocks[1:])
    written = write_html(markup, [upper(first), *[None] * (len(markup.blocks) - 1)])
    assert written.endswith(cell.html[first.end :])
    assert written.startswith(cell.html[: first.start])
    assert kept(cell.html, written) or inner


def test_targets_must_match_blocks() -> None:
    with pytest.raises(ValueError, match="1 blocks, 2 targets"):
        write_html(read_html("Red"), [None, None])


@pytest.mark.parametrize(
    ("html", "codes"),
    [
        ("A <b>red</b> bag", [("pair", 2, 5, "<b>", "</b>")]),
        ("A <a><b>red</b></a> bag", [("pair", 2, 5, "<a><b>", "</b></a>")]),
        ("A <a><b>red</b> x</a> bag", [("pair", 2, 7, "<a>", "</a>"), ("pair", 2, 5, "<b>", "</b>")]),
        ("A <img> bag", [("point", 2, 2, "<img> ", "")]),  # one of the two spaces stays with the image
        ("A<img> bag", [("point", 1, 1, "<img>", "")]),
        ("A <a><img></a> bag", [("point", 2, 2, "<a><img></a> ", "")]),
        ("A <a><img>red</a> bag", [("pair", 2, 5, "<a><img>", "</a>")]),
        ("A <a>red<img></a> bag", [("pair", 2, 5, "<a>", "<img></a>")]),
        ("A <code>x&lt;y</code> bag", [("verbatim", 2, 5, "<code>x&lt;y</code>", "")]),
        ("A <b>red<br>b</b> c", [("pair", 2, 5, "<b>", "")]),  # it closes in the next block
        ("A</b> bag", [("point", 1, 1, "</b>", "")]),
        ("A <!-- x -->bag", [("point", 2, 2, "<!-- x -->", "")]),
        ("A {{ x }} bag", [("verbatim", 2, 9, "{{ x }}", "")]),
    ],
)
def test_codes(html: str, codes: list[tuple[str, int, int, str, str]]) -> None:
    found = read_html(html).blocks[0].codes
    assert [(code.kind.value, code.start, code.end, code.opening, code.closing) for code in found] == codes


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("<p>Tea</p>", "a\xa0b", "<p>a&nbsp;b</p>"),  # the source shows no style
        ("<p>T\xa0a</p>", "a\xa0b", "<p>a\xa0b</p>"),
        ("<p>T&nbsp a</p>", "a\xa0b", "<p>a&nbsp;b</p>"),
        ("<p>Tea</p>", "é ™ € ½ 茶 🎉 شاي", "<p>é ™ € ½ 茶 🎉 شاي</p>"),
        ("<p>Th&eacute;</p>", "é ™ 茶", "<p>&eacute; &trade; &#33590;</p>"),  # all-ASCII, letters as references
        ("<p>Th&eacute; ™</p>", "é ™", "<p>é ™</p>"),  # not all-ASCII
        ("<p>Tea &trade;</p>", "é ™", "<p>é ™</p>"),  # a sign, not a letter
        ("<i title='x'>", "d'<é>\"", "<i title='d&#39;&lt;é&gt;\"'>"),
        ("<i title=x>", 'a "b"', '<i title="a &quot;b&quot;">'),
        ("<p>Tea</p>", "", "<p></p>"),
        ("<p>Tea</p>", "a\nb", "<p>a\nb</p>"),
    ],
)
def test_characters_written(html: str, text: str, expected: str) -> None:
    assert write_html(read_html(html), [BlockTarget(text)]) == expected


def test_moved_tags_take_their_attributes_along() -> None:
    """Two images of one block change places; each keeps its own alt text."""

    markup = read_html("Red <img alt='one'> and <img alt='two'> bag")
    block = markup.blocks[0]
    one, two = block.codes
    moved = BlockTarget("Bag and red", (one._replace(start=8, end=8), two._replace(start=0, end=0)))
    written = write_html(markup, [moved, BlockTarget("um"), BlockTarget("dois")])
    assert written == "<img alt='dois'> Bag and <img alt='um'> red"
