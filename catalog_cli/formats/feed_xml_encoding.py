"""Which encoding an XML file is in, by its declaration, and the declaration for another one."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from pathlib import Path

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.encoding import TextEncoding, find_encoding, marked_encoding

_HEAD_BYTES = 1024
_DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_DECLARATION = re.compile(r"""(<\?xml\s+version\s*=\s*(?:"[^"]*"|'[^']*'))(?:(\s+encoding\s*=\s*["'])[^"']*(["']))?""")
_WITHOUT_MARK = {b"<\0?\0": "utf-16-le", b"\0<\0?": "utf-16-be"}
# Names of the IANA registry of character sets where Python's own differ.
_NAMES = {
    "ascii": "US-ASCII",
    "cp932": "Windows-31J",
    "shift_jis": "Shift_JIS",
    "big5": "Big5",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "utf-32-le": "UTF-32LE",
    "utf-32-be": "UTF-32BE",
}


def xml_encoding(path: Path, requested: str | None, source_locale: str, name: str) -> TextEncoding:
    """Return the encoding of a file: the option, a byte order mark, the declaration, else what its bytes show.

    Raises FileProblem for a declared encoding that does not exist or does not fit, UsageProblem for a requested one.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if requested is not None or marked_encoding(head) is not None:
        return find_encoding(path, requested, source_locale, name)
    found = _DECLARED.match(head)
    declared = found[1].decode() if found else _WITHOUT_MARK.get(head[:4])
    if declared is None:
        return find_encoding(path, None, source_locale, name)
    try:
        codec = codecs.lookup(declared).name
        "".encode(codec)
    except LookupError:
        next_step = "Name its encoding with --encoding, for example --encoding utf-8."
        raise FileProblem(Where(name), f'declares the encoding "{declared}", which nobody knows', next_step) from None
    # A declaration that can be read as ASCII is not in UTF-16: a program wrote what it held in memory.
    if found and codec.startswith(("utf-16", "utf-32")):
        codec = "utf-8"
    encoding = find_encoding(path, codec, source_locale, name)
    reason = "XML declaration" if found else "it begins as UTF-16 does"
    return replace(encoding, reason=encoding.reason.replace("as requested", reason))


def declared_as(head: str, encoding: TextEncoding, newline: str) -> str:
    """Return the text before the first record with a declaration that names another encoding.

    >>> declared_as('<?xml version="1.0" encoding="UTF-8"?>', TextEncoding("cp1252", ""), "")
    '<?xml version="1.0" encoding="windows-1252"?>'
    >>> declared_as("<rss>", TextEncoding("utf-8", ""), ""), declared_as("<rss>", TextEncoding("ascii", ""), "")
    ('<rss>', '<?xml version="1.0" encoding="US-ASCII"?>\\n<rss>')
    """
    named = _charset(encoding)
    needs_none = bool(encoding.mark) or encoding.codec == "utf-8"
    found = _DECLARATION.match(head)
    if found is None:
        return head if needs_none else f'<?xml version="1.0" encoding="{named}"?>{newline or chr(10)}{head}'
    version, opening, quote = found.groups()
    if opening is None:
        return head if needs_none else f'{version} encoding="{named}"{head[found.end() :]}'
    return f"{version}{opening}{named}{quote}{head[found.end() :]}"


def _charset(encoding: TextEncoding) -> str:
    codec = encoding.codec
    if encoding.mark and codec.startswith(("utf-16", "utf-32")):
        return codec[:6].upper()
    if codec in _NAMES:
        return _NAMES[codec]
    if codec.startswith("cp125"):
        return f"windows-{codec[2:]}"
    return codec.upper().replace("ISO8859", "ISO-8859").replace("_", "-")
