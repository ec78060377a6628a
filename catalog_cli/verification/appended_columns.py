"""What the columns are called that tagging and describing add behind all others."""

from __future__ import annotations

import re

# Nobody else calls a column so: tags in columns, as an object, and composed texts.
_OURS = re.compile(r"tag:\w+|tags(?:_\d+)?|describe[:_]\w+(?:[:_][\w-]+)?")
_PLATFORMS = re.compile(
    r"(?:g:)?(?:color|material|pattern|size|gender|age_group|structured_description)"
    r"|.+ \(product\.metafields\.custom\.\w+\)|Tags"
    r"|Attribute \d+ (?:name|value\(s\)|visible|global)"
)


def is_appended(name: str, *, of_platforms: bool = False) -> bool:
    """Return whether a column, or a member of JSON, is one that we add behind those of a catalog.

    `of_platforms` counts a platform's columns for tags too, which a shop may have of its own.

    >>> is_appended("tag:color"), is_appended("color"), is_appended("color", of_platforms=True)
    (True, False, True)
    >>> is_appended("describe:description:pt-BR")
    True
    """
    return bool(_OURS.fullmatch(name) or (of_platforms and _PLATFORMS.fullmatch(name)))


def is_member(path: str) -> bool:
    """Return whether a path is a record's own member, which one that lacks it can be given.

    >>> is_member("description"), is_member("seo.title"), is_member("bullets[]")
    (True, False, False)
    """
    return not any(mark in path for mark in ".[/")


def top_member(path: str) -> str:
    """Return the member of a record that a path lies in; the dots of a metafield's name part nothing.

    >>> top_member("tags.color[]"), top_member("Hue (product.metafields.custom.color)")
    ('tags', 'Hue (product.metafields.custom.color)')
    """
    if is_appended(path, of_platforms=True):
        return path
    return path.partition(".")[0].removesuffix("[]")
