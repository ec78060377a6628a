"""What is wrong with a term base: entries that say nothing, contradict another, or cannot be written by the model."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from catalog_cli.engine import Translator
from catalog_cli.errors import FileProblem, Where
from catalog_cli.glossary.term import Term, TermCase, TermStatus


class ProblemKind(StrEnum):
    """What can be wrong with an entry."""

    EMPTY = "empty"
    """A term without text."""
    VALUE = "value"
    """A cell that holds none of the values its column can have."""
    CONTRADICTION = "contradiction"
    """Another entry says otherwise of the same source."""
    REPETITION = "repetition"
    """Another entry says the same."""
    UNFINDABLE = "unfindable"
    """A source without a letter or a digit: no word of a text is it."""
    UNWRITABLE = "unwritable"
    """A target that the model's vocabulary cannot write."""


_ALLOWED = (TermStatus.PREFERRED, TermStatus.ADMITTED)


@dataclass(frozen=True, slots=True)
class TermProblem:
    """One thing that is wrong: where, what, and what to do about it."""

    where: Where
    kind: ProblemKind
    what: str
    next_step: str

    def error(self, more: int = 0) -> FileProblem:
        """Return the problem as the error that ends a run; `more` counts those that are not told."""
        others = f" {more:,} more: catalog glossary check lists them." if more else ""
        return FileProblem(self.where, self.what, self.next_step + others)


