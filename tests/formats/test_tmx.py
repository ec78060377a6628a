"""TMX: what other tools write is read, what is read is written again, and what is hostile is refused."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.errors import FileProblem
from catalog_cli.formats.tmx import (
    TmxFile,
    TmxHeader,
    TmxUnit,
    TmxVariant,
    is_writable,
    write_tmx,
)
from catalog_cli.formats.tmx_codes import NO_MARKUP, content_of, text_and_codes
from catalog_cli.formats.xml_nodes import Content, Node, text_of
from catalog_cli.segment import CodeKind, InlineCode

HEADER = TmxHeader((("creationtool", "test"), ("srclang", "en")))


def file_of(body: str, head: str = '<header srclang="en"/>', doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<tmx version="1.4">{head}<body>{body}</body></tmx>'.encode()


def units_of(data: bytes) -> list[TmxUnit]:
    return list(TmxFile(io.BytesIO(data), "a.tmx").units())


def written(units: Sequence[TmxUnit], header: TmxHeader = HEADER) -> bytes:
    out = io.BytesIO()
    write_tmx(units, out, header)
    return out.getvalue()


def unit(source: Content, target: Content) -> TmxUnit:
    return TmxUnit((TmxVariant("en", source), TmxVariant("pt-BR", target)))


def without_rows(units: Sequence[TmxUnit]) -> list[TmxUnit]:
    return [one._replace(row=0) for one in units]


# What tools write, in their own manner: (why, the body of a file, the locales and texts that are read).
TOOLS = [
    (
        "OmegaT: level 2, locales in capitals, who and when on the target",
        '<tu><tuv xml:lang="EN-US">'
        '<seg>Red <bpt i="0" x="0">&lt;f0&gt;</bpt>bag<ept i="0">&lt;/f0&gt;</ept></seg></tuv>'
        '<tuv xml:lang="PT-BR" changeid="ana" changedate="20250102T030405Z"><seg>Bolsa</seg></tuv></tu>',
        [("EN-US", "Red <f0>bag</f0>"), ("PT-BR", "Bolsa")],
    ),
    (
        "Trados: codes without content, properties on the unit, usage counted",
        '<tu creationdate="20240101T000000Z" creationid="HOST\\me" usagecount="2"><prop type="x-LastUsedBy">me</prop>'
        '<tuv xml:lang="en-US"><seg><bpt i="1" type="1" x="1"/>Red<ept i="1"/> bag<ph x="2" type="2"/></seg></tuv>'
        '<tuv xml:lang="pt-BR"><seg>Bolsa <bpt i="1" type="1" x="1"/>vermelha<ept i="1"/><ph x="2"/></seg></tuv></tu>',
        [("en-US", "Red bag"), ("pt-BR", "Bolsa vermelha")],
    ),
    (
        "memoQ: escaped tags in bpt, its own properties, a language without a territory",
        '<tu changedate="20240101T000000Z" changeid="x"><prop type="client">Shop</prop><note>seen</note>'
        '<tuv xml:lang="en"><prop type="x-context-pre">&lt;seg/&gt;</prop><seg>A<ph>&lt;br /&gt;</ph>B</seg></tuv>'
        '<tuv xml:lang="pt"><seg>A<ph>&lt;br /&gt;</ph>B</seg></tuv></tu>',
        [("en", "A<br />B"), ("pt", "A<br />B")],
    ),
    (
        "TMX 1.1: lang without a namespace, ut",
        '<tu><tuv lang="EN"><seg>Red<ut>{\\b }</ut></seg></tuv><tuv lang="PT-BR"><seg>Vermelha</seg></tuv></tu>',
        [("EN", "Red{\\b }"), ("PT-BR", "Vermelha")],
    ),
    (
        "more than two languages",
        "<tu>" + "".join(f'<tuv xml:lang="{tag}"><seg>{tag}</seg></tuv>' for tag in ("en", "de", "ja")) + "</tu>",
        [("en", "en"), ("de", "de"), ("ja", "ja")],
    ),
    ("a variant without a segment", '<tu><tuv xml:lang="en"/></tu>', [("en", "")]),
    ("nothing in a segment", '<tu><tuv xml:lang="en"><seg></seg></tuv></tu>', [("en", "")]),
    (
        "CDATA, references, white space and line breaks stay",
        '<tu><tuv xml:lang="en"><seg> <![CDATA[<b>]]>&#65;&amp;\n </seg></tuv></tu>',
        [("en", " <b>A&\n ")],
    ),
    (
        "right to left, CJK, emoji",
        '<tu><tuv xml:lang="ar"><seg>قميص</seg></tuv><tuv xml:lang="ja"><seg>赤い👕🏽</seg></tuv></tu>',
        [("ar", "قميص"), ("ja", "赤い👕🏽")],
    ),
    (
        "elements that TMX does not have are passed over",
        '<x><y/></x><tu><z>q</z><tuv xml:lang="en"><seg>A</seg></tuv></tu>',
        [("en", "A")],
    ),
]


@pytest.mark.parametrize(("why", "body", "expected"), TOOLS, ids=[row[0][:30] for row in TOOLS])
def test_files_of_other_tools_are_read_and_written_again(why: str, body: str, expected: list[tuple[str, str]]) -> None:
    (found,) = units_of(file_of(body, doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'))
    assert [(one.locale, text_of(one.content)) for one in found.variants] == expected
    assert without_rows(units_of(written([found]))) == [found._replace(row=0)]


def test_encodings_and_rows() -> None:
    text = file_of("\n<tu><tuv xml:lang='ru'><seg>Сумка</seg></tuv></tu>\n\n<tu/>").decode()
    for encoding in ("utf-16", "utf-8-sig"):
        data = text.replace('<?xml version="1.0"?>', "").encode(encoding)
        assert [(one.row, [text_of(v.content) for v in one.variants]) for one in units_of(data)] == [
            (2, ["Сумка"]),
            (4, []),
        ]


def test_the_header_comes_first() -> None:
    head = '<header srclang="*all*" segtype="block"><note>n</note><prop type="p">v</prop></header>'
    found = TmxFile(io.BytesIO(file_of("", head)), "a.tmx").header
    assert (found.source_locale, [one.text for one in found.told]) == ("", ["n", "v"])
    assert TmxFile(io.BytesIO(written([], HEADER)), "a.tmx").header == HEADER
    assert HEADER.source_locale == "en"


HOSTILE = [
    ("entities that grow", file_of("<tu/>", doctype='<!DOCTYPE tmx [<!ENTITY a "aaaa">]>'), "DOCTYPE"),
    (
        "a file of the reader's",
        file_of("<tu/>", doctype='<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "DOCTYPE",
    ),
    (
        "an entity that nothing defines",
        file_of("<tu><tuv><seg>&nbsp;</seg></tuv></tu>", doctype='<!DOCTYPE tmx SYSTEM "x.dtd">'),
        "&nbsp;",
    ),
    ("deep nesting", file_of("<tu><tuv><seg>" + "<sub>" * 200), "deeper"),
    ("half a file", file_of("<tu><tuv>")[:-30], "row 1: is not well-formed"),
    ("nothing", b"", "well-formed"),
    ("another kind of XML", b"<tbx/>", "not TMX"),
    ("no header", b"<tmx><body/></tmx>", "header"),
    ("another file", b"PK\x03\x04", "well-formed"),
    ("an encoding that does not exist", b"<?xml version='1.0' encoding='x-none'?><tmx/>", "encoding"),
]


@pytest.mark.parametrize(("why", "data", "told"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_what_is_hostile_or_broken_is_refused(why: str, data: bytes, told: str) -> None:
    with pytest.raises(FileProblem, match=told):
        units_of(data)


def test_a_file_is_a_stream() -> None:
    one = "<tu><tuv xml:lang='en'><seg>" + "x" * 500 + "</seg></tuv></tu>\n"

    class Endless(io.RawIOBase):
        count = 0

        def read(self, size: int = -1) -> bytes:
            self.count += 1
            return file_of("")[: -len("</body></tmx>")] if self.count == 1 else one.encode() * 100

    source = Endless()
    units = TmxFile(source, "a.tmx").units()  # type: ignore[arg-type]  # all that is asked of it is `read`
    assert [next(units).row for _ in range(1_000)][-1] == 1_000
    assert source.count < 20


# Round trips

XML_TEXT = st.text("ab é赤👕\n\t\r<>&\"' \u00a0\u2028\ud7ff\ue000\ufffd", max_size=8)
NAMES = st.sampled_from(["ph", "bpt", "ept", "it", "hi", "sub", "ut"])
ATTRIBUTES = st.dictionaries(st.sampled_from(["i", "x", "type", "pos", "assoc"]), XML_TEXT, max_size=3).map(
    lambda found: tuple(found.items())
)


def content(parts: list[object]) -> Content:
    """Neighbouring texts are one in a file, and an empty one is none."""
    found: list[str | Node] = []
    for one in parts:
        if isinstance(one, str) and found and isinstance(found[-1], str):
            found[-1] += one
        elif one != "":
            found.append(one)  # type: ignore[arg-type]  # a text or a node
    return tuple(found)


NODES: st.SearchStrategy[Node] = st.deferred(lambda: st.builds(Node, NAMES, ATTRIBUTES, CONTENT))
CONTENT = st.lists(XML_TEXT | NODES, max_size=3).map(content)
TOLD = st.lists(
    st.builds(Node, st.sampled_from(["prop", "note"]), ATTRIBUTES, XML_TEXT.map(lambda t: content([t]))), max_size=2
).map(tuple)
UNITS = st.builds(
    TmxUnit,
    st.lists(
        st.builds(TmxVariant, st.sampled_from(["en", "pt-BR", "ja", "qps-ploc"]), CONTENT, ATTRIBUTES, TOLD), max_size=3
    ).map(tuple),
    ATTRIBUTES,
    TOLD,
    st.just(0),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(UNITS, max_size=3))
def test_what_is_written_is_read_again(units: list[TmxUnit]) -> None:
    units = [one for one in units if is_writable(one)]
    assert without_rows(units_of(written(units))) == units


@settings(deadline=None, max_examples=40)
@given(st.lists(UNITS, max_size=3))
def test_an_independent_parser_reads_the_same(units: list[TmxUnit]) -> None:
    """The standard library's ElementTree builds a tree by rules of its own: elements with text and tail."""
    units = [one for one in units if is_writable(one)]
    root = ET.fromstring(written(units))
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    found = [
        [(v.get("{http://www.w3.org/XML/1998/namespace}lang"), _tree(v.find("seg"))) for v in one.findall("tuv")]
        for one in root.findall("body/tu")
    ]
    assert found == [[(v.locale, v.content) for v in one.variants] for one in units]


