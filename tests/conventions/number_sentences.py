"""A thousand product sentences with three thousand numbers and measures: the same for a seed on every machine.

Each sentence is put together from clauses as sellers write them, with places for quantities; a quantity (a price, a
size "30 x 40 x 2 cm", a range, a date, a version) counts once, however many numbers it holds.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

SENTENCES = 1_000
# Sentences with two, three and four quantities: 3,000 in all.
SHARES = ((2, 250), (3, 500), (4, 250))
QUANTITIES = sum(places * share for places, share in SHARES)
HEADER = ("sku", "title", "description")


class Sentence(NamedTuple):
    """A sentence, the product it is about, and the kind of each quantity in it, in order."""

    text: str
    title: str
    kinds: tuple[str, ...]


_SLOT = re.compile(r"\{(\w+)\}")
Maker = Callable[[Random], str]


def _whole(low: int, high: int) -> Maker:
    return lambda random: str(random.randint(low, high))


def _grouped(low: int, high: int, step: int) -> Maker:
    return lambda random: f"{random.randrange(low, high, step):,}"


def _decimal(low: int, high: int, places: int = 1) -> Callable[[Random], str]:
    def make(random: Random) -> str:
        return f"{random.randint(low, high)}.{random.randint(1, 10**places - 1):0{places}}"

    return make


def _of(choices: str, separator: str | None = None) -> Maker:
    return lambda random: random.choice(choices.split(separator))


def _filled(choices: str) -> Maker:
    """Return a maker that fills one of the patterns between "|" with the small makers below."""
    patterns = choices.split("|")
    return lambda random: _SLOT.sub(lambda match: _PARTS[match[1]](random), random.choice(patterns))


_PARTS: dict[str, Maker] = {
    "n": _whole(2, 99),
    "few": _whole(2, 12),
    "cm": _whole(4, 180),
    "big": _grouped(1_000, 30_000, 50),
    "dec": _decimal(1, 40),
    "dec2": _decimal(1, 9, 2),
    "milli": _decimal(1, 9, 3),
    "zero": _decimal(0, 0, 2),
    "half": _of("½ ¼ ¾ 1/2 3/4 1/4 3/8 5/8"),
    "mixed": _of("1½|2 1/4|1 3/4|3 1/2|2½|5-1/2", "|"),
    "ten": lambda random: str(random.randrange(10, 100, 5)),
    "gram": lambda random: str(random.randrange(120, 980, 5)),
    "cents": lambda random: f"{random.randint(3, 480)}.{random.choice(('99', '95', '49', '50', '00', '90'))}",
    "thousand": lambda random: f"{random.randint(1_000, 12_999):,}.{random.choice(('99', '00', '50'))}",
    "round": lambda random: str(random.randrange(10, 400, 5)),
    "foot": _whole(4, 6),
    "low": _whole(2, 20),
    "high": _whole(21, 60),
    "day": _whole(13, 28),
    "month": _of("January February March April May June July August September October November December"),
    "mon": _of("Jan Mar Apr Aug Sep Oct Dec"),
    "year": _whole(2019, 2029),
    "iso": lambda random: f"{random.randint(2024, 2028)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
    "hour": _whole(1, 11),
    "minute": _of("15 30 45"),
}  # fmt: skip

QUANTITY_KINDS: dict[str, Maker] = {
    "length": _filled(
        '{cm} cm|{dec} cm|{n} mm|{n} inches|{dec} in.|{n}"|{few} feet|{dec} m|{n} ft|{cm}cm|{few} yards|{dec2} mm'
    ),
    "screen": _filled('{low} inches|{low}.{few}"|{low}.{few}-inch|{low}"|{dec} in.'),
    "size": _filled(
        '{n} x {n} x {few} cm|{n} x {n} cm|{dec} x {dec} x {dec} in|{n}" x {n}"|{n}x{n}x{few} mm|{n} × {n} cm'
        '|{n}" W x {n}" D x {n}" H|{few} ft x {few} ft|{n} by {n} inches'
    ),
    "height": _filled("{foot}'{few}\"|{foot} ft {few} in|{foot} feet {few} inches"),
    "weight": _filled(
        "{gram} g|{dec} kg|{n} lbs|{dec} lb|{n} oz|{dec} ounces|{n} pounds|{big} g|{zero} kg|{gram}g|{few} lb {few} oz"
        "|{n} grams"
    ),
    "volume": _filled(
        "{gram} ml|{dec} L|{n} fl oz|{dec} liters|{few} cups|{dec} gallons|{n} oz.|{gram}ml|{few} quarts|{big} ml"
    ),
    "area": _filled("{n} square feet|{n} sq ft|{n} m²|{big} sq. ft.|{dec} m2|{n} square meters"),
    "price": _filled("${cents}|${thousand}|${round}|US${cents}|€{cents}|£{cents}|{cents} USD|EUR {cents}"),
    "percent": _filled("{n}%|{ten}%|{dec}%|{n} percent|{n} %"),
    "sizes": _filled('{low}-{high} cm|{low}–{high} cm|{low} to {high} inches|{low}"-{high}"|{low} - {high} in'),
    "loads": _filled("{low}-{high} lbs|{low}–{high} kg|{low} to {high} pounds"),
    "days": _filled("{few}-{high} days|{few}–{high} hours|{few} to {high} business days"),
    "heat": _filled(
        "-{few} to {high} °C|{low}-{high}°C|{low} to {high} degrees Celsius|{low}–{high} °F|between {low} and {high} °C"
    ),
    "prices": _filled("${low}-${high}|${low}–${high}|€{low} to €{high}"),
    "oven": _filled("{ten}5°F|3{n} °F|{ten} °C|3{n} degrees Fahrenheit|1{n} ºC"),
    "wash": _filled("{ten}°C|{ten} °C|{ten} ºC|{n} °F|{n} degrees Fahrenheit|-{low} °C"),
    "battery": _filled("{big} mAh|{big}mAh|{dec} Wh|{big} mAh / {dec} V|{gram} mAh"),
    "electric": _filled("{n} W|{gram}W|{n} watts|12V|110-240 V|24 volts|{dec} A|{few}kW|{n} Hz|{big} W"),
    "speed": _filled("{n} mph|{n} km/h|{big} rpm|{big} RPM"),
    "storage": _filled("{gram} GB|{few} TB|{few}GB|{dec} TB"),
    "rate": _filled("{n} MB/s|{gram} Mbps|{dec} Gbps"),
    "photo": _filled("{few} MP|{n} megapixels|{n}MP"),
    "light": _filled("{big} lumens|{gram} lm|{gram} nits"),
    "fabric": _filled("{gram} gsm|{n} denier|{gram} g/m²|{n}D"),
    "noise": _filled("{n} dB|{dec} dB"),
    "pressure": _filled("{n} psi|{dec} bar|{n} PSI"),
    "pack": _filled("pack of {few}|set of {few}|{n}-pack|{few}-piece set|box of {gram}|pack of {n}"),
    "count": _filled("{n}|{few}|{gram}|{big}|over {big}|more than {n}"),
    "some": _filled("{few}|{n}"),
    "time": _filled("{n} minutes|{few} hours|{dec} hours|{n} days|{n} seconds"),
    "years": _filled("{few} years|{few} months|{low} weeks"),
    "clock": _filled("{hour}:{minute} am|{hour}:{minute} PM|{hour} a.m.|{hour}pm"),
    "date": _filled(
        "{month} {day}, {year}|{day} {month} {year}|{iso}|{mon} {day}, {year}|{month} {day}|03/04/2026|12/{day}/{year}"
    ),
    "month": _filled("{month} {year}"),
    "version": _filled(
        "Bluetooth {few}.{few}|USB 3.2|HDMI 2.1|Android 14|version {few}.{few}.{few}|v{few}.{few}|Wi-Fi 6|iOS 17.4"
        "|PCIe 4.0|firmware 0.85"
    ),
    "fraction": _filled('{half} inch|{mixed} inches|{half}"|{mixed} in|{mixed}-inch|{half} in.'),
    "cooking": _filled("{half} cup|{mixed} cups|{half} lb|{few} tablespoons|{mixed} teaspoons|{dec} oz"),
    "model": _filled("Model {gram}|XR-{gram}|A{few}|SKU 00{gram}|WH-1000XM{few}|MX{gram} Pro"),
    "grade": _filled("IP67|E27|4K|1080p|10W-40|IPX{few}"),
    "zoom": _filled("{few}x|{n}X|{few}×|{dec}x"),
    "ratio": _filled("16:9|{few}:1|4:3|21:9"),
    "fit": _filled("size {few}|W{low} L{high}|EU {high}|UK {few}|{high}R|size {low}.5|US {few}"),
}

CLAUSES = """
measures {size}
is {length} long
is {length} wide and {length} deep
stands {length} tall
weighs only {weight}
weighs {weight} and measures {size}
holds up to {volume}
supports up to {weight}
covers up to {area}
comes in a {pack}
is sold as a {pack} for {price}
costs {price}
sells for {price} instead of {price}
is {percent} off until {date}
is made of {percent} cotton and {percent} elastane
contains {percent} recycled polyester
fits waists of {sizes}
holds loads of {loads}
works at temperatures of {heat}
keeps drinks cold for {time}
stays hot at {wash} for {time}
can be washed at {wash}
runs on {electric}
has a {battery} battery
has a {battery} battery that lasts {time}
charges in {time}
draws {electric}
reaches {speed}
has {storage} of storage
has a {screen} screen
takes pictures of {photo}
supports {version}
connects with {version} at up to {rate}
shines with {light}
is woven from {fabric} fabric
makes only {noise} of noise
takes up to {pressure}
needs {some} batteries
has {some} pockets
has {count} reviews
ships in {days}
ships on {date}
ships in {month}
is available from {date}
was released in {month}
carries a warranty of {years}
has a {fraction} hem
has a {fraction} thick top
replaces {model}
is compatible with {model} and {model}
is rated {grade}
offers {zoom} zoom
has an aspect ratio of {ratio}
runs large: order {fit}
is shown in {fit} on a model who is {height}
opens at {clock} and closes at {clock}
has a drop of {length}
saves {percent} of energy
has been tested {count} times
burns for {time}
serves {some} people
mixes {cooking} of flour with {volume} of water
ships free on orders over {price}
sells in the range of {prices}
""".strip().splitlines()

WHOLE = """
Package includes {some} mugs, {some} plates and {some} bowls.
Dimensions: {size}; weight: {weight}.
Save {percent} today: was {price}, now {price}.
Buy {some}, get {some} free until {date}.
Made from {percent} wool, {percent} nylon and {percent} elastane.
Add {cooking} of sugar, {volume} of milk and bake at {oven} for {time}.
Model is {height} and wears {fit}.
Battery: {battery}; charging time: {time}.
Input: {electric}, output: {electric}, weight: {weight}.
Recommended for rooms of {area} with ceilings up to {length}.
Rated {some} stars by {count} of our customers.
Order by {clock} on {date} and save {percent}.
Now with {version}, {storage} of memory and a {screen} screen.
Each {pack} weighs {weight} and costs {price}.
Use {volume} per {area} and let it dry for {time}.
Fits laptops up to {screen} and tablets up to {screen}.
Wash at {wash}, then dry for {time} at low heat.
Adjustable from {length} to {length}; maximum load {weight}.
Delivery takes {days}; returns are accepted for {years}.
The drawstring measures {length}, the strap {length} and the handle {length}.
Operating range {heat}, {electric}, {light}.
""".strip().splitlines()

THINGS = """backpack lamp bottle jacket desk tent kettle speaker camera drill rug mattress candle mug blanket
 bicycle heater fan monitor keyboard shirt dress sneaker belt necklace vase blender suitcase""".split()
THINGS = [thing for thing in THINGS if thing not in ("water", "bottle")] + [
    "water bottle",
    "phone case",
    "office chair",
]
LOOKS = "lightweight sturdy compact elegant classic foldable waterproof portable modern soft".split()


def _with_places(patterns: list[str], places: int) -> list[str]:
    return [pattern for pattern in patterns if len(_SLOT.findall(pattern)) == places]


def _pattern(random: Random, places: int) -> str:
    """Return a sentence with so many places, put together from clauses or whole."""
    if places > 1 and random.random() < 0.25 and (whole := _with_places(WHOLE, places)):
        return random.choice(whole)
    clauses: list[str] = []
    left = places
    while left:
        size = random.choice((1, 2)) if left > 1 else 1
        clause = random.choice(_with_places(CLAUSES, size))
        if clause not in clauses:
            clauses.append(clause)
            left -= size
    thing = f"{random.choice(LOOKS)} {random.choice(THINGS)}"
    body = clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])} and {clauses[-1]}"
    return f"{random.choice(('This', 'The', 'Our'))} {thing} {body}."


def _polished(text: str) -> str:
    """Return the text with "an" before eight and eleven, and one full stop at its end."""
    text = re.sub(r"\b([Aa]) (?=(?:8|11(?!\d)|18(?!\d)))", r"\1n ", text)
    return re.sub(r"\.\.$", ".", text)


def sentences(seed: int = 4) -> list[Sentence]:
    """Return the sentences in a mixed order; no two are equal."""
    random = Random(seed)
    made: list[Sentence] = []
    seen: set[str] = set()
    for places, share in SHARES:
        goal = len(made) + share
        while len(made) < goal:
            pattern = _pattern(random, places)
            kinds = tuple(_SLOT.findall(pattern))
            text = _polished(_SLOT.sub(lambda match: QUANTITY_KINDS[match[1]](random), pattern))
            if text not in seen:
                seen.add(text)
                made.append(Sentence(text, f"{random.choice(LOOKS)} {random.choice(THINGS)}".capitalize(), kinds))
    random.shuffle(made)
    return made


def write_catalog(path: Path, rows: list[Sentence]) -> None:
    """Write sentences as a CSV catalog: a product each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows((f"N{number:04}", row.title, row.text) for number, row in enumerate(rows, start=1))


def main() -> None:
    """Print the sentences, and how often each kind stands in them."""
    rows = sentences()
    for row in rows:
        print(row.text)
    print(Counter(kind for row in rows for kind in row.kinds).most_common())


if __name__ == "__main__":
    main()
