"""The measures of a text as attributes: named by words, else by what is measured and of which kind of product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from catalog_cli.attributes.literals import measure_literal, quantity_literal
from catalog_cli.attributes.measure_tags.figures import Figure, are_joined
from catalog_cli.attributes.measure_tags.found import Found
from catalog_cli.attributes.measure_tags.naming import (
    BEHIND,
    CERTAIN,
    DIMENSIONS,
    GUESSED,
    LIKELY,
    NONE,
    lexicon,
    named,
)
from catalog_cli.attributes.product_text import BODY_TEXT, TextKind
from catalog_cli.attributes.schema import Attribute, AttributeSchema, Kind
from catalog_cli.conventions.quantity import Form, Quantity
from catalog_cli.conventions.units import unit

# A member of an enumeration is looked up slowly before Python 3.12, and this is asked of every measure.
_PRODUCT, _RANGE, _MEASURE = Form.PRODUCT, Form.RANGE, Kind.MEASURE
# What is used up is sold by its content; what stays is told by what it holds.
CONSUMED = frozenset({"beauty", "food", "health", "pets"})
HOLDING = frozenset({"bags", "kitchen", "sports", "electronics", "garden", "furniture"})
# One attribute alone has these dimensions: the unit says all.
_BY_UNIT = {
    "voltage": "voltage",
    "charge": "battery_capacity",
    "rotation": "rotational_speed",
    "grammage": "paper_weight",
    "power": "power",
}
_STORES = re.compile(
    r"(?i)\b(?:ssd|hdd|hard[- ]?d(?:rive|isk)|s?ata|sas|scsi|nvme|flash|drive|storage|armazenamento|disco)\b"
)
_RADIO = re.compile(
    r"(?i)\b(?:wi-?fi|wireless|sem fio|band|banda|dual|radio|bluetooth|router|roteador|wlan|receiver)\b|/ ?5 ?ghz"
)
_NOT_ITS_POWER = re.compile(
    r"(?i)\b(?:equivalen\w*|charg\w*|carreg\w*|replac\w*|substitu\w*|solar|up to|até|max\w*|máx\w*)\b"
)
# What a home uses up, and the vessels that are made for it.
_USED_UP = re.compile(
    r"(?i)\b(?:detergents?|cleaners?|bleach|softeners?|polish|paints?|candles?|soaps?|disinfectants?|deterg[eê]ntes?"
    r"|amaciantes?|sab[aã]o|limpador\w*|desinfetantes?|[aá]gua sanit[aá]ria|tintas?|velas?|sabonetes?|air freshener)\b"
)
_VESSEL = re.compile(
    r"(?i)\b(?:dispensers?|holders?|buckets?|bottles?|machine|vacuum|robot|dish|tray|suporte|balde|porta|saboneteira)\b"
)
_BATTERY = re.compile(r"[ -](?:alkaline |lithium |aa |button )?(?:batter|cell|pilha)")
_PER = re.compile(r"(?:\b(?:per|por|cada|each|every|a cada|contains?|contém|with|com|dose|serving)|/) ?$")
_CONTENT_UNITS = frozenset(
    "mass-gram mass-kilogram mass-ounce mass-pound volume-milliliter volume-liter volume-fluid-ounce "
    "volume-centiliter "
    "volume-gallon volume-quart volume-pint".split()
)
_HELD_UNITS = _CONTENT_UNITS | {"volume-cup", "volume-cubic-foot", "volume-cubic-inch"}
# The least storage that a device without a drive of its own is told by: phones and tablets.
_LEAST_STORAGE = 32
# What HP makes; its name stands behind part numbers.
_OF_THE_COMPANY = frozenset({"computers", "electronics", "accessories", "office"})
# Frequencies of radio, not of processors.
_RADIO_BANDS = frozenset({Decimal("2.4"), Decimal(5), Decimal("5.8"), Decimal(6)})
_PLACE = attrgetter("start", "end", "attribute")
_FAR = 200  # characters: a title, or the sentences around
# A drive's speed is written short: 7.2K, 10K, 15K.
_DRIVE_SPEED = re.compile(r"(?<![\w.,])(7\.2|5\.4|10|15)K(?![\w])")


def measures(
    found: Sequence[Figure], schema: AttributeSchema, categories: frozenset[str], kind: TextKind
) -> Iterator[Found]:
    """Yield the measures of a text that are an attribute: single ones, ranges and sums."""
    words = lexicon(schema)
    assigned: dict[int, tuple[str, float]] = {}
    words_taken, taken_to = 0, -1
    for figure in found:
        quantity = figure.measure
        if quantity is None or quantity.form is _PRODUCT:
            continue
        # "4 inch heel 1 inch platform": the heel is the first one's.
        is_next = figure.floor == taken_to and len(figure.before) == figure.start - taken_to
        attribute, confidence, words_taken = named(figure, words, words_taken=words_taken if is_next else 0)
        taken_to = figure.end
        if not attribute:
            attribute, confidence = _by_dimension(figure, quantity, categories, kind)
        attribute = _sold_or_held(attribute, quantity, categories)
        if attribute == "weight" and quantity.form is _RANGE:
            continue  # nothing weighs 2-5 lb: what it is made for does
        if attribute in ("", NONE) or not _is_possible(schema.attributes.get(attribute), categories, confidence):
            continue
        assigned[figure.start] = attribute, confidence
        yield _found(attribute, figure, quantity, confidence)
    for one, other in are_joined(found):
        restated = assigned.get(one.start)
        if restated and other.measure and other.start not in assigned and _is_restatement(one, other):
            yield _found(restated[0], other, other.measure, restated[1])


def drive_speeds(text: str, schema: AttributeSchema, categories: frozenset[str]) -> Iterator[Found]:
    """Yield the revolutions of a drive that are written "10K".

    >>> from catalog_cli.attributes.schema import builtin
    >>> [one.literal for one in drive_speeds("HP 300-GB 10K SAS", builtin(), frozenset({"computers"}))]
    ['10000 rpm']
    """
    if "K" not in text or "computers" not in categories or "rotational_speed" not in schema.attributes:
        return
    for match in _DRIVE_SPEED.finditer(text):
        if _STORES.search(text, max(0, match.start() - _FAR), match.end() + _FAR):
            literal = measure_literal([Decimal(match[1]) * 1000], ["frequency-revolution-per-minute"])
            yield Found("rotational_speed", literal, match.start(), match.end(), LIKELY)


def _found(attribute: str, figure: Figure, quantity: Quantity, confidence: float) -> Found:
    return Found(attribute, quantity_literal(quantity), figure.start, figure.end, confidence)


def _by_dimension(figure: Figure, quantity: Quantity, categories: frozenset[str], kind: TextKind) -> tuple[str, float]:
    """Return what a measure without a name is, by its unit and the product's categories."""
    dimension = DIMENSIONS.get(figure.dimension, figure.dimension)
    if dimension in _BY_UNIT:
        near = figure.before + figure.after
        if quantity.unit == "power-horsepower" and categories and categories <= _OF_THE_COMPANY:
            return "", 0.0  # the company
        if dimension == "power" and (quantity.unit == "power-milliwatt" or _NOT_ITS_POWER.search(near)):
            return "", 0.0
        if dimension == "voltage" and _BATTERY.match(figure.after):
            return "", 0.0  # of the battery that it needs
        return _BY_UNIT[dimension], CERTAIN
    if dimension == "pixels":
        return ("camera_resolution", CERTAIN) if quantity.unit == "graphics-megapixel" else ("", 0.0)
    if dimension == "frequency":
        return _clock(figure, quantity, categories)
    if dimension == "data":
        return _data(figure, quantity, categories)
    if dimension in ("volume", "mass"):
        return _amount(figure, quantity, categories, kind)
    return "", 0.0


