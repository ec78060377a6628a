"""Ideas for segments whose first draft was not accepted, cheapest first, and for drafts that could agree better."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from catalog_cli import casing, locales, preparation, protection, segmentation
from catalog_cli.candidates.acceptors import BEGAN_WITH_ARTICLE
from catalog_cli.candidates.decoding import Candidate, decode
from catalog_cli.candidates.echoes import Unechoed
from catalog_cli.candidates.known_heads import KnownHead
from catalog_cli.candidates.names import Named, NameInFront
from catalog_cli.candidates.openings import UncopiedOpening
from catalog_cli.candidates.search import Case, Proposer
from catalog_cli.candidates.usage import BrazilianUsage
from catalog_cli.candidates.wearers import ForWhom
from catalog_cli.candidates.word_order import HeadFirst
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.phrasebook import load_phrasebook
from catalog_cli.phrasebook.heads import load_heads
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, Segment

_WORD = re.compile(r"[^\W\d_]+")
# Beam 4 is the widest the embedded model was measured with (its card); each of its four hypotheses is a chance.
_BEAM = DecodingOptions(beam_size=4, hypotheses=4)
# Of 3,000 category names: chrF 52.56 and 0.05 s of time with two, 52.57 and 0.38 s with four, 52.38 without any.
_FULLER = DecodingOptions(beam_size=2, hypotheses=2)
# Bans repeating any three words, and makes any repetition a little dearer. Only for drafts that looped.
_NO_REPEAT = DecodingOptions(beam_size=2, hypotheses=1, no_repeat_ngram_size=3, repetition_penalty=1.2)
_SHORTEST_CLAUSE = 40  # characters; shorter parts lose their context


def proposers(source_locale: str, target_locale: str) -> tuple[Proposer, ...]:
    """Return what is tried for an unaccepted segment, in order."""
    return (
        Shrunk(locales.language(target_locale)),
        OtherDecoding("larger beam", _BEAM),
        OtherDecoding("no lead-in", DecodingOptions(), is_framed=False),
        OtherMasks("other masks", 1),
        OtherMasks("plain masks", 2),
        OtherCase("other case"),
        OtherDecoding("no repeat", _NO_REPEAT, after="repeated itself"),
        SplitSentence("split sentence"),
        Parts("parts", source_locale),
    )


_NAMED, _NAME_BEHIND = "name", "name behind"


def refiners(source_locale: str, target_locale: str) -> tuple[Proposer, ...]:
    """Return what may better an accepted draft."""
    agreement = _agreement(source_locale, target_locale)
    pair = (locales.language(source_locale), locales.language(target_locale))
    heads = load_heads(source_locale, target_locale)
    book = load_phrasebook(source_locale, target_locale)
    return (
        Named(_NAMED),
        HeadFirst("head first", pair),
        NameInFront(_NAME_BEHIND, pair, after=_NAMED),
        *(() if heads is None else (KnownHead("known noun", pair, heads, book, unless=_NAME_BEHIND),)),
        Fuller("fuller"),
        UncopiedOpening("small first letter"),
        Unechoed("no echo", _BEAM),
        ForWhom("for whom"),
        *((BrazilianUsage("usage"),) if locales.parse(target_locale) == "pt-BR" else ()),
        *agreement,
    )


def _agreement(source_locale: str, target_locale: str) -> tuple[Proposer, ...]:
    if locales.language(source_locale) != "en" or locales.language(target_locale) not in _INFLECTED_ENDINGS:
        return ()
    return (Agreement("agreement", _INFLECTED_ENDINGS[locales.language(target_locale)]),)


@dataclass(frozen=True, slots=True)
class OtherDecoding:
    """The same text, decoded in another way; `after` limits it to one reason for rejection."""

    name: str
    options: DecodingOptions
    after: str | None = None
    is_framed: bool = True

    def wants(self, case: Case) -> bool:
        """Whether the reason it is made for was among those given."""
        if not self.is_framed and not any(case.segment.frame):
            return False
        return self.after is None or any(reason == self.after for _, reason in case.rejected)

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the hypotheses of another decode."""
        texts = [case.segment.prepared for case in cases]
        frames = [case.segment.frame for case in cases] if self.is_framed else None
        return decode(texts, engine, self.options, self.name, frames)


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The draft of a fragment without the article or preposition that the model put before it."""

    language: str
    name: str = "shrunk"

    def wants(self, case: Case) -> bool:
        """Whether a draft was rejected, of a source that is one word or for what stands before it."""
        if any(reason == BEGAN_WITH_ARTICLE for _, reason in case.rejected):
            return True
        return bool(case.rejected) and len(case.segment.prepared.split()) == 1

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return each rejected draft, shrunk where that changes it."""
        found = []
        for case in cases:
            shrunk = [
                (candidate.draft, casing.shrink(candidate.draft, self.language)) for candidate, _ in case.rejected
            ]
            found.append([_whole(case.segment, short, self.name) for draft, short in shrunk if short != draft])
        return found


