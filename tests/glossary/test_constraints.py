"""Whether a text holds its terms: what counts as a form, how often, and what the ledger says."""

from __future__ import annotations

import pytest

from catalog_cli.glossary import constraints
from catalog_cli.ledger import How, LedgerEntry, LedgerKind, Outcome
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Place, Segment, SegmentId, TermHit


def hit(*forms: str, exact: bool = False, forbidden: tuple[str, ...] = (), start: int = 0, end: int = 4) -> TermHit:
    return TermHit(start, end, "term", forms, exact, forbidden)


FOUND = [
    # form, text, exact, how often it stands
    ("bota", "Bota de couro", False, 1),
    ("bota", "BOTA", False, 1),
    ("bota", "Bota", True, 0),  # letter by letter
    ("Bota", "Bota", True, 1),
    ("bota", "botas, botão, rebota", False, 0),
    ("bota", "bota-bota, porta-bota, bota-la", False, 0),  # words of their own
    ("bota", "bota - e -bota-", False, 2),
    ("USB", "cabo USB-C", False, 1),  # a name goes on being one before a hyphen
    ("gola careca", "gola  careca e gola\ncareca", False, 2),  # any white space
    ("gola careca", "gola-careca", False, 0),
    ("e-mail", "E-mail: e-mail.", False, 2),
    ("3D", "3D, 3d e 13D", False, 2),
    ("½ xícara", "½ xícara", False, 1),
    ("AirFlow™", "o AirFlow™.", False, 1),
    ("C++", "C++ e C", False, 1),  # ends with no letter: what follows it is free
    ("007", "007 e 0070", False, 1),
    ("NA", "na NA Nação", True, 1),
    ("バッグ", "赤いバッグです", False, 1),  # no spaces between words
    ("قميص", "قميص أزرق", False, 1),
    ("👕", "a 👕 nova", False, 1),
    ("", "nada", False, 0),
    (" ", "nada", False, 0),
    ("bota", "", False, 0),
]


@pytest.mark.parametrize(("form", "text", "exact", "times"), FOUND)
def test_where_a_form_stands(form: str, text: str, exact: bool, times: int) -> None:
    assert len(constraints.occurrences((form,), text, exact=exact)) == times


UNMET = [
    # hits, text, indices of the hits that are not satisfied
    ((), "qualquer", ()),
    ((hit("bota", "botas"),), "Botas novas", ()),
    ((hit("bota"), hit("bota")), "bota e bota", ()),
    ((hit("bota"), hit("bota")), "bota", (1,)),  # wanted twice, said once
    ((hit("e-mail"), hit("endereço de e-mail")), "endereço de e-mail", (0,)),  # the one within is the other's
    ((hit("e-mail"), hit("endereço de e-mail")), "e-mail, endereço de e-mail", ()),
    ((hit("bolsa", "mala"), hit("mala")), "mala e bolsa", ()),
    ((hit(forbidden=("bolsa",)),), "carteira", ()),  # it only forbids
    ((hit("AirFlow", exact=True),), "airflow", (0,)),
]


@pytest.mark.parametrize(("hits", "text", "indices"), UNMET)
def test_each_hit_wants_a_form_of_its_own(hits: tuple[TermHit, ...], text: str, indices: tuple[int, ...]) -> None:
    assert constraints.unmet(hits, text) == indices


EXCESS = [
    ((hit("bota"),), "bota bota", (1,)),
    ((hit("bota"), hit("bota")), "bota bota", (0, 0)),
    ((hit("bota", "botas"), hit("botas", "bota")), "bota, botas, bota", (1, 1)),
    ((hit("bota"),), "", (0,)),
]


@pytest.mark.parametrize(("hits", "text", "counts"), EXCESS)
def test_what_is_said_too_often(hits: tuple[TermHit, ...], text: str, counts: tuple[int, ...]) -> None:
    assert constraints.excess(hits, text) == counts


FORMS = [
    # source term, forms, what the source says, what is plausible
    ("boot", ("bota", "botas"), "Boots", ("botas",)),
    ("boot", ("bota", "botas"), "boot", ("bota",)),
    ("dress", ("vestido", "vestidos"), "dress", ("vestido",)),
    ("dress", ("vestido", "vestidos"), "dresses", ("vestidos",)),
    ("earbuds", ("fones de ouvido",), "earbuds", ("fones de ouvido",)),
    ("sneaker", ("tênis",), "sneakers", ("tênis",)),
    ("soft", ("macio", "macia", "macios", "macias"), "soft", ("macio", "macia")),
    ("bag", (), "bags", ()),
]


@pytest.mark.parametrize(("source", "forms", "found", "plausible"), FORMS)
def test_forms_agree_in_number_with_the_source(
    source: str, forms: tuple[str, ...], found: str, plausible: tuple[str, ...]
) -> None:
    assert constraints.plausible_forms(TermHit(0, 1, source, forms), found) == plausible


def finished(target: str | None, *hits: TermHit, **changed: object) -> Segment:
    one = Segment(SegmentId("c", "1", "", "t", 0, 0), Place("c", 2, "t"), Role.TEXT, "boot of AirFlow", term_hits=hits)
    return one._replace(target=target, **changed)


BOOT = TermHit(0, 4, "boot", ("bota", "botas"), forbidden=("bode",))
BRAND = TermHit(8, 15, "AirFlow", ("AirFlow",), exact=True)
MASK = InlineCode(CodeKind.VERBATIM, 8, 15, "term")
LEDGER = [
    # target, what the search said, outcome, text in the target, how, score difference
    ("Botas", (), Outcome.KEPT, "Botas", How.FREE, None),
    ("bota", (How.INSERTED,), Outcome.KEPT, "bota", How.INSERTED, -0.5),
    ("bota", (How.FAILED,), Outcome.KEPT, "bota", How.FREE, None),  # it came right after all
    ("sapato", (How.INSERTED,), Outcome.MISSING, "", How.FAILED, None),  # and lost again
    ("bota ou bode", (), Outcome.CHANGED, "bode", How.FAILED, None),
]


@pytest.mark.parametrize(("target", "hows", "outcome", "said", "how", "difference"), LEDGER)
def test_one_entry_per_hit(
    target: str, hows: tuple[How, ...], outcome: Outcome, said: str, how: How, difference: float | None
) -> None:
    (entry,) = constraints.term_entries(finished(target, BOOT, hows=hows, score_difference=-0.5))
    assert entry == LedgerEntry(LedgerKind.TERM, outcome, "boot", said, ("bota", "botas"), how, difference)


def test_a_name_that_was_hidden_is_kept() -> None:
    entries = constraints.term_entries(finished("bota da AirFlow", BOOT, BRAND, codes=(MASK,)))
    assert [(entry.target, entry.how) for entry in entries] == [("bota", How.FREE), ("AirFlow", How.KEPT)]


def test_what_stayed_in_the_source_language_is_missing_its_terms() -> None:
    one = finished("boot of AirFlow", BOOT, origin=Origin.UNTRANSLATED)
    assert [(entry.outcome, entry.how) for entry in constraints.term_entries(one)] == [(Outcome.MISSING, How.FAILED)]


def test_an_unfinished_segment_and_one_without_hits_have_no_entries() -> None:
    assert constraints.term_entries(finished(None, BOOT)) == ()
    assert constraints.term_entries(finished("bota")) == ()


def test_a_long_text_is_searched_in_linear_time() -> None:
    text = "bota de couro " * 50_000
    assert len(constraints.occurrences(("gola careca", "bota"), text)) == 50_000
