"""Term bases as tables, CSV and TSV: the columns, what their cells can hold, and what is said of one that is wrong.

Tables are UTF-8, or UTF-16 with a byte order mark, which Excel calls Unicode text. Nothing is done about cells that
begin with =, +, - or @: they are terms, and come back as they went out. White space around a cell is no part of it,
and a run of white space in it is one space.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.glossary.conflicts import ProblemKind, TermProblem
from catalog_cli.glossary.term import Term, TermCase, TermStatus

COLUMNS = (
    "source",
    "target",
    "source_forms",
    "target_forms",
    "part_of_speech",
    "gender",
    "case",
    "exact",
    "status",
    "domain",
    "note",
)
REQUIRED = ("source", "target")
PARTS_OF_SPEECH = ("noun", "adjective", "verb", "phrase")
GENDERS = ("m", "f")
# What separates forms in a cell. It stands in no term.
BETWEEN_FORMS = "|"
_LEAST_IN_CAPITALS = 3  # letters of a name that is one in capitals, too

T = TypeVar("T")

_STATUSES = {status.value: status for status in TermStatus}
_CASES = {case.value: case for case in TermCase}
# "TRUE" is what spreadsheets write.
_SWITCHES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_TAB_SUFFIXES = (".tsv", ".tab")
_DELIMITERS = ",;\t|"
# What some programs write for Excel in front of the header.
_SEPARATOR_ROW = re.compile(r"sep=(.)(?:\r\n|\n|\r)", re.IGNORECASE)
# How .xlsx, .ods and .numbers files begin.
_ZIP = b"PK\x03\x04"
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_UNTIDY = re.compile(r"^ |[\t\r\n]|  | $")
# The same of all cells of a row at once, with NULs between them: most rows are tidy.
_UNTIDY_ROW = re.compile(r"[\t\r\n]|  |(?:^|\0) | (?:\0|$)")
# Control characters, which no term has and XML cannot hold, and the two code points that are no characters.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class TermTable:
    """What a file holds: the entries that are well formed, in its order, and what is wrong with the others."""

    terms: tuple[Term, ...]
    problems: tuple[TermProblem, ...] = ()


def decoded(data: bytes, file: str) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a byte order mark; else FileProblem naming the row."""
    if data.startswith(_ZIP):
        what, next_step = "is a workbook or an archive, not text", 'Save it as "CSV UTF-8" and run again.'
        raise FileProblem(Where(file), what, next_step)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            next_step = 'Save it as UTF-8 ("CSV UTF-8" in Excel) and run again.'
            raise FileProblem(Where(file), "is damaged UTF-16", next_step) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8 (byte 0x{data[error.start]:02X})"
        next_step = 'Save it as UTF-8 ("CSV UTF-8" in Excel) and run again.'
        raise FileProblem(Where(file, row), what, next_step) from None


def read_table(data: bytes, file: str) -> TermTable:
    """Return the entries of a CSV or TSV file and what is wrong with the rest of its rows.

    A tab is the delimiter of .tsv and .tab; otherwise it is the one of , ; tab and | that makes the known columns of
    the first row. Raises FileProblem for what is no table of terms: not UTF-8, no header, a column that is not known.

    >>> table = read_table(b"source,target,exact\\nAirFlow 3,AirFlow 3,yes\\n,gola,\\n", "a.csv")
    >>> table.terms[0].is_kept, str(table.problems[0].where)
    (True, 'a.csv, row 3, column "source"')
    """
    text = decoded(data, file)
    rows = _rows(text, file)
    try:
        header_row, header = next(rows)
    except StopIteration:
        raise FileProblem(
            Where(file), "is empty", f"Write a first row with the columns: {', '.join(REQUIRED)}."
        ) from None
    reader = _RowReader(file, _column_names(header, Where(file, header_row)), _CONTROLS.search(text) is not None)
    terms = [term for row, cells in rows if (term := reader.term(row, cells)) is not None]
    return TermTable(tuple(terms), tuple(reader.problems))


def read_names(data: bytes, file: str) -> TermTable:
    """Return one exact, kept entry for each name of a list of names that are not translated.

    A table has a column "source"; whatever else it has is not looked at. Any other file has a name a line; an empty
    line and one that begins with # are passed over. A name that is there twice is one. All in capitals it is the name
    too, as in a title that is; in other cases it may be a word ("apple").

    >>> [term.source for term in read_names(b"# brands\\nAirFlow 3\\n\\nNike\\nNike\\n", "brands.txt").terms]
    ['AirFlow 3', 'Nike']
    """
    text = decoded(data, file)
    named = _named_in_table(text, file) if is_table(file) else _named_in_lines(text)
    terms: dict[str, Term] = {}
    problems = []
    for row, cell in named:
        name = tidy(cell)
        where = Where(file, row)
        if _CONTROLS.search(name):
            problems.append(_control_problem(where))
        elif name:
            terms.setdefault(name, _kept(name, where))
    return TermTable(tuple(terms.values()), tuple(problems))


