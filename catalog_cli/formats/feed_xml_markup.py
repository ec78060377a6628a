"""The markup of XML as regular expressions over text that expat accepts, and what stands for a character in it.

Every expression reads forward only, so that its time grows with the text's length (XML 1.0, fifth edition, section 2).
"""

from __future__ import annotations

import re

from catalog_cli.errors import FileProblem, Where

NAME = r"[^\s/>!?<=]++"
ATTRIBUTES = r"""[^>"'/]*+(?:(?:"[^"]*+"|'[^']*+'|/(?!>))[^>"'/]*+)*+"""
"""What stands in a tag behind its name, without the slash of an empty element."""
CDATA = r"[^\]]*+(?:\](?!\]>)[^\]]*+)*+"
"""What stands between `<![CDATA[` and `]]>`."""
COMMENT = r"!--[^-]*+(?:-(?!->)[^-]*+)*+-->"
INSTRUCTION = r"\?[^?]*+(?:\?(?!>)[^?]*+)*+\?>"

MOST_DEPTH = 100
"""How deep elements of a record may stand in one another. Product feeds need about six."""

ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file may hold (section 2.2); a lone surrogate is a byte that did not decode."""

REFERENCE = re.compile(r"&([^\s;&<]++);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class UnknownEntity(Exception):
    """A text uses an entity that XML does not define; the only argument is its name."""


def decoded(raw: str) -> str:
    """Return element text with its line ends as XML reads them and its references resolved.

    Raises UnknownEntity for one that is not among the five of XML.

    >>> decoded("5&quot; &#189;\\r\\n&#x1F45C; &amp;amp;")
    '5" ½\\n👜 &amp;'
    """
    text = line_ends(raw) if "\r" in raw else raw
    return REFERENCE.sub(_character, text) if "&" in text else text


def line_ends(raw: str) -> str:
    """Return a text with every line end as XML reads it (section 2.11)."""
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def is_name(name: str) -> bool:
    """Return whether an element may be called so, with at most one prefix (Namespaces in XML 1.0, section 3).

    >>> is_name("g:título_pt-BR"), is_name("title:pt:BR"), is_name("title [pt]"), is_name("2nd")
    (True, False, False, False)
    """
    return _QUALIFIED_NAME.fullmatch(name) is not None


_NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = rf"[{_NAME_START}][{_NAME_START}.0-9\u00b7\u0300-\u036f\u203f-\u2040-]*+"
_QUALIFIED_NAME = re.compile(rf"(?:{_PART}:)?{_PART}")


CORRECT_IT = "Correct it and run again."


def invalid(name: str, line: int, character: int, what: str, next_step: str = CORRECT_IT) -> FileProblem:
    """Return the problem of text that is no XML, by line and character in the line, from 1."""
    return FileProblem(Where(name, line), f"is not valid XML at character {character}: {what}", next_step)


def _character(reference: re.Match[str]) -> str:
    name = reference[1]
    if name[0] != "#":
        if name not in _NAMED:
            raise UnknownEntity(name)
        return _NAMED[name]
    try:
        return chr(int(name[2:], 16) if name[1:2] == "x" else int(name[1:]))
    except (ValueError, OverflowError):
        raise UnknownEntity(name) from None
