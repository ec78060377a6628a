"""What is wrong with a text that a model wrote, apart from what it claims: form, language, loops, echoes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from catalog_cli.claims.words import WORD, stem, stems
from catalog_cli.locales import language
from catalog_cli.product_facts import ProductFacts
from catalog_cli.repetition import is_looped, repeated_phrase

# A sentence of less says nothing, a paragraph of more goes astray.
SHORTEST, LONGEST = 24, 600
_MARKUP = re.compile(
    r"[<>{}\[\]|`\\^~=*#_@]|--|\"{2,}|https?:|www\.|\b\w+\.(?:com|net|org|io|example)\b|^\s*[=+\-@]", re.I
)
_PHONE = re.compile(r"(?:\d[\s().-]?){7,}")
# A point is an end where a capital follows: "12.6 in. depth" goes on.
_SENTENCE = re.compile(r".*?[.!?]+(?=\s+[^\W\d_a-zà-ÿ]|\s+\d|\s*$)")
# The words that a language cannot do without, and that the others beside it do not have.
_FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset("the and is of with for it this has are by its your from that they these".split()),
    "pt": frozenset("o um uma e é de do da com para em que os dos das não por ela ele tem são".split()),
    "es": frozenset("el la los las y es de del con para en que un una por no tiene su son".split()),
    "fr": frozenset("le la les et est de du des avec pour en que un une par il elle ce cette".split()),
    "de": frozenset("der die das und ist von mit für ein eine aus dem den es sie dieser hat".split()),
    "it": frozenset("il lo la gli e è di del della con per in che un una da ha sono questo".split()),
}
# A line without any of these is a name, not a sentence.
_VERBS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:is|are|was|were|ha(?:s|ve)|can|will|does|do|comes?|holds?|weighs?|measures?|features?|includes?|offers?|"
        r"suits?|fits?|works?|uses?|makes?|closes?|contains?|keeps?|gives?|lets?|goes|go|stands?|lasts?|needs?|takes?|"
        r"brings?|adds?|wears?|stays?|shows?|opens?|runs?|provides?|combines?|washes|wash|serves?|carr(?:y|ies))\b",
        re.IGNORECASE,
    ),
    "pt": re.compile(
        r"\b(?:é|são|foi|foram|está|estão|tem|têm|há|pode|podem|vem|vêm|pesa|pesam|mede|medem|possui|possuem|acompanha|"
        r"serve|servem|cabe|cabem|traz|oferece|oferecem|conta|contam|inclui|incluem|usa|fecha|abre|combina|mantém|leva|"
        r"fica|ficam|dura|garante|apresenta|deixa|faz|vai)\b",
        re.IGNORECASE,
    ),
}
_ECHO_WORDS = 6
_LABELS = re.compile(r"\b(?:facts|text|description|title|fatos|texto|descri[çc][ãa]o|t[íi]tulo)\s*:", re.IGNORECASE)
# A writer that speaks of itself or to whoever asks.
_OFF_TOPIC = re.compile(
    r"\b(?:as an ai|language model|i (?:am|can|will|cannot)|i'm|sure,|here (?:is|are)|we |our |click|visit|call us|"
    r"contact|como uma ia|modelo de linguagem|eu (?:sou|posso)|aqui est[áa]|n[óo]s |nosso|nossa|clique|visite|ligue)\b",
    re.IGNORECASE,
)


def beginnings(answer: str) -> list[str]:
    """Return the whole sentences of an answer's first line, then each beginning of them: all, all but the last, ...

    What was left off in the middle is no text. A sentence that comes again is left out.

    >>> beginnings(" A red mug. It holds 0.5 l. It is\\nFacts: x")
    ['A red mug. It holds 0.5 l.', 'A red mug.']
    """
    line = " ".join(unicodedata.normalize("NFC", answer).strip().split("\n")[0][: 4 * LONGEST].split())
    sentences = list(dict.fromkeys(found[0].strip() for found in _SENTENCE.finditer(line)))
    return [" ".join(sentences[:count]) for count in range(len(sentences), 0, -1)]


def fault(text: str, facts: ProductFacts, locale: str, prompt: str) -> str:
    """Return what is wrong with the form of a text, "" if nothing is; `prompt` is what must not come back.

    >>> mug = ProductFacts("1", "Red mug", "")
    >>> fault("This is a red mug for tea and coffee.", mug, "en", "")
    ''
    >>> fault("Esta é uma caneca de chá e é bela.", mug, "en", "")
    'it is in another language'
    """
    if not SHORTEST <= len(text) <= LONGEST:
        return "it is too short" if len(text) < SHORTEST else "it is too long"
    if _MARKUP.search(text) or _PHONE.search(text) or not _is_plain(text):
        return "it has markup, an address or unprintable characters"
    if _LABELS.search(text) or _OFF_TOPIC.search(text):
        return "it does not speak of the product alone"
    if is_looped(text, facts.title) or repeated_phrase(text) or _begins_alike(text):
        return "it repeats itself"
    if not _speaks(text, locale):
        return "it is in another language"
    if not _has_verbs(text, locale):
        return "it is no sentence"
    if _echo(text, prompt):
        return "it repeats the prompt"
    return "" if _is_about(text, facts) else "it is about something else"


def _is_plain(text: str) -> bool:
    return all(unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs", "Cn"} for letter in text)


def _has_verbs(text: str, locale: str) -> bool:
    """Return whether every sentence has a verb, in the languages whose verbs are listed."""
    verbs = _VERBS.get(language(locale))
    return verbs is None or all(verbs.search(sentence) for sentence in _SENTENCE.findall(text))


def _begins_alike(text: str) -> bool:
    """Return whether two sentences are made of the same words, as those of small models are."""
    sets = [frozenset(stems(one)) for one in _SENTENCE.findall(text)]
    return any(len(one & other) > 0.7 * min(len(one), len(other)) for at, one in enumerate(sets) for other in sets[:at])


def _speaks(text: str, locale: str) -> bool:
    words = [word.casefold() for word in WORD.findall(text)]
    counts = {spoken: sum(word in own for word in words) for spoken, own in _FUNCTION_WORDS.items()}
    own = counts.get(language(locale))
    return own is None or (own > 0 and own >= max(counts.values()))


def _echo(text: str, prompt: str) -> bool:
    """Return whether six words in a row come from the prompt's own text."""
    words = stems(text)
    line = f" {' '.join(stems(prompt))} "
    runs = (words[at : at + _ECHO_WORDS] for at in range(len(words) - _ECHO_WORDS + 1))
    return any(f" {' '.join(run)} " in line for run in runs)


def _is_about(text: str, facts: ProductFacts) -> bool:
    """Return whether a text names the product: a word of its title or type, if these are written in letters."""
    named = {stem(word) for word in WORD.findall(facts.title) if len(word) > 2}
    named |= {stem(word) for tag in facts.tags_of("product_type") for word in WORD.findall(tag.text) if len(word) > 2}
    return not named or not named.isdisjoint(stems(text))
