"""Each rule of a listing's texts, held and broken: units, languages, scripts, names."""

from __future__ import annotations

import time

import pytest

from catalog_cli.marketplaces import Breach, breaches, marketplace, problems
from catalog_cli.marketplaces.fields import Casing, FieldKind, ListingField, Markup
from catalog_cli.marketplaces.wording import shouted
from catalog_cli.segment import Limit

TITLE, TAGS = FieldKind.TITLE, FieldKind.TAGS
FAMILY = "👨‍👩‍👧"  # 5 code points, 8 UTF-16 units, 18 bytes


def field(**rules: object) -> ListingField:
    return ListingField("title", TITLE, **rules)  # type: ignore[arg-type]  # rules of any type, by name


def broken(rules: dict[str, object], *texts: str, locale: str = "en", names: tuple[str, ...] = ()) -> list[str]:
    return [breach.rule for breach in breaches(field(**rules), texts, locale, names)]


LENGTHS = [
    # unit, most, text, whether it is too long
    ("characters", 5, "Mugs!", False),
    ("characters", 5, "Mugs!!", True),
    ("characters", 4, "棉布提包", False),
    ("characters", 3, "棉布提包", True),
    ("characters", 4, "Cafe\u0301", False),  # composed, as the importers' check counts
    ("characters", 3, "Cafe\u0301", True),
    ("characters", 5, FAMILY, False),
    ("characters", 4, FAMILY, True),
    ("utf16", 2, "😀", False),
    ("utf16", 1, "😀", True),
    ("utf16", 8, FAMILY, False),
    ("utf16", 7, FAMILY, True),
    ("utf16", 4, "Café", False),
    ("bytes", 5, "Café", False),
    ("bytes", 4, "Café", True),
    ("bytes", 12, "棉布提包", False),
    ("bytes", 11, "棉布提包", True),
    ("bytes", 18, FAMILY, False),
    ("bytes", 17, FAMILY, True),
    ("bytes", 8, "حقيبة"[:4], False),
    ("bytes", 7, "حقيبة"[:4], True),
    ("characters", 3, "a\nb", False),
    ("characters", 0, "", False),  # blank texts are no texts
    ("characters", 0, "  ", False),
]


@pytest.mark.parametrize(("unit", "most", "text", "is_long"), LENGTHS)
def test_length(unit: str, most: int, text: str, is_long: bool) -> None:
    found = problems(field(limit=Limit(most, unit)), [text], "en")
    assert bool(found) is is_long
    assert all(f"at most {most} are allowed" in message for message in found)


