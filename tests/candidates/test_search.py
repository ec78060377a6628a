"""The search itself, with an engine and acceptors that say what the test dictates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pytest

from catalog_cli.candidates import Acceptor, Candidate, Case, decode, segment_key, translate
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, InlineCode, Limit, Origin, Place, Severity
from tests.candidates.scripted import ScriptedEngine, accented, segment


@dataclass
class Ideas:
    """A proposer that offers what the test dictates, and remembers for which sources it was asked."""

    name: str
    offers: dict[str, list[str]]
    only: Callable[[Case], bool] = lambda case: True
    asked: list[list[str]] = field(default_factory=list)
    reasons: list[list[str]] = field(default_factory=list)

    def wants(self, case: Case) -> bool:
        return self.only(case)

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        self.asked.append([case.segment.source for case in cases])
        self.reasons.append([reason for case in cases for _, reason in case.rejected])
        return [[Candidate(d, None, self.name) for d in self.offers.get(c.segment.prepared, [])] for c in cases]


def refuse(*drafts: str) -> Acceptor:
    return lambda _, candidate: f"was {candidate.draft}" if candidate.draft in drafts else None


def run(sources: Sequence[str], engine: ScriptedEngine, window: int = 4096, **options: object) -> list[tuple]:
    found = translate([segment(s) for s in sources], engine, (), (), window=window, **options)
    return [(one.draft, str(one.origin)) for one in found]


WINDOWS = [
    # sources, window, what is decoded in order, origins
    ([], 4, [], []),
    (["a"], 4, ["a"], ["engine"]),
    (["a", "b", "c", "d"], 4, ["a", "b", "c", "d"], ["engine"] * 4),  # exactly one window
    (["a", "b", "c", "d", "e"], 4, ["a", "b", "c", "d", "e"], ["engine"] * 5),
    (["a", "a", "a"], 4, ["a"], ["engine", "repetition", "repetition"]),
    (["a", "b", "a", "c"], 2, ["a", "b", "c"], ["engine", "engine", "repetition", "engine"]),  # across a boundary
    (["a", "a", "a", "a", "a", "a"], 2, ["a"], ["engine"] + ["repetition"] * 5),  # in every window
    (
        ["a", "b", "a", "b", "a", "c", "c", "a"],
        2,
        ["a", "b", "c"],
        ["engine"] * 2 + ["repetition"] * 3 + ["engine"] + ["repetition"] * 2,
    ),
    (["Red", "red", "RED"], 4, ["Red", "red", "RED"], ["engine"] * 3),  # case decides the draft
    (["é", "赤い", "قميص", "👕", "½"], 2, ["é", "赤い", "قميص", "👕", "½"], ["engine"] * 5),
]


@pytest.mark.parametrize(("sources", "window", "decoded", "origins"), WINDOWS)
def test_each_distinct_text_is_decoded_once_and_the_order_kept(
    sources: list[str], window: int, decoded: list[str], origins: list[str]
) -> None:
    engine = ScriptedEngine()
    found = list(translate([segment(s, row=i) for i, s in enumerate(sources)], engine, (), (), window=window))
    assert engine.submitted == decoded
    assert [one.source for one in found] == sources
    assert [one.place.row for one in found] == list(range(len(sources)))
    assert [one.draft for one in found] == [accented(s) for s in sources]
    assert [str(one.origin) for one in found] == origins


def test_the_next_window_decodes_while_one_is_judged() -> None:
    engine = ScriptedEngine()
    judged: list[str] = []

    def watching(_: object, candidate: Candidate) -> None:
        engine.events.append(("judge", (candidate.draft,)))
        judged.append(candidate.draft)

    list(translate([segment(s) for s in ("b", "c", "d", "f", "g", "h")], engine, (), (watching,), window=2))
    assert [(kind, texts) for kind, texts in engine.events if kind != "judge" or texts[0] in "bdg"] == [
        ("submit", ("b", "c")),
        ("submit", ("d", "f")),
        ("result", ("b", "c")),
        ("judge", ("b",)),
        ("submit", ("g", "h")),
        ("result", ("d", "f")),
        ("judge", ("d",)),
        ("result", ("g", "h")),
        ("judge", ("g",)),
    ]


def test_no_more_than_two_windows_are_held() -> None:
    taken = 0

    def stream():
        nonlocal taken
        for number in range(100):
            taken += 1
            yield segment(f"text {number}")

    found = translate(stream(), ScriptedEngine(), (), (), window=5)
    assert [one.source for one in islice(found, 1)] == ["text 0"]
    assert taken == 10


def test_what_has_a_draft_or_a_target_passes_untouched() -> None:
    known = segment("known")._replace(draft="sabido", origin=Origin.MEMORY_EXACT)
    copied = segment("XL")._replace(target="XL", origin=Origin.COPIED)
    engine = ScriptedEngine()
    found = list(translate([known, segment("new"), copied], engine, (), (refuse("sabido"),)))
    assert (found[0], found[2]) == (known, copied)
    assert engine.submitted == ["new"]


def test_what_is_known_in_one_window_is_not_taken_for_an_open_one_in_the_next() -> None:
    known = segment("a")._replace(draft="sabido", origin=Origin.MEMORY_EXACT)
    found = list(translate([known, segment("b"), segment("a")], ScriptedEngine(), (), (), window=1))
    assert [one.draft for one in found] == ["sabido", "b", "á"]


PAIR = InlineCode(CodeKind.PAIR, 0, 1, "b", "<b>", "</b>")
VERBATIM = InlineCode(CodeKind.VERBATIM, 0, 1, "brand")
KEYS = [
    # a change of the segment, whether it is still translated together with the first
    ({}, True),
    ({"role": Role.TITLE}, False),
    ({"prepared": "other"}, False),
    ({"frame": ("Product: ", ".")}, False),  # "RED BAG" and "red bag" are prepared alike, but not read alike
    ({"source": "Other words"}, True),  # masks may stand for other words
    ({"place": Place("f", 99, "Body")}, True),
    ({"context": "shirt"}, True),  # only an option agrees with its products
    ({"role": Role.OPTION, "context": "shirt"}, False),
    ({"limit": Limit(60)}, False),
    ({"codes": (PAIR,)}, False),  # its tags need a place in the draft
    ({"codes": (VERBATIM,)}, True),
]


@pytest.mark.parametrize(("changed", "same"), KEYS)
def test_what_decides_a_draft(changed: dict, same: bool) -> None:
    one = segment("Words")
    assert (segment_key(one) == segment_key(one._replace(**changed))) is same


def test_option_values_of_other_products_are_decoded_apart() -> None:
    shirt, belt = (segment("Red", role=Role.OPTION, context=context) for context in ("shirt", "belt"))
    engine = ScriptedEngine()
    list(translate([shirt, belt, shirt], engine, (), ()))
    assert engine.submitted == ["Red", "Red"]


def test_a_proposer_is_asked_only_for_what_is_unsolved() -> None:
    engine = ScriptedEngine({"one": "bad 1", "two": "bad 2", "three": "bom"})
    first = Ideas("first", {"one": ["um"], "two": ["worse 2"]})
    second = Ideas("second", {"two": ["dois"]})
    third = Ideas("third", {})
    bad = refuse("bad 1", "bad 2", "worse 2")
    segments = [segment("one"), segment("two"), segment("three"), segment("two")]
    found = list(translate(segments, engine, (first, second, third), (bad,)))
    assert [one.draft for one in found] == ["um", "dois", "bom", "dois"]
    assert (first.asked, second.asked, third.asked) == ([["one", "two"]], [["two"]], [])
    # It sees every draft that was rejected, with the reason.
    assert second.reasons == [["was bad 2", "was worse 2"]]
    assert engine.submitted == ["one", "two", "three"]


def test_a_proposer_that_does_not_want_a_case_is_not_asked() -> None:
    picky = Ideas("picky", {"one": ["um"], "two": ["dois"]}, only=lambda case: case.segment.source == "two")
    found = list(translate([segment("one"), segment("two")], ScriptedEngine(), (picky,), (refuse("óné", "twó"),)))
    assert [one.draft for one in found] == [None, "dois"]
    assert picky.asked == [["two"]]


def test_the_engine_s_own_score_chooses_among_the_accepted() -> None:
    engine = ScriptedEngine({"one": "bad"}, scores={"um": -0.9, "uma": -0.2, "uns": -0.5, "refused": 0.0})
    ideas = Ideas("ideas", {"one": ["um", "refused", "uma", "uns"]})
    (found,) = translate([segment("one")], engine, (ideas,), (refuse("bad", "refused"),))
    assert (found.draft, found.score) == ("uma", -0.2)
    assert engine.scored == ["um", "uma", "uns"]  # a refused one is not even scored


def test_one_accepted_candidate_is_not_scored() -> None:
    engine = ScriptedEngine({"one": "um"})
    (found,) = translate([segment("one")], engine, (), ())
    assert (found.draft, found.score, engine.scored) == ("um", -1.0, [])


GIVEN_UP = [
    # what the engine says, acceptor, words in the finding
    ("bad", refuse("bad"), "the translation was bad"),
    ("", lambda _, c: None if c.draft else "was empty", "the translation was empty"),
]


@pytest.mark.parametrize(("draft", "acceptor", "words"), GIVEN_UP)
def test_where_nothing_is_accepted_the_source_stays_and_a_finding_says_why(
    draft: str, acceptor: Acceptor, words: str
) -> None:
    engine = ScriptedEngine({"Red bag": draft})
    useless = Ideas("useless", {"Red bag": [draft, draft]})
    one = segment("Red bag", row=7, codes=(PAIR,))
    (found,) = translate([one], engine, (useless,), (acceptor,))
    assert (found.target, found.draft, found.origin) == ("Red bag", None, Origin.UNTRANSLATED)
    assert found.target_codes == (PAIR,)
    (finding,) = found.findings
    assert (finding.check, finding.severity) == ("untranslated", Severity.MAJOR)
    assert finding.place == Place("bags.csv", 7, "Title")
    assert words in finding.message


def test_each_place_of_an_untranslated_text_has_its_finding() -> None:
    engine = ScriptedEngine({"a": "bad"})
    segments = [segment("a", row=row) for row in (2, 3, 9, 12, 15)]
    found = list(translate(segments, engine, (), (refuse("bad"),), window=2))
    assert [[f.place.row for f in one.findings] for one in found] == [[2], [3], [9], [12], [15]]
    assert {one.origin for one in found} == {Origin.UNTRANSLATED}
    assert engine.submitted == ["a"]


def test_a_text_too_long_for_the_model_is_never_sent() -> None:
    long = " ".join(["word"] * 301)  # more than three times what the model translates well
    just = " ".join(["term"] * 300)
    engine = ScriptedEngine(max_source_tokens=100)
    tried = Ideas("tried", {})
    found = list(translate([segment("a"), segment(long, row=5), segment(just)], engine, (tried,), ()))
    assert long not in engine.submitted
    assert just in engine.submitted
    assert tried.asked == [[long]]
    assert [one.origin for one in found] == [Origin.ENGINE, Origin.UNTRANSLATED, Origin.ENGINE]
    (finding,) = found[1].findings
    assert (finding.place.row, found[1].target) == (5, long)
    assert "too long" in finding.message
    assert "the translation is too long" not in finding.message  # the text is


def test_a_refiner_replaces_only_by_what_is_accepted() -> None:
    engine = ScriptedEngine()
    better = Ideas("better", {"red": ["vermelha"], "blue": ["bad"], "gold": [], "grey": ["bad", "cinza"]})
    found = list(
        translate(
            [segment(s) for s in ("red", "blue", "gold", "grey", "red")],
            engine,
            (),
            (refuse("bad"),),
            refiners=(better,),
        )
    )
    assert [one.draft for one in found] == ["vermelha", "blúé", "góld", "cinza", "vermelha"]
    assert better.asked == [["red", "blue", "gold", "grey"]]


def test_a_refiner_is_not_asked_for_what_nothing_was_accepted_for() -> None:
    better = Ideas("better", {"red": ["vermelha"]})
    (found,) = translate([segment("red")], ScriptedEngine(), (), (refuse("réd"),), refiners=(better,))
    assert (found.origin, better.asked) == (Origin.UNTRANSLATED, [])


def test_decode_gives_every_text_its_hypotheses_with_their_alignment() -> None:
    engine = ScriptedEngine({"red bag": ["bolsa vermelha", "saco rubro"], "": "never"}, max_source_tokens=2)
    long = " ".join("abcdefgh")
    found = decode(["red bag", "", long, "red"], engine, DecodingOptions(), "test")
    assert [[candidate.draft for candidate in own] for own in found] == [
        ["bolsa vermelha", "saco rubro"],
        [],
        [],
        ["réd"],
    ]
    assert engine.submitted == ["red bag", "red"]
    assert found[0][0].alignment is not None
    assert found[0][0].alignment.links == ((0, 5, 0, 3), (6, 14, 4, 7))
    assert found[0][1].proposer == "test"


def test_decode_of_nothing_asks_the_engine_for_nothing() -> None:
    engine = ScriptedEngine()
    assert decode([], engine, DecodingOptions(), "test") == []
    assert engine.events == []
