"""Products -> segments -> products: which cells, cut into what, and nothing else touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.cell_text import read_text
from catalog_cli.extraction import Extraction
from catalog_cli.phrases import head_noun
from catalog_cli.product import Column, Field, Product, Record, Role, Variant
from catalog_cli.segment import CodeKind, Origin, Segment

TITLE = Column(0, "Title", "Title", Role.TITLE, "")
TEXT = Column(1, "Summary", "Summary", Role.TEXT, "")
HTML = Column(2, "Body", "Body", Role.HTML, "")
LIST = Column(3, "Tags", "Tags", Role.LIST, "", separators=(",", " > "))
OPTION = Column(4, "Size", "Size", Role.OPTION, "", reserved=frozenset({"Default Title"}), in_variant=True)
PRICE = Column(5, "Price", "Price", Role.PRICE, "")
VENDOR = Column(6, "Vendor", "Vendor", Role.IDENTIFIER, "")
COLUMNS = (TITLE, TEXT, HTML, LIST, OPTION, PRICE, VENDOR)


def product(key: str, *cells: tuple[Column, str], existing: str | None = None, line: int = 2) -> Product:
    """A product of one record whose cells stand where their columns do; options are a variant's."""
    values = [""] * len(COLUMNS)
    fields = []
    for column, value in cells:
        values[column.index] = value
        fields.append(Field(column, 0, column.index, value, existing if column.is_translated else None))
    own = tuple(field for field in fields if not field.column.in_variant)
    variants = tuple(Variant(f.value, (f,)) for f in fields if f.column.in_variant)
    return Product(key, (Record(line - 1, line, tuple(values)),), own, variants)


def extraction(**options: object) -> Extraction:
    return Extraction("bags.csv", "export/bags.csv", "en", **options)


def segments(*products: Product, **options: object) -> list[Segment]:
    return list(extraction(**options).extract(products))


def through(products: Sequence[Product], stage, **options: object) -> list[Product]:
    taking = extraction(**options)
    return list(taking.assemble(stage(segment) for segment in taking.extract(products)))


def untouched(segment: Segment) -> Segment:
    return segment


def given_back(segment: Segment) -> Segment:
    """An engine whose translation is the source."""
    return segment._replace(target=segment.source, target_codes=segment.codes, origin=Origin.ENGINE)


def shouted(segment: Segment) -> Segment:
    return segment._replace(target=segment.source.upper(), target_codes=segment.codes, origin=Origin.ENGINE)


CUTS = [
    # column, cell, the segments of it
    (TITLE, "Red Bag", ["Red Bag"]),
    (TITLE, "Red Bag | Greenfold", ["Red Bag", "Greenfold"]),
    (TITLE, "Red Bag — Large · New", ["Red Bag — Large", "New"]),  # the first separator that occurs
    (TITLE, "Bag. A Novel", ["Bag. A Novel"]),  # a title is no prose
    (TEXT, "Soft bag. It is red.", ["Soft bag.", "It is red."]),
    (TEXT, "- Soft\n- Red", ["Soft", "Red"]),
    (TEXT, "Holds approx. 5 oz. of tea.", ["Holds approx. 5 oz. of tea."]),
    (TEXT, "***", []),
    (TEXT, "赤いバッグ。新しい。", ["赤いバッグ。", "新しい。"]),
    (HTML, "<p>Soft.</p><ul><li>Red</li><li></li></ul>", ["Soft.", "Red"]),
    (HTML, "<script>var x = 'bag';</script>", []),
    (HTML, "plain text in a column of HTML", ["plain text in a column of HTML"]),
    (HTML, "One line\n\nAnother & one\n- a point", ["One line", "Another & one", "a point"]),
    (HTML, "<p>One\nline</p>", ["One line"]),
    (LIST, "linen, men,, new arrivals ", ["linen", "men", "new arrivals"]),
    (LIST, "Home > Bags", ["Home", "Bags"]),
    (OPTION, "Red", ["Red"]),
    (OPTION, "007", ["007"]),
    (OPTION, "Red, blue", ["Red, blue"]),  # no separators: one value
    (PRICE, "9.90", []),
    (VENDOR, "Greenfold", []),
    # A column of plain text that holds markup all the same
    (TEXT, "Soft <b>red</b> bag &amp; belt", ["Soft red bag & belt"]),
    (TITLE, "Salt &amp; Pepper", ["Salt & Pepper"]),
    (TEXT, "a < b and b > a", ["a < b and b > a"]),
]


