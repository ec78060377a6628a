"""Which attribute a measure is, by the words before and behind it and by what it measures.

The tables hold English and Portuguese side by side: a catalog's columns are often English where its texts are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.attributes.measure_tags.figures import Figure, words_of
from catalog_cli.attributes.schema import AttributeSchema, Kind

# The schema's name of a dimension, where it is not the unit table's.
DIMENSIONS = {"fabric weight": "grammage"}

NONE = "-"
"""What names something that is no attribute: "weight capacity"."""

LABELLED, BEHIND, CERTAIN, LIKELY, GUESSED = 0.97, 0.95, 0.92, 0.88, 0.82

# "attribute: phrases": nouns that stand before a measure, and behind it.
_NOUNS = """
height: height, altura, alt, total height, overall height, altura total
width: width, largura, larg, overall width, largura total
length: length, comprimento, comp, overall length, total length, comprimento total
depth: depth, profundidade, prof
diameter: diameter, dia, diam, ø, diâmetro, diametro
thickness: thickness, espessura
heel_height: heel height, heel, heels, heel measures, altura do salto, salto
screen_size: screen, screen size, display, monitor, smart tv, tv, television, touchscreen, tela, touch screen,
    retina display, visor
capacity: capacity, capacidade, volume, holds, hold, holding, comporta, holds up, tank, reservoir, tanque,
    reservatório,
    backpack, mochila, daypack, rucksack, garrafa, garrafa térmica, water bottle, copo, caneca, mug, tumbler,
    cooler, thermos,
    panela, chaleira, kettle, jarra, pitcher, lixeira, balde
weight: weight, weighs, weighing, weigh, peso, pesa, pesando, net weight of product, product weight, peso do produto,
    item weight, weighs in, lightweight, weighs only, pesa apenas, pesa só
net_content: net weight, net wt, net content, net contents, net volume, peso líquido, conteúdo, conteúdo líquido,
    capacity weight, contents, net, vol líquido, volume líquido
storage_capacity: storage, storage capacity, hard drive, hdd, ssd, armazenamento, internal storage, disco, rom,
    memória interna, armazenamento interno, flash storage, hard disk
memory_capacity: ram, memory, memória, memória ram, ddr
rotational_speed: speed, velocidade, rotation, rotação
processor_speed: processor, cpu, processador, processing, clock, turbo boost, turbo, clock speed
power: power, wattage, potência, motor, consumption
battery_life: battery life, autonomia, playtime, play time, runtime, run time, battery lasts, bateria dura,
    bateria de, playback, duração da bateria, battery life lasts
warranty: warranty, garantia, guarantee, guaranteed, warranted, garantido
recommended_age: ages, age, aged, idade, idades, recommended age, children aged, crianças de, a partir de, age range,
    faixa etária, idade recomendada
paper_weight: gramatura, paper weight, grammage
-: weight capacity, max weight, maximum weight, weight limit, peso máximo, peso suportado, capacidade de peso,
    carga, load, max load, maximum load, weight rating, user weight, cord length, cable length, strap length,
    strap drop, handle drop, handle height, seat height, seat width, seat depth, arm height, shaft height,
    ceiling height,
    water depth, neck width, band width, comprimento do cabo, comprimento da alça, altura do assento, model height,
    altura da modelo, boot shaft, platform height, waist, chest, bust, hip, cintura, busto, quadril, body weight,
    peso corporal, lure weight, line weight, fabric weight, paper weight limit, shipping weight,
    drained weight, transfer speed, read speed, write speed, cache, wave length
"""
# Behind the measure: they settle it, whatever stands before.
_ADJECTIVES = """
height: high, tall, in height, de altura, alto, alta, height, de alto
width: wide, in width, de largura, largo, larga, width
length: long, in length, de comprimento, comprido, comprida, length
depth: deep, in depth, de profundidade, profundo, profunda, depth
diameter: in diameter, de diâmetro, diameter, dia, diam, across, ø
thickness: thick, in thickness, de espessura, thickness
heel_height: heel, heels, heel height, high heel, high heels, de salto, block heel, stiletto heel, stiletto heels,
    block heels, kitten heel, wedge heel
screen_size: screen, display, monitor, tv, television, touchscreen, lcd, led, oled, qled, smart tv, tela,
    touch screen,
    de tela, laptop, notebook, tablet, lcd screen, lcd display, retina display, ips, diagonal, class, chromebook
capacity: capacity, de capacidade, backpack, mochila, mug, caneca, cup, tank, reservoir, carafe, jug, kettle, cooler,
    tumbler, flask, thermos, bucket, bin, bowl, pot, rucksack, daypack, tote, duffel, water tank, dust container,
    container, dustbin, pitcher, water bottle, garrafa, garrafa térmica, copo, panela, jarra, chaleira,
    balde, lixeira,
    reservatório, tanque, tigela, cesto, basket, cesta, squeeze, pack backpack, travel mug, teapot, saucepan,
    stockpot,
    dutch oven, slow cooker, rice cooker, air fryer, fryer, oven, bowl capacity, growler, decanter, trash can
