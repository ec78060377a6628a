"""Every error: one sentence on what and where, one on what next, its datum kept, its exit code."""

from __future__ import annotations

import pickle
import signal

import pytest

from catalog_cli import errors
from catalog_cli.errors import (
    CatalogError,
    FileProblem,
    MemoryProblem,
    ModelDamaged,
    ModelMissing,
    Stopped,
    UsageProblem,
    Where,
)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Where("a.csv"), "a.csv"),
        (Where("a.csv", row=7), "a.csv, row 7"),
        (Where("a.csv", row=0), "a.csv, row 0"),  # 0 is a number, not "unknown"
        (Where("a.csv", column="Title"), 'a.csv, column "Title"'),
        (Where("a.csv", row=7, column="Title"), 'a.csv, row 7, column "Title"'),
        (Where("a.csv", row=7, column=""), 'a.csv, row 7, column ""'),  # a header cell may be empty
        (Where("-", row=1, column="العنوان"), '-, row 1, column "العنوان"'),
        (Where("保存 👕.jsonl", row=7312), "保存 👕.jsonl, row 7312"),
    ],
)
def test_where(where: Where, text: str) -> None:
    assert str(where) == text


# (error, exit code as architecture.md lists it, whole text)
ERRORS: list[tuple[CatalogError, int, str]] = [
    (UsageProblem('"xx" is not a locale.'), 2, '"xx" is not a locale.'),
    (
        FileProblem(Where("a.csv", row=3, column="Title"), "has a NUL byte", "Remove it."),
        3,
        'a.csv, row 3, column "Title": has a NUL byte. Remove it.',
    ),
    (
        ModelMissing("en", "pt-PT", (("en", "pt-BR"), ("en", "de"))),
        4,
        "No model translates en -> pt-PT. Installed: en -> pt-BR, en -> de. Choose one of these with --from and --to, "
        "or add one: catalog models add --from en --to pt-PT",
    ),
    (
        ModelDamaged("en-pt-BR", "model.bin is cut off", "Install catalog-cli again."),
        4,
        "The model en-pt-BR cannot be loaded: model.bin is cut off. Install catalog-cli again.",
    ),
    (MemoryProblem("m.sqlite", "is locked", "Wait."), 3, "m.sqlite: is locked. Wait."),
    (
        Stopped(),
        5,
        "Stopped.",
    ),
]


@pytest.mark.parametrize(("error", "exit_code", "text"), ERRORS, ids=lambda value: type(value).__name__)
def test_text_and_exit_code(error: CatalogError, exit_code: int, text: str) -> None:
    assert str(error) == text
    assert error.exit_code == exit_code


def test_no_model_at_all() -> None:
    assert "Installed: none." in str(ModelMissing("en", "de", ()))


def test_every_kind_is_in_the_table() -> None:
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, CatalogError) and kind is not CatalogError
    }
    assert {type(error) for error, _, _ in ERRORS} == kinds


def test_an_error_of_no_kind_is_a_bug_of_ours() -> None:
    assert CatalogError("x").exit_code == 70


@pytest.mark.parametrize(
    ("number", "exit_code"), [(None, 5), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGPIPE, 141)]
)
def test_stopped_by_a_signal(number: int | None, exit_code: int) -> None:
    assert Stopped(number).exit_code == exit_code
    assert Stopped(number).signal_number == number
    assert Stopped.exit_code == 5  # one run's signal is not the next one's


@pytest.mark.parametrize(
    ("error", "datum"),
    [
        (FileProblem(Where("a.csv", row=3), "has a NUL byte", "Remove it."), {"where": Where("a.csv", row=3)}),
        (FileProblem(Where("a.csv"), "is empty", "Add a header."), {"what": "is empty", "next_step": "Add a header."}),
        (ModelMissing("en", "de", ()), {"source": "en", "target": "de", "available": ()}),
        (ModelDamaged("m", "r", "n."), {"name": "m", "reason": "r", "next_step": "n."}),
        (MemoryProblem("p", "r", "n."), {"path": "p", "reason": "r", "next_step": "n."}),
    ],
)
def test_the_datum_is_kept(error: CatalogError, datum: dict[str, object]) -> None:
    assert {name: getattr(error, name) for name in datum} == datum


def test_where_is_a_value() -> None:
    where = Where("a.csv", row=1)
    assert pickle.loads(pickle.dumps(where)) == where
    assert len({where, Where("a.csv", row=1), Where("a.csv", row=2)}) == 2
    with pytest.raises(AttributeError):
        where.row = 2  # type: ignore[misc]  # frozen is what is tested