@pytest.mark.parametrize(("column", "cell", "texts"), CUTS)
def test_what_a_cell_is_cut_into(column: Column, cell: str, texts: list[str]) -> None:
    found = segments(product("1", (column, cell)))
    assert [one.source for one in found] == texts
    assert {one.role for one in found} <= {column.role}


CELLS = st.sampled_from(
    [
        "",
        " ",
        "Red bag",
        "  padded cell \n",
        "Soft. Light! Red?\r\n\r\n• one\n• two",
        "a, b,, c > d",
        "Default Title",
        "NA",
        "007",
        "½ L ™ 20 €",
        "赤いシャツ。新しい",
        "قميص أحمر. جديد",
        "👕🏽 shirt",
        "half \ud83d pair",
        "<p>A <b>red &amp; <i>soft</i></b> bag.<br>Two.</p><!-- note --><img alt='A bag' src=x>",
        "<p>unclosed <b>bold<p>next &nbsp; one",
        "1 < 2 & 3 > 2",
        "{{ product.title }} {% if x %}bag{% endif %}",
        "<table><tr><td>Cell one</td><td>12</td></tr></table>",
        "tab\tand\\nbackslash",
        "&eacute;l&egrave;ve bag",
    ]
)


@st.composite
def catalogs(draw: st.DrawFn) -> list[Product]:
    made = []
    for number in range(draw(st.integers(0, 4))):
        cells = [(column, draw(CELLS)) for column in COLUMNS if draw(st.booleans())]
        made.append(product(str(number), *cells, line=number + 2))
    return made


@settings(max_examples=150, deadline=None)
@given(catalogs())
def test_products_without_targets_come_back_as_they_were(products: list[Product]) -> None:
    back = through(products, untouched)
    assert all(one is other for one, other in zip(back, products, strict=True))


@settings(max_examples=150, deadline=None)
@given(catalogs())
def test_a_translation_that_is_the_source_changes_no_byte(products: list[Product]) -> None:
    for one in through(products, given_back):
        for _, own in one.all_fields():
            # HTML is written anew where it was translated: what it says is the same, and so is what stands around.
            if not set("<>&\t").intersection(own.value):
                assert own.target is None, own.value


@settings(max_examples=100, deadline=None)
@given(catalogs())
def test_only_translated_cells_get_a_target(products: list[Product]) -> None:
    for one, before in zip(through(products, shouted), products, strict=True):
        assert (one.key, one.records) == (before.key, before.records)
        for (_, own), (_, old) in zip(one.all_fields(), before.all_fields(), strict=True):
            assert own._replace(target=None) == old
            assert own.target is None or own.column.is_translated


@settings(max_examples=50, deadline=None)
@given(catalogs(), st.randoms())
def test_ids_are_unique_and_do_not_depend_on_the_order_of_rows(products: list[Product], random) -> None:
    ids = {segment.id: segment.source for segment in segments(*products)}
    assert len(ids) == len(segments(*products))
    shuffled = [one._replace(records=(one.records[0]._replace(line=99),)) for one in products]
    random.shuffle(shuffled)
    assert {segment.id: segment.source for segment in segments(*shuffled)} == ids


def test_a_segment_knows_its_place() -> None:
    (one,) = segments(product("P1", (TITLE, "Red bag"), line=17))
    assert str(one.place) == 'export/bags.csv, row 17, column "Title"'
    assert (one.id.catalog, one.id.product_key, one.id.field, one.id.index) == ("bags.csv", "P1", "Title", 0)


WRITTEN = [
    # column, cell, what is written when every segment is in capitals
    (TITLE, "  Red bag ", "  RED BAG "),
    (TEXT, "Soft.  Red!\r\n- new", "SOFT.  RED!\r\n- NEW"),
    (LIST, "a ,b,, c", "A ,B,, C"),
    (HTML, "<p class='x'>Red &amp; <b>soft</b>.</p>\n", "<p class='x'>RED &amp; <b>SOFT</b>.</p>\n"),
    (HTML, "<img alt='A bag' src='a bag.jpg'>", "<img alt='A BAG' src='a bag.jpg'>"),
    (TEXT, "Soft <b>red</b> bag", "SOFT <b>RED</b> BAG"),
    (TEXT, "***", None),
    (OPTION, "XL", None),  # as it was
]


