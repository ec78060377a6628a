"""Where terms stand in a source text: words, variants, case, Unicode forms, overlap, and what a hit promises."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.glossary import matching, normalization
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.term import Term, TermCase, TermStatus
from catalog_cli.glossary.term_base import TermBase


def matcher(*terms: Term, source: str = "en", target: str = "pt-BR") -> TermMatcher:
    return TermMatcher(TermBase.of(terms), source, target)


def found(text: str, *sources: str | Term, locale: str = "en") -> list[str]:
    """Return the stretches of a text that are terms; a source alone is a term whose target is "X"."""
    terms = [each if isinstance(each, Term) else Term(each, "X") for each in sources]
    return [text[hit.start : hit.end] for hit in matcher(*terms, source=locale).hits(text)]


@pytest.fixture
def without_icu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_word_breaker", lambda: None)


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("", ["dog"], []),
        (" \n", ["dog"], []),
        ("dog", [], []),
        ("dog", ["dog"], ["dog"]),
        ("A dog, a dog and a dog.", ["dog"], ["dog", "dog", "dog"]),
        ("hotdog dogma undoglike", ["dog"], []),
        ("dog1 1dog dog_1", ["dog"], []),  # digits and "_" are parts of a word
        ("(dog)/dog;dog…«dog»", ["dog"], ["dog"] * 4),
        ("the dog's collar, the dog’s", ["dog"], ["dog", "dog"]),
        ("dog's", ["s"], []),  # what the apostrophe cuts off is no word
        ("Size S, 's", ["s"], ["S", "s"]),
        ("You can't, he can’t, a can", ["can"], ["can"]),  # "can't" is not a tin
        ("l'oreiller d’oreiller", ["oreiller"], ["oreiller", "oreiller"]),  # elision leaves a word
        ("crew neck neck", ["crew neck"], ["crew neck"]),
        ("crew neck top", ["crew neck", "crew neck t"], ["crew neck"]),  # the longer one begins, and is not there
        ("AirFlow 3 and AirFlow 3.5, AirFlow 3,", ["AirFlow 3"], ["AirFlow 3", "AirFlow 3"]),
        ("5.3 L or 3 L", ["3 l"], ["3 L"]),
        ("00123 and 123", ["123"], ["123"]),
        ("½ zip, 5½ zip", ["½ zip"], ["½ zip"]),
        ("NA na", ["NA"], ["NA", "na"]),
        ("AirFlow™ 3 €", ["airflow", "€"], ["AirFlow", "€"]),
        ("C++ for C", ["c++", "c"], ["C++", "C"]),
        ("R&B, R B, R & B", ["r&b"], ["R&B"]),
        ("Works with .NET, net and St. Moritz", [".net", "st. moritz"], [".NET", "St. Moritz"]),
        ("Dolce Co. and Dolce Co", ["dolce co."], ["Dolce Co."]),
        ("party 🎉 favor 🎉🎉", ["🎉", "party 🎉 favor"], ["party 🎉 favor", "🎉", "🎉"]),
        ("👍🏽 👍", ["👍"], ["👍"]),  # another hand
        ("♥️ ♥", ["♥"], ["♥", "♥"]),  # with and without a variation selector
        ("תיק עור, תיקים", ["תיק", "תיק עור"], ["תיק עור"]),
        ("حقيبة جلدية", ["حقيبة"], ["حقيبة"]),
        ("сумка, сумкам", ["СУМКА"], ["сумка"]),
        ("चमड़े का बैग", ["बैग"], ["बैग"]),  # vowel signs are marks, not gaps
        ("चमड़े का बैग", ["बै", "ब", "चमड"], []),
        ("dog\ud800 dog", ["dog"], ["dog", "dog"]),  # half a surrogate pair is no letter
    ],
)
def test_a_term_is_whole_words(text: str, sources: list[str], expected: list[str]) -> None:
    assert found(text, *sources) == expected


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("T-shirt T shirt tshirt TShirt T\u2011shirt T\u2010shirt", ["T-shirt"], 6),
        ("T-shirt T shirt", ["T shirt"], 2),
        ("tshirt", ["T shirt"], 0),  # only an entry with a hyphen is known to be one word
        ("T-shirt T shirt", ["tshirt"], 0),
        ("T--shirt, T - shirt, T–shirt, T, shirt, T. shirt", ["T-shirt"], 0),  # dashes and stops part words
        ("crew  neck crew\u00a0neck crew\nneck crew\t\r\n neck crew\u3000neck crew-neck", ["crew neck"], 6),
        ("crewneck", ["crew neck"], 0),
        ("wash-and-wear wash and wear washandwear", ["wash-and-wear"], 3),
        ("12", ["1-2"], 0),  # digits do not close up
        ("crew\u00adneck cr\u00adew neck", ["crew neck"], 1),  # a soft hyphen is within a word
        ("rock ’n’ roll rock 'n' roll", ["rock 'n' roll"], 2),
        ("dog’s bed dogʼs bed", ["dog's bed"], 2),
        ("T-shirts tshirts", [Term("T-shirt", "X", source_forms=("T-shirts",))], 2),
        ("AirFlow-3 AirFlow 3 AirFlow\u00a03", [Term("AirFlow 3", "AirFlow 3", exact=True)], 2),
        ("Wi-Fi Wi\u2011Fi Wi Fi WiFi", [Term("Wi-Fi", "Wi-Fi", exact=True)], 2),
    ],
)
def test_hyphens_and_white_space(text: str, sources: list[str | Term], expected: int) -> None:
    assert len(found(text, *sources)) == expected


@pytest.mark.usefixtures("without_icu")
@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("純棉圓領短袖襯衫", ["圓領", "襯衫", "短袖襯衫"], ["圓領", "短袖襯衫"]),
        ("綿のTシャツです", ["Tシャツ", "綿"], ["綿", "Tシャツ"]),
        ("Tシャツ Tシャツ Ｔシャツ", ["Tシャツ"], ["Tシャツ", "Tシャツ", "Ｔシャツ"]),
        ("圓領T恤 圓領 T恤 圓領\u200bT恤", ["圓領T恤"], ["圓領T恤", "圓領 T恤", "圓領\u200bT恤"]),
        ("XT恤", ["T恤"], []),  # the Latin part is still a word
        ("コート スコートー", ["コ", "コート"], ["コート"]),  # a length mark belongs to what it lengthens
        ("ผ้าฝ้ายสีแดง", ["ผ้าฝ้าย", "แดง", "ผ"], ["ผ้าฝ้าย", "แดง"]),
        ("ເສື້ອຢືດ", ["ເສື້ອ"], ["ເສື້ອ"]),
        ("អាវយឺត", ["អាវ"], ["អាវ"]),
        ("အင်္ကျီ", ["အင်္ကျီ"], ["အင်္ကျီ"]),
        ("면 티셔츠", ["티셔츠", "셔츠"], ["티셔츠"]),  # Korean sets spaces
        ("𠮷野家のバッグ😀", ["バッグ", "𠮷野家"], ["𠮷野家", "バッグ"]),
    ],
)
def test_scripts_without_spaces(text: str, sources: list[str], expected: list[str]) -> None:
    assert found(text, *sources, locale="ja") == expected


def test_word_breaks_decide_where_a_dictionary_knows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def breaker(text: str, locale: str) -> list[str]:
        asked.append((text, locale))
        return [text[:2], text[2:4], text[4:]]

    monkeypatch.setattr(matching, "_word_breaker", lambda: breaker)
    assert found("東京都内X", "京都", locale="ja") == []
    assert found("東京都内X", "東京", "都内X", locale="ja") == ["東京", "都内X"]
    assert found("東京 bag", "bag", locale="ja") == ["bag"]
    assert {locale for _, locale in asked} == {"ja"}


def test_icu_finds_the_words_of_unspaced_scripts() -> None:
    pytest.importorskip("icu4py", reason="the extra icu is not installed")
    assert found("東京都内の店", "京都", locale="ja") == []
    assert found("東京都内の店", "東京", locale="ja") == ["東京"]
    assert found("😀東京都内の\ud800店", "東京", locale="ja") == ["東京"]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("CREW NECK Crew neck", Term("Crew Neck", "X"), 2),
        ("Apple apple APPLE", Term("Apple", "X", case=TermCase.SAME), 1),
        ("iPad\u2011Mini iPad mini", Term("iPad Mini", "X", case=TermCase.SAME), 1),
        ("US us", Term("us", "X", case=TermCase.SAME), 1),
        ("STRASSE Straße strasse", Term("straße", "X"), 3),
        ("STRASSE Straße strasse", Term("Straße", "X", case=TermCase.SAME), 1),
        ("İstanbul istanbul ISTANBUL", Term("Istanbul", "X"), 3),
        ("ﬁeld field FIELD", Term("field", "X"), 3),
        ("ΣΑΚΟΣ σάκος", Term("σακος", "X"), 1),  # the accent counts
        ("Ａｐｐｌｅ", Term("apple", "X"), 1),
    ],
)
def test_case(text: str, term: Term, expected: int) -> None:
    assert len(matcher(term).hits(text)) == expected


def test_turkish_tells_its_two_letters_i_apart() -> None:
    assert found("IŞIK ışık işik", "ışık", locale="tr") == ["IŞIK", "ışık"]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("İİİ ßßß ﬃ bag ßag", "bag", "bag"),
        ("Caf\u00e9 cups", "cafe\u0301 cups", "Caf\u00e9 cups"),
        ("x\u0301 Cafe\u0301 cups y\u0308", "caf\u00e9 cups", "Cafe\u0301 cups"),
        ("e\u0302\u0323 gie\u0302\u0323t", "gi\u1ec7t", "gie\u0302\u0323t"),  # marks in another order
        ("カ\u3099ウン 綿", "ガウン", "カ\u3099ウン"),
        ("\u1112\u1161\u11ab \u1100\u1161\u1107\u1161\u11bc", "가방", "\u1100\u1161\u1107\u1161\u11bc"),
        ("<\u0338 a\u0301 <\u0338 bag", "bag", "bag"),
        ("😀 e\u0301 😀 bag", "bag", "bag"),
    ],
)
def test_offsets_are_those_of_the_text_as_given(text: str, source: str, expected: str) -> None:
    assert found(text, source) == [expected]


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("crew neck shirt", [], ["crew neck shirt"]),
        ("red crew neck top", [], ["crew neck"]),  # "neck" inside it is dropped
        ("red neck shirt", [], ["neck", "shirt"]),
        ("red crew neck top", [(4, 8)], ["neck"]),  # what is left when a longer one is not to be had
        ("red crew neck top", [(0, 4), (13, 17)], ["crew neck"]),  # it may touch
        ("red crew neck top", [(9, 9)], ["neck"]),  # a tag within
        ("red crew neck top", [(4, 4), (13, 13)], ["crew neck"]),
        ("red crew neck top", [(16, 17), (0, 17), (1, 2)], []),  # in any order, one in another
        ("shirt neck shirt", [(5, 7), (1, 2)], ["shirt"]),
        ("washing machine shirt", [], ["washing", "machine shirt"]),
        ("wash washing machine", [], ["washing machine"]),
    ],
)
def test_overlap(text: str, taken: list[tuple[int, int]], expected: list[str]) -> None:
    sources = ["neck", "crew neck", "shirt", "crew neck shirt", "washing", "machine shirt"]
    if text.startswith("wash washing"):
        sources.append("washing machine")
    terms = matcher(*[Term(source, "X") for source in sources])
    assert [text[hit.start : hit.end] for hit in terms.hits(text, taken)] == expected


class Promise(NamedTuple):
    source: str
    forms: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    exact: bool = False


def entry(source: str, target: str, status: TermStatus = TermStatus.PREFERRED, **more: object) -> Term:
    return Term(source, target, status=status, part_of_speech="phrase", **more)  # type: ignore[arg-type] # rows


ADMITTED, DEPRECATED = TermStatus.ADMITTED, TermStatus.DEPRECATED


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("hoodie", [entry("hoodie", "moletom")], Promise("hoodie", ("moletom",))),
        (
            "a Hoodie",
            [
                entry("hoodie", "blusa", DEPRECATED),
                entry("hoodie", "casaco", ADMITTED, target_forms=("casacos",)),
                entry("hoodie", "moletom", target_forms=("moletons",)),
            ],
            Promise("hoodie", ("moletom", "moletons", "casaco", "casacos"), ("blusa",)),
        ),
        ("hoodie", [entry("hoodie", "blusa", DEPRECATED)], Promise("hoodie", (), ("blusa",))),
        # A deprecated word of its own is also another entry's form: both hold.
        (
            "trainers",
            [entry("sneakers", "tênis", source_forms=("trainers",)), entry("trainers", "treinadores", DEPRECATED)],
            Promise("sneakers", ("tênis",), ("treinadores",)),
        ),
        # Its own entry comes before another's form.
        (
            "trainers",
            [entry("sneakers", "tênis", source_forms=("trainers",)), entry("trainers", "sapatilhas")],
            Promise("trainers", ("sapatilhas",)),
        ),
        # Two things go by one name: either target will do.
        (
            "pumps",
            [entry("heel", "salto", source_forms=("pumps",)), entry("shoe", "sapato", source_forms=("pumps",))],
            Promise("heel", ("salto", "sapato")),
        ),
        # What fits in its own case comes before what fits in any.
        ("Apple", [entry("apple", "maçã"), entry("Apple", "Apple", case=TermCase.SAME)], Promise("Apple", ("Apple",))),
        ("APPLE", [entry("apple", "maçã"), entry("Apple", "Apple", case=TermCase.SAME)], Promise("apple", ("maçã",))),
        # A name stays as it was written.
        (
            "AirFlow 3",
            [entry("AirFlow 3", "AirFlow 3", exact=True)],
            Promise("AirFlow 3", ("AirFlow 3",), exact=True),
        ),
        (
            "AIRFLOW\u00a03",
            [entry("AirFlow 3", "AirFlow 3", exact=True)],
            Promise("AirFlow 3", ("AirFlow 3", "AIRFLOW\u00a03"), exact=True),
        ),
        (
            "Air Flow",
            [entry("AirFlow", "AirFlow", exact=True, source_forms=("Air Flow",))],
            Promise("AirFlow", ("AirFlow",), exact=True),
        ),
        # What one entry allows no other forbids.
        (
            "tote bag",
            [
                entry("tote bag", "sacola"),
                entry("tote bag", "Sacola grande", DEPRECATED),
                entry("tote-bag", "bolsa", DEPRECATED, target_forms=("sacola",)),
            ],
            Promise("tote bag", ("sacola",), ("Sacola grande", "bolsa")),
        ),
    ],
)
def test_entries_of_one_source_make_one_hit(text: str, terms: list[Term], expected: Promise) -> None:
    [hit] = matcher(*terms).hits(text)
    assert Promise(hit.source_term, hit.target_forms, hit.forbidden, hit.exact) == expected


def test_a_plural_is_found_unless_the_entry_is_exact() -> None:
    [hit] = matcher(Term("boot", "bota", part_of_speech="noun", gender="f")).hits("Leather boots")
    assert (hit.start, hit.end, hit.source_term, hit.target_forms) == (8, 13, "boot", ("bota", "botas"))
    assert matcher(Term("boot", "bota", exact=True)).hits("Leather boots") == ()


def test_matchers_are_told_apart_by_identity() -> None:
    one, other = matcher(Term("bag", "bolsa")), matcher(Term("bag", "bolsa"))
    assert len({one, other, one}) == 2


def test_a_large_cell_takes_a_time_linear_in_its_length() -> None:
    sources = [" ".join(["a"] * count) for count in range(1, 4)]
    text = "a b " * 50_000 + "c"
    assert len(matcher(*[Term(source, "X") for source in sources]).hits(text, [(0, 1)])) == 49_999


ALPHABET = "abA '’-\u2011\u00ad.,5½ßİ™綿のーTé\u0301\u0323\u3099ガカ\u200b\n😀\u0e01\u0e34\ud800"
SOURCES = ["a", "a b", "ab", "a-b", "b'a", "綿", "のT", "é", "ガ", "5", "ßa", "İ", "™", "\u0e01"]


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, max_size=30))
def test_hits_are_found_in_any_unicode_form_and_never_overlap(text: str) -> None:
    terms = matcher(*[Term(source, "X", exact=True) for source in SOURCES])
    hits = terms.hits(text)
    assert all(hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    spans = [(hit.start, hit.end) for hit in hits]
    assert [hit for hit in terms.hits(text, spans) if (hit.start, hit.end) in spans] == []
    terms_of = [hit.source_term for hit in hits]
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        assert [hit.source_term for hit in terms.hits(written)] == terms_of


@settings(max_examples=150, deadline=None)
@given(st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=20))
def test_a_key_has_the_words_of_its_text(text: str) -> None:
    composed, offsets = normalization.composed(text)
    assert composed == unicodedata.normalize("NFC", text)
    assert len(offsets) == len(composed) + 1
    assert list(offsets) == sorted(offsets)
    for turkic in (False, True):
        words = normalization.key(composed, normalization.folding(turkic)).split()
        assert len(normalization.word_bounds(normalization.classes(composed))) == 2 * len(words)
