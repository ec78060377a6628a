"""Sizes: found so that they stay; converted only by the merchant's chart, with both systems named."""

from decimal import Decimal

import pytest

from catalog_cli.conventions.sizes import find_sizes, follows_size_word, read_chart, write_size
from catalog_cli.errors import FileProblem, UsageProblem

CHART = """
[[chart]]
kind = "shoes"
gender = "men"
systems = ["UK", "EUR", "US", "BR"]
rows = [["7", "41", "8", "39"], ["8", "42", "9", "40"], ["8.5", "42.5", 9.5, "40.5"], ["9", "43", "10", ""]]

[[chart]]
kind = "shoes"
gender = "women"
systems = ["UK", "EU", "BR"]
rows = [["5", "38", "36"], ["5", "38.5", "37"], ["8", "42", "40"]]

[[chart]]
kind = "dresses"
gender = "women"
systems = ["UK", "BR"]
rows = [["8", "36"], ["10", "38"]]
"""


def chart(folder, text=CHART):
    path = folder / "sizes.toml"
    path.write_text(text, encoding="utf-8")
    return read_chart(path)


@pytest.mark.parametrize(
    ("size", "target", "gender", "kind", "expected"),
    [
        ("UK 8", "BR", "men", "", "UK 8 (BR 40)"),
        ("UK 8.5", "BR", "men", "", "UK 8.5 (BR 40.5)"),
        ("UK 8½", "BR", "men", "", "UK 8½ (BR 40.5)"),
        ("UK 8 1/2", "BR", "men", "", "UK 8 1/2 (BR 40.5)"),
        ("UK 8,5", "EU", "men", "", "UK 8,5 (EU 42.5)"),
        ("EUR 42", "BR", "men", "", "EUR 42 (BR 40)"),  # the chart's EUR and EU are one system
        ("EU 42", "US", "men", "", "EU 42 (US 9)"),
        ("USA 9.5", "UK", "men", "shoes", "USA 9.5 (UK 8.5)"),
        ("8 UK", "BR", "men", "", "8 UK (BR 40)"),
        ("UK 8", "UK", "men", "", "UK 8"),  # is in it already
        ("UK 8", "BR", "women", "shoes", "UK 8 (BR 40)"),
        ("UK 8", "BR", "women", "dresses", "UK 8 (BR 36)"),
        ("UK 8", "BR", "women", "", None),  # two tables that differ: not ours to choose
        ("UK 10", "BR", "women", "", "UK 10 (BR 38)"),  # only one of them has it
        ("UK 5", "BR", "women", "shoes", "UK 5 (BR 36-37)"),  # several rows
        ("UK 15", "BR", "men", "", None),  # not in the chart
        ("UK 9", "BR", "men", "", None),  # the chart has no Brazilian size there
    ],
)
def test_size_is_written_with_both_systems(tmp_path, size, target, gender, kind, expected):
    assert write_size(size, chart(tmp_path), target, gender, kind) == expected


@pytest.mark.parametrize(
    ("size", "target", "gender", "message"),
    [
        ("8", "BR", "men", '"8" is no size with its system. Write it as a system and a size, such as UK 8.'),
        ("Small", "BR", "men", '"Small" is no size'),
        ("", "BR", "men", '"" is no size'),
        ("UK 8", "JP", "men", "sizes.toml has no chart with UK and JP for men. It has men shoes: UK, EU, US, BR;"),
        ("UK 8", "BR", "kids", "no chart with UK and BR for kids"),
        ("UK 8", "BR", "", "no chart with UK and BR for no gender"),
    ],
)
def test_size_that_no_chart_covers_is_a_usage_problem(tmp_path, size, target, gender, message):
    with pytest.raises(UsageProblem) as problem:
        write_size(size, chart(tmp_path), target, gender)
    assert message in str(problem.value)


