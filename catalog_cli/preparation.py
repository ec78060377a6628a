"""What the engine must not see is taken out before it, and put back after it: case, masks, tags.

`prepare` sets what the engine reads, `restore` turns its draft into the target. Offsets hold throughout: case is
changed letter by letter, masks are edits, and tags follow the alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from catalog_cli import casing, locales, markup, protection
from catalog_cli.brands import find_brands
from catalog_cli.engine import Translator
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.recording import BRAND
from catalog_cli.product import Role
from catalog_cli.segment import (
    Alignment,
    CodeKind,
    Finding,
    InlineCode,
    Origin,
    Segment,
    Severity,
    TermHit,
    is_leading_name,
)
from catalog_cli.varieties import variety_edits

Span = tuple[int, int]
TextEdit = tuple[int, int, str]

_WORD = re.compile(r"\w+")

# Option values, tags and standing phrases come again and again, and a draft is finished once to be judged and once to
# be written: what was made of the last ones is kept. Two windows of distinct texts; tags also hold their alignment.
_SHORT = 64  # characters
_MOST_KEPT = 8_192
_MOST_WITH_CODES_KEPT = 4_096


def prepare(
    segments: Iterable[Segment],
    source_locale: str,
    target_locale: str,
    terms: TermMatcher | None = None,
    alphabet: protection.Alphabet = protection.EMBEDDED,
) -> Iterator[Segment]:
    """Mask what is not language, find the terms, and bring the case into the form that models read best.

    A segment that holds no language is its own target, as is one in the target's language already; one in a third
    language stays as it is, with a finding. A name that `terms` keeps is masked like what is not language, and so is
    a word that the `alphabet` of the engine cannot spell.
    """
    pair = (locales.language(source_locale), locales.language(target_locale))
    for segment in segments:
        is_short = not segment.codes and len(segment.source) <= _SHORT
        form = _short_form if is_short else _form
        found = form((segment.source, segment.codes), segment.role, segment.names, pair, (terms, alphabet))
        if found.language is not None and found.language != pair[1]:
            message = f"left as it was, because it is not in the source language ({source_locale})"
            finding = Finding("untranslated", Severity.MINOR, message, segment.place)
            yield segment._replace(
                codes=found.codes,
                term_hits=found.hits,
                target=segment.source,
                target_codes=found.codes,
                origin=Origin.UNTRANSLATED,
                findings=(*segment.findings, finding),
            )
        elif found.is_copied:
            yield segment._replace(
                codes=found.codes,
                term_hits=found.hits,
                target=segment.source,
                target_codes=found.codes,
                origin=Origin.COPIED,
            )
        else:
            yield segment._replace(
                codes=found.codes, term_hits=found.hits, prepared=found.text, masks=found.masks, frame=found.frame
            )


# "80 ºC" is typed with the sign for ordinals, which the engine reads as an o.
_ORDINAL_FOR_DEGREE = re.compile(r"º(?=[ \u00a0]?[CF]\b)")


class _Form(NamedTuple):
    """What the engine reads of a text; `is_copied` if it should not see it, as it is in another `language`, say."""

    codes: tuple[InlineCode, ...]
    hits: tuple[TermHit, ...] = ()
    is_copied: bool = False
    language: str | None = None
    text: str = ""
    masks: tuple[TextEdit, ...] = ()
    frame: tuple[str, str] = ("", "")


def _form(
    piece: tuple[str, tuple[InlineCode, ...]],
    role: Role,
    names: frozenset[str],
    languages: tuple[str, str],
    known: tuple[TermMatcher | None, protection.Alphabet],
) -> _Form:
    source, own_codes = piece
    terms, alphabet = known
    codes = _with_protected(source, own_codes, alphabet)
    hits: tuple[TermHit, ...] = ()
    if terms is not None and (hits := terms.hits(source, _verbatim_spans(codes))):
        codes = (*codes, *(_kept(hit) for hit in hits if hit.is_kept))
    style = casing.detect(source, languages[0])
    if languages[0] == "en" and (role is Role.TITLE or style.style in (casing.Style.TITLE, casing.Style.UPPER)):
        codes = (*codes, *_brands(source, codes, hits))
    if not _holds_language(source, codes) and all(hit.is_kept for hit in hits):
        return _Form(codes, hits, is_copied=True)
    language = protection.other_language(source, languages[0])
    if language is not None:
        return _Form(codes, hits, is_copied=True, language=language)
    rest = protection.rest_of_title(source, codes) if role is Role.TITLE else 0
    frame = casing.frame_of(source[rest:], role, *languages)
    if frame == casing.NO_FRAME:
        rest = 0
    # In running text a capital may begin a name, and nothing else would tell.
    is_running = role in (Role.TEXT, Role.HTML) and style.style is casing.Style.SENTENCE
    form = casing.Form.SENTENCE if frame == casing.NO_FRAME or is_running else casing.Form.LOWER
    cased = _ORDINAL_FOR_DEGREE.sub("°", casing.neutral(source, style, names, form))
    # In text order: a brand is found before the addresses that stand in front of it.
    found = protection.readings(cased, languages, is_fragment=frame != casing.NO_FRAME)
    readings = [one for one in found if _is_free(one, hits, codes)]
    prepared, masks = protection.mask(cased, _verbatim(codes), alphabet=alphabet, readings=readings, rest=rest)
    return _Form(codes, hits, text=prepared, masks=masks, frame=(frame.head, frame.tail))


def _brands(source: str, codes: Sequence[InlineCode], hits: Sequence[TermHit]) -> Iterator[InlineCode]:
    """Yield a code for each well-known brand where nothing else is known: in a title its capital tells nothing."""
    taken = [*_verbatim_spans(codes), *((hit.start, hit.end) for hit in hits)]
    for start, end in find_brands(source):
        if all(end <= first or last <= start for first, last in taken):
            yield InlineCode(CodeKind.VERBATIM, start, end, BRAND)


def _is_free(reading: TextEdit, hits: Sequence[TermHit], codes: Sequence[InlineCode]) -> bool:
    """Return whether a text may be read otherwise somewhere: no glossary has words for it, and no tag stands inside."""
    start, end, _ = reading
    if any(start < hit.end and hit.start < end for hit in hits):
        return False
    return not any(start < edge < end for code in codes for edge in (code.start, code.end))


_short_form = lru_cache(maxsize=_MOST_KEPT)(_form)


def _with_protected(
    source: str, codes: tuple[InlineCode, ...], alphabet: protection.Alphabet
) -> tuple[InlineCode, ...]:
    """Return a text's codes and those found in its text, in text order, none overlapping another's words."""
    found = protection.find_spans(source, alphabet)
    if not found:
        return codes
    taken = _verbatim_spans(codes)
    free = [code for code in found if all(code.end <= start or end <= code.start for start, end in taken)]
    return (*codes, *free)


def _verbatim_spans(codes: Sequence[InlineCode]) -> list[Span]:
    return [(code.start, code.end) for code in codes if code.kind is CodeKind.VERBATIM]


def _kept(hit: TermHit) -> InlineCode:
    return InlineCode(CodeKind.VERBATIM, hit.start, hit.end, "term")


def _verbatim(codes: Sequence[InlineCode]) -> list[InlineCode]:
    return sorted((code for code in codes if code.kind is CodeKind.VERBATIM), key=lambda code: code.start)


def _holds_language(source: str, codes: Sequence[InlineCode]) -> bool:
    if not codes:
        return protection.is_language(source)
    reached, rest = 0, []
    for code in _verbatim(codes):
        rest.append(source[reached : code.start])
        reached = max(reached, code.end)
    return protection.is_language(" ".join((*rest, source[reached:])))


def alphabet_of(engine: Translator) -> protection.Alphabet:
    """Return what an engine's vocabularies spell; the embedded model's, which is measured, where it does not say."""
    spelled = getattr(engine, "characters", None)
    return protection.EMBEDDED if spelled is None else protection.alphabet_of(*spelled)


def masked(
    segment: Segment, shape: int, alphabet: protection.Alphabet = protection.EMBEDDED
) -> tuple[str, tuple[TextEdit, ...]]:
    """Return a segment's text as `prepare` makes it, but with masks of another shape."""
    cased = in_prepared_case(segment)
    readings = [edit for edit in segment.masks if protection.is_reading(edit[2])]
    rest = next((edit[1] for edit in segment.masks if is_leading_name(segment.source, *edit)), 0)
    return protection.mask(cased, _verbatim(segment.codes), shape, alphabet, readings=readings, rest=rest)