def _kept(name: str, where: Where) -> Term:
    # What is short in capitals is more often an abbreviation: "On" is not "ON".
    capitals = name.upper() if len(name) >= _LEAST_IN_CAPITALS else name
    forms = (capitals,) if capitals != name else ()
    return Term(name, name, forms, case=TermCase.SAME, exact=True, place=where)


def is_table(file: str) -> bool:
    """Return whether a file is a table by its name.

    >>> is_table("terms.CSV"), is_table("brands.txt")
    (True, False)
    """
    return file.lower().endswith((".csv", *_TAB_SUFFIXES))


def write_table(terms: Iterable[Term], out: BinaryIO, file: str) -> None:
    """Write entries as a table with every column, in UTF-8; tabs between cells if the name of the file says so.

    Raises UsageProblem for a form with a | in it, which would come back as two.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, delimiter="\t" if _is_tabbed(file) else ",", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, terms))
    text.flush()
    text.detach()


def _cells(term: Term) -> tuple[str, ...]:
    return (
        term.source,
        term.target,
        _joined(term.source_forms),
        _joined(term.target_forms),
        term.part_of_speech,
        term.gender,
        "" if term.case is TermCase.ANY else term.case.value,
        "true" if term.exact else "",
        term.status.value,
        term.domain,
        term.note,
    )


def _joined(forms: Sequence[str]) -> str:
    for form in forms:
        if BETWEEN_FORMS in form:
            raise UsageProblem(
                f'"{form}" has a {BETWEEN_FORMS} in it, which separates forms in a table. Remove it, or write .tbx.'
            )
    return BETWEEN_FORMS.join(forms)


def _is_tabbed(file: str) -> bool:
    return file.lower().endswith(_TAB_SUFFIXES)


def _named_in_lines(text: str) -> Iterator[tuple[int, str]]:
    for row, line in enumerate(io.StringIO(text, newline=None), 1):
        if not line.lstrip().startswith("#"):
            yield row, line


def _named_in_table(text: str, file: str) -> Iterator[tuple[int, str]]:
    rows = _rows(text, file)
    for header_row, header in rows:
        names = list(map(_column_name, header))
        if "source" not in names:
            what = 'has no column "source"'
            next_step = "Name the column of the names source, or write one name a line in a .txt file."
            raise FileProblem(Where(file, header_row), what, next_step)
        column = names.index("source")
        for row, cells in rows:
            if column < len(cells):
                yield row, cells[column]


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the row at which each record begins, as an editor counts, and its cells; rows without any are passed over.

    Raises FileProblem for quotes that do not pair.
    """
    separator = _SEPARATOR_ROW.match(text)
    skipped = 1 if separator else 0
    text = text[separator.end() :] if separator else text
    delimiter = "\t" if _is_tabbed(file) else separator[1] if separator else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        row = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            next_step = 'Write each " inside a quoted cell twice, and a " at the end of the cell.'
            what = 'has a cell with a " at its beginning and none at its end'
            # Where no quote follows, the cell goes on to the end of the file, or to the longest that `csv` reads.
            if not any(sign in str(error) for sign in ("unexpected end", "field larger")):
                what = f"cannot be read as a table ({error})"
            raise FileProblem(Where(file, row), what, next_step) from None
        if any(cell and not cell.isspace() for cell in cells):
            yield row, cells


def _delimiter(text: str) -> str:
    """Return the delimiter that makes the most known columns of the first row that is not empty."""
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")

    def known(delimiter: str) -> int:
        return len({_column_name(cell.strip(' "')) for cell in first.split(delimiter)} & {*COLUMNS})

    return max(_DELIMITERS, key=known)


def _column_name(cell: str) -> str:
    return "_".join(cell.casefold().replace("-", " ").split())


def _column_names(header: Sequence[str], where: Where) -> list[str]:
    """Return the columns as they stand; raises FileProblem for a header that is none, or has a column of another name.

    A table without a header is refused: nothing tells its first entry from the names of two columns.
    """
    names = list(map(_column_name, header))
    while names and not names[-1]:
        names.pop()
    if not {*names} & {*COLUMNS}:
        first = ", ".join(f'"{cell.strip()}"' for cell in header[: len(COLUMNS)])
        next_step = f"Write a first row with the names of the columns, such as {','.join(REQUIRED)}."
        raise FileProblem(where, f"has no header: its first row is {first}", next_step)
    for number, (cell, name) in enumerate(zip(header, names, strict=False), 1):
        if not name:
            raise FileProblem(where, f"has no name for column {number}", _meant(name, names))
        if name not in COLUMNS:
            raise FileProblem(
                Where(where.file, where.row, cell.strip()), "is no column of a term base", _meant(name, names)
            )
        if names.count(name) > 1:
            raise FileProblem(Where(where.file, where.row, name), "is there twice", "Remove one of the two columns.")
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise FileProblem(where, f'has no column "{missing[0]}"', "Add it to the first row, and its text to each row.")
    return names