def term_key(text: str, case: TermCase) -> tuple[TermCase, str]:
    """Return what two sources have in common that are one under a case policy: composed, case folded if it says so.

    >>> term_key("Crew Neck", TermCase.ANY) == term_key("crew neck", TermCase.ANY)
    True
    >>> term_key("Apple", TermCase.SAME) == term_key("apple", TermCase.SAME)
    False
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return case, text.casefold() if case is TermCase.ANY else text


@dataclass(slots=True)
class _Claims:
    """What the entries of one source said so far: the first of each, which later ones are held against."""

    preferred: tuple[Term, str] | None = None
    """The first preferred entry, and the text of its source that the claim is about."""
    allowed: dict[str, Term] = field(default_factory=dict)
    deprecated: dict[str, Term] = field(default_factory=dict)


def contradictions(terms: Iterable[Term]) -> list[TermProblem]:
    """Return where entries of one file say different things of one source, each problem at the later entry.

    Two preferred targets contradict each other, whether the source is a source or a source form; preferred and
    admitted do not. A target that is allowed and deprecated at once does, and so does an exact target beside the
    source kept as it is. "Apple" with case "same" beside "apple" with case "any" is no contradiction but a choice.

    >>> [problem.what for problem in contradictions([Term("hoodie", "moletom"), Term("Hoodie", "casaco")])]
    ['"Hoodie" is "casaco" here and "moletom" in another entry']
    """
    terms = list(terms)
    claims: dict[tuple[TermCase, str], _Claims] = {}
    found: list[TermProblem] = []
    for term in terms:
        problem = None
        for text in (term.source, *term.source_forms):
            claim = claims.setdefault(_variant_key(term, text), _Claims())
            problem = problem or _preferred_twice(claim, term, text) or _allowed_and_deprecated(claim, term)
            _enter(claim, term, text)
        if problem is not None:
            found.append(problem)
    # Two preferred entries of one case policy are told already.
    return found + [
        _not_kept(term, other)
        for term, other in _kept_pairs([term for term in terms if term.is_kept], terms)
        if (term.case, term.status) != (other.case, other.status)
    ]


def _variant_key(term: Term, text: str) -> tuple[TermCase, str]:
    """Return the key of a source; a hyphen is a space in it, as it is where terms are matched, unless it is exact."""
    if not term.exact and "-" in text:
        text = text.replace("-", " ")
    return term_key(text, term.case)


def _preferred_twice(claim: _Claims, term: Term, text: str) -> TermProblem | None:
    if term.status is not TermStatus.PREFERRED or claim.preferred is None or claim.preferred[0].target == term.target:
        return None
    other, other_text = claim.preferred
    column = "target" if text == term.source and other_text == other.source else "source_forms"
    return TermProblem(
        _at(term, column),
        ProblemKind.CONTRADICTION,
        f'"{text}" is "{term.target}" here and "{other.target}" in {_other_place(term, other)}',
        "Keep one of them, or give one the status admitted.",
    )


def _allowed_and_deprecated(claim: _Claims, term: Term) -> TermProblem | None:
    is_deprecated = term.status is TermStatus.DEPRECATED
    others = claim.allowed if is_deprecated else claim.deprecated
    for text in (term.target, *term.target_forms):
        other = others.get(text)
        if other is not None:
            word, other_word = ("deprecated", "allowed") if is_deprecated else ("allowed", "deprecated")
            return TermProblem(
                _at(term, "status"),
                ProblemKind.CONTRADICTION,
                f'"{text}" for "{term.source}" is {word} here and {other_word} in {_other_place(term, other)}',
                "Remove one of the two entries.",
            )
    return None


def _enter(claim: _Claims, term: Term, text: str) -> None:
    if term.status is TermStatus.PREFERRED and claim.preferred is None:
        claim.preferred = term, text
    texts = claim.deprecated if term.status is TermStatus.DEPRECATED else claim.allowed
    for target in (term.target, *term.target_forms):
        texts.setdefault(target, term)


def kept_otherwise(kept: Iterable[Term], terms: Iterable[Term]) -> list[TermProblem]:
    """Return the exact entries whose target is not the source, where `kept` keeps the same source as it is.

    Their sources are one if they are equal, or if one of the entries takes any case and they differ in case only.
    """
    return [_not_kept(term, other) for term, other in _kept_pairs(kept, terms)]


def _kept_pairs(kept: Iterable[Term], terms: Iterable[Term]) -> Iterator[tuple[Term, Term]]:
    exactly = {term.source: term for term in kept}
    if not exactly:
        return
    folded = {source.casefold(): term for source, term in exactly.items()}
    for term in terms:
        if not term.exact or term.is_kept or term.status not in _ALLOWED:
            continue
        other = exactly.get(term.source) or folded.get(term.source.casefold())
        if other is not None and (other.source == term.source or TermCase.ANY in (term.case, other.case)):
            yield term, other


def _not_kept(term: Term, other: Term) -> TermProblem:
    what = f'"{term.source}" is "{term.target}" here and not translated in {_other_place(term, other)}'
    return TermProblem(_at(term, "target"), ProblemKind.CONTRADICTION, what, "Remove one of the two entries.")


def _is_same_file(term: Term, other: Term) -> bool:
    return (term.place and term.place.file) == (other.place and other.place.file)


def weaknesses(terms: Iterable[Term]) -> list[TermProblem]:
    """Return what a run can live with: entries that are there twice, and sources that no word can be.

    >>> [str(problem.kind) for problem in weaknesses([Term("&", "e"), Term("bag", "bolsa"), Term("bag", "bolsa")])]
    ['unfindable', 'repetition']
    """
    seen: dict[tuple[tuple[TermCase, str], str, TermStatus], Term] = {}
    found = []
    for term in terms:
        if not any(map(str.isalnum, term.source)):
            what = f'"{term.source}" has no letter and no digit, so no word of a text is it'
            found.append(
                TermProblem(_at(term, "source"), ProblemKind.UNFINDABLE, what, "Remove the entry, or write a word.")
            )
        other = seen.setdefault((term_key(term.source, term.case), term.target, term.status), term)
        if other is not term:
            what = f'"{term.source}" is "{term.target}" in {_other_place(term, other)} too'
            next_step = "Remove one of the two entries."
            found.append(TermProblem(_at(term, "source"), ProblemKind.REPETITION, what, next_step))
    return found


def unwritable(terms: Iterable[Term], engine: Translator) -> list[TermProblem]:
    """Return the targets and target forms that the engine's model cannot write, letter by letter.

    A model writes the pieces of its vocabulary and nothing else: the embedded one has no "Ñ", and its tokenizer makes
    "TM" of "™". Entries that are kept never reach the model, and deprecated ones are not to be written. Loads the
    model, and asks it for one step.
    """
    wanted = list(_written(terms))
    pieces = engine.tokenizer.encode_targets([text for _, _, text in wanted])
    lacking = _lacking(pieces, engine)
    decoded = engine.tokenizer.decode(pieces)
    found = []
    for (term, column, text), tokens, written in zip(wanted, pieces, decoded, strict=True):
        unknown = [piece.strip("\u2581 ") for piece in tokens if piece in lacking]
        if unknown:
            what = f'the model {engine.name} has no "{unknown[0]}", so it cannot write "{text}"'
        elif written.strip() != text:
            what = f'the model {engine.name} writes "{text}" as "{written.strip()}"'
        else:
            continue
        next_step = "Choose another target; a name that stays as it is belongs in a list for --do-not-translate."
        found.append(TermProblem(_at(term, column), ProblemKind.UNWRITABLE, what, next_step))
    return found


def _written(terms: Iterable[Term]) -> Iterator[tuple[Term, str, str]]:
    for term in terms:
        if term.is_kept or term.status not in _ALLOWED:
            continue
        yield term, "target", term.target
        for form in term.target_forms:
            yield term, "target_forms", form


def _lacking(sequences: Sequence[Sequence[str]], engine: Translator) -> set[str]:
    """Return the pieces that the vocabulary lacks: the engine gives them no probability at all, wherever they stand."""
    pieces = sorted({piece for tokens in sequences for piece in tokens})
    if not pieces:
        return set()
    [[first, *_]] = engine.next_logits(engine.tokenizer.encode(["a"]), [()], [pieces])
    return {piece for piece, probability in zip(pieces, first, strict=True) if probability == -math.inf}


def _at(term: Term, column: str) -> Where:
    if term.place is None:
        return Where("term base", column=column)
    return Where(term.place.file, term.place.row, column)


def _other_place(term: Term, other: Term) -> str:
    if other.place is None:
        return "another entry"
    if other.place.row is None:
        return other.place.file
    return f"row {other.place.row}" if _is_same_file(term, other) else f"{other.place.file}, row {other.place.row}"
