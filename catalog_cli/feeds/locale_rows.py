"""Rows of one product in several languages: which hold its source, and which its texts in the target locale."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.table import feed_table, matches
from catalog_cli.product import Field, Record, Schema

_CODE = re.compile(r"(?P<first>[a-z]{2,3})(?:[-_ ]?(?P<second>[a-z]{2}))?", re.IGNORECASE)


class ViewRows(NamedTuple):
    """Where a feed's rows say which language they are in.

    `column` holds the name of the view, empty for the default texts; `keys` are the columns that are equal in the rows
    of one product; `target` is the view of the target locale. Where there is a column `source`, only a row that was
    translated from another language than its own is one of a view.
    """

    column: int
    keys: tuple[int, ...]
    target: str
    source: int | None = None

    def settled(self, records: Sequence[Record], fields: Iterable[Field]) -> tuple[Field, ...]:
        """Return the fields of the default rows, each with what stands in the target's row of the product, if any.

        Rows of any view give no fields: they hold another language, or the target. The target's row is the first of
        the target's view with the same keys; a record that cannot be understood is none.
        """
        fields = tuple(fields)
        views = [self._view(record) for record in records]
        if not any(views):
            return fields
        beside: dict[tuple[str, ...], int] = {}
        for number, (view, record) in enumerate(zip(views, records, strict=True)):
            if view.casefold() == self.target.casefold() and view and record.problem is None:
                beside.setdefault(self._key(record), number)
        found = []
        for field in fields:
            if views[field.record]:
                continue
            number = beside.get(self._key(records[field.record]), -1)
            if number >= 0 and field.position < len(records[number].values):
                field = field._replace(beside=number, existing=records[number].values[field.position])
            found.append(field)
        return tuple(found)

    def _view(self, record: Record) -> str:
        view = _cell(record, self.column)
        if view and self.source is not None and _cell(record, self.source) in ("", view):
            return ""
        return view

    def _key(self, record: Record) -> tuple[str, ...]:
        return tuple(_cell(record, index) for index in self.keys)


def view_rows(schema: Schema) -> ViewRows | None:
    """Return where the rows of a file say their language, None in a file or feed whose rows do not.

    >>> view_rows(Schema("plain", "1", ())) is None
    True
    """
    rows = feed_table(schema.feed).locale_rows
    column = None if rows is None else first_column(schema.columns, (rows.view,))
    if rows is None or column is None:
        return None
    keys = tuple(c.index for c in schema.columns if matches(rows.repeated, c.base))
    source = first_column(schema.columns, (rows.source,)) if rows.source else None
    return ViewRows(column, keys, schema.view, source)


def view_of(codes: Collection[str], target_locale: str) -> str | None:
    """Return the view that holds the target locale, by the codes alone, None unless exactly one certainly does.

    A code is the locale ("pt_br", "pt-BR", "ptbr"), else the locale with its territory first ("br_pt") where that is no
    locale of its own, else the language alone. What merely holds one of these ("b2b_pt_br") is not certain.

    >>> view_of(["", "default", "pt_br", "pt_pt"], "pt-BR"), view_of(["us_en", "br_pt"], "pt-BR")
    ('pt_br', 'br_pt')
    >>> view_of(["brazil", "de"], "pt-BR") is None
    True
    """
    target = locales.parse(target_locale)
    language, _, territory = target.partition("-")
    ranked: dict[int, list[str]] = {}
    for code in dict.fromkeys(code.strip() for code in codes):
        rank = _likeness(code, language, territory)
        if rank is not None:
            ranked.setdefault(rank, []).append(code)
    best = ranked[min(ranked)] if ranked else []
    return best[0] if len(best) == 1 else None


def _likeness(code: str, language: str, territory: str) -> int | None:
    """Return how surely a code names a locale, 0 the most, None if it does not."""
    found = _CODE.fullmatch(code)
    if found is None or len(territory) not in (0, 2):
        return None
    first, second = found["first"].lower(), (found["second"] or "").lower()
    if not second:
        return 2 if first == language else None
    if first == language and (second == territory.lower() or not territory):
        return 0 if territory else 1
    if territory and (first, second) == (territory.lower(), language) and not _is_spoken(first, second):
        return 1
    return None


def _is_spoken(language: str, territory: str) -> bool:
    """Whether CLDR knows the language in the territory: "ca_fr" is Catalan in France, "br_pt" is nothing."""
    from babel import localedata

    return bool(localedata.exists(f"{language}_{territory.upper()}"))


def _cell(record: Record, column: int) -> str:
    return "" if record.problem is not None else record.value(column).strip()