@dataclass(frozen=True, slots=True)
class OtherMasks:
    """The same text with stand-ins of another shape for what is protected."""

    name: str
    shape: int

    def wants(self, case: Case) -> bool:
        """Whether anything is masked."""
        return any(protection.is_stand_in(mask) for _, _, mask in case.segment.masks)

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the draft with the usual masks in the place of the other ones."""
        alphabet = preparation.alphabet_of(engine)
        masked = [preparation.masked(case.segment, self.shape, alphabet) for case in cases]
        decoded = decode([text for text, _ in masked], engine, engine.decoding, self.name)
        return [
            [usual for one in found if (usual := _with_usual_masks(case.segment, one, masks)) is not None]
            for case, found, (_, masks) in zip(cases, decoded, masked, strict=True)
        ]


def _with_usual_masks(segment: Segment, candidate: Candidate, masks: Sequence[protection.Mask]) -> Candidate | None:
    edits = protection.restorations(candidate.draft, masks, segment.source)
    if edits is None or len(masks) != len(segment.masks):
        return None
    swaps = [
        (start, end, segment.masks[index][2])
        for start, end, _, index in edits
        if index >= 0 and protection.is_stand_in(segment.masks[index][2])
    ]
    draft = candidate.draft
    for start, end, mask in reversed(swaps):
        draft = draft[:start] + mask + draft[end:]
    alignment = None
    if candidate.alignment is not None:
        # To the source as it stands, then back to the usual prepared text: both ways by the same edits.
        in_source = protection.shift(candidate.alignment, masks, swaps)
        alignment = protection.shift(in_source, preparation.unmasking_edits(segment), ())
    return candidate._replace(draft=draft, alignment=alignment)


@dataclass(frozen=True, slots=True)
class OtherCase:
    """The same text with its first letter, or all of it, in another case."""

    name: str

    def wants(self, case: Case) -> bool:
        """Always: a model may know a word in one case only."""
        return True

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return drafts for the text in other cases."""
        variants = [_cased(case.segment) for case in cases]
        flat = decode([text for texts in variants for text in texts], engine, engine.decoding, self.name)
        drafts = iter(flat)
        # What was made of one text cannot be ranked by its score with what was made of another.
        return [[candidate._replace(score=None) for _ in texts for candidate in next(drafts)] for texts in variants]


def _cased(segment: Segment) -> list[str]:
    """Return the prepared text in other cases; masks keep theirs, and the length never changes.

    In running text the first word alone changes: the other capitals are names'.
    """
    text = segment.prepared
    keep = {mask for _, _, mask in segment.masks}
    if casing.detect(text).style is casing.Style.SENTENCE:
        keep.update(_WORD.findall(text)[1:])

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        low = word.lower()
        return word if word in keep or len(low) != len(word) else low

    lowered = _WORD.sub(lower, text)
    raised = lowered[:1].upper() + lowered[1:] if len(lowered[:1].upper()) == 1 else lowered
    return [variant for variant in dict.fromkeys((lowered, raised)) if variant != text]


@dataclass(frozen=True, slots=True)
class SplitSentence:
    """The clauses of a sentence, translated apart and put together again."""

    name: str

    def wants(self, case: Case) -> bool:
        """Whether it is long enough to have two clauses."""
        return len(case.segment.prepared) > 2 * _SHORTEST_CLAUSE

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return one draft per case, made of its clauses."""
        spans = [_clauses(case.segment.prepared) for case in cases]
        return _translated_parts(cases, spans, engine, self.name)


def _clauses(text: str) -> list[tuple[int, int]]:
    return segmentation.divide(text, max(_SHORTEST_CLAUSE, len(text) * 3 // 5))


@dataclass(frozen=True, slots=True)
class Parts:
    """The text between tags and masks, each part translated apart: nothing can be lost or misplaced."""

    name: str
    source_locale: str

    def wants(self, case: Case) -> bool:
        """Whether there is anything to go around."""
        return bool(case.segment.codes)

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return one draft per case, made of the parts around its codes."""
        spans = [preparation.parts(case.segment) for case in cases]
        return _translated_parts(cases, spans, engine, self.name)


def _translated_parts(
    cases: Sequence[Case], spans: Sequence[list[tuple[int, int]]], engine: Translator, name: str
) -> list[list[Candidate]]:
    """Translate spans of the prepared texts apart; what lies between them stays."""
    texts = [case.segment.prepared[a:b] for case, own in zip(cases, spans, strict=True) for a, b in own]
    drafts = iter(decode(texts, engine, engine.decoding, name))
    found: list[list[Candidate]] = []
    for case, own in zip(cases, spans, strict=True):
        parts = [next(drafts) for _ in own]
        if len(own) < 1 or not all(parts):
            found.append([])
            continue
        found.append([_joined(case.segment.prepared, own, [part[0] for part in parts], name)])
    return found


