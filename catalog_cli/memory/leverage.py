"""The two stages of the memory: fill what is already known, remember what was accepted.

Both cut the stream into the same windows, in input order and before the memory is consulted, so that a window is
looked up, translated and committed whole. A run that was killed repeats its unfinished window entirely, because
what CTranslate2 writes can vary with the composition of a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from catalog_cli.memory.approved import approved_key, with_approved
from catalog_cli.memory.entries import MemoryEntry
from catalog_cli.memory.fuzzy import FuzzyMatch, FuzzyMatches
from catalog_cli.memory.keys import KeyMaker
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory.use import Use
from catalog_cli.segment import CodeKind, Finding, Origin, Segment, Severity, is_leading_name
from catalog_cli.windows import windows

EXACT_MATCH_PERCENT = 100


def segment_key(segment: Segment, keys: KeyMaker) -> bytes:
    """Return the memory key of a segment: everything that decides its draft."""
    limit = "" if segment.limit is None else f"{segment.limit.most} {segment.limit.unit}"
    context = segment.context
    if segment.frame[0] or segment.frame[1]:
        context += f"\x1f{segment.frame[0]}\x1f{segment.frame[1]}"
    # A draft was accepted with a place for every tag, so it serves only where the tags stand alike.
    if segment.codes and (tags := segment.tag_places):
        context += f"\x1f{tags}"
    if segment.taken:
        context += f"\x1f{sorted(segment.taken)}"
    terms = repr(segment.term_hits) if segment.term_hits else ""
    return keys.key(segment.prepared, segment.role, limit, terms, context)


def leverage(
    segments: Iterable[Segment], memory: TranslationMemory, keys: KeyMaker, window: int, run: int | None = None
) -> Iterator[Segment]:
    """Fill each open segment that the memory knows: with an imported translation, else the draft of the engine's.

    What the run itself, by its id, has put there in an earlier window is a repetition, and nothing that was known.
    """
    has_imported = memory.newest_import() is not None
    use = Use(memory)
    for chunk in windows(segments, window):
        known = with_imported(chunk, memory, keys) if has_imported else chunk
        wanted = [None if s.target is not None else segment_key(s, keys) for s in known]
        found = memory.lookup([*{key for key in wanted if key is not None}])
        use.note(found.values())
        for segment, key in zip(known, wanted, strict=True):
            entry = None if key is None else found.get(key)
            yield segment if entry is None else _leveraged(segment, entry, is_repeated=entry.run == run)


def with_imported(segments: Sequence[Segment], memory: TranslationMemory, keys: KeyMaker) -> list[Segment]:
    """Return the segments, those that are open and have an imported translation with that as their target."""
    wanted = [None if s.target is not None or s.taken else approved_key(s, keys) for s in segments]
    found = memory.lookup([*{key for key in wanted if key is not None}])
    filled = []
    for segment, key in zip(segments, wanted, strict=True):
        entry = None if key is None else found.get(key)
        made = None if entry is None else with_approved(segment, entry, EXACT_MATCH_PERCENT)
        filled.append(segment if made is None else made)
    return filled


Acceptable = Callable[[Segment, FuzzyMatch, str], bool]
"""Whether a draft that was made of a match may stand for a segment."""


def fill_fuzzy(
    segments: Iterable[Segment], matches: FuzzyMatches, least_percent: int, is_acceptable: Acceptable
) -> Iterator[Segment]:
    """Fill each segment that has no target from the best fuzzy match of at least `least_percent` that is acceptable.

    What a person made of a similar text goes before what the engine made of this one in an earlier run. Such a segment
    gets a minor finding. One with tags is passed over, for nobody knows where they would stand in the target, and so
    is a value that must stay apart from others.
    """
    for segment in segments:
        has_tags = any(code.kind is not CodeKind.VERBATIM for code in segment.codes)
        if segment.target is not None or has_tags or segment.role.is_identity:
            yield segment
            continue
        found = matches.best(segment.source, least_percent, role=segment.role)
        drafts = ((match, _masked(segment, match.target)) for match in found)
        good = (
            _from_match(segment, match, draft)
            for match, draft in drafts
            if draft is not None and is_acceptable(segment, match, draft)
        )
        yield next(good, segment)


def _masked(segment: Segment, target: str) -> str | None:
    """Return a target as the engine would have drafted it, with the segment's masks; None if one has no place."""
    reached = 0
    for start, end, mask in segment.masks:
        if mask.islower():  # a word that the engine reads for a sign: the target has one of its own
            continue
        if is_leading_name(segment.source, start, end, mask):
            name = segment.source[:end].rstrip()
            if name not in target:
                return None
            target = f" {target} ".replace(f" {name} ", " ", 1).strip()
            continue
        text = segment.source[start:end]
        at = target.find(text, reached)
        if at < 0:
            return None
        target = f"{target[:at]}{mask}{target[at + len(text) :]}"
        reached = at + len(mask)
    return target


def _from_match(segment: Segment, match: FuzzyMatch, draft: str) -> Segment:
    what = "with its numbers" if match.is_substituted else f"{match.percent}% alike"
    message = f'is translated as a person translated "{match.source}", {what}: read it over'
    finding = Finding("fuzzy-match", Severity.MINOR, message, segment.place)
    return segment._replace(
        draft=draft,
        alignment=None,
        score=None,
        hows=(),
        score_difference=None,
        origin=Origin.MEMORY_FUZZY,
        match=match.percent,
        findings=(*segment.findings, finding),
    )


def _leveraged(segment: Segment, entry: MemoryEntry, *, is_repeated: bool) -> Segment:
    return segment._replace(
        draft=entry.target,
        alignment=entry.alignment if segment.codes else None,
        score=entry.score,
        hows=entry.hows,
        score_difference=entry.score_difference,
        origin=Origin.REPETITION if is_repeated else Origin.MEMORY_EXACT,
        match=None if is_repeated else EXACT_MATCH_PERCENT,
    )


def require_known(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Leave untranslated, with a critical finding, what the memory does not know: nothing new is decoded."""
    for segment in segments:
        if segment.target is not None or segment.draft is not None:
            yield segment
            continue
        message = "not in the memory, and --frozen decodes nothing new: run without it and keep the memory"
        yield segment._replace(
            target=segment.source,
            target_codes=segment.codes,
            origin=Origin.UNTRANSLATED,
            findings=(*segment.findings, Finding("frozen", Severity.CRITICAL, message, segment.place)),
        )


def remember(
    segments: Iterable[Segment], memory: TranslationMemory, keys: KeyMaker, run: int, window: int
) -> Iterator[Segment]:
    """Commit what the engine gave for each window, in one transaction, before its segments go on."""
    for chunk in windows(segments, window):
        entries = [
            MemoryEntry(
                segment_key(s, keys),
                s.prepared,
                s.draft,
                run,
                s.alignment,
                s.score,
                hows=s.hows,
                score_difference=s.score_difference,
            )
            for s in chunk
            if s.origin is Origin.ENGINE and s.draft is not None
        ]
        if entries:
            memory.commit_window(entries, [])
        yield from chunk
