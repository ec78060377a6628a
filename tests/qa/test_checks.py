"""Checks of finished segments: what passes and what is found, check by check."""

from __future__ import annotations

import pytest

from catalog_cli.errors import UsageProblem
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome
from catalog_cli.product import Role
from catalog_cli.qa.registry import IN_RUN, load_checks, run_checks
from catalog_cli.segment import CodeKind, InlineCode, Limit, Origin, Place, Segment, SegmentId, Severity

ALL = load_checks("en", "pt-BR")
PLACE = Place("bags.csv", 7, "Title")


def segment(source: str, target: str | None, origin: Origin = Origin.ENGINE) -> Segment:
    return Segment(SegmentId("bags", "1", "", "Title", 0, 0), PLACE, Role.TEXT, source, target=target, origin=origin)


def found(one: Segment, source_locale: str = "en", target_locale: str = "pt-BR") -> list[str]:
    checks = ALL if (source_locale, target_locale) == ("en", "pt-BR") else load_checks(source_locale, target_locale)
    (checked,) = run_checks([one], checks)
    return [finding.check for finding in checked.findings]


PASSES = [
    ("Red", "Vermelho"),
    ("Nylon", "Nylon"),
    ("Joust Duffle", "Joust Duffle"),
    ("12.5 cm, 2 bags.", "12,5 cm, dois sacos."),
    ("Width 5 in", "Largura 5 pol."),
    ("“Best bag.”", "“Melhor bolsa”."),
    ("Really?", "Sério?"),
    ("Soft...", "Macio…"),
    ("Max. value", "Valor máx."),
    ("Bora Bora bag", "Bolsa Bora Bora"),
    ("so so so soft", "tão tão tão macio"),
    ("Joust™ costs €5", "Joust™ custa 5 €"),
    ("½ cup", "½ xícara"),
    ("5 µm filter", "Filtro de 5 μm"),
    ("NA", "NA"),
    ("007", "007"),
    ("漢字 bag", "Bolsa 漢字"),
    # A list names a thing twice: not a circle
    ("2-slice toaster, toaster", "torradeira de 2 fatias, torradeira"),
    ("fryer, kitchen, cooking, basket", "fritadeira, cozinha, cozinha, cesta"),
    ("Pet Supplies & Pets", "Suprimentos para animais > Suprimentos para animais"),
    # Numbers may follow one another alike
    ("8 8 8 8 beads", "Contas 8 8 8 8"),
    ("Line one\nLine two", "Linha um\nLinha dois"),
]

FINDS = [
    ("Red", "", ["empty-target"]),
    ("Red", "  ", ["empty-target"]),
    ("Holds 12.5 cm", "Contém 125 cm", ["quantity-missing", "number-added"]),
    ("Costs $5", "Custa $6", ["quantity-missing", "number-added"]),
    ("50% off", "Desconto", ["quantity-missing"]),
    ("½ cup", "xícara", ["quantity-missing"]),
    # A number alone is no quantity
    ("Model 300 bag", "Bolsa modelo", ["number-missing"]),
    ("A red bag", "Uma bolsa vermelha 3", ["number-added"]),
    ("Two soft bags", "two soft bags", ["untranslated"]),
    ("A bag of cotton", "Uma bolsa de de algodão", ["doubled-word"]),
    ("Cotton sleeve shirt", "Manga manga manga camisa", ["repetition", "doubled-word"]),
    ("A prize of literature", "Prêmio de literatura de literatura", ["repetition"]),
    ("A toaster, an oven and a kettle", "Torradeira de pão, torradeira de pão, torradeira de pão", ["repetition"]),
    ("Café", "CafÃ©", ["damaged-characters"]),
    ("Red bag", "Bolsa ⁇ vermelha", ["damaged-characters"]),
    ("Red bag", "Bolsa\x07 vermelha", ["damaged-characters"]),
    ("Red bag", "Красная сумка", ["wrong-script"]),
    ("Red", "Vermelho como um tomate muito maduro na feira de hoje", ["extreme-length"]),
    ("Red bag", "Bolsa vermelha muito bonita e grande na verdade", ["unusual-length"]),
    ("A very long sentence about a bag that is made of cotton and more", "Bolsa", ["extreme-length"]),
    ("It is soft.", "É macio", ["end-punctuation"]),
    ("Soft bag", "Bolsa macia.", ["end-punctuation"]),
    ("Soft?", "Macio!", ["end-punctuation"]),
]


