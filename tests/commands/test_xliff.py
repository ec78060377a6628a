"""catalog xliff as it is used: out, through a translator's hands, and in."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.commands.conftest import Run

HEADER = ["sku", "title", "body"]
SOURCE = [
    ["007", "Red mug", "<p>A <b>big</b> mug &amp; more.</p><p>See https://a.example/x.</p>"],
    ["NA", "Blue cup", "<p>One. Two.</p>"],
    ["a3", "Red mug", ""],
]
TARGET = [
    ["007", "Caneca vermelha", "<p>Uma caneca <b>grande</b> &amp; mais.</p><p>Veja https://a.example/x.</p>"],
    ["NA", "Copo azul", "<p>Um e dois.</p>"],
    ["a3", "Caneca vermelha", ""],
]


@pytest.fixture
def shop(folder: Path) -> Path:
    write(folder / "source.csv", SOURCE)
    write(folder / "target.csv", TARGET)
    return folder


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([HEADER, *rows])


def rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def worked_on(path: Path, *changes: tuple[str, str]) -> None:
    """Change a file as a translator's program does."""
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def version_of(number: str) -> tuple[str, ...]:
    return ("--version", number, "-o", "shop.xlf", "--force")


VERSIONS = pytest.mark.parametrize("version", ["1.2", "2.1"])


@VERSIONS
def test_what_comes_back_as_it_went_changes_nothing(shop: Path, run: Run, version: str) -> None:
    assert run("xliff", "export", "source.csv", "target.csv", "--to", "pt-BR", *version_of(version)).code == 0
    before = (shop / "target.csv").read_bytes()
    ended = run("xliff", "import", "shop.xlf", "source.csv", "target.csv")
    assert (ended.code, (shop / "target.csv").read_bytes()) == (0, before), ended.err
    assert "0 cells changed in target.csv" in ended.err


@VERSIONS
def test_a_corrected_segment_changes_its_cell_alone(shop: Path, run: Run, version: str) -> None:
    run("xliff", "export", "source.csv", "target.csv", "--to", "pt-BR", *version_of(version))
    worked_on(shop / "shop.xlf", ("Uma caneca ", "Uma xícara "), ("Um e dois.", "Um &lt; dois."))
    ended = run("xliff", "import", "shop.xlf", "source.csv", "target.csv")
    assert ended.code == 0, ended.err
    found = rows(shop / "target.csv")
    assert found[0] == [*TARGET[0][:2], TARGET[0][2].replace("Uma caneca", "Uma xícara")]
    assert found[1] == ["NA", "Copo azul", "<p>Um < dois.</p>"]  # of a whole cell the markup is the translator's
    assert found[2] == TARGET[2]
    assert "2 texts in the memory as a person's" in ended.err
    assert run("verify", "source.csv", "target.csv", "--to", "pt-BR").code == 0


@VERSIONS
def test_a_catalog_without_a_translation(shop: Path, run: Run, version: str) -> None:
    assert run("xliff", "export", "source.csv", "--to", "pt-BR", *version_of(version)).code == 0
    target = '<target state="translated">{}</target>' if version == "1.2" else "<target>{}</target>"
    text = (shop / "shop.xlf").read_text(encoding="utf-8")
    text = text.replace("<source>Red mug</source>", f"<source>Red mug</source>{target.format('Caneca')}")
    if version == "2.1":
        text = re.sub(r'state="initial"(><source>Red mug)', r'state="final"\1', text)
    (shop / "shop.xlf").write_text(text, encoding="utf-8")
    ended = run("xliff", "import", "shop.xlf", "source.csv", "-o", "new.csv")
    assert ended.code == 0, ended.err
    assert [row[1] for row in rows(shop / "new.csv")] == ["Caneca", "Blue cup", "Caneca"]
    assert rows(shop / "source.csv") == SOURCE


def test_into_columns_of_their_own(shop: Path, run: Run) -> None:
    run("xliff", "export", "source.csv", "--to", "pt-BR", *version_of("1.2"))
    worked_on(shop / "shop.xlf", ("<source>Blue cup</source>", "<source>Blue cup</source><target>Copo azul</target>"))
    ended = run("xliff", "import", "shop.xlf", "source.csv", "--layout", "columns", "-o", "new.csv")
    assert ended.code == 0, ended.err
    assert (shop / "new.csv").read_text(encoding="utf-8").splitlines()[0] == "sku,title,body,title:pt-BR,body:pt-BR"
    assert [row[3] for row in rows(shop / "new.csv")] == ["", "Copo azul", ""]


