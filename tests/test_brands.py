"""Brand names in product titles: which are found, and where a word is only a word."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest

from catalog_cli.brands import find_brands
from catalog_cli.brands.name_list import brand_of, built_in
from catalog_cli.casing import words

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "catalog_cli"

# title -> the names in it, "|" between them
NAMED = """
Colgate Extra Clean Toothbrush -> Colgate
COLGATE TOTAL TOOTHPASTE -> COLGATE
L'Oréal Paris Shampoo -> L'Oréal Paris
L’Oreal Elvive Conditioner -> L’Oreal|Elvive
L'ORÉAL Serum -> L'ORÉAL
Nestle Crunch Cereal -> Nestle
Arm & Hammer Laundry Detergent -> Arm & Hammer
ARM AND HAMMER Baking Soda -> ARM AND HAMMER
Arm and Hammer Toothpaste -> Arm and Hammer
Gain Laundry Beads Original -> Gain
Gain Flings Laundry Detergent Pacs -> Gain
Dove Conditioner Daily Moisture -> Dove
Dove Men+Care Extra Fresh Body Wash -> Dove
New Dove Shampoo -> Dove
Tide PODS Laundry Detergent -> Tide
Twinings Earl Grey -> Twinings
Bob's Red Mill Rolled Oats -> Bob's Red Mill
Trader Joe’s Dark Chocolate -> Trader Joe’s
Mount Hagen Instant Coffee -> Mount Hagen
Victor Allen Coffee Pods -> Victor Allen
Nature's Way Vitamin C -> Nature's Way
Life Extension Magnesium -> Life Extension
Thorne Basic Nutrients Capsules -> Thorne
Seventh Generation Dish Soap -> Seventh Generation
Northside Hiking Boot -> Northside
Skechers Go Walk Shoe -> Skechers
Nike's Best Running Shoe -> Nike
Women's Nike Running Shoe -> Nike
Nike Air Jordan Sneaker -> Nike|Air Jordan
Apple Cinnamon Cheerios -> Cheerios
Apple iPhone 13 Case -> Apple|iPhone
Case for Apple MacBook Pro -> Apple|MacBook Pro
Samsung Galaxy S21 Cover -> Samsung Galaxy
Oral-B Electric Toothbrush -> Oral-B
Oral B Replacement Heads -> Oral B
Crest 3D White Toothpaste -> Crest
Olay Night Cream -> Olay
Always Maxi Pads -> Always
Dial Antibacterial Bar Soap -> Dial
Ivory Body Wash -> Ivory
Bounce Dryer Sheets -> Bounce
Snuggle Fabric Softener -> Snuggle
Ritz Crackers Fresh Stacks -> Ritz
Post Raisin Bran Cereal -> Post
Kellogg's Rice Krispies -> Kellogg's|Rice Krispies
Fender Acoustic Guitar -> Fender
Yamaha Keyboard Stand -> Yamaha
Martin Guitar Strings -> Martin
Gap Kids Hoodie -> Gap
Champion Men's Hoodie -> Champion
Columbia Women's Fleece Jacket -> Columbia
Puma Men's Sneaker -> Puma
Camper Women's Sandal -> Camper
Fossil Men's Watch -> Fossil
Diesel Men's Jeans -> Diesel
Shout Laundry Stain Remover -> Shout
Fresh Scent Body Wash by Dove -> Dove
2 Pack Colgate Toothpaste -> Colgate
Dr. Bronner's Soap -> Dr. Bronner's
Dr Bronner's Soap -> Dr Bronner's
Coca-Cola Tin Sign -> Coca-Cola
Coca Cola Tin Sign -> Coca Cola
Gopro Mount -> Gopro
HP LaserJet Toner -> HP LaserJet
Brother Laser Printer -> Brother
Canon Camera Bag -> Canon
Pilot G2 Gel Ink Pen -> Pilot G2
(Colgate) Toothpaste -> Colgate
Milk & Honey, Burt's Bees Lip Balm -> Burt's Bees
Levi's 501 Jeans -> Levi's
Purex Crystals, Woolite Dark -> Purex|Woolite
"""

UNNAMED = """
Dove Garden Ornament
Gap Filler
Ivory Linen Napkin
Ivory Soap Dish
Champion Trophy Cup
Tide Pool Art Print
Crest Pendant
Orange Juice
Fossil Shark Tooth
Shell Necklace
Puma Stuffed Animal
Diesel Generator
Target Archery Set
Guess Who Game
Apple Shampoo
Apple Scented Candle
Apple-Scented Candle
Ocean Breeze Candle
Gain Knob for Guitar Amp
colgate extra clean toothbrush
samsung galaxy
Always Be Kind Mug
Dial Gauge Indicator
Bounce House for Kids
Snuggle Blanket
Post Hole Digger
Mailbox Post Cap
Canon Ball Replica
Brother and Sister Pajamas
Big Brother T-Shirt
Pilot Hat Costume
Cross Necklace Sterling Silver
Parker Coat Hook
Martin House for Birds
Fender Flare Kit
Gibson Girl Poster
Jordan Almonds
Columbia River Map
Camper Van Decal
Shout Out Card
Method Acting Book
Simple Gold Ring
Secret Garden Coloring Book
Degree Wheel
Angel Wings Ornament
Native American Print
Joy to the World Sign
Dawn Redwood Seeds
Cascade Lace Curtain
Glad Tidings Card
Bounty Hunter Costume
Sharp Kitchen Knife
Ring Dish Ceramic
Nest Box
Blue Ceramic Vase
Ninja Costume
Shark Slippers
Hoover Dam Poster
Delta Wing Kite
Echo Dot Earrings
Orbit Spinner
Hunter Green Rug
Milwaukee Skyline Print
Stanley Cup Replica
Victor Hugo Novel
Diamond Ring
Blue Diamond Ring
Silver Cross Necklace
Milky Way Galaxy Poster
Marmot Figurine
Monarch Butterfly Print
Mango Body Butter
Wonder Woman Costume
Pearl Earrings
Orange T-Shirt
King Size Bed Frame
Omega 3 Fish Oil
Lotus Flower Candle
Citizen Science Kit
Surf Board Wax
Anti-Colgate-Like Paste
Colgates
Tonka Bean Candle
Kodiak Bear Plush
Skittles Lawn Game
Bulletproof Vest Carrier
Hallmark Silver Spoon
Target Shooting Stand
Borax Powder 20 Oz
Hunter Green Rain Boots
Purple Mattress Protector Full Size
Case for Pocket Knife
Baseball Coach Tote Bag
Master Bedroom Door Lock
Rainbow Flip Flops
All Natural Laundry Detergent
Silhouette Vinyl Decal

