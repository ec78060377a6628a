"""What a generated text says of the whole product that its facts say of a part of it, of one of several, in number."""

from __future__ import annotations

import pytest

from catalog_cli.attributes.schema import builtin
from catalog_cli.generation.scope import Scope
from catalog_cli.product_facts import ProductFacts
from catalog_cli.tag import Tag


def facts(title: str, *texts: str, tags: tuple[tuple[str, ...], ...] = (), brand: str = "") -> ProductFacts:
    """Return facts; a tag is (attribute, value, its text, how it was found, its literal)."""
    found = []
    for attribute, value, text, *more in tags:
        by, literal = (*more, "text", "")[:2] if more else ("text", "")
        found.append(Tag(attribute, value, literal, 0.99, "Title", 0, 0, 1, text, by))
    return ProductFacts("1", title, brand, tuple(found), (title, *texts))


FRYER = facts(
    "Digital Air Fryer 4L",
    "Compact fryer with 8 preset programs and a dishwasher-safe basket. The fryer is quiet and easy to clean.",
    "air fryer, kitchen, family size, ceramic",
    tags=(("product_type", "air-fryer", "Air Fryer"), ("material", "ceramic", "ceramic")),
)
BAG = facts(
    "Voyage Bag",
    "A bag with two large compartments and mesh pockets. Lightweight straps.",
    tags=(
        ("product_type", "handbag", "Bag"),
        ("color", "gray", "Grey", "column"),
        ("color", "black", "Black", "column"),
        ("usage_environment", "indoor", "indoor"),
        ("usage_environment", "outdoor", "outdoor"),
        ("material", "nylon", "Nylon", "column"),
        ("material", "polyester", "Polyester", "column"),
        ("feature", "waterproof", "Waterproof", "column"),
    ),
    brand="Acme",
)
SOFA = facts(
    "Grey Sofa", "Large four seater grey sofa",
    tags=(("product_type", "sofa", "Sofa"), ("color", "gray", "Grey"), ("seats", "", "four seater", "text", "4")),
)  # fmt: skip
SET = facts(
    "Striped Skirt and Top", "Black cotton top with a skirt.",
    tags=(("product_type", "skirts", "Skirt"), ("product_type", "tops", "Top"), ("material", "cotton", "cotton")),
)  # fmt: skip
CAMERA = facts("Folding Camera", "A vintage camera. Enhanced to XMP 2.0.", tags=(("product_type", "camera", "Camera"),))

SINK = facts(
    "Turbo Sink",
    'Sink, 48" x 20", 14" deep with 11" high splash, rolled edges',
    tags=(("product_type", "sink", "Sink"),),
)
PAPER = facts("Script Paper", "Recycled, 30% post-consumer content. Paper is acid-free. 100% rag.")
RING = facts(
    "Arc Ring",
    "Made with 18k white gold, 18k yellow gold metal.",
    tags=(
        ("product_type", "ring", "Ring"),
        ("material", "white-gold", "18k white gold"),
        ("material", "gold-metal", "18k yellow gold"),
    ),
)
ENGLISH = [
    # a word of a part is none of the whole; before the noun, behind "is", or among keywords it is
    (FRYER, "This fryer is dishwasher safe.", "dishwasher safe (dishwasher)"),
    (FRYER, "This dishwasher-safe fryer has presets.", "dishwasher-safe fryer (dishwasher)"),
    (FRYER, "It is a ceramic fryer.", "ceramic fryer (ceramic)"),  # of what material a part is, keywords say too
    (FRYER, "The Digital Air Fryer 4L is a compact fryer.", ""),
    (FRYER, "This fryer is quiet.", ""),
    (FRYER, "This family size fryer is easy to clean.", ""),
    (FRYER, "It has a basket that is dishwasher safe.", ""),  # said of the basket
    (BAG, "This bag is waterproof.", ""),  # the merchant's own column
    (BAG, "It has a lightweight design.", "lightweight (lightweight)"),
    # what comes in number
    (BAG, "It has a large compartment.", "a large compartment"),
    (BAG, "It has a mesh pocket.", "a mesh pocket"),
    (BAG, "It has two large compartments.", ""),
    (FRYER, "It has a preset programs.", "a preset programs"),
    (SOFA, "It has 4 seats.", ""),
    (SOFA, "The Grey Sofa is a gray sofa.", ""),
    (SOFA, "It has 4 legs.", "has 4 leg"),
    (CAMERA, "The Agfa 2.0 is a camera.", "agf 2 is"),
    (CAMERA, "It has XMP 2.0.", ""),
    # one of several
    (BAG, "This is a grey bag.", "gray"),
    (BAG, "This bag comes in grey and black.", ""),
    (BAG, "This bag is for indoor use.", "indoor"),
    (BAG, "The bag is made of nylon.", "nylon"),
    (BAG, "The bag is made of nylon and polyester.", ""),
    (SET, "The skirt and top are made of cotton.", "made of"),
    # lists that are no sentence, frames that are no fact, makers that are none
    (BAG, "It has a waterproof, reflective, slip pocket.", "has a waterproof,"),
    (BAG, "It has a height of 2 in, a width of 3 in and a logo.", ""),
    (BAG, "It has a strap,pocket.", "strap,pocket"),
    (BAG, "It has a shape of a voyage.", "has a shape"),
    (BAG, "A bag by Voyage.", "by Voyage"),
    (BAG, "A bag by Acme.", ""),
    # lengths of parts, spans that are none, materials of one sentence
    (SINK, "This sink has a height of 11 in.", "11 in"),
    (SINK, "This sink has a depth of 14 in.", ""),
    (SINK, "It is 48 in wide and 20 in deep.", ""),
    (SINK, "It has a length of 29 in.", ""),
    (SINK, 'This sink has a 48" - 20" base.', '48" - 20"'),
    (SINK, "It has a rolled edges.", "a rolled edges"),
    (RING, "This ring is made of white gold.", "white-gold"),
    (RING, "This ring is made of white gold and yellow gold.", ""),
    # what holds for a share
    (PAPER, "This paper is recycled.", "recycled"),
    (PAPER, "This paper has 30% post-consumer content.", ""),
    (PAPER, "This paper is acid-free.", ""),
    (BAG, "", ""),
    (BAG, "包 🎁", ""),
]


@pytest.mark.parametrize(("known", "text", "said"), ENGLISH, ids=[row[1] for row in ENGLISH])
def test_scope(known: ProductFacts, text: str, said: str) -> None:
    assert Scope(known, builtin(), "en").fault(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A caneca é resistente.", "resistente (resistente)"),  # its lid is
        ("A caneca é leve.", ""),
        ("Ela tem uma alça.", "uma alça"),
        ("Ela tem duas alças.", ""),
        ("Ela tem uma tampa, alças e pires.", "tem uma tampa,"),
    ],
)
def test_portuguese(text: str, said: str) -> None:
    known = facts(
        "Caneca leve", "Uma caneca com duas alças e tampa resistente.", tags=(("product_type", "mug", "Caneca"),)
    )
    assert Scope(known, builtin(), "pt-BR").fault(text) == said


@pytest.mark.parametrize("locale", ["de", "ja", "ar"])
def test_other_languages_are_judged_by_their_numbers(locale: str) -> None:
    scope = Scope(facts("Tasse 500"), builtin(), locale)
    assert scope.fault("Tasse") == ""
    assert scope.fault("Tasse 700") != ""


def test_a_cell_of_ten_megabytes_is_soon_read() -> None:
    scope = Scope(facts("Mug", "a red mug, " * 900_000), builtin(), "en")
    assert scope.fault("It is a red mug.") == ""
