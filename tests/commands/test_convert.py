"""catalog convert as it is used: what it writes, where, and what it refuses."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")
pytest.importorskip("zstandard")

ENDINGS = ["tsv", "json", "jsonl", "ndjson", "xlsx", "parquet", "csv.gz", "jsonl.zst", "xlsx.gz", "parquet.zst"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_there_and_back(run: Run, folder: Path, ending: str) -> None:
    assert run("convert", "shopify.csv", "-o", "plain2.csv").code == 0
    ended = run("convert", "shopify.csv", "-o", f"out.{ending}")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"shopify.csv -> out.{ending}: 35 rows, 42 columns\n"
    assert run("convert", f"out.{ending}", "-o", "back.csv").code == 0
    assert (folder / "back.csv").read_bytes() == (folder / "plain2.csv").read_bytes()
    assert run("verify", "plain2.csv", "back.csv", "--json").code == 0


def test_through_standard_streams(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = gzip.compress((folder / "plain.csv").read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    ended = run("convert", "-", "--output-format", "jsonl")
    assert ended.code == 0, ended.err
    lines = [json.loads(line) for line in ended.raw.splitlines()]
    first = (folder / "plain.csv").read_text(encoding="utf-8").splitlines()[1]
    assert first.startswith(next(iter(lines[0].values())))
    assert ended.err == f"standard input -> standard output: {len(lines)} rows, {len(lines[0])} columns\n"


def test_json_tells_what_was_written(run: Run, folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"sku": "007", "tags": ["a"]}\n')
    ended = run("convert", "a.jsonl", "-o", "a.csv", "--json", "-q")
    assert json.loads(ended.out) == {
        "input": "a.jsonl",
        "output": "a.csv",
        "format": "csv",
        "rows": 1,
        "columns": ["sku", "tags"],
        "notes": ['"tags": each array is one cell that holds its JSON.'],
    }


def test_options_of_both_sides(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_bytes("sku|title\n1|café, x\n".encode("cp1252"))
    how = ("--input-format", "csv", "--encoding", "cp1252", "--delimiter", "|")
    written = ("--output-format", "csv", "--output-encoding", "utf-16", "--output-delimiter", "tab")
    assert run("convert", "a.txt", *how, "-o", "b.txt", *written).code == 0
    assert (folder / "b.txt").read_bytes() == 'sku\ttitle\n1\t"café, x"\n'.encode("utf-16")


def test_an_output_is_replaced_only_when_told_to_and_only_as_a_whole(run: Run, folder: Path) -> None:
    (folder / "out.jsonl").write_text("mine")
    ended = run("convert", "plain.csv", "-o", "out.jsonl")
    assert (ended.code, ended.out) == (3, "")
    assert "error: out.jsonl: is there already. Choose another -o, or replace it with --force." in ended.err
    (folder / "bad.csv").write_text("sku,title\n1,a\n2\n")
    ended = run("convert", "bad.csv", "-o", "out.jsonl", "--force")
    assert ended.code == 3
    assert "bad.csv, row 3: the row has 1 cell, the header has 2." in ended.err
    assert (folder / "out.jsonl").read_text() == "mine"
    assert run("convert", "plain.csv", "-o", "out.jsonl", "--force").code == 0
    assert (folder / "out.jsonl").read_text() != "mine"
    assert not list(folder.glob(".out*"))


def test_a_device_can_be_written_to(run: Run) -> None:
    assert run("convert", "plain.csv", "-o", "/dev/null", "--output-format", "csv").code == 0


REFUSED = [
    # (arguments, exit code, what is said)
    (("plain.csv",), 2, "Say what to write on standard output with --output-format. Choose one of: csv, tsv,"),
    (("plain.csv", "-o", "a.pdf"), 2, "The ending of a.pdf names nothing that can be written. Add --output-format."),
    (("plain.csv", "-o", "a"), 2, "The ending of a names nothing that can be written"),
    (("plain.csv", "-o", "a.xml"), 2, "The ending of a.xml names nothing that can be written"),
    (("plain.csv", "-o", "a.xlsm"), 2, "The ending of a.xlsm names nothing that can be written"),
    (("plain.csv", "--output-format", "xls"), 2, '"xls" cannot be written. Choose one of: csv,'),
    (("plain.csv", "--output-format", "csv", "--json"), 2, "name a file for the catalog with -o"),
    (("plain.csv", "-o", "a.parquet", "--output-encoding", "utf-8"), 2, "leave out --output-encoding"),
    (("plain.csv", "-o", "a.json", "--output-delimiter", ";"), 2, "leave out --output-delimiter"),
    (("plain.csv", "-o", "a.csv", "--output-delimiter", "ab"), 2, '"ab" cannot be a delimiter'),
    (("plain.csv", "-o", "plain.csv", "--force"), 3, "plain.csv: is the input, which would be lost"),
    (("plain.csv", "-o", ".", "--output-format", "csv"), 3, "is a folder"),
    (("nothing.csv", "-o", "a.json"), 3, "nothing.csv: is not there"),
    (("plain.csv", "-o", "a.json", "--input-format", "parquet"), 3, "plain.csv: is no readable Parquet file"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED)
def test_what_is_refused(run: Run, folder: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    before = sorted(folder.iterdir())
    ended = run("convert", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert sorted(folder.iterdir()) == before


def test_localized_and_verified_as_parquet_and_compressed(run: Run, folder: Path) -> None:
    assert run("convert", "shopify.csv", "-o", "shop.parquet").code == 0
    echo = ("--to", "pt-BR", "--model", "echo")
    for source, output in [("shop.parquet", "out.parquet"), ("shop.parquet", "out.parquet.gz")]:
        ended = run("localize", source, *echo, "-o", output)
        assert ended.code == 0, ended.err
        ended = run("verify", source, output)
        assert ended.code == 0, ended.out
        assert "and nothing else: every other value is the source's." in ended.err
        assert "is up to date" in run("localize", source, *echo, "-o", output).err


@pytest.mark.parametrize("layout", ["replace", "columns"])
def test_lists_in_parquet_are_localized_and_verified(run: Run, folder: Path, layout: str) -> None:
    tags = pa.array([["red", "new"], None, ["blue"]], pa.list_(pa.string()))
    pq.write_table(pa.table({"sku": list("123"), "title": ["Red bag", None, "Hat"], "tags": tags}), "a.parquet")
    assert (
        run("localize", "a.parquet", "--to", "pt-BR", "--model", "echo", "--layout", layout, "-o", "b.parquet").code
        == 0
    )
    ended = run("verify", "a.parquet", "b.parquet")
    assert ended.code == 0, ended.out
    assert ended.err == "5 translated cells changed, and nothing else: every other value is the source's.\n"
    found = pq.read_table("b.parquet").column("tags" if layout == "replace" else "tags:pt-BR").to_pylist()
    assert found == [["réd", "ñéw"], None, ["blúé"]]


def test_a_person_edits_a_compressed_output(run: Run, folder: Path) -> None:
    call = ("localize", "shopify.csv", "--to", "pt-BR", "--model", "echo", "-o", "out.csv.gz")
    assert run(*call).code == 0
    path = folder / "out.csv.gz"
    text = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(text, 1, mtime=1))
    assert "is up to date" in run(*call).err  # compressed again, and not edited
    assert text.count("Hárbór líñéñ shírt".encode())
    edited = text.replace("Hárbór líñéñ shírt".encode(), b"Camisa de linho", 1)
    path.write_bytes(gzip.compress(edited))
    ended = run(*call)
    assert ended.code == 3
    assert "was edited since catalog wrote it (1 cell of ours)" in ended.err
    assert run(*call, "--force").code == 0
    assert b"Camisa de linho" in gzip.decompress(path.read_bytes())
    assert run("verify", "shopify.csv", "out.csv.gz").code == 0
