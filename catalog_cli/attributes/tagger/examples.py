"""Tagged products to learn from: JSON Lines with a text, a category and the values of its attributes.

The shape is that of the published sets (ExtractGPT, arXiv 2310.12537): "input", or "input_title" and
"input_description"; "category"; and "target_scores", {attribute: {value: 1}}, where the value "n/a" says that the
text does not tell the attribute.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog_cli.errors import FileProblem, Where

NOT_TOLD = "n/a"
_TITLE, _DESCRIPTION, _TEXT = "input_title", "input_description", "input"
_SHAPE = 'Write {"input": "text", "category": "name", "target_scores": {"attribute": {"value": 1}}} in each line.'


@dataclass(frozen=True, slots=True)
class Example:
    """One tagged product: `row` counts lines of the file from 1.

    `values` holds the accepted values of each attribute that was asked of this product, in the order of the file; none
    if the text does not tell it ("n/a" comes first). An attribute that is not a key was not asked.
    """

    row: int
    text: str
    category: str
    values: Mapping[str, tuple[str, ...]]


def attributes_by_category(examples: Sequence[Example]) -> dict[str, tuple[str, ...]]:
    """Return, for each category, the attributes that any of its examples has, in the order of their first mention.

    >>> attributes_by_category([Example(1, "", "Tea", {"Brand": ()}), Example(2, "", "Tea", {"Form": (), "Brand": ()})])
    {'Tea': ('Brand', 'Form')}
    """
    found: dict[str, dict[str, None]] = {}
    for example in examples:
        found.setdefault(example.category, {}).update(dict.fromkeys(example.values))
    return {category: tuple(names) for category, names in found.items()}


def read_examples(path: Path, *, name: str | None = None) -> list[Example]:
    """Return the examples of a file, UTF-8; raises FileProblem naming the row of what cannot be understood."""
    shown = name or str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem(Where(shown), "is not UTF-8", "Save it as UTF-8.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(Where(shown), f"cannot be read ({reason})", "Check the path.") from error
    # Not splitlines(): a title may hold U+2028 or U+0085, which JSON allows in a string.
    rows = ((row, line) for row, line in enumerate(text.split("\n"), start=1) if line.strip())
    examples = [_example(line, Where(shown, row)) for row, line in rows]
    if not any(values for example in examples for values in example.values.values()):
        raise FileProblem(Where(shown), "holds no value to learn from", _SHAPE)
    return examples


def _example(line: str, where: Where) -> Example:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FileProblem(where, "is not JSON", "Write one JSON object in each line.") from error
    if not isinstance(value, dict):
        raise FileProblem(where, "is not a JSON object", _SHAPE)
    category = value.get("category") or ""
    if not isinstance(category, str):
        raise FileProblem(_at(where, "category"), "is not text", _SHAPE)
    targets = value.get("target_scores")
    if not isinstance(targets, dict):
        raise FileProblem(_at(where, "target_scores"), "is missing or no object", _SHAPE)
    return Example(where.row or 0, _text(value, where), category, _values(targets, where))


def _at(where: Where, column: str) -> Where:
    return Where(where.file, where.row, column)


def _text(value: Mapping[str, object], where: Where) -> str:
    if _TEXT in value:
        text = value[_TEXT]
        if not isinstance(text, str):
            raise FileProblem(_at(where, _TEXT), "is not text", _SHAPE)
        return text
    parts = [value.get(_TITLE), value.get(_DESCRIPTION)]
    if not isinstance(parts[0], str):
        raise FileProblem(_at(where, _TEXT), "is missing", _SHAPE)
    return "\n".join(part for part in parts if isinstance(part, str) and part)


def _values(targets: Mapping[str, object], where: Where) -> dict[str, tuple[str, ...]]:
    found = {}
    for attribute, value in targets.items():
        column = _at(where, attribute)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, dict | list) or not value or not all(isinstance(item, str) for item in value):
            raise FileProblem(column, "has no values", _SHAPE)
        accepted = [item.strip() for item in value]
        # ExtractGPT's metric looks at the first value only to see whether there is one.
        told = () if accepted[0] == NOT_TOLD else tuple(item for item in accepted if item and item != NOT_TOLD)
        found[attribute] = told
    return found
