"""Engines that several test files share: each is loaded once and closed at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog_cli.engine import Translator
from catalog_cli.engines import load_engine


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
