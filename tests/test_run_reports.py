"""The report of a run: figures that add up, and a catalog's texts that stay texts in Markdown and on a page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from catalog_cli.ledger import How, LedgerKind, Outcome
from catalog_cli.reporting.run_facts import RunFacts
from catalog_cli.reporting.run_markdown import escaped, markdown_report
from catalog_cli.reporting.run_page.page import run_page
from catalog_cli.reporting.stretches import Stretch
from catalog_cli.reporting.summary import Totals
from catalog_cli.segment import Finding, Origin, Place, Severity

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></table><iframe src='https://example.org'>",
    "{{ 7 * 7 }} {% raw %} {# #}",
    "[click](https://example.org) ![x](https://example.org/x.png)",
    "| a | b |\n| --- | --- |",
    "`code` **bold** _x_ ~~y~~ $x$ @someone \\",
    "https://example.org www.example.org",
    "=1+1",
    "\x1b[31m\x00\u202etxt.exe",
    "half \ud83d",
    "حقيبة",
    "赤いバッグ👜",
    "a\nb\tc",
    "x" * 5_000,
    "NA",
    "007",
    "",
]


def facts(**changed: object) -> RunFacts:
    """A run in which everything occurs."""
    totals = Totals(
        products=2_000,
        segments=1_000,
        words=5_000,
        kept_cells=3,
        origins=Counter(
            {
                Origin.ENGINE: 400,
                Origin.REPETITION: 300,
                Origin.MEMORY_EXACT: 200,
                Origin.COPIED: 60,
                Origin.NONE: 39,
                Origin.UNTRANSLATED: 1,
            }
        ),
        ledger=Counter(
            {
                (LedgerKind.TERM, Outcome.KEPT, How.FREE): 2_999,
                (LedgerKind.TERM, Outcome.MISSING, How.FAILED): 1,
                (LedgerKind.NUMBER, Outcome.KEPT, How.FREE): 10,
                (LedgerKind.NUMBER, Outcome.ADDED, How.FREE): 2,
            }
        ),
        slowest=(Stretch(4.0, 500, 2, 501), Stretch(1.0, 20, 900, 919)),
    )
    for row, severity in enumerate([Severity.MINOR, Severity.CRITICAL, Severity.MINOR, Severity.MAJOR, Severity.MINOR]):
        totals.add_finding(Finding("numbers", severity, f"{row} is missing", Place("in.csv", row + 2, "Title")))
    totals.add_finding(Finding("row", Severity.MAJOR, "too short", Place("in.csv", 9)))
    values: dict[str, object] = {
        "input": "in.csv",
        "output": "out.csv",
        "source_locale": "en",
        "target_locale": "pt-BR",
        "feed": "shopify",
        "records": 2_500,
        "signature": "catalog-cli:0.1.0|en->pt-BR|model:m@1|glossary:none",
        "totals": totals,
        "seconds": 10.0,
        "cpu_seconds": 18.0,
    }
    return RunFacts(**{**values, **changed})  # type: ignore[arg-type]  # as in the class


def hostile(text: str) -> RunFacts:
    """A run that names a hostile text wherever a catalog or a command line could bring one."""
    totals = Totals(products=1, segments=1, origins=Counter({Origin.ENGINE: 1}))
    totals.add_finding(Finding("numbers", Severity.MAJOR, text, Place(text, 2, text)))
    options = {"keep": [text], "model": text}
    return facts(
        input=text,
        output=text,
        feed=text,
        signature=f"catalog-cli:{text}",
        totals=totals,
        options=options,
        reasons=(text,),
    )


def test_the_figures() -> None:
    run = facts()
    assert [(share.key, share.number, share.share) for share in run.leverage] == [
        ("exact", 200, 0.2),
        ("repetition", 300, 0.3),
        ("engine", 400, 0.4),
        ("copied", 99, 0.099),
        ("untranslated", 1, 0.001),
    ]
    assert [(share.key, share.number) for share in run.severities] == [("critical", 1), ("major", 2), ("minor", 3)]
    assert run.columns == [
        ("Title", {Severity.CRITICAL: 1, Severity.MAJOR: 1, Severity.MINOR: 3}),
        ("", {Severity.MAJOR: 1}),
    ]
    assert [(one.check, one.severity, one.column, one.number, len(one.examples)) for one in run.finding_sorts] == [
        ("numbers", Severity.CRITICAL, "Title", 1, 1),
        ("numbers", Severity.MAJOR, "Title", 1, 1),
        ("row", Severity.MAJOR, "", 1, 1),
        ("numbers", Severity.MINOR, "Title", 3, 3),
    ]
    assert run.ledger == [
        (LedgerKind.NUMBER, {Outcome.KEPT: 10, Outcome.ADDED: 2}),
        (LedgerKind.TERM, {Outcome.KEPT: 2_999, Outcome.MISSING: 1}),
    ]
    assert run.made_by == [("catalog-cli", "0.1.0"), ("locales", "en->pt-BR"), ("model", "m@1"), ("glossary", "none")]


COSTS = [
    # what differs, and (seconds, of processors) per 1,000 products, segments a second
    ({}, (5.0, 9.0, 100.0)),
    ({"is_unchanged": True}, (None, None, None)),  # the figures are another run's
    ({"totals": Totals()}, (None, None, 0.0)),
    ({"seconds": 0.0, "cpu_seconds": 0.0}, (0.0, 0.0, None)),
]


@pytest.mark.parametrize(("changed", "cost"), COSTS)
def test_the_cost(changed: dict[str, object], cost: tuple[float | None, ...]) -> None:
    assert facts(**changed).cost[2:] == cost


def test_the_json_has_its_keys() -> None:
    found = facts(reasons=("1 critical findings",), options={"layout": "columns"}).as_json()
    assert found == {
        "seconds": 10.0,
        "cpu_seconds": 18.0,
        "seconds_per_1000_products": 5.0,
        "cpu_seconds_per_1000_products": 9.0,
        "segments_per_second": 100.0,
        "leverage": {
            "exact": {"segments": 200, "share": 0.2},
            "repetition": {"segments": 300, "share": 0.3},
            "engine": {"segments": 400, "share": 0.4},
            "copied": {"segments": 99, "share": 0.099},
            "untranslated": {"segments": 1, "share": 0.001},
            "human_cells": 3,
        },
        "options": {"layout": "columns"},
        "fails": True,
        "reasons": ["1 critical findings"],
    }


# Markdown


def test_markdown_tells_it_in_tables() -> None:
    text = markdown_report([facts()])
    assert "✅ **done**. en → pt-BR, shopify feed, 2,000 products, 1,000 segments, 5,000 words." in text
    assert "10.0 s; per 1,000 products 5.0 s and 9.0 s of processor time." in text
    assert "| translated | 400 | 40.0% |" in text
    assert "| critical | numbers | Title | 1 | row 3: 1 is missing |" in text
    assert "| number | 10 | 10 kept, 2 added |" in text
    assert "Terms held: 99.9%." in text
    assert "| input |" not in text  # of one run there is nothing to compare


def test_markdown_of_several_runs_begins_with_all_of_them() -> None:
    text = markdown_report(
        [facts(), facts(input="b.csv", output=None, reasons=("1 critical findings",)), facts(is_unchanged=True)]
    )
    assert "| in.csv | out.csv | pt-BR | 2,000 | 5,000 | 1 | 2 | 3 | done |" in text
    assert "| b.csv | standard output | pt-BR | 2,000 | 5,000 | 1 | 2 | 3 | failed |" in text
    assert "| 3 | up to date |" in text
    assert "❌ **failed**: 1 critical findings." in text


@pytest.mark.parametrize("text", HOSTILE)
def test_in_markdown_a_text_is_nothing_but_text(text: str) -> None:
    # Whatever could open a tag, a link, a column, a mention, mathematics or emphasis is written by its number.
    made = escaped(text)
    assert not re.search(r"[<>|`*_~\[\]\\@$\x00-\x1f\u202e]|://|www\.", made)
    assert re.fullmatch(r"(?:[^&]|&#\d+;)*", made)
    tables = [line for line in markdown_report([hostile(text)]).splitlines() if line.startswith("|")]
    assert {line.count("|") for line in tables if "row 2" in line} == {6}


# The page


class Page(HTMLParser):
    """What a browser would find on a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


