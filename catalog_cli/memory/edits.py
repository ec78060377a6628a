"""What a person changed in our output is kept, and becomes part of the memory.

A target cell whose text no longer has the hash of what we wrote there was edited: it is never overwritten, and
the same source text gets the person's words wherever else it stands. An edit belongs to the source it was made for:
over another one it stays as well, and every run tells of it, until the person writes it anew or accepts it as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import islice

from catalog_cli.memory.cell_states import is_edited, made_for
from catalog_cli.memory.entries import CellEntry, MemoryEntry
from catalog_cli.memory.keys import KeyMaker, cell_id, text_hash
from catalog_cli.memory.outdated import OutdatedEdit
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Field, Product, Role
from catalog_cli.segment import Origin, field_ids

_WINDOW = 256  # products: a few thousand cells, so that looking them up costs few statements


def edited_cells(
    products: Iterable[Product], memory: TranslationMemory, *, catalog: str, output: str, target_locale: str
) -> dict[bytes, str]:
    """Return, by cell id, the texts of an earlier output of ours that are a person's.

    `products` are read from that output as it stands now. White space around a text is the layout's, and a blank
    cell is one to fill. Only a person's cells are held, so memory depends on them alone.
    """
    edits: dict[bytes, str] = {}
    for window in product_windows(products):
        texts = {
            cell_id(first, output): own.value if own.existing is None else own.existing
            for product in window
            for first, own in field_ids(product, catalog)
            if own.column.is_translated
        }
        texts = {cell: text for cell, text in texts.items() if text and not text.isspace()}
        for cell, entry in memory.cells(list(texts), target_locale).items():
            if entry.origin is Origin.HUMAN or is_edited(entry, texts[cell]):
                edits[cell] = texts[cell]
    return edits


def unplaced_texts(
    products: Iterable[Product], memory: TranslationMemory, *, catalog: str, output: str, target_locale: str
) -> int:
    """Return how many texts of an earlier output of ours are a person's, of products that nothing tells."""
    count = 0
    for window in product_windows(products):
        texts = {
            cell_id(first, output): text_hash((own.value if own.existing is None else own.existing).strip())
            for product in window
            for first, own in field_ids(product, catalog)
            if own.column.is_translated and (own.value if own.existing is None else own.existing).strip()
        }
        known = memory.cells(list(texts), target_locale)
        left = [text for cell, text in texts.items() if cell not in known]
        written = memory.written_among(left, target_locale, copies=True)
        count += sum(text not in written for text in left)
    return count


