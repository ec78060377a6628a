"""A name at the beginning of a title, which the engine does not know as one in lower case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from catalog_cli import protection
from catalog_cli.candidates.decoding import Candidate, decode
from catalog_cli.candidates.search import Case
from catalog_cli.candidates.word_order import JOINTS, PRENOMINAL, decoded_alone, sources
from catalog_cli.casing.words import words
from catalog_cli.engine import Translator
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, CodeKind, Segment

_FIRST = re.compile(r"[^\W\d_]{3,}(?:['’]s)?(?=\s)")
# Mean log-probability per token. Of 198 titles the embedded model lost the first word of 21 in lower case and kept it
# with a capital: from 0.1 on, and only words that its vocabulary has not whole, these were the names among them
# (5: "Luma Desk Lamp", "Sony Wireless Headphones"); below 0.1 come "Comfy Padded Chair" and "Skillet Pan".
_LEAST_GAIN = 0.1


# What lines of products are called, or how they are used ("Hydrate Body Lotion", "Grip Gloves"), and a model reads as
# orders. Not here: what shops say to who visits them ("Shop Women", "Save 20%").
_VERBS = words(
    """
    absorb achieve adapt adjust adorn advance align amplify ascend aspire awaken bake balance bask bathe beam believe
    belong blend bless bloom blossom blush boost bounce breathe breeze brew brighten build calm capture care caress
    carry carve celebrate charge charm chase cherish chew chill chop clarify clean cleanse clear climb cling clip
    compete conceal connect conquer control cook cool correct cover cozy craft crave create cruise crush cuddle
    curl dance dare dash dazzle deepen defend define defy detangle detox dine discover dive draw dream dress drift
    drink drive eat elevate embark embrace empower enchant endeavor endure energize enhance enjoy enrich escape evolve
    excel exfoliate exhale explore feed feel fight firm flaunt flex float flourish flow fly focus fold follow fortify
    freeze fuel gather gleam glide glimmer glisten glow grab grill grind grip groom groove grow guard hang heal heat
    hike hold hover hug hunt hydrate ignite illuminate imagine impress improve indulge infuse inhale inspire invigorate
    journey jump kick kiss launch layer lean leap learn lift lighten linger listen lounge love lure march mask matte
    meditate melt mend mix moisturize motivate move nap neutralize nourish nurture organize pack paint pamper park pedal
    perfect perform play plump polish pounce pour praise prep preserve press prevail prime protect prowl purify pursue
    radiate raise reach reap recharge recover reduce refine reflect refresh regain rejuvenate relax relieve relish
    remember remove renew repair repel replenish rescue reset resist rest restore retreat reveal revitalize revive ride
    rinse rise rival roam roar rock roll run rush savor scrub sculpt seal seek sense serve shape shave shelter shield
    shimmer shine shred simplify sing sip skate sketch sleep slice slide slim slip smile smooth snap sneak snuggle soak
    soar soften soothe spark sparkle spin splash sprint stack sting stir store stow stretch stride strive stroll
    strut stun style succeed suit surf surge surrender survive sustain swaddle sway sweat sweep swim swing tame taste
    teach tease thrill thrive throw tidy tone touch train transform travel treasure treat trek trim tuck twirl twist
    unfold unwind uplift venture vibe volumize voyage wander warm wash wear whisk whisper whiten win wish wonder wrap
    yearn yield zip zoom
    """
)
# With one of these words behind it, it is an order: "Build Your Own Bouquet", "Protect Plants From Frost".
_OBJECTS = re.compile(
    r"&|\b(?:and|or|the|a|an|all|any|every|this|that|these|those|my|your|our|his|her|their|it|me|us|you|them|up|down|out|off"
    r"|away|from|into|like|as|at|by|of|is|are)\b",
    re.IGNORECASE,
)
# How Portuguese orders begin: a verb that stands for one, or any word with an article behind it, where that is no
# preposition ("ferro a vapor").
_ORDER = re.compile(
    r"(?:se )?[a-zà-ÿ]{2,}(?:[aei]r(?:-se)?|[áêí]-l[oa]s?)\b|[a-zà-ÿ]+ (?:os?|uma?) |[a-zà-ÿ]+e as? ", re.IGNORECASE
)


_MOST_WORDS = 7  # longer ones are rows of search words
_NOUN_ENDS = re.compile(r"\s*[,;:(|/]|\s-\s|\s(?:with|for|in|by|from|of|at|and|without)\s|\s\d")


@dataclass(frozen=True, slots=True)
class NameInFront:
    """The draft of a title that begins with a name, as the draft of what follows and the name behind it.

    A name is what `Named` found to be one and the engine left in front ("Colgate extra limpo escova de dentes"), any
    word that it left before the noun ("Kestrel bicicleta de montanha"), or a verb that it took for an order: "Hydrate
    Body Lotion" is no order to hydrate a lotion ("Hidratar a loção corporal"), and shops in Brazil leave such a word as
    it is ("Loção corporal Hydrate").
    """

    name: str
    pair: tuple[str, str]
    after: str

    def wants(self, case: Case) -> bool:
        """Whether the title begins with a name, and something that can stand alone follows."""
        segment, draft = case.segment, case.rejected[0][0]
        if segment.role is not Role.TITLE or not all(segment.frame) or segment.term_hits or draft.is_certain:
            return False
        word = _first_word(segment)
        if not word or any(code.kind is not CodeKind.VERBATIM for code in segment.codes):
            return False
        rest = protection.rest_behind(segment.prepared, len(word))
        if not rest:
            return False
        if draft.proposer == self.after:
            # "Victor allen …": the name goes on.
            following = segment.source[rest:].split(" ", 1)[0]
            return draft.draft.startswith(word) and not draft.draft.lower().startswith(f"{word} {following}".lower())
        if _stands_before_noun(segment, draft, word):
            return True
        if word.lower() not in _VERBS or _OBJECTS.search(segment.prepared, rest):
            return False
        return _ORDER.match(draft.draft) is not None

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the drafts of what follows the names, the names set behind what the product is."""
        texts = [case.segment.prepared for case in cases]
        names = [_first_word(case.segment) for case in cases]
        starts = [protection.rest_behind(text, len(name)) for text, name in zip(texts, names, strict=True)]
        rests = [text[start:] for text, start in zip(texts, starts, strict=True)]
        decoded = decoded_alone(rests, engine, self.name, self.pair)
        return [
            [_set_behind(one, name, start) for one in found if one.draft and one.draft.lower() != rest.lower()]
            for found, name, start, rest in zip(decoded, names, starts, rests, strict=True)
        ]


