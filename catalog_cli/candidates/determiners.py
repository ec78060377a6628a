"""What stands before a noun and agrees with it: the same words in the other gender, in the noun's number.

"O fritador" becomes "A fritadeira": the words before a term that is forced into a target are offered in both genders,
and the engine's score chooses. Languages without a table get the words as they stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.glossary import constraints
from catalog_cli.glossary.function_words import function_words
from catalog_cli.glossary.inflection import agreed_adjective
from catalog_cli.segment import TermHit

# Masculine and feminine, singular and plural; closed classes, complete but for poetic forms. Adjectives go by ending.
_PORTUGUESE = """
o a os as|um uma uns umas|do da dos das|no na nos nas|ao à aos às|pelo pela pelos pelas|num numa nuns numas
este esta estes estas|esse essa esses essas|aquele aquela aqueles aquelas|deste desta destes destas
desse dessa desses dessas|daquele daquela daqueles daquelas|neste nesta nestes nestas|nesse nessa nesses nessas
meu minha meus minhas|seu sua seus suas|teu tua teus tuas|nosso nossa nossos nossas|todo toda todos todas
algum alguma alguns algumas|nenhum nenhuma nenhuns nenhumas|outro outra outros outras|mesmo mesma mesmos mesmas
muito muita muitos muitas|pouco pouca poucos poucas|cujo cuja cujos cujas|bom boa bons boas|dois duas dois duas
ambos ambas ambos ambas
"""
_SPANISH = """
el la los las|un una unos unas|del de_la de_los de_las|al a_la a_los a_las|este esta estos estas
ese esa esos esas|aquel aquella aquellos aquellas|nuestro nuestra nuestros nuestras|todo toda todos todas
algún alguna algunos algunas|ningún ninguna ningunos ningunas|otro otra otros otras|mucho mucha muchos muchas
buen buena buenos buenas
"""
_FRENCH = """
le la les les|un une des des|du de_la des des|au à_la aux aux|ce cette ces ces|mon ma mes mes|ton ta tes tes
son sa ses ses|tout toute tous toutes|quel quelle quels quelles|nouveau nouvelle nouveaux nouvelles
"""
_TABLES = {"pt": _PORTUGUESE, "es": _SPANISH, "fr": _FRENCH}
# In a language without a list, a word of so many letters or fewer is taken for a function word.
_LONGEST_SMALL = 3
# An adjective's endings, in the same order; a word of fewer letters than these and two more is none.
_ENDINGS = {"pt": ("o", "a", "os", "as"), "es": ("o", "a", "os", "as")}
_SHORTEST_ADJECTIVE = 4
# A noun's gender by its first word's end, where that is safe; the others are offered in both.
_MASCULINE, _FEMININE = 0, 1
_GENDER_CELLS = {"m": _MASCULINE, "f": _FEMININE}
_GENDERS = {
    "pt": (
        (re.compile(r"(?:ção|ções|são|sões|dades?|gem|gens)$"), _FEMININE),
        (re.compile(r"(?<![aeo]m)(?<!map)(?<!net)(?<![dg]i)(?<!gui)as?$"), _FEMININE),
        (re.compile(r"(?<!ã)(?<!fot)(?<!mot)(?<!trib)os?$"), _MASCULINE),
        (re.compile(r"\w{2}[dst]or(?:es)?$"), _MASCULINE),
    ),
    "es": (
        (re.compile(r"(?:ción|ciones|sión|siones|dad|dades)$"), _FEMININE),
        (re.compile(r"(?<![aeo]m)(?<!map)(?<!net)(?<!dí)(?<!gui)as?$"), _FEMININE),
        (re.compile(r"(?<!fot)(?<!mot)(?<!man)os?$"), _MASCULINE),
    ),
}
_LAST_WORDS = re.compile(r"(?:(?P<first>[^\W\d_]+)(?P<gap> ))?(?P<last>[^\W\d_]+)(?P<end>\s+)\Z")
_FIRST_WORD = re.compile(r" (?P<word>[^\W\d_]+)")
_TWO_WORDS = re.compile(r"(?P<last>[^\W\d_]+ [^\W\d_]+)(?P<end>\s+)\Z")


class Noun(NamedTuple):
    """A noun that words agree with: `gender` is "m", "f" or "" (not known)."""

    gender: str
    plural: bool

    @property
    def cell(self) -> int | None:
        """Where its form stands in a row of a table; None if the gender is not known."""
        return None if self.gender not in _GENDER_CELLS else _GENDER_CELLS[self.gender] + 2 * self.plural


def noun(hit: TermHit, form: str, found: str, language: str) -> Noun:
    """Return what a form of a hit is as a noun, `found` being what the source says.

    The term base's gender is that of the form given: another word ("guia" for "tabela") is told by its ending.

    >>> noun(TermHit(0, 4, "lamp", ("abajur", "luminária"), gender="m"), "luminária", "lamps", "pt")
    Noun(gender='f', plural=False)
    """
    plural = constraints.is_plural_form(hit, form, found)
    first, given = (text.split(maxsplit=1)[0].casefold() for text in (form, hit.target_forms[0]))
    told = told_gender(form, language)
    own = "" if told is None else "mf"[told]
    is_same = first.rstrip("s") == given.rstrip("s")
    # "Sola" is no form of "solado", as its gender shows.
    if hit.gender and (is_same or (own in ("", hit.gender) and constraints.is_inflected(first, given))):
        return Noun(hit.gender, plural)
    return Noun(own, plural)


@lru_cache(maxsize=8)
def _rows(language: str) -> dict[str, tuple[str, ...]]:
    table = _TABLES.get(language, "")
    rows = [tuple(word.replace("_", " ") for word in row.split()) for row in re.split(r"[|\n]", table) if row.strip()]
    return {word: row for row in reversed(rows) for word in row}


def row_of(word: str, language: str) -> tuple[str, ...] | None:
    """Return a determiner's masculine and feminine, singular and then plural; None for another word.

    >>> row_of("Pela", "pt"), row_of("mesa", "pt")
    (('pelo', 'pela', 'pelos', 'pelas'), None)
    """
    return _rows(language).get(word.lower())


def is_small(word: str, language: str) -> bool:
    """Return whether a word only serves others: an article, a preposition, a conjunction.

    >>> is_small("Das", "pt"), is_small("ar", "pt"), is_small("per", "it")
    (True, False, True)
    """
    listed = function_words(language)
    return word.lower() in listed if listed else len(word) <= _LONGEST_SMALL


def agreeing(before: str, noun: Noun, language: str) -> list[str]:
    """Return `before` with the words at its end as they can stand before a noun.

    Where the gender is not known, both are returned, and `before` as it stands first.

    >>> agreeing("Compre o ", Noun("f", False), "pt"), agreeing("o ", Noun("", False), "pt")
    (['Compre a '], ['o ', 'a '])
    >>> agreeing("com um novo ", Noun("f", True), "pt"), agreeing("Gola de ", Noun("f", False), "pt")
    (['com umas novas '], ['Gola de '])
    >>> agreeing("Use o seu ", Noun("f", False), "pt"), agreeing("camisa do ", Noun("f", False), "pt")
    (['Use a sua '], ['camisa da '])
    >>> agreeing("Ambos os ", Noun("f", True), "pt"), agreeing("der ", Noun("", False), "de")
    (['Ambas as '], ['der '])
    """
    if noun.cell is not None:
        return [_changed(before, language, noun.cell)]
    both = (_changed(before, language, gender + 2 * noun.plural) for gender in (_MASCULINE, _FEMININE))
    return list(dict.fromkeys((before, *both)))


def following(after: str, noun: Noun, language: str) -> list[str]:
    """Return `after` as it stands and, if it begins with what may be an adjective, with that agreeing with a noun.

    >>> following(" vermelho de lã", Noun("f", False), "pt"), following(" de lã", Noun("f", False), "pt")
    ([' vermelho de lã', ' vermelha de lã'], [' de lã'])
    """
    cell, word = noun.cell, _FIRST_WORD.match(after)
    if cell is None or word is None or is_small(word["word"], language):
        return [after]
    sure = agreed_adjective(word["word"], language, feminine=cell % 2 == _FEMININE, plural=noun.plural)
    changed = sure or _inflected(word["word"], language, cell)
    return [after] if changed == word["word"] else [after, f" {changed}{after[word.end() :]}"]


def told_gender(form: str, language: str) -> int | None:
    """Return the gender that the first word of a form surely has by its ending, 0 masculine, 1 feminine, else None.

    >>> [told_gender(form, "pt") for form in ("camisetas de algodão", "relógio", "regador", "jeans", "cor")]
    [1, 0, 0, None, None]
    """
    first = form.split(maxsplit=1)[0].lower() if form.strip() else ""
    return next((gender for ending, gender in _GENDERS.get(language, ()) if ending.search(first)), None)


def _changed(before: str, language: str, cell: int) -> str:
    pair = _TWO_WORDS.search(before)
    if pair is not None and (row := _rows(language).get(pair["last"].lower())) is not None:
        return before[: pair.start()] + cased_like(row[cell], pair["last"]) + pair["end"]
    words = _LAST_WORDS.search(before)
    if words is None:
        return before
    first, last = words["first"] or "", words["last"]
    first_row, last_row = (_rows(language).get(word.lower()) for word in (first, last))
    if last_row is None and first_row is None:
        return before  # a noun may end so, too: only what stands behind a determiner is taken for an adjective
    last = _inflected(last, language, cell)
    if first_row is not None:
        first = cased_like(first_row[cell], first)
    return before[: words.start()] + first + (words["gap"] or "") + last + words["end"]


def _inflected(word: str, language: str, cell: int) -> str:
    row = _rows(language).get(word.lower())
    if row is not None:
        return cased_like(row[cell], word)
    endings = _ENDINGS.get(language, ())
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending) and len(word) >= _SHORTEST_ADJECTIVE:
            return word[: -len(ending)] + endings[cell]
    return word


def cased_like(word: str, model: str) -> str:
    """Return a word with a capital if the model has one.

    >>> cased_like("uma", "Um")
    'Uma'
    """
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
