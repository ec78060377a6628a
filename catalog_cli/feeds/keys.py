"""Names as 64-bit hashes: what was met before in a catalog of any size, at 12 to 24 bytes a name and no text."""

from __future__ import annotations

import hashlib
from array import array

_FIRST_SLOTS = 1_024


def name_hash(name: str) -> int:
    """Return a hash of a name, from 1 to 2**64 - 1 and the same in every run (Python's own differs).

    Two of a million names share one in one catalog of thirty million.
    """
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    # 0 marks a free slot.
    return int.from_bytes(digest, "little") or 1


class HashSet:
    """A set of hashes: an open-addressed table that is at most two thirds full.

    >>> seen = HashSet()
    >>> seen.add(name_hash("mug")), seen.add(name_hash("mug")), name_hash("cup") in seen
    (True, False, False)
    """

    def __init__(self) -> None:
        self._slots = array("Q", [0]) * _FIRST_SLOTS
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, number: int) -> bool:
        return bool(self._slots[_slot(self._slots, number)])

    def add(self, number: int) -> bool:
        """Add a hash; return whether it is new."""
        slots = self._slots
        index = _slot(slots, number)
        if slots[index]:
            return False
        slots[index] = number
        self._count += 1
        if self._count * 3 > len(slots) * 2:
            self._slots = array("Q", [0]) * (2 * len(slots))
            for old in filter(None, slots):
                self._slots[_slot(self._slots, old)] = old
        return True


class HashTable:
    """Hashes, each with a number below 2**63 in amount: 24 to 48 bytes each.

    >>> rows = HashTable()
    >>> rows[name_hash("mug")] = 7
    >>> rows.get(name_hash("mug")), rows.get(name_hash("cup")), len(rows)
    (7, None, 1)
    """

    def __init__(self) -> None:
        self._slots = array("Q", [0]) * _FIRST_SLOTS
        self._values = array("q", [0]) * _FIRST_SLOTS
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def get(self, number: int) -> int | None:
        """Return the value of a hash, None if it is not there."""
        index = _slot(self._slots, number)
        return self._values[index] if self._slots[index] else None

    def __setitem__(self, number: int, value: int) -> None:
        index = _slot(self._slots, number)
        self._values[index] = value
        if self._slots[index]:
            return
        self._slots[index] = number
        self._count += 1
        if self._count * 3 > len(self._slots) * 2:
            self._grow()

    def _grow(self) -> None:
        slots, values = self._slots, self._values
        self._slots, self._values = array("Q", [0]) * (2 * len(slots)), array("q", [0]) * (2 * len(slots))
        for number, value in zip(slots, values, strict=True):
            if number:
                index = _slot(self._slots, number)
                self._slots[index], self._values[index] = number, value


def _slot(slots: array[int], number: int) -> int:
    """Return the slot that holds a number, else the free one that it belongs into."""
    mask = len(slots) - 1
    index = number & mask
    while (there := slots[index]) and there != number:
        index = (index + 1) & mask
    return index


class Keys:
    """The product keys given so far. Only keys that repeat are kept as text, with their count.

    A key that shares its hash with another has an occurrence number that it did not need.

    >>> keys = Keys()
    >>> [keys.unique(key) for key in ("mug", "cup", "mug", "mug#2")]
    ['mug', 'cup', 'mug#2', 'mug#2#2']
    """

    def __init__(self) -> None:
        self._given = HashSet()
        self._repeated: dict[str, int] = {}

    def unique(self, key: str) -> str:
        """Return the key, with an occurrence number if it was given before."""
        if self._given.add(name_hash(key)):
            return key
        occurrence = self._repeated.get(key, 1)
        while True:
            occurrence += 1
            numbered = f"{key}#{occurrence}"
            if self._given.add(name_hash(numbered)):
                self._repeated[key] = occurrence
                return numbered