KNOWN_TAGS = set(
    "html head meta title style body main h1 h2 h3 p section dl div dt dd table thead tbody tr th td svg rect ul li "
    "bdi small details summary code strong span a".split()
)
KNOWN_ATTRIBUTES = set(
    "lang charset http-equiv content name class id aria-labelledby aria-label aria-hidden role scope x width height "
    "href".split()
)


@pytest.mark.parametrize("text", HOSTILE)
def test_on_the_page_a_text_is_nothing_but_text(text: str) -> None:
    made = run_page([hostile(text), hostile(text)])
    page = Page(made)
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= KNOWN_TAGS
    assert {name for _, attrs in page.tags for name in attrs} <= KNOWN_ATTRIBUTES
    assert [attrs["href"] for tag, attrs in page.tags if tag == "a"] == ["#run-1", "#run-2"]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", made)
    if text.startswith("<script"):
        assert text in page.text


def test_nothing_may_be_loaded_or_run() -> None:
    made = run_page([facts()])
    page = Page(made)
    [policy] = [attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
    css = made[made.index("<style>") + 7 : made.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|https?:", made.replace("http-equiv", ""))
    assert "prefers-color-scheme: dark" in css


def test_the_page_tells_it_in_words_and_charts() -> None:
    page = Page(run_page([facts(reasons=("1 critical findings",), options={"glossaries": ["apparel", "mine"]})]))
    for told in (
        "Failed: 1 critical findings",
        "translated 400 40.0%",
        "not translated 1 0.1%",
        "Title 1 1 3",
        "(the row) 0 1 0",
        "0 is missing row 2",
        "2 to 501 500 4.00",
        "Terms held: 99.9%",
        "apparel, mine",
    ):
        assert told in page.text
    [label] = [attrs["aria-label"] for tag, attrs in page.tags if tag == "svg" and "aria-label" in attrs]
    assert label.startswith("from the memory 20%, repeated in the run 30%, translated 40%")
    # Every chart is told in words, or its figures stand beside it.
    assert all("aria-hidden" in attrs or "aria-label" in attrs for tag, attrs in page.tags if tag == "svg")
    assert "script" not in {tag for tag, _ in page.tags}


def test_the_parts_of_a_bar_fill_it() -> None:
    made = run_page([facts()])
    bar = made[made.index('<svg class="share"') :]
    parts = re.findall(r'class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"', bar[: bar.index("</svg>")])
    assert [kind for kind, _, _ in parts] == ["exact", "repetition", "engine", "copied", "untranslated"]
    assert sum(float(width) for _, _, width in parts) == pytest.approx(100, abs=0.05)
    assert [float(x) for _, x, _ in parts] == [0, 20, 50, 90, 99.9]


def test_no_runs() -> None:
    assert "Nothing was localized." in Page(run_page([])).text
    assert "Nothing was localized." in markdown_report([])


def test_a_great_many_sorts_of_findings_are_cut_short() -> None:
    totals = Totals()
    for number in range(300):
        totals.add_finding(Finding("c", Severity.MINOR, "m", Place("in.csv", 2, f"Column {number}")))
    run = facts(totals=totals)
    assert "… and 200 more sorts" in Page(run_page([run])).text
    assert "… and 280 more sorts of findings." in markdown_report([run])
