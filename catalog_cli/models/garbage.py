"""Whether what a model makes of the self-test's sentences is a translation at all: a model can load and be useless.

A vocabulary that is one piece off, weights of another precision than they claim, or a tokenizer of another model give
empty answers, loops, copies of the source, unknown pieces, or words without the source's numbers. How good a
translation is, nobody can tell from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from catalog_cli import locales
from catalog_cli.errors import ModelDamaged
from catalog_cli.model_manifest import Manifest, SelfTest
from catalog_cli.repetition import is_looped

# "10 x 250 ml" is rightly copied, and so is a name: what has fewer words tells nothing.
_FEWEST_LETTERS = 12
# One sentence in two may go wrong on small models; a broken one gets none right.
_MOST_WRONG_SHARE = 0.5
# SentencePiece writes unknown pieces as U+2047; vocabularies call them <unk> or [UNK].
_UNKNOWN = re.compile(r"\s*(<unk>|\[UNK\]|⁇)\s*")
# Without spaces (Chinese, Japanese, Thai) a loop is a run of the same few letters.
_RUN = re.compile(r"(\w{1,8}?)\1{5,}")
_DIGITS = re.compile(r"\d{1,18}")
# One sentence with a number proves little: it may be said in words.
_FEWEST_NUMBERED = 2
_LETTER = re.compile(r"[^\W\d_]")


def verdict(test: SelfTest) -> str | None:
    """Return what is wrong with a translator's answers, None if they could be translations.

    >>> sentences = ("This bag is red and has two pockets.", "10 x 250 ml")
    >>> verdict(SelfTest(sentences, ("Diese Tasche ist rot.", "10 x 250 ml"), None, "en", "de"))
    >>> verdict(SelfTest(sentences, ("", "10 x 250 ml"), None, "en", "de"))
    'it answers nothing to most sentences'
    """
    pairs = [
        (sentence, output)
        for sentence, output in zip(test.sentences, test.outputs, strict=True)
        if len(_LETTER.findall(sentence)) >= _FEWEST_LETTERS
    ]
    if not pairs:
        return None
    if _loses_numbers(test):
        return "it loses the numbers of most sentences"
    for is_wrong, reason in _REASONS:
        if sum(is_wrong(sentence, output, test) for sentence, output in pairs) > _MOST_WRONG_SHARE * len(pairs):
            return reason
    return None


def require_sound(manifest: Manifest) -> None:
    """Raise ModelDamaged (exit 4) for a translator whose self-test came out as no translation."""
    if manifest.kind != "translator":
        return
    reason = verdict(manifest.self_test)
    if reason is not None:
        next_step = "Its tokenizer or its weights are not the right ones: get it from another place, or choose another."
        raise ModelDamaged(manifest.name, f"{reason} of its self-test", next_step)


def _loses_numbers(test: SelfTest) -> bool:
    """Return whether half of the numbers and more are gone from most of the sentences that have some.

    The only thing that every translation has in common with its source: what the pieces of a vocabulary in another
    order lose, though it reads like words.
    """
    lost = []
    for sentence, output in zip(test.sentences, test.outputs, strict=True):
        if numbers := _DIGITS.findall(sentence):
            there = {str(int(number)) for number in _DIGITS.findall(output)}  # whatever script its digits are of
            lost.append(2 * sum(str(int(number)) not in there for number in numbers) >= len(numbers))
    return len(lost) >= _FEWEST_NUMBERED and sum(lost) > _MOST_WRONG_SHARE * len(lost)


def _is_empty(sentence: str, output: str, test: SelfTest) -> bool:
    return not output.strip()


def _is_unknown(sentence: str, output: str, test: SelfTest) -> bool:
    """Return whether most of an answer is unknown pieces."""
    known = _UNKNOWN.sub("", output)
    return len(known) < len(output) / 2


def _is_loop(sentence: str, output: str, test: SelfTest) -> bool:
    return is_looped(output, sentence) or _RUN.search(output) is not None


def _is_copy(sentence: str, output: str, test: SelfTest) -> bool:
    if not test.source_locale or locales.language(test.source_locale) == locales.language(test.target_locale):
        return False
    return " ".join(output.split()).casefold() == " ".join(sentence.split()).casefold()


_REASONS: tuple[tuple[Callable[[str, str, SelfTest], bool], str], ...] = (
    (_is_empty, "it answers nothing to most sentences"),
    (_is_unknown, "it answers with unknown pieces to most sentences"),
    (_is_loop, "it repeats itself without end in most sentences"),
    (_is_copy, "it copies most sentences"),
)
