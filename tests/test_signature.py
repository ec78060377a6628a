"""How an output was made: every part shows, in one line, the same everywhere."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from catalog_cli.engine import DecodingOptions
from catalog_cli.errors import FileProblem
from catalog_cli.signature import Signature, decoding_text, file_sha256, installed_version

SIGNATURE = Signature("en-pt-BR@3f2a", "en", "pt-BR", version="0.1.0", babel="2.18.0")

CHANGES: list[tuple[dict[str, object], str]] = [
    ({"engine": "en-pt-BR@4b1c"}, "model:en-pt-BR@4b1c"),
    ({"source_locale": "en-GB"}, "en-GB->pt-BR"),
    ({"target_locale": "zh-Hans"}, "en->zh-Hans"),
    ({"compute_type": "int8_float32"}, "compute:int8_float32"),
    ({"decoding": DecodingOptions(beam_size=4)}, "beam:4"),
    ({"glossary_digest": "ab12"}, "glossary:ab12"),
    ({"memory": False}, "memory:off"),
    ({"feed": "shopify/2025-01"}, "feed:shopify/2025-01"),
    ({"layout": "columns"}, "layout:columns"),
    ({"options": (("measures", "metric"), ("overwrite", "on"))}, "measures:metric|overwrite:on"),
    ({"version": "0.2.0"}, "catalog-cli:0.2.0"),
    ({"licence": "CC-BY-4.0"}, "licence:CC-BY-4.0"),
    ({"babel": "2.19.0"}, "babel:2.19.0"),
    ({"engine": "my|model%\nx 赤"}, "model:my%7Cmodel%25%0Ax 赤"),  # never a separator, never a second line
]


@pytest.mark.parametrize(("change", "shown"), CHANGES)
def test_every_part_shows(change: dict[str, object], shown: str) -> None:
    changed = replace(SIGNATURE, **change)  # type: ignore[arg-type]  # rows of the table above
    assert f"|{shown}|" in f"|{changed.text()}|"
    assert f"|{shown}|" not in f"|{SIGNATURE.text()}|"
    assert len(changed.text().splitlines()) == 1
    assert changed.digest() != SIGNATURE.digest()


def test_no_part_is_missing_from_the_table() -> None:
    assert {name for change, _ in CHANGES for name in change} == {field.name for field in fields(Signature)}


def test_equal_signatures_have_equal_digests() -> None:
    again = Signature("en-pt-BR@3f2a", "en", "pt-BR", version="0.1.0", babel="2.18.0")
    assert again.digest() == SIGNATURE.digest() == hashlib.sha256(SIGNATURE.text().encode()).hexdigest()


@pytest.mark.parametrize("name", [field.name for field in fields(DecodingOptions)])
def test_every_decoding_option_shows(name: str) -> None:
    default = DecodingOptions()
    value = getattr(default, name)
    other = (("a",),) if isinstance(value, tuple) else not value if isinstance(value, bool) else value + 1
    changed = replace(default, **{name: other})
    assert decoding_text(changed) != decoding_text(default)


def test_versions_are_those_installed() -> None:
    made = Signature("m@1", "en", "pt-BR")
    assert (made.version, made.babel) == (installed_version("catalog-cli"), installed_version("babel"))
    assert made.babel[0].isdigit()


def test_a_signature_loads_neither_babel_nor_an_engine() -> None:
    program = (
        "import sys; from catalog_cli.signature import Signature; Signature('m', 'en', 'pt-BR').text();"
        "print(sorted({'babel', 'ctranslate2', 'sentencepiece', 'numpy'} & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "content", [b"", b"sku,title\r\n007,NA\r\n", "赤 ½ ™ 👕".encode(), b"\x00\xff" * 1_000_000], ids=len
)
def test_file_sha256(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catálogo 赤.csv"
    path.write_bytes(content)
    assert file_sha256(path) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", ["missing.csv", ".", "file/below"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileProblem, match=r"cannot be read \(.+\)\. Check") as caught:
        file_sha256(tmp_path / name)
    assert caught.value.where.file == str(tmp_path / name)
    assert caught.value.exit_code == 3
