"""Which columns of a catalog are which fields of a marketplace, and so what may stand in their cells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog_cli.candidates.cells import CellRules, Shape
from catalog_cli.fitting import DROP_ORDER, KEPT_ATTRIBUTES
from catalog_cli.job import Job
from catalog_cli.marketplaces import FieldKind, ListingField, Marketplace, chosen
from catalog_cli.product import Column, Role, Schema

# Headers as platforms write them, in lower case and without what is no letter or digit. The first pattern that matches
# decides; a column that none names is what its role says: a title, or a description.
_KINDS: tuple[tuple[re.Pattern[str], FieldKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(?:meta|seo|page|yoastwpseo)+title|titletag|globaltitletag|metafieldstitle", FieldKind.META_TITLE),
        (
            r"(?:meta|seo|page|yoastwpseo)+(?:desc|description|metadesc)|metadesc(?:ription)?|globaldescriptiontag",
            FieldKind.META_DESCRIPTION,
        ),
        (r"subtitle", FieldKind.SUBTITLE),
        (r"bulletpoints?\d*|bullets?\d*|keyproductfeatures?\d*|keyfeatures?\d*", FieldKind.BULLETS),
        (r"(?:product|item)?highlights?\d*", FieldKind.HIGHLIGHTS),
        (r"generickeywords?|searchterms?|searchkeywords?|(?:meta|seo)?keywords?", FieldKind.SEARCH_TERMS),
        (r"(?:product)?tags?|listingtags?", FieldKind.TAGS),
        (r"materials", FieldKind.MATERIALS),
        (r"(?:product|item|listing)?(?:title|name)", FieldKind.TITLE),
        (r"(?:product|item|listing|long)?description|body(?:html)?|descriptionhtml", FieldKind.DESCRIPTION),
    )
)
_NO_LETTER = re.compile(r"[\W_]+")
_PREFIX = re.compile(r"^(?:product|meta|g|custom)\s*:\s*(?=\S)", re.IGNORECASE)
_TITLES = frozenset({FieldKind.TITLE, FieldKind.SUBTITLE, FieldKind.META_TITLE})
_PROSE = frozenset({FieldKind.DESCRIPTION, FieldKind.META_DESCRIPTION})
_LISTS = {FieldKind.TAGS: Shape.TAGS, FieldKind.MATERIALS: Shape.TAGS}


def column_limits(schema: Schema, marketplace: Marketplace) -> Mapping[int, CellRules]:
    """Return what may stand in the translated columns of a catalog on a marketplace, by column index.

    A column is the field that has its name; else the one of its kind, which its header tells, or its role.

    >>> from catalog_cli.marketplaces import marketplace
    >>> title = Column(0, "Title", "Title", Role.TITLE, "")
    >>> column_limits(Schema("shopify", "1", (title,)), marketplace("ebay"))[0].limit
    Limit(most=80, unit='characters')
    """
    found = {}
    for column in schema.translated:
        field = _field(column, marketplace)
        rules = None if field is None else _rules(field, column)
        if rules is not None:
            found[column.index] = rules
    return found


def job_limits(job: Job, schema: Schema) -> Mapping[int, CellRules]:
    """Return what may stand in the columns of a catalog by the marketplace of a job; empty without one.

    Raises UsageProblem for a marketplace that there is not, FileProblem for a file of one that is faulty.
    """
    return {} if job.marketplace is None else column_limits(schema, chosen(job.marketplace))


def _field(column: Column, marketplace: Marketplace) -> ListingField | None:
    name = _plain(column.base)
    for field in marketplace.fields:
        if _plain(field.name) == name:
            return field
    kind = _kind(column)
    return None if kind is None else marketplace.of_kind(kind)


def _kind(column: Column) -> FieldKind | None:
    if column.role is Role.OPTION:
        return None
    for name in (_plain(column.base), _plain(_PREFIX.sub("", column.base))):
        for pattern, kind in _KINDS:
            if pattern.fullmatch(name):
                return kind
    return FieldKind.TITLE if column.role is Role.TITLE and not column.in_variant else None


def _plain(header: str) -> str:
    return _NO_LETTER.sub("", header.casefold())


def _rules(field: ListingField, column: Column) -> CellRules | None:
    """Return the rules of a column's cells, None if nothing limits them."""
    is_list = column.role is Role.LIST
    if field.limit is None and not (is_list and field.most > 1):
        return None
    if field.kind in _PROSE:
        shape = Shape.PROSE
    elif field.kind is FieldKind.SEARCH_TERMS:
        shape = Shape.TERMS
    elif is_list:
        shape = _LISTS.get(field.kind, Shape.LIST)
    elif field.kind in _TITLES or field.kind in (FieldKind.BULLETS, FieldKind.HIGHLIGHTS):
        shape = Shape.TITLE
    else:
        return None  # tags in a cell that is no list
    return CellRules(
        field.name,
        shape,
        field.limit,
        most=field.most if is_list and field.is_list else 0,
        is_each=shape in (Shape.LIST, Shape.TAGS) and not field.joined_by and field.limit is not None,
        drop_order=field.drop_order or DROP_ORDER,
        kept_attributes=KEPT_ATTRIBUTES | (frozenset(field.part_order) - frozenset(field.drop_order)),
        banned=field.banned_characters,
        phrases=field.banned_phrases,
    )