ROWS = [
    # the rules, the texts, the rules that are broken
    ({"is_required": True}, ("Mug",), []),
    ({"is_required": True}, (), ["is_required"]),
    ({"is_required": True}, ("  ",), ["is_required"]),
    ({}, ("One", "Two"), ["most"]),
    ({"most": 2}, ("One", "Two"), []),
    ({"most": 2}, ("One", "Two", ""), []),  # an empty cell is no third
    ({"most": 2}, ("One", "Two", "Three"), ["most"]),
    ({"most": 0}, tuple("abcdefgh"), []),
    ({"most": 0, "least": 2}, ("One",), ["least"]),
    ({"most": 0, "least": 2}, (), []),  # an optional field that is not there
    ({"most": 0, "least": 2}, ("One", "Two"), []),
    ({"shortest": 3}, ("Mug",), []),
    ({"shortest": 4}, ("Mug",), ["shortest"]),
    ({"most": 0, "joined_by": " ", "limit": Limit(7, "bytes")}, ("mug", "cup"), []),
    ({"most": 0, "joined_by": " ", "limit": Limit(7, "bytes")}, ("mug", "cups"), ["limit"]),
    ({"most": 0, "joined_by": " ", "limit": Limit(9, "bytes")}, ("mug", "copé"), []),  # é is two bytes
    ({"most": 0, "joined_by": " ", "limit": Limit(9, "bytes")}, ("mug", "copés"), ["limit"]),
    ({"banned_characters": "!$"}, ("Mug",), []),
    ({"banned_characters": "!$"}, ("Mug!",), ["banned_characters"]),
    ({"banned_characters": "]^-\\"}, ("a]b",), ["banned_characters"]),  # what is special in a pattern
    ({"banned_characters": "]^-\\"}, ("a b",), []),
    ({"allowed_categories": ("L", "Zs")}, ("Café caneca",), []),
    ({"allowed_categories": ("L", "Zs")}, ("Cafe\u0301",), []),  # decomposed
    ({"allowed_categories": ("L", "Zs")}, ("棉布 حقيبة",), []),
    ({"allowed_categories": ("L", "Zs")}, ("कपड़ा",), ["allowed_categories"]),  # vowel signs are marks: Etsy's pattern
    ({"allowed_categories": ("L", "Zs")}, ("Mug 2",), ["allowed_categories"]),
    ({"allowed_categories": ("L", "Zs")}, ("Mug\nCup",), ["allowed_categories"]),
    ({"allowed_categories": ("L", "Zs"), "allowed_characters": "™"}, ("Mug™",), []),
    ({"allowed_categories": ("L", "Zs")}, ("Mug🎁",), ["allowed_categories"]),
    ({"once_characters": "%:&+"}, ("Red & Blue: 100%",), []),
    ({"once_characters": "%:&+"}, ("Red & Blue & Green",), ["once_characters"]),
    ({"decorative_characters": "~#<>*"}, ("Style #4301, <10 lb",), []),
    ({"decorative_characters": "~#<>*"}, ("Cover-Up << Kids >>",), ["decorative_characters"]),
    ({"decorative_characters": "~#<>*"}, ("Mug ~ Red",), ["decorative_characters"]),
    ({"bans_emoji": True}, ("Mug ™ ® 35 °C ½ × 2 – №",), []),
    ({"bans_emoji": True}, ("Mug 🎁",), ["bans_emoji"]),
    ({"bans_emoji": True}, ("★ Mug",), ["bans_emoji"]),
    ({"bans_emoji": True}, (f"Mug {FAMILY}",), ["bans_emoji"]),
    ({"bans_emoji": True}, ("棉布提包 한국어 ไทย",), []),
    ({"bans_contacts": True}, ("Size 2.5 m, model A.B, No. 5",), []),
    ({"bans_contacts": True}, ("See www.example.org",), ["bans_contacts"]),
    ({"bans_contacts": True}, ("See example.com.br",), ["bans_contacts"]),
    ({"bans_contacts": True}, ("mail me@example.io",), ["bans_contacts"]),
    ({"bans_contacts": True}, ("WhatsApp (11) 91234-5678",), ["bans_contacts"]),
    ({"bans_contacts": True}, ("call +44 20 7946 0958",), ["bans_contacts"]),
    ({"bans_contacts": True}, ("EAN 7891234567895, 10-20-30",), []),
    ({"bans_contacts": True, "markup": Markup.HTML}, ("<img src='https://example.com/a.png'>",), []),
    ({"bans_contacts": True, "markup": Markup.HTML}, ("<p>example.com</p>",), ["bans_contacts"]),
    ({"bans_prices": True}, ("Mug 350 ml, 2 pcs",), []),
    ({"bans_prices": True}, ("Mug R$ 29,90",), ["bans_prices"]),
    ({"bans_prices": True}, ("Mug 12 EUR",), ["bans_prices"]),
    ({"bans_prices": True}, ("Mug 9.99€",), ["bans_prices"]),
    ({"bans_prices": True}, ("US dollar sign pendant, EUR plug",), []),
    ({"is_unique": True, "most": 0}, ("tote bag", "Tote  Bag"), ["is_unique"]),
    ({"is_unique": True, "most": 0}, ("café", "CAFÉ"), ["is_unique"]),
    ({"is_unique": True, "most": 0}, ("tote bag", "tote"), []),
    ({"bans_function_words": True}, ("office mug",), []),
    ({"bans_function_words": True}, ("Mug FOR office",), ["bans_function_words"]),
    ({"bans_function_words": True}, ("foremost theory",), []),
    ({"markup": Markup.PLAIN}, ("5 < 6 & 7 > 2",), []),
    ({"markup": Markup.PLAIN}, ("<b>Mug</b>",), ["markup"]),
    ({"markup": Markup.PLAIN}, ("Salt &amp; pepper",), ["markup"]),
    ({"markup": Markup.BREAKS}, ("One<br>Two<br/>",), []),
    ({"markup": Markup.BREAKS}, ("<p>One</p>",), ["markup"]),
    ({"markup": Markup.HTML}, ("<p class='a'>One &amp; two</p>",), []),
    ({"markup": Markup.HTML}, ("<script>x</script>",), ["markup"]),
    ({"markup": Markup.HTML}, ("<img src=a onerror=b>",), ["markup"]),
    ({"markup": Markup.HTML}, ("<a href='JavaScript:x'>",), ["markup"]),
]


@pytest.mark.parametrize(("rules", "texts", "expected"), ROWS)
def test_a_rule_is_held_or_broken(rules: dict[str, object], texts: tuple[str, ...], expected: list[str]) -> None:
    assert broken(rules, *texts) == expected


