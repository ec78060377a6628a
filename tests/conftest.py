"""Engines that several test files share: each is loaded once and closed at the end. How many workers a run gets."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.engines import load_engine
from tests.nursery import Nursery

# The models that were added on this machine are nobody's business here.
os.environ["CATALOG_MODELS"] = str(Path(__file__).parent / "no models")

# Every worker, and every process that a test starts, would compile the checkout again: 10 s and 0.5 s of each.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Python's 700 makes the collector walk what 21,000 tests are made of again and again: a tenth of the suite's time.
_GARBAGE = 20_000

# More would each load the model again for little: the suite's longest files take seconds.
_MOST_WORKERS = 4


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return one worker per core for the suite, none for single files, and none for what is measured."""
    is_measured = config.option.markexpr == "benchmark"
    names_files = config.args and all(Path(arg.partition("::")[0]).is_file() for arg in config.args)
    return 0 if is_measured or names_files else min(os.cpu_count() or 1, _MOST_WORKERS)


def pytest_configure() -> None:
    gc.set_threshold(_GARBAGE)


def pytest_collection_finish() -> None:
    """Take the tests themselves, which live until the end, out of the collector's sight."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where processes come from that need not import everything again."""
    with Nursery() as nursery:
        yield nursery


@pytest.fixture(scope="session")
def engine() -> Iterator[Translator]:
    """The embedded model, en -> pt-BR."""
    translator = load_engine("en", "pt-BR")
    yield translator
    translator.close()


@pytest.fixture(scope="session")
def model_in_memory(engine: Translator) -> None:
    """The embedded model stays loaded: commands that run in this process then share it, as engines of a process do."""
    engine.translate(engine.tokenizer.encode(["Red"]), DecodingOptions())


@pytest.fixture(scope="session")
def echo() -> Iterator[Translator]:
    """The pseudo-localizing engine: no model, as fast as Python."""
    translator = load_engine("en", "pt-BR", model="echo")
    yield translator
    translator.close()