@pytest.mark.parametrize(("source", "target"), PASSES)
def test_passes(source: str, target: str) -> None:
    assert found(segment(source, target)) == []


@pytest.mark.parametrize(("source", "target", "expected"), FINDS)
def test_finds(source: str, target: str, expected: list[str]) -> None:
    assert found(segment(source, target)) == expected


@pytest.mark.parametrize(
    ("source_locale", "target_locale", "source", "target", "expected"),
    [
        ("en", "ja", "A soft bag made of cotton for your next trip to town.", "柔らかい綿のバッグ。", []),
        ("ja", "en", "柔らかい綿のバッグ。", "A soft cotton bag for every day.", []),
        ("en", "he", "Soft bag.", "תיק רך.", []),
        ("en", "ar", "Is it soft?", "هل هو ناعم؟", []),
        ("en", "ru", "Soft red bag", "Bolsa vermelha macia", ["wrong-script"]),
        # A brand stays in Latin letters
        ("en", "ru", "Joust Duffle", "Joust Duffle", []),
        ("en", "th", "Soft bag.", "กระเป๋านุ่ม", []),
        # The same language: a British shop keeps most of an American text
        ("en-US", "en-GB", "A soft cotton bag", "A soft cotton bag", []),
    ],
)
def test_other_locales(source_locale: str, target_locale: str, source: str, target: str, expected: list[str]) -> None:
    assert found(segment(source, target), source_locale, target_locale) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit(3), []),
        (Limit(2), ["limit-exceeded"]),
        # é is two bytes, the emoji two UTF-16 units
        (Limit(7, "bytes"), []),
        (Limit(6, "bytes"), ["limit-exceeded"]),
        (Limit(3, "utf16"), ["limit-exceeded"]),
    ],
)
def test_limits(limit: Limit, expected: list[str]) -> None:
    assert found(segment("Né😀", "né😀")._replace(limit=limit)) == expected
    # A copy can be too long as well
    assert found(segment("Né😀", "Né😀", Origin.COPIED)._replace(limit=limit)) == expected


BOLD = InlineCode(CodeKind.PAIR, 0, 3, "b", "<b>", "</b>")
BREAK = InlineCode(CodeKind.POINT, 3, 3, "br", "<br>")
URL = InlineCode(CodeKind.VERBATIM, 4, 9, "url")


@pytest.mark.parametrize(
    ("codes", "target_codes", "target", "expected"),
    [
        ((), (), "Veja x.com", []),
        ((BOLD,), (BOLD._replace(end=4),), "Veja x.com", []),
        ((BOLD,), (), "Veja x.com", ["lost-code"]),
        ((BOLD,), (BOLD, BOLD), "Veja x.com", ["lost-code"]),
        ((BOLD, BREAK), (BOLD,), "Veja x.com", ["lost-code"]),
        ((), (BREAK,), "Veja x.com", ["lost-code"]),
        ((URL,), (URL._replace(start=5, end=10),), "Veja x.com", []),
        # Altered: one is lost, one is new
        ((URL,), (URL._replace(start=5, end=10),), "Veja x.con", ["lost-code", "lost-code"]),
    ],
)
def test_codes(
    codes: tuple[InlineCode, ...], target_codes: tuple[InlineCode, ...], target: str, expected: list[str]
) -> None:
    assert found(segment("See x.com", target)._replace(codes=codes, target_codes=target_codes)) == expected


@pytest.mark.parametrize(
    ("masks", "target", "expected"),
    [
        (((4, 9, "X1"),), "Veja x.com", []),
        (((4, 9, "X1"),), "Veja X1", ["leftover-mask"]),
        (((4, 9, "XQB"),), "Veja XQB", ["leftover-mask"]),
        (((4, 9, "XQB"),), "Veja xqb", []),  # no mask of ours reads so
        (((3, 4, " - "),), "Veja - x.com", []),
        (((4, 9, "X1"),), "Veja TX1000", ["number-added"]),
        # A case edit is a word, not a stand-in
        (((0, 3, "see"),), "veja see", []),
    ],
)
def test_masks(masks: tuple[tuple[int, int, str], ...], target: str, expected: list[str]) -> None:
    checks = [check for check in found(segment("See x.com", target)._replace(masks=masks)) if check != "number-added"]
    assert checks == [check for check in expected if check != "number-added"]


