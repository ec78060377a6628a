"""A merchant's own marketplace: read, laid over a built-in one, and what is wrong with it said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog_cli.errors import FileProblem
from catalog_cli.marketplaces import chosen, marketplace, marketplaces, problems, read_marketplace
from catalog_cli.marketplaces.fields import Casing, FieldKind
from catalog_cli.marketplaces.rule_names import as_json

WHOLE = """
name = "lojinha"
title = "Lojinha"
version = 2026-11-01
source_of_truth = "Guia de estilo"

[fields.titulo]
kind = "title"
limit = 20
unit = "bytes"
is_required = true
banned_characters = "!"
banned_phrases = { pt = ["grátis"] }
max_repeats = 1
casing = "title"
part_order = ["product_type", "size"]

[fields.etiquetas]
kind = "tags"
most = 3
limit = 5
is_unique = true
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_marketplace(tmp_path: Path) -> None:
    found = chosen(str(written(tmp_path, WHOLE)))
    assert (found.name, found.title, found.version) == ("lojinha", "Lojinha", "2026-11-01")
    title = found.field("titulo")
    assert title is not None
    assert (title.limit, title.casing, title.part_order) == ((20, "bytes"), Casing.TITLE, ("product_type", "size"))
    source = title.source("limit")
    assert source is not None
    assert (source.document, source.date) == ("Guia de estilo", "2026-11-01")
    assert problems(title, ["Caneca Grátis!"], "pt-BR") == [
        'titulo holds "!", which is not allowed.',
        'titulo says "grátis", which is not allowed.',
    ]
    tags = found.of_kind("tags")
    assert tags is not None
    assert problems(tags, ["mug", "canecas", "mug", "x"], "pt-BR") == [
        "etiquetas has 4 texts; at most 3 are allowed.",
        '"canecas" has 7 characters; at most 5 are allowed.',
        '"mug" stands there twice.',
    ]


def test_changes_to_a_built_in_one(tmp_path: Path) -> None:
    path = written(tmp_path, 'based_on = "amazon"\nversion = "2026-11-01"\n[fields.item_name]\nlimit = 60\n')
    found, base = read_marketplace(path), marketplace("amazon")
    assert [field.name for field in found.fields] == [field.name for field in base.fields]
    assert found.fields[1:] == base.fields[1:]
    title = found.fields[0]
    assert title.limit == (60, "characters")
    assert title.banned_phrases == base.fields[0].banned_phrases
    changed, kept = title.source("limit"), title.source("banned_phrases")
    assert changed is not None
    assert (changed.document, changed.is_proven) == ("mine.toml", True)
    assert kept == base.fields[0].source("banned_phrases")
    assert (found.name, found.feed) == ("mine", "amazon")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("limit = 0", None),  # no limit
        ('unit = "bytes"', (75, "bytes")),
        ('limit = 90\nunit = "utf16"', (90, "utf16")),
    ],
)
def test_a_changed_limit(tmp_path: Path, rules: str, expected: tuple[int, str] | None) -> None:
    path = written(tmp_path, f'based_on = "amazon"\n[fields.item_name]\n{rules}\n')
    assert read_marketplace(path).fields[0].limit == expected


@pytest.mark.parametrize("name", [one.name for one in marketplaces()])
def test_what_show_prints_can_be_read_again(tmp_path: Path, name: str) -> None:
    lines = []
    for field in marketplace(name).fields:
        lines.append(f"[fields.{json.dumps(field.name)}]")
        for key, value in as_json(field).items():
            if key == "banned_phrases" and isinstance(value, dict):
                inside = ", ".join(
                    f"{json.dumps(each)} = {json.dumps(value[each], ensure_ascii=False)}" for each in value
                )
                lines.append(f"{key} = {{ {inside} }}")
            elif key not in {"name", "sources"}:
                lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    again = read_marketplace(written(tmp_path, "\n".join(lines)))
    for field, read in zip(marketplace(name).fields, again.fields, strict=True):
        assert {**as_json(read), "sources": 0} == {**as_json(field), "sources": 0}


MISTAKES = [
    ("", "has no fields"),
    ("fields = 3", "has no fields"),
    ("x = [", "is not TOML"),
    ("nme = 'a'\n[fields.t]\nkind = 'title'", '"nme" is no key of the file'),
    ("based_on = 'amazn'", 'based_on names no marketplace ("amazn")'),
    ("[fields]\nt = 3", '"t" under fields is no table'),
    ("[fields.t]\nlimit = 3", "[fields.t] has no kind"),
    ("[fields.t]\nkind = 'ttl'", '[fields.t] kind cannot be "ttl"'),
    ("[fields.t]\nkind = ['title']", "[fields.t] kind cannot be"),
    ("[fields.t]\nkind = 'title'\nmax = 3", '"max" is no key of [fields.t]'),
    ("[fields.t]\nkind = 'title'\nlimit = -1", "[fields.t] has no usable limit"),
    ("[fields.t]\nkind = 'title'\nlimit = true", "[fields.t] has no usable limit"),
    ("[fields.t]\nkind = 'title'\nlimit = 3\nunit = 'words'", "[fields.t] has no usable limit"),
    ("[fields.t]\nkind = 'title'\nunit = 'bytes'", "[fields.t] has no usable limit"),
    ("[fields.t]\nkind = 'tags'\nleast = 3\nmost = 2", "[fields.t] asks for more texts (least)"),
    ("[fields.t]\nkind = 'title'\nmost = '2'", "[fields.t] most is not a number from 0"),
    ("[fields.t]\nkind = 'title'\nbans_emoji = 1", "[fields.t] bans_emoji is not true or false"),
    ("[fields.t]\nkind = 'title'\nbanned_characters = ['a']", "[fields.t] banned_characters is not a text"),
    ("[fields.t]\nkind = 'title'\npart_order = 'size'", "[fields.t] part_order is not a list of texts"),
    ("[fields.t]\nkind = 'title'\nbanned_phrases = ['a']", "[fields.t] banned_phrases is not lists by language"),
    ("[fields.t]\nkind = 'title'\nbanned_phrases = { pt-BR = ['a'] }", 'banned_phrases has "pt-BR"'),
    ("[fields.t]\nkind = 'title'\nbanned_phrases = { en = ['-'] }", "a phrase without a letter or digit"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FileProblem) as caught:
        read_marketplace(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(FileProblem, match="cannot be read"):
        chosen("no/such.toml")


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FileProblem, match="is not TOML"):
        read_marketplace(path)


def test_kinds_are_known() -> None:
    assert FieldKind("materials") is FieldKind.MATERIALS