class CellMemory:
    """What was written to the cells of one output, and which of them a person wrote; `kept` counts those.

    `edits` are from `edited_cells`. In an input that holds its own target column and is known as an output of ours by
    the name `source`, a cell there that we wrote and that changed since counts as an edit too. One that did not change
    while its source did is stale: it is to be filled again.

    `tell` is called with each edit that is outdated; if `accepts`, those count as made for the source as it is now.
    `restores`: the output is not there any more, so that its edits are brought back as the memory has them.
    """

    def __init__(
        self,
        memory: TranslationMemory,
        keys: KeyMaker,
        *,
        catalog: str,
        output: str,
        target_locale: str,
        source: str | None = None,
        accepts: bool = False,
        restores: bool = False,
        tell: Callable[[OutdatedEdit], None] | None = None,
    ) -> None:
        self._memory, self._keys = memory, keys
        self._catalog, self._output, self._target_locale = catalog, output, target_locale
        self._source = output if source is None else source
        self._accepts, self._tell = accepts, tell
        self._restores = restores and memory.has_human_cells(target_locale)
        self._human: dict[bytes, bytes | None] = {}  # cell: the hash of an older source that its text was made for
        self._repeated: set[bytes] = set()
        self._stale: set[bytes] = set()
        self.kept = 0

    def learn(self, products: Iterable[Product], edits: Mapping[bytes, str], run: int) -> None:
        """Remember what `edits` say of the source texts in a catalog, so that all its cells can have their words."""
        for window in product_windows(products):
            cells = [(cell, own) for product in window for cell, own in self._cells(product) if cell in edits]
            self._edited(cells, edits, self._memory.cells([cell for cell, _ in cells], self._target_locale), run)

    def keep(self, products: Iterable[Product], edits: Mapping[bytes, str], run: int) -> Iterator[Product]:
        """Yield the products with the targets that are a person's, and remember those; what is stale is blank."""
        for window in product_windows(products):
            has_none = not edits and not self._restores and not _has_existing(window)
            if has_none and not self._memory.has_human_entries():
                yield from window  # the usual case: no person has written anything yet
                continue
            cells = [(cell, own) for product in window for cell, own in self._cells(product)]
            written = self._written(window, edits)
            texts = edits
            if self._restores:
                texts, written = self._restored(cells, written)
            stale = {id(own) for cell, own in cells if _is_stale(written.get(cell), own) and cell not in texts}
            self._stale.update(cell for cell, own in cells if id(own) in stale)
            found, older = self._edited(cells, texts, written, run)
            self._say(window, older)
            self._human.update((cell, older.get(id(own))) for cell, own in cells if id(own) in found)
            free = [own for _, own in cells if id(own) not in found and own.value.strip() and _is_blank(own, stale)]
            repeated = self._known(free)
            self._repeated.update(cell for cell, own in cells if id(own) in repeated)
            found.update(repeated)
            self.kept += len(found)
            for product in window:
                made = product.with_targets(found) if found else product
                yield _blanked(made, stale) if stale else made

    def keep_edits(self, products: Iterable[Product], edits: Mapping[bytes, str], run: int) -> Iterator[Product]:
        """Yield products that this run does not localize, with nothing new but what a person wrote in their cells."""
        for window in product_windows(products):
            cells = [(cell, own) for product in window for cell, own in self._cells(product) if cell in edits]
            found, older = self._edited(cells, edits, self._written(window, edits), run)
            self._say(window, older)
            self._human.update((cell, older.get(id(own))) for cell, own in cells)
            self.kept += len(found)
            yield from (product.with_targets(found) if found else product for product in window)

    def _cells(self, product: Product) -> Iterator[tuple[bytes, Field]]:
        # A blank cell is among a product's fields only if a run fills it with a text of its own.
        for first, own in field_ids(product, self._catalog, translated=True):
            yield cell_id(first, self._output), own

    def _edited(
        self,
        cells: list[tuple[bytes, Field]],
        edits: Mapping[bytes, str],
        written: Mapping[bytes, CellEntry],
        run: int,
    ) -> tuple[dict[int, str], dict[int, bytes]]:
        """Return, by `id` of the field, what a person wrote into these very cells; remember what is new of it.

        And, for those whose source is another now, the hash of the one that the text was made for.
        """
        found: dict[int, str] = {}
        older: dict[int, bytes] = {}
        fresh: list[tuple[Field, str, bytes]] = []
        for cell, own in cells:
            entry, text = written.get(cell), edits.get(cell)
            if text is None and entry is not None and own.existing and own.existing.strip():
                text = own.existing if entry.origin is Origin.HUMAN or is_edited(entry, own.existing) else None
            if text is None:
                continue
            found[id(own)] = text
            now = text_hash(own.value)
            since = now if entry is None or self._accepts else made_for(entry, text)
            if since != now:
                older[id(own)] = since
            is_fresh = entry is None or is_edited(entry, text) or (since == now and entry.made_for not in (None, now))
            # Beside a source that changed in the same file a text may be for either: it stays, and is not learned.
            if is_fresh and (since == now or cell in edits):
                fresh.append((own, text, since))
        if fresh:
            self._promote(fresh, run)
        return found, older

    def _promote(self, fresh: list[tuple[Field, str, bytes]], run: int) -> None:
        """Remember texts of a person, each for the source with the hash beside it, where that is known."""
        sources = self._memory.sources([*{since for _, _, since in fresh}])
        entries = []
        for own, text, since in fresh:
            source = own.value if since == text_hash(own.value) else sources.get(since)
            if source and source.strip():  # a composed text has none
                entries.append(MemoryEntry(self._key(own, source), source, text, run))
        self._memory.promote(entries)

    def _say(self, products: list[Product], older: Mapping[int, bytes]) -> None:
        """Tell of the edits in these products that are outdated."""
        if not older or self._tell is None:
            return
        sources = self._memory.sources([*set(older.values())])
        for product in products:
            for _, own in product.all_fields():
                if id(own) in older:
                    self._tell(OutdatedEdit(product, own, sources.get(older[id(own)])))

    def _restored(
        self, cells: list[tuple[bytes, Field]], written: dict[bytes, CellEntry]
    ) -> tuple[dict[bytes, str], dict[bytes, CellEntry]]:
        """Return the texts of a person that stood in cells of an output that is gone, and what is known of all cells.

        The memory has the words of each source; a cell's own are those with the hash that was written there.
        """
        known = self._memory.cells([cell for cell, _ in cells], self._target_locale)
        human = {cell: entry for cell, entry in known.items() if entry.origin is Origin.HUMAN and cell not in written}
        sources = self._memory.sources([*{entry.made_for or entry.source_hash for entry in human.values()}])
        keys = {
            cell: self._key(own, sources[since])
            for cell, own in cells
            if cell in human and (since := human[cell].made_for or human[cell].source_hash) in sources
        }
        entries = self._memory.lookup([*set(keys.values())])
        texts = {cell: entries[key].target for cell, key in keys.items() if key in entries}
        texts = {cell: text for cell, text in texts.items() if not is_edited(human[cell], text)}
        return texts, {**written, **{cell: human[cell] for cell in texts}}

    def _written(self, products: Iterable[Product], edits: Mapping[bytes, str]) -> dict[bytes, CellEntry]:
        """Return, by the id of a cell of the output, what we last wrote to it, or to the target cell of the input."""
        names: dict[bytes, bytes] = {}
        for product in products:
            for first, own in field_ids(product, self._catalog):
                if not own.column.is_translated:
                    continue
                cell = cell_id(first, self._output)
                if cell in edits:
                    names[cell] = cell
                elif own.existing:
                    names[cell] = cell if self._source == self._output else cell_id(first, self._source)
        found = self._memory.cells(list(names.values()), self._target_locale) if names else {}
        return {cell: found[name] for cell, name in names.items() if name in found}

    def _known(self, fields: list[Field]) -> dict[int, str]:
        """Return, by `id` of the field, what a person wrote elsewhere for the same source."""
        if not fields or not self._memory.has_human_entries():
            return {}
        keys = {id(own): self._key(own, own.value) for own in fields}
        entries = self._memory.lookup([*set(keys.values())])
        known = {name: entries[key].target for name, key in keys.items() if key in entries}
        return {**self._imported(fields), **known}

    def _imported(self, fields: list[Field]) -> dict[int, str]:
        """Return, by `id` of the field, what was imported for the same text, whatever cell it was for.

        A text for readers is no HTML: in such a cell it is found sentence by sentence, and its signs are written there.
        """
        if self._memory.newest_import() is None:
            return {}
        texts = (own for own in fields if own.column.role is not Role.HTML or "<" in own.value)
        keys = {id(own): self._keys.human_key(own.value.strip(), "") for own in texts}
        entries = self._memory.lookup([*set(keys.values())])
        return {name: entries[key].target for name, key in keys.items() if key in entries}

    def _key(self, own: Field, source: str) -> bytes:
        return self._keys.human_key(source, own.column.role or "")

    def record(self, products: Iterable[Product]) -> Iterator[Product]:
        """Note for each target cell what is written there, so that a later edit is seen."""
        for window in product_windows(products):
            entries = []
            for product in window:
                for cell, own in self._cells(product):
                    if own.target is None and (own.existing or cell in self._stale):
                        continue  # a person's or another tool's text, which stays, or a stale one of ours
                    entries.append(self._entry(cell, own))
            if entries:
                self._memory.commit_window([], entries)
            yield from window

    def _entry(self, cell: bytes, own: Field) -> CellEntry:
        output = text_hash((own.value if own.target is None else own.target).strip())
        origin = Origin.ENGINE
        if cell in self._repeated:  # a person's words, but nobody wrote them here: they go when their source does
            self._repeated.discard(cell)
            origin = Origin.MEMORY_EXACT
        if cell in self._human:
            origin = Origin.HUMAN
        older = self._human.pop(cell, None)
        return CellEntry(cell, self._target_locale, text_hash(own.value), output, origin, older, own.value)


def _is_stale(entry: CellEntry | None, own: Field) -> bool:
    """Return whether the file's own target cell still holds what we made of another source."""
    return (
        entry is not None
        and bool(own.existing and own.existing.strip())
        and entry.origin is not Origin.HUMAN
        and not is_edited(entry, own.existing or "")
        and entry.source_hash != text_hash(own.value)
    )


def _blanked(product: Product, stale: Set[int]) -> Product:
    """Return the product with those of its fields as if their own target cells were blank."""

    def blanked(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(own._replace(existing="") if id(own) in stale else own for own in fields)

    variants = tuple(variant._replace(fields=blanked(variant.fields)) for variant in product.variants)
    return product._replace(fields=blanked(product.fields), variants=variants)


def _is_blank(own: Field, stale: Set[int]) -> bool:
    return id(own) in stale or not (own.existing or "").strip()


def _has_existing(products: Iterable[Product]) -> bool:
    return any(own.existing for product in products for _, own in product.all_fields())


def product_windows(products: Iterable[Product]) -> Iterator[list[Product]]:
    """Yield the products in lists that are looked up together."""
    stream = iter(products)
    while window := list(islice(stream, _WINDOW)):
        yield window
