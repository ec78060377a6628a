"""What keeps a template from looping or growing without end: one budget for each text that is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# A listing's longest text is a description of some thousand characters: these are a hundred times that.
MOST_STEPS = 50_000
MOST_CHARACTERS = 500_000


class TooMuch(Exception):  # a template's fault, told as one of its problems
    """A template goes on for too long or grows too large."""


class Budget:
    """The steps and characters that are left of one rendering; `start` gives it all back."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin a rendering."""
        self._steps, self._characters = 0, 0

    def step(self) -> None:
        """Count one turn of a loop, one call or one include; raises TooMuch."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TooMuch(f"it takes more than {MOST_STEPS:,} steps: a loop or a macro does not end")

    def steps(self, values: Iterable[object]) -> Iterator[object]:
        """Yield values, each a step."""
        for value in values:
            self.step()
            yield value

    def write(self, characters: int) -> None:
        """Count what is written; raises TooMuch."""
        self._characters += characters
        self.hold(self._characters)

    def hold(self, size: int) -> None:
        """Raise TooMuch if a text or a list of this size must not come into being."""
        if size > MOST_CHARACTERS:
            raise TooMuch(f"its text grows beyond {MOST_CHARACTERS:,} characters")
