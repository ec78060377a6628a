"""catalog memory: what comes in is used, what goes out is there, and what is wrong is told in a sentence."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en-US"/><body>
<tu><tuv xml:lang="EN-US"><seg>It holds 12 L of water.</seg></tuv><tuv xml:lang="PT-BR"><seg>Leva 12 L.</seg></tuv></tu>
<tu><tuv xml:lang="EN-US"><seg>A <bpt i="1">&lt;b&gt;</bpt>strong<ept i="1">&lt;/b&gt;</ept> strap.</seg></tuv>
<tuv xml:lang="pt"><seg>Uma alça <bpt i="1">&lt;b&gt;</bpt>forte<ept i="1">&lt;/b&gt;</ept>.</seg></tuv></tu>
<tu><tuv xml:lang="EN-US"><seg>Three pockets, two straps</seg></tuv>
<tuv xml:lang="pt-BR"><seg>Três e duas</seg></tuv></tu>
<tu><tuv xml:lang="EN-US"><seg>It holds</seg></tuv><tuv xml:lang="pt-PT"><seg>x</seg></tuv></tu></body></tmx>"""
CATALOG = """Handle,Title,Body (HTML)
a,Three pockets and two straps,<p>It holds 14 L of water. A <strong>strong</strong> strap.</p>
b,"Three pockets, two straps",<p>It holds 12 L of water. It is red.</p>
"""
ECHO = ("--to", "pt-BR", "--model", "echo")


@pytest.fixture
def files(folder: Path) -> Path:
    (folder / "a.tmx").write_text(TMX, encoding="utf-8")
    (folder / "shop.csv").write_text(CATALOG, encoding="utf-8")
    return folder


def body_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[1:]


def test_an_import_is_used_at_once(run: Run, files: Path) -> None:
    first = run("localize", "shop.csv", *ECHO, "-o", "out.csv")
    assert (first.code, "Três" in (files / "out.csv").read_text(encoding="utf-8")) == (0, False)
    ended = run("memory", "import", "a.tmx", "--to", "pt-BR")
    assert ended.code == 0
    assert "4 units, 3 imported, 1 skipped" in ended.err
    assert "no text in pt-BR: 1" in ended.err
    assert run("localize", "shop.csv", *ECHO, "-o", "out.csv").code == 0
    one, other = body_of(files / "out.csv")
    assert "Uma alça <strong>forte</strong>." in one
    assert "14 L" in one
    assert "Leva 12 L. " in other
    assert ",Três e duas," in other or ',"Três e duas",' in other


def test_fuzzy_matches_are_used_from_a_percentage(run: Run, files: Path) -> None:
    run("memory", "import", "a.tmx", "--to", "pt-BR")
    ended = run("localize", "shop.csv", *ECHO, "-o", "out.csv", "--fuzzy-from", "99")
    assert ended.code == 0
    assert "Leva 14 L." in body_of(files / "out.csv")[0]
    assert "with its numbers: read it over" in ended.err
    run("localize", "shop.csv", *ECHO, "-o", "exact.csv")
    assert "Leva 14 L." not in body_of(files / "exact.csv")[0]
    assert run("localize", "shop.csv", *ECHO, "-o", "exact.csv", "--fuzzy-from", "20").code == 2


def test_a_match_with_other_numbers_in_words_is_not_used(run: Run, folder: Path) -> None:
    (folder / "pairs.csv").write_text("source,target\nBlue bag with two pockets,Bolsa com dois bolsos\n")
    (folder / "shop.csv").write_text("Handle,Title\na,Blue bag with three pockets\nb,Blue bags with two pockets\n")
    assert run("memory", "import", "pairs.csv", "--to", "pt-BR").code == 0
    run("localize", "shop.csv", *ECHO, "-o", "out.csv", "--fuzzy-from", "75")
    one, other = body_of(folder / "out.csv")
    assert "Bolsa" not in one
    assert other == "b,Bolsa com dois bolsos"


def test_a_match_of_another_measure_is_not_used(run: Run, folder: Path) -> None:
    (folder / "pairs.csv").write_text('source,target\n"Set of 4 mugs, 350 ml","Jogo de 4 canecas, 350 ml"\n')
    (folder / "shop.csv").write_text('Handle,Title\na,"Set of 4 mugs, 350 g"\nb,"Sets of 4 mugs, 350 ml"\n')
    assert run("memory", "import", "pairs.csv", "--to", "pt-BR").code == 0
    assert run("localize", "shop.csv", *ECHO, "-o", "out.csv", "--fuzzy-from", "75").code == 0
    one, other = body_of(folder / "out.csv")
    assert ("Jogo" in one, "350 g" in one, "Jogo" in other) == (False, True, True)


def test_a_term_is_wanted_of_a_match_too(run: Run, folder: Path) -> None:
    (folder / "pairs.csv").write_text("source,target\nThe blue bag has a strap,A bolsa azul tem uma cinta\n")
    (folder / "shop.csv").write_text("Handle,Title\na,The blue bag had a strap\n")
    (folder / "terms.csv").write_text("source,target\nstrap,alça\n", encoding="utf-8")
    run("memory", "import", "pairs.csv", "--to", "pt-BR")
    run("localize", "shop.csv", *ECHO, "-o", "free.csv", "--fuzzy-from", "80")
    run("localize", "shop.csv", *ECHO, "-o", "held.csv", "--fuzzy-from", "80", "--glossary", "terms.csv")
    assert ("cinta" in body_of(folder / "free.csv")[0], "cinta" in body_of(folder / "held.csv")[0]) == (True, False)


