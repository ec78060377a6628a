r"""Cells <-> texts: how platforms write text into a cell where that is not simply the text.

A cell is `read` to a text, and a list's text is cut into its values by `value_spans`, each `read_value`; the way back
is `write_value` and `write`. A cell none of whose text is translated keeps its own bytes and is not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from catalog_cli.product import Column, Notation
from catalog_cli.segmentation import values as separated

Span = tuple[int, int]

# What WooCommerce's exporter guards: WC_CSV_Exporter::escape_data and CSV injection advice of OWASP name the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BREAKS = re.compile(r"\\\\n|\\n")
_LITERAL = re.compile(r"\\n|\r\n|\n|\r")
_PLAIN_SEPARATORS = ("\n",)
_LONGEST_SHORT = 40  # characters of a cell whose values are kept
_GUARDING = frozenset({Notation.GUARDED, Notation.LITERAL_BREAKS, Notation.ESCAPED_COMMAS})
_ESCAPE = {Notation.ESCAPED_COMMAS: ",", Notation.DETAILS: ",:"}
# A name or a value that is text, in each of the packed notations; a backslash keeps what follows it.
_NAMED_VALUE = re.compile(r"[^=;|]+")
_LABEL = re.compile(r"(?<==)[^,|]+")
_OPTION_TITLE = re.compile(r"(?:(?<=\Aname=)|(?<=\|name=)|(?<=,option_title=))[^,|]+")
_DETAIL = re.compile(r"(?:\\.|[^,:\\])+")


# Google's forms of an attribute with sub-attributes, and of one with several values, in a text file.
_SOURCED = re.compile(r'(\s*[a-z]+(?:_[a-z]+)*:\s*)(?:"((?:[^"]|"")*+)"(\s*)|([^"].*))', re.DOTALL)
_LISTED = re.compile(r'(\s*)"((?:[^"]|"")*+)"(\s*)(?=,|\Z)|([^,]*)')
_FORMULA_CELL = re.compile(r'\s*="[^"]*"\s*')


def read(cell: str, notation: Notation) -> str:
    r"""Return the text of a cell.

    >>> read(r"First line\nsecond, with \\n", Notation.LITERAL_BREAKS)
    'First line\nsecond, with \\n'
    >>> read("'-10% off", Notation.GUARDED), read("'tis", Notation.GUARDED)
    ('-10% off', "'tis")
    >>> read('trained_algorithmic_media:"The ""red"" mug"', Notation.SOURCED)
    'The "red" mug'
    >>> read('"Soft, warm",Washable', Notation.QUOTED_COMMAS)
    'Soft, warm\nWashable'
    """
    if notation is Notation.PLAIN:
        return cell
    if notation is Notation.SOURCED:
        found = _SOURCED.fullmatch(cell)
        return cell if found is None else found[4] or (found[2] or "").replace('""', '"')
    if notation is Notation.QUOTED_COMMAS:
        return "\n".join(_listed(cell))
    if notation in _GUARDING and cell[:1] == "'" and cell[1:2] in _FORMULA and len(cell) > 1:
        cell = cell[1:]
    if notation is Notation.LITERAL_BREAKS and "\\n" in cell:
        return _BREAKS.sub(lambda found: "\n" if found[0] == "\\n" else "\\n", cell)
    return cell


def write(text: str, notation: Notation, like: str = "") -> str:
    r"""Return the cell that holds a text: the inverse of `read` for every cell that a platform writes.

    `like` is the cell whose place it takes.

    >>> write("First line\nsecond, with \\n", Notation.LITERAL_BREAKS)
    'First line\\nsecond, with \\\\n'
    >>> write("-10% de desconto", Notation.GUARDED)
    "'-10% de desconto"
    >>> write("Caneca", Notation.SOURCED, 'trained_algorithmic_media:"Mug"')
    'trained_algorithmic_media:"Caneca"'
    >>> write("Macio, quente\nLavável", Notation.QUOTED_COMMAS)
    '"Macio, quente",Lavável'
    """
    if notation is Notation.PLAIN:
        return text
    if notation is Notation.SOURCED:
        return _sourced(text, like)
    if notation is Notation.QUOTED_COMMAS:
        return ",".join(map(_quoted, text.split("\n")))
    if notation is Notation.LITERAL_BREAKS:
        text = _LITERAL.sub(lambda found: "\\\\n" if found[0] == "\\n" else "\\n", text)
    if notation in _GUARDING and text.startswith(_FORMULA):
        return f"'{text}"
    return text


def _sourced(text: str, like: str) -> str:
    found = _SOURCED.fullmatch(like)
    if found is None:
        return text
    if found[4] is not None and ":" not in text and '"' not in text:
        return found[1] + text
    return f'{found[1]}"{text.replace(chr(34), chr(34) * 2)}"{found[3] or ""}'


def _listed(cell: str) -> Iterator[str]:
    """Yield the values between commas, each on one line, with its padding."""
    at = 0
    while at <= len(cell):
        found = _LISTED.match(cell, at)
        if found is None:
            raise ValueError("every cell is a list of values")
        value = cell[at : found.end()] if found[2] is None else found[1] + found[2].replace('""', '"') + found[3]
        yield value.replace("\r\n", " ").replace("\n", " ")
        at = found.end() + 1


def _quoted(value: str) -> str:
    """Return a value of a list, in quotes where it could not stand without them; its padding stays outside."""
    text = value.strip()
    if "," not in text and '"' not in text:
        return value
    start = value.index(text)
    doubled = text.replace('"', '""')
    return f'{value[:start]}"{doubled}"{value[start + len(text) :]}'


def value_spans(text: str, column: Column) -> list[Span]:
    """Return the spans of the values that a list or an option of a column holds, without padding.

    >>> from catalog_cli.product import Role
    >>> def found(text, notation, *separators):
    ...     column = Column(0, "x", "x", Role.OPTION, "", separators=separators, notation=notation)
    ...     return [text[start:end] for start, end in value_spans(text, column)]
    >>> found("Colour=Red;Blue|Size=S", Notation.NAMED_VALUES)
    ['Colour', 'Red', 'Blue', 'Size', 'S']
    >>> found("color=Colour,size=Size", Notation.LABELS)
    ['Colour', 'Size']
    >>> found("name=Engraving,type=field,price=5|name=Size,type=radio,option_title=Small", Notation.OPTION_TITLES)
    ['Engraving', 'Size', 'Small']
    >>> found("General:Colour:Red, General:Type:Player", Notation.DETAILS)
    ['General', 'Colour', 'Red', 'General', 'Type', 'Player']
    >>> found("Red, Blue", Notation.PLAIN, ",")
    ['Red', 'Blue']
    """
    return _spans(text, column.notation, column.separators)


def _spans(text: str, notation: Notation, separators: tuple[str, ...]) -> list[Span]:
    if notation is Notation.QUOTED_COMMAS:
        return separated(text, ("\n", *(sign for sign in separators if sign != ",")))
    if notation is Notation.FORMULAS and _FORMULA_CELL.fullmatch(text):
        return []
    if notation is Notation.NAMED_VALUES:
        return list(_stripped(text, _NAMED_VALUE))
    if notation is Notation.LABELS:
        return list(_stripped(text, _LABEL))
    if notation is Notation.OPTION_TITLES:
        return list(_stripped(text, _OPTION_TITLE))
    if notation is Notation.DETAILS:
        return list(_stripped(text, _DETAIL))
    return separated(text, separators or _PLAIN_SEPARATORS)


def _stripped(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for found in pattern.finditer(text):
        part = found[0]
        start = found.start() + len(part) - len(part.lstrip())
        end = found.end() - len(part) + len(part.rstrip())
        if start < end:
            yield start, end


def read_value(part: str, notation: Notation) -> str:
    r"""Return the text of one value of a list.

    >>> read_value(r"Red\, dark", Notation.ESCAPED_COMMAS)
    'Red, dark'
    """
    for sign in _ESCAPE.get(notation, ""):
        part = part.replace(f"\\{sign}", sign)
    return part


def write_value(value: str, notation: Notation) -> str:
    r"""Return how one value stands in its list.

    What would end a value in a notation that cannot escape it is written as a comma or a space.

    >>> write_value("Vermelho, escuro", Notation.ESCAPED_COMMAS), write_value("azul | verde", Notation.NAMED_VALUES)
    ('Vermelho\\, escuro', 'azul, verde')
    """
    for sign in _ESCAPE.get(notation, ""):
        value = value.replace(sign, f"\\{sign}")
    if notation is Notation.NAMED_VALUES:
        return re.sub(r"\s*[|;]\s*", ", ", value).replace("=", " ")
    if notation in (Notation.LABELS, Notation.OPTION_TITLES):
        return re.sub(r"\s*[|,]\s*", " ", value)
    return value


def values(cell: str, column: Column) -> tuple[str, ...]:
    """Return the values of a list's or an option's cell.

    >>> from catalog_cli.product import Role
    >>> tags = Column(0, "Tags", "Tags", Role.LIST, "", separators=(",",), notation=Notation.ESCAPED_COMMAS)
    >>> values(r"Red\\, dark, Blue", tags)
    ('Red, dark', 'Blue')
    """
    find = _short_values if len(cell) <= _LONGEST_SHORT else _values
    return find(cell, column.notation, column.separators)


def _values(cell: str, notation: Notation, separators: tuple[str, ...]) -> tuple[str, ...]:
    text = read(cell, notation)
    return tuple([read_value(text[start:end], notation) for start, end in _spans(text, notation, separators)])


# "Red" and "Large" stand in most products of a catalog.
_short_values = lru_cache(maxsize=4096)(_values)
