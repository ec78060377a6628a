"""Catalogs of any size, for the tests of resuming, speed and memory: the same for a seed on every machine.

Titles and sentences are built from word lists by counting, not by chance, so that no two of a catalog are equal: the
n-th is decoded from a number that a prime scrambles. A share of repetitions replaces sentences by a shop's standing
ones, as real catalogs have them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd, prod
from pathlib import Path
from random import Random

HEADER = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Variant SKU,Variant Grams,Variant Price,Variant Barcode,Image Src,Image Alt Text"
).split(",")
TRANSLATED_COLUMNS = (1, 2, 5, 7, 8, 9, 10, 16)
"""The positions of `HEADER` that a run may change."""

_LOOKS = (
    "soft light warm sturdy compact elegant classic modern simple rustic slim wide foldable reversible padded "
    "quilted ribbed woven printed striped checked plain smooth washable waterproof breathable durable handmade "
    "vintage portable heavy narrow deep round square tall quiet bright practical comfortable"
).split()
_MATERIALS = (
    "cotton linen wool leather silk bamboo oak steel glass ceramic copper rubber felt cork canvas denim velvet "
    "walnut marble nylon polyester aluminium porcelain brass pine suede cashmere silicone wicker jute"
).split()
_THINGS = (
    "shirt jacket scarf belt backpack wallet blanket pillow lamp chair table bench mug plate bowl kettle knife "
    "basket mirror clock curtain rug towel apron vase candle tray shelf stool umbrella sweater dress skirt coat "
    "hat glove sock boot sandal bracelet necklace ring notebook bag case cushion jug spoon pan pot bottle "
    "hammock tent mattress cabinet drawer frame doormat robe vest"
).split()
_PARTS = (
    "handle lid collar zip pocket strap lining seam edge base cover frame sleeve hem button buckle rim surface "
    "back side corner clasp hook label cord"
).split()
_PLACES = (
    "kitchen garden office bedroom bathroom hallway balcony studio workshop beach park gym school camper boat "
    "nursery terrace classroom restaurant library"
).split()
_PEOPLE = (
    "children parents students travelers cooks gardeners cyclists runners teachers artists campers guests friends "
    "collectors beginners"
).split()
_MOMENTS = (
    "every day|on long trips|in cold weather|on summer evenings|at the weekend|during the holidays|after work|"
    "on rainy days|in the early morning|all year round|at home|on the road|in the fresh air|between two meetings|"
    "on a quiet Sunday"
).split("|")
_VERBS = (
    "keeps its shape|stays clean|feels pleasant|dries quickly|lasts for years|is easy to clean|resists stains|"
    "holds up well|looks good|never slips|does not scratch|saves space|is quick to mount|ages beautifully"
).split("|")
_COLOURS = "Red Blue Green Black White Grey Yellow Orange Purple Pink Brown Beige".split()
_SIZES = "Small Medium Large Extra-large".split()
_VENDORS = "Northwind|Casa Lume|Alder & Finch|Brightside|Molino".split("|")

STANDING = (
    "Machine wash cold with similar colors.",
    "Do not bleach.",
    "Tumble dry low.",
    "Wipe clean with a damp cloth.",
    "Made in Portugal.",
    "Ships within two working days.",
    "Returns are free within 30 days.",
    "Colors may vary slightly from the photo.",
    "Packed in recycled cardboard.",
    "Comes with a two-year warranty.",
    "Suitable for indoor and outdoor use.",
    "Keep away from open fire.",
)
"""What a shop writes under every second product."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with places for words: `words` are the choices at each "{}"."""

    text: str
    words: tuple[Sequence[object], ...]

    @property
    def count(self) -> int:
        """How many different texts it makes."""
        return prod(len(choices) for choices in self.words)

    def nth(self, number: int, shift: int) -> str:
        """Return a text that no other `number` below `count` gives; `shift` chooses the order."""
        step = 1_000_003
        while gcd(step, self.count) != 1:
            step += 2
        rest = (number * step + shift * len(self.text)) % self.count  # another order for each pattern
        chosen = []
        for choices in self.words:
            rest, index = divmod(rest, len(choices))
            chosen.append(choices[index])
        return self.text.format(*chosen)


def _capital(words: Sequence[str]) -> list[str]:
    return [word.capitalize() for word in words]


