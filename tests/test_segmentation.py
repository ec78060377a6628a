"""Sentences and list values as spans: what product copy looks like, and what must never move."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.segmentation import MOST_CHARS, divide, join, split, values

SENTENCES = [
    # Empty, one, many
    ("", []),
    ("   \n\t ", []),
    ("Red", ["Red"]),
    ("NA", ["NA"]),
    ("007", ["007"]),
    ("  Soft cotton shirt  ", ["Soft cotton shirt"]),
    ("Soft. Warm.  Light!", ["Soft.", "Warm.", "Light!"]),
    ("EASY TO CLEAN: Simply wipe it. Dries fast.", ["EASY TO CLEAN:", "Simply wipe it.", "Dries fast."]),
    ("FITS ALL – one size", ["FITS ALL", "one size"]),  # a heading in capitals
    ("WARNING: Hot.", ["WARNING: Hot."]),
    ("RED DRESS: BLUE DRESS", ["RED DRESS: BLUE DRESS"]),  # all of it is loud
    ("USB C: the cable", ["USB C: the cable"]),
    ("【Easy to Use】Just plug it in.", ["Easy to Use", "Just plug it in."]),
    ("{% if a %}In stock{% else %}Sold out{% endif %}", ["In stock", "Sold out"]),
    ("By {{ name }} {% if x %}now", ["By {{ name }}", "now"]),
    ("soft and warm. perfect for winter.", ["soft and warm.", "perfect for winter."]),
    # Nothing to say: a rule, a dash, a sign
    ("—", []),
    ("***", []),
    ("!?", []),
    # A half is a number
    ("½", ["½"]),
    # Measures and abbreviations
    ("Size approx. 5 in. wide. Really? Yes.", ["Size approx. 5 in. wide.", "Really?", "Yes."]),
    ("1.5 in. wide and 3 ft. long. Blue.", ["1.5 in. wide and 3 ft. long.", "Blue."]),
    ("Incl. charger and case.", ["Incl. charger and case."]),
    ("Price excl. VAT. Ships today.", ["Price excl. VAT.", "Ships today."]),
    ("Scent No. 5 is back. Try it.", ["Scent No. 5 is back.", "Try it."]),
    # "no." is an abbreviation only before a number
    ("They said no. Then yes.", ["They said no.", "Then yes."]),
    ("Holds 12 fl. oz. of tea. Glass.", ["Holds 12 fl. oz. of tea.", "Glass."]),
    # A title that goes on behind a unit is one title
    ("Bottle 12 oz. Blue", ["Bottle 12 oz. Blue"]),
    # Sentences and labels that follow an abbreviation.
    ("Made in the U.S.A. Machine washable.", ["Made in the U.S.A.", "Machine washable."]),
    ("Built in the U.S. Built to last.", ["Built in the U.S.", "Built to last."]),
    ("Used by the U.S. Army for years.", ["Used by the U.S. Army for years."]),
    ("Height: 12 in. Width: 5 in", ["Height: 12 in.", "Width: 5 in"]),
    ("Weight: 5 lbs. Item weight: 4 lbs.", ["Weight: 5 lbs.", "Item weight: 4 lbs."]),
    ("Height 12 in. Width 5 in. Depth 3 in", ["Height 12 in. Width 5 in. Depth 3 in"]),  # a title
    ("Holds 12 fl. oz. Made of tin.", ["Holds 12 fl. oz.", "Made of tin."]),
    ("Fits a 13 in. MacBook Pro.", ["Fits a 13 in. MacBook Pro."]),  # a name
    ("Pens, ink, etc. Great gift.", ["Pens, ink, etc.", "Great gift."]),
    ("Sold by Acme Inc. Ships fast.", ["Sold by Acme Inc.", "Ships fast."]),
    ("Opens at 9 a.m. Closes at 5 p.m.", ["Opens at 9 a.m.", "Closes at 5 p.m."]),
    ("10 in. W x 5 in. H", ["10 in. W x 5 in. H"]),
    ("Weight 5 lb. 3 oz. with box.", ["Weight 5 lb. 3 oz. with box."]),
    ("Made by Dr. Martens. Since 1947.", ["Made by Dr. Martens.", "Since 1947."]),
    ("A gift from St. Louis. Enjoy.", ["A gift from St. Louis.", "Enjoy."]),
    ("Cotton vs. linen: you choose.", ["Cotton vs. linen: you choose."]),
    ("Bags, e.g. totes, i.e. big ones. Nice.", ["Bags, e.g. totes, i.e. big ones.", "Nice."]),
    ("Pens, ink etc. in a box. Gift.", ["Pens, ink etc. in a box.", "Gift."]),
    ("Load max. 20 kg, min. 2 kg. Steel.", ["Load max. 20 kg, min. 2 kg.", "Steel."]),
    ("Plate dia. 20 cm. White.", ["Plate dia. 20 cm.", "White."]),
    ("Qty. 5 pcs. per box.", ["Qty. 5 pcs. per box."]),
    ("See Fig. 3 and Art. 5 of Vol. 2. Thanks.", ["See Fig. 3 and Art. 5 of Vol. 2.", "Thanks."]),
    ("Acme Inc. makes it. Acme Co. sells it.", ["Acme Inc. makes it.", "Acme Co. sells it."]),
    ("Fits U.S. sizes. True.", ["Fits U.S. sizes.", "True."]),
    ("Ref. AB-12 is new. Red.", ["Ref. AB-12 is new.", "Red."]),
    # Numbers, versions, hosts, files
    ("Version v2.1 runs on 3.5 V. Great.", ["Version v2.1 runs on 3.5 V.", "Great."]),
    ("See https://x.com/page?Best=1. Next one.", ["See https://x.com/page?Best=1.", "Next one."]),
    ("Visit www.shop.com today", ["Visit www.shop.com today"]),
    ("Runs ASP.NET and Node.js on Example.Com now", ["Runs ASP.NET and Node.js on Example.Com now"]),
    # Seen in a real catalog: no space behind the full stop
    ("changes to the text.There are new ones", ["changes to the text.", "There are new ones"]),
    ("Soft and warm.Perfect for winter!Buy it", ["Soft and warm.", "Perfect for winter!", "Buy it"]),
    # Ellipses, several marks, quotes, brackets
    ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
    ("Soft… and warm. Yes", ["Soft… and warm.", "Yes"]),
    ("Nice?! Really!! Yes", ["Nice?!", "Really!!", "Yes"]),
    ("“Best bag.” We agree.", ["“Best bag.”", "We agree."]),
    ('L 29" x W 13" x H 11".', ['L 29" x W 13" x H 11".']),
    ("Sturdy (steel). Light.", ["Sturdy (steel).", "Light."]),
    # A label belongs to its value: the model does as well with both at once, and agreement needs both
    ("Material: 100% cotton", ["Material: 100% cotton"]),
    # Lines, bullets, numbers, headings, tables
    ("Line one\nline two", ["Line one", "line two"]),
    # What a program wrote into a cell.
    ('{"color": "Red", "size": "Large"}', []),
    ('[{"name": "Soft shirt"}]', []),
    ("{'care': 'Wash cold'}", []),
    ('["Soft cotton. Warm.", "Washable"]', ["Soft cotton.", "Warm.", "Washable"]),
    ('["Sale", now] Cup', ['["Sale", now] Cup']),
    ("{name} is here", ["{name} is here"]),
    ('=HYPERLINK("https://shop.example","Red shirt")', []),
    ("= best price (today)", ["best price (today)"]),
    # Columns drawn with spaces, and wide spaces that draw none.
    ("Material:    Cotton\nColor:       Red", ["Material:", "Cotton", "Color:", "Red"]),
    ("Size   Chest\r\n\r\nSmall  34\r\n", ["Size", "Chest", "Small", "34"]),
    ("Red   shirt\nBig  house", ["Red   shirt", "Big  house"]),
    ("Red    shirt", ["Red    shirt"]),
    ("    indented words\n    and more", ["indented words", "and more"]),
    ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    ("- Soft\n- Warm. Light.", ["Soft", "Warm.", "Light."]),
    ("• Soft\n• Warm", ["Soft", "Warm"]),
    ("* Soft\n– Warm\n✓ Light", ["Soft", "Warm", "Light"]),
    ("✓ Soft ✓ Warm", ["Soft", "Warm"]),
    ("Soft · Warm", ["Soft", "Warm"]),
    ("1. First. 2. Second.", ["First.", "Second."]),
    ("1. First\n2) Second\na) Third\n(b) Fourth", ["First", "Second", "Third", "Fourth"]),
    ("## Heading\n***\nText", ["Heading", "Text"]),
    ("| Size | Color |\n|---|---|\n| Large | Red |", ["Size", "Color", "Large", "Red"]),
    ("Size\tLarge", ["Size", "Large"]),
    ("- [x] Washable", ["Washable"]),
    # A minus, a range and a stressed word are no bullets
    ("-5 °C", ["-5 °C"]),
    ("*New* colour", ["*New* colour"]),
    # Emoji at the ends stay; inside they belong to the sentence
    ("🎁 Great gift! 🎉 For all 😀", ["Great gift!", "For all"]),
    ("I ❤ tea", ["I ❤ tea"]),
    ("👍🏽", []),
    ("Joust™ Bag® costs €5", ["Joust™ Bag® costs €5"]),
    # Placeholders are never cut
    ("{{ title | upcase }} rocks. Yes", ["{{ title | upcase }} rocks.", "Yes"]),
    ("{n, plural, one {A. B} other {C|D}} left", ["{n, plural, one {A. B} other {C|D}} left"]),
    # An unclosed brace guards nothing
    ("{ Soft. Warm", ["{ Soft.", "Warm"]),
    # As WooCommerce exports a line break; before a small letter it may be a path
    ("Soft\\nWarm", ["Soft", "Warm"]),
    ("C:\\new", ["C:\\new"]),
]

OTHER_LOCALES = [
    ("de", "Inkl. MwSt. Das ist z.B. ca. 5 cm. Gut.", ["Inkl. MwSt. Das ist z.B. ca. 5 cm.", "Gut."]),
    # A dotted number is an ordinal in German, unless the cell is a list
    ("de", "2. Generation", ["2. Generation"]),
    ("de-AT", "1. Auspacken\n2. Einschalten", ["Auspacken", "Einschalten"]),
    ("fr", "Réf. 123 en coton. Bon !", ["Réf. 123 en coton.", "Bon !"]),
    ("pt-BR", "Tem aprox. 5 cm. Cor azul.", ["Tem aprox. 5 cm.", "Cor azul."]),
    ("es", "Ref. nº. 5 de algodón. Azul.", ["Ref. nº. 5 de algodón.", "Azul."]),
    ("ja", "第一。「第二。」第三！", ["第一。", "「第二。」", "第三！"]),
    ("zh-Hans", "你好。世界", ["你好。", "世界"]),
    ("hi", "यह अच्छा है। यह भी।", ["यह अच्छा है।", "यह भी।"]),
    ("ar", "هل هو جديد؟ نعم.", ["هل هو جديد؟", "نعم."]),
    ("he", "- תיק חדש. כחול.", ["תיק חדש.", "כחול."]),
    ("ru", "Мягкий. Тёплый.", ["Мягкий.", "Тёплый."]),
    ("el", "Νέο; Ναι.", ["Νέο;", "Ναι."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_split(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split(text, "en")] == expected


@pytest.mark.parametrize(("locale", "text", "expected"), OTHER_LOCALES)
def test_split_in_other_locales(locale: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split(text, locale)] == expected


PIECES = (
    """a|Bag|approx|oz|5|.|. |...|! |?|\n|\t| |  |- |• |{|}|"|«|(|)|, |; | – |😀|™|漢字|。|مرحبا|www.a.b|1. |\u00a0|…"""
)


