"""catalog translate: texts in, texts out, with the care that a catalog gets."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from catalog_cli.memory.store import TranslationMemory
from tests.commands.conftest import Run, Start

ECHO = ("--to", "pt-BR", "--model", "echo", "--no-memory")
MODEL = ("--to", "pt-BR", "--no-memory")
Given = Callable[[bytes], None]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """Standard input with the bytes given."""
    return lambda data: monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(data), encoding="utf-8"))


ROWS = [
    # (standard input, standard output)
    (b"", b""),
    (b"\n", b"\n"),
    (b"Red bag\n", "Réd bág\n"),
    (b"Red bag", "Réd bág\n"),  # a line has an end in the output
    (b"Red bag\n\nBlue hat\n", "Réd bág\n\nBlúé hát\n"),  # an empty line stays one
    (b"Red bag\r\nBlue hat\r\n", "Réd bág\r\nBlúé hát\r\n"),
    (b"\xef\xbb\xbfRed bag\n", "Réd bág\n"),  # a byte order mark is none of the text
    (b"  Red  bag \n", "  Réd  bág \n"),
    (b"007\nNA\n", b"007\nNA\n"),
    ("日本\nשלום\n🎒\n", "日本\nשלום\n🎒\n"),
    (b"See https://example.com/bag and {{ name }}\n", "Séé https://example.com/bag áñd {{ name }}\n"),
    (b"A <b>red</b> bag\n", "A <b>réd</b> bág\n"),  # tags in plain text are tags
    ("Red\u2028bag\n", "Réd\u2028bág\n"),  # only a line feed ends a line
    (b"Red bag\n" * 3, "Réd bág\n" * 3),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_line_for_a_line(run: Run, given: Given, text: bytes | str, expected: bytes | str) -> None:
    given(text if isinstance(text, bytes) else text.encode())
    ended = run("translate", *ECHO)
    assert ended.raw == (expected if isinstance(expected, bytes) else expected.encode())
    assert ended.code == 0


def test_order_is_kept_over_several_windows(run: Run, given: Given) -> None:
    given(b"".join(b"Bag %d of many\n" % (number % 1_700) for number in range(3_000)))
    assert run("translate", *ECHO).out.splitlines() == [f"Bág {number % 1_700} óf máñy" for number in range(3_000)]


def test_texts_of_the_command_line(run: Run) -> None:
    ended = run("translate", "Soft leather bag", "", "Wash at 30 degrees.", *MODEL)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == ["Saco de couro macio", "", "Lavar a 30 graus."]


def test_a_dash_is_standard_input(run: Run, given: Given) -> None:
    given(b"Red bag\n")
    assert run("translate", "-", *ECHO).out == "Réd bág\n"


def test_a_whole_text_is_cut_into_sentences_and_joined(run: Run, given: Given) -> None:
    given(b"A red bag. Two hats.\n\n- Wash it\n- Dry it")
    assert run("translate", "--whole", *ECHO).out == "A réd bág. Twó háts.\n\n- Wásh ít\n- Dry ít"


def test_html_keeps_its_tags_and_entities(run: Run, given: Given) -> None:
    given(b"<p>Red &amp; blue bag</p>\n")
    ended = run("translate", "--html", *ECHO)
    assert ended.out.startswith("<p>Réd ")
    assert ended.out.endswith("blúé bág</p>\n")


def test_a_glossary_and_names_that_stay(run: Run, folder: Path) -> None:
    (folder / "terms.csv").write_text("source,target\nleather bag,bolsa de couro\n")
    (folder / "names.txt").write_text("Silver Fox\n")
    ended = run(
        "translate", "Silver Fox leather bag", *MODEL, "--glossary", "terms.csv", "--do-not-translate", "names.txt"
    )
    assert "olsa de couro" in ended.out
    assert "Silver Fox" in ended.out


def test_numbers_become_the_targets(run: Run) -> None:
    assert "12,5 cm" in run("translate", "The strap is 12.5 cm long.", *MODEL).out


def test_the_memory_is_used_and_kept(run: Run, folder: Path) -> None:
    first = run("translate", "Soft leather bag", "--to", "pt-BR", "--memory", "own.sqlite", "--json")
    again = run("translate", "Soft leather bag", "--to", "pt-BR", "--memory", "own.sqlite", "--json")
    with TranslationMemory.read_only(folder / "own.sqlite") as memory:
        assert memory.count() == 1
    texts = [json.loads(ended.out)["texts"] for ended in (first, again)]
    assert texts[0] == texts[1] == [{"source": "Soft leather bag", "target": "Saco de couro macio"}]
    assert json.loads(again.out)["segments"] == 1
    assert "engine" not in json.loads(again.out)["origins"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("Red bag",), 2, "No target locale is given"),
        (("Red bag", "--to", "pt-BR", "--to", "de", "--model", "echo"), 2, "one locale at a time"),
        (("Red bag", "--to", "ja"), 4, "No model translates en -> ja"),
        (("Red bag", "--whole", "--to", "pt-BR"), 2, "--whole is for standard input"),
        (("Red bag", "--to", "pt-BR", "--glossary", "no.csv"), 3, "no.csv"),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    ended = run("translate", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err
    assert ended.err.count("\n") == 1


def test_text_that_is_not_utf_8_is_told_with_its_line(run: Run, given: Given) -> None:
    given(b"Red bag\ncaf\xe9\n")
    ended = run("translate", *ECHO)
    assert ended.code == 3
    assert ended.err == "error: standard input, row 2: is not UTF-8. Convert it first, with iconv for instance.\n"
    given(b"Red bag\n\ncaf\xe9\n")
    assert "row 3" in run("translate", "--whole", *ECHO).err


def test_a_terminal_gets_the_help(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(BytesIO()))
    ended = run("translate", *ECHO)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: catalog translate")


def test_a_closed_pipe_is_quiet(start: Start, folder: Path) -> None:
    (folder / "lines.txt").write_text("".join(f"A red bag of number {number}\n" for number in range(60_000)))
    with (folder / "lines.txt").open("rb") as lines:
        child = start("translate", *ECHO, stdin=lines.fileno())
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.wait(timeout=30) == 141
        assert child.stderr.read() == b""


def test_ctrl_c_ends_it_with_one_line(start: Start) -> None:
    child = start("translate", *ECHO, stdin=subprocess.PIPE)
    assert child.stdin is not None
    child.stdin.write(b"Red bag\n" * 600)  # the first window comes out, then it waits for more
    child.stdin.flush()
    time.sleep(1.5)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert err.decode().startswith("error: Stopped.")
    assert err.count(b"\n") == 1