def _joined(text: str, spans: Sequence[tuple[int, int]], parts: Sequence[Candidate], name: str) -> Candidate:
    written: list[str] = []
    links: list[tuple[int, int, int, int]] = []
    length = done = 0

    def copy(start: int, end: int) -> None:
        nonlocal length
        if text[start:end].strip():
            links.append((length, length + end - start, start, end))
        written.append(text[start:end])
        length += end - start

    for (start, end), part in zip(spans, parts, strict=True):
        copy(done, start)
        draft = part.draft.strip()
        lead = len(part.draft) - len(part.draft.lstrip())
        for t0, t1, s0, s1 in part.alignment.links if part.alignment is not None else ():
            links.append((length + t0 - lead, length + t1 - lead, start + s0, start + s1))
        written.append(draft)
        length += len(draft)
        done = end
    copy(done, len(text))
    return Candidate("".join(written), Alignment(tuple(links)), name)


def _whole(segment: Segment, draft: str, name: str) -> Candidate:
    """Return a candidate whose every word comes from the whole source."""
    return Candidate(draft, Alignment(((0, len(draft), 0, len(segment.prepared)),)), name)


@dataclass(frozen=True, slots=True)
class Fuller:
    """A draft for a title that dropped one of its words ("Soft cotton baby blanket" without the baby).

    A word counts as dropped if no piece of the draft attended to it most.
    """

    name: str

    def wants(self, case: Case) -> bool:
        """Whether it is a title or a value, and a word of it is dropped: bullets are read best in their frame."""
        segment = case.segment
        is_bullet = segment.role in (Role.TEXT, Role.HTML) and segment.prepared[:1].isupper()
        if is_bullet or not any(segment.frame):
            return False
        return _dropped(segment, case.rejected[0][0]) > 0

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the drafts of a larger beam that drop fewer words; fewest first.

        Without the lead-in: of 1,500 category names 115 are asked for; chrF of all is 51.28 so, 51.17 with it, 51.15
        with both (51.11 without this proposer), at beam 4.
        """
        decoded = decode([case.segment.prepared for case in cases], engine, _FULLER, self.name)
        return [
            [found for _, found in sorted(self._fuller(case, candidates), key=itemgetter(0))]
            for case, candidates in zip(cases, decoded, strict=True)
        ]

    def _fuller(self, case: Case, candidates: Sequence[Candidate]) -> Iterator[tuple[int, Candidate]]:
        before = _dropped(case.segment, case.rejected[0][0])
        for candidate in candidates:
            dropped = _dropped(case.segment, candidate)
            if dropped < before:
                yield dropped, candidate


def _dropped(segment: Segment, candidate: Candidate) -> int:
    """Return how many words of four letters or more no piece of the draft came from."""
    if candidate.alignment is None or not candidate.draft:
        return len(segment.prepared)
    came_from = [(start, end) for _, _, start, end in candidate.alignment.links]
    return sum(
        1
        for match in _WORD.finditer(segment.prepared)
        if match.end() - match.start() >= 4 and not any(a < match.end() and match.start() < b for a, b in came_from)
    )


Inflections = Callable[[str], tuple[str, ...]]


def _portuguese(word: str) -> tuple[str, ...]:
    """Return the feminine and plural forms an adjective's citation form can take; () if it has one gender only.

    >>> _portuguese("vermelho"), _portuguese("azul")
    (('vermelha',), ())
    """
    if word.endswith("o"):
        return (word[:-1] + "a",)
    if word.endswith(("ês", "or")):
        return (word.replace("ês", "es") + "a",)
    return ()


_INFLECTED_ENDINGS: dict[str, Inflections] = {"pt": _portuguese}


@dataclass(frozen=True, slots=True)
class Agreement:
    """An option's value in the gender of the products that have it ("Red", a T-shirt: "Vermelha").

    The model decides: "The t-shirt is red." gives "A camiseta é vermelha.", and if that ends in an inflected form
    of the value's own translation, for every kind of product the value has in this catalog, that form is proposed.
    """

    name: str
    inflections: Inflections

    def wants(self, case: Case) -> bool:
        """Whether it is an option of one word, of known products, whose draft could be inflected."""
        segment = case.segment
        if segment.role is not Role.OPTION or not segment.context or not segment.prepared.isalpha():
            return False
        return bool(self.inflections(case.rejected[0][0].draft.lower()))

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the inflected form, where the carriers agree on one."""
        carriers = [
            [f"The {head} is {case.segment.prepared.lower()}." for head in case.segment.context.split(",")]
            for case in cases
        ]
        drafts = iter(decode([text for texts in carriers for text in texts], engine, engine.decoding, self.name))
        found: list[list[Candidate]] = []
        for case, texts in zip(cases, carriers, strict=True):
            draft = case.rejected[0][0].draft
            endings = {_last_word(candidate) for _ in texts for candidate in next(drafts)}
            form = endings.pop() if len(endings) == 1 else ""
            if form in self.inflections(draft.lower()):
                found.append([_whole(case.segment, form.capitalize() if draft[0].isupper() else form, self.name)])
            else:
                found.append([])
        return found


def _last_word(candidate: Candidate) -> str:
    words = _WORD.findall(candidate.draft.lower())
    return words[-1] if words else ""
