"""A translation under review: its cells into pages for a person, and what the person did back into the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.accepted import Accepted, Entry, entry_of, write_accepted
from catalog_cli.bitext.bitext import Bitext
from catalog_cli.bitext.offers import Offers
from catalog_cli.bitext.opening import File, open_bitext
from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.compression import content_sha256
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.job import Job
from catalog_cli.memory.entries import CellEntry, MemoryEntry, Run
from catalog_cli.memory.keys import KeyMaker, text_hash
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.pipeline import checked_by_name
from catalog_cli.qa.registry import CHECKS, UNIT_CHECKS, describe_check
from catalog_cli.replacement import replacing
from catalog_cli.reporting.review_page.edits_file import CellEdit, Edits, Judgement
from catalog_cli.reporting.review_page.page import MOST_CELLS, Pages, write_pages
from catalog_cli.reporting.review_page.payload import About, hash_of, is_below
from catalog_cli.segment import Finding, Origin, Severity
from catalog_cli.signature import catalog_version
from catalog_cli.unit import OPEN_STATES, Unit

# All that can be told of a cell alone; what needs the whole catalog is for `catalog check`.
NAMES = (*CHECKS, *UNIT_CHECKS)
# How a cell begins that a spreadsheet runs (OWASP, CSV injection); a sign before a figure or a space is none.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s.,])")


@dataclass(frozen=True, slots=True)
class Shown:
    """What pages show: the glossary's `terms`, no finding that is `accepted`, and what `offers` have for open units.

    `rated` gives each unit its confidence; one below `review_below` (0 to 1) is worth a look. `is_brief` leaves out
    cells that are not: without a finding, up to date, and not below that. A page has `most_cells`.
    """

    terms: TermMatcher | None = None
    accepted: Accepted = field(default_factory=Accepted)
    rated: Callable[[Iterable[Unit]], Iterator[Unit]] | None = None
    review_below: float | None = None
    offers: Offers | None = None
    is_brief: bool = False
    most_cells: int = MOST_CELLS


def export_pages(bitext: Bitext, path: Path, called: tuple[str, str], shown: Shown) -> Pages:
    """Write the pages of a bitext and return what was written.

    `called` are the names by which source and translation are found when the edits come back.
    """
    units = _without_accepted(checked_by_name(bitext.units(), bitext.pair, NAMES, shown.terms), shown.accepted)
    if shown.rated is not None:
        units = shown.rated(units)
    below, note = shown.review_below, ""
    if shown.is_brief:
        units = (one for one in units if one.state in OPEN_STATES or one.worst is not None or is_below(one, below))
        note = "only cells with findings, new, changed or outdated"
        note += "" if below is None else f", or of a confidence below {below:.0%}"
    if shown.offers is not None:
        units = shown.offers.offered(units)
    explanations = {name: " ".join(describe_check(name)[2].split()) for name in NAMES}
    about = replace(_about(bitext, called, note), review_below=below)
    return write_pages(path, units, about, explanations=explanations, most_cells=shown.most_cells)


def _without_accepted(units: Iterable[Unit], accepted: Accepted) -> Iterator[Unit]:
    for unit in units:
        if not accepted.entries:
            yield unit
            continue

        def kept(findings: tuple[Finding, ...], unit: Unit = unit) -> tuple[Finding, ...]:
            return tuple(finding for finding in findings if accepted.reason(unit, finding) is None)

        segments = tuple(segment._replace(findings=kept(segment.findings)) for segment in unit.segments)
        yield unit._replace(segments=segments, findings=kept(unit.findings))


def _about(bitext: Bitext, called: tuple[str, str], note: str) -> About:
    source_locale, target_locale = bitext.pair
    target = bitext.target or bitext.source
    return About(
        called[0],
        called[1],
        content_sha256(bitext.source.path),
        content_sha256(target.path),
        source_locale,
        target_locale,
        _direction(source_locale),
        _direction(target_locale),
        note=note,
        made_by=f"catalog-cli {catalog_version()}",
    )


def _direction(locale: str) -> str:
    return "rtl" if locales.is_right_to_left(locale) else "ltr"


class Kept(NamedTuple):
    """A cell that stays as it is although an edit names it: where, and why."""

    place: Where
    why: str


@dataclass(slots=True)
class Applied:
    """What became of a person's edits.

    `kept` are the cells that stay as they are because something changed since the page was made. `rejected` and
    `comments` are for whoever makes the next translation: (where, what was said). `findings` are of the new texts.
    """

    output: str
    written: int = 0
    unchanged: int = 0
    accepted: int = 0
    dismissed: int = 0
    promoted: int = 0
    kept: list[Kept] = field(default_factory=list)
    rejected: list[Kept] = field(default_factory=list)
    comments: list[Kept] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def fails(self, fail_on: Severity | None) -> bool:
        """Return whether an edit could not be made, or a new text has a finding at or above a severity."""
        worst = fail_on is not None and any(finding.severity.rank <= fail_on.rank for finding in self.findings)
        return bool(self.kept) or worst

    def as_json(self) -> dict[str, object]:
        """Return the result as JSON values."""
        counts = {name: getattr(self, name) for name in ("output", "written", "unchanged", "accepted", "dismissed")}
        lists = {
            name: [{"place": str(place), "text": text} for place, text in getattr(self, name)]
            for name in ("kept", "rejected", "comments")
        }
        findings = [
            {"check": one.check, "severity": str(one.severity), "message": one.message, "place": str(one.place)}
            for one in self.findings
        ]
        return {**counts, "promoted": self.promoted, **lists, "findings": findings}


class _Reviewed(NamedTuple):
    """A unit that an edit is of, the memory's id of its cell, and the text it gets (None: as it is)."""

    unit: Unit
    cell: bytes
    edit: CellEdit
    text: str | None


