"""Where a term can go in a draft, in which form and with which words before it; and whether it holds there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from catalog_cli import locales, preparation, protection
from catalog_cli.candidates.decoding import Candidate, Frame, Link
from catalog_cli.candidates.determiners import agreeing, is_small
from catalog_cli.engine import Tokenizer, Translator
from catalog_cli.glossary import constraints
from catalog_cli.ledger import How
from catalog_cli.segment import Alignment, Segment

Span = tuple[int, int]

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_WORD_START = re.compile(r"(?<![\w'’-])\w|(?<=\w)(?=[.,;:!?)]+(?:\s|$))|$")
_MOST_GAP = 2  # small words that may stand between those of a term's rendering
_MOST_FORMS = 4
_MOST_FORMS_AT_PLACES = 2
_LONGEST_ENDING = 2  # letters of the shorter of two forms that their numbers may differ in
# A draft with a term may be this many times as long as the one without, and so many characters on top or less.
_MOST_RATIO, _LEAST_RATIO, _FREE_CHARACTERS = 1.6, 0.6, 12
# Log-probability below the likeliest place at which a place is no longer tried: one in 150.
_LIKELY = 5.0
_LONG_WORD = 4  # letters of a source word that is missed if nothing comes from it


class Draft(NamedTuple):
    """A candidate, what its finished text holds, and what the engine says of it.

    `unmet` are the indices of the hits that it does not satisfy, `hows` how each of the others came in; `dropped`
    counts the source's words that nothing in it comes from.
    """

    candidate: Candidate
    target: str
    unmet: tuple[int, ...]
    hows: tuple[How, ...]
    dropped: int = 0
    score: float | None = None


def examined(segment: Segment, candidate: Candidate, pair: tuple[str, str]) -> Draft | None:
    """Return what a candidate holds once it is finished, or None if it cannot be: a mask or a tag has no place."""
    finished = preparation.finish(segment, candidate.draft, candidate.alignment, pair)
    if finished is None:
        return None
    hits, target = segment.term_hits, finished[0]
    unmet = set(constraints.unmet(hits, target))
    unmet.update(index for index, span in enumerate(constraints.forbidden(hits, target)) if span is not None)
    if unmet and segment.codes:
        unmet.difference_update(index for index, kept in enumerate(constraints.kept_verbatim(segment)) if kept)
    return Draft(candidate, target, tuple(sorted(unmet)), (How.FREE,) * len(hits), score=candidate.score)


def bettered(segment: Segment, base: Draft, made: tuple[Draft, Candidate, How], pair: tuple[str, str]) -> Draft | None:
    """Return a candidate that holds more terms than its parent, or None if it does not, or at too high a price.

    `made` is (the draft it was made from, the candidate, how). The price is too high if the text got far longer or
    shorter, says a term too often, repeats itself, or keeps the old rendering beside the new one.
    """
    parent, candidate, how = made
    if not _is_of_length(candidate.draft, base.candidate.draft):
        return None
    draft = examined(segment, candidate, pair)
    if draft is None or len(draft.unmet) >= len(parent.unmet):
        return None
    if any(map(int.__gt__, _excess(segment, draft), _excess(segment, base))):
        return None
    own_words = frozenset(_form_words(segment))
    if _repetitions(candidate.draft, own_words) > _repetitions(base.candidate.draft, own_words):
        return None
    language = locales.language(pair[1])
    if _keeps_old(segment, (parent, draft), language) or _says_twice(segment, (parent, draft), language):
        return None
    hows = tuple(
        How.FAILED if index in draft.unmet else how if index in parent.unmet else before
        for index, before in enumerate(parent.hows)
    )
    dropped = max(0, _dropped(segment, candidate) - _dropped(segment, base.candidate))
    return draft._replace(hows=hows, dropped=dropped + _lost_names(segment, base.candidate.draft, candidate.draft))


def rank(draft: Draft) -> tuple[int, int, float]:
    """Return what drafts are sorted by, best first."""
    return len(draft.unmet), draft.dropped, -(draft.score or 0.0)


def _is_of_length(draft: str, base: str) -> bool:
    least, most = len(base) * _LEAST_RATIO - _FREE_CHARACTERS, len(base) * _MOST_RATIO + _FREE_CHARACTERS
    return least <= len(draft) <= most


def _excess(segment: Segment, draft: Draft) -> tuple[int, ...]:
    return constraints.excess(segment.term_hits, draft.target)


def _repetitions(text: str, own_words: frozenset[str]) -> int:
    """Return how many runs of two words come again, those with a word of a term apart, and how many words double."""
    words = [word.casefold() for word in _WORD.findall(text)]
    pairs = list(pairwise(words))
    others = [pair for pair in pairs if own_words.isdisjoint(pair)]
    return len(others) - len(set(others)) + sum(1 for a, b in pairs if a == b)


def _dropped(segment: Segment, candidate: Candidate) -> int:
    """Return how many longer words of the source nothing comes from, by the engine's attention."""
    if candidate.alignment is None:
        return 0
    came = [(start, end) for _, _, start, end in candidate.alignment.links]
    return sum(
        1
        for match in _WORD.finditer(segment.prepared)
        if match.end() - match.start() >= _LONG_WORD and not any(a < match.end() and match.start() < b for a, b in came)
    )


