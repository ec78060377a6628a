"""Translations of other tools come into the memory, are used at once, and go out as they came."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.formats.tmx import TmxFile, TmxUnit, TmxVariant
from catalog_cli.formats.xml_nodes import Node, text_of
from catalog_cli.memory.approved import Facts, approved, approved_entry, facts_of, key_maker, tags_between
from catalog_cli.memory.entries import MemoryEntry
from catalog_cli.memory.keys import KeyMaker
from catalog_cli.memory.leverage import leverage
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory_exchange.cells import cell_of_content, content_of_cell
from catalog_cli.memory_exchange.exporting import exported, write_memory_json, write_memory_tmx
from catalog_cli.memory_exchange.importing import ImportReport, import_texts, import_units
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Place, Segment, SegmentId

PAIR = ("en", "pt-BR")
KEYS = KeyMaker(source_locale="en", target_locale="pt-BR", model="m@1", decoding="beam:1")


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        yield opened


def unit(source: str, target: str, *, locales: tuple[str, str] = PAIR, changed: str = "", **more: str) -> TmxUnit:
    times = (("changedate", changed),) if changed else ()
    told = tuple(Node("prop", (("type", f"x-catalog-{name}"),), (text,)) for name, text in more.items())
    sides = zip(locales, (source, target), strict=True)
    return TmxUnit(tuple(TmxVariant(tag, (text,) if text else ()) for tag, text in sides), times, told)


def imported(memory: TranslationMemory, units: Sequence[TmxUnit], pair: tuple[str, str] = PAIR) -> ImportReport:
    (report,) = import_units(units, memory, [pair], "test")
    return report


def tmx(memory: TranslationMemory) -> bytes:
    out = io.BytesIO()
    write_memory_tmx(exported(memory, None, frozenset()), out, "1.0", None)
    return out.getvalue()


def units_of(data: bytes) -> list[TmxUnit]:
    return [one._replace(row=0) for one in TmxFile(io.BytesIO(data), "a.tmx").units()]


# Which locales serve, and what is passed over: (locales of the unit, pair wanted, the reason or None).
SERVING = [
    (("en", "pt-BR"), PAIR, None),
    (("EN-US", "PT-BR"), PAIR, None),
    (("en_US", "pt_BR"), PAIR, None),
    (("en", "pt"), PAIR, None),
    (("en", "pt-PT"), PAIR, "no text in pt-BR"),
    (("de", "pt-BR"), PAIR, "no text in en"),
    (("en-GB", "pt-BR"), ("en-US", "pt-BR"), "no text in en-US"),
    (("pt-BR", "en"), PAIR, None),  # the order of the variants says nothing
    (("en", "sr-Latn"), ("en", "sr"), "no text in sr"),
    (("en", "x!"), PAIR, "no text in pt-BR"),
]


@pytest.mark.parametrize(("tags", "pair", "reason"), SERVING)
def test_a_locale_serves(
    memory: TranslationMemory, tags: tuple[str, str], pair: tuple[str, str], reason: str | None
) -> None:
    report = imported(memory, [unit("Red bag", "Bolsa", locales=tags)], pair)
    assert (report.imported, list(report.skipped)) == ((1, []) if reason is None else (0, [reason]))


def test_the_nearest_variant_is_taken(memory: TranslationMemory) -> None:
    three = TmxUnit(tuple(TmxVariant(tag, (tag,)) for tag in ("en-GB", "pt", "en", "pt-BR")))
    imported(memory, [three])
    assert [(one.source, one.target) for one in approved(memory)] == [("en", "pt-BR")]


def test_what_is_counted(memory: TranslationMemory) -> None:
    units = [
        unit("Red bag", "Bolsa vermelha"),
        unit("Red bag", "Bolsa vermelha"),
        unit("Red bag ", " Bolsa vermelha"),  # white space around a text is not its own
        unit("Red bag", "Sacola vermelha"),
        unit("", "x"),
        unit("x", " "),
        unit("Blue", "Azul", origin="engine"),
        *(unit(f"Bag {number}", f"Bolsa {number}") for number in range(1_200)),  # several windows
    ]
    report = imported(memory, units)
    assert (report.units, report.imported, report.duplicates, report.conflicting) == (1_207, 1_201, 2, 1)
    assert report.skipped.total() == 3
    again = imported(memory, units)
    assert (again.imported, again.duplicates, again.conflicting) == (0, 1_204, 0)
    assert len(memory.runs()) == 1  # nothing was written the second time


# Who wins: (changed of the first, changed of the second, the target that is used).
CONFLICTS = [
    ("", "", "second"),
    ("20250101T000000Z", "20240101T000000Z", "first"),
    ("20240101T000000Z", "20250101T000000Z", "second"),
    ("20240101T000000Z", "", "first"),
    ("", "20240101T000000Z", "second"),
]


@pytest.mark.parametrize(("first", "second", "expected"), CONFLICTS)
@pytest.mark.parametrize("is_apart", [True, False])
def test_the_later_one_is_used_and_both_are_kept(
    memory: TranslationMemory, first: str, second: str, expected: str, is_apart: bool
) -> None:
    units = [unit("Red", "first", changed=first), unit("Red", "second", changed=second)]
    for part in [[units[0]], [units[1]]] if is_apart else [units]:
        report = imported(memory, part)
    assert [(c.used, {c.used, c.other}) for c in report.conflicts] == [(expected, {"first", "second"})]
    (made,) = leverage([segment("Red")], memory, KEYS, 4)
    assert made.target == expected
    assert {one.target for one in approved(memory)} == {"first", "second"}


def test_a_person_s_edit_of_a_cell_is_never_replaced(memory: TranslationMemory) -> None:
    run = memory.start_run(*PAIR)
    key = KEYS.human_key("Red", "title")
    memory.promote([MemoryEntry(key, "Red", "do lojista", run)])
    report = imported(memory, [unit("Red", "de fora", changed="20990101T000000Z", role="title")])
    assert (report.conflicting, report.conflicts[0].used) == (1, "do lojista")
    assert memory.lookup([key])[key].target == "do lojista"


# Use at once

B = InlineCode(CodeKind.PAIR, 2, 5, "strong", "<strong>", "</strong>")
TAGGED = TmxUnit(
    (
        TmxVariant("en", ("A ", Node("bpt", (("i", "1"),)), "red", Node("ept", (("i", "1"),)), " bag")),
        TmxVariant("pt", ("Bolsa ", Node("bpt", (("i", "1"),)), "vermelha", Node("ept", (("i", "1"),)))),
    )
)


def segment(source: str, **changed: object) -> Segment:
    one = Segment(SegmentId("c", "1", "", "T", 0, 0), Place("c.csv", 2, "T"), Role.TEXT, source, prepared=source)
    return one._replace(**changed)  # type: ignore[arg-type]  # the test's own keywords


def test_an_imported_sentence_is_a_segment_s_target(memory: TranslationMemory) -> None:
    imported(memory, [unit("A red bag", "Uma bolsa"), TAGGED])
    url = InlineCode(CodeKind.VERBATIM, 2, 5, "brand")
    made = list(
        leverage(
            [
                segment("A red bag"),
                segment("A red bag", codes=(B,)),
                segment("A red bag", codes=(B._replace(end=9),)),  # the tag stands elsewhere
                segment("A red bag", codes=(url,)),
                segment("A red bag", target="x"),
                segment("A red bag", taken=frozenset({"y"})),
            ],
            memory,
            KEYS,
            10,
        )
    )
    placed = B._replace(start=6, end=14)
    assert [(one.target, one.target_codes) for one in made] == [
        ("Uma bolsa", ()),
        ("Bolsa vermelha", (placed,)),
        (None, ()),
        ("Uma bolsa", ()),  # the brand is not in it: the checks tell
        ("x", ()),
        (None, ()),
    ]
    assert [(made[0].origin, made[0].match)] == [(Origin.HUMAN, 100)]


TAGS = [
    ("the same", [B], [B], ((0, 2, 5),)),
    ("none", [], [], ()),
    ("lost", [B], [], None),
    ("added", [], [B], None),
    ("another name, one kind", [B], [B._replace(name="b", opening="<b>")], ((0, 2, 5),)),
    ("another kind", [B], [InlineCode(CodeKind.POINT, 2, 2, "br", "<br>")], None),
    (
        "crossed over",
        [B, B._replace(start=6, end=9, name="i")],
        [B._replace(name="i"), B._replace(start=6, end=9)],
        ((1, 2, 5), (0, 6, 9)),
    ),
]


@pytest.mark.parametrize(("why", "source", "target", "expected"), TAGS, ids=[row[0] for row in TAGS])
def test_tags_are_related(why: str, source: list[InlineCode], target: list[InlineCode], expected: object) -> None:
    assert tags_between(source, target) == expected


# Round trips

CELLS = [
    "",
    "Plain",
    "<p>Red &amp; <b>blue</b></p>",
    "<p>Salt & pepper < 3 > 2 &eacute;&nbsp;&#8217;&bogus; &</p>",
    "<ul>\r\n<li>A<li>B</ul>",
    "<b><i>x</b></i> </div>",
    '<img src="a.png" alt="Red &quot;bag&quot;"><br/><!-- note -->',
    "<script>if (a < b) {}</script>",
    "{{ title }} and {% if x %}y{% endif %}",
    "赤い<b>シャツ</b> قميص 👕🏽",
    "a < b",
    "<" * 50,
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_of_html_comes_back(cell: str) -> None:
    assert cell_of_content(content_of_cell(cell)) == cell


@settings(deadline=None, max_examples=100)
@given(st.text("<>&;/ab \n\"'={}%!-é赤", max_size=30))
def test_any_cell_comes_back(cell: str) -> None:
    assert cell_of_content(content_of_cell(cell)) == cell


def filled(memory: TranslationMemory) -> None:
    run = memory.start_run(*PAIR)
    maker = key_maker(PAIR)
    for role, source, target in (
        (Role.TITLE, "Red bag", "Bolsa vermelha"),
        (Role.HTML, "<p>Red &amp; <b>blue</b></p>", "<p>Vermelho &amp; <b>azul</b>&nbsp;!</p>"),
        (Role.TEXT, "  Line\r\none ", "Linha\num"),
        (Role.OPTION, "NA", "N/D"),
    ):
        memory.promote([MemoryEntry(maker.human_key(source, role), source, target, run)])
    imported(memory, [TAGGED, unit("Café ☕", "Cafézinho", changed="20240101T000000Z")])


def test_what_goes_out_comes_in_again(memory: TranslationMemory) -> None:
    filled(memory)
    with TranslationMemory.in_temporary_file() as other:
        report = imported(other, units_of(tmx(memory)))
        assert (report.imported, report.units) == (6, 6)
        keys = [row[0] for row in memory.database.rows("SELECT key FROM memory")]
        assert {key: entry.target for key, entry in other.lookup(keys).items()} == {
            key: entry.target for key, entry in memory.lookup(keys).items()
        }
        # And once more, letter by letter, but for the times at which edits came into the first memory.
        assert units_of(tmx(other)) == units_of(tmx(memory))


def test_units_of_other_tools_go_out_as_they_came(memory: TranslationMemory) -> None:
    body = """<tu tuid="7" usagecount="2" changedate="20240101T000000Z"><prop type="client">Shop</prop><note>n</note>
        <tuv xml:lang="EN-US" creationid="a"><prop type="x-pre">p</prop><seg> <bpt i="1" x="1" type="b">&lt;b&gt;
        </bpt>A<ept i="1">&lt;/b&gt;</ept><ph x="2"><sub>s</sub></ph></seg></tuv>
        <tuv xml:lang="PT-BR" changeid="b"><seg><ph x="2"><sub>s</sub></ph>B<it pos="begin">&lt;i&gt;</it></seg></tuv>
        </tu><tu><tuv xml:lang="en"><seg> spaced </seg></tuv><tuv xml:lang="pt"><seg>espa\u00e7o </seg></tuv></tu>"""
    data = f'<tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>'.encode()
    imported(memory, units_of(data))
    assert units_of(tmx(memory)) == units_of(data)
    # The standard library's own tree of the file says the same.
    seg = ET.fromstring(tmx(memory)).findall("body/tu/tuv/seg")[0]
    assert [(node.tag, node.attrib, node.text, node.tail) for node in seg] == [
        ("bpt", {"i": "1", "x": "1", "type": "b"}, "<b>\n        ", "A"),
        ("ept", {"i": "1"}, "</b>", None),
        ("ph", {"x": "2"}, None, None),
    ]


def test_json_lines(memory: TranslationMemory) -> None:
    filled(memory)
    memory.promote([MemoryEntry(b"half", "half \ud83d", "x", 1)])
    out = io.BytesIO()
    assert write_memory_json(exported(memory, "en", frozenset({"pt-BR"})), out) == 7
    lines = [json.loads(line) for line in out.getvalue().decode().splitlines()]
    assert (lines[0]["source"], lines[0]["role"], lines[0]["origin"]) == ("Red bag", "title", "edit")
    assert lines[-1]["source"] == "half \ud83d"
    assert not list(exported(memory, "en", frozenset({"de"})))


def test_what_xml_cannot_hold_is_left_out_and_counted(memory: TranslationMemory) -> None:
    run = memory.start_run(*PAIR)
    memory.promote([MemoryEntry(b"1", "a\x00b", "x", run), MemoryEntry(b"2", "fine", "x", run)])
    out = io.BytesIO()
    assert write_memory_tmx(exported(memory, None, frozenset()), out, "1.0", "en") == (1, 1)
    assert [text_of(one.variants[0].content) for one in units_of(out.getvalue())] == ["fine"]


def test_a_table(memory: TranslationMemory) -> None:
    rows = [(2, "Red", "Vermelha", ""), (3, "Red", "Vermelho", "option"), (4, "", "x", "")]
    report = import_texts(rows, memory, PAIR, "test")
    assert (report.imported, dict(report.skipped)) == (2, {"the source is empty": 1})


@pytest.mark.parametrize(
    "facts", [Facts(), Facts("title", "0-1:pair", None, "20240101T000000Z", [[], [], ["en", [], [], None]])]
)
def test_facts_are_kept(facts: Facts) -> None:
    assert facts_of(facts.text) == facts
    entry = approved_entry("a", "b", facts, 1, key_maker(PAIR))
    assert facts_of(entry.facts or "") == facts


@pytest.mark.parametrize("damaged", ["", "[]", '{"odd": 1}', "{"])
def test_damaged_facts_are_told(damaged: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        facts_of(damaged)


def test_a_file_s_memory(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with TranslationMemory.open(path) as memory:
        imported(memory, [unit("Red", "Vermelha")])
        assert memory.newest_import() == memory.newest_human() == 1
    with TranslationMemory.read_only(path) as memory:
        assert [one.pair for one in approved(memory)] == [PAIR]