@given(
    st.lists(st.sampled_from([*PIECES.split("|"), "|", "\\n"]), max_size=60).map("".join) | st.text(max_size=80),
    st.sampled_from(["en", "de"]),
)
@settings(max_examples=300, deadline=None)
def test_spans_are_ordered_stripped_and_rebuild_the_text(text: str, locale: str) -> None:
    spans = split(text, locale)
    done = 0
    for start, end in spans:
        assert done <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        done = end
    assert join(text, spans, [text[start:end] for start, end in spans]) == text
    inside = set().union(*(range(start, end) for start, end in spans))
    # List letters such as "a) " are not among the pieces; any other letter must reach the engine.
    lost = [char for at, char in enumerate(text) if char.isalpha() and at not in inside]
    assert not lost or ")" in text or "\\" in text


def test_join_wants_one_target_per_span() -> None:
    with pytest.raises(ValueError, match="shorter"):
        join("Red. Blue.", [(0, 4), (5, 10)], ["Vermelho."])


LONG = "two pockets, a padded strap and a zip; " * 20


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("", 10, []),
        ("short", 10, ["short"]),
        ("soft cotton; warm linen", 15, ["soft cotton", "warm linen"]),
        ("soft cotton – warm linen", 15, ["soft cotton", "warm linen"]),
        ("soft cotton, warm linen", 15, ["soft cotton", "warm linen"]),
        # No punctuation: at a space, about the middle
        ("soft cotton warm linen", 15, ["soft cotton", "warm linen"]),
        # Between digits a comma is no clause
        ("about 1,250 big bags", 12, ["about", "1,250", "big bags"]),
        # A word without spaces is no language: whole
        ("aaaaaaaaaaaaaaaa", 5, ["aaaaaaaaaaaaaaaa"]),
        ("aaaaaaaaaaaaaaaa bb", 5, ["aaaaaaaaaaaaaaaa", "bb"]),
        # Han is written without spaces: the punctuation stays with its clause
        ("新しい鞄、軽い鞄", 5, ["新しい鞄、", "軽い鞄"]),
        ("新新新新新新新新", 4, ["新新新新", "新新新新"]),
    ],
)
def test_divide(text: str, most: int, expected: list[str]) -> None:
    assert [text[start:end] for start, end in divide(text, most)] == expected


