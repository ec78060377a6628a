"""Which of the product types that a text names is the product itself: the head of the title's first phrase.

English puts the head last ("dog bed", "camera bag"), Portuguese first ("cama para cachorro", "bolsa de câmera").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from catalog_cli.attributes.context import TextContext
from catalog_cli.attributes.gazetteer import Mention
from catalog_cli.attributes.schema import AttributeSchema

# Where the first phrase of a title ends: the rest says what comes with it, what it is for, or who sells it.
_PHRASE_END = re.compile(
    r"\s[-–—|•/]\s|[|•;:,\n\[!?]|\.(?=\s|$)|\s(?:with|w/|for|from|in|on|of|to|by|featuring|like|that|which|up to|"
    r"and matching|com|c/|para|p/|por|sem|em|no|na|que)\s",
    re.IGNORECASE,
)
# "Set of 4 mugs", "Kit com 3 camisetas": what it is a set of is the product.
_SEVERAL = re.compile(r"\s*(?:set|pack|box|pair|lot|case|kit|jogo|conjunto|par)\s+(?:of|de|com|c/)\s", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:and|&|\+|e|/)\s+(?:[\w'-]+\s+){0,2}$", re.IGNORECASE)
# Words that may follow a head without being one.
_TRAILERS = frozenset(
    "set sets pack packs pair kit bundle box lot men women boys girls kids adults unisex new sale size small medium "
    "large xl xxl xs s m l mens womens null us usa uk plus edition collection series style by version model one piece "
    "pcs pc oz ml inch inches cm mm lb lbs kg g w v of pro mini max ii iii no nos page yield option replacement refill "
    "refills combo letter legal opaque".split()
)
# "Description: 5 x hard drive": what stands before the noun phrase of a description.
_LEAD = re.compile(r"\s*(?:(?:product |item )?description\s*:\s*)?(?:\d+ ?x )?", re.IGNORECASE)
_OF = re.compile(r"\b(?:de|do|da|dos|das|para|pra|p|com|c|em|no|na|of|for|with)\s+(?:[\w']+\s+)?$")


@lru_cache(maxsize=16)
def first_phrase(text: str, start: int = 0) -> int:
    """Return where the first phrase of a title ends.

    >>> "Dog bed for large dogs"[: first_phrase("Dog bed for large dogs")]
    'Dog bed'
    """
    several = _SEVERAL.match(text, start)
    found = _PHRASE_END.search(text, several.end() if several else start)
    return found.start() if found else len(text)


def heads(context: TextContext, types: Sequence[Mention], others: Sequence[Mention], end: int) -> list[Mention]:
    """Return the product types that head the first phrase of a text, which ends at `end`; two if joined by "and"."""
    end = max([end, *(one.end for one in types if one.start < end)])
    inside = [one for one in types if one.end <= end]
    if not inside:
        return []
    sure = [one for one in inside if not one.is_weak]
    if sure and not (len(inside) > 1 and _JOINED.fullmatch(context.text, inside[-2].end, inside[-1].start)):
        inside = sure
    if not context.rules.noun_is_last:
        return _first(context, inside)
    return _last(context, inside, others, end)


def _first(context: TextContext, inside: Sequence[Mention]) -> list[Mention]:
    head = inside[0]
    if _OF.search(context.low[: head.start]):
        return []
    joined = [one for one in inside[1:2] if _JOINED.fullmatch(context.text[head.end : one.start])]
    return [head, *joined]


def _last(context: TextContext, inside: Sequence[Mention], others: Sequence[Mention], end: int) -> list[Mention]:
    head = inside[-1]
    if not _is_end(context, head, others, end):
        return []
    fuller = _fuller(context, inside)
    if fuller is not None:
        return [fuller]
    before = inside[-2] if len(inside) > 1 else None
    if before is not None and _JOINED.fullmatch(context.text[before.end : head.start]):
        return [before, head]
    return [head]


def _fuller(context: TextContext, inside: Sequence[Mention]) -> Mention | None:
    """Return the type whose last word the last one repeats, None if none is: "Lateral File Cabinet Hon Cabinet"."""
    last = inside[-1]
    if len(inside) == 1:
        return None
    said = f" {context.low[last.start : last.end]}"
    return next(
        (one for one in inside[:-1] if one.value != last.value and context.low[one.start : one.end].endswith(said)),
        None,
    )


def _is_end(context: TextContext, head: Mention, others: Sequence[Mention], end: int) -> bool:
    """Return whether nothing that could be another noun stands between a type and the end of its phrase."""
    aside = context.text.find("(", head.end, end)
    rest = context.low[head.end : aside if aside >= 0 else end]
    if not rest.strip():
        return True
    # "Rose Oil" is no rose: what is sold as oil, gel or powder is another noun.
    covered = [(one.start, one.end) for one in others if not (head.is_weak and one.attribute == "item_form")]
    before = context.low[: head.end].split()
    for word in re.finditer(r"[\w']+", rest):
        start, stop = head.end + word.start(), head.end + word.end()
        if any(letter.isdigit() for letter in word[0]):  # a size or a number of the model: the noun is over
            return True
        if word[0] in _TRAILERS or word[0] in before:  # names said twice: "Zep Glass Cleaner Zep"
            continue
        if any(a <= start and stop <= b for a, b in covered):
            continue
        return False
    return True


def title_heads(context: TextContext, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the product types that a title names as the product."""
    types = [one for one in mentions if one.attribute == "product_type" and not _is_brand(context.text, one)]
    return heads(context, types, mentions, first_phrase(context.text)) if types else []


def _is_brand(title: str, mention: Mention) -> bool:
    """Return whether the first word of a title is a brand in capitals: "TOPS Time Cards"."""
    if mention.start or not title[: mention.end].isupper() or " " in title[: mention.end]:
        return False
    return not title[mention.end :].isupper() and bool(title[mention.end :].strip())


def work_types(text: str, mentions: Sequence[Mention], schema: AttributeSchema) -> list[str]:
    """Return the types that a path of departments names for a book or a film: "Books > History"."""
    if ">" not in text:
        return []
    types = schema.attributes["product_type"].values
    return [
        one.value
        for one in mentions
        if one.attribute == "product_type"
        and types[one.value].category in ("books", "media")
        and (one.start == 0 or text[: one.start].rstrip().endswith(">"))
        and (one.end == len(text) or text[one.end :].lstrip().startswith(">"))
    ]


def named_types(context: TextContext, mentions: Sequence[Mention]) -> list[str]:
    """Return the types that a description names as its subject: at its head, or behind "this" or "our"."""
    types = [one for one in mentions if one.attribute == "product_type"]
    if not types:
        return []
    lead = _LEAD.match(context.text)
    found = heads(context, types, mentions, first_phrase(context.text, lead.end() if lead else 0))
    found += [one for one in types if not one.is_weak and context.is_subject(one)]
    return [one.value for one in found if not context.is_denied_or_foreign(one)]


def shop_name(title: str) -> str:
    """Return who a title says sells the product, "" if it does not: what stands last behind "|".

    >>> shop_name("Rose ring | Diamonds On Wabash")
    'diamonds on wabash'
    """
    _, bar, last = title.rpartition("|")
    return last.strip().casefold() if bar and len(last.split()) > 1 else ""
