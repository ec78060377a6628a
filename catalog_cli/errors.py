"""Every way a run can fail, as one tree: each error keeps its datum and says what to do next.

The library raises these; `cli.py` is the one place that turns them into a message and an exit code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a file something is: `row` counts lines as an editor does, from 1; None when not known.

    >>> str(Where("bags.csv", row=7, column="Title"))
    'bags.csv, row 7, column "Title"'
    """

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f'column "{" ".join(self.column.split())}"')
        return ", ".join(parts)


class CatalogError(Exception):
    """A run cannot go on. The text is one sentence on what and where, and one on what to do next."""

    exit_code = 70


class UsageProblem(CatalogError):
    """The command line or the configuration asks for something that does not exist."""

    exit_code = 2


class FileProblem(CatalogError):
    """A file cannot be read or written.

    >>> print(FileProblem(Where("a.csv", row=3), "has a NUL byte", "Remove it and run again."))
    a.csv, row 3: has a NUL byte. Remove it and run again.
    """

    exit_code = 3

    def __init__(self, where: Where, what: str, next_step: str) -> None:
        self.where, self.what, self.next_step = where, what, next_step
        super().__init__(f"{where}: {what}. {next_step}")


class ModelMissing(CatalogError):
    """No model translates this pair."""

    exit_code = 4

    def __init__(self, source: str, target: str, available: tuple[tuple[str, str], ...]) -> None:
        self.source, self.target, self.available = source, target, available
        there = ", ".join(f"{a} -> {b}" for a, b in available) or "none"
        super().__init__(
            f"No model translates {source} -> {target}. Installed: {there}. Choose one of these with --from and --to, "
            f"or add one: catalog models add --from {source} --to {target}"
        )


class ModelDamaged(CatalogError):
    """A model's files do not load."""

    exit_code = 4

    def __init__(self, name: str, reason: str, next_step: str) -> None:
        self.name, self.reason, self.next_step = name, reason, next_step
        super().__init__(f"The model {name} cannot be loaded: {reason}. {next_step}")


class MemoryProblem(CatalogError):
    """The translation memory cannot be opened, is locked, or is damaged."""

    exit_code = 3

    def __init__(self, path: str, reason: str, next_step: str) -> None:
        self.path, self.reason, self.next_step = path, reason, next_step
        super().__init__(f"{path}: {reason}. {next_step}")


class Stopped(CatalogError):
    """The run was asked to stop. What was finished is in the memory, if there is one; who knows that adds a note."""

    exit_code = 5

    def __init__(self, signal_number: int | None = None) -> None:
        self.signal_number = signal_number
        if signal_number is not None:
            self.exit_code = 128 + signal_number
        super().__init__("Stopped.")
