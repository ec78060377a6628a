"""From a product's cells to the texts that tags are read from: which columns speak of which attribute, and how.

A cell can name its attribute in four ways: by its column ("Material"), by another cell (Shopify's "Option1 Name"), by
a label in its own text ("Colour: navy"), or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.product_text import BODY_TEXT, LIST_TEXT, NAMED_TEXT, TITLE_TEXT, ProductText, TextKind
from catalog_cli.attributes.schema import CATEGORIES, AttributeSchema
from catalog_cli.product import Column, Product, Record, Role, Schema

_KINDS = {
    Role.TITLE: TITLE_TEXT,
    Role.TEXT: BODY_TEXT,
    Role.HTML: BODY_TEXT,
    Role.LIST: LIST_TEXT,
    Role.OPTION: NAMED_TEXT,
}
# "Weight (kg)", "width_cm", "grams": the unit of a column of bare numbers.
_UNITS = frozenset("kg g mg lb lbs oz cm mm m in inch inches ft l ml gal w v mah gb tb mb".split())
_UNIT_HEADER = re.compile(r"(?:\((?P<inside>[^()]{1,8})\)|\s(?P<last>[a-z]{1,6}))\s*$")
_GRAMS = "grams"
# What stands before a column's name without changing what it names.
_PREFIXES = re.compile(r"^(?:variant|product|item|custom|main|meta|general|spec|specs) ")
# Magento's attribute sets end a name: "style_bags", "style_general".
_SETS = frozenset((*CATEGORIES, "general", "bottom", "top"))
# Columns of names with their values, which no feed has a role for: Vendure's facets, Magento's additional attributes.
_LABELLED = re.compile(
    r"(?:variant ?)?facets?|(?:additional |custom |product )?attributes?|spec(?:ification)?s?|details"
)
# The header of a cell that holds names, and of the one that holds their values.
_PAIRS = (
    (re.compile(r"(.*?) ?name(s?)"), ("{} value", "{} value(s)", "{} values")),
    (re.compile(r"(option ?)groups?()"), ("{}values", "{}value")),
)
_UNIT_COLUMNS = ("{} unit", "{} units", "{} unit of measure")
_SIDES = frozenset({"length", "width", "height", "depth"})

# Where the value of a label in running text ends, and how far from the colon its name may begin.
_LABEL = re.compile(r"\s?[:：=]\s*(?=\S)")
_LABEL_MARK = re.compile("[:：=]")
_VALUE_END = re.compile(r"[\n|;•]|[.!?](?=\s|$)|\s[-–—]\s")
_NAME_BREAK = re.compile(r"[\n|;•.,!?()\[\]>/]|\s[-–—]\s")
_LONGEST_NAME = 40
# "Applicable material: glass": what a product is used on, not what it is.
_FOREIGN_LABELS = frozenset({"applicable", "suitable", "compatible", "recommended", "target"})
_LONGEST_VALUE = 160
_LONGEST_NAME_WORDS = 4

# A description of a hundred thousand characters is no description: the rest of such a cell is not read.
_LONGEST_CELL = 100_000
_MOST_KEPT = 4096
# Values of columns and options are short, and repeat.
_LONGEST_SHORT = 24
_read_short = lru_cache(maxsize=_MOST_KEPT)(read_cell)
_RECORD = attrgetter("record")


class _ReadColumn(NamedTuple):
    """How one column is read: what names its values, and where the unit of its numbers stands."""

    place: int
    name: str
    in_variant: bool
    kind: TextKind
    attributes: tuple[str, ...]
    unit: str
    unit_column: int | None
    name_column: int | None


class ProductReader:
    """Reads the texts of one catalog's products. Built once for a file: its columns decide."""

    def __init__(self, columns: Schema, attributes: AttributeSchema, source_locale: str = "en") -> None:
        self._names = attributes.named
        # The names of options are few.
        self._plan_named = lru_cache(maxsize=_MOST_KEPT)(self._plan_of)
        own = locales.language(source_locale)
        spoken = [one for one in columns.columns if one.locale is None or locales.language(one.locale) == own]
        by_name = {_words(one.base): one.index for one in spoken}
        names = _name_columns(by_name)
        plans = (self._read_column(one, by_name, names.get(one.index)) for one in spoken)
        # The place of each, and of its names if it has any.
        self._columns = [
            (plan.place, plan.place if plan.name_column is None else plan.name_column, plan)
            for plan in plans
            if plan is not None
        ]
        self._width = 1 + max((max(place, beside) for place, beside, _ in self._columns), default=0)

    def _read_column(self, column: Column, by_name: dict[str, int], name_column: int | None) -> _ReadColumn | None:
        words, unit = _without_unit(_words(column.base))
        attributes = ("weight",) if words == _GRAMS else self.attributes_named(words)
        if words == _GRAMS:
            unit = "g"
        kind = _KINDS.get(column.role) if column.role is not None else None
        if column.role is None and _LABELLED.fullmatch(words):
            kind = LIST_TEXT
        if column.role in (Role.URL, Role.IDENTIFIER, Role.PRICE, Role.HANDLE, Role.DATE) and not attributes:
            return None
        if (attributes or name_column is not None) and kind not in (TITLE_TEXT, BODY_TEXT):
            kind = NAMED_TEXT
        if kind is None or (kind is NAMED_TEXT and not attributes and name_column is None):
            return None
        unit_column = _unit_column(words, attributes, by_name)
        own = column.index, column.name, column.in_variant
        return _ReadColumn(*own, kind, attributes, unit, unit_column, name_column)

    def attributes_named(self, words: str) -> tuple[str, ...]:
        """Return the attributes that a header or a label names, the first in the schema first; () if none."""
        for name in (words, _PREFIXES.sub("", words)):
            if name in self._names:
                return self._names[name]
            head, _, last = name.rpartition(" ")
            if last in _SETS and head in self._names:
                return self._names[head]
        return ()

    def texts(self, product: Product) -> list[ProductText]:
        """Return the texts of a product in file order, and after each the values that labels in it name."""
        found: list[ProductText] = []
        seen: set[tuple[int, str]] = set()
        named_before: dict[int, Sequence[str]] = {}
        variants: dict[int, str] = {}
        for own in product.variants:
            variants.update(dict.fromkeys(map(_RECORD, own.fields), own.key))
        for index, record in enumerate(product.records):
            if record.problem is not None:
                continue
            variant_here = variants.get(index, "")
            for plan, cells in self._filled(record):
                names = () if plan.name_column is None else _names_of(plan, named_before, record)
                variant = variant_here if plan.in_variant else ""
                for occurrence, cell in enumerate(cells):
                    if not cell or cell.isspace() or (not variant and (plan.place, cell) in seen):
                        continue
                    seen.add((plan.place, cell))
                    place = index, occurrence, variant
                    if names:
                        name = names[occurrence] if occurrence < len(names) else names[-1]
                        base = _base(self._plan_named(plan.place, name), record, place, cell)
                        found += self._parts(plan, base, name) if "|" in name else (base,)
                        continue
                    base = _base(plan, record, place, cell)
                    found.append(base)
                    if plan.kind is not NAMED_TEXT and _LABEL_MARK.search(base.text):
                        found += self._labelled(base)
        return found

    def _filled(self, record: Record) -> list[tuple[_ReadColumn, Sequence[str]]]:
        """Return the columns of a record that are read, with their cells; of a table those where something stands."""
        if record.columns is not None:
            return [(plan, _cells(record, plan.place)) for _, _, plan in self._columns]
        values = record.values
        if len(values) < self._width:
            values += ("",) * (self._width - len(values))
        return [(plan, (values[place],)) for place, beside, plan in self._columns if values[place] or values[beside]]

    def _parts(self, plan: _ReadColumn, base: ProductText, name: str) -> Iterator[ProductText]:
        """Yield the values of a cell that a name stands beside: one, or as many as it names."""
        if name.count("|") != base.text.count("|"):
            yield base
            return
        start = 0
        for own, value in zip(name.split("|"), base.text.split("|"), strict=True):  # "size|colour" beside "M|Red"
            named = self._plan_named(plan.place, own)
            yield base._replace(kind=named.kind, text=value, offset=start, attributes=named.attributes)
            start += len(value) + 1

    def _plan_of(self, place: int, name: str) -> _ReadColumn:
        """Return how the column at a place is read where a name stands beside it."""
        plan = next(plan for own, _, plan in self._columns if own == place)
        attributes = self.attributes_named(_without_unit(_words(name))[0])
        return plan._replace(kind=NAMED_TEXT if attributes else LIST_TEXT, attributes=attributes)

    def _labelled(self, base: ProductText) -> Iterator[ProductText]:
        """Yield the values that labels in a text name: "Colour: navy" and the like."""
        labels = [
            (found.start(), found.end(), *self._label_before(base.text, found.start()))
            for found in _LABEL.finditer(base.text)
        ]
        known = [label for label in labels if label[3]]
        for index, (_, start, _, attributes) in enumerate(known):
            limit = min(known[index + 1][2] if index + 1 < len(known) else len(base.text), start + _LONGEST_VALUE)
            stop = _VALUE_END.search(base.text, start, limit)
            value = base.text[start : stop.start() if stop else limit].rstrip(" ,")
            if value:
                yield base._replace(kind=NAMED_TEXT, text=value, offset=base.offset + start, attributes=attributes)

    def _label_before(self, text: str, colon: int) -> tuple[int, tuple[str, ...]]:
        """Return where the label before a colon begins and the attributes it names, () if it names none."""
        begin = max(0, colon - _LONGEST_NAME)
        left = text[begin:colon]
        breaks = [found.end() for found in _NAME_BREAK.finditer(left)]
        begin += breaks[-1] if breaks else 0
        words = text[begin:colon].split()[-_LONGEST_NAME_WORDS:]
        for index in range(len(words)):
            attributes = self.attributes_named(" ".join(words[index:]).casefold())
            if attributes and (index == 0 or words[index - 1].casefold() not in _FOREIGN_LABELS):
                return colon - len(" ".join(words[index:])), attributes
            if attributes:
                break
        return colon, ()


