"""How the value of a setting is read, whether TOML, a variable or an option gave it: one function per kind."""

from __future__ import annotations

import codecs
import math
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from catalog_cli import feeds, formats, locales
from catalog_cli.conventions.currencies import CODES
from catalog_cli.job import HandlePolicy, Layout, Measures, Spaces
from catalog_cli.product import Role
from catalog_cli.segment import Severity

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
NEVER = "never"


class WrongValue(ValueError):
    """A value that a setting cannot take. The text goes on after the name of the setting: "must be …, not …"."""


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """Return a sentence with the nearest known name, with a space before it; "" if none is near.

    >>> did_you_mean("colums", ["columns", "replace"]), did_you_mean("xyz", ["columns"])
    (' Did you mean "columns"?', '')
    """
    near = get_close_matches(typed, list(known), n=1)
    return f' Did you mean "{near[0]}"?' if near else ""


def text(raw: object) -> str:
    """Return a text that is not empty."""
    if not isinstance(raw, str) or not raw:
        raise WrongValue(f"must be a text, not {_shown(raw)}.")
    return raw


def locale(raw: object) -> str:
    """Return a locale in canonical form; raises UsageProblem for what is none."""
    return locales.parse(text(raw))


def locale_list(raw: object) -> tuple[str, ...]:
    """Return locales in canonical form, each once; a text may hold several, separated by commas.

    >>> locale_list("pt-br, de"), locale_list(["pt_BR", "pt-BR"])
    (('pt-BR', 'de'), ('pt-BR',))
    """
    tags = [tag.strip() for item in names(raw) for tag in item.split(",")]
    return tuple(dict.fromkeys(locale(tag) for tag in tags if tag))


def names(raw: object) -> tuple[str, ...]:
    """Return a list of texts, each once; a single text is a list of one."""
    return tuple(dict.fromkeys(_texts(raw)))


def file_names(raw: object) -> tuple[str, ...]:
    """Return a list of texts, each once, at its last place: of files the later ones win.

    >>> file_names(["own.csv", "apparel", "own.csv"])
    ('apparel', 'own.csv')
    """
    return tuple(dict.fromkeys(reversed(_texts(raw))))[::-1]


def _texts(raw: object) -> list[str]:
    items = [raw] if isinstance(raw, str) else raw
    if not isinstance(items, list) or not all(isinstance(item, str) and item for item in items):
        lacking = '""' if raw == [""] else _shown(raw)  # a flag's own empty text
        raise WrongValue(f"must be a text or a list of texts, not {lacking}.")
    return items


def roles(raw: object) -> tuple[tuple[str, Role], ...]:
    """Return the roles of columns, from a table of name = role or from NAME=ROLE texts.

    Only what follows the last "=" is the role, since a header may hold one.

    >>> roles(["size=EU=option"]), roles({"Titel": "title"})
    ((('size=EU', <Role.OPTION: 'option'>),), (('Titel', <Role.TITLE: 'title'>),))
    """
    pairs = list(raw.items()) if isinstance(raw, dict) else [_role_pair(item) for item in names(raw)]
    return tuple((name, Role(choice(role, list(Role), f'of column "{name}" '))) for name, role in pairs)


def _role_pair(item: str) -> tuple[str, str]:
    name, equals, role = item.rpartition("=")
    if not equals or not name:
        raise WrongValue(f'must be NAME=ROLE, such as "{item.strip("=") or "Title"}=text".')
    return name, role.strip()


def choice(raw: object, known: Iterable[str], of: str = "") -> str:
    """Return one of the known names.

    >>> choice("colums", ["replace", "columns"])
    Traceback (most recent call last):
    ...
    catalog_cli.setting_values.WrongValue: must be one of replace, columns, not "colums". Did you mean "columns"?
    """
    there = [str(name) for name in known]
    if isinstance(raw, str) and raw in there:
        return raw
    hint = did_you_mean(raw, there) if isinstance(raw, str) else ""
    subject = f"{of}must be" if of else "must be"
    raise WrongValue(f"{subject} one of {', '.join(there)}, not {_shown(raw)}.{hint}")


