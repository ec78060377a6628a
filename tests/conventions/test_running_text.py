"""The signs of running text: what the stage makes of translations, with the reason beside odd rows.

⍽ is U+00A0, ⎵ U+202F, ⟨ ⟩ are the marks of isolation (FSI, PDI).
"""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from catalog_cli.conventions.edits import edited
from catalog_cli.conventions.localization import localize_quantities
from catalog_cli.conventions.reconciliation import Conventions
from catalog_cli.conventions.running_text import may_change, running_text_edits
from catalog_cli.job import Spaces
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Place, Segment, SegmentId

ASCII = Conventions(spaces=Spaces.ASCII)


def seen(text: str) -> str:
    """Return the text with what cannot be seen made visible."""
    return text.translate(str.maketrans("\u00a0\u202f\u2068\u2069", "⍽⎵⟨⟩"))


def unseen(text: str) -> str:
    return text.translate(str.maketrans("⍽⎵⟨⟩", "\u00a0\u202f\u2068\u2069"))


def segment(source: str, target: str, role: Role = Role.TEXT, codes: tuple[InlineCode, ...] = ()) -> Segment:
    name = SegmentId("a.csv", "p", "", "Body", 0, 0)
    return Segment(
        name, Place("a.csv", 2, "Body"), role, source, target=target, target_codes=codes, origin=Origin.ENGINE
    )


def made(source: str, target: str, locale: str, role: Role = Role.TEXT, conventions: Conventions | None = None) -> str:
    one = segment(unseen(source), unseen(target), role)
    (done,) = localize_quantities([one], ("en", locale), conventions or Conventions())
    return seen(done.target or "")