123
🎁
Термос 500 мл
保温杯
ترمس
"""


def _names(title: str) -> list[str]:
    return [title[start:end] for start, end in find_brands(title)]


def _rows() -> list[tuple[str, list[str]]]:
    rows = [line.split(" -> ") for line in NAMED.strip().splitlines()]
    return [(title, names.split("|")) for title, names in rows]


@pytest.mark.parametrize(("title", "names"), _rows())
def test_names_in_a_title(title: str, names: list[str]) -> None:
    assert _names(title) == names


@pytest.mark.parametrize("title", UNNAMED.strip("\n").splitlines())
def test_words_that_are_no_names(title: str) -> None:
    assert _names(title) == []


def test_the_table_is_large_enough() -> None:
    assert len(_rows()) + len(UNNAMED.strip("\n").splitlines()) >= 120


def test_offsets_are_those_of_the_text_as_given() -> None:
    title = "ﬁne İstanbul 🎁 Nestlé’s mix\nColgate"
    assert _names(title) == ["Nestlé", "Colgate"]


def test_half_a_surrogate_pair_is_no_end() -> None:
    assert find_brands("\ud83d Nike Shoes") == [(2, 6)]


def test_a_long_text_is_read_in_one_pass() -> None:
    text = "The new all-in-one set of two. " * 20_000 + "Colgate"
    assert find_brands(text) == [(len(text) - 7, len(text))]


BRANDS = [brand_of(line) for line in built_in().lines]


def test_each_line_is_found_in_its_own_example() -> None:
    lost = []
    for brand in BRANDS:
        trade = built_in().trade_words(brand)
        for example in [f"{brand.name} {word}" for word in trade] or [f"Extra {brand.name}, one"]:
            found = [example[start:end] for start, end in find_brands(example)]
            lost += [] if any(name.startswith(brand.name) for name in found) else [example]
    assert lost == []


def test_no_name_stands_twice() -> None:
    names = [brand.name for brand in BRANDS]
    assert len(names) == len(set(names))


def test_the_list_is_large_and_its_names_are_clean() -> None:
    assert sum(not brand.trade for brand in BRANDS) >= 1_500
    assert sum(bool(brand.trade) for brand in BRANDS) >= 250
    assert all(brand.name[0].isalnum() and brand.name == brand.name.strip() for brand in BRANDS)


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Our own lists name these as what they are: makers, their machines and their characters.
_NAMES_IN_OUR_LISTS = frozenset(
    (
        "airpods amd barbie band-aid chapstick chromecast crayola crocs crockpot deskjet disney epson fortnite funko "
        "aeropress geforce gopro gore-tex imac intel ipad iphone ipod keurig kyocera laserjet lego lexmark macbook "
        "magsafe microsoft minecraft motorola nerf nespresso nikon nintendo nvidia officejet play-doh playstation "
        "pokemon pokémon polywood post-it pyrex radeon realtree redmi ricoh roku rubik's ryzen samsung sony spongebob "
        "swarovski xbox xerox xiaomi"
    ).split()
)


def _own_english() -> set[str]:
    """Return the words, in lower case, that the lists of this project use in English."""
    texts: list[str] = []
    with (PACKAGE / "phrasebook" / "en.pt-BR.csv").open(encoding="utf-8", newline="") as lines:
        texts += [row["source"] for row in csv.DictReader(lines)]
    for path in sorted((PACKAGE / "attributes" / "builtin" / "values").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                texts += [row.get("en") or "", row.get("forms_en") or ""]
    for path in sorted((ROOT / "glossaries").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                texts += [row["source"], row.get("source_forms") or ""]
    attributes = tomllib.loads((PACKAGE / "attributes" / "builtin" / "attributes.toml").read_text(encoding="utf-8"))
    texts.append(repr(attributes))
    texts += [" ".join(value) for value in vars(words).values() if isinstance(value, frozenset)]
    return {word.lower() for text in texts for word in _WORD.findall(text)}


def test_no_english_word_is_a_name_without_context() -> None:
    english = _own_english()
    assert len(english) > 3_000
    plain = {brand.name.lower() for brand in BRANDS if not brand.trade and " " not in brand.name}
    assert sorted(plain & english - _NAMES_IN_OUR_LISTS) == []
