"""One file, run after run: whose the output is, what is kept in it, and what is left alone when a run fails."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from catalog_cli.errors import CatalogError, FileProblem, UsageProblem
from catalog_cli.file_run import Result, Source, localize_file
from catalog_cli.job import Job, Layout, Reading
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role
from catalog_cli.segment import Origin, Severity
from tests.candidates.scripted import ScriptedEngine

ROWS = [
    {"sku": "001", "name": "Red bag", "size": "XL", "price": "9.90"},
    {"sku": "002", "name": "Blue belt", "size": "Small", "price": "NA"},
    {"sku": "003", "name": "Red bag", "size": "", "price": "5"},
]
ANSWERS = {"red bag": "bolsa vermelha", "blue belt": "cinto azul", "small": "pequeno", "green hat": "chapéu verde"}
FORMATS = ["csv", "json", "jsonl"]


class Merchant(ScriptedEngine):
    """Answers whatever case the text is given in."""

    def _hypotheses(self, text: str, way: str):  # type: ignore[no-untyped-def]  # as in the base class
        body = text.split(": ")[-1]
        found = ANSWERS.get(body.strip(".").lower())
        if found is None:
            return super()._hypotheses(text, way)
        head = text[: len(text) - len(body)]
        return super()._hypotheses(text, way) if head in self.answers else self._framed(text, head, found, way)

    def _framed(self, text: str, head: str, found: str, way: str):
        tail = "." if text.endswith(".") else ""
        self.answers = {**self.answers, text: f"{head}{found}{tail}"}
        # One word for another in the same order would be a title to put right.
        return [replace(one, attended=(0,) * len(one.attended)) for one in super()._hypotheses(text, way)]


@dataclass
class Desk:
    """A folder with one input, one output and a memory."""

    folder: Path
    format: str
    engine: ScriptedEngine

    @property
    def input(self) -> Path:
        return self.folder / f"in.{self.format}"

    @property
    def output(self) -> Path:
        return self.folder / f"out.{self.format}"

    def save(self, rows: list[dict[str, str]], path: Path | None = None) -> None:
        (path or self.input).write_text(dumped(rows, self.format), encoding="utf-8")

    def rows(self, path: Path | None = None) -> list[dict[str, str]]:
        return loaded((path or self.output).read_text(encoding="utf-8-sig"), self.format)

    def run(self, output: Path | io.BytesIO | None = None, **changed: object) -> Result:
        job = replace(Job("pt-BR", memory=self.folder / "m.sqlite"), **changed)
        with TranslationMemory.open(self.folder / "m.sqlite") as memory:
            source = Source(self.input, str(self.input))
            return localize_file(source, output or self.output, job, engine=self.engine, memory=memory)

    def edit(self, row: int, column: str, text: str) -> None:
        rows = self.rows()
        rows[row][column] = text
        self.save(rows, self.output)


def dumped(rows: list[dict[str, str]], form: str) -> str:
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1)
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def loaded(text: str, form: str) -> list[dict[str, str]]:
    if form == "json":
        return json.loads(text)
    if form == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(params=FORMATS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    opened = Desk(tmp_path, request.param, Merchant())
    opened.save(ROWS)
    return opened


@pytest.fixture
def csv_desk(tmp_path: Path) -> Desk:
    opened = Desk(tmp_path, "csv", Merchant())
    opened.save(ROWS)
    return opened


TRANSLATED = [
    {"sku": "001", "name": "Bolsa vermelha", "size": "XL", "price": "9.90"},
    {"sku": "002", "name": "Cinto azul", "size": "Pequeno", "price": "NA"},
    {"sku": "003", "name": "Bolsa vermelha", "size": "", "price": "5"},
]


@pytest.mark.parametrize("name", ["out.xlsx", "out.parquet", "out.xml", "out.XLSX", "out.xlsx.gz"])
def test_an_output_is_not_named_as_another_format(desk: Desk, name: str) -> None:
    with pytest.raises(UsageProblem, match="keeps its input's format"):
        desk.run(desk.folder / name)


def test_only_the_intended_cells_change(desk: Desk) -> None:
    result = desk.run()
    assert desk.rows() == TRANSLATED
    assert (result.totals.products, result.totals.segments, result.survey.records) == (3, 5, 3)
    assert result.totals.origins == {Origin.ENGINE: 3, Origin.REPETITION: 1, Origin.COPIED: 1}
    assert result.output == str(desk.output)
    assert result.as_json()["is_unchanged"] is False


def test_the_same_again_does_nothing_and_tells_the_same(desk: Desk) -> None:
    first = desk.run()
    stamp = desk.output.stat().st_mtime_ns
    calls = len(desk.engine.decoded)
    again = desk.run()
    assert again.is_unchanged
    assert again.totals == first.totals
    assert {**again.as_json(), "is_unchanged": False} == first.as_json()
    assert (desk.output.stat().st_mtime_ns, len(desk.engine.decoded)) == (stamp, calls)


def test_a_changed_row_is_the_only_one_that_is_decoded(desk: Desk) -> None:
    desk.run()
    before = len(desk.engine.decoded)
    desk.save([*ROWS, {"sku": "004", "name": "Green hat", "size": "Small", "price": "1"}])
    result = desk.run()
    assert [text.lower() for text, _ in desk.engine.decoded[before:] if "green hat" not in text.lower()] == []
    assert desk.rows()[:3] == TRANSLATED
    assert desk.rows()[3]["name"] == "Chapéu verde"
    assert result.totals.origins[Origin.MEMORY_EXACT] == 4 + 1
    assert not result.is_unchanged


def test_an_output_that_is_gone_is_written_again_from_the_memory(desk: Desk) -> None:
    desk.run()
    desk.output.unlink()
    before = len(desk.engine.decoded)
    assert not desk.run().is_unchanged
    assert desk.rows() == TRANSLATED
    assert len(desk.engine.decoded) == before


def test_a_foreign_output_is_not_replaced_without_force(desk: Desk) -> None:
    desk.output.write_text("mine", encoding="utf-8")
    with pytest.raises(FileProblem, match="was not written by catalog") as caught:
        desk.run()
    assert caught.value.exit_code == 3
    assert desk.output.read_text(encoding="utf-8") == "mine"
    assert desk.engine.decoded == []
    desk.run(force=True)
    assert desk.rows() == TRANSLATED


def test_an_edited_output_is_not_replaced_and_the_message_counts(desk: Desk) -> None:
    desk.run()
    desk.edit(1, "name", "Cinturão azul")
    edited = desk.output.read_bytes()
    with pytest.raises(FileProblem, match=r"was edited .*\(1 cell of ours\)"):
        desk.run()
    desk.edit(0, "name", "Sacola vermelha")
    edited = desk.output.read_bytes()
    with pytest.raises(FileProblem, match=r"was edited .*\(2 cells of ours\)"):
        desk.run()
    assert desk.output.read_bytes() == edited


def test_what_was_edited_elsewhere_in_the_output_is_no_cell_of_ours(desk: Desk) -> None:
    desk.run()
    desk.edit(1, "price", "1")
    with pytest.raises(FileProblem, match="not in our cells"):
        desk.run()
    desk.run(force=True)
    assert desk.rows() == TRANSLATED


def test_with_force_edits_are_kept_over_further_runs(desk: Desk) -> None:
    desk.run()
    desk.edit(1, "name", "Cinturão azul")
    result = desk.run(force=True)
    wanted = [TRANSLATED[0], {**TRANSLATED[1], "name": "Cinturão azul"}, TRANSLATED[2]]
    assert desk.rows() == wanted
    assert result.totals.kept_cells == 1
    assert desk.run().is_unchanged
    desk.save([*ROWS, {"sku": "004", "name": "Blue belt", "size": "", "price": "1"}])
    desk.run()
    assert desk.rows()[:3] == wanted
    assert desk.rows()[3]["name"] == "Cinturão azul"
    desk.output.unlink()
    desk.run()
    assert desk.rows()[:3] == wanted


def test_a_copy_of_the_source_is_no_edit(desk: Desk) -> None:
    desk.run()
    desk.output.write_bytes(desk.input.read_bytes())
    with pytest.raises(FileProblem, match="was edited"):
        desk.run()
    result = desk.run(force=True)
    assert desk.rows() == TRANSLATED
    assert result.totals.kept_cells == 0


def test_two_cells_of_one_source_edited_differently_both_stay(desk: Desk) -> None:
    desk.run()
    desk.edit(0, "name", "Sacola rubra")
    desk.edit(2, "name", "Sacola vermelha")
    desk.run(force=True)
    for price in ("1", "2"):
        desk.save([{**row, "price": price} for row in ROWS])
        desk.run()
        assert [row["name"] for row in desk.rows()] == ["Sacola rubra", "Cinto azul", "Sacola vermelha"]


def test_an_edit_reaches_equal_cells_above_it_at_once(desk: Desk) -> None:
    desk.run()
    desk.edit(2, "name", "Sacola vermelha")
    desk.run(force=True)
    assert [row["name"] for row in desk.rows()] == ["Sacola vermelha", "Cinto azul", "Sacola vermelha"]


NAMELESS = [{"name": "Red bag", "price": "1"}, {"name": "Blue belt", "price": "2"}, {"name": "Green hat", "price": "3"}]


@pytest.mark.parametrize("form", FORMATS)
def test_edits_are_found_where_nothing_names_a_product(tmp_path: Path, form: str) -> None:
    desk = Desk(tmp_path, form, Merchant())
    desk.save(NAMELESS)
    desk.run()
    desk.edit(1, "name", "Cinturão azul")
    with pytest.raises(FileProblem, match=r"1 cell of ours"):
        desk.run()
    desk.run(force=True)
    assert [row["name"] for row in desk.rows()] == ["Bolsa vermelha", "Cinturão azul", "Chapéu verde"]


def test_a_row_added_to_an_output_shifts_no_edit(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "csv", Merchant())
    desk.save(NAMELESS)
    desk.run()
    rows = desk.rows()
    desk.save([{"name": "Minha linha", "price": "7"}, *rows], desk.output)
    with pytest.raises(FileProblem, match="not in our cells"):
        desk.run()


@pytest.mark.parametrize("form", FORMATS)
def test_edits_that_no_product_tells_are_counted_before_they_are_lost(tmp_path: Path, form: str) -> None:
    desk = Desk(tmp_path, form, Merchant())
    desk.save(NAMELESS)
    desk.run()
    desk.edit(1, "name", "Cinturão azul")
    desk.save([NAMELESS[2], *NAMELESS[:2]])
    with pytest.raises(FileProblem, match=r"not in our cells; 1 text in rows .* are lost"):
        desk.run()
    desk.run(force=True)
    assert [row["name"] for row in desk.rows()] == ["Chapéu verde", "Bolsa vermelha", "Cinto azul"]


@pytest.mark.parametrize("text", ["", "no, catalog\n", "\0\0"])
def test_an_output_that_is_no_catalog_any_more_is_replaced_with_force(desk: Desk, text: str) -> None:
    desk.run()
    desk.output.write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem, match="was edited since catalog wrote it"):
        desk.run(reading=Reading(roles=(("name", Role.TITLE),)))
    assert desk.output.read_text(encoding="utf-8") == text
    desk.run(reading=Reading(roles=(("name", Role.TITLE),)), force=True)
    assert desk.rows() == TRANSLATED


LIMITS = [(0, []), (1, [0]), (2, [0, 1]), (3, [0, 1, 2]), (99, [0, 1, 2])]


@pytest.mark.parametrize(("limit", "done"), LIMITS)
def test_beyond_the_limit_products_stay_as_they_are(desk: Desk, limit: int, done: list[int]) -> None:
    result = desk.run(limit=limit)
    assert desk.rows() == [TRANSLATED[i] if i in done else ROWS[i] for i in range(3)]
    assert result.totals.products == len(done)


def test_what_a_limit_left_is_not_taken_for_an_edit(desk: Desk) -> None:
    desk.run()
    desk.run(limit=1)
    desk.edit(0, "name", "Sacola vermelha")
    with pytest.raises(FileProblem, match=r"1 cell of ours"):
        desk.run()
    desk.run(force=True)
    assert [row["name"] for row in desk.rows()] == ["Sacola vermelha", "Cinto azul", "Sacola vermelha"]


def test_frozen_fails_until_a_run_has_filled_the_memory(desk: Desk) -> None:
    frozen = desk.run(frozen=True)
    assert desk.engine.decoded == []
    assert frozen.totals.fails(Severity.CRITICAL)
    assert frozen.totals.checks["frozen"] == 4
    assert desk.rows() == ROWS
    normal = desk.run()
    assert not normal.is_unchanged
    assert desk.rows() == TRANSLATED
    again = desk.run(frozen=True)
    assert not again.totals.fails(Severity.CRITICAL)
    desk.output.unlink()
    assert not desk.run(frozen=True).totals.fails(Severity.MINOR)
    assert desk.rows() == TRANSLATED


def test_a_stream_gets_the_output_and_no_cell_is_recorded(desk: Desk) -> None:
    out = io.BytesIO()
    result = desk.run(out)
    assert loaded(out.getvalue().decode(), desk.format) == TRANSLATED
    assert (result.output, result.is_unchanged) == (None, False)
    again = io.BytesIO()
    assert not desk.run(again).is_unchanged
    assert again.getvalue() == out.getvalue()
    with TranslationMemory.open(desk.folder / "m.sqlite") as memory:
        assert memory.run_for_output(desk.output) is None


# Layouts


def test_columns_are_added_beside_the_source_s(csv_desk: Desk) -> None:
    csv_desk.run(layout=Layout.COLUMNS)
    rows = csv_desk.rows()
    assert [{name: row[name] for name in ROWS[0]} for row in rows] == ROWS
    assert [row["name:pt-BR"] for row in rows] == ["Bolsa vermelha", "Cinto azul", "Bolsa vermelha"]
    # What needs no translation is in the new column too: a shop that reads it must find a size.
    assert [row["size:pt-BR"] for row in rows] == ["XL", "Pequeno", ""]


def test_untouched_columns_of_ours_are_no_edits(csv_desk: Desk) -> None:
    csv_desk.run(layout=Layout.COLUMNS)
    csv_desk.edit(1, "name:pt-BR", "Cinturão azul")
    with pytest.raises(FileProblem, match=r"1 cell of ours"):
        csv_desk.run(layout=Layout.COLUMNS)
    csv_desk.run(layout=Layout.COLUMNS, force=True)
    assert [row["name:pt-BR"] for row in csv_desk.rows()] == ["Bolsa vermelha", "Cinturão azul", "Bolsa vermelha"]


def test_in_place_only_empty_cells_are_filled(csv_desk: Desk) -> None:
    names = ["", "Cinto de outra pessoa", " "]
    csv_desk.save([{**row, "name:pt-BR": name} for row, name in zip(ROWS, names, strict=True)])
    csv_desk.run(csv_desk.input, layout=Layout.COLUMNS)
    rows = csv_desk.rows(csv_desk.input)
    assert [row["name:pt-BR"].strip() for row in rows] == ["Bolsa vermelha", "Cinto de outra pessoa", "Bolsa vermelha"]
    assert [row["name"] for row in rows] == ["Red bag", "Blue belt", "Red bag"]
    first = csv_desk.input.read_bytes()
    csv_desk.run(csv_desk.input, layout=Layout.COLUMNS)
    assert csv_desk.input.read_bytes() == first


def test_in_place_what_we_made_of_another_source_is_made_anew(csv_desk: Desk) -> None:
    csv_desk.save([{**row, "name:pt-BR": ""} for row in ROWS])
    csv_desk.run(csv_desk.input, layout=Layout.COLUMNS)
    rows = csv_desk.rows(csv_desk.input)
    rows[2]["name:pt-BR"] = "Sacola vermelha"
    csv_desk.save([{**row, "name": "Green hat"} for row in rows])
    for _ in range(2):
        csv_desk.run(csv_desk.input, layout=Layout.COLUMNS)
        found = [row["name:pt-BR"] for row in csv_desk.rows(csv_desk.input)]
        assert found == ["Chapéu verde", "Chapéu verde", "Sacola vermelha"]


def test_in_place_what_cannot_be_made_anew_stays_and_is_no_edit(csv_desk: Desk) -> None:
    csv_desk.save([{**row, "name:pt-BR": ""} for row in ROWS[:1]])
    csv_desk.run(csv_desk.input, layout=Layout.COLUMNS)
    csv_desk.save([{**row, "name": "Green hat"} for row in csv_desk.rows(csv_desk.input)])
    result = csv_desk.run(csv_desk.input, layout=Layout.COLUMNS, frozen=True)
    assert result.totals.checks["frozen"] == 1
    assert csv_desk.rows(csv_desk.input)[0]["name:pt-BR"] == "Bolsa vermelha"
    csv_desk.run(csv_desk.input, layout=Layout.COLUMNS)
    assert csv_desk.rows(csv_desk.input)[0]["name:pt-BR"] == "Chapéu verde"


def test_in_place_the_arrays_of_json_grow_with_their_source_s(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "json", Merchant())
    product = {"sku": "1", "tags": ["Red bag", "Blue belt"], "images": [{"alt": "Green hat"}]}
    desk.input.write_text(json.dumps([product]), encoding="utf-8")

    def run() -> dict[str, object]:
        desk.run(desk.input, layout=Layout.COLUMNS)
        text = desk.input.read_text(encoding="utf-8")
        for name in ('"tags:pt-BR"', '"tags"'):
            assert text.count(name) == 1
        return json.loads(text)[0]

    made = run()
    assert made["tags:pt-BR"] == ["Bolsa vermelha", "Cinto azul"]
    assert run() == made
    made["tags"] = ["Small", "Red bag", "Blue belt"]
    made["tags:pt-BR"] = ["Bolsa vermelha", "Cinturão"]
    made["images"] = [{"alt": "Red bag"}, *made["images"]]
    desk.input.write_text(json.dumps([made]), encoding="utf-8")
    made = run()
    # The second was edited by a person, and stays where it is.
    assert made["tags:pt-BR"] == ["Pequeno", "Cinturão", "Cinto azul"]
    assert [image["alt:pt-BR"] for image in made["images"]] == ["Bolsa vermelha", "Chapéu verde"]
    assert run() == made


def test_in_place_with_overwrite_what_a_person_changed_stays(csv_desk: Desk) -> None:
    csv_desk.save([{**row, "name:pt-BR": ""} for row in ROWS])
    csv_desk.run(csv_desk.input, layout=Layout.COLUMNS)
    rows = csv_desk.rows(csv_desk.input)
    rows[1]["name:pt-BR"] = "Cinturão azul"
    csv_desk.save(rows)
    for _ in range(2):
        csv_desk.run(csv_desk.input, layout=Layout.COLUMNS, overwrite=True)
        found = [row["name:pt-BR"] for row in csv_desk.rows(csv_desk.input)]
        assert found == ["Bolsa vermelha", "Cinturão azul", "Bolsa vermelha"]


def test_overwrite_replaces_what_was_never_ours(csv_desk: Desk) -> None:
    for price in ("1", "2"):
        csv_desk.save([{**row, "name:pt-BR": "velho", "price": price} for row in ROWS])
        csv_desk.run(overwrite=True)
        assert [row["name:pt-BR"] for row in csv_desk.rows()] == ["Bolsa vermelha", "Cinto azul", "Bolsa vermelha"]


def test_what_is_stale_in_the_input_is_made_anew_in_another_output(csv_desk: Desk) -> None:
    csv_desk.save([{**row, "name:pt-BR": ""} for row in ROWS])
    csv_desk.run(csv_desk.input, layout=Layout.COLUMNS)
    csv_desk.save([{**row, "name": "Green hat"} for row in csv_desk.rows(csv_desk.input)])
    csv_desk.run(layout=Layout.COLUMNS)
    assert [row["name:pt-BR"] for row in csv_desk.rows()] == ["Chapéu verde"] * 3


# A catalog that takes its own place

HAT = {"sku": "004", "name": "Green hat", "size": "", "price": "1"}


def test_the_input_is_not_replaced_without_force(desk: Desk) -> None:
    with pytest.raises(FileProblem, match="is the input, whose text would be lost"):
        desk.run(desk.input)
    assert desk.rows(desk.input) == ROWS


def test_what_stands_in_its_own_place_is_not_translated_again(desk: Desk) -> None:
    desk.run(desk.input, force=True)
    decoded = len(desk.engine.decoded)
    for _ in range(2):
        desk.run(desk.input, force=True)
        assert desk.rows(desk.input) == TRANSLATED
    assert len(desk.engine.decoded) == decoded
    edited = {**TRANSLATED[1], "name": "Cinturão azul"}
    desk.save([HAT, TRANSLATED[0], edited], desk.input)
    result = desk.run(desk.input)
    assert desk.rows(desk.input) == [{**HAT, "name": "Chapéu verde"}, TRANSLATED[0], edited]
    assert (result.totals.products, result.totals.finished_products) == (1 + 2, 2)


def test_a_catalog_exported_anew_into_its_place_is_translated(desk: Desk) -> None:
    desk.run(desk.input, force=True)
    desk.save([ROWS[0], {**ROWS[1], "name": "Green hat"}, ROWS[2]])
    for force in (True, False):
        result = desk.run(desk.input, force=force)
        assert desk.rows(desk.input)[0] == TRANSLATED[0]
        assert desk.rows(desk.input)[1]["name"] == "Chapéu verde"
    assert result.totals.finished_products == 3


def test_after_a_limit_the_rest_is_translated_in_its_place(desk: Desk) -> None:
    desk.run(desk.input, force=True, limit=1)
    result = desk.run(desk.input)
    assert desk.rows(desk.input) == TRANSLATED
    assert result.totals.finished_products == 1


@pytest.mark.parametrize("form", FORMATS)
def test_products_without_a_name_are_known_by_what_was_written(tmp_path: Path, form: str) -> None:
    desk = Desk(tmp_path, form, Merchant())
    desk.save(NAMELESS[:2])
    desk.run(desk.input, force=True)
    desk.save([NAMELESS[2], *desk.rows(desk.input)])
    result = desk.run(desk.input)
    assert [row["name"] for row in desk.rows(desk.input)] == ["Chapéu verde", "Bolsa vermelha", "Cinto azul"]
    assert result.totals.finished_products == 2


def test_an_output_that_is_an_input_is_not_translated_again(desk: Desk) -> None:
    desk.run()
    decoded = len(desk.engine.decoded)
    desk.input.write_bytes(b"")
    with TranslationMemory.open(desk.folder / "m.sqlite") as memory:
        job = Job("pt-BR", memory=desk.folder / "m.sqlite")
        source = Source(desk.output, str(desk.output))
        out = io.BytesIO()
        localize_file(source, out, job, engine=desk.engine, memory=memory)
    assert loaded(out.getvalue().decode(), desk.format) == TRANSLATED
    assert len(desk.engine.decoded) == decoded


def test_the_input_s_own_columns_are_filled_without_force(csv_desk: Desk) -> None:
    csv_desk.save([{"sku": "1", "name": "Red bag", "name:pt-BR": ""}])
    csv_desk.run(csv_desk.input)
    csv_desk.save([*csv_desk.rows(csv_desk.input), {"sku": "2", "name": "Green hat", "name:pt-BR": ""}])
    csv_desk.run(csv_desk.input)
    assert [row["name:pt-BR"] for row in csv_desk.rows(csv_desk.input)] == ["Bolsa vermelha", "Chapéu verde"]


# Encodings


def test_an_encoding_that_cannot_hold_the_locale_stops_before_the_engine(csv_desk: Desk) -> None:
    csv_desk.input.write_bytes(dumped(ROWS, "csv").replace("Red bag", "Красная bag").encode("cp1251"))
    with pytest.raises(FileProblem, match="--output-encoding utf-8") as caught:
        csv_desk.run(reading=Reading(encoding="cp1251"))
    assert (caught.value.exit_code, csv_desk.engine.decoded) == (3, [])
    assert not csv_desk.output.exists()


def test_an_edited_output_is_read_in_its_own_encoding(csv_desk: Desk) -> None:
    csv_desk.input.write_bytes(dumped(ROWS, "csv").replace("Blue belt", "Green hat").encode("utf-16"))
    options = {"reading": Reading(encoding="utf-16"), "output_encoding": "utf-8"}
    csv_desk.run(**options)
    assert [row["name"] for row in csv_desk.rows()] == ["Bolsa vermelha", "Chapéu verde", "Bolsa vermelha"]
    csv_desk.edit(0, "name", "Sacola vermelha")
    with pytest.raises(FileProblem, match=r"1 cell of ours"):
        csv_desk.run(**options)


# Failures


def _removed(path: Path) -> None:
    path.unlink()


def _made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


BROKEN: list[tuple[Callable[[Path], None], str]] = [
    (_removed, "is not there"),
    (_made_a_folder, "is a folder"),
    (_emptied, "empty"),
]


@pytest.mark.parametrize(("breaks", "words"), BROKEN)
def test_the_old_output_stays_when_the_input_is_broken(
    csv_desk: Desk, breaks: Callable[[Path], None], words: str
) -> None:
    csv_desk.run()
    before = csv_desk.output.read_bytes()
    breaks(csv_desk.input)
    with pytest.raises(CatalogError, match=words):
        csv_desk.run()
    assert csv_desk.output.read_bytes() == before


class Broken(Merchant):
    """Fails at one text, as a full disk or a bug would."""

    def _hypotheses(self, text: str, way: str):  # type: ignore[no-untyped-def]  # as in the base class
        if "hat" in text.lower():
            raise RuntimeError("out of memory")
        return super()._hypotheses(text, way)


def test_a_failure_half_way_leaves_the_old_output_and_what_was_committed(desk: Desk) -> None:
    desk.run()
    before = desk.output.read_bytes()
    many = [{"sku": str(n), "name": f"Bag {chr(97 + n)}", "size": "", "price": ""} for n in range(6)]
    desk.save([*many, {"sku": "9", "name": "Green hat", "size": "", "price": ""}])
    desk.engine = Broken()
    with pytest.raises(RuntimeError):
        desk.run(window=2)
    assert desk.output.read_bytes() == before
    assert [path.name for path in desk.folder.iterdir() if ".tmp" in path.name] == []
    desk.engine = Merchant()
    desk.run(window=2)
    # Two windows are on their way when one fails; what went before is not decoded again.
    decoded = " ".join(desk.engine.submitted).lower()
    assert "bag a" not in decoded
    assert "green hat" in decoded
    assert len(desk.rows()) == 7


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2])


def _exported_anew(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes())
    other.replace(path)


class Exported(Merchant):
    """Translates while the shop exports the catalog anew: the input is not what it was."""

    def __init__(self, change: Callable[[], None]) -> None:
        super().__init__()
        self.change = change

    def _hypotheses(self, text: str, way: str):  # type: ignore[no-untyped-def]  # as in the base class
        self.change()
        self.change = lambda: None
        return super()._hypotheses(text, way)


@pytest.mark.parametrize("changes", [_cut_short, _exported_anew])
def test_an_input_that_changes_meanwhile_leaves_the_old_output(desk: Desk, changes: Callable[[Path], None]) -> None:
    desk.run()
    before = desk.output.read_bytes()
    desk.save([*ROWS, {"sku": "9", "name": "Green hat", "size": "", "price": ""}])
    desk.engine = Exported(lambda: changes(desk.input))
    with pytest.raises(CatalogError, match="was changed while it was read"):
        desk.run()
    assert desk.output.read_bytes() == before
    assert [path.name for path in desk.folder.iterdir() if ".tmp" in path.name] == []


def test_an_input_that_is_gone_meanwhile_was_read_whole(csv_desk: Desk) -> None:
    csv_desk.engine = Exported(csv_desk.input.unlink)
    csv_desk.run()
    assert csv_desk.rows() == TRANSLATED


def test_a_text_that_the_encoding_cannot_hold_leaves_the_old_output(csv_desk: Desk) -> None:
    csv_desk.run()
    before = csv_desk.output.read_bytes()
    csv_desk.save([{**ROWS[0], "name": "Joust™ 赤い bag"}])
    with pytest.raises(FileProblem):
        csv_desk.run(output_encoding="latin-1")
    assert csv_desk.output.read_bytes() == before


def test_a_bad_row_among_good_ones_is_a_finding_and_passes_unchanged(csv_desk: Desk) -> None:
    text = "sku,name,size,price\n001,Red bag,XL,9.90\n002,Blue belt,Small,NA,too,many\n003,Red bag,,5\n"
    csv_desk.input.write_text(text, encoding="utf-8")
    result = csv_desk.run()
    lines = csv_desk.output.read_text(encoding="utf-8").splitlines()
    assert lines[2] == "002,Blue belt,Small,NA,too,many"
    assert lines[1].split(",")[1] == lines[3].split(",")[1] == "Bolsa vermelha"
    (finding,) = [found for found in result.totals.findings if found.check == "row"]
    assert (finding.severity, finding.place.row) == (Severity.MAJOR, 3)
    assert csv_desk.run().totals == result.totals


def test_progress_counts_products_up_to_all(csv_desk: Desk) -> None:
    seen: list[tuple[int, int]] = []
    with TranslationMemory.in_temporary_file() as memory:
        localize_file(
            Source(csv_desk.input, "in.csv"),
            io.BytesIO(),
            Job("pt-BR", memory=None),
            engine=csv_desk.engine,
            memory=memory,
            progress=lambda done, total: seen.append((done, total)),
        )
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (3, 3)


SIGNATURES = [
    # a change of the job, whether the output would be another
    ({}, False),
    ({"threads": 3}, False),
    ({"fail_on": None}, False),
    ({"force": True}, False),
    ({"limit": 2}, True),
    ({"overwrite": True}, True),
    ({"output_encoding": "utf-16"}, True),
    ({"reading": Reading(keep=("size",))}, True),
]


@pytest.mark.parametrize(("changed", "differs"), SIGNATURES)
def test_what_makes_another_output_makes_another_signature(
    csv_desk: Desk, changed: dict[str, object], differs: bool
) -> None:
    first = csv_desk.run()
    again = csv_desk.run(**changed)
    assert (again.signature != first.signature) is differs
    assert again.is_unchanged is not differs