weight: in weight, de peso, weight
net_content: net, net wt, bottle, jar, tube, bag, pouch, tin, can, sachet, frasco, pote, bisnaga, pacote, sachê, tub,
    refill, box, líquido, líquidos, spray bottle, pump bottle, carton
storage_capacity: ssd, hdd, hard drive, hard disk, storage, flash, flash drive, nvme, sata, sas, scsi, emmc, ufs,
    internal storage, disk, drive, de armazenamento, armazenamento, memory card, micro sd, microsd, sd card,
    usb drive,
    usb flash drive, pen drive, pendrive, cartão, solid state drive, of storage, rom, serial attached, sdhc, sdxc,
    external hard drive, portable ssd, thumb drive, memory stick, usb, msata, de hd, hd, disco rígido,
    internal memory,
    de memória interna, memória interna
memory_capacity: ram, ddr, de ram, de memória, memory, memória, of ram, memória ram, de memória ram, unified memory,
    lpddr, dimm, sodimm, of memory, sdram, udimm, rdimm
processor_speed: processor, cpu, processador, quad core, dual core, octa core, six core, clock speed, processing,
    turbo, de processador, intel, amd
power: motor, power, of power, de potência, output, engine, microwave, hair dryer, blender
battery_capacity: battery, bateria
battery_life: battery life, of battery life, playtime, play time, of playtime, of battery, runtime, run time,
    of playback, playback, of music, de bateria, de autonomia, de reprodução, of use, of listening, listening time,
    of runtime, de uso, talk time, per charge, on a single charge, of continuous use, battery, of run time,
    of music playback, of play, por carga, of listening time, continuous playback, of talk time, de duração da bateria
warranty: warranty, guarantee, de garantia, garantia, limited warranty, of warranty
recommended_age: and up, and older, and above, ou mais, e acima, plus, of age, and over
paper_weight: paper, cardstock, card stock, text, cover, bond, papel, bond paper, text paper
-: cord, cable, strap, straps, handle, handles, hose, chain, legs, casters, cabo, alça, fio, corrente, compartment,
    sleeve, pocket, riser, backsplash, of protein, of sugar, of fat, of water, de proteína, de açúcar,
    serving, servings,
    porção, per serving, cache, laptops, notebooks, tablets, phones, screens, laptop sleeve, laptop compartment,
    laptop bag, laptop backpack, laptop case, tablet sleeve, tv stand, tv mount, max, weight capacity, load capacity,
    money back, money back guarantee, satisfaction guarantee, return, returns, day return, satisfaction,
    high quality, high carbon, high density, high capacity, high speed, high power, high resolution, high performance,
    high strength, high grade, high definition, high back, high waist, high waisted, high top, high end,
    high precision,
    high pressure, high temperature, long sleeve, long sleeves, long lasting, long handle, long hair, long life,
    long range, wide leg, wide brim, wide angle, wide range, wide fit, deep cleaning, deep v, tall boots,
    equivalent, capacity load, brim, straw, inseam, crown, rise, waist, waistband
"""
_FILLERS = frozenset(
    "of is are approximately approx about around é aproximadamente aproximada cerca aprox a an the with com "
    "uma um only "
    "size measures measuring circa ca at em in mede da do de total up to até each just nearly almost over "
    "standard fully "
    "tem has de from por now per max min minimum maximum máximo máxima".split()
)
# After these the figure is a bound that something else must keep, or what the product is made for.
_LIMITS = re.compile(
    r"\b(?:up to|até|less than|under|fits?|for|para|compatible|compatível|supports|suporta|accommodates|acomoda|serve"
    r"|cabe|resistant|resistente|within|withstands|(?:the|our|a|o) modelo?(?:'s)?|model is|model's)\b"
)
_LIMITED = frozenset({"weight", "height", "width", "length", "depth", "diameter", "thickness", "screen_size"})
# Between the measure and these, other words may stand: "13-inch Full HD display", "64 oz. stainless capacity".
_GAPPED = frozenset({
    "screen_size", "power", "battery_capacity", "warranty", "battery_life", "capacity", "storage_capacity",
    "memory_capacity", "processor_speed", "heel_height",
})  # fmt: skip
_GAP_ENDS = frozenset("and with e com for para plus to or ou by in".split())
_MOST_GAP = 3
_LONGEST = 4  # words of a phrase


class Phrases(NamedTuple):
    """The attributes that phrases before and behind a measure of one dimension name."""

    before: Mapping[str, str]
    behind: Mapping[str, str]
    last_words: frozenset[str]
    """The words that a phrase before ends with: most ends of clauses are none of them."""
    first_words: frozenset[str]
    """The words that a phrase behind begins with."""


# By the category of a measure's unit.
Lexicon = Mapping[str, Phrases]
_NO_PHRASES = Phrases({}, {}, frozenset(), frozenset())


@lru_cache(maxsize=8)
def lexicon(schema: AttributeSchema) -> Lexicon:
    """Return the phrases of a schema: the tables', and the names that it gives its own attributes."""
    before = _schema_names(schema)
    behind: dict[str, dict[str, str]] = {}
    for table, target in ((_NOUNS, before), (_ADJECTIVES, behind)):
        for identity, phrases in _rows(table):
            own = schema.attributes.get(identity)
            dimensions = own.dimensions if own is not None else tuple(before) if identity == NONE else ()
            for dimension in dimensions:
                target.setdefault(dimension, {}).update(dict.fromkeys(phrases, identity))
    # An ounce is a fluid one, a pound that of paper: the unit says mass where the name says otherwise.
    for target in (before, behind):
        for phrase, identity in list(target.get("volume", {}).items()):
            if identity == "capacity":
                target.setdefault("mass", {}).setdefault(phrase, "capacity")
    categories = {dimension: category for category, dimension in DIMENSIONS.items()}
    return {
        categories.get(name, name): _phrases(before.get(name, {}), behind.get(name, {})) for name in before | behind
    }