CASING = [
    (Casing.TITLE, "Ceramic Mug with Lid and Straw", "en", True),
    (Casing.TITLE, "Ceramic mug with Lid", "en", False),
    (Casing.TITLE, "Caneca de Cerâmica com Tampa", "pt-BR", True),
    (Casing.TITLE, "Caneca de cerâmica com Tampa", "pt-BR", False),
    (Casing.TITLE, "Garrafa d'água 500 ml", "pt-BR", True),
    (Casing.TITLE, "Case for iPhone 15, T-shirt, 350ml, 2 pk", "en", True),
    (Casing.TITLE, "MUG with Lid", "en", True),  # three letters may be an abbreviation
    (Casing.TITLE, "AMAZING Mug", "en", False),
    (Casing.TITLE, "USB HDMI LED Hub WH-CH520 XXXL", "en", True),
    (Casing.TITLE, "kubek ceramiczny", "pl", True),  # no list of Polish function words: not judged
    (Casing.TITLE, "棉布提包", "zh-CN", True),
    (Casing.TITLE, "حقيبة قماش", "ar", True),
    (Casing.NO_CAPITALS, "ceramic mug", "en", True),
    (Casing.NO_CAPITALS, "CERAMIC mug", "en", False),
    (Casing.NO_CAPITALS, "NEW RED MUG", "en", False),
    (Casing.NO_CAPITALS, "LG TV", "en", True),
    (Casing.NO_CAPITALS, "T.U.K.A. shoes", "en", True),
    (Casing.NO_CAPITALS, "ПРОДАЖА кружка", "ru", False),
    (Casing.OPENING, "Soft cotton", "en", True),
    (Casing.OPENING, "soft cotton", "en", False),
    (Casing.OPENING, "100% cotton", "en", True),
    (Casing.OPENING, "“soft” cotton", "en", False),
    (Casing.OPENING, "棉", "zh-CN", True),
    (Casing.LOWER, "cotton tote", "en", True),
    (Casing.LOWER, "Cotton tote", "en", False),
    (Casing.LOWER, "棉布", "zh-CN", True),
    (Casing.ANY, "ANY thing", "en", True),
]


@pytest.mark.parametrize(("casing", "text", "locale", "is_held"), CASING)
def test_casing(casing: Casing, text: str, locale: str, is_held: bool) -> None:
    assert (broken({"casing": casing}, text, locale=locale) == []) is is_held


REPEATS = [
    (2, "Mug and Mug for Mug Lovers", "en", ["mug"]),
    (2, "Mug and Mug", "en", []),
    (2, "Mug, mug; MUG", "en", ["mug"]),
    (1, "Mug with a Lid with a Straw", "en", []),  # function words repeat
    (1, "Caneca de Café de Cerâmica", "pt-BR", []),
    (1, "Caneca Café Caneca", "pt-BR", ["caneca"]),
    (1, "Café cafe", "pt-BR", ["cafe"]),  # without regard to accents
    (1, "Box 10 cm x 20 cm x 30 cm", "en", []),  # units of numbers
    (1, "10 10 10 A A", "en", []),
    (1, "棉布 棉布", "zh-CN", ["棉布"]),
    (1, "", "en", []),
]


@pytest.mark.parametrize(("most", "text", "locale", "words"), REPEATS)
def test_repetition(most: int, text: str, locale: str, words: list[str]) -> None:
    found = problems(field(max_repeats=most), [text], locale)
    assert len(found) == bool(words)
    assert all(f'"{word}"' in found[0] for word in words)


def test_words_of_one_cell_are_counted_together() -> None:
    terms = ListingField("terms", FieldKind.SEARCH_TERMS, most=0, joined_by=" ", max_repeats=1)
    assert problems(terms, ["tea mug", "tea cup"], "en") == ['terms repeats "tea"; a word may stand once.']
    tags = ListingField("tags", TAGS, most=0, max_repeats=1)
    assert problems(tags, ["tea mug", "tea cup"], "en") == []


BANNED = (("", ("l@@k",)), ("en", ("free shipping", "% off", "best")), ("pt", ("frete grátis", "não perca")))
PHRASES = [
    ("Mug, Free Shipping", "en", True),
    ("Mug, free-shipping!", "en", True),
    ("Mug, free\u00a0 shipping", "en", True),
    ("Carefree shipping crate", "en", False),
    ("50% off", "en", True),
    ("100% offset print", "en", False),
    ("Bestway pool", "en", False),
    ("L@@K here", "de", True),
    ("Caneca FRETE GRATIS", "pt-BR", True),
    ("Caneca frete gra\u0301tis", "pt-BR", True),
    ("Caneca frete grátis", "en", False),
    ("Caneca free shipping", "pt-PT", True),  # English promotions stand in every language
    ("NÃO PERCA", "pt-BR", True),
    ("Mug, free\nshipping", "en", True),
    ("", "en", False),
]