def test_a_text_of_an_import_is_no_markup_in_a_cell_of_html(run: Run, folder: Path) -> None:
    (folder / "pairs.csv").write_text("source,target\nSoft and warm,<script>alert(1)</script> & macio\n")
    (folder / "shop.csv").write_text("Handle,Title,Body (HTML)\na,Bag,<p>Soft and warm</p>\nb,Bag,Soft and warm\n")
    run("memory", "import", "pairs.csv", "--to", "pt-BR")
    run("localize", "shop.csv", *ECHO, "-o", "out.csv")
    assert "<script" not in (folder / "out.csv").read_text(encoding="utf-8")


def test_out_and_in_again(run: Run, files: Path) -> None:
    run("memory", "import", "a.tmx", "--to", "pt-BR")
    ended = run("memory", "export", "-o", "out.tmx.gz", "--json")
    assert (ended.code, json.loads(ended.out)["translations"]) == (0, 3)
    assert b"<bpt" in gzip.decompress((files / "out.tmx.gz").read_bytes())
    again = run("memory", "import", "out.tmx.gz", "--to", "pt-BR", "--memory", "other.sqlite", "--json")
    assert json.loads(again.out)["imports"][0]["imported"] == 3
    assert run("memory", "export", "-o", "out.jsonl", "--memory", "other.sqlite").code == 0
    lines = (files / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["target"] for line in lines] == ["Leva 12 L.", "Uma alça forte.", "Três e duas"]
    assert run("memory", "export", "-o", "out.jsonl").code == 2  # it is there
    assert run("memory", "export", "-o", "out.jsonl", "-f", "--to", "de").code == 0
    assert (files / "out.jsonl").read_bytes() == b""


def test_an_edit_of_a_cell_goes_out_with_its_role(run: Run, files: Path) -> None:
    run("localize", "shop.csv", *ECHO, "-o", "out.csv")
    text = (files / "out.csv").read_text(encoding="utf-8")
    line = text.splitlines()[2]
    edited = line.replace(line.split("<p>")[1], "Meu <b>texto</b>&nbsp;!</p>")
    (files / "out.csv").write_text(text.replace(line, edited), encoding="utf-8")
    assert run("localize", "shop.csv", *ECHO, "-o", "out.csv", "--force").code == 0
    assert run("memory", "export", "-o", "out.tmx").code == 0
    written = (files / "out.tmx").read_text(encoding="utf-8")
    assert '<prop type="x-catalog-role">html</prop>' in written
    assert "&lt;b&gt;</bpt>texto<ept" in written


def test_conflicts_and_columns_by_locale(run: Run, folder: Path) -> None:
    (folder / "t.csv").write_text("en,pt-BR,de\nRed,Vermelha,Rot\nRed,Vermelho,Rot\n", encoding="utf-8")
    ended = run("memory", "import", "t.csv", "--to", "pt-BR", "--to", "de", "--json")
    first, second = json.loads(ended.out)["imports"]
    assert (first["imported"], first["conflicting"], second["imported"], second["duplicates"]) == (1, 1, 1, 1)
    assert first["conflicts"] == [{"row": 3, "source": "Red", "used": "Vermelho", "other": "Vermelha"}]


def test_stats_and_prune(run: Run, files: Path) -> None:
    run("localize", "shop.csv", *ECHO, "-o", "out.csv")
    run("memory", "import", "a.tmx", "--to", "pt-BR")
    made = {
        one["made_by"].partition("@")[0]: one["entries"]
        for one in json.loads(run("memory", "stats", "--json").out)["made_by"]
    }
    assert made["import"] == 3
    model = next(name for name in made if name != "import")
    told = run("memory", "prune", "--model", model, "--dry-run", "--json")
    assert json.loads(told.out)["entries"] == made[model]
    assert run("memory", "prune", "--older-than", "0").code == 0
    stats = json.loads(run("memory", "stats", "--json").out)
    assert [(one["made_by"], one["entries"]) for one in stats["made_by"]] == [("import", 3)]
    run("memory", "prune", "--older-than", "0", "--human")
    assert json.loads(run("memory", "stats", "--json").out)["entries"] == 0


WRONG = [
    (("memory", "import", "a.tmx"), 2, "--to"),
    (("memory", "import", "none.tmx", "--to", "pt-BR"), 3, "none.tmx: cannot be read"),
    (("memory", "import", "plain.json", "--to", "pt-BR"), 2, ".tmx, .csv"),
    (("memory", "import", "bad.tmx", "--to", "pt-BR"), 3, "bad.tmx, row 2: is not well-formed XML"),
    (("memory", "import", "plain.csv", "--to", "pt-BR"), 3, 'no column "source"'),
    (("memory", "export", "-o", "out.xml"), 2, ".tmx, .jsonl"),
    (("memory", "prune"), 2, "--older-than"),
    (("memory", "prune", "--unused", "1"), 2, "7"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_told(run: Run, files: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    (files / "bad.tmx").write_text('<tmx version="1.4"><header srclang="en"/><body>\n<tu></body></tmx>')
    ended = run(*arguments)
    assert (ended.code, told in ended.err) == (code, True), ended.err
    assert not (files / ".catalog").exists() or arguments[1] != "export"
