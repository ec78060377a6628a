"""A catalog and its translation, checked: everything that was found, and what a person let pass of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalog_cli.accepted import Accepted
from catalog_cli.bitext.bitext import Bitext
from catalog_cli.errors import UsageProblem
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.pipeline import checked_by_name
from catalog_cli.qa.consistency import Consistency
from catalog_cli.qa.registry import ALL, NO_TRANSLATION, Pair, describe_check
from catalog_cli.reporting.findings.reported import Reported, Rule
from catalog_cli.unit import Unit


def chosen_checks(only: Sequence[str] = (), skip: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the names of the checks to make: those of `only`, else all, but for those of `skip`.

    A family stands for all its checks. Raises UsageProblem for a name of neither.

    >>> chosen_checks(["spacing", "term"], ["double-space", "french-spacing"])
    ('term', 'space-before-punctuation', 'missing-space', 'edge-space')
    """
    wanted = _named(only) if only else set(ALL)
    wanted -= _named(skip)
    return tuple(name for name in ALL if name in wanted)


def _named(names: Sequence[str]) -> set[str]:
    families: dict[str, set[str]] = {}
    for name in ALL:
        families.setdefault(describe_check(name)[1], set()).add(name)
    found: set[str] = set()
    for name in names:
        if name not in ALL and name not in families:
            raise UsageProblem(f'There is no check or family "{name}". See: catalog check --list')
        found |= {name} if name in ALL else families[name]
    return found


def rules(names: Sequence[str] = ALL) -> list[Rule]:
    """Return what reports say of the named checks."""
    return [Rule(name, *describe_check(name)) for name in names]


def checked_bitext(bitext: Bitext, terms: TermMatcher | None = None, names: Sequence[str] = ALL) -> Iterator[Unit]:
    """Yield the units of a bitext with their findings; those that need the whole catalog are not among them."""
    if bitext.target is None:  # nobody asks for what is still to be made
        names = [name for name in names if name != NO_TRANSLATION]
    return checked_by_name(bitext.units(), bitext.pair, names, terms)


@dataclass(frozen=True, slots=True)
class CheckRun:
    """The checks of one bitext: which, with whose terms, and what a person let pass of their findings."""

    bitext: Bitext
    names: tuple[str, ...]
    terms: TermMatcher | None = None
    accepted: Accepted = field(default_factory=Accepted)

    def rules(self) -> list[Rule]:
        """Return what reports say of its checks."""
        return rules(self.names)

    def reported(self) -> Iterator[Reported]:
        """Yield every finding with its unit in the order of the source, then those that need the whole catalog."""
        with Consistency(Pair(*self.bitext.pair), self.names) as consistency:
            for unit in checked_bitext(self.bitext, self.terms, self.names):
                for segment in unit.segments:
                    consistency.add(segment)
                for finding in unit.all_findings:
                    yield Reported(finding, unit, self.accepted.reason(unit, finding))
            yield from map(Reported, consistency.findings())
