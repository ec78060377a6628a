"""What became of the terms of a text, counted in source and target: success, duplication, broken words.

Nothing here asks the term search what it did: a search that judged itself would share its mistakes with its judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.segment import TermHit

Span = tuple[int, int]
# A word with its inner apostrophes; what a hyphen joins counts as words of their own ("guarda-chuva" is two).
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Written without spaces: a word may begin anywhere (Thai, Lao, Khmer, kana, Han).
_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class Wanted(NamedTuple):
    """A term that a text's source holds `times` times, and the forms of which one must stand for each of them.

    The first form is the one given. `exact` forms count letter by letter, of the others the case does not matter.
    """

    source_term: str
    forms: tuple[str, ...]
    exact: bool = False
    times: int = 1


class Verdict(NamedTuple):
    """How one target keeps its terms, in occurrences.

    `met` of the `wanted` found an allowed form, `given` of them the form given; `missed` names the source terms that
    lack one. `extra` are occurrences of the forms beyond what the source asks for.
    """

    wanted: int = 0
    met: int = 0
    given: int = 0
    extra: int = 0
    missed: tuple[str, ...] = ()


def wanted_terms(source: str, hits: Iterable[TermHit], own: Sequence[tuple[str, tuple[str, ...]]] = ()) -> list[Wanted]:
    """Return what a source's terms ask of its target: those hit, and those of its own (source, forms) nobody hit.

    A hit of a form that must not stand, and of nothing that must, asks for nothing. An own term is not asked for where
    a term as long or longer was found: "address" in "email address" is part of that.

    >>> hit = TermHit(4, 17, "email address", ("endereço de e-mail",))
    >>> own = [("address", ("endereço",)), ("new", ("novo",)), ("old", ("velho",))]
    >>> [term.source_term for term in wanted_terms("New email address", [hit], own)]
    ['email address', 'new']
    """
    counts: dict[tuple[str, tuple[str, ...], bool], int] = {}
    taken: list[Span] = []
    for hit in hits:
        taken.append((hit.start, hit.end))
        if hit.target_forms:
            key = (hit.source_term, hit.target_forms, hit.exact)
            counts[key] = counts.get(key, 0) + 1
    for term, forms in sorted(own, key=lambda pair: -len(pair[0])):
        for start, end in occurrences(source, term):
            if all(end <= a or b <= start or b - a < end - start for a, b in taken):
                taken.append((start, end))
                counts[term, forms, False] = counts.get((term, forms, False), 0) + 1
    return [Wanted(term, forms, exact, count) for (term, forms, exact), count in counts.items()]


def occurrences(text: str, form: str, *, exact: bool = False) -> list[Span]:
    """Return where a form stands in a text as words of its own; any white space between its words counts as one.

    >>> occurrences("Nome do produto: Produto, subproduto", "produto")
    [(8, 15), (17, 24)]
    >>> occurrences("綿のシャツ", "シャツ"), occurrences("Produto", "produto", exact=True), occurrences("a", "")
    ([(2, 5)], [], [])
    """
    if not form.strip():
        return []
    return [match.span() for match in _pattern(form, exact).finditer(text)]


@lru_cache(maxsize=8_192)
def _pattern(form: str, exact: bool) -> re.Pattern[str]:
    words = form.split()
    before = "" if _NO_SPACES.match(words[0]) or not words[0][0].isalnum() else r"(?<!\w)"
    after = "" if _NO_SPACES.match(words[-1][-1]) or not words[-1][-1].isalnum() else r"(?!\w)"
    body = r"\s+".join(map(re.escape, words))
    return re.compile(before + body + after, 0 if exact else re.IGNORECASE)


def judge(target: str, wanted: Sequence[Wanted]) -> Verdict:
    """Return how a target keeps the terms that its source wants.

    The longest forms take their places first and none shares a letter with another, so that "endereço de e-mail" does
    not also count as "endereço". One place serves one occurrence of one term.

    >>> terms = [Wanted("address", ("endereço", "endereços")), Wanted("email address", ("endereço de e-mail",))]
    >>> judge("Seus endereços: o endereço de e-mail", terms)
    Verdict(wanted=2, met=2, given=1, extra=0, missed=())
    >>> judge("endereço de e-mail", terms).missed, judge("Endereço, endereço e endereço de e-mail", terms).extra
    (('address',), 1)
    """
    target = unicodedata.normalize("NFC", target)
    places = _places(target, wanted)
    free = dict.fromkeys(places)
    met = given = 0
    missed: list[str] = []
    # A term with fewer places to choose from chooses first; among its places it prefers the form given.
    for index in sorted(range(len(wanted)), key=lambda i: sum(i in owners for owners in places.values())):
        own = [span for span in free if index in places[span]]
        own.sort(key=lambda span: places[span][index] > 0)
        chosen = own[: wanted[index].times]
        met += len(chosen)
        given += sum(places[span][index] == 0 for span in chosen)
        missed += [wanted[index].source_term] * (wanted[index].times - len(chosen))
        for span in chosen:
            del free[span]
    return Verdict(sum(term.times for term in wanted), met, given, len(free), tuple(missed))


def _places(target: str, wanted: Sequence[Wanted]) -> dict[Span, dict[int, int]]:
    """Return each place of a form in the target, in text order, and by term that may take it the form's number."""
    found: dict[Span, dict[int, int]] = {}
    for index, term in enumerate(wanted):
        for number, form in enumerate(term.forms):
            for span in occurrences(target, unicodedata.normalize("NFC", form), exact=term.exact):
                found.setdefault(span, {}).setdefault(index, number)
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span[0] - span[1], span)):
        if all(span[1] <= start or end <= span[0] for start, end in kept):
            kept.append(span)
    return {span: found[span] for span in sorted(kept)}


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without numbers, signs and what is glued to a number.

    >>> words("Guarda-chuva d'água, 2 L, X1 🎉 ½")
    ['guarda', 'chuva', "d'água", 'l']
    """
    text = unicodedata.normalize("NFC", text)
    return [
        match[0].lower()
        for match in _WORD.finditer(text)
        if match[0][0].isalpha()  # "½" is a letter to a regular expression
        and not _is_glued(text[match.start() - 1 : match.start()])
        and not _is_glued(text[match.end() : match.end() + 1])
    ]


def _is_glued(neighbour: str) -> bool:
    return neighbour.isdigit() or neighbour == "_"


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words of the target's vocabulary: `seen` in good text, or in the model's vocabulary as one piece.

    `inflections` gives the forms of a word, so that "azuis" is known by "azul".
    """

    seen: Container[str]
    is_one_piece: Callable[[str], bool]
    inflections: Callable[[str], Iterable[str]] = lambda word: ()

    def __contains__(self, word: str) -> bool:
        if word in self.seen or self.is_one_piece(word):
            return True
        return any(form in self.seen or self.is_one_piece(form) for form in self.inflections(word))


def broken_words(target: str, allowed: Iterable[str], known: KnownWords) -> list[str]:
    """Return the words of a target that nobody wrote: what forced decoding makes when it goes wrong.

    A word is broken that stands in none of the `allowed` texts (the source, the free hypotheses of the same text, the
    forms of its terms) and is not known to the target's vocabulary. Case does not count; numbers are not looked at.

    >>> known = KnownWords({"de", "acessar"}, {"o"}.__contains__)
    >>> broken_words("Acessar o carrinhoho de HDI", ["Access the HDI cart", "carrinho"], known)
    ['carrinhoho']
    """
    fine = {word for text in allowed for word in words(text)}
    return [word for word in dict.fromkeys(words(target)) if word not in fine and word not in known]