# Locale, source, translation, what it becomes ("" if it stays).
ROWS = [
    # Brazilian Portuguese has the quotes of English, and spaces its dashes.
    ("pt-BR", "The “soft” bag", "A bolsa “macia”", ""),
    ("pt-BR", 'The "soft" bag', 'A bolsa "macia"', ""),  # the merchant types straight ones
    ("pt-BR", "The soft bag", "A bolsa «macia»", "A bolsa “macia”"),
    ("pt-BR", "Soft—and warm", "Macia—e quente", "Macia — e quente"),
    ("pt-BR", "object technology— above all Java", "objetos— sobretudo Java", "objetos — sobretudo Java"),
    ("pt-BR", "ideas--topics", "ideias--tópicos", "ideias — tópicos"),
    ("pt-BR", "It is soft -- and warm", "É macia -- e quente", "É macia — e quente"),
    ("pt-BR", "a well-made T-shirt", "uma t-shirt bem-feita", ""),  # hyphens
    ("pt-BR", "Size M - blue", "Tamanho M - azul", ""),  # a hyphen between spaces is the merchant's own
    ("pt-BR", "Feeds families of 4–6", "Alimenta famílias de 4–6", ""),
    ("pt-BR", "Call 0800–55–12", "Ligue 0800–55–12", ""),
    ("pt-BR", "20% cotton", "20 % de algodão", "20% de algodão"),
    ("pt-BR", "SKU AB--CD", "SKU AB--CD", ""),
    ("pt-BR", "tool --option", "ferramenta --option", ""),
    ("pt-BR", "— Anna", "— Anna", ""),
    ("pt-BR", "the ’90s and the boys’", "os ’90s e os boys’", ""),
    ("pt-BR", 'a 15" screen', 'uma tela de 15"', ""),
    ("pt-BR", "👕 “new” ™", "👕 “novo” ™", ""),
    ("pt-BR", "NA", "NA", ""),
    # German
    ("de", "The “soft” bag", "Die “weiche” Tasche", "Die „weiche“ Tasche"),
    ("de", 'The "soft" bag', 'Die "weiche" Tasche', "Die „weiche“ Tasche"),  # straight ones are foreign to it
    ("de", "The soft bag", 'Die "weiche" Tasche', ""),  # the source has none: something went wrong
    ("de", "The “A ‘B’ C” bag", "Die “A ‘B’ C” Tasche", "Die „A ‚B‘ C“ Tasche"),
    ("de", "It’s Levi’s", "Das ist Levi’s", ""),  # apostrophes
    ("de", "the ‘90s and boys’ shoes", "die ‘90s und boys’ Schuhe", ""),
    ("de", 'a 15" and a 17" "Pro" screen', '15" und 17" "Pro" Bildschirm', '15" und 17" „Pro“ Bildschirm'),
    ("de", "15” screen “Pro”", "15” Bildschirm “Pro”", "15” Bildschirm „Pro“"),  # typeset inches
    ("de", "He is 5'11\"", "Er ist 5'11\"", ""),
    ("de", "Soft—and warm", "Weich—und warm", "Weich – und warm"),
    ("de", "Soft — and warm", "Weich — und warm", "Weich – und warm"),
    ("de", "20% cotton", "20% Baumwolle", "20⍽% Baumwolle"),
    ("de", "Soft - and warm", "Weich - und warm", ""),
    ("de-CH", "The “soft” bag", "Die “weiche” Tasche", "Die «weiche» Tasche"),
    # French
    ("fr", "The “soft” bag", "Le sac “doux”", "Le sac «⍽doux⍽»"),
    ("fr", 'The "soft" bag', 'Le sac "doux"', "Le sac «⍽doux⍽»"),
    ("fr", "Soft!", "Doux!", "Doux⎵!"),
    ("fr", "Soft!", "Doux !", "Doux⎵!"),
    ("fr", "Material: cotton; soft?", "Matière: coton; doux?", "Matière⍽: coton⎵; doux⎵?"),
    ("fr", "Material:", "Matière:", "Matière⍽:"),  # a heading ends with it
    ("fr", "at 10:30", "à 10:30", ""),
    ("fr", "100% “soft”!", "100% “doux”!", "100⍽% «⍽doux⍽»⎵!"),
    ("fr", "Soft—and warm", "Doux—et chaud", "Doux — et chaud"),
    ("fr", "It’s today’s", "L’objet d’aujourd’hui", ""),
    ("fr-CA", "Soft!", "Doux!", ""),
    ("fr-CA", "Size: M", "Taille: M", "Taille⍽: M"),
    ("fr-CH", "The “soft” bag", "Le sac “doux”", "Le sac «doux»"),
    # Spanish: CLDR's quotes are those of English, and dashes cling to what they enclose
    ("es", "The “soft” bag", "La bolsa “suave”", ""),
    ("es", "Soft—and warm", "Suave—y cálida", ""),
    ("es", "families of 4–6", "familias de 4–6", "familias de 4-6"),
    ("es", "20% cotton", "20% algodón", "20⍽% algodón"),
    ("es-MX", "20% cotton", "20 % algodón", "20% algodón"),
    ("es", "¡Soft!", "¡Suave!", ""),
    # Japanese
    ("ja", "The “soft” bag", "“柔らかい”バッグ", "「柔らかい」バッグ"),
    ("ja", 'The "soft" bag', '"柔らかい" バッグ', "「柔らかい」 バッグ"),
    ("ja", "Red, blue and white", "赤, 青, 白", "赤、青、白"),
    ("ja", "Sizes S, M, L", "サイズ S, M, L", "サイズ S、M、L"),
    ("ja", "Sizes 36, 37, 38", "サイズ 36, 37, 38", "サイズ 36、37、38"),
    ("ja", "1,250 pieces", "1,250個", ""),  # digits keep their groups
    ("ja", "by Acme Co., Ltd.", "Acme Co., Ltd.製", ""),  # a name
    ("ja", "Levi Strauss, San Francisco", "Levi Strauss, San Francisco", ""),  # no Japanese in it
    ("ja", "for 4–6 people", "4–6人用", "4～6人用"),
    ("ja", "Soft—and warm", "柔らか—暖か", ""),
    ("zh-Hans", "Red, blue", "红色, 蓝色", "红色，蓝色"),
    ("zh-Hans", "Sizes S, M, L", "尺码 S, M, L", "尺码 S、M、L"),
    ("zh-TW", "The “soft” bag", "“柔軟”的包", "「柔軟」的包"),
    # Arabic and Hebrew
    ("ar", "Red, blue", "أحمر, أزرق", "أحمر، أزرق"),
    ("ar", "The “soft” bag", "حقيبة “ناعمة”", "حقيبة ”ناعمة“"),
    ("ar", 'The "soft" bag', 'حقيبة "ناعمة"', ""),
    ("ar", "Model 24-MB01", "طراز 24-MB01", "طراز ⟨24-MB01⟩"),  # would read MB01-24
    ("ar", "Model WH-1000XM5", "طراز WH-1000XM5", ""),  # begins with a letter: its digits follow it
    ("ar", "with HDR10+", "مع HDR10+ جديد", "مع ⟨HDR10+⟩ جديد"),
    ("ar", "26 inches", "26 بوصة", ""),
    ("ar", "20% cotton", "20% قطن", "20\u200e%\u200e قطن"),  # CLDR's percent sign has marks of direction
    ("he", "a 5.3 GHz band", "תדר 5.3 GHz חדש", "תדר ⟨5.3 GHz⟩ חדש"),
    ("he", "Running Shoe Pro 2", "נעל Running Shoe Pro 2", ""),  # letters alone keep their order
    ("he", "10W-40 oil", "שמן 10W-40", ""),
    ("he", "for 4–6 people", "ל Débora 4–6", ""),
    ("he", "4–6 péople", "עד 4–6 péople", "עד ⟨4–6 péople⟩"),
    ("he", "Model 24-MB01", "24-MB01", ""),  # nothing runs from right to left
    ("he", "Red, blue", "אדום, כחול", ""),  # Hebrew has the comma of English
    ("he", "", "", ""),
    # English as a target
    ("en", "Weich – und warm", "Soft – and warm", "Soft—and warm"),
    ("en", "Die „weiche“ Tasche", "The „soft“ bag", "The “soft” bag"),
    ("en-GB", "Soft—and warm", "Soft—and warm", "Soft – and warm"),
]


