"""The inputs of a command: paths, or standard input kept in a temporary file so that it can be read twice."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from catalog_cli.catalog import spooled
from catalog_cli.commands.grouping import HelpWanted
from catalog_cli.errors import UsageProblem
from catalog_cli.file_run import Source
from catalog_cli.reporting.console import is_terminal
from catalog_cli.settings import Settings

STANDARD = "-"


@contextmanager
def opened_inputs(inputs: Sequence[str]) -> Iterator[list[Source]]:
    """Give the inputs in order; HelpWanted if standard input is a terminal, where nothing would ever come."""
    if inputs.count(STANDARD) > 1:
        raise UsageProblem("Standard input (-) is named twice, and can be read once.")
    if STANDARD in inputs and is_terminal(sys.stdin):
        raise HelpWanted
    with ExitStack() as stack:
        yield [Source(*stack.enter_context(spooled(name))) for name in inputs]


def output_names(inputs: Sequence[str], sources: Sequence[Source]) -> list[str]:
    """Return the names that outputs are named after: the inputs, and for a pipe what it holds."""
    from catalog_cli.formats.content import format_of_content

    return [
        name
        if source.path == Path(name)
        else f"{'stdin' if name == STANDARD else Path(name).stem}.{format_of_content(source.path)}"
        for name, source in zip(inputs, sources, strict=True)
    ]


def translation_locale(settings: Settings, path: Path) -> str | None:
    """Return the locale of a translation: the one that is named, else that of the run of ours that wrote it."""
    from catalog_cli.memory.store import TranslationMemory

    if len(settings.target_locales) == 1:
        return settings.target_locales[0]
    if settings.memory is None or not settings.memory.exists():
        return None
    with TranslationMemory.read_only(settings.memory) as memory:
        run = memory.run_for_output(path)
        return None if run is None else run.target_locale
