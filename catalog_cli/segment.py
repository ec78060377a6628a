"""The values that flow through the pipeline: a segment and what hangs on it. All frozen; stages return new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from catalog_cli.errors import Where
from catalog_cli.ledger import How, LedgerEntry
from catalog_cli.product import Field, Product, Role

_IN_NAMES = frozenset(" &+.,'’!/-")


class SegmentId(NamedTuple):
    """Names a segment without a row number, so that a row inserted above moves nothing.

    `occurrence` counts fields of one name within a product from 0, `index` the segments within a field.
    """

    catalog: str
    product_key: str
    variant_key: str
    field: str
    occurrence: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nothing asks an id for


def field_ids(product: Product, catalog: str, *, translated: bool = False) -> Iterator[tuple[SegmentId, Field]]:
    """Yield each field of a product, or each that is `translated`, with the id of its first segment."""
    occurrences: dict[tuple[str, str], int] = {}
    for variant_key, own in product.all_fields():
        base = own.column.base
        name = (variant_key, base)
        occurrence = occurrences.get(name, 0)
        occurrences[name] = occurrence + 1
        if not translated or own.column.is_translated:
            yield SegmentId(catalog, product.key, variant_key, base, occurrence, 0), own


Place = Where


class Origin(StrEnum):
    """Who supplied the target."""

    NONE = "none"
    COPIED = "copied"
    """Not language: the target is the source."""
    CONVENTIONS = "conventions"
    """Nothing but numbers and measures: the source, as the target locale writes them."""
    PHRASE = "phrase"
    """A standing phrase that we translated by hand: "Do not bleach"."""
    MEMORY_EXACT = "memory-exact"
    MEMORY_FUZZY = "memory-fuzzy"
    REPETITION = "repetition"
    """The same source earlier in this run."""
    ENGINE = "engine"
    HUMAN = "human"
    UNTRANSLATED = "untranslated"
    """No candidate was accepted: the source stays, and a finding says why."""


class UnitState(StrEnum):
    """What a translation is to its source, as far as the memory of earlier runs tells."""

    NEW = "new"
    """There is none yet."""
    CHANGED = "changed"
    """It is ours, of a source that reads otherwise now."""
    EDITED = "edited"
    """A person wrote it for this very source."""
    OUTDATED = "outdated"
    """A person wrote it for a source that reads otherwise now."""
    CURRENT = "current"
    """It is of this very source, or nothing is known of it."""


class CodeKind(StrEnum):
    """How an inline code stands in the text (XLIFF 2 names in brackets)."""

    PAIR = "pair"
    """A tag around text[start:end] (`pc`)."""
    POINT = "point"
    """A tag on its own at start == end (`ph`)."""
    VERBATIM = "verbatim"
    """text[start:end] is not language and must come through unchanged."""


class InlineCode(NamedTuple):
    """Markup or a protected span inside a segment, by offsets in code points of the text it belongs to.

    PAIR and POINT keep their markup in `opening` and `closing`; the text itself holds none of it. A VERBATIM
    code's text stands in the text at [start, end). `name` says what it is: a tag's name, "url", "placeholder",
    "sku"…. The order of codes in a segment is the order in the source; nesting pairs contain one another.
    """

    kind: CodeKind
    start: int
    end: int
    name: str = ""
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which source span each target span came from: (target start, target end, source start, source end).

    Offsets are code points; spans are pieces of words, in target order, from the engine's attention.
    """

    links: tuple[tuple[int, int, int, int], ...]


