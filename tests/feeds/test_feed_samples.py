"""Sample cells -> corrected roles: HTML or text, and columns that hold no words."""

import pytest

from catalog_cli.feeds import refine, schema
from catalog_cli.product import Column, Role


def refined(header: str, cells: list[str], feed: str = "plain", roles: dict[str, Role] | None = None) -> Column:
    found = schema(
        [header], feed=feed, source_locale="en", target_locale="pt-BR", roles=roles or {}, keep=(), has_header=True
    )
    return refine(found, {0: cells}).columns[0]


ROWS = [
    ("description", ["Warm and soft."], "text"),
    ("description", ["<p>Warm</p>"], "html"),
    ("description", ["Salt &amp; pepper"], "html"),
    ("description", ["5 &frac12; in"], "html"),
    ("description", ["Line one<br>line two"], "html"),
    ("description", ["fits 5 < 6 & 7 > 2"], "text"),
    ("description", ["By <author><name>Ann</name></author>"], "text"),  # no element of HTML
    ("description", ["plain"] * 10 + ["<b>bold</b>"], "html"),
    ("description", ["plain"] * 30 + ["<b>bold</b>"], "text"),  # a stray tag in thirty cells
    ("name", ["Salt &amp; Pepper"], "title"),  # a title is not HTML
    ("name", ["WH-1000XM4", "24-MB01"], None),
    ("name", ["iPhone 15"], "title"),
    ("name", ["9780131103627", "007"], None),
    ("name", ["ROSE", "GOLD"], "title"),  # words in capitals
    ("name", ["classic-varsity-top", "silk-blouse"], None),
    ("material", ["t-shirt", "cotton", "wool"], "option"),  # one hyphen makes no slug
    ("name", ["https://example.com/a", "www.example.com"], None),
    ("description", ["sales@example.com"], None),
    ("caption", ["front.jpg", "back.jpg"], None),
    ("size", ["S", "M", "XL"], "option"),  # they pass through by themselves, and "One size" may follow
    ("size", ["Large", "M"], "option"),
    ("size", ["36", "38"], None),
    ("features", ["true", "false"], None),
    ("style", ["TRUE", "FALSE"], None),
    ("style", ["True"], None),
    ("style", ["yes", "FALSE", "No"], None),  # flags, as FALSE tells
    ("style", ["yes", "no"], "option"),  # said to customers
    ("style", ["TRUE", "Cotton"], "option"),
    ("specification", ["1400 W", "13.8"], None),
    ("material", ["Nylon\nPolyester", "Canvas"], "option"),
    ("tags", ["category:Electronics|brand:Apple"], None),
    ("details", ['{"a": "b"}', "[1, 2]"], None),
    ("description", ["保温杯，适合旅行"], "text"),
    ("description", ["حقيبة جلدية"], "text"),
    ("material", ["N/A"], "option"),  # nothing to judge by
    ("name", [], "title"),
    ("name", ["", "   "], "title"),
    ("name", ["½", "™"], None),
    ("name", ["NA"], "title"),
    ("price", ["cheap"], "price"),  # not translated anyway
]


@pytest.mark.parametrize(("header", "cells", "role"), ROWS)
def test_refined_roles(header: str, cells: list[str], role: str | None) -> None:
    found = refined(header, cells)
    assert found.role == (role and Role(role))
    assert found.reason


def test_what_the_user_chose_stays() -> None:
    assert refined("name", ["A-1"], roles={"name": Role.TITLE}).role is Role.TITLE
    assert refined("ref", ["<b>x</b>"], roles={"ref": Role.TEXT}).role is Role.TEXT


def test_shopify_bodies_are_always_html_and_its_texts_never() -> None:
    assert refined("Body (HTML)", ["no tags here"], "shopify").role is Role.HTML
    assert refined("Body (HTML)", ["A-1"], "shopify").role is Role.HTML
    assert refined("SEO Description", ["Salt &amp; pepper"], "shopify").role is Role.TEXT


def test_a_column_without_samples_stays() -> None:
    found = schema(["name"], feed="plain", source_locale="en", target_locale="de", roles={}, keep=(), has_header=True)
    assert refine(found, {}) == found


def test_a_cell_of_ten_megabytes_is_read_in_no_time() -> None:
    assert refined("description", ["a < b & " * 1_300_000]).role is Role.TEXT
    assert refined("name", ["a-" * 5_000_000]).role is not Role.HTML