@pytest.mark.parametrize(("locale", "source", "target", "expected"), ROWS)
def test_running_text(locale: str, source: str, target: str, expected: str) -> None:
    once = made(source, target, locale)
    assert once == (expected or target)
    assert made(source, once, locale) == once  # set once


@pytest.mark.parametrize(
    ("locale", "role", "target", "expected"),
    [
        ("de", Role.TITLE, "Tasche – “Soft”", "Tasche – „Soft“"),
        ("en", Role.TITLE, "Bag – Blue", "Bag – Blue"),  # a separator of names
        ("ja", Role.LIST, "赤, 青", "赤, 青"),  # values between a machine's commas
        ("he", Role.TITLE, "תיק 24-MB01", "תיק 24-MB01"),  # titles are searched for
        ("fr", Role.OPTION, "100% coton", "100⍽% coton"),
    ],
)
def test_names_keep_their_dashes_and_commas(locale: str, role: Role, target: str, expected: str) -> None:
    assert made(target, target, locale, role) == expected


@pytest.mark.parametrize(
    ("locale", "source", "target", "expected"),
    [
        ("fr", "Soft! 100% “cotton”", "Doux! 100% “coton”", "Doux ! 100 % « coton »"),
        ("pt-BR", "12 cm, soft", "12⍽cm, macia⍽e⎵leve", "12 cm, macia e leve"),  # beside a quantity as well
        ("pt-BR", "Nike⍽Air", "Nike⍽Air e⍽leve", "Nike⍽Air e leve"),  # as many as the source has
        ("he", "a 5.3 GHz band", "תדר 5.3 GHz חדש", "תדר 5.3 GHz חדש"),
        ("ja", "Red bag", "赤い\u3000バッグ", "赤い バッグ"),
        ("pt-BR", "", "", ""),
    ],
)
def test_plain_spaces(locale: str, source: str, target: str, expected: str) -> None:
    assert made(source, target, locale, conventions=ASCII) == expected