@pytest.mark.parametrize(("text", "locale", "is_banned"), PHRASES)
def test_phrases(text: str, locale: str, is_banned: bool) -> None:
    assert bool(broken({"banned_phrases": BANNED}, text, locale=locale)) is is_banned


@pytest.mark.parametrize(
    ("rules", "text", "names", "is_held"),
    [
        ({"banned_characters": "!"}, "Yahoo! Mug", ("Yahoo!",), True),
        ({"banned_characters": "!"}, "Yahoo! Mug!", ("Yahoo!",), False),
        ({"casing": Casing.TITLE}, "PANASONIC Toaster", ("PANASONIC",), True),
        ({"casing": Casing.TITLE}, "PANASONIC Toaster", (), False),
        ({"casing": Casing.TITLE}, "adidas Shoe", ("adidas",), True),
        ({"banned_phrases": BANNED}, "Best Toaster", ("Best",), True),
        ({"banned_phrases": BANNED}, "Bestest best", ("Best",), False),
        ({"bans_names": True}, "yahoo! mug", ("Yahoo!",), False),
        ({"bans_names": True}, "Yahoo mugs", ("Yahoo!", "Mug"), True),
        ({"bans_names": True}, "acmé mug", ("ACME",), False),
        ({"bans_names": True}, "acme mug", (), True),
        ({"limit": Limit(3)}, "Yahoo!", ("Yahoo!",), False),  # names count for the length
        ({"banned_characters": "!"}, "Mug", ("",), True),
    ],
)
def test_names_are_written_as_they_are(
    rules: dict[str, object], text: str, names: tuple[str, ...], is_held: bool
) -> None:
    assert (broken(rules, text, names=names) == []) is is_held


def test_a_breach_says_which_text_and_whether_it_is_advice() -> None:
    tags = marketplace("etsy").of_kind(TAGS)
    assert tags is not None
    assert breaches(tags, ["mug", "a, b"], "en") == [
        Breach("allowed_categories", '"a, b" holds ",", which is not allowed.', 1, False)
    ]
    meta = marketplace("shopify").of_kind(FieldKind.META_TITLE)
    assert meta is not None
    assert breaches(meta, ["x" * 71], "en") == [
        Breach("limit", "SEO Title has 71 characters; at most 70 are advised.", 0, True)
    ]


def test_messages_hold_no_whole_cell_and_no_control_character() -> None:
    found = problems(ListingField("tags", TAGS, most=0, limit=Limit(3), bans_emoji=True), ["a\nb" + "x" * 5000], "en")
    assert len(found) == 1
    assert len(found[0]) < 150
    assert "\n" not in found[0]
    odd = problems(field(allowed_categories=("L",)), ["a\x1b[31mb"], "en")
    assert "\x1b" not in odd[0]
    assert "U+001B" in odd[0]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "a@" * 500_000,
        "<a " * 300_000,
        "(11) " * 200_000,
        "1" * 1_000_000,
        "é" * 500_000,
        "a.b-" * 250_000,
    ],
    ids=["a", "at", "tags", "brackets", "digits", "accents", "dots"],
)
def test_a_large_cell_takes_time_in_proportion(text: str) -> None:
    title = marketplace("google_merchant").of_kind(TITLE)
    assert title is not None
    started = time.process_time()
    assert problems(title, [text], "pt-BR")
    assert time.process_time() - started < 3  # 0.5 s here


@pytest.mark.parametrize(
    ("title", "loud"),
    [
        ("USB LED TV HDMI", []),
        ("Roteador WLAN com SSID, AES e WPA", []),
        ("HVLP paint gun HDTV", []),  # no vowel: nobody can shout it
        ("TV LED QUE BRILHA", ["QUE", "BRILHA"]),
        ("NOVA mesa BRANCA", ["NOVA", "BRANCA"]),
        ("Camiseta P M G GG XXL", []),
        ("", []),
        ("杯子 USB", []),
    ],
)
def test_abbreviations_are_no_capitals(title: str, loud: list[str]) -> None:
    assert shouted(title) == loud


@pytest.mark.parametrize(
    ("least", "texts", "said"),
    [(3, ["One"], "title has 1 text; at least 3 are"), (3, ["One", "Two"], "title has 2 texts; at least 3 are")],
)
def test_too_few_texts_are_counted_in_words(least: int, texts: list[str], said: str) -> None:
    (message,) = problems(field(least=least, most=5), texts, "en")
    assert message.startswith(said)
