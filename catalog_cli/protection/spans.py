"""Finding the spans that are not language: what must come through a translation unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli.protection.alphabet import EMBEDDED, SYMBOLS, Alphabet, folding
from catalog_cli.segment import CodeKind, InlineCode

Span = tuple[int, int, str]

_TRIGGER = re.compile(r"[^A-Za-z\s,.'()!?;&\"’“”–—-]|\.\w|www\.")

_STRUCTURE = re.compile(
    r"(?P<liquid>\{%(?:(?!\{%).){0,400}?%\}|\{\{\{?(?:(?!\{\{).){0,400}?\}\}\}?|<%(?:(?!<%).){0,400}?%>)"
    r"|(?P<link>\[\[[^\[\]\n]{1,200}\]\])"
    r"|(?P<shortcode>\[/?[A-Za-z][\w-]{0,40}"
    r"(?:\s+[\w-]{1,40}=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s\]]{1,300}))*+\s*/?\])"
    r"|(?P<percent>(?<![\d%])(?<!\d )%(?:\((?:\w{1,60})\)|(?=[\d$.+#0-]{0,8}[@A-Za-z]))"
    r"(?:\d{1,2}\$)?[-+#0]{0,2}\d{0,3}(?:\.\d{1,2})?"
    r"(?:ll|hh|[hlLzjt])?[sdifuxXeEgGcr@](?![A-Za-z0-9])|(?<![\w%])%[A-Za-z_][\w.]{1,60}%"
    r"|(?<![\w%])%%[A-Za-z_][\w-]{0,60}%%)"
    r"|(?P<colon>(?<![\w:./]):(?:(?:count|name|attribute|value|min|max|size|date|time|price|total|number|user|email|url"
    r"|link|id|title|product|[a-z]{1,30}_[a-z_]{1,30})\b(?!:)|[a-z0-9_+]{2,30}:(?!\w)))",
    re.DOTALL,
)
_BRACE = re.compile(r"[{}]")
_ICU = re.compile(r"\{\s*[\w.]{1,60}\s*,\s*(?:plural|select|selectordinal|number|date|time|spellout|ordinal)\b")
_VARIABLE = re.compile(r"\{\s*[\w.$:@\[\]()'\"|?-]{0,120}\s*\}")

_TOKEN = re.compile(r"(?<!\S)[^\s\d@_#./:]*+(?:[\d@_#]|[./:](?=\S))\S*+")
_OUTER_START, _OUTER_END = "([<“‘\"'«", ".,;:!?…\"'”’»>"
_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|www\.|(?:mailto|tel|sms):(?=\S))[^\s<>\"“”«»]+")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,4}(?:(?:com|org|net|io|edu|gov|com?\.[a-z]{2})(?:/\S*)?|[a-z]{2,12}/\S*)"
)
_FILE = re.compile(
    r"[\w-][\w.-]{0,120}\.(?:pdf|jpe?g|png|gif|svg|webp|avif|mp4|mov|zip|csv|tsv|xlsx?|docx?|txt|html?|json|xml|exe|apk|stl)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"[vV]\d{1,4}(?:\.\d{1,5}){1,3}|\d{1,4}(?:\.\d{1,5}){2,3}")
_MARKED = re.compile(r"#[\w-]{1,100}|@\w[\w.]{0,100}")
_HEX = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
# A number with a unit or a word after it, and ranges of such: measures, sizes, "3-pack", "5V/2A", "10-in-1".
_MEASURE = re.compile(
    r"[+-]?\d[\d.,]*(?:[-–x×/]\d[\d.,]*)*+(?:-?[^\W\d_]{1,14}(?:/[a-z]{1,4}|[²³23])?|-(?:[^\W\d_]+-)+\d*|[%\"'°]*[A-Z]?)?"
    r"|(?:\d[\d.,]*(?:[mkMG]?[WVAJF]|[kMGT]B|[kKMG]?Hz|mAh|[cmk]?m|in|ft|oz|lbs?|[mk]?g|[mc]?l|L|[ap]m|[AP]M)[-–x×/+]?){1,4}"
)
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_./][A-Za-z0-9]+)*")
_JOINED = re.compile(r"[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)+")  # "new_arrival": what programs compare
_WORD_PART = re.compile(r"(?:^|[-_./])[A-Z]?[a-z]{2,}(?:$|[-_./\d])")

# EU 42 came through in 12 of 50 sentences, UK 9 in 16, US 9 in 26 (they turn into "Reino Unido 9"); FR, IT, BR, JP
# in 47 or more: not masked. 1,250.50 in 11 of 50 ("1.250.50"). Amounts: € and £ never, $1,250.50 in 12, $49 in 38.
# Codes: A4, H13, MP3, IP67, M185 and longer ones 50 of 50, 24-MB01 41, BLK-M 47: short codes stay text, because the
# words around them agree better with "A4" than with a mask. Info@…, #…, @…, Nike™ never survive; www.… always.
_AMOUNT = re.compile(
    r"(?:(?<![A-Za-z])(?:US|R|A|C|CA|AU|NZ|HK|S|MX))?[$€£¥₹₽₩₺₪฿₫₱₴₦]\s?\d[\d.,'’]*(?<=\d)(?:[kKM]\b)?"
    r"|(?<![\d.,])\d[\d.,'’]*(?<=\d)[ \u00a0\u202f]?[€£¥₹₽₩₺₪฿₫₱₴₦](?!\d)"
)
_SIZE = re.compile(r"\b(?:EU|UK|US)[ \u00a0]\d{1,2}(?:[.,]5)?(?![\d.,]*\d)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:,\d{3})+\.\d+(?![\d,])|(?:['’]\d{3})+(?:\.\d+)?(?!\d))")
_FRACTION = "¼½¾\u2150-\u215e"
_ODD_NUMBER = re.compile(
    rf"(?:(?<![\w.,/–—-])\d+[ \u00a0]?)?[{_FRACTION}]|[±~<≤≥≈#№][ \u00a0]?\d[\d.,]*(?<=\d)[A-Za-z%]{{0,3}}"
    r"|\d[\d.,]*[ \u00a0]?(?:[µμ]\w{0,3}|[kM]?[ΩΩ‰])"
)
# "16 x 10 x 1 in", "6 ft 1 in": the model localizes one number of three and reads "in" at the end as a preposition.
_LENGTH = r"(?:[ \u00a0]?(?:[\"″'′]|(?:in|ft|yd|cm|mm|m)(?![\w'’])))"
_INCH = r"in(?:\.(?=[ \u00a0]+[a-z]|,))?"
_NOT_IN_WHICH = r"(?![ ](?:the|an?|this|that|our|your|all|every|each|stock|stores?|total|tests?|reviews?|use|\d)\b)"
_FACTOR = rf"\d[\d.,/]*(?<=\d){_LENGTH}?"
_DIMENSIONS = re.compile(
    rf"(?<![\w.,/]){_FACTOR}(?:[ \u00a0]?[xX×][ \u00a0]?{_FACTOR}){{2,}}(?!\w)"
    rf"|(?<![\w.,/]){_FACTOR}[ \u00a0]?[xX×][ \u00a0]?\d[\d.,/]*(?<=\d)[ \u00a0]in(?![\w'’])"
    r"|(?<![\w.,/])\d+[ \u00a0]?(?:ft|['′])[ \u00a0]?\d[\d.]*(?<=\d)[ \u00a0]?(?:in(?![\w'’])|[\"″])"
    r"|(?<![\w.,/-])\d[\d.,/]*(?<=\d)[ \u00a0]in(?=[ \u00a0]*(?:[,;)\]]|$))"
    # Behind a fraction the model drops the inch in any spelling, behind a decimal "in"; "in." may end the sentence.
    rf"|(?<![\w.,/-])(?:(?:\d+[ \u00a0-])?\d+/\d+|(?:\d+[ \u00a0]?)?[{_FRACTION}])[ \u00a0-]?"
    rf"(?:{_INCH}|inch(?:es)?|[\"″])(?![\w'’]){_NOT_IN_WHICH}"
    rf"|(?<![\w.,/-])\d+\.\d+[ \u00a0]{_INCH}(?![\w'’]){_NOT_IN_WHICH}"
    r"|(?<![\w.,/-])\d+[ \u00a0]in\.(?=[ \u00a0][a-z])"
)
_DIMENSION_MARKS = ("x", "X", "×", " in", "\u00a0in", "-in", "ft", "'", "′", '"', "″")
_TRADEMARK = re.compile(r"(?<![\w&'’.-])[\w&'’.-]{1,60}[™®℠]+")
_SYMBOL = re.compile(rf"[{SYMBOLS}]+(?:[ \u00a0]?[{SYMBOLS}]+)*|[™℠]")
_ANY_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")


def find_spans(text: str, alphabet: Alphabet = EMBEDDED) -> list[InlineCode]:
    """Return the spans that are not language, in order and without overlap, as VERBATIM codes.

    Words with letters that the engine's `alphabet` lacks are names to it.

    >>> [(code.name, "Ask info@shop.com about {count} of 24-MB01"[code.start:code.end])
    ...  for code in find_spans("Ask info@shop.com about {count} of 24-MB01")]
    [('email', 'info@shop.com'), ('placeholder', '{count}'), ('sku', '24-MB01')]
    >>> find_spans("A 3-pack of 15cm A4 sheets, 100% cotton, 12V")
    []
    """
    if not _TRIGGER.search(text):
        return []
    found = [*_structures(text), *_tokens(text), *_patterns(text)]
    if alphabet.letters is not None and not text.isascii():
        found += _foreign_words(text, alphabet.letters)
    found.sort(key=lambda span: (span[0], -span[1]))
    codes: list[InlineCode] = []
    reached = 0
    for start, end, name in found:
        if name in ("number", "symbol") and start < reached < end and "{" not in text[reached:end]:
            # The rest of one that begins in another: "½" of "5 ½" behind "€5", the emoji of "} 👕".
            start = end - len(text[reached:end].lstrip())
        if start >= reached and end > start:
            codes.append(InlineCode(CodeKind.VERBATIM, start, end, name))
            reached = end
    return codes


def _structures(text: str) -> Iterator[Span]:
    """Yield placeholders: template, printf, ICU and shortcode syntax."""
    if not any(mark in text for mark in "{[%:"):
        return
    for match in _STRUCTURE.finditer(text):
        if match.lastgroup != "shortcode" or _is_shortcode(match.group(), text):
            yield match.start(), match.end(), "shortcode" if match.lastgroup == "shortcode" else "placeholder"
    if "{" not in text:
        return
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace.group() == "{":
            opened.append(brace.start())
        elif opened:
            start = opened.pop()
            group = (start, brace.end())
            if _VARIABLE.fullmatch(text, *group) or _ICU.match(text, *group):
                before = start > 0 and text[start - 1] in "$%#"
                yield start - before, brace.end(), "placeholder"


def _is_shortcode(tag: str, text: str) -> bool:
    """Return whether a bracketed word is markup: [new] alone is prose, [gallery id="3"] and [b]…[/b] are not."""
    name = re.split(r"[\s/\]]", tag.lstrip("[/"), maxsplit=1)[0]
    return "=" in tag or "/" in tag or "_" in name or f"[/{name}]" in text


def _tokens(text: str) -> Iterator[Span]:
    """Yield what is told by the form of one token: addresses, files, codes."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        core = token.lstrip(_OUTER_START)
        start = match.start() + len(token) - len(core)
        core = _trimmed(core)
        if url := _URL.search(core):
            yield start + url.start(), start + len(core), "url"
        elif len(core) <= 200:
            for piece in re.finditer(r"[^,;()\"|]+", core):
                if name := _name(piece.group()):
                    yield start + piece.start(), start + piece.end(), name


