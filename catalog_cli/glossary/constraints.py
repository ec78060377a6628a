"""Whether a target holds the terms its source asks for: pure functions over hits and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from catalog_cli.ledger import How, LedgerEntry, LedgerKind, Outcome
from catalog_cli.segment import Origin, Segment, TermHit

Span = tuple[int, int]

# Scripts that write no space between words, so that a letter beside a form says nothing: Thai to Khmer, kana, Han.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MOST_KEPT = 65_536  # two patterns a term, for the largest term base that the benchmark has


@lru_cache(maxsize=_MOST_KEPT)
def _pattern(forms: tuple[str, ...], exact: bool) -> re.Pattern[str]:
    alternatives = "|".join(_bounded(form) for form in sorted(forms, key=len, reverse=True) if form.strip())
    return re.compile(alternatives or r"(?!)", 0 if exact else re.IGNORECASE)


def _bounded(form: str) -> str:
    """Return a pattern for a form that is no part of a word; white space in it may be any.

    A hyphen makes one word of two ("estante-livro"), but not of an abbreviation or a name and another ("USB-C").
    """
    own = form.split()
    words = r"\s+".join(re.escape(word) for word in own)
    before = (r"(?<!\w)(?<!\w-)" if own[0].islower() else r"(?<!\w)") if _is_spaced(own[0][0]) else ""
    after = (r"(?!-?\w)" if own[-1].islower() else r"(?!\w)") if _is_spaced(own[-1][-1]) else ""
    return f"{before}{words}{after}"


def _is_spaced(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and (letter < _UNSPACED[0] or not _unspaced_letter().match(letter))


@cache
def _unspaced_letter() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")


def occurrences(forms: tuple[str, ...], text: str, *, exact: bool = False) -> list[Span]:
    """Return where any of the forms stands as words of its own, [start, end) in text order.

    The longest form wins at each place. The case counts only if `exact`.

    >>> occurrences(("bota", "botas"), "Botas e bota; botão")
    [(0, 5), (8, 12)]
    """
    return [match.span() for match in _pattern(forms, exact).finditer(text)] if forms else []


def satisfied(hits: Sequence[TermHit], text: str) -> tuple[Span | None, ...]:
    """Return, per hit, the span of `text` that satisfies it, None if there is none.

    No span satisfies two hits, nor do two that overlap: a term that the source has twice is wanted twice, and the
    "e-mail" inside "endereço de e-mail" is no e-mail of its own. A hit that only forbids has no span and wants none.

    >>> hit = TermHit(0, 4, "boot", ("bota", "botas"))
    >>> satisfied((hit, hit), "Botas novas")
    ((0, 5), None)
    """
    if len(hits) == 1:
        found = occurrences(hits[0].target_forms, text, exact=hits[0].exact)
        return (found[0] if found else None,)
    places = sorted(
        (start - end, start, end, len(hit.target_forms), index)  # who has fewer forms chooses first
        for index, hit in enumerate(hits)
        for start, end in occurrences(hit.target_forms, text, exact=hit.exact)
    )
    answer: list[Span | None] = [None] * len(hits)
    taken: list[Span] = []
    for _, start, end, _, index in places:
        if answer[index] is None and all(end <= a or b <= start for a, b in taken):
            answer[index] = (start, end)
            taken.append((start, end))
    return tuple(answer)


def unmet(hits: Sequence[TermHit], text: str) -> tuple[int, ...]:
    """Return the indices of the hits that want a form and find none in `text`.

    >>> unmet((TermHit(0, 9, "crew neck", ("gola careca",)),), "Camisa de gola redonda")
    (0,)
    """
    spans = satisfied(hits, text)
    return tuple(index for index, hit in enumerate(hits) if hit.target_forms and spans[index] is None)


def forbidden(hits: Sequence[TermHit], text: str) -> tuple[Span | None, ...]:
    """Return, per hit, where a rendering stands that it forbids; None if none does.

    One inside an allowed form does not count.

    >>> hit = TermHit(0, 5, "purse", ("bolsa de mão",), forbidden=("bolsa", "carteira"))
    >>> forbidden((hit,), "Bolsa de mão"), forbidden((hit,), "Bolsa de couro")
    ((None,), ((0, 5),))
    """
    if not any(hit.forbidden for hit in hits):
        return (None,) * len(hits)
    allowed = [span for hit in hits for span in occurrences(hit.target_forms, text, exact=hit.exact)]
    return tuple(
        next(
            (
                (start, end)
                for start, end in occurrences(hit.forbidden, text)
                if not any(a <= start and end <= b for a, b in allowed)
            ),
            None,
        )
        for hit in hits
    )


def excess(hits: Sequence[TermHit], text: str) -> tuple[int, ...]:
    """Return, per hit, how often its forms stand in `text` beyond the hits that they could satisfy (0 if not).

    What stands within a longer form of another hit is that one's: the "notebook" of "capa para notebook".

    >>> excess((TermHit(0, 4, "boot", ("bota",)),), "bota de couro, bota de cano")
    (1,)
    """
    places = [occurrences(hit.target_forms, text, exact=hit.exact) for hit in hits]
    counted = []
    for hit, own in zip(hits, places, strict=True):
        wanted = sum(1 for other in hits if set(other.target_forms) & set(hit.target_forms))
        beyond = len(own) - wanted
        if beyond > 0:
            beyond -= sum(1 for span in own if any(_is_within(span, other) for others in places for other in others))
        counted.append(max(0, beyond))
    return tuple(counted)


def _is_within(span: Span, other: Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


# Parts of speech whose forms the number of an English term does not choose: "BPA-free" can be "livres de BPA".
_WITHOUT_NUMBER = frozenset({"adjective", "phrase", "verb"})


def plausible_forms(hit: TermHit, found: str) -> tuple[str, ...]:
    """Return the forms of a hit that agree in number with what the source says (`found`), likeliest first.

    Where no form shows another number, all are plausible, and so are they for what is no noun.

    >>> plausible_forms(TermHit(0, 5, "boot", ("bota", "botas")), "boots")
    ('botas',)
    >>> plausible_forms(TermHit(0, 7, "slipper", ("pantufa",)), "slippers")
    ('pantufa',)
    """
    if hit.exact or not hit.target_forms or hit.part_of_speech in _WITHOUT_NUMBER:
        return hit.target_forms
    plural = is_plural(found)
    if plural == is_plural(hit.source_term):
        plural = is_plural_form(hit, hit.target_forms[0], found)
    same = tuple(form for form in hit.target_forms if is_plural_form(hit, form, found) == plural)
    return same or hit.target_forms


def is_plural(source: str) -> bool:
    """Return whether an English term is a plural by its last word: an ending in s that is not ss, us, is or as.

    >>> is_plural("Hiking Boots"), is_plural("dress"), is_plural("canvas")
    (True, False, False)
    """
    word = source.casefold()
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "as"))


def is_plural_form(hit: TermHit, form: str, found: str) -> bool:
    """Return whether a form of a hit is a plural, `found` being what the source says.

    A plural has a singular beside it. A form in -s without one does not change, nor does a given compound like
    "lava-louças", beside which "lava-louça" is another spelling: its number is the source's.

    >>> is_plural_form(TermHit(0, 4, "boot", ("bota", "botas")), "botas", "boots")
    True
    >>> is_plural_form(TermHit(0, 9, "turntable", ("toca-discos",)), "toca-discos", "turntable")
    False
    >>> is_plural_form(TermHit(0, 8, "top coat", ("top coat", "top coats")), "top coats", "top coats")
    True
    """
    if not ends_plural(form):
        # Borrowed: "top coats" beside "top coat".
        return form.endswith("s") and form[:-1] in hit.target_forms
    first = form.split(maxsplit=1)[0].casefold()
    given = hit.target_forms[0].split(maxsplit=1)[0].casefold() if hit.target_forms else first
    if "-" in given and given == first:
        return is_plural(found)
    singulars = (other.split(maxsplit=1)[0].casefold() for other in hit.target_forms if not ends_plural(other))
    return is_plural(found) or any(is_inflected(first, other) for other in singulars)


_LONGEST_ENDING = 2  # letters of the shorter of two forms that their numbers may differ in


def is_inflected(word: str, other: str) -> bool:
    """Return whether two words are the same but for their ends: "ação", "ações".

    >>> is_inflected("ações", "ação"), is_inflected("capa", "bolsa")
    (True, False)
    """
    stem = max(1, min(len(word), len(other)) - _LONGEST_ENDING)
    return word[:stem] == other[:stem]


def ends_plural(form: str) -> bool:
    """Return whether a target form's first word ends as a plural in Portuguese, Spanish or French.

    >>> ends_plural("fritadeiras elétricas"), ends_plural("gola careca")
    (True, False)
    """
    first = form.split(maxsplit=1)[0] if form.strip() else form
    return len(first) > 2 and first.casefold().endswith("s")


def standing(segment: Segment, text: str) -> tuple[Span | None, ...]:
    """Return what `satisfied` does for a segment's hits; a name that is kept is satisfied by its own letters."""
    hits = segment.term_hits
    others = satisfied([hit for hit in hits if not hit.is_kept], text)
    if len(others) == len(hits):
        return others
    rest = iter(others)
    return tuple(_literal(segment.source[hit.start : hit.end], text) if hit.is_kept else next(rest) for hit in hits)


