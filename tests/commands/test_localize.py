"""catalog localize: where results go, what is said, what fails a run."""

from __future__ import annotations

import errno
import io
import json
import os
import pty
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.nursery import COMMAND_LINE, Nursery

ECHO = ("--to", "pt-BR", "--model", "echo")
Terminal = Callable[..., tuple[int, str]]
CSV = "sku,title,price\nA1,Red bag,9.99\n"


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_one_input_goes_to_standard_output_and_the_summary_does_not(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text(CSV)
    ended = run("localize", "a.csv", *ECHO)
    assert ended.code == 0
    assert ended.out == "sku,title,price\nA1,Réd bág,9.99\n"
    for text in ("a.csv -> standard output", "1 product, 1 segment, 2 words", "1 translated"):
        assert text in ended.err


def test_a_pipe_that_has_a_path_is_read_twice_as_well(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    writer = threading.Thread(target=(folder / "pipe").write_text, args=(CSV,))
    writer.start()
    ended = run("localize", "pipe", *ECHO, "-o", "out/")
    writer.join()
    assert ended.code == 0, ended.err
    assert (folder / "out" / "pipe.pt-BR.csv").read_text(encoding="utf-8") == "sku,title,price\nA1,Réd bág,9.99\n"


def test_standard_input_that_finds_no_room_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Full()))
    ended = run("localize", "-", *ECHO)
    assert (ended.code, ended.out) == (3, "")
    for text in ("standard input: cannot be kept in ", "no space left on device", "TMPDIR"):
        assert text in ended.err


def test_an_output_behind_a_link_is_written_where_it_leads(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text(CSV)
    (folder / "elsewhere").mkdir()
    (folder / "out.csv").symlink_to("elsewhere/real.csv")
    for _ in range(2):
        assert run("localize", "a.csv", *ECHO, "-o", "out.csv").code == 0
        assert (folder / "out.csv").is_symlink()
        assert "Réd bág" in (folder / "elsewhere" / "real.csv").read_text(encoding="utf-8")


def test_standard_input_that_is_closed_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ended = run("localize", "-", *ECHO)
    assert (ended.code, ended.out) == (3, "")
    assert "standard input: is closed" in ended.err


PIPES = [
    # (standard input, standard output): the format is found in the content, the encoding is kept
    ("csv", b"sku,title\n007,Red bag\n", "sku,title\n007,Réd bág\n".encode()),
    (
        "json lines",
        b'{"sku": 1.50, "title": "Red bag"}\n{"sku": "NA", "title": "Mug"}\n',
        '{"sku": 1.50, "title": "Réd bág"}\n{"sku": "NA", "title": "Múg"}\n'.encode(),
    ),
    ("json", b'[{"title":"Red bag"}]', '[{"title":"Réd bág"}]'.encode()),
    (
        "code page",
        "sku,title\r\n1,Café-style bag\r\n".encode("cp1252"),
        "sku,title\r\n1,Çáfé-stylé bág\r\n".encode("cp1252"),
    ),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in PIPES], ids=[row[0] for row in PIPES])
def test_a_pipe_in_and_a_pipe_out(run: Run, monkeypatch: pytest.MonkeyPatch, data: bytes, expected: bytes) -> None:
    standard_input(monkeypatch, data)
    ended = run("localize", "-", *ECHO, "-q")
    assert (ended.code, ended.err) == (0, "")
    assert ended.raw == expected