@dataclass(frozen=True, slots=True)
class ApplyWork:
    """What edits are applied with: the memory that learns them, the glossary's terms, where dismissed findings go.

    `encoding` is the codec that the translation is written in from now on, None for its own.
    """

    memory: TranslationMemory | None = None
    terms: TermMatcher | None = None
    accepted_path: Path | None = None
    encoding: str | None = None


def apply_edits(edits: Edits, files: tuple[File, File], output: Path, job: Job, work: ApplyWork) -> Applied:
    """Write a person's edits into a translation and into the memory, and return what became of them.

    `files` are the source and the translation; `output` is the latter, or where a copy goes. Only cells whose source
    and translation are what the person saw are changed. In the memory the texts are a person's from then on, those
    that were only accepted too. Dismissed findings are added to a file.
    """
    memory = work.memory
    bitext = open_bitext(*files, job, target_locale=edits.target_locale, memory=memory)
    result = Applied(str(output))
    reviewed = _reviewed(bitext, edits, result)
    texts = {one.unit.id: one.text for one in reviewed if one.text is not None}
    is_same = output.exists() and output.resolve() == files[1][0].resolve()
    left = _written(bitext, output, texts, is_same, work) if texts or not is_same else []
    for one in reviewed:
        if one.unit.id in left:
            result.kept.append(Kept(one.unit.place, "the file has no cell for its translation"))
    reviewed = [one for one in reviewed if one.unit.id not in left]
    result.written = len(texts) - len(left)
    if memory is not None:
        result.promoted = _promoted(bitext, reviewed, memory, has_cells=is_same)
    if work.accepted_path is not None:
        result.dismissed = _accepted(reviewed, work.accepted_path)
    if result.written:
        changed = {one.unit.id for one in reviewed if one.text is not None}
        made = replace(bitext.job, output_encoding=work.encoding or bitext.job.output_encoding)
        result.findings = list(_new_findings((files[0], (output, str(output))), made, changed, work.terms, reviewed))
    return result


def _reviewed(bitext: Bitext, edits: Edits, result: Applied) -> list[_Reviewed]:
    """Return the cells that can be changed as wished; what speaks against the others is noted in the result."""
    found: list[_Reviewed] = []
    met: set[str] = set()
    for unit, cell in zip(bitext.units(), bitext.cell_ids(), strict=True):
        edit = edits.cells.get(unit.id)
        if edit is None or unit.id in met:
            continue
        met.add(unit.id)
        why = _what_changed(unit, edit)
        if why is not None:
            result.kept.append(Kept(unit.place, why))
            continue
        _note(unit, edit, result)
        is_new = edit.target is not None and edit.target != unit.target
        result.unchanged += edit.target is not None and not is_new
        found.append(_Reviewed(unit, cell, edit, edit.target if is_new else None))
    for name, edit in edits.cells.items():
        if name not in met:
            result.kept.append(Kept(edit.place, "the catalog has no such cell any more"))
    return found


def _what_changed(unit: Unit, edit: CellEdit) -> str | None:
    """Return why an edit no longer fits its cell, None if it does, or if somebody wrote the same meanwhile."""
    if hash_of(unit.source) != edit.source_hash:
        return "its source changed since the page was made"
    if edit.target is not None and edit.target == unit.target:
        return None
    if hash_of(unit.target) != edit.target_hash:
        return "its translation changed since the page was made"
    was_formula = any(_FORMULA.match(text or "") for text in (unit.source, unit.target))
    if edit.target is not None and _FORMULA.match(edit.target) and not was_formula:
        return "its new text begins as a formula, which a spreadsheet would run: begin it otherwise"
    return None


