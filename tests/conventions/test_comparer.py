"""The judge of numbers is right on pairs whose fate was decided by hand: what it finds wrong with each."""

from __future__ import annotations

import pytest
from comparer import Fate, compare, faults

COPIED, UNIT, CHANGED, LOST, ADDED = Fate.COPIED, Fate.UNIT, Fate.CHANGED, Fate.LOST, Fate.ADDED

RIGHT = [
    ("", ""),
    ("Red bag", "Bolsa vermelha"),
    ("2 bags", "2 bolsas"),
    ("2 bags", "duas bolsas"),
    ("1 file", "um arquivo"),
    ("two bags", "2 bolsas"),
    ("12 eggs", "uma dúzia de ovos"),
    ("6 eggs", "meia dúzia de ovos"),
    ("half a dozen eggs", "6 ovos"),
    ("a dozen eggs", "12 ovos"),
    ("12.5 cm", "12,5 cm"),
    (".5 oz", "0,5 oz"),
    ("0.25 kg", "0,25 kg"),
    ("1,250.5 kg", "1.250,5 kg"),
    ("1,250 pieces", "1.250 peças"),
    ("1,250 pieces", "1250 peças"),
    ("1250 pieces", "1.250 peças"),
    ("10,000 mAh", "10 000 mAh"),  # the group may be a space of any kind
    ("10,000 mAh", "10\u00a0000\u00a0mAh"),
    ("1,299,000 lumens", "1.299.000 lúmens"),
    ("1.250 in", "1,250 pol"),  # three decimals in English
    ("$49.99", "US$ 49,99"),
    ("$49.99", "$ 49,99"),
    ("$1,299.00", "US$\u00a01.299,00"),
    ("€59.90", "€ 59,90"),
    ("€59.90", "59,90 euros"),
    ("EUR 39.95", "39,95 €"),
    ("£15", "15 libras"),
    ("$10-$20", "US$ 10–20"),
    ("$10-20", "US$ 10 a US$ 20"),
    ("20%", "20 %"),
    ("20 percent", "20%"),
    ("12.5% off", "12,5% de desconto"),
    ("50% cotton, 50% wool", "50% lã, 50% algodão"),
    ("½ cup", "½ xícara"),
    ("½ cup", "1/2 xícara"),
    ("½ cup", "meia xícara"),
    ("½ cup", "0,5 xícara"),
    ("1½ in", "1,5 pol"),
    ("1 1/2 in", "1½ polegada"),
    ("2 1/4 cups", "2 ¼ xícaras"),
    ("5-1/2 inches", "5 1/2 polegadas"),
    ("3/4 inch", "três quartos de polegada"),
    ("12x zoom", "zoom de 12x"),
    ("12X zoom", "zoom 12×"),
    ("5'11\" tall", "1,80 m de altura"),  # one measure made of two
    ("8 lb 5 oz", "3,8 kg"),
    ("5'11\" tall", "5'11\" de altura"),
    ("5'11\" tall", "5 pés 11 polegadas de altura"),
    ("30 x 40 x 2 cm", "30 × 40 × 2 cm"),
    ("30x40x2cm", "30 x 40 x 2 cm"),
    ("30 x 40 x 2 cm", "30 cm x 40 cm x 2 cm"),
    ('10" W x 12" H', "10 pol (L) x 12 pol (A)"),
    ("10-20 cm", "10–20 cm"),
    ("10 to 20 cm", "10 a 20 cm"),
    ("between 10 and 20 cm", "entre 10 e 20 cm"),
    ("from -10 to 40 °C", "de −10 a 40 °C"),
    ("70 °F", "21 °C"),  # converted
    ("12 in", "30 cm"),
    ("12 in", "30,5 cm"),
    ("5 lb", "2,3 kg"),
    ("100 sq ft", "9,3 m²"),
    ("100 m²", "100 metros quadrados"),
    ("100 m2", "100 m²"),
    ("16 fl oz", "16 onças fluidas"),
    ("16 oz. bottle", "garrafa de 16 onças"),
    ("64 oz of water", "64 onças fluidas de água"),
    ("12 in stock", "12 em estoque"),
    ("2-in-1", "2 em 1"),
    ("180 g/m²", "180 g/m²"),
    ("33 denier fabric", "tecido denier 33"),
    ("20-pack", "pacote de 20"),
    ("8-piece set", "conjunto de 8 peças"),
    ("5-year warranty", "garantia de 5 anos"),
    ("24/7", "24 horas por dia, 7 dias por semana"),
    ("24/7", "24/7"),
    ("16:9 screen", "tela 16:9"),
    ("9:30 pm", "21h30"),
    ("9:30 am", "9h30"),
    ("9:30 pm", "9:30 da noite"),
    ("6 a.m.", "6 da manhã"),
    ("March 4, 2026", "4 de março de 2026"),
    ("March 4, 2026", "04/03/2026"),
    ("4 March 2026", "4 de março de 2026"),
    ("March 1st", "1º de março"),
    ("Sep 24, 2027", "24 de set. de 2027"),
    ("12/23/2022", "23/12/2022"),
    ("2026-03-04", "2026-03-04"),
    ("2026-03-04", "04/03/2026"),
    ("March 2026", "março de 2026"),
    ("Bluetooth 5.3", "Bluetooth 5.3"),
    ("Bluetooth® 5.3", "Bluetooth® 5.3"),
    ("version 1.2.3", "versão 1.2.3"),
    ("v5.3", "v5.3"),
    ("WH-1000XM4", "WH-1000XM4"),
    ("IP67, E27, 10W-40", "IP67, E27, 10W-40"),
    ("4K and 1080p", "4K e 1080p"),
    ("W32 L34", "W32 L34"),
    ("2nd gear", "2ª marcha"),
    ("2nd gear", "segunda marcha"),
    ("21st century", "século XXI"),
    ("1990s style", "estilo dos anos 90"),
    ("1990s style", "estilo dos anos 1990"),
    ("size 007", "tamanho 007"),
    ("3 x 4, 5", "5, 4 x 3"),  # order says nothing of loss
    ("٣ kg", "3 kg"),
    ("€5 ™ 🎁", "5 € ™ 🎁"),
    ("12 cm\n3 kg", "12 cm\n3 kg"),
    ("Two-way zippers, 2 lbs", "Zíper bidirecional, 2 lb"),
    ("three-quarters of a million", "três quartos de um milhão"),
    ("Top Five (Wrong)", "Top Five (Wrong)"),
    ("one size", "tamanho único"),
    ("Save 20 dollars", "Economize 20 dólares"),
]

