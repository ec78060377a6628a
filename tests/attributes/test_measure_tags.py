"""Measures, counts and dimensions found in texts: tables of what a text says, and of what only looks like it."""

from __future__ import annotations

import pytest

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.measure_tags import measure_tags
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.schema import builtin
from catalog_cli.tag import Tag

BODY, TITLE, LIST, NAMED = TextKind.BODY, TextKind.TITLE, TextKind.LIST, TextKind.NAMED


def _tags(
    written: str,
    locale: str = "en",
    categories: str = "",
    kind: TextKind = BODY,
    attributes: tuple[str, ...] = (),
    unit: str = "",
) -> list[Tag]:
    cell = read_cell(written)
    text = ProductText(kind, cell.text, cell, "Body", attributes=attributes, unit=unit)
    return measure_tags(text, builtin(), locale, frozenset(categories.split()))


def _said(tags: list[Tag]) -> str:
    return ", ".join(sorted(f"{tag.attribute}={tag.literal}" for tag in tags))


# (text, categories, what it says); the reason beside the odd ones
ENGLISH = [
    ("Height: 20 cm", "", "height=20 cm"),
    ("20 cm high", "", "height=20 cm"),
    ("It is 20 cm in height", "", "height=20 cm"),
    ("30 cm wide and 12.50 cm deep", "", "depth=12.5 cm, width=30 cm"),
    ("Height 20 cm width 30 cm", "", "height=20 cm, width=30 cm"),  # each name stands before its own
    ("20 cm high 30 cm wide", "", "height=20 cm, width=30 cm"),  # and behind
    ("H 20 cm", "", "height=20 cm"),
    ("2 inches thick", "", "thickness=2 in"),
    ("Diameter: 26cm", "kitchen", "diameter=26 cm"),
    ("8 in. in diameter", "", "diameter=8 in"),
    ("4 inch heel, 1 inch platform", "footwear", "heel_height=4 in"),
    ('Heel measures approximately 3.5"', "footwear", "heel_height=3.5 in"),
    ("holds 350 ml", "kitchen", "capacity=350 ml"),
    ("20 L backpack", "bags", "capacity=20 L"),
    ("Volume: 29 L", "bags", "capacity=29 L"),
    ("64 oz. capacity", "kitchen", "capacity=64 oz"),  # a fluid ounce, written short
    ("Capacity: 50 ml", "beauty", "net_content=50 ml"),  # what a cream jar holds is the cream
    ("Net wt. 12 oz (340 g)", "food", "net_content=12 oz, net_content=340 g"),  # restated
    ("2000 lb. capacity", "tools", ""),  # what it carries
    ("Max load capacity 120 kg", "furniture", ""),
    ("13-inch Full HD display", "computers", "screen_size=13 in"),
    ('55" TV', "electronics", "screen_size=55 in"),
    ("15.6 inch laptop", "computers", "screen_size=15.6 in"),
    ("2 TB hard drive", "computers", "storage_capacity=2 TB"),
    ("8GB RAM and 256 GB SSD", "computers", "memory_capacity=8 GB, storage_capacity=256 GB"),
    ("16 GB of memory", "computers", "memory_capacity=16 GB"),
    ("500 W motor", "kitchen", "power=500 W"),
    ("2000W hair dryer, 220-240V", "electronics", "power=2000 W, voltage=220-240 V"),
    ("120v, 3.5 HP", "kitchen", "power=3.5 hp, voltage=120 V"),
    ("9W LED, 60W equivalent", "home", "power=9 W"),  # the other lamp's
    ("10,000 mAh", "electronics", "battery_capacity=10000 mAh"),
    ("up to 12 hours of battery life", "electronics", "battery_life=12 hr"),
    ("30-hour playtime", "electronics", "battery_life=30 hr"),
    ("24-hour timer, boils in 3 minutes", "kitchen", ""),
    ("2-year warranty", "", "warranty=2 years"),
    ("backed by a one-year limited warranty", "", "warranty=1 year"),  # the number in words
    ("Warranty: 24 months", "", "warranty=24 months"),
    ("Family-owned for 20 years", "", ""),
    ("7200 rpm", "computers", "rotational_speed=7200 rpm"),
    ("HP 300-GB 10K SAS drive", "computers", "rotational_speed=10000 rpm, storage_capacity=300 GB"),
    ("Intel Core i5, 3.2GHz", "computers", "processor_speed=3.2 GHz"),
    ("2.4 GHz wireless mouse", "computers", ""),  # its radio
    ("24 MP camera", "electronics", "camera_resolution=24 MP"),
    ("24-megapixel sensor", "electronics", "camera_resolution=24 MP"),
    ("80 gsm paper", "office", "paper_weight=80 gsm"),
    ("Ages 3+", "toys", "recommended_age=3 years"),
    ("For ages 3 and up", "toys", "recommended_age=3 years"),
    ("ages 8 to 12", "toys", "recommended_age=8-12 years"),
    ("Age: 6 months+", "baby", "recommended_age=6 months"),
    ("3+ years", "toys", "recommended_age=3 years"),
    ("Weighs only 450 g (1 lb)", "beauty", "weight=1 lb, weight=450 g"),
    ("Weight: 2 lbs, 8 oz.", "bags", "weight=2 lb 8 oz"),
    ("for dogs weighing up to 10 kg", "pets", ""),  # the dog's
    ("SPF 50", "beauty", "spf=50"),
    ("Sunscreen SPF50+", "beauty", "spf=50"),
    ("400 thread count sheets", "home", "thread_count=400"),
    ("400-thread-count cotton", "home", "thread_count=400"),
    ("300TC percale", "home", "thread_count=300"),
    ("320 pages", "books", "page_count=320"),
    ("Yields up to 2,300 pages", "office", ""),  # a toner
    # sides
    ('L 29" x W 13" x H 11".', "bags", "height=11 in, length=29 in, width=13 in"),
    ('26-5/8" W x 28-1/4" D x 10" H, stainless', "home", "depth=28.25 in, height=10 in, width=26.625 in"),
    ("30 x 20 x 10 cm (L x W x H)", "", "height=10 cm, length=30 cm, width=20 cm"),
    ("Size (L x W x H): 30 x 20 x 10 cm", "", "height=10 cm, length=30 cm, width=20 cm"),
    ("60W x 24D x 10H cm", "", "depth=24 cm, height=10 cm, width=60 cm"),
    ("W60 x D40 x H75 cm", "", "depth=40 cm, height=75 cm, width=60 cm"),
    ('12"W x 8"D', "", "depth=8 in, width=12 in"),
    ("H: 30cm W: 20cm D: 10cm", "", "depth=10 cm, height=30 cm, width=20 cm"),
    ("Dimensions: 30cm (H) x 20cm (W)", "", "height=30 cm, width=20 cm"),
    ("The model is 1.80 m tall", "apparel", ""),  # who wears it
    ("Our model's height is 5'9\"", "apparel", ""),
    ("2 x AA batteries included", "toys", ""),
    ("30-day money back guarantee", "", ""),
    ('48"W x 24"D, 36"W x 20"D', "", "depth=20 in, depth=24 in, width=36 in, width=48 in"),  # two tables
    ("60W x 24D x 10H", "", ""),  # of what, nobody says
    ('5"H backsplash', "home", ""),  # a part's
    ('Dimensions: 18" x 10" x 6".', "bags", "dimensions=18 × 10 × 6 in"),
    ("20x30cm", "", "dimensions=20 × 30 cm"),
    ("30 x 40 cm with 3 x 3 cm tiles", "", "dimensions=30 × 40 cm"),  # a part's behind the whole's
    ("30 x 40 cm and 50 x 70 cm", "", "dimensions=30 × 40 cm, dimensions=50 × 70 cm"),
    # counts
    ("Set of 3", "", "pack_quantity=3"),
    ("2-pack", "", "pack_quantity=2"),
    ("Pack of 50", "", "pack_quantity=50"),
    ("50 count", "", "pack_quantity=50"),
    ("3 pcs", "", "pack_quantity=3"),
    ("Set of four mugs", "kitchen", "pack_quantity=4"),
    ("A pair of candlesticks", "home", "pack_quantity=2"),
    ("A pair of jeans", "", ""),  # two legs
    ("6 x 330 ml", "food", "net_content=330 ml, pack_quantity=6"),
    ("Comes with a set of 3 filters", "kitchen", ""),
    ("500-piece jigsaw puzzle", "toys", ""),  # what it is made of
    ("Two pockets", "apparel", "number_of_pockets=2"),
    ("with two chest pockets", "apparel", "number_of_pockets=2"),
    ("3 zippered side pockets", "bags", "number_of_pockets=3"),
    ("1 exterior zippered pocket.", "bags", ""),
    ("Two seater sofa", "furniture", "seats=2"),
    ("3-seat sofa, seats up to 4", "furniture", "seats=3, seats=4"),
    ("Bike seat cover with 2 seat straps", "sports", ""),  # no furniture
    # foreign
    ("fits up to 15-inch laptops", "bags", ""),
    ('padded 15" laptop sleeve', "bags", ""),
    ("for 2-3 people", "kitchen", ""),
    ("water resistant to 50 m", "jewelry", ""),
    ("8 M US", "footwear", ""),
    ("32W x 34L", "apparel", ""),
    ("cord length: 2 m", "home", ""),
    ("with 8m power cord", "home", ""),
    ("$5.99, 20% off until 12/25/2026", "", ""),
    ("Model 142671-B21, WH-1000XM5, A4", "electronics", ""),
    ("Bluetooth 5.3, 50mm f1.4 lens, 4K", "electronics", ""),
    ("20 g of protein per 100 g", "food", ""),
    ("40 inch high quality guitar", "music", ""),  # high belongs to quality
    ("lure weight 8-16 lb", "sports", ""),
    ("7 W wide shoe", "footwear", ""),  # a width
    ("takes a 9V battery", "electronics", ""),
    ("2018 women pocket shorts", "apparel", ""),  # a year
    ("two piece bikini set", "apparel", ""),
    ("HP 583718-001 HP, 007 HP", "computers", ""),  # the company
    ("expandable up to 512 GB", "electronics", ""),
    ("A 30 cm pan", "kitchen", ""),  # an article, no altura
    ("50 cm", "", ""),  # a length of unknown meaning
    ("", "", ""),
    ("n/a", "", ""),
    ("NA", "", ""),
    ("新品 20 cm 高い", "", ""),
    ("גובה 20", "", ""),
    ("🎁 Set of 3 🎁", "", "pack_quantity=3"),
    ("Set of\n3 cm", "", ""),
]
PORTUGUESE = [
    ("Alt. 30 cm, Larg. 20 cm", "", "height=30 cm, width=20 cm"),  # a full stop that ends nothing
    ("A: 30 cm x L: 20 cm x P: 10 cm", "", "depth=10 cm, height=30 cm, width=20 cm"),
    ("Altura: 20,5 cm", "", "height=20.5 cm"),
    ("20 cm de altura", "", "height=20 cm"),
    ("30 cm de largura e 12 cm de profundidade", "", "depth=12 cm, width=30 cm"),
    ("comprimento 1,20 m", "", "length=1.2 m"),
    ("26 cm de diâmetro", "kitchen", "diameter=26 cm"),
    ("salto de 8 cm", "footwear", "heel_height=8 cm"),
    ("Capacidade: 1,7 L", "kitchen", "capacity=1.7 L"),
    ("mochila 20 litros", "bags", "capacity=20 L"),
    ("Peso: 2,5 kg", "", "weight=2.5 kg"),
    ("Peso líquido: 500 g", "food", "net_content=500 g"),
    ("peso máximo suportado 120 kg", "furniture", ""),
    ("Tela de 6,5 polegadas", "electronics", "screen_size=6.5 in"),
    ("para notebook de até 15,6 polegadas", "bags", ""),
    ("8 GB de RAM e SSD de 256 GB", "computers", "memory_capacity=8 GB, storage_capacity=256 GB"),
    ("motor de 500 W", "kitchen", "power=500 W"),
    ("Voltagem: 220V", "kitchen", "voltage=220 V"),
    ("bateria de até 12 horas", "electronics", "battery_life=12 hr"),
    ("autonomia de 30 horas", "electronics", "battery_life=30 hr"),
    ("garantia de 12 meses", "", "warranty=12 months"),
    ("dois anos de garantia", "", "warranty=2 years"),
    ("a partir de 3 anos", "toys", "recommended_age=3 years"),
    ("idade: 6 a 12 meses", "baby", "recommended_age=6-12 months"),
    ("Lençol 300 fios", "home", "thread_count=300"),
    ("FPS 30", "beauty", "spf=30"),
    ("protetor FPS50", "beauty", "spf=50"),
    ("240 páginas", "books", "page_count=240"),
    ("gramatura 90 g/m²", "office", "paper_weight=90 gsm"),
    ("30 x 20 x 10 cm (C x L x A)", "", "height=10 cm, length=30 cm, width=20 cm"),
    ("30 x 20 cm (Altura x Largura)", "", "height=30 cm, width=20 cm"),
    ("20,5 x 30 cm", "", "dimensions=20.5 × 30 cm"),
    ("Kit com 3", "", "pack_quantity=3"),
    ("Kit com três canecas", "kitchen", "pack_quantity=3"),
    ("Jogo de 4 peças", "", "pack_quantity=4"),
    ("3 unidades", "", "pack_quantity=3"),
    ("pacote com 50 unidades", "", "pack_quantity=50"),
    ("Par de castiçais", "home", "pack_quantity=2"),
    ("Par de meias", "", ""),  # two feet
    ("Sofá de 3 lugares", "furniture", "seats=3"),
    ("dois bolsos laterais", "apparel", "number_of_pockets=2"),
    ("5 bolsos", "apparel", "number_of_pockets=5"),
    ("R$ 49,90 em 3x sem juros", "", ""),
]

