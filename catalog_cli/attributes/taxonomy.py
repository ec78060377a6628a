"""Shopify's product taxonomy laid over a schema, from the distribution files that a merchant has.

What the taxonomy calls as we do is ours, with more labels; the rest is added. Most of its words belong to many of its
attributes ("Plastic"), and nothing of manageable size says which goods an attribute is of: so in running text only
words that leave no doubt count alone. In a column named as the attribute is, every label counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from catalog_cli import locales
from catalog_cli.attributes.categories import PRODUCT_TYPE
from catalog_cli.attributes.gazetteer import fold
from catalog_cli.attributes.schema import BUILTIN_LOCALES, Attribute, AttributeSchema, Form, Kind, Value
from catalog_cli.attributes.taxonomy_files import SOURCE_LOCALE, TaxonomyAttribute, TaxonomyValue, read_files

# Answers of a form, not properties of a thing: no filter needs them.
_NO_VALUES = frozenset(
    "none|no|yes|other|others|unknown|universal|basic|any|all|various|default|n-a|na|not-applicable|not-specified|"
    "unspecified|not-available".split("|")
)
# Shorter single words are everyday words too often ("Classic", "Birds"); longer ones seldom ("Houndstooth").
_CLEAR_LETTERS = 8
# The languages whose labels are weighed; in others a label counts beside the attribute's name alone.
_WEIGHED = frozenset(locales.language(locale) for locale in BUILTIN_LOCALES)
_NAME_FIRST = frozenset("ca es fr gl it pt ro".split())
_ASIDE = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]{3,}")

_Key = tuple[str, str]
_language = lru_cache(maxsize=512)(locales.language)


def read_taxonomy(path: Path, base: AttributeSchema) -> AttributeSchema:
    """Return `base` with the attributes, values and labels of the taxonomy's files at `path`.

    `path` is the folder `dist`, one of its language folders (those beside it are read too), or one attributes.json.
    Labels of `base` stay, and so do its forms. Raises FileProblem for files of another shape.
    """
    read = read_files(path)
    found = dict(base.attributes)
    targets = {handle: _target(one, base) for handle, one in read.items()}
    owners = _owners(read, targets, base)
    for handle, one in read.items():
        name = targets[handle]
        own = found.get(name)
        laid = _new(name, one) if own is None else _named(own, one, base)
        if laid.kind is not Kind.CHOICE or name == PRODUCT_TYPE:
            found[name] = laid
            continue
        holder = found[laid.values_of] if laid.values_of else laid
        values = _with_values(holder, one, owners, is_known=name in base.attributes)
        found[name] = laid
        found[holder.id] = replace(laid if holder is laid else holder, values=values)
    return AttributeSchema(
        {
            name: replace(one, values=found[one.values_of].values) if one.values_of else one
            for name, one in found.items()
        }
    )


def _target(one: TaxonomyAttribute, base: AttributeSchema) -> str:
    """Return the id of the attribute that one of the taxonomy is: ours by its handle or English name, else its own."""
    own = one.handle.replace("-", "_")
    if own in base.attributes:
        return own
    named = base.named.get(one.labels.get(SOURCE_LOCALE, "").casefold(), ())
    return named[0] if len(named) == 1 else own


def _new(name: str, one: TaxonomyAttribute) -> Attribute:
    return Attribute(name, Kind.CHOICE, one.labels, headers=tuple(one.also), gid=one.gid)


def _named(own: Attribute, one: TaxonomyAttribute, base: AttributeSchema) -> Attribute:
    """Return an attribute with the taxonomy's names: labels where it has none, headers that mean nothing else.

    An attribute that is ours by a header alone ("Fabric") gives headers alone.
    """
    is_same = one.handle.replace("-", "_") == own.id
    labels = {**one.labels, **own.labels} if is_same else own.labels
    names = (*one.labels.values(), *one.also)
    headers = tuple(dict.fromkeys((*own.headers, *(name for name in names if name.casefold() not in base.named))))
    return replace(own, labels=labels, headers=headers, gid=own.gid or (one.gid if is_same else ""))


def _with_values(
    own: Attribute, one: TaxonomyAttribute, owners: Mapping[_Key, set[str]], *, is_known: bool
) -> dict[str, Value]:
    values = dict(own.values)
    ours = _by_name(own)
    for value in one.values.values():
        name = _value_id(value)
        label = value.labels.get(SOURCE_LOCALE, "")
        have = ours.get(name) or ours.get(label.casefold())
        if have is not None:
            kept = values[have]
            values[have] = kept._replace(labels={**value.labels, **kept.labels}, gid=kept.gid or value.gid)
        elif not _is_no_value(value):
            forms = tuple(_forms(value, one, own.id, owners, is_known=is_known))
            values[name] = Value(id=name, parent="", labels=value.labels, forms=forms, gid=value.gid)
    return values


def _by_name(own: Attribute) -> dict[str, str]:
    """Return the value that each id, English label and sure English form of an attribute means."""
    found: dict[str, str] = {}
    for value in own.values.values():
        sure = [form.text for form in value.forms if form.language == SOURCE_LOCALE and not form.is_weak]
        for name in (value.id, value.labels.get(SOURCE_LOCALE, ""), *sure):
            found.setdefault(name.casefold(), value.id)
    return found


def _value_id(value: TaxonomyValue) -> str:
    """Return a value's id: the end of its handle ("color__light-blue" is "light-blue")."""
    return value.handle.rpartition("__")[2].strip("-") or value.handle


