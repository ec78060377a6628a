"""Option values: which of them must stay apart, because variants of one product are told apart by them.

Two values of one option of a product that became one would merge two variants on import; two names of options of a
product that became one, its options.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from catalog_cli import notations
from catalog_cli.product import Column, Field, Product, Role
from catalog_cli.segment import Origin, Segment

Domain = tuple[str, int]
"""What values stay apart in: ("value", column index) or ("name", -1), for the names of a product's options together."""

_NAMES: Domain = ("name", -1)


def option_values(product: Product) -> Iterator[tuple[Domain, str, Field]]:
    """Yield (domain, value, field) of every option value and option name of a product.

    >>> from catalog_cli.product import Column, Record, Variant
    >>> color = Column(0, "Option1 Value", "Option1 Value", Role.OPTION, "", in_variant=True)
    >>> variants = tuple(Variant(v, (Field(color, i, 0, v),)) for i, v in enumerate(["Grey", "Red"]))
    >>> [value for _, value, _ in option_values(Product("1", (Record(1, 2, ("Grey",)),), (), variants))]
    ['Grey', 'Red']
    """
    for own in product.fields:
        if own.column.role is Role.OPTION and (domain := _domain(own)) is not None:
            for value in notations.values(own.value, own.column):
                yield domain, value, own
    for variant in product.variants:
        for own in variant.fields:
            if own.column.role is Role.OPTION and (domain := _domain(own)) is not None:
                for value in notations.values(own.value, own.column):
                    yield domain, value, own


def _domain(own: Field) -> Domain | None:
    column = own.column
    # A feed knows what headers in other languages mean, and its reasons say it in English.
    said = column.base.lower(), column.reason
    if column.in_variant or any("value" in text for text in said):
        return "value", column.index
    return _NAMES if any(text.endswith(("name", "names")) for text in said) else None


@dataclass(slots=True)
class ToldApart:
    """Collects the values by which variants of one product are told apart, at most `most` of them.

    `values` gives each the column and the line where it stands first.
    """

    most: int = 50_000
    values: dict[str, tuple[Column, int]] = field(default_factory=dict)

    def add(self, product: Product) -> None:
        """Add the values of a product that stand beside another one in their domain, and have no target yet.

        >>> from catalog_cli.product import Record, Variant
        >>> size = Column(0, "Option1 Value", "Option1 Value", Role.OPTION, "", in_variant=True)
        >>> def of(*values):
        ...     variants = tuple(Variant(value, (Field(size, n, 0, value),)) for n, value in enumerate(values))
        ...     return Product("1", tuple(Record(n, n + 2, ()) for n, _ in enumerate(values)), (), variants)
        >>> found = ToldApart()
        >>> for product in of("Small"), of("Medium", "Large"):
        ...     found.add(product)
        >>> sorted(found.values)
        ['Large', 'Medium']
        """
        domains: dict[Domain, dict[str, Field]] = {}
        for domain, value, own in option_values(product):
            if not (own.existing and own.existing.strip()):
                domains.setdefault(domain, {}).setdefault(value, own)
        for values in domains.values():
            if len(values) < 2:
                continue
            for value, own in values.items():
                if value not in self.values and len(self.values) < self.most:
                    self.values[value] = (own.column, product.records[own.record].line)


def together(products: Iterable[Product], groups: Mapping[str, int]) -> set[frozenset[str]]:
    """Return the pairs of values that stand in one domain of one product, among values of one group.

    `groups` gives each value that matters the number of its group: those that would become the same.
    """
    found: set[frozenset[str]] = set()
    for product in products:
        seen: dict[tuple[Domain, int], dict[str, None]] = {}
        for domain, value, _ in option_values(product):
            group = groups.get(value)
            if group is not None:
                seen.setdefault((domain, group), {}).setdefault(value)
        for values in seen.values():
            if len(values) > 1:
                found.update(frozenset((one, other)) for one in values for other in values if one != other)
    return found


