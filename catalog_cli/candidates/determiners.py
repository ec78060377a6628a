"""What stands before a noun and agrees with it: the same words in the other gender, in the noun's number.

"O fritador" becomes "A fritadeira": the words before a term that is forced into a target are offered in both genders,
and the engine's score chooses. Languages without a table get the words as they stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from catalog_cli.glossary.function_words import function_words

# Masculine and feminine, singular and plural; closed classes, complete but for poetic forms. Adjectives go by ending.
_PORTUGUESE = """
o a os as|um uma uns umas|do da dos das|no na nos nas|ao à aos às|pelo pela pelos pelas|num numa nuns numas
este esta estes estas|esse essa esses essas|aquele aquela aqueles aquelas|deste desta destes destas
desse dessa desses dessas|daquele daquela daqueles daquelas|neste nesta nestes nestas|nesse nessa nesses nessas
meu minha meus minhas|seu sua seus suas|teu tua teus tuas|nosso nossa nossos nossas|todo toda todos todas
algum alguma alguns algumas|nenhum nenhuma nenhuns nenhumas|outro outra outros outras|mesmo mesma mesmos mesmas
muito muita muitos muitas|pouco pouca poucos poucas|cujo cuja cujos cujas|bom boa bons boas|dois duas dois duas
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
_GENDERS = {
    "pt": (
        (re.compile(r"(?:ção|ções|são|sões|dades?|gem|gens)$"), _FEMININE),
        (re.compile(r"(?<![aeo]m)(?<!map)(?<!net)(?<![dg]i)(?<!gui)as?$"), _FEMININE),
        (re.compile(r"(?<!ã)(?<!fot)(?<!mot)(?<!trib)os?$"), _MASCULINE),
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


@lru_cache(maxsize=8)
def _rows(language: str) -> dict[str, tuple[str, ...]]:
    table = _TABLES.get(language, "")
    rows = [tuple(word.replace("_", " ") for word in row.split()) for row in re.split(r"[|\n]", table) if row.strip()]
    return {word: row for row in reversed(rows) for word in row}


def is_small(word: str, language: str) -> bool:
    """Return whether a word only serves others: an article, a preposition, a conjunction.

    >>> is_small("Das", "pt"), is_small("ar", "pt"), is_small("per", "it")
    (True, False, True)
    """
    listed = function_words(language)
    return word.lower() in listed if listed else len(word) <= _LONGEST_SMALL


def agreeing(before: str, form: str, language: str, *, plural: bool) -> list[str]:
    """Return `before` with the words at its end as they can stand before `form`, a noun, of one number.

    Where the noun's ending does not tell its gender, both are returned, and `before` as it stands first.

    >>> agreeing("Compre o ", "fritadeira", "pt", plural=False), agreeing("o ", "cabide", "pt", plural=False)
    (['Compre a '], ['o ', 'a '])
    >>> agreeing("com um novo ", "botas", "pt", plural=True), agreeing("Gola de ", "mola", "pt", plural=False)
    (['com umas novas '], ['Gola de '])
    >>> agreeing("Use o seu ", "tampa", "pt", plural=False), agreeing("camisa do ", "gola", "pt", plural=False)
    (['Use a sua '], ['camisa da '])
    >>> agreeing("der ", "Topf", "de", plural=False)
    ['der ']
    """
    gender = _gender(form, language)
    if gender is not None:
        return [_changed(before, language, gender + 2 * plural)]
    both = (_changed(before, language, gender + 2 * plural) for gender in (_MASCULINE, _FEMININE))
    return list(dict.fromkeys((before, *both)))


def following(after: str, form: str, language: str, *, plural: bool) -> list[str]:
    """Return `after` as it stands and, if it begins with what may be an adjective, with that agreeing with `form`.

    >>> following(" vermelho de lã", "almofada", "pt", plural=False)
    [' vermelho de lã', ' vermelha de lã']
    >>> following(" de lã", "almofada", "pt", plural=False)
    [' de lã']
    """
    gender, word = _gender(form, language), _FIRST_WORD.match(after)
    if gender is None or word is None or is_small(word["word"], language):
        return [after]
    changed = _inflected(word["word"], language, gender + 2 * plural)
    return [after] if changed == word["word"] else [after, f" {changed}{after[word.end() :]}"]


def _gender(form: str, language: str) -> int | None:
    first = form.split(maxsplit=1)[0].lower() if form.strip() else ""
    return next((gender for ending, gender in _GENDERS.get(language, ()) if ending.search(first)), None)


def _changed(before: str, language: str, cell: int) -> str:
    pair = _TWO_WORDS.search(before)
    if pair is not None and (row := _rows(language).get(pair["last"].lower())) is not None:
        return before[: pair.start()] + _cased_like(row[cell], pair["last"]) + pair["end"]
    words = _LAST_WORDS.search(before)
    if words is None:
        return before
    last = _inflected(words["last"], language, cell)
    first = words["first"] or ""
    row = _rows(language).get(first.lower())
    if row is not None:
        first = _cased_like(row[cell], first)
    elif first and last != words["last"] and words["last"].lower() not in _rows(language):
        return before  # a noun may end so, too: only what stands behind a determiner is taken for an adjective
    return before[: words.start()] + first + (words["gap"] or "") + last + words["end"]


def _inflected(word: str, language: str, cell: int) -> str:
    row = _rows(language).get(word.lower())
    if row is not None:
        return _cased_like(row[cell], word)
    endings = _ENDINGS.get(language, ())
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending) and len(word) >= _SHORTEST_ADJECTIVE:
            return word[: -len(ending)] + endings[cell]
    return word


def _cased_like(word: str, model: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
