"""Counts of a text: pieces in a pack, pockets, seats, pages, threads, the sun protection factor, ages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalog_cli.attributes.literals import number_literal
from catalog_cli.attributes.measure_tags.figures import Figure
from catalog_cli.attributes.measure_tags.found import Found, attribute_in
from catalog_cli.attributes.measure_tags.naming import BEHIND, CERTAIN, LABELLED, LIKELY
from catalog_cli.attributes.product_text import BODY_TEXT, TITLE_TEXT, TextKind
from catalog_cli.attributes.schema import AttributeSchema

# Small letters; one of them stands in every text whose numbers in words are read.
WORD_HINTS = (
    "pocket",
    "bolso",
    "seat",
    "lugares",
    "pack",
    "set of",
    "piece",
    "peças",
    "jogo",
    "kit ",
    "conjunto",
    "pairs",
)
DURATION_HINTS, DURATION_ROOT = ("warrant", "garant", "guarant"), "rant"

_SET_BEFORE = re.compile(
    r"(?:\b(?:(?:set|pack|packs|box|case|lot|bundle|packet|pkg|bag|carton|sleeve|tray|pk)s? of"
    r"|(?:kit|jogo|conjunto|pacote|caixa|embalagem|cx|pack|pct|estojo|combo|cartela) (?:com|de|c/)"
    r"|pack quantity|package quantity|quantity|qty|quantidade|qtd\.?|piece count|number of pieces|embalagem contém"
    r"|c/)[ :]{0,2}|\bcom )$"
)
_WITH_ONLY = re.compile(r"(?<!\bkit )(?<!\bjogo )(?<!\bconjunto )\bcom $")
_SET_BEHIND = re.compile(
    r"[ -]?(?:packs?|pk|pks|count|ct|cnt|pcs|pc|pieces?|peças|pçs|unidades|unid|und|un|units?|pares|pairs?"
    r"|sheets?|forms?"
    r"|cards?|envelopes?|labels?|tea bags?|teabags?|capsules?|cápsulas|tablets?|comprimidos|softgels?|gummies|wipes"
    r"|lenços|sachets?|sachês|bags?|folhas|rolls?|rolos|stickers?|batteries|pilhas)\b\.?"
)
_PER_BOX = re.compile(
    r"[ ]?/[ ]?(?:box|pack|pk|case|carton|cx|caixa|bag|set|dozen|pct)\b|[ ](?:per|por) (?:box|pack|case|carton"
    r"|pacote|caixa)\b"
)
# Only a title counts these: in running text one takes two tablets, and five cards fit.
_TITLE_ONLY = re.compile(
    r"[ -]?(?:sheets?|forms?|cards?|envelopes?|labels?|tea bags?|teabags?|capsules?|cápsulas|tablets?"
    r"|comprimidos|softgels?"
    r"|gummies|wipes|lenços|sachets?|sachês|bags?|folhas|rolls?|rolos|stickers?|batteries|pilhas|ct|un|units?"
    r"|unid|und|pairs?|pares)\b"
)
# The sheets of a notebook are its leaves, those of a stapler what it takes at once.
_LEAVES = re.compile(r"[ -]?(?:sheets?|folhas)\b")
_BOUND = re.compile(
    r"(?i)\b(?:note\s?books?|note\s?pads?|journals?|planners?|legal pads?|cadernos?|agendas?|blocos?|diary"
    r"|staplers?|punch|shredders?|trimmers?|grampeador|perfurador|fragmentadora)\b"
)
# A bikini has two pieces, and is one.
_PIECES = re.compile(r"[ -]?(?:pieces?|pcs?|peças)\b")
_SWIMWEAR = re.compile(r"(?i)\b(?:swim|bikini|biquíni|tankini|maiô)")
_TITLE_LENGTH = 400
_COMES_WITH = re.compile(
    r"\b(?:comes with|includ\w*|inclu[ií]\w*|acompanha\w*|with an?|with|features?|requires?|requer|precisa|need"
    r"|needs|holds?|fits?|stores?"
    r"|up to|até|take|tome|use|for|para|of the|more than|over|or more|contains?|vem com|stack)(?: (?:an?|the|um"
    r"|uma|o|a|box|set|pack|kit)){0,2}(?: (?:set|pack|kit|jogo|conjunto|box|caixa) (?:of|de|com))? $"
)
_NOT_PACKED = re.compile(
    r"[ -](?:pieces?|peças)(?: \w+)? (?:puzzle|jigsaw|swimsuit|bikini|suit|quebra|of|construction|dress|outfit"
    r"|maiô|conjunto)"
    r"|[ -]pack (?:abs|ring)|[ -]?(?:ct\.?|pieces?) (?:diamond|gold|sapphire|ruby)"
)
_FACTORS = re.compile(r"[ \u00a0]?[x×X][ \u00a0]?$")
_STARTS = re.compile(r"(?:^|[:\n]\s*)$")
_TIMES_NAME = re.compile(r"[ \u00a0][xX×][ \u00a0](?=[A-Za-zÀ-ÿ])|[xX×][ \u00a0](?=[A-Z])")
_BATTERIES = re.compile(r"\b(?:a{2,4}|batter\w*|pilhas?)\b")
_PAIR = re.compile(
    r"\b(?:pairs? of|par de)\b(?P<what>(?:[ ][^\W\d_]+){0,3})|,\s*pair(?= pair\b|\s*(?:$|[-–|(,]))|\(pair\)",
    re.IGNORECASE,
)
# These are a pair by nature.
_PAIRED = re.compile(
    r"(?i)\b(?:shoes?|boots?|sneakers?|socks?|jeans|pants|trousers|shorts|leggings|tights|glasses|sunglasses"
    r"|goggles|scissors"
    r"|pliers|tweezers|gloves?|earrings?|headphones|earbuds|heels|sandals|slippers|flats|loafers|mittens"
    r"|sapatos|sapato|tênis"
    r"|meias|calças|óculos|tesouras|luvas|brincos|botas|sandálias|chinelos|hands|eyes)\b"
)
_PAGES_BEHIND = re.compile(r"[ -]?(?:pages?|páginas|págs?|pp)\b")
_PAGES_BEFORE = re.compile(r"\b(?:pages?|páginas|page count|number of pages|n[úu]mero de páginas)\s?[:=-]?\s?$")
_PRINTED = re.compile(
    r"(?i)\b(?:yield\w*|print\w*|toner|ink|cartridge\w*|rendimento|imprim\w*|up to|até|per minute|ppm|scan\w*)\b"
)
_THREADS_BEHIND = re.compile(r"[ -]?(?:thread[ -]?count|tc|t\.c\.|fios)\b")
_THREADS_BEFORE = re.compile(r"\b(?:thread[ -]?count(?: of)?|fios|contagem de fios(?: de)?)\s?[:=-]?\s?$")
_SPF_BEFORE = re.compile(r"\b(?:spf|fps|sun protection factor|fator de proteção(?: solar)?)(?: of| de)?[ :=+-]{0,2}$")
_GLUED_SPF = re.compile(r"(?i)(?<![^\W_])(?:SPF|FPS)(\d{1,3})(?![\w])")
_SEATS_BEHIND = re.compile(r"[ -]?(?:seaters?|seats?|seat|lugares)\b")
_SEATS_BEFORE = re.compile(r"\b(?:seats|seating for|seat|sits|acomoda)(?: up to| até)? $")
_NO_SEAT = re.compile(r"[ -]?seat (?:covers?|cushions?|belts?|post|pads?|height|width|depth)")
_POCKETS = re.compile(
    r"[ -](?:[^\W\d_][\w-]* ){0,3}(?:pockets?|bolsos?)(?![ -](?:square|knife|watch|size|spring))(?![^\W_])"
)
_POCKETS_BEFORE = re.compile(r"\b(?:pockets|bolsos)\s?[:=]\s?$")
_GAP_WORDS = re.compile(r"\b(?:with|and|com|e|de cartão|card|main|compartments?|compartimentos?)\b")
_AGES_BEFORE = re.compile(
    r"\b(?:ages?|aged|idades?|faixa etária|recommended age|idade recomendada|crianças (?:a partir )?de"
    r"|children (?:from|over)"
    r"|kids (?:from|over)|a partir (?:de|dos))(?: from| de| to| a|:| of)?[ :(-]{0,3}\+?$"
)
_AGES_BEHIND = re.compile(r"[ ]?\+|[ -]?(?:years?|yrs?|anos)?[ ]?(?:and|&|e|ou)[ ](?:up|older|above|over|mais|acima)")
_AGE_PLUS = re.compile(r"[ ]?\+[ ]?(?P<unit>years?|yrs?|anos|months?|meses|mos?|m)\b")
_AGE_UNIT = re.compile(r"[ -]?\+?[ -]?(?P<unit>years?|yrs?|anos|months?|meses|mos|m)\b")
_RANGE = re.compile(r"[ ]?(?:[-–—~]|to|a|até|through)[ ]?$")
_MOST_AGE = 99
_MOST_PACKED = 10_000
_MOST_POCKETS = 30  # more is a year


# Cheap first looks: no text before a number that a pattern above finds is without one of its words.
_SPF_WORDS, _THREAD_WORDS = ("spf", "fps", "sun p", "fator"), ("thread", "fios")
_PAGE_WORDS = ("page", "páginas")
_POCKET_WORDS, _SEAT_WORDS = ("pockets", "bolsos"), ("seat", "sits", "acomoda")
_AGE_WORDS = ("age", "idade", "faixa", "crianças", "children", "kids", "a partir")
_SET_ENDS = (
    "of", "com", "de", "c/", "quantity", "qty", "quantidade", "qtd", "qtd.", "count", "pieces", "contém",
)  # fmt: skip


# What the names before a number end with, marks and spaces aside: most words before a number are none of them.
_NAME_ENDS = (
    "spf", "fps", "factor", "proteção", "solar", "of", "de", "thread", "thread-count", "count", "fios", "page",
    "pages", "páginas", "pockets", "bolsos", "seat", "seats", "for", "sits", "acomoda", "to", "até", "age", "ages",
    "aged", "idade", "idades", "etária", "recomendada", "from", "over", "dos", " a",
)  # fmt: skip
_MARKS_BEFORE = ":=+-("


# Attribute, words of its name, its name before a number, behind it, and what it may be.
_NAMED_COUNTS = (
    ("spf", _SPF_WORDS, _SPF_BEFORE, None, (2, 130)),
    ("thread_count", _THREAD_WORDS, _THREADS_BEFORE, _THREADS_BEHIND, (80, 2000)),
    ("page_count", _PAGE_WORDS, _PAGES_BEFORE, _PAGES_BEHIND, (4, 20_000)),
)


def _may_be_named(before: str) -> bool:
    """Return whether what stands before a number ends as the names of counts and ages do."""
    return before.rstrip().rstrip(_MARKS_BEFORE + " ").rstrip().endswith(_NAME_ENDS)


def _holds(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


def counts(
    found: Sequence[Figure], schema: AttributeSchema, categories: frozenset[str], kind: TextKind
) -> Iterator[Found]:
    """Yield what the bare numbers of a text count."""
    skipped = -1
    for index, figure in enumerate(found):
        if figure.measure is not None or figure.start < skipped:
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        behind, is_named = _behind(figure), _may_be_named(figure.before)
        if (aged := _age(figure, following, behind, is_named=is_named)) is not None:
            if attribute_in(schema, aged.attribute, categories):
                skipped = aged.end
                yield aged
            continue
        if figure.number.decimals or figure.number.is_fraction or figure.number.value < 1:
            continue
        if (packed := _factor(figure, following)) is not None:
            yield packed
            continue
        for one in _counted(figure, behind, kind, is_named=is_named):
            if attribute_in(schema, one.attribute, categories):
                yield one
                break


def _counted(figure: Figure, behind: str, kind: TextKind, *, is_named: bool) -> Iterator[Found]:
    """Yield what a number counts, the most telling first."""
    before, value = figure.before, int(figure.number.value)
    for attribute, hints, names, words, bounds in _NAMED_COUNTS:
        if not bounds[0] <= value <= bounds[1]:
            continue
        match = words.match(behind) if words else None
        if match or (is_named and _holds(before, hints) and names.search(before)):
            if attribute == "page_count" and _PRINTED.search(before + behind):
                return
            yield _found(figure, attribute, match, BEHIND)
            return
    if 1 < value <= _MOST_POCKETS and (match := _POCKETS.match(behind)) and not _GAP_WORDS.search(match.group()):
        yield _found(figure, "number_of_pockets", match, BEHIND)
    elif is_named and _holds(before, _POCKET_WORDS) and _POCKETS_BEFORE.search(before):
        yield _found(figure, "number_of_pockets", None, LABELLED)
    elif value < 20 and not _NO_SEAT.match(behind) and (match := _SEATS_BEHIND.match(behind)):
        yield _found(figure, "seats", match, BEHIND)
    elif value < 20 and is_named and _holds(before, _SEAT_WORDS) and _SEATS_BEFORE.search(before):
        yield _found(figure, "seats", None, BEHIND)
    yield from _packed(figure, before, behind, kind)


def _packed(figure: Figure, before: str, behind: str, kind: TextKind) -> Iterator[Found]:
    """Yield the number of pieces that are sold together."""
    value = int(figure.number.value)
    if value > _MOST_PACKED or _NOT_PACKED.match(behind):
        return
    is_body = kind is BODY_TEXT
    named = _SET_BEFORE.search(before) if before.rstrip(" :").endswith(_SET_ENDS) else None
    if named and not _WITH_ONLY.search(before):
        if not is_body or not _COMES_WITH.search(before[: named.start()].rstrip() + " "):
            yield _found(figure, "pack_quantity", None, BEHIND)
        return
    if value < 2 or (_PIECES.match(behind) and _SWIMWEAR.search(figure.text[:_TITLE_LENGTH])):
        return
    if match := _PER_BOX.match(behind):
        yield _found(figure, "pack_quantity", match, BEHIND)
    elif (match := _SET_BEHIND.match(behind)) and not _COMES_WITH.search(before):
        # "100 Sheets/Cube": how many of these there are, nobody says.
        if behind[match.end() : match.end() + 1] in ("/", "+") or (is_body and _TITLE_ONLY.match(behind)):
            return
        if _LEAVES.match(behind) and _BOUND.search(figure.text[:_TITLE_LENGTH]):
            return
        yield _found(figure, "pack_quantity", match, CERTAIN if not is_body else LIKELY)
    elif _STARTS.search(before) and not _BATTERIES.search(behind) and _TIMES_NAME.match(figure.text, figure.end):
        yield _found(figure, "pack_quantity", None, LIKELY)  # 5 x IBM drive


def _behind(figure: Figure) -> str:
    """Return what stands behind a number, in small letters; the hyphen of "2-pack" with it."""
    return figure.text[figure.end : min(figure.ceiling, figure.end + 48)].lower()


def _found(figure: Figure, attribute: str, match: re.Match[str] | None, confidence: float) -> Found:
    end = figure.end + match.end() if match else figure.end
    return Found(attribute, number_literal(figure.number.value), figure.start, end, confidence)


def _factor(figure: Figure, following: Figure | None) -> Found | None:
    """Return the pack of "6 x 330 ml"."""
    if following is None or following.measure is None or following.dimension not in ("volume", "mass"):
        return None
    if not _FACTORS.fullmatch(figure.text, figure.end, following.start) or not 1 < figure.number.value <= _MOST_PACKED:
        return None
    return Found("pack_quantity", number_literal(figure.number.value), figure.start, following.end, BEHIND)


def _age(figure: Figure, following: Figure | None, behind: str, *, is_named: bool) -> Found | None:
    """Return the age of "ages 3+", "3-6", "3 and up": years, if the text does not say months."""
    if figure.number.value > _MOST_AGE or figure.number.decimals > 1:
        return None
    is_named = is_named and _holds(figure.before, _AGE_WORDS) and _AGES_BEFORE.search(figure.before) is not None
    if is_named and following is not None and _RANGE.fullmatch(figure.text, figure.end, following.start):
        return _age_range(figure, following)
    if not is_named:
        match = _AGE_PLUS.match(behind)
        if match is None:
            return None
        return _aged(figure, number_literal(figure.number.value), figure.end + match.end(), match["unit"])
    match = _AGE_UNIT.match(behind) or _AGES_BEHIND.match(behind)
    unit = match.groupdict().get("unit") if match else None
    return _aged(figure, number_literal(figure.number.value), figure.end + (match.end() if match else 0), unit)


def _age_range(figure: Figure, following: Figure) -> Found | None:
    if following.number.value <= figure.number.value or following.number.value > _MOST_AGE:
        return None
    literal = f"{number_literal(figure.number.value)}-{number_literal(following.number.value)}"
    match = _AGE_UNIT.match(_behind(following)) if following.measure is None else None
    is_months = following.measure is not None and following.measure.unit == "duration-month"
    unit = match["unit"] if match else "months" if is_months else None
    return _aged(figure, literal, following.end + (match.end() if match else 0), unit)


def _aged(figure: Figure, written: str, end: int, unit: str | None) -> Found:
    is_months = unit is not None and unit[0] == "m"
    name = "month" if is_months else "year"
    literal = f"{written} {name}" if written == "1" else f"{written} {name}s"
    return Found("recommended_age", literal, figure.start, end, BEHIND)


def glued_factors(text: str, schema: AttributeSchema, categories: frozenset[str]) -> Iterator[Found]:
    """Yield the factor of "SPF50+": its digits are part of a word."""
    if attribute_in(schema, "spf", categories) is None:
        return
    for match in _GLUED_SPF.finditer(text):
        yield Found("spf", str(int(match[1])), match.start(), match.end(), LABELLED)


def pairs(text: str, schema: AttributeSchema, categories: frozenset[str], kind: TextKind) -> Iterator[Found]:
    """Yield the two of "pair of candlesticks"; shoes and scissors are a pair by nature.

    >>> from catalog_cli.attributes.schema import builtin
    >>> none = frozenset()
    >>> [len(list(pairs(text, builtin(), none, TextKind.TITLE))) for text in ("Pair of lamps", "A pair of jeans")]
    [1, 0]
    """
    if "pack_quantity" not in schema.attributes or not categories.isdisjoint(("apparel", "footwear")):
        return
    for match in _PAIR.finditer(text):
        if match["what"] is None and kind is not TITLE_TEXT:
            continue
        before = text[max(0, match.start() - 40) : match.start()].lower()
        is_counted = before.rstrip()[-1:].isdigit() or match.group()[:5].lower() == "pairs"
        if is_counted or _PAIRED.search(match["what"] or "") or _COMES_WITH.search(before):
            continue
        end = match.end() - len(match["what"] or "")
        yield Found("pack_quantity", "2", match.start() + (match.group()[0] == ","), end, LIKELY)
