"""Items -> listings: each field of a marketplace rendered, brought within its limits and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from catalog_cli.descriptions.composer import Copy, describe
from catalog_cli.errors import UsageProblem
from catalog_cli.ledger import How
from catalog_cli.listings import fields
from catalog_cli.listings.environment import Renderer, TemplateProblem
from catalog_cli.listings.fields import Fit, Said
from catalog_cli.listings.folders import Templates
from catalog_cli.listings.item import Item, Offer, Part
from catalog_cli.listings.keywords import Keywords
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.shown import NAME, shown, tags_of, title_parts
from catalog_cli.marketplaces import FieldKind, ListingField, Marketplace, Markup
from catalog_cli.segment import Severity

if TYPE_CHECKING:
    from catalog_cli.tag import Tag

# Amazon and Google list each variant on its own; elsewhere a listing holds all of them.
_SINGLY = frozenset({"amazon", "google_merchant"})
# Where a row for the whole product stands before those of its variants.
_WITH_PARENTS = frozenset({"amazon"})
# What every template knows by name.
NAMES = frozenset("product parts details keywords copy title field marketplace locale".split())
_KINDS = frozenset({FieldKind.TITLE, FieldKind.SUBTITLE, FieldKind.META_TITLE})
_MOST_TRIES = 8


class Fault(NamedTuple):
    """What is wrong with one field of one listing."""

    field: str
    rule: str
    severity: Severity
    message: str


class Sold(NamedTuple):
    """One listing: an offer, or None for the whole product, with its texts by the name of the field.

    `tags` are those that hold for it; `hows` says by field what its texts took.
    """

    offer: Offer | None
    texts: Mapping[str, tuple[str, ...]]
    tags: tuple[Tag, ...] = ()
    fits: Mapping[str, Fit] = {}
    faults: tuple[Fault, ...] = ()


class FieldView(NamedTuple):
    """What a template sees of its field; `limit` is 0 where there is none."""

    name: str
    kind: str
    limit: int
    most: int
    part_order: tuple[str, ...]


@dataclass(frozen=True)
class Maker:
    """Makes the listings of one marketplace in the locale of `labels`.

    A field without a template stays empty. Raises UsageProblem for a template that cannot be read or names what no
    template knows, and where the marketplace has none in the locale's language.
    """

    marketplace: Marketplace
    templates: Templates
    labels: Labels
    filters: Mapping[str, Callable[..., Any]]
    keywords: Keywords
    _plan: dict[str, str] = field(init=False, repr=False)
    _renderer: Renderer = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_renderer", Renderer(self.templates, self.filters))
        object.__setattr__(self, "_plan", self._planned())

    @property
    def is_single(self) -> bool:
        """Whether each variant is a listing of its own."""
        return self._feed in _SINGLY

    @property
    def _feed(self) -> str:
        return self.marketplace.feed or self.marketplace.name

    @property
    def fields(self) -> tuple[ListingField, ...]:
        """The marketplace's fields that have a template, the title first."""
        own = [one for one in self.marketplace.fields if one.name in self._plan]
        return tuple(sorted(own, key=lambda one: one.kind is not FieldKind.TITLE))

    def _planned(self) -> dict[str, str]:
        """Return the template of each field by the field's name."""
        market, locale = self.marketplace, self.labels.locale
        folders = tuple(dict.fromkeys(name for name in (market.name, market.feed) if name))
        found: dict[str, str] = {}
        for one in market.fields:
            if name := self.templates.name(folders, str(one.kind), locale):
                found[one.name] = name
        if not found:
            known = sorted({tag for folder in folders for tag in self.templates.known(folder)})
            raise UsageProblem(
                f"There are no templates of {market.title} in {locale}, only in: {', '.join(known) or 'no locale'}. "
                f"Write your own as {folders[0]}/title.{locale}.j2 in a folder, and name the folder with --templates."
            )
        for name, path in found.items():
            try:
                self._renderer.check(path, NAMES)
            except TemplateProblem as problem:
                raise UsageProblem(f"The template of {name} cannot be used: {problem}. Correct it.") from problem
        return found

    def listings(self, item: Item) -> Iterator[Sold]:
        """Yield the listings of a product: one for each offer where the marketplace sells variants singly."""
        offers: Sequence[Offer | None] = (None,)
        if self.is_single and len(item.offers) > 1:
            offers = (None, *item.offers) if self._feed in _WITH_PARENTS else item.offers
        for offer in offers:
            yield self._sold(item, offer)

    def _sold(self, item: Item, offer: Offer | None) -> Sold:
        tags = tuple(tags_of(item, offer))
        facts = item.facts._replace(tags=tags, title=item.name or item.facts.title)
        values: dict[str, object] = {
            "product": shown(item, offer, self.labels),
            "details": self.labels.details(facts),
            "copy": self._copy(facts),
            "marketplace": self.marketplace.name,
            "locale": self.labels.locale,
            "title": "",
        }
        first = self.fields[0]
        parts = title_parts(item, offer, first.part_order, self.labels)
        texts: dict[str, tuple[str, ...]] = {}
        fits: dict[str, Fit] = {}
        faults: list[Fault] = []
        names = {name for name in (item.brand, offer.mpn if offer else "") if name}
        named = [(tag.attribute, text) for tag in tags for text in {self.labels.of(tag), tag.text}]
        for one in self.fields:
            said = Said(names, named, str(values["title"]))
            values["field"] = _view(one)
            values["keywords"] = self.keywords.of(item, offer, one.part_order or ("product_type",))
            try:
                made = self._made(one, parts if one is first else self._parts(item, offer, one, parts), values, said)
            except TemplateProblem as problem:
                faults.append(Fault(one.name, "template", Severity.CRITICAL, f"cannot be rendered: {problem}"))
                continue
            texts[one.name], fits[one.name] = made.texts, made
            if one.kind is FieldKind.TITLE:
                values["title"] = next(iter(made.texts), "")
            found = fields.problems(self.marketplace, one, made, self.labels.locale, names)
            faults += [Fault(one.name, rule, severity, message) for rule, severity, message in found]
        return Sold(offer, texts, tags, fits, tuple(faults))

    def _parts(self, item: Item, offer: Offer | None, one: ListingField, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Return the parts in a field's own order where it is a title, else those of the title."""
        return title_parts(item, offer, one.part_order, self.labels) if one.kind in _KINDS else parts

    def _copy(self, facts: Any) -> Copy:
        try:
            return describe(facts, self.labels.schema, self.labels.locale, measures=self.labels.measures)
        except UsageProblem:  # no grammar of the language: templates write what they know
            return Copy()

    def _made(self, one: ListingField, parts: tuple[Part, ...], values: dict[str, object], said: Said) -> Fit:
        """Return a field's texts; parts of a title that may go are left out before its words are."""
        dropped: list[tuple[str, str]] = []
        kept = list(parts)
        for _ in range(_MOST_TRIES):
            values["parts"] = tuple(kept)
            rendered = self._renderer.render(self._plan[one.name], values, is_html=one.markup is Markup.HTML)
            made = fields.fitted(one, fields.texts_of(one, rendered), self.labels.locale, said)
            least = _least_part(kept, one) if one.kind in _KINDS and made.how is not How.FREE else None
            if least is None:
                break
            kept.remove(least)
            dropped.append((least.attribute, least.text))
        if not dropped:
            return made
        how = How.DROPPED if made.how is How.FREE else made.how
        return made._replace(how=how, dropped=(*dropped, *made.dropped))


def _least_part(parts: Sequence[Part], one: ListingField) -> Part | None:
    """Return the part of a title that is missed least: what tells offers apart and the product's own title stay."""
    order = list(one.drop_order)
    free = [part for part in parts if part.attribute in order and part.attribute != NAME]
    return min(free, key=lambda part: order.index(part.attribute), default=None)


def _view(one: ListingField) -> FieldView:
    return FieldView(one.name, str(one.kind), one.limit.most if one.limit else 0, one.most, one.part_order)