ONE = '[[chart]]\nsystems = ["UK", "BR"]\nrows = [["8", "40"]]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "sizes.toml: holds other things than [[chart]] entries. Write each table as one."),
        ("chart = 5", "holds other things"),
        ("chart = [5]", "chart 1: is no table"),
        ("[[chart]]\nsystems = \n", "row 2: is not valid TOML"),
        (ONE.replace('["UK", "BR"]', '["UK"]'), "chart 1: systems is no list of at least two names"),
        (ONE.replace('"BR"', '"XX"'), 'chart 1: "XX" is no size system. Known are AR, AU, BR,'),
        (ONE.replace('["UK", "BR"]', '["EU", "EUR"]'), "chart 1: systems names one twice"),
        (ONE.replace('[["8", "40"]]', "[]"), "chart 1: rows is empty"),
        (ONE.replace('["8", "40"]', '["8", "40"], ["9"]'), "chart 1: row 2 has 1 sizes for 2 systems"),
        (ONE.replace('["8", "40"]', '["8", "40"], ["8", "40.0"]'), "chart 1: row 2 stands there twice"),
        (ONE.replace('"40"', "true"), "chart 1: row 1 holds what is no size"),
        (ONE + "sex = 1\n", 'chart 1: has an unknown key "sex". Known are gender, kind, rows, systems.'),
        (ONE + "gender = 1\n", "chart 1: gender is no text"),
        (ONE + ONE, "chart 2 has the kind, gender and systems of an earlier one"),
    ],
)
def test_mistake_in_a_chart_is_named(tmp_path, text, message):
    with pytest.raises(FileProblem) as problem:
        chart(tmp_path, text)
    assert message in str(problem.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Small, One Size, 42", []),  # terms, and a size without its system
        ("EU 42", ["EU 42"]),
        ("UK8, US 9.5 D, US Men's 9, BR 40", ["UK8", "US 9.5 D", "US Men's 9", "BR 40"]),
        ("UK 8½ / EU 42", ["UK 8½", "EU 42"]),
        ("EU 36-41", ["EU 36-41"]),
        ("Size: EUR 42", ["EUR 42"]),
        ("EUR 42", []),  # a price
        ("JOGO DE 12 PEÇAS, TALLA ES 42", ["ES 42"]),  # a word in capitals
        ("US $9, US 5,000, US 100%, US 12 fl oz, JP 25.5 cm", []),
        ("43 EU (US Men's 10 M), 7½ UK", ["43 EU", "US Men's 10 M", "7½ UK"]),
        ("6 UK/8 M US", ["6 UK", "8 M US"]),
        ("10 EU countries, 3 US patents, 1.43 EU", []),
        ("MX340 printer, JP451, EU421", []),  # models
        ("USB 3, EUX 42, IN 5", []),
        ("UK 3-pin plug, US 2 prong, UK 8 pins", []),
        ("US Men's 9.5 or EUR 43", ["US Men's 9.5", "EUR 43"]),  # listed beside another
        ("サイズ: JP 25", ["JP 25"]),
        ("👟EU 42™\nUK 8", ["EU 42", "UK 8"]),
    ],
)
def test_sizes_of_a_text(text, expected):
    found = find_sizes(text)
    assert [one.text for one in found] == expected
    assert all(text[one.start : one.end] == one.text for one in found)


def test_size_has_its_number_and_system():
    (size,) = find_sizes("from UK 8½")
    assert (size.unit, size.values, size.numbers[0].decimals) == ("size-UK", (Decimal("8.5"),), 1)
    assert find_sizes("EU 42-43.5")[0].values == (Decimal(42), Decimal("43.5"))
    assert find_sizes("AUS 12")[0].unit == "size-AU"


def test_words_for_size_in_other_languages():
    assert all(follows_size_word(f"{word}: ", len(word) + 2) for word in ("Größe", "Tamanho", "Talla", "Pointure"))
    assert not follows_size_word("resize ", 7)