def merged(product: Product) -> Iterator[tuple[Field, str, str, str]]:
    """Yield (field, value, earlier value, target) where two values of a domain have one target in the product.

    >>> from catalog_cli.product import Column, Record, Variant
    >>> size = Column(0, "Option1 Value", "Option1 Value", Role.OPTION, "", in_variant=True)
    >>> fields = [Field(size, i, 0, value, target="Pequeno") for i, value in enumerate(["Small", "Little"])]
    >>> product = Product("1", (), (), tuple(Variant(own.value, (own,)) for own in fields))
    >>> [(value, earlier, target) for _, value, earlier, target in merged(product)]
    [('Little', 'Small', 'Pequeno')]
    """
    sources: dict[tuple[Domain, str], str] = {}
    for own, domain, value, target in _with_targets(product):
        earlier = sources.setdefault((domain, _folded(target)), value)
        if _folded(earlier) != _folded(value):
            yield own, value, earlier, target


def _with_targets(product: Product) -> Iterator[tuple[Field, Domain, str, str]]:
    """Yield (field, domain, value, its target) of each value, once for each pair of a value and its target."""
    seen: set[tuple[int, str, str | None]] = set()
    for _, own in product.all_fields():
        if own.column.role is not Role.OPTION or (own.column.index, own.value, own.target) in seen:
            continue
        seen.add((own.column.index, own.value, own.target))
        domain = _domain(own)
        if domain is None:
            continue
        written = own.target if own.target is not None else own.value
        sources, targets = notations.values(own.value, own.column), notations.values(written, own.column)
        if len(sources) == len(targets):
            for value, target in zip(sources, targets, strict=True):
                yield own, domain, value, target


def _folded(value: str) -> str:
    return " ".join(value.casefold().split())


class Distinct:
    """Settles which targets a value must not have, as targets become known.

    `targets` gives each value its target, in the order in which the values keep theirs. Values are compared without
    regard to case and spaces.
    """

    def __init__(self, targets: Mapping[str, str]) -> None:
        self.targets = dict(targets)

    def groups(self) -> dict[str, int]:
        """Return the number of its group for each value that shares its target with another.

        >>> Distinct({"Grey": "Cinza", "Gray": "cinza", "Red": "Vermelho", "RED": "Vermelho"}).groups()
        {'Grey': 0, 'Gray': 0}
        """
        by_target: dict[str, dict[str, list[str]]] = {}
        for value, target in self.targets.items():
            by_target.setdefault(_folded(target), {}).setdefault(_folded(value), []).append(value)
        shared = [values for values in by_target.values() if len(values) > 1]
        return {value: number for number, group in enumerate(shared) for same in group.values() for value in same}

    def taken(self, pairs: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
        """Return what each value must not become: of two that stand together, the later one gives way.

        >>> Distinct({"Grey": "Cinza", "Gray": "Cinza"}).taken([frozenset({"Gray", "Grey"})])
        {'Gray': frozenset({'cinza'})}
        """
        order = {value: number for number, value in enumerate(self.targets)}
        found: dict[str, frozenset[str]] = {}
        for pair in sorted((sorted(pair, key=order.__getitem__) for pair in pairs), key=lambda two: order[two[1]]):
            keeps, gives_way = pair
            if _folded(self.targets[keeps]) == _folded(self.targets[gives_way]):
                found[gives_way] = found.get(gives_way, frozenset()) | {_folded(self.targets[keeps])}
        return found


@dataclass(frozen=True, slots=True)
class Taken:
    """What option values must not become, and who translated them ahead of the run.

    `targets` are those of other values, by value; `decoded` are the values that the engine gave their targets.
    """

    targets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    decoded: set[str] = field(default_factory=set)

    def credited(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Yield the segments, those of values that this run decoded ahead as the engine's, and not the memory's."""
        seen: set[str] = set()
        known = (Origin.MEMORY_EXACT, Origin.REPETITION)
        for segment in segments:
            if segment.role is Role.OPTION and segment.source in self.decoded:
                if segment.origin in known:
                    origin = Origin.REPETITION if segment.source in seen else Origin.ENGINE
                    segment = segment._replace(origin=origin, match=None)
                seen.add(segment.source)
            yield segment
