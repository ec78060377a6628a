"""The starters for apparel and care, and the hand-written sentences that they are tested with."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache

import pytest

from catalog_cli.glossary.inflection import target_inflections
from catalog_cli.glossary.tables import COLUMNS, write_table
from catalog_cli.glossary.term import Term, TermStatus
from tests.glossary.starter_files import KINDS, TAG, matcher_of, path_of, plain, rows_of, terms_of

DOMAINS = {"apparel": (140, 45), "care": (60, 30)}
"""How many entries and sentences there are at least."""


@lru_cache
def preferred(domain: str) -> dict[str, Term]:
    return {term.source: term for term in terms_of(domain) if term.status is TermStatus.PREFERRED}


def stands(form: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) is not None


def one_spelling(source: str) -> str:
    """A hyphen and a space are one to the matcher."""
    return source.casefold().replace("-", " ")


SENTENCES = [
    pytest.param(domain, row, id=row["id"]) for domain in DOMAINS for row in rows_of(f"sentences.{domain}.tsv")
]
AGREEMENT = [pytest.param(row, id=row["id"]) for row in rows_of("agreement.apparel.tsv")]


@pytest.mark.parametrize("domain", DOMAINS)
class TestGlossary:
    def test_is_written_as_the_project_writes_it(self, domain: str) -> None:
        out = io.BytesIO()
        write_table(terms_of(domain), out, path_of(domain).name)
        assert out.getvalue() == path_of(domain).read_bytes()

    def test_cells_are_tidy(self, domain: str) -> None:
        with path_of(domain).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert tuple(rows[0]) == COLUMNS
        for row in rows[1:]:
            assert len(row) == len(COLUMNS)
            assert any(row)
            for form in (form for cell in row for form in cell.split("|")):
                assert form == " ".join(form.split())

    def test_has_its_fields(self, domain: str) -> None:
        terms = terms_of(domain)
        assert len(preferred(domain)) >= DOMAINS[domain][0]
        for term in terms:
            assert term.domain == domain
            assert term.part_of_speech in {"noun", "adjective", "verb", "phrase"}
            is_gendered_noun = term.part_of_speech == "noun" and term.status is TermStatus.PREFERRED
            assert term.gender in ({"m", "f"} if is_gendered_noun else {"m", "f", ""}), term.source

    def test_is_sorted(self, domain: str) -> None:
        keys = [(term.source.casefold(), term.status is not TermStatus.PREFERRED) for term in terms_of(domain)]
        assert keys == sorted(keys)

    def test_a_deprecated_target_stands_beside_a_preferred_one(self, domain: str) -> None:
        allowed = {
            source: {form.casefold() for form in target_inflections(term, "pt-BR")}
            for source, term in preferred(domain).items()
        }
        for term in terms_of(domain):
            if term.status is TermStatus.DEPRECATED:
                assert not {form.casefold() for form in (term.target, *term.target_forms)} & allowed[term.source]


def test_no_source_is_there_twice() -> None:
    """Over both files: they are used together."""
    seen: dict[str, str] = {}
    for domain in DOMAINS:
        for term in preferred(domain).values():
            for source in map(one_spelling, (term.source, *term.source_forms)):
                assert source not in seen, (source, term.source)
                seen[source] = term.source


def test_no_preferred_entry_is_lost_by_its_source() -> None:
    for domain in DOMAINS:
        sources = [term.source for term in terms_of(domain) if term.status is TermStatus.PREFERRED]
        assert len(sources) == len(set(sources))


@pytest.mark.parametrize("domain", DOMAINS)
def test_there_are_enough_sentences(domain: str) -> None:
    rows = rows_of(f"sentences.{domain}.tsv")
    assert len(rows) >= DOMAINS[domain][1]
    assert len({row["id"] for row in rows}) == len({row["source"] for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} == KINDS


@pytest.mark.parametrize(("domain", "row"), SENTENCES)
def test_the_reference_holds_the_terms(domain: str, row: dict[str, str]) -> None:
    known = preferred(domain)
    assert row["terms"]
    for source in row["terms"].split("|"):
        forms = target_inflections(known[source], "pt-BR")
        assert any(stands(form, plain(row["reference"])) for form in forms), source
    for term in terms_of(domain):
        if term.status is TermStatus.DEPRECATED and term.source in row["terms"].split("|"):
            assert not stands(term.target, plain(row["reference"]))
    assert sorted(TAG.findall(row["source"])) == sorted(TAG.findall(row["reference"]))
    assert (row["kind"] == "html") == ("<" in row["source"])


@pytest.mark.parametrize(("domain", "row"), SENTENCES)
def test_the_source_has_the_terms_and_no_other(domain: str, row: dict[str, str]) -> None:
    matcher = matcher_of(domain)
    found = [hit.source_term for piece in TAG.split(row["source"]) for hit in matcher.hits(piece)]
    assert sorted(found) == sorted(row["terms"].split("|"))


def test_there_are_enough_cases_of_agreement() -> None:
    rows = rows_of("agreement.apparel.tsv")
    assert len(rows) >= 25
    assert len({row["id"] for row in rows}) == len({row["source"] for row in rows}) == len(rows)


@pytest.mark.parametrize("row", AGREEMENT)
def test_a_case_of_agreement_can_be_met(row: dict[str, str]) -> None:
    forms = target_inflections(preferred("apparel")[row["term"]], "pt-BR")
    assert row["term"] in [hit.source_term for hit in matcher_of("apparel").hits(row["source"])]
    right, wrong = row["must"].split("|"), row["must_not"].split("|")
    for phrase in right:
        assert any(stands(form, phrase) for form in forms), phrase
        assert not any(stands(mistake, phrase) for mistake in wrong), phrase
    for phrase in (*right, *wrong):
        assert phrase == phrase.strip().casefold()
        assert phrase