def _trimmed(core: str) -> str:
    """Return a token without the punctuation of the sentence around it; its own brackets stay."""
    end = len(core)
    surplus = {closing: core.count(closing) - core.count(opening) for opening, closing in ("()", "[]", "{}")}
    while end and (core[end - 1] in _OUTER_END or surplus.get(core[end - 1], 0) > 0):
        end -= 1
        if core[end] in surplus:
            surplus[core[end]] -= 1
    return core[:end]


def _name(core: str) -> str:
    """Return what a token is, "" for language and for numbers and codes the engine keeps."""
    if core.isalpha():
        return ""
    if "@" in core and _EMAIL.fullmatch(core):
        return "email"
    if core[0] in "#@" and _MARKED.fullmatch(core):
        return "hex-colour" if _HEX.fullmatch(core) else "hashtag" if core[0] == "#" else "handle"
    if "." in core:
        if _FILE.fullmatch(core):
            return "file"
        if _DOMAIN.fullmatch(core):
            return "url"
        if _VERSION.fullmatch(core):
            return "version"
    return _code_name(core)


def _code_name(core: str) -> str:
    """Return "sku" or "model" for a token that mixes letters and digits or joins words with underscores."""
    if "_" in core and _JOINED.fullmatch(core):
        return "sku"
    if len(core) < 5 or not any(c.isdigit() for c in core) or not _CODE.fullmatch(core):
        return ""
    if not any(c.isalpha() for c in core) or _MEASURE.fullmatch(core) or _WORD_PART.search(core):
        return ""
    return "sku" if any(c in "-_/" for c in core) else "model"


