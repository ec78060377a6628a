"""The report of a run in a real Chromium: readable in light and dark, wide and narrow, with nothing run or loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.reporting.run_page.page import run_page
from tests.reporting_browser.conftest import Open
from tests.test_run_reports import HOSTILE, facts, hostile

# Of every text that stands on the page the lowest contrast with what is behind it, by WCAG 2.2's relative luminance.
LOWEST_CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = one => {
    for (; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return light(colour);
    }
    return 1;
  };
  const texts = [...document.querySelectorAll("main *")].filter(
    one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return Math.min(...texts.map(one => {
    const [a, b] = [light(parts(getComputedStyle(one).color)), behind(one)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }));
}"""


def page_file(folder: Path, *runs: object) -> Path:
    path = folder / "run.html"
    path.write_bytes(run_page(runs).encode("utf-8", "backslashreplace"))  # type: ignore[arg-type]  # facts of runs
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1_200, 360])
def test_it_is_readable(open_page: Open, tmp_path: Path, scheme: str, width: int) -> None:
    path = page_file(tmp_path, facts(reasons=("1 critical finding",)), facts(output=None))
    page = open_page(path=path, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.locator("summary").first.click()
    back = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert back == {"light": "rgb(246, 246, 244)", "dark": "rgb(19, 21, 24)"}[scheme]
    assert page.evaluate(LOWEST_CONTRAST) >= 4.5
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("svg.share rect.engine").first.bounding_box()["width"] > width / 4
    page.screenshot(path=tmp_path / f"run-{scheme}-{width}.png", full_page=True)


def test_hostile_texts_are_shown_and_do_nothing(open_page: Open, tmp_path: Path) -> None:
    page = open_page(path=page_file(tmp_path, *map(hostile, HOSTILE)))
    assert page.locator("script, img, iframe, object, embed, link, form, b").count() == 0
    assert page.locator("a:not([href^='#run-'])").count() == 0
    assert page.locator("h2 bdi").filter(has_text="<script>alert(1)</script>").count() == 2


def test_it_is_told_to_whoever_cannot_see_it(open_page: Open, tmp_path: Path) -> None:
    page = open_page(path=page_file(tmp_path, facts()))
    chart = page.get_by_role("img")
    assert chart.count() == 1
    assert "translated 40%" in chart.get_attribute("aria-label")
    assert page.get_by_role("rowheader", name="critical").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
