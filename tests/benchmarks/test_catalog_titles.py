"""Real catalogs, where they lie beside the checkout, on every marketplace: how their texts came within the limits.

    python -m pytest -m benchmark -n 0 -s tests/benchmarks/test_catalog_titles.py

prints for each marketplace the shares of titles (as they are, another hypothesis, parts left out, abbreviated, cut),
the share of terms and brands that titles keep, and what was left out of limited texts, by column.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from catalog_cli.candidates.marked_words import Marker
from catalog_cli.cli import main
from catalog_cli.fitting import KEPT_ATTRIBUTES, Rules, fit, is_within
from catalog_cli.marketplaces import FieldKind, marketplace, marketplaces

DATA = Path(__file__).parents[3] / "shared" / "data"
CATALOGS = DATA / "catalogs"
LONG_TITLES = DATA / "attributes" / "oa-mine" / "train.jsonl"
LONG = 200  # of them
# Of titles that sellers have stuffed with words; measured here: 6.0% and 4.0%.
MOST_CUT_OF_LONG = {"amazon": 0.08, "ebay": 0.07}
MOST_CUT, LEAST_KEPT = 0.02, 0.99  # of the titles, and of their terms and brands: the project's own bounds
TITLES = frozenset({"title", "name", "name:en", "4"})
# A file without a header says by position what its columns are.
MORE = {"oscar-books.essential.csv": ["--no-header", "--column", "4=title", "--column", "5=html"]}
HOWS = ("free", "n-best", "dropped", "abbreviated", "cut", "failed")

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not CATALOGS.exists(), reason="the catalogs are not beside the checkout"),
]


def entries(path: Path, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Yield the ledger of a catalog localized for a marketplace."""
    ledger = folder / f"{path.stem}.{name}.jsonl"
    options = ["--to", "pt-BR", "--marketplace", name, "--memory", str(folder / "memory.sqlite"), "--fail-on", "never"]
    for glossary in ("home-kitchen", "electronics", "apparel"):
        options += ["--glossary", glossary]
    written = ["-o", str(folder / f"{path.stem}.{name}.csv"), "--ledger", str(ledger), "--progress", "none", "--quiet"]
    monkeypatch.setattr(sys, "argv", ["catalog", "localize", str(path), *MORE.get(path.name, ()), *options, *written])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code in (0, None)
    yield from (json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines())


class Tally:
    """What became of the titles of one marketplace, of their terms, and of other limited texts by column."""

    def __init__(self, name: str) -> None:
        self.limit = getattr(marketplace(name).of_kind(FieldKind.TITLE), "limit", None)
        self.hows: Counter[str] = Counter()
        self.terms: Counter[bool] = Counter()
        self.others: dict[str, Counter[str]] = {}

    def add(self, entry: dict[str, str]) -> None:
        is_title = entry["column"].strip().lower() in TITLES
        if entry["kind"] == "term" and is_title:
            self.terms[bool(entry["target"])] += 1
        if entry["kind"] != "length":
            return
        assert entry["outcome"] != "overlong", entry
        if is_title:
            assert self.limit is None or is_within(entry["target"], self.limit), entry
            self.hows[entry["how"]] += 1
        else:
            self.others.setdefault(entry["column"], Counter())[entry["how"]] += 1

    def __str__(self) -> str:
        shares = "".join(f"{self.hows[how] / max(1, self.hows.total()):13.1%}" for how in HOWS)
        lines = [f"{shares}   {self.terms[True]}/{self.terms.total()}"]
        for column, counts in sorted(self.others.items()):
            lines.append(f"    {column}: {', '.join(f'{count} {how}' for how, count in counts.items())}")
        return "\n".join(lines)


def test_every_marketplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tallies = {one.name: Tally(one.name) for one in marketplaces()}
    for path in sorted(CATALOGS.glob("*.csv")):
        for name, tally in tallies.items():
            for entry in entries(path, name, tmp_path, monkeypatch):
                tally.add(entry)
    print("\n" + "titles".ljust(18) + "".join(how.rjust(13) for how in HOWS) + "   terms kept")
    for name, tally in tallies.items():
        print(f"{name:18}{tally}")
    for name, tally in tallies.items():
        assert tally.hows["cut"] + tally.hows["failed"] <= MOST_CUT * tally.hows.total(), name
        assert tally.terms[True] >= LEAST_KEPT * tally.terms.total(), name
    assert sum(tally.hows.total() for tally in tallies.values()) > 1_000


def kinds_left_out(name: str, titles: Sequence[str]) -> Counter[str]:
    """Return what kinds of parts titles lose on a marketplace."""
    field, marker = marketplace(name).of_kind(FieldKind.TITLE), Marker("pt-BR")
    assert field is not None
    assert field.limit is not None
    kept = KEPT_ATTRIBUTES | (frozenset(field.part_order) - frozenset(field.drop_order))
    rules = Rules(field.limit, "pt-BR", field.drop_order, field.banned_characters, kept, tuple(field.phrases("pt-BR")))
    fitted = (fit(title, rules, (), marker.marks(title, ()).named) for title in titles)
    return Counter(str(kind) for one in fitted for kind, _ in one.dropped)


@pytest.mark.skipif(not LONG_TITLES.exists(), reason="the titles are not beside the checkout")
def test_long_titles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [json.loads(line) for line in LONG_TITLES.read_text(encoding="utf-8").splitlines()]
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Handle", "Title", "Vendor"])
        for index, row in enumerate(rows[:: len(rows) // LONG][:LONG]):
            writer.writerow([f"p{index}", row["input"], next(iter(row["target_scores"].get("Brand", {"": 1})))])
    for name, most in MOST_CUT_OF_LONG.items():
        tally = Tally(name)
        told = list(entries(path, name, tmp_path, monkeypatch))
        for entry in told:
            tally.add(entry)
        titles = [one["source"] for one in told if one["kind"] == "length" and one["column"] == "Title"]
        print(f"{name:18}{tally}\n    left out: {dict(kinds_left_out(name, titles).most_common())}")
        assert tally.hows["cut"] + tally.hows["failed"] <= most * tally.hows.total()
        assert tally.terms[True] >= LEAST_KEPT * tally.terms.total()
