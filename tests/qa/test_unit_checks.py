"""Every check of whole cells: (role, target locale, source, target, is found); and those of a whole catalog."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from catalog_cli.errors import UsageProblem
from catalog_cli.product import Column, Role
from catalog_cli.qa.consistency import Consistency
from catalog_cli.qa.registry import (
    ALL,
    CATALOG_CHECKS,
    CHECKS,
    IN_RUN,
    UNIT_CHECKS,
    Pair,
    describe_check,
    load_checks,
    load_unit_checks,
    run_unit_checks,
)
from catalog_cli.segment import Finding, Limit, Origin, Place, Segment, SegmentId, Severity
from catalog_cli.unit import Unit

PT, ES, JA, AR, DE = "pt-BR", "es-ES", "ja", "ar", "de-DE"
TEXT, HTML, LIST, OPTION, TITLE = Role.TEXT, Role.HTML, Role.LIST, Role.OPTION, Role.TITLE
SOFT = "This soft cotton shirt has two pockets. "
MACIA = "Esta camisa macia de algodão tem dois bolsos. "
WASH = "Wash it at 30 degrees with similar colors. "
LAVE = "Lave a 30 graus com cores semelhantes. "
GIFT = "It comes in a gift box made of recycled paper."
CAIXA = "Vem em uma caixa de presente feita de papel reciclado."

ROWS: dict[str, list[tuple[Role, str, str, str | None, bool]]] = {
    "no-translation": [
        (TITLE, PT, "Red mug", None, True),
        (HTML, AR, "<p>Two <b>bags</b>.</p>", None, True),
        (TITLE, PT, "赤いカップ", None, True),
        (TITLE, PT, "Red mug", "", False),  # there is a cell: see empty-cell
        (TITLE, PT, "Red mug", "Caneca vermelha", False),
        # What is no language has no translation.
        (TITLE, JA, "24-MB01", None, False),
        (OPTION, PT, "XL", None, False),
        (TEXT, PT, "NA", None, False),
        (TEXT, PT, " ", None, False),
        (HTML, PT, "<p>&nbsp;</p><!-- top -->", None, False),
    ],
    "empty-cell": [
        (TEXT, PT, "Red", "Vermelho", False),
        (TEXT, PT, "", "", False),
        (TEXT, JA, " ", "", False),
        (TEXT, PT, "Red", "", True),
        (TEXT, AR, "Red", " \n", True),
        (TITLE, PT, "007", "", True),
    ],
    "key-altered": [
        (Role.IDENTIFIER, PT, "007", "007", False),
        (Role.ENUM, PT, "in stock", "in stock", False),
        (OPTION, PT, "Default Title", "Default Title", False),
        (OPTION, PT, "Red", "Vermelho", False),
        (Role.ENUM, PT, "in stock", "em estoque", True),
        (Role.IDENTIFIER, PT, "007", "7", True),
        (Role.URL, JA, "https://example.com/a.jpg", "https://example.com/b.jpg", True),
        (OPTION, PT, "Default Title", "Título padrão", True),
    ],
    "cell-limit-exceeded": [
        (TITLE, PT, "Red", "Vermelho", False),
        (TITLE, JA, "Red", "赤", False),
        (TITLE, PT, "", "", False),
        (TITLE, PT, "Red", "Vermelho vivo", True),
        (TITLE, DE, "Red", "Leuchtend rot", True),
        (TITLE, AR, "Red", "أحمر فاتح جدا", True),
    ],
    "list-values": [
        (LIST, PT, "red, blue", "vermelho, azul", False),
        (LIST, PT, "red", "vermelho", False),
        (LIST, PT, "1,5 m, 2 m", "1,5 m, 2 m", False),  # a decimal comma
        (TEXT, PT, "red, blue", "vermelho", False),  # no list
        (LIST, PT, "red, blue", "vermelho e azul", True),
        (LIST, JA, "red, blue", "赤、青", True),
        (OPTION, PT, "red", "vermelho, vivo", True),
    ],
    "line-breaks": [
        (TEXT, PT, "Soft\nWarm", "Macio\nQuente", False),
        (TEXT, PT, "Soft\r\nWarm", "Macio\nQuente", False),
        (HTML, PT, "<p>Soft</p>\n<p>Warm</p>", "<p>Macio</p><p>Quente</p>", False),
        (TEXT, PT, "Soft\\nWarm", "Macio\\nQuente", False),  # as WooCommerce writes it
        (TEXT, PT, "Soft\nWarm", "Macio Quente", True),
        (TEXT, JA, "Soft", "柔らか\nい", True),
        (TEXT, AR, "Soft\\nWarm", "ناعم دافئ", True),
    ],
    "bullets": [
        (TEXT, PT, "• Soft\n• Warm", "• Macio\n• Quente", False),
        (TEXT, PT, "- Soft\n- Warm", "• Macio\n• Quente", False),  # another sign
        (TEXT, PT, "1. Soft\n2. Warm", "1. Macio\n2. Quente", False),
        (TEXT, PT, "- Soft", "Macio", False),  # of one, start-punctuation tells
        (TEXT, PT, "• Soft\n• Warm", "• Macio", True),
        (TEXT, JA, "• Soft\n• Warm", "柔らかい暖かい", True),
        (TEXT, PT, "Soft", "• Macio\n• Quente", True),
    ],
    "edge-space": [
        (TEXT, PT, "Soft", "Macio", False),
        (TEXT, PT, " Soft ", "\u00a0Macio\n", False),
        (TEXT, PT, "", "", False),
        (TEXT, PT, "Soft ", "Macio", True),
        (TEXT, JA, "Soft", " 柔らかい", True),
        (TEXT, AR, "Soft", "ناعم\n", True),
    ],
    "tags-lost": [
        (HTML, PT, "<p>A <b>red</b> bag</p>", "<p>Bolsa <b>vermelha</b></p>", False),
        (HTML, PT, "A red bag", "Bolsa vermelha", False),
        (HTML, PT, "a < b", "a < b", False),
        (HTML, JA, "<br>Soft", "<br/>柔らかい", False),
        (HTML, PT, "<p>A <b>red</b> bag</p>", "<p>Bolsa vermelha</p>", True),
        (HTML, AR, "<ul><li>Soft</li><li>Warm</li></ul>", "<ul><li>ناعم</li></ul>", True),
        (TEXT, PT, "A <i>red</i> bag", "Bolsa vermelha", True),
        (HTML, PT, "{% if a %}Soft{% endif %}", "Macio", True),
    ],
    "tags-added": [
        (HTML, PT, "<p>Soft</p>", "<p>Macio</p>", False),
        (HTML, JA, "Soft", "柔らかい", False),
        (HTML, PT, "", "", False),
        (HTML, PT, "<p>Soft</p>", "<p>Macio<br></p>", True),
        (TEXT, PT, "Soft", "<b>Macio</b>", True),
        (HTML, AR, "<p>Soft</p>", "<p>ناعم</p><p>x</p>", True),
    ],
    "tag-attributes": [
        (HTML, PT, '<a href="/a">A</a>', '<a href="/a">B</a>', False),
        (HTML, PT, '<img src="a" alt="A bag">', '<img src="a" alt="Uma bolsa">', False),  # a text
        (HTML, PT, '<p class="x">A</p>', "<p>A", False),  # a lost tag is another check's
        (HTML, PT, '<a href="/a">A</a>', '<a href="/b">A</a>', True),
        (HTML, JA, '<p class="lead">A</p>', '<p class="リード">A</p>', True),
        (HTML, AR, '<img src="a.jpg">', '<img src="b.jpg">', True),
    ],
    "tag-order": [
        (HTML, PT, "<h2>A</h2><p>B</p>", "<h2>A</h2><p>B</p>", False),
        (HTML, PT, "<p><b>A</b> <i>B</i></p>", "<p><i>B</i> <b>A</b></p>", False),  # words change places
        (HTML, PT, "A", "A", False),
        (HTML, PT, "<h2>A</h2><p>B</p>", "<p>B</p><h2>A</h2>", True),
        (HTML, JA, "<ul><li>A</li></ul><p>B</p>", "<p>B</p><ul><li>A</li></ul>", True),
        (HTML, AR, "<p>A</p><hr>", "<hr><p>A</p>", True),
    ],
    "tag-nesting": [
        (HTML, PT, "<p><b>A</b></p>", "<p><b>A</b></p>", False),
        (HTML, PT, "<p><b>A</p></b>", "<p><b>A</p></b>", False),  # the source crosses, too
        (HTML, PT, "A", "A", False),
        (HTML, PT, "<p><b>A</b></p>", "<p><b>A</p></b>", True),
        (HTML, JA, "<i><b>A</b></i>", "<i><b>A</i></b>", True),
        (HTML, AR, "<div>A</div>", "<div>A", True),
    ],
    "unsafe-html": [
        (HTML, PT, "<p>A</p>", "<p>A</p>", False),
        (HTML, PT, '<a onclick="x()">A</a>', '<a onclick="x()">B</a>', False),  # the shop's own
        (TEXT, PT, "Only one = 1", "Somente on = 1", False),
        (HTML, PT, "<p>A</p>", "<p>JavaScript: o livro</p>", True),  # near a tag it is told, rather once too often
        (HTML, PT, "<p>A</p>", "<p>A</p><script>x()</script>", True),
        (HTML, PT, "<p>A</p>", '<p onmouseover="x()">A</p>', True),
        (HTML, JA, "<a href='/a'>A</a>", "<a href='java&#x73;cript:x()'>A</a>", True),
        (HTML, AR, "A", '<img src=x onerror="x()">', True),
        (TITLE, PT, "A", "<ScRiPt src=//evil.example>", True),
        (HTML, PT, "A", '<iframe src="https://evil.example"></iframe>', True),
        (HTML, PT, "A", "<a href=' jav\tascript:x()'>A</a>", True),
    ],
    "sentence-dropped": [
        (TEXT, PT, SOFT + WASH + GIFT, MACIA + LAVE + CAIXA, False),
        (TEXT, PT, SOFT + WASH, MACIA.rstrip(". ") + "; " + LAVE[0].lower() + LAVE[1:], False),  # two in one
        (TEXT, PT, "Soft. Red.", "Macio.", False),  # too short to be missed
        (HTML, PT, f"<p>{SOFT}</p><p>{GIFT}</p>", f"<p>{MACIA}</p><p>{CAIXA}</p>", False),
        (LIST, PT, "Soft. Red bag with zip.", "Macio.", False),
        (TEXT, PT, SOFT + WASH + GIFT, MACIA + CAIXA, True),
        (TEXT, PT, SOFT + WASH + GIFT, LAVE + CAIXA, True),
        (HTML, PT, f"<p>{SOFT}</p><p>{WASH}{GIFT}</p>", f"<p>{MACIA}</p><p>{LAVE}</p>", True),
        (
            TEXT,
            JA,
            SOFT + WASH + GIFT,
            "この柔らかい綿のシャツにはポケットが2つあります。30度で似た色のものと洗ってください。",
            True,
        ),
    ],
    "sentence-added": [
        (TEXT, PT, SOFT + WASH, MACIA + LAVE, False),
        (TEXT, PT, GIFT, "Vem em uma caixa de presente. Ela é feita de papel reciclado.", False),  # one in two
        (TEXT, PT, "", "", False),
        (TEXT, PT, SOFT + WASH, MACIA + LAVE + CAIXA, True),
        (TEXT, PT, WASH, LAVE + "Este produto é o mais vendido da nossa loja há muitos anos.", True),
        (TEXT, AR, WASH, "اغسله بدرجة 30 مع ألوان مشابهة. هذا المنتج هو الأكثر مبيعا في متجرنا منذ سنوات.", True),
    ],
    "swapped-product": [
        (TEXT, PT, SOFT + WASH, MACIA + LAVE, False),
        (TITLE, PT, "Red Mug", "Caneca Vermelha", False),
        (LIST, PT, "red, cotton, shirt, summer, 30", "caneca, porcelana, azul, inverno, 20", False),
        (TEXT, JA, SOFT + WASH, "これは磁器のマグカップで、容量は350mlです。", False),  # nothing to compare by
        (TEXT, PT, SOFT + WASH, "Caneca de porcelana azul com 350 ml, segura para micro-ondas e geladeira.", True),
        (
            HTML,
            PT,
            f"<p>{SOFT}{GIFT}</p>",
            "<p>Tênis de corrida em couro preto com sola de borracha, para homem, peso de 240 gramas.</p>",
            True,
        ),
        (
            TEXT,
            ES,
            "Blue ceramic mug for coffee, holds 350 ml, dishwasher safe, with a wooden spoon.",
            "Zapatillas de cuero negro para hombre con suela de caucho, 240 gramos.",
            True,
        ),
    ],
}
COLUMNS = {role: Column(0, "Body", "Body", role, "", separators=(",",)) for role in Role}
COLUMNS[OPTION] = COLUMNS[OPTION].__class__(
    0, "Option", "Option", OPTION, "", separators=(",",), reserved=frozenset({"Default Title"})
)
PLACE = Place("bags.csv", 7, "Body")


def unit(role: Role, source: str, target: str | None, segments: Sequence[Segment] = ()) -> Unit:
    return Unit("0" * 32, "1", "", COLUMNS[role], PLACE, PLACE, source, target, segments=tuple(segments))


@pytest.mark.parametrize(
    ("check", "role", "locale", "source", "target", "is_found"),
    [(check, *row) for check, rows in ROWS.items() for row in rows],
)
def test_rows(check: str, role: Role, locale: str, source: str, target: str | None, is_found: bool) -> None:
    checks = load_unit_checks("en", locale, [check])
    limit = Limit(10) if check == "cell-limit-exceeded" else None
    (done,) = run_unit_checks([unit(role, source, target)._replace(limit=limit)], checks)
    assert bool(done.findings) == is_found, done.findings


@pytest.mark.parametrize("check", UNIT_CHECKS)
def test_every_check_has_a_table(check: str) -> None:
    assert len(ROWS[check]) >= 6
    assert {row[-1] for row in ROWS[check]} == {True, False}


@pytest.mark.parametrize(
    ("told", "check", "source", "target"),
    [
        ("empty-target", "empty-cell", "A", ""),
        ("lost-code", "tags-lost", "<b>A</b>", "A"),
        ("limit-exceeded", "cell-limit-exceeded", "A", "A bag of leather"),
    ],
)
def test_what_a_segment_has_told_is_not_told_again(told: str, check: str, source: str, target: str) -> None:
    own = Segment(SegmentId("b", "1", "", "Body", 0, 0), PLACE, TEXT, source, target=target)
    own = own._replace(findings=(Finding(told, Severity.MAJOR, "", PLACE),))
    checks = load_unit_checks("en", PT, [check])
    one = unit(HTML, source, target)._replace(limit=Limit(10))
    assert next(run_unit_checks([one], checks)).findings
    assert not next(run_unit_checks([one._replace(segments=(own,))], checks)).findings


def test_units_without_a_cell_pass_and_findings_stay() -> None:
    checks = load_unit_checks("en", PT)
    assert next(run_unit_checks([unit(TEXT, "007", None)], checks)).findings == ()
    (none,) = run_unit_checks([unit(TEXT, "Red mug", None)], checks)
    assert [finding.check for finding in none.findings] == ["no-translation"]
    (first,) = run_unit_checks([unit(TEXT, "A", "")], checks)
    (second,) = run_unit_checks([first], checks)
    assert second.findings == first.findings * 2
    assert first.findings[0].place == PLACE
    assert list(run_unit_checks([], checks)) == []


@pytest.mark.parametrize("check", UNIT_CHECKS)
def test_time_is_linear_in_the_cell(check: str) -> None:
    checks = load_unit_checks("en", PT, [check])
    began = time.process_time()
    for text in ("a" * 40_000, "<" * 20_000, "<b>" * 8_000, "A b. " * 10_000, "- a\n" * 10_000, "&lt;" * 10_000):
        list(run_unit_checks([unit(HTML, text, None if check == "no-translation" else text[:-5])], checks))
    assert time.process_time() - began < 6  # what is quadratic takes minutes


def test_the_registry() -> None:
    assert len(set(ALL)) == len(ALL) == len(CHECKS) + len(UNIT_CHECKS) + len(CATALOG_CHECKS)
    assert [one.name for one in load_checks("en", PT, ALL)] == list(CHECKS)
    assert [one.name for one in load_unit_checks("en", PT, ALL)] == list(UNIT_CHECKS)
    assert [one.name for one in load_unit_checks("en", PT)] == list(UNIT_CHECKS)
    assert load_checks("en", PT, ["tags-lost"]) == ()
    assert set(IN_RUN) < set(CHECKS)
    for name in ALL:
        severity, family, explanation = describe_check(name)
        assert severity in Severity
        assert family
        assert explanation.strip().endswith((".", ")."))
    for call in (load_checks, load_unit_checks):
        with pytest.raises(UsageProblem, match='no check "spelling"'):
            call("en", PT, ["spelling"])
    with pytest.raises(UsageProblem, match="Choose among: empty-target"):
        describe_check("spelling")


def segment(source: str, target: str, role: Role = TITLE, field: str = "Title", row: int = 1) -> Segment:
    place = Place("bags.csv", row, field)
    return Segment(SegmentId("b", str(row), "", field, 0, 0), place, role, source, target=target, origin=Origin.HUMAN)


CONSISTENT: list[tuple[list[tuple[str, str]], list[str]]] = [
    ([], []),
    ([("Red mug", "Caneca vermelha")], []),
    ([("Red mug", "Caneca vermelha")] * 3, []),
    ([("Red mug", "Caneca vermelha"), ("RED  MUG.", "Caneca Vermelha.")], []),  # case, spaces and the end
    ([("T-shirt", "Camiseta"), ("T Shirts", "Camiseta")], []),  # two spellings of one thing
    ([("Red mug", "Caneca vermelha"), ("Red mug", "Xícara vermelha")], ["inconsistent"]),
    ([("Sofa", "Sofá"), ("Couch", "Sofá")], ["reused"]),
    ([("赤", "Vermelho"), ("紅", "Vermelho")], ["reused"]),
    ([("Mug", "كوب"), ("Mug", "فنجان")], ["inconsistent"]),
    ([("007", "007"), ("008", "007")], []),  # no language
    ([("Mug", ""), ("Mug", "Caneca")], []),  # not translated yet
]


@pytest.mark.parametrize(("texts", "expected"), CONSISTENT)
def test_consistency(texts: list[tuple[str, str]], expected: list[str]) -> None:
    with Consistency(Pair("en", PT)) as seen:
        for row, (source, target) in enumerate(texts):
            seen.add(segment(source, target, row=row))
        found = list(seen.findings())
    assert [one.check for one in found] == expected
    assert all(one.place.row == 0 for one in found)


def test_what_is_compared_with_what() -> None:
    with Consistency(Pair("en", PT)) as seen:
        seen.add(segment("Light", "Luz"))
        seen.add(segment("Light", "Claro", OPTION, "Color"))
        seen.add(segment("Light", "Leve", OPTION, "Weight"))
        assert not list(seen.findings())
        seen.add(segment("Light", "Clara", OPTION, "Color"))
        (found,) = seen.findings()
    assert found.message == '"Light" is translated as "Claro", "Clara".'


def test_one_check_of_a_catalog() -> None:
    for names, expected in ((["reused"], ["reused"]), (["tags-lost"], []), (None, ["inconsistent", "reused"])):
        with Consistency(Pair("en", PT), names) as seen:
            for own in (("Sofa", "Sofá"), ("Couch", "Sofá"), ("Couch", "Divã")):
                seen.add(segment(*own))
            assert [one.check for one in seen.findings()] == expected


def test_many_translations_of_one_text() -> None:
    with Consistency(Pair("en", PT)) as seen:
        for at in range(500):
            seen.add(segment("Mug", f"Caneca {'abcde'[at % 5]}", row=at))
        (found,) = seen.findings()
    assert found.message.endswith('"Caneca c" (100 times) and 2 more.')
