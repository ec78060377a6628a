"""Waiting for CTranslate2: often enough to delay nothing, and never so that Ctrl-C is not heard."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.engines import ct2_translator

_OPTIONS = DecodingOptions(max_target_tokens=8)


class _Slow:
    """A result that is there when it was looked for often enough; it counts who waits for it blindly."""

    def __init__(self, looks: int) -> None:
        self.looks, self.blind = looks, 0

    def done(self) -> bool:
        self.looks -= 1
        return self.looks < 0

    def result(self) -> str:
        self.blind += self.looks >= 0
        return "found"


@pytest.mark.parametrize(
    ("looks", "pauses_ms"),
    [
        (0, []),
        (1, [0.5]),
        (6, [0.5, 1, 2, 4, 5, 5]),  # soon at first, never longer than Ctrl-C may take to be heard
    ],
)
def test_an_answer_is_looked_for_ever_less_often(
    looks: int, pauses_ms: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(ct2_translator.time, "sleep", slept.append)
    pending = _Slow(looks)
    assert ct2_translator.waited_for(pending) == "found"
    assert [round(1000 * pause, 3) for pause in slept] == pauses_ms
    assert not pending.blind


@pytest.mark.parametrize("ask", ["translate", "continue_from"])
def test_no_answer_is_waited_for_blindly(ask: str, tiny_engine: Translator, monkeypatch: pytest.MonkeyPatch) -> None:
    waited_for, asked = ct2_translator.waited_for, []

    def counted(pending: Any) -> Any:
        asked.append(pending)
        return waited_for(pending)

    monkeypatch.setattr(ct2_translator, "waited_for", counted)
    sources = tiny_engine.tokenizer.encode(["Red", "A soft bag"])
    prefixes = [[(), ()]] if ask == "continue_from" else []
    assert len(getattr(tiny_engine, ask)(sources, *prefixes, _OPTIONS)) == len(asked) == len(sources)
