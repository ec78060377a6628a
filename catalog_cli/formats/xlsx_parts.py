"""The small parts of a workbook: its sheets, which styles show dates, and its shared strings."""

from __future__ import annotations

import mmap
import posixpath
import re
import tempfile
from array import array
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.xlsx_numbers import BUILT_IN, Shown, shown_by
from catalog_cli.formats.xlsx_package import Package
from catalog_cli.formats.xlsx_xml import Elements, checked, plain, read_events

_MOST_SMALL_BYTES = 1 << 26
_ROOT = ""


class Sheet(NamedTuple):
    """A worksheet: its name, the part it is in, and whether a person sees it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class Workbook:
    """What holds for all sheets. `times` says by the number of a cell's style what of time it shows."""

    sheets: list[Sheet] = field(default_factory=list)
    times: dict[str, Shown] = field(default_factory=dict)
    is_1904: bool = False
    strings: SharedStrings | None = None


def read_workbook(package: Package) -> Workbook:
    """Return a workbook's sheets, styles and strings; raises FileProblem for a zip that is something else."""
    main = next(iter(_related(package, _ROOT, "officeDocument").values()), None)
    if main is None or main not in package or not main.lower().endswith(".xml"):
        next_step = "Open it in a spreadsheet program and save it as .xlsx."
        raise FileProblem(Where(package.name), "is not an .xlsx workbook", next_step)
    book = Workbook()
    worksheets = _related(package, main, "worksheet")

    def start(path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if path[-1] == "workbookPr":
            book.is_1904 = attributes.get("date1904") in ("1", "true")
        # A chart or a dialog is a sheet too, in a part of another type.
        elif path[-2:] == ("sheets", "sheet") and (part := worksheets.get(attributes.get("id", ""))):
            hidden = attributes.get("state", "visible") != "visible"
            book.sheets.append(Sheet(attributes.get("name", ""), part, hidden))

    read_events(package.blocks(main, _MOST_SMALL_BYTES), main, package.problem, start)
    for part in _related(package, main, "styles").values():
        book.times = _times(package, part)
    for part in _related(package, main, "sharedStrings").values():
        book.strings = SharedStrings(package, part)
    return book


def _related(package: Package, part: str, kind: str) -> dict[str, str]:
    """Return the parts of a kind that a part refers to, by the name of the reference; none if it refers to none."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, str] = {}
    if listing not in package:
        return found

    def start(path: tuple[str, ...], attributes: dict[str, str]) -> None:
        is_inside = attributes.get("TargetMode") != "External"
        if path[-1] == "Relationship" and is_inside and attributes.get("Type", "").endswith(f"/{kind}"):
            target = attributes.get("Target", "").replace("\\", "/")
            found[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    read_events(package.blocks(listing, _MOST_SMALL_BYTES), listing, package.problem, start)
    return found


def _times(package: Package, part: str) -> dict[str, Shown]:
    codes: dict[str, str] = {}
    used: list[str] = []

    def start(path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if path[-2:] == ("numFmts", "numFmt"):
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif path[-2:] == ("cellXfs", "xf"):
            used.append(attributes.get("numFmtId", "0"))

    read_events(package.blocks(part, _MOST_SMALL_BYTES), part, package.problem, start)
    shown = {str(number): what for number, what in BUILT_IN.items()}
    for number, code in codes.items():
        what = shown_by(code)
        if what is None:
            shown.pop(number, None)
        else:
            shown[number] = what
    return {str(style): shown[number] for style, number in enumerate(used) if number in shown}


class SharedStrings:
    """The texts that cells refer to by number, kept in a temporary file: memory holds 8 bytes for each."""

    def __init__(self, package: Package, part: str) -> None:
        elements = Elements(checked(package.blocks(part), part, package.problem), part, package.problem)
        elements.head("sst", "sst", "si")
        self._ends = array("Q", [0])
        end = 0
        with tempfile.TemporaryFile() as file:
            read = partial(string_text, prefix=elements.prefix)
            for _, element in elements.cut():
                end += file.write(read(element).encode())
                self._ends.append(end)
            for _ in elements.rest():
                pass
            file.flush()
            self._texts = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if end else b""

    def __len__(self) -> int:
        return len(self._ends) - 1

    def release(self) -> None:
        """Give back the memory that holds what was looked up; it is taken from the file again where it is needed."""
        if isinstance(self._texts, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._texts.madvise(mmap.MADV_DONTNEED)

    def __getitem__(self, index: int) -> str:
        if index < 0:
            raise IndexError(index)
        return self._texts[self._ends[index] : self._ends[index + 1]].decode()


_SIMPLE = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


def string_text(element: str, prefix: str = "") -> str:
    """Return the text of a string item: its runs together, without the reading aids of Japanese text.

    >>> string_text("<si><r><t>Red </t></r><r><rPr><b/></rPr><t>bag</t></r><rPh><t>x</t></rPh></si>")
    'Red bag'
    """
    simple = _SIMPLE.fullmatch(element)
    if simple is not None:
        return plain(simple[1])
    return plain(written_text(element, prefix))


def written_text(element: str, prefix: str) -> str:
    """Return the text of a string item as XML writes it."""
    phonetic, texts = _runs(prefix)
    return "".join(texts.findall(phonetic.sub("", element)))


@lru_cache(maxsize=8)
def _runs(prefix: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    p = re.escape(prefix)
    return (
        re.compile(rf"<{p}rPh[\s>].*?</{p}rPh\s*>", re.DOTALL),
        re.compile(rf"<{p}t(?:\s[^>]*)?(?<!/)>([^<]*)</"),
    )