def _phrases(before: Mapping[str, str], behind: Mapping[str, str]) -> Phrases:
    last_words = frozenset(phrase.split()[-1] for phrase in before)
    return Phrases(before, behind, last_words, frozenset(phrase.split()[0] for phrase in behind))


def _schema_names(schema: AttributeSchema) -> dict[str, dict[str, str]]:
    """Return by dimension the names that the schema gives its measures."""
    found: dict[str, dict[str, str]] = {}
    for attribute in schema.attributes.values():
        for dimension in attribute.dimensions if attribute.kind is Kind.MEASURE else ():
            for name in sorted(attribute.names):
                found.setdefault(dimension, {}).setdefault(name, attribute.id)
    return found


def _rows(table: str) -> Iterator[tuple[str, list[str]]]:
    for line in table.replace(",\n    ", ", ").strip().splitlines():
        identity, _, phrases = line.partition(": ")
        yield identity, [phrase.strip() for phrase in phrases.split(",")]


class Named(NamedTuple):
    """The attribute that words name, how sure that is, and how many words behind the measure it took."""

    attribute: str
    confidence: float = 0.0
    words_taken: int = 0


def named(figure: Figure, words: Lexicon, *, words_taken: int = 0) -> Named:
    """Return the attribute that the words around a measure name; NONE: no attribute; "": no word.

    `words_taken` of those before it are the name of the figure before.

    >>> from catalog_cli.attributes.measure_tags.figures import figures
    >>> from catalog_cli.attributes.schema import builtin
    >>> found = figures("Height: 20 cm, 30 cm wide, cord length 2 m", "en")
    >>> [named(one, lexicon(builtin())).attribute for one in found]
    ['height', 'width', '-']
    """
    phrases = words.get(figure.dimension, _NO_PHRASES)
    after = words_of(figure.after) if phrases.behind else []
    direct, count = _leading(after, phrases)
    before = _closing(words_of(figure.before)[words_taken:], phrases) if phrases.before else ""
    if before == NONE and direct not in ("battery_life", "warranty"):
        return Named(NONE)
    if direct == NONE and not before:
        return Named(NONE)
    if before and before != NONE:  # "Height 20 cm width 30 cm"
        return Named(NONE) if _is_limited(figure, before) else Named(before, LABELLED)
    if direct and direct != NONE:
        return Named(NONE) if _is_limited(figure, direct) else Named(direct, BEHIND, count)
    found, count = _gapped(after, phrases)
    if not found or found == NONE:
        return Named(found)
    return Named(NONE) if _is_limited(figure, found) else Named(found, LIKELY, count)


def _closing(words: Sequence[str], phrases: Phrases) -> str:
    """Return what the last words name, fillers skipped."""
    end = len(words)
    while end:
        for start in range(max(0, end - _LONGEST), end) if words[end - 1] in phrases.last_words else ():
            if (found := phrases.before.get(" ".join(words[start:end]))) is not None:
                return found
        if words[end - 1] not in _FILLERS:
            return ""
        end -= 1
    return ""


def _leading(words: Sequence[str], phrases: Phrases) -> tuple[str, int]:
    """Return what the first words name, and how many they are."""
    if not words or words[0] not in phrases.first_words:
        return "", 0
    for stop in range(min(len(words), _LONGEST), 0, -1):
        if (found := phrases.behind.get(" ".join(words[:stop]))) is not None:
            return found, stop
    return "", 0


def _gapped(words: Sequence[str], phrases: Phrases) -> tuple[str, int]:
    """Return what words name that stand behind up to three others, and where they end."""
    for skipped in range(1, min(len(words), _MOST_GAP + 1)):
        if words[skipped - 1] in _GAP_ENDS:
            break
        if words[skipped] in phrases.first_words:
            found, count = _leading(words[skipped : skipped + _LONGEST], phrases)
            if found == NONE or found in _GAPPED:
                return found, skipped + count
    return "", 0


def _is_limited(figure: Figure, attribute: str) -> bool:
    """Return whether the figure is a bound for something else: "fits up to 15-inch laptops"."""
    if attribute not in _LIMITED:
        return False
    return _LIMITS.search(figure.before) is not None
