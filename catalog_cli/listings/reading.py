"""A product of a catalog -> an item: its texts, facts and offers, whatever platform it is from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from catalog_cli import locales, notations
from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.conventions.currencies import CODES
from catalog_cli.conventions.number_format import read_number
from catalog_cli.conventions.prices import find_prices
from catalog_cli.descriptions.facts_reading import facts_of
from catalog_cli.listings.columns import CatalogColumns, OptionColumns, catalog_columns
from catalog_cli.listings.item import Item, Offer, Option
from catalog_cli.listings.labels import Labels
from catalog_cli.product import Column, Product, Record, Role, Schema, Variant

_MACHINE = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_CELL = 100_000
# What tells variants apart where nothing else does.
SKU = "SKU"
_DEFAULT_TITLE = "default title"
_ADDRESS = re.compile(r"(?:https?://|//|www\.)\S+", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(r"[\s,|]+(?=https?://)")
# A list of pictures that are no addresses: names of files of the shop's own.
_FILE = re.compile(r"[^\s,|]+\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?\S*)?", re.IGNORECASE)
_MOST_IMAGES = 20
# In a column of plain text these are tags all the same; "<chips>" is not.
_TAGS = re.compile(
    r"</(?:p|div|ul|ol|li|b|i|strong|em|span|h[1-6]|table|a)>|<(?:br|p|ul|li)\b[^<>]{0,200}>", re.IGNORECASE
)


class Reader:
    """Reads the products of one catalog, its texts in `locale` where it has them, else in `source_locale`.

    `currency` is that of prices which name none.
    """

    def __init__(self, columns: Schema, labels: Labels, source_locale: str, currency: str = "") -> None:
        self._columns: CatalogColumns = catalog_columns(columns, source_locale)
        self._labels, self._source, self._currency = labels, source_locale, currency
        self._title_fields = frozenset(column.name for column in self._columns.titles)
        self._body_fields = frozenset(one.name for one in columns.columns if one.role in (Role.TEXT, Role.HTML))
        self._is_localized = locales.language(source_locale) == locales.language(labels.locale)

    def item(self, product: Product) -> Item:
        """Return what is sold under a tagged product."""
        cells = _Cells(product)
        columns = self._columns
        facts = facts_of(product, self._source, self._labels.locale)
        description, is_html = self._description(cells)
        brand = cells.first(columns.brands) or facts.brand
        return Item(
            key=product.key,
            row=next((record.line for record in product.records), 0),
            facts=facts._replace(brand=brand),
            name=_line(cells.first(columns.titles)),
            brand=_line(brand),
            description=description,
            is_html=is_html,
            short_description=cells.first(columns.of("short_description")),
            bullets=tuple(_bullets(cells.all(columns.of("bullets")))),
            keywords=tuple(dict.fromkeys(filter(None, map(_line, cells.values(columns.of("keywords")))))),
            meta_title=_line(cells.first(columns.of("meta_title"))),
            meta_description=_line(cells.first(columns.of("meta_description"))),
            category=tuple(dict.fromkeys(_line(value) for value in cells.values(columns.of("category")[:1]))),
            kind=self._labels.kind(facts),
            handle=cells.first(columns.handles),
            link=next((cell for cell in cells.all(columns.of("link")) if _ADDRESS.fullmatch(cell)), ""),
            condition=cells.first(columns.of("condition")).casefold(),
            title_fields=self._title_fields,
            body_fields=self._body_fields,
            offers=tuple(self._offers(product, cells)),
        )

    def _description(self, cells: _Cells) -> tuple[str, bool]:
        for column in self._columns.of("description"):
            if text := cells.first((column,)):
                return text[:_LONGEST_CELL], column.role is Role.HTML or _TAGS.search(text) is not None
        return "", False

    def _offers(self, product: Product, cells: _Cells) -> Iterator[Offer]:
        rows = _rows(product)
        images = tuple(_images(cells.all(self._columns.of("images"))))
        if not rows:
            yield self._offer("", range(len(product.records)), product, images)
            return
        offers = self._distinct([self._offer(key, own, product, images) for key, own in rows])
        if len(offers) == 1:
            yield offers[0]._replace(options=())  # what tells no variants apart is a fact of the product
            return
        known = Counter(offer.options for offer in offers)
        for offer in offers:
            is_told = offer.options and known[offer.options] == 1
            yield offer if is_told else offer._replace(options=(*offer.options, Option(SKU, offer.sku or offer.key)))

    def _distinct(self, offers: Sequence[Offer]) -> list[Offer]:
        """Return offers, those of one SKU as one: files of several currencies have a row for each."""
        found: dict[str, Offer] = {}
        for offer in offers:
            name = offer.sku or f"\0{len(found)}"
            known = found.setdefault(name, offer)
            better = offer if offer.currency == self._currency != known.currency else known
            found[name] = better._replace(options=known.options or offer.options, images=known.images or offer.images)
        return list(found.values())

    def _offer(self, key: str, rows: Sequence[int], product: Product, images: tuple[str, ...]) -> Offer:
        cells = _Cells(product, rows)
        general = _Cells(product, range(1))
        columns = self._columns
        text = cells.first(columns.of("price")) or general.first(columns.of("price"))
        # A price that was converted is written as the target locale writes it.
        price, currency = self._price(text, self._labels.locale if text in cells.converted else self._source)
        own_images = tuple(_images(cells.all(columns.variant_images)))
        named = cells.first(columns.of("currency")) or general.first(columns.of("currency"))
        return Offer(
            key=key,
            sku=cells.first(columns.skus),
            price=price,
            currency=currency or (named.upper() if named.upper() in CODES else "") or (self._currency if price else ""),
            gtin=cells.first(columns.of("gtin")).lstrip("'"),
            mpn=cells.first(columns.of("mpn")),
            quantity=cells.first(columns.of("quantity")),
            images=(*own_images, *(one for one in images if one not in own_images))[:_MOST_IMAGES],
            options=tuple(self._options(product, rows, key)) if key else (),
        )

    def _price(self, cell: str, locale: str) -> tuple[str, str]:
        """Return the amount of a cell as machines write it, and its currency; ("", "") where it cannot be read."""
        if not cell or _MACHINE.fullmatch(cell):
            return cell, ""
        found = find_prices(cell, locale)
        if len(found) == 1 and found[0].values:
            return _plain(found[0].values[0]), found[0].unit
        try:
            return _plain(read_number(cell, locale)), ""
        except ValueError:
            return "", ""

    def _options(self, product: Product, rows: Sequence[int], key: str) -> Iterator[Option]:
        cells = _Cells(product, rows)
        for pair in self._columns.options:
            names = self._names(pair, product, rows)
            texts = cells.all((pair.values,))
            for name, value in zip(*_paired(names, texts), strict=True):
                if not value or value.casefold() == _DEFAULT_TITLE or "\n" in value:
                    continue
                attribute = self._labels.attribute_named(name)
                yield Option(name, self._value(product, pair.values.name, key, value), attribute)

    def _names(self, pair: OptionColumns, product: Product, rows: Sequence[int]) -> list[str]:
        if pair.name is None:
            return [pair.values.base]
        for index in (*rows, *range(len(product.records))):
            text = _Cells(product, [index]).text(product.records[index], index, pair.name)
            if text:
                return [text]
        return []

    def _value(self, product: Product, field: str, key: str, text: str) -> str:
        """Return an option's value in the target locale: as the catalog has it there, else the label of its tag."""
        if self._is_localized:
            return text
        for tag in product.tags:
            if tag.variant == key and tag.field == field and tag.text.casefold() == text.casefold():
                return self._labels.of(tag)
        return text


