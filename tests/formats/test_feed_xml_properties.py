"""What holds for every XML feed: an edit changes its element's content and nothing else, and is read back as written.

The standard library's ElementTree is the oracle for what an element says.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.errors import CatalogError
from catalog_cli.formats import ReadOptions, Table, open_table
from catalog_cli.product import Edit

_NAMES = st.sampled_from(["title", "g:title", "x", "item", "título", "商品", "a.b-c_1", "items"])
_ATTRIBUTES = st.sampled_from(["", " ", " a='1'", ' b = "/>" c=\'>"\'', "\n xml:lang='pt-BR'", " é='帽 &amp; 👜'"])
_SPACES = st.sampled_from(["", "", " ", "\n", "\r\n\t", "<!-- <item> - -->", "<?x <item>?>\n"])
_CHARACTERS = st.text(st.sampled_from([*"ab<>&]'\" \t\n\ré½™帽👜حق\u00a0\u0301\ud7ff0"]), max_size=8)
_RAW = st.lists(
    st.sampled_from([*"ab \t\n>'\"é帽👜ح", "\r\n", "&amp;", "&lt;", "&#x27;", "&quot;", "&#189;", "&#xe9;", "]]"]),
    max_size=6,
).map(lambda parts: "".join(parts).replace("]]>", "]] >"))
_SECTIONS = _CHARACTERS.map(lambda text: f"<![CDATA[{text.replace(']]>', ']] >')}]]>")
_CONTENTS = st.lists(st.one_of(_RAW, _RAW, _SECTIONS, st.sampled_from(["<!-- - -> <b> -->", "<?p & > ?>"])), max_size=4)


@dataclass(frozen=True)
class Leaf:
    """An element without elements: its tags and what is between, or all of it in `opens`."""

    opens: str
    content: str = ""
    closes: str = ""


@st.composite
def elements(draw, depth: int = 3) -> list:
    """Return strings and leaves, which joined are the inside of an element without text of its own."""
    parts: list = [draw(_SPACES)]
    for _ in range(draw(st.integers(0, 3))):
        name, attributes = draw(_NAMES), draw(_ATTRIBUTES)
        kind = draw(st.sampled_from(["text", "text", "empty", "nested"]))
        if kind == "empty":
            parts.append(Leaf(f"<{name}{attributes}/>"))
        elif kind == "text" or not depth:
            # Text may not hold "]]>", also not where two stretches of it meet.
            content = "".join(draw(_CONTENTS))
            content = re.sub(
                r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>)|\]\]>", lambda m: m[1] or "]] ", content, flags=re.S
            )
            parts.append(Leaf(f"<{name}{attributes}>", content, f"</{name}{draw(st.sampled_from(['', ' ']))}>"))
        else:
            inside = draw(elements(depth - 1))
            if any(isinstance(part, Leaf) for part in inside):
                parts += [f"<{name}{attributes}>", *inside, f"</{name}>"]
        parts.append(draw(_SPACES))
    return parts


@st.composite
def feeds(draw) -> list[list]:
    """Return the parts before the first item, those of each item, and the rest."""
    head = f"<rss xmlns:g='x'><channel>{draw(_SPACES)}<title>Shop</title>"
    found = [[head]]
    found += [
        [draw(_SPACES), f"<item{draw(_ATTRIBUTES)}>", *draw(elements()), "</item>", draw(_SPACES)]
        for _ in range(draw(st.integers(1, 3)))
    ]
    return [*found, ["</channel></rss>", draw(st.sampled_from(["", "\n", "\r\n<!-- end -->\n"]))]]


def joined(feed: list[list]) -> str:
    return "".join(
        part if isinstance(part, str) else part.opens + part.content + part.closes for p in feed for part in p
    )


def said(content: str) -> list[list[str]]:
    """Return the texts of each item as ElementTree reads them."""
    channel = ElementTree.fromstring(content.encode()).find("channel")
    assert channel is not None
    return [
        [leaf.text or "" for leaf in item.iter() if leaf is not item and not len(leaf)]
        for item in channel.findall("item")
    ]


def opened(folder: str, content: bytes) -> Table:
    path = Path(folder) / "feed.xml"
    path.write_bytes(content)
    return open_table(path, ReadOptions(), lambda names: 0.0)


@settings(max_examples=250, deadline=None)
@given(feed=feeds(), data=st.data())
def test_an_edit_changes_its_own_content_only(feed: list[list], data) -> None:
    content = joined(feed)
    codec = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    with TemporaryDirectory() as folder:
        table = opened(folder, content.encode(codec))
        records = list(table.records())
        assert [list(record.values) for record in records] == said(content)
        edits = [
            data.draw(st.dictionaries(st.integers(0, len(r.values) - 1), _CHARACTERS, max_size=3)) if r.values else {}
            for r in records
        ]
        out = io.BytesIO()
        table.write(out, [(record, Edit(edit)) for record, edit in zip(records, edits, strict=True)])
    output = out.getvalue().decode(codec)
    expected = [
        [edit.get(at, value) for at, value in enumerate(record.values)]
        for record, edit in zip(records, edits, strict=True)
    ]
    assert said(output) == expected
    assert re.fullmatch(_pattern(feed, edits), output, re.DOTALL)


def _pattern(feed: list[list], edits: list[dict[int, str]]) -> str:
    """Return what the output must look like: anything in the place of edited content, all else as it stood."""
    found = []
    for parts, edit in zip(feed, [{}, *edits, {}], strict=True):
        position = 0
        for part in parts:
            if isinstance(part, str):
                found.append(re.escape(part))
                continue
            if position not in edit:
                found.append(re.escape(joined([[part]])))
            elif part.closes:
                found.append(f"{re.escape(part.opens)}.*?{re.escape(part.closes)}")
            else:
                found.append(f"{re.escape(part.opens.removesuffix('/>').rstrip())}.*?>")
            position += 1
    return "".join(found)


@settings(max_examples=150, deadline=None)
@given(feed=feeds(), codec=st.sampled_from(["ascii", "latin-1", "cp1252", "shift_jis", "utf-16"]))
def test_another_encoding_says_the_same(feed: list[list], codec: str) -> None:
    # A letter in a name has no reference.
    content = re.sub("título|商品", "x", joined(feed)).replace(" é=", " e=")
    expected = said(content)
    with TemporaryDirectory() as folder:
        table = opened(folder, content.encode())
        out = io.BytesIO()
        table.write(out, [(record, Edit()) for record in table.records()], encoding=codec)
        again = opened(folder, out.getvalue())
        assert [list(record.values) for record in again.records()] == expected


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from([*"<>/!?-[]CDAT&;#x'\"= \nitemrs\0é"]), max_size=60), st.booleans())
def test_anything_is_read_or_refused(text: str, is_wrapped: bool) -> None:
    content = f"<rss><channel><item>{text}</item></channel></rss>" if is_wrapped else text
    with TemporaryDirectory() as folder:
        try:
            table = opened(folder, content.encode())
        except CatalogError:
            return
        out = io.BytesIO()
        table.write(out, [(record, Edit()) for record in table.records()])
        assert out.getvalue() == content.encode()
