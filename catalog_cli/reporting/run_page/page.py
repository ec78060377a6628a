"""The report of a run as one HTML file: its policy lets nothing be loaded or run, and charts are SVG in the page."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from catalog_cli.reporting.console import printable, shortened
from catalog_cli.reporting.run_facts import RunFacts, Share
from catalog_cli.segment import Severity
from catalog_cli.signature import catalog_version

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# A table is to be read: JSON has the rest.
_MOST_ROWS = 100
# A message may quote a whole description.
_MOST_TEXT = 400


def run_page(runs: Sequence[RunFacts]) -> str:
    """Return the page of some runs. What stands in the catalog is text in it, never markup."""
    css = _file("page.css")
    # The one style sheet, by its digest: nothing else may be loaded, run, framed or sent, nor any style attribute hold.
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        _environment()
        .from_string(_file("page.html.j2"))
        .render(
            runs=runs,
            css=css,
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            version=catalog_version(),
            severities=list(Severity),
            most_rows=_MOST_ROWS,
        )
    )


def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters["shown"] = lambda text: printable(shortened(text, _MOST_TEXT))
    environment.globals.update(bar=_bar, of_most=_of_most, share_bar=_share_bar, key=_key)
    return environment


def _bar(parts: Iterable[tuple[str, float]]) -> Markup:
    """Return a bar that the table beside it tells in figures; of each part the class and the share of the width."""
    return _svg("line", list(parts), "")


def _of_most(counts: Counter[Severity], most: int) -> list[tuple[str, float]]:
    """Return the parts of a column's bar; the column with the most findings is as wide as the chart."""
    return [(str(severity), counts[severity] / most) for severity in Severity if counts[severity]]


def _share_bar(shares: Sequence[Share]) -> Markup:
    """Return one bar of all shares, with what it says in words."""
    told = ", ".join(f"{share.name} {share.share:.0%}" for share in shares)
    return _svg("share", [(share.key, share.share) for share in shares], told)


def _svg(name: str, parts: list[tuple[str, float]], told: str) -> Markup:
    from markupsafe import Markup

    start, rects = 0.0, []
    for kind, share in parts:
        rect = Markup('<rect class="{}" x="{:.2f}%" width="{:.2f}%" height="100%"></rect>')
        rects.append(rect.format(kind, 100 * start, 100 * share))
        start += share
    label = Markup('role="img" aria-label="{}"').format(told) if told else Markup('aria-hidden="true"')
    rest = Markup('<rect class="rest" width="100%" height="100%"></rect>')
    return Markup('<svg class="{}" {}>{}{}</svg>').format(name, label, rest, Markup("").join(rects))


def _key(kind: str) -> Markup:
    """Return the colour that a chart has for a kind."""
    from markupsafe import Markup

    svg = Markup('<svg class="key" aria-hidden="true"><rect class="{}" width="100%" height="100%"></rect></svg>')
    return svg.format(kind)


def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