def _literal(words: str, text: str) -> Span | None:
    start = text.find(words)
    return None if start < 0 else (start, start + len(words))


def term_entries(segment: Segment) -> tuple[LedgerEntry, ...]:
    """Return one ledger entry per hit of a finished segment, in the order of its hits.

    `target` is the form as it stands there: KEPT. A rendering that is forbidden is CHANGED, and nothing is MISSING.
    What the search said (`segment.hows`) is believed only as far as the target bears it out.
    """
    return tuple(_entries(segment)) if segment.term_hits and segment.target is not None else ()


def _entries(segment: Segment) -> Iterator[LedgerEntry]:
    hits, text = segment.term_hits, segment.target or ""
    spans, against = standing(segment, text), forbidden(hits, text)
    hows = segment.hows[: len(hits)] or (How.FREE,) * len(hits)
    for hit, span, bad, told in zip(hits, spans, against, hows, strict=True):
        source = segment.source[hit.start : hit.end]
        stands = bad if bad is not None else span
        said = text[stands[0] : stands[1]] if stands is not None else ""
        if bad is not None:
            outcome, how = Outcome.CHANGED, How.FAILED
        elif span is None and (hit.target_forms or segment.origin is Origin.UNTRANSLATED):
            outcome, how = Outcome.MISSING, How.FAILED
        else:
            outcome = Outcome.KEPT
            how = How.KEPT if hit.is_kept else How.FREE if told is How.FAILED else told
        difference = segment.score_difference if how in (How.N_BEST, How.INSERTED, How.SPLICED) else None
        yield LedgerEntry(LedgerKind.TERM, outcome, source, said, hit.target_forms, how, difference)
