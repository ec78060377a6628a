"""Translations that people made or approved, as they are exchanged with other tools."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from catalog_cli.memory.entries import MemoryEntry, loaded_text
from catalog_cli.memory.keys import KeyMaker, code_shape, ordered_tags
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Segment

Tag = tuple[int, int, int]
"""Which of the source's tags, counted as `ordered_tags` has them, stands at [start, end) of the target."""
_CHUNK = 500
_SELECT = """
    SELECT m.id, m.key, m.source, m.target, m.facts, r.source_locale, r.target_locale, r.started_at
    FROM memory AS m JOIN runs AS r ON r.id = m.run WHERE m.origin = 'human' AND m.id > ? ORDER BY m.id LIMIT ?
"""
_ALTERNATIVE = "\x1falternative\x1f"


class Facts(NamedTuple):
    """What is known of an imported translation besides its texts.

    `role` is that of the cell it is for, "" for text wherever it stands. `tags` are None where the target does not hold
    each tag of the source once. `changed` is when it was last changed there, as TMX writes times; "" if not known.
    `exchange` is what only exchange needs, in its own form.
    """

    role: str = ""
    shape: str = ""
    tags: tuple[Tag, ...] | None = ()
    changed: str = ""
    exchange: Any = None

    @property
    def text(self) -> str:
        """The facts as JSON, without those that are as always."""
        found: dict[str, Any] = {
            name: value for name, value in self._asdict().items() if value != self._field_defaults[name]
        }
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def facts_of(text: str) -> Facts:
    """Return the facts of their JSON; ValueError if that is damaged.

    >>> facts_of(Facts(role="title", tags=((0, 1, 4),)).text)
    Facts(role='title', shape='', tags=((0, 1, 4),), changed='', exchange=None)
    """
    found = json.loads(text)
    if not isinstance(found, dict) or not found.keys() <= set(Facts._fields):
        raise ValueError("the facts of a translation are damaged")
    tags = found.get("tags", ())
    if tags:
        found["tags"] = tuple(tuple(tag) for tag in tags)
    return Facts(**found)


class Approved(NamedTuple):
    """One translation of a person in the memory, with the pair and the start of the run that it came by.

    `role` is that of the cell it is for, "" for text wherever it stands; `facts` are None for an edit of a cell.
    """

    source: str
    target: str
    pair: tuple[str, str]
    since: str
    role: str
    facts: Facts | None


def approved(memory: TranslationMemory) -> Iterator[Approved]:
    """Yield every translation of a person in the order they came, holding a few hundred at a time."""
    after = 0
    makers: dict[tuple[str, str], KeyMaker] = {}
    while rows := memory.database.rows(_SELECT, (after, _CHUNK)):
        for number, key, source, target, facts, source_locale, target_locale, since in rows:
            after, pair = number, (source_locale, target_locale)
            texts = [text if isinstance(text, str) else loaded_text(text) for text in (source, target)]
            if pair not in makers:
                makers[pair] = key_maker(pair)
            known = None if facts is None else facts_of(facts)
            role = _role_of(key, texts[0], makers[pair]) if known is None else known.role
            yield Approved(texts[0], texts[1], pair, since, role, known)


def key_maker(pair: tuple[str, str]) -> KeyMaker:
    """Return a maker of human keys, which depend on the pair alone."""
    return KeyMaker(source_locale=pair[0], target_locale=pair[1], model="", decoding="")


def _role_of(key: bytes, source: str, keys: KeyMaker) -> str:
    """Return the role that is part of a key: an edit is stored without it."""
    return next((str(role) for role in Role if keys.human_key(source, role) == key), "")


def approved_entry(source: str, target: str, facts: Facts, run: int, keys: KeyMaker) -> MemoryEntry:
    """Return an imported translation as the memory holds it."""
    return MemoryEntry(
        keys.human_key(source, facts.role, facts.shape), source, target, run, origin=Origin.HUMAN, facts=facts.text
    )


def alternative(entry: MemoryEntry, keys: KeyMaker) -> MemoryEntry:
    """Return an entry that is not the one used for its source: it is offered and exported all the same."""
    facts = facts_of(entry.facts or "{}")
    key = keys.human_key(entry.source, facts.role, f"{facts.shape}{_ALTERNATIVE}{entry.target}")
    return MemoryEntry(key, entry.source, entry.target, entry.run, origin=Origin.HUMAN, facts=facts.text)


def tags_between(source: Sequence[InlineCode], target: Sequence[InlineCode]) -> tuple[Tag, ...] | None:
    """Return which source tag each target tag is; None unless each is there once.

    Tags are one if they say the same; of those that say nothing alike, if they are the same in kind.
    """
    sources, left = ordered_tags(source), [*enumerate(ordered_tags(source))]
    if len(sources) != len(ordered_tags(target)):
        return None
    found: list[Tag] = []
    for code in ordered_tags(target):
        alike = [one for one in left if _says(one[1]) == _says(code)] or [
            one for one in left if _kind(one[1]) == _kind(code)
        ]
        if not alike:
            return None
        left.remove(alike[0])
        found.append((alike[0][0], code.start, code.end))
    return tuple(found)


def _says(code: InlineCode) -> tuple[object, ...]:
    return (code.kind, code.name, code.opening, code.closing)


def _kind(code: InlineCode) -> tuple[object, ...]:
    return (code.kind, bool(code.opening), bool(code.closing))


def approved_key(segment: Segment, keys: KeyMaker) -> bytes:
    """Return the key under which a person's translation of a segment is held, wherever it stands."""
    return keys.human_key(segment.source, "", code_shape(segment.codes))


def with_approved(segment: Segment, entry: MemoryEntry, percent: int) -> Segment | None:
    """Return the segment with a person's translation and its own tags in it; None if these have no place there."""
    placed: list[InlineCode] = []
    tags = ordered_tags(segment.codes)
    if tags:
        known = facts_of(entry.facts or "{}").tags
        if known is None or len(known) != len(tags):
            return None
        placed = [tags[index]._replace(start=start, end=end) for index, start, end in known]
    reached = 0
    for code in segment.codes:
        if code.kind is not CodeKind.VERBATIM:
            continue
        text = segment.source[code.start : code.end]
        at = entry.target.find(text, reached)
        at = at if at >= 0 else entry.target.find(text)
        if at >= 0:
            placed.append(code._replace(start=at, end=at + len(text)))
            reached = at + len(text)
        elif code.opening or code.closing:
            return None
    order = {(code.kind, code.name, code.opening, code.closing): place for place, code in enumerate(segment.codes)}
    placed.sort(key=lambda code: order[code.kind, code.name, code.opening, code.closing])
    return segment._replace(target=entry.target, target_codes=tuple(placed), origin=Origin.HUMAN, match=percent)
