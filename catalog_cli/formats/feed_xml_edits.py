"""New text in the place of an element's, spliced into the record as it stood, in the spelling of what was there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog_cli.formats.feed_xml_cells import CellSpan
from catalog_cli.formats.feed_xml_markup import (
    ATTRIBUTES,
    CDATA,
    COMMENT,
    ILLEGAL,
    INSTRUCTION,
    NAME,
    REFERENCE,
    decoded,
    line_ends,
)

Splice = tuple[int, int, str]
"""text[start:end] gives way to the new text."""

_PIECE = re.compile(rf"([^<]++)|<!\[CDATA\[({CDATA})\]\]>|<(?:{COMMENT}|{INSTRUCTION})")
_TEXT_OR_TAG = re.compile(
    rf"(?P<text>[^<]++)|<!\[CDATA\[(?P<section>{CDATA})\]\]>|(?P<other><(?:{COMMENT}|{INSTRUCTION}))"
    rf"|(?P<tag></?{NAME}{ATTRIBUTES}/?>)"
)
_MARKS = frozenset("&<>\"' \t\n")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a file writes text. `references` is "&#" or "&#x" where letters beyond ASCII stand so everywhere in it, else
    ""; `newline` is what ends its lines."""

    references: str = ""
    newline: str = "\n"

    def written(self, value: str, like: str) -> str:
        """Return a value as element text, spelled as the text `like` that it replaces or stands beside.

        A character that stands in `like` only as a reference is written as that reference; letters beyond ASCII as
        numbers if those of `like`, or without any there those of the whole file, are written so.

        >>> print(TextStyle().written('Täglich > 5" & ½', "6&#34; &gt; 5&#xBD;"))
        Täglich &gt; 5&#34; &amp; &#xBD;
        >>> print(TextStyle().written("Täglich", "Caf&#xE9;"))
        T&#xE4;glich
        >>> print(TextStyle(newline="\\r\\n").written("a\\nb < c", "x > y").encode())
        b'a\\r\\nb &lt; c'
        """
        spelled: dict[str, str] = {}
        numeric = ""
        if "&" in like:
            plain = frozenset(REFERENCE.sub("", like)) - {"&", "<"}
            for found in REFERENCE.finditer(like):
                character = decoded(found[0])
                if character.isalpha() and not character.isascii():
                    numeric = numeric or ("&#x" if found[1][1] == "x" else "&#")
                elif (character in _MARKS or not character.isascii()) and character not in plain:
                    spelled.setdefault(character, found[0])
        if ">" not in like or "]]>" in value:
            spelled.setdefault(">", "&gt;")
        text = value.replace("&", spelled.pop("&", "&amp;")).replace("<", spelled.pop("<", "&lt;"))
        for character, reference in spelled.items():
            text = text.replace(character, reference)
        text = text.replace("\r", "&#13;").replace("\n", _newline(like, self.newline))
        if not text.isascii() and like.isascii():
            text = _numbered(text, numeric or self.references)
        return text

    def section(self, value: str, like: str) -> str:
        """Return a value as CDATA sections: one, unless the text holds what ends it.

        >>> TextStyle().section("a]]>b", "")
        '<![CDATA[a]]]]><![CDATA[>b]]>'
        """
        text = value.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
        return f"<![CDATA[{text.replace(chr(10), _newline(like, self.newline))}]]>"


def illegal(value: str) -> str:
    """Return the first character of a text that no XML file may hold, "" if all may stand in one."""
    found = ILLEGAL.search(value)
    return found[0] if found else ""


class _Piece(NamedTuple):
    """A stretch of an element's content: its bytes as text, what it says, and whether that is in CDATA.

    `value` is None for a comment or processing instruction.
    """

    raw: str
    value: str | None
    is_section: bool


def _pieces(content: str) -> list[_Piece]:
    found = []
    for piece in _PIECE.finditer(content):
        text, section = piece.groups()
        if text is not None:
            found.append(_Piece(text, decoded(text), False))
        else:
            found.append(_Piece(piece[0], None if section is None else line_ends(section), section is not None))
    return found


