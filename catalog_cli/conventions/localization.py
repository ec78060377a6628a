"""The stage that writes finished segments as the target locale does: quantities, with their ledger, and signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from catalog_cli.conventions.edits import FILLER, Edit, Span, edited, shifted
from catalog_cli.conventions.number_format import has_number
from catalog_cli.conventions.quantities import find_quantities
from catalog_cli.conventions.quantity_pairs import Link
from catalog_cli.conventions.reconciliation import DEFAULT, Conventions, Reconciled, reconcile
from catalog_cli.conventions.running_text import may_change, running_text_edits
from catalog_cli.job import Spaces
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, Finding, InlineCode, Origin, Segment, Severity

NUMERIC_CODES = frozenset({"amount", "dimensions", "number", "size"})
"""The names of codes around what is masked only because an engine breaks it: quantities, to be written anew."""

_AS_THEY_WERE = frozenset({Origin.COPIED, Origin.UNTRANSLATED})
_MOST_KEPT = 8_192  # two windows
_SHORT = 200  # characters
# What may stand between the quantities of a cell that holds nothing else; letters for the sides of a box among it.
_BETWEEN = re.compile(r"(?:[ \u00a0\u202f\t\n,;/|()x×+–-]|\b[BDHLW]\b[.:]?)*")


def localize_quantities(
    segments: Iterable[Segment],
    pair: tuple[str, str],
    conventions: Conventions = DEFAULT,
    links_of: Callable[[Segment], Sequence[Link]] | None = None,
) -> Iterator[Segment]:
    """Yield each finished segment with its quantities as the target locale writes them, and their ledger entries.

    `pair` is the source and the target locale; `links_of` relates target and source of a segment. A masked number
    that is written anew is no code any more. What people wrote stays, and so does what was left as it was, except for
    a copied text that is quantities and nothing else ("12.5 cm"). The signs around the words become the locale's.
    """
    for segment in segments:
        if segment.target is None or segment.origin is Origin.HUMAN:
            yield segment
            continue
        has_quantities = has_number(segment.source) or has_number(segment.target)
        if segment.origin in _AS_THEY_WERE:
            yield _as_it_was(segment, pair, conventions) if has_quantities else segment
            continue
        if has_quantities:
            segment = _with_quantities(segment, pair, conventions, links_of)
        yield _with_signs(segment, pair[1], conventions.spaces)


def _with_quantities(
    segment: Segment,
    pair: tuple[str, str],
    conventions: Conventions,
    links_of: Callable[[Segment], Sequence[Link]] | None,
) -> Segment:
    target = segment.target or ""
    fixed = tuple((code.start, code.end) for code in segment.target_codes if is_fixed(code))
    texts = without_terms(segment)
    done = (_kept if len(target) <= _SHORT else _reconciled)(*texts, pair, fixed, (), conventions)
    if done.has_crossed and links_of is not None:
        # The alignment is worked out only where it decides something: it costs as much as all the rest.
        done = _reconciled(*texts, pair, fixed, tuple(links_of(segment)), conventions)
    if texts[1] is not target:
        done = done._replace(target=edited(target, done.edits))
    return changed(segment, done)


# What stands in these is a program's text, not language.
_CODE_ELEMENTS = frozenset({"code", "kbd", "pre", "samp", "tt", "var"})
_PROSE = frozenset({Role.TEXT, Role.HTML})


def _with_signs(segment: Segment, locale: str, spaces: Spaces) -> Segment:
    """Return a segment with quotes, dashes, commas and spaces of its target's locale."""
    target = segment.target or ""
    if not may_change(target, locale, spaces):
        return segment
    codes = segment.target_codes
    fixed = [(c.start, c.end) for c in codes if c.kind is CodeKind.VERBATIM or c.name in _CODE_ELEMENTS]
    fixed += _term_spans(segment, target)
    is_prose = segment.role in _PROSE
    edits = running_text_edits(segment.source, target, locale, spaces, fixed=fixed, is_prose=is_prose)
    if not edits:
        return segment
    return segment._replace(target=edited(target, edits), target_codes=shifted(codes, edits))


def _term_spans(segment: Segment, target: str) -> Iterator[Span]:
    """Yield where terms stand whose form in the term base has signs of its own: these are the merchant's."""
    for form in {entry.target for entry in segment.ledger if entry.kind is LedgerKind.TERM}:
        if not form.replace(" ", "").isalnum():
            yield from (match.span() for match in re.finditer(re.escape(form), target) if form)


