"""catalog localize with glossaries, names that are kept, and the ledger: as a merchant meets them."""

from __future__ import annotations

import csv
import json
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run, Start

TO = ("--to", "pt-BR")
ECHO = (*TO, "--model", "echo")
Row = dict[str, Any]


def write(folder: Path, name: str, *lines: str) -> str:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


def titles(folder: Path, *texts: str, name: str = "a.csv") -> str:
    return table(folder, [("sku", "title"), *((f"A{i}", text) for i, text in enumerate(texts))], name)


def table(folder: Path, rows: Sequence[Sequence[str]], name: str = "a.csv") -> str:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return name


def cells(path: Path, column: str = "title") -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def entries(path: Path) -> list[Row]:
    """Return the lines of a ledger that are about terms."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["kind"] == "term"]


def how(name: str) -> str:
    """Return how a term came in, which of the ways into a draft it was left open."""
    return "placed" if name in ("n-best", "inserted", "spliced") else name


def term_totals(result: Row) -> tuple[float, dict[str, int]]:
    """Return what a result says of terms: the share that is held, and how often each way."""
    hows: dict[str, int] = {}
    for row in result["ledger"]:
        if row["kind"] == "term":
            hows[how(row["how"])] = hows.get(how(row["how"]), 0) + row["count"]
    return result["term_adherence"], hows


def told(path: Path) -> list[tuple[object, ...]]:
    return [(row["row"], row["column"], row["source"], row["target"], how(row["how"])) for row in entries(path)]


@pytest.fixture
def shop(run: Run, folder: Path) -> Callable[..., list[str]]:
    """The titles that a run with the echo engine writes."""

    def call(*options: str, texts: Sequence[str] = ("Tote bag",)) -> list[str]:
        ended = run("localize", titles(folder, *texts), *ECHO, "--no-memory", "-f", "-o", "out.csv", *options)
        assert ended.code == 0, ended.err
        return cells(folder / "out.csv")

    return call


# --- where terms come from


FORMS = [
    ("terms.csv", b"source,target\ntote bag,sacola\n"),
    ("terms.tsv", b"source\ttarget\ntote bag\tsacola\n"),
    ("terms.csv", 'source;target;;\r\n"tote\r\n bag";sacola ;;\r\n'.encode("utf-8-sig")),
    ("terms.csv", "source\ttarget\r\ntote bag\tsacola\r\n".encode("utf-16")),
]


@pytest.mark.parametrize(("name", "data"), FORMS)
def test_a_glossary_of_ones_own(shop: Callable[..., list[str]], folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    assert shop("--glossary", name) == ["Sacola"]


def test_a_glossary_in_tbx(shop: Callable[..., list[str]], run: Run, folder: Path) -> None:
    write(folder, "terms.csv", "source,target", "tote bag,sacola")
    assert run("glossary", "convert", "terms.csv", "terms.tbx", *TO).code == 0
    assert shop("--glossary", "terms.tbx") == ["Sacola"]


def test_later_glossaries_win(shop: Callable[..., list[str]], folder: Path) -> None:
    write(folder, "one.csv", "source,target", "tote bag,sacola", "mug,caneca")
    write(folder, "two.csv", "source,target", "Tote Bag,ecobag")
    texts = ("Tote bag", "Mug")
    assert shop("--glossary", "one.csv", "--glossary", "two.csv", texts=texts) == ["Ecobag", "Caneca"]
    assert shop("--glossary", "two.csv", "--glossary", "one.csv", texts=texts) == ["Sacola", "Caneca"]
    assert shop("--glossary", "apparel", texts=("Crew neck",)) == ["Gola careca"]


def test_settings_and_the_environment_name_them_too(
    shop: Callable[..., list[str]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "one.csv", "source,target", "tote bag,sacola")
    write(folder, "two.csv", "source,target", "tote bag,ecobag")
    write(folder, "names.txt", "AirFlow 3")
    write(folder, "catalog.toml", 'glossary = ["one.csv"]', 'do_not_translate = "names.txt"')
    texts = ("Tote bag", "The AirFlow 3 mug")
    assert shop(texts=texts) == ["Sacola", "Thé AirFlow 3 múg"]
    monkeypatch.setenv("CATALOG_GLOSSARY", "one.csv, two.csv")
    assert shop(texts=texts)[0] == "Ecobag"
    assert shop("--glossary", "one.csv")[0] == "Sacola"  # the flag's word is the last


WRONG = [
    (("--glossary", "aparel"), 2, 'There is no starter glossary "aparel" for en -> pt-BR. There are: apparel, beauty'),
    (("--glossary", "nope.csv"), 3, "nope.csv: does not exist."),
    (("--glossary", "."), 2, ". is a folder. Name each of the files in it"),
    (("--glossary", "terms.xlsx"), 2, 'terms.xlsx: the ending ".xlsx" is not one of a glossary.'),
    (("--glossary", ""), 2, '--glossary must be a text or a list of texts, not "".'),
    (("--glossary", "empty.csv"), 3, "empty.csv: is empty. Write a first row with the columns: source, target."),
    (("--glossary", "columns.csv"), 3, 'columns.csv, row 1: has no header: its first row is "English", "Portuguese".'),
    (("--glossary", "twice.csv"), 3, 'twice.csv, row 3, column "target": "Bag" is "sacola" here and "bolsa" in row 2.'),
    (("--glossary", "latin.csv"), 3, "latin.csv, row 2: is not UTF-8 (byte 0xE3). Save it as UTF-8"),
    (("--glossary", "open.csv"), 3, 'open.csv, row 2: has a cell with a " at its beginning and none at its end.'),
    (("--glossary", "book.csv"), 3, 'book.csv: is a workbook or an archive, not text. Save it as "CSV UTF-8"'),
    (("--do-not-translate", "Nike"), 3, "Nike: does not exist. Check the name of the file. The names themselves stand"),
    (("--do-not-translate", "nope.txt"), 3, "nope.txt: does not exist."),
    (("--do-not-translate", "names.csv"), 3, 'names.csv, row 1: has no column "source".'),
    (("--min-term-adherence", "1.01"), 2, "--min-term-adherence must be a number from 0 to 1, such as 0.98, not 1.01."),
    (("--min-term-adherence", "-0.1"), 2, "--min-term-adherence must be a number from 0 to 1"),
    (("--min-term-adherence", "nan"), 2, "--min-term-adherence must be a number from 0 to 1"),
    (("--glossary", "good.csv", "--ledger", "good.csv"), 2, "--ledger good.csv is an input, which would be lost."),
    (("--ledger", "-"), 2, "--ledger names a file, and - is none."),
    (("--ledger", "no/such/folder/l.jsonl"), 0, ""),
    (("--brand", "Desinger"), 2, 'There is no column "Desinger".'),
]


@pytest.mark.parametrize(("options", "code", "message"), WRONG)
def test_what_is_wrong_is_one_sentence_and_writes_nothing(
    run: Run, folder: Path, options: tuple[str, ...], code: int, message: str
) -> None:
    titles(folder, "Tote bag")
    (folder / "empty.csv").touch()
    write(folder, "good.csv", "source,target", "bag,bolsa")
    write(folder, "columns.csv", "English,Portuguese", "bag,bolsa")
    write(folder, "twice.csv", "source,target", "bag,bolsa", "Bag,sacola")
    (folder / "latin.csv").write_bytes("source,target\ncotton,algodão\n".encode("cp1252"))
    write(folder, "open.csv", "source,target", '"bag,bolsa')
    (folder / "book.csv").write_bytes(b"PK\x03\x04\x14\x00")
    write(folder, "names.csv", "Nike")
    ended = run("localize", "a.csv", *ECHO, "--no-memory", "-o", "out.csv", *options)
    assert ended.code == code, ended.err
    assert message in ended.err
    assert len(ended.err.splitlines()) == 1 or not code
    assert (folder / "out.csv").exists() is (code == 0)
    assert (folder / "good.csv").read_text(encoding="utf-8") == "source,target\nbag,bolsa\n"


@pytest.mark.parametrize("target", ["袋子", "bolsa 🎒"])
def test_the_embedded_model_says_what_it_cannot_write(run: Run, folder: Path, target: str) -> None:
    titles(folder, "Tote bag")
    write(folder, "terms.csv", "source,target", f"bag,{target}")
    ended = run("localize", "a.csv", *TO, "--no-memory", "-o", "out.csv", "--glossary", "terms.csv")
    assert ended.code == 3
    assert 'terms.csv, row 2, column "target": the model en-pt-BR' in ended.err
    assert f'cannot write "{target}". Choose another target' in ended.err


def test_a_starter_of_another_variety_is_refused(run: Run, folder: Path) -> None:
    titles(folder, "Tote bag")
    ended = run("localize", "a.csv", "--to", "pt-PT", "--model", "echo", "--no-memory", "--glossary", "apparel")
    assert (ended.code, ended.out) == (2, "")
    assert "There are some for: en -> pt-BR. Name a file of your own, such as terms.csv." in ended.err


@pytest.mark.parametrize("name", ["terms.csv", "names.txt"])
def test_without_an_entry_nothing_is_found_and_that_is_said(run: Run, folder: Path, name: str) -> None:
    titles(folder, "Tote bag")
    write(folder, "terms.csv", "source,target")
    write(folder, "names.txt", "# none yet")
    option = "--glossary" if name == "terms.csv" else "--do-not-translate"
    ended = run("localize", "a.csv", *ECHO, "--no-memory", "-o", "out.csv", option, name, "--min-term-adherence", "1")
    assert ended.code == 0
    assert "no term of the glossary and no name to keep is in the text" in ended.err


# --- where terms stand


def test_terms_stand_in_every_kind_of_cell(run: Run, folder: Path) -> None:
    rows = [
        ("sku", "title", "description", "color", "tags"),
        ("1", "Red tote bag", "<p>A <b>tote bag</b> of organic cotton.</p>", "Red", "tote bag, red, mug"),
        ("2", "RED TOTE BAG", "Two tote bags.\nOne tote-bag.", "Red / Blue", "tote bags"),
        ("3", "Red", "Redder than red", "red", ""),
    ]
    table(folder, rows)
    write(folder, "terms.csv", "source,target,gender", "tote bag,ecobag,f", "red,cereja,", "organic cotton,algodão,m")
    ended = run("localize", "a.csv", *ECHO, "--no-memory", "-o", "out.csv", "--glossary", "terms.csv", "--ledger", "l")
    assert ended.code == 0
    out = folder / "out.csv"
    assert cells(out, "color") == ["Cereja", "Cereja / Blúé", "cereja"]  # one value, one translation
    assert cells(out, "tags") == ["ecobag, cereja, múg", "ecobags", ""]
    assert cells(out, "description")[0] == "<p>A <b>ecobag</b> óf algodão.</p>"
    assert cells(out, "description")[1] == "Twó ecobags.\nÓñé ecobag."
    assert cells(out, "title")[1].startswith("CEREJA ECOBAG")
    assert {row["outcome"] for row in entries(folder / "l")} == {"kept"}
    assert {row["how"] for row in entries(folder / "l")} <= {"inserted", "spliced"}


def test_terms_next_to_tags(run: Run, folder: Path) -> None:
    """The tag goes where the term went, whether it is around all of it, more than it, or its head."""
    texts = {
        "<p>Soft <b>crew neck</b> tee.</p>": "<p>Sóft <b>gola careca</b> téé.</p>",
        "<p>A <a href='x'>tote bag</a> for all.</p>": "<p>A <a href='x'>ecobag</a> fór áll.</p>",
        "<p>A tote <b>bag</b> for all.</p>": "<p>A <b>ecobag</b> fór áll.</p>",
        "<b>Crew neck</b>": "<b>Gola careca</b>",
        "<p>Our tote bag<br>is <img alt='tote bag' src='tote-bag.png'>here</p>": (
            "<p>Óúr ecobag<br>ís <img alt='ecobag' src='tote-bag.png'>héré</p>"
        ),
    }
    table(folder, [("sku", "description"), *((str(i), text) for i, text in enumerate(texts))])
    write(folder, "terms.csv", "source,target", "crew neck,gola careca", "tote bag,ecobag")
    ended = run("localize", "a.csv", *ECHO, "--no-memory", "-o", "out.csv", "--glossary", "terms.csv")
    assert ended.code == 0
    assert "6 terms, 6 held (100.0%)" in ended.err
    assert cells(folder / "out.csv", "description") == list(texts.values())


def test_a_term_inside_a_tag_is_held_by_the_embedded_model(run: Run, folder: Path) -> None:
    table(folder, [("sku", "description"), ("1", "<p>Soft <b>crew neck</b> tee in <i>organic cotton</i>.</p>")])
    options = ("--no-memory", "-o", "out.csv", "--glossary", "apparel", "--min-term-adherence", "1")
    assert run("localize", "a.csv", *TO, *options).code == 0
    [text] = cells(folder / "out.csv", "description")
    assert "<b>gola careca</b>" in text
    assert "<i>algodão orgânico</i>" in text


def test_terms_in_json(run: Run, folder: Path) -> None:
    (folder / "a.json").write_text('[{"sku":1,"title":"Tote bag","tags":["tote bag"],"price":1.50}]')
    write(folder, "terms.csv", "source,target", "tote bag,ecobag")
    ended = run("localize", "a.json", *ECHO, "--no-memory", "--glossary", "terms.csv", "-q")
    assert json.loads(ended.out)[0]["title"] == "Ecobag"
    assert '"price":1.50' in ended.out


# --- names that are kept


NAMES = [
    ("The AirFlow 3 mug", "Thé AirFlow 3 múg"),
    ("AirFlow 3 mug", "AirFlow 3 múg"),  # where a title begins
    ("AirFlow 3", "AirFlow 3"),
    ("AIRFLOW 3 MUG", "AIRFLOW 3 MÚG"),  # all in capitals: so is the name, and it is still one
    ("Soft Mesh Apple Case In Red", "Sóft mésh Apple çásé íñ réd"),  # all words in capitals: lower-cased before
    ("An apple for Apple", "Áñ ápplé fór Apple"),  # a word that is written as the name is not is a word
    ("AirFlow 3s and AirFlow 30", "ÁírFlów 3s áñd ÁírFlów 30"),
    ("<p>A <b>AirFlow 3</b>, by <i>Apple</i>'s</p>", "<p>A <b>AirFlow 3</b>, by <i>Apple</i>'s</p>"),
]


def test_names_that_are_kept(run: Run, folder: Path) -> None:
    write(folder, "names.txt", "AirFlow 3", "Apple")
    table(folder, [("sku", "title"), *((str(i), text) for i, (text, _) in enumerate(NAMES))])
    options = ("--no-memory", "-o", "out.csv", "--do-not-translate", "names.txt", "--ledger", "ledger.jsonl")
    ended = run("localize", "a.csv", *ECHO, *options)
    assert ended.code == 0
    found = cells(folder / "out.csv")
    for (text, expected), written in zip(NAMES, found, strict=True):
        names = [name for name in ("AirFlow 3", "AIRFLOW 3", "Apple") if name in expected]
        assert all(written.count(name) == expected.count(name) for name in names), (text, written)
    assert {row["how"] for row in entries(folder / "ledger.jsonl")} == {"kept"}
    assert [row["source"] for row in entries(folder / "ledger.jsonl") if row["row"] == 5] == ["AIRFLOW 3"]
    assert not [row for row in entries(folder / "ledger.jsonl") if row["row"] == 8]


def test_names_are_kept_by_the_embedded_model(run: Run, folder: Path) -> None:
    titles(folder, "AIRFLOW 3 TOTE BAG", "Apple Pie Dish In Red", "Northpeak")
    write(folder, "names.txt", "AirFlow 3", "Apple", "Northpeak")
    options = ("--no-memory", "-o", "out.csv", "--do-not-translate", "names.txt", "--min-term-adherence", "1")
    ended = run("localize", "a.csv", *TO, *options)
    assert (ended.code, "3 terms, 3 held (100.0%): 3 kept as they are" in ended.err) == (0, True)
    one, two, three = cells(folder / "out.csv")
    assert "AIRFLOW 3" in one
    assert "Apple" in two
    assert three == "Northpeak"


def test_a_column_of_names(run: Run, folder: Path) -> None:
    rows = [
        ("sku", "title", "brand", "designer", "price"),
        ("1", "Mug by Ana Blue for Northpeak", "Northpeak", "Ana Blue", "1"),
        ("2", "Blue mug", "", "", "1"),
    ]
    table(folder, rows)
    options = (*ECHO, "-o", "out.csv", "--ledger", "l.jsonl")
    assert run("localize", "a.csv", *options).code == 0
    assert cells(folder / "out.csv")[0] == "Múg by áñá blúé fór Northpeak"
    assert told(folder / "l.jsonl") == [(2, "title", "Northpeak", "Northpeak", "kept")]
    ended = run("localize", "a.csv", *options[:-2], "--brand", "Designer")
    assert ended.code == 0
    assert "up to date" not in ended.err
    assert cells(folder / "out.csv") == ["Múg by Ana Blue fór Northpeak", "Blúé múg"]
    assert cells(folder / "out.csv", "designer") == ["Ana Blue", ""]


def test_shopify_keeps_its_vendor(run: Run, folder: Path) -> None:
    rows = [
        ("Handle", "Title", "Body (HTML)", "Vendor", "Variant SKU", "Variant Price"),
        ("mug", "Casa Barro Mug", "<p>The <b>Casa Barro</b> mug.</p>", "Casa Barro", "M-1", "3.00"),
        ("mug", "", "", "", "M-2", "3.00"),
    ]
    table(folder, rows)
    ended = run("localize", "a.csv", *ECHO, "--no-memory", "-o", "out.csv", "--ledger", "l.jsonl")
    assert ended.code == 0
    # As it is, and behind what the product is, where Portuguese titles have the maker.
    assert cells(folder / "out.csv", "Title")[0] == "Múg Casa Barro"
    assert cells(folder / "out.csv", "Body (HTML)")[0] == "<p>Thé <b>Casa Barro</b> múg.</p>"
    assert [row[1:3] for row in told(folder / "l.jsonl")] == [("Title", "Casa Barro"), ("Body (HTML)", "Casa Barro")]
    assert "2 terms, 2 held (100.0%): 2 kept as they are" in ended.err


# --- the ledger


@pytest.fixture
def two(folder: Path) -> tuple[str, ...]:
    """Two catalogs with the terms of terms.csv, one of which nothing can place: "mug" is forbidden, and no more."""
    titles(folder, "A tote bag in red", "Tote bag", "Cap", "Tote bag")
    titles(folder, "Blue mug", "A tote bag in green", name="b.csv")
    write(folder, "terms.csv", "source,target,status", "tote bag,ecobag,", "mug,múg,deprecated")
    return ("a.csv", "b.csv", "--glossary", "terms.csv", "--ledger", "l.jsonl")


ALL = [
    (2, "title", "tote bag", "ecobag", "placed"),
    (3, "title", "Tote bag", "Ecobag", "placed"),
    (5, "title", "Tote bag", "Ecobag", "placed"),
    (2, "title", "mug", "múg", "failed"),
    (3, "title", "tote bag", "ecobag", "placed"),
]


def test_the_ledger_has_a_line_a_term_in_the_order_of_the_inputs(run: Run, folder: Path, two: tuple[str, ...]) -> None:
    ended = run("localize", *two, *ECHO, "--to", "pt-PT", "-o", "out/", "--json", "--report", "report.json")
    assert ended.code == 0, ended.err
    rows = entries(folder / "l.jsonl")
    assert [row["target_locale"] for row in rows] == ["pt-BR"] * 5 + ["pt-PT"] * 5
    assert [row["file"] for row in rows[:5]] == ["a.csv"] * 3 + ["b.csv"] * 2
    assert told(folder / "l.jsonl") == ALL * 2
    assert list(rows[0]) == [
        *("file", "target_locale", "row", "product", "variant", "column", "kind", "outcome", "source"),
        *("required", "target", "how", "score_difference"),
    ]
    assert (rows[3]["outcome"], rows[3]["required"], rows[3]["product"]) == ("changed", [], "A0")
    assert 'b.csv:2: [major] The term "mug" is said as "múg", which the glossary forbids. (title)' in ended.err
    for document in (json.loads(ended.out), json.loads((folder / "report.json").read_text(encoding="utf-8"))):
        totals = list(map(term_totals, document["results"][:2]))
        assert totals == [(1.0, {"placed": 3}), (0.5, {"placed": 1, "failed": 1})]


def test_the_ledger_is_the_same_from_the_memory(run: Run, folder: Path, two: tuple[str, ...]) -> None:
    ledger = folder / "l.jsonl"
    assert run("localize", *two, *ECHO, "-o", "out/").code == 0
    first = ledger.read_bytes()
    for options in ((), ("-f",), ("--frozen", "-f")):
        ledger.unlink()
        ended = run("localize", *two, *ECHO, "-o", "out/", *options, "--json")
        assert ended.code == 0, ended.err
        assert ledger.read_bytes() == first
        totals = list(map(term_totals, json.loads(ended.out)["results"]))
        assert totals == [(1.0, {"placed": 3}), (0.5, {"placed": 1, "failed": 1})]
    ended = run("localize", *two[:4], *ECHO, "-o", "out/")  # without a ledger there is nothing to do, and it is told
    assert ended.err.count("up to date") == 2
    assert "2 terms, 1 held (50.0%)" in ended.err


def test_the_ledger_with_standard_output_and_a_limit(run: Run, folder: Path, two: tuple[str, ...]) -> None:
    ended = run("localize", "a.csv", *two[2:], *ECHO, "-o", "-", "--limit", "2", "--no-memory")
    assert ended.out == "sku,title\nA0,Á ecobag íñ réd\nA1,Ecobag\nA2,Cap\nA3,Tote bag\n"
    assert told(folder / "l.jsonl") == ALL[:2]


def test_a_frozen_run_tells_of_what_the_memory_lacks(run: Run, folder: Path, two: tuple[str, ...]) -> None:
    ended = run("localize", "a.csv", *two[2:], *ECHO, "--frozen", "-o", "out.csv", "--fail-on", "never")
    assert ended.code == 1
    assert cells(folder / "out.csv")[0] == "A tote bag in red"
    assert [row["how"] for row in entries(folder / "l.jsonl")] == ["failed"] * 3


def test_a_run_that_fails_leaves_the_ledger_that_was_there(run: Run, folder: Path, two: tuple[str, ...]) -> None:
    write(folder, "l.jsonl", "earlier")
    write(folder, "out.csv", "not ours")
    assert run("localize", "a.csv", *two[2:], *ECHO, "-o", "out.csv").code == 3
    assert (folder / "l.jsonl").read_text() == "earlier\n"


ADHERENCE = [("0", 0), ("0.5", 0), ("0.51", 1), ("1", 1)]


@pytest.mark.parametrize(("share", "code"), ADHERENCE)
def test_too_few_terms_fail_the_run(run: Run, folder: Path, two: tuple[str, ...], share: str, code: int) -> None:
    options = ("b.csv", *two[2:], *ECHO, "-o", "out.csv", "--min-term-adherence", share, "--json")
    for _ in range(2):  # an output that is up to date has not become better
        ended = run("localize", *options)
        assert ended.code == code
        assert ("fewer terms than --min-term-adherence" in ended.err) is bool(code)
        assert json.loads(ended.out)["results"][0]["fails"] is bool(code)
        assert (folder / "out.csv").exists()
    write(folder, "catalog.toml", f"min_term_adherence = {share}")
    assert run("localize", *options[:-3], "-q").code == code


# --- with the memory


def test_another_glossary_translates_its_own_segments_again(run: Run, folder: Path) -> None:
    titles(folder, "A tote bag in red", "Blue mug", "Green cap", "Red hat", "Tote bag")
    write(folder, "terms.csv", "source,target", "tote bag,ecobag", "mug,caneca")
    options = ("localize", "a.csv", *ECHO, "-o", "out.csv", "--glossary", "terms.csv", "--json")

    def made() -> tuple[list[str], dict[str, int], bool]:
        ended = run(*options)
        assert ended.code == 0, ended.err
        [result] = json.loads(ended.out)["results"]
        return cells(folder / "out.csv"), result["origins"], result["is_unchanged"]

    before, origins, _ = made()
    assert origins == {"engine": 5}
    write(folder, "terms.csv", "source,target,note", "mug,caneca,a note", "tote bag,ecobag,")
    assert made()[2]  # the order of entries and their notes are no difference
    write(folder, "terms.csv", "source,target", "tote bag,sacola", "mug,caneca")
    after, origins, is_unchanged = made()
    assert not is_unchanged
    assert origins == {"engine": 2, "memory-exact": 3}
    assert after == ["Á sacola íñ réd", *before[1:4], "Sacola"]
    write(folder, "terms.csv", "source,target", "tote bag,ecobag", "mug,caneca")
    again, origins, _ = made()
    assert (again, origins) == (before, {"memory-exact": 5})  # what was made once is remembered


def test_plan_counts_the_terms(run: Run, folder: Path, two: tuple[str, ...]) -> None:
    ended = run("plan", *two[:4], *ECHO, "--json")
    assert [plan["work"]["terms"] for plan in json.loads(ended.out)] == [3, 2]
    assert "3 terms of the glossary" in run("plan", "a.csv", *two[2:4], *ECHO).out
    assert "glossary" not in run("plan", "a.csv", *ECHO).out


def test_a_killed_run_goes_on_and_loses_nothing(start: Start, run: Run, folder: Path) -> None:
    table(
        folder,
        [
            ("sku", "title"),
            *((f"P{i}", f"A tote bag for {i} things" if i % 25 == 0 else f"Mug {i}") for i in range(2_500)),
        ],
        "big.csv",
    )
    write(folder, "terms.csv", "source,target", "tote bag,ecobag")
    options = ("localize", "big.csv", *ECHO, "-o", "out.csv", "--glossary", "terms.csv", "--ledger", "l.jsonl")
    child = start(*options, "--progress", "json")
    assert child.stderr is not None
    assert json.loads(child.stderr.readline())["event"] == "window"
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=30)
    assert child.returncode == -signal.SIGKILL
    assert not (folder / "out.csv").exists()
    assert not (folder / "l.jsonl").exists()
    ended = run(*options, "--json")
    assert ended.code == 0
    [result] = json.loads(ended.out)["results"]
    assert result["origins"]["memory-exact"] > 0
    assert term_totals(result) == (1.0, {"placed": 100})
    assert len(entries(folder / "l.jsonl")) == 100
    killed, ledger = (folder / "out.csv").read_bytes(), (folder / "l.jsonl").read_bytes()
    assert run(*options, "--no-memory", "-f").code == 0
    assert ((folder / "out.csv").read_bytes(), (folder / "l.jsonl").read_bytes()) == (killed, ledger)


def test_many_terms(shop: Callable[..., list[str]], folder: Path) -> None:
    rows = (f"word{i} bag,palavra{i},noun" for i in range(20_000))
    write(folder, "terms.csv", "source,target,part_of_speech", *rows)
    found = shop("--glossary", "terms.csv", texts=("A word7 bag for all", "Word19999 bags", "word20000 bag"))
    assert found == ["Á palavra7 fór áll", "Palavra19999", "word20000 bág"]