def content_with(content: str, value: str, style: TextStyle) -> str:
    """Return an element's content with another text in it; the same text changes nothing.

    Comments stay. The text goes where most of the old one was: into CDATA if that was, and white space around CDATA
    stays outside.

    >>> content_with(" <!-- new --><![CDATA[Red & blue]]>\\n", " Azul & <b>\\n", TextStyle())
    ' <!-- new --><![CDATA[Azul & <b>]]>\\n'
    """
    if "<" not in content:
        return content if decoded(content) == value else style.written(value, content)
    pieces = _pieces(content)
    texts = [index for index, piece in enumerate(pieces) if piece.value is not None]
    if "".join(pieces[index].value or "" for index in texts) == value:
        return content
    main = _main(pieces, texts)
    if main is None:
        return content + style.written(value, "")
    kept = set()
    rest = value
    for index in (at for at in texts if at < main):
        text = pieces[index].value or ""
        if not text.isspace() or not rest.startswith(text):
            break
        kept.add(index)
        rest = rest[len(text) :]
    for index in (at for at in reversed(texts) if at > main):
        text = pieces[index].value or ""
        if not text.isspace() or not rest.endswith(text):
            break
        kept.add(index)
        rest = rest[: len(rest) - len(text)]
    write = style.section if pieces[main].is_section else style.written
    return "".join(
        write(rest, piece.raw) if index == main else piece.raw if piece.value is None or index in kept else ""
        for index, piece in enumerate(pieces)
    )


def _main(pieces: Sequence[_Piece], texts: Sequence[int]) -> int | None:
    """Return the piece that the new text goes into: the first CDATA or, without any, the longest."""
    sections = [index for index in texts if pieces[index].is_section]
    if sections:
        return sections[0]
    return max(texts, key=lambda index: len(pieces[index].raw), default=None)


def replacements(
    text: str, spans: Mapping[int, CellSpan], replaced: Mapping[int, str], style: TextStyle
) -> Iterator[Splice]:
    """Yield the splices that write new text at positions."""
    for position, value in replaced.items():
        span = spans[position]
        if span.content is not None:
            start, end = span.content
            yield start, end, content_with(text[start:end], value, style)
        elif value:
            start, end = span.element
            opened = text[start : end - len("/>")].rstrip()
            yield start, end, f"{opened}>{style.written(value, '')}</{span.name}>"


def additions(
    text: str, spans: Mapping[int, CellSpan], added: Mapping[int, tuple[str, str]], style: TextStyle
) -> Iterator[Splice]:
    """Yield the splices that add an element, by name and text, behind the one at a position, spaced like it."""
    for position, (name, value) in added.items():
        span = spans[position]
        start, end = span.element
        content = text[slice(*span.content)] if span.content is not None else ""
        lead = text[_before_space(text, start) : start]
        yield end, end, f"{lead}<{name}>{_bare(content, value, style)}</{name}>"


def appendings(text: str, appended: Sequence[tuple[str, str]], style: TextStyle) -> Iterator[Splice]:
    """Yield the splice that adds elements, by name and text, behind the last of an item, spaced like it."""
    end = text.rfind("</")
    if not appended or end < 0:
        return
    inside = _before_space(text, end)
    child = max(text.rfind("<", 0, inside), 0)
    opened = text.rfind("<", 0, child) if text.startswith("</", child) else child
    lead = text[_before_space(text, opened) : opened]
    yield inside, inside, "".join(f"{lead}<{name}>{style.written(value, '')}</{name}>" for name, value in appended)


def _bare(content: str, value: str, style: TextStyle) -> str:
    """Return a text as the content of a new element, in CDATA if the content beside it is."""
    pieces = [piece for piece in _pieces(content) if piece.value is not None]
    return content_with("".join(piece.raw for piece in pieces), value, style)


def with_references(text: str, holds: Callable[[str], bool]) -> str:
    """Return a stretch of XML with a reference for each character that cannot be held, where XML reads references.

    In a name, a comment or a processing instruction it does not: there the character stays.

    >>> with_references("<a b='é€'>€<![CDATA[x€]]><!--€--></a>", lambda text: "€" not in text)
    "<a b='é&#8364;'>&#8364;<![CDATA[x]]>&#8364;<![CDATA[]]><!--€--></a>"
    """

    def numbered(found: str) -> str:
        return "".join(c if c.isascii() or holds(c) else f"&#{ord(c)};" for c in found)

    def rewritten(found: re.Match[str]) -> str:
        whole = found[0]
        if found["other"] is not None or holds(whole):
            return whole
        if found["section"] is not None:
            return "".join(c if c.isascii() or holds(c) else f"]]>&#{ord(c)};<![CDATA[" for c in whole)
        if found["tag"] is not None:
            return re.sub(r"""(?<==)\s*+("[^"]*"|'[^']*')""", lambda value: numbered(value[0]), whole)
        return numbered(whole)

    return _TEXT_OR_TAG.sub(rewritten, text)


def _before_space(text: str, end: int) -> int:
    while text[end - 1].isspace():
        end -= 1
    return end


def _newline(like: str, newline: str) -> str:
    if "\n" not in like:
        return newline or "\n"
    return "\r\n" if "\r\n" in like else "\n"


def _numbered(text: str, opening: str) -> str:
    if not opening:
        return text
    code = "X" if opening == "&#x" else "d"
    return re.sub(r"[^\x00-\x7f]", lambda found: f"{opening}{ord(found[0]):{code}};", text)
