"""Rates, price endings and converted prices, by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_cli.conventions.price_conversion import (
    Conversion,
    cell_value,
    convert_amount,
    convert_price,
    convert_price_cell,
)
from catalog_cli.conventions.price_endings import Direction, EndingRule, end_price, read_price_endings
from catalog_cli.conventions.prices import find_prices, write_price
from catalog_cli.conventions.rates import Rate, RateTable, read_rates
from catalog_cli.errors import FileProblem, UsageProblem

CSV = "from,to,rate,date\nUSD,BRL,5.40,2026-03-01\nUSD,BRL,5.41,2026-03-02\n\nEUR,USD,1.08,2026-03-02\n"


def table(*rows: tuple[str, str, str], **options: bool) -> RateTable:
    rates = tuple(Rate(a, b, Decimal(rate), date(2026, 3, 2), row) for row, (a, b, rate) in enumerate(rows, 2))
    return RateTable("rates.csv", rates, **options)


def write(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_newest_rate_serves_or_that_of_a_day(tmp_path):
    path = write(tmp_path, "rates.csv", "\ufeff" + CSV)
    assert read_rates(path).convert(Decimal(100), "USD", "BRL") == Decimal("541.00")
    earlier = read_rates(path, on=date(2026, 3, 1))
    assert earlier.convert(Decimal(100), "USD", "BRL") == Decimal("540.00")
    assert earlier.path("USD", "BRL") == (Rate("USD", "BRL", Decimal("5.40"), date(2026, 3, 1), 2),)
    with pytest.raises(UsageProblem, match=r"holds no rate EUR -> USD up to 2026-03-01\. It has: .*Add a row EUR,USD"):
        earlier.convert(Decimal(1), "EUR", "USD")


def test_toml_and_csv_hold_the_same(tmp_path):
    toml = '[[rate]]\nfrom = "USD"\nto = "BRL"\nrate = 5.41\ndate = 2026-03-02\n'
    quoted = toml.replace("5.41", '"5.41"').replace("2026-03-02", '"2026-03-02"')
    rates = [read_rates(write(tmp_path, "a.toml", text)).rates for text in (toml, quoted)]
    assert rates[0] == rates[1] == (Rate("USD", "BRL", Decimal("5.41"), date(2026, 3, 2), 1),)


def test_inverse_and_cross_only_where_asked_for():
    rows = ("EUR", "USD", "1.25"), ("USD", "BRL", "5")
    with pytest.raises(UsageProblem, match="or allow inverse rates"):
        table(*rows).convert(Decimal(1), "USD", "EUR")
    assert table(*rows, uses_inverse=True).convert(Decimal(5), "USD", "EUR") == 4
    with pytest.raises(UsageProblem, match="EUR -> BRL"):
        table(*rows).convert(Decimal(1), "EUR", "BRL")
    crossed = table(*rows, uses_cross=True)
    assert crossed.convert(Decimal(4), "EUR", "BRL") == 25
    assert [rate.row for rate in crossed.path("EUR", "BRL")] == [2, 3]
    with pytest.raises(UsageProblem, match="BRL -> EUR"):
        crossed.convert(Decimal(1), "BRL", "EUR")
    both = table(*rows, uses_cross=True, uses_inverse=True)
    assert both.convert(Decimal(25), "BRL", "EUR") == 4
    assert both.convert(Decimal(7), "BRL", "BRL") == 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "rates.csv: holds no rate. Write one rate per row"),
        ("from,to,rate,date\n", "rates.csv: holds no rate."),
        ("from,to,rate\nUSD,BRL,5\n", "rates.csv, row 1: lacks date."),
        ("from,to,rate,date,note\n", 'rates.csv, row 1: has an unknown column "note".'),
        ("from,to,rate,date\nUS,BRL,5,2026-03-02\n", 'rates.csv, row 2, column "from": "US" is no currency.'),
        ("from,to,rate,date\n\nUSD,real,5,2026-03-02\n", 'rates.csv, row 3, column "to": "real" is no currency.'),
        ("from,to,rate,date\nUSD,USD,1,2026-03-02\n", 'rates.csv, row 2, column "to": is the same currency'),
        ('from,to,rate,date\nUSD,BRL,"5,41",2026-03-02\n', 'row 2, column "rate": "5,41" is no rate. Write a number'),
        ("from,to,rate,date\nUSD,BRL,5,41,2026-03-02\n", "row 2: has 5 cells, the header 4."),
        ("from,to,rate,date\nUSD,BRL,0,2026-03-02\n", '"0" is no rate'),
        ("from,to,rate,date\nUSD,BRL,-5,2026-03-02\n", '"-5" is no rate'),
        ("from,to,rate,date\nUSD,BRL,NA,2026-03-02\n", '"NA" is no rate'),
        ("from,to,rate,date\nUSD,BRL,٥,2026-03-02\n", '"٥" is no rate'),
        ("from,to,rate,date\nUSD,BRL,1e3,2026-03-02\n", '"1e3" is no rate'),
        ("from,to,rate,date\nUSD,BRL,5,02/03/2026\n", 'column "date": "02/03/2026" is no date. Write it as year-month'),
        ("from,to,rate,date\nUSD,BRL,5,2026-02-30\n", 'column "date": "2026-02-30" is no date.'),
        ("from,to,rate,date\nUSD,BRL,5\n", 'column "date": "" is no date.'),
        (CSV + "USD,BRL,5.5,2026-03-02\n", "row 6: USD -> BRL of 2026-03-02 stands in row 3 already. Keep one"),
        (b"from,to,rate,date\nUSD,BRL,\xff,2026-03-02\n", "rates.csv: is not UTF-8."),
    ],
)
def test_mistake_in_a_rate_file_is_named(tmp_path, text, message):
    with pytest.raises(FileProblem) as problem:
        read_rates(write(tmp_path, "rates.csv", text))
    assert message in str(problem.value)


def test_mistakes_of_toml_and_of_the_path(tmp_path):
    with pytest.raises(FileProblem, match=r"a\.toml, row 2: is not valid TOML"):
        read_rates(write(tmp_path, "a.toml", "[[rate]]\nfrom = \n"))
    with pytest.raises(FileProblem, match=r"row 1: lacks to, rate, date"):
        read_rates(write(tmp_path, "a.toml", '[[rate]]\nfrom = "USD"\n'))
    with pytest.raises(FileProblem, match="cannot be read"):
        read_rates(tmp_path / "missing.csv")


def rule(step: str, *endings: str, direction: str = "nearest", low: str = "0", high: str | None = None) -> EndingRule:
    wanted = tuple(Decimal(ending) for ending in endings) or (Decimal(0),)
    return EndingRule("BRL", Decimal(step), wanted, Direction(direction), Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(
    ("amount", "rules", "expected"),
    [
        ("265.09", [], "265.09"),
        ("265.095", [], "265.10"),  # half up
        ("265.09", [rule("1")], "265"),
        ("265.50", [rule("1")], "266"),  # of two equally near, the higher
        ("265.09", [rule("1", "0.90")], "264.90"),
        ("265.09", [rule("1", "0.90", direction="up")], "265.90"),
        ("265.95", [rule("1", "0.90", direction="down")], "265.90"),
        ("265.90", [rule("1", "0.90", direction="up")], "265.90"),  # has it already
        ("265.90", [rule("1", "0.90", direction="down")], "265.90"),
        ("265.60", [rule("1", "0.49", "0.99")], "265.49"),
        ("265.80", [rule("1", "0.49", "0.99")], "265.99"),
        ("1234", [rule("100", "99")], "1199"),
        ("1250", [rule("100", "90", "49")], "1249"),
        ("12.37", [rule("0.05")], "12.35"),  # Swiss coins
        ("0.20", [rule("1", "0.90", direction="down")], "0.90"),  # never 0 or less
        ("0.20", [rule("1")], "1"),
        ("45", [rule("1", "0.90", high="50"), rule("10", "9", low="50")], "44.90"),
        ("50", [rule("1", "0.90", high="50"), rule("10", "9", low="50")], "49"),  # the bracket starts there
        ("500", [rule("1", "0.90", high="50")], "500.00"),  # no bracket
    ],
)
def test_price_ending(amount, rules, expected):
    assert end_price(Decimal(amount), "BRL", rules) == Decimal(expected)


@pytest.mark.parametrize(
    ("amount", "compare_at", "cost", "direction", "expected"),
    [
        ("265.95", "266.00", None, "up", "265.90"),  # 266.90 would exceed compare-at
        ("265.95", "266.90", None, "up", "266.90"),  # as high is not above
        ("265.20", None, "265.00", "down", "265.90"),  # 264.90 would be below cost
        ("265.20", "265.50", "265.00", "up", "265.20"),  # no ending fits between
        ("270.00", "265.50", None, "up", "264.90"),  # the amount is above it itself
        ("260.00", None, "265.00", "down", "265.90"),
        ("270.00", "265.50", "265.00", "up", "265.50"),
        ("0.50", "0.60", None, "up", "0.50"),
    ],
)
def test_price_ending_within_bounds(amount, compare_at, cost, direction, expected):
    bounds = {"compare_at": compare_at and Decimal(compare_at), "cost": cost and Decimal(cost)}
    ended = end_price(Decimal(amount), "BRL", [rule("1", "0.90", direction=direction)], **bounds)
    assert ended == Decimal(expected)


def test_cost_above_compare_at_is_a_contradiction():
    with pytest.raises(ValueError, match="the cost 3 exceeds the compare-at price 2"):
        end_price(Decimal(2), "BRL", [], compare_at=Decimal(2), cost=Decimal(3))


money = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)


@given(money, money, money, st.sampled_from(Direction), st.sampled_from(["1", "10", "0.05"]))
def test_ended_price_stays_between_cost_and_compare_at(amount, first, second, direction, step):
    cost, compare_at = sorted((first, second))
    rules = [EndingRule("BRL", Decimal(step), (Decimal("0.04"),), direction)]
    assert cost <= end_price(amount, "BRL", rules, compare_at=compare_at, cost=cost) <= compare_at
    free = end_price(amount, "BRL", rules)
    assert free > 0
    assert (free - Decimal("0.04")) % Decimal(step) == 0
    assert abs(free - amount) < Decimal(step) + (Decimal("0.04") if amount < Decimal(step) else 0)


ENDINGS = '[[ending]]\ncurrency = "BRL"\nstep = 1\nendings = ["0.90", 0.99]\ndirection = "up"\nto = 100\n'


def test_price_endings_are_read(tmp_path):
    text = ENDINGS + '[[ending]]\ncurrency = "BRL"\nstep = "10"\nfrom = 100\n'
    first, second = read_price_endings(write(tmp_path, "endings.toml", text))
    assert first == rule("1", "0.90", "0.99", direction="up", high="100")
    assert second == rule("10", low="100")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds other things than [[ending]] entries"),
        (ENDINGS + "\n[other]\n", "holds other things"),
        (ENDINGS.replace("BRL", "real"), 'ending 1: currency is "real". Write an ISO 4217 code'),
        (ENDINGS.replace("step = 1", "step = 0"), 'ending 1: step is "0". Write an amount above 0'),
        (ENDINGS.replace("step = 1", 'step = "1,5"'), 'step is "1,5"'),
        (ENDINGS.replace("step = 1", "step = nan"), 'step is "NaN"'),
        (ENDINGS.replace("0.99", "1.99"), 'the ending "1.99" is not between 0 and the step'),
        (ENDINGS.replace('["0.90", 0.99]', "[]"), "endings is no list"),
        (ENDINGS.replace('"up"', '"sideways"'), 'direction is "sideways". Write up, nearest or down.'),
        (ENDINGS.replace("to = 100", "to = 0"), "the bracket is empty"),
        (ENDINGS + "round = true\n", 'has an unknown key "round"'),
        (ENDINGS + ENDINGS, "ending 2 and ending 1 share a bracket of BRL"),
    ],
)
def test_mistake_in_price_endings_is_named(tmp_path, text, message):
    with pytest.raises(FileProblem) as problem:
        read_price_endings(write(tmp_path, "endings.toml", text))
    assert message in str(problem.value)


TO_REAL = Conversion("BRL", table(("USD", "BRL", "5.41"), ("EUR", "BRL", "6")))
TO_YEN = Conversion("JPY", table(("USD", "JPY", "150.4")))
ENDED = Conversion("BRL", TO_REAL.rates, (rule("1", "0.90"),))


@pytest.mark.parametrize(
    ("cell", "conversion", "expected"),
    [
        ("49.00", TO_REAL, "265.09"),
        ("49", TO_REAL, "265.09"),  # decimals where the amount needs them
        ("100", TO_REAL, "541"),  # and none where it does not
        ("100.00", TO_REAL, "541.00"),
        ("49,00", TO_REAL, "265,09"),  # a German file's decimal comma
        ("1,299.50", TO_REAL, "7,030.30"),  # 7030.295, half up
        ("1299.50", TO_REAL, "7030.30"),
        ("1.299,50", TO_REAL, "7.030,30"),
        ("49.0000", TO_REAL, "265.0900"),  # Magento's four decimals
        ("49.00 USD", TO_REAL, "265.09 BRL"),  # Google Merchant Center
        ("USD 49.00", TO_REAL, "BRL 265.09"),
        ("10.00 EUR", TO_REAL, "60.00 BRL"),  # the cell's own code wins
        ("10.00 BRL", TO_REAL, "10.00 BRL"),
        (" 49.00\n", TO_REAL, " 265.09\n"),
        ("0.00", ENDED, "0.00"),  # free stays free
        ("49.00", ENDED, "264.90"),
        ("49.00", TO_YEN, "7370.00"),  # whole yen, in the cell's spelling
        ("49", TO_YEN, "7370"),
        ("1,000,000", TO_REAL, "5,410,000"),
        ("", TO_REAL, None),
        ("NA", TO_REAL, None),
        ("1,299", TO_REAL, None),  # 1299 or 1.299
        ("1.299", TO_REAL, None),
        ("$49.00", TO_REAL, None),  # no machine format
        ("-5.00", TO_REAL, None),
        ("49.00 ABC", TO_REAL, None),
        ("call us", TO_REAL, None),
        ("10-20", TO_REAL, None),
    ],
)
def test_price_cell_keeps_its_machine_spelling(cell, conversion, expected):
    assert convert_price_cell(cell, "USD", conversion) == expected


def test_price_cell_stays_below_compare_at():
    assert convert_price_cell("49.30", "USD", ENDED, compare_at=Decimal("266.80")) == "265.90"
    with pytest.raises(UsageProblem, match="holds no rate GBP -> BRL"):
        convert_price_cell("49.30", "GBP", ENDED)


def test_cells_are_worth_what_they_say():
    assert [cell_value(text) for text in ("0.125", "007", "1,234,567", "1.5.2")] == [
        Decimal("0.125"),
        Decimal(7),
        Decimal(1234567),
        None,
    ]
    assert convert_amount(Decimal(0), "USD", TO_REAL) == 0


@pytest.mark.parametrize(
    ("text", "conversion", "expected"),
    [
        ("$49.00", TO_REAL, "R$ 265,09"),
        ("$49", TO_REAL, "R$ 265,09"),
        ("$100", TO_REAL, "R$ 541"),  # no cents in the source, none needed
        ("$100.00", TO_REAL, "R$ 541,00"),
        ("$49", ENDED, "R$ 264,90"),
        ("$49-$59", ENDED, "R$ 264,90 – R$ 318,90"),  # 265.09 and 319.19
        ("R$ 10", TO_REAL, "R$ 10"),
        ("$49.99", TO_YEN, "JP¥ 7.518"),
        ("$1.500", TO_REAL, "$1.500"),  # read two ways: neither formatted nor converted
    ],
)
def test_price_in_text_is_converted(text, conversion, expected):
    (price,) = find_prices(text, "en-US")
    assert write_price(convert_price(price, conversion), "pt-BR").replace("\u00a0", " ") == expected
