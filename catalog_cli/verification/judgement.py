"""What became of each record: which cells differ, and which of them no run changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import compress, count
from operator import ne

from catalog_cli.errors import Where
from catalog_cli.product import Record
from catalog_cli.verification.allowances import Allowance, is_any
from catalog_cli.verification.differences import Difference, Kind
from catalog_cli.verification.expected_prices import ExpectedPrices
from catalog_cli.verification.pairing import Pairing


class Judge:
    """Tells how records that belong together differ, and which differences no run makes.

    `names` are those of the source and the output, for messages. Cells of the `priced` columns may hold anything, or
    the prices that are `expected`; those of the `handles` columns are equal where they were. Empty cells of the
    `fillable` columns may be filled, and lists in them may go on.
    """

    def __init__(
        self,
        names: tuple[str, str],
        pairing: Pairing,
        priced: set[int],
        expected: ExpectedPrices | None,
        handles: Set[int],
        fillable: Set[int] = frozenset(),
    ) -> None:
        self._source, self._output = names
        self._pairing, self._priced, self._expected = pairing, priced, expected
        self._handles, self._last = handles, dict[int, tuple[str, str]]()
        self._fillable = fillable
        self._added = {column.column: column.name for column in pairing.added}

    def differences(self, allowance: Allowance | None, after: Record | None) -> Iterator[Difference]:
        """Yield how two records differ; None where one of them is missing."""
        if allowance is not None and allowance.row is not None:
            if after is not None:
                yield from self._of_new_row(allowance.record, allowance.row, after)
            return
        before = None if allowance is None else allowance.record
        wanted = self._expected.of(before) if self._expected is not None and before is not None else {}
        if allowance is None or after is None:
            yield from self._alone(before, after)
        elif allowance.record.problem is not None or after.problem is not None:
            if not self._pairing.is_same(allowance, after):
                what = f"a row that passes through unchanged changed: {allowance.record.problem or after.problem}"
                yield Difference(Kind.CHANGED, self._where(allowance.record), message=what)
        else:
            yield from self._of_cells(allowance, after, wanted)

    def _alone(self, before: Record | None, after: Record | None) -> Iterator[Difference]:
        if before is not None:
            yield Difference(Kind.LOST_ROW, self._where(before), message="the row is not in the output here")
        elif after is not None:
            where = Where(self._output, after.line)
            yield Difference(Kind.ADDED_ROW, where, message="the row is not in the source here")

    def _of_cells(self, allowance: Allowance, after: Record, wanted: Mapping[int, str]) -> Iterator[Difference]:
        before, edit, _ = allowance
        paired = self._pairing.cells(before, after)
        if paired is None:
            what = f"the row is built differently: {len(after.values)} cells, {len(before.values)} in the source"
            yield Difference(Kind.CHANGED, self._where(before), message=what)
            return
        texts, beside = paired
        different = set(compress(count(), map(ne, before.values, texts)))
        for position in sorted(different.union(wanted)):
            old, new = before.values[position], texts[position]
            index = self._pairing.column_of(before, position)
            where = self._where(before, self._pairing.source_columns[index])
            if self._expected is not None and index in self._expected.columns:
                yield from self._of_price(where, (old, new, wanted.get(position)), self._expected)
                continue
            is_filled = index in self._fillable and new.startswith(old.rstrip())
            is_target = index in self._pairing.free and position in edit.replaced
            is_allowed = index in self._priced or is_filled or is_target
            yield Difference(Kind.TRANSLATED if is_allowed else Kind.CHANGED, where, old, new)
        yield from self._of_handles(before, texts)
        for position, text in beside.items():
            if not text:  # nothing was added here, which a container of columns says by an empty cell
                continue
            where = self._where(before, self._added[self._pairing.column_of(before, position)])
            if self._may_stand_beside(allowance, position, text):
                yield Difference(Kind.TRANSLATED, where, "", text)
            else:
                message = f'"{text}" was added, and the source has no text to translate here'
                yield Difference(Kind.CHANGED, where, "", text, message)

    def _of_handles(self, before: Record, texts: Sequence[str]) -> Iterator[Difference]:
        """Yield where rows of one product, which stand together, have got another handle than the row above."""
        for index in self._handles:
            for position, old in before.cells(index):
                above, given = self._last.get(index, ("", ""))
                self._last[index] = old, texts[position]
                if old.strip() and old == above and texts[position] != given:
                    where = self._where(before, self._pairing.source_columns[index])
                    message = f'"{old}" became "{texts[position]}" here and "{given}" in the row above'
                    yield Difference(Kind.CHANGED, where, old, texts[position], message)

    def _may_stand_beside(self, allowance: Allowance, position: int, text: str) -> bool:
        """Return whether a text was added for one of the source's; in a list, what is not translated is repeated."""
        is_repeated = allowance.record.columns is not None and text == allowance.record.values[position]
        return position in allowance.edit.added or is_repeated

    def _of_new_row(self, record: Record, row: Mapping[int, str], after: Record) -> Iterator[Difference]:
        """Yield how a row that stands below a record differs from it: the texts are new, the keys are its own."""
        if after.problem is not None:
            yield Difference(Kind.CHANGED, Where(self._output, after.line), message=after.problem)
            return
        for index, new in enumerate(after.values):
            wanted = row.get(index, "")
            column = self._pairing.output_columns[index]  # behind the source's own stand those of tags and copy
            if is_any(wanted) and new:
                yield Difference(Kind.TRANSLATED, self._where(record, column), record.values[index], new)
            elif not is_any(wanted) and new != wanted:
                where = Where(self._output, after.line, column)
                message = f'"{new}" stands in a new row, where "{wanted}" belongs'
                yield Difference(Kind.CHANGED, where, wanted, new, message)

    @staticmethod
    def _of_price(where: Where, texts: tuple[str, str, str | None], expected: ExpectedPrices) -> Iterator[Difference]:
        """Yield how a price cell differs: (old, new, wanted); one that is not what the rates give is a violation."""
        old, new, wanted = texts
        if not expected.is_met(old, new, wanted):
            message = f'"{old}" became "{new}", and the rates give "{old if wanted is None else wanted}"'
            yield Difference(Kind.CHANGED, where, old, new, message)
        elif old != new:
            yield Difference(Kind.TRANSLATED, where, old, new)

    def _where(self, record: Record, column: str | None = None) -> Where:
        return Where(self._source, record.line, column)
