"""Headers with a locale suffix: which language a column is in, and which column is whose target."""

import pytest

from catalog_cli.feeds import schema
from catalog_cli.product import Role, Schema

SUFFIXES = [
    ("name:en", "name", "en"),
    ("name:zh_Hans", "name", "zh-Hans"),
    ("title [pt-BR]", "title", "pt-BR"),
    ("title [pt_BR]", "title", "pt-BR"),
    ("description (pt-BR)", "description", "pt-BR"),
    ("Title (DE)", "Title", "de"),
    ("title_pt_BR", "title", "pt-BR"),
    ("title_en", "title", "en"),
    ("meta_title_fr", "meta_title", "fr"),
    ("name-fr_FR", "name", "fr-FR"),
    ("name-es-419", "name", "es-419"),
    ("name-zh_Hant_TW", "name", "zh-Hant-TW"),
    ("title.en", "title", "en"),
    ("translations.pt-BR.title", "translations.title", "pt-BR"),
    ("translations.en.description", "translations.description", "en"),  # known by its last word as well
    ("tags:pt-BR[]", "tags[]", "pt-BR"),
    ("tags.pt[]", "tags[]", "pt"),
    ("name:fil", "name", "fil"),
    ("product:localName:en", "product:localName", "en"),  # an unknown name, but clearly marked
    ("slug:en", "slug", "en"),
    ("heel-fr_FR", "heel", "fr-FR"),
    # no locale
    ("Body (HTML)", "Body (HTML)", None),
    ("name-xl", "name-xl", None),
    ("Weight (kg)", "Weight (kg)", None),  # Kongo
    ("Volume (ml)", "Volume (ml)", None),  # Malayalam
    ("size_uk", "size_uk", None),  # Ukrainian
    ("product_id", "product_id", None),  # Indonesian
    ("g:id", "g:id", None),
    ("specs.it.description", "specs.it.description", None),  # Italian
    ("length_in", "length_in", None),
    ("image_src", "image_src", None),  # Logudorese Sardinian
    ("image_alt", "image_alt", None),  # Southern Altai
    ("Title (new)", "Title (new)", None),  # Newari
    ("variant:sku", "variant:sku", None),
    ("price-EUR", "price-EUR", None),
    ("title [xx-YY]", "title [xx-YY]", None),
    ("title", "title", None),
    ("", "", None),
]


def read(columns: list[str], source: str = "en", target: str = "pt-BR", **options: object) -> Schema:
    given = {"feed": "plain", "roles": {}, "keep": (), "has_header": True}
    return schema(columns, source_locale=source, target_locale=target, **(given | options))


@pytest.mark.parametrize(("header", "base", "locale"), SUFFIXES)
def test_suffixes(header: str, base: str, locale: str | None) -> None:
    found = read([header]).columns[0]
    assert (found.base, found.locale) == (base, locale)


TARGETS = [
    # columns, source, target, {index of a source: index of its target or None}
    (["name:en", "name:zh_Hans"], "en", "pt-BR", {0: None}),
    (["name:en", "name:zh_Hans"], "en", "zh-Hans", {0: 1}),
    (["name:en", "name:zh_Hans"], "zh-Hans", "en", {1: 0}),
    (["title", "title_pt"], "en", "pt-BR", {0: 1}),
    (["title [pt-BR]", "title"], "en", "pt-BR", {1: 0}),
    (["title", "title_pt_PT"], "en", "pt-BR", {0: None}),  # another variety is not ours to fill
    (["title", "title_pt", "title_pt_BR"], "en", "pt-BR", {0: 2}),  # the exact one
    (["title", "title:en", "title:pt"], "en", "pt-BR", {1: 2}),  # one source for one target
    (["title:en-US", "title:en-GB"], "en-US", "en-GB", {0: 1}),
    (["title:en-GB", "title:en-US"], "en-US", "de", {1: None}),
    (["title:en-GB"], "en-US", "de", {0: None}),  # the only English there is
    (["title:de"], "en", "pt-BR", {}),
    (["title:pt-BR"], "en", "pt-BR", {}),
    (["Title (EN)", "title-pt_BR"], "en", "pt-BR", {0: 1}),  # spelled differently, one name
    (["name", "title_pt"], "en", "pt-BR", {0: None}),  # another name
    (["title", "title", "title:pt"], "en", "pt-BR", {0: 2, 1: None}),  # a doubled header fills it once
]


@pytest.mark.parametrize(("columns", "source", "target", "expected"), TARGETS)
def test_sources_and_targets(columns: list[str], source: str, target: str, expected: dict[int, int | None]) -> None:
    found = read(columns, source, target)
    assert {column.index: column.target for column in found.translated} == expected


def test_a_column_in_another_language_says_so() -> None:
    assert read(["name:en", "name:zh_Hans"]).columns[1].reason == "is in zh-Hans"
    assert read(["title", "title:en"]).columns[0].reason == '"title:en" is the source'


def test_a_kept_column_is_neither_source_nor_target() -> None:
    found = read(["title", "title:pt"], keep=["title:pt"])
    assert [(column.role, column.target) for column in found.columns] == [(Role.TITLE, None), (None, None)]
    found = read(["title", "title:en", "title:pt"], keep=["title:en"])
    assert {column.index: column.target for column in found.translated} == {0: 2}


def test_the_user_knows_better_than_a_suffix() -> None:
    found = read(["artikel_de"], roles={"artikel_de": Role.TITLE})
    assert found.columns[0].role is Role.TITLE
