"""Which columns of a catalog hold descriptions, bullets and what search engines show."""

from __future__ import annotations

import re

from catalog_cli.product import Column, Notation, Role, Schema

FIELDS = ("description", "bullets", "meta_title", "meta_description")
_TEXTS = frozenset({Role.TITLE, Role.TEXT, Role.HTML, Role.LIST})
# By the words of a header's last part: "Body (HTML)", "product.description", "g:description", "descriptionHtml".
_HEADERS = {
    "description": re.compile(
        r"(?:product |long |full |item |main )?(?:description|descricao|descrição|body|body html|body \(html\)|"
        r"description html|html description|details html)|descripcion|descripción"
    ),
    "bullets": re.compile(r"(?:key product features ?|bullet ?points? ?|bullets? ?)\d*|product highlights?"),
    "meta_title": re.compile(
        r"(?:seo|meta|search engine|page|google) title(?: tag)?|seo titulo|título seo|meta título"
    ),
    "meta_description": re.compile(
        r"(?:seo|meta|search engine|page) description(?: tag)?|meta descrição|descrição seo|meta descricao"
    ),
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GROUPS = frozenset({"seo", "meta"})
# Columns of ours, which say themselves in which language they are.
PREFIX = "describe:"
_PREFIXES = (PREFIX, "describe_")


def header_words(header: str) -> str:
    """Return a header's last part as words; a group named before it stays.

    >>> header_words("descriptionHtml"), header_words("seo.title"), header_words("g:description")
    ('description html', 'seo title', 'description')
    """
    path = _CAMEL.sub(" ", header.partition("#")[0]).replace("[]", "")
    parts = [part for part in re.split(r"[.:/]", path) if part.strip()]
    words = [" ".join(re.split(r"[\s_-]+", part.strip())).casefold() for part in parts[-2:]]
    return " ".join(words if len(words) > 1 and words[0] in _GROUPS else words[-1:])


def is_meta(column: Column) -> bool:
    """Return whether a column holds what search engines show, not the product's own title or text."""
    words = header_words(column.base)
    return any(_HEADERS[name].fullmatch(words) for name in ("meta_title", "meta_description"))


def own_columns(columns: Schema, *, is_source_language: bool) -> dict[str, tuple[Column, ...]]:
    """Return the column that holds each field, or those of bullets; a field that no column holds is missing.

    In another language than the catalog's it is the column that stands beside the source's for that language: a text
    is never written among texts of another language. Google's structured_description is none of them: it is for what
    a generative model wrote, and rules are none.
    """
    found: dict[str, tuple[Column, ...]] = {}
    for name, pattern in _HEADERS.items():
        fitting = [
            column
            for column in columns.columns
            if column.role in _TEXTS
            and column.notation is not Notation.SOURCED
            and not column.name.startswith(_PREFIXES)
            and pattern.fullmatch(header_words(column.base))
        ]
        if not is_source_language:
            fitting = [columns.columns[column.target] for column in fitting if column.target is not None]
        if fitting:
            found[name] = tuple(fitting if name == "bullets" else fitting[:1])
    return found
