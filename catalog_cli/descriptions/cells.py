"""Composed copy as cells of a catalog: its own empty columns are filled, those that it lacks are added."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog_cli import notations
from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.descriptions.composer import RULES, Copy
from catalog_cli.descriptions.places import PREFIX, own_columns
from catalog_cli.formats import AppendedColumn
from catalog_cli.product import Column, Edit, Notation, Product, Record, Role, Schema

GENERATED = "generated"
# Google's attribute for a text that a generative model wrote; `description` is for what a person wrote or a rule.
_DECLARED = "structured_description"
# Its records are items of their own, each with its texts; elsewhere those of a product stand in its first record.
_TEXTS_IN_EACH_RECORD = ("google_merchant",)
_LINE = "\n"


class Composed(NamedTuple):
    """The copy of one product, and the name of the model that wrote its description, "" where a rule composed all."""

    copy: Copy
    model: str = ""

    def author(self, name: str) -> str:
        """Return who wrote a field: the meta description is the model's where it is the description again."""
        is_short = name == "meta_description" and self.copy.description == (self.copy.meta_description,)
        return self.model if self.model and (name == "description" or is_short) else RULES


@dataclass(frozen=True, slots=True)
class Asked:
    """What is written: the fields; a locale's name behind added columns where it is not the catalog's language.

    `overwrite` also replaces what a merchant wrote. `guard` makes a text one that no spreadsheet takes for a formula.
    `declared` makes of a model's text what Google wants it declared as, None where no model writes.
    """

    fields: tuple[str, ...]
    suffix: str
    overwrite: bool
    guard: Callable[[str], str]
    declared: Callable[[str], str] | None = None


