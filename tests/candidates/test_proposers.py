"""What each proposer wants, what it yields, and that its alignment tells the truth."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from catalog_cli import preparation
from catalog_cli.candidates import Candidate, Case, Proposer, acceptors, proposers, refiners, translate
from catalog_cli.candidates.echoes import Unechoed
from catalog_cli.candidates.openings import UncopiedOpening
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, CodeKind, InlineCode, Origin, Segment
from tests.candidates.scripted import Answer, ScriptedEngine, accented, segment

BY_NAME: Mapping[str, Proposer] = {proposer.name: proposer for proposer in proposers("en", "pt-BR")}
_REFINERS = {one.name: one for one in refiners("en", "pt-BR")}
FULLER, AGREEMENT = _REFINERS["fuller"], _REFINERS["agreement"]


def rejected(one: Segment, draft: str = "bad", reason: str = "was bad") -> Case:
    return Case(one, ((Candidate(draft, None, "free"), reason),))


def prepared(source: str, codes: tuple[InlineCode, ...] = ()) -> Segment:
    (one,) = preparation.prepare([segment(source, codes=codes)], "en", "pt-BR")
    return one


def proposed(name: str, one: Segment, answers: Mapping[str, Answer] | None = None, **case: str) -> list[Candidate]:
    (found,) = BY_NAME[name].propose([rejected(one, **case)], ScriptedEngine(answers or {}))
    return found


def test_the_order_is_from_cheap_to_dear() -> None:
    names = [proposer.name for proposer in proposers("en", "pt-BR")]
    assert names == (
        "shrunk, larger beam, no lead-in, other masks, plain masks, other case, no repeat, split sentence, parts"
    ).split(", ")


LONG = "These soft towels dry fast, they are light to carry on every trip, and they come in three colours to mix"
MASKED = prepared("Ask info@shop.com or {name} about it")
TAGGED = segment("a red bag", codes=(InlineCode(CodeKind.PAIR, 2, 5, "b", "<b>", "</b>"),))
WANTS = [
    # proposer, segment, reason of the rejection, whether it is wanted
    ("shrunk", segment("men"), "was bad", True),
    ("shrunk", segment("two men"), "was bad", False),
    ("larger beam", segment("men"), "was bad", True),
    ("other masks", segment("men"), "was bad", False),
    ("other masks", MASKED, "was bad", True),
    ("plain masks", MASKED, "was bad", True),
    # A symbol that was cut off an edge is no mask that another shape could save
    ("other masks", prepared("★ New bags"), "was bad", False),
    ("other case", segment("men"), "was bad", True),
    ("no repeat", segment("men"), "was bad", False),
    ("no repeat", segment("men"), "repeated itself", True),
    ("split sentence", segment("men"), "was bad", False),
    ("split sentence", segment(LONG), "was bad", True),
    ("parts", segment("men"), "was bad", False),
    ("parts", MASKED, "was bad", True),
    ("parts", TAGGED, "was bad", True),
]


@pytest.mark.parametrize(("name", "one", "reason", "wanted"), WANTS)
def test_what_each_proposer_wants(name: str, one: Segment, reason: str, wanted: bool) -> None:
    assert BY_NAME[name].wants(rejected(one, reason=reason)) is wanted


def test_a_proposer_is_asked_for_no_cases_without_harm() -> None:
    for proposer in BY_NAME.values():
        engine = ScriptedEngine()
        assert proposer.propose([], engine) == []
        assert engine.submitted == []


@pytest.mark.parametrize(
    ("draft", "drafts"),
    [("os homens", ["homens"]), ("homens", []), ("Os homens", ["Homens"])],
)
def test_shrunk_takes_off_what_a_cell_of_one_word_does_not_need(draft: str, drafts: list[str]) -> None:
    found = proposed("shrunk", segment("men"), draft=draft)
    assert [candidate.draft.lower() for candidate in found] == [draft.lower() for draft in drafts]
    assert all(c.alignment == Alignment(((0, len(c.draft), 0, 3),)) for c in found)


def test_a_larger_beam_offers_every_hypothesis() -> None:
    answers: dict[str, Answer] = {"red bag": {"free": "bad", "beam": ["um", "dois", "três", "quatro"]}}
    assert [c.draft for c in proposed("larger beam", segment("red bag"), answers)] == ["um", "dois", "três", "quatro"]


CASES = [
    # prepared, the cases it is tried in
    ("Red bag", ["red bag"]),
    ("RED BAG", ["red bag", "Red bag"]),
    ("red bag", ["Red bag"]),
    ("007", []),
    ("赤い", []),
    ("", []),
    ("İstanbul", ["İstanbul"[:1] + "stanbul"][:0]),  # "i̇" is longer: the length must not change
    ("Straße", ["straße"]),
    ("👕 Red", ["👕 red"]),
]


@pytest.mark.parametrize(("text", "variants"), CASES)
def test_other_case_changes_letters_only(text: str, variants: list[str]) -> None:
    engine = ScriptedEngine()
    (found,) = BY_NAME["other case"].propose([rejected(segment(text))], engine)
    assert engine.submitted == variants
    assert all(len(variant) == len(text) for variant in variants)
    assert len(found) == len(variants)


def test_other_case_keeps_the_names_of_running_text() -> None:
    engine = ScriptedEngine()
    BY_NAME["other case"].propose([rejected(segment("Fits the Intel series and AMD boards"))], engine)
    assert engine.submitted == ["fits the Intel series and AMD boards"]


def test_other_case_leaves_masks_as_they_are() -> None:
    one = segment("ASK {name} NOW", prepared="ASK XQB NOW", masks=((4, 10, "XQB"),))
    engine = ScriptedEngine()
    BY_NAME["other case"].propose([rejected(one)], engine)
    assert engine.submitted == ["ask XQB now", "Ask XQB now"]


def words(one: Segment, draft: str, alignment: Alignment) -> list[tuple[str, str]]:
    """Return the pairs of source and target text that an alignment links."""
    return [(one.prepared[c:d], draft[a:b]) for a, b, c, d in alignment.links]


@pytest.mark.parametrize("name", ["other masks", "plain masks"])
@pytest.mark.parametrize(
    "source",
    [
        "Ask info@shop.com or {name} about it",
        "{first} and {second} and {third}",
        "Costs $1,250.50 at https://a.b/c – today",
        "★ See http://x.yz/q for it ★",
        "Soft—light, ask {name} again",
    ],
)
def test_other_masks_are_swapped_back_and_the_links_with_them(name: str, source: str) -> None:
    one = prepared(source)
    (found,) = proposed(name, one)
    assert found.draft == accented(one.prepared)  # as if the engine had been given the usual masks
    assert found.alignment is not None
    linked = words(one, found.draft, found.alignment)
    assert [accented(a).strip() for a, _ in linked] == [b for _, b in linked]
    assert {mask for _, _, mask in one.masks if mask.strip(" -")} <= {b.strip(".,") for _, b in linked}


def test_other_masks_that_are_lost_give_no_candidate() -> None:
    one = prepared("Ask info@shop.com about it")
    masked, _ = preparation.masked(one, 1)
    assert proposed("other masks", one, {masked: "Pergunte"}) == []


def test_a_mask_said_twice_in_a_row_counts_once() -> None:
    one = prepared("Ask info@shop.com about it")
    masked, ((_, _, other),) = preparation.masked(one, 1)
    (found,) = proposed("other masks", one, {masked: f"Pergunte a {other} {other} sobre isso"})
    assert found.draft == f"Pergunte a {one.masks[0][2]} sobre isso"


SPLITS = [
    LONG,
    "The strap is soft and wide; the bag holds a laptop, two books and all that you need on a long day",
    "ONE " * 30,
    "Very soft and light and warm and good and red and blue and dry and clean and new and old and wide",
]


@pytest.mark.parametrize("text", SPLITS)
def test_the_clauses_of_a_sentence_join_with_what_stood_between_them(text: str) -> None:
    text = text.strip()
    engine = ScriptedEngine()
    (found,) = BY_NAME["split sentence"].propose([rejected(segment(text))], engine)
    (candidate,) = found
    assert candidate.draft == accented(text)
    assert len(engine.submitted) >= 2
    assert candidate.alignment is not None
    linked = words(segment(text), candidate.draft, candidate.alignment)
    assert [accented(a).strip() for a, _ in linked] == [b.strip() for _, b in linked]


def test_padding_around_the_draft_of_a_part_is_left_out_and_the_links_follow() -> None:
    clauses = [" toalhas macias ", "  e leves"]
    one = segment("These very soft and really good towels; they also dry as fast as one would like them to")
    (found,) = BY_NAME["split sentence"].propose(
        [rejected(one)],
        ScriptedEngine({"These very soft and really good towels": clauses[0], LATER: clauses[1]}),
    )
    assert found[0].draft == "toalhas macias; e leves"
    assert found[0].alignment is not None
    linked = words(one, found[0].draft, found[0].alignment)
    assert linked == [("These", "toalhas"), ("very", "macias"), ("; ", "; "), ("they", "e"), ("also", "leves")]


LATER = "they also dry as fast as one would like them to"


def test_a_clause_that_is_too_long_for_the_model_gives_no_candidate() -> None:
    one = segment("Red bag, " + "x y " * 40)
    (found,) = BY_NAME["split sentence"].propose([rejected(one)], ScriptedEngine(max_source_tokens=5))
    assert found == []


def tag(start: int, end: int, name: str = "b") -> InlineCode:
    return InlineCode(CodeKind.PAIR, start, end, name, f"<{name}>", f"</{name}>")


PARTS = [
    # source, tags, the texts that are decoded
    ("a red bag", (tag(2, 5),), ["red", "bag"]),
    ("Big red bag", (tag(4, 7),), ["Big", "red", "bag"]),
    ("Buy it, now", (tag(0, 6), InlineCode(CodeKind.POINT, 7, 7, "br", "<br>")), ["Buy it", "now"]),
    ("12 red 12", (tag(3, 6),), ["red"]),
    ("Ask {name} about it", (), ["Ask", "about it"]),
    ("Big red bag", (tag(0, 11),), ["Big red bag"]),
    ("Big red bag", (tag(0, 11), tag(0, 11, "i")), ["Big red bag"]),
]


@pytest.mark.parametrize(("source", "tags", "texts"), PARTS)
def test_parts_go_around_tags_and_masks(source: str, tags: tuple[InlineCode, ...], texts: list[str]) -> None:
    one = prepared(source, tags)
    engine = ScriptedEngine()
    (found,) = BY_NAME["parts"].propose([rejected(one)], engine)
    assert [text.lower() for text in engine.submitted] == [text.lower() for text in texts]
    assert len(found[0].draft) == len(one.prepared)
    assert found[0].alignment is not None
    for source_words, target_words in words(one, found[0].draft, found[0].alignment):
        assert accented(source_words) == target_words or source_words == target_words


def test_parts_place_every_tag_and_mask() -> None:
    source = "Ask info@shop.com about the new red bag"
    one = prepared(source, (tag(4, 17, "a"), tag(32, 35)))
    (found,) = proposed("parts", one)
    finished = preparation.finish(one, found.draft, found.alignment, ("en", "pt-BR"))
    assert finished is not None
    target, codes = finished
    assert [(c.name, target[c.start : c.end].lower()) for c in codes if c.kind is CodeKind.PAIR] == [
        ("a", "info@shop.com"),
        ("b", accented("red")),
    ]


def test_a_segment_that_only_parts_can_save_is_saved() -> None:
    """The whole search: every other idea loses the address, the parts around it cannot."""

    class Forgetful(ScriptedEngine):
        def _hypotheses(self, text: str, way: str):  # type: ignore[no-untyped-def]  # as in the base class
            known = "shop" in text or any(len(word) > 1 and word.isupper() for word in text.split()) or "X1" in text
            return super()._hypotheses("perguntas" if known else text, way)

    one = prepared("Ask info@shop.com about it")
    (found,) = translate([one], Forgetful(), proposers("en", "pt-BR"), acceptors("en", "pt-BR"))
    assert found.origin is Origin.ENGINE
    assert one.masks[0][2] in (found.draft or "")


AGREE_WANTS = [
    # role, context, source, draft, whether it is wanted
    (Role.OPTION, "shirt", "Red", "Vermelho", True),
    (Role.OPTION, "", "Red", "Vermelho", False),  # nothing to agree with
    (Role.TITLE, "shirt", "Red", "Vermelho", False),
    (Role.OPTION, "shirt", "Blue", "Azul", False),  # one form only
    (Role.OPTION, "shirt", "Dark Red", "Vermelho escuro", False),  # more than one word
    (Role.OPTION, "shirt", "English", "Inglês", True),
    (Role.OPTION, "shirt", "XL", "XL", False),
]


@pytest.mark.parametrize(("role", "context", "source", "draft", "wanted"), AGREE_WANTS)
def test_what_agreement_wants(role: Role, context: str, source: str, draft: str, wanted: bool) -> None:
    one = segment(source, role=role, context=context)
    assert AGREEMENT.wants(rejected(one, draft, "")) is wanted


CARRIERS: dict[str, Answer] = {
    "The shirt is red.": "A camisa é vermelha.",
    "The mug is red.": "A caneca é vermelha.",
    "The belt is red.": "O cinto é vermelho.",
    "The bag is red.": "A bolsa é muito bonita.",
    "The scarf is red.": "",
}
AGREED = [
    # head nouns, draft, what is proposed
    ("shirt", "Vermelho", ["Vermelha"]),
    ("shirt", "vermelho", ["vermelha"]),
    ("mug,shirt", "Vermelho", ["Vermelha"]),
    ("belt", "Vermelho", []),  # it agrees already
    ("belt,shirt", "Vermelho", []),  # one value for both: the citation form
    ("bag", "Vermelho", []),  # the carrier says something else
    ("scarf", "Vermelho", []),
    ("bag,shirt", "Vermelho", []),
]


@pytest.mark.parametrize(("heads", "draft", "forms"), AGREED)
def test_an_option_takes_the_gender_of_all_its_products(heads: str, draft: str, forms: list[str]) -> None:
    one = segment("Red", role=Role.OPTION, context=heads)
    (found,) = AGREEMENT.propose([rejected(one, draft, "")], ScriptedEngine(CARRIERS))
    assert [candidate.draft for candidate in found] == forms


ALWAYS = ["name", "head first", "name behind", "fuller", "small first letter", "no echo", "for whom"]


@pytest.mark.parametrize(
    ("source", "target", "names"),
    [
        ("en", "pt-BR", [*ALWAYS[:3], "known noun", *ALWAYS[3:], "usage", "agreement"]),
        ("en-GB", "pt-PT", [*ALWAYS, "agreement"]),
        ("de", "pt-BR", [*ALWAYS, "usage"]),
    ],
)
def test_only_pairs_that_are_known_agree(source: str, target: str, names: list[str]) -> None:
    assert [refiner.name for refiner in refiners(source, target)] == names


MODEL = [
    # value, products, what the embedded model must come to
    ("Red", "shirt", "vermelha"),
    ("Red", "belt", "vermelho"),
    ("Red", "belt,shirt", "vermelho"),
    ("Yellow", "shirt", "amarela"),
    ("Gold", "shirt", "ouro"),
    ("Blue", "shirt", "azul"),
]


@pytest.mark.parametrize(("value", "heads", "wanted"), MODEL)
def test_the_embedded_model_agrees(engine: Translator, value: str, heads: str, wanted: str) -> None:
    one = segment(value, role=Role.OPTION, context=heads)
    judges = acceptors("en", "pt-BR")
    (found,) = translate([one], engine, proposers("en", "pt-BR"), judges, refiners=refiners("en", "pt-BR"))
    assert (found.draft or "").lower() == wanted


def test_the_embedded_model_says_it_once(engine: Translator) -> None:
    one = segment("2-slice toaster", role=Role.TITLE)._replace(frame=("Product: ", "."))
    judges = acceptors("en", "pt-BR")
    (bare,) = translate([one], engine, proposers("en", "pt-BR"), judges)
    (found,) = translate([one], engine, proposers("en", "pt-BR"), judges, refiners=refiners("en", "pt-BR"))
    assert (bare.draft, found.draft) == ("2 fatia de fatia", "torradeira de 2 fatia")


@pytest.mark.parametrize(
    ("source", "draft", "expected"),
    [
        ("a 2-slice toaster", "uma 2 fatia de fatia", True),
        ("a blue bag", "uma bolsa azul azul", True),
        ("a bag with a zip", "uma bolsa com zípe com zíper", True),
        ("very very good", "muito muito bom", False),  # the source does, too
        ("side by side", "lado de lado", False),
        ("step by step", "passo a passo", False),
        ("pack of 2 2 m cables", "pacote de 2 2 m de cabos", False),  # numbers
        ("a leather bag", "uma bolsa de couro", False),
        ("", "", False),
    ],
)
def test_what_echoes(source: str, draft: str, expected: bool) -> None:
    case = Case(segment(source), ((Candidate(draft, None, "free"), ""),))
    assert Unechoed("no echo", DecodingOptions()).wants(case) is expected


OPENINGS = [
    # source, the draft that stands, the one in small letters, what is proposed
    ("Sturdy metal scoop", "Sturdy metal scoop", "colher de metal resistente", "colher de metal resistente"),
    ("Built-in light", "Built-in luz", "luz embutida", "luz embutida"),
    ("Haul with care.", "Haul com cuidado.", "haul com cuidado.", None),  # no better in small letters
    ("Explore the bag.", "Explore a bolsa.", "explorar a bolsa.", None),  # one word in both languages
    ("Lovely soft bag", "Lovely bolsa macia", "bolsa macia macia", None),
]


@pytest.mark.parametrize(("source", "draft", "small", "wanted"), OPENINGS)
def test_an_opening_that_was_copied(source: str, draft: str, small: str, wanted: str | None) -> None:
    refiner = UncopiedOpening("small first letter")
    case = Case(segment(source, role=Role.HTML), ((Candidate(draft, None, "free"), ""),))
    engine = ScriptedEngine({source[0].lower() + source[1:]: small})
    assert refiner.wants(case)
    [found] = refiner.propose([case], engine)
    assert [one.draft for one in found] == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(
    ("source", "draft"),
    [
        ("Sturdy metal scoop", "Colher de metal resistente"),
        ("Apple Watch band", "Apple Watch pulseira"),  # two capitals begin a name
        ("Edit link", "Editar link"),
        ("Max load", "Max carga"),  # three letters
        ("STEM toy", "STEM brinquedo"),
        ("sturdy scoop", "sturdy scoop"),
        ("", ""),
    ],
)
def test_an_opening_that_is_right(source: str, draft: str) -> None:
    case = Case(segment(source, role=Role.HTML), ((Candidate(draft, None, "free"), ""),))
    assert not UncopiedOpening("small first letter").wants(case)


def test_a_name_may_open_a_text_and_a_title_may_open_with_anything() -> None:
    refiner = UncopiedOpening("small first letter")
    told = ((Candidate("Acme scoop", None, "free"), ""),)
    one = segment("Acme scoop", role=Role.HTML)
    assert refiner.wants(Case(one, told))
    assert not refiner.wants(Case(one._replace(names=frozenset({"Acme"})), told))
    assert not refiner.wants(Case(one._replace(role=Role.TITLE), told))