# (text, attributes that the column names, the column's unit, categories, what it says)
COLUMNS = [
    ("1400W", ("power",), "", "beauty", "power=1400 W"),  # the column outweighs the category
    ("220-240V", ("voltage",), "", "", "voltage=220-240 V"),
    ("110", ("voltage",), "", "", "voltage=110 V"),  # nobody writes volts otherwise
    ("2 Years", ("warranty",), "", "", "warranty=2 years"),
    ("Lifetime", ("warranty",), "", "", ""),
    ("13.8", ("height",), "in", "", "height=13.8 in"),
    ("450", ("weight",), "g", "", "weight=450 g"),
    ("450", ("weight",), "", "", ""),  # of what?
    ("0", ("weight",), "kg", "", ""),  # Shopify's empty weight
    ("0.00", ("weight",), "kg", "", ""),
    ("2 lb 8 oz", ("weight",), "kg", "", "weight=2 lb 8 oz"),  # its own unit comes first
    ("32GB", ("storage_capacity",), "", "computers", "storage_capacity=32 GB"),
    ("8 oz", ("capacity", "net_content"), "", "food", "capacity=8 oz"),
    ("500 g", ("capacity", "net_content"), "", "food", "net_content=500 g"),  # the first that fits
    ("3", ("pack_quantity",), "", "", "pack_quantity=3"),
    ("007", ("pack_quantity",), "", "", "pack_quantity=7"),
    ("Set of 3", ("pack_quantity",), "", "", "pack_quantity=3"),
    ("Four", ("seats",), "", "", "seats=4"),
    ("3-5", ("seats",), "", "", ""),  # which?
    ("30 x 20 x 10 cm", ("dimensions",), "", "", "dimensions=30 × 20 × 10 cm"),
    ("30 x 20 x 10", ("dimensions",), "cm", "", "dimensions=30 × 20 × 10 cm"),
    ("30 x 20 x 10", ("dimensions",), "", "", ""),
    ('L 29" x W 13"', ("dimensions",), "", "", "length=29 in, width=13 in"),  # the sides have names
    ("13 inch", ("screen_size",), "", "", "screen_size=13 in"),
    ("3+", ("recommended_age",), "", "", "recommended_age=3 years"),
    ("6-12 months", ("recommended_age",), "", "", "recommended_age=6-12 months"),
    ("20 cm", ("color",), "", "", ""),  # a column of something else
    ("350 ml", ("size",), "", "beauty", "net_content=350 ml"),
    ("", ("weight",), "kg", "", ""),
    ("NA", ("weight",), "kg", "", ""),
]
TITLES = [
    ("Notebook 8GB 256GB SSD", "en", "computers", "storage_capacity=256 GB"),  # of the other nothing is said
    ('Backpack 25L, fits 15.6" laptop', "en", "bags", "capacity=25 L"),
    ("Laundry detergent 1.5 L", "en", "home furniture kitchen", "net_content=1.5 L"),  # used up
    ("Soap dispenser 500 ml", "en", "home furniture kitchen", ""),  # what it holds, but only "capacity" would say so
    ("Amaciante 2 L", "pt-BR", "home", "net_content=2 L"),
    ("Drip Coffee Maker 1.5L", "en", "kitchen", "capacity=1.5 L"),
    ("Shampoo 350ml", "en", "beauty", "net_content=350 ml"),
    ("Cookies 8 oz Snak Sak", "en", "food", "net_content=8 oz"),
    ("Microwave Popcorn, 2.5oz Bag, 22/Box", "en", "food", "net_content=2.5 oz, pack_quantity=22"),
    ("Employment Application, 8 1/2 x 11, 50 Forms", "en", "office", "pack_quantity=50"),
    ("Red Brandy, Pair Pair - Waterford", "en", "home", "pack_quantity=2"),
    ("Notes Cube, 390 Sheets/Cube", "en", "office", ""),
    ("Smart TV 55 polegadas", "pt-BR", "electronics", "screen_size=55 in"),
    ("Xampu 350 ml", "pt-BR", "beauty", "net_content=350 ml"),
    ("Café 500g", "pt-BR", "food", "net_content=500 g"),
    ("Creme 2 x 50 ml", "pt-BR", "beauty", "net_content=50 ml, pack_quantity=2"),
    ('Work Table w/ Open Base, 36"D Midshelf', "en", "furniture", "depth=36 in"),  # a title's noise
]


