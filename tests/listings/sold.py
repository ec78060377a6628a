"""Products to render: one of which everything is known, one of which next to nothing is."""

from __future__ import annotations

from catalog_cli.attributes.schema import builtin
from catalog_cli.listings.filters import listing_filters
from catalog_cli.listings.folders import Templates, templates
from catalog_cli.listings.item import Item, Offer, Option
from catalog_cli.listings.keywords import Keywords
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.maker import Maker
from catalog_cli.marketplaces import marketplace
from catalog_cli.product_facts import ProductFacts
from catalog_cli.tag import Tag


def tag(attribute: str, value: str, *, literal: str = "", field: str = "Body", variant: str = "") -> Tag:
    """Return a tag of the schema's value, or of a literal."""
    return Tag(attribute, value, literal, 0.95, field, 0, 0, 1, literal or value, variant=variant)


FULL = Item(
    key="linen-shirt",
    row=2,
    facts=ProductFacts(
        "linen-shirt",
        "Ocean Shirt",
        "Acme",
        (
            tag("product_type", "shirt"),
            tag("material", "linen"),
            tag("pattern", "striped"),
            tag("gender", "men"),
            tag("sleeve_length", "long-sleeve"),
            tag("color", "navy-blue", variant="1"),
            tag("size", "", literal="M", variant="1"),
            tag("color", "white", variant="2"),
            tag("size", "", literal="L", variant="2"),
        ),
        ("Ocean Shirt",),
    ),
    name="Ocean Shirt",
    brand="Acme",
    description="<p>Breathes & <b>dries</b> fast.</p><p>Made for the sea.</p>",
    is_html=True,
    keywords=("summer", "beach wear"),
    kind="Shirt",
    handle="linen-shirt",
    title_fields=frozenset({"Title"}),
    offers=(
        Offer("1", "A-1", "49.90", "USD", "4006381333931", "", "3", ("https://e.test/1.jpg",), (
            Option("Color", "Navy", "color"), Option("Size", "M", "size"))),
        Offer("2", "A-2", "49.90", "USD", "", "", "0", (), (
            Option("Color", "White", "color"), Option("Size", "L", "size"))),
    ),
)  # fmt: skip
BARE = Item(key="x", row=3, facts=ProductFacts("x", "Thing", ""), name="Thing")


def maker(name: str, locale: str = "en", found: Templates | None = None) -> Maker:
    """Return a maker of listings of a built-in marketplace."""
    labels = Labels(builtin(), locale)
    return Maker(marketplace(name), found or templates(), labels, listing_filters(labels, locale), Keywords(labels))
