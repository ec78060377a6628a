"""What a product is made of, with shares: "80% cotton, 20% polyester", "60/40 algodão/poliéster", by its parts.

A share without a material beside it says nothing ("20% off", "50% recycled"), nor do shares of one part that make more
than the whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from catalog_cli.attributes.evidence import Evidence
from catalog_cli.attributes.gazetteer import Gazetteer, Mention
from catalog_cli.attributes.measure_tags.spans import Spans
from catalog_cli.attributes.product_text import NAMED_TEXT, ProductText
from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.tag import Tag

FOUND_BY = "composition"
MATERIAL = "material"
COLUMN, WHOLE, PARTIAL = 0.99, 0.98, 0.95

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_PERCENT = re.compile(rf"(?<![\d.,/])({_NUMBER})[ \u00a0\u202f]?(?:%|percent\b|per cent\b|por cento\b)")
_SLASHED = re.compile(
    r"(?<![\d.,/])(\d{1,2})[ ]?%?[ ]?/[ ]?(\d{1,2})(?:[ ]?%?[ ]?/[ ]?(\d{1,2}))?[ ]?%?(?![\d.,]*[\d/])"
)
_PERCENT_WORDS = ("percent", "per cent", "por cento")
# Between a share and its material; anything else ("20% off cotton shirts") parts them.
_QUALITY = (
    r"(?:of|de|pure|premium|genuine|real|soft|natural|certified|combed|organic|recycled|virgin|brushed|fine|authentic"
    r"|fully|upcycled|sustainable|responsible|super|extra|high[- ]quality|puro|pura|genuíno|legítimo"
    r"|certificado|the|finest"
    r"|aus|aus reiner|reine|reiner|en|in|long[- ]staple|mercerized|durable|thick|solid)"
)
_BEFORE_MATERIAL = re.compile(rf"(?i)[ \u00a0]{{0,3}}(?:{_QUALITY}[ \u00a0]){{0,3}}")
_BEHIND_MATERIAL = re.compile(r"[ \u00a0]{0,2}[:=(–—-]?[ \u00a0]{0,2}")
_JOINT = re.compile(
    r"(?i)[ \u00a0)]*(?:[,/+&|;•\n-]|\b(?:and|with|e|com|y|und|et|plus|mit)\b|[ \u00a0])?[ \u00a0(]*(?:and |e )?"
)
_BLEND_OF = re.compile(r"(?i)[ ]?(?:(?:blend|mix|mistura)[ ](?:of|de)[ ])?")
_BETWEEN_MATERIALS = re.compile(r"(?i)[ ]?(?:[/,&+-]|and|e)?[ ]?")
# "cotton-free", "100% cotton feel": what it is not.
_UNTRUE_BEHIND = re.compile(
    r"(?i)[- ](?:free|like|look|feel|effect|imitation|replacement|alternative|seed|candy|oil|butter|alcohol)\b"
)
_UNTRUE_BEFORE = re.compile(
    r"(?i)\b(?:not|isn't|no|non|não|nem|without|sem|less than|menos de|than|que)[ ](?:[^\W\d_]+[ ])?$"
)
# The part that a share is of: what has an attribute of its own, the main one, and what is left out.
_PARTS = {
    "lining_material": r"linings?|lined|inner(?: layer| lining)?|forros?|forrado|futter|doublure",
    "sole_material": r"(?:out|in|mid)?soles?|solas?|solado|entressola",
    "frame_material": r"frames?|armação|estrutura",
    MATERIAL: r"shell|outer|body|uppers?|main|exterior|face|fabric|self|tecido|cabedal|parte externa|externo"
    r"|corpo|principal"
    r"|composition|composição|material|obermaterial|oberstoff|front|back",
    "": r"fill(?:ing|er)?|filled|padding|insulation|recheio|enchimento|trims?|ribs?|ribbing|ribana|cuffs?"
    r"|punhos?|contrast|"
    r"embroidery|pocket (?:bag|lining)|waistband|hood|capuz|collar|gola|backing|binding|details?|straps?|füllung",
}
_PART = re.compile(
    "|".join(rf"(?P<p{index}>\b(?:{words})\b)" for index, words in enumerate(_PARTS.values())), re.IGNORECASE
)
_IDS = tuple(_PARTS)
_BEFORE_PART = re.compile(r"[ -]\(?")
_SENTENCE = re.compile(r"[\n;•|]|[.](?=\s|$)")
_FAR = 70  # characters around a share that may hold its material and its part


class _Share(NamedTuple):
    """A material with its share at `start:end` of a text; `part` is None where the text names none."""

    value: str
    share: Decimal
    start: int
    end: int
    part: str | None


def composition_tags(text: ProductText, schema: AttributeSchema, gazetteer: Gazetteer, locale: str) -> list[Tag]:
    """Return the materials that a text gives with their shares, of each blend the largest first.

    `gazetteer` is the one of `schema` and `locale`. Evidence covers the share and the material.

    >>> from catalog_cli.attributes.cell_text import read_cell
    >>> from catalog_cli.attributes.product_text import BODY_TEXT
    >>> from catalog_cli.attributes.gazetteer import gazetteer
    >>> from catalog_cli.attributes.schema import builtin
    >>> cell = read_cell("Shell: 20% polyester, 80% cotton; lining: 100% silk. 20% off!")
    >>> body = ProductText(BODY_TEXT, cell.text, cell, "Body")
    >>> tags = composition_tags(body, builtin(), gazetteer(builtin(), "en"), "en")
    >>> [(tag.attribute, tag.value, str(tag.share)) for tag in tags]
    [('material', 'cotton', '80'), ('material', 'polyester', '20'), ('lining_material', 'silk', '100')]
    """
    return [one.tag for one in composition(text, schema, gazetteer)]


def composition(text: ProductText, schema: AttributeSchema, gazetteer: Gazetteer) -> list[Evidence]:
    """Return what `composition_tags` makes tags of."""
    if not _may_have_shares(text.text):
        return []
    own = _default_part(text)
    if own is None or MATERIAL not in schema.attributes:
        return []
    said: dict[tuple[str, str, Decimal], Evidence] = {}
    for blend in _blends(text.text, gazetteer, own):
        whole = sum(one.share for one in blend) == 100
        sure = COLUMN if text.kind is NAMED_TEXT else WHOLE if whole else PARTIAL
        for one in sorted(blend, key=lambda one: -one.share):
            if not one.part or one.part not in schema.attributes:
                continue
            found = Evidence(text, one.part, one.value, one.start, one.end, sure, FOUND_BY, share=one.share)
            said.setdefault((one.part, one.value, one.share), found)
    return list(said.values())


def _default_part(text: ProductText) -> str | None:
    """Return the attribute that shares without a named part are of; None for a text about something else."""
    if text.kind is not NAMED_TEXT or not text.attributes:
        return MATERIAL
    return next(
        (name for name in text.attributes if name in _PARTS), MATERIAL if "feature" in text.attributes else None
    )


def _may_have_shares(text: str) -> bool:
    if "%" in text or ("cent" in text and any(word in text for word in _PERCENT_WORDS)):
        return True
    return "/" in text and _SLASHED.search(text) is not None


def _blends(text: str, gazetteer: Gazetteer, own: str) -> Iterator[list[_Share]]:
    """Yield the blends of a text: shares that stand together, are of one part and make no more than the whole."""
    slashed = list(_slashed(text, gazetteer))
    taken = Spans((blend[0].start, blend[0].end) for blend in slashed)
    for blend in slashed:
        yield [one._replace(part=own if one.part is None else one.part) for one in blend]
    run: list[_Share] = []
    part, reached = own, 0
    for one in _percents(text, gazetteer):
        if taken.touch(one.start, one.end):
            continue
        if not (run and one.part is None and _JOINT.fullmatch(text, reached, one.start)):
            yield from _whole_or_less(run)
            run = []
            if one.part is not None:
                part = one.part
            elif _SENTENCE.search(text, reached, one.start):
                part = own
        run.append(one._replace(part=part))
        reached = one.end
    yield from _whole_or_less(run)


def _whole_or_less(run: Sequence[_Share]) -> Iterator[list[_Share]]:
    """Yield the blends of shares in a row, each making the whole but for a single one; none if they do not add up."""
    blends: list[list[_Share]] = [[]]
    for one in run:
        if blends[-1] and sum(have.share for have in blends[-1]) == 100:
            blends.append([])
        blends[-1].append(one)
    sums = [sum(one.share for one in blend) for blend in blends]
    if run and max(sums) <= 100 and (len(blends) == 1 or sums[-1] == 100):
        yield from blends


def _percents(text: str, gazetteer: Gazetteer) -> Iterator[_Share]:
    matches = [match for match in _PERCENT.finditer(text) if 0 < _value(match[1]) <= 100]
    cluster: list[re.Match[str]] = []
    for match in matches:
        if cluster and match.start() - cluster[-1].end() > _FAR:
            yield from _cluster(text, cluster, gazetteer)
            cluster = []
        cluster.append(match)
    if cluster:
        yield from _cluster(text, cluster, gazetteer)


def _cluster(text: str, cluster: Sequence[re.Match[str]], gazetteer: Gazetteer) -> Iterator[_Share]:
    """Yield the shares that stand near each other: the material is behind each of them, or before each."""
    mentions = _materials(text, cluster[0].start() - _FAR, cluster[-1].end() + _FAR, gazetteer)
    if not mentions:
        return
    starts, ends = [one.start for one in mentions], [one.end for one in mentions]
    behind = [_behind(text, match, mentions, bisect_left(starts, match.end())) for match in cluster]
    before = [_before(text, match, mentions, bisect_right(ends, match.start()) - 1) for match in cluster]
    is_before = sum(one is not None for one in before) > sum(one is not None for one in behind)
    used: set[int] = set()
    reached = max(0, cluster[0].start() - _FAR)
    for match, ahead, back in zip(cluster, behind, before, strict=True):
        one = (back or ahead) if is_before else (ahead or back)
        if one is None or one.start in used or _UNTRUE_BEHIND.match(text, one.end):
            continue
        used.add(one.start)
        start, end = min(match.start(), one.start), max(match.end(), one.end)
        if not _UNTRUE_BEFORE.search(text[max(0, start - 24) : start]):
            yield _Share(one.value, _value(match[1]), start, end, _part(text, reached, start, end))
        reached = end


def _materials(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[Mention]:
    start, end = max(0, start), min(len(text), end)
    while start and text[start - 1].isalnum():
        start += 1  # no half words
        if start >= end or not text[start].isalnum():
            break
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum() and end > start:
        end -= 1
    return [
        one._replace(start=one.start + start, end=one.end + start)
        for one in gazetteer.mentions(text[start:end])
        if one.attribute == MATERIAL
    ]


def _behind(text: str, match: re.Match[str], mentions: Sequence[Mention], index: int) -> Mention | None:
    if index == len(mentions):
        return None
    one = mentions[index]
    return one if _BEFORE_MATERIAL.fullmatch(text, match.end(), one.start) else None


def _before(text: str, match: re.Match[str], mentions: Sequence[Mention], index: int) -> Mention | None:
    if index < 0:
        return None
    one = mentions[index]
    return one if _BEHIND_MATERIAL.fullmatch(text, one.end, match.start()) else None


def _part(text: str, reached: int, start: int, end: int) -> str | None:
    """Return the attribute of the part that is named before a share in its clause or right behind it; None: "
    "no name."""
    for cut in _SENTENCE.finditer(text, reached, start):
        reached = cut.end()
    found = None
    for match in _PART.finditer(text, reached, start):
        between = text[match.end() : start]
        if ":" in between or len(between.split()) <= 1:
            found = match
    if found is None:
        rest = _BEFORE_PART.match(text, end)
        found = _PART.match(text, rest.end()) if rest else None
        if found and _IDS[int(str(found.lastgroup)[1:])] == MATERIAL:
            found = None
    return None if found is None else _IDS[int(str(found.lastgroup)[1:])]