@pytest.mark.parametrize(("text", "categories", "said"), ENGLISH)
def test_english(text: str, categories: str, said: str) -> None:
    assert _said(_tags(text, "en", categories)) == said


@pytest.mark.parametrize(("text", "categories", "said"), PORTUGUESE)
def test_portuguese(text: str, categories: str, said: str) -> None:
    assert _said(_tags(text, "pt-BR", categories)) == said


# What stands right before a number names it, whatever marks and spaces are between.
NAMED_BEFORE = [
    ("Pages: 320", "", "page_count=320"),
    ("Pages\u2009:\u2009320", "", "page_count=320"),
    ("Page count = 320", "", "page_count=320"),
    ("número de páginas: 320", "", "page_count=320"),
    ("SPF: 50", "beauty", "spf=50"),
    ("Sun protection factor of 30", "beauty", "spf=30"),
    ("fator de proteção solar de 30", "beauty", "spf=30"),
    ("thread-count of 400", "home", "thread_count=400"),
    ("Pockets: 5", "bags", "number_of_pockets=5"),
    ("seating for up to 6", "furniture", "seats=6"),
    ("Ages (3+)", "toys", "recommended_age=3 years"),
    ("children from 3", "toys", "recommended_age=3 years"),
    ("a partir dos 3", "toys", "recommended_age=3 years"),
    ("Stage 3", "toys", ""),
]