def in_prepared_case(segment: Segment) -> str:
    """Return the source in the case of the prepared text."""
    parts: list[str] = []
    reached = shift = 0
    for start, end, mask in segment.masks:
        parts += (segment.prepared[reached + shift : start + shift], segment.source[start:end])
        shift += len(mask) - (end - start)
        reached = end
    parts.append(segment.prepared[reached + shift :])
    return "".join(parts)


def unmasking_edits(segment: Segment) -> list[TextEdit]:
    """Return the edits that turn the prepared text into the source's words: masks out, originals in."""
    edits, shift = [], 0
    for start, end, mask in segment.masks:
        edits.append((start + shift, start + shift + len(mask), segment.source[start:end]))
        shift += len(mask) - (end - start)
    return edits


def parts(segment: Segment) -> list[Span]:
    """Return the spans of the prepared text that lie between its tags and masks and hold language."""
    edges = {0, len(segment.prepared)}
    spans = [(code.start, code.end) for code in segment.codes if code.kind is not CodeKind.VERBATIM]
    edges.update(edge for span in _in_prepared(spans, segment) for edge in span)
    masks = [(start, end) for start, end, _ in _prepared_masks(segment)]
    edges.update(edge for span in masks for edge in span)
    cuts = sorted(edges)
    found = []
    for start, end in pairwise(cuts):
        text = segment.prepared[start:end]
        if (start, end) not in masks and protection.is_language(text):
            found.append((start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())))
    return found