@VERSIONS
@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (r"<(bpt|pc)[^>]*>(?:&lt;b&gt;</bpt>)?grande(<ept[^>]*>&lt;/b&gt;</ept>|</pc>)", "grande", "it lost <b>"),
        (r"grande", '<ph id="9"/>grande', "which was not sent"),
        (r"<source>A ", "<source>An ", "its source was changed since it was sent"),
        (r"(<target[^>]*>)Veja (?:<mrk[^>]*>)?https://a.example/x(?:</mrk>)?\.", r"\1 ", "a translation is empty"),
    ],
)
def test_what_cannot_be_used_is_told_and_changes_nothing(
    shop: Path, run: Run, version: str, before: str, after: str, why: str
) -> None:
    run("xliff", "export", "source.csv", "target.csv", "--to", "pt-BR", *version_of(version))
    text = (shop / "shop.xlf").read_text(encoding="utf-8")
    changed, count = re.subn(before, after, text)
    assert count == 1
    (shop / "shop.xlf").write_text(changed, encoding="utf-8")
    ended = run("xliff", "import", "shop.xlf", "source.csv", "target.csv")
    assert ended.code == 1
    assert why in ended.out
    assert re.search(r"shop\.xlf, row \d+: not used", ended.out)
    assert rows(shop / "target.csv") == TARGET


def test_a_source_that_changed_meanwhile(shop: Path, run: Run) -> None:
    run("xliff", "export", "source.csv", "target.csv", "--to", "pt-BR", *version_of("2.1"))
    worked_on(shop / "shop.xlf", ("Copo azul", "Xícara azul"))
    write(shop / "source.csv", [SOURCE[0], ["NA", "Dark blue cup", SOURCE[1][2]], SOURCE[2]])
    ended = run("xliff", "import", "shop.xlf", "source.csv", "target.csv", "--json")
    assert ended.code == 1
    (kept,) = json.loads(ended.out)["kept"]
    assert "its source was changed since it was sent" in kept["text"]
    assert rows(shop / "target.csv") == TARGET


def test_notes_say_what_a_translator_should_know(shop: Path, run: Run) -> None:
    (shop / "terms.csv").write_text("source,target\nmug,caneca\n", encoding="utf-8")
    write(shop / "target.csv", [["007", "Copo  vermelho", TARGET[0][2]], *TARGET[1:]])
    call = ("xliff", "export", "source.csv", "target.csv", "--to", "pt-BR", "--glossary", "terms.csv")
    assert run(*call, "--marketplace", "ebay", "--open-only", *version_of("2.1")).code == 0
    text = (shop / "shop.xlf").read_text(encoding="utf-8")
    assert re.search(r"<note category=\"term\"[^>]*>mug: caneca", text)
    assert 'category="limit" priority="3">At most 80 characters for the whole cell.' in text
    assert 'category="finding"' in text
    assert "Copo azul" not in text  # nothing is to be done there


@VERSIONS
def test_what_people_made_of_similar_texts_goes_along_and_back_unread(shop: Path, run: Run, version: str) -> None:
    (shop / "memory.csv").write_text("en,pt-BR\nBlue cup.,Copo anil.\nRed mug,Caneca\n", encoding="utf-8")
    assert run("memory", "import", "memory.csv", "--to", "pt-BR", "--from", "en").code == 0
    write(shop / "target.csv", [TARGET[0], ["NA", "", TARGET[1][2]], TARGET[2]])
    call = ("xliff", "export", "source.csv", "target.csv", "--to", "pt-BR", *version_of(version))
    assert run(*call).code == 0
    text = (shop / "shop.xlf").read_text(encoding="utf-8")
    quality = "match-quality" if version == "1.2" else "matchQuality"
    assert re.findall(rf'{quality}="(\d+)"', text) == ["78"]  # of the one cell that needs a translation
    assert "<source>Blue cup.</source><target>Copo anil.</target>" in text
    before = (shop / "target.csv").read_bytes()
    ended = run("xliff", "import", "shop.xlf", "source.csv", "target.csv")
    assert (ended.code, (shop / "target.csv").read_bytes()) == (0, before), ended.err
    assert run(*call, "--no-memory").code == 0
    assert "Copo anil." not in (shop / "shop.xlf").read_text(encoding="utf-8")