def _meant(name: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, [column for column in COLUMNS if column not in names], 1)
    hint = f'Did you mean "{near[0]}"? ' if near else ""
    return f"{hint}The columns are {', '.join(COLUMNS)}: rename or remove it."


def tidy(cell: str) -> str:
    """Return a text without white space around it, and a run of white space in it as one space.

    >>> tidy(" crew\\n neck ")
    'crew neck'
    """
    return _WHITE_SPACE.sub(" ", cell).strip(" ") if _UNTIDY.search(cell) else cell


def _control_problem(where: Where) -> TermProblem:
    return TermProblem(where, ProblemKind.VALUE, "has a control character in it", "Remove it: type the cell anew.")


def forms_of(cell: str, first: str) -> tuple[str, ...]:
    """Return the forms of a cell: without empty ones, without the term itself, each once.

    >>> forms_of("trainers | sneakers||trainers", "sneakers")
    ('trainers',)
    """
    return tuple(form for form in dict.fromkeys(map(str.strip, cell.split(BETWEEN_FORMS))) if form and form != first)


class _RowReader:
    """Makes entries of rows, and collects what is wrong with the others."""

    def __init__(self, file: str, names: Sequence[str], has_controls: bool) -> None:
        self.problems: list[TermProblem] = []
        self._file = file
        self._names = names
        self._has_controls = has_controls

    def term(self, row: int, cells: list[str]) -> Term | None:
        """Return the entry of a row; None, and one more problem, if it is not well formed."""
        before = len(self.problems)
        if len(cells) > len(self._names) and any(map(str.strip, cells[len(self._names) :])):
            what, next_step = "has more cells than the first row", 'Put a cell that holds the delimiter in quotes (").'
            self._add(row, None, what, next_step)
        if _UNTIDY_ROW.search("\0".join(cells)):
            cells = list(map(tidy, cells))
        value = {name: cell for name, cell in zip(self._names, cells, strict=False) if cell}
        if self._has_controls:
            for name, cell in value.items():
                if _CONTROLS.search(cell):
                    self.problems.append(_control_problem(Where(self._file, row, name)))
        for name in REQUIRED:
            if not value.get(name):
                kind, next_step = ProblemKind.EMPTY, f"Write the term, or remove row {row}."
                self.problems.append(TermProblem(Where(self._file, row, name), kind, "is empty", next_step))
        term = self._made(row, value)
        return term if len(self.problems) == before else None

    def _made(self, row: int, value: dict[str, str]) -> Term:
        get = value.get
        source, target = get("source", ""), get("target", "")
        source_forms, target_forms = get("source_forms"), get("target_forms")
        part_of_speech, gender = get("part_of_speech", "").lower(), get("gender", "").lower()
        if part_of_speech and part_of_speech not in PARTS_OF_SPEECH:
            self._refuse(row, "part_of_speech", value, PARTS_OF_SPEECH)
        if gender and gender not in GENDERS:
            self._refuse(row, "gender", value, GENDERS)
        return Term(
            source,
            target,
            forms_of(source_forms, source) if source_forms else (),
            forms_of(target_forms, target) if target_forms else (),
            part_of_speech,
            gender,
            self._one_of(row, "case", value, _CASES) or TermCase.ANY,
            self._one_of(row, "exact", value, _SWITCHES) or False,
            self._one_of(row, "status", value, _STATUSES) or TermStatus.PREFERRED,
            get("domain", ""),
            get("note", ""),
            Where(self._file, row),
        )

    def _one_of(self, row: int, name: str, value: dict[str, str], known: dict[str, T]) -> T | None:
        cell = value.get(name)
        if not cell:
            return None
        found = known.get(cell.lower())
        if found is None:
            self._refuse(row, name, value, known)
        return found

    def _refuse(self, row: int, name: str, value: dict[str, str], known: Iterable[str]) -> None:
        self._add(row, name, f'is "{value[name]}"', f"Write one of {', '.join(known)}, or leave it empty.")

    def _add(self, row: int, column: str | None, what: str, next_step: str) -> None:
        self.problems.append(TermProblem(Where(self._file, row, column), ProblemKind.VALUE, what, next_step))