def _prepared_masks(segment: Segment) -> list[TextEdit]:
    return [
        edit
        for edit, (_, _, mask) in zip(unmasking_edits(segment), segment.masks, strict=True)
        if edit[1] > edit[0] and not protection.is_reading(mask)
    ]


def _in_prepared(spans: Sequence[Span], segment: Segment) -> list[Span]:
    """Return where spans of the source lie in the prepared text."""
    links = Alignment(tuple((start, end, 0, 0) for start, end in spans))
    return [(start, end) for start, end, _, _ in protection.shift(links, (), segment.masks).links]


def restore(segments: Iterable[Segment], source_locale: str, target_locale: str) -> Iterator[Segment]:
    """Turn each draft into its target: the case of the target locale, the originals of the masks, the tags."""
    for segment in segments:
        if segment.target is not None or segment.draft is None:
            yield segment
            continue
        finished = finish(segment, segment.draft, segment.alignment, (source_locale, target_locale))
        if finished is None:
            # Only a damaged memory gets here: every draft passed the acceptors.
            message = "left as it was, because the translation in the memory has no place for a tag or a placeholder"
            yield segment._replace(
                target=segment.source,
                target_codes=segment.codes,
                origin=Origin.UNTRANSLATED,
                findings=(*segment.findings, Finding("untranslated", Severity.MAJOR, message, segment.place)),
            )
            continue
        target, codes = finished
        yield segment._replace(target=target, target_codes=codes)


def finish(
    segment: Segment, draft: str, alignment: Alignment | None, pair: tuple[str, str]
) -> tuple[str, tuple[InlineCode, ...]] | None:
    """Return (target, codes placed in it) for a draft, or None if a mask or a tag has no place.

    `pair` is the source and the target locale.
    """
    text = (segment.source, segment.prepared, segment.masks, draft, pair)
    if not segment.codes:
        found = _finished_text(*text)
        return None if found is None else (found.target, ())
    # Asking for the links works them out: only tags follow them.
    has_tags = alignment is not None and any(code.kind is not CodeKind.VERBATIM for code in segment.codes)
    return _finished_with_codes(text, segment.codes, alignment.links if alignment is not None and has_tags else None)


@lru_cache(maxsize=_MOST_WITH_CODES_KEPT)
def _finished_with_codes(
    text: tuple[str, str, tuple[TextEdit, ...], str, tuple[str, str]],
    codes: tuple[InlineCode, ...],
    links: tuple[tuple[int, int, int, int], ...] | None,
) -> tuple[str, tuple[InlineCode, ...]] | None:
    found = _finished_text(*text)
    if found is None:
        return None
    source, _, masks, _, _ = text
    target, places = found.target, found.places
    placed = _placed_verbatim(codes, masks, places)
    tags = tuple(code for code in codes if code.kind is not CodeKind.VERBATIM)
    if tags:
        if links is None:
            return None
        shifted = _with_target(Alignment(links), found, masks)
        projected = markup.project(tags, source, target, _word_by_word(shifted, source, masks, places))
        if projected is None:
            return None
        placed = [*placed, *(_around_whole(code, placed) for code in projected)]
    return target, tuple(_in_order(codes, placed))