TITLE = Pattern("{} {} {} for the {}", (_capital(_LOOKS), _capital(_MATERIALS), _capital(_THINGS), _capital(_PLACES)))
ALT_TEXT = Pattern("The {} {} with the {} {}, seen from the side", (_LOOKS, _THINGS, _MATERIALS, _PARTS))
SENTENCES = (
    Pattern("This {} {} {} is made for {}.", (_LOOKS, _MATERIALS, _THINGS, _PEOPLE)),
    Pattern("The {} of the {} is {} and {}.", (_PARTS, _THINGS, _LOOKS, _VERBS)),
    Pattern("Use it in the {} {} or give it to {} who love a <b>{}</b> finish.", (_PLACES, _MOMENTS, _PEOPLE, _LOOKS)),
    Pattern(
        "It measures {} x {} cm and weighs {} g, so it fits any {}.",
        (range(12, 95), range(8, 60), range(120, 980, 5), _PLACES),
    ),
    Pattern("With its {} {} and {} {}, it {} {}.", (_LOOKS, _PARTS, _MATERIALS, _PARTS, _VERBS, _MOMENTS)),
    Pattern(
        "Our {} chose {} &amp; {} because the material {} {}.", (_PEOPLE, _MATERIALS, _MATERIALS, _VERBS, _MOMENTS)
    ),
)
MOST_PRODUCTS = min(pattern.count for pattern in (TITLE, ALT_TEXT, *SENTENCES))
"""Up to here every title, alt text and sentence is another one; a larger catalog begins again."""


def rows(count: int, *, seed: int = 0, repetitions: float = 0.0) -> Iterator[dict[str, str]]:
    """Yield `count` products as rows under `HEADER`; `repetitions` is the share of sentences that are `STANDING`."""
    chance = Random(seed)
    shift = chance.randrange(10_000_000)
    for number in range(count):
        title = TITLE.nth(number, shift)
        handle = f"{title.lower().replace(' ', '-')}-{number}"
        yield dict(
            zip(
                HEADER,
                (
                    handle,
                    title,
                    _body(number, shift, chance, repetitions),
                    chance.choice(_VENDORS),
                    "Home",
                    ", ".join(chance.sample(_MATERIALS, 2)),
                    "true",
                    "Color",
                    chance.choice(_COLOURS),
                    "Size",
                    chance.choice(_SIZES),
                    f"{number:07d}",
                    str(chance.randrange(50, 5000)),
                    f"{chance.randrange(5, 300)}.{chance.choice(('00', '50', '90', '99'))}",
                    f"{4_000_000_000_000 + number}",
                    f"https://cdn.example.com/{handle}.jpg?v={number}",
                    ALT_TEXT.nth(number, shift),
                ),
                strict=True,
            )
        )


def _body(number: int, shift: int, chance: Random, repetitions: float) -> str:
    """Return two to four sentences, each of another pattern, as a paragraph or as a paragraph and a list."""
    count = 2 + number % 3
    texts = []
    for index in range(count):
        pattern = SENTENCES[(number + index) % len(SENTENCES)]
        is_standing = chance.random() < repetitions
        texts.append(chance.choice(STANDING) if is_standing else pattern.nth(number, shift))
    if count < 4:
        return f"<p>{' '.join(texts)}</p>"
    first, *rest = texts
    return f"<p>{first}</p>\n<ul>{''.join(f'<li>{text}</li>' for text in rest)}</ul>"


def write_csv(path: Path, count: int, *, seed: int = 0, repetitions: float = 0.0) -> Path:
    """Write a catalog in Shopify's dialect and return its path."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, HEADER, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows(count, seed=seed, repetitions=repetitions))
    return path


def write_json_lines(path: Path, count: int, *, seed: int = 0, repetitions: float = 0.0) -> Path:
    """Write the same products as JSON Lines, one object with a list of tags and one variant each; return the path."""
    with path.open("w", encoding="utf-8", newline="") as out:
        for row in rows(count, seed=seed, repetitions=repetitions):
            out.write(json.dumps(_as_object(row), ensure_ascii=False) + "\n")
    return path


def _as_object(row: dict[str, str]) -> dict[str, object]:
    return {
        "handle": row["Handle"],
        "title": row["Title"],
        "body_html": row["Body (HTML)"],
        "vendor": row["Vendor"],
        "tags": row["Tags"].split(", "),
        "variants": [
            {
                "sku": row["Variant SKU"],
                "price": float(row["Variant Price"]),
                "color": row["Option1 Value"],
                "size": row["Option2 Value"],
            }
        ],
        "image": {"src": row["Image Src"], "alt": row["Image Alt Text"]},
    }
