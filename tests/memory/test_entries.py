"""Values to rows and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.memory.entries import loaded_text, origin_named, pack_alignment, stored_text, unpack_alignment
from catalog_cli.segment import Alignment, Origin

# (links, bytes packed)
ALIGNMENTS = [
    ((), 1),
    (((0, 3, 0, 3),), 1 + 4),
    (((0, 255, 0, 0), (255, 255, 3, 9)), 1 + 8),
    (((0, 256, 0, 0),), 1 + 8),  # one number past a byte widens all
    (((65_535, 65_535, 0, 0),), 1 + 8),
    (((65_536, 0, 0, 0),), 1 + 16),
    (((0, 10_000_000, 0, 10_000_000),), 1 + 16),  # a 10 MB cell
]


@pytest.mark.parametrize(("links", "size"), ALIGNMENTS)
def test_alignment(links: tuple[tuple[int, int, int, int], ...], size: int) -> None:
    packed = pack_alignment(Alignment(links))
    assert packed is not None
    assert len(packed) == size
    assert unpack_alignment(packed) == Alignment(links)


def test_no_alignment() -> None:
    assert pack_alignment(None) is None


NUMBER = st.integers(0, 2**32 - 1) | st.integers(0, 300)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(NUMBER, NUMBER, NUMBER, NUMBER), max_size=20))
def test_any_alignment(links: list[tuple[int, int, int, int]]) -> None:
    packed = pack_alignment(Alignment(tuple(links)))
    assert packed is not None
    assert unpack_alignment(packed).links == tuple(links)


@pytest.mark.parametrize("packed", [b"", b"X", b"X\0\0\0\0", b"B\0\0\0", b"H\0\0\0\0\0", b"H\0\0\0\0", b"I\0\0\0\0"])
def test_damaged_alignment(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"alignment|argument"):
        unpack_alignment(packed)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", str),
        ("NA", str),
        ("a\x00b", str),
        ("½ ™ €", str),
        ("قميص", str),
        ("👕", str),
        ("\ud83d", bytes),  # half of a pair, as JSON may write it
        ("赤 \udc80 x", bytes),
    ],
)
def test_text(text: str, kind: type) -> None:
    stored = stored_text(text)
    assert isinstance(stored, kind)
    assert (loaded_text(stored) if isinstance(stored, bytes) else stored) == text


@pytest.mark.parametrize("origin", Origin)
def test_origin(origin: Origin) -> None:
    assert origin_named(str(origin)) is origin


def test_unknown_origin() -> None:
    with pytest.raises(ValueError, match="alien"):
        origin_named("alien")
