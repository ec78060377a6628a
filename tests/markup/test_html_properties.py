"""Any string of tags: nothing is lost, and what was well-formed stays so (justhtml, an HTML5 parser, is the oracle)."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from justhtml import JustHTML

from catalog_cli.markup import (
    Block,
    BlockTarget,
    cut,
    join,
    kept,
    parts_around,
    project,
    read_html,
    structure,
    write_html,
)
from catalog_cli.segment import Alignment, CodeKind

PIECES = (
    "<b>|</b>|<i>|</i>|<a href='x>y' title='Go to'>|</a>|<p>|</p>|<br>|<li>|</ul>|<td>|<div translate=no>|</div>|"
    "<span translate=yes>|<span class=notranslate>|</span>|<code>|</code>|<img alt=Bag>|<!-- c -->|<!--|-->|<script>|"
    "</script>|<svg>|</svg>|<pre>|</pre>|<![CDATA[|]]>|<!x>|<?x>|</|<|>|&|&amp;|&nbsp;|&#160|&lt;|\n|  |\xa0|red |bag |"
    "Maß ™ |红包|{{ x }}|{% if a > b %}|{% endif %}|{{|}}|{% raw %}|{% endraw %}|<a \"|='|<author>|<my-tag>|<B/>|"
    "\"|'|\x00"
).split("|")
SOUP = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def changed(block: Block) -> BlockTarget:
    """Return the block with every letter outside its verbatim spans replaced."""
    letters = ["é" if letter.isalpha() else letter for letter in block.text]
    for code in block.codes:
        if code.kind is CodeKind.VERBATIM:
            letters[code.start : code.end] = block.text[code.start : code.end]
    return BlockTarget("".join(letters), block.codes)


@settings(max_examples=150, deadline=None)
@given(SOUP)
@example("red</>&")
@example("</><!-- x -->")
@example("<p title='Go to'>{{ x }} red <b></p>")
def test_tags_survive_in_any_soup(html: str) -> None:
    markup = read_html(html)
    assert write_html(markup, [None] * len(markup.blocks)) == html
    written = write_html(markup, [changed(block) for block in markup.blocks])
    assert kept(html, written)


@settings(max_examples=150, deadline=None)
@given(SOUP, st.data())
def test_cut_and_join_are_inverse(html: str, data: st.DataObject) -> None:
    """Sentences, wherever they are cut, and parts between the tags come together as the same HTML."""
    markup = read_html(html)
    for block in markup.blocks:
        places = sorted(data.draw(st.sets(st.integers(0, len(block.text)), max_size=6)))
        for spans in (list(pairwise(places)), places_without_gaps(places), parts_around(block.text, block.codes)):
            if not spans or leaves_out_verbatim(block, spans):
                continue
            pieces = cut(block.text, block.codes, spans)
            assert [text for text, _ in pieces] == [block.text[start:end] for start, end in spans]
            edges = [0, *(edge for span in spans for edge in span), len(block.text)]
            gaps = [block.text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
            text, codes = join(pieces, gaps)
            assert text == block.text
            targets = [BlockTarget(text, codes) if one is block else None for one in markup.blocks]
            assert structure(write_html(markup, targets)) == structure(html)


def leaves_out_verbatim(block: Block, spans: list[tuple[int, int]]) -> bool:
    covered = {at for start, end in spans for at in range(start, end)}
    return any(
        not covered.issuperset(range(code.start, code.end)) for code in block.codes if code.kind is CodeKind.VERBATIM
    )


def places_without_gaps(places: list[int]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in zip(places[::2], places[1::2], strict=False)]


@settings(max_examples=150, deadline=None)
@given(SOUP, st.randoms(use_true_random=False))
def test_whatever_the_alignment_tags_survive(html: str, random: object) -> None:
    """Words in any order, links at random: the codes are placed with every tag once, or not at all."""
    markup = read_html(html)
    targets: list[BlockTarget | None] = []
    for block in markup.blocks:
        words = block.text.split()
        random.shuffle(words)  # type: ignore[attr-defined]  # hypothesis does not name its type of Random
        target = " ".join(words)
        links = []
        at = 0
        for word in words:
            start = block.text.index(word)
            links.append((at, at + len(word), start, start + len(word)))
            at += len(word) + 1
        codes = None
        if all(code.kind is not CodeKind.VERBATIM for code in block.codes):
            codes = project(block.codes, block.text, target, Alignment(tuple(links)))
        targets.append(None if codes is None else BlockTarget(target, codes))
    assert kept(html, write_html(markup, targets))


INLINE = st.sampled_from(["b", "i", "em", "strong", "span class='x'", "u"])
TREE = st.recursive(
    st.sampled_from(["red bag", "soft &amp; warm", "5&nbsp;kg", "a", " "]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        st.builds(lambda tag, text: f"<{tag}>{text}</{tag.split()[0]}>", INLINE, inner),
    ),
    max_leaves=8,
)
BODY = st.lists(TREE.map("<p>{}</p>".format), max_size=3).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(BODY)
def test_the_tree_of_well_formed_html_is_unchanged(html: str) -> None:
    markup = read_html(html)
    written = write_html(markup, [changed(block) for block in markup.blocks])
    assert tree(JustHTML(written, sanitize=False).root) == tree(JustHTML(html, sanitize=False).root)


def tree(node: object) -> object:
    """Return a node's name, attributes and element children."""
    children = [tree(child) for child in getattr(node, "children", None) or () if not child.name.startswith("#")]
    return node.name, dict(getattr(node, "attrs", None) or {}), children  # type: ignore[attr-defined]  # any node


