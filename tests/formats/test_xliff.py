"""XLIFF out and in: codes inside segments, states, notes, and what is refused; read by another parser as well."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_cli.errors import FileProblem
from catalog_cli.formats.xliff import (
    NEW,
    OLD,
    VERSIONS,
    Match,
    Note,
    State,
    XliffHeader,
    XliffSegment,
    XliffUnit,
    read_xliff,
    write_xliff,
)
from catalog_cli.formats.xliff_inline import Piece, StrangeCode, content_of, piece_of, tag_ids
from catalog_cli.formats.xml_nodes import Content, Node, write_content
from catalog_cli.segment import CodeKind, InlineCode, Limit

PAIR, POINT, VERBATIM = CodeKind.PAIR, CodeKind.POINT, CodeKind.VERBATIM
BOLD = InlineCode(PAIR, 2, 5, "b", "<b>", "</b>")
LINE = InlineCode(POINT, 5, 5, "br", "<br>")


def code(kind: CodeKind, start: int, end: int, opening: str = "", closing: str = "") -> InlineCode:
    return InlineCode(kind, start, end, "x", opening, closing)


@pytest.mark.parametrize(
    ("piece", "new", "old"),
    [
        (("A red bag", ()), "A red bag", "A red bag"),
        (("a < b & c", ()), "a &lt; b &amp; c", "a &lt; b &amp; c"),
        (
            ("A red bag", (BOLD,)),
            'A <pc id="1" dataRefStart="d1o" dataRefEnd="d1c">red</pc> bag',
            'A <bpt id="1">&lt;b&gt;</bpt>red<ept id="1">&lt;/b&gt;</ept> bag',
        ),
        (
            ("A red bag", (LINE,)),
            'A red<ph id="1" dataRef="d1o" disp="&lt;br&gt;"/> bag',
            'A red<ph id="1">&lt;br&gt;</ph> bag',
        ),
        (
            ("A red bag", (code(PAIR, 2, 9, "<b>"),)),  # closed in the next sentence
            'A <sc id="1" isolated="yes" dataRef="d1o"/>red bag',
            'A <it id="1" pos="open">&lt;b&gt;</it>red bag',
        ),
        (
            ("A red bag", (code(PAIR, 0, 5, "", "</b>"),)),
            'A red<ec id="1" isolated="yes" dataRef="d1c"/> bag',
            'A red<it id="1" pos="close">&lt;/b&gt;</it> bag',
        ),
        (
            ("A red bag", (code(VERBATIM, 2, 5),)),
            'A <mrk id="m1" translate="no">red</mrk> bag',
            'A <mrk mtype="protected">red</mrk> bag',
        ),
        (
            ("abcd", (code(PAIR, 0, 3, "<b>", "</b>"), code(PAIR, 1, 4, "<i>", "</i>"))),  # they cross
            '<pc id="1" dataRefStart="d1o" dataRefEnd="d1c">a<sc id="2" dataRef="d2o"/>bc</pc>d'
            '<ec startRef="2" dataRef="d2c"/>',
            '<bpt id="1">&lt;b&gt;</bpt>a<bpt id="2">&lt;i&gt;</bpt>bc<ept id="1">&lt;/b&gt;</ept>d'
            '<ept id="2">&lt;/i&gt;</ept>',
        ),
        (("a\x0bb", ()), 'a<cp hex="000B"/>b', 'a<ph id="c000B" ctype="x-character">000B</ph>b'),
        (("日本語 😀 كوب", ()), "日本語 😀 كوب", "日本語 😀 كوب"),
    ],
)
def test_codes_as_elements_and_back(piece: Piece, new: str, old: str) -> None:
    ids = tag_ids(piece[1], piece[1])
    for is_old, expected in ((False, new), (True, old)):
        content = content_of(piece, ids, is_old=is_old)
        assert write_content(content) == expected
        text, codes = piece_of(content, piece[1])
        assert (text, codes) == (piece[0], tuple(one for one in piece[1] if one.kind is not VERBATIM))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (("x", Node("pc", (("id", "1"),), ("y",))), ("xy", (1, 2))),
        ((Node("g", (("id", "1"),), ("y",)), "x"), ("yx", (0, 1))),  # as some programs write 1.2
        (("a", Node("sc", (("id", "1"),)), "b", Node("ec", (("startRef", "1"),)), "c"), ("abc", (1, 2))),
        (("a", Node("bx", (("id", "1"),)), "b", Node("ex", (("id", "1"),)), "c"), ("abc", (1, 2))),
        ((Node("mrk", (("id", "m9"),), ("a", Node("pc", (("id", "1"),), ("b",)))),), ("ab", (1, 2))),
        (("a",), ("a", None)),
    ],
)
def test_what_other_programs_write(content: Content, expected: tuple[str, tuple[int, int] | None]) -> None:
    text, codes = piece_of(content, (BOLD,))
    assert (text, (codes[0].start, codes[0].end) if codes else None) == expected
    assert not codes or codes[0].opening == "<b>"


@pytest.mark.parametrize(
    "content",
    [
        (Node("ph", (("id", "2"),)),),
        (Node("pc", (("id", "x"),), ("a",)),),
        (Node("pc", (("id", "0"),), ("a",)),),
        (Node("ph", (("id", "99999999999999999999"),)),),
        (Node("script", (), ("alert(1)",)),),
        (Node("pc", (("id", "1"),), ("a",)), Node("pc", (("id", "1"),), ("b",))),
        (Node("cp", (("hex", "zz"),)),),
        (Node("cp", (("hex", "FFFFFFFF"),)),),
        (Node("ph", (("id", "¹"),)),),
    ],
)
def test_a_tag_that_was_not_sent_is_refused(content: Content) -> None:
    with pytest.raises(StrangeCode):
        piece_of(content, (BOLD,))


texts = st.text(st.characters(codec="utf-16"), max_size=12) | st.text("a<&>]\r\n\t\x00\ufffe\u2028", max_size=12)


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    text = draw(texts)
    codes = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        kind = draw(st.sampled_from(CodeKind))
        if kind is POINT:
            codes.append(InlineCode(kind, start, start, "x", f"<br {number}>"))
        elif kind is VERBATIM:
            codes.append(InlineCode(kind, start, end, "x"))
        else:
            form = draw(st.sampled_from(["both", "opening", "closing"]))
            opening, closing = f"<b {number}>" if form != "closing" else "", "</b>" if form != "opening" else ""
            codes.append(
                InlineCode(kind, start if opening else 0, end if closing else len(text), "x", opening, closing)
            )
    return text, tuple(sorted(codes, key=lambda one: (one.start, -one.end)))


@given(pieces(), pieces(), st.sampled_from(VERSIONS))
def test_nothing_is_lost_on_the_way(source: Piece, target: Piece, version: str) -> None:
    unit = XliffUnit("ab" * 16, "body", (XliffSegment(source, target, State.TRANSLATED),) * 2)
    out = io.BytesIO()
    write_xliff([unit], out, XliffHeader(version, "en", "pt-BR", "a.csv"))
    _, units = read_xliff(io.BytesIO(out.getvalue()), "a.xlf")
    (found,) = units
    own = [one for one in source[1] if one.kind is not VERBATIM]
    for segment in found.segments:
        assert piece_of(segment.source, source[1])[0] == source[0]
        assert sorted(piece_of(segment.source, source[1])[1]) == sorted(own)
        ids = tag_ids(source[1], target[1])
        tags = [
            *own,
            *(one for one, name in zip(target[1], ids, strict=True) if name.isdigit() and int(name) > len(own)),
        ]
        text, codes = piece_of(segment.target or (), tags)
        assert text == target[0]
        assert sorted(codes) == sorted(one for one in target[1] if one.kind is not VERBATIM)


UNITS = [
    XliffUnit(
        "ab" * 16,
        "title",
        (XliffSegment(("Red mug", ()), ("Caneca", ()), State.REVIEWED),),
        (Note('term: "mug" & more', "finding", 1),),
        Limit(80),
    ),
    XliffUnit(
        "cd" * 16,
        "body",
        (
            XliffSegment(
                ("A red bag", (BOLD,)), ("Bolsa vermelha", (BOLD._replace(start=6, end=14),)), State.TRANSLATED
            ),
            XliffSegment(("Nice.", ()), None, State.INITIAL),
        ),
    ),
]


def written(version: str) -> bytes:
    out = io.BytesIO()
    assert write_xliff(UNITS, out, XliffHeader(version, "en", "pt-BR", "shop & co.csv")) == 2
    return out.getvalue()


@pytest.mark.parametrize("version", VERSIONS)
def test_another_parser_reads_it(version: str) -> None:
    root = ElementTree.fromstring(written(version))
    space = f"{{{root.tag[1:].partition('}')[0]}}}"
    file = root.find(f"{space}file")
    assert file is not None
    assert file.get("original") == "shop & co.csv"
    if version == NEW:
        assert (root.get("srcLang"), root.get("trgLang"), root.get("version")) == ("en", "pt-BR", "2.1")
        units = file.findall(f"{space}unit")
        assert [unit.get("name") for unit in units] == ["title", "body"]
        segments = [segment for unit in units for segment in unit.findall(f"{space}segment")]
        assert [segment.get("state") for segment in segments] == ["reviewed", "translated", "initial"]
        ids = [one.get("id") for unit in units for one in unit.iter() if one.get("id")]
        own = [name for name in ids if name and name.startswith("d")]
        assert len(own) == len(set(own))
    else:
        assert (file.get("source-language"), file.get("target-language")) == ("en", "pt-BR")
        units = list(file.iter(f"{space}trans-unit"))
        assert [unit.get("id") for unit in units] == [f"{'ab' * 16}.1", f"{'cd' * 16}.1", f"{'cd' * 16}.2"]
        assert units[0].get("maxwidth") == "80"
        assert units[0].get("approved") == "yes"
    sources = ["".join(one.itertext()) for one in root.iter(f"{space}source")]
    assert sources[0] == "Red mug"
    assert [note.text for note in root.iter(f"{space}note")] == ['term: "mug" & more']


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_read_back(version: str) -> None:
    header, units = read_xliff(io.BytesIO(written(version)), "a.xlf")
    assert header == XliffHeader(version, "en", "pt-BR", "shop & co.csv")
    found = list(units)
    assert [(unit.id, len(unit.segments)) for unit in found] == [("ab" * 16, 1), ("cd" * 16, 2)]
    assert [segment.state for unit in found for segment in unit.segments] == ["reviewed", "translated", "initial"]
    assert found[1].segments[1].target is None


OLD_FILE = (
    '<xliff version="1.2"><file source-language="en" target-language="pt" original="a"><body>'
    '<trans-unit id="x.1"{approved}><source>A</source>{target}</trans-unit></body></file></xliff>'
)


@pytest.mark.parametrize(
    ("target", "approved", "state"),
    [
        ("<target>B</target>", "", State.TRANSLATED),
        ('<target state="new">B</target>', "", State.INITIAL),
        ('<target state="needs-translation">B</target>', "", State.INITIAL),
        ('<target state="x-other">B</target>', "", State.INITIAL),
        ('<target state="needs-review-translation">B</target>', "", State.TRANSLATED),
        ('<target state="final">B</target>', "", State.FINAL),
        ('<target state="signed-off">B</target>', "", State.REVIEWED),
        ("<target>B</target>", ' approved="yes"', State.REVIEWED),
        ("", "", State.INITIAL),
    ],
)
def test_states_of_the_old_version(target: str, approved: str, state: State) -> None:
    data = OLD_FILE.format(target=target, approved=approved).encode()
    _, units = read_xliff(io.BytesIO(data), "a.xlf")
    assert [segment.state for unit in units for segment in unit.segments] == [state]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not well-formed"),
        (b"<tmx/>", "begins with <tmx>"),
        (b'<xliff version="1.2"/>', "has no units"),
        (b'<xliff version="0.9"><unit id="a"/></xliff>', 'is XLIFF "0.9"'),
        (b'<xliff><unit id="a"/></xliff>', "does not say its version"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.1"/>', "declares something"),
        (b'<xliff version="2.1"><unit id="a">&x;</unit></xliff>', "not well-formed"),
        (b'<xliff version="2.1"><unit id="a">', "not well-formed"),
        (b"<xliff>" + b"<a>" * 200, "nests elements deeper"),
        (b"PK\x03\x04", "not well-formed"),
    ],
)
def test_what_is_no_xliff_is_said(data: bytes, message: str) -> None:
    with pytest.raises(FileProblem, match=message):
        list(read_xliff(io.BytesIO(data), "a.xlf")[1])


MATCHES = (
    Match("Red mugs", "Canecas & <b>", 88),
    Match("Mug, 5 ml", "Caneca, 9 ml", 99, True),
    Match("Red mug", "Caneca\x0b", 101),
)
QUALITIES = [("88", "Canecas & <b>"), ("99", "Caneca, 9 ml"), ("100", "Caneca")]  # a quality is 100 at most


@pytest.mark.parametrize("version", VERSIONS)
def test_matches_go_out_and_are_passed_over_when_they_come_back(version: str) -> None:
    open_segment = XliffSegment(("Red mug", ()), None, State.INITIAL)
    unit = XliffUnit("ab" * 16, "title", (open_segment, open_segment._replace(matches=MATCHES)), (Note("n", "term"),))
    out = io.BytesIO()
    write_xliff([unit], out, XliffHeader(version, "en", "pt-BR", "shop.csv"))
    root = ElementTree.fromstring(out.getvalue())
    space = f"{{{root.tag[1:].partition('}')[0]}}}"
    name, key = f"{space}alt-trans", "match-quality"
    if version == NEW:
        name, key = "{urn:oasis:names:tc:xliff:matches:2.0}match", "matchQuality"
        own = root.find(f".//{space}unit")
        assert own is not None
        assert own[0].tag.endswith("}matches")  # before the notes, as the schema of the core wants it
        assert [one.get("ref") for one in own[0]] == ["#s2"] * 3
        assert [one.get("type") for one in own[0]] == ["tm", "tm", "icm"]
    found = list(root.iter(name))
    assert [(one.get(key), one.findtext(f"{space}target")) for one in found] == QUALITIES
    assert [one.findtext(f"{space}source") for one in found] == [match.source for match in MATCHES]
    assert ["numbers" in str(one.get("origin")) for one in found] == [False, True, False]
    (back,) = read_xliff(io.BytesIO(out.getvalue()), "a.xlf")[1]
    assert [(one.source, one.target) for one in back.segments] == [(("Red mug",), None)] * 2


def test_old_and_new_are_the_versions() -> None:
    assert VERSIONS == (OLD, NEW)
