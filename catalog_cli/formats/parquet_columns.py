"""The columns of a Parquet file as text: what each type reads as, and how edited cells go back into it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

ELEMENTS = "[]"
"""What the name of a column of lists ends in, as a JSON path does."""


class Cells(NamedTuple):
    """The cells of one column: a text for each row, or its texts for a column of lists; null is "" or no text.

    `not_text` are the rows with bytes that are not UTF-8.
    """

    values: Sequence[Any]
    not_text: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ColumnReader:
    """How one column is read. `is_fixed`: no text can be written into it; `is_list`: each element is a cell."""

    name: str
    type: Any
    is_fixed: bool
    is_list: bool

    @property
    def type_name(self) -> str:
        """What Arrow calls the type."""
        return str(self.type)

    def cells(self, array: Any) -> Cells:
        """Return the cells of some rows; a row whose bytes are not text is looked for one by one."""
        try:
            return Cells(self._texts(array))
        except UnicodeDecodeError:
            pass
        values: list[Any] = []
        bad: list[int] = []
        for at in range(len(array)):
            try:
                values += self._texts(array.slice(at, 1))
            except UnicodeDecodeError:
                bad.append(at)
                values.append([] if self.is_list else "")
        return Cells(values, bad)

    def _texts(self, array: Any) -> list[Any]:
        """Return the cells of some rows; raises UnicodeDecodeError if one is no text."""
        if self.is_fixed:
            return _fixed_texts(array)
        found: list[Any] = array.to_pylist()
        if self.is_list:
            return [[text or "" for text in texts] if texts else [] for texts in found]
        return ["" if text is None else text for text in found] if array.null_count else found

    def holds(self, text: str) -> bool:
        """Return whether a text can stand in the column."""
        try:
            _typed(text, self.type.value_type if self.is_list else self.type)
        except (ValueError, ArithmeticError):
            return False
        return True

    def beside(self, name: str) -> Any:
        """Return the field of a column that is added for this one: of text, or of lists of text."""
        import pyarrow

        if self.is_list:
            return pyarrow.field(name.replace(ELEMENTS, ""), pyarrow.list_(pyarrow.string()))
        return pyarrow.field(name, pyarrow.string())


def column_reader(field: Any) -> ColumnReader:
    """Return how a column of the schema is read."""
    is_list = _is_list(field.type) and _is_text(field.type.value_type)
    is_fixed = not is_list and not _is_text(_plain(field.type))
    return ColumnReader(field.name.strip() + (ELEMENTS if is_list else ""), field.type, is_fixed, is_list)


def edited_cells(array: Any, edited: Mapping[int, Mapping[int, str]]) -> Any:
    """Return a column with other texts: by row, and there by place in the list (0 where there is no list).

    An empty text where null stood leaves null. Raises ValueError for a text that the type cannot hold.
    """
    kind = _plain(array.type)
    new: dict[int, Any] = {}
    for row, cells in edited.items():
        if not _is_list(kind):
            if cells[0] or array[row].is_valid:
                new[row] = _typed(cells[0], kind)
            continue
        there = array[row].as_py()
        new[row] = _with(there, {at: text for at, text in cells.items() if text or there[at] is not None})
    return _put(array, kind, new)


def grown_cells(array: Any, source: Any, added: Mapping[int, Mapping[int, str]]) -> Any:
    """Return a column of lists, each grown to the length of the list of `source` that it stands beside.

    What is behind its end is the added texts and, where there is none, what stands in the other. Raises ValueError
    where the type holds lists of one length.
    """
    new: dict[int, Any] = {}
    for row, texts in added.items():
        there = array[row].as_py() or []
        new[row] = [*there, *_with(source[row].as_py(), texts)[len(there) :]]
    return _put(array, array.type, new)


def _put(array: Any, kind: Any, new: Mapping[int, Any]) -> Any:
    """Return a column with new values in some rows; `kind` is the type of its values."""
    import pyarrow

    # Rows that are not edited are never looked at, so that bytes which are no text stay as they are.
    plain = array.dictionary_decode() if kind is not array.type else array
    rows = list(range(len(array)))
    for at, row in enumerate(new, len(array)):
        rows[row] = at
    both = pyarrow.concat_arrays([plain, pyarrow.array(list(new.values()), type=kind)])
    return _as_type(both.take(pyarrow.array(rows, type=pyarrow.int64())), array.type)


def text_field(name: str) -> Any:
    """Return the field of a new column of text."""
    import pyarrow

    return pyarrow.field(name, pyarrow.string())


def text_cells(texts: Sequence[str | None]) -> Any:
    """Return the cells of a new column of text: null where there is none."""
    import pyarrow

    return pyarrow.array(list(texts), type=pyarrow.string())


def added_cells(array: Any, added: Mapping[int, Mapping[int, str]], kind: Any) -> Any:
    """Return the column that stands beside another: null where nothing is added.

    A list holds the added texts in order and, where there is none, what stands in the other.
    """
    import pyarrow

    if not _is_list(kind):
        return pyarrow.array([added[row][0] if row in added else None for row in range(len(array))], type=kind)
    rows = (_with(array[row].as_py(), added[row]) if row in added else None for row in range(len(array)))
    return pyarrow.array(list(rows), type=kind)


def _with(values: list[Any], new: Mapping[int, Any]) -> list[Any]:
    values = list(values)
    for at, value in new.items():
        values[at] = value
    return values


def _typed(text: str, kind: Any) -> Any:
    """Return a text as a value of a type; raises ValueError for one that the type cannot hold exactly."""
    import pyarrow
    from pyarrow import types

    if types.is_integer(kind):
        number = int(text)
        pyarrow.scalar(number, type=kind)
        return number
    if types.is_decimal(kind):
        amount = Decimal(text)
        pyarrow.scalar(amount, type=kind)
        return amount
    if types.is_floating(kind):
        return float(text)
    if _is_text(kind):
        text.encode()  # half of a character cannot be written
        return text
    raise ValueError(f"a {kind} cannot be written")


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    return bool(
        types.is_string(kind)
        or types.is_large_string(kind)
        or (hasattr(types, "is_string_view") and types.is_string_view(kind))
    )


def _is_list(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def _plain(kind: Any) -> Any:
    """Return the type of the values of a dictionary, or the type itself."""
    from pyarrow import types

    return kind.value_type if types.is_dictionary(kind) else kind


def _as_type(array: Any, kind: Any) -> Any:
    """Return plain values as a dictionary where the column is one."""
    import pyarrow
    from pyarrow import types

    if not types.is_dictionary(kind):
        return array
    found = array.dictionary_encode()
    return pyarrow.DictionaryArray.from_arrays(
        found.indices.cast(kind.index_type), found.dictionary, ordered=kind.ordered
    )


def _fixed_texts(array: Any) -> list[str]:
    """Return values that are no text as text: numbers as they are written, dates in ISO 8601, the rest as JSON."""
    import pyarrow
    from pyarrow import types

    kind = _plain(array.type)
    if types.is_nested(kind) or types.is_binary(kind) or types.is_large_binary(kind):
        return ["" if value is None else _nested_text(value) for value in array.to_pylist()]
    try:
        texts = array.cast(pyarrow.string()).to_pylist()
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError):
        texts = [None if value is None else _nested_text(value) for value in array.to_pylist()]
    return ["" if text is None else text for text in texts]


def _nested_text(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=_leaf_text)
    return _leaf_text(value)


def _leaf_text(value: Any) -> str:
    return _bytes_text(value) if isinstance(value, bytes) else str(value)


def _bytes_text(value: bytes) -> str:
    """Return bytes as text: older programs store text without saying that it is text."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return base64.b64encode(value).decode("ascii")
