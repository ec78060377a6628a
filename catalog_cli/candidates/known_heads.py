"""A title whose noun is known: of "Linen Table Runner" the engine makes a corridor, shops a "caminho de mesa"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog_cli.candidates.decoding import Candidate
from catalog_cli.candidates.places import is_adjective
from catalog_cli.candidates.search import Case
from catalog_cli.candidates.word_order import (
    JOINED,
    JOINTS,
    PRENOMINAL,
    WORD,
    Way,
    agreed,
    joined,
    likeliest,
    said,
    sources,
)
from catalog_cli.engine import Translator
from catalog_cli.phrasebook import Phrasebook
from catalog_cli.phrasebook.heads import Head, Heads
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, CodeKind, Segment

_KIND = re.compile(r"(?:[^\W\d_]+(?:['’-][^\W\d_]+)* ){0,4}")
# What ends the phrase that says what a product is, and how the same is written in Portuguese.
_TAIL = re.compile(
    r"(?P<sign>\s*(?:[,;:](?!\d)|[(|])|\s-(?=\s))|\s(?P<word>with|w/|without|for|in)(?=\s)|(?P<number>\s(?=\d))"
)
_SAID = {"with": " com ", "w/": " com ", "without": " sem ", "for": " para ", "in": " em "}
_SIGNS = re.compile(r"[,;:()|]")
_LANGUAGE = "pt"
_STEM = 4  # letters
_NUMBER = re.compile(r" (?=\d)")


class _Title(NamedTuple):
    """A title in parts: its noun, where the phrase that ends with it stops, and the draft of what follows."""

    head: Head
    stop: int
    tail: str


@dataclass(frozen=True, slots=True)
class KnownHead:
    """The draft of a title that ends with a noun of ours, and does not have our word for it, put together anew.

    Our word, what the draft says of its kind, and what it says of the rest ("with Mosquito Net", ", 2 m"). Where the
    kind cannot be taken from the draft, the engine translates it alone, and it is joined as `HeadFirst` joins.
    """

    name: str
    pair: tuple[str, str]
    heads: Heads
    book: Phrasebook | None = None
    unless: str = ""

    def wants(self, case: Case) -> bool:
        """Whether it is a title or a tag with a noun of ours that its draft does not say, or not first."""
        return self._title(case) is not None

    def propose(self, cases: Sequence[Case], engine: Translator) -> list[list[Candidate]]:
        """Return the draft with our noun of each title.

        The engine is asked only where a draft does not say the kind so that it can be left standing.
        """
        titles = [title for case in cases if (title := self._title(case)) is not None]
        ways = [_standing(case, title) for case, title in zip(cases, titles, strict=True)]
        open_ones = [index for index, way in enumerate(ways) if way is None]
        kinds = [cases[index].segment.prepared[: titles[index].head.start].rstrip() for index in open_ones]
        drafts = said(kinds, engine, self.name, self.pair, self.book)
        joints = [
            list(joined(titles[index].head.target, draft, kind))
            for index, draft, kind in zip(open_ones, drafts, kinds, strict=True)
        ]
        found = likeliest([cases[index] for index in open_ones], joints, engine)
        ways = [next(found) if way is None else way for way in ways]
        return [
            [] if way is None else [_candidate(case, title, way, self.name)]
            for case, title, way in zip(cases, titles, ways, strict=True)
        ]

    def _title(self, case: Case) -> _Title | None:
        segment, draft = case.segment, case.rejected[0][0].draft
        if case.rejected[0][0].is_certain:
            return None
        if segment.role not in (Role.TITLE, Role.LIST) or not any(segment.frame) or segment.term_hits:
            return None
        if case.rejected[0][0].proposer == self.unless:
            return None
        if any(code.kind is not CodeKind.VERBATIM for code in segment.codes):
            return None
        end = _TAIL.search(segment.prepared)
        stop = len(segment.prepared) if end is None else end.start()
        head = self.heads.at_end(segment.prepared[:stop])
        if head is None or _holds(draft, head.target):
            return None
        kind = segment.prepared[: head.start]
        if _KIND.fullmatch(kind) is None or not JOINED.isdisjoint(kind.lower().split()):
            return None
        tail = "" if end is None else _tail_of(draft, end, segment.prepared)
        return None if tail is None else _Title(head, stop, tail)


def _holds(draft: str, noun: str) -> bool:
    """Return whether a draft says a noun, and not as English would: behind what is no adjective, and nothing follows.

    >>> _holds("rede de linho", "rede"), _holds("elegante rede", "rede"), _holds("ruído cancelando fones", "fones")
    (True, True, False)
    """
    before, found, behind = f" {_SIGNS.sub(' ', draft)} ".lower().partition(f" {noun} ".lower())
    words = before.split()
    if not found or not words or behind.strip():
        return bool(found)
    # One adjective may stand before it.
    return len(words) == 1 and (words[0] in PRENOMINAL or is_adjective(words[0], _LANGUAGE))


def _standing(case: Case, title: _Title) -> Way | None:
    """Return our noun with what the draft says of its kind, if that can stand: "de linho" of a "corredor de linho".

    None if what belongs to the kind does not stand together behind the first word, which names the thing, whatever it
    attends to.
    """
    head, before = title.head.target, case.rejected[0][0]
    kinds = case.segment.prepared.count(" ", 0, title.head.start)
    if not kinds:
        return Way(head, len(head))
    words = [match.span() for match in WORD.finditer(before.draft[: len(before.draft) - len(title.tail)])]
    order = list(sources(before, case.segment.prepared))[: len(words)]
    own = [index for index, at in enumerate(order) if index and 0 <= at < kinds]
    # What stood behind it would be lost: the "dupla" of a "cesta dupla", say, if it attends to another word.
    if not own or own != list(range(own[0], len(words))):
        return None
    has_joint = before.draft[slice(*words[own[0] - 1])] in JOINTS
    if not has_joint and (order[0] < kinds or len({order[index] for index in own}) < kinds):
        return None
    kind = before.draft[words[own[0] - has_joint][0] : words[own[-1]][1]]
    if _stems(head) & _stems(kind):  # "suporte para plantas de macramê planta"
        return None
    if not has_joint:
        in_gender = agreed(kind, head)
        if not in_gender and is_adjective(kind.split()[0], _LANGUAGE):
            return None  # it agrees with the noun that goes
        kind = in_gender or kind
    return Way(f"{head} {kind}", len(head) + 1)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in text.lower().split() if len(word) >= _STEM}


def _tail_of(draft: str, end: re.Match[str], text: str) -> str | None:
    """Return what a draft says of what begins at `end` in its text; None if that is not sure."""
    if end["number"] is not None:
        places = [match.start() for match in _NUMBER.finditer(draft)]
        wanted = len(_NUMBER.findall(text, end.start()))
    else:
        sign = _SAID[end["word"]] if end["word"] else end["sign"].strip()
        # Not the comma of a number.
        pattern = re.escape(sign) + (r"(?!\d)" if sign in ",;:" else "")
        places = [match.start() for match in re.finditer(pattern, draft)]
        wanted = sum(
            1
            for match in _TAIL.finditer(text, end.start())
            if (match["word"] and _SAID[match["word"]] == sign) or (match["sign"] and match["sign"].strip() == sign)
        )
    if not wanted or len(places) < wanted:
        return None
    at = places[-wanted]
    if end["sign"] and draft[at - 1 : at] == " ":
        at -= 1
    return draft[at:]


def _candidate(case: Case, title: _Title, way: Way, proposer: str) -> Candidate:
    before, segment = case.rejected[0][0], case.segment
    cut = len(before.draft) - len(title.tail)
    moved = len(way.text) - cut
    links = [(0, len(title.head.target), title.head.start, title.stop), *_kind_link(way, title, segment)]
    links += [
        (start + moved, end + moved, a, b)
        for start, end, a, b in (before.alignment.links if before.alignment is not None else ())
        if start >= cut
    ]
    return before._replace(
        draft=way.text + title.tail, alignment=Alignment(tuple(links)), proposer=proposer, score=None
    )


def _kind_link(way: Way, title: _Title, segment: Segment) -> list[tuple[int, int, int, int]]:
    kind = segment.prepared[: title.head.start].rstrip()
    return [(way.kind, len(way.text), 0, len(kind))] if kind else []