def target_links(segment: Segment, pair: tuple[str, str]) -> tuple[tuple[int, int, int, int], ...]:
    """Return which span of a restored target came from which of the source, as in an Alignment; () if nothing tells.

    `pair` is the source and the target locale.
    """
    if segment.alignment is None or segment.draft is None:
        return ()
    found = _finished_text(segment.source, segment.prepared, segment.masks, segment.draft, pair)
    if found is None or found.target != segment.target:
        return ()
    return _with_target(segment.alignment, found, segment.masks).links


class _Finished(NamedTuple):
    """A draft without its masks: `places` of what they stood for in `target`, made by `edits` of `text`.

    `text` is the draft in its last form, `own_words` what was changed in it to the target locale's words.
    """

    target: str
    places: tuple[Span, ...]
    text: str
    edits: list[tuple[int, int, str, int]]
    own_words: list[TextEdit]


@lru_cache(maxsize=_MOST_KEPT)
def _finished_text(
    source: str, prepared: str, masks: tuple[TextEdit, ...], draft: str, pair: tuple[str, str]
) -> _Finished | None:
    source_locale, target_locale = pair
    text = casing.end_like(draft, prepared)
    own_words = variety_edits(text, target_locale)
    text = _edited(text, own_words)
    edits = protection.restorations(text, masks, source)
    if edits is None:
        return None
    masked_spans = [(start, end) for start, end, _, index in edits if index >= 0]
    style = casing.detect(source, locales.language(source_locale))
    text = casing.restore(text, style, target_locale, source, masked_spans)
    unmasked = protection.unmask(text, masks, source)
    return None if unmasked is None else _Finished(*unmasked, text, edits, own_words)


def _edited(text: str, edits: Sequence[TextEdit]) -> str:
    for start, end, word in reversed(edits):
        text = text[:start] + word + text[end:]
    return text


def _with_target(alignment: Alignment, found: _Finished, masks: Sequence[TextEdit]) -> Alignment:
    """Return an alignment of draft and prepared text as one of target and source."""
    if found.own_words:
        alignment = protection.shift(alignment, (), found.own_words)
    return protection.shift(_clipped(alignment, len(found.text)), masks, [edit[:3] for edit in found.edits])


def _clipped(alignment: Alignment, length: int) -> Alignment:
    """Return the alignment within a draft whose end punctuation may have been cut off."""
    return Alignment(tuple((min(a, length), min(b, length), c, d) for a, b, c, d in alignment.links if a < length))


def _placed_verbatim(
    codes: Sequence[InlineCode], masks: Sequence[TextEdit], places: Sequence[Span]
) -> list[InlineCode]:
    """Return the verbatim codes at their places in the target: each lies within the original of one mask."""
    placed = []
    for code in _verbatim(codes):
        for (start, end, _), (target_start, _) in zip(masks, places, strict=True):
            if start <= code.start and code.end <= end and target_start >= 0:
                offset = target_start - start
                placed.append(code._replace(start=code.start + offset, end=code.end + offset))
                break
    return placed


def _word_by_word(alignment: Alignment, source: str, masks: Sequence[TextEdit], places: Sequence[Span]) -> Alignment:
    """Return the alignment with the words inside a mask's original related one to one, for tags around some of them."""
    if not masks:
        return alignment
    links = {link for link in alignment.links if link[:2] not in places}
    for (start, end, _), (target_start, _) in zip(masks, places, strict=True):
        if target_start >= 0:
            offset = target_start - start
            words = (match.span() for match in _WORD.finditer(source, start, end))
            links.update((a + offset, b + offset, a, b) for a, b in words)
    return Alignment(tuple(sorted(links)))


def _around_whole(tag: InlineCode, verbatim: Sequence[InlineCode]) -> InlineCode:
    """Return the tag with no edge inside a verbatim span: pairs grow over it, points go before it."""
    start, end = tag.start, tag.end
    for code in verbatim:
        if code.start < start < code.end:
            start = code.start
        if code.start < end < code.end:
            end = code.start if tag.kind is CodeKind.POINT else code.end
    return tag._replace(start=start, end=end) if (start, end) != (tag.start, tag.end) else tag


def _in_order(codes: Sequence[InlineCode], placed: Sequence[InlineCode]) -> Iterator[InlineCode]:
    """Yield the placed codes in the order of the source's."""
    rest = list(placed)
    for code in codes:
        for candidate in rest:
            if (candidate.kind, candidate.name, candidate.opening, candidate.closing) == (
                code.kind,
                code.name,
                code.opening,
                code.closing,
            ):
                rest.remove(candidate)
                yield candidate
                break