def without_terms(segment: Segment) -> tuple[str, str]:
    """Return source and target with the terms that hold a digit blotted out: the term base answers for these."""
    source, target = segment.source, segment.target or ""
    for entry in segment.ledger:
        if entry.kind is LedgerKind.TERM and (has_number(entry.source) or has_number(entry.target)):
            source = source.replace(entry.source, FILLER * len(entry.source), 1)
            if entry.target:
                target = target.replace(entry.target, FILLER * len(entry.target), 1)
    return source, target


def _as_it_was(segment: Segment, pair: tuple[str, str], conventions: Conventions) -> Segment:
    """Return a segment whose text is its source's: its quantities written anew, or told to stand as they did."""
    is_bare = segment.origin is Origin.COPIED and not any(is_fixed(code) for code in segment.codes)
    done = _copied(segment.source, pair, conventions) if is_bare else None
    if done is None:
        return segment._replace(ledger=(*segment.ledger, *_stood(segment.source, pair[0])))
    return segment._replace(
        target=done.target,
        codes=(),
        target_codes=(),
        origin=Origin.CONVENTIONS,
        ledger=(*segment.ledger, *done.entries),
    )


@lru_cache(maxsize=_MOST_KEPT)
def _stood(source: str, locale: str) -> tuple[LedgerEntry, ...]:
    return tuple(LedgerEntry(one.kind, Outcome.KEPT, one.text, one.text) for one in find_quantities(source, locale))


def is_fixed(code: InlineCode) -> bool:
    """Return whether a code's text stays, whatever it holds."""
    return code.kind is CodeKind.VERBATIM and code.name not in NUMERIC_CODES


def _reconciled(
    source: str,
    target: str,
    pair: tuple[str, str],
    fixed: tuple[Span, ...],
    links: tuple[Link, ...],
    conventions: Conventions,
) -> Reconciled:
    return reconcile(source, target, pair, fixed, links, conventions=conventions)


_kept = lru_cache(maxsize=_MOST_KEPT)(_reconciled)


def changed(segment: Segment, done: Reconciled) -> Segment:
    """Return the segment with what was done to its target."""
    findings = segment.findings
    if done.ambiguous:
        message = "can be read two ways and was left as it is"
        findings = (
            *findings,
            *(
                Finding("ambiguous-quantity", Severity.MINOR, f'"{text}" {message}.', segment.place)
                for text in done.ambiguous
            ),
        )
    ledger = (*segment.ledger, *done.entries)
    if not done.edits:
        return segment._replace(ledger=ledger, findings=findings)
    codes, target_codes = segment.codes, segment.target_codes
    if target_codes:
        codes, target_codes = _without_rewritten(segment, done.edits)
        target_codes = shifted(target_codes, done.edits)
    return segment._replace(
        target=done.target, codes=codes, target_codes=target_codes, ledger=ledger, findings=findings
    )


def _without_rewritten(
    segment: Segment, edits: Sequence[Edit]
) -> tuple[tuple[InlineCode, ...], tuple[InlineCode, ...]]:
    """Return (codes, target codes) without the masked numbers that an edit changes."""
    source, target = segment.source, segment.target or ""
    codes, kept = list(segment.codes), []
    for code in segment.target_codes:
        is_numeric = code.kind is CodeKind.VERBATIM and not is_fixed(code)
        if not (is_numeric and any(start < code.end and code.start < end for start, end, _ in edits)) and not (
            is_numeric and any(start == end and code.start <= start <= code.end for start, end, _ in edits)
        ):
            kept.append(code)
            continue
        text = target[code.start : code.end]
        own = next((c for c in codes if c.name == code.name and source[c.start : c.end] == text), None)
        if own is not None:
            codes.remove(own)
    return tuple(codes), tuple(kept)


def localize_copied(source: str, pair: tuple[str, str], conventions: Conventions = DEFAULT) -> str | None:
    """Return a text that is quantities and nothing else as the target locale writes it; None if it stays.

    A bare number stays: it may be a value that a machine reads.

    >>> localize_copied("12.5%", ("en", "pt-BR")), localize_copied("12.5", ("en", "pt-BR"))
    ('12,5%', None)
    """
    done = _copied(source, pair, conventions)
    return None if done is None else done.target


@lru_cache(maxsize=_MOST_KEPT)
def _copied(source: str, pair: tuple[str, str], conventions: Conventions) -> Reconciled | None:
    found = find_quantities(source, pair[0])
    if not any(one.unit and one.numbers for one in found):
        return None
    reached = 0
    for one in found:
        if not _BETWEEN.fullmatch(source, reached, one.start):
            return None
        reached = one.end
    if not _BETWEEN.fullmatch(source[reached:].rstrip(".")):
        return None
    done = reconcile(source, source, pair, conventions=conventions)
    return done if done.edits else None
