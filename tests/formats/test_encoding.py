"""Encodings: the order of evidence, and bytes that come back as they were."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.formats import ReadOptions, open_table, unwritable
from catalog_cli.product import Edit

FRENCH = "sku,title\n1,Crème brûlée à la façon d'été\n2,Sac ½ ™ – « grand » €\n3,plain\n"
POLISH = "sku,title\n1,Torba żółta łódź\n2,Koszulka męska źrebię\n"
RUSSIAN = "sku,title\n1,Красная сумка из натуральной кожи\n2,Синяя рубашка для мужчин\n"
JAPANESE = "sku,title\n1,赤いバッグと帽子のセット\n2,日本製の綿シャツです\n"
CHINESE = "sku,title\n1,红色皮革手提包，适合日常使用\n2,蓝色纯棉男士衬衫\n"
TRADITIONAL = "sku,title\n1,紅色皮革手提包，適合日常使用\n2,藍色純棉男士襯衫\n"
KOREAN = "sku,title\n1,빨간 가죽 가방입니다\n2,파란색 면 셔츠\n"
GERMAN = "sku,title\n1,Größe 38\n2,Größe 40\n3,Größe 42\n4,Füße\n"
GREEK = "sku,title\n1,Κόκκινη δερμάτινη τσάντα\n"
HEBREW = "sku,title\n1,תיק עור אדום גדול\n"
ARABIC = "sku,title\n1,حقيبة جلدية حمراء كبيرة\n"
TURKISH = "sku,title\n1,Kırmızı deri çanta büyük boy ğüşiöç\n"


def opened(tmp_path: Path, content: bytes, **options):
    path = tmp_path / "catalog.csv"
    path.write_bytes(content)
    return open_table(path, ReadOptions(**options), lambda names: sum(n in ("sku", "title") for n in names))


def written(table, edits=None, **how) -> bytes:
    out = io.BytesIO()
    edits = edits or {}
    table.write(out, ((record, edits.get(record.number, Edit())) for record in table.records()), **how)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "codec", "locale", "found"),
    [
        ("sku,title\n1,plain\n", "ascii", "en", "utf-8"),
        (FRENCH, "utf-8", "en", "utf-8"),
        (FRENCH, "utf-8-sig", "en", "utf-8-sig"),
        (FRENCH, "utf-16", "en", "utf-16-le"),
        (FRENCH, "cp1252", "en", "cp1252"),  # an English shop sells crème brûlée, too
        (FRENCH, "cp1252", "fr", "cp1252"),
        (GERMAN, "cp1252", "en", "cp1252"),
        (POLISH, "cp1250", "pl", "cp1250"),
        (RUSSIAN, "cp1251", "ru", "cp1251"),
        (RUSSIAN, "koi8-r", "ru", "koi8-r"),
        (JAPANESE, "cp932", "ja", "cp932"),
        (JAPANESE, "euc_jp", "ja", "euc_jp"),
        (CHINESE, "gb18030", "zh", "gb18030"),
        (TRADITIONAL, "big5", "zh-TW", "big5hkscs"),
        (KOREAN, "cp949", "ko", "cp949"),
        (GREEK, "cp1253", "el", "cp1253"),
        (HEBREW, "cp1255", "he", "cp1255"),
        (ARABIC, "cp1256", "ar", "cp1256"),
        (TURKISH, "cp1254", "tr", "cp1254"),
    ],
)
def test_encoding_is_found(tmp_path, text, codec, locale, found) -> None:
    table = opened(tmp_path, text.encode(codec), source_locale=locale)
    assert table.facts.encoding == found
    assert [r.problem for r in table.records()] == [None] * (text.count("\n") - 1)
    assert next(iter(table.records())).values[1] == text.split("\n")[1].split(",", 1)[1]
    assert written(table) == text.encode(codec)


@pytest.mark.parametrize(
    ("content", "locale"),
    [
        (RUSSIAN.encode("cp1251"), "en"),  # decodes as cp1252, and would be gibberish
        (CHINESE.encode("gb18030"), "en"),
        (GREEK.encode("cp1253"), "en"),
        (b"sku,title\n1,\x81\x8d\x8f\n", "en"),  # no such characters in cp1252
        (FRENCH.encode("utf-8").replace("½".encode(), b"\xbd\xff\xfe") + b"\xff\n" * 9, "ja"),
    ],
)
def test_unknown_encoding_names_the_option(tmp_path, content, locale) -> None:
    with pytest.raises(FileProblem, match="--encoding"):
        opened(tmp_path, content, source_locale=locale)


@pytest.mark.parametrize(
    ("content", "option", "encoding", "mark"),
    [
        (FRENCH.encode("utf-8"), "UTF8", "utf-8", False),
        (FRENCH.encode("utf-8-sig"), "utf-8", "utf-8-sig", True),
        (FRENCH.encode("utf-8"), "utf-8-sig", "utf-8", False),
        (FRENCH.encode("utf-16"), "utf-16", "utf-16-le", True),
        (FRENCH.encode("utf-16-le"), "utf-16", "utf-16-le", False),
        (FRENCH.encode("utf-16-be"), "utf-16-be", "utf-16-be", False),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), "utf-16", "utf-16-be", True),
        (FRENCH.replace("€–™", "").encode("cp1252"), "latin1", "iso8859-1", False),
        (FRENCH.encode("cp1252"), "cp1252", "cp1252", False),
        (RUSSIAN.encode("cp866"), "cp866", "cp866", False),
        (FRENCH.encode("utf-7"), "cp1252", "cp1252", False),
    ],
)
def test_requested_encoding(tmp_path, content, option, encoding, mark) -> None:
    table = opened(tmp_path, content, encoding=option)
    assert (table.facts.encoding, table.facts.has_bom) == (encoding, mark)
    assert table.facts.encoding_reason == "as requested"
    assert written(table) == content


@pytest.mark.parametrize("name", ["utf-99", "base64", "rot13", ""])
def test_no_such_encoding(tmp_path, name) -> None:
    with pytest.raises(UsageProblem, match="is not a text encoding"):
        opened(tmp_path, b"sku,title\n1,a\n", encoding=name)


def test_requested_encoding_that_fails_on_a_row(tmp_path) -> None:
    content = b"sku,title\n1,caf\xc3\xa9\n2,caf\xe9\n3,b\n"
    table = opened(tmp_path, content, encoding="utf-8")
    assert [r.line for r in table.records() if r.problem] == [3]
    result = written(table, {1: Edit({1: "chá"}), 3: Edit({1: "ç"})})
    assert result == b"sku,title\n1,ch\xc3\xa1\n2,caf\xe9\n3,\xc3\xa7\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32-le", "utf-16"])
def test_requested_wide_encoding_that_fails(tmp_path, encoding) -> None:
    with pytest.raises(FileProblem, match="is not valid utf-"):
        opened(tmp_path, b"sku,title\n1,a\n2", encoding=encoding)


def test_few_bad_rows_among_utf8(tmp_path) -> None:
    lines = ["sku,title", *(f"{n},café {n}" for n in range(40))]
    content = "\n".join(lines).encode() + b"\n40,caf\xe9 40\n"
    table = opened(tmp_path, content)
    assert table.facts.encoding == "utf-8"
    assert table.facts.encoding_reason == "mostly valid UTF-8; 1 line is not"
    assert [r.line for r in table.records() if r.problem] == [42]
    assert written(table) == content


def test_bytes_with_twins_come_back_as_they_were(tmp_path) -> None:
    """cp932 decodes 87 90 and 81 E0 alike and writes 81 E0: such a row is not touched."""
    content = "sku,title\n1,赤いバッグと帽子\n2,".encode("cp932") + b"\x87\x90\n3,\x90\xd4\n"
    table = opened(tmp_path, content, source_locale="ja")
    assert [(r.number, r.problem is None) for r in table.records()] == [(1, True), (2, False), (3, True)]
    assert written(table) == content
    assert written(table, {3: Edit({1: "青"})}) == content.replace(b"3,\x90\xd4", "3,青".encode("cp932"))


def test_output_encoding(tmp_path) -> None:
    table = opened(tmp_path, FRENCH.encode("cp1252"))
    assert written(table, encoding="utf-8") == FRENCH.encode()
    assert written(table, encoding="utf-8-sig") == FRENCH.encode("utf-8-sig")
    assert written(table, encoding="utf-16") == b"\xff\xfe" + FRENCH.encode("utf-16-le")
    with pytest.raises(UsageProblem, match="--output-encoding"):
        written(table, encoding="utf-99")
    with pytest.raises(FileProblem, match=r'row 2: "è" .* cannot be written in ascii'):
        written(table, encoding="ascii")


def test_stray_bytes_cannot_become_other_text(tmp_path) -> None:
    table = opened(tmp_path, "sku,title\n1,é\n".encode() + b"2,\xe9\n")
    with pytest.raises(FileProblem, match="row 3: holds bytes that are not text"):
        written(table, encoding="utf-16")


@pytest.mark.parametrize(
    ("text", "encoding", "lacking"),
    [
        ("", "ascii", ""),
        ("ação", "cp1252", ""),
        ("ação", "ascii", "çã"),
        ("帽👜é", "cp1252", "帽👜"),
        ("帽👜é", "utf-16", ""),
    ],
)
def test_unwritable(text, encoding, lacking) -> None:
    assert unwritable(text, encoding) == lacking