HOSTILE = {
    "plain text": "word ",
    "open tags": "<b>",
    "words in open tags": "a <b>",
    "tag beginnings": "<a",
    "comment beginnings": "<!--",
    "Liquid beginnings": "{{",
    "raw Liquid": "{% raw %}",
    "references": "&a",
    "spaces": " ",
    "images": "a <img alt='foo bar'> ",
    "open quotes": "<a x=\"<b y='",
    "switched translation": "<i translate=no>x<i translate=yes>y",
    "signs": "<",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_length_only(part: str) -> None:
    """Eight times the text takes about eight times as long, whatever it is made of; quadratic would be 64 times."""
    short, long = ("x" + part * (size // len(part)) + "<p>x" for size in (5_000, 40_000))
    assert min(seconds(long) / seconds(short) for _ in range(3)) < 32


def seconds(html: str) -> float:
    """Return the processor time of reading and writing; other processes do not count."""
    start = time.process_time()
    markup = read_html(html)
    write_html(markup, [BlockTarget(block.text, block.codes) for block in markup.blocks])
    return time.process_time() - start


@pytest.mark.benchmark
def test_ten_megabytes(capsys: pytest.CaptureFixture[str]) -> None:
    """A cell of 10 MB, dense with tags, to and fro: html.parser alone takes a fifth of the time."""
    cell = CATALOG_HTML * (10_000_000 // len(CATALOG_HTML))
    start = time.process_time()
    parser = HTMLParser()
    parser.feed(cell)
    parser.close()
    bare, taken = time.process_time() - start, seconds(cell)
    with capsys.disabled():
        print(f"\nmarkup: {len(cell) / taken / 1e6:.1f} MB/s, html.parser alone {len(cell) / bare / 1e6:.1f} MB/s")
    assert taken < 8 * bare


CATALOG_HTML = """<div class="product-description">
  <p>The <strong>Forest Backpack</strong> is made of recycled canvas &amp; leather. It holds a 15-inch laptop, and the
  padded straps stay comfortable on long days. See our <a href="/pages/care" title="Care guide">care guide</a>.</p>
  <ul>
    <li>Capacity: 22&nbsp;l</li>
    <li>Weight: 0.9&nbsp;kg, with <em>water-repellent</em> coating</li>
    <li>Two side pockets and one hidden pocket</li>
  </ul>
  <img src="https://cdn.example.com/files/backpack.jpg?v=1&amp;width=800" alt="Green backpack">
</div>
"""
