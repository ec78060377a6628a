"""Case of titles and fragments: detected, made neutral, restored; ends and lengths of targets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.casing import (
    NO_FRAME,
    Form,
    Frame,
    Style,
    detect,
    end_like,
    frame_of,
    grows,
    names_in,
    neutral,
    opens_otherwise,
    restore,
    shrink,
)
from catalog_cli.product import Role
from catalog_cli.protection import find_spans, mask, unmask

DETECTED = [
    ("", Style.NONE),
    ("007", Style.NONE),
    ("红色", Style.NONE),
    ("أحمر", Style.NONE),
    ("USB", Style.NONE),  # an acronym alone is not loud
    ("XL", Style.NONE),
    ("Red", Style.SENTENCE),
    ("red", Style.LOWER),
    ("RED", Style.UPPER),
    ("ÁGUA", Style.UPPER),
    ("Ocean Blue Shirt", Style.TITLE),
    ("Hoodie with Pocket and  Logo", Style.TITLE),
    ("Women's Long Sleeve T-Shirt", Style.TITLE),
    ("Free Shipping On All Orders.", Style.TITLE),
    ("Steam Iron 2400W", Style.TITLE),
    ("Wooden outdoor slats", Style.SENTENCE),
    ("Gardening hand trowel", Style.SENTENCE),
    ("Made by Nike in Italy", Style.TITLE),  # cannot be told from a title: Nike and Italy keep their capitals anyway
    ("Shop the Automatic Espresso Machine on the Spree Commerce demo store.", Style.SENTENCE),
    ("SUMMER SALE", Style.UPPER),
    ("USB LED HDMI cable", Style.SENTENCE),
    ("blue cotton scarf", Style.LOWER),
    ("😀 Soft Cotton ™", Style.TITLE),
    ("Red\nBlue Shirt", Style.TITLE),
    ("Lavender & Sage Candle: 8 oz", Style.TITLE),  # a unit is small in any title
    ("2-in-1 Laptop Stand & Hub", Style.TITLE),
    ("8 oz", Style.LOWER),
]


@pytest.mark.parametrize(("text", "style"), DETECTED)
def test_detect(text: str, style: Style) -> None:
    assert detect(text).style is style


def test_german_nouns_make_no_title() -> None:
    assert detect("Blaue Baumwolle Hose", "de").style is Style.SENTENCE


NEUTRAL = [
    ("Ocean Blue Shirt", frozenset(), "Ocean blue shirt", "ocean blue shirt"),
    ("Red", frozenset(), "Red", "red"),
    ("red", frozenset(), "Red", "red"),
    ("RED", frozenset(), "Red", "red"),
    ("Wooden outdoor slats", frozenset(), "Wooden outdoor slats", "wooden outdoor slats"),
    ("Nike Running Shoe", {"Nike"}, "Nike running shoe", "Nike running shoe"),
    ("NIKE RUNNING SHOE", {"Nike"}, "Nike running shoe", "Nike running shoe"),
    ("Nike's Running Shoe", {"Nike"}, "Nike's running shoe", "Nike's running shoe"),
    ("USB-C Charging Cable", frozenset(), "USB-C charging cable", "USB-C charging cable"),
    ("MacBook And iPhone Case", frozenset(), "MacBook and iPhone case", "MacBook and iPhone case"),
    ("Italian Leather T-Shirt", frozenset(), "Italian leather T-shirt", "Italian leather T-shirt"),
    ("ITALIAN LEATHER USB BAG", frozenset(), "Italian leather USB bag", "Italian leather USB bag"),
    ("A Soft Teflon™ Pan", frozenset(), "A soft Teflon™ pan", "a soft Teflon™ pan"),
    ("Fryer 4.2L And PS5 Case 18V", frozenset(), "Fryer 4.2L and PS5 case 18V", "fryer 4.2L and PS5 case 18V"),
    ("Candle - 'Sea Breeze'", frozenset(), "Candle - 'Sea Breeze'", "candle - 'Sea Breeze'"),  # a quoted name
    ("“Lucky You” Soft Mug", frozenset(), "“Lucky You” soft mug", "“Lucky You” soft mug"),
    ('Kids\' Wall Clock 12" Oak"', frozenset(), 'Kids\' wall clock 12" oak"', 'kids\' wall clock 12" oak"'),
    ("NEW Cotton Shirt", frozenset(), "New cotton shirt", "new cotton shirt"),
    ("Vitamin C Serum", frozenset(), "Vitamin C serum", "vitamin C serum"),
    ("USB-A Cable with A Box", frozenset(), "USB-A cable with a box", "USB-A cable with a box"),
    ("Cream with Vitamin A", frozenset(), "Cream with vitamin A", "cream with vitamin A"),  # no article ends a title
    ("Autumn in Vermont Puzzle", frozenset(), "Autumn in Vermont puzzle", "autumn in Vermont puzzle"),
    ("İpek Elbise Kadın", frozenset(), "İpek elbise kadın", "İpek elbise kadın"),  # its lower case is two code points
    ("STRASSE ẞ", frozenset(), "Strasse ß", "strasse ß"),
    # Loud words of a sentence; what is no listed word may be a name.
    ("Contains MILK and soy.", frozenset(), "Contains milk and soy.", "contains milk and soy."),
    ("Contains NUTS and EGGS.", frozenset(), "Contains nuts and eggs.", "contains nuts and eggs."),
    ("It is new. WASH it before use.", frozenset(), "It is new. Wash it before use.", "it is new. Wash it before use."),
    ("Do NOT bleach, it fits ALL.", frozenset(), "Do NOT bleach, it fits ALL.", "do NOT bleach, it fits ALL."),
    ("Works with IKEA and LED.", frozenset(), "Works with IKEA and LED.", "works with IKEA and LED."),
    ("Sold by PURE-FIT and SOFT™.", frozenset(), "Sold by PURE-FIT and SOFT™.", "sold by PURE-FIT and SOFT™."),
    ("Soft ORGANIC Cotton Towel", frozenset(), "Soft organic cotton towel", "soft organic cotton towel"),
    ("NA", frozenset(), "NA", "NA"),
    ("", frozenset(), "", ""),
]


@pytest.mark.parametrize(("text", "names", "sentence", "lower"), NEUTRAL)
def test_neutral(text: str, names: frozenset[str], sentence: str, lower: str) -> None:
    casing = detect(text)
    assert neutral(text, casing, frozenset(names)) == sentence
    assert neutral(text, casing, frozenset(names), Form.LOWER) == lower


FRAMES = [
    ("Clay Plant Pot", Role.TITLE, "pt", Frame("Product: ", ".")),
    ("Wooden stool", Role.TITLE, "pt", Frame("Product: ", ".")),
    ("Red", Role.OPTION, "pt", Frame("Type: ", "")),
    ("Tablet", Role.TITLE, "pt", Frame("Type: ", "")),
    ("gift ideas", Role.LIST, "pt", Frame("Type: ", "")),
    ("ADJUSTABLE SHOULDER STRAP", Role.TEXT, "pt", Frame("Product: ", ".")),
    ("Adjustable shoulder strap", Role.TEXT, "pt", Frame("Product: ", ".")),  # a bullet: better so (casing/fragments)
    ("Store it in a dry place", Role.TEXT, "pt", NO_FRAME),
    ("The strap is adjustable", Role.HTML, "pt", NO_FRAME),
    ("Color: dark red", Role.TEXT, "pt", NO_FRAME),
    ("Our best pot.", Role.TITLE, "pt", NO_FRAME),
    ("New!", Role.LIST, "pt", NO_FRAME),
    ("Red", Role.OPTION, "de", NO_FRAME),  # not measured
]


@pytest.mark.parametrize(("text", "role", "target", "expected"), FRAMES)
def test_frame_of(text: str, role: Role, target: str, expected: Frame) -> None:
    assert frame_of(text, role, "en", target) == expected


FRAMED = [
    ("Clay {0} pot", Frame("Product: ", "."), "Produto: vaso de argila XQB.", "vaso de argila {0}"),
    ("★ Clay pot ★", Frame("Product: ", "."), "Produto: vaso de argila.", "★ vaso de argila ★"),
    ("red", Frame("Type: ", ""), "Tipo : vermelho", "vermelho"),
    ("Bread: 75 recipes", Frame("Product: ", "."), "Produto: pão: 75 receitas.", "pão: 75 receitas"),
    ("Bread: 75 recipes", Frame("Product: ", "."), "Pão: 75 receitas.", None),  # which colon was the lead-in's?
    ("red", Frame("Type: ", ""), "vermelho", None),
    ("red pot", Frame("Product: ", "."), "Produto: vaso vermelho", "vaso vermelho"),
]


@pytest.mark.parametrize(("text", "frame", "draft", "expected"), FRAMED)
def test_a_frame_is_taken_off_the_draft(text: str, frame: Frame, draft: str, expected: str | None) -> None:
    prepared, masks = mask(text, find_spans(text), frame=frame)
    assert prepared.startswith(frame.head)
    assert prepared.endswith(frame.tail)
    target = unmask(draft, masks, text)
    assert (target and target[0]) == expected


RESTORED = [
    ("Ocean Blue Shirt", "camisa azul oceano", "pt-BR", "Camisa azul oceano"),
    ("Red", "vermelho", "pt-BR", "Vermelho"),
    ("red", "Vermelho", "pt-BR", "vermelho"),
    ("RED", "vermelho", "pt-BR", "VERMELHO"),
    ("red", "Rot", "de-DE", "Rot"),
    ("cotton", "Baumwolle", "de-DE", "Baumwolle"),
    ("STREET", "straße", "de-DE", "STRAßE"),
    ("usb cable", "USB cabo", "pt-BR", "USB cabo"),  # an acronym is not lowered
    ("iPhone Case", "iPhone capa", "pt-BR", "iPhone capa"),  # copied with its inner capital
    ("Wireless headphones are here.", "fones sem fio estão aqui.", "pt-BR", "Fones sem fio estão aqui."),
    ("“Soft” touch", "“toque” macio", "pt-BR", "“Toque” macio"),
    ("Kestrel Mountain Bike", "mountain bike kestrel", "pt-BR", "Mountain bike Kestrel"),  # a copied name
    ("Laptop Stand", "suporte de laptop", "pt-BR", "Suporte de laptop"),  # a borrowed word
    ("Camisa Azul", "blue shirt of cotton", "en-US", "Blue Shirt of Cotton"),
    ("4-Slice Toaster", "4 fatias", "pt-BR", "4 fatias"),
    ("3-layer filter captures dust.", "o filtro de 3 camadas capta pó.", "pt-BR", "O filtro de 3 camadas capta pó."),
    ("24/7 support", "Suporte 24/7", "pt-BR", "Suporte 24/7"),  # no sentence: as the engine says
    ("4L air fryer", "fritadeira de ar 4L", "pt-BR", "fritadeira de ar 4L"),
    ("Color: Red", "cor: vermelho", "pt-BR", "Cor: Vermelho"),
    ("Note: color may vary.", "nota: a cor pode variar.", "pt-BR", "Nota: a cor pode variar."),
    ("color: Red", "cor: vermelho", "pt-BR", "cor: Vermelho"),
    ("T-Shirt - Blue", "camiseta - azul", "pt-BR", "Camiseta - Azul"),
    ("Small / Red", "pequeno / vermelho", "pt-BR", "Pequeno / Vermelho"),
    ("Case - “Wave” – Blue", "capa - “onda” – azul", "pt-BR", "Capa - “Onda” – Azul"),
    ("Stand: iPhone", "suporte: iPhone", "pt-BR", "Suporte: iPhone"),
    ("Mug - Red", "caneca vermelha", "pt-BR", "Caneca vermelha"),  # the parts were joined
    ("Pots: Red - Blue", "potes: vermelho, azul", "pt-BR", "Potes: vermelho, azul"),
    ("Red", "红色", "zh-Hans", "红色"),
    ("Red", "", "pt-BR", ""),
    ("007", "007", "pt-BR", "007"),
    ("mothers day", "Dia das Mães", "pt-BR", "Dia das Mães"),  # a name of several words, not "dia das Mães"
    ("mother", "Mãe", "pt-BR", "mãe"),
    ("VOC: < 50 g/L", "voc: < 50 g/L", "pt-BR", "VOC: < 50 g/L"),  # a unit is no shouting
    ("NEW: 50 ml BOTTLE", "novo: frasco de 50 ml", "pt-BR", "NOVO: FRASCO DE 50 ml"),
    ("NEW: 50 ML BOTTLE", "novo: frasco de 50 ml", "pt-BR", "NOVO: FRASCO DE 50 ML"),
    ("5 BIG DOGS", "5 cães grandes", "pt-BR", "5 CÃES GRANDES"),
    ("Recommended for: kittens", "recomendado para: Gatinhos", "pt-BR", "Recomendado para: gatinhos"),
    ("Made for: the USA", "feito para: EUA", "pt-BR", "Feito para: EUA"),
    ("Language: english", "idioma: Inglês", "pt-BR", "Idioma: inglês"),
    ("Material: cotton", "Material: Baumwolle", "de-DE", "Material: Baumwolle"),
    ("Material: 14k gold", "material: Ouro 14k", "pt-BR", "Material: Ouro 14k"),
    ("Fits: iPhone, case: leather", "serve: iPhone, capa: Couro", "pt-BR", "Serve: iPhone, capa: couro"),
    ("Silicone Teething Ring", "mordedor de silicone", "pt-BR", "Mordedor de silicone"),  # a word of both languages
]


@pytest.mark.parametrize(("source", "target", "locale", "expected"), RESTORED)
def test_restore(source: str, target: str, locale: str, expected: str) -> None:
    assert restore(target, detect(source), locale, source) == expected


def test_restore_leaves_spans_alone() -> None:
    assert restore("visite {url} hoje", detect("VISIT US"), "pt-BR", "VISIT US", [(7, 12)]) == "VISITE {url} HOJE"
    assert restore("info@a.b hoje", detect("Today"), "pt-BR", "Today", [(0, 8)]) == "info@a.b hoje"


ENDS = [
    ("Planta de argila.", "Clay pot", "Planta de argila"),
    ("Planta de argila", "Clay pot.", "Planta de argila."),
    ("Novo.", "New!", "Novo!"),
    ("Tamanho", "Size:", "Tamanho:"),
    ("É bom", "Is it good?", "É bom?"),
    ("Espere...", "Wait…", "Espere..."),
    ("Espere.", "Wait…", "Espere…"),
    ("Matte (em inglês)", "Matte", "Matte"),
    ('"Novo"', "New", "Novo"),
    ("pacote de 6", "(pack of 6)", "(pacote de 6)"),
    ("(pacote de 6).", "(pack of 6)", "(pacote de 6)"),
    ('Ele disse "sim"', 'He said "yes"', 'Ele disse "sim"'),
    ('Ele disse "sim"', 'He said "yes."', 'Ele disse "sim."'),
    ("1,5 L", "1.5 L", "1,5 L"),
    ("红色。", "Red.", "红色."),
    ("", "Red", ""),
    ("Vermelho\n", "Red.\n", "Vermelho.\n"),
]


@pytest.mark.parametrize(("target", "source", "expected"), ENDS)
def test_end_like(target: str, source: str, expected: str) -> None:
    assert end_like(target, source) == expected


GROWN = [
    ("men", "os homens", "pt", True, "homens"),
    ("Black", "Em preto", "pt", True, "Preto"),
    ("Waterproof", "À prova d'água", "pt", False, "À prova d'água"),
    ("Outdoor", "Ao ar livre", "pt", False, "Ao ar livre"),
    ("Wireless", "Sem fio", "pt", False, "Sem fio"),
    ("Pink", "cor de cor de rosa", "pt", True, "cor de cor de rosa"),
    ("With lid", "com a tampa", "pt", False, "com a tampa"),
    ("Red", "Vermelho", "pt", False, "Vermelho"),
    ("men", "die Herren", "de", True, "Herren"),
    ("men", "los hombres", "es", True, "hombres"),
    ("男", "os homens", "pt", True, "homens"),
    ("", "", "pt", False, ""),
]


@pytest.mark.parametrize(("source", "target", "language", "grown", "shrunk"), GROWN)
def test_grows_and_shrink(source: str, target: str, language: str, grown: bool, shrunk: str) -> None:
    assert grows(source, target, language) is grown
    assert shrink(target, language) == shrunk


OPENINGS = [
    ("solar lantern", "da lanterna solar", "pt", True),
    ("bee hotel", "O bee hotel", "pt", True),
    ("the best", "o melhor", "pt", False),
    ("in the box", "na caixa", "pt", False),
    ("handheld steamer", "de mão vapor", "pt", False),
    ("solar lantern", "o", "pt", False),
    ("solar lantern", "", "pt", False),
    ("solar lantern", "o farol", "es", False),  # no table
]


@pytest.mark.parametrize(("source", "target", "language", "expected"), OPENINGS)
def test_opens_otherwise(source: str, target: str, language: str, expected: bool) -> None:
    assert opens_otherwise(source, target, language) is expected


NAMES = [
    ("Our towel has MILK proteins.", "", set()),  # loud, no name
    ("", "", set()),
    ("Our shoe by Nike and Adidas.", "Nike Shoe", {"Nike", "Adidas"}),
    ("Soft bag. Big bag.", "", set()),  # the first word of a sentence says nothing
    ("A Bag is a bag.", "", set()),  # it also stands in lower case
    ("The sporty Joust Duffle Bag can't be beat.", "Joust Duffle Bag", set()),  # only the title again
    ("It is EASY TO CLEAN. Made by ASUS.", "", {"ASUS"}),  # several words in capitals are loud
    ("The Compact Air Purifier by Coway is here.", "Air Purifier Compact", {"Coway"}),  # its title in another order
    ("The Freerun Men's Running Shoe is here.", "Freerun Running Shoe", {"Men's"}),
    ("Made with Gore Tex for you.", "Rain Jacket", {"Gore", "Tex"}),
]


@pytest.mark.parametrize(("text", "title", "expected"), NAMES)
def test_names_in(text: str, title: str, expected: set[str]) -> None:
    assert names_in(text, title) == expected


ANY = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("ßİıŉǰΐﬁǅΣςAbC .'-™")), max_size=30
)  # letters whose case maps change the length


@settings(max_examples=200, deadline=None)
@given(ANY, ANY, st.sampled_from(["pt-BR", "de-DE", "en-US"]))
def test_length_never_changes(source: str, target: str, locale: str) -> None:
    casing = detect(source)
    for form in Form:
        assert len(neutral(source, casing, form=form)) == len(source)
    assert len(restore(target, casing, locale, source)) == len(target)
