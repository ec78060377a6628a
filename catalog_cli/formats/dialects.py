"""How a delimited file is laid out: delimiter, padding, header, and what stands before the first record.

The delimiter is the one that makes the best-known header; bodies are looked at only to break a tie. Statistics over
bodies (csv.Sniffer) name ">" as the delimiter of files that hold HTML. The header is the first row, unless that can
only be a heading above the table: a settings line or a title, with a row of well-known names and its rows below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.cells import Dialect
from catalog_cli.formats.encoding import TextEncoding
from catalog_cli.formats.header_rows import FIRST_ROWS, best_known, weighed
from catalog_cli.formats.rows import RowReader, row_text
from catalog_cli.formats.table import HeaderScore, ReadOptions
from catalog_cli.product import Record

_DELIMITERS = ",;\t|"
_SPELLINGS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
# What Excel writes, and reads, before a header to name the delimiter.
_EXCEL_LINE = re.compile(r'\s*"?sep=(.)"?\r?\n?', re.IGNORECASE)
_SAMPLE_LINES = 1_000
_SAMPLE_CHARACTERS = 1 << 20
_SAMPLE_RECORDS = 100
# How an Amazon template begins: "TemplateType=fptcustom", "settings=attributeRow=3&contentLanguageTag=en_US". No shop
# calls a column so.
_SETTING = re.compile(r"[A-Za-z]\w*=\S")
# A heading has at most this share of the names' cells, the names at least this many known cells and this share, and
# so many times what the first row has; most of the rows below fit them. An ordinary header fails several of these.
_HEADING_SHARE, _LEAST_KNOWN, _LEAST_SHARE, _TIMES_KNOWN, _MOST_FIT = 0.5, 5, 0.5, 2, 0.75
# Amazon's keys are up to 150 characters long; a longer cell is text, which is not tried as a name.
_LONGEST_NAME = 300
# Each is looked up in the tables of all platforms. A sheet has at most 16,384 columns.
_MOST_COLUMNS = 100_000


class Layout(NamedTuple):
    """`preamble` is the text before the header (or the first record); `first_line` where the first record starts."""

    dialect: Dialect
    header: Record | None
    width: int
    preamble: str
    first_line: int
    newline: str


class _Trial(NamedTuple):
    """What one dialect makes of the first rows, beginning with the header; `above` is how many stand above that."""

    dialect: Dialect
    rows: list[Record]
    score: float
    above: int = 0

    @property
    def width(self) -> int:
        return len(self.rows[0].values)

    @property
    def begins_with_setting(self) -> bool:
        return _SETTING.match(self.rows[0].values[0].strip()) is not None

    @property
    def begins_with_heading(self) -> bool:
        """Whether the first row may be one however well it is known: a setting, or a title that is a word of a shop."""
        return self.begins_with_setting or sum(bool(value.strip()) for value in self.rows[0].values) == 1

    @property
    def fitting(self) -> int:
        """How many of the rows after the first are as wide as it."""
        return sum(len(row.values) == self.width for row in self.rows[1:])

    @property
    def rank(self) -> tuple[float, float, int, float]:
        """What decides between delimiters; that rows are even says nothing where they are not split at all."""
        even = self.fitting / len(self.rows)
        return (self.score, even if self.width > 1 else 0.0, self.width, even)


def find_layout(
    lines: Iterator[str], encoding: TextEncoding, options: ReadOptions, score_header: HeaderScore, name: str
) -> Layout:
    """Return the layout of a file from its first lines; raises FileProblem for one without a readable header."""
    sample = _sample(lines)
    excel = _EXCEL_LINE.fullmatch(sample[0]) if sample else None
    preamble = sample.pop(0) if excel else ""
    delimiter = _forced(options) or (excel[1] if excel else None)
    trials = _trials(sample, delimiter, score_header if options.has_header else _unscored, name)
    if not trials:
        raise FileProblem(Where(name), "holds no rows", "Give a file whose first row names the columns.")
    best = _best(_below_headings(trials, score_header) if options.has_header else trials)
    start = 2 if excel else 1
    reader = RowReader(best.dialect, name, None, encoding.is_clean)
    records = reader.records(chain(sample, lines), start)
    newline = next((end for end in ("\r\n", "\n", "\r") if (preamble or sample[0]).endswith(end)), "")
    preamble += "".join(row_text(row) for row in islice(records, best.above))
    first = next(records)
    if not options.has_header:
        return Layout(best.dialect, None, _usual_width(best.rows), preamble, start, newline)
    if first.problem is not None:
        raise _unreadable(first, name)
    if len(first.values) > _MOST_COLUMNS:
        what = f"the header has {len(first.values):,} cells; {_MOST_COLUMNS:,} columns are read at most"
        raise FileProblem(Where(name, first.line), what, "Name its delimiter with --delimiter, or leave out columns.")
    second = next(records, None)
    # Nothing to read: far behind the last line, where slicing the lines gives none.
    first_line = second.line if second is not None else 1 << 62
    return Layout(best.dialect, first, len(first.values), preamble, first_line, newline)


def _sample(lines: Iterator[str]) -> list[str]:
    sample: list[str] = []
    size = 0
    for line in islice(lines, _SAMPLE_LINES):
        sample.append(line)
        size += len(line)
        if size > _SAMPLE_CHARACTERS:
            break
    return sample


def _forced(options: ReadOptions) -> str | None:
    """Return the delimiter that the options name; raises UsageProblem if it cannot be one."""
    if options.delimiter is None:
        return "\t" if options.format == "tsv" else None
    delimiter = _SPELLINGS.get(options.delimiter.lower(), options.delimiter)
    if len(delimiter) != 1 or delimiter in '" \r\n\0':
        raise UsageProblem(f'"{options.delimiter}" cannot be a delimiter. Give one character, such as ";", or "tab".')
    return delimiter


def _unscored(_: object) -> float:
    return 0.0


def _trials(sample: list[str], delimiter: str | None, score_header: HeaderScore, name: str) -> list[_Trial]:
    trials = []
    for candidate in delimiter or _candidates(sample):
        padded = any(line.startswith(" ") or f"{candidate} " in line for line in sample)
        for skips in (False, True) if padded else (False,):
            dialect = Dialect(candidate, skips)
            reader = RowReader(dialect, name, None, is_clean=True)
            rows = list(islice(reader.records(iter(sample)), _SAMPLE_RECORDS))
            # The sample may end inside a quoted cell.
            if len(rows) > 1 and rows[-1].problem:
                rows.pop()
            if rows:
                names = [value.strip() for value in rows[0].values]
                trials.append(_Trial(dialect, rows, score_header(names) if len(names) <= _MOST_COLUMNS else 0.0))
    return trials


def _below_headings(trials: list[_Trial], score_header: HeaderScore) -> list[_Trial]:
    """Return the trials whose header stands below headings; as they are, the first row the header, if there are none.

    What reads as an even table from its first row on has no headings.
    """
    found = [below for trial in trials if (below := _below_heading(trial, score_header)) is not None]
    known = max(0.0 if trial.begins_with_heading else trial.score for trial in trials)
    if any(trial.score < _TIMES_KNOWN * known for trial in found) or any(map(_is_even, trials)):
        return trials
    return found or trials


def _below_heading(trial: _Trial, score_header: HeaderScore) -> _Trial | None:
    """Return the trial with its header below the first rows; None where the first row may be the header."""
    first = [[value.strip() for value in row.values] for row in trial.rows[:FIRST_ROWS]]
    filled = [sum(map(bool, names)) for names in first]
    least = 0 if trial.begins_with_setting else filled[0] / _HEADING_SHARE
    # Most files end here, before anything is scored.
    if max(filled) < max(least, _LEAST_KNOWN):
        return None
    weights = weighed((names if _may_be_names(names) else [] for names in first), score_header)
    best = best_known(weights)
    if best is None or best.at == 0 or best.filled < least or best.known < _LEAST_KNOWN:
        return None
    # Names of columns are what a table of columns holds, in row after row.
    if any(row.known >= best.known / 2 for row in weights[best.at + 1 :]):
        return None
    below = _Trial(trial.dialect, trial.rows[best.at :], best.share, best.at)
    rows = len(below.rows) - 1
    is_table = below.fitting >= _MOST_FIT * rows and (rows > 0 or trial.begins_with_setting)
    return below if is_table and best.share >= _LEAST_SHARE else None


def _may_be_names(names: list[str]) -> bool:
    """Return whether a row is short enough to be looked at, as ten may be."""
    return len(names) <= _MOST_COLUMNS // FIRST_ROWS and max(map(len, names)) <= _LONGEST_NAME


def _is_even(trial: _Trial) -> bool:
    """Return whether most rows have as many cells as the first, all of which hold something that is no setting."""
    is_filled = all(value.strip() for value in trial.rows[0].values)
    is_table = trial.width > 1 and trial.fitting >= _MOST_FIT * (len(trial.rows) - 1)
    return is_table and is_filled and not trial.begins_with_setting


def _candidates(sample: list[str]) -> list[str]:
    """Return the delimiters that stand in some line, and one that does not, for a file of one column.

    A dialect that no line can show is not tried, because a row of 10 MB takes a while to read.
    """
    seen = [mark for mark in _DELIMITERS if any(mark in line for line in sample)]
    unseen = [mark for mark in _DELIMITERS if mark not in seen]
    return sorted(seen + unseen[:1], key=_DELIMITERS.index)


def _best(trials: list[_Trial]) -> _Trial:
    """Return the best-known header's trial, then the most even, then the widest; spaces kept unless they break rows."""
    best = max(trials, key=lambda trial: trial.rank)
    same = [trial for trial in trials if trial.dialect.delimiter == best.dialect.delimiter]
    return max(same, key=lambda trial: trial.fitting)


def _usual_width(rows: list[Record]) -> int:
    return Counter(len(row.values) for row in rows).most_common(1)[0][0]


def _unreadable(header: Record, name: str) -> FileProblem:
    next_step = "Correct it and run again."
    if header.problem and ("NUL" in header.problem or "bytes" in header.problem):
        likely = "utf-16-be" if header.values and header.values[0].startswith("\0") else "utf-16-le"
        next_step = f"Name the file's encoding with --encoding, for example --encoding {likely}."
    return FileProblem(Where(name, header.line), f"the header {header.problem}", next_step)
