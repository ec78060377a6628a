"""Writing the review page: markup, style and scripts in one file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from catalog_cli.replacement import replacing
from catalog_cli.reporting.review_page.payload import About, PagePayload, Units
from catalog_cli.signature import catalog_version
from catalog_cli.unit import Unit

if TYPE_CHECKING:
    from jinja2 import Template

# A page of this many cells opens in seconds, filters in tenths of one and scrolls freely (tests/reporting_browser).
MOST_CELLS = 50_000
# Of characters in the payload: long descriptions fill a browser's memory before their number does.
MOST_CHARACTERS = 60_000_000

# In the order they stand in the page: each uses only what stands before it at once.
SCRIPTS = tuple("elements texts cells edits preview filters charts offers rows editor list replacing page".split())


@dataclass(frozen=True, slots=True)
class Pages:
    """What was written: the files in the order of the catalog, and how many cells and findings they hold.

    `telling` are the cells that are worth a look: something was found, or there is no translation of this source.
    """

    paths: tuple[Path, ...]
    cells: int
    findings: int
    telling: int


def write_pages(
    path: Path,
    units: Iterable[Unit],
    about: About,
    *,
    explanations: Mapping[str, str] | None = None,
    most_cells: int = MOST_CELLS,
) -> Pages:
    """Write the units to a page at `path`, and what is too much for one to pages beside it: review-2.html, ….

    A unit at a time is read; each file takes its place when it is whole. `explanations` tell a merchant, by the name of
    a check, what its findings mean.
    """
    template = _template()
    stream = Units(units)
    paths: list[Path] = []
    cells = findings = telling = 0
    while not paths or stream.next is not None:
        part = len(paths) + 1
        payload = PagePayload(about, part, explanations or {}, most_cells, MOST_CHARACTERS)
        place = path if part == 1 else path.with_name(f"{path.stem}-{part}{path.suffix}")
        with replacing(place) as out:
            pieces = template.stream(payload=payload.pieces(stream), title=_title(about, part), **_furniture())
            pieces.enable_buffering(64)
            pieces.dump(out, encoding="utf-8")
        paths.append(place)
        cells += payload.cells
        findings += payload.findings
        telling += payload.telling
    return Pages(tuple(paths), cells, findings, telling)


def _title(about: About, part: int) -> str:
    name = f"Review of {about.source} in {about.target_locale}"
    return name if part == 1 else f"{name}, part {part}"


@cache
def _furniture() -> dict[str, str]:
    """Return what is the same in every page: style, scripts, and the policy that lets only these in."""
    script = '(() => {\n"use strict";\n' + "\n".join(_file(f"{name}.js") for name in SCRIPTS) + "\n})();\n"
    style, preview_style = _file("page.css"), _file("preview.css")
    return {
        "style": style,
        "preview_style": preview_style,
        "script": script,
        "policy": content_security_policy(script, (style, preview_style)),
        "generator": f"catalog-cli {catalog_version()}",
    }


def content_security_policy(script: str, styles: Iterable[str]) -> str:
    """Return a policy under which a page can neither load nor send anything, and runs this one script alone.

    By hash (CSP 3), so that no text of a catalog could become a script or a style; with Trusted Types, only the
    preview's policy may make HTML from text.
    """
    allowed = " ".join(_digest(style) for style in styles)
    return (
        f"default-src 'none'; script-src {_digest(script)}; style-src {allowed}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types catalog-preview"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined).from_string(_file("page.html.j2"))
