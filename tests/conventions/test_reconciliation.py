"""The quantities of a translation: what is rewritten, what is repaired, and what the ledger says of each."""

from __future__ import annotations

import random
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.conventions.edits import FILLER, edited, shifted
from catalog_cli.conventions.localization import localize_copied, localize_quantities
from catalog_cli.conventions.number_format import write_number
from catalog_cli.conventions.reconciliation import Conventions, _without_fixed, reconcile
from catalog_cli.job import Measures, Spaces
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Place, Segment, SegmentId

BRAZIL = ("en-US", "pt-BR")
OUTCOMES = {
    "=": "kept",
    "~": "reformatted",
    "w": "spelled",
    "-": "missing",
    "+": "added",
    "!": "changed",
    ">": "converted",
    "r": "repaired",
}


def outcomes(entries: tuple[LedgerEntry, ...]) -> str:
    """Return one letter per entry, in the order of OUTCOMES."""
    letters = {value: letter for letter, value in OUTCOMES.items()}
    return "".join(letters[entry.outcome.value] for entry in entries)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# Source, translation, what it becomes ("" if it stays), outcomes.
ENGLISH_TO_PORTUGUESE = [
    # No number
    ("", "", "", ""),
    ("Red bag", "Bolsa vermelha", "", ""),
    ("NA", "NA", "", ""),
    # Whole numbers are written alike
    ("2 bags", "2 bolsas", "", "="),
    ("Size 007", "Tamanho 007", "", "="),
    ("In 2024", "Em 2024", "", "="),  # a year has no groups
    ("Box of 1500", "Caixa de 1500", "", "="),  # nor has what the source wrote without
    ("8 presets and 3 speeds", "8 predefinições e 3 velocidades", "", "=="),
    ("3 straps, 2 pockets", "2 bolsos, 3 alças", "", "!!"),  # nothing tells a move from a swap
    ("A 6-speed, 2-bowl mixer", "Um misturador 2-bowl de 6 velocidades", "", "=="),  # a noun that was copied tells
    ("3 speed fan, 2 speed mixer", "2 speed fan, 3 speed mixer", "", "!!"),  # but not one that both have
    ("2 x 2", "2 x 2", "", "=="),
    # Decimals and groups that the engine copied
    ("Ratio 12.5", "Razão 12.5", "Razão 12,5", "~"),
    ("Ratio 12.5", "Razão 12,5", "", "~"),
    ("Ratio 12.50", "Razão 12.50", "Razão 12,50", "~"),  # the source's decimals stay
    ("Ratio 0.85", "Razão 0.85", "Razão 0,85", "~"),
    ("Ratio .5", "Razão .5", "Razão 0,5", "~"),
    ("1,299 sold", "1,299 vendidos", "1.299 vendidos", "~"),
    ("1,299 sold", "1.299 vendidos", "", "~"),
    ("1,299 sold", "1299 vendidos", "1.299 vendidos", "~"),  # groups as the source has them
    ("1,299.50 in all", "1,299.50 no total", "1.299,50 no total", "~"),
    ("1,299.50 in all", "1.299,50 no total", "", "~"),
    ("1,234,567 stars", "1,234,567 estrelas", "1.234.567 estrelas", "~"),
    # "1.250" is one and a quarter in English, a thousand and more in Portuguese
    ("Factor 1.250", "Fator 1.250", "Fator 1,250", "~"),
    ("Factor 1.250", "Fator 1,250", "", "~"),
    # Damaged by the engine: the digits tell
    ("1,299.50 in all", "1.299.50 no total", "1.299,50 no total", "r"),
    ("1,299.50 in all", "129,950 no total", "1.299,50 no total", "r"),
    ("1,299.50 in all", "129950 no total", "1.299,50 no total", "r"),
    ("Ratio 12.5", "Razão 125", "Razão 12,5", "r"),
    # The last of its kind is repaired
    ("Pack of 12", "Pacote de 10", "Pacote de 12", "r"),
    ("Holds 12.5 cm", "Contém 15 cm", "Contém 12,5 cm", "r"),
    ("Holds 12 cm", "Contém 10 cm", "Contém 12 cm", "r"),
    ("3 bags of 12 cm", "3 bolsas de 13 cm", "3 bolsas de 12 cm", "=r"),
    ("Costs $5", "Custa $6", "Custa US$ 5", "r"),
    # Of two, none is certain
    ("5 red and 7 blue", "6 vermelhas e 8 azuis", "", "--++"),
    ("Holds 5 cm", "Contém 5 kg", "", "-+"),  # another unit is no spelling
    # Lost and new
    ("3 bags", "bolsas", "", "-"),
    ("bags", "3 bolsas", "", "+"),
    ("2 x 2 cm", "2 cm", "", "-+"),
    ("Holds 12.5 cm", "Contém bem", "", "-"),
    # Words for digits and digits for words
    ("1 file", "um arquivo", "", "w"),
    ("2 files", "dois arquivos", "", "w"),
    ("two files", "2 arquivos", "", "w"),
    ("2nd gear", "segunda marcha", "", "w"),
    ("Pack of 12", "Pacote com uma dúzia", "", "w"),
    ("2 files, 3 folders", "dois arquivos, 3 pastas", "", "w="),
    ("2 files, 2 folders", "dois arquivos, 2 pastas", "", "=w"),
    ("2 files", "três arquivos", "", "-"),
    ("two files", "dois arquivos", "", ""),  # no digit anywhere
    ("½ cup", "meia xícara", "", "w"),
    # Fractions
    ("½ cup", "½ xícara", "", "~"),
    ("½ cup", "1/2 xícara", "", "~"),
    ("½ cup", "0,5 xícara", "", "~"),
    ("1 1/2 turns", "1 1/2 voltas", "", "="),
    ("1½ turns", "1,5 voltas", "", "~"),
    # Codes, versions, models and sizes keep their spelling
    ("Bluetooth 5.3", "Bluetooth 5.3", "", "="),
    ("Bluetooth 5.3", "Bluetooth 5,3", "Bluetooth 5.3", "r"),
    ("USB 3.2 and 3.2 kg", "USB 3.2 e 3.2 kg", "USB 3.2 e 3,2 kg", "=~"),
    ("HDMI 2.1 port", "Porta HDMI 2.1", "", "="),
    ("XMP 2.0 profiles", "perfis XMP 2.0", "", "="),
    ("Oil 10W-40", "Óleo 10W-40", "", "="),
    ("Open 24/7", "Aberto 24/7", "", "="),
    ("IP67 case", "caixa IP67", "", "="),
    ("A4 paper", "papel A4", "", "="),
    ("4K display", "tela 4K", "", "="),
    ("501 jeans", "jeans 501", "", "="),
    ("Version 2.10.3", "Versão 2.10.3", "", "="),
    ("5.1 surround sound", "som surround 5.1", "", "="),
    ("Size US 9.5", "Tamanho US 9.5", "", "="),
    ("W32 L34", "W32 L34", "", "=="),
    ("WH-1000XM5", "WH-1000XM5", "", "="),
    ("f/1.8 lens", "lente f/1.8", "", "="),
    ("A4 paper", "papel A5", "papel A4", "r"),
    ("A4 paper", "papel B5", "", "-+"),
    ("IP67 case", "caixa", "", "-"),
    # Prices
    ("Costs $1,299.50", "Custa $1,299.50", "Custa US$ 1.299,50", "~"),
    ("Costs $1,299.50", "Custa $1.299,50", "Custa US$ 1.299,50", "~"),
    ("Costs $1,299.50", "Custa US$ 1.299,50", "", "~"),
    ("Costs $49", "Custa $49", "Custa US$ 49", "~"),
    ("Costs €19.99", "Custa €19.99", "Custa € 19,99", "~"),
    ("Costs €19.99", "Custa 19,99 €", "Custa € 19,99", "~"),
    ("Costs $5 or €5", "Custa $5 ou €5", "Custa US$ 5 ou € 5", "~~"),
    # Measures
    ("10.5 cm wide", "10.5 cm de largura", "10,5 cm de largura", "~"),
    ("10.5 cm wide", "10,5 cm de largura", "", "~"),
    ("10 cm wide", "10 cm de largura", "", "="),
    ("10cm wide", "10cm de largura", "10 cm de largura", "~"),
    ("10.5 inches", "10,5 polegadas", "", "~"),
    ("10.5 inches", "10.5 polegadas", "10,5 polegadas", "~"),
    ("1.8L tank", "tanque de 1,8L", "tanque de 1,8 L", "~"),
    ("2400W iron", "2400W ferro", "2400 W ferro", "~"),
    ("3.6GHz and 240GB", "3.6GHz e 240GB", "3,6 GHz e 240 GB", "~~"),
    ("1,250.5 kg", "1.250,5 kg", "", "~"),
    ("1,250.5 kg", "1,250.5 quilos", "1.250,5 quilos", "~"),
    ("15-bar pressure", "pressão de 15 barras", "", "~"),
    ("24-hour timer", "temporizador de 24 horas", "", "~"),
    ("30 x 40 cm", "30 x 40 cm", "", "="),
    ("30 x 40.5 cm", "30 x 40.5 cm", "30 x 40,5 cm", "~"),
    ("30 x 40 cm", "30 cm x 40 cm", "", "~"),
    ("30 x 40 cm", "40 x 30 cm", "30 x 40 cm", "r"),  # turned round: width is not height
    ("10-20 cm", "10 a 20 cm", "", "~"),
    ("100% cotton", "100% algodão", "", "="),
    ("12.5% off", "12.5% de desconto", "12,5% de desconto", "~"),
    ("12.5% off", "12,5% de desconto", "", "~"),
    ("500 g of wool", "500 lã", "", "!"),  # the unit was lost; a word behind may be it
    ("500 g of wool", "500 de lã", "500 g de lã", "r"),  # certain: no unit is behind
    ("Weighs 640 g.", "Pesa 640 .", "Pesa 640 g.", "r"),
    ("640 g, 12 cm", "640, 12 cm", "640 g, 12 cm", "r="),
    ("22.6 in. long", "22,6 em. longo", "22,6 pol longo", "r"),
    ("4 in. thick", "4 polradas. grossas", "4 pol grossas", "r"),
    ("33.7 in. strap", "33,7 polrada", "33,7 pol", "r"),
    ("22.6 in. drop in leather", "queda de 22,6 em couro", "", "!"),  # "in" the material
    ('¼" hem', "bainha ¼", 'bainha ¼"', "r"),
    ("1½ cups of sugar", "as xícaras 1½ de açúcar", "", "!"),  # the unit is there, in the wrong place
    ("5 cm, 5 buttons", "5 botões, 5", "", "!="),  # either may be the bare one
    ("40 cm and 7 g", "7 cm e 40 g", "40 cm e 7 g", "rr"),  # swapped: each unit keeps its place
    # Another unit with the same value: the number is the source's, the unit is wrong
    ("8 yards wide", "8 metros de largura", "8 jardas de largura", "r"),
    ("12 quarts", "12 litros", "12 quarts", "r"),
    ("Up to 61 pounds", "Até 61 quilos", "Até 61 libras", "r"),
    ("25,300 sq. ft. in all", "25.300 pés no total", "25.300 ft² no total", "r"),
    ("Costs EUR 81.50", "Custa R$ 81,50", "Custa EUR 81,50", "r"),
    ("5 cm or 5 in", "5 m ou 5 km", "", "--++"),  # which is which
    ("80 V", "80 mAh", "", "-+"),  # not even of one dimension
    # In pieces: units with signs, dates that were copied or lost their month
    ("140 g/m² wool", "140 g / m² de lã", "140 g/m² de lã", "r"),
    ("Hot at 25°C", "Quente a 25oC", "Quente a 25 °C", "r"),
    ("Reads 24 MB/s", "Lê 24 MB / s", "Lê 24 MB/s", "r"),
    ("140 g/m²", "140 g / m² ou 140 g / m²", "", "-++"),  # which of two
    ("Ships on Sep 15, 2025", "Em 15, 2025", "Em 15 de setembro de 2025", "r"),
    ("Until Apr 17, 2026.", "Até Apr 17, 2026.", "Até 17 de abril de 2026.", "~"),
    ("In August 2022", "Em 2022", "Em agosto de 2022", "r"),
    ("In August 2022, 2022 pieces", "Em 2022, 2022 peças", "", "-~+"),  # which year
    # Times of day
    ("Opens at 2:15 PM", "Abre às 2:15", "Abre às 14:15", "r"),
    ("Opens at 2:15 am", "Abre às 2:15", "", "~"),
    ("Opens at 10:15 PM", "Abre às 10:15 horas", "Abre às 22:15", "r"),
    ("Opens at 9:30 PM", "Abre às 9:30 PM", "Abre às 21:30", "~"),
    ("By 2 a.m. on it", "Até 2 da manhã", "", "~"),
    ("By 2 a.m. on it", "Até 2 da manhãs", "Até 02:00", "~"),
    ("By 6 a.m. on it", "Até 6 da manhãs da manhã", "Até 06:00", "~"),
    ("By 8 p.m. on it", "Até 8 da noite", "", "~"),
    ("By 8 p.m. on it", "Até 8 da manhã", "Até 20:00", "r"),
    ("Opens at 8 a.m.", "Abre às 8 horas", "Abre às 08:00", "~"),
    ("Opens at 8pm for 8 hours", "Abre às 20h por 8 horas", "Abre às 20:00 por 8 horas", "~~"),
    ("Opens at 8pm", "Abre às 8pm", "Abre às 20:00", "~"),
    ("Opens at 8:30 am", "Abre às 8:30 am", "Abre às 08:30", "~"),
    ("Opens at 2:15 p.m.", "Abre às 2:15 p.m.", "Abre às 14:15.", "~"),
    ("Opens at 8 p.m., 8 amps", "Abre às 8pm, 8 amperes", "Abre às 20:00, 8 amperes", "~~"),
    ("3 to 5 p.m., 9 p.m.", "9 da noite", "", "--~"),
    # Two times of which the second names the half of the day
    ("Open from 8 to 10 pm", "Aberto das 20 às 22 horas", "Aberto das 20:00 às 22:00", "~~"),
    ("Open from 8 to 10 pm", "Aberto das 8 às 10 horas", "Aberto das 20:00 às 22:00", "rr"),
    ("Open from 8 to 10 pm", "Aberto das 8 às 10 da noite", "", "=~"),
    ("Open between 2 and 4 pm", "Aberto entre as 2 e as 16:00", "Aberto entre as 14:00 e as 16:00", "r~"),
    ("Open 9 to 5 pm", "Aberto de 9 a 5 da tarde", "", "=~"),  # nine in the morning
    ("Open 8-10 am", "Aberto 8-10 am", "Aberto 08:00 – 10:00", "~"),
    ("Open 8am–5pm", "Aberto 8am-5pm", "Aberto 08:00 – 17:00", "~"),
    ("Open 8-10 pm", "Aberto 20h–22h", "Aberto 20:00 – 22:00", "~"),
    ("Open 8-10 am", "Aberto 8-10 da manhã", "", "~"),
    ("Open 9 a.m. - 6 p.m.", "Aberto 9 da manhã - 6 p.m.", "Aberto 9 da manhã - 18:00.", "~"),
    ("7 to 11 AM, 7 presets", "das 7 às 11, 7 predefinições", "das 07:00 às 11:00, 7 predefinições", "~~="),
    ("Pack of 2 and 4 pm", "Pacote de 2 e 16:00", "", "=~"),  # nothing says that 2 is a time
    # Sizes keep their system and their point
    ("Boot in UK 8.5", "Bota UK 8,5", "Bota UK 8.5", "~"),
    ("Boot in UK 8½", "Bota UK 8½", "", "="),
    ("Boot in EU 42, 42 cm", "Bota EU 42, 42 cm", "", "=="),
    ("Boot in US 9.5", "Bota 9.5", "", "!"),  # of which system?
    ("Boot in US 9.5", "Bota 9.5 dos EUA", "", "~"),
    ("Boot in EU 42", "Bota EU 43", "Bota EU 42", "r"),
    ("Boot in UK 8-9", "Bota UK 8-10", "Bota UK 8-9", "r"),
    ("UK 3-pin plug", "Plugue UK de 3 pinos", "", "="),  # no size
    # Factors without spaces
    ("Tray 20×30.5cm", "Bandeja 20×30.5cm", "Bandeja 20×30,5 cm", "~"),
    ("Tray 20x30.5cm", "Bandeja 20x30.5cm", "Bandeja 20x30,5 cm", "~"),
    ("Box 20cmx30cmx5.5cm", "Caixa 20cmx30cmx5.5cm", "Caixa 20 cm x 30 cm x 5,5 cm", "~"),
    ("Print 20×30", "Impressão 20×30", "", "=="),
    ("0.3 microns", "0,3 mícronas", "", "~"),  # a word that no table has may be it
    # Dates and decades
    ("Since May 5, 2026", "Desde 5 de maio de 2026", "", "~"),
    ("On 03/04/2026", "Em 03/04/2026", "", "="),  # March or April: left
    ("1990s style", "estilo dos anos 90", "", "~"),
    ("1990s style", "estilo dos anos 1990", "", "="),
    # Other scripts, signs and lines
    ("３ bags", "3 bolsas", "", "~"),
    ("Line 1\nLine 2.5", "Linha 1\nLinha 2.5", "Linha 1\nLinha 2,5", "=~"),
    ("👕 2.5 stars ™", "👕 2.5 estrelas ™", "👕 2,5 estrelas ™", "~"),
    ("漢字 2.5", "漢字 2.5", "漢字 2,5", "~"),
]


