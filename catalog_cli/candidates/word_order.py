"""A title in the source's word order: of "Bicycle Spokes" the engine makes "bicicleta raios", one word for another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from catalog_cli import casing
from catalog_cli.candidates.decoding import Candidate, decode, scored
from catalog_cli.candidates.determiners import told_gender
from catalog_cli.candidates.search import Case
from catalog_cli.casing.words import words
from catalog_cli.engine import Translator
from catalog_cli.glossary.inflection import agreed_adjective
from catalog_cli.phrasebook import Phrasebook
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, Segment

_LANGUAGE = "pt"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLAIN = re.compile(rf"{WORD.pattern}(?: {WORD.pattern}){{1,3}}")
# No things, but what is said of one: "Robot Vacuum Pro", "Nike Dunk High", "Sneakers Red".
_NO_HEADS = words(
    """
    air beige black blue brown classic clear deluxe edition extra free gold gray green grey high large light lite long
    low max medium mid mini navy new off one orange original pink plus premium pro purple red regular short silver slim
    small tall ultra white wide xl yellow
    """
)
JOINED = words(
    """
    a an and are as at by for from in into is it my no of off on or our out over per the their to under up with
    without your
    """
)
# With one of these the draft is no row of words, or a Portuguese word that stands before its noun begins it.
JOINTS = words("a ao aos as com contra da das de do dos e em na nas no nos o os ou para pela pelo por sem um uma")
PRENOMINAL = words(
    """
    alta alto altas altos ambos antigo antiga auto boa boas bom bons cada cem cinco dez dois dupla duplo duas extra
    falsa falso grande grandes hiper mega meia meio melhor melhores micro mini multi nova novas novo novos pequena
    pequenas pequeno pequenos primeira primeiras primeiro primeiros quatro segunda segundo seis semi super toda todas
    todo todos três ultra único única
    """
)
_GERUND = re.compile(r"(?<=[aei])ndo\b")
_READY = re.compile(r"(?:com|de|em|para|sem) |[^\W\d_]+[ai]d[ao]s? ")  # "com capuz", "banhado a ouro"
_INFINITIVE = re.compile(r"[aeiô]r\b")


@dataclass(frozen=True, slots=True)
class HeadFirst:
    """The draft of a title whose words stand in English order, as what the thing is and, behind it, of what kind.

    Of 1,725 category names of two to four words (Google's taxonomy) the engine left 76 in English order ("bicicleta
    fala", "writing pencils" as "escrever lápis"): chrF 28.8. Both parts translated alone and joined by "de", "para" or
    nothing, as the engine finds likeliest, have 36.5. How likely the engine finds the whole says nothing: it prefers
    what it wrote itself.
    """

    name: str
    pair: tuple[str, str]

    def wants(self, case: Case) -> bool:
        """Whether it is a title or a tag of two to four words, and each word of its draft is of one after the other."""
        segment, candidate = case.segment, case.rejected[0][0]
        if candidate.is_certain:
            return False
        if segment.role not in (Role.TITLE, Role.LIST) or not any(segment.frame) or segment.codes or segment.term_hits:
            return False
        text, draft = segment.prepared, candidate.draft.lower()
        if candidate.alignment is None or _PLAIN.fullmatch(text) is None or _PLAIN.fullmatch(draft) is None:
            return False
        source, target = text.lower().split(), draft.split()
        if source[-1] in _NO_HEADS or source[-1].endswith("ing") or source[-1] == target[-1]:
            return False
        if target[0] in PRENOMINAL:
            return False
        if not JOINED.isdisjoint(source) or not JOINTS.isdisjoint(target):
            return False
        order = list(sources(candidate, text))
        return order[0] == 0 and order[-1] == len(source) - 1 and order == sorted(order)

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the likeliest way to join the two parts of each title."""
        parts = [case.segment.prepared.rpartition(" ") for case in cases]
        heads = said([head for _, _, head in parts], engine, self.name, self.pair)
        own = [kind for kind, _, _ in parts]
        kinds = said(own, engine, self.name, self.pair)
        ways = [list(joined(*three)) for three in zip(heads, kinds, own, strict=True)]
        return [
            [] if best is None else [_candidate(case.segment, best, self.name)]
            for case, best in zip(cases, likeliest(cases, ways, engine), strict=True)
        ]


class Way(NamedTuple):
    """A title put together: where what kind it is begins in it."""

    text: str
    kind: int


def said(
    texts: Sequence[str], engine: Translator, proposer: str, pair: tuple[str, str], book: Phrasebook | None = None
) -> list[str]:
    """Return what the phrasebook or the engine says of parts of titles, each in its own frame; "" for nothing."""
    known = ["" if book is None else book.target(text) or "" for text in texts]
    asked = [text for text, own in zip(texts, known, strict=True) if not own]
    decoded = iter(decoded_alone(asked, engine, proposer, pair))
    return [own or (found[0].draft.strip() if (found := next(decoded)) else "") for own in known]


def decoded_alone(
    texts: Sequence[str], engine: Translator, proposer: str, pair: tuple[str, str]
) -> list[list[Candidate]]:
    """Return the candidates of parts of titles, each decoded in the frame that it would have as a title."""
    frames = [casing.frame_of(text, Role.TITLE, *pair) for text in texts]
    return decode(texts, engine, engine.decoding, proposer, [(frame.head, frame.tail) for frame in frames])


def joined(head: str, kind: str, of: str = "") -> Iterator[Way]:
    """Yield the ways to say of what kind a thing is; none if either is not known.

    `of` is the kind in the source: one that stays as it is there is a name, and stands by itself ("tênis Ultraboost").

    >>> [way.text for way in joined("tigelas", "Preto")]
    ['tigelas de preto', 'tigelas para preto', 'tigelas pretas']
    >>> [way.text for way in joined("lápis", "escrevendo")]
    ['lápis de escrever', 'lápis para escrever']
    """
    if not head or not kind:
        return
    kind = _GERUND.sub("r", kind[0].lower() + kind[1:] if kind[1:2].islower() else kind)
    for joint in () if kind == of.lower() or _READY.match(kind) else (" de ", " para "):
        yield Way(f"{head}{joint}{kind}", len(head) + len(joint))
    if _INFINITIVE.search(kind.split()[0]) is None:
        yield Way(f"{head} {agreed(kind, head) or kind}", len(head) + 1)


def agreed(kind: str, head: str) -> str:
    """Return a kind whose first word surely is an adjective as it is said of a head whose gender is sure, else ""."""
    gender = told_gender(head, _LANGUAGE)
    first, space, rest = kind.partition(" ")
    if gender is None:
        return ""
    adjective = agreed_adjective(first, _LANGUAGE, feminine=gender == 1, plural=head.split()[0].endswith("s"))
    return adjective and adjective + space + rest


def likeliest(cases: Sequence[Case], ways: Sequence[Sequence[Way]], engine: Translator) -> Iterator[Way | None]:
    """Yield for each title the way that the engine finds likeliest; None where there is none."""
    asked = [
        (case.segment.prepared, case.segment.frame, f"{case.rejected[0][0].lead}{way.text}{case.segment.frame[1]}")
        for case, own in zip(cases, ways, strict=True)
        for way in own
    ]
    scores = iter(scored(asked, engine))
    for own in ways:
        yield max(((next(scores), way) for way in own), default=(0.0, None), key=itemgetter(0))[1]


def sources(candidate: Candidate, text: str) -> Iterator[int]:
    """Yield for each word of a draft which word of the text most of its pieces come from; -1 for none."""
    links = candidate.alignment.links if candidate.alignment is not None else ()
    own = [match.span() for match in WORD.finditer(text)]
    for match in WORD.finditer(candidate.draft):
        came_from = Counter(
            index
            for a, b, c, d in links
            if a < match.end() and match.start() < b
            for index, (start, end) in enumerate(own)
            if c < end and start < d
        )
        yield came_from.most_common(1)[0][0] if came_from else -1


def _candidate(segment: Segment, way: Way, proposer: str) -> Candidate:
    cut = segment.prepared.rindex(" ")
    head = (0, len(way.text[: way.kind].split()[0]), cut + 1, len(segment.prepared))
    return Candidate(way.text, Alignment((head, (way.kind, len(way.text), 0, cut))), proposer)
