"""A rendered text -> the texts of a field: cut into its list, brought within its limits, and checked by its rules."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from catalog_cli.fitting import DROP_ORDER, Fitted, FittedList, Named, Rules, cut, fit, fit_list, fit_tags, fit_terms
from catalog_cli.fitting.measure import is_within, measured
from catalog_cli.fitting.wording import wording
from catalog_cli.ledger import How
from catalog_cli.marketplaces import FieldKind, ListingField, Marketplace, Markup, breaches
from catalog_cli.segment import Severity

_ONE_LINE = frozenset({FieldKind.TITLE, FieldKind.SUBTITLE, FieldKind.META_TITLE, FieldKind.META_DESCRIPTION})
_TERMS = frozenset({FieldKind.TAGS, FieldKind.MATERIALS, FieldKind.SEARCH_TERMS})
_SENTENCE_END = re.compile(r"[.!?…。！？](?=\s|$|<)")
_MANY_BREAKS = re.compile(r"\n\s*\n\s*")
_WORD = re.compile(r"\w+")
_EMPHASIS = "!?¡¿"
_SPACES = re.compile(r"[^\S\n]+")
# A description that keeps less than this of its room by ending with a sentence ends with a word instead.
_LEAST_KEPT = 0.3
# What marketplaces refuse a listing for, whatever else they say.
_REFUSED = frozenset({"is_required", "limit", "most"})
_MOST_SHOWN = 80


class Fit(NamedTuple):
    """The texts of a field and what it took: `how` is FREE, DROPPED, ABBREVIATED, CUT or FAILED.

    `dropped` are (what, text) of the parts that were left out, `cut` what was cut off.
    """

    texts: tuple[str, ...]
    how: How = How.FREE
    dropped: tuple[tuple[str, str], ...] = ()
    cut: str = ""


class Said(NamedTuple):
    """What a field's texts speak of: the names that they keep, the values in them, and the title beside them."""

    names: Collection[str] = ()
    named: Sequence[tuple[str, str]] = ()
    title: str = ""


def texts_of(field: ListingField, rendered: str) -> tuple[str, ...]:
    """Return the texts that a template has written: one, or one on each line of a list; none where it is blank.

    >>> from catalog_cli.marketplaces import marketplace
    >>> texts_of(marketplace("etsy").of_kind("title"), " Red\\n  mug ")
    ('Red mug',)
    >>> texts_of(marketplace("etsy").of_kind("tags"), "red mug\\n\\n  gift \\n")
    ('red mug', 'gift')
    """
    if field.is_list:
        lines = (" ".join(line.split()) for line in rendered.split("\n"))
        return tuple(line for line in lines if line)
    if field.kind in _ONE_LINE:
        # A comma opens no title: what stood before it is not known.
        text = " ".join(rendered.split()).lstrip(", ")
    elif field.markup is Markup.HTML:
        text = rendered.strip()
    else:
        lines = (_SPACES.sub(" ", line).strip() for line in rendered.split("\n"))
        text = _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()
    return (text,) if text else ()


def fitted(field: ListingField, texts: Sequence[str], locale: str, said: Said) -> Fit:
    """Return texts within the limits of a field; a text that nothing can make fit stays, which `problems` tells."""
    limit = field.limit
    if field.kind in _TERMS:
        texts = [text for one in texts if (text := _allowed(field, one))]
    if limit is None:
        return _listed(texts, field.most, is_unique=field.is_unique)
    rules = Rules(limit, locale, field.drop_order or DROP_ORDER, _banned(field), phrases=field.phrases(locale))
    if field.kind is FieldKind.SEARCH_TERMS:
        texts = [_parted(text, locale) for text in texts]
        return _of_list(fit_terms(texts, rules, said.title, field.joined_by or " "), texts, is_terms=True)
    if field.kind in _TERMS:
        return _of_list(fit_tags(texts, rules, field.most), texts)
    if field.joined_by:
        return _joined(field, texts, rules)
    if field.is_list:
        return _enough(field, _of_list(fit_list(list(dict.fromkeys(texts)), rules, field.most), texts))
    if not texts:
        return Fit(())
    calm = _calm(field, texts[0], said.names)
    made = _one(field, calm, rules, said)
    if calm == texts[0]:
        return made
    how = How.DROPPED if made.how is How.FREE else made.how
    return made._replace(how=how, dropped=(("emphasis", texts[0]), *made.dropped))


def _calm(field: ListingField, text: str, names: Collection[str]) -> str:
    """Return a line without the exclamation and question marks that its field bans; those of names stay.

    >>> from catalog_cli.marketplaces import marketplace
    >>> title = marketplace("amazon").of_kind("title")
    >>> _calm(title, "Yahoo! Mug, now red!", ["Yahoo!"]), _calm(title, "Gift card $50", ())
    ('Yahoo! Mug, now red', 'Gift card $50')
    """
    banned = [sign for sign in _EMPHASIS if sign in field.banned_characters and sign in text]
    if not banned or field.kind not in _ONE_LINE:
        return text
    held = _spans(text, names)
    kept = (char for at, char in enumerate(text) if char not in banned or any(start <= at < end for start, end in held))
    return " ".join("".join(kept).split())


def _enough(field: ListingField, found: Fit) -> Fit:
    """Return a list, or an empty one where the marketplace takes none rather than so few."""
    if not 0 < len(found.texts) < field.least or field.is_advice("least") or field.is_required:
        return found
    return Fit((), How.DROPPED, tuple(("text", text) for text in found.texts))


def _parted(text: str, locale: str) -> str:
    """Return a search term without the small words inside of its compounds, as nobody types them.

    >>> _parted("bean-to-cup coffee t-shirt", "en")
    'bean cup coffee t-shirt'
    """
    small = wording(locale).function_words
    words = (part if not small & {*part.split("-")} else part.replace("-", " ") for part in text.split())
    return " ".join(word for word in " ".join(words).split() if word not in small)


