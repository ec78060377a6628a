"""The two stages of the memory: what one run remembered, the next one finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from catalog_cli.memory.keys import KeyMaker
from catalog_cli.memory.leverage import leverage, remember, require_known, segment_key
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role
from catalog_cli.segment import (
    Alignment,
    CodeKind,
    Finding,
    InlineCode,
    Limit,
    Origin,
    Place,
    Segment,
    SegmentId,
    Severity,
)

KEYS = KeyMaker(source_locale="en", target_locale="pt-BR", model="m@1", decoding="beam:1")
LINKS = Alignment(((0, 4, 2, 6), (5, 300, 7, 90_000)))
BOLD = InlineCode(CodeKind.PAIR, 0, 3, "b", "<b>", "</b>")
VERBATIM = InlineCode(CodeKind.VERBATIM, 0, 3, "brand")


def segment(prepared: str, /, row: int = 2, **changed: object) -> Segment:
    place = Place("bags.csv", row, "Title")
    one = Segment(SegmentId("bags", str(row), "", "Title", 0, 0), place, Role.TITLE, prepared, prepared=prepared)
    return one._replace(**changed)  # type: ignore[arg-type]  # the test's own keywords


def drafted(prepared: str, draft: str, /, **changed: object) -> Segment:
    given: dict[str, object] = {"draft": draft, "target": draft, "origin": Origin.ENGINE, "score": -0.5, **changed}
    return segment(prepared, **given)


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        yield opened


def remembered(memory: TranslationMemory, segments: Sequence[Segment], window: int = 4) -> list[Segment]:
    return list(remember(segments, memory, KEYS, 1, window))


def leveraged(memory: TranslationMemory, segments: Sequence[Segment], window: int = 4) -> list[Segment]:
    return list(leverage(segments, memory, KEYS, window))


TEXTS = [
    "Red bag",
    "red bag",
    "  padded ",
    "NA",
    "007",
    "Line one\nline two",
    "½ L ™ 20 €",
    "赤いシャツ",
    "قميص أحمر",
    "👕🏽",
    "half \ud83d pair",
    "long " * 50_000,
]


@pytest.mark.parametrize("window", [1, 3, 100])
def test_a_draft_from_the_memory_is_the_first_run_s(memory: TranslationMemory, window: int) -> None:
    first = [drafted(text, f"<{text}>", alignment=LINKS, codes=(BOLD,)) for text in TEXTS]
    assert remembered(memory, first, window) == first
    again = leveraged(memory, [segment(text, codes=(BOLD,)) for text in TEXTS], window)
    assert [(s.draft, s.alignment, s.score) for s in again] == [(s.draft, s.alignment, s.score) for s in first]
    assert {(s.origin, s.match, s.target) for s in again} == {(Origin.MEMORY_EXACT, 100, None)}


@pytest.mark.parametrize(
    ("run", "origin", "match"),
    [
        (1, Origin.REPETITION, None),  # it made the draft itself, in an earlier window
        (2, Origin.MEMORY_EXACT, 100),
        (None, Origin.MEMORY_EXACT, 100),
    ],
)
def test_what_the_run_itself_made_is_a_repetition(
    memory: TranslationMemory, run: int | None, origin: Origin, match: int | None
) -> None:
    remembered(memory, [drafted("Red bag", "Bolsa vermelha")])  # by run 1
    (made,) = leverage([segment("Red bag", 9)], memory, KEYS, 4, run)
    assert (made.origin, made.match, made.draft, made.score) == (origin, match, "Bolsa vermelha", -0.5)


def test_nothing_gives_nothing(memory: TranslationMemory) -> None:
    assert remembered(memory, []) == leveraged(memory, []) == []
    assert memory.count() == 0


REMEMBERED = [
    # origin, draft, whether it is remembered
    (Origin.ENGINE, "Bolsa", True),
    (Origin.REPETITION, "Bolsa", False),  # its first occurrence is
    (Origin.MEMORY_EXACT, "Bolsa", False),  # it is there
    (Origin.COPIED, None, False),
    (Origin.UNTRANSLATED, None, False),  # the next run tries again
    (Origin.NONE, None, False),
]


@pytest.mark.parametrize(("origin", "draft", "is_remembered"), REMEMBERED)
def test_only_what_the_engine_gave_is_remembered(
    memory: TranslationMemory, origin: Origin, draft: str | None, is_remembered: bool
) -> None:
    remembered(memory, [segment("Bag", origin=origin, draft=draft, target="Bolsa")])
    assert memory.count() == int(is_remembered)


def test_it_is_the_draft_that_is_remembered_not_the_finished_text(memory: TranslationMemory) -> None:
    remembered(memory, [drafted("Ask XQB", "Pergunte a XQB", target="Pergunte a info@shop.com")])
    (found,) = leveraged(memory, [segment("Ask XQB", source="Ask sales@shop.com")])
    assert found.draft == "Pergunte a XQB"


KEY_CHANGES = [
    # a change of the segment, whether the memory still knows it
    ({}, True),
    ({"row": 99}, True),
    ({"source": "RED BAG"}, True),  # what the engine read is the same
    ({"prepared": "Red bag."}, False),
    ({"role": Role.TEXT}, False),
    ({"limit": Limit(60)}, False),
    ({"limit": Limit(60, "bytes")}, False),
    ({"context": "shirt"}, False),
    ({"frame": ("Product: ", ".")}, False),
    # Its draft must have a place for the tag, which no acceptor has looked at
    ({"codes": (BOLD,)}, False),
    ({"codes": (VERBATIM,)}, True),
]


@pytest.mark.parametrize(("changed", "known"), KEY_CHANGES)
def test_everything_that_decides_a_draft_is_in_its_key(
    memory: TranslationMemory, changed: dict[str, object], known: bool
) -> None:
    remembered(memory, [drafted("Red bag", "Bolsa vermelha")])
    (found,) = leveraged(memory, [segment("Red bag", **changed)])  # type: ignore[arg-type]  # the test's own keywords
    assert (found.draft is not None) is known


def test_tags_that_say_something_else_are_the_same_text(memory: TranslationMemory) -> None:
    link = InlineCode(CodeKind.PAIR, 0, 3, "a", '<a href="/1">', "</a>")
    remembered(memory, [drafted("Red bag", "Bolsa vermelha", codes=(link,))])
    same = segment("Red bag", codes=(link._replace(opening='<a href="/2">'),))
    moved = segment("Red bag", codes=(link._replace(start=4, end=7),))
    bold = segment("Red bag", codes=(link._replace(name="b"),))
    assert [s.draft is not None for s in leveraged(memory, [same, moved, bold])] == [True, False, False]


@pytest.mark.parametrize(
    "changed", [{"model": "m@2"}, {"decoding": "beam:2"}, {"target_locale": "pt-PT"}, {"source_locale": "de"}]
)
def test_another_model_decoding_or_locale_knows_nothing(memory: TranslationMemory, changed: dict[str, str]) -> None:
    remembered(memory, [drafted("Red bag", "Bolsa vermelha")])
    parts = {"source_locale": "en", "target_locale": "pt-BR", "model": "m@1", "decoding": "beam:1", **changed}
    (found,) = leverage([segment("Red bag")], memory, KeyMaker(**parts), 4)
    assert found.draft is None


def test_what_is_copied_is_not_looked_up(memory: TranslationMemory) -> None:
    remembered(memory, [drafted("XL", "GG")])
    copied = segment("XL", target="XL", origin=Origin.COPIED)
    assert leveraged(memory, [copied]) == [copied]


def test_order_is_kept_across_windows(memory: TranslationMemory) -> None:
    remembered(memory, [drafted(f"text {n}", f"texto {n}") for n in range(0, 20, 2)], window=3)
    found = leveraged(memory, [segment(f"text {n}", row=n) for n in range(20)], window=3)
    assert [s.place.row for s in found] == list(range(20))
    assert [s.draft for s in found] == [f"texto {n}" if n % 2 == 0 else None for n in range(20)]


def test_a_window_is_committed_before_its_segments_go_on(memory: TranslationMemory) -> None:
    stream = remember((drafted(f"text {n}", f"texto {n}") for n in range(10)), memory, KEYS, 1, 4)
    counts = []
    for _ in stream:
        counts.append(memory.count())  # noqa: PERF401  # the count at each step is the subject
    assert counts == [4] * 4 + [8] * 4 + [10] * 2


def test_leverage_reads_one_window_at_a_time(memory: TranslationMemory) -> None:
    taken: list[int] = []

    def stream() -> Iterator[Segment]:
        for number in range(10):
            taken.append(number)
            yield segment(f"text {number}")

    next(leverage(stream(), memory, KEYS, 4))
    assert taken == [0, 1, 2, 3]


def test_frozen_decodes_nothing_new() -> None:
    earlier = Finding("limit-exceeded", Severity.MAJOR, "…", Place("bags.csv", 7, "Title"))
    known = segment("Red bag", draft="Bolsa vermelha", origin=Origin.MEMORY_EXACT)
    copied = segment("XL", target="XL", origin=Origin.COPIED)
    new = segment("New bag", row=7, codes=(BOLD,), findings=(earlier,))
    passed = list(require_known([known, copied, new]))
    assert passed[:2] == [known, copied]
    assert (passed[2].target, passed[2].origin) == ("New bag", Origin.UNTRANSLATED)
    assert passed[2].target_codes == (BOLD,)
    assert passed[2].findings[0] == earlier
    finding = passed[2].findings[1]
    assert (finding.check, finding.severity, finding.place) == ("frozen", Severity.CRITICAL, new.place)
    assert "--frozen" in finding.message


def test_the_key_is_the_same_on_every_machine() -> None:
    assert segment_key(segment("Red bag"), KEYS) == KEYS.key("Red bag", "title")