class TermHit(NamedTuple):
    """A term base entry found in the source at [start, end), with what the target must and must not hold.

    One of `target_forms` satisfies it; the first is the form given in the term base. `exact` forms must be found
    letter by letter; of the others the case does not count. `forbidden` are renderings that must not stand.
    `gender` and `part_of_speech` are those of the first form, as in the term base.
    """

    start: int
    end: int
    source_term: str
    target_forms: tuple[str, ...]
    exact: bool = False
    forbidden: tuple[str, ...] = ()
    gender: str = ""
    part_of_speech: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the term is a name that stays as the source has it."""
        return self.exact and self.target_forms[:1] == (self.source_term,)


class Limit(NamedTuple):
    """The most a target may measure: `unit` is "characters" (code points), "utf16" or "bytes" (UTF-8)."""

    most: int
    unit: str = "characters"


class Severity(StrEnum):
    """How much a finding matters (MQM), worst first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 for critical, 1 for major, 2 for minor."""
        return list(Severity).index(self)


class Finding(NamedTuple):
    """One place where a check failed. `message` is a sentence for the merchant; `place` says where."""

    check: str
    severity: Severity
    message: str
    place: Place


class Segment(NamedTuple):
    """One translatable piece of text and, once a stage has filled it, its target.

    `names` are words that this product's text shows to be names: they keep their capitals. `prepared` is what the
    engine reads: `source` with its case made neutral and verbatim spans masked, by the edits in `masks`; around it
    goes `frame` (before, after), which no draft holds. `draft` is what the engine or the memory gave for `prepared`,
    masks and all; `alignment` relates these two. `target` is the finished text: masks undone, case of the target
    locale, `target_codes` placed in it. `match` is the similarity of the memory's source in percent: 0..100, or 101
    for a context match; None unless the origin is the memory. `score` is the mean log-probability per token of
    `draft` under the engine (at most 0); None unless it was computed. `hows` says, per term hit, how the search met
    it (empty: the first draft held every term), with N_BEST behind them if a shorter hypothesis was chosen for the
    limit; `score_difference` is what terms cost, as in a ledger entry. `taken` are the targets, in lower case, of other
    values that this one must stay apart from. `cell` is the text of the whole cell where it was fitted to a limit; the
    cell's first segment has it.
    """

    id: SegmentId
    place: Place
    role: Role
    source: str
    context: str = ""
    codes: tuple[InlineCode, ...] = ()
    term_hits: tuple[TermHit, ...] = ()
    limit: Limit | None = None
    names: frozenset[str] = frozenset()
    prepared: str = ""
    frame: tuple[str, str] = ("", "")
    masks: tuple[tuple[int, int, str], ...] = ()
    """(start, end, mask): source[start:end] reads `mask` in `prepared`; in source order.

    The first one with "" may cut off a name that a title begins with: `is_leading_name`.
    """
    draft: str | None = None
    target: str | None = None
    target_codes: tuple[InlineCode, ...] = ()
    origin: Origin = Origin.NONE
    match: int | None = None
    score: float | None = None
    alignment: Alignment | None = None
    ledger: tuple[LedgerEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    hows: tuple[How, ...] = ()
    score_difference: float | None = None
    taken: frozenset[str] = frozenset()
    cell: str | None = None

    @property
    def words(self) -> int:
        """How many words the source has, counted by its spaces."""
        return self.source.count(" ") + 1

    @property
    def tag_places(self) -> tuple[tuple[int, int, str, bool, bool], ...]:
        """Where tags stand in the source and what kind they are, apart from what they say."""
        return tuple(
            (code.start, code.end, code.name, not code.opening, not code.closing)
            for code in self.codes
            if code.kind is not CodeKind.VERBATIM
        )


def is_leading_name(source: str, start: int, end: int, mask: str) -> bool:
    """Return whether an edit of `Segment.masks` took away the name that a title begins with, and not a sign.

    >>> is_leading_name("Nike Shoes", 0, 5, ""), is_leading_name("★ Shoes", 0, 2, ""), is_leading_name("A★ B", 0, 3, "")
    (True, False, False)
    """
    return start == 0 < end and not mask and is_plain_name(source[:end])


def is_plain_name(text: str) -> bool:
    """Return whether a name has letters, digits and what joins them alone: others keep their place in a title."""
    return all(letter.isalpha() or letter.isdecimal() or letter in _IN_NAMES for letter in text)
