"""The ledger as JSON Lines: one line for each term, in the order of the catalog."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from catalog_cli.ledger import LedgerEntry
from catalog_cli.replacement import replacing
from catalog_cli.segment import Place


class LedgerFile:
    """Where ledger entries are written as they come, so that memory does not grow with the catalog."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, entry: LedgerEntry, place: Place, product_key: str, variant_key: str, target_locale: str) -> None:
        """Add a line.

        >>> import io
        >>> from catalog_cli.ledger import How, LedgerKind, Outcome
        >>> out = io.BytesIO()
        >>> entry = LedgerEntry(LedgerKind.TERM, Outcome.KEPT, "tote", "sacola", ("sacola",), How.INSERTED, -0.125)
        >>> LedgerFile(out).write(entry, Place("bags.csv", 2, "Title"), "P1", "", "pt-BR")
        >>> print(out.getvalue().decode().replace(', "source"', ',\\n "source"'), end="")
        {"file": "bags.csv", "target_locale": "pt-BR", "row": 2, "product": "P1", "variant": "", "column": "Title", \
"kind": "term", "outcome": "kept",
         "source": "tote", "required": ["sacola"], "target": "sacola", "how": "inserted", "score_difference": -0.125}
        """
        line = {
            "file": place.file,
            "target_locale": target_locale,
            "row": place.row,
            "product": product_key,
            "variant": variant_key,
            "column": place.column,
            "kind": entry.kind,
            "outcome": entry.outcome,
            "source": entry.source,
            "required": entry.required,
            "target": entry.target,
            "how": entry.how,
            "score_difference": None if entry.score_difference is None else round(entry.score_difference, 4),
        }
        self._out.write((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))


@contextmanager
def writing_ledger(path: Path | None) -> Iterator[LedgerFile | None]:
    """Give the ledger of a command, None if no file is asked for; it takes its place when all runs are done."""
    if path is None:
        yield None
        return
    with replacing(path) as out:
        yield LedgerFile(out)