@pytest.mark.parametrize(("source", "target", "wanted", "told"), ENGLISH_TO_PORTUGUESE)
def test_english_to_portuguese(source: str, target: str, wanted: str, told: str) -> None:
    done = reconcile(source, target, BRAZIL)
    assert plain(done.target) == plain(wanted or target)
    assert outcomes(done.entries) == told
    assert edited(target, done.edits) == done.target
    assert not reconcile(source, done.target, BRAZIL).edits


@pytest.mark.parametrize(
    ("pair", "source", "target", "wanted", "told"),
    [
        (("en", "de"), "12.5 cm wide", "12.5 cm breit", "12,5 cm breit", "~"),
        (("en", "de"), "1,299.50 in all", "1,299.50 insgesamt", "1.299,50 insgesamt", "~"),
        (("en", "de"), "20% off", "20% Rabatt", "20 % Rabatt", "~"),
        (("en", "de"), "At 8:30 am, Monday", "Um 8:30 am Montag", "Um 8:30 am Montag", "~"),  # "am" is "on"
        (("en", "de"), "Bluetooth 5.3", "Bluetooth 5.3", "Bluetooth 5.3", "="),
        (("en", "de"), "Costs €19.99", "Kostet €19.99", "Kostet 19,99 €", "~"),
        (("en", "fr"), "1,299.50 in all", "1,299.50 en tout", "1 299,50 en tout", "~"),
        (("en", "fr"), "Costs €19.99", "Coûte 19,99 €", "Coûte 19,99 €", "~"),
        (("en", "fr"), "2 bags", "deux sacs", "deux sacs", "w"),
        (("en", "es"), "12,345.5 units", "12,345.5 unidades", "12.345,5 unidades", "~"),
        (("en", "es-MX"), "1,299.50 in all", "1,299.50 en total", "1,299.50 en total", "="),  # as in English
        (("en", "ja"), "12.5 cm wide", "幅12.5cm", "幅12.5 cm", "~"),
        (("en", "ja"), "Costs $49", "価格: $49", "価格: $49", "="),
        (("de", "en"), "12,5 cm breit", "12,5 cm wide", "12.5 cm wide", "~"),
        (("de", "en"), "1.299 Stück", "1.299 pieces", "1,299 pieces", "~"),
        (("en", "ar"), "12.5 cm", "12.5 cm", "12.5 سم", "~"),
        # Digits of the target's own script stay; what is rewritten beside them is written in them
        (("en", "ar"), "12.5 cm", "١٢.٥ cm", "١٢٫٥ سم", "~"),
        (("en", "ar"), "Pack of 12", "عبوة ١٠", "عبوة ١٢", "r"),
        (("en", "hi"), "1,299.5 in all", "कुल १,२९९.५", "कुल १,२९९.५", "~"),
        (("en", "fa"), "12.5 kg", "۱۲٫۵ کیلوگرم", "۱۲٫۵ کیلوگرم", "~"),
        (("pt-BR", "en"), "Leva 12,5 kg", "Holds 12,5 kg", "Holds 12.5 kg", "~"),
        # The same language: nothing to do
        (("en-US", "en-GB"), "12.5 in", "12.5 in", "12.5 in", "="),
    ],
)
def test_other_locales(pair: tuple[str, str], source: str, target: str, wanted: str, told: str) -> None:
    done = reconcile(source, target, pair)
    assert plain(done.target) == wanted
    assert outcomes(done.entries) == told
    assert not reconcile(source, done.target, pair).edits