def _patterns(text: str) -> Iterator[Span]:
    """Yield amounts, dimensions, number spellings the engine breaks, trademarks and symbols."""
    odd = not text.isascii() or any(c in text for c in "#@^`~\\<{}")
    wanted = (
        (odd or "$" in text, _AMOUNT, "amount"),
        ("EU" in text or "UK" in text or "US" in text, _SIZE, "size"),
        ("," in text or "'" in text or odd, _GROUPED, "number"),
        (any(mark in text for mark in _DIMENSION_MARKS), _DIMENSIONS, "dimensions"),
        (odd, _ODD_NUMBER, "number"),
        (odd, _TRADEMARK, "trademark"),
        (odd, _SYMBOL, "symbol"),
    )
    for applies, pattern, name in wanted:
        for match in pattern.finditer(text) if applies else ():
            yield match.start() + (match.group()[0] in " \u00a0"), match.end(), name


def _foreign_words(text: str, letters: frozenset[str]) -> Iterator[Span]:
    """Yield words the vocabulary cannot spell: names (Müller) and other scripts. "naïve" is read without its dots."""
    fold = folding(letters)
    for match in _ANY_WORD.finditer(text):
        word = match.group()
        if word.isascii():
            continue
        strange = [c for c in word if c.isalpha() and not c.isascii() and c not in letters]
        if strange and (word[0].isupper() or any(ord(c) not in fold for c in strange)):
            yield match.start(), match.end(), "name"