class _Cells:
    """The texts of a product's cells, of some of its records: those of the target locale where it has them."""

    def __init__(self, product: Product, rows: Iterable[int] | None = None) -> None:
        self._product = product
        self._rows = range(len(product.records)) if rows is None else rows
        self._localized = {
            (own.record, own.position): text
            for _, own in product.all_fields()
            if (text := (own.target or own.existing or "").strip())
        }

    @property
    def converted(self) -> frozenset[str]:
        """The texts of prices that a run has converted."""
        fields = (own for _, own in self._product.all_fields() if own.column.role is Role.PRICE)
        return frozenset((own.target or "").strip() for own in fields if own.target)

    def text(self, record: Record, index: int, column: int) -> str:
        """Return the first text of a column in a record."""
        for position, value in record.cells(column):
            if text := (self._localized.get((index, position)) or value).strip():
                return text
        return ""

    def all(self, columns: Sequence[Column]) -> list[str]:
        """Return the texts of columns, each once, in the order of the columns."""
        found: dict[str, None] = {}
        for column in columns:
            for index in self._rows:
                record = self._product.records[index]
                if record.problem is None:
                    for position, value in record.cells(column.index):
                        text = (self._localized.get((index, position)) or value).strip()
                        found[notations.read(text, column.notation).strip()] = None
        return [text for text in found if text]

    def first(self, columns: Sequence[Column]) -> str:
        """Return the first text of columns, "" if there is none."""
        return next(iter(self.all(columns)), "")

    def values(self, columns: Sequence[Column]) -> list[str]:
        """Return the values of lists."""
        found: dict[str, None] = {}
        for column in columns:
            for text in self.all((column,)):
                spread = column if column.separators else replace(column, separators=(",",))
                found.update(dict.fromkeys(notations.values(text, spread)))
        return list(found)


