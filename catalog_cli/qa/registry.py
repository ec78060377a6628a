"""The checks as a list that can be read: what each is called, how much it matters, whose family it is of.

Two sorts: CHECKS look at a segment, a sentence or a value with its translation; UNIT_CHECKS at a whole cell. What only
shows over a whole catalog is in `consistency`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from inspect import getdoc
from typing import Generic, NamedTuple, TypeVar

from catalog_cli.errors import UsageProblem
from catalog_cli.product import Role
from catalog_cli.qa.repeats import Repeats
from catalog_cli.segment import Finding, Origin, Segment, Severity
from catalog_cli.unit import Unit

Subject = TypeVar("Subject", Segment, Unit)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two locales that a check may need to know, as BCP-47 tags."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """One rule: `messages` returns a sentence per place where a segment, or a unit, breaks it. `of_copies` tells
    whether it also makes sense for a segment that was copied on purpose."""

    name: str
    severity: Severity
    messages: Callable[[Subject], Iterable[str]]
    of_copies: bool = False


class Entry(NamedTuple):
    """What is known of a check before it is loaded: `function` is "module:function" of this package.

    `in_run` tells whether `localize` makes it, which has microseconds for a segment; the others are for
    `catalog check`.
    """

    severity: Severity
    family: str
    function: str
    in_run: bool = False
    of_copies: bool = False


_C, _MAJOR, _MINOR = Severity.CRITICAL, Severity.MAJOR, Severity.MINOR

# Critical is what a shop must not publish: something lost that a customer relies on, or a hole that a browser runs. A
# correct run over an ordinary catalog has no critical finding, as `--fail-on critical` is the default.
CHECKS: dict[str, Entry] = {
    "empty-target": Entry(_C, "completeness", "completeness:empty_target", in_run=True),
    "lost-code": Entry(_C, "codes", "codes:lost_code", in_run=True),
    "leftover-mask": Entry(_C, "codes", "codes:leftover_mask", in_run=True),
    "quantity-missing": Entry(_C, "numbers", "numbers:quantity_missing", in_run=True),
    "number-missing": Entry(_C, "numbers", "numbers:number_missing", in_run=True),
    "number-added": Entry(_MAJOR, "numbers", "numbers:number_added", in_run=True),
    "attribute-changed": Entry(_MAJOR, "attributes", "attributes:attribute_changed", in_run=True),
    "term": Entry(_MAJOR, "terms", "terms:term", in_run=True, of_copies=True),
    "untranslated": Entry(_MAJOR, "completeness", "completeness:untranslated", in_run=True),
    "repetition": Entry(_MAJOR, "repetitions", "repetitions:repetition", in_run=True),
    "damaged-characters": Entry(_MAJOR, "characters", "characters:damaged_characters", in_run=True),
    "wrong-script": Entry(_MAJOR, "languages", "languages:wrong_script", in_run=True),
    "negation-lost": Entry(_MAJOR, "negation", "negation:negation_lost", in_run=True),
    "negation-added": Entry(_MAJOR, "negation", "negation:negation_added", in_run=True),
    "limit-exceeded": Entry(_MAJOR, "length", "length:limit_exceeded", in_run=True, of_copies=True),
    "extreme-length": Entry(_MAJOR, "length", "length:extreme_length", in_run=True),
    "unusual-length": Entry(_MINOR, "length", "length:unusual_length", in_run=True),
    "next-best": Entry(_MINOR, "options", "options:next_best", in_run=True),
    "doubled-word": Entry(_MINOR, "repetitions", "repetitions:doubled_word", in_run=True),
    "end-punctuation": Entry(_MINOR, "punctuation", "punctuation:end_punctuation", in_run=True),
    "placeholder-changed": Entry(_C, "codes", "placeholders:placeholder_changed"),
    "link-changed": Entry(_C, "codes", "placeholders:link_changed"),
    "product-code-changed": Entry(_MAJOR, "codes", "placeholders:product_code_changed"),
    "composition-changed": Entry(_C, "attributes", "attributes:composition_changed"),
    "brand-altered": Entry(_MAJOR, "terms", "names:brand_altered"),
    "acronym-missing": Entry(_MINOR, "terms", "names:acronym_missing"),
    "wrong-language": Entry(_MAJOR, "languages", "languages:wrong_language"),
    "unlikely-language": Entry(_MINOR, "languages", "languages:unlikely_language"),
    "foreign-source": Entry(_MINOR, "completeness", "completeness:foreign_source"),
    "leftover-source": Entry(_MAJOR, "completeness", "completeness:leftover_source"),
    "leftover-word": Entry(_MINOR, "completeness", "completeness:leftover_word"),
    "claim-added": Entry(_MAJOR, "claims", "claim_words:claim_added"),
    "mixed-scripts": Entry(_MAJOR, "characters", "characters:mixed_scripts"),
    "escaped-characters": Entry(_MAJOR, "characters", "characters:escaped_characters"),
    "invisible-characters": Entry(_MINOR, "characters", "characters:invisible_characters"),
    "symbols-changed": Entry(_MAJOR, "characters", "characters:symbols_changed"),
    "start-punctuation": Entry(_MINOR, "punctuation", "punctuation:start_punctuation"),
    "brackets": Entry(_MINOR, "punctuation", "punctuation:brackets"),
    "quotes": Entry(_MINOR, "punctuation", "punctuation:quotes"),
    "doubled-punctuation": Entry(_MINOR, "punctuation", "punctuation:doubled_punctuation"),
    "script-punctuation": Entry(_MINOR, "punctuation", "punctuation:script_punctuation"),
    "inverted-marks": Entry(_MINOR, "punctuation", "punctuation:inverted_marks"),
    "double-space": Entry(_MINOR, "spacing", "spacing:double_space"),
    "space-before-punctuation": Entry(_MINOR, "spacing", "spacing:space_before_punctuation"),
    "missing-space": Entry(_MINOR, "spacing", "spacing:missing_space"),
    "french-spacing": Entry(_MINOR, "spacing", "spacing:french_spacing"),
    "start-capital": Entry(_MINOR, "capitals", "capitals:start_capital"),
    "shouting": Entry(_MINOR, "capitals", "capitals:shouting"),
    "mixed-capitals": Entry(_MINOR, "capitals", "capitals:mixed_capitals"),
}
# The one check of units whose translation has no cell.
NO_TRANSLATION = "no-translation"
UNIT_CHECKS: dict[str, Entry] = {
    NO_TRANSLATION: Entry(_MAJOR, "completeness", "cells:no_translation"),
    "empty-cell": Entry(_C, "completeness", "cells:empty_cell"),
    "key-altered": Entry(_C, "cells", "cells:key_altered"),
    "cell-limit-exceeded": Entry(_MAJOR, "length", "cells:cell_limit_exceeded"),
    "list-values": Entry(_MAJOR, "cells", "cells:list_values"),
    "line-breaks": Entry(_MINOR, "cells", "cells:line_breaks"),
    "bullets": Entry(_MAJOR, "cells", "cells:bullets"),
    "edge-space": Entry(_MINOR, "spacing", "cells:edge_space"),
    "tags-lost": Entry(_C, "markup", "tags:tags_lost"),
    "tags-added": Entry(_MAJOR, "markup", "tags:tags_added"),
    "tag-attributes": Entry(_MAJOR, "markup", "tags:tag_attributes"),
    "tag-order": Entry(_MAJOR, "markup", "tags:tag_order"),
    "tag-nesting": Entry(_MAJOR, "markup", "tags:tag_nesting"),
    "unsafe-html": Entry(_C, "markup", "tags:unsafe_html"),
    "sentence-dropped": Entry(_MAJOR, "sentences", "sentences:sentence_dropped"),
    "sentence-added": Entry(_MAJOR, "sentences", "sentences:sentence_added"),
    "swapped-product": Entry(_MAJOR, "products", "products:swapped_product"),
}
# What `consistency.Consistency` finds over a whole catalog.
CATALOG_CHECKS: dict[str, Entry] = {
    "inconsistent": Entry(_MINOR, "consistency", "consistency:Consistency.inconsistent"),
    "reused": Entry(_MINOR, "consistency", "consistency:Consistency.reused"),
}
ALL: tuple[str, ...] = (*CHECKS, *UNIT_CHECKS, *CATALOG_CHECKS)
IN_RUN: tuple[str, ...] = tuple(name for name, entry in CHECKS.items() if entry.in_run)
_SHORT = 64  # characters
_MOST_KNOWN = 8_192


def describe_check(name: str) -> tuple[Severity, str, str]:
    """Return a check's severity, its family, and what it means for a merchant; raises UsageProblem for no check.

    >>> describe_check("double-space")[:2], describe_check("empty-target")[2]
    ((<Severity.MINOR: 'minor'>, 'spacing'), 'The source says something, the translation nothing.')
    """
    entry = _entry(name)
    return entry.severity, entry.family, getdoc(_function(entry)) or ""


def load_checks(
    source_locale: str, target_locale: str, names: Sequence[str] | None = None
) -> tuple[Check[Segment], ...]:
    """Return the named checks of segments, those of a run by default; raises UsageProblem for a name of no check.

    Names of other sorts of checks are passed over.

    >>> [check.severity.value for check in load_checks("en", "pt-BR", ["empty-target", "doubled-word"])]
    ['critical', 'minor']
    """
    return tuple(_loaded(CHECKS, Pair(source_locale, target_locale), IN_RUN if names is None else names))


def load_unit_checks(
    source_locale: str, target_locale: str, names: Sequence[str] | None = None
) -> tuple[Check[Unit], ...]:
    """Return the named checks of whole cells, all of them by default; raises UsageProblem for a name of no check.

    Names of other sorts of checks are passed over.
    """
    return tuple(_loaded(UNIT_CHECKS, Pair(source_locale, target_locale), ALL if names is None else names))


def run_unit_checks(units: Iterable[Unit], checks: Sequence[Check[Unit]]) -> Iterator[Unit]:
    """Yield each unit with a Finding for each place where its cell breaks a check; one out per one in, in order.

    Of a unit without a cell for its translation only that is told.
    """
    of_none = [check for check in checks if check.name == NO_TRANSLATION]
    of_cells = [check for check in checks if check.name != NO_TRANSLATION]
    repeats = Repeats[Hashable, tuple[Finding, ...]]()
    for unit in units:
        # Nothing but this decides what is found in a cell: no check asks for its product or its place.
        of_segments = tuple(finding.check for segment in unit.segments for finding in segment.findings)
        key = (unit.column, unit.source, unit.target, unit.limit, of_segments)
        found = repeats.get(key)
        place = unit.target_place or unit.place
        if found is None:
            found = tuple(
                Finding(check.name, check.severity, message, place)
                for check in (of_none if unit.target is None else of_cells)
                for message in check.messages(unit)
            )
            repeats.keep(key, found, len(unit.source) + len(unit.target or ""))
        placed = (finding._replace(place=place) for finding in found)
        yield unit._replace(findings=(*unit.findings, *placed)) if found else unit


def run_checks(segments: Iterable[Segment], checks: Sequence[Check[Segment]]) -> Iterator[Segment]:
    """Yield each segment with a Finding for each place where it breaks a check; one out per one in, in order.

    A segment that stays as it is (no target, or UNTRANSLATED: whoever gave up said why) is not checked; one that
    was COPIED only by the checks that hold for copies.
    """
    of_copies = tuple(check for check in checks if check.of_copies)
    is_of_run = all(check.name in IN_RUN for check in checks)
    known: dict[tuple[str, str, Role, frozenset[str]], tuple[Finding, ...]] = {}
    for segment in segments:
        if segment.target is None or segment.origin is Origin.UNTRANSLATED:
            yield segment
            continue
        if segment.origin is Origin.COPIED:
            found = _findings(segment, of_copies)
        elif (
            len(segment.source) > _SHORT
            or segment.codes
            or segment.target_codes
            or segment.term_hits
            or segment.masks
            or segment.limit
            or segment.ledger
            or segment.taken
        ):
            found = _findings(segment, checks)
        else:
            # Option values and tags come again and again, and nothing but this decides what is found in them: names
            # count in a run only where the target may be a copy.
            is_named = not is_of_run or len(segment.source) == len(segment.target)
            names = segment.names if is_named else frozenset[str]()
            key = (segment.source, segment.target, segment.role, names)
            if key not in known:
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                known[key] = _findings(segment, checks)
            found = tuple(finding._replace(place=segment.place) for finding in known[key])
        yield segment._replace(findings=(*segment.findings, *found)) if found else segment


def _findings(segment: Segment, checks: Sequence[Check[Segment]]) -> tuple[Finding, ...]:
    found: tuple[Finding, ...] = ()
    for check in checks:
        for message in check.messages(segment):
            found = (*found, Finding(check.name, check.severity, message, segment.place))
    return found


def _loaded(entries: Mapping[str, Entry], pair: Pair, names: Sequence[str]) -> Iterator[Check[Subject]]:
    for name in names:
        entry = _entry(name)
        if name in entries:
            yield Check(name, entry.severity, partial(_function(entry), pair=pair), entry.of_copies)


def _entry(name: str) -> Entry:
    for entries in (CHECKS, UNIT_CHECKS, CATALOG_CHECKS):
        if name in entries:
            return entries[name]
    raise UsageProblem(f'There is no check "{name}". Choose among: {", ".join(ALL)}.')


def _function(entry: Entry) -> Callable[..., Iterable[str]]:
    module, _, path = entry.function.partition(":")
    found = import_module(f"catalog_cli.qa.{module}")
    for part in path.split("."):
        found = getattr(found, part)
    return found  # type: ignore[return-value]  # what the lists above name
