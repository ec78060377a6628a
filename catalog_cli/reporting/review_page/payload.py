"""What a review page holds of its cells: JSON that stands inside HTML, written one cell at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from catalog_cli.memory.keys import text_hash
from catalog_cli.product import Column, Role
from catalog_cli.segment import Origin
from catalog_cli.unit import OPEN_STATES, Offer, Unit

# Inside <script>, "</script" and "<!--" would end the data; old JavaScript took U+2028 and U+2029 for line ends.
# One `replace` each is 20 times as fast as `translate`.
_ESCAPES = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")


@dataclass(frozen=True, slots=True)
class About:
    """What is reviewed: the two files as they are called from where the page was made, and by what they are known.

    `source_direction` and `target_direction` are "ltr" or "rtl". `note` says what was left out, `made_by` what made
    the page. Cells of a confidence below `review_below` (0 to 1) are worth a look; None if it was not asked for.
    """

    source: str
    target: str
    source_sha256: str
    target_sha256: str
    source_locale: str
    target_locale: str
    source_direction: str = "ltr"
    target_direction: str = "ltr"
    note: str = ""
    made_by: str = ""
    review_below: float | None = None

    @property
    def run(self) -> str:
        """32 hexadecimal digits that stand for these two files in this locale: edits are kept under them."""
        text = "\n".join((self.source_sha256, self.target_sha256, self.target_locale))
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def as_json(self, part: int) -> dict[str, object]:
        """Return what the page says of itself; `part` counts pages from 1."""
        return {
            "run": self.run,
            "source": self.source,
            "target": self.target,
            "source_locale": self.source_locale,
            "target_locale": self.target_locale,
            "source_dir": self.source_direction,
            "target_dir": self.target_direction,
            "note": self.note,
            "below": self.review_below,
            "made": self.made_by,
            "part": part,
        }


@dataclass(slots=True)
class PagePayload:
    """The JSON of one page as pieces of text, which may be taken once; after that it can say what was in it.

    It ends before a product that would exceed `most_cells` or `most_bytes`; what is left of `units` is for the next
    page. A single product is never split.
    """

    about: About
    part: int
    explanations: Mapping[str, str]
    most_cells: int
    most_bytes: int
    cells: int = 0
    findings: int = 0
    telling: int = 0
    size: int = 0
    _columns: dict[str, int] = field(default_factory=dict)
    _described: list[Column] = field(default_factory=list)
    _checks: set[str] = field(default_factory=set)

    def pieces(self, units: Units) -> Iterator[str]:
        """Yield the document in pieces, each safe inside a script element."""
        yield f'{{"about":{escaped(self.about.as_json(self.part))},"items":['
        between, product = "\n", None
        while (unit := units.next) is not None:
            if unit.product_key != product:
                if self.cells >= self.most_cells or self.size >= self.most_bytes:
                    break
                product = unit.product_key
                yield between + escaped({"product": product, "title": unit.title})
                between = ",\n"
            text = between + escaped(self._item(unit))
            self.cells += 1
            self.size += len(text)
            yield text
            units.advance()
        yield f'\n],"columns":{escaped([_column_json(column) for column in self._described])}'
        known = {name: self.explanations[name] for name in sorted(self._checks) if name in self.explanations}
        yield f',"checks":{escaped(known)},"more":{escaped(units.next is not None)}}}'

    def _item(self, unit: Unit) -> dict[str, object]:
        """Return a cell with what is known of it; what says nothing is left out."""
        # Sentences of one cell may be wrong in the same words.
        findings = list(dict.fromkeys(unit.all_findings))
        self.findings += len(findings)
        self.telling += bool(findings) or unit.state in OPEN_STATES or is_below(unit, self.about.review_below)
        self._checks.update(finding.check for finding in findings)
        item: dict[str, object] = {
            "id": unit.id,
            "column": self._column(unit.column),
            "row": unit.place.row,
            "variant": unit.variant_key or None,
            "source": unit.source,
            "target": unit.target,
            "previous": unit.previous_source if unit.previous_source != unit.source else None,
            "state": str(unit.state),
            "origin": None if unit.origin is Origin.NONE else str(unit.origin),
            "confidence": None if unit.confidence is None else round(unit.confidence, 3),
            "limit": None if unit.limit is None else [unit.limit.most, unit.limit.unit],
            "findings": [[one.check, str(one.severity), one.message] for one in findings] or None,
            "terms": _terms(unit) or None,
            "offers": [_offer_json(one, unit) for one in unit.offers] or None,
            "hashes": [hash_of(unit.source), hash_of(unit.target)],
        }
        return {name: value for name, value in item.items() if value is not None}

    def _column(self, column: Column) -> int:
        if column.name not in self._columns:
            self._columns[column.name] = len(self._columns)
            self._described.append(column)
        return self._columns[column.name]


class Units:
    """Units one ahead, so that a page can end before the product that is too much for it."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._stream = iter(units)
        self.next: Unit | None = next(self._stream, None)

    def advance(self) -> None:
        """Go on to the next one; `next` is None behind the last."""
        self.next = next(self._stream, None)


def is_below(unit: Unit, bound: float | None) -> bool:
    """Return whether the confidence in a unit is known to be below a bound, if there is one."""
    return bound is not None and unit.confidence is not None and unit.confidence < bound


def hash_of(text: str | None) -> str:
    """Return 32 hexadecimal digits by which a cell's text is known, "" for a cell that is not there.

    >>> hash_of("Vermelha"), hash_of(None)
    ('ed8069b12ff690d94fb432fe4037291c', '')
    """
    return "" if text is None else text_hash(text).hex()


def escaped(value: object) -> str:
    r"""Return a value as JSON that can stand inside a script element, and be read by any parser of JSON.

    >>> escaped("</script>\u2028")
    '"\\u003c/script\\u003e\\u2028"'
    >>> json.loads(escaped("</script>&\ud83d"))
    '</script>&\ud83d'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _ESCAPES:
        text = text.replace(char, escape)
    # Half a surrogate pair, as a JSON feed may hold, is no UTF-8: it stays the escape that it was.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _column_json(column: Column) -> dict[str, str]:
    return {"name": column.name, "role": str(column.role or Role.TEXT)}


def _offer_json(one: Offer, unit: Unit) -> list[object]:
    """Return an offer; its place is told in UTF-16 units, as the browser counts."""
    base = unit.target if unit.target and unit.target.strip() else unit.source
    start, end = (len(base[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in (one.start, one.end))
    asked = None if one.asked == unit.source else one.asked
    return [one.percent, one.is_substituted, one.source, one.target, asked, start, end, one.text]


def _terms(unit: Unit) -> list[list[object]]:
    """Return the glossary's terms in a cell: [as the source has it, required forms, letter by letter, forbidden]."""
    found: dict[str, list[object]] = {}
    for segment in unit.segments:
        for hit in segment.term_hits:
            text = segment.source[hit.start : hit.end]
            found.setdefault(text, [text, list(hit.target_forms), hit.exact, list(hit.forbidden)])
    return list(found.values())