def _tree(element: ET.Element | None) -> Content:
    assert element is not None
    parts: list[object] = [element.text or ""]
    for child in element:
        parts += (Node(child.tag, tuple(child.attrib.items()), _tree(child)), child.tail or "")
    return content(parts)


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\ufffe", "half \ud83d pair", "\x1f"])
def test_what_xml_cannot_hold_is_told(text: str) -> None:
    assert not is_writable(unit((text,), ("x",)))
    assert is_writable(unit(("fine\r\n\t",), ("x",)))


# Inline codes

BOLD = InlineCode(CodeKind.PAIR, 2, 5, "b", "<b>", "</b>")
CODES: list[tuple[str, str, tuple[InlineCode, ...], Content]] = [
    ("none", "A bag", (), ("A bag",)),
    ("empty", "", (), ()),
    (
        "a pair",
        "A red bag",
        (BOLD,),
        (
            "A ",
            Node("bpt", (("i", "1"), ("x", "1"), ("type", "b")), ("<b>",)),
            "red",
            Node("ept", (("i", "1"),), ("</b>",)),
            " bag",
        ),
    ),
    (
        "a point at the end",
        "A",
        (InlineCode(CodeKind.POINT, 1, 1, "br", "<br>"),),
        ("A", Node("ph", (("x", "1"), ("type", "br")), ("<br>",))),
    ),
    (
        "a tag that another segment closes",
        "A",
        (InlineCode(CodeKind.PAIR, 0, 1, "b", "<b>", ""),),
        (Node("it", (("pos", "begin"), ("x", "1"), ("type", "b")), ("<b>",)), "A"),
    ),
    (
        "a tag that another segment opened",
        "A",
        (InlineCode(CodeKind.PAIR, 0, 1, "b", "", "</b>"),),
        ("A", Node("it", (("pos", "end"), ("x", "1"), ("type", "b")), ("</b>",))),
    ),
    (
        "text that stays",
        "See a.co now",
        (InlineCode(CodeKind.VERBATIM, 4, 8, "url"),),
        ("See ", Node("hi", (("type", "x-verbatim-url"),), ("a.co",)), " now"),
    ),
    (
        "text that stays, in an element",
        "A b",
        (InlineCode(CodeKind.VERBATIM, 2, 3, "kbd", "<kbd>", "</kbd>"),),
        (
            "A ",
            Node("bpt", (("i", "1"), ("x", "1"), ("type", "x-verbatim-kbd")), ("<kbd>",)),
            "b",
            Node("ept", (("i", "1"),), ("</kbd>",)),
        ),
    ),
]


