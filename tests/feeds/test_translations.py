"""A file of translations alone: keys and targets, and no cell that would blank what a shop has."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from catalog_cli.catalog import read_catalog, write_catalog
from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import translation_file
from catalog_cli.job import HandlePolicy, Job, Layout, Reading
from catalog_cli.product import Field, Product, Schema

AKENEO = """\
sku;family;name-en_US;name-pt_BR;description-en_US-web;weight;url_key-en_US
LM-1;lamps;Desk Lamp;;"Bends, "" both"" ways.
Warm.";1.20;desk-lamp
LM-2;lamps;Floor Lamp;Luminária de piso;;2.00;floor-lamp
LM-3;lamps;;;Stands.;2.00;
007;lamps;Rug;Tapete;;3.00;rug
"""


def written(text: str, tmp_path: Path, **options: object) -> list[str]:
    """Return the lines of the file of translations, with every text of an open cell in capitals."""
    path = tmp_path / "catalog.csv"
    path.write_bytes(text.encode())
    job = Job("pt-BR", source_locale="en-US", reading=Reading(feed="akeneo"), **options)  # type: ignore[arg-type]  # of each test's own
    catalog = read_catalog(path, job)

    def localized(product: Product) -> Product:
        def filled(own: Field) -> Field:
            is_open = own.column.is_translated and not (own.existing or "").strip()
            return own._replace(target=own.value.upper()) if is_open else own

        return product._replace(fields=tuple(map(filled, product.fields)))

    out = io.BytesIO()
    write_catalog(catalog, map(localized, catalog.products()), out, job=job)
    return out.getvalue().decode().splitlines()


def test_akeneo(tmp_path: Path) -> None:
    assert written(AKENEO, tmp_path) == [
        "sku;name-pt_BR;description-pt_BR-web",
        'LM-1;DESK LAMP;"BENDS, "" BOTH"" WAYS.',
        'WARM."',
        # What is there already is repeated only where something is new: LM-2 and 007 have nothing new.
        "LM-3;;STANDS.",
    ]


def test_a_text_that_is_there_stays_in_a_row_with_a_new_one(tmp_path: Path) -> None:
    text = "sku;name-en_US;name-pt_BR;care-en_US\n1;Lamp;Luminária;Wipe.\n"
    assert written(text, tmp_path) == ["sku;name-pt_BR;care-pt_BR", "1;Luminária;WIPE."]


def test_line_ends_and_delimiter_are_the_sources(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_bytes(b"sku;name-en_US;family\r\n1;Lamp;lamps\r\n")
    job = Job("pt-BR", source_locale="en-US", reading=Reading(feed="akeneo"))
    catalog = read_catalog(path, job)
    out = io.BytesIO()
    write_catalog(catalog, catalog.products(), out, job=job)
    assert out.getvalue() == b"sku;name-pt_BR\r\n"


def test_a_feed_without_keys_has_no_such_file() -> None:
    assert translation_file(Schema("plain", "1", ()), (), "pt-BR") is None


def test_another_layout_than_a_feed_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="has no rows layout"):
        written(AKENEO, tmp_path, layout=Layout.ROWS)


def test_a_handle_is_a_text_of_its_own_when_it_is_translated(tmp_path: Path) -> None:
    header = written(AKENEO, tmp_path, handles=HandlePolicy.TRANSLATE)[0]
    assert header == "sku;name-pt_BR;description-pt_BR-web;url_key-pt_BR"
