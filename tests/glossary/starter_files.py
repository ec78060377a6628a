"""The starters of the project and the hand-written rows beside the tests, read once."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.tables import read_table
from catalog_cli.glossary.term import Term
from catalog_cli.glossary.term_base import TermBase

HERE = Path(__file__).parent
GLOSSARIES = HERE.parent.parent / "glossaries"
TAG = re.compile(r"<[^>]*>")
KINDS = {"text", "title", "option", "html"}
"""The kinds that the sentences of a starter are of."""


def path_of(domain: str) -> Path:
    return GLOSSARIES / f"{domain}.en-pt-BR.csv"


@lru_cache
def terms_of(domain: str) -> tuple[Term, ...]:
    table = read_table(path_of(domain).read_bytes(), path_of(domain).name)
    assert not table.problems
    return table.terms


@lru_cache
def matcher_of(domain: str) -> TermMatcher:
    return TermMatcher(TermBase.of(terms_of(domain)), "en", "pt-BR")


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(html: str) -> str:
    return TAG.sub(" ", html)
