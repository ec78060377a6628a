"""Which cell of an output belongs to which cell of its source, and which of them may differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import ne

from catalog_cli import formats
from catalog_cli.catalog import written_columns
from catalog_cli.formats.json_edits import container_name, member_name, member_values
from catalog_cli.job import Job
from catalog_cli.product import Edit, Record, Schema
from catalog_cli.verification.allowances import Allowance, is_any
from catalog_cli.verification.appended_columns import is_appended, is_member, top_member

_JSON = ("json", "jsonl")


class Pairing:
    """Which cell of the output belongs to which of the source, in records whose cells stand one to a column.

    `free` are the columns of which any cell may differ. Behind all others may stand columns of tags;
    `has_filled` counts those that a platform has for them, too.
    """

    def __init__(
        self,
        source: formats.Table,
        output: formats.Table,
        added: Sequence[formats.AddedColumn],
        free: set[int],
        *,
        has_filled: bool = False,
    ) -> None:
        self.source_columns, self.output_columns = source.columns, output.columns
        self.added = added
        self.free = free
        self._output = output
        self._has_filled = has_filled
        self.appended = self._appended()

    def _appended(self) -> tuple[formats.AppendedColumn, ...]:
        """Return the columns of tags behind those that a layout accounts for."""
        rest = self.output_columns[len(self.source_columns) + len(self.added) :]
        return tuple(formats.AppendedColumn(name) for name in rest) if self._may_be_tags(rest) else ()

    def _may_be_tags(self, names: Sequence[str]) -> bool:
        return all(is_appended(name, of_platforms=self._has_filled) for name in names)

    def column_problem(self) -> str | None:
        """Return in words how the columns differ beyond what a layout adds, None if they do not."""
        has_names = any(not name.isdigit() for name in self.source_columns)
        new = [*(column.name for column in self.added), *(column.name for column in self.appended)]
        wanted = [*self.source_columns, *(name.strip() for name in new)]
        if not has_names and len(self.output_columns) == len(wanted):
            return None
        return header_problem(wanted, self.output_columns, len(self.source_columns))

    def cells(self, before: Record, after: Record) -> tuple[list[str], dict[int, str]] | None:
        """Return the output's text for each cell of the source, and for those beside which a column was added.

        None if the records are not built alike.
        """
        width = len(before.values)
        added = self.added if before.problem is None else ()
        if len(after.values) != width + len(added) + (len(self.appended) if before.problem is None else 0):
            return None
        beside = {column.column: text for column, text in zip(added, after.values[width:], strict=False) if text}
        return list(after.values[:width]), beside

    def column_of(self, record: Record, position: int) -> int:
        """Return the index of the column that a cell of the source stands in."""
        return position if record.columns is None else record.columns[position]

    def is_same(self, allowance: Allowance, after: Record) -> bool:
        """Return whether a record of the output is the source's, or a new one below it: alike in what must stay."""
        before, _, row = allowance
        if row is not None:
            return after.problem is None and all(
                text == new or is_any(text)
                for text, new in ((row.get(index, ""), new) for index, new in enumerate(after.values))
            )
        if before.problem is not None or after.problem is not None:
            return before.problem is not None and after.problem is not None and _raw(before) == _raw(after)
        paired = self.cells(before, after)
        if paired is None:
            return False
        different = compress(count(), map(ne, before.values, paired[0]))
        return all(self.column_of(before, position) in self.free for position in different)

    def edit(self, before: Record, after: Record) -> Edit:
        """Return what makes the output's record of the source's."""
        paired = None if before.problem is not None else self.cells(before, after)
        if paired is None:
            return Edit()
        texts, beside = paired
        replaced = {at: texts[at] for at in compress(count(), map(ne, before.values, texts))}
        return Edit(replaced, beside, appended=self.appended_texts(before, after))

    def appended_texts(self, before: Record, after: Record) -> dict[str, str]:
        """Return what a record of the output holds in the columns of tags, by their names."""
        rest = after.values[len(before.values) + len(self.added) :]
        return {column.name: text for column, text in zip(self.appended, rest, strict=False) if text}