def _is_no_value(value: TaxonomyValue) -> bool:
    return _value_id(value) in _NO_VALUES or value.labels.get(SOURCE_LOCALE, "").casefold() in _NO_VALUES


def _owners(
    read: Mapping[str, TaxonomyAttribute], targets: Mapping[str, str], base: AttributeSchema
) -> dict[_Key, set[str]]:
    """Return, for each language and words, the attributes that have a value of that name."""
    found: dict[_Key, set[str]] = {}
    for attribute in base.attributes.values():
        if attribute.values_of:
            continue
        for value in attribute.values.values():
            for form in value.forms:
                found.setdefault((form.language, _words(form.text)), set()).add(attribute.id)
            for language, label in _weighed(value.labels):
                found.setdefault((language, _words(label)), set()).add(attribute.id)
    for handle, one in read.items():
        own = base.attributes.get(targets[handle])
        name = (own.values_of if own else "") or targets[handle]
        for language, label in (pair for value in one.values.values() for pair in _weighed(value.labels)):
            found.setdefault((language, _words(_bare(label))), set()).add(name)
    return found


def _weighed(labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the language and the label of each locale whose labels are weighed."""
    for locale, label in labels.items():
        language = _language(locale)
        if language in _WEIGHED:
            yield language, label


def _forms(
    value: TaxonomyValue, one: TaxonomyAttribute, own: str, owners: Mapping[_Key, set[str]], *, is_known: bool
) -> Iterator[Form]:
    """Yield how a value is written in each language: its label, or its label beside the attribute's name."""
    for locale, label in value.labels.items():
        language = _language(locale)
        name = one.labels.get(locale, "") or one.labels.get(SOURCE_LOCALE, "")
        if language not in _WEIGHED:
            yield Form(f"{name}: {label}", language)
            continue
        bare = _bare(label)
        words = _words(bare)
        if owners[language, words] == {own} and _WORD.search(words):
            yield Form(bare, language, is_weak=not _is_clear(words.split(), is_known=is_known))
            continue
        yield Form(f"{name}: {bare}", language)
        yield Form(f"{name} {bare}" if language in _NAME_FIRST else f"{bare} {name}", language)


def _is_clear(words: Sequence[str], *, is_known: bool) -> bool:
    """Return whether words say alone what they are: several, or one long one of an attribute that we have too."""
    return len(words) > 1 or (is_known and len(words[0]) >= _CLEAR_LETTERS)


def _bare(label: str) -> str:
    """Return a label without what stands in parentheses, which no text repeats."""
    return _ASIDE.sub("", label).strip() or label


@lru_cache(maxsize=65_536)  # a third of the labels stand in several attributes, and each is asked for twice
def _words(text: str) -> str:
    return " ".join(fold(text).split())
