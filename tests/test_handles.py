"""Handles made from localized titles: ASCII, unique, stable, and redirected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_cli.handles import Handles
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Column, Field, Product, Record, Role
from catalog_cli.slugs import MOST_CHARACTERS, slug

SLUGS = [
    ("Caneca de Grés", "pt-BR", "caneca-de-gres"),
    ("Ração p/ cães – 1,5 kg", "pt-BR", "racao-p-caes-1-5-kg"),
    ("Copo d’água", "pt-BR", "copo-dagua"),
    ("½ litro", "pt-BR", "1-2-litro"),
    ("Größe & Maß", "de", "groesse-mass"),
    ("GRÖSSE", "de", "groesse"),
    ("Größe", "pt-BR", "grosse"),  # a German word in another shop
    ("Rød kjole", "da", "roed-kjole"),
    ("Чайник", "ru", "chaynik"),
    ("日本茶", "ja", "ribencha"),
    ("فستان", "ar", "fstn"),
    ("Bolsa 🙂", "pt-BR", "bolsa"),
    ("Bolsa™ + alça", "pt-BR", "bolsa-alca"),
    ("—", "pt-BR", ""),
    ("", "pt-BR", ""),
    ("a" * 300, "pt-BR", "a" * MOST_CHARACTERS),
    ("bola " * 40, "pt-BR", "-".join(["bola"] * 20)),
]


@pytest.mark.parametrize(("title", "locale", "expected"), SLUGS)
def test_slugs(title: str, locale: str, expected: str) -> None:
    assert slug(title, locale) == expected


HANDLE = Column(0, "Handle", "Handle", Role.HANDLE, "")
TITLE = Column(1, "Title", "Title", Role.TITLE, "")


def product(handle: str, title: str, rows: int = 1) -> Product:
    fields = [Field(HANDLE, row, 0, handle) for row in range(rows)]
    fields.append(Field(TITLE, 0, 1, "Source", target=title))
    return Product(handle, tuple(Record(row, row + 2, (handle,)) for row in range(rows)), tuple(fields))


@pytest.fixture
def memory() -> Iterator[TranslationMemory]:
    with TranslationMemory.in_temporary_file() as opened:
        yield opened


def handles(memory: TranslationMemory, products: list[Product], catalog: str = "shop.csv") -> list[list[str | None]]:
    found = Handles(memory, catalog, "pt-BR")
    found.survey(products)
    done = found.translated(products)
    return [[own.target for own in one.fields if own.column.role is Role.HANDLE] for one in done]


CATALOGS = [
    # (products: handle, title, rows; their handles)
    ([("mug", "Caneca", 1)], [["caneca"]]),
    ([("mug", "Caneca", 3)], [["caneca"] * 3]),
    ([("mug", "Caneca", 1), ("cup", "Caneca", 1), ("bowl", "CANECA", 1)], [["caneca"], ["caneca-2"], ["caneca-3"]]),
    # "bolsa" is another product's old address: a link to it would lead astray.
    ([("bag", "Bolsa", 1), ("bolsa", "Sacola", 1)], [["bolsa-2"], ["sacola"]]),
    ([("bolsa", "Bolsa", 1)], [["bolsa"]]),
    ([("mug", "—", 1)], [["mug"]]),
    ([("mug", "", 1)], [["source"]]),
    ([], []),
]


@pytest.mark.parametrize(("products", "expected"), CATALOGS)
def test_handles(products: list[tuple[str, str, int]], expected: list[list[str]], memory: TranslationMemory) -> None:
    assert handles(memory, [product(*one) for one in products]) == expected


def test_a_product_without_a_handle_gets_none(memory: TranslationMemory) -> None:
    assert handles(memory, [product(" ", "Caneca")]) == [[None]]


def test_handles_stay_when_titles_and_the_order_change(memory: TranslationMemory) -> None:
    first = handles(memory, [product("mug", "Caneca"), product("cup", "Caneca")])
    assert first == [["caneca"], ["caneca-2"]]
    again = [product("cup", "Xícara"), product("new", "Caneca"), product("mug", "Caneca de grés")]
    assert handles(memory, again) == [["caneca-2"], ["caneca-3"], ["caneca"]]
    assert handles(memory, [product("x", "Caneca")], "other.csv") == [["caneca"]]


def test_many_products_of_one_title(memory: TranslationMemory) -> None:
    found = handles(memory, [product(f"p{n}", "Caneca") for n in range(2_000)])
    assert len({one[0] for one in found}) == 2_000


def test_each_change_is_told_once(memory: TranslationMemory) -> None:
    told: list[tuple[str, str]] = []
    products = [product("mug", "Caneca", 2), product("bolsa", "Bolsa"), product("cup", "Xícara")]
    found = Handles(memory, "shop.csv", "pt-BR")
    found.survey(products)
    list(found.translated(products, lambda before, after: told.append((before, after))))
    assert told == [("mug", "caneca"), ("cup", "xicara")]


def test_the_file_of_redirects(tmp_path: Path) -> None:
    from catalog_cli.reporting.redirects import writing_redirects

    with writing_redirects(tmp_path / "r.csv") as redirects:
        assert redirects is not None
        redirects.write("/products/mug", "/products/caneca")
        redirects.write("=cmd()", "caneca")  # it may be opened in a spreadsheet
    assert (tmp_path / "r.csv").read_text().splitlines()[1:] == ["/products/mug,/products/caneca", "'=cmd(),caneca"]
    with writing_redirects(None) as nothing:
        assert nothing is None
