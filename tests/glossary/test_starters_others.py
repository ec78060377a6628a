"""The starters for home and kitchen, electronics and beauty, and the hand-written sentences that test them."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache

import pytest

from catalog_cli.glossary.conflicts import contradictions, weaknesses
from catalog_cli.glossary.constraints import forbidden, occurrences, unmet
from catalog_cli.glossary.inflection import target_inflections
from catalog_cli.glossary.tables import COLUMNS, write_table
from catalog_cli.glossary.term import TermCase, TermStatus
from tests.glossary.starter_files import KINDS, TAG, matcher_of, path_of, plain, rows_of, terms_of

DOMAINS = {"home-kitchen": (100, 30), "electronics": (80, 25), "beauty": (80, 20)}
"""How many preferred entries and sentences there are at least."""


@lru_cache
def allowed(domain: str) -> dict[str, tuple[str, ...]]:
    """The forms of the target by source, of the entries that ask for one."""
    return {
        term.source: target_inflections(term, "pt-BR")
        for term in terms_of(domain)
        if term.status is not TermStatus.DEPRECATED
    }


def domain_of(case: str) -> str:
    return case.removeprefix("agree-").rpartition("-")[0]


SENTENCES = [
    pytest.param(domain, row, id=row["id"]) for domain in DOMAINS for row in rows_of(f"sentences.{domain}.tsv")
]
AGREEMENT = [pytest.param(row, id=row["id"]) for row in rows_of("agreement.others.tsv")]


@pytest.mark.parametrize("domain", DOMAINS)
class TestGlossary:
    def test_is_written_as_the_project_writes_it(self, domain: str) -> None:
        out = io.BytesIO()
        write_table(terms_of(domain), out, path_of(domain).name)
        assert out.getvalue() == path_of(domain).read_bytes()

    def test_cells_are_tidy(self, domain: str) -> None:
        with path_of(domain).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert tuple(header) == COLUMNS
        for row in rows:
            assert len(row) == len(COLUMNS)
            for cell in row:
                assert all(form == " ".join(form.split()) for form in cell.split("|")), row
                assert "" not in cell.split("|") or not cell, row

    def test_has_its_entries(self, domain: str) -> None:
        assert sum(term.status is TermStatus.PREFERRED for term in terms_of(domain)) >= DOMAINS[domain][0]

    def test_entries_have_their_fields(self, domain: str) -> None:
        for term in terms_of(domain):
            assert term.domain == domain
            assert term.part_of_speech in {"noun", "adjective", "verb", "phrase"}, term.source
            assert term.gender in ({"m", "f"} if term.part_of_speech == "noun" else {"m", "f", ""}), term.source
            assert term.case is (TermCase.SAME if term.exact else TermCase.ANY), term.source

    def test_is_sorted(self, domain: str) -> None:
        keys = [(term.source.casefold(), term.status is TermStatus.DEPRECATED) for term in terms_of(domain)]
        assert keys == sorted(keys)

    def test_no_form_is_given_twice(self, domain: str) -> None:
        for term in terms_of(domain):
            for forms in ((term.source, *term.source_forms), (term.target, *term.target_forms)):
                assert len(forms) == len(set(forms)), term.source

    def test_a_deprecated_target_has_a_preferred_one_and_is_not_allowed(self, domain: str) -> None:
        for term in terms_of(domain):
            if term.status is TermStatus.DEPRECATED:
                assert not occurrences((term.target, *term.target_forms), " | ".join(allowed(domain)[term.source]))

    def test_every_source_is_found_in_itself(self, domain: str) -> None:
        """No entry is hidden by another one."""
        for source in allowed(domain):
            assert [hit.source_term for hit in matcher_of(domain).hits(source)] == [source]


def test_nothing_contradicts_over_all_starters() -> None:
    """They are used together: a kitchen shop sells speakers. A source form that two entries share counts too."""
    terms = [term for domain in DOMAINS for term in terms_of(domain)]
    assert [problem.what for problem in [*contradictions(terms), *weaknesses(terms)]] == []
    sources = [term.source.casefold() for term in terms if term.status is TermStatus.PREFERRED]
    assert len(sources) == len(set(sources))


def test_no_source_form_is_there_twice() -> None:
    seen: dict[str, str] = {}
    for domain in DOMAINS:
        for term in terms_of(domain):
            if term.status is TermStatus.PREFERRED:
                for form in (term.source, *term.source_forms):
                    key = form.casefold().replace("-", " ")
                    assert key not in seen, (form, term.source, seen[key])
                    seen[key] = term.source


@pytest.mark.parametrize("domain", DOMAINS)
def test_there_are_sentences_of_every_kind(domain: str) -> None:
    rows = rows_of(f"sentences.{domain}.tsv")
    assert len(rows) >= DOMAINS[domain][1]
    assert {row["kind"] for row in rows} == KINDS
    assert len({row["source"] for row in rows}) == len(rows)


def test_sentences_are_numbered() -> None:
    for domain in DOMAINS:
        ids = [row["id"] for row in rows_of(f"sentences.{domain}.tsv")]
        assert ids == [f"{domain}-{number:02}" for number in range(1, len(ids) + 1)]


@pytest.mark.parametrize(("domain", "row"), SENTENCES)
class TestSentence:
    def test_holds_its_terms_and_no_other(self, domain: str, row: dict[str, str]) -> None:
        hits = matcher_of(domain).hits(plain(row["source"]))
        assert sorted({hit.source_term for hit in hits}) == sorted(row["terms"].split("|"))

    def test_reference_holds_every_term(self, domain: str, row: dict[str, str]) -> None:
        for term in row["terms"].split("|"):
            assert occurrences(allowed(domain)[term], plain(row["reference"])), term
        hits = matcher_of(domain).hits(plain(row["source"]))
        assert unmet(hits, plain(row["reference"])) == ()
        assert not any(forbidden(hits, plain(row["reference"])))

    def test_reference_keeps_tags_and_numbers(self, domain: str, row: dict[str, str]) -> None:
        source, reference = row["source"], row["reference"]
        assert TAG.findall(source) == TAG.findall(reference)
        assert bool(TAG.search(source)) == (row["kind"] == "html")
        assert set(re.findall(r"\d+", source)) == set(re.findall(r"\d+", reference))


def test_there_are_enough_cases_of_agreement() -> None:
    rows = rows_of("agreement.others.tsv")
    assert len(rows) >= 25
    assert {domain_of(row["id"]) for row in rows} == set(DOMAINS)
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("row", AGREEMENT)
class TestAgreement:
    def test_source_holds_the_term(self, row: dict[str, str]) -> None:
        assert row["term"] in [hit.source_term for hit in matcher_of(domain_of(row["id"])).hits(row["source"])]

    def test_what_must_stand_holds_the_term(self, row: dict[str, str]) -> None:
        forms = allowed(domain_of(row["id"]))[row["term"]]
        for phrase in row["must"].split("|"):
            assert occurrences(forms, phrase), phrase

    def test_what_must_not_stand_is_in_nothing_that_must(self, row: dict[str, str]) -> None:
        for phrase in row["must"].split("|"):
            assert not occurrences(tuple(row["must_not"].split("|")), phrase), phrase
