"""European words become Brazilian ones, alone and whole, in their own case; everything else stays."""

from __future__ import annotations

import pytest

from catalog_cli.varieties import variety_edits

ROWS = [
    # (text, what it reads in pt-BR)
    ("", ""),
    ("Auscultadores sem fios", "Fones sem fios"),
    ("SECÇÃO DE DESPORTO", "SEÇÃO DE ESPORTE"),
    ("Camisa cinzenta e sapatos cinzentos", "Camisa cinza e sapatos cinzas"),
    ("o controlo remoto e o ecrã", "o controle remoto e o ecrã"),  # the other gender in Brazil: "a tela"
    ("protector solar, protectores", "protetor solar, protetores"),
    ("Camisa azul oceano", "Camisa azul oceano"),
    ("stock-car", "stock-car"),
    ("Travões, toalhetes e ácido hialurónico", "Freios, lenços e ácido hialurônico"),
    ("Jóias de prata, geléia, Pára-brisa", "Joias de prata, geleia, Para-brisa"),  # as written before 2009
    ("Base anti-derrapante, forno de microondas", "Base antiderrapante, forno de micro-ondas"),
    ("anti-rugas-plus, pára de pingar", "anti-rugas-plus, pára de pingar"),
    ("日本のバッグ 👜", "日本のバッグ 👜"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_brazilian_words(text: str, expected: str) -> None:
    written = text
    for start, end, word in reversed(variety_edits(text, "pt-BR")):
        written = written[:start] + word + written[end:]
    assert written == expected


def test_no_other_locale_has_a_table() -> None:
    assert variety_edits("Auscultadores", "pt-PT") == []