def test_tags_and_verbatim_codes_keep_their_places() -> None:
    target = 'Le sac "doux": AB-1! et x--y "z"'
    codes = (
        InlineCode(CodeKind.PAIR, 8, 12, "b", "<b>", "</b>"),
        InlineCode(CodeKind.VERBATIM, 15, 19, "sku"),
        InlineCode(CodeKind.PAIR, 24, 32, "code", "<code>", "</code>"),
    )
    one = segment(target, target, Role.HTML, codes)
    (done,) = localize_quantities([one], ("en", "fr"))
    assert seen(done.target or "") == 'Le sac «⍽doux⍽»⍽: AB-1⎵! et x--y "z"'
    assert [(done.target or "")[c.start : c.end] for c in done.target_codes] == ["doux", "AB-1", 'x--y "z"']


def test_isolation_stands_outside_of_a_verbatim_code() -> None:
    target = "דגם 24-MB01"
    one = segment("Model 24-MB01", target, codes=(InlineCode(CodeKind.VERBATIM, 4, 11, "sku"),))
    (done,) = localize_quantities([one], ("en", "he"))
    (code,) = done.target_codes
    assert seen(done.target or "") == "דגם ⟨24-MB01⟩"
    assert (done.target or "")[code.start : code.end] == "24-MB01"


def test_nothing_is_written_into_a_verbatim_code() -> None:
    target = "תדר 5.3 GHz"
    one = segment("5.3 GHz", target, codes=(InlineCode(CodeKind.VERBATIM, 2, 6, "url"),))
    (done,) = localize_quantities([one], ("en", "he"))
    assert done.target == target


def test_terms_keep_their_signs() -> None:
    told = LedgerEntry(LedgerKind.TERM, Outcome.KEPT, "Soft—Touch", "Soft—Touch", ("Soft—Touch",))
    one = segment("The Soft—Touch bag—new", "A bolsa Soft—Touch—nova")._replace(ledger=(told,))
    (done,) = localize_quantities([one], ("en", "pt-BR"))
    assert done.target == "A bolsa Soft—Touch — nova"


@pytest.mark.parametrize("origin", [Origin.HUMAN, Origin.COPIED, Origin.UNTRANSLATED])
def test_what_no_engine_wrote_stays(origin: Origin) -> None:
    one = segment("Soft—and “warm”", "Soft—and “warm”")._replace(origin=origin)
    assert list(localize_quantities([one], ("en", "de"))) == [one]


@pytest.mark.parametrize("locale", ["pt-BR", "de", "fr", "es", "ja", "ar", "he", "en", "sv", "zh-Hans", "ru"])
def test_edits_are_in_order_and_change_nothing_twice(locale: str) -> None:
    for _, source, target, _ in ROWS:
        source, target = unseen(source), unseen(target)
        edits = running_text_edits(source, target, locale, Spaces.LOCALE)
        assert all(one[1] <= other[0] for one, other in pairwise(edits)), target
        assert not edits or may_change(target, locale, Spaces.LOCALE), target
        once = edited(target, edits)
        assert [char for char in once if char.isalnum()] == [char for char in target if char.isalnum()]
        assert running_text_edits(source, once, locale, Spaces.LOCALE) == (), target


@pytest.mark.parametrize("piece", ["“a” — b, ", '"a" 5" x--y ', "24-MB01 5.3 GHz ", "‘’”“", "4–6 S, M, L ", "א 1 a "])
def test_time_grows_with_the_text_only(piece: str) -> None:
    text = piece * 10_000
    for locale in ("fr", "ja", "he"):
        begun = time.perf_counter()
        running_text_edits(text, text, locale, Spaces.LOCALE)
        assert time.perf_counter() - begun < 2
