"""Whatever a message, a help text or the README tells the reader to type exists."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from catalog_cli import cli

ROOT = Path(__file__).parents[2]
# The verbs and nouns that architecture.md plans; "catalog" before any other word is prose.
PLANNED = frozenset(
    "localize plan verify check status tag describe render translate convert models glossary memory feeds "
    "marketplaces locales review evaluate train doctor".split()
)
_COMMAND = re.compile(rf"\bcatalog ((?:{'|'.join(PLANNED)})\b[^\n`|<>#\"]*)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
# What no module without it can mention: most name nothing but the package, and parsing all takes two seconds.
_MAY_MENTION = re.compile(r"catalog(?!_cli)|--")
# Options of other programs that texts name.
_FOREIGN = frozenset({"--force-reinstall", "--import-mode", "--strict-markers"})


@cache
def texts() -> list[tuple[str, str]]:
    """Return what `_texts` yields, read once."""
    return list(_texts())


def _texts() -> Iterator[tuple[str, str]]:
    """Yield (place, text) of every text in the package, and of the README line by line."""
    for path in sorted((ROOT / "catalog_cli").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if not _MAY_MENTION.search(source):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value
    readme = ROOT / "README.md"
    if readme.exists():
        for number, line in enumerate(readme.read_text(encoding="utf-8").splitlines(), 1):
            yield f"README.md:{number}", line


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """Return the command that the words call and the words after it; None if there is none."""
    command: Any = typer.main.get_command(cli.app)
    while words and hasattr(command, "list_commands"):
        found = command.get_command(None, words[0])
        if found is None:
            return (None, words) if re.fullmatch(r"[a-z]+", words[0]) else (command, words)
        command, words = found, words[1:]
    return command, words


def options_of(command: Any) -> set[str]:
    return {"--help", *(name for p in command.params for name in (*p.opts, *p.secondary_opts))}


MENTIONS = sorted({(place, match[1].strip()) for place, text in texts() for match in _COMMAND.finditer(text)})


def test_there_are_mentions() -> None:
    assert len(MENTIONS) > 10


@pytest.mark.parametrize(("place", "mention"), MENTIONS)
def test_a_command_that_is_mentioned_exists(place: str, mention: str) -> None:
    try:
        words = shlex.split(mention)
    except ValueError:  # a sentence with an apostrophe in it
        words = mention.split()
    command, rest = command_of(words)
    assert command is not None, f"{place}: catalog {mention}"
    for option in _OPTION.findall(" ".join(rest)):
        assert option in options_of(command), f"{place}: {option}"


def test_an_option_that_is_mentioned_exists() -> None:
    root: Any = typer.main.get_command(cli.app)
    known = set(_FOREIGN) | options_of(root)
    for name in cli.COMMANDS:
        command = root.get_command(None, name)
        known |= options_of(command)
        for sub in getattr(command, "commands", {}).values():
            known |= options_of(sub)
    for place, text in texts():
        for option in _OPTION.findall(text):
            assert option in known, f"{place}: {option}"