@pytest.mark.parametrize(
    ("source", "target", "fixed", "wanted", "told"),
    [
        # What is fixed stays, and is no quantity
        ("See a.b/1.5 for 1.5", "Veja a.b/1.5 para 1.5", "a.b/1.5", "Veja a.b/1.5 para 1,5", "~"),
        ("{count} of 12.5", "{count} de 12.5", "{count}", "{count} de 12,5", "~"),
        ("SKU 24-MB01", "SKU 24-MB01", "24-MB01", "SKU 24-MB01", ""),
        # A term that only the target has keeps its spelling, but its numbers count
        ("Set of 2.5", "Kit de 2.5", "Kit de 2.5", "Kit de 2.5", "="),
    ],
)
def test_fixed(source: str, target: str, fixed: str, wanted: str, told: str) -> None:
    at = target.index(fixed)
    done = reconcile(source, target, BRAZIL, [(at, at + len(fixed))])
    assert (done.target, outcomes(done.entries)) == (wanted, told)


def test_an_ambiguous_date_is_told() -> None:
    done = reconcile("On 03/04/2026", "Em 03/04/2026", BRAZIL)
    assert done.ambiguous == ("03/04/2026",)
    assert done.entries == (LedgerEntry(LedgerKind.DATE, Outcome.KEPT, "03/04/2026", "03/04/2026"),)