def model_licence(raw: object) -> str:
    """Return which licences models may have: "any", or "commercial", which rules out those against commercial use."""
    return choice(raw, ("any", "commercial"))


def device(raw: object) -> str:
    """Return what a model runs on."""
    return choice(raw, ("auto", "cpu", "cuda"))


def layout(raw: object) -> Layout:
    """Return a layout."""
    return Layout(choice(raw, list(Layout)))


def handles(raw: object) -> HandlePolicy:
    """Return what becomes of handles."""
    return HandlePolicy(choice(raw, list(HandlePolicy)))


def measures(raw: object) -> Measures:
    """Return what becomes of measures."""
    return Measures(choice(raw, list(Measures)))


def spaces(raw: object) -> Spaces:
    """Return which spaces are written inside of numbers."""
    return Spaces(choice(raw, list(Spaces)))


def currency(raw: object) -> str:
    """Return an ISO 4217 code.

    >>> currency("brl")
    'BRL'
    """
    code = text(raw).upper()
    if code not in CODES:
        raise WrongValue(f'must be an ISO 4217 code such as BRL or EUR, not "{raw}".')
    return code


def path(raw: object) -> Path:
    """Return the path of a file."""
    return Path(text(raw)).expanduser()


def severity(raw: object) -> Severity | None:
    """Return the least severity that fails a run, None for never."""
    name = choice(raw, [*Severity, NEVER])
    return None if name == NEVER else Severity(name)


def feed(raw: object) -> str:
    """Return the name of a feed."""
    return choice(raw, feeds.FEEDS)


def input_format(raw: object) -> str:
    """Return the name of a format."""
    return choice(raw, formats.FORMATS)


def encoding(raw: object) -> str:
    """Return the name of a text encoding that Python knows."""
    name = text(raw)
    try:
        codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        raise WrongValue(f'must be a text encoding such as utf-8, utf-16 or cp1252, not "{name}".') from None
    return name


def switch(raw: object) -> bool:
    """Return whether something is on: true or false, or the words that shells use for them."""
    if isinstance(raw, bool):
        return raw
    word = str(raw).lower()
    if isinstance(raw, str) and word in _YES | _NO:
        return word in _YES
    raise WrongValue(f"must be true or false, not {_shown(raw)}.")


def whole_number(raw: object) -> int:
    """Return a whole number, 0 or more."""
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return raw
    if isinstance(raw, str) and raw.isascii() and raw.isdigit():
        return int(raw)
    raise WrongValue(f"must be a whole number, 0 or more, not {_shown(raw)}.")


def match_percent(raw: object) -> int:
    """Return how alike two texts must be, in percent: 50 to 100.

    >>> match_percent("85"), match_percent(95)
    (85, 95)
    """
    text = str(raw).removesuffix("%") if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if not (text.isascii() and text.isdecimal() and _LEAST_MATCH <= int(text) <= _MOST_MATCH):
        raise WrongValue(f"must be a whole number from {_LEAST_MATCH} to {_MOST_MATCH}, such as 85, not {_shown(raw)}.")
    return int(text)


_LEAST_MATCH, _MOST_MATCH = 50, 100  # percent: below, two texts have nothing to do with each other


def share(raw: object) -> float:
    """Return a share, 0 to 1.

    >>> share("0.98"), share(1)
    (0.98, 1.0)
    """
    try:
        number = float(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else math.nan
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise WrongValue(f"must be a number from 0 to 1, such as 0.98, not {_shown(raw)}.")
    return number


def memory(raw: object) -> Path | None:
    """Return the path of a translation memory, None for none (false)."""
    if raw is False or raw == "false":  # a variable holds text
        return None
    if not isinstance(raw, str) or not raw:
        raise WrongValue(f"must be a path, or false for no memory, not {_shown(raw)}.")
    return Path(raw).expanduser()


def _shown(raw: object) -> str:
    if isinstance(raw, bool):
        return str(raw).lower()
    return f'"{raw}"' if isinstance(raw, str) else str(raw)