def test_what_the_code_page_of_the_translation_cannot_hold(shop: Path, run: Run) -> None:
    text = (shop / "target.csv").read_text(encoding="utf-8").replace("Copo azul", "Copo de maçã")
    (shop / "target.csv").write_text(text, encoding="cp1252")
    options = ("--to", "pt-BR", "--encoding", "cp1252")
    assert run("xliff", "export", "source.csv", "target.csv", *options, *version_of("2.1")).code == 0
    worked_on(shop / "shop.xlf", ("Copo de maçã", "Copo de Łódź"))
    refused = run("xliff", "import", "shop.xlf", "source.csv", "target.csv")
    assert (refused.code, "--output-encoding utf-8" in refused.err) == (3, True), refused.err
    done = run("xliff", "import", "shop.xlf", "source.csv", "target.csv", "--output-encoding", "utf-8")
    assert done.code == 0, done.err
    assert (shop / "target.csv").read_text(encoding="utf-8") == text.replace("Copo de maçã", "Copo de Łódź")


def test_through_pipes(shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = run("xliff", "export", "source.csv", "target.csv", "--to", "pt-BR", "-o", "-")
    assert (out.code, out.out.count("<unit "), "standard output" in out.err) == (0, 5, True), out.err
    back = out.raw.replace(b"Copo azul", b"Copo anil").replace(b"Blue cup", b"Blue cup?")
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(back)))
    kept = run("xliff", "import", "-", "source.csv", "target.csv", "-o", "-")
    assert (kept.code, kept.raw) == (1, (shop / "target.csv").read_bytes())  # its source is another
    assert "not used" in kept.err
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(back.replace(b"Blue cup?", b"Blue cup"))))
    done = run("xliff", "import", "-", "source.csv", "target.csv", "-o", "-")
    assert done.raw.decode() == (shop / "target.csv").read_text(encoding="utf-8").replace("Copo azul", "Copo anil")
    assert (done.code, "1 cell changed in standard output" in done.err) == (0, True), done.err
    assert not (shop / "-").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("export", "source.csv", "--to", "pt-BR", "-o", "-", "--json"), 2, "name a file"),
        (("import", "none.xlf", "source.csv", "-o", "-", "--json"), 2, "name a file"),
        (("export", "source.csv"), 2, "--to pt-BR"),
        (("export", "source.csv", "--to", "pt-BR", "--version", "3"), 2, 'no version "3"'),
        (("export", "source.csv", "--to", "pt-BR", "-o", "source.csv"), 3, "is the input"),
        (("export", "source.csv", "--to", "pt-BR", "-o", "target.csv"), 3, "is there already"),
        (("import", "none.xlf", "source.csv", "target.csv"), 3, "none.xlf: is not there"),
        (("import", "source.csv", "source.csv", "target.csv"), 3, "not well-formed"),
        (("import", "source.csv", "source.csv"), 2, "-o localized.csv"),
    ],
)
def test_what_cannot_be_done_is_said(shop: Path, run: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    ended = run("xliff", *arguments)
    assert (ended.code, message in ended.err) == (code, True), ended.err


@VERSIONS
def test_a_translation_may_have_tags_of_its_own(shop: Path, run: Run, version: str) -> None:
    own = [
        [TARGET[0][0], TARGET[0][1], "<p>Uma caneca <i>grande</i><br><u></u> &amp; mais.</p><p>Veja isto.</p>"],
        *TARGET[1:],
    ]
    write(shop / "target.csv", own)
    assert run("xliff", "export", "source.csv", "target.csv", "--to", "pt-BR", *version_of(version)).code == 0
    before = (shop / "target.csv").read_bytes()
    ended = run("xliff", "import", "shop.xlf", "source.csv", "target.csv")
    assert (ended.code, (shop / "target.csv").read_bytes()) == (0, before)
    worked_on(shop / "shop.xlf", ("grande", "enorme"))
    assert run("xliff", "import", "shop.xlf", "source.csv", "target.csv").code == 0
    assert rows(shop / "target.csv")[0][2] == own[0][2].replace("grande", "enorme")


@VERSIONS
def test_what_xml_cannot_hold_comes_back(folder: Path, run: Run, version: str) -> None:
    record = {"id": "1", "title": "Red \ud83d mug", "body": '<p title="\udc00">5 \u0001 l.</p>'}
    (folder / "source.jsonl").write_text(json.dumps(record))
    made = json.dumps({**record, "title": "Caneca \udc00", "body": '<p title="\ud800\u0007">7 \u0002 l.</p>'})
    (folder / "target.jsonl").write_text(made)
    files = ("source.jsonl", "target.jsonl")
    assert run("xliff", "export", *files, "--to", "pt-BR", *version_of(version)).code == 0
    assert run("xliff", "import", "shop.xlf", *files).code == 0
    assert (folder / "target.jsonl").read_text() == made
