"""Engines that several test files share: each is loaded once and closed at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_cli.engine import Translator
from catalog_cli.engines import load_engine

# The models that were added on this machine are nobody's business here.
os.environ["CATALOG_MODELS"] = str(Path(__file__).parent / "no models")


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
