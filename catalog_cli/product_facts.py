"""What is known of a product when something is written about it: its name, its maker, its tags, its own words."""

from __future__ import annotations

from typing import NamedTuple

from catalog_cli.tag import Tag


class ProductFacts(NamedTuple):
    """The facts of one product: whatever is said of it must come from here.

    `key` is the product's, and decides among equally good phrasings. `title` and `brand` are as the merchant has
    them, "" where there is none. `tags` are what its texts state; `texts` are those texts themselves, without markup,
    the title among them. `locale` is the language of title and texts, "" where nobody knows it.

    >>> facts = ProductFacts("1", "Mug", "", (Tag("color", "red", "", 0.9, "Title", 0, 0, 3, "Red"),), ("Red mug",))
    >>> facts.values("color"), facts.first("color"), facts.first("size"), facts.attributes
    (('red',), 'red', '', ('color',))
    """

    key: str
    title: str
    brand: str
    tags: tuple[Tag, ...] = ()
    texts: tuple[str, ...] = ()
    locale: str = ""

    @property
    def attributes(self) -> tuple[str, ...]:
        """The ids of the attributes that are known, in the order of the tags."""
        return tuple(dict.fromkeys(tag.attribute for tag in self.tags))

    def tags_of(self, attribute: str) -> tuple[Tag, ...]:
        """Return the tags of an attribute, one for each value, the surest: larger shares first, then as they stand.

        >>> white, red = (Tag("color", name, "", 0.9, "Title", 0, 0, 3, name) for name in ("white", "red"))
        >>> facts = ProductFacts("1", "Cup", "", (white, red, red._replace(variant="2", confidence=0.95)))
        >>> [(tag.value, tag.confidence) for tag in facts.tags_of("color")]
        [('white', 0.9), ('red', 0.95)]
        """
        found: dict[str, Tag] = {}
        for tag in self.tags:
            if tag.attribute == attribute:
                name = tag.identity[1]
                known = found.get(name)
                found[name] = tag if known is None or tag.confidence > known.confidence else known
        return tuple(sorted(found.values(), key=lambda tag: -(tag.share or 0)))

    def values(self, attribute: str) -> tuple[str, ...]:
        """Return the values of an attribute, each once: ids of the schema, or literals where it lists none."""
        return tuple(tag.identity[1] for tag in self.tags_of(attribute))

    def first(self, attribute: str) -> str:
        """Return the first of an attribute's values, "" if none is known."""
        return next(iter(self.values(attribute)), "")

    def has(self, attribute: str, value: str = "") -> bool:
        """Return whether an attribute is known, or known to have a value.

        >>> facts = ProductFacts("1", "Mug", "", (Tag("color", "red", "", 0.9, "Title", 0, 0, 3, "Red"),))
        >>> facts.has("color"), facts.has("color", "red"), facts.has("color", "blue"), facts.has("material")
        (True, True, False, False)
        """
        return any(tag.attribute == attribute and value in ("", *tag.identity[1:]) for tag in self.tags)