@pytest.mark.parametrize(("text", "categories", "said"), NAMED_BEFORE)
def test_names_before_a_count(text: str, categories: str, said: str) -> None:
    assert _said(_tags(text, categories=categories)) == said


@pytest.mark.parametrize(("text", "attributes", "unit", "categories", "said"), COLUMNS)
def test_columns(text: str, attributes: tuple[str, ...], unit: str, categories: str, said: str) -> None:
    tags = _tags(text, "en", categories, NAMED, attributes, unit)
    assert _said(tags) == said


@pytest.mark.parametrize(("text", "locale", "categories", "said"), TITLES)
def test_titles(text: str, locale: str, categories: str, said: str) -> None:
    assert _said(_tags(text, locale, categories, TITLE)) == said


def test_evidence_covers_number_and_unit() -> None:
    cell = "<p>It is <b>20&nbsp;cm</b> high &amp; holds 1.5&#160;L</p>"
    tags = _tags(cell, "en", "kitchen")
    assert [(tag.text, cell[tag.start : tag.end]) for tag in tags] == [
        ("20\u00a0cm", "20&nbsp;cm"),
        ("1.5\u00a0L", "1.5&#160;L"),
    ]


def test_a_repeated_value_is_one_tag() -> None:
    assert _said(_tags("Height: 20 cm. It is 20 cm high.", "en")) == "height=20 cm"


