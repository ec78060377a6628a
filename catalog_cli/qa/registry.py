"""The checks of a finished segment, as a list, and the stage that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module

from catalog_cli.errors import UsageProblem
from catalog_cli.product import Role
from catalog_cli.segment import Finding, Origin, Segment, Severity


@dataclass(frozen=True, slots=True)
class Pair:
    """The two locales that a check may need to know, as BCP-47 tags."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: `messages` returns a sentence per place where a segment breaks it. `of_copies` tells whether it
    also makes sense for a segment that was copied on purpose."""

    name: str
    severity: Severity
    messages: Callable[[Segment], Iterable[str]]
    of_copies: bool = False


# Name: (severity, "module:function"). Critical is what a shop must not publish: something lost that a customer
# relies on. A correct run over an ordinary catalog has no critical finding, as `--fail-on critical` is the default.
CHECKS: dict[str, tuple[Severity, str]] = {
    "empty-target": (Severity.CRITICAL, "text:empty_target"),
    "lost-code": (Severity.CRITICAL, "codes:lost_code"),
    "leftover-mask": (Severity.CRITICAL, "codes:leftover_mask"),
    "quantity-missing": (Severity.CRITICAL, "numbers:quantity_missing"),
    "number-missing": (Severity.CRITICAL, "numbers:number_missing"),
    "number-added": (Severity.MAJOR, "numbers:number_added"),
    "attribute-changed": (Severity.MAJOR, "attributes:attribute_changed"),
    "term": (Severity.MAJOR, "terms:term"),
    "untranslated": (Severity.MAJOR, "text:untranslated"),
    "repetition": (Severity.MAJOR, "text:repetition"),
    "damaged-characters": (Severity.MAJOR, "text:damaged_characters"),
    "wrong-script": (Severity.MAJOR, "text:wrong_script"),
    "limit-exceeded": (Severity.MAJOR, "length:limit_exceeded"),
    "extreme-length": (Severity.MAJOR, "length:extreme_length"),
    "unusual-length": (Severity.MINOR, "length:unusual_length"),
    "next-best": (Severity.MINOR, "options:next_best"),
    "doubled-word": (Severity.MINOR, "text:doubled_word"),
    "end-punctuation": (Severity.MINOR, "text:end_punctuation"),
}
_OF_COPIES = frozenset({"limit-exceeded", "term"})
_SHORT = 64  # characters
_MOST_KNOWN = 8_192


def load_checks(source_locale: str, target_locale: str, names: Sequence[str] | None = None) -> tuple[Check, ...]:
    """Return the named checks, all of them by default, for a pair of locales; raises UsageProblem for no check.

    >>> [check.severity.value for check in load_checks("en", "pt-BR", ["empty-target", "doubled-word"])]
    ['critical', 'minor']
    """
    pair = Pair(source_locale, target_locale)
    checks = []
    for name in CHECKS if names is None else names:
        if name not in CHECKS:
            raise UsageProblem(f'There is no check "{name}". Choose among: {", ".join(CHECKS)}.')
        severity, (module, _, function) = CHECKS[name][0], CHECKS[name][1].partition(":")
        found = getattr(import_module(f"catalog_cli.qa.{module}"), function)
        checks.append(Check(name, severity, partial(found, pair=pair), name in _OF_COPIES))
    return tuple(checks)


def run_checks(segments: Iterable[Segment], checks: Sequence[Check]) -> Iterator[Segment]:
    """Yield each segment with a Finding for each place where it breaks a check; one out per one in, in order.

    A segment that stays as it is (no target, or UNTRANSLATED: whoever gave up said why) is not checked; one that
    was COPIED only by the checks that hold for copies.
    """
    of_copies = tuple(check for check in checks if check.of_copies)
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
            or segment.masks
            or segment.limit
            or segment.ledger
            or segment.taken
        ):
            found = _findings(segment, checks)
        else:
            # Option values and tags come again and again, and nothing but this decides what is found in them: names
            # count only where the target may be a copy.
            names = segment.names if len(segment.source) == len(segment.target) else frozenset[str]()
            key = (segment.source, segment.target, segment.role, names)
            if key not in known:
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                known[key] = _findings(segment, checks)
            found = tuple(finding._replace(place=segment.place) for finding in known[key])
        yield segment._replace(findings=(*segment.findings, *found)) if found else segment


def _findings(segment: Segment, checks: Sequence[Check]) -> tuple[Finding, ...]:
    return tuple(
        Finding(check.name, check.severity, message, segment.place)
        for check in checks
        for message in check.messages(segment)
    )