def _slashed(text: str, gazetteer: Gazetteer) -> Iterator[list[_Share]]:
    """Yield the blends of "60/40 cotton/polyester" and "cotton/polyester 60/40"."""
    for match in _SLASHED.finditer(text):
        shares = [_value(group) for group in match.groups() if group]
        if sum(shares) != 100:
            continue
        mentions = _materials(text, match.start() - _FAR, match.end() + _FAR, gazetteer)
        behind = [one for one in mentions if one.start >= match.end()][: len(shares)]
        before = [one for one in mentions if one.end <= match.start()][-len(shares) :]
        if _are_listed(text, behind, len(shares)) and _BLEND_OF.fullmatch(text, match.end(), behind[0].start):
            chosen, start, end = behind, match.start(), behind[-1].end
        elif _are_listed(text, before, len(shares)) and _BEHIND_MATERIAL.fullmatch(text, before[-1].end, match.start()):
            chosen, start, end = before, before[0].start, match.end()
        else:
            continue
        part = _part(text, max(0, start - _FAR), start, end)
        yield [_Share(one.value, share, start, end, part) for one, share in zip(chosen, shares, strict=True)]


def _are_listed(text: str, mentions: Sequence[Mention], count: int) -> bool:
    return len(mentions) == count and all(
        _BETWEEN_MATERIALS.fullmatch(text, one.end, other.start) for one, other in pairwise(mentions)
    )


def _value(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))
