"""Whether this processor sums 8-bit products exactly: without VNNI, x86 cuts every pair of them at 16 bits."""

from __future__ import annotations

import ctypes
import math
import platform
from functools import lru_cache
from pathlib import Path
from typing import Any

# 9 KB: one encoder layer whose products are as large as 8 bits allow. tests/engines/test_int8_sums.py builds it.
_PROBE = Path(__file__).parent / "int8_probe"
_X86 = frozenset({"x86_64", "amd64", "i386", "i686", "x86"})
# With exact sums the two numbers differ by 0.00001, with others by 1.2.
_MOST_DIFFERENCE = 0.1


@lru_cache(maxsize=1)
def are_int8_sums_exact() -> bool:
    """Return whether int8 matrix products come out as they should, by trying it (8 ms on x86, once per process).

    Processors with VNNI (Intel from 2019, AMD from 2022 on), and all others than x86, sum 8-bit products in 32 bits.
    The instruction of older ones (vpmaddubsw) adds two products in 16 bits and cuts what is too large (oneDNN's
    documentation, "Nuances of int8 computations"). It costs the embedded model 0.8 to 2.4 chrF on the strings of three
    shops, measured with MKL_ENABLE_INSTRUCTIONS=AVX2. There is no portable way to ask for the instructions, so a model
    is asked whose first and last number are equal if the sums are exact.

    >>> are_int8_sums_exact() in (True, False)
    True
    """
    if platform.machine().lower() not in _X86:
        return True
    import ctranslate2

    probe = ctranslate2.Encoder(str(_PROBE), device="cpu", compute_type="int8", inter_threads=1, intra_threads=1)
    try:
        first, last = _ends(probe.forward_batch([["<unk>"]]).last_hidden_state)
    finally:
        probe.unload_model()
    return abs(first - last) < _MOST_DIFFERENCE


def _ends(states: Any) -> tuple[float, float]:
    """Return the first and the last of CTranslate2's numbers, float32 on the CPU."""
    # Where they lie is said by the array interface, which NumPy reads too; but its import costs 100 ms.
    address, _ = states.__array_interface__["data"]
    numbers = (ctypes.c_float * math.prod(states.shape)).from_address(address)
    return numbers[0], numbers[-1]
