"""Copy while a catalog is localized: what a product lacks is written in the pass that translates the rest of it.

A rule writes in the target's own grammar. What a model writes, and what rules write where the target has no grammar
here, is in the language of the catalog: it is lent to the product as another of its texts, and translated with them.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from catalog_cli.catalog import Catalog
from catalog_cli.describing.generated import GeneratedCopy
from catalog_cli.describing.places import Missing, Places, is_blank, is_lent, lent, with_blanks
from catalog_cli.describing.request import CopyWork
from catalog_cli.descriptions.cells import Asked, Composed, CopyCells
from catalog_cli.descriptions.composer import Copy, Lengths, describe, fits
from catalog_cli.descriptions.facts_reading import facts_of
from catalog_cli.descriptions.grammar import grammar, has_grammar
from catalog_cli.formats import AppendedColumn
from catalog_cli.generation import Generated, structured_description
from catalog_cli.generation.ahead import BLOCK
from catalog_cli.job import Job, Layout
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Edit, Field, Product
from catalog_cli.product_facts import ProductFacts
from catalog_cli.segment import Finding, Place, Severity
from catalog_cli.tag_columns.values import guarded

_NAMED_CELLS = ("json", "jsonl", "xml")
Then = Callable[[Product, Composed | None], None]
"""Called with each finished product and the copy that was written of it."""


class _CellsOfPass(CopyCells):
    """The cells of copy that stand in no blank cell of the file; `layout` says whose member a record may be given."""

    layout: Layout = Layout.REPLACE

    def _lacking(self, name: str) -> str:
        column = self._own[name][0]
        if column.target is not None:
            column = self.columns.columns[column.target]
        elif self.layout is not Layout.REPLACE:
            return self._name(name)
        return self._name(name) if any(mark in column.name for mark in ".[/") else column.name


@dataclass(slots=True)
class Described:
    """What was written: `written` and `kept` count the texts of each field that are new, and that were there."""

    products: int = 0
    described_products: int = 0
    written: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    by_model: int = 0
    by_rule: int = 0

    def as_json(self) -> dict[str, object]:
        """Return the counts as JSON values."""
        return {
            "products": self.products,
            "described_products": self.described_products,
            "written": dict(self.written),
            "kept": dict(self.kept),
            "by_model": self.by_model,
            "by_rule": self.by_rule,
        }


@dataclass(slots=True)
class _Plan:
    """What is to be written of a product, and what a model wrote of it already."""

    missing: tuple[Missing, ...]
    generated: Generated | None = None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(one.name for one in self.missing)


class Copywriter:
    """Writes the copy of one catalog's products; they pass `opened` before they are translated, and `written` after.

    `tell` takes findings, `run` is the memory's id of the run. Raises UsageProblem where neither the target's language
    nor the catalog's has a grammar here.
    """

    def __init__(
        self, catalog: Catalog, job: Job, work: CopyWork, memory: TranslationMemory, tell: Callable[[Finding], None]
    ) -> None:
        self.described = Described()
        self._catalog, self._job, self._work, self._tell = catalog, job, work, tell
        self._is_direct = has_grammar(job.target_locale)
        grammar(job.target_locale if self._is_direct else job.source_locale)
        self._places = Places(catalog.schema, work.request.fields)
        self._model: GeneratedCopy | None = None
        if work.generator is not None:
            self._model = GeneratedCopy(work.generator, work.schema, job.source_locale, memory, lambda facts: Copy())
        self._cells = self._cells_of(catalog, job)
        self._waiting: deque[_Plan] = deque()
        self._edits: deque[Mapping[int, Edit]] = deque()

    def _cells_of(self, catalog: Catalog, job: Job) -> CopyCells:
        container = catalog.table.facts.format
        declared = None if self._model is None else structured_description
        asked = Asked(self._work.request.fields, f":{job.target_locale}", False, guarded, declared)
        cells = _CellsOfPass(
            catalog.schema,
            asked,
            lambda product: Composed(Copy()),
            names_cells=container in _NAMED_CELLS,
            is_xml=container == "xml",
            own=self._places.own,
        )
        cells.layout = job.layout or Layout.REPLACE
        return cells

    @property
    def appended(self) -> Sequence[AppendedColumn]:
        """The columns behind those of the file that copy needs."""
        return self._cells.appended

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return the cells beside those of the file, of the products that `written` has given, in their order."""
        del product
        return self._edits.popleft() if self._edits else {}

    def opened(self, tagged: Iterable[Product], run: int) -> Iterator[Product]:
        """Yield tagged products with the blank cells that copy may fill, and with texts that are to be translated."""
        stream = iter(tagged)
        while block := list(islice(stream, 1 if self._model is None else BLOCK)):
            plans = [self._plan(product) for product in block]
            if self._model is not None:
                self._generate(block, plans, run)
            for product, plan in zip(block, plans, strict=True):
                self._waiting.append(plan)
                more = [lent(name, text) for name, text in self._lent(product, plan).items() if text]
                opened = with_blanks(product, plan.missing)
                yield opened._replace(fields=(*opened.fields, *more)) if more else opened

    def _plan(self, product: Product) -> _Plan:
        found = list(self._places.missing(product))
        self.described.products += 1
        self.described.kept.update(one for one in found if isinstance(one, str))
        return _Plan(tuple(one for one in found if isinstance(one, Missing)))

    def _generate(self, block: Sequence[Product], plans: Sequence[_Plan], run: int) -> None:
        asked = [index for index, plan in enumerate(plans) if "description" in plan.names]
        if not asked or self._model is None:
            return
        facts = [self._facts(block[index], self._job.source_locale) for index in asked]
        for index, made in zip(asked, self._model.copies(facts, run, is_frozen=self._job.frozen), strict=True):
            plans[index].generated = made
            self.described.by_model += made is not None and bool(made.mark)
            self.described.by_rule += made is None or not made.mark
            place = Place(self._catalog.name, block[index].records[0].line, "description")
            if made is None:
                message = "no model wrote this text before, and --frozen writes nothing new: it is by rule"
                self._tell(Finding("frozen", Severity.CRITICAL, message, place))
            elif made.reason:
                self._tell(Finding("description", Severity.MINOR, made.reason, place))

    def _lent(self, product: Product, plan: _Plan) -> dict[str, str]:
        """Return the texts in the catalog's language, by their fields."""
        found: dict[str, str] = {}
        if plan.missing and not self._is_direct:
            facts = self._facts(product, self._job.source_locale)
            copy = describe(facts, self._work.schema, self._job.source_locale, self._work.request.lengths)
            found = {name: _text(name, copy) for name in plan.names}
        if plan.generated is not None and plan.generated.mark:
            found["description"] = _text("description", plan.generated.copy)
        return found

    def written(self, products: Iterable[Product], then: Then | None = None) -> Iterator[Product]:
        """Yield the products, translated, with their copy in the blank cells."""
        for product in products:
            plan = self._waiting.popleft()
            composed = None
            edits: dict[int, Edit] = {}
            if plan.missing:
                texts = {own.column.base: own.target for own in product.fields if is_lent(own)}
                if texts:
                    product = product._replace(fields=tuple(own for own in product.fields if not is_lent(own)))
                composed = self._composed(product, plan, texts)
                product, edits = self._put(product, plan, composed)
                self.described.described_products += bool(edits)
            self._edits.append(edits)
            if then is not None:
                then(product, composed)
            yield product

    def _composed(self, product: Product, plan: _Plan, texts: Mapping[str, str | None]) -> Composed:
        copy, lengths = Copy(), self._work.request.lengths or Lengths()
        if self._is_direct:
            locale, measures = self._job.target_locale, self._job.measures
            copy = describe(self._facts(product, locale), self._work.schema, locale, lengths, measures)
        copy = _with_texts(copy, {name: text for name, text in texts.items() if text})
        made = plan.generated
        if made is None or not made.mark or not texts.get("description"):
            return Composed(copy)
        meta = texts["description"] or ""
        if made.copy.meta_description == _text("description", made.copy) and fits(meta, lengths.meta_description):
            copy = copy._replace(meta_description=meta)
        return Composed(copy, made.mark)

    def _facts(self, product: Product, locale: str) -> ProductFacts:
        return facts_of(product, self._job.source_locale, locale, self._work.request.minimum_confidence)

    def _put(self, product: Product, plan: _Plan, composed: Composed) -> tuple[Product, dict[int, Edit]]:
        """Return the product with the copy in its blank cells, and what is written beside them."""
        blanks = {(own.record, own.position): own for own in product.fields if is_blank(own)}
        targets: dict[int, str] = {}
        edits: dict[int, Edit] = {}
        for number in dict.fromkeys(one.record for one in plan.missing):
            filled, beside = [], []
            for one in (one for one in plan.missing if one.record == number):
                if not one.cells or self._cells.is_declared(one.name, composed):
                    beside.append(one.name)
                    continue
                found = self._texts(one, composed.copy, blanks)
                targets |= found
                filled += [one.name] if found else []
            edit = self._cells.edit(product.records[number], composed, beside, filled)
            if edit is not None:
                edits[number] = edit
            self.described.written.update(filled)
        self.described.written.update(self._cells.written)
        self._cells.written.clear()
        return (product.with_targets(targets) if targets else product), edits

    def _texts(self, one: Missing, copy: Copy, blanks: Mapping[tuple[int, int], Field]) -> dict[int, str]:
        """Return the texts of blank cells, by the `id` of the field; those that a person wrote before stay."""
        cells = [(own.column, own.position, own.value) for own in one.cells]
        found = {}
        for position, text in self._cells.texts(one.name, copy, cells).items():
            own = blanks[one.record, position]
            if own.target is None:
                found[id(own)] = text
        return found


def _text(name: str, copy: Copy) -> str:
    value = getattr(copy, name)
    return value if isinstance(value, str) else "\n".join(value)


def _with_texts(copy: Copy, texts: Mapping[str, str]) -> Copy:
    """Return a copy with texts in the place of its own, by their fields."""
    return Copy(
        tuple(texts["description"].split("\n")) if "description" in texts else copy.description,
        tuple(texts["bullets"].split("\n")) if "bullets" in texts else copy.bullets,
        texts.get("meta_title", copy.meta_title),
        texts.get("meta_description", copy.meta_description),
    )
