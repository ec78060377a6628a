"""How a target ends and how many words it takes: like its source."""

from __future__ import annotations

import re

from catalog_cli.casing.detection import end_of
from catalog_cli.casing.words import LEADING, OPENING, SMALL, upper

_WRAPS = (("(", ")"), ("[", "]"), ('"', '"'), ("“", "”"), ("«", "»"), ("'", "'"))
_OPENERS = frozenset(opening for opening, _ in _WRAPS)
# What the embedded model adds after a word it cannot translate.
_ASIDE = re.compile(r"\s*\((?:em inglês|in English)\)")


def end_like(target: str, source: str) -> str:
    """Return the target with the end punctuation and the outer brackets or quotes of the source.

    >>> end_like("Planta de argila.", "Clay plant pot"), end_like("Novo", "New!"), end_like('"Novo".', "New")
    ('Planta de argila', 'Novo!', 'Novo')
    """
    body, wanted = target.rstrip(), source.rstrip()
    tail = target[len(body) :]
    if "(" not in source:
        body = _ASIDE.sub("", body)
    for opening, closing in _WRAPS if body[:1] in _OPENERS or wanted[:1] in _OPENERS else ():
        if _is_wrapped(body.rstrip(".") if not wanted.endswith(".") else body, opening, closing):
            if opening not in source and closing not in source and not _is_wrapped_by_any(wanted):
                body = body.rstrip(".")[1:-1] if not wanted.endswith(".") else body[1:-1]
        elif _is_wrapped(wanted, opening, closing) and opening not in body and closing not in body:
            body = f"{opening}{body.rstrip('.')}{closing}"
    have, want = end_of(body), end_of(wanted)
    if want is None:
        if have is not None and have.group() == ".":
            body = body[: have.start()] + body[have.end() :]
    elif have is None:
        closing_marks = len(body) - len(body.rstrip("\"'”’»)]")) if wanted[want.end() :] else 0
        at = len(body) - closing_marks
        body = body[:at] + want.group() + body[at:]
    elif {have.group(), want.group()} != {"...", "…"} and have.group() != want.group():
        body = body[: have.start()] + want.group() + body[have.end() :]
    return body + tail


def _is_wrapped(text: str, opening: str, closing: str) -> bool:
    """Return whether one pair goes around the whole text."""
    if len(text) < 3 or not text.startswith(opening) or not text.endswith(closing):
        return False
    return closing not in text[1:-1]


def _is_wrapped_by_any(text: str) -> bool:
    return any(_is_wrapped(text, opening, closing) for opening, closing in _WRAPS)


def grows(source: str, target: str, language: str) -> bool:
    """Return whether a one-word source became an article and a word, or more than three words.

    >>> grows("men", "os homens", "pt"), grows("Waterproof", "à prova d'água", "pt"), grows("new in", "em uso", "pt")
    (True, False, False)
    """
    if len(source.split()) != 1 or source.strip().lower() in LEADING.get(language, ()):
        return False
    words = target.split()
    return len(words) > 3 or (len(words) > 1 and _leads(words[0], language))


def opens_otherwise(source: str, target: str, language: str) -> bool:
    """Return whether a phrase of several words got an article or preposition in front that its source has not.

    >>> opens_otherwise("solar lantern", "da lanterna solar", "pt"), opens_otherwise("the lantern", "a lanterna", "pt")
    (True, False)
    """
    first, _, rest = target.partition(" ")
    if first.lower() not in OPENING.get(language, ()) or not rest:
        return False
    return source.split(maxsplit=1)[0].lower() not in SMALL


def shrink(target: str, language: str) -> str:
    """Return the target without the articles and prepositions it begins with; the first letter keeps its case.

    >>> shrink("os homens", "pt"), shrink("Em preto", "pt"), shrink("o", "pt")
    ('homens', 'Preto', 'o')
    """
    words = target.split(" ")
    rest = words
    while len(rest) > 1 and _leads(rest[0], language):
        rest = rest[1:]
    if rest is words:
        return target
    shrunk = " ".join(rest)
    return upper(shrunk[0]) + shrunk[1:] if target[0].isupper() and shrunk else shrunk


def _leads(word: str, language: str) -> bool:
    return word.lower() in LEADING.get(language, frozenset())
