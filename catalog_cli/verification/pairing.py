"""Which cell of an output belongs to which cell of its source, and which of them may differ."""

from __future__ import annotations

from collections.abc import Sequence

from catalog_cli import formats
from catalog_cli.formats.json_edits import container_name, member_name
from catalog_cli.product import Edit, Record, Schema


class Pairing:
    """Which cell of the output belongs to which of the source, in records whose cells stand one to a column."""

    def __init__(
        self, schema: Schema, source: formats.Table, output: formats.Table, added: Sequence[formats.AddedColumn]
    ) -> None:
        self.source_columns, self.output_columns = source.columns, output.columns
        self.added = added
        self.free = _free_columns(schema, is_beside=bool(added))

    def column_problem(self) -> str | None:
        """Return in words how the columns differ beyond what a layout adds, None if they do not."""
        width = len(self.source_columns)
        has_names = any(not name.isdigit() for name in self.source_columns)
        wanted = [*self.source_columns, *(column.name.strip() for column in self.added)]
        found = list(self.output_columns)
        if found == wanted or (not has_names and len(found) == len(wanted)):
            return None
        for index, (name, other) in enumerate(zip(wanted, found, strict=False)):
            if name != other:
                return f'column {index + 1} is "{other}" and was "{name}"'
        if len(found) < width:
            return f"has {len(found)} columns, the source has {width}"
        return f'has {len(found)} columns, and {len(wanted)} were expected: the last is "{found[-1]}"'

    def cells(self, before: Record, after: Record) -> tuple[list[str], dict[int, str]] | None:
        """Return the output's text for each cell of the source, and for those beside which a column was added.

        None if the records are not built alike.
        """
        width = len(before.values)
        added = self.added if before.problem is None else ()
        if len(after.values) != width + len(added):
            return None
        beside = {column.column: text for column, text in zip(added, after.values[width:], strict=True) if text}
        return list(after.values[:width]), beside

    def column_of(self, record: Record, position: int) -> int:
        """Return the index of the column that a cell of the source stands in."""
        return position if record.columns is None else record.columns[position]

    def is_same_row(self, before: Record, after: Record) -> bool:
        """Return whether two records are one and the same: alike in every cell that must not change."""
        if before.problem is not None or after.problem is not None:
            return before.problem is not None and after.problem is not None and before.raw == after.raw
        paired = self.cells(before, after)
        if paired is None:
            return False
        return all(
            old == new or self.column_of(before, position) in self.free
            for position, (old, new) in enumerate(zip(before.values, paired[0], strict=True))
        )

    def edit(self, before: Record, after: Record) -> Edit:
        """Return what makes the output's record of the source's."""
        paired = None if before.problem is not None else self.cells(before, after)
        if paired is None:
            return Edit()
        texts, beside = paired
        changed = {i: new for i, (old, new) in enumerate(zip(before.values, texts, strict=True)) if old != new}
        return Edit(changed, beside)


class JsonPairing(Pairing):
    """The same for JSON, where a record holds any of the columns, some of them several times."""

    def __init__(
        self, schema: Schema, source: formats.Table, output: formats.Table, added: Sequence[formats.AddedColumn]
    ) -> None:
        super().__init__(schema, source, output, added)
        paths = self.source_columns
        self._owner = {_read_as(column, paths[column.column]): column.column for column in added}
        new = [self._owner[name] for name in self.output_columns if name in self._owner and name not in paths]
        # Only a layout adds a column that the source has nowhere: then no source text may change.
        self.free = _free_columns(schema, is_beside=any(schema.columns[index].target is None for index in new))

    def column_problem(self) -> str | None:
        """Return which column is new, None if only those are that a layout adds."""
        known = {*self.source_columns, *self._owner}
        new = next((name for name in self.output_columns if name not in known), None)
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
            elif name in self._owner:
                runs.setdefault(self._owner[name], []).append(value)
            else:
                return None
        for owner, run in runs.items():
            self._pair(run, waiting.get(owner, []), beside)
        return (texts, beside) if len(texts) == len(names) else None

    @staticmethod
    def _pair(run: list[str], positions: list[int], beside: dict[int, str]) -> None:
        """Give added texts to the cells they stand beside: the last ones before them, since none is skipped."""
        if run and len(run) <= len(positions):
            beside.update(zip(positions[-len(run) :], run, strict=True))


def _free_columns(schema: Schema, *, is_beside: bool) -> set[int]:
    """Return the columns whose cells may change: the target's own, else the source's unless targets stand beside it."""
    free = set()
    for column in schema.translated:
        if column.target is not None:
            free.add(column.target)
        elif not is_beside:
            free.add(column.index)
    return free


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