def test_a_long_sentence_is_divided_at_its_clauses() -> None:
    spans = split(LONG, "en")
    assert len(spans) > 2
    assert all(end - start <= MOST_CHARS for start, end in spans)
    assert all(LONG[end:].startswith(("; ", ", ", " ")) for _, end in spans[:-1])


VALUES = [
    ("", (",",), []),
    (" , ,", (",",), []),
    ("coffee, espresso,kitchen", (",",), ["coffee", "espresso", "kitchen"]),
    ("Kitchen -> Coffee Machines", ("->",), ["Kitchen", "Coffee Machines"]),
    ("Clothing > Tshirts, Clothing > Hoodies", (",", ">"), ["Clothing", "Tshirts", "Clothing", "Hoodies"]),
    ("Nylon\nPolyester", ("\n", ","), ["Nylon", "Polyester"]),
    # The first list separator that occurs wins: the comma belongs to the values
    ("Red, dark\nBlue, light", ("\n", ","), ["Red, dark", "Blue, light"]),
    # WooCommerce's escaped comma
    ("Small\\, round, Large", (",",), ["Small\\, round", "Large"]),
    ("S|M|L", ("|", ","), ["S", "M", "L"]),
    ("1,5 m, 2,5 m", (",",), ["1,5 m", "2,5 m"]),
    ("36,37,38", (",",), ["36", "37", "38"]),
    ("Rouge; Bleu", (";", ","), ["Rouge", "Bleu"]),
    ("قهوة، شاي", ("،", ","), ["قهوة", "شاي"]),
    ("コーヒー、紅茶", ("、",), ["コーヒー", "紅茶"]),
    ("NA, 007", (",",), ["NA", "007"]),
    ("No separators", (), ["No separators"]),
    ('["Red", "Dark blue"]', (",",), ["Red", "Dark blue"]),  # JSON's way of a list
    ("['Red','Men’s']", (), ["Red", "Men’s"]),  # Python's
    ("[Red, Blue]", (",",), ["[Red", "Blue]"]),  # no quotes: brackets may be anything
    ('["Red\\u00e9"]', (",",), []),  # an escape is no text
    ('[{"name": "Red"}, {"name": "Blue"}]', (",",), []),
    ("[]", (",",), ["[]"]),
]


@pytest.mark.parametrize(("text", "separators", "expected"), VALUES)
def test_values(text: str, separators: tuple[str, ...], expected: list[str]) -> None:
    assert [text[start:end] for start, end in values(text, separators)] == expected


@pytest.mark.parametrize(
    "unit", ["a", "ab ", ". ", "« A. B ", ".", " ", "-", "\n", "{", "a, ", "•", "漢", "a|", "…", '"a. ']
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    # 400 kB: a quadratic step takes minutes, the linear ones together 0.2 s.
    text = unit * (400_000 // len(unit))
    began = time.perf_counter()
    split(text, "en")
    assert time.perf_counter() - began < 5
