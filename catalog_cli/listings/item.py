"""What is sold, as listings see it: plain values read from a catalog, in the words of the target locale."""

from __future__ import annotations

from typing import NamedTuple

from catalog_cli.product_facts import ProductFacts


class Option(NamedTuple):
    """What tells a variant apart: a name ("Size"), its value ("M"), and the attribute that it is, "" if none."""

    name: str
    value: str
    attribute: str = ""


class Offer(NamedTuple):
    """One thing that can be bought: a product, or one of its variants. What the catalog does not say is "".

    `key` is the variant's. `price` is an amount as machines write it ("1299.50"); `currency` an ISO 4217 code.
    """

    key: str = ""
    sku: str = ""
    price: str = ""
    currency: str = ""
    gtin: str = ""
    mpn: str = ""
    quantity: str = ""
    images: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()


class Item(NamedTuple):
    """One product of a catalog, as it is sold: its texts, its facts and its offers, of which there is at least one.

    `name` is its own title. `description` is its own, HTML if `is_html`. `row` is the line that it begins on.
    `title_fields` and `body_fields` are the columns of its titles and of its running text. `generated` names the model
    that wrote the description, "" where none did.
    """

    key: str
    row: int
    facts: ProductFacts
    name: str = ""
    brand: str = ""
    description: str = ""
    is_html: bool = False
    short_description: str = ""
    bullets: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    meta_title: str = ""
    meta_description: str = ""
    category: tuple[str, ...] = ()
    kind: str = ""
    handle: str = ""
    link: str = ""
    condition: str = ""
    title_fields: frozenset[str] = frozenset()
    body_fields: frozenset[str] = frozenset()
    offers: tuple[Offer, ...] = (Offer(),)
    generated: str = ""

    @property
    def option_names(self) -> tuple[str, ...]:
        """The names of the options that its offers differ by."""
        return tuple(dict.fromkeys(option.name for offer in self.offers for option in offer.options))


class Part(NamedTuple):
    """One part of a title: the attribute, and the text that says it; the product's own title is "name"."""

    attribute: str
    text: str


class Detail(NamedTuple):
    """What is known of one attribute: its id, its label, and its values as the target locale calls them."""

    attribute: str
    name: str
    values: tuple[str, ...]


class Shown(NamedTuple):
    """What a template sees of a product; see `Item` and `Offer` for the fields. `html` is the description as HTML."""

    name: str
    brand: str
    kind: str
    description: str
    html: str
    short_description: str
    bullets: tuple[str, ...]
    keywords: tuple[str, ...]
    meta_title: str
    meta_description: str
    category: tuple[str, ...]
    options: tuple[Option, ...]
    sku: str
    gtin: str
    mpn: str
    price: str
    currency: str
    handle: str
    details: tuple[Detail, ...]