def _near(figure: Figure) -> str:
    """Return a title's length of text around a figure."""
    return figure.text[max(0, figure.start - _FAR) : figure.end + _FAR]


def _clock(figure: Figure, quantity: Quantity, categories: frozenset[str]) -> tuple[str, float]:
    if quantity.unit != "frequency-gigahertz" or "computers" not in categories:
        return "", 0.0
    if quantity.form is _RANGE or quantity.values[0] in _RADIO_BANDS:
        return "", 0.0
    if _RADIO.search(figure.text[max(0, figure.start - 40) : figure.end + 40]):
        return "", 0.0
    return "processor_speed", LIKELY


def _data(figure: Figure, quantity: Quantity, categories: frozenset[str]) -> tuple[str, float]:
    if "up to" in figure.before or "até" in figure.before or categories.isdisjoint(("computers", "electronics")):
        return "", 0.0
    if quantity.unit == "digital-terabyte":
        return "storage_capacity", CERTAIN
    if quantity.unit != "digital-gigabyte":
        return "", 0.0
    near = _near(figure)
    is_alone = near.upper().count("GB") == 1  # "8GB 256GB SSD": the drive is one of them
    if is_alone and _STORES.search(near):
        return "storage_capacity", LIKELY
    return ("storage_capacity", GUESSED) if quantity.values[0] >= _LEAST_STORAGE else ("", 0.0)


