"""Terms come into drafts by the cheapest way that holds, are verified there, and are never lost in silence."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

import catalog_cli
from catalog_cli import preparation
from catalog_cli.candidates import Acceptor, Candidate, TermPlacer, acceptors, proposers, refiners, translate
from catalog_cli.candidates.drafts import bettered, examined
from catalog_cli.engine import Translator
from catalog_cli.glossary import constraints
from catalog_cli.ledger import How
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, CodeKind, InlineCode, Origin, Segment, TermHit
from tests.candidates.scripted import Answer, ScriptedEngine, segment

PAIR = ("en", "pt-BR")
PLACER = TermPlacer(*PAIR)


def hit(text: str, source: str, *forms: str, forbidden: tuple[str, ...] = ()) -> TermHit:
    start = text.lower().index(source.lower())
    return TermHit(start, start + len(source), source, forms, forbidden=forbidden)


SOFT = "soft crew neck shirt"
CREW = hit(SOFT, "crew neck", "gola careca", "golas carecas")
FREE = "macia pescoço tripulação camisa"
OTHERS = ["camisa macia", "macia pescoço camisa", "camisa pescoço"]


def placed(
    answers: Mapping[str, Answer],
    source: str = SOFT,
    hits: tuple[TermHit, ...] = (CREW,),
    judges: tuple[Acceptor, ...] = (),
    **script: object,
) -> tuple[Segment, ScriptedEngine]:
    engine = ScriptedEngine(answers, **script)  # type: ignore[arg-type]  # any field of it
    (found,) = translate([segment(source, term_hits=hits)], engine, (), judges, placer=PLACER)
    return found, engine


def test_a_draft_that_holds_its_terms_costs_nothing_more() -> None:
    found, engine = placed({SOFT: "camisa macia Gola Careca nova"})
    assert (found.draft, found.hows) == ("camisa macia Gola Careca nova", ())
    assert (engine.decoded, engine.scored, engine.continued) == ([(SOFT, "free")], [], [])


def test_segments_without_hits_never_meet_the_placer() -> None:
    class Unwanted:
        def place(self, *_: object) -> list[Candidate | None]:
            raise AssertionError

    (found,) = translate([segment(SOFT)], ScriptedEngine({SOFT: FREE}), (), (), placer=Unwanted())
    assert (found.draft, found.hows) == (FREE, ())


def test_another_hypothesis_is_taken_first() -> None:
    found, engine = placed(
        {SOFT: {"free": FREE, "beam": [*OTHERS, "macia gola careca camisa"]}},
        scores={FREE: -0.5, "macia gola careca camisa": -0.7},
    )
    assert (found.draft, found.hows) == ("macia gola careca camisa", (How.N_BEST,))
    assert found.score_difference == pytest.approx(-0.2)
    assert engine.continued == []


def test_a_term_is_forced_where_its_rendering_stands_and_the_engine_writes_on() -> None:
    found, engine = placed({SOFT: FREE}, ways={"macia gola careca": "macia gola careca camiseta"}, scores=_falling)
    assert (found.draft, found.hows) == ("macia gola careca camiseta", (How.INSERTED,))
    assert engine.continued[0] == "macia gola careca"


class _Falling(dict[str, float]):
    """Scores that find a splice less likely than anything else."""

    def get(self, key: str, default: float | None = None) -> float:  # type: ignore[override]  # no other default
        return -3.0 if key == "macia gola careca camisa" else -1.0


_falling = _Falling()


def test_a_good_way_on_is_not_compared_with_a_splice() -> None:
    way = "macia gola careca camisas"
    found, engine = placed({SOFT: FREE}, ways={"macia gola careca": way})
    assert (found.draft, found.hows) == (way, (How.INSERTED,))
    assert "macia gola careca camisa" not in engine.scored


def test_no_beginning_is_continued_twice() -> None:
    scores = {FREE: -0.1}  # and -5.0 for all else: too far below it, so that other places are tried
    found, engine = placed({SOFT: FREE}, ways={"macia gola careca": "macia gola careca camisa"}, scores=scores)
    assert found.hows[0] is not How.FAILED
    assert len(engine.continued) > 1
    assert len(set(engine.continued)) == len(engine.continued)


def test_where_the_way_on_loses_a_number_the_form_is_spliced() -> None:
    source = "soft crew neck shirt 12"
    found, _ = placed(
        {source: "macia pescoço tripulação camisa 12"},
        source,
        (hit(source, "crew neck", "gola careca"),),
        acceptors(*PAIR),
        ways={"macia gola careca": "macia gola careca camisa"},
    )
    assert (found.draft, found.hows) == ("macia gola careca camisa 12", (How.SPLICED,))


def test_a_form_that_the_engine_makes_longer_is_ended() -> None:
    found, _ = placed(
        {SOFT: FREE},
        ways={"macia gola careca": "macia gola carecas"},
        ways_without={"macia gola careca": "macia gola careca camisa"},
    )
    assert found.draft == "macia gola careca camisa"


def test_words_before_a_term_are_offered_in_its_gender() -> None:
    source = "the air fryer"
    _, engine = placed({source: "o fritador ar"}, source, (hit(source, "air fryer", "fritadeira elétrica"),), ways={})
    assert engine.continued[0] == "a fritadeira elétrica"


def test_two_terms_are_placed_one_after_the_other() -> None:
    source = "soft crew neck shirt zipper"
    hits = (hit(source, "crew neck", "gola careca"), hit(source, "zipper", "zíper"))
    found, _ = placed({source: "macia pescoço tripulação camisa fecho"}, source, hits)
    assert found.draft == "macia gola careca camisa zíper"
    assert found.hows == (How.SPLICED, How.INSERTED)  # at the end there is nothing to write on


def test_a_term_that_cannot_be_placed_leaves_the_draft_and_is_marked() -> None:
    def never(_: Segment, candidate: Candidate) -> str | None:
        return "was refused" if "gola" in candidate.draft else None

    found, _ = placed({SOFT: FREE}, judges=(never,))
    assert (found.draft, found.hows, found.origin) == (FREE, (How.FAILED,), Origin.ENGINE)
    (entry,) = constraints.term_entries(found._replace(target=found.draft))
    assert (entry.how, entry.target) == (How.FAILED, "")


def test_one_term_that_fails_does_not_keep_out_the_other() -> None:
    def never(_: Segment, candidate: Candidate) -> str | None:
        return "was refused" if "gola" in candidate.draft else None

    source = "soft crew neck shirt zipper"
    hits = (hit(source, "crew neck", "gola careca"), hit(source, "zipper", "zíper"))
    found, _ = placed({source: "macia pescoço tripulação camisa fecho"}, source, hits, (never,))
    assert found.draft == "macia pescoço tripulação camisa zíper"
    assert found.hows == (How.FAILED, How.INSERTED)


WHOLE = [
    # source, prepared, hit's forms, draft
    ("Crew Neck", "crew neck", ("gola careca", "golas carecas"), "gola careca"),
    ("crew necks", "crew necks", ("gola careca", "golas carecas"), "golas carecas"),
    ("Crew neck!", "Crew neck!", ("gola careca",), "gola careca!"),
]


@pytest.mark.parametrize(("source", "prepared", "forms", "draft"), WHOLE)
def test_a_text_that_is_one_term_is_its_form(source: str, prepared: str, forms: tuple[str, ...], draft: str) -> None:
    end = len(source.rstrip("!"))
    one = segment(source, prepared=prepared, term_hits=(TermHit(0, end, "crew neck", forms),))
    engine = ScriptedEngine({prepared: "pescoço tripulação"})
    (found,) = translate([one], engine, (), (), placer=PLACER)
    assert (found.draft, found.hows) == (draft, (How.INSERTED,))
    assert (engine.continued, engine.scored) == ([], [])


def test_a_term_saves_a_text_for_which_nothing_was_accepted() -> None:
    one = segment("Crew neck", term_hits=(TermHit(0, 9, "crew neck", ("gola careca",)),))
    engine = ScriptedEngine({"Crew neck": ""})
    (found,) = translate([one], engine, (), acceptors(*PAIR), placer=PLACER)
    assert (found.draft, found.origin) == ("gola careca", Origin.ENGINE)


def test_what_is_forbidden_is_banned_from_another_decode() -> None:
    source = "red purse"
    only = hit(source, "purse", forbidden=("saco",))
    answers = {source: {"free": "vermelho saco", "beam": ["o saco vermelho"], "negative": ["vermelha carteira"]}}
    found, engine = placed(answers, source, (only,))
    assert (found.draft, found.hows) == ("vermelha carteira", (How.N_BEST,))
    assert engine.suppressed == [((" Saco",), (" saco",))]


def test_equal_bans_share_a_call() -> None:
    sources = ["red purse", "blue purse", "red sack"]
    segments = [segment(s, term_hits=(hit(s, s.split()[1], forbidden=("saco", "bolso")),)) for s in sources]
    free = {"red purse": "saco vermelho", "blue purse": "saco azul", "red sack": "bolso vermelho"}
    engine = ScriptedEngine(free)
    list(translate(segments, engine, (), (), placer=PLACER))
    assert len(engine.suppressed) == 2


def test_places_that_the_engine_finds_likely_are_tried_where_nothing_is_aligned() -> None:
    source = "one two three"
    bare = Alignment(())
    base = Candidate("um dois", bare, "free", -1.0)
    engine = ScriptedEngine({}, likely_place=1, ways={"um trio": "um trio dois"})
    one = segment(source, term_hits=(hit(source, "three", "trio"),))
    (found,) = PLACER.place([(one, base)], engine, lambda *_: None)
    assert found is not None
    assert (found.draft, found.hows) == ("um trio dois", (How.INSERTED,))


BASE = Candidate(
    "camisa de pescoço de tripulação", Alignment(((0, 6, 15, 20), (10, 17, 10, 14), (21, 31, 5, 9))), "free"
)
REPLACED = [
    # draft, its links, whether it may replace the base; the reason
    ("camisa de gola careca", ((0, 6, 15, 20), (10, 21, 5, 14)), True),
    ("camisa de gola careca de tripulação", ((0, 6, 15, 20), (10, 21, 5, 14), (25, 35, 5, 9)), False),  # old beside new
    ("camisa de gola careca e gola careca", ((0, 6, 15, 20), (10, 21, 5, 14)), False),  # said twice
    ("camisa de gola careca de gola", ((0, 6, 15, 20), (10, 21, 5, 14)), False),  # half of it said again
    ("gola careca " + "muito " * 20, ((0, 11, 5, 14),), False),  # far longer
    ("camisa de pescoço", ((0, 6, 15, 20),), False),  # it holds nothing
]


@pytest.mark.parametrize(("draft", "links", "may"), REPLACED)
def test_what_may_replace_a_draft(draft: str, links: tuple[tuple[int, int, int, int], ...], may: bool) -> None:
    one = segment(SOFT, term_hits=(CREW,))
    base = examined(one, BASE, PAIR)
    assert base is not None
    made = (base, Candidate(draft, Alignment(links), "inserted"), How.INSERTED)
    assert (bettered(one, base, made, PAIR) is not None) is may


def test_neither_of_the_calls_that_abort_python_is_used() -> None:
    for path in Path(catalog_cli.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and path.parent.name == "engines":
                assert "callback" not in {keyword.arg for keyword in node.keywords}, path
            if isinstance(node, ast.Attribute | ast.Name):
                name = node.attr if isinstance(node, ast.Attribute) else node.id
                assert name != "generate_tokens", path


ALMOFADA = ("throw pillow", "almofada decorativa", "almofadas decorativas")
ORDER = ("order", "pedido", "pedidos")
MODEL = [
    # source, role, (term, forms...), what must stand in the target
    ("Crew Neck", Role.OPTION, [("crew neck", "gola careca")], "Gola careca"),
    ("Men's Crew Neck T-Shirt", Role.TITLE, [("crew neck", "gola careca")], "gola careca"),
    ("The air fryer is new.", Role.TEXT, [("air fryer", "fritadeira elétrica")], "A fritadeira elétrica é nova."),
    ("The blazer is slim fit.", Role.TEXT, [("blazer", "jaqueta", "jaquetas")], "A jaqueta é"),
    (
        "The new power bank is compact.",
        Role.TEXT,
        [("power bank", "carregador portátil")],
        "O novo carregador portátil",
    ),
    ("Wash the throw pillows by hand.", Role.TEXT, [ALMOFADA], "as almofadas decorativas"),
    ("Red Throw Pillow", Role.TITLE, [ALMOFADA], "Almofada decorativa vermelha"),
    ("These boots are waterproof.", Role.TEXT, [("boot", "coturno", "coturnos")], "Estes coturnos são"),
    ("Orders can only be completed in an active store.", Role.TEXT, [ORDER], "edidos só podem ser concluídos"),
    ("You have received a new order.", Role.TEXT, [ORDER], "Você recebeu um novo pedido."),
    ("Limit to orders placed through it", Role.TEXT, [ORDER], "pedidos feitos"),
    ("Ceramic Hair Straightener", Role.TITLE, [("hair straightener", "chapinha")], "Chapinha cerâmica"),
    ("Robot Vacuums", Role.OPTION, [("robot vacuum", "robô aspirador", "robôs aspiradores")], "Robôs aspiradores"),
    ("The laptop fits.", Role.TEXT, [("laptop", "notebook", "notebooks")], "O notebook"),
    (
        "A red jumper with a zipper.",
        Role.TEXT,
        [("jumper", "blusa", "blusas"), ("zipper", "zíper")],
        "Uma blusa vermelha com um zíper.",
    ),
    (
        "This 12.5 cm skillet is oven safe up to 200 °C.",
        Role.TEXT,
        [("oven safe", "resistente ao forno")],
        "12,5 cm é resistente ao forno até 200 °C.",
    ),
]


@pytest.mark.parametrize(("source", "role", "terms", "words"), MODEL)
def test_the_embedded_model_says_terms_in_sentences(
    engine: Translator, source: str, role: Role, terms: list[tuple[str, ...]], words: str
) -> None:
    hits = tuple(_with_plural(source, hit(source, *term)) for term in terms)
    found = localized(engine, segment(source, role=role, term_hits=hits))
    assert words in (found.target or "")
    assert How.FAILED not in found.hows
    assert all(entry.how is not How.FAILED for entry in constraints.term_entries(found))


def _with_plural(source: str, one: TermHit) -> TermHit:
    return one._replace(end=one.end + 1) if source[one.end : one.end + 1] == "s" else one


def localized(engine: Translator, one: Segment) -> Segment:
    prepared = (ready._replace(term_hits=one.term_hits) for ready in preparation.prepare([one], *PAIR))
    filled = translate(
        prepared, engine, proposers(*PAIR), acceptors(*PAIR, "utf-8"), refiners=refiners(*PAIR), placer=PLACER
    )
    (found,) = preparation.restore(filled, *PAIR)
    return found


def test_a_tag_around_a_term_finds_its_words(engine: Translator) -> None:
    source = "The air fryer is new."
    bold = InlineCode(CodeKind.PAIR, 4, 13, "b", "<b>", "</b>")
    one = segment(source, codes=(bold,), term_hits=(hit(source, "air fryer", "fritadeira elétrica"),))
    found = localized(engine, one)
    (code,) = found.target_codes
    assert (found.target or "")[code.start : code.end] == "fritadeira elétrica"


def test_a_form_that_the_vocabulary_lacks_is_not_forced(engine: Translator) -> None:
    found = localized(engine, segment("The bag is red.", term_hits=(hit("The bag is red.", "bag", "🎒"),)))
    assert How.INSERTED not in found.hows
    assert constraints.unmet(found.term_hits, found.target or "") == () or How.FAILED in found.hows
