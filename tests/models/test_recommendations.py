"""Which checkpoint is recommended for which pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.errors import UsageProblem
from catalog_cli.models.air_gap import is_hub_name
from catalog_cli.models.licences import is_noncommercial, spdx
from catalog_cli.models.local_sources import suggested_name
from catalog_cli.models.recommendations import recommendations

FIRST = [
    # (source, target) -> the checkpoint to take
    ("en", "de", "Helsinki-NLP/opus-mt-en-de"),
    ("en-US", "de-AT", "Helsinki-NLP/opus-mt-en-de"),
    ("de", "en", "Helsinki-NLP/opus-mt-de-en"),
    ("en", "pt-BR", "Helsinki-NLP/opus-mt-tc-big-en-pt"),  # there is no small one
    ("en", "fr", "Helsinki-NLP/opus-mt-tc-big-en-fr"),
    ("en", "uk", "Helsinki-NLP/opus-mt-tc-big-en-zle"),  # one model for three languages
    ("sr-Latn", "en", "Helsinki-NLP/opus-mt-tc-big-zls-en"),
    ("ja", "en", "Helsinki-NLP/opus-mt-ja-en"),
    ("en", "ja", "facebook/m2m100_418M"),  # OPUS-MT's was trained on little but scripture
    ("de", "fr", "facebook/m2m100_418M"),
    ("en", "tt", "google/madlad400-3b-mt"),  # a language that M2M-100 lacks
]


@pytest.mark.parametrize(("source", "target", "expected"), FIRST)
def test_the_first(source: str, target: str, expected: str) -> None:
    found = recommendations(source, target)
    assert found[0].name == expected
    assert len({each.name for each in found}) == len(found)
    # Nobody gets a model without asking that may not be used for business.
    barred = [is_noncommercial(each.licence) for each in found]
    assert barred == sorted(barred)
    assert not barred[0]
    for each in found:
        assert is_hub_name(each.name)
        assert suggested_name(Path(each.name))
        assert spdx(each.licence) == each.licence
        assert each.download_mb > 0


@pytest.mark.parametrize(("source", "target"), [("en", "en"), ("en-US", "en-GB"), ("english!", "de"), ("en", "")])
def test_what_is_no_pair(source: str, target: str) -> None:
    with pytest.raises(UsageProblem):
        recommendations(source, target)