@pytest.mark.parametrize(("column", "cell", "target"), WRITTEN)
def test_targets_are_written_into_what_stood_around(column: Column, cell: str, target: str | None) -> None:
    (one,) = through([product("1", (column, cell))], shouted)
    assert [own.target for _, own in one.all_fields()] == [target]


def test_what_stays_keeps_its_bytes_beside_what_changes() -> None:
    def second_only(segment: Segment) -> Segment:
        if segment.id.index == 1:
            return shouted(segment)
        return segment._replace(target="never used", origin=Origin.UNTRANSLATED)

    cells = [(TEXT, "Soft.  Red."), (HTML, "<p>Soft &ndash; new.</p><p>Red.</p>")]
    (one,) = through([product("1", *cells)], second_only)
    assert [own.target for own in one.fields] == ["Soft.  RED.", "<p>Soft &ndash; new.</p><p>RED.</p>"]


OPEN = [
    # cell, text in the file's own target column (None: it has none), overwrite, whether it is translated
    ("Red bag", None, False, True),
    ("Red bag", "", False, True),
    ("Red bag", " \n", False, True),
    ("Red bag", "Bolsa", False, False),
    ("Red bag", "Bolsa", True, True),
    ("", None, False, False),
    (" \n ", None, False, False),
]


@pytest.mark.parametrize(("cell", "existing", "overwrite", "is_open"), OPEN)
def test_which_cells_are_open(cell: str, existing: str | None, overwrite: bool, is_open: bool) -> None:
    found = segments(product("1", (TITLE, cell), existing=existing), overwrite=overwrite)
    assert bool(found) is is_open


def test_a_cell_that_has_a_person_s_target_is_not_open() -> None:
    one = product("1", (TITLE, "Red bag"))
    kept = one.with_targets({id(one.fields[0]): "Sacola"})
    assert segments(kept, overwrite=True) == []
    assert through([kept], shouted, overwrite=True) == [kept]


@pytest.mark.parametrize(("cell", "is_open"), [("Default Title", False), (" Default Title ", False), ("Default", True)])
def test_reserved_values_are_never_translated(cell: str, is_open: bool) -> None:
    assert bool(segments(product("1", (OPTION, cell)))) is is_open


COLUMN_CELLS = [
    # what became of the text, whether the targets have a column of their own, the target
    (Origin.COPIED, True, "XL"),
    (Origin.ENGINE, True, "XL"),
    (Origin.UNTRANSLATED, True, None),  # the next run, or a person, may fill it
    (Origin.COPIED, False, None),
    (Origin.ENGINE, False, None),
]


@pytest.mark.parametrize(("origin", "own_column", "target"), COLUMN_CELLS)
def test_a_column_of_its_own_is_filled_also_where_the_text_is_the_same(
    origin: Origin, own_column: bool, target: str | None
) -> None:
    def same(segment: Segment) -> Segment:
        return segment._replace(target=segment.source, origin=origin)

    (added,) = through([product("1", (TITLE, "XL"))], same, fills_columns=own_column)
    (existing,) = through([product("1", (TITLE, "XL"), existing="" if own_column else None)], same)
    assert added.fields[0].target == existing.fields[0].target == target


def test_products_without_segments_stay_in_their_places() -> None:
    products = [
        product("1"),
        product("2", (PRICE, "9")),
        product("3", (TITLE, "Red bag")),
        product("4", (TEXT, "***")),
        product("5", (TITLE, "Blue bag")),
        product("6"),
    ]
    assert [one.key for one in through(products, shouted)] == list("123456")
    assert [one.key for one in through(products[:2], shouted)] == ["1", "2"]
    assert through([], shouted) == []


def test_a_product_goes_on_as_soon_as_the_next_begins() -> None:
    taken: list[str] = []

    def stream() -> Iterator[Product]:
        for key in "12345":
            taken.append(key)
            yield product(key, (TITLE, f"Bag {key}"))

    taking = extraction()
    done = taking.assemble(taking.extract(stream()))
    assert next(done).key == "1"
    assert taken == ["1", "2"]


BRANDS = [
    # vendor, text, the brand's mentions by their place
    ("Nike", "A Nike shoe", [2]),
    ("Nike", "Nike", [0]),
    ("Nike", "Nike, by Nike.", [0, 9]),
    ("Nike", "Nikes and SuperNike", []),
    ("Nike", "NIKE nike", []),  # written as the brand is, or not at all
    ("Nike", "Nike's", [0]),
    ("Casa Barro", "The Casa Barro pot", [4]),
    ("Casa Barro", "The Casa  Barro pot", []),
    ("A", "A bag", []),  # a letter is too little
    ("", "A bag", []),
    ("Müller & Söhne", "By Müller & Söhne™", [3]),
    ("赤", "赤 bag", []),
    ("  Nike  ", "A Nike", [2]),
]