def _note(unit: Unit, edit: CellEdit, result: Applied) -> None:
    place = unit.target_place or unit.place
    result.accepted += edit.status is Judgement.ACCEPTED
    if edit.status is Judgement.REJECTED:
        result.rejected.append(Kept(place, edit.comment or "rejected without a comment"))
    elif edit.comment:
        result.comments.append(Kept(place, edit.comment))


def _written(bitext: Bitext, output: Path, texts: Mapping[str, str], is_same: bool, work: ApplyWork) -> list[str]:
    """Write the translation with other texts to `output`, whole or not at all; return the ids that have no cell.

    An output of ours that nobody else changed stays one: the next run need not be told to replace it.
    """
    memory = work.memory
    ours = _untouched_run(output, memory) if is_same and memory is not None else None
    with replacing(output) as out:
        left = bitext.write(out, texts, work.encoding)
        out.flush()
        if ours is not None and memory is not None:
            run = memory.start_run(*bitext.pair, "review")
            memory.finish_run(
                run,
                output,
                input_sha256=ours.input_sha256 or "",
                output_sha256=content_sha256(Path(out.name)),
                # Another signature, so that the next run gives the new words to repetitions, too.
                signature=f"{ours.signature} reviewed",
                summary=ours.summary or "",
            )
    return left


def _untouched_run(path: Path, memory: TranslationMemory) -> Run | None:
    written = memory.run_for_output(path)
    if written is None:
        return None
    digest = content_sha256(path)
    return written if digest == written.output_sha256 or memory.wrote(path, digest) else None


def _promoted(bitext: Bitext, reviewed: list[_Reviewed], memory: TranslationMemory, *, has_cells: bool) -> int:
    """Remember the texts that a person wrote or accepted, and return how many; `has_cells`: also where they stand."""
    pair, job = bitext.pair, bitext.job
    keys = KeyMaker(source_locale=pair[0], target_locale=pair[1], model="", decoding="")
    judged = [one for one in reviewed if one.edit.status in (Judgement.EDITED, Judgement.ACCEPTED)]
    texts = [(one, one.edit.target if one.edit.target is not None else one.unit.target or "") for one in judged]
    texts = [(one, text) for one, text in texts if text.strip()]
    if not texts:
        return 0
    run = memory.start_run(*pair, "review")
    entries, cells = [], []
    for one, text in texts:
        source = one.unit.source
        entries.append(MemoryEntry(keys.human_key(source, one.unit.column.role or ""), source, text, run))
        hashes = text_hash(source), text_hash(text.strip())
        cells.append(CellEntry(one.cell, job.target_locale, *hashes, Origin.HUMAN, source=source))
    memory.promote(entries, cells if has_cells else ())
    return len(entries)


def _accepted(reviewed: list[_Reviewed], path: Path) -> int:
    """Let the findings pass that a person dismissed, for the texts as they are now; return how many."""
    entries: list[Entry] = []
    for one in reviewed:
        unit = one.unit if one.text is None else one.unit._replace(target=one.text)
        entries += [entry_of(unit, check, reason) for check, reason in one.edit.dismissed]
    return write_accepted(path, entries) if entries else 0


def _new_findings(
    files: tuple[File, File], job: Job, changed: Container[str], terms: TermMatcher | None, reviewed: list[_Reviewed]
) -> Iterator[Finding]:
    """Yield what is found in the texts that a person wrote, apart from what the person dismissed."""
    bitext = open_bitext(*files, job, target_locale=job.target_locale)
    dismissed = {(one.unit.id, check) for one in reviewed for check, _ in one.edit.dismissed}
    units = (unit for unit in bitext.units() if unit.id in changed)
    for unit in checked_by_name(units, bitext.pair, NAMES, terms):
        for finding in unit.all_findings:
            if (unit.id, finding.check) not in dismissed:
                yield finding._replace(place=unit.target_place or finding.place)


def found_files(edits: Edits, source: str | None, target: str | None) -> tuple[str, str]:
    """Return where the reviewed files lie: as named, else as the edits call them, from here or beside the edits.

    Raises FileProblem if they are not there. An edits file may come from anywhere: it names no file outside of those
    two folders.
    """
    return _found(edits, source, edits.source, "--source"), _found(edits, target, edits.target, "--target")


def _found(edits: Edits, given: str | None, called: str, option: str) -> str:
    if given is not None:
        return given
    name = Path(called)
    with suppress(OSError, ValueError):
        is_inside = bool(name.parts) and not name.is_absolute() and ".." not in name.parts
        for place in (name, edits.place.parent / name) if is_inside else ():
            if place.is_file():
                return str(place)
    shown = "".join(char if char.isprintable() else "?" for char in called[:200])
    raise FileProblem(
        Where(str(edits.place)), f'is of "{shown}", which is not here', f"Say where it lies with {option} FILE."
    )
