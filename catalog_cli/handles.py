"""Handles: what names a product in its address, made anew from its localized title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from catalog_cli.feeds.keys import HashSet, name_hash
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Field, Product, Role
from catalog_cli.slugs import slug

# Products looked up and committed together.
_WINDOW_PRODUCTS = 256
_MOST_NUMBERS = 50_000

Redirect = Callable[[str, str], None]
"""Called with (old handle, new handle) once for each that changes."""


class Handles:
    """Gives the products of one catalog their handles in one target locale.

    No two products get the same one, nor one that another product had before; a handle that a product was given once
    is kept by the memory, and given again whatever becomes of the title. `catalog` names the catalog in the memory.
    """

    def __init__(self, memory: TranslationMemory, catalog: str, target_locale: str) -> None:
        self._memory, self._catalog, self._locale = memory, catalog, target_locale
        self._old = HashSet()
        self._numbers: dict[str, int] = {}

    def survey(self, products: Iterable[Product]) -> None:
        """Note the handles that the catalog has now: what is given must not lead to another product's old address."""
        for product in products:
            for own in _handle_fields(product):
                self._old.add(name_hash(own.value.strip()))

    def translated(self, products: Iterable[Product], redirect: Redirect | None = None) -> Iterator[Product]:
        """Yield the products with the targets of their handles, in order."""
        stream = iter(products)
        told: str | None = None
        while window := list(islice(stream, _WINDOW_PRODUCTS)):
            given = self._given(window)
            for product in window:
                targets = {}
                for own in _handle_fields(product):
                    old = own.value.strip()
                    new = given[old]
                    targets[id(own)] = new
                    # A product of many rows may come in several parts.
                    if redirect is not None and new != old and old != told:
                        redirect(old, new)
                    told = old
                yield product.with_targets(targets) if targets else product

    def _given(self, products: Iterable[Product]) -> dict[str, str]:
        """Return the handle of each product by its old one, those of the memory first."""
        wanted: dict[str, str] = {}
        for product in products:
            for own in _handle_fields(product):
                wanted.setdefault(own.value.strip(), _title(product))
        given = self._memory.handles(self._catalog, self._locale, list(wanted))
        fresh: dict[str, str] = {}
        there: set[str] = set()
        for old, title in wanted.items():
            if old not in given:
                given[old] = fresh[old] = self._free(slug(title, self._locale) or old, old, there)
                there.add(given[old])
        if fresh:
            self._memory.keep_handles(self._catalog, self._locale, fresh)
        return given

    def _free(self, wanted: str, old: str, there: set[str]) -> str:
        """Return the wanted handle, or the first that is free with a number behind it; `there` are not free."""
        number = self._numbers.get(wanted, 1)
        while True:
            candidate = wanted if number == 1 else f"{wanted}-{number}"
            number += 1
            if candidate in there or (candidate != old and name_hash(candidate) in self._old):
                continue
            if not self._memory.handles_taken(self._catalog, self._locale, [candidate]):
                break
        if len(self._numbers) >= _MOST_NUMBERS:
            self._numbers.clear()
        # Ten thousand products of one title would otherwise try ten thousand numbers each.
        self._numbers[wanted] = number
        return candidate


def _handle_fields(product: Product) -> Iterator[Field]:
    for _, own in product.all_fields():
        if own.column.role is Role.HANDLE and own.value.strip():
            yield own


def _title(product: Product) -> str:
    """Return the localized title of a product, "" if it has none."""
    for own in product.fields:
        if own.column.role is Role.TITLE:
            return own.target or (own.existing or "").strip() or own.value
    return ""
