"""The review page in a real Chromium: pages made of units, opened from disk, offline, and watched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog_cli.errors import Where
from catalog_cli.product import Column, Role
from catalog_cli.reporting.review_page.page import write_pages
from catalog_cli.reporting.review_page.payload import About
from catalog_cli.segment import Finding, Limit, Origin, Segment, SegmentId, Severity, TermHit, UnitState
from catalog_cli.unit import Offer, Unit

TITLE = Column(0, "Title", "Title", Role.TITLE, "")
BODY = Column(1, "Body (HTML)", "Body (HTML)", Role.HTML, "")
OPTION = Column(2, "Option1 Value", "Option1 Value", Role.OPTION, "")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def unit_of(number: int, source: str, target: str | None, column: Column = TITLE, **more: Any) -> Unit:
    """A unit in row `number`; findings are (check, severity, message)."""
    place = Where("shop.csv", number + 1, column.name)
    found = tuple(Finding(check, Severity(severity), text, place) for check, severity, text in more.pop("found", ()))
    product = more.pop("product", f"P{number}")
    return Unit(f"{number:032x}", product, "", column, place, place, source, target, findings=found, **more)


def samples() -> list[Unit]:
    """Twelve cells of every sort that the page treats differently."""
    place = Where("shop.csv", 2, "Title")
    hit = TermHit(0, 10, "waterproof", ("impermeável", "impermeáveis"))
    title = Segment(SegmentId("s", "P1", "", "Title", 0, 0), place, Role.TITLE, "Waterproof jacket", term_hits=(hit,))
    lost = ("number-missing", "critical", 'The number "450" of the source is not in the translation.')
    full_stop = ("end-punctuation", "minor", "The source ends with a full stop, the translation does not.")
    return [
        unit_of(
            1,
            "Waterproof jacket",
            "Jaqueta à prova de água",
            title="Waterproof jacket",
            segments=(title,),
            limit=Limit(20),
            confidence=0.4,
            found=[("term", "major", 'The glossary wants "impermeável" for "waterproof".')],
        ),
        unit_of(
            2,
            "<p>Light: <strong>450 g</strong>.</p><ul><li>Two zips</li></ul>",
            "<p>Leve: <strong>g</strong>.</p><ul><li>Dois zíperes</li></ul>",
            BODY,
            product="P1",
            title="Waterproof jacket",
            found=[lost],
            confidence=0.2,
        ),
        unit_of(3, "Navy", "Azul-marinho", OPTION, product="P1", title="Waterproof jacket", confidence=0.9),
        unit_of(4, "Mug, {size} ml.", "Caneca, {size} ml", title="Mug", found=[full_stop], confidence=0.8),
        unit_of(
            5,
            "Walking boots",
            "Botas de caminhada",
            title="Boots",
            state=UnitState.OUTDATED,
            origin=Origin.HUMAN,
            previous_source="Hiking boots",
            confidence=0.7,
        ),
        unit_of(
            6,
            "Red scarf",
            None,
            title="Scarf",
            state=UnitState.NEW,
            offers=(offered("Red scarf", "Red scarves", "Lenços vermelhos", 78),),
        ),
        unit_of(7, "Blue scarf", "Lenço azul", title="Scarf", origin=Origin.MEMORY_EXACT, confidence=1.0),
        unit_of(
            8, "First line\r\nSecond line", "Primeira linha\r\nSegunda linha", BODY, title="Lines", confidence=0.95
        ),
        *(
            unit_of(9 + n, f"Sock {n}", f"Meia {n}", title=f"Sock {n}", origin=Origin.ENGINE, confidence=0.97)
            for n in range(4)
        ),
    ]


def offered(asked: str, source: str, target: str, percent: int, cell: tuple[str, int, int] | None = None) -> Offer:
    """An offer for a whole cell without a translation, or with `cell` for a segment: what is written where."""
    text, start, end = cell or (target, 0, len(asked))
    return Offer(asked, source, target, percent, percent == 99, start, end, text)


ABOUT = About("shop.csv", "out.csv", "a" * 64, "b" * 64, "en", "pt-BR", made_by="catalog-cli test")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, once for each worker; without one the tests are skipped, or fail where one is required."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing = "playwright is not installed: pip install '.[dev]'"
    else:
        missing = "" if path else "no chromium is installed: apt-get install chromium, or name one in CHROMIUM"
    if missing and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"REQUIRE_BROWSER=1, but {missing}")
    if missing:
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=QUIET)
        yield chromium
        chromium.close()


Open = Any


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Write units to a page and open it; at the end, nothing was asked of the network and no error was told."""
    contexts, requests, errors = [], [], []

    def open_it(
        units: Any = None, about: About = ABOUT, *, path: Path | None = None, setup: str = "", **options: Any
    ) -> Any:
        if path is None:
            path = tmp_path / "review.html"
            write_pages(
                path, samples() if units is None else units, about, explanations={"term": "What the glossary wants."}
            )
        context = browser.new_context(offline=True, accept_downloads=True, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None
        )
        if setup:
            page.add_init_script(setup)
        page.goto(path.as_uri())
        return page

    open_it.errors = errors  # a test that means to cause one takes it out
    yield open_it
    for context in contexts:
        context.close()
    assert not errors
    assert [url for url in requests if not url.startswith(("file:", "blob:", "data:", "about:"))] == []
