"""The quality material as values: 300 sentences, the same as HTML, and 100 titles, options, tags and lists.

Written by hand for this project (Apache-2.0): plain product copy as small shops write it, with reference
translations in Brazilian Portuguese. Nothing is quoted or escaped: fields are separated by tabs, rows by newlines.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences.en-pt-BR.tsv"
HTML = HERE / "sentences.html.tsv"
TITLES = HERE / "titles.en-pt-BR.tsv"
FRAGMENTS = HERE / "fragments.en-pt-BR.tsv"

_BREAKING_TAG = re.compile(r"<br\s*/?>|</?(?:p|ul|ol|li|div)\b[^>]*>")
_ANY_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its reference translation; `markup` is the sentence as a shop's HTML holds it."""

    id: str
    source: str
    reference: str
    markup: str


@dataclass(frozen=True, slots=True)
class Title:
    """One short cell: `kind` is title, option, tag or list; `context` the product's title, for options."""

    id: str
    kind: str
    source: str
    context: str
    accepted: tuple[str, ...]
    note: str


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a TSV by column name; raises ValueError for a row with too many or too few fields."""
    header, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    names = header.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def sentences() -> list[Sentence]:
    """Return the 300 sentences in file order; raises KeyError if one has no markup."""
    markup = {row["id"]: row["html"] for row in rows(HTML)}
    return [Sentence(**row, markup=markup[row["id"]]) for row in rows(SENTENCES)]


def fragments() -> dict[str, list[tuple[str, str]]]:
    """Return (source, reference) of the 89 bullets without a full stop, by kind: noun, part, verb, sent."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows(FRAGMENTS):
        found.setdefault(row["id"].partition("-")[0], []).append((row["source"], row["reference"]))
    return found


def titles() -> list[Title]:
    """Return the 100 short cells in file order."""
    return [
        Title(
            id=row["id"],
            kind=row["kind"],
            source=row["source"],
            context=row["context"],
            accepted=tuple(row["accepted"].split(" | ")),
            note=row["note"],
        )
        for row in rows(TITLES)
    ]


def visible_text(markup: str) -> str:
    """Return what a reader sees, white space collapsed: enough for the markup of this material, not for any HTML.

    >>> visible_text('<ul><li>Oak &amp; Ember<br>holds <b>2.5&nbsp;kg</b>.</li></ul>')
    'Oak & Ember holds 2.5 kg.'
    """
    text = _ANY_TAG.sub("", _BREAKING_TAG.sub(" ", markup))
    return " ".join(html.unescape(text).split())
