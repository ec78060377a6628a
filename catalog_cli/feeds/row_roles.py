"""Rows that say themselves what their text is, or for which language they are: which stay, and the others' texts.

A reader asks `RowTexts` for the one text of each row of a feed with `RowRoles`, and `RowLocales` which rows of a feed
with a `row_locale` stay.
"""

from __future__ import annotations

import re
from dataclasses import replace

from catalog_cli import locales
from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.headers import words
from catalog_cli.feeds.table import FeedTable, RowRoles, feed_table
from catalog_cli.product import Column, Field, Record, Role, Schema

# What a theme calls its texts is without bound; what a product's are called is ten names.
_MOST_REMEMBERED = 4_096
# What a person said of the column of texts goes before what its rows say.
_GIVEN = "--column"
# Meta writes a language of no certain country so: "pt_XX".
_ANY_COUNTRY = "_XX"


class _Targets:
    """Which names of locales are the target's."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted if locales.is_locale(_without_country(wanted)) else ""
        self._known: dict[str, bool] = {}

    def covers(self, tag: str) -> bool:
        """Return whether a row for the locale is one for the target; every row is where no target is known."""
        if not self._wanted:
            return True
        found = self._known.get(tag)
        if found is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            plain, wanted = _without_country(tag), _without_country(self._wanted)
            found = self._known[tag] = locales.is_locale(plain) and locales.covers(plain, wanted)
        return found


def _without_country(tag: str) -> str:
    return tag.removesuffix(_ANY_COUNTRY)


class RowTexts:
    """The texts of a file that has one on every row. `text` is the column of them, None if the file has none.

    >>> from catalog_cli.feeds.columns import schema
    >>> header = ["Type", "Identification", "Field", "Locale", "Market", "Status", "Default content",
    ...           "Translated content"]
    >>> found = schema(header, feed="shopify_translations", source_locale="en", target_locale="de", roles={}, keep=(),
    ...                has_header=True)
    >>> texts = RowTexts(found)
    >>> def role(*cells):
    ...     column = texts.column(Record(1, 2, cells))
    ...     return column and column.role.value
    >>> role("PRODUCT", "'1", "body_html", "de", "", "", "<p>Warm</p>", ""), role("PRODUCT", "'1", "handle", "de")
    ('html', None)
    >>> role("PRODUCT", "'1", "title", "fr", "", "", "Beanie", "")
    """

    def __init__(self, schema: Schema) -> None:
        rows = feed_table(schema.feed).row_roles
        if rows is None:
            raise ValueError(f"the feed {schema.feed} has no rows that say what their text is")
        columns = schema.columns
        text = first_column(columns, (rows.text,))
        has_role = text is not None and columns[text].is_translated and columns[text].target is not None
        self.text = text if has_role else None
        self._column = None if self.text is None else columns[self.text]
        self._rows = rows
        self._kind = first_column(columns, (rows.kind,))
        self._owner = first_column(columns, (rows.owner,)) if rows.owner else None
        self._locale = first_column(columns, (rows.locale,))
        self._status = first_column(columns, (rows.status,)) if rows.status else None
        self._skipped = [
            (index, re.compile(pattern, re.IGNORECASE | re.DOTALL))
            for header, pattern in rows.skipped
            if (index := first_column(columns, (header,))) is not None
        ]
        self._roles = [(re.compile(pattern), role) for pattern, role in rows.roles]
        self._outdated = re.compile(rows.outdated) if rows.outdated else None
        self._targets = _Targets(schema.view)
        self._known: dict[tuple[str, str], Column | None] = {}

    def column(self, record: Record) -> Column | None:
        """Return the column of a row's text, in the role that the row gives it; None if the row stays as it is."""
        if self.text is None or record.problem is not None:
            return None
        text = _cell(record, self.text)
        if not text:
            return None
        if self._locale is not None and not self._targets.covers(_cell(record, self._locale)):
            return None
        what = (_cell(record, self._owner), _cell(record, self._kind))
        column = self._known[what] if what in self._known else self._settled(*what)
        if column is None:
            return None
        for index, pattern in self._skipped:
            if pattern.fullmatch(text if index == self.text else _cell(record, index)):
                return None
        return column

    def field(self, record: Record, number: int) -> Field | None:
        """Return the text of a row with the translation that stands beside it; None if the row stays as it is.

        `number` is the row's place among its product's. A translation of another text than the one that stands there
        now counts as none.
        """
        column = self.column(record)
        if column is None or column.target is None:
            return None
        existing = "" if self._is_outdated(record) else record.value(column.target)
        position = next(record.cells(column.index))[0]
        return Field(column, number, position, record.values[position], existing)

    def _is_outdated(self, record: Record) -> bool:
        if self._outdated is None or not (status := _cell(record, self._status)):
            return False
        return self._outdated.fullmatch(words(status)) is not None

    def _settled(self, owner: str, kind: str) -> Column | None:
        """Return the column in the role of a kind of text, and remember it."""
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[owner, kind] = found = self._in_role(owner, kind)
        return found

    def _in_role(self, owner: str, kind: str) -> Column | None:
        if self._column is None:
            return None
        # Each kind has its own id in the memory, however the rows are ordered.
        base = f"{owner} {kind}".strip() or self._column.base
        if self._column.reason == _GIVEN:
            return replace(self._column, base=base)
        role = _role(self._rows, self._roles, words(base))
        return None if role is None else replace(self._column, base=base, role=role, reason=f"the row says {base}")


def _cell(record: Record, index: int | None) -> str:
    """Return a record's cell without padding, "" where it has none: called for most cells of each row."""
    if index is None:
        return ""
    values = record.values
    if record.columns is not None:
        return record.value(index).strip()
    return values[index].strip() if index < len(values) else ""


def _role(rows: RowRoles, roles: list[tuple[re.Pattern[str], Role | None]], kind: str) -> Role | None:
    return next((role for pattern, role in roles if pattern.fullmatch(kind)), rows.otherwise)


class RowLocales:
    """The rows of a file that are for the target locale, in a feed whose every row names its own.

    >>> from catalog_cli.feeds.columns import schema
    >>> found = schema(["id", "override", "title"], feed="meta_overrides", source_locale="en", target_locale="pt-BR",
    ...                roles={}, keep=(), has_header=True)
    >>> rows = RowLocales(found)
    >>> [rows.stays(Record(1, 2, ("1", name, "Mug"))) for name in ("pt_XX", "pt_BR", "pt_XX|BR", "de_DE", "DE", "")]
    [False, False, False, True, True, True]
    """

    def __init__(self, schema: Schema) -> None:
        table: FeedTable = feed_table(schema.feed)
        if not table.row_locale:
            raise ValueError(f"the feed {schema.feed} has no locale on its rows")
        self._column = first_column(schema.columns, (table.row_locale,))
        self._targets = _Targets(schema.view)

    def stays(self, record: Record) -> bool:
        """Return whether a row stays as it is: it is for another locale, or for a country and no language."""
        if self._column is None or record.problem is not None:
            return False
        language, _, _ = record.value(self._column).partition("|")
        language = language.strip()
        # "DE" alone is a country; every language has a country behind it here.
        return "_" not in language or not self._targets.covers(language)
