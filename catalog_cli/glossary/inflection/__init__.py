"""The forms of a term: those to find in the source, and those that satisfy it in the target.

Rules for words, no dictionary: a form is given only where the rule is safe, for a form that is not a word would let
a wrong target pass, and a missing one costs a retry or an entry in `target_forms`. How far the rules go:

    Portuguese  plural of nouns and noun phrases; gender and number of adjectives; of verbs, the imperative,
                participle and gerund, and in -ar the present
    Spanish     plural of nouns and noun phrases; gender and number of adjectives
    French      plural of nouns and noun phrases; gender and number of adjectives with a regular ending
    German      plural of nouns by suffix and by a table of heads of compounds; the endings of adjectives
    English     as a source only: number of nouns, the forms of verbs
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from unicodedata import normalize

from catalog_cli.glossary.inflection import english, french, german, portuguese, spanish
from catalog_cli.glossary.inflection.noun_phrase import recase
from catalog_cli.glossary.term import Term

Rule = Callable[[str, str], tuple[str, ...]]
"""The forms of a text given the gender ("m", "f" or "") of its term, the text itself left out."""

# The part of speech "" is not known: it follows the rules for nouns, and refuses what is clearly none. A phrase, and
# a part of speech not listed here, has only the forms given.
_SOURCE_RULES: dict[tuple[str, str], Rule] = {
    ("en", ""): english.unknown_forms,
    ("en", "noun"): english.noun_forms,
    ("en", "verb"): english.verb_forms,
}
_RULES: dict[tuple[str, str], Rule] = {
    ("pt", ""): portuguese.unknown_forms,
    ("pt", "noun"): portuguese.noun_forms,
    ("pt", "adjective"): portuguese.adjective_forms,
    ("pt", "verb"): portuguese.verb_forms,
    ("es", ""): spanish.unknown_forms,
    ("es", "noun"): spanish.noun_forms,
    ("es", "adjective"): spanish.adjective_forms,
    ("fr", ""): french.unknown_forms,
    ("fr", "noun"): french.noun_forms,
    ("fr", "adjective"): french.adjective_forms,
    ("de", ""): german.noun_forms,
    ("de", "noun"): german.noun_forms,
    ("de", "adjective"): german.adjective_forms,
}


def source_inflections(term: Term, language: str) -> tuple[str, ...]:
    """Return all forms of a term's source to find in a text of `language` (a primary subtag or a locale).

    First the source, then its `source_forms`, then what the rules make of these; no form twice. An exact term has
    only the forms given.

    >>> source_inflections(Term("crew neck", "gola careca"), "en")
    ('crew neck', 'crew necks')
    >>> source_inflections(Term("AirFlow 3", "AirFlow 3", exact=True), "en")
    ('AirFlow 3',)
    """
    key = _primary(language), term.part_of_speech
    return _inflected(
        term.source, term.source_forms, "", None if term.exact else _SOURCE_RULES.get(key, _RULES.get(key))
    )


def target_inflections(term: Term, language: str) -> tuple[str, ...]:
    """Return all allowed forms of a term's target in a text of `language` (a primary subtag or a locale).

    First the target, then its `target_forms`, then what the rules make of these; no form twice. An exact term has
    only the forms given.

    >>> target_inflections(Term("crew neck", "gola careca"), "pt-BR")
    ('gola careca', 'golas carecas')
    >>> target_inflections(Term("red", "vermelho", part_of_speech="adjective"), "pt-BR")
    ('vermelho', 'vermelha', 'vermelhos', 'vermelhas')
    """
    rule = None if term.exact else _RULES.get((_primary(language), term.part_of_speech))
    return _inflected(term.target, term.target_forms, term.gender, rule)


@lru_cache(maxsize=4096)
def agreed_adjective(word: str, language: str, *, feminine: bool, plural: bool) -> str:
    """Return a word that surely is an adjective in a gender and number, with its capitals; "" if that is not sure.

    Of Portuguese only; in other languages nothing is sure.

    >>> agreed_adjective("Preto", "pt-BR", feminine=True, plural=True), agreed_adjective("mesa", "pt", feminine=True,
    ... plural=True)
    ('Pretas', '')
    """
    if _primary(language) != "pt":
        return ""
    found = portuguese.agreed(word.lower(), feminine=feminine, plural=plural)
    return recase(found, word) if found else ""


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _inflected(first: str, others: tuple[str, ...], gender: str, rule: Rule | None) -> tuple[str, ...]:
    given = [form for form in (first, *others) if form.strip()]
    forms = dict.fromkeys(given)
    if rule is not None:
        for form in given:
            forms.update(dict.fromkeys(rule(normalize("NFC", form), gender)))
    return tuple(forms)