def _base(plan: _ReadColumn, record: Record, place: tuple[int, int, str], cell: str) -> ProductText:
    _, name, _, kind, attributes, unit, unit_column, _ = plan
    if not unit and unit_column is not None:
        unit = "".join(_cells(record, unit_column)[:1]).strip()
    text = _read_short(cell) if len(cell) <= _LONGEST_SHORT else read_cell(cell[:_LONGEST_CELL])
    # Half the time of calling ProductText: a product has dozens.
    return tuple.__new__(ProductText, (kind, text.text, text, name, *place, 0, attributes, unit))


def _names_of(plan: _ReadColumn, before: dict[int, Sequence[str]], record: Record) -> Sequence[str]:
    """Return the names that stand in the cells beside a column's: those of an earlier row hold on."""
    here = () if plan.name_column is None else _cells(record, plan.name_column)
    if "".join(here).strip():
        before[plan.place] = here
    return before.get(plan.place, ())


def _cells(record: Record, column: int) -> Sequence[str]:
    """Return the values of a column: one in a record of a table, several in others."""
    if record.columns is None:
        return record.values[column : column + 1]
    return [value for _, value in record.cells(column)]


def attribute_columns(columns: Schema, attributes: AttributeSchema) -> frozenset[int]:
    """Return the indices of the columns whose header names an attribute."""
    found = (one for one in columns.columns if _without_unit(_words(one.base))[0] in attributes.named)
    return frozenset(one.index for one in found)