def test_standard_input_is_read_once_for_several_locales(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard_input(monkeypatch, CSV.encode())
    ended = run("localize", "-", *ECHO, "--to", "de", "-o", "out/")
    assert ended.code == 0, ended.err
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["stdin.de.csv", "stdin.pt-BR.csv"]


def test_several_inputs_and_locales_by_pattern(run: Run, folder: Path) -> None:
    ended = run(
        "localize", "plain.csv", "plain.jsonl", *ECHO, "--to", "de", "-o", "out/{locale}/{stem}{suffix}", "--json"
    )
    assert ended.code == 0, ended.err
    written = {result["output"] for result in json.loads(ended.out)["results"]}
    assert written == {f"out/{locale}/plain.{suffix}" for locale in ("pt-BR", "de") for suffix in ("csv", "jsonl")}
    assert all((folder / path).stat().st_size for path in written)


def test_a_bare_language_resolves_with_a_notice(run: Run, folder: Path) -> None:
    ended = run("plan", "plain.csv", "--to", "pt", "--json")
    assert "pt means pt-BR here." in ended.err
    assert json.loads(ended.out)["target_locale"] == "pt-BR"


def test_the_embedded_model_translates(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("sku,title\nA1,Cotton shirt\n")
    ended = run("localize", "a.csv", "--to", "pt-BR", "-q")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "sku,title\nA1,Camisa de algodão\n"


def test_a_second_run_has_nothing_to_do(run: Run, folder: Path) -> None:
    first = run("localize", "plain.csv", *ECHO, "-o", "out.csv", "--json")
    second = run("localize", "plain.csv", *ECHO, "-o", "out.csv", "--json")
    [before], [after] = (json.loads(ended.out)["results"] for ended in (first, second))
    assert (before["is_unchanged"], after["is_unchanged"]) == (False, True)
    assert before["segments"] == after["segments"]
    assert "up to date" in second.err


def test_frozen_fails_on_what_the_memory_lacks(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text(CSV)
    ended = run("localize", "a.csv", *ECHO, "--frozen", "--fail-on", "never", "--report", "report.json")
    assert (ended.code, ended.out) == (1, CSV)
    assert "a.csv:2: [critical]" in ended.err
    [result] = json.loads((folder / "report.json").read_text())["results"]
    assert (result["fails"], result["checks"]) == (True, {"frozen": 1})
    assert run("localize", "a.csv", *ECHO, "-q").code == 0
    assert run("localize", "a.csv", *ECHO, "-q", "--frozen").code == 0


def test_frozen_leaves_the_memory_as_it_is(run: Run, folder: Path) -> None:
    def held() -> list[tuple[object, ...]]:
        tables = ("memory", "cells", "runs", "products", "sources")
        with closing(sqlite3.connect(folder / ".catalog" / "catalog.sqlite")) as memory:
            return [row for table in tables for row in memory.execute(f"SELECT * FROM {table}")]

    (folder / "a.csv").write_text(CSV)
    assert run("localize", "a.csv", *ECHO, "-q", "--frozen").code == 1
    assert not (folder / ".catalog").exists()  # where there is none, none is made
    call = ("localize", "a.csv", *ECHO, "-q", "-o", "out.csv")
    assert run(*call).code == 0
    before = held()
    written = (folder / "out.csv").read_text(encoding="utf-8")
    assert run(*call, "--frozen").code == 0
    (folder / "out.csv").write_text(written + "b2,Mine,1\n", encoding="utf-8")
    (folder / "a.csv").write_text(CSV + "b2,New text,1\n")
    for output in (("-o", "out.csv"), ()):
        assert run("localize", "a.csv", *ECHO, "-q", "--frozen", *output).code == 1
        assert held() == before
    (folder / "a.csv").write_text(CSV)
    assert run("localize", "a.csv", *ECHO, "-q", "--frozen", "-o", "new.csv").code == 0
    assert held() != before  # an output that was not there: it is ours from now on
    assert run("localize", "a.csv", *ECHO, "-q", "-o", "new.csv").code == 0


def test_no_memory_leaves_no_memory(run: Run, folder: Path) -> None:
    assert run("localize", "plain.csv", *ECHO, "--no-memory", "-q", "-o", "out.csv").code == 0
    assert not (folder / ".catalog").exists()


def test_repeated_findings_are_one_line(run: Run, folder: Path) -> None:
    rows = "".join(f"A{i},Red bag,9.99,extra\n" for i in range(37))
    (folder / "a.csv").write_text("sku,title,price\nA,Blue bag,1\n" + rows)
    ended = run("localize", "a.csv", *ECHO, "-o", "out.csv")
    assert ended.code == 0
    assert "37 major findings" in ended.err
    assert "37 rows from a.csv:3: [major] passed through unchanged" in ended.err


def test_fail_on_decides_the_exit_code_and_the_output_is_written(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("sku,title\nA,Blue bag\nB,Red bag,extra\n")
    for fail_on, code in (("critical", 0), ("major", 1), ("minor", 1), ("never", 0)):
        ended = run("localize", "a.csv", *ECHO, "-o", f"{fail_on}.csv", "--fail-on", fail_on)
        assert ended.code == code
        assert (folder / f"{fail_on}.csv").read_text() == "sku,title\nA,Blúé bág\nB,Red bag,extra\n"


def test_shopify_in_place_of_the_source_gets_a_hint(run: Run, folder: Path) -> None:
    assert "primary language" in run("localize", "shopify.csv", *ECHO, "-o", "out.csv").err
    assert (
        "primary language" not in run("localize", "shopify.csv", *ECHO, "--layout", "columns", "-o", "beside.csv").err
    )
    assert "primary language" not in run("localize", "plain.csv", *ECHO, "-o", "plain-out.csv").err


@pytest.mark.parametrize("command", ["localize", "plan"])
def test_a_catalog_without_known_columns_gets_a_hint(run: Run, folder: Path, command: str) -> None:
    (folder / "a.csv").write_text("Xyzzy,Plugh\nRed bag,1\n")
    ended = run(command, "a.csv", *ECHO)
    assert ended.code == 0
    assert "--column Name=title" in ended.err
    assert "--no-header" in ended.err


def test_settings_come_from_catalog_toml(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("Titel,Vendor note\nRed bag,By hand\n")
    (folder / "catalog.toml").write_text(
        'to = "pt-BR"\nmodel = "echo"\nmemory = false\nkeep = ["Vendor note"]\n[columns]\nTitel = "title"\n'
    )
    ended = run("localize", "a.csv")
    assert ended.out == "Titel,Vendor note\nRéd bág,By hand\n"
    ended = run("localize", "a.csv", "--column", "Vendor note=text", "-q")
    assert ended.out == "Titel,Vendor note\nRéd bág,By háñd\n"


def test_a_device_is_written_to_and_not_replaced(run: Run) -> None:
    assert run("localize", "plain.csv", *ECHO, "-o", os.devnull, "-q").code == 0
    assert Path(os.devnull).is_char_device()


def test_progress_events_are_json_lines(run: Run, folder: Path) -> None:
    ended = run("localize", "plain.csv", *ECHO, "-o", "out.csv", "-q", "--progress", "json")
    events = [json.loads(line) for line in ended.err.splitlines()]
    assert events[-1]["event"] == "window"
    assert (events[-1]["done"], events[-1]["total"]) == (8, 8)


def test_cells_cannot_control_the_terminal(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"sku,title,\x1b[31m\nA,Blue bag,x\nB,Red bag,extra,\x1b[2J\n")
    for arguments in (("localize", "a.csv", *ECHO, "-o", "out.csv", "-v"), ("plan", "a.csv", *ECHO)):
        ended = run(*arguments)
        assert "\x1b" not in ended.out + ended.err


@pytest.fixture
def terminal(folder: Path, nursery: Nursery) -> Terminal:
    """The command line with a terminal of 120 columns for all three streams: exit code and what is seen."""

    def call(*arguments: str, **variables: str) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", **variables}
        child = nursery.start(COMMAND_LINE, *arguments, env=environment, streams=dict.fromkeys(range(3), theirs))
        os.close(theirs)
        seen = b""
        while True:
            try:
                block = os.read(ours, 1 << 16)
            except OSError:  # Linux reports the end of a terminal this way
                break
            if not block:
                break
            seen += block
        os.close(ours)
        return child.wait(timeout=60), seen.decode()

    return call


def test_limit_on_a_terminal_shows_source_and_target_side_by_side(terminal: Terminal, folder: Path) -> None:
    (folder / "a.csv").write_text("sku,title\nA1,Red bag\nA2,Mug\nA3,Cap\n")
    code, seen = terminal("localize", "a.csv", *ECHO, "--limit", "2")
    assert code == 0
    for text in ("source", "pt-BR", "findings", "Red bag", "Réd bág", "Múg", "-o FILE"):
        assert text in seen
    assert "Cap" not in seen
    assert "\x1b[" in seen
    assert "\x1b[" not in terminal("localize", "a.csv", *ECHO, "--limit", "2", NO_COLOR="1")[1]


def test_what_is_shown_tells_of_terms_too(terminal: Terminal, folder: Path) -> None:
    (folder / "a.csv").write_text("sku,title\nA1,A mug for all\n")
    (folder / "terms.csv").write_text("source,target,status\nmug,caneca,\n")
    (folder / "never.csv").write_text("source,target,status\nmug,múg,deprecated\n", encoding="utf-8")
    arguments = ("localize", "a.csv", *ECHO, "--limit", "1", "--min-term-adherence", "1", "--glossary")
    code, seen = terminal(*arguments, "terms.csv", NO_COLOR="1")
    assert code == 0
    assert "1 term, 1 held (100.0%)" in seen
    code, seen = terminal(*arguments, "never.csv", NO_COLOR="1")
    assert code == 1
    assert "1 not held" in seen
    code, seen = terminal(*arguments, "terms.csv", "--ledger", "l.jsonl", NO_COLOR="1")
    assert code == 2
    assert "name its file with -o" in seen
    assert not (folder / "l.jsonl").exists()


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"CATALOG_NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colours(terminal: Terminal, variables: dict[str, str]) -> None:
    assert "\x1b[31m" not in terminal("localize", "missing.csv", *ECHO, **variables)[1]
    assert "\x1b[31m" in terminal("localize", "missing.csv", *ECHO)[1]


def test_standard_input_that_is_a_terminal_gets_the_help(terminal: Terminal) -> None:
    code, seen = terminal("localize", "-", *ECHO)
    assert code == 2
    assert "Usage: catalog localize" in seen


def test_limit_in_a_pipe_localizes_the_first_products_only(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("sku,title\nA1,Red bag\nA2,Mug\n")
    assert run("localize", "a.csv", *ECHO, "--limit", "1").out == "sku,title\nA1,Réd bág\nA2,Mug\n"


@pytest.mark.parametrize(
    ("rows", "changes"),
    [
        # A lone variant is named by its place: its own value may change.
        (["EAN,Title,Colour", "1,Bag,warm white", "2,Mug,navy"], [("Mug", "Cup"), ("warm white", "ivory")]),
        # Several are named by their values, and told in our output by their order.
        (["Handle,Title,Option1 Name,Option1 Value", "bag,Bag,Colour,warm white", "bag,,,navy"], [("Bag", "Sack")]),
    ],
)
def test_an_edit_of_a_variant_without_a_sku_stands(
    folder: Path, run: Run, rows: list[str], changes: list[tuple[str, str]]
) -> None:
    source, output = folder / "shop.csv", folder / "loja.csv"
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    call = ("localize", "shop.csv", "--to", "pt-BR", "-o", "loja.csv", "--force")
    assert run(*call).code == 0
    made = output.read_text(encoding="utf-8")
    (value,) = {cell for line in made.splitlines() for cell in line.split(",") if "branco" in cell}
    output.write_text(made.replace(value, "cru"), encoding="utf-8")
    for before, after in changes:
        source.write_text(source.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        assert run(*call).code == 0
        assert "cru" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('sku,title\n1,"Red mug\n2,Blue cup\n', 1),  # the quote takes in all that follows
        ("sku,title\n1,Red mug\n2,Blue,x,cup\n", 0),  # one row of two: told, and the other is translated
    ],
)
def test_a_file_of_which_nothing_can_be_read_fails(folder: Path, run: Run, text: str, code: int) -> None:
    (folder / "shop.csv").write_text(text, encoding="utf-8")
    ended = run("localize", "shop.csv", "--to", "pt-BR", "--model", "echo", "-o", "out.csv")
    assert ended.code == code
    assert "passed through unchanged" in ended.err
    assert (folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "sku,title,price\n1,Red bag,9\n",
            "It has one column, and its header holds 2 commas: name its delimiter, such",
        ),
        ("sku;title\n1;Red bag\n", 'its header holds 1 semicolon: name its delimiter, such as --delimiter ";".'),
        ("sku\n1\n", "No column is known to hold text."),
        ("sku\tnumber, old\n1\t2\n", "No column is known to hold text."),  # there are tabs
    ],
)
def test_a_file_of_tabs_without_any_is_told_its_delimiter(run: Run, folder: Path, text: str, told: str) -> None:
    (folder / "a.tsv").write_text(text)
    ended = run("localize", "a.tsv", *ECHO)
    assert "nothing to translate" in ended.err
    assert told in " ".join(ended.err.split())


def test_json_that_is_named_a_table_is_refused(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text('[{"sku": "1", "title": "Red bag"}]')
    ended = run("localize", "a.csv", *ECHO, "-o", "b.csv")
    assert (ended.code, "--input-format json" in ended.err, (folder / "b.csv").exists()) == (3, True, False)
    assert run("localize", "a.csv", *ECHO, "--input-format", "json").code == 0
