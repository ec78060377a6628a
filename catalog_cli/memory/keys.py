"""The hashes by which the memory knows a text, a cell and a human translation. All stable across machines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from catalog_cli.segment import CodeKind, InlineCode, SegmentId

# 128 bits: no accidental collision in 10^12 cells (birthday bound 2^64), at half the size of a whole SHA-256.
_SHORT = 16


class KeyMaker:
    """Makes memory keys for one pair, model and decoding: those are hashed once, each call adds the rest.

    Parts are joined with their lengths in front, so that no two lists of parts read alike. About 1 µs a call.

    >>> keys = KeyMaker(source_locale="en", target_locale="pt-BR", model="en-pt-BR@1", decoding="beam:1")
    >>> keys.key("Red shirt", "title").hex()[:16]
    '3cf8545d27d12912'
    >>> keys.key("Red shirt", "title") == keys.key("Red shirt", "title", limit="60 characters")
    False
    """

    __slots__ = ("_engine", "_human")

    def __init__(self, *, source_locale: str, target_locale: str, model: str, decoding: str) -> None:
        self._engine = hashlib.sha256(_framed("engine", source_locale, target_locale, model, decoding))
        self._human = hashlib.sha256(_framed("human", source_locale, target_locale))

    def key(self, prepared: str, role: str, limit: str = "", terms_digest: str = "", context: str = "") -> bytes:
        """Return the 32-byte key of what the engine makes of `prepared`.

        Everything that decides the engine's text is in it, so an entry never has to be checked again.
        """
        digest = self._engine.copy()
        digest.update(
            # Written out rather than through _framed: this runs once per segment.
            f"{len(prepared)},{len(role)},{len(limit)},{len(terms_digest)},{len(context)};"
            f"{prepared}{role}{limit}{terms_digest}{context}".encode("utf-8", "surrogatepass")
        )
        return digest.digest()

    def human_key(self, source: str, role: str, context: str = "") -> bytes:
        """Return the 32-byte key of what a person made of `source`, the whole text of a cell.

        It holds neither model nor decoding: a person's translation outlives both.
        """
        digest = self._human.copy()
        digest.update(_framed(source, role, context))
        return digest.digest()


def memory_key(
    *,
    prepared: str,
    source_locale: str,
    target_locale: str,
    role: str,
    limit: str,
    model: str,
    decoding: str,
    terms_digest: str,
    context: str = "",
) -> bytes:
    """Return the 32-byte key of one text: the same as `KeyMaker.key`, for a single call.

    >>> len(memory_key(prepared="Red", source_locale="en", target_locale="pt-BR", role="option", limit="",
    ...                model="en-pt-BR@1", decoding="beam:1", terms_digest=""))
    32
    """
    maker = KeyMaker(source_locale=source_locale, target_locale=target_locale, model=model, decoding=decoding)
    return maker.key(prepared, role, limit, terms_digest, context)


def code_shape(codes: Sequence[InlineCode]) -> str:
    """Return where tags stand in a text and what kind they are, apart from what they say; "" without any.

    It is the context of a human key: what was made of a text serves where the tags stand alike.

    >>> code_shape([InlineCode(CodeKind.PAIR, 0, 3, "b", "<b>", "</b>"), InlineCode(CodeKind.VERBATIM, 4, 9, "url")])
    '0-3:pair'
    """
    if not codes:
        return ""
    return ",".join(_one_shape(code) for code in ordered_tags(codes))


def ordered_tags(codes: Sequence[InlineCode]) -> list[InlineCode]:
    """Return the codes that are no text, in the order that their places tell, whatever order they come in."""
    tags = (code for code in codes if code.kind is not CodeKind.VERBATIM)
    return sorted(tags, key=lambda code: (code.start, -code.end, code.kind))


def _one_shape(code: InlineCode) -> str:
    half = "" if code.kind is CodeKind.POINT else f"{'' if code.opening else '<'}{'' if code.closing else '>'}"
    return f"{code.start}-{code.end}:{code.kind}{half}"


def cell_id(segment: SegmentId, output: str = "") -> bytes:
    """Return the 16 bytes that name a cell: a segment's id without its index.

    `output` keeps apart the cells of two files made from one catalog (`TranslationMemory.output_name`).

    >>> first = SegmentId("shop", "P1", "", "Title", 0, 0)
    >>> cell_id(first) == cell_id(SegmentId("shop", "P1", "", "Title", 0, 7))
    True
    """
    catalog, product, variant, field, occurrence, _ = segment
    number = str(occurrence)
    # Framed, and written out: this runs once per cell.
    framed = (
        f"{len(catalog)},{len(product)},{len(variant)},{len(field)},{len(number)},{len(output)};"
        f"{catalog}{product}{variant}{field}{number}{output}"
    )
    return hashlib.sha256(framed.encode("utf-8", "surrogatepass")).digest()[:_SHORT]


def text_hash(text: str) -> bytes:
    """Return 16 bytes of the SHA-256 of a cell's text: what `CellEntry` keeps of source and output.

    >>> text_hash("Vermelha").hex()
    'ed8069b12ff690d94fb432fe4037291c'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_SHORT]


def _framed(*parts: str) -> bytes:
    """Return parts as bytes that no other parts have: their lengths, then their text.

    A JSON text may hold half a surrogate pair; "surrogatepass" gives that a hash as well.
    """
    lengths = ",".join(map(str, map(len, parts)))
    return f"{lengths};{''.join(parts)}".encode("utf-8", "surrogatepass")
