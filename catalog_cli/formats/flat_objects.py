"""JSON objects as rows: objects in them are taken apart, and an array stays one piece of JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from catalog_cli.formats.json_values import ITEM, decoded

# Numbers as they stand; an object as the list of its members, which shows one that is there twice.
_DECODER = json.JSONDecoder(object_pairs_hook=list, parse_int=str, parse_float=str, parse_constant=str)
_WORDS = {None: "", True: "true", False: "false"}
_STRING_OR_SPACE = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")|\s++', re.DOTALL)


def flat_object(text: str) -> dict[str, str]:
    """Return the values of a JSON object by path, as text: of an array its JSON, of null "".

    So what belongs together in an array stays together. Raises ValueError naming a path that the object has twice.

    >>> flat_object('{"sku": "7", "seo": {"title": "Bag"}, "n": 1.50, "old": null, "tags": ["a", {"b": 1}]}')
    {'sku': '7', 'seo.title': 'Bag', 'n': '1.50', 'old': '', 'tags': '["a",{"b":1}]'}
    """
    if "[" not in text:
        try:
            return _flat_members(text)
        except RecursionError:
            pass
    return _flat_items(text)


def _flat_items(text: str) -> dict[str, str]:
    """Return the values of any object, however deep, with a loop over what stands in it."""
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
        else:
            found[path] = _scalar(part)
    return found


def _scalar(part: str) -> str:
    if part[0] == '"':
        return decoded(part)
    return "" if part == "null" else part


def _flat_members(text: str) -> dict[str, str]:
    """Return the values of an object without arrays, which the standard library reads ten times as fast."""
    pairs: list[tuple[str, Any]] = _DECODER.decode(text)
    found = dict(pairs)
    if len(found) == len(pairs) and all(type(value) is str for value in found.values()):
        return found
    found = {}
    _flatten(pairs, "", found)
    return found


def _flatten(pairs: list[tuple[str, Any]], prefix: str, found: dict[str, str]) -> None:
    for name, value in pairs:
        path = prefix + name
        if isinstance(value, list):
            _flatten(value, f"{path}.", found)
        elif path in found:
            raise ValueError(path)
        else:
            found[path] = value if isinstance(value, str) else _WORDS[value]


def compact(text: str) -> str:
    r"""Return a piece of JSON without the space between its parts; what is in its strings stays.

    >>> compact('[\n  "a b", 1.50\n]')
    '["a b",1.50]'
    """
    return _STRING_OR_SPACE.sub(lambda found: found[1] or "", text)
