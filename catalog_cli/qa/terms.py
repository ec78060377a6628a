"""Terms: what the glossary asks for and the translation does not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog_cli.ledger import How, LedgerKind, Outcome
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Segment


def term(segment: Segment, pair: Pair) -> Iterable[str]:
    """A term of the glossary is said otherwise in the translation, or a name that is kept is not in it."""
    return _failed(segment) if segment.ledger else ()


def _failed(segment: Segment) -> Iterator[str]:
    for entry in segment.ledger:
        if entry.kind is not LedgerKind.TERM or entry.how is not How.FAILED:
            continue
        if entry.outcome is Outcome.CHANGED:
            yield f'The term "{entry.source}" is said as "{entry.target}", which the glossary forbids.'
        else:
            forms = " or ".join(f'"{form}"' for form in entry.required[:2])
            yield f'The term "{entry.source}" is not said as {forms}.'