@pytest.mark.parametrize(
    ("measures", "source", "target", "wanted", "told"),
    [
        (Measures.KEEP, "5 in wide", "5 in de largura", "5 pol de largura", "~"),
        (Measures.CONVERT, "5 in wide", "5 in de largura", "13 cm de largura", ">"),
        (Measures.BOTH, "5 in wide", "5 in de largura", "13 cm (5 pol) de largura", ">"),
        (Measures.CONVERT, "5 in wide", "13 cm de largura", "13 cm de largura", ">"),  # done before
        (Measures.CONVERT, "5 cm wide", "5 cm de largura", "5 cm de largura", "="),  # Brazil's unit already
        (Measures.CONVERT, '15.6" laptop', 'notebook de 15.6"', None, "~"),  # a screen stays in inches
    ],
)
def test_measures(measures: Measures, source: str, target: str, wanted: str | None, told: str) -> None:
    done = reconcile(source, target, BRAZIL, conventions=Conventions(measures))
    if wanted is not None:
        assert plain(done.target) == wanted
    assert outcomes(done.entries) == told
    assert not reconcile(source, done.target, BRAZIL, conventions=Conventions(measures)).edits


def test_spaces_that_a_feed_can_read() -> None:
    done = reconcile("Costs $49", "Custa $49", BRAZIL, conventions=Conventions(spaces=Spaces.ASCII))
    assert done.target == "Custa US$ 49"


