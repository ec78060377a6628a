"""Google Merchant Center's product attributes: its column names, its enumerations and its limits.

Source: Google's product data specification, entries color, material, pattern, gender, age_group and size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.formats import AppendedColumn
from catalog_cli.product import Edit, Product, Schema
from catalog_cli.tag import Tag
from catalog_cli.tag_columns.platform_cells import PlatformColumn, platform_column
from catalog_cli.tag_columns.values import Writing, by_record, guarded, values_of

# Attribute of ours: Google's name, the most values, the most characters, what joins values.
_TEXTS: dict[str, tuple[str, int, int, str]] = {
    "color": ("color", 3, 100, "/"),
    "material": ("material", 3, 200, "/"),
    "pattern": ("pattern", 1, 100, ""),
    "size": ("size", 1, 100, ""),
}
# Attribute of ours: Google's name and its value for each of ours; a value without one is not written.
_ENUMS: dict[str, tuple[str, Mapping[str, str]]] = {
    "gender": ("gender", {"women": "female", "men": "male", "unisex": "unisex"}),
    "age_group": (
        "age_group",
        {"newborn": "newborn", "infant": "infant", "toddler": "toddler", "kids": "kids", "adult": "adult"},
    ),
}


class GoogleColumns:
    """Fills Google's columns where they are empty; those that the file lacks are added."""

    def __init__(self, columns: Schema, schema: AttributeSchema, attributes: Sequence[str], writing: Writing) -> None:
        self._schema, self._writing = schema, writing
        prefix = "g:" if any(column.name.startswith("g:") for column in columns.columns) else ""
        names = {own: name for own, (name, *_) in _TEXTS.items()} | {own: name for own, (name, _) in _ENUMS.items()}
        self._columns: dict[str, PlatformColumn] = {}
        for attribute in (name for name in attributes if name in names):
            name = names[attribute]
            words = name.replace("_", " ")
            spellings = (words, f"g:{words}", f"google shopping / {words}")
            self._columns[attribute] = platform_column(columns, spellings, prefix + name)

    @property
    def appended(self) -> Sequence[AppendedColumn]:
        """The columns of Google's that the file lacks."""
        return [new for column in self._columns.values() if (new := column.appended) is not None]

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return the cells that are filled; what is said of the whole product stands in the row of each item."""
        general = [tag for tag in product.tags if not tag.variant]
        own = dict(by_record(product))
        found: dict[int, Edit] = {}
        for index, record in enumerate(product.records):
            tags = [tag for tag in own.get(index, []) if tag.variant]
            replaced: dict[int, str] = {}
            appended: dict[str, str] = {}
            for attribute, column in self._columns.items():
                text = self._text(attribute, tags) or self._text(attribute, general)
                place = column.place(record, overwrite=self._writing.overwrite)
                if text and column.index is None:
                    appended[column.name] = guarded(text)
                elif text and place is not None and record.values[place] != text:
                    replaced[place] = guarded(text)
            if replaced or appended:
                found[index] = Edit(replaced=replaced, appended=appended)
        return found

    def _text(self, attribute: str, tags: Sequence[Tag]) -> str:
        if attribute in _ENUMS:
            values = {_ENUMS[attribute][1].get(tag.value, "") for tag in tags if tag.attribute == attribute} - {""}
            if attribute == "gender" and {"female", "male"} <= values:
                return "unisex"
            return values.pop() if len(values) == 1 else ""
        _, most, longest, joint = _TEXTS[attribute]
        values_there = values_of(tags, attribute, self._schema, self._writing)
        if not joint and len(values_there) > 1:
            return ""  # one value is asked for: which of several it would be is not ours to say
        text = joint.join(values_there[:most])
        while len(text) > longest and joint in text[1:]:
            text = text.rpartition(joint)[0]
        return text if len(text) <= longest else ""
