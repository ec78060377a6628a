"""Texts that are in no catalog through the stages that a catalog goes through, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog_cli.job import Job
from catalog_cli.pipeline import Workplace, localize
from catalog_cli.product import Column, Field, Product, Record, Role
from catalog_cli.survey import Survey

# Texts know nothing of each other: no option value is to agree with its product.
_NOTHING_KNOWN = Survey(records=0, products=0, counts={})


def localize_texts(
    texts: Iterable[str], job: Job, workplace: Workplace, *, name: str, role: Role = Role.TEXT
) -> Iterator[str]:
    """Yield the target of each text, in order, holding a bounded window of them at a time.

    A text is read as a cell of its role is: cut into sentences, its tags, addresses and placeholders kept; white space
    around it and between sentences stays, and so does a text that cannot be translated, with a finding. `name` stands
    in messages, with the number of the text as its row.

    >>> from catalog_cli.engines import load_engine
    >>> from catalog_cli.memory.store import TranslationMemory
    >>> from catalog_cli.reporting.summary import Totals
    >>> with TranslationMemory.in_temporary_file() as memory:
    ...     workplace = Workplace(load_engine("en", "de", model="echo"), memory, Totals())
    ...     list(localize_texts(["Red bag", "", "007"], Job("de", memory=None), workplace, name="texts"))
    ['Réd bág', '', '007']
    """
    column = Column(0, "text", "text", role, "a text of its own")
    products = (
        Product(str(number), (Record(number, number, (text,)),), (Field(column, 0, 0, text),))
        for number, text in enumerate(texts, start=1)
    )
    for product in localize(products, job, workplace, name=name, survey=_NOTHING_KNOWN):
        own = product.fields[0]
        yield own.value if own.target is None else own.target
