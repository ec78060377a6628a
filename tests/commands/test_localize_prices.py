"""catalog localize --currency --rate: prices in text and in price columns, by the merchant's own rates."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.commands.conftest import Ended, Run

ECHO = ("--to", "pt-BR", "--model", "echo")
REAL = ("--currency", "BRL", "--rate", "rates.csv")
RATES = ("from,to,rate,date", "USD,BRL,5.00,2026-01-02", "USD,BRL,5.41,2026-03-02")
HEADER = ("sku", "title", "description", "price")
NBSP = "\u00a0"

Convert = Callable[..., list[dict[str, str]]]


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def table(folder: Path, *rows: Sequence[str]) -> None:
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def ended(run: Run, folder: Path) -> Callable[..., Ended]:
    """How a run with the echo engine ends, on a.csv, with the rates of RATES."""
    write(folder, "rates.csv", *RATES)

    def call(*options: str) -> Ended:
        return run("localize", "a.csv", *ECHO, "-o", "out.csv", *(options or REAL))

    return call


@pytest.fixture
def convert(ended: Callable[..., Ended], folder: Path) -> Convert:
    """The rows that such a run writes."""

    def call(*rows: Sequence[str], options: Sequence[str] = ()) -> list[dict[str, str]]:
        table(folder, *rows)
        done = ended(*REAL, *options)
        assert done.code == 0, done.err
        return rows_of(folder / "out.csv")

    return call


# --- prices in text


def test_prices_in_text_are_written_as_the_locale_does(convert: Convert) -> None:
    [row] = convert(HEADER, ("A1", "Tote $10 off", "Now $1,299.50, or $49-$59, not R$ 12,00.", ""))
    assert row["title"].startswith(f"Tóté R${NBSP}54")
    assert f"R${NBSP}7.030,30" in row["description"]  # 1299.50 x 5.41 = 7030.295, rounded half up
    assert f"R${NBSP}12,00" in row["description"]  # in reais already


def test_spaces_and_the_ledger(convert: Convert, folder: Path) -> None:
    [row] = convert(
        HEADER, ("A1", "Tote", "Now $19.99.", "19.99"), options=("--spaces", "ascii", "--ledger", "l.jsonl")
    )
    assert "R$ 108,15" in row["description"]
    told = [json.loads(line) for line in (folder / "l.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["column"], one["outcome"], one["source"], one["target"]) for one in told] == [
        ("description", "converted", "$19.99", "R$ 108,15"),
        ("price", "converted", "19.99", "108.15"),
    ]


# --- price columns

CELLS = [
    # (source, target)
    ("19.99", "108.15"),
    ("5", "27.05"),  # a whole number gets decimals only where the amount needs them
    ("100", "541"),
    ("1,299.50", "7,030.30"),
    ("1299,50", "7030,30"),  # the cell's own decimal symbol, in whichever locale
    ("49.00 USD", "265.09 BRL"),
    ("USD 49.00", "BRL 265.09"),
    ("49.00 BRL", "49.00 BRL"),
    ("$49.00", f"R${NBSP}265,09"),  # as people write it, so as people read it
    ("0", "0"),
    ("0.00", "0.00"),
    ("", ""),
    ("on request", "on request"),
    (" 49.00 ", " 265.09 "),
]


def test_price_cells_keep_their_spelling(convert: Convert) -> None:
    rows = convert(HEADER, *((f"A{i}", "Tote", "", source) for i, (source, _) in enumerate(CELLS)))
    assert [(source, row["price"]) for (source, _), row in zip(CELLS, rows, strict=True)] == CELLS


@pytest.mark.parametrize("cell", ["1,299", "12.3.4", "10-20"])  # which reading is right, nothing tells
def test_what_cannot_be_read_leaves_the_product_and_is_told(
    ended: Callable[..., Ended], folder: Path, cell: str
) -> None:
    table(folder, (*HEADER, "compare at price"), ("A1", "Tote", "", "10", cell), ("A2", "Mug", "", "10", ""))
    done = ended(*REAL)
    assert done.code == 0
    assert [row["price"] for row in rows_of(folder / "out.csv")] == ["10", "54.10"]
    assert f'"{cell}"' in done.err
    assert ended(*REAL, "-f", "--fail-on", "major", "--no-memory").code == 1


ENDINGS = ("[[ending]]", 'currency = "BRL"', 'step = "10"', 'endings = ["9.90"]', 'direction = "up"')
BOUNDS = [
    # (price, compare at, cost, what they become)
    ("19.99", "20.00", "8.50", ("109.90", "109.90", "45.99")),  # a cost is what was paid: no ending
    ("20.00", "19.99", "", ("109.90", "109.90", "")),  # the source breaks the bound itself
    ("10.00", "0", "", ("59.90", "0", "")),
    ("10.00", "", "12.00", ("59.90", "", "64.92")),
]


@pytest.mark.parametrize(("price", "compare", "cost", "expected"), BOUNDS)
def test_never_above_compare_at(
    convert: Convert, folder: Path, price: str, compare: str, cost: str, expected: tuple[str, ...]
) -> None:
    write(folder, "endings.toml", *ENDINGS)
    header = ("Handle", "Title", "Variant SKU", "Variant Price", "Variant Compare At Price", "Cost per item")
    row = ("tote", "Tote", "A1", price, compare, cost)
    [made] = convert(header, row, options=("--price-endings", "endings.toml", "--feed", "shopify"))
    assert (made["Variant Price"], made["Variant Compare At Price"], made["Cost per item"]) == expected


def test_a_lower_ending_never_falls_below_cost(convert: Convert, folder: Path) -> None:
    write(folder, "endings.toml", *ENDINGS[:-1], 'direction = "down"')
    header = (*HEADER, "cost per item")
    [made] = convert(header, ("A1", "Tote", "", "10.00", "9.90"), options=("--price-endings", "endings.toml"))
    assert made["price"] == "59.90"  # 49.90 is the ending below 54.10, and the cost is 53.56
    assert made["cost per item"] == "53.56"


def test_markets_and_identifiers_are_no_prices_of_the_shop(convert: Convert) -> None:
    header = ("Handle", "Title", "Variant Price", "Price / Canada", "price list id")
    [made] = convert(header, ("tote", "Tote", "10.00", "14.00", "7"), options=("--feed", "shopify"))
    assert (made["Variant Price"], made["Price / Canada"], made["price list id"]) == ("54.10", "14.00", "7")


def test_numbers_of_json_stay_numbers(run: Run, folder: Path, ended: Callable[..., Ended]) -> None:
    write(folder, "a.jsonl", '{"sku": "A1", "title": "Tote", "currency": "USD", "price": 49.00, "msrp": "60"}')
    assert run("localize", "a.jsonl", *ECHO, *REAL, "-o", "out.jsonl").code == 0
    written = (folder / "out.jsonl").read_text(encoding="utf-8")
    assert '"currency": "BRL", "price": 265.09, "msrp": "324.60"' in written
    assert run("verify", "a.jsonl", "out.jsonl", "--currency", "BRL").code == 0


# --- which currency a cell is in


def test_the_currency_column_tells_and_is_converted_with_its_prices(convert: Convert, folder: Path) -> None:
    write(folder, "rates.csv", *RATES, "EUR,BRL,6.10,2026-03-02")
    rows = convert((*HEADER, "currency"), ("A1", "Tote", "", "10.00", "EUR"), ("A2", "Mug", "", "10.00", "BRL"))
    assert [(row["price"], row["currency"]) for row in rows] == [("61.00", "BRL"), ("10.00", "BRL")]


def test_nothing_tells_the_currency(ended: Callable[..., Ended], folder: Path) -> None:
    write(folder, "rates.csv", *RATES, "EUR,BRL,6.10,2026-03-02")
    table(folder, HEADER, ("A1", "Tote", "", "10.00"))
    done = ended(*REAL)
    assert done.code == 2
    assert 'column "price"' in done.err
    assert "EUR, USD to BRL" in done.err
    assert not (folder / "out.csv").exists()


# --- what is wrong is told before anything is done

WRONG = [
    # (lines of the rate file, exit code, what the message names)
    (None, 3, ["rates.csv", "cannot be read"]),
    (("from,to,rate,date", 'USD,BRL,"5,41",2026-03-02'), 3, ["rates.csv, row 2", '"rate"', "5,41"]),
    (("from,to,rate,date", "USD,BRL,5.41,02/03/2026"), 3, ["rates.csv, row 2", '"date"']),
    (("from,to,rate,date", "USD,XXX,5.41,2026-03-02"), 3, ["rates.csv, row 2", '"to"']),
    (("from,to,rate,date", "USD,EUR,0.92,2026-03-02"), 2, ["rates.csv", "BRL", "USD -> EUR"]),
]


@pytest.mark.parametrize(("lines", "code", "named"), WRONG)
def test_a_wrong_file(
    ended: Callable[..., Ended], folder: Path, lines: tuple[str, ...] | None, code: int, named: list[str]
) -> None:
    table(folder, HEADER, ("A1", "Tote", "", "10.00"))
    (folder / "rates.csv").unlink()
    if lines is not None:
        write(folder, "rates.csv", *lines)
    done = ended(*REAL)
    assert done.code == code
    assert all(part in done.err for part in named), done.err
    assert not (folder / "out.csv").exists()


OPTIONS = [
    (("--currency", "BRL"), "--rate"),
    (("--rate", "rates.csv"), "--currency"),
    (("--price-endings", "endings.toml"), "--currency"),
    (("--currency", "real", "--rate", "rates.csv"), "ISO 4217"),
    ((*REAL, "--layout", "columns"), '--keep "price"'),
    ((*REAL, "--report", "rates.csv"), "rates.csv"),
]


@pytest.mark.parametrize(("options", "named"), OPTIONS)
def test_options_that_do_not_fit(
    ended: Callable[..., Ended], folder: Path, options: tuple[str, ...], named: str
) -> None:
    table(folder, HEADER, ("A1", "Tote", "", "10.00"))
    done = ended(*options)
    assert done.code == 2
    assert named in done.err


def test_a_price_that_no_rate_serves(ended: Callable[..., Ended], folder: Path) -> None:
    table(folder, HEADER, ("A1", "Tote", "Was £5.", "10.00"))
    done = ended(*REAL)
    assert done.code == 2
    assert "GBP -> BRL" in done.err
    assert "GBP,BRL,RATE,DATE" in done.err


def test_kept_columns_of_prices_let_text_be_converted_beside(ended: Callable[..., Ended], folder: Path) -> None:
    table(folder, HEADER, ("A1", "Tote", "Now $10.", "10.00"))
    assert ended(*REAL, "--layout", "columns", "--keep", "price").code == 0
    [row] = rows_of(folder / "out.csv")
    assert (row["price"], row["description"]) == ("10.00", "Now $10.")
    assert f"R${NBSP}54" in row["description:pt-BR"]


# --- again


def test_again_from_memory_recalled_and_with_other_rates(ended: Callable[..., Ended], folder: Path) -> None:
    table(folder, HEADER, ("A1", "Tote", "Now $10.00.", "10.00"))
    out = folder / "out.csv"
    assert "up to date" not in ended(*REAL).err
    first = out.read_bytes()
    assert "up to date" in ended(*REAL).err
    out.unlink()
    assert ended(*REAL).code == 0  # recalled whole
    assert out.read_bytes() == first
    write(folder, "rates.csv", *RATES, "USD,BRL,6.00,2026-04-01")
    done = ended(*REAL)
    assert "up to date" not in done.err
    assert "from the memory" in done.err
    [row] = rows_of(out)
    assert (row["price"], row["description"]) == ("60.00", f"Ñów R${NBSP}60,00.")
    write(folder, "rates.csv", RATES[0], "USD,BRL,6.00,2026-04-01", *RATES[:0:-1])  # the same rates in another order
    assert "up to date" in ended(*REAL).err
    assert ended("--limit", "9").code == 0  # without a currency, all stays
    [row] = rows_of(out)
    assert (row["price"], row["description"]) == ("10.00", f"Ñów US${NBSP}10,00.")


def test_verify_is_told_of_it(run: Run, convert: Convert, folder: Path) -> None:
    convert(HEADER, ("A1", "Tote", "", "10.00"))
    done = run("verify", "a.csv", "out.csv")
    assert done.code == 1
    assert run("verify", "a.csv", "out.csv", "--currency", "BRL").code == 0
    write(folder, "catalog.toml", 'currency = "BRL"', 'rate = "rates.csv"')
    assert run("verify", "a.csv", "out.csv").code == 0
    out = folder / "out.csv"
    out.write_text(out.read_text(encoding="utf-8").replace("A1", "A7"), encoding="utf-8")
    assert run("verify", "a.csv", "out.csv").code == 1  # whatever else differs still counts


PRICED = ("sku", "title", "price", "compare at price", "cost", "currency")


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("", "", 0, "and nothing else"),
        ("54.10", "54.11", 1, '"10.00" became "54.11", and the rates give "54.10"'),
        ("54.10", "10.00", 1, '"10.00" became "10.00", and the rates give "54.10"'),  # left behind
        ("54.10", "", 1, '"10.00" became ""'),
        ("108.20", "53.00", 1, '"20.00" became "53.00"'),
        ("BRL", "USD", 1, '"USD" became "USD", and the rates give "BRL"'),
        ("on request", "54.10", 1, '"on request" became "54.10", and the rates give "on request"'),
        ("A1", "A7", 1, '"A1" -> "A7"'),
    ],
)
def test_verify_works_prices_out_again(
    run: Run, convert: Convert, folder: Path, old: str, new: str, code: int, said: str
) -> None:
    rows = [("A1", "Tote", "10.00", "20.00", "4.00", "USD"), ("A2", "Cap", "on request", "", "", "USD")]
    convert(PRICED, *rows)
    out = folder / "out.csv"
    out.write_text(out.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = run("verify", "a.csv", "out.csv", *REAL)
    assert (done.code, said in done.out + done.err) == (code, True), done.out + done.err


def test_verify_with_endings_of_the_run_and_without(run: Run, convert: Convert, folder: Path) -> None:
    write(folder, "endings.toml", "[[ending]]", 'currency = "BRL"', 'step = "1"', 'endings = ["0.90"]')
    convert(HEADER, ("A1", "Tote", "", "10.00"), options=("--price-endings", "endings.toml"))
    assert run("verify", "a.csv", "out.csv", *REAL, "--price-endings", "endings.toml").code == 0
    assert run("verify", "a.csv", "out.csv", *REAL).code == 1
    done = run("verify", "a.csv", "out.csv", "--rate", "rates.csv")
    assert done.code == 2
    assert "--currency" in done.err


def test_verify_of_prices_that_people_read(run: Run, convert: Convert, folder: Path) -> None:
    convert(HEADER, ("A1", "Tote", "", "$10.00"), ("A2", "Cap", "", "$20.00"))
    assert run("verify", "a.csv", "out.csv", "--to", "pt-BR", *REAL).code == 0
    assert run("verify", "a.csv", "out.csv", *REAL).code == 0  # in whose spelling is not known
    out = folder / "out.csv"
    out.write_text(out.read_text(encoding="utf-8").replace("54,10", "54,20"), encoding="utf-8")
    assert run("verify", "a.csv", "out.csv", "--to", "pt-BR", *REAL).code == 1


def test_our_own_output_is_not_converted_twice(run: Run, ended: Callable[..., Ended], folder: Path) -> None:
    table(folder, HEADER, ("A1", "Tote", "Now $10.00.", "10.00"))
    for _ in range(2):
        assert run("localize", "a.csv", *ECHO, *REAL, "-o", "a.csv", "-f").code == 0
        assert rows_of(folder / "a.csv")[0]["price"] == "54.10"