@pytest.mark.parametrize(("why", "text", "codes", "expected"), CODES, ids=[row[0] for row in CODES])
def test_codes_become_elements_and_come_back(
    why: str, text: str, codes: tuple[InlineCode, ...], expected: Content
) -> None:
    assert content_of(text, codes) == expected
    assert text_and_codes(expected) == (text, codes)


@st.composite
def coded_texts(draw: st.DrawFn) -> tuple[str, tuple[InlineCode, ...]]:
    """A text with nested and neighbouring codes, in the order in which they begin."""
    text = draw(st.text("ab é赤👕", min_size=1, max_size=12))
    codes: list[InlineCode] = []

    def fill(start: int, end: int, depth: int) -> None:
        at = start
        while at < end and depth < 3 and draw(st.booleans()):
            first = draw(st.integers(at, end))
            last = draw(st.integers(first, end))
            name = draw(st.sampled_from(["b", "i", ""]))
            if first == last:
                codes.append(InlineCode(CodeKind.POINT, first, first, name, "<br>"))
            elif draw(st.booleans()):
                codes.append(InlineCode(CodeKind.VERBATIM, first, last, name))
            else:
                codes.append(InlineCode(CodeKind.PAIR, first, last, name, "<b>", "</b>"))
                fill(first, last, depth + 1)
            at = max(last, at + 1)

    fill(0, len(text), 0)
    return text, tuple(codes)