def _stands_before_noun(segment: Segment, draft: Candidate, word: str) -> bool:
    """Return whether the first word stayed as it is, in front of the noun that the title names: "Kestrel bicicleta"."""
    found = draft.draft.split(" ", 2)
    if len(found) < 2 or found[0].lower() != word.lower() or found[1] in JOINTS or word.lower() in PRENOMINAL:
        return False
    end = _NOUN_ENDS.search(segment.prepared)
    noun = segment.prepared[: len(segment.prepared) if end is None else end.start()].count(" ")
    return 0 < noun < _MOST_WORDS and 0 < next(islice(sources(draft, segment.prepared), 1, None)) <= noun


def _first_word(segment: Segment) -> str:
    """Return the first word of a title as the source has it; "" if it has no capital, or is read in another way."""
    word = _FIRST.match(segment.prepared)
    own = "" if word is None else segment.source[: word.end()]
    is_read_small = word is not None and own.lower() == word[0] and own != word[0]
    return own if is_read_small and own[:1].isupper() else ""


def _set_behind(candidate: Candidate, name: str, rest: int) -> Candidate:
    """Return the draft of what begins at `rest` in a text as one of the whole text."""
    at, added = protection.place_of_name(candidate.draft), len(name) + 1
    links = [(at + 1, at + added, 0, len(name))]
    for start, end, a, b in candidate.alignment.links if candidate.alignment is not None else ():
        moved = added if start >= at else 0
        links.append((start + moved, end + moved, a + rest, b + rest))
    draft = f"{candidate.draft[:at]} {name}{candidate.draft[at:]}"
    return candidate._replace(draft=draft, alignment=Alignment(tuple(sorted(links))), score=None)


@dataclass(frozen=True, slots=True)
class Named:
    """A title's draft that lost the first word, which may be a name: "Sony Wireless Headphones" without the Sony.

    Titles are read in lower case. A rare word that is kept if it has its capital, in a draft that the engine finds
    clearly likelier, is taken for a name.
    """

    name: str

    def wants(self, case: Case) -> bool:
        """Whether it is a title that began with a capital and whose first draft lacks the first word.

        No score is above 0: a draft that is nearly sure cannot be bettered by the least gain.
        """
        segment, draft = case.segment, case.rejected[0][0]
        if not all(segment.frame) or draft.score is None or draft.score > -_LEAST_GAIN:
            return False
        word = _first_word(segment)
        return bool(word) and word.lower() not in draft.draft.lower()

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the draft of the title with its capital, if the word is rare, kept, and the draft likelier."""
        words = [case.segment.source.split(maxsplit=1)[0] for case in cases]
        pieces = engine.tokenizer.encode([word.lower() for word in words])
        rare = [index for index, own in enumerate(pieces) if len(own) > 1]
        texts = [words[index] + cases[index].segment.prepared[len(words[index]) :] for index in rare]
        decoded = decode(texts, engine, engine.decoding, self.name, [cases[index].segment.frame for index in rare])
        found: list[list[Candidate]] = [[] for _ in cases]
        for index, candidates in zip(rare, decoded, strict=True):
            before = cases[index].rejected[0][0].score
            found[index] = [
                candidate
                for candidate in candidates
                if words[index] in candidate.draft
                and before is not None
                and candidate.score is not None
                and candidate.score - before >= _LEAST_GAIN
            ]
        return found
