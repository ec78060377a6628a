"""Engines that several test files share: each is loaded once and closed at the end. How many workers a run gets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_cli.engine import Translator
from catalog_cli.engines import load_engine

# The models that were added on this machine are nobody's business here.
os.environ["CATALOG_MODELS"] = str(Path(__file__).parent / "no models")


# More would each load the model again for little: the suite's longest files take seconds.
_MOST_WORKERS = 4


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return one worker per core for the suite, none for single files, and none for what is measured."""
    is_measured = config.option.markexpr == "benchmark"
    names_files = config.args and all(Path(arg.partition("::")[0]).is_file() for arg in config.args)
    return 0 if is_measured or names_files else min(os.cpu_count() or 1, _MOST_WORKERS)


@pytest.fixture(scope="session")
def engine() -> Iterator[Translator]:
    """The embedded model, en -> pt-BR."""
    translator = load_engine("en", "pt-BR")
    yield translator
    translator.close()


@pytest.fixture(scope="session")
def echo() -> Iterator[Translator]:
    """The pseudo-localizing engine: no model, as fast as Python."""
    translator = load_engine("en", "pt-BR", model="echo")
    yield translator
    translator.close()
