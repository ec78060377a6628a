"""JSON objects as rows: objects in them are taken apart, and an array stays one piece of JSON."""

from __future__ import annotations

import re

from catalog_cli.formats.json_values import ITEM, decoded

_STRING_OR_SPACE = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")|\s++', re.DOTALL)


def flat_object(text: str) -> dict[str, str]:
    """Return the values of a JSON object by path, as text: of an array its JSON, of null "".

    So what belongs together in an array stays together. Raises ValueError naming a path that the object has twice.

    >>> flat_object('{"sku": "7", "seo": {"title": "Bag"}, "n": 1.50, "old": null, "tags": ["a", {"b": 1}]}')
    {'sku': '7', 'seo.title': 'Bag', 'n': '1.50', 'old': '', 'tags': '["a",{"b":1}]'}
    """
    found: dict[str, str] = {}
    prefix, outer = "", list[str]()
    path, depth, start = "", 0, 0
    for item in ITEM.finditer(text, text.index("{") + 1):
        name, part = item.groups()
        if depth:
            depth += (part in "[{") - (part in "]}")
            if not depth:
                found[path] = compact(text[start : item.end()])
            continue
        if part == "}":
            if not outer:
                break
            prefix = outer.pop()
            continue
        path = prefix + decoded(name)
        if part == "{":
            outer.append(prefix)
            prefix = f"{path}."
            continue
        if path in found:
            raise ValueError(path)
        if part == "[":
            depth, start = 1, item.start(2)
            found[path] = ""
        elif part[0] == '"':
            found[path] = decoded(part)
        else:
            found[path] = "" if part == "null" else part
    return found


def compact(text: str) -> str:
    r"""Return a piece of JSON without the space between its parts; what is in its strings stays.

    >>> compact('[\n  "a b", 1.50\n]')
    '["a b",1.50]'
    """
    return _STRING_OR_SPACE.sub(lambda found: found[1] or "", text)