def test_alignment_tells_a_swap_from_a_move() -> None:
    source, target = "3 straps and 2 pockets", "2 bolsos e 3 alças"
    numbers = [(0, 1, 13, 14), (11, 12, 0, 1)]  # each attends to its equal, whatever became of it
    moved = [*numbers, (2, 8, 15, 22), (13, 18, 2, 8)]
    swapped = [*numbers, (2, 8, 2, 8), (13, 18, 15, 22)]
    assert outcomes(reconcile(source, target, BRAZIL, (), moved).entries) == "=="
    assert outcomes(reconcile(source, target, BRAZIL, (), swapped).entries) == "!!"
    assert outcomes(reconcile(source, target, BRAZIL, (), numbers).entries) == "!!"


NUMBERS = st.decimals(min_value=0, max_value=2_000_000, places=2).map(lambda value: value.normalize())
PIECES = st.one_of(
    st.tuples(NUMBERS, st.sampled_from(["", " cm", "kg", "%", " inches", " bags", "-pack"])),
    st.tuples(NUMBERS.map(lambda value: value.quantize(Decimal("0.01"))), st.just("$")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_properties(pieces: list[tuple[Decimal, str]], chance: random.Random) -> None:
    """Edits make the target, leave what is fixed, lose nothing, and are none the second time."""
    written = [
        f"${write_number(value, 'en')}" if unit == "$" else write_number(value, "en") + unit for value, unit in pieces
    ]
    source = "A " + " and ".join(written)
    kept = [text if chance.random() < 0.8 else text.replace(",", ".") for text in written]
    target = "O " + " e ".join(kept)
    fixed = []
    if chance.random() < 0.3:
        at = target.index(kept[0])
        fixed = [(at, at + len(kept[0]))]
    done = reconcile(source, target, BRAZIL, fixed)
    assert edited(target, done.edits) == done.target
    for start, end in fixed:
        assert all(last <= start or end <= first for first, last, _ in done.edits)
    assert not reconcile(source, done.target, BRAZIL, fixed and [(at, at + len(kept[0]))]).edits
    if kept == written and not fixed:
        assert {entry.outcome for entry in done.entries} <= {Outcome.KEPT, Outcome.REFORMATTED, Outcome.REPAIRED}


def segment(source: str, target: str | None, origin: Origin = Origin.ENGINE) -> Segment:
    place = Place("bags.csv", 7, "Title")
    return Segment(SegmentId("bags", "1", "", "Title", 0, 0), place, Role.TEXT, source, target=target, origin=origin)


def code(name: str, start: int, end: int) -> InlineCode:
    return InlineCode(CodeKind.VERBATIM, start, end, name)


def test_stage_rewrites_masked_numbers_and_moves_tags() -> None:
    bold = InlineCode(CodeKind.PAIR, 22, 25, "b", "<b>", "</b>")
    one = segment("Costs $1,299.50 at shop.com, new", "Custa $1,299.50 na shop.com, novo")._replace(
        codes=(code("amount", 6, 15), code("url", 19, 27), bold._replace(start=29, end=32)),
        target_codes=(code("amount", 6, 15), code("url", 19, 27), bold._replace(start=29, end=33)),
    )
    (done,) = localize_quantities([one], BRAZIL)
    target = done.target or ""
    assert plain(target) == "Custa US$ 1.299,50 na shop.com, novo"
    assert [code.name for code in done.codes] == ["url", "b"]
    assert [target[code.start : code.end] for code in done.target_codes] == ["shop.com", "novo"]
    assert outcomes(done.ledger) == "~"


def test_stage_leaves_the_numbers_of_terms_to_the_term_base() -> None:
    entry = LedgerEntry(LedgerKind.TERM, Outcome.KEPT, "2-in-1", "dois em um", ("dois em um",))
    one = segment("A 2-in-1 bag of 1.5 kg", "Uma bolsa dois em um de 1.5 kg")._replace(ledger=(entry,))
    (done,) = localize_quantities([one], BRAZIL)
    assert plain(done.target or "") == "Uma bolsa dois em um de 1,5 kg"
    assert outcomes(done.ledger) == "=~"


def test_stage_keeps_a_masked_number_that_stays() -> None:
    one = segment("Costs $49", "Custa US$ 49")._replace(codes=(code("amount", 6, 9),), target_codes=())
    (done,) = localize_quantities([one], BRAZIL)
    assert done.codes == one.codes


@pytest.mark.parametrize(
    "one",
    [
        segment("Holds 12.5 cm", None, Origin.NONE),
        segment("Holds 12.5 cm", "Contém 12.5 cm", Origin.HUMAN),
        segment("Red", "Vermelho"),
    ],
)
def test_stage_leaves_what_is_not_its_own(one: Segment) -> None:
    assert list(localize_quantities([one], BRAZIL)) == [one]


@pytest.mark.parametrize(
    ("one", "target", "origin", "told"),
    [
        (segment("Holds 12.5 cm", "Holds 12.5 cm", Origin.UNTRANSLATED), "Holds 12.5 cm", Origin.UNTRANSLATED, "="),
        (segment("12.5 cm", "12.5 cm", Origin.COPIED), "12,5 cm", Origin.CONVENTIONS, "~"),
        (segment("12 cm", "12 cm", Origin.COPIED), "12 cm", Origin.COPIED, "="),
        (segment("12.5", "12.5", Origin.COPIED), "12.5", Origin.COPIED, "="),  # a machine may read it
    ],
)
def test_stage_accounts_for_what_no_engine_saw(one: Segment, target: str, origin: Origin, told: str) -> None:
    (done,) = localize_quantities([one], BRAZIL)
    assert (plain(done.target or ""), done.origin, outcomes(done.ledger)) == (target, origin, told)


def test_stage_tells_what_is_ambiguous() -> None:
    (done,) = localize_quantities([segment("On 03/04/2026", "Em 03/04/2026")], BRAZIL)
    assert [finding.check for finding in done.findings] == ["ambiguous-quantity"]


@pytest.mark.parametrize(
    ("target", "links", "told", "asked"),
    [
        # "3 straps, 2 pockets": the numbers moved with their nouns, and the alignment says so
        ("2 bolsos, 3 alças", [(0, 1, 10, 11), (2, 8, 12, 19), (10, 11, 0, 1), (12, 17, 2, 8)], "==", 1),
        # the numbers were swapped: each attends to its equal, but the nouns stayed
        ("2 alças, 3 bolsos", [(0, 1, 10, 11), (2, 7, 2, 8), (9, 10, 0, 1), (11, 17, 12, 19)], "!!", 1),
        ("2 bolsos, 3 alças", [], "!!", 1),  # it says nothing
        ("3 alças, 2 bolsos", [], "==", 0),  # nobody asks for it
    ],
)
def test_the_alignment_tells_a_move_from_a_swap(
    target: str, links: list[tuple[int, int, int, int]], told: str, asked: int
) -> None:
    calls: list[Segment] = []

    def links_of(one: Segment) -> list[tuple[int, int, int, int]]:
        calls.append(one)
        return links

    (done,) = localize_quantities([segment("3 straps, 2 pockets", target)], BRAZIL, links_of=links_of)
    assert (outcomes(done.ledger), len(calls)) == (told, asked)


@pytest.mark.parametrize(
    ("start", "end", "edits", "wanted"),
    [
        (2, 5, [], (2, 5)),
        (2, 5, [(0, 1, "abc")], (4, 7)),
        (2, 5, [(3, 4, "")], (2, 4)),
        (2, 5, [(6, 7, "abc")], (2, 5)),
        (2, 5, [(2, 2, "abc")], (2, 8)),  # written at the start of a pair: inside
        (2, 5, [(5, 5, "abc")], (2, 8)),
        (2, 2, [(2, 2, "abc")], (2, 2)),  # a point stays before
        (2, 5, [(1, 3, "abcd")], (5, 7)),  # an edge inside goes behind
        (2, 5, [(0, 1, ""), (4, 6, "x")], (1, 4)),
    ],
)
def test_shifted(start: int, end: int, edits: list[tuple[int, int, str]], wanted: tuple[int, int]) -> None:
    (moved,) = shifted([InlineCode(CodeKind.PAIR, start, end, "b", "<b>", "</b>")], edits)
    assert (moved.start, moved.end) == wanted


@pytest.mark.parametrize(
    ("edits", "wanted"),
    [
        ([(2, 2, "abc")], (5, 8)),  # what is verbatim takes nothing in
        ([(5, 5, "abc")], (2, 5)),
        ([(2, 2, "a"), (5, 5, "b"), (5, 6, "c")], (3, 6)),
        ([(0, 2, ""), (5, 7, "c")], (0, 3)),
    ],
)
def test_verbatim_codes_take_nothing_in(edits: list[tuple[int, int, str]], wanted: tuple[int, int]) -> None:
    (moved,) = shifted([InlineCode(CodeKind.VERBATIM, 2, 5, "sku")], edits)
    assert (moved.start, moved.end) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("12.5 cm", "12,5 cm"),
        ("10.5 x 20 cm", "10,5 x 20 cm"),
        ("12.5 cm, 3.2 kg", "12,5 cm, 3,2 kg"),
        ("$1,299.50", "US$ 1.299,50"),
        ('W 22.0" x H 17" x D 10".', 'W 22,0" x H 17" x D 10".'),  # the sides of a box
        ("W: 22.5 cm, H: 17 cm", "W: 22,5 cm, H: 17 cm"),
        ("12 cm", None),  # as it stands
        ("12.5", None),  # a machine may read it
        ("24-MB01", None),
        ("Red 12.5 cm", None),
        ("", None),
    ],
)
def test_copied_cells(source: str, wanted: str | None) -> None:
    done = localize_copied(source, BRAZIL)
    assert (None if done is None else plain(done)) == wanted


