"""What leaving words out leaves behind, and how it is put right: marks, spaces, brackets, words that dangle."""

from __future__ import annotations

import re

from catalog_cli.fitting.wording import Wording


def capitalized(text: str, before: str) -> str:
    """Return a text with a capital where it began with one before another word was left out."""
    return text[:1].upper() + text[1:] if before[:1].isupper() and text[:1].islower() else text


def seam(text: str, start: int, end: int) -> str:
    """Return what stands where something was left out: a space between two words."""
    is_between = start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
    return " " if is_between and text[start - 1].isalnum() and text[end].isalnum() else ""


_BRACKETS = (("(", ")"), ("[", "]"))
OPENING_MARKS = frozenset("([{-–—|/~+&,;:•·")
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_TWO_SLASHES = re.compile(r"\s*/(?=\s*/(?!/))(?<!:/)")
_BEFORE_MARK = re.compile(r"[ \u00a0]+(?=[)\]]|[,;:.!?](?:\s|$))")
_TWO_MARKS = re.compile(r"(?:\s*[,;|•·–—]|\s+[-/~+&](?=\s))+(\s*(?:[,;|•·–—]|[-/~+&](?=\s)))")
_EMPTY_ASIDE = re.compile(r"\s*(?:\(\s*\)|\[\s*\])")
_BEFORE_CLOSING = re.compile(r"\s*[,;/]\s*(?=[)\]])")
_BEHIND_OPENING = re.compile(r"(?<=[(\[])\s*[,;/]\s*")
_AT_START = re.compile(r"^[\s,;:|•·–—/~!]+|^-\s+")
_AT_END = re.compile(r"(?:[\s,:|•·–—/~+&([{-]|\s[*!]|&amp;|(?<!&amp);)+$")
_LAST_WORD = re.compile(r"(?:^|[\s,;|(])(&|\+|[^\W\d_][\w'’]*/?)$")
_BEFORE_SEPARATOR = re.compile(r"[ \u00a0](&|\+|[^\W\d_]+/?)(?=\s*(?:[|•·;]|\s[-–—]\s))")


def tidied(text: str, words: Wording) -> str:
    """Return a text without what leaving words out has left behind: doubled marks and spaces, words that dangle."""
    text = _BEHIND_OPENING.sub("", _BEFORE_CLOSING.sub("", text))
    text = _EMPTY_ASIDE.sub("", text)
    text = _TWO_MARKS.sub(lambda match: match[1], _TWO_SLASHES.sub(" ", text) if "/" in text else text)
    text = _BEFORE_MARK.sub("", _SPACES.sub(" ", text))
    text = _BEFORE_SEPARATOR.sub(lambda match: "" if match[1].casefold() in words.function_words else match[0], text)
    return tidied_end(_AT_START.sub("", text), words)


def tidied_end(text: str, words: Wording) -> str:
    """Return a text without marks and function words at its end."""
    while True:
        before = text
        text = _AT_END.sub("", text)
        last = _LAST_WORD.search(text)
        if last is not None and last[1].casefold() in words.function_words and not _is_letter_of_size(last[1]):
            text = text[: last.start(1)]
        if text == before:
            return text


def closed(text: str) -> str:
    """Return the beginning of a text without the bracket that its end has cut through, and what stands in it."""
    for opening, closing in _BRACKETS:
        if text.count(opening) > text.count(closing):
            text = text[: text.rindex(opening)]
    return text


def paired(text: str) -> str:
    """Return a text without the brackets whose other half was left out."""
    for opening, closing in _BRACKETS:
        waiting: list[int] = []
        lone: list[int] = []
        for at, character in enumerate(text):
            if character == opening:
                waiting.append(at)
            elif character == closing:
                if waiting:
                    waiting.pop()
                else:
                    lone.append(at)
        for at in sorted((*waiting, *lone), reverse=True):
            text = text[:at] + text[at + 1 :]
    return text


def _is_letter_of_size(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word not in "AEO&+"