@dataclass
class CopyCells:
    """Writes the copy that `compose` makes of each product. `written` and `kept` count the cells of each field."""

    columns: Schema
    asked: Asked
    compose: Callable[[Product], Composed]
    # A record of JSON or XML may lack the member that others have.
    names_cells: bool = False
    is_xml: bool = False
    # The columns of each field, None for those that are in the language of what is written.
    own: Mapping[str, tuple[Column, ...]] | None = None
    # Of the first products alone; None is all.
    limit: int | None = None
    written: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    products: int = 0
    described_products: int = 0

    def __post_init__(self) -> None:
        found = own_columns(self.columns, is_source_language=not self.asked.suffix)
        self._own = found if self.own is None else self.own
        self._there = {column.name: column for column in self.columns.columns}

    @property
    def appended(self) -> Sequence[AppendedColumn]:
        """The columns for what no column of the file holds, and the one that says what was written."""
        fields = (*self.asked.fields, GENERATED)
        names = [self._name(name) for name in fields if name not in self._own]
        found = [name for name in names if name not in self._there]
        if self._declares and _DECLARED not in self._there:
            found.append(_DECLARED)
        if self.names_cells:
            # In the file's order, whatever is asked for: a record that lacks several gets them in it.
            own = sorted((self._own[name][0].index, name) for name in self.asked.fields if name in self._own)
            found += [self._lacking(name) for _, name in own]
        return [AppendedColumn(name) for name in dict.fromkeys(found)]

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return the cells of a product's records."""
        if self.limit is not None and self.products >= self.limit:
            return {}
        self.products += 1
        places = self._places(product)
        composed = self.compose(product) if places else Composed(Copy())
        found = {index: edit for index in places if (edit := self._edit(product.records[index], composed))}
        self.described_products += bool(found)
        return found

    def lacks(self, product: Product, name: str) -> bool:
        """Return whether a field is to be written of a product: one that is there stays, unless it is asked for."""
        if name not in self.asked.fields:
            return False
        added = self._there.get(self._name(name))
        columns = self._own.get(name, () if added is None else (added,))
        records = [product.records[index] for index in self._places(product)]
        return self.asked.overwrite or not all(
            any(read_cell(cell).text.strip() for column in columns for _, cell in list(record.cells(column.index))[:1])
            for record in records
        )

    def _places(self, product: Product) -> list[int]:
        """Return the records that hold a product's texts."""
        whole = [index for index, record in enumerate(product.records) if record.problem is None]
        return whole if self.columns.feed in _TEXTS_IN_EACH_RECORD else [index for index in whole if index == 0]

    @property
    def _declares(self) -> bool:
        return self.asked.declared is not None and self.columns.feed == "google_merchant" and not self.is_xml

    def is_declared(self, name: str, composed: Composed) -> bool:
        """Return whether a text goes where a platform wants what a model wrote, and not with a merchant's own."""
        return self._declares and name == "description" and composed.author(name) != RULES

    def _edit(self, record: Record, composed: Composed) -> Edit | None:
        return self.edit(record, composed, self.asked.fields)

    def edit(self, record: Record, composed: Composed, names: Sequence[str], filled: Sequence[str] = ()) -> Edit | None:
        """Return what writes some of the fields, and the mark that names their authors; None if there is nothing.

        `filled` are fields that are written otherwise, and marked too.
        """
        replaced: dict[int, str] = {}
        appended: dict[str, str] = {}
        done: dict[str, list[str]] = {}
        for name in filled:
            done.setdefault(composed.author(name), []).append(name)
        for name in names:
            author = composed.author(name)
            if self.is_declared(name, composed) and self.asked.declared is not None:
                text = self.asked.declared(_plain(name, composed.copy))
                is_written = self._put(_DECLARED, text, record, replaced, appended)
            else:
                is_written = self._write(name, composed.copy, record, replaced, appended)
            if is_written:
                self.written[name] += 1
                done.setdefault(author, []).append(name)
        if not done:
            return None
        mark = "; ".join(f"{author}: {', '.join(names)}" for author, names in sorted(done.items()))
        self._put(self._name(GENERATED), mark, record, replaced, appended)
        return Edit(replaced=replaced, appended=appended)

    def _write(self, name: str, copy: Copy, record: Record, replaced: dict[int, str], appended: dict[str, str]) -> bool:
        """Write one field of a record, and return whether something was written."""
        columns = self._own.get(name, ())
        places = [(column, *cell) for column in columns for cell in list(record.cells(column.index))[:1]]
        if not places and columns and self.names_cells and self._lacking(name) != self._name(name):
            text = self._cell(_marked(name, copy, columns[0]), columns[0], "")
            if text:
                appended[self._lacking(name)] = text
            return bool(text)
        if not places:
            text = _plain(name, copy)
            return bool(text) and self._put(self._name(name), text, record, replaced, appended)
        if not self.asked.overwrite and any(read_cell(cell).text.strip() for _, _, cell in places):
            self.kept[name] += 1
            return False
        written = False
        for position, text in self.texts(name, copy, places).items():
            if position not in record.fixed:
                replaced[position] = text
                written = True
        return written

    def texts(self, name: str, copy: Copy, cells: Sequence[tuple[Column, int, str]]) -> dict[int, str]:
        """Return what the cells of a field get, by position: of several columns for bullets each has one."""
        own = list(copy.bullets) if name == "bullets" and len(cells) > 1 else [""]
        found = {
            position: self._cell(text or _marked(name, copy, column), column, cell)
            for (column, position, cell), text in zip(cells, own, strict=False)
        }
        return {position: text for position, text in found.items() if text}

    def _put(self, name: str, text: str, record: Record, replaced: dict[int, str], appended: dict[str, str]) -> bool:
        """Write into a column of ours, which an earlier run may have added; return whether it was written."""
        column = self._there.get(name)
        place = None if column is None else next(iter(record.cells(column.index)), None)
        if place is None:
            if column is None:
                appended[name] = self.asked.guard(text)
            return column is None
        position, cell = place
        is_mark = name == self._name(GENERATED)
        if position in record.fixed or (cell.strip() and not is_mark and not self.asked.overwrite):
            self.kept[name.removeprefix(PREFIX)] += 1
            return False
        replaced[position] = self.asked.guard(text)
        return True

    def _cell(self, text: str, column: Column, cell: str) -> str:
        if column.notation is Notation.PLAIN:
            return self.asked.guard(text)
        return notations.write(text, column.notation, cell)

    def _name(self, name: str) -> str:
        own = f"{PREFIX}{name}{self.asked.suffix}"
        # A colon in the name of an element stands behind a prefix that the document declares.
        return own.replace(":", "_") if self.is_xml else own

    def _lacking(self, name: str) -> str:
        """Return what the member is called that a record lacks: as in other records, if it is not inside another."""
        column = self._own[name][0].name
        return self._name(name) if any(mark in column for mark in ".[/") else column


def _plain(name: str, copy: Copy) -> str:
    """Return a field as plain text: bullets are lines, paragraphs have one line break between them."""
    value = getattr(copy, name)
    return value if isinstance(value, str) else _LINE.join(value)


def _marked(name: str, copy: Copy, column: Column) -> str:
    """Return a field as a column holds it: paragraphs and lists of HTML where it is one."""
    if column.role is not Role.HTML:
        return _plain(name, copy)
    value = getattr(copy, name)
    if isinstance(value, str):
        return html.escape(value, quote=False)
    if name == "bullets":
        items = "".join(f"<li>{html.escape(one, quote=False)}</li>" for one in value)
        return f"<ul>{items}</ul>" if items else ""
    return "".join(f"<p>{html.escape(one, quote=False)}</p>" for one in value)
