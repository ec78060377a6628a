"""What two catalogs may differ in, and what is a violation: values, rows, columns, bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.engine import Translator
from catalog_cli.errors import UsageProblem
from catalog_cli.file_run import Source, localize_file
from catalog_cli.job import Job, Layout
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.verification.comparison import open_comparison
from catalog_cli.verification.differences import Difference, Kind

DATA = Path(__file__).parent / "data"
JOB = Job("pt-BR", model="echo", memory=None)

SOURCE = """sku,title,price,note\r
007,Red bag,9.90,NA\r
008,"Mug, large",4.5,"x"\r
009,Cap,1E5, y \r
010,Scarf,3,z\r
"""


def differences(source: Path, output: Path, target: str | None = None, job: Job = JOB) -> list[Difference]:
    comparison = open_comparison((source, source.name), (output, output.name), job, target_locale=target)
    return list(comparison.differences())


def shown(found: list[Difference]) -> list[tuple[str, int | None, str | None]]:
    return [(str(d.kind), d.where.row, d.where.column) for d in found]


CHANGES = [
    # (what is replaced, by what, what is found)
    ("Red bag", "Bolsa vermelha", [("translated", 2, "title")]),
    # The style of a cell is its source's: quotes where it had quotes.
    ('"Mug, large"', '"Caneca, grande"', [("translated", 3, "title")]),
    ("9.90", "9.9", [("changed", 2, "price")]),
    ("007", "7", [("changed", 2, "sku")]),
    (",NA\r", ",\r", [("changed", 2, "note")]),
    ("1E5", "100000", [("changed", 4, "price")]),
    (", y \r", ",y\r", [("changed", 4, "note")]),
    # Quoting, line ends and marks are not values.
    ('"x"', "x", [("bytes", 3, None)]),
    ("Cap,", '"Cap",', [("bytes", 4, None)]),
    ("9.90,NA\r\n", "9.90,NA\n", [("bytes", 2, None)]),
    ("\r\n", "\n", [("bytes", 1, None)]),
    ("010,Scarf,3,z\r\n", "010,Scarf,3,z", [("bytes", 5, None)]),
    ("sku,", "\ufeffsku,", [("bytes", 1, None)]),
    # A translated cell hides none of it.
    ('Red bag,9.90,NA\r\n008,"Mug, large",4.5,"x"', 'Bolsa,9.90,NA\r\n008,"Mug, large",4.5,x',
     [("translated", 2, "title"), ("bytes", 3, None)]),
    # Rows.
    ("009,Cap,1E5, y \r\n", "", [("lost-row", 4, None)]),
    ("010,Scarf,3,z\r\n", "", [("lost-row", 5, None)]),
    ("007,Red bag,9.90,NA\r\n", "", [("lost-row", 2, None)]),
    ("010,", "0095,Tie,2,w\r\n010,", [("added-row", 5, None)]),
    ("010,Scarf,3,z\r\n", "010,Scarf,3,z\r\n011,Tie,2,w\r\n", [("added-row", 6, None)]),
    ('007,Red bag,9.90,NA\r\n008,"Mug, large",4.5,"x"\r\n', '008,"Mug, large",4.5,"x"\r\n007,Red bag,9.90,NA\r\n',
     [("lost-row", 2, None), ("added-row", 3, None)]),
    # Columns.
    ("sku,title,price,note", "sku,name,price,note", [("columns", None, None)]),
    ("sku,title,price,note", "sku,title,note,price", [("columns", None, None)]),
    ("sku,title", "sku;title", [("columns", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES)
def test_a_planted_change_is_found(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, int | None, str | None]]
) -> None:
    source, output = tmp_path / "source.csv", tmp_path / "output.csv"
    source.write_bytes(SOURCE.encode())
    assert old in SOURCE
    output.write_bytes(SOURCE.replace(old, new).encode())
    assert shown(differences(source, output)) == expected


def test_nothing_differs_from_itself(tmp_path: Path) -> None:
    source = tmp_path / "source.csv"
    source.write_bytes(SOURCE.encode())
    assert differences(source, source) == []


def test_a_change_tells_both_texts_and_the_line(tmp_path: Path) -> None:
    source, output = tmp_path / "source.csv", tmp_path / "output.csv"
    source.write_bytes(SOURCE.encode())
    output.write_bytes(SOURCE.replace("9.90", "9.9").encode())
    [found] = differences(source, output)
    assert (found.before, found.after, str(found.where)) == ("9.90", "9.9", 'source.csv, row 2, column "price"')
    assert found.is_violation


def test_a_value_of_the_platform_may_not_change(tmp_path: Path) -> None:
    source, output = tmp_path / "source.csv", tmp_path / "output.csv"
    text = "Handle,Title,Option1 Name,Option1 Value\nmug,Mug,Title,Default Title\n"
    source.write_text(text, encoding="utf-8")
    output.write_text(text.replace("Default Title", "Título padrão").replace("Mug", "Caneca"), encoding="utf-8")
    assert shown(differences(source, output)) == [("translated", 2, "Title"), ("changed", 2, "Option1 Value")]


@pytest.mark.parametrize("layout", [Layout.REPLACE, Layout.COLUMNS])
def test_texts_kept_by_locale_in_json(tmp_path: Path, echo: Translator, layout: Layout) -> None:
    source = tmp_path / "source.json"
    products = [
        {"id": 1, "translations": {"en": {"title": "Red bag", "tags": ["red", "blue"], "description": "A bag."}}},
        {"id": 2, "name": {"en": "Blue belt"}},
    ]
    kept = (
        [{"id": 3, "translations": {"en": {"title": "Mug"}, "pt-BR": {"title": ""}}}]
        if layout is Layout.REPLACE
        else []
    )
    source.write_text(json.dumps([*kept, *products]), encoding="utf-8")
    output = made(source, tmp_path / "output.json", echo, replace(JOB, layout=layout))
    assert {kind for kind, *_ in shown(differences(source, output))} == {"translated"}
    found = json.loads(output.read_text(encoding="utf-8"))
    if layout is Layout.REPLACE:
        assert found[0]["translations"] == {"en": {"title": "Mug"}, "pt-BR": {"title": "Múg"}}
        assert found[1]["translations"]["pt-BR"]["title"] == "Réd bág"
        return
    assert found[0]["translations"]["en"] == products[0]["translations"]["en"]
    assert found[0]["translations"]["pt-BR"] == {"title": "Réd bág", "tags": ["réd", "blúé"], "description": "A bág."}
    assert found[1]["name"] == {"en": "Blue belt", "pt-BR": "Blúé bélt"}


def made(source: Path, output: Path, echo: Translator, job: Job = JOB) -> Path:
    with TranslationMemory.in_temporary_file() as memory:
        localize_file(Source(source, source.name), output, job, engine=echo, memory=memory)
    return output


LAYOUTS = [Layout.REPLACE, Layout.COLUMNS]
SAMPLES = ["shopify.csv", "plain.csv", "plain.tsv", "plain.json", "plain.jsonl"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_run_passes_and_says_what_it_translated(tmp_path: Path, echo: Translator, name: str, layout: Layout) -> None:
    output = made(DATA / name, tmp_path / name, echo, replace(JOB, layout=layout))
    for target in (None, "pt-BR"):
        found = differences(DATA / name, output, target)
        assert found
        assert {d.kind for d in found} == {Kind.TRANSLATED}


@pytest.mark.parametrize("name", SAMPLES)
def test_in_a_column_beside_the_source_text_may_not_change(tmp_path: Path, echo: Translator, name: str) -> None:
    output = made(DATA / name, tmp_path / name, echo, replace(JOB, layout=Layout.COLUMNS))
    columns = differences(DATA / name, output)
    where = columns[0].where
    title = differences(DATA / name, made(DATA / name, tmp_path / f"replaced-{name}", echo))[0]
    text = output.read_bytes().decode()
    output.write_bytes(text.replace(title.before, f"{title.before}!", 1).encode())
    found = [d for d in differences(DATA / name, output) if d.is_violation]
    assert [(d.kind, d.where.row) for d in found] == [(Kind.CHANGED, where.row)]


JSON = (
    '[\n  {"sku": 1.50, "title": "Red bag", "tags": ["a", "b"], "variants": [{"title": "Large"}, {"title": "S"}]}\n]\n'
)
JSON_CHANGES = [
    ('"Red bag"', '"Bolsa"', [("translated", 2, "title")]),
    ('"Large"', '"Grande"', [("translated", 2, "variants[].title")]),
    ('"b"', '"c"', [("translated", 2, "tags[]")]),
    ("1.50", "1.5", [("changed", 2, "sku")]),
    ("1.50", '"1.50"', [("bytes", 2, None)]),
    ('"Red bag"', '"Red\\u0020bag"', [("bytes", 2, None)]),
    ('"sku": 1.50', '"sku":1.50', [("bytes", 2, None)]),
    (', {"title": "S"}', "", [("changed", 2, None)]),
    ('"title": "Red bag", ', "", [("changed", 2, None)]),
    ('"sku": 1.50,', '"sku": 1.50, "new": 1,', [("columns", None, None)]),
    ('"Red bag"', '"Red bag", "title:pt-BR": "Bolsa"', [("translated", 2, "title:pt-BR")]),
    ('"Red bag"', '"Red bag", "title:pt-BR":"Bolsa"', [("translated", 2, "title:pt-BR"), ("bytes", 2, None)]),
]


@pytest.mark.parametrize(("old", "new", "expected"), JSON_CHANGES)
def test_a_planted_change_in_json_is_found(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, int | None, str | None]]
) -> None:
    source, output = tmp_path / "source.json", tmp_path / "output.json"
    source.write_text(JSON)
    assert old in JSON
    json.loads(JSON.replace(old, new, 1))
    output.write_text(JSON.replace(old, new, 1))
    assert shown(differences(source, output)) == expected


def test_the_files_own_target_columns(tmp_path: Path, echo: Translator) -> None:
    source = tmp_path / "source.csv"
    source.write_text("sku,name:en,name:pt,name:de\n1,Red bag,,Tasche\n2,Mug,Caneca,\n")
    output = made(source, tmp_path / "output.csv", echo)
    assert output.read_text() == "sku,name:en,name:pt,name:de\n1,Red bag,Réd bág,Tasche\n2,Mug,Caneca,\n"
    assert shown(differences(source, output, "pt-BR")) == [("translated", 2, "name:pt")]
    # In another locale's eyes the same cell must not change.
    assert [str(d.kind) for d in differences(source, output, "de")] == ["changed"]


LANGUAGES = [
    # (the output, what is found without --to): the columns that changed tell the locale
    ("1,Red bag,Rote Tasche,Sac", [("translated", 2, "name:de")]),
    ("1,Bolsa,,Sac", [("translated", 2, "name:en")]),
    ("1,Bolsa,Rote Tasche,Sac", [("changed", 2, "name:en"), ("translated", 2, "name:de")]),
]


@pytest.mark.parametrize(("row", "expected"), LANGUAGES)
def test_without_a_locale_the_columns_that_changed_tell_it(
    tmp_path: Path, row: str, expected: list[tuple[str, int | None, str | None]]
) -> None:
    source, output = tmp_path / "source.csv", tmp_path / "output.csv"
    source.write_text("sku,name:en,name:de,name:fr\n1,Red bag,,Sac\n")
    output.write_text(f"sku,name:en,name:de,name:fr\n{row}\n")
    assert shown(differences(source, output)) == expected


def test_two_languages_that_changed_need_a_locale(tmp_path: Path) -> None:
    source, output = tmp_path / "source.csv", tmp_path / "output.csv"
    source.write_text("sku,name:en,name:de,name:fr\n1,Red bag,,\n")
    output.write_text("sku,name:en,name:de,name:fr\n1,Red bag,Tasche,Sac\n")
    with pytest.raises(UsageProblem, match="de, fr"):
        differences(source, output)


ENCODINGS = [
    # (the source's codec, --output-encoding, what the output is in)
    ("cp1252", None, None),
    ("cp1252", "utf-8", "utf-8"),
    ("utf-8-sig", None, None),
    ("utf-8", "utf-16", "utf-16"),
    ("utf-16", None, None),
    ("utf-8", "cp1252", "cp1252"),
]


@pytest.mark.parametrize(("codec", "requested", "expected"), ENCODINGS)
def test_encodings(tmp_path: Path, echo: Translator, codec: str, requested: str | None, expected: str | None) -> None:
    source = tmp_path / "source.csv"
    source.write_bytes("sku,title,maker\n1,Café-style bag,Zoë\n2,Mug,Åse\n".encode(codec))
    job = replace(JOB, output_encoding=requested)
    output = made(source, tmp_path / "output.csv", echo, job)
    for asked in (JOB, job):
        comparison = open_comparison((source, "a"), (output, "b"), asked, target_locale="pt-BR")
        if requested is not None and requested == "cp1252" and asked is JOB:
            continue  # which code page it is cannot be told from the few letters: --output-encoding says
        assert comparison.encoding == expected
        assert [d.kind for d in comparison.differences()] == [Kind.TRANSLATED, Kind.TRANSLATED]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=12)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6),
    quoting=st.sampled_from([0, 1]),
    end=st.sampled_from(["\n", "\r\n"]),
    layout=st.sampled_from(LAYOUTS),
)
def test_whatever_a_run_writes_passes(
    tmp_path_factory: pytest.TempPathFactory,
    echo: Translator,
    rows: list[tuple[str, str, str]],
    quoting: int,
    end: str,
    layout: Layout,
) -> None:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator=end)
    writer.writerows([("sku", "title", "note"), *rows])
    folder = tmp_path_factory.mktemp("csv")
    source = folder / "source.csv"
    source.write_bytes(text.getvalue().encode())
    output = made(source, folder / "output.csv", echo, replace(JOB, layout=layout))
    assert {d.kind for d in differences(source, output, "pt-BR")} <= {Kind.TRANSLATED}
