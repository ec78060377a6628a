"""What the columns of tags are called, by whoever has to know them again."""

from __future__ import annotations

import re

# Of these two shapes nobody else writes a column.
_OURS = re.compile(r"tag:\w+|tags(?:_\d+)?")
_PLATFORMS = re.compile(
    r"(?:g:)?(?:color|material|pattern|size|gender|age_group)"
    r"|.+ \(product\.metafields\.custom\.\w+\)|Tags"
    r"|Attribute \d+ (?:name|value\(s\)|visible|global)"
)


def is_tag_column(name: str, *, of_platforms: bool = False) -> bool:
    """Return whether a column, or a member of JSON, is one that tags are written into.

    `of_platforms` counts those of a platform too, which a shop may have of its own.

    >>> is_tag_column("tag:color"), is_tag_column("color"), is_tag_column("color", of_platforms=True)
    (True, False, True)
    """
    return bool(_OURS.fullmatch(name) or (of_platforms and _PLATFORMS.fullmatch(name)))


def top_member(path: str) -> str:
    """Return the member of a record that a path lies in; the dots of a metafield's name part nothing.

    >>> top_member("tags.color[]"), top_member("Hue (product.metafields.custom.color)")
    ('tags', 'Hue (product.metafields.custom.color)')
    """
    if is_tag_column(path, of_platforms=True):
        return path
    return path.partition(".")[0].removesuffix("[]")