def _amount(figure: Figure, quantity: Quantity, categories: frozenset[str], kind: TextKind) -> tuple[str, float]:
    if quantity.unit not in _CONTENT_UNITS or _PER.search(figure.before):
        return "", 0.0
    is_consumed = not categories.isdisjoint(CONSUMED)
    if is_consumed and categories.isdisjoint(HOLDING):
        return (
            ("net_content", LIKELY if kind is not BODY_TEXT else GUESSED)
            if _is_content(figure, quantity, kind)
            else ("", 0.0)
        )
    # Of all that a home has, a bottle of detergent is sold by its content and a bucket by what it holds.
    is_vague = {"home", "furniture"} <= categories
    if "home" in categories and kind is not BODY_TEXT and _USED_UP.search(_near(figure)):
        return ("", 0.0) if _VESSEL.search(_near(figure)) else ("net_content", LIKELY)
    if figure.dimension == "volume" and not (categories.isdisjoint(HOLDING) or is_consumed or is_vague):
        return ("capacity", LIKELY) if kind is not BODY_TEXT else ("", 0.0)
    return "", 0.0


def _is_content(figure: Figure, quantity: Quantity, kind: TextKind) -> bool:
    """Return whether a bare amount is what the package holds: in running text only where nothing else follows."""
    if quantity.form is _RANGE:
        return False
    return kind is not BODY_TEXT or not (figure.after.strip() or figure.before.strip(" x×"))


def _sold_or_held(attribute: str, quantity: Quantity, categories: frozenset[str]) -> str:
    """Return `net_content` for what a package of a consumed product holds, `capacity` for what a vessel does."""
    if attribute == "capacity":
        if quantity.unit not in _HELD_UNITS or quantity.unit in ("mass-gram", "mass-kilogram", "mass-pound"):
            return NONE
        return "net_content" if categories and categories <= CONSUMED else attribute
    if (
        attribute == "net_content"
        and unit(quantity.unit).category == "volume"
        and categories.isdisjoint(CONSUMED | {"home"})
    ):
        # A bottle of 500 ml: filled or to be filled, the category says.
        return "capacity" if not categories.isdisjoint(HOLDING) else attribute if not categories else NONE
    return attribute


def _is_possible(attribute: Attribute | None, categories: frozenset[str], confidence: float) -> bool:
    """Return whether the schema has the attribute and the categories allow it; a name outweighs a category."""
    if attribute is None or attribute.kind is not _MEASURE:
        return False
    if attribute.never and categories and categories <= attribute.never:
        return False
    is_strict = attribute.id in ("recommended_age", "screen_size") or confidence < BEHIND
    return not is_strict or not categories or not attribute.only or not categories.isdisjoint(attribute.only)


def _is_restatement(one: Figure, other: Figure) -> bool:
    """Return whether two measures may be the same in other units: of one dimension, or mass and volume."""
    amounts = {"mass", "volume"}
    return one.dimension == other.dimension or {one.dimension, other.dimension} == amounts


def without_repeats(every: list[Found]) -> list[Found]:
    """Return each value of an attribute once, the first and surest, in the order of the text."""
    best: dict[tuple[str, str], Found] = {}
    for one in every:
        key = one.attribute, one.literal
        if key not in best or best[key].confidence < one.confidence:
            best[key] = one
    return sorted(best.values(), key=_PLACE)