def _words(header: str) -> str:
    """Return a header as words: the last part of its path, in small letters.

    >>> _words("Google Shopping / Age Group"), _words("variants[].size_type"), _words("Attribute 1 value(s)")
    ('age group', 'size type', 'attribute 1 value(s)')
    """
    path = header.strip().casefold().replace("[]", "")
    parts = [part for part in re.split(r"\s*[/:>]\s*|\.(?=\D)", path) if part]
    tail = parts[-1] if parts else ""
    if len(parts) > 1 and tail in ("name", "value", "values"):
        tail = f"{parts[-2]} {tail}"
    return " ".join(re.split(r"[_\-\s]+", tail)).strip()


def _without_unit(words: str) -> tuple[str, str]:
    """Return a name without the unit behind it, and the unit: "weight (kg)" is ("weight", "kg")."""
    found = _UNIT_HEADER.search(words)
    if found:
        unit = (found["inside"] or found["last"]).strip()
        if unit in _UNITS:
            return words[: found.start()].strip(), unit
    return re.sub(r"\s*\([^()]*\)$", "", words) if not words.endswith("(s)") else words, ""


def _name_columns(by_name: dict[str, int]) -> dict[int, int]:
    """Return, for each column of values, the column of their names."""
    found: dict[int, int] = {}
    for words, index in by_name.items():
        for pattern, values in _PAIRS:
            match = pattern.fullmatch(words)
            if match and match[1]:
                for value in values:
                    other = by_name.get(value.format(match[1]).strip())
                    if other is not None and other != index:
                        found[other] = index
    return found


def _unit_column(words: str, attributes: Sequence[str], by_name: dict[str, int]) -> int | None:
    names = [words, *(("dimensions", "dimension") if _SIDES.intersection(attributes) else ())]
    columns = (by_name.get(shape.format(name)) for name in names for shape in _UNIT_COLUMNS)
    return next((index for index in columns if index is not None), None)