@pytest.mark.parametrize(("vendor", "text", "places"), BRANDS)
def test_brands_are_protected_where_they_stand_alone(vendor: str, text: str, places: list[int]) -> None:
    (one,) = segments(product("1", (TITLE, text), (VENDOR, vendor)))
    assert [(code.start, code.name) for code in one.codes] == [(place, "brand") for place in places]
    assert all(one.source[code.start : code.end] == vendor.strip() for code in one.codes)
    assert all(code.kind is CodeKind.VERBATIM for code in one.codes)


def test_a_brand_inside_what_is_verbatim_already_is_left_to_it() -> None:
    (one,) = segments(product("1", (HTML, "<p>Run <code>Nike -x</code> by Nike</p>"), (VENDOR, "Nike")))
    assert [(code.name, one.source[code.start : code.end]) for code in one.codes if code.kind is CodeKind.VERBATIM] == [
        ("code", "Nike -x"),
        ("brand", "Nike"),
    ]


def test_only_options_have_a_context() -> None:
    one = product("1", (TITLE, "Red"), (OPTION, "Red"))
    assert [s.context for s in segments(one, contexts={"Red": "shirt"})] == ["", "shirt"]
    assert [s.context for s in segments(one, contexts={"Blue": "shirt"})] == ["", ""]


HEADS = [
    ("Mug", "mug"),
    ("", ""),
    ("   ", ""),
    ("007", ""),
    ("Ocean Blue Shirt", "shirt"),
    ("Women's Running Shoes - Blue", "shoes"),
    ("Women’s Running Shoes – Blue", "shoes"),
    ("Running Shoes", "shoes"),
    ("USB-C Cable, 2 m", "cable"),
    ("Tote Bag for Women, Large", "bag"),
    ("Set of 4 Plates", "set"),
    ("Pair of Socks", "pair"),
    ("Table Lamp with Shade", "lamp"),
    ("Tote in Canvas", "tote"),
    ("Notebook (A5)", "notebook"),
    ("Notebook [A5]", "notebook"),
    ("Kettle 1.7 L", "kettle"),
    ("Variable Temperature Kettle, 1.7 L", "kettle"),
    ("T-Shirt", "t-shirt"),
    ("Mug | Kitchen | Shop", "mug"),
    ("Mug: the big one", "mug"),
    ("Bowl/Plate", "bowl"),
    ("Scarf from Peru", "scarf"),
    ("Belt & Buckle", "belt"),
    ("Hat by Joust", "hat"),
    ("Café Chair", "chair"),
    ("Nike™ Shoe", "shoe"),
    ("Blue Ribbon 2-Pack", "ribbon"),
    ("DRESS", "dress"),
    ("Vase – Large", "vase"),
    ("“Best” Pan", "pan"),
    ("赤いシャツ", "赤いシャツ"),
    ("👕 Shirt", "shirt"),
]


@pytest.mark.parametrize(("title", "head"), HEADS)
def test_head_noun(title: str, head: str) -> None:
    assert head_noun(title) == head


LINES = [
    # (cell, role, what comes out when every piece is upper-cased: the line ends stay)
    ("Soft <b>cotton</b>.\nSecond line.", Role.TEXT, "SOFT <b>COTTON</b>.\nSECOND LINE."),
    ("Soft <b>cotton</b>.\r\n\r\nSecond &amp; last.", Role.HTML, "SOFT <b>COTTON</b>.\r\n\r\nSECOND &amp; LAST."),
    ("<p>Soft\ncotton.</p>\n<p>Warm.</p>", Role.HTML, "<p>SOFT COTTON.</p>\n<p>WARM.</p>"),  # here it is a space
    ("<b>Open\nclosed</b>", Role.TEXT, "<b>OPEN\nCLOSED</b>"),
]


@pytest.mark.parametrize(("cell", "role", "expected"), LINES)
def test_lines_with_inline_tags_stay_lines(cell: str, role: Role, expected: str) -> None:
    text = read_text(Field(Column(0, "body", "body", role, "test"), 0, 0, cell), "en")
    pieces = list(text.pieces())
    assert text.write([(source.upper(), codes) for source, codes in pieces]) == expected
    assert text.write([None] * len(pieces)) == cell