def _lost_names(segment: Segment, base: str, text: str) -> int:
    """Return how many words that stand in the base as in the source, outside of terms, the text has lost."""
    outside = _words_outside(segment)
    return len((outside & set(_WORD.findall(base))) - set(_WORD.findall(text)))


def _words_outside(segment: Segment) -> set[str]:
    """Return the words of the prepared text that are in no term."""
    start = 0
    outside = []
    for hit in sorted(_in_prepared(segment, index) for index in range(len(segment.term_hits))):
        outside.append(segment.prepared[start : hit[0]])
        start = hit[1]
    return set(_WORD.findall(" ".join((*outside, segment.prepared[start:]))))


def _keeps_old(segment: Segment, drafts: tuple[Draft, Draft], language: str) -> bool:
    """Return whether words that said a term in the parent still say it in the draft, which has the right form now."""
    parent, draft = drafts
    for index in set(parent.unmet) - set(draft.unmet):
        hit = segment.term_hits[index]
        old = _content_words(parent.candidate.draft, _aligned_words(segment, parent.candidate, index), language)
        old -= set(_form_words(segment))
        old -= {word.casefold() for word in _words_outside(segment)}  # a name that the engine's attention mistook
        if not old:
            continue
        text = draft.candidate.draft
        placed = constraints.occurrences(hit.target_forms, text)
        still = [
            span
            for span in _aligned_words(segment, draft.candidate, index)
            if not any(a <= span[0] and span[1] <= b for a, b in placed)
        ]
        if old & _content_words(text, still, language):
            return True
    return False


def _says_twice(segment: Segment, drafts: tuple[Draft, Draft], language: str) -> bool:
    """Return whether words of a form that came in stand outside of the terms more often than they did.

    "Fritadeira de ar" that became "fritadeira de ar fritadeira elétrica" holds the term, and the old words with it.
    """
    parent, draft = drafts
    for index in set(parent.unmet) - set(draft.unmet):
        words = {_stem(word) for form in segment.term_hits[index].target_forms for word in _WORD.findall(form)}
        words = {word for word in words if not is_small(word, language)}
        old = _place(segment, parent, index, language)
        before = _outside(segment, parent.candidate.draft, words, [old] if old is not None else [])
        if _outside(segment, draft.candidate.draft, words, []) > before:
            return True
    return False


def _outside(segment: Segment, text: str, words: set[str], own: list[Span]) -> int:
    """Return how many of the words stand in a text outside of all forms and of spans of its own."""
    for hit in segment.term_hits:
        own += constraints.occurrences(hit.target_forms, text)
    return sum(
        1
        for match in _WORD.finditer(text)
        if _stem(match[0]) in words and not any(a <= match.start() and match.end() <= b for a, b in own)
    )


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")


def _all_forms(segment: Segment) -> Iterator[str]:
    for hit in segment.term_hits:
        yield from hit.target_forms


def _form_words(segment: Segment) -> Iterator[str]:
    for form in _all_forms(segment):
        yield from _WORD.findall(form.casefold())


def _content_words(text: str, spans: Sequence[Span], language: str) -> set[str]:
    return {text[a:b].casefold() for a, b in spans if not is_small(text[a:b], language)}


def _in_prepared(segment: Segment, index: int) -> Span:
    hit = segment.term_hits[index]
    if not segment.masks:
        return hit.start, hit.end
    links = protection.shift(Alignment(((hit.start, hit.end, 0, 0),)), (), segment.masks).links
    return links[0][0], links[0][1]


def _aligned_words(segment: Segment, candidate: Candidate, index: int) -> list[Span]:
    """Return the words of a draft of which half the pieces or more come from a hit's words."""
    if candidate.alignment is None:
        return []
    start, end = _in_prepared(segment, index)
    links = candidate.alignment.links
    found = []
    for match in _WORD.finditer(candidate.draft):
        own = [(c, d) for a, b, c, d in links if a < match.end() and match.start() < b]
        inside = sum(1 for c, d in own if c < end and start < d)
        if inside and 2 * inside >= len(own):
            found.append(match.span())
    return found


