"""The table of checkpoints: every entry makes sense, and the first choice is the one a shop should take."""

from __future__ import annotations

import pytest

from catalog_cli import locales
from catalog_cli.errors import UsageProblem
from catalog_cli.models import recommended as table
from catalog_cli.models.air_gap import is_hub_name
from catalog_cli.models.licences import is_noncommercial
from catalog_cli.models.recommended import recommended


@pytest.mark.parametrize(
    ("pair", "families"),
    [
        (("en", "de"), ["opus-mt", "m2m-100", "m2m-100", "madlad-400", "nllb-200"]),
        (("en-GB", "de-AT"), ["opus-mt", "m2m-100", "m2m-100", "madlad-400", "nllb-200"]),  # varieties of the same
        (("en", "fr"), ["opus-mt", "opus-mt-tc-big", "m2m-100", "m2m-100", "madlad-400", "nllb-200"]),
        (("en", "pt-BR"), ["opus-mt-tc-big", "m2m-100", "m2m-100", "madlad-400", "nllb-200"]),  # there is no opus-mt
        (("de", "ja"), ["m2m-100", "m2m-100", "madlad-400", "nllb-200"]),
        (("en", "zh-Hant"), ["nllb-200"]),  # the others write simplified characters
        (("en", "rw"), ["madlad-400", "nllb-200"]),
        (("en", "fil"), ["opus-mt", "m2m-100", "m2m-100", "madlad-400", "nllb-200"]),  # "tl" by name
        (("en", "en-US"), []),
        (("en", "tlh"), []),  # Klingon
    ],
)
def test_a_pair_gets_its_checkpoints_in_order(pair: tuple[str, str], families: list[str]) -> None:
    assert [found.family for found in recommended(*pair)] == families


def test_tagalog_has_its_old_code_in_the_name() -> None:
    assert recommended("en", "tl")[0].hub_name == "Helsinki-NLP/opus-mt-en-tl"
    assert recommended("fil", "en")[0].hub_name == "Helsinki-NLP/opus-mt-tl-en"


def test_what_is_no_locale_is_refused() -> None:
    with pytest.raises(UsageProblem):
        recommended("en", "xx-unknown")


def _everything() -> list[table.Recommendation]:
    pairs = [tuple(name.split("-")) for name in (table._OPUS_MT + table._OPUS_MT_BIG).split()]
    return [found for pair in pairs for found in recommended(*pair)]


def test_every_entry_is_whole() -> None:
    for found in _everything():
        assert is_hub_name(found.hub_name)
        assert 50 <= found.installed_mb < found.download_mb <= 12_000
        assert found.notes.endswith(".")
        assert set(found.unproven) <= {"hub_name", "licence", "parameters", "languages"}
        assert found.is_noncommercial == is_noncommercial(found.licence)
        assert ("licence" in found.unproven) == (found.licence == "unknown")


def test_noncommercial_ones_come_last() -> None:
    for pair in (("en", "de"), ("fr", "es"), ("ko", "en")):
        flags = [found.is_noncommercial for found in recommended(*pair)]
        assert flags == sorted(flags)
        assert flags.count(True) == 1


def test_every_language_of_the_table_is_a_locale() -> None:
    for languages in (table._M2M100_LANGUAGES, table._NLLB_LANGUAGES):
        assert all(locales.parse(tag) == tag for tag in languages)
    assert len(table._M2M100_LANGUAGES) == 100


def test_no_opus_pair_is_listed_twice() -> None:
    for listed in (table._OPUS_MT, table._OPUS_MT_BIG):
        assert len(listed.split()) == len(set(listed.split()))