def test_the_column_is_surer_than_the_guess() -> None:
    column = _tags("350 ml", "en", "beauty", NAMED, ("net_content",))[0]
    words = _tags("Net content: 350 ml", "en", "beauty")[0]
    guess = _tags("Shampoo 350 ml", "en", "beauty", TITLE)[0]
    assert column.confidence > words.confidence > guess.confidence


def test_a_schema_without_the_attribute_has_no_tag() -> None:
    from catalog_cli.attributes.schema import AttributeSchema

    cell = read_cell("Set of 3, 20 cm high, SPF 50, 30 x 20 cm, A pair of lamps, 300 GB 10K SAS")
    text = ProductText(BODY, cell.text, cell, "Body")
    assert measure_tags(text, AttributeSchema({}), "en", frozenset({"computers"})) == []


@pytest.mark.parametrize(
    "text",
    [
        "9" * 200_000,
        "9 " * 20_000,
        "9x" * 20_000,
        "a" * 500_000 + "9",
        '"' * 100_000 + "9",
        "1 GB 10K " * 10_000,
        "1L x " * 10_000,
        "soap 1 L " * 10_000,
        "two pockets " * 10_000,
        "pair of " * 20_000,
    ],
)
def test_a_large_cell_takes_no_time(text: str) -> None:
    import time

    began = time.process_time()
    _tags(text, "en", "home computers", LIST)
    assert time.process_time() - began < 5
