"""The filters of listing templates: values of a catalog in, text of the target locale out. ⍽ is U+00A0."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from catalog_cli.conventions.filters import filters
from catalog_cli.errors import UsageProblem
from catalog_cli.job import Measures, Spaces


def seen(text: str) -> str:
    return text.replace("\u00a0", "⍽").replace("\u202f", "⎵")


# Filter, target locale, value, further arguments, result.
ROWS = [
    ("price", "pt-BR", "1299.50", (), "US$⍽1.299,50"),
    ("price", "pt-BR", "1299", (), "US$⍽1.299,00"),
    ("price", "pt-BR", Decimal("0.125"), (), "US$⍽0,13"),  # half up
    ("price", "pt-BR", 49.9, (), "US$⍽49,90"),
    ("price", "pt-BR", "49.90", ("EUR",), "€⍽49,90"),
    ("price", "pt-BR", "€49.90", (), "€⍽49,90"),  # its own currency wins
    ("price", "pt-BR", "49.90 EUR", ("USD",), "EUR⍽49,90"),
    ("price", "pt-BR", "from $10", (), "from US$⍽10"),
    ("price", "de", "1299.50", (), "1.299,50⍽$"),
    ("price", "ja", "1234.5", ("JPY",), "￥1,235"),
    ("price", "pt-BR", "", (), ""),
    ("price", "pt-BR", None, (), ""),
    ("measure", "pt-BR", "12.5 cm", (), "12,5 cm"),
    ("measure", "pt-BR", "12.5in wide", (), "12,5 pol wide"),
    ("measure", "pt-BR", "30 x 40.5 cm, 2 lb", (), "30 x 40,5 cm, 2 lb"),
    ("measure", "pt-BR", "1299.5", ("kg",), "1.299,5 kg"),
    ("measure", "pt-BR", 2, ("lb",), "2 lb"),
    ("measure", "pt-BR", "2 kg", ("lb",), "2 kg"),  # it has a unit
    ("measure", "pt-BR", "red", (), "red"),
    ("measure", "pt-BR", "", ("kg",), ""),
    ("measure", "ru", "12.5 cm", (), "12,5 см"),
    ("number", "pt-BR", "1,234.5", (), "1.234,5"),
    ("number", "pt-BR", "1234.5", (), "1.234,5"),
    ("number", "pt-BR", 1e16, (), "10.000.000.000.000.000"),
    ("number", "pt-BR", Decimal("1E+3"), (), "1.000"),
    ("number", "pt-BR", "2.345", (2,), "2,35"),
    ("number", "fr", 1234567, (), "1⎵234⎵567"),
    ("number", "pt-BR", 0, (), "0"),
    ("number", "pt-BR", "", (), ""),
    ("date", "pt-BR", "March 4, 2026", (), "4 de março de 2026"),
    ("date", "pt-BR", "2026-03-04", (), "04/03/2026"),
    ("date", "pt-BR", "2026-03-04", ("long",), "4 de março de 2026"),
    ("date", "de", "March 4, 2026", ("numeric",), "4.3.2026"),
    ("date", "pt-BR", datetime.date(2026, 3, 4), ("long",), "4 de março de 2026"),
    ("date", "pt-BR", datetime.datetime(2026, 3, 4, 9, 30), (), "04/03/2026"),
    ("date", "pt-BR", "03/04/2026", (), "03/04/2026"),  # April or March: left
    ("date", "pt-BR", "until 5 pm", (), "until 17:00"),
    ("date", "pt-BR", None, (), ""),
    ("list", "pt-BR", ["P", "M", "G"], (), "P, M e G"),
    ("list", "pt-BR", ("P", "M", "G"), ("or",), "P, M ou G"),
    ("list", "es", ["aguja", "hilo"], (), "aguja e hilo"),
    ("list", "ja", ["S", "M"], (), "S、M"),
    ("list", "pt-BR", ["P", "", None, 40], (), "P e 40"),
    ("list", "pt-BR", [], (), ""),
    ("list", "pt-BR", "P, M", (), "P, M"),  # text is no list
    ("list", "pt-BR", None, (), ""),
]


@pytest.mark.parametrize(("name", "target", "value", "arguments", "expected"), ROWS)
def test_filters(name: str, target: str, value: object, arguments: tuple[object, ...], expected: str) -> None:
    assert seen(filters("en-US", target, currency="USD")[name](value, *arguments)) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("de", "1.299", "1,299"),  # as German writes it
        ("de", "1.5", "1.5"),  # no German number: a machine's
        ("de", "1.299,50", "1,299.50"),
        ("pt-BR", "1299.50", "1,299.50"),
    ],
)
def test_a_number_is_the_locales_before_it_is_a_machines(source: str, text: str, expected: str) -> None:
    assert filters(source, "en")["number"](text) == expected


@pytest.mark.parametrize(
    ("measures", "text", "expected"),
    [
        (Measures.CONVERT, "5 in wide", "13 cm wide"),
        (Measures.BOTH, "5 in wide", "13 cm (5 pol) wide"),
        (Measures.CONVERT, '15.6" laptop', '15,6" laptop'),  # a screen stays in inches
        (Measures.CONVERT, "5 cm", "5 cm"),
    ],
)
def test_measures_are_converted_where_asked(measures: Measures, text: str, expected: str) -> None:
    assert filters("en-US", "pt-BR", measures=measures)["measure"](text) == expected


def test_plain_spaces() -> None:
    own = filters("en-US", "fr", currency="EUR", spaces=Spaces.ASCII)
    assert (own["price"]("1299.50"), own["number"](1234)) == ("1 299,50 €", "1 234")


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("price", ("12.50",), 'Nothing says what currency "12.50" is in'),
        ("price", ("12.50", "XYZ"), "Nothing says what currency"),
        ("number", ("1.2.3",), '"1.2.3" is not a number as en-US writes it'),
        ("number", ("many",), '"many" is not a number'),
        ("date", ("2026-03-04", "short"), '"short" is no style of a date'),
        ("list", (["a"], "xor"), '"xor" is no style of a list'),
    ],
)
def test_what_cannot_be_read_is_told(name: str, arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(UsageProblem, match=message.replace("(", r"\(")):
        filters("en-US", "pt-BR")[name](*arguments)


def test_an_unknown_currency_is_told() -> None:
    with pytest.raises(UsageProblem, match="ISO 4217"):
        filters("en", "pt-BR", currency="EURO")


def test_in_a_template() -> None:
    jinja2 = pytest.importorskip("jinja2")
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    environment.filters.update(filters("en-US", "pt-BR", currency="USD"))
    template = environment.from_string(
        "{{ price | price }} <b>{{ depth | measure }}</b> {{ stock | number }} {{ on | date('long') }} "
        "{{ sizes | list('or') }}"
    )
    made = template.render(price="1299.5", depth='2.5" & 3 in', stock=1500, on="2026-03-04", sizes=["P", "<M>"])
    assert seen(made) == "US$⍽1.299,50 <b>2,5&#34; &amp; 3 pol</b> 1.500 4 de março de 2026 P ou &lt;M&gt;"
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ none_such | price }}").render()