class NamedPairing(Pairing):
    """The same where a record names its columns: it holds any of them, some of them several times (JSON, XML)."""

    def __init__(
        self,
        source: formats.Table,
        output: formats.Table,
        added: Sequence[formats.AddedColumn],
        free: set[int],
        *,
        has_filled: bool = False,
    ) -> None:
        paths = source.columns
        self._owner = {_read_as(column, paths[column.column]): column.column for column in added}
        self._format = source.facts.format
        super().__init__(source, output, added, free, has_filled=has_filled)
        self._new_members = tuple(column.name for column in self.appended)
        self.appended = (*self.appended, *self._lacking())
        self._fillable_members = frozenset(column.name for column in self.appended).difference(self._new_members)
        # A column has a cell in every row, and says by an empty one that nothing was added; an object has no member.
        self._has_cells = source.facts.format == "parquet"

    def _appended(self) -> tuple[formats.AppendedColumn, ...]:
        known = {*self.source_columns, *self._owner}
        new = (name for name in self.output_columns if name not in known)
        # A member of its own, whatever is in it; an element of XML lies in no other.
        members = [name for name in dict.fromkeys(top_member(name) for name in new) if self._may_be_tags([name])]
        is_json = self._format in _JSON
        if len(members) > 1:
            members = self._in_written_order(members)
        return tuple(formats.AppendedColumn(name, is_json=is_json) for name in members)

    def _in_written_order(self, members: list[str]) -> list[str]:
        """Return members in the order in which records have them: one that first records lack may stand in between."""
        order: list[str] = []
        wanted = set(members)
        for columns in dict.fromkeys(record.columns for record in self._output.records()):
            last = -1
            for name in dict.fromkeys(top_member(self.output_columns[index]) for index in columns or ()):
                if name in wanted:
                    if name not in order:
                        order.insert(last + 1, name)
                    last = order.index(name)
        return order

    def _lacking(self) -> Iterator[formats.AppendedColumn]:
        """Yield the members that a record without them may get where others have them."""
        if not self._has_filled or self._format == "parquet":
            return
        names = [name for index, name in enumerate(self.source_columns) if index in self.free]
        known = {column.name for column in self.appended}
        for name in (*names, *(column.name for column in self.added)):
            if name not in known and is_member(name):
                yield formats.AppendedColumn(name)

    def column_problem(self) -> str | None:
        """Return which column is new, None if only those are that a layout adds."""
        known = {*self.source_columns, *self._owner}
        tags = {column.name for column in self.appended}
        new = next((name for name in self.output_columns if name not in known and top_member(name) not in tags), None)
        return None if new is None else f'"{new}" was added'

    def cells(self, before: Record, after: Record) -> tuple[list[str], dict[int, str]] | None:
        """Return the output's text for each cell of the source, and for those beside which a member was added."""
        texts: list[str] = []
        beside: dict[int, str] = {}
        waiting: dict[int, list[int]] = {}
        runs: dict[int, list[str]] = {}
        names = [self.source_columns[index] for index in before.columns or ()]
        for value, index in zip(after.values, after.columns or (), strict=True):
            name = self.output_columns[index]
            position = len(texts)
            if position < len(names) and name == names[position]:
                owner = (before.columns or ())[position]
                self._pair(runs.pop(owner, []), waiting.pop(owner, []), beside) if owner in runs else None
                waiting.setdefault(owner, []).append(position)
                texts.append(value)
            elif name in self._fillable_members and self._is_lacking(name, names):
                continue
            elif name in self._owner:
                runs.setdefault(self._owner[name], []).append(value)
            elif top_member(name) not in self._new_members:
                return None
        for owner, run in runs.items():
            self._pair(run, waiting.get(owner, []), beside)
        return (texts, beside) if len(texts) == len(names) else None

    def _is_lacking(self, name: str, names: Sequence[str]) -> bool:
        """Return whether a record with members of these names lacks one, and the one that it would stand beside."""
        return (self.source_columns[self._owner[name]] if name in self._owner else name) not in names

    def appended_texts(self, before: Record, after: Record) -> dict[str, str]:
        """Return the members or elements that a record of the output has anew, as they are written there."""
        if not self.appended:
            return {}
        names = [self.source_columns[index] for index in before.columns or ()]
        lacking = [name for name in self._fillable_members if self._is_lacking(name, names)]
        if self._format in _JSON:
            text = str(getattr(after.raw, "text", "{}"))
            cells = zip(after.columns or (), after.values, strict=True)
            filled = {name: cell for index, cell in cells if (name := self.output_columns[index]) in lacking}
            return member_values(text, self._new_members) | filled
        new = {*self._new_members, *lacking}
        texts = zip(after.values, after.columns or (), strict=True)
        return {name: text for text, index in texts if (name := self.output_columns[index]) in new}

    def _pair(self, run: list[str], positions: list[int], beside: dict[int, str]) -> None:
        """Give added texts to the cells they stand beside: the last ones before them, since none is skipped."""
        if run and len(run) <= len(positions):
            pairs = zip(positions[-len(run) :], run, strict=True)
            beside.update((at, text) for at, text in pairs if text or not self._has_cells)


def names_its_columns(table: formats.Table) -> bool:
    """Return whether a record may hold a column several times: in JSON, in XML, and in Parquet with lists."""
    kind = table.facts.format
    if kind == "parquet":
        return any(name.endswith("[]") for name in table.columns)
    return kind in ("json", "jsonl", "xml")


def free_columns(schema: Schema, job: Job) -> set[int]:
    """Return the columns in which a target may stand: the source's own, and those for the target locale."""
    columns = written_columns(schema, job)
    return {column.index for column in columns} | {column.target for column in columns if column.target is not None}


def header_problem(wanted: Sequence[str], found: Sequence[str], width: int) -> str | None:
    """Return in words how a header differs from the one that is wanted, None if it does not.

    >>> header_problem(["sku", "title"], ["sku", "name"], 2)
    'column 2 is "name" and was "title"'
    """
    if list(found) == list(wanted):
        return None
    for index, (name, other) in enumerate(zip(wanted, found, strict=False)):
        if name != other:
            return f'column {index + 1} is "{other}" and was "{name}"'
    if len(found) < width:
        return f"has {len(found)} columns, the source has {width}"
    return f'has {len(found)} columns, and {len(wanted)} were expected: the last is "{found[-1]}"'


def _raw(record: Record) -> object:
    # A workbook's record holds the number of its row, which says nothing of what is in it.
    return record.values if isinstance(record.raw, int) or record.raw is None else record.raw


def _read_as(column: formats.AddedColumn, path: str) -> str:
    """Return the path under which an added member is read back.

    >>> _read_as(formats.AddedColumn(0, "variants[].tags[]:pt-BR"), "variants[].tags[]")
    'variants[].tags:pt-BR[]'
    """
    if container_name(column, path) is not None:
        return column.name + path[len(path.removesuffix("[]")) :]
    plain = path
    while plain.endswith("[]"):
        plain = plain[:-2]
    parent, dot, _ = plain.rpartition(".")
    return f"{parent}{dot}{member_name(column, path)}{path[len(plain) :]}"
