"""The filters of templates, bound to one locale: conventions, labels, plurals, and what is known of a product."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from catalog_cli import locales
from catalog_cli.conventions.filters import filters as convention_filters
from catalog_cli.errors import UsageProblem
from catalog_cli.fitting.wording import wording
from catalog_cli.listings.item import Shown
from catalog_cli.listings.labels import Labels


def listing_filters(labels: Labels, source_locale: str, currency: str = "") -> dict[str, Callable[..., Any]]:
    """Return the filters of templates in the locale of `labels`; numbers are read as `source_locale` writes them.

    price, measure, number, date, list   see conventions.filters
    label      "material" | label, "cotton" | label("material"): what the locale calls them
    values     product | values("color"): the labels of what is known, () where nothing is
    value      the first of them, "" where nothing is known
    headline   "wool blend" | headline: words of a title with their capitals
    plural     3 | plural(one="pocket", other="pockets"): the form that CLDR's rules ask for
    """
    own = convention_filters(source_locale, labels.locale, currency=currency, measures=labels.measures)

    def values(product: Shown, attribute: str) -> tuple[str, ...]:
        _check_attribute(attribute, labels)
        return next((detail.values for detail in product.details if detail.attribute == attribute), ())

    def value(product: Shown, attribute: str) -> str:
        return next(iter(values(product, attribute)), "")

    def plural(count: object, **forms: str) -> str:
        return plural_form(count, labels.locale, forms)

    def headline(text: object) -> str:
        return headline_of(str(text), labels.locale)

    return {**own, "headline": headline, "label": labels.named, "values": values, "value": value, "plural": plural}


def _check_attribute(attribute: str, labels: Labels) -> None:
    if attribute not in labels.schema.attributes:
        from catalog_cli.setting_values import did_you_mean

        raise UsageProblem(f'there is no attribute "{attribute}".{did_you_mean(attribute, labels.schema.attributes)}')


_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+")


def headline_of(text: str, locale: str) -> str:
    """Return a text with a capital at each word but articles, prepositions and the like; other capitals stay.

    A unit behind a number stays as it is.

    >>> headline_of("wool blend", "en"), headline_of("couro de vaca", "pt-BR"), headline_of("8 kg USB hub", "en")
    ('Wool Blend', 'Couro de Vaca', '8 kg USB Hub')
    """
    small = wording(locale).function_words

    def written(found: re.Match[str]) -> str:
        word = found[0]
        behind_number = text[: found.start()].rstrip()[-1:].isdigit()
        if not word.islower() or behind_number or (word in small and found.start() > 0):
            return word
        return word[0].upper() + word[1:]

    return _WORD.sub(written, text)


def plural_form(count: object, locale: str, forms: dict[str, str]) -> str:
    """Return the form for a count by CLDR's plural rules; raises UsageProblem without the form "other".

    >>> [plural_form(n, "pt-BR", {"one": "bolso", "other": "bolsos"}) for n in (0, 1, "1.5", 2)]
    ['bolso', 'bolso', 'bolso', 'bolsos']
    >>> plural_form(2, "pl", {"one": "kieszeń", "few": "kieszenie", "other": "kieszeni"})
    'kieszenie'
    """
    from babel import Locale

    if "other" not in forms:
        raise UsageProblem('plural needs the form "other": plural(one="pocket", other="pockets")')
    try:
        number = abs(Decimal(str(count).strip()))
    except InvalidOperation:
        raise UsageProblem(f'plural needs a number, and "{count}" is none') from None
    rule = Locale.parse(locales.to_babel(locale)).plural_form
    return forms.get(rule(number), forms["other"])
