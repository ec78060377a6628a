"""How far a run is, for a person (a bar on a terminal) or for a program (JSON events, one a line)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TextIO

Progress = Callable[[int, int], None]

# A bar that moves more often is not seen, and two events a second are enough for a log.
_BAR_INTERVAL_S = 0.1
_EVENT_INTERVAL_S = 0.5


class ProgressKind(StrEnum):
    """How progress is shown."""

    AUTO = "auto"
    JSON = "json"
    NONE = "none"


@contextmanager
def showing_progress(
    kind: ProgressKind, stream: TextIO | None, *, label: str, is_animated: bool, has_colours: bool
) -> Iterator[Progress | None]:
    """Give what to call with (products done, products in all); None where nobody would see it."""
    if stream is None:
        yield None
    elif kind is ProgressKind.JSON:
        yield _events(stream, label)
    elif kind is ProgressKind.AUTO and is_animated:
        with _bar(stream, label, has_colours) as update:
            yield update
    else:
        yield None


def _events(stream: TextIO, label: str) -> Progress:
    started = last = time.monotonic()

    def write(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _EVENT_INTERVAL_S and done < total:
            return
        last = now
        rate = round(done / max(now - started, 1e-9), 1)
        event = {"event": "window", "output": label, "done": done, "total": total, "rate": rate}
        stream.write(json.dumps(event) + "\n")
        stream.flush()

    return write


@contextmanager
def _bar(stream: TextIO, label: str, has_colours: bool) -> Iterator[Progress]:
    from rich.console import Console as RichConsole
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    console = RichConsole(file=stream, color_system="auto" if has_colours else None, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    started = last = time.monotonic()
    with RichProgress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(escape(label), total=None, rate="")

        def update(done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _BAR_INTERVAL_S:
                last = now
                rate = f"{done / max(now - started, 1e-9):,.0f} products/s"
                progress.update(task, completed=done, total=total, rate=rate)

        yield update
