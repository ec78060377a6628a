"""Where a term can go in a draft, in which form, and with which words before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.candidates.agreement import edited
from catalog_cli.candidates.decoding import Candidate, Frame, Link
from catalog_cli.candidates.determiners import agreeing, following, is_small, noun
from catalog_cli.candidates.drafts import examined
from catalog_cli.candidates.losses import adjectives_inside
from catalog_cli.candidates.places import WORD, Draft, Span, aligned_words, all_forms, in_prepared, place, words_outside
from catalog_cli.engine import Tokenizer, Translator
from catalog_cli.glossary import constraints
from catalog_cli.glossary.inflection import agreed_adjective
from catalog_cli.ledger import How
from catalog_cli.segment import Alignment, Segment

_WORD_START = re.compile(r"(?<![\w'’-])\w|(?<=\w)(?=[.,;:!?)]+(?:\s|$))|$")
_SMALL_BEFORE = re.compile(r" (?P<word>[^\W\d_]+)(?= ?\Z)")
_MOST_FORMS = 4
_MOST_FORMS_AT_PLACES = 2
# Log-probability below the likeliest place at which a place is no longer tried: one in 150.
_LIKELY = 5.0


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
    return len(words) == len(own) and all(map(constraints.is_inflected, words, own))


class Variant(NamedTuple):
    """A draft with a form in the place of some of its words: `before` + `form` + `after`.

    `replaced` are the words it stands for, `source` the term in the prepared text; `agrees` is False if the word
    behind the form could be an adjective of another gender or number. `cleaned` is the draft it was made from, where
    that had to lose other words first.
    """

    before: str
    form: str
    after: str
    replaced: Span
    source: Span
    agrees: bool = True
    cleaned: Candidate | None = None

    @property
    def text(self) -> str:
        """The whole draft, spliced."""
        return f"{self.before}{self.form}{self.after}"

    def candidate(self, segment: Segment, draft: Draft) -> Candidate:
        """Return the spliced draft with the alignment of the one it was made from."""
        base = self.cleaned or draft.candidate
        start, end = self.replaced
        opening = len(self.before) - start
        shift = len(self.before) + len(self.form) - end
        moved = len(self.text) - len(base.draft)
        links: list[Link] = []
        for a, b, c, d in base.alignment.links if base.alignment is not None else ():
            if b <= start:
                links.append((a, max(a, b + (opening if b == start else 0)), c, d))
            elif a >= end:
                # The word behind the form may have another ending.
                links.append((a + (shift if a <= end + 1 else moved), b + (shift if b < end + 1 else moved), c, d))
        links = [link for link in links if link[1] <= len(self.before) or link[0] >= start]
        links.append((len(self.before), len(self.before) + len(self.form), *self.source))
        return base._replace(draft=self.text, alignment=Alignment(tuple(sorted(links))), proposer="spliced", score=None)

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
    own = place(segment, draft, index, language)
    if own is None:
        return []
    found = list(_variants_in((segment, draft, index), own, language))
    adjectives = adjectives_inside(segment, draft, index, language)
    plain = tuple(found)
    for adjective in adjectives:
        found += _with_adjective((segment, draft, index), plain, adjective, language)
    cleaned = _without_rest((segment, draft, index), own, language)
    if cleaned is not None:
        again = draft._replace(candidate=cleaned)
        own = place(segment, again, index, language)
        if own is not None:
            more = _variants_in((segment, again, index), own, language)
            found = [one._replace(cleaned=cleaned) for one in more] + found
    return found


def _with_adjective(
    what: tuple[Segment, Draft, int], found: Sequence[Variant], adjective: str, language: str
) -> Iterator[Variant]:
    """Yield the variants with an adjective behind the form: the form replaced it with the words around it."""
    segment, _, index = what
    hit = segment.term_hits[index]
    for one in found:
        own = noun(hit, one.form, segment.source[hit.start : hit.end], language)
        feminine = own.gender == "f"
        agreed = agreed_adjective(adjective.lower(), language, feminine=feminine, plural=own.plural)
        if agreed and own.gender:
            yield one._replace(after=f" {agreed}{one.after}")


def _without_rest(what: tuple[Segment, Draft, int], own: Span, language: str) -> Candidate | None:
    """Return a draft without words that say the term elsewhere than in its place: "fato de banho preto de uma peça".

    Only such behind the place go, with the small words before them.
    """
    segment, draft, index = what
    text = draft.candidate.draft
    rest = [span for span in aligned_words(segment, draft.candidate, index) if span[0] >= own[1]]
    kept = {word.casefold() for word in words_outside(segment)}
    rest = [span for span in rest if not is_small(text[slice(*span)], language) and text[slice(*span)] not in kept]
    if not rest:
        return None
    edits = []
    for start, end in rest:
        small = _SMALL_BEFORE.search(text, own[1], start)
        while small is not None and is_small(small["word"], language):
            start = small.start()
            small = _SMALL_BEFORE.search(text, own[1], start)
        edits.append((start, end, ""))
    return edited(draft.candidate, edits)


def _variants_in(what: tuple[Segment, Draft, int], own: Span, language: str) -> Iterator[Variant]:
    segment, draft, index = what
    text = draft.candidate.draft
    source, hit = in_prepared(segment, index), segment.term_hits[index]
    for form in forms(segment, index):
        start, end = own = _with_shared_word(text, own, form)
        written = form
        if text[:start].strip() == "" and text[start : start + 1].isupper() and not hit.exact:
            written = form[:1].upper() + form[1:]
        own_noun = noun(hit, form, segment.source[hit.start : hit.end], language)
        for before in agreeing(text[:start], own_noun, language):
            afters = following(text[end:], own_noun, language)
            for after in afters:
                yield Variant(before, written, after, own, source, agrees=after == afters[-1])


def _with_shared_word(text: str, own: Span, form: str) -> Span:
    """Return a place with the word before it, if the form begins with that: "Não [use]" for "não usar"."""
    before = list(WORD.finditer(text, 0, own[0]))
    first = form.split(maxsplit=1)[0].casefold()
    is_shared = bool(before) and " " in form and before[-1][0].casefold() == first
    return (before[-1].start(), own[1]) if is_shared else own


def _likeliest_forms(segment: Segment, index: int, best: str) -> tuple[str, ...]:
    """Return the form that the best text so far holds, if any, else the first few; and another word that is allowed."""
    own = forms(segment, index)
    held = tuple(form for form in own if constraints.occurrences((form,), best))
    others = tuple(form for form in _plausible_forms(segment, index) if form not in own)
    return (held[:1] or own[:_MOST_FORMS_AT_PLACES]) + others[:1]


def variants_at(what: tuple[Segment, Draft, int], places: Sequence[int], best: str, language: str) -> list[Variant]:
    """Return the ways to say a term at places of a draft, and one and two words before its own; for writing on only."""
    segment, draft, index = what
    text, hit = draft.candidate.draft, segment.term_hits[index]
    said = segment.source[hit.start : hit.end]
    starts = [at for at in places if 0 <= at <= len(text)]
    own = place(segment, draft, index, language)
    if own is not None:
        words = [match.start() for match in WORD.finditer(text) if match.start() <= own[0]]
        starts = [*words[-3:], *starts]
    found = []
    for start in dict.fromkeys(starts):
        spaced = text[:start] if start == 0 or text[start - 1].isspace() or text[start - 1] in "([“\"'/-" else ""
        before = spaced or (text[:start] + " " if start else "")
        found += [
            Variant(agreed, form, text[start:], (start, start), in_prepared(segment, index))
            for form in _likeliest_forms(segment, index, best)
            for agreed in agreeing(before, noun(hit, form, said, language), language)
        ]
    return found


def likely_places(
    wanted: Sequence[tuple[tuple[str, Frame, str], tuple[str, ...]]], engine: Translator, most: int
) -> list[list[int]]:
    """Return, per ((text, frame, whole draft), forms), the offsets of words where the engine finds a form likeliest."""
    encode, spans = engine.tokenizer.encode, engine.tokenizer.spans
    sources = encode([f"{head}{text}{tail}" for (text, (head, tail), _), _ in wanted])
    drafts = engine.tokenizer.encode_targets([draft for (_, _, draft), _ in wanted])
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
    alone, behind = tokenizer.encode_targets(["a", f"a {form}"])
    return behind[len(alone) :] if behind[: len(alone)] == alone else tokenizer.encode_targets([form])[0]


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
            and (own := place(segment, draft, index, locales.language(engine.target_locale))) is not None
        ):
            words.add(draft.candidate.draft[slice(*own)].lower())
    allowed = {form.casefold() for form in all_forms(segment)}
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
