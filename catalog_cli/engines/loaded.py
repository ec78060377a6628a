"""Models that are in memory: one that several engines use is loaded once, and freed when the last of them closes.

A multilingual model serves every pair with the same weights, and may be both halves of a pivot.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any


@dataclass
class _Use:
    model: Any
    count: int


# What is in memory is a fact of the process: nothing that is loaded or shared changes an output.
_LOCK = threading.Lock()
_IN_USE: dict[Hashable, _Use] = {}


def acquire(key: Hashable, load: Callable[[], Any]) -> Any:
    """Return the model of a key, loaded if nobody uses it yet; `release` it afterwards, once for each time."""
    with _LOCK:
        use = _IN_USE.get(key)
        if use is None:
            use = _IN_USE[key] = _Use(load(), 0)
        use.count += 1
        return use.model


def release(model: Any) -> None:
    """Give a model back; when nobody uses it any more, it is freed."""
    with _LOCK:
        key = next((key for key, use in _IN_USE.items() if use.model is model), None)
        if key is None:
            return
        _IN_USE[key].count -= 1
        if _IN_USE[key].count:
            return
        del _IN_USE[key]
    model.unload_model()


def in_memory() -> int:
    """Return how many models are loaded."""
    return len(_IN_USE)