def test_a_converted_measure_is_no_lost_number() -> None:
    entry = LedgerEntry(LedgerKind.MEASURE, Outcome.CONVERTED, "12 in", "30,5 cm")
    one = segment("A bag of 12 in", "Uma bolsa de 30,5 cm")
    assert found(one) == ["quantity-missing", "number-added"]
    assert found(one._replace(ledger=(entry,))) == []


MEASURE, NUMBER, PRICE = LedgerKind.MEASURE, LedgerKind.NUMBER, LedgerKind.PRICE


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], ["quantity-missing", "number-added"]),  # the texts are compared
        ([LedgerEntry(LedgerKind.TERM, Outcome.KEPT, "bag", "bolsa")], ["quantity-missing", "number-added"]),
        # The ledger accounts for every number: it is believed
        ([LedgerEntry(MEASURE, Outcome.REFORMATTED, "12 cm", "13 cm")], []),
        ([LedgerEntry(MEASURE, Outcome.MISSING, "12 cm", "")], ["quantity-missing"]),
        ([LedgerEntry(PRICE, Outcome.CHANGED, "$12", "US$ 13")], ["quantity-missing"]),
        ([LedgerEntry(NUMBER, Outcome.MISSING, "7", "")], ["number-missing"]),
        ([LedgerEntry(NUMBER, Outcome.CHANGED, "7", "13")], ["number-missing"]),
        # A bare number, yet a unit stands beside it in the source
        ([LedgerEntry(NUMBER, Outcome.MISSING, "12", "")], ["quantity-missing"]),
        ([LedgerEntry(NUMBER, Outcome.ADDED, "", "13")], ["number-added"]),
        (
            [LedgerEntry(MEASURE, Outcome.MISSING, "12 cm", ""), LedgerEntry(MEASURE, Outcome.ADDED, "", "13 cm")],
            ["quantity-missing", "number-added"],
        ),
        ([LedgerEntry(NUMBER, Outcome.SPELLED, "12", "doze"), LedgerEntry(PRICE, Outcome.KEPT, "€5", "€5")], []),
    ],
)
def test_numbers_of_the_ledger(entries: list[LedgerEntry], expected: list[str]) -> None:
    assert found(segment("A bag of 12 cm", "Uma bolsa de 13 cm")._replace(ledger=tuple(entries))) == expected


def test_a_changed_quantity_is_named_with_what_it_became() -> None:
    entry = LedgerEntry(MEASURE, Outcome.CHANGED, "12 cm", "13 cm")
    (checked,) = run_checks([segment("A bag of 12 cm", "Uma bolsa de 13 cm")._replace(ledger=(entry,))], ALL)
    assert [(one.severity, one.message) for one in checked.findings] == [
        (Severity.CRITICAL, "The quantity 12 cm of the source is 13 cm in the translation.")
    ]


@pytest.mark.parametrize(
    "one",
    [
        segment("Holds 12 cm", None, Origin.NONE),
        segment("Holds twelve big cm", "Holds twelve big cm", Origin.UNTRANSLATED),
        segment("Holds twelve big cm", "Holds twelve big cm", Origin.COPIED),
    ],
)
def test_what_stays_as_it_is_is_not_checked(one: Segment) -> None:
    assert found(one) == []


def test_a_finding_says_where_and_keeps_the_earlier_ones() -> None:
    (first,) = run_checks([segment("It is soft.", "")], ALL)
    (second,) = run_checks([first], ALL)
    assert first.findings[0].place == PLACE
    assert first.findings[0].severity is Severity.CRITICAL
    assert second.findings == first.findings * 2


def test_the_stage_is_one_to_one_and_lazy() -> None:
    def endless() -> object:
        while True:
            yield segment("Red", "Vermelho")

    stage = run_checks(endless(), ALL)  # type: ignore[arg-type]  # a generator of segments
    assert next(stage) == next(stage)
    assert list(run_checks([], ALL)) == []


def test_registry() -> None:
    assert [check.name for check in ALL] == list(IN_RUN)
    assert all(check.messages.func.__doc__ for check in ALL)  # type: ignore[attr-defined]  # a partial
    with pytest.raises(UsageProblem, match='no check "spelling"'):
        load_checks("en", "pt-BR", ["spelling"])


def test_an_option_value_with_its_next_best_translation() -> None:
    one = segment("Gray", "Cinzento")._replace(taken=frozenset({"cinza"}), role=Role.OPTION)
    assert found(one) == ["next-best"]
    assert found(one._replace(taken=frozenset())) == []