def _place(segment: Segment, draft: Draft, index: int, language: str) -> Span | None:
    """Return the words of a draft that say a hit: the longest run of words aligned with it, small ones between."""
    text = draft.candidate.draft
    hit = segment.term_hits[index]
    if hit.forbidden and (standing := constraints.occurrences(hit.forbidden, text)):
        return standing[0]
    words = _aligned_words(segment, draft.candidate, index)
    # A small word at the edge belongs to what stands around the term.
    while len(words) > 1 and is_small(text[slice(*words[0])], language):
        words = words[1:]
    runs: list[Span] = []
    for start, end in words:
        between = _WORD.findall(text[runs[-1][1] : start]) if runs else []
        is_near = len(between) <= _MOST_GAP and all(is_small(word, language) for word in between)
        if runs and is_near and not re.search(r"[.,;:!?()]", text[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return max(runs, key=lambda span: span[1] - span[0]) if runs else None


def forms(segment: Segment, index: int) -> tuple[str, ...]:
    """Return the forms of a hit that are tried, likeliest first: of the one given, in the number of the source.

    A catalog should say a thing in one way: another word for it that the term base allows may stand where the
    engine chose it, and is tried where nothing else holds.
    """
    plausible = _plausible_forms(segment, index)
    own = tuple(form for form in plausible if _inflects(form, segment.term_hits[index].target_forms[0]))
    return (own or plausible)[:_MOST_FORMS]


def _plausible_forms(segment: Segment, index: int) -> tuple[str, ...]:
    hit = segment.term_hits[index]
    return constraints.plausible_forms(hit, segment.source[hit.start : hit.end])


def _inflects(form: str, given: str) -> bool:
    """Return whether a form is the given one but for the ends of its words ("ação", "ações")."""
    words, own = form.casefold().split(), given.casefold().split()
    return len(words) == len(own) and all(
        one[: max(1, min(len(one), len(other)) - _LONGEST_ENDING)]
        == other[: max(1, min(len(one), len(other)) - _LONGEST_ENDING)]
        for one, other in zip(words, own, strict=True)
    )


class Variant(NamedTuple):
    """A draft with a form in the place of some of its words: `before` + `form` + `after`.

    `replaced` are the words it stands for, `source` the term in the prepared text.
    """

    before: str
    form: str
    after: str
    replaced: Span
    source: Span

    @property
    def text(self) -> str:
        """The whole draft, spliced."""
        return f"{self.before}{self.form}{self.after}"

    def candidate(self, segment: Segment, draft: Draft) -> Candidate:
        """Return the spliced draft with the alignment of the one it was made from."""
        start, end = self.replaced
        opening = len(self.before) - start
        shift = len(self.before) + len(self.form) - end
        links: list[Link] = []
        for a, b, c, d in draft.candidate.alignment.links if draft.candidate.alignment is not None else ():
            if b <= start:
                links.append((a, max(a, b + (opening if b == start else 0)), c, d))
            elif a >= end:
                links.append((a + shift, b + shift, c, d))
        links = [link for link in links if link[1] <= len(self.before) or link[0] >= start]
        links.append((len(self.before), len(self.before) + len(self.form), *self.source))
        return draft.candidate._replace(
            draft=self.text, alignment=Alignment(tuple(sorted(links))), proposer="spliced", score=None
        )

    def linked(self, candidate: Candidate) -> Candidate | None:
        """Return a candidate that begins with `before` + `form`, the form aligned with the term; None if it does not.

        What the engine attends to while a form is forced upon it says little.
        """
        start = candidate.draft.find(self.form, max(0, len(self.before) - 2))
        if start < 0 or start > len(self.before) + 2 or candidate.alignment is None:
            return None
        end = start + len(self.form)
        links = [link for link in candidate.alignment.links if link[1] <= start or end <= link[0]]
        links.append((start, end, *self.source))
        return candidate._replace(alignment=Alignment(tuple(sorted(links))))


def variants(segment: Segment, draft: Draft, index: int, language: str) -> list[Variant]:
    """Return the ways to say a term in the place of the words that are aligned with it; none if nothing is."""
    place = _place(segment, draft, index, language)
    if place is None:
        return []
    return list(_variants_in((segment, draft, index), place, language))


def _variants_in(what: tuple[Segment, Draft, int], place: Span, language: str) -> Iterator[Variant]:
    segment, draft, index = what
    text, (start, end) = draft.candidate.draft, place
    source = _in_prepared(segment, index)
    for form in forms(segment, index):
        written = form
        if text[:start].strip() == "" and text[start : start + 1].isupper() and not segment.term_hits[index].exact:
            written = form[:1].upper() + form[1:]
        for before in agreeing(text[:start], form, language, plural=constraints.ends_plural(form)):
            yield Variant(before, written, text[end:], place, source)


def _likeliest_forms(segment: Segment, index: int, best: str) -> tuple[str, ...]:
    """Return the form that the best text so far holds, if any, else the first few; and another word that is allowed."""
    own = forms(segment, index)
    held = tuple(form for form in own if constraints.occurrences((form,), best))
    others = tuple(form for form in _plausible_forms(segment, index) if form not in own)
    return (held[:1] or own[:_MOST_FORMS_AT_PLACES]) + others[:1]


def variants_at(what: tuple[Segment, Draft, int], places: Sequence[int], best: str, language: str) -> list[Variant]:
    """Return the ways to say a term at places of a draft, and one and two words before its own; for writing on only."""
    segment, draft, index = what
    text = draft.candidate.draft
    starts = [at for at in places if 0 <= at <= len(text)]
    own = _place(segment, draft, index, language)
    if own is not None:
        words = [match.start() for match in _WORD.finditer(text) if match.start() <= own[0]]
        starts = [*words[-3:], *starts]
    found = []
    for start in dict.fromkeys(starts):
        spaced = text[:start] if start == 0 or text[start - 1].isspace() or text[start - 1] in "([“\"'/-" else ""
        before = spaced or (text[:start] + " " if start else "")
        found += [
            Variant(agreed, form, text[start:], (start, start), _in_prepared(segment, index))
            for form in _likeliest_forms(segment, index, best)
            for agreed in agreeing(before, form, language, plural=constraints.ends_plural(form))
        ]
    return found


def likely_places(
    wanted: Sequence[tuple[tuple[str, Frame, str], tuple[str, ...]]], engine: Translator, most: int
) -> list[list[int]]:
    """Return, per ((text, frame, whole draft), forms), the offsets of words where the engine finds a form likeliest."""
    encode, spans = engine.tokenizer.encode, engine.tokenizer.spans
    sources = encode([f"{head}{text}{tail}" for (text, (head, tail), _), _ in wanted])
    drafts = encode([draft for (_, _, draft), _ in wanted])
    firsts = [[pieces[0] for form in own if (pieces := _inside(form, engine.tokenizer))] for _, own in wanted]
    rows = engine.next_logits(sources, drafts, firsts)
    answer = []
    for ((_, _, draft), _), pieces, row in zip(wanted, drafts, rows, strict=True):
        starts = {match.start() for match in _WORD_START.finditer(draft)}
        offsets = [start for start, _ in spans(pieces, draft)] + [len(draft)]
        likely = sorted(
            ((max(own), at) for own, at in zip(row, offsets, strict=False) if own and at in starts), reverse=True
        )
        answer.append([at for value, at in likely[:most] if value > likely[0][0] - _LIKELY])
    return answer


def _inside(form: str, tokenizer: Tokenizer) -> list[str]:
    """Return the pieces of a form as they are in the middle of a text."""
    alone, behind = tokenizer.encode(["a", f"a {form}"])
    return behind[len(alone) :] if behind[: len(alone)] == alone else tokenizer.encode([form])[0]


def banned_pieces(segment: Segment, draft: Draft, engine: Translator) -> tuple[tuple[str, ...], ...]:
    """Return the pieces of the words that stand in the place of unmet terms, small and with a capital."""
    words: set[str] = set()
    for index in draft.unmet:
        hit = segment.term_hits[index]
        standing = constraints.occurrences(hit.forbidden, draft.target)
        if standing:
            words.update(draft.target[a:b].lower() for a, b in standing)
        elif (
            hit.target_forms
            and (place := _place(segment, draft, index, locales.language(engine.target_locale))) is not None
        ):
            words.add(draft.candidate.draft[slice(*place)].lower())
    allowed = {form.casefold() for form in _all_forms(segment)}
    banned = sorted({written for word in words - allowed for written in (word, word[:1].upper() + word[1:])})
    return tuple(tuple(_inside(written, engine.tokenizer)) for written in banned)


def whole_term(segment: Segment, pair: tuple[str, str]) -> Draft | None:
    """Return the form itself for a segment that is one term and nothing else: no decoding is needed."""
    if len(segment.term_hits) != 1 or segment.masks:
        return None
    hit = segment.term_hits[0]
    rest = segment.source[: hit.start] + segment.source[hit.end :]
    if not hit.target_forms or any(letter.isalnum() for letter in rest):
        return None
    form = forms(segment, 0)[0]
    draft = f"{segment.prepared[: hit.start]}{form}{segment.prepared[hit.end :]}"
    links = ((hit.start, hit.start + len(form), hit.start, hit.end),)
    candidate = Candidate(draft, Alignment(links), "term", hows=(How.INSERTED,))
    found = examined(segment, candidate, pair)
    return found if found is not None and not found.unmet else None
