"""localize -> look and edit in the page -> apply -> localize again: the edit stands, and nothing else changes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tests.commands.conftest import Run, folder, run  # noqa: F401  # the fixtures
from tests.reporting_browser.conftest import Open

with suppress(ImportError):  # then the browser of every test says so
    from playwright.sync_api import expect


def test_the_whole_circle(open_page: Open, run: Run) -> None:  # noqa: F811  # the fixture
    localize = ("localize", "shopify.csv", "--to", "pt-BR", "--model", "echo", "-o", "out.csv")
    assert run(*localize).code == 0
    before = Path("out.csv").read_bytes()
    assert run("review", "export", "shopify.csv", "out.csv").code == 0
    page = open_page(path=Path("review.html").resolve())
    page.fill("#query", "Harbor Linen Shirt")
    page.select_option("#column", "Title")
    expect(page.locator("#count")).to_contain_text("1 of ")
    page.keyboard.press("Escape")
    page.locator(".cell-row").first.click()
    page.keyboard.press("e")
    old = page.locator("textarea.editor").input_value().encode()
    page.locator("textarea.editor").fill('Camisa de linho "Harbor", à mão\n</script>')
    page.keyboard.press("Control+Enter")
    with page.expect_download() as download:
        page.click("#export")
    assert download.value.suggested_filename == "edits.jsonl"
    download.value.save_as("edits.jsonl")
    applied = run("review", "apply", "edits.jsonl", "--fail-on", "never")
    assert applied.code == 0, applied.err
    after = Path("out.csv").read_bytes()
    new = 'Camisa de linho ""Harbor"", à mão\n</script>'.encode()
    start = before.index(old)
    assert after == before[:start] + b'"' + new + b'"' + before[start + len(old) :]
    assert run("verify", "shopify.csv", "out.csv", "--to", "pt-BR").code == 0
    assert run(*localize).code == 0
    assert Path("out.csv").read_bytes() == after
    # The new page shows it as a person's.
    assert run("review", "export", "shopify.csv", "out.csv").code == 0
    page = open_page(path=Path("review.html").resolve())
    page.select_option("#state", "edited")
    expect(page.locator("#count")).to_contain_text("1 of ")
    expect(page.locator(".cell-row .target")).to_contain_text("Camisa de linho")