@pytest.mark.parametrize("measures", [Measures.CONVERT, Measures.BOTH])
@pytest.mark.parametrize(
    ("source", "target", "converted", "both"),
    [
        ("100% cotton, 12 in", "100% algodão, 12 pol", "100% algodão, 30 cm", "100% algodão, 30 cm (12 pol)"),
        ("EU 42 boot, 2 lb", "Bota EU 42, 2 lb", "Bota EU 42, 910 g", "Bota EU 42, 910 g (2 lb)"),
        ("Bluetooth 5.3, $49, 5:30 PM", "Bluetooth 5.3, US$ 49, 17:30", None, None),  # nothing has a unit to convert
    ],
)
def test_what_has_no_unit_of_the_table_is_not_converted(
    source: str, target: str, converted: str | None, both: str | None, measures: Measures
) -> None:
    wanted = (converted if measures is Measures.CONVERT else both) or target
    assert plain(reconcile(source, target, BRAZIL, conventions=Conventions(measures)).target) == wanted


def one_by_one(source: str, target: str, fixed: list[tuple[int, int]]) -> tuple[str, str]:
    """What blotting out means, a span at a time: slow, and plainly right."""
    for start, end in fixed:
        text = target[start:end]
        at = source.find(text)
        if at >= 0 and text:
            source = source[:at] + FILLER * len(text) + source[at + len(text) :]
            target = target[:start] + FILLER * len(text) + target[end:]
    return source, target


# Few letters, so that words repeat and overlap; the filler itself, which a text may hold; one beyond 16 bits.
SMALL = st.text("ab1" + FILLER + "👕", max_size=14)
SPANS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 5)).map(lambda pair: (pair[0], sum(pair))), max_size=7)


@settings(deadline=None, max_examples=300)
@given(SMALL, SMALL, SPANS)
def test_what_is_fixed_is_blotted_out_of_both(source: str, target: str, fixed: list[tuple[int, int]]) -> None:
    assert _without_fixed(source, target, fixed) == one_by_one(source, target, fixed)


@pytest.mark.parametrize("words", ["{name}", "{name%d}"])
def test_many_codes_take_linear_time(words: str) -> None:
    codes = [words % number if "%" in words else words for number in range(20_000)]
    text = " ".join(codes)
    fixed, at = [], 0
    for code in codes:
        fixed.append((at, at + len(code)))
        at += len(code) + 1
    start = time.process_time()
    assert set(_without_fixed(text, text, fixed)[0]) == {FILLER, " "}
    assert time.process_time() - start < 2  # one by one: ten seconds