def _rows(product: Product) -> list[tuple[str, list[int]]]:
    """Return the variants that are sold, each with its records; a row that only sums up the others is none of them."""
    variants = [variant for variant in product.variants if variant.fields]
    found = [(variant.key, sorted({own.record for own in variant.fields})) for variant in variants]
    if len(variants) > 1 and _is_parent(variants[0], variants[1:]):
        found = found[1:]
    return found


def _is_parent(first: Variant, others: Sequence[Variant]) -> bool:
    """Return whether the first row holds the product alone: no option, or all values of the options of the others."""

    def options(variant: Variant) -> list[str]:
        return [own.value for own in variant.fields if own.column.role is Role.OPTION and own.value.strip()]

    own, rest = options(first), [options(one) for one in others]
    if not own:
        return any(rest)
    is_summary = all("," in cell or "|" in cell for cell in own) and all(len(cells) for cells in rest)
    return is_summary and any(cell in own[0] for cells in rest for cell in cells)


def _paired(names: Sequence[str], texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return names and values in pairs: "size|colour" beside "M|Red" are two."""
    if not names or not texts:
        return [], []
    listed, values = names[0].split("|"), texts[0].split("|")
    if len(listed) == len(values):
        return [one.strip() for one in listed], [one.strip() for one in values]
    return [names[0].strip()], [texts[0].strip()]


def _plain(value: Decimal) -> str:
    return format(value, "f")


def _line(text: str) -> str:
    return " ".join(read_cell(text[:_LONGEST_CELL]).text.split())


def _bullets(cells: Iterable[str]) -> Iterator[str]:
    for cell in cells:
        for line in read_cell(cell[:_LONGEST_CELL]).text.split("\n"):
            if text := " ".join(line.split()):
                yield text


def _images(cells: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for cell in cells:
        parts = _BETWEEN_ADDRESSES.split(cell) if "://" in cell else re.split(r"[,|\s]+", cell)
        for part in parts:
            if part and part not in seen and (_ADDRESS.fullmatch(part) or _FILE.fullmatch(part)):
                seen.add(part)
                yield part
