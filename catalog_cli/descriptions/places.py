"""Which columns of a catalog hold descriptions, bullets and what search engines show."""

from __future__ import annotations

import re

from catalog_cli.product import Column, Role, Schema

FIELDS = ("description", "bullets", "meta_title", "meta_description")
_TEXTS = frozenset({Role.TITLE, Role.TEXT, Role.HTML})
# By the words of a header's last part: "Body (HTML)", "product.description", "g:description", "descriptionHtml".
_HEADERS = {
    "description": re.compile(
        r"(?:product |long |full |item |main )?(?:description|descricao|descrição|body|body html|body \(html\)|"
        r"description html|html description|details html)|descripcion|descripción"
    ),
    "meta_title": re.compile(
        r"(?:seo|meta|search engine|page|google) title(?: tag)?|seo titulo|título seo|meta título"
    ),
    "meta_description": re.compile(
        r"(?:seo|meta|search engine|page) description(?: tag)?|meta descrição|descrição seo|meta descricao"
    ),
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GROUPS = frozenset({"seo", "meta"})


def header_words(header: str) -> str:
    """Return a header's last part as words; a group named before it stays.

    >>> header_words("descriptionHtml"), header_words("seo.title"), header_words("g:description")
    ('description html', 'seo title', 'description')
    """
    parts = [part for part in re.split(r"[.:/]", _CAMEL.sub(" ", header).replace("[]", "")) if part.strip()]
    words = [" ".join(re.split(r"[\s_-]+", part.strip())).casefold() for part in parts[-2:]]
    return " ".join(words if len(words) > 1 and words[0] in _GROUPS else words[-1:])


def is_meta(column: Column) -> bool:
    """Return whether a column holds what search engines show, not the product's own title or text."""
    words = header_words(column.base)
    return any(_HEADERS[name].fullmatch(words) for name in ("meta_title", "meta_description"))


def own_columns(columns: Schema, *, is_source_language: bool) -> dict[str, Column]:
    """Return the column that holds each field; a field that no column holds is missing.

    In another language than the catalog's it is the column that stands beside the source's for that language: a text
    is never written among texts of another language.
    """
    found: dict[str, Column] = {}
    for name, pattern in _HEADERS.items():
        for column in columns.columns:
            if column.role not in _TEXTS or not pattern.fullmatch(header_words(column.base)):
                continue
            if is_source_language:
                found.setdefault(name, column)
            elif column.target is not None:
                found.setdefault(name, columns.columns[column.target])
    return found
