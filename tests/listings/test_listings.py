"""From a catalog's rows to what is sold, and from what is sold to titles, keywords and rows."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from listings.sold import BARE, FULL, maker, tag

from catalog_cli.attributes.schema import builtin
from catalog_cli.catalog import read_catalog
from catalog_cli.errors import UsageProblem
from catalog_cli.formats.creation import WriteOptions
from catalog_cli.glossary.term import Term
from catalog_cli.job import Job
from catalog_cli.listings.agreement import agreeing_color
from catalog_cli.listings.filters import listing_filters
from catalog_cli.listings.item import Item, Offer, Option
from catalog_cli.listings.keywords import Keywords, Synonyms
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.reading import Reader
from catalog_cli.listings.shown import plain_text, shown, title_parts
from catalog_cli.listings.writer import ListingWriter
from catalog_cli.marketplaces import marketplace

ENGLISH, PORTUGUESE = Labels(builtin(), "en"), Labels(builtin(), "pt-BR")
ORDER = ("brand", "material", "product_type", "color", "size", "capacity", "pack_quantity")


def items(folder: Path, text: str, locale: str = "en") -> list[Item]:
    path = folder / "catalog.csv"
    path.write_text(text, encoding="utf-8")
    catalog = read_catalog(path, Job(locale, source_locale=locale))
    reader = Reader(catalog.schema, Labels(builtin(), locale), locale, "USD")
    return [reader.item(product) for product in catalog.products()]


def test_a_plain_row_is_one_offer(tmp_path: Path) -> None:
    [item] = items(
        tmp_path,
        "sku,title,description,brand,price,image,barcode,url,condition\n"
        "007,Red  Mug,Holds <b>300</b> ml,Acme,8.50,https://e.test/1.jpg,4006381333931,https://e.test/p,New\n",
    )
    assert (item.key, item.row, item.name, item.brand, item.is_html) == ("007", 2, "Red Mug", "Acme", True)
    assert (item.link, item.condition) == ("https://e.test/p", "new")
    assert item.offers == (Offer("007", "007", "8.50", "USD", "4006381333931", "", "", ("https://e.test/1.jpg",), ()),)


@pytest.mark.parametrize(
    ("header", "rows", "options"),
    [
        (
            "handle,title,option1 name,option1 value,variant sku,variant price",
            ["m,Mug,Size,S,1,8", "m,,,L,2,9"],
            [(("Size", "S"),), (("Size", "L"),)],
        ),
        (  # a row that only sums up the others is none of them
            "ID,Type,SKU,Name,Parent,Attribute 1 name,Attribute 1 value(s),Regular price,Visibility in catalog",
            [
                '1,variable,P,Mug,,Size,"S, L",,visible',
                "2,variation,A,,P,Size,S,8,visible",
                "3,variation,B,,P,Size,L,9,",
            ],
            [(("Size", "S"),), (("Size", "L"),)],
        ),
        (
            "name,sku,price,optionGroups,optionValues,slug",
            ["Mug,1,8,size|finish,S|Matt,mug", ",2,9,,L|Matt,"],
            [(("size", "S"), ("finish", "Matt")), (("size", "L"), ("finish", "Matt"))],
        ),
        (  # nothing tells them apart but their SKUs
            "handle,title,option1 name,option1 value,variant sku,variant price",
            ["m,Mug,Size,S,1,8", "m,,,S,2,9"],
            [(("Size", "S"), ("SKU", "1")), (("Size", "S"), ("SKU", "2"))],
        ),
    ],
)
def test_variants_are_offers(
    tmp_path: Path, header: str, rows: list[str], options: list[tuple[tuple[str, str], ...]]
) -> None:
    [item] = items(tmp_path, "\n".join([header, *rows, ""]))
    assert [tuple((one.name, one.value) for one in offer.options) for offer in item.offers] == options


def test_rows_of_several_currencies_are_one_offer(tmp_path: Path) -> None:
    [item] = items(
        tmp_path,
        "slug,sku,name,price,currency,option1_name,option1_value\n"
        "m,A,Mug,8,EUR,Color,Red\nm,B,,8,USD,Color,Blue\nm,A,,9,USD,,\n",
    )
    assert [(offer.sku, offer.price, offer.currency, len(offer.options)) for offer in item.offers] == [
        ("A", "9", "USD", 1),
        ("B", "8", "USD", 1),
    ]


@pytest.mark.parametrize(
    ("item", "at", "locale", "expected"),
    [
        (FULL, 0, "en", [("brand", "Acme"), ("name", "Ocean Shirt"), ("material", "Linen"), ("color", "Navy"),
                         ("size", "M")]),
        (FULL, None, "pt-BR", [("brand", "Acme"), ("name", "Ocean Shirt"), ("material", "Linho")]),
        (BARE, None, "en", [("name", "Thing")]),
        # What the title says is not said again: the brand in it, half of a value, a measure written otherwise.
        (FULL._replace(name="ACME Linen Shirt"), None, "en", [("name", "ACME Linen Shirt")]),
        (BARE._replace(name="Jug 1.5L", facts=BARE.facts._replace(tags=(tag("capacity", "", literal="1.5 L"),))),
         None, "en", [("name", "Jug 1.5L")]),
        # Running text may say it of a part.
        (FULL._replace(body_fields=frozenset({"Body"})), None, "en", [("brand", "Acme"), ("name", "Ocean Shirt")]),
        (FULL._replace(name=""), None, "en", [("brand", "Acme"), ("name", "Shirt"), ("material", "Linen")]),
        (BARE._replace(name="", kind=""), None, "en", []),
        (BARE._replace(offers=(Offer("a", options=(Option("Logo", "No"), Option("SKU", "7"))), Offer("b"))),
         0, "en", [("name", "Thing"), ("option Logo", "Logo: No")]),
    ],
)  # fmt: skip
def test_title_parts(item: Item, at: int | None, locale: str, expected: list[tuple[str, str]]) -> None:
    offer = None if at is None else item.offers[at]
    assert [tuple(part) for part in title_parts(item, offer, ORDER, Labels(builtin(), locale))] == expected


@pytest.mark.parametrize(
    ("title", "kind", "color", "expected"),
    [
        ("Camiseta Básica", "t-shirt", "Preto", "Preta"),
        ("Acme Camiseta", "t-shirt", "Dourado", "Dourada"),
        ("", "t-shirt", "Preto", "Preta"),  # the type is the title
        ("Vestido Floral", "dress", "Vermelho", "Vermelho"),
        ("Calças Slim", "pants", "Preto", "Pretas"),
        ("Óculos de Sol", "sunglasses", "Preto", "Pretos"),
        ("Caneca", "mug", "Preto e Branco", "Preta e Branca"),
        ("Jaqueta", "jacket", "Azul-claro", "Azul-clara"),
        ("Mesa", "", "BRANCO", "BRANCA"),
        ("Ração", "", "Vermelho", "Vermelha"),
        # names of things, what does not change, and nouns of which nothing is known
        ("Blusa", "blouse", "Vinho", "Vinho"),
        ("Blusa", "blouse", "Azul-marinho", "Azul-marinho"),
        ("Camiseta", "t-shirt", "Azul Claro", "Azul Claro"),
        ("Pijama", "", "Roxo", "Roxo"),
        ("Jeans", "", "Preto", "Preto"),
        ("杯子", "", "Preto", "Preto"),
        ("Caneca", "mug", "", ""),
        ("Caneca", "mug", "007", "007"),
    ],
)
def test_colors_agree_in_portuguese(title: str, kind: str, color: str, expected: str) -> None:
    facts = BARE.facts._replace(tags=(tag("product_type", kind),) if kind else ())
    item = BARE._replace(name=title, brand="Acme", facts=facts)
    assert agreeing_color(color, item, PORTUGUESE) == expected
    assert agreeing_color(color, item, ENGLISH) == color


def test_of_an_offer_only_its_own_is_said() -> None:
    details = {one.attribute: one.values for one in shown(FULL, FULL.offers[1], ENGLISH).details}
    assert (details["color"], details["size"], details["material"]) == (("White",), ("L",), ("Linen",))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (ENGLISH, ("shirt", "button-up", "tops", "linen")),
        (PORTUGUESE, ("camisa", "camisa social", "tops", "linho")),
    ],
)
def test_keywords_are_names_and_synonyms_in_the_locale(labels: Labels, expected: tuple[str, ...]) -> None:
    terms = [Term("shirt", "camisa", ("button-up", "shirts"), ("camisas", "camisa social"))]
    found = Keywords(labels, Synonyms(terms, "en", "pt-BR", labels.locale)).of(FULL, None, ("product_type", "material"))
    families = labels.families("product_type", "shirt")[:1]
    assert found == tuple(families[0].lower() if word == "tops" else word for word in expected)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("price", ("49.90",), "US$ 49,90"),
        ("label", ("material",), "Material"),
        ("label", ("linen", "material"), "Linho"),
        ("headline", ("couro de vaca",), "Couro de Vaca"),
    ],
)
def test_filters_are_bound_to_the_locale(name: str, arguments: tuple[str, ...], expected: str) -> None:
    found = listing_filters(PORTUGUESE, "en", "USD")[name](*arguments)
    assert found.replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("locale", "count", "expected"),
    [("pt-BR", 0, "unidade"), ("en", 0, "unidades"), ("pt-BR", "1", "unidade"), ("en", Decimal(2), "unidades"),
     ("ja", 1, "unidades")],
)  # fmt: skip
def test_plural(locale: str, count: object, expected: str) -> None:
    own = listing_filters(Labels(builtin(), locale), "en")
    assert own["plural"](count, one="unidade", other="unidades") == expected


def test_what_a_filter_cannot_do_is_told() -> None:
    own = listing_filters(ENGLISH, "en")
    with pytest.raises(UsageProblem, match='Did you mean "color"'):
        own["values"](shown(FULL, None, ENGLISH), "colour")
    with pytest.raises(UsageProblem, match='needs the form "other"'):
        own["plural"](1, one="x")
    with pytest.raises(UsageProblem, match="is none"):
        own["plural"]("many", other="x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("<p>Has</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "Has\n\n- one\n- two"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_html_as_plain_text(text: str, expected: str) -> None:
    assert plain_text(text, is_html=True) == expected


@pytest.mark.parametrize(
    "name", ["amazon", "ebay", "etsy", "google_merchant", "shopify", "woocommerce", "mercado_livre"]
)
def test_handles_and_skus_are_made_once(name: str) -> None:
    made = maker(name)
    writer = ListingWriter(out := io.BytesIO(), "jsonl", WriteOptions(), marketplace(name), ENGLISH)
    for _ in range(2):
        assert writer.add(BARE, tuple(made.listings(BARE)))
    assert not writer.add(FULL, tuple(made.listings(FULL)))
    writer.close()
    assert out.getvalue().count(b"\n") == writer.rows
    assert b'"thing-2"' in out.getvalue()
