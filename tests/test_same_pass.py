"""Copy and listings that are made in the pass that localizes a catalog."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from catalog_cli.attributes.schema import builtin
from catalog_cli.companions import AllCells, Companions, ListingsFile
from catalog_cli.describing.request import CopyWork, DescribeRequest
from catalog_cli.engine import Translator
from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.file_run import Result, Source, localize_file
from catalog_cli.formats import AppendedColumn
from catalog_cli.generation import TextGenerator
from catalog_cli.job import Job, Layout, Measures
from catalog_cli.listings.folders import templates
from catalog_cli.marketplaces import marketplace
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Edit, Product, Record
from catalog_cli.rendering import RenderWork
from catalog_cli.segment import Severity
from catalog_cli.verification.comparison import open_comparison
from tests.test_generation import Scripted

SHOP = """sku,title,color,material,description,price
001,Ocean mug,Red,Ceramic,,9.00
002,"Blue cotton rug 5 x 8 ft",,,"A soft ""cotton"" rug
for a room",19.00
NA,Garrafa 🧢,,,  ,
"""
JSONL = "\n".join(
    (
        '{"sku": "1", "title": "Red ceramic mug", "description": "A mug", "price": 3}',
        '{"sku": "2", "title": "Blue steel bottle 750 ml"}',  # no member for a description
        '{"sku": "3", "title": "Green steel bottle 500 ml", "description": ""}',
    )
)
GOOGLE = (
    "id\ttitle\tdescription\tlink\timage_link\tbrand\tcolor\tmaterial\tprice\tavailability\n"
    "1\tMug\t\thttp://shop/1\thttp://shop/1.jpg\tAcme\tRed\tCeramic\t9.00 USD\tin stock\n"
)
TRUE, FALSE = " This red mug by Acme is made of ceramic.\n", " A mug of pure gold from Peru.\n"


@dataclass
class Desk:
    """An input, an output and listings in one folder, and what localizes one into the others."""

    folder: Path
    engine: Translator
    name: str = "in.csv"
    job: Job = field(default_factory=lambda: Job("pt-BR"))
    companions: Companions = field(default_factory=Companions)

    def __post_init__(self) -> None:
        self.input, self.output = self.folder / self.name, self.folder / f"out-{self.name}"
        self.job = replace(self.job, memory=self.folder / "memory.sqlite")

    def run(self, **changes: object) -> Result:
        job = replace(self.job, **changes)  # type: ignore[arg-type]  # fields of a job
        with TranslationMemory.open(self.folder / "memory.sqlite") as memory:
            source = Source(self.input, self.name)
            return localize_file(
                source, self.output, job, engine=self.engine, memory=memory, companions=self.companions
            )

    def rows(self, path: Path | None = None) -> list[dict[str, str]]:
        with (path or self.output).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t" if self.name.endswith(".tsv") else ","))

    def violations(self) -> list[str]:
        pair = ((self.input, self.name), (self.output, self.output.name))
        comparison = open_comparison(*pair, replace(self.job, layout=None), target_locale="pt-BR", has_filled=True)
        return [str(one) for one in comparison.differences() if one.is_violation]


def copy_work(answer: Callable[[str], str] | None = None, *fields: str) -> tuple[CopyWork, Scripted | None]:
    request = DescribeRequest(fields=fields) if fields else DescribeRequest()
    if answer is None:
        return CopyWork(request, builtin()), None
    model = Scripted(answer)

    def load() -> TextGenerator:
        return model

    return CopyWork(replace(request, model="scripted"), builtin(), load), model


def listings(path: Path, name: str = "etsy", *, is_generated: bool = False) -> ListingsFile:
    own = RenderWork(marketplace(name), templates(), builtin(), currency="USD", is_generated=is_generated)
    return ListingsFile(own, path)


@pytest.fixture
def desk(tmp_path: Path, engine: Translator) -> Desk:
    made = Desk(tmp_path, engine, companions=Companions(copy=copy_work()[0], listings=listings(tmp_path / "etsy.csv")))
    made.input.write_text(SHOP, encoding="utf-8")
    return made


def test_what_lacks_is_written_in_the_target_language(desk: Desk) -> None:
    result = desk.run()
    mug, rug, unknown = desk.rows()
    assert "cerâmica na cor vermelha" in mug["description"]
    assert (mug["sku"], unknown["sku"]) == ("001", "NA")
    assert "tapete" in rug["description"].casefold()  # the merchant's own, translated
    assert mug["describe:generated:pt-BR"] == "rules@1: description, bullets, meta_title, meta_description"
    assert rug["describe:generated:pt-BR"] == "rules@1: bullets, meta_title, meta_description"
    assert unknown["description"] == "  "  # nothing is known of it
    assert desk.violations() == []
    described = result.as_json()["described"]
    assert isinstance(described, dict)
    assert (described["products"], described["written"]["description"], described["kept"]) == (
        3,
        1,
        {"description": 1},
    )


def test_listings_hold_the_localized_texts_and_the_copy(desk: Desk) -> None:
    result = desk.run()
    mug, rug, _ = desk.rows(desk.folder / "etsy.csv")
    assert mug["DESCRIPTION"] == desk.rows()[0]["description"]
    assert rug["TITLE"].startswith("Tapete")
    assert mug["PRICE"] == "9.00"
    told = result.as_json()["listings"]
    assert isinstance(told, dict)
    assert (told["listings"], told["marketplace"]) == (3, "etsy")
    # What breaks a rule of the marketplace is a finding of the run.
    assert told["counts"]["critical"] == result.totals.severities[Severity.CRITICAL] > 0


def test_a_second_run_has_nothing_to_do_until_a_file_is_gone(desk: Desk) -> None:
    first = desk.run()
    again = desk.run()
    assert again.is_unchanged
    assert again.as_json()["described"] == first.as_json()["described"]
    before = (desk.folder / "etsy.csv").read_bytes()
    (desk.folder / "etsy.csv").unlink()
    assert not desk.run().is_unchanged
    assert (desk.folder / "etsy.csv").read_bytes() == before


def test_another_template_or_field_is_another_output(desk: Desk) -> None:
    desk.run()
    desk.companions = replace(desk.companions, copy=copy_work(None, "description")[0])
    assert not desk.run().is_unchanged
    assert "describe:bullets:pt-BR" not in desk.rows()[0]


def test_listings_that_a_person_edited_are_replaced_only_by_force(desk: Desk) -> None:
    desk.run()
    with (desk.folder / "etsy.csv").open("a", encoding="utf-8") as out:
        out.write("mine\n")
    with pytest.raises(FileProblem, match="was edited since catalog wrote it"):
        desk.run()
    desk.run(force=True)
    assert "mine" not in (desk.folder / "etsy.csv").read_text(encoding="utf-8")


def test_listings_never_replace_another_file(desk: Desk) -> None:
    (desk.folder / "etsy.csv").write_text("another", encoding="utf-8")
    with pytest.raises(FileProblem, match="is there already, and is not ours"):
        desk.run()
    assert not desk.output.exists()


def test_a_composed_text_that_a_person_edited_is_kept(desk: Desk) -> None:
    desk.run()
    text = desk.output.read_text(encoding="utf-8")
    old = desk.rows()[0]["description"]
    desk.output.write_text(text.replace(old, "A minha caneca.", 1), encoding="utf-8")
    result = desk.run(force=True)
    assert desk.rows()[0]["description"] == "A minha caneca."
    assert desk.rows(desk.folder / "etsy.csv")[0]["DESCRIPTION"] == "A minha caneca."
    assert result.totals.kept_cells == 1
    desk.run()
    assert desk.rows()[0]["description"] == "A minha caneca."


@pytest.mark.parametrize(("layout", "column"), [(Layout.REPLACE, "description"), (Layout.COLUMNS, "description:pt-BR")])
def test_layouts(desk: Desk, layout: Layout, column: str) -> None:
    desk.job = replace(desk.job, layout=layout)
    desk.run()
    assert "caneca" in desk.rows()[0][column].casefold()
    assert "describe:description:pt-BR" not in desk.rows()[0]
    assert desk.violations() == []


def test_the_target_s_own_column_is_filled(tmp_path: Path, engine: Translator) -> None:
    desk = Desk(tmp_path, engine, companions=Companions(copy=copy_work(None, "description")[0]))
    desk.input.write_text(
        "sku,title,title:pt-BR,color,description,description:pt-BR\n"
        "1,Ocean mug,,Red,,\n2,Blue wool scarf,,,,Meu texto\n",
        encoding="utf-8",
    )
    desk.run()
    mug, scarf = desk.rows()
    assert (mug["title"], mug["description"]) == ("Ocean mug", "")
    assert "caneca" in mug["description:pt-BR"].casefold()
    assert scarf["description:pt-BR"] == "Meu texto"
    assert desk.violations() == []


@pytest.mark.parametrize(
    ("layout", "member"),
    [
        (Layout.REPLACE, "description"),
        (Layout.COLUMNS, "describe:description:pt-BR"),  # beside no member can one be added
    ],
)
def test_a_json_record_that_lacks_a_member_gets_it(
    tmp_path: Path, engine: Translator, layout: Layout, member: str
) -> None:
    desk = Desk(tmp_path, engine, "in.jsonl", Job("pt-BR", layout=layout), Companions(copy=copy_work()[0]))
    desk.input.write_text(JSONL, encoding="utf-8")
    desk.run()
    made = [json.loads(line) for line in desk.output.read_text(encoding="utf-8").splitlines()]
    assert "azul" in made[1][member]
    assert made[0]["price"] == 3
    assert desk.violations() == []


def test_measures_of_copy_follow_the_run(desk: Desk) -> None:
    desk.run(measures=Measures.CONVERT)
    assert "1,5 × 2,4 m" in desk.rows()[1]["describe:bullets:pt-BR"]


def test_copy_in_a_language_without_a_grammar_is_translated(desk: Desk, echo: Translator) -> None:
    desk.engine, desk.companions = echo, Companions(copy=copy_work()[0])
    desk.run(target_locale="de")
    text = desk.rows()[0]["description"]
    assert text
    assert not text.isascii()  # the accents of the engine that only puts accents
    assert desk.rows()[0]["describe:bullets:de"].count("\n") == 1


def test_no_language_with_a_grammar_is_said_before_anything_is_written(desk: Desk, echo: Translator) -> None:
    desk.engine = echo
    with pytest.raises(UsageProblem, match="Descriptions are written in"):
        desk.run(source_locale="fr", target_locale="de")
    assert not desk.output.exists()
    assert not (desk.folder / "etsy.csv").exists()


def test_what_a_model_writes_is_translated(tmp_path: Path, engine: Translator) -> None:
    work, model = copy_work(lambda prompt: TRUE, "description", "meta_description")
    path = tmp_path / "google.csv"
    own = Companions(copy=work, listings=listings(path, "google_merchant", is_generated=True))
    desk = Desk(tmp_path, engine, "in.tsv", companions=own)
    desk.input.write_text(GOOGLE, encoding="utf-8")
    result = desk.run()
    (mug,) = desk.rows()
    assert mug["description"] == ""
    assert mug["structured_description"].startswith('trained_algorithmic_media:"Est')  # "Esta caneca …"
    assert "ceramic." not in mug["structured_description"]
    assert mug["describe:generated:pt-BR"] == "scripted@1: description, meta_description"
    text = path.read_text(encoding="utf-8")
    assert "trained_algorithmic_media" in text
    assert result.as_json()["described"]["by_model"] == 1  # type: ignore[index]  # JSON values
    assert desk.violations() == []
    # What a model wrote once is asked for no more.
    assert model is not None
    asked = len(model.asked)
    assert asked
    desk.output.unlink()
    desk.run()
    assert len(model.asked) == asked


def test_what_a_model_writes_wrong_is_by_rule_in_the_target_language(tmp_path: Path, engine: Translator) -> None:
    desk = Desk(tmp_path, engine, companions=Companions(copy=copy_work(lambda prompt: FALSE)[0]))
    desk.input.write_text(SHOP, encoding="utf-8")
    result = desk.run()
    mug = desk.rows()[0]
    assert "caneca" in mug["description"].casefold()
    assert "ouro" not in mug["description"]
    assert mug["describe:generated:pt-BR"].startswith("rules@1")
    (found, *_) = [one for one in result.totals.findings if one.check == "description"]
    assert found.place.row == 2


def test_frozen_writes_nothing_new(tmp_path: Path, engine: Translator) -> None:
    work, model = copy_work(lambda prompt: TRUE)
    desk = Desk(tmp_path, engine, companions=Companions(copy=work, listings=listings(tmp_path / "etsy.csv")))
    desk.input.write_text(SHOP, encoding="utf-8")
    desk.run()
    assert desk.run(frozen=True).totals.checks["frozen"] == 0
    assert model is not None
    asked = len(model.asked)
    desk.input.write_text(SHOP + "4,Green steel bottle,Green,Steel,,5\n", encoding="utf-8")
    before = desk.output.read_bytes(), (tmp_path / "etsy.csv").read_bytes()
    assert desk.run(frozen=True).totals.checks["frozen"] > 0
    assert len(model.asked) == asked
    assert (desk.output.read_bytes(), (tmp_path / "etsy.csv").read_bytes()) == before


class Stop(Exception):
    """What stops a run half way."""


def test_a_run_that_is_stopped_goes_on(tmp_path: Path, engine: Translator) -> None:
    count = 40
    work, model = copy_work(lambda prompt: TRUE, "description")
    assert model is not None
    desk = Desk(tmp_path, engine, companions=Companions(copy=work, listings=listings(tmp_path / "etsy.csv")))
    rows = (f"{number},Red ceramic mug {number} Acme,,9.00\n" for number in range(count))
    desk.input.write_text("sku,title,description,price\n" + "".join(rows), encoding="utf-8")

    answer, model.answer = model.answer, lambda prompt: _stopped(len(model.asked)) or TRUE
    with pytest.raises(Stop):
        desk.run()
    assert not desk.output.exists()
    assert not (tmp_path / "etsy.csv").exists()
    begun, model.answer = set(model.asked[:-1]), answer
    done = len(model.asked)
    desk.run()
    assert len(desk.rows()) == len(desk.rows(tmp_path / "etsy.csv")) == count
    assert len(model.asked) - done < len(begun) + done  # the blocks that were whole are not asked for again


def _stopped(asked: int) -> None:
    if asked > 130:  # in the second block of products, with several candidates each
        raise Stop


def test_limit_and_what_lies_beyond(desk: Desk) -> None:
    desk.run(limit=1)
    mug, rug, _ = desk.rows()
    assert mug["describe:generated:pt-BR"]
    assert (rug["title"], rug["describe:generated:pt-BR"]) == ("Blue cotton rug 5 x 8 ft", "")
    assert len(desk.rows(desk.folder / "etsy.csv")) == 1


def test_a_file_of_translations_alone_has_no_room(desk: Desk) -> None:
    desk.input.write_text(GOOGLE.replace("\t", ","), encoding="utf-8")
    with pytest.raises(UsageProblem, match="no room for tags and descriptions"):
        desk.run(layout=Layout.TRANSLATIONS)


def test_the_cells_of_several_are_one() -> None:
    class Own:
        def __init__(self, name: str) -> None:
            self.appended = [AppendedColumn(name)]
            self._name = name

        def edits(self, product: Product) -> dict[int, Edit]:
            del product
            return {0: Edit(appended={self._name: self._name.upper()})}

    product = Product("1", (Record(1, 1, ()),), ())
    cells = AllCells((Own("a"), Own("b")))
    assert [column.name for column in cells.appended] == ["a", "b"]
    assert cells.edits(product)[0].appended == {"a": "A", "b": "B"}