@settings(deadline=None, max_examples=60)
@given(coded_texts())
def test_codes_survive_a_file(coded: tuple[str, tuple[InlineCode, ...]]) -> None:
    text, codes = coded
    (found,) = units_of(written([unit(content_of(text, codes), ("x",))]))
    again, placed = text_and_codes(found.variants[0].content)
    assert again == text
    assert sorted(placed) == sorted(codes)


def test_a_code_without_markup_is_a_code_all_the_same() -> None:
    text, codes = text_and_codes((Node("bpt", (("i", "1"),)), "A", Node("ept", (("i", "1"),)), Node("ph")))
    assert text == "A"
    assert [(code.kind, code.opening, code.closing) for code in codes] == [
        (CodeKind.PAIR, NO_MARKUP, NO_MARKUP),
        (CodeKind.POINT, NO_MARKUP, ""),
    ]
    assert not re.search(NO_MARKUP, text_of(content_of(text, codes)))


def test_overlapping_pairs_and_text_within_codes() -> None:
    overlapping: Content = (
        Node("bpt", (("i", "1"),), ("<b>",)),
        "a",
        Node("bpt", (("i", "2"),), ("<i>",)),
        "b",
        Node("ept", (("i", "1"),), ("</b>",)),
        "c",
        Node("ept", (("i", "2"),), ("</i>",)),
        Node("ph", (), ('<img alt="', Node("sub", (), ("Red bag",)), '">')),
    )
    text, codes = text_and_codes(overlapping)
    assert text == "abc"
    assert [(c.start, c.end, c.opening) for c in codes] == [(0, 2, "<b>"), (1, 3, "<i>"), (3, 3, '<img alt="Red bag">')]
