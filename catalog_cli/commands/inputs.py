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
