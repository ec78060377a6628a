"""Locale tags: what is one, what it means, which model serves it."""

from __future__ import annotations

import subprocess
import sys

import langcodes
import pytest

from catalog_cli import locales
from catalog_cli.errors import UsageProblem
from catalog_cli.locales import (
    Resolution,
    covers,
    is_locale,
    is_right_to_left,
    language,
    parse,
    resolve,
    script,
    territory,
    to_babel,
)

# (as written, canonical)
TAGS = [
    ("en", "en"),
    ("EN", "en"),
    ("pt-BR", "pt-BR"),
    ("pt_br", "pt-BR"),
    ("PT-br", "pt-BR"),
    ("pt_BR", "pt-BR"),
    ("zh-hans-cn", "zh-Hans-CN"),
    ("zh-HANT", "zh-Hant"),
    ("sr-latn", "sr-Latn"),
    ("sr_Latn_RS", "sr-Latn-RS"),
    ("es-419", "es-419"),
    ("iw", "he"),  # replaced codes of ISO 639
    ("in", "id"),
    ("eng", "en"),  # three letters where two exist
    ("por-BR", "pt-BR"),
    ("fil", "fil"),
    ("de-1996", "de-1996"),
]

NO_TAGS = [
    "",
    " ",
    "e",
    "english",
    "HTML",
    "Brazil",
    "pt-",
    "-BR",
    "pt--BR",
    "pt BR",
    "pt-BR ",
    "pt-BR\n",
    "pt.BR",
    "pt-BR.UTF-8",
    "007",
    "ポルトガル語",
    "العربية",
    "👕",
    "½",
    "™",
    "zz",
    "xx",
    "pt-ZZZZZZZZZ",
]


@pytest.mark.parametrize(("written", "canonical"), TAGS)
def test_parse(written: str, canonical: str) -> None:
    assert parse(written) == canonical
    assert parse(canonical) == canonical
    assert is_locale(written)


def test_frequent_tags_are_read_as_langcodes_reads_them() -> None:
    tags = [*locales._FREQUENT, *(f"{one}-{of}" for one in locales._FREQUENT for of in locales._FREQUENT_TERRITORIES)]
    for tag in tags:
        full = langcodes.get(tag).maximize()
        assert langcodes.standardize_tag(tag) == tag
        assert langcodes.tag_is_valid(tag)
        assert (parse(tag), script(tag), territory(tag)) == (tag, full.script, full.territory), tag


def test_a_frequent_tag_loads_no_data_of_others() -> None:
    read = "from catalog_cli import locales; locales.resolve('pt', ['pt-BR']); locales.territory('en')"
    told = "import sys; print('langcodes' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"{read}; {told}"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("written", NO_TAGS)
def test_what_is_no_locale(written: str) -> None:
    assert not is_locale(written)
    with pytest.raises(UsageProblem, match="BCP-47") as caught:
        parse(written)
    assert f'"{written}"' in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("tag", "expected"),
    # language, script, right to left, Babel's name
    [
        ("en", ("en", "Latn", False, "en")),
        ("pt-BR", ("pt", "Latn", False, "pt_BR")),
        ("he", ("he", "Hebr", True, "he")),
        ("iw", ("he", "Hebr", True, "he")),
        ("ar-EG", ("ar", "Arab", True, "ar_EG")),
        ("fa", ("fa", "Arab", True, "fa")),
        ("ur-PK", ("ur", "Arab", True, "ur_PK")),
        ("dv", ("dv", "Thaa", True, "dv")),
        ("ja", ("ja", "Jpan", False, "ja")),
        ("ko-KR", ("ko", "Kore", False, "ko_KR")),
        ("zh", ("zh", "Hans", False, "zh")),
        ("zh-TW", ("zh", "Hant", False, "zh_TW")),  # the territory decides the script
        ("zh-Hans-CN", ("zh", "Hans", False, "zh_Hans_CN")),
        ("ru", ("ru", "Cyrl", False, "ru")),
        ("sr", ("sr", "Cyrl", False, "sr")),
        ("sr-Latn", ("sr", "Latn", False, "sr_Latn")),
        ("az-Arab", ("az", "Arab", True, "az_Arab")),
        ("th", ("th", "Thai", False, "th")),
        ("hi-IN", ("hi", "Deva", False, "hi_IN")),
    ],
)
def test_what_a_locale_is(tag: str, expected: tuple[str, str, bool, str]) -> None:
    assert (language(tag), script(tag), is_right_to_left(tag), to_babel(tag)) == expected


@pytest.mark.parametrize("tag", [tag for _, tag in TAGS if tag != "de-1996"])
def test_babel_knows_the_name(tag: str) -> None:
    from babel import Locale

    assert Locale.parse(to_babel(tag)).language == language(tag)


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        ("pt-BR", "pt-BR", True),
        ("pt-BR", "pt", True),
        ("pt", "pt-BR", True),
        ("en", "en-US", True),
        ("pt-BR", "pt-PT", False),  # a named variety never serves another
        ("en-US", "en-GB", False),
        ("pt", "es", False),
        ("zh-Hans", "zh-Hant", False),
        ("zh", "zh-TW", False),  # one language, two scripts
        ("zh", "zh-CN", True),
        ("sr", "sr-Latn", False),
        ("he", "iw", True),
        ("pt_br", "PT-BR", True),
    ],
)
def test_covers(have: str, want: str, expected: bool) -> None:
    assert covers(have, want) is expected
    assert covers(want, have) is expected


@pytest.mark.parametrize(
    ("requested", "available", "expected"),
    [
        ("pt-BR", ["pt-BR"], Resolution("pt-BR")),
        ("pt_br", ["pt-BR"], Resolution("pt-BR")),  # a spelling, not another locale: no notice
        ("pt", ["pt-BR"], Resolution("pt-BR", "pt means pt-BR here.")),
        ("pt", ["pt-BR", "pt-PT"], Resolution("pt-BR", "pt means pt-BR here.")),  # the first listed
        ("pt", ["de", "pt-PT"], Resolution("pt-PT", "pt means pt-PT here.")),
        ("pt", ["pt-BR", "pt"], Resolution("pt")),
        ("pt-PT", ["pt-BR"], None),
        ("pt-PT", [], None),
        ("en-US", ["en"], Resolution("en-US")),  # the model of the bare language serves it, under its own name
        ("ja", ["pt-BR", "de"], None),
        ("zh-Hant", ["zh-Hans"], None),
        ("iw", ["he"], Resolution("he")),
    ],
)
def test_resolve(requested: str, available: list[str], expected: Resolution | None) -> None:
    assert resolve(requested, available) == expected
    assert resolve(requested, iter(available)) == expected


def test_resolve_what_is_no_locale() -> None:
    with pytest.raises(UsageProblem):
        resolve("HTML", ["pt-BR"])