WRONG = [
    ("12.5 cm", "12.5 cm", [(COPIED, "12.5", "12.5")]),
    ("1,250 g", "1,250 g", [(COPIED, "1,250", "1,250")]),  # reads as one and a quarter
    ("$1,299.50", "US$ 1,299.50", [(COPIED, "1,299.50", "1,299.50")]),
    ("03/04/2026", "03/04/2026", [(COPIED, "03/04/2026", "03/04/2026")]),  # March becomes April
    ("12/23/2022", "12/23/2022", [(COPIED, "12/23/2022", "12/23/2022")]),
    ("2:1 ratio", "proporção 2: 1", [(COPIED, "2:1", "2: 1")]),
    ("12.5 cm", "125 cm", [(CHANGED, "12.5", "125")]),
    ("1,250.5 kg", "12.505 kg", [(CHANGED, "1,250.5", "12.505")]),
    ("2 bags", "bolsas", [(LOST, "2", "")]),
    ("bags", "3 bolsas", [(ADDED, "", "3")]),
    ("2 bags", "três bolsas", [(LOST, "2", "")]),
    ("two bags", "três bolsas", [(CHANGED, "two", "três")]),
    ("six socks", "meias", [(LOST, "six", "")]),
    ("2 x 2 cm", "2 cm", [(LOST, "2", "")]),
    ("30 x 40 x 2 cm", "30 x 40 cm", [(LOST, "2", "")]),
    ("12 cm", "12 mm", [(UNIT, "12", "12")]),
    ("12 cm", "12", [(UNIT, "12", "12")]),
    ("22.6 in. drop", "queda de 22,6", [(UNIT, "22.6", "22,6")]),
    ("12 quarts", "12 litros", [(UNIT, "12", "12")]),
    ("8 yards wide", "8 metros de largura", [(UNIT, "8", "8")]),
    ("25,300 sq. ft.", "25.300 pés", [(UNIT, "25,300", "25.300")]),
    ("80 °C", "80 oC", [(UNIT, "80", "80")]),
    ("80 °C", "80 °F", [(UNIT, "80", "80")]),
    ("EUR 39.95", "R$ 39,95", [(UNIT, "39.95", "39,95")]),
    ("20% off", "20 de desconto", [(UNIT, "20", "20")]),
    ("12 cm and 30 g", "30 cm e 12 g", [(UNIT, "12", "12"), (UNIT, "30", "30")]),
    ("-20 °C", "20 °C", [(CHANGED, "-20", "20")]),
    ("½ cup", "xícara", [(LOST, "½", "")]),
    ("1½ in", "11/2 in", [(CHANGED, "1½", "11/2")]),
    ("Bluetooth 5.3", "Bluetooth 5,3", [(CHANGED, "5.3", "5,3")]),
    ("firmware 0.85", "firmware 0,85", [(CHANGED, "0.85", "0,85")]),
    ("WH-1000XM4", "WH-1.000XM4", [(CHANGED, "WH-1000XM4", "WH-1.000XM4")]),
    ("Sep 24, 2027", "24, 2027", [(CHANGED, "Sep 24, 2027", "24"), (ADDED, "", "2027")]),
    ("March 4, 2026", "4 de abril de 2026", [(CHANGED, "March 4, 2026", "4 de abril de 2026")]),
    ("9:30 pm", "9:30", [(CHANGED, "9:30 pm", "9:30")]),
    ("5'11\"", "5'1\"", [(CHANGED, "11", "1")]),
    ("10-20 cm", "10-200 cm", [(CHANGED, "20", "200")]),
    ("$49.99", "US$ 4.999", [(CHANGED, "49.99", "4.999")]),  # times a hundred
    ("size 007", "tamanho 7", [(CHANGED, "007", "7")]),
    ("12 in", "25 cm", [(CHANGED, "12", "25")]),  # a wrong conversion
]

ALL = [(*row, []) for row in RIGHT] + WRONG


@pytest.mark.parametrize(("source", "target", "expected"), ALL)
def test_fates(source: str, target: str, expected: list[tuple[Fate, str, str]]) -> None:
    assert [tuple(verdict) for verdict in faults(source, target)] == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("2 bags of 12.5 kg", "dois sacos de 12,5 kg", [Fate.SPELLED, Fate.KEPT]),
        ("12 in", "30 cm", [Fate.CONVERTED]),
        ("five socks", "cinco meias", []),  # words that stay words are not reported
    ],
)
def test_good_fates(source: str, target: str, expected: list[Fate]) -> None:
    assert [verdict.fate for verdict in compare(source, target)] == expected


def test_it_shares_nothing_with_the_package() -> None:
    from pathlib import Path

    assert "catalog_cli" not in Path(__file__).with_name("comparer.py").read_text(encoding="utf-8")
