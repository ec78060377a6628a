"""The quality material is sound: whoever edits a TSV by hand learns here what went wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from material import FRAGMENTS, HTML, SENTENCES, TITLES, rows, sentences, titles, visible_text

COLUMNS = {
    SENTENCES: ["id", "source", "reference"],
    HTML: ["id", "html"],
    FRAGMENTS: ["id", "source", "reference"],
    TITLES: ["id", "kind", "source", "context", "accepted", "note"],
}
# What a translation must carry over as it stands: placeholders, URLs, e-mail addresses, codes with a digit.
_CARRIED = re.compile(r"\{\{.*?\}\}|\{\w+\}|%[sd]|https?://[^\s)]*\w|\S+@\S+\w|\b[A-Z]+-?\d[\w-]*\b")
_INLINE_TAG = re.compile(r"<(?:strong|em|a|span|b|i|u)\b")
# Spellings of European Portuguese, or of before the reform of 1990, that have no place in Brazilian copy.
_NOT_BRAZILIAN = re.compile(
    r"\b(telemóvel|ecrã|facto|contacto|casa de banho|autocarro|frigorífico|peúgas?|secção|óptim[oa]|idéia|"
    r"lingüiça|freqüên\w+|utilizador|registo|chávena|económic[oa])\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", COLUMNS, ids=lambda path: path.name)
def test_a_file_is_clean_tab_separated_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")  # strict: raises for what is not UTF-8
    names, *records = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    assert names == COLUMNS[path]
    assert {len(record) for record in records} == {len(names)}, "a stray tab, or a missing one"
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert not set(text) & set("\r\ufeff\ufffd\u00a0"), "carriage return, BOM, damage, or a raw no-break space"
    assert not [field for record in records for field in record if field != field.strip() or "  " in field]


@pytest.mark.parametrize(("path", "count"), [(SENTENCES, 300), (HTML, 300), (TITLES, 100), (FRAGMENTS, 89)])
def test_rows_are_complete_and_ids_unique(path: Path, count: int) -> None:
    ids = [row["id"] for row in rows(path)]
    assert len(ids) == len(set(ids)) == count


def test_sources_and_references_are_not_repeated() -> None:
    material = sentences()
    assert len({item.source for item in material}) == len({item.reference for item in material}) == len(material)


def test_sentences_have_the_lengths_of_product_copy() -> None:
    words = {item.id: len(item.source.split()) for item in sentences()}
    assert {id_: count for id_, count in words.items() if not 4 <= count <= 35} == {}
    assert sum(count >= 25 for count in words.values()) >= 10


def test_domains_are_balanced() -> None:
    assert set(Counter(item.id.rsplit("-", 1)[0] for item in sentences()).values()) == {30}


def test_the_references_are_portuguese_sentences() -> None:
    for item in sentences():
        assert item.reference != item.source, item.id
        assert item.reference[0].isupper(), item.id
        assert item.reference[-1] == item.source[-1], f"{item.id}: other closing mark"
        assert not _NOT_BRAZILIAN.search(item.reference), item.id


def test_the_references_keep_what_is_not_language() -> None:
    for item in sentences():
        carried = Counter(_CARRIED.findall(item.source.replace("SPF ", "FPS ")))
        assert carried == Counter(_CARRIED.findall(item.reference)), item.id


def test_the_references_keep_the_numbers() -> None:
    for item in sentences():
        # The decimal point becomes a comma and the thousands comma a point, so digits alone are compared.
        wanted = sorted(re.findall(r"\d+", item.source))
        assert sorted(re.findall(r"\d+", item.reference)) == wanted, item.id


def test_html_shows_the_same_sentence() -> None:
    for item in sentences():
        assert visible_text(item.markup) == item.source, item.id


def test_html_is_well_formed_and_marks_words() -> None:
    material = sentences()
    for item in material:
        open_tags: list[str] = []
        for slash, name, void in re.findall(r"<(/?)(\w+)[^>]*?(/?)>", item.markup):
            if slash:
                assert open_tags.pop() == name, item.id
            elif name != "br" and not void:
                open_tags.append(name)
        assert open_tags == [], item.id
    assert sum(bool(_INLINE_TAG.search(item.markup)) for item in material) >= 290


def test_titles_have_their_kinds() -> None:
    material = titles()
    assert Counter(title.kind for title in material) == {"title": 45, "option": 35, "tag": 12, "list": 8}
    assert all(bool(title.context) == (title.kind == "option") for title in material)
    keys = [(title.kind, title.source, title.context) for title in material]
    assert len(keys) == len(set(keys))


def test_accepted_translations_are_distinct_and_keep_the_shape() -> None:
    for title in titles():
        assert all(title.accepted), title.id
        assert len(set(title.accepted)) == len(title.accepted), title.id
        for accepted in title.accepted:
            assert sorted(re.findall(r"\d+", accepted)) == sorted(re.findall(r"\d+", title.source)), title.id
            assert accepted[-1] != ".", title.id
            assert not _NOT_BRAZILIAN.search(accepted), title.id
            if title.kind == "list":
                for separator in ",;":
                    assert accepted.count(separator) == title.source.count(separator), title.id
            if title.kind == "tag":
                assert accepted[0].isupper() == title.source[0].isupper(), title.id