def _one(field: ListingField, text: str, rules: Rules, said: Said) -> Fit:
    if field.kind is FieldKind.DESCRIPTION and field.markup is Markup.HTML:
        return Fit((text,), How.FREE if is_within(text, rules.limit) else How.FAILED)
    if field.kind in (FieldKind.DESCRIPTION, FieldKind.META_DESCRIPTION):
        found = _whole_sentences(cut(text, rules), text)
    else:
        found = fit(text, rules, kept=_spans(text, said.names), named=list(_named(text, said.named)))
    return Fit((found.text,), found.how, found.dropped, found.cut)


def _whole_sentences(found: Fitted, text: str) -> Fitted:
    """Return a text that was cut, cut after its last whole sentence if most of it is left then."""
    if found.how is not How.CUT:
        return found
    ends = [match.end() for match in _SENTENCE_END.finditer(found.text)]
    if not ends or ends[-1] < len(found.text) * _LEAST_KEPT:
        return found
    left = found.text[: ends[-1]]
    # A sentence less is a part left out; nothing is broken off.
    return Fitted(left, How.DROPPED, dropped=(("sentence", text[len(left) :].strip()),))


def _joined(field: ListingField, texts: Sequence[str], rules: Rules) -> Fit:
    """Return the texts that have room together, those behind the ones that have none too."""
    kept: list[str] = []
    dropped = []
    size = 0
    # "Dishwasher-safe" says what "dishwasher safe" does.
    said: dict[str, str] = {}
    for text in texts:
        said.setdefault(" ".join(_WORD.findall(text.casefold())), text)
    for text in said.values():
        more = measured(text, rules.limit.unit) + (measured(field.joined_by, rules.limit.unit) if kept else 0)
        if size + more <= rules.limit.most:
            kept.append(text)
            size += more
        else:
            dropped.append(("text", text))
    return Fit(tuple(kept), How.DROPPED if dropped else How.FREE, tuple(dropped))


def _of_list(found: FittedList, texts: Sequence[str], *, is_terms: bool = False) -> Fit:
    """Return a fitted list; a text that says what was said before is no loss, and neither is one beyond the most."""
    lost = [text for text, item in zip(dict.fromkeys(texts), found.items, strict=False) if item is None]
    # A search term without the words that the title says has lost nothing.
    costly = {How.ABBREVIATED, How.CUT, How.FAILED} if is_terms else {*_WORST[2:]}
    unlucky = [item for item in found.items if item is not None and item.how in costly]
    how = max((item.how for item in unlucky), key=_WORST.index, default=How.FREE)
    is_short = any("longer" in reason or "room" in reason for reason in found.reasons)
    if how is How.FREE and is_short:
        how = How.DROPPED
    cuts = " ".join(item.cut for item in unlucky if item.cut)
    return Fit(found.texts, how, tuple(("text", text) for text in lost) if how is not How.FREE else (), cuts)


_WORST = (How.FREE, How.N_BEST, How.DROPPED, How.ABBREVIATED, How.CUT, How.FAILED)


def _listed(texts: Sequence[str], most: int, *, is_unique: bool) -> Fit:
    found = list({text.casefold(): text for text in reversed(texts)}.values())[::-1] if is_unique else list(texts)
    return Fit(tuple(found[:most] if most else found))


def _banned(field: ListingField) -> str:
    """Return the characters that no short form may have."""
    signs = "".join(sign for sign in string.punctuation if sign not in field.allowed_characters)
    return field.banned_characters + (signs if field.allowed_categories == ("L", "Nd", "Zs") else "")


def _allowed(field: ListingField, text: str) -> str:
    """Return a keyword without the characters that its field does not take: keywords are not sentences."""
    categories = tuple(field.allowed_categories)

    def is_allowed(char: str) -> bool:
        if char in field.banned_characters:
            return False
        return not categories or char in field.allowed_characters or unicodedata.category(char).startswith(categories)

    return " ".join("".join(char if is_allowed(char) else " " for char in text).split())


def _spans(text: str, names: Collection[str]) -> list[tuple[int, int]]:
    found = []
    for name in names:
        start = text.find(name) if name else -1
        if start >= 0:
            found.append((start, start + len(name)))
    return found


def _named(text: str, values: Sequence[tuple[str, str]]) -> Iterator[Named]:
    """Yield where values of attributes stand in a text as whole words."""
    low = text.casefold()
    if len(low) != len(text):
        return
    for attribute, value in values:
        start = low.find(value.casefold()) if value else -1
        end = start + len(value)
        if start >= 0 and not low[start - 1 : start].isalnum() and not low[end : end + 1].isalnum():
            yield Named(start, end, attribute, value)


def problems(
    marketplace: Marketplace, field: ListingField, fit: Fit, locale: str, names: Collection[str]
) -> Iterator[tuple[str, Severity, str]]:
    """Yield (rule, severity, sentence) of what is wrong with the texts of a field.

    Critical is what the marketplace refuses by its own documents, major what it may refuse, minor what it advises
    against.
    """
    if fit.how is How.CUT:
        yield "cut", Severity.MINOR, f'{field.name} was cut: "{_excerpt(fit.cut)}" is not in it'
    for breach in breaches(field, fit.texts, locale, names):
        source = field.source(breach.rule)
        if breach.is_advice or marketplace.only_warns:
            severity = Severity.MINOR
        elif breach.rule in _REFUSED and (source is None or source.is_proven):
            severity = Severity.CRITICAL
        else:
            severity = Severity.MAJOR
        yield breach.rule, severity, breach.message.rstrip(".")


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
