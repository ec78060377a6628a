"""What is taken out before the engine comes back after it: byte for byte, and at the right place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli import extraction, preparation
from catalog_cli.candidates import decode
from catalog_cli.engine import DecodingOptions
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.term import Term
from catalog_cli.glossary.term_base import TermBase
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, CodeKind, InlineCode, Origin, Segment
from tests.candidates.scripted import ScriptedEngine, accented, segment

PAIR = ("en", "pt-BR")


def prepared(source: str, codes: tuple[InlineCode, ...] = (), role: Role = Role.TEXT) -> Segment:
    (one,) = preparation.prepare([segment(source, codes=codes, role=role)], *PAIR)
    return one


def given_back(one: Segment, draft: str, alignment: Alignment | None = None) -> Segment:
    """Return the segment finished from a draft."""
    drafted = one._replace(draft=draft, alignment=alignment, origin=Origin.ENGINE)
    (finished,) = preparation.restore([drafted], *PAIR)
    return finished


def echoed(one: Segment) -> Segment:
    """Return the segment finished by an engine that accents every word and keeps their order."""
    ((candidate,),) = decode([one.prepared], ScriptedEngine(max_source_tokens=10_000), DecodingOptions(), "test")
    return given_back(one, candidate.draft, candidate.alignment)


ROUND_TRIPS = [
    "Read https://shop.example/a?b=1&c=2#d today.",
    "Ask info@shop.com or www.shop.com/help.",
    "Hello {name}, you saved {{ discount | money }} and %(count)d points (%s).",
    "It says “soft” and ‘new’ isn’t.".replace("‘new’ ", ""),
    "The “best” men’s bag… ever.",
    "It is 12 × 8 cm, 5 m² and 3 m³ big.",
    "Add ½ cup, 1¼ oz, or €5 – $1,250.50.",
    "Joust™ and Müller® by “Nike™”.",
    "★ New bags ★",
    "👕 A shirt for 👩‍👩‍👧 and 🇧🇷 fans 🎉",
    "✓ washable",
    "It is called שלום in the shop.",
    "It is called قميص in the shop.",
    "It is called 赤いシャツ in the shop.",
    "Sizes EU 42, UK 8 and US 9.5 fit.",
    "Model 24-MB01 needs v2.1.0 of photo.jpg.",
    "Colour #ff0000 by @shop, see #sale.",
    "© the maker",
    "red – blue – green",
    "Take 10–12 pieces",
    "A <b>bold</b> word",  # text, not markup: this is a plain cell
    "{first}{second} and {third}",
    "bag",
]


@pytest.mark.parametrize("source", ROUND_TRIPS)
def test_what_the_engine_leaves_alone_comes_back_byte_for_byte(source: str) -> None:
    one = prepared(source)
    assert one.target is None
    assert given_back(one, one.prepared).target == source


WORDS = st.sampled_from("soft bag for men with a leather strap and of water 12 2-pack A4 100% cotton".split())
PROTECTED = st.sampled_from(
    """https://a.b/c?d=e info@shop.com {name} {{&nbsp;x&nbsp;}} ${count} 24-MB01 $1,250.50 €5 EU&nbsp;42 “soft”
    men’s … 5&nbsp;m² ½ Nike™ 👕 ⭐ red&nbsp;–&nbsp;blue Müller 赤い קטן © [gallery&nbsp;id=3] #ff0000 @shop „neu“
    «nouveau» ~5 & www.shop.com photo.jpg v2.1.0 1/2 ±5% 10–12 1,5 a/b""".replace("\n", " ").split()
).map(lambda text: text.replace("&nbsp;", " "))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, PROTECTED), max_size=8), st.sampled_from(["", ".", "!", "?"]))
def test_any_mixture_comes_back_byte_for_byte(parts: list[str], end: str) -> None:
    openers = sum(part[0] in "“„«" for part in parts)
    if openers > 1 and len({part[0] for part in parts if part[0] in "“„«"}) > 1:
        return  # one text in two kinds of quotation marks: the engine knows one
    source = " ".join(["The bag", *parts]) + end
    one = prepared(source)
    assert given_back(one, one.prepared).target == source


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(WORDS, PROTECTED), min_size=1, max_size=8))
def test_no_protected_text_reaches_the_engine(parts: list[str]) -> None:
    one = prepared(" ".join(["The bag", *parts]))
    for mark in ("https://", "@", "{", "}", "%s", "%(", "™", "👕", "€", "$", "#", "ü", "赤", "ק", "[", "½", "“", "’"):
        assert mark not in one.prepared, one.prepared


LANGUAGES = [
    ("Bolsa de couro feita à mão no Brasil.", Origin.COPIED, 0),  # the target's language already
    ("Hermosa bolsa de cuero hecha a mano en España.", Origin.UNTRANSLATED, 1),
    ("Lorem ipsum dolor sit amet, consectetur adipiscing elit.", Origin.UNTRANSLATED, 1),
    ("Eau de Parfum 50 ml", Origin.NONE, 0),  # a borrowed name
    ("This bag is called “Sac de la Mer”.", Origin.NONE, 0),
]


@pytest.mark.parametrize(("source", "origin", "findings"), LANGUAGES)
def test_a_cell_in_another_language_stays_as_it_is(source: str, origin: Origin, findings: int) -> None:
    one = prepared(source)
    assert (one.origin, len(one.findings)) == (origin, findings)
    assert one.target == (None if origin is Origin.NONE else source)


COPIES = [
    # what holds no language is its own target
    ("XL", ()),
    ("007", ()),
    ("NA", ()),
    ("12 x 8 cm", ()),
    ("100%", ()),
    ("24-MB01", ()),
    ("https://a.b/c", ()),
    ("{name}", ()),
    ("★★★", ()),
    ("👕", ()),
    ("—", ()),
    ("Greenfold", (InlineCode(CodeKind.VERBATIM, 0, 9, "brand"),)),
    ("Greenfold 007", (InlineCode(CodeKind.VERBATIM, 0, 9, "brand"),)),
    ("5 €", ()),
    ("红色", ()),  # the embedded model cannot read it: a name
    ("قميص أحمر", ()),
]


@pytest.mark.parametrize(("source", "codes"), COPIES)
def test_what_is_no_language_is_copied(source: str, codes: tuple[InlineCode, ...]) -> None:
    one = prepared(source, codes)
    assert (one.target, one.origin, one.draft) == (source, Origin.COPIED, None)
    assert one.target_codes == one.codes
    assert list(preparation.restore([one], *PAIR)) == [one]


LANGUAGE = ["Red", "on", "Água", "红色 bag", "XL shirt", "5 bags", "Greenfold bag", "{name} bag"]


@pytest.mark.parametrize("source", LANGUAGE)
def test_what_holds_a_word_is_open(source: str) -> None:
    one = prepared(source, (InlineCode(CodeKind.VERBATIM, 0, 9, "brand"),) if source.startswith("Greenfold") else ())
    assert one.target is None
    assert one.prepared


BRANDED = [
    # A title, its brand, what the engine reads, what it says of it, the target.
    ("Greenfold Hand Cream", "Greenfold", "hand cream", "creme de mão", "Creme de mão Greenfold"),
    ("Greenfold Hand Cream, 50 ml", "Greenfold", "hand cream, 50 ml", "creme, 50 ml", "Creme Greenfold, 50 ml"),
    ("Greenfold Bag 30 L", "Greenfold", "bag 30 L", "bolsa 30 L", "Bolsa Greenfold 30 L"),
    (
        "Greenfold Set of 3 Pans",
        "Greenfold",
        "set of 3 pans",
        "conjunto de 3 panelas",
        "Conjunto de 3 panelas Greenfold",
    ),
    (
        "Green & Fold Cream for Men",
        "Green & Fold",
        "cream for men",
        "creme para homens",
        "Creme Green & Fold para homens",
    ),
    ("Greenfold's Bag", "Greenfold's", "bag", "bolsa", "Bolsa Greenfold's"),
    ("GREENFOLD BAG", "GREENFOLD", "bag", "bolsa", "BOLSA GREENFOLD"),
    ("Greenfold Bag ★", "Greenfold", "bag", "bolsa", "Bolsa Greenfold ★"),
    (
        "Greenfold Bag in $50 Red",
        "Greenfold",
        "bag in XQB red",
        "bolsa em XQB vermelho",
        "Bolsa em $50 vermelho Greenfold",
    ),
    ("Greenfold Aero Pro", "Greenfold", "aero pro", "aero pro", "Greenfold Aero pro"),  # a model's name
    (
        "Greenfold Shampoo for Men",
        "Greenfold",
        "shampoo for men",
        "shampoo para homens",
        "Greenfold Shampoo para homens",
    ),
    ("Greenfold 30 L Bag", "Greenfold", "XQB 30 L bag", "bolsa XQB 30 L", "Bolsa Greenfold 30 L"),  # not a word
    ("Greenfold for Kids", "Greenfold", "XQB for kids", "XQB para crianças", "Greenfold para crianças"),
    ("Greenfold - Bag", "Greenfold", "XQB - bag", "XQB - bolsa", "Greenfold - Bolsa"),
    ("Bag by Greenfold", "Greenfold", "bag by XQB", "bolsa da XQB", "Bolsa da Greenfold"),
]


@pytest.mark.parametrize(("source", "brand", "read", "said", "target"), BRANDED)
def test_a_brand_in_front_of_a_title_is_read_apart(source: str, brand: str, read: str, said: str, target: str) -> None:
    at = source.index(brand)
    one = prepared(source, (InlineCode(CodeKind.VERBATIM, at, at + len(brand), "brand"),), Role.TITLE)
    assert one.prepared == read
    finished = given_back(one, said)
    assert finished.target == target
    placed = next(code for code in finished.target_codes if code.name == "brand")
    assert finished.target[placed.start : placed.end] == brand


KNOWN = [
    # What the engine reads of a title of a catalog without a brand column.
    ("Colgate Extra Clean Toothbrush", Role.TITLE, "extra clean toothbrush"),
    ("Arm & Hammer Laundry Detergent", Role.TITLE, "laundry detergent"),
    ("Tide Laundry Detergent", Role.TITLE, "laundry detergent"),
    ("Tide Pool Art Print", Role.TITLE, "tide pool art print"),
    ("Charger for Samsung Phones", Role.TITLE, "charger for XQB phones"),
    ("COLGATE TOOTHBRUSH", Role.TITLE, "toothbrush"),
    ("Colgate Extra Clean Toothbrush", Role.TEXT, "XQB extra clean toothbrush"),  # a heading
    ("Brush with Colgate twice a day.", Role.TEXT, "Brush with Colgate twice a day."),  # its capital tells
]


@pytest.mark.parametrize(("source", "role", "read"), KNOWN)
def test_well_known_brands_are_kept(source: str, role: Role, read: str) -> None:
    assert prepared(source, role=role).prepared == read


def test_a_glossary_s_words_for_a_brand_come_first() -> None:
    terms = TermMatcher(TermBase.of([Term("Colgate toothbrush", "escova Colgate")]), *PAIR)
    title = segment("Colgate Toothbrush", role=Role.TITLE)
    (one,) = preparation.prepare([title], *PAIR, terms)
    assert [hit.target_forms for hit in one.term_hits] == [("escova Colgate",)]
    assert one.prepared == "colgate toothbrush"


def test_brands_are_known_in_english_titles() -> None:
    (one,) = preparation.prepare([segment("Bombas de agua", role=Role.TITLE)], "es", "pt-BR")
    assert not one.codes


def test_in_running_text_a_brand_stays_in_its_sentence() -> None:
    one = prepared("Greenfold creams are soft.", (InlineCode(CodeKind.VERBATIM, 0, 9, "brand"),))
    assert one.prepared == "XQB creams are soft."


def test_a_title_with_a_brand_in_front_has_other_masks_too() -> None:
    one = prepared("Greenfold Bag of {name}", (InlineCode(CodeKind.VERBATIM, 0, 9, "brand"),), Role.TITLE)
    assert one.prepared == "Bag of XQB"
    assert preparation.masked(one, 1) == ("Bag of ZTB", ((0, 10, ""), (17, 23, "ZTB")))
    assert preparation.in_prepared_case(one) == "Greenfold Bag of {name}"


def test_codes_in_any_order_are_all_masked() -> None:
    """Brands are found first and addresses later: both must be masked, whichever comes first in the text."""
    source = "See https://a.b/c or ask Greenfold, then Casa Barro, then info@shop.com today"
    brands = extraction.with_brands(source, (), ("Casa Barro", "Greenfold"))
    one = prepared(source, brands)
    assert [source[start:end] for start, end, _ in one.masks] == [
        "https://a.b/c",
        "Greenfold",
        "Casa Barro",
        "info@shop.com",
    ]
    finished = given_back(one, one.prepared)
    assert finished.target == source
    assert {source[c.start : c.end] for c in finished.target_codes} == {
        "https://a.b/c",
        "Greenfold",
        "Casa Barro",
        "info@shop.com",
    }


def tag(start: int, end: int, name: str = "b") -> InlineCode:
    return InlineCode(CodeKind.PAIR, start, end, name, f"<{name}>", f"</{name}>")


def marked(text: str, codes: tuple[InlineCode, ...]) -> list[tuple[str, str]]:
    return [(code.name, text[code.start : code.end]) for code in codes if code.kind is CodeKind.PAIR]


PLACES = [
    # source, tags, a draft with its words in another order as (word, place in the source), what they hold then
    ("a red bag", (tag(2, 5),), [("uma", 0), ("bolsa", 2), ("vermelha", 1)], [("b", "vermelha")]),
    ("a red bag", (tag(6, 9),), [("uma", 0), ("bolsa", 2), ("vermelha", 1)], [("b", "bolsa")]),
    ("a red bag", (tag(0, 9),), [("uma", 0), ("bolsa", 2), ("vermelha", 1)], [("b", "uma bolsa vermelha")]),
    # Two tags side by side change places with their words
    ("red bag", (tag(0, 3), tag(4, 7, "i")), [("bolsa", 1), ("vermelha", 0)], [("b", "vermelha"), ("i", "bolsa")]),
    # One inside another
    (
        "a red bag",
        (tag(2, 9), tag(2, 5, "i")),
        [("uma", 0), ("bolsa", 2), ("vermelha", 1)],
        [("b", "bolsa vermelha"), ("i", "vermelha")],
    ),
]


@pytest.mark.parametrize(("source", "tags", "words", "wanted"), PLACES)
def test_tags_follow_their_words(
    source: str, tags: tuple[InlineCode, ...], words: list[tuple[str, int]], wanted: list[tuple[str, str]]
) -> None:
    one = prepared(source, tags)
    spans = ScriptedEngine().tokenizer.spans(ScriptedEngine().tokenizer.encode([one.prepared])[0], one.prepared)
    draft = " ".join(word for word, _ in words)
    links, at = [], 0
    for word, index in words:
        links.append((at, at + len(word), *spans[index]))
        at += len(word) + 1
    finished = given_back(one, draft, Alignment(tuple(links)))
    assert finished.target is not None
    assert marked(finished.target, finished.target_codes) == wanted


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_tags_and_masks_all_come_back_around_their_own_words(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.one_of(WORDS.filter(str.isalpha), PROTECTED), min_size=3, max_size=8))
    parts = [
        part for part in parts if part not in ("&", "…", "©", "👕", "⭐") and " " not in part and part[0] not in "“„«"
    ]
    words = ["Bags", *parts, "here."]
    starts = [sum(len(word) + 1 for word in words[:i]) for i in range(len(words))]
    places = data.draw(st.lists(st.sampled_from(range(len(words))), max_size=3, unique=True))
    source = " ".join(words)
    tags = tuple(
        tag(starts[i], starts[i] + len(words[i].rstrip(".")), name)
        for i, name in zip(sorted(places), ("b", "i", "u"), strict=False)
    )
    finished = echoed(prepared(source, tags))
    assert finished.target is not None
    assert sorted(code.name for code in finished.target_codes) == sorted(
        code.name for code in finished_codes(source, tags)
    )
    for code, own in zip((c for c in finished.target_codes if c.kind is CodeKind.PAIR), tags, strict=True):
        inside, before = finished.target[code.start : code.end], source[own.start : own.end]
        assert accented(inside).lower() == accented(before).lower()
    for code in finished.target_codes:
        if code.kind is CodeKind.VERBATIM:
            assert finished.target[code.start : code.end] in source


def finished_codes(source: str, tags: tuple[InlineCode, ...]) -> tuple[InlineCode, ...]:
    """Return all codes that a text has: its tags, and what is protected in it."""
    return prepared(source, tags).codes


def test_a_tag_in_a_html_sentence_with_an_address() -> None:
    source = "Read the wool guide at https://a.b/c before washing."
    finished = echoed(prepared(source, (tag(9, 19, "a"), tag(23, 36, "code"))))
    assert finished.target is not None
    assert marked(finished.target, finished.target_codes) == [("a", "wóól gúídé"), ("code", "https://a.b/c")]


LOST = [
    # draft, alignment: what has no place leaves the source as it was
    ("visite", None),
    ("XQB XQB e XQB", None),
    ("", None),
]


@pytest.mark.parametrize(("draft", "alignment"), LOST)
def test_a_draft_without_its_masks_leaves_the_source_and_says_so(draft: str, alignment: Alignment | None) -> None:
    one = prepared("Visit https://a.b/c soon or so.", (tag(0, 5),))
    finished = given_back(one, draft, alignment)
    assert (finished.target, finished.origin) == (one.source, Origin.UNTRANSLATED)
    assert finished.target_codes == one.codes
    (finding,) = finished.findings
    assert (finding.check, finding.place) == ("untranslated", one.place)


CASED = [
    "Visit https://a.b/c and {name} soon",
    "★ Soft—light, ask {name} again ★",
    "Ocean Blue Shirt 24-MB01 By Nike™",
    "A\u200bB soft {x}\u200b bag",
    "👕 {a}{b} red",
    "Plain words only",
]


@pytest.mark.parametrize("role", [Role.TEXT, Role.TITLE])
@pytest.mark.parametrize("source", CASED)
def test_the_source_in_its_prepared_case_and_the_edits_between(source: str, role: Role) -> None:
    one = prepared(source, role=role)
    cased = preparation.in_prepared_case(one)
    assert len(cased) == len(source)
    assert cased.lower().replace("'", "’") == source.lower().replace("'", "’")
    # The edits turn what the engine reads into that very text.
    text = one.prepared
    for start, end, words in reversed(preparation.unmasking_edits(one)):
        text = text[:start] + words + text[end:]
    assert text.lower() == cased.lower()
    # And masking that once more gives what the engine reads.
    assert preparation.masked(one, 0)[0] == one.prepared


SPANS = [
    # source, tags, the parts that lie between tags and masks and hold language
    ("a red bag", (tag(2, 5),), ["red", "bag"]),
    ("Ask {name} about it", (), ["Ask", "about it"]),
    ("Big red bag", (), ["Big red bag"]),
    ("Big red bag", (tag(0, 11),), ["Big red bag"]),
    ("12 red 007", (tag(3, 6),), ["red"]),
    ("★ red bag", (), ["red bag"]),
    ("Ask {name}", (tag(4, 10),), ["Ask"]),
]


@pytest.mark.parametrize(("source", "tags", "texts"), SPANS)
def test_parts(source: str, tags: tuple[InlineCode, ...], texts: list[str]) -> None:
    one = prepared(source, tags)
    found = [one.prepared[start:end] for start, end in preparation.parts(one)]
    assert [text.lower() for text in found] == [text.lower() for text in texts]


def test_a_stream_passes_in_order_and_lazily() -> None:
    taken = []

    def stream():  # type: ignore[no-untyped-def]  # a generator of segments
        for row in range(5):
            taken.append(row)
            yield segment(f"bag {'abcde'[row]}", row=row)

    found = preparation.prepare(stream(), *PAIR)
    assert next(found).place.row == 0
    assert taken == [0]
    assert [one.place.row for one in found] == [1, 2, 3, 4]
    assert list(preparation.prepare([], *PAIR)) == list(preparation.restore([], *PAIR)) == []


def test_links_of_a_target_lie_in_the_source_and_in_the_target() -> None:
    source = "Visit https://a.b/c with 3 red bags and 2 hats"
    one = prepared(source)
    ((candidate,),) = decode([one.prepared], ScriptedEngine(max_source_tokens=10_000), DecodingOptions(), "test")
    done = given_back(one, candidate.draft, candidate.alignment)
    target = done.target or ""
    related = {target[a:b]: source[c:d] for a, b, c, d in preparation.target_links(done, PAIR)}
    assert (related["3"], related["2"], related["https://a.b/c"]) == ("3", "2", "https://a.b/c")
    assert preparation.target_links(done._replace(alignment=None), PAIR) == ()
    assert preparation.target_links(done._replace(target="edited since"), PAIR) == ()
