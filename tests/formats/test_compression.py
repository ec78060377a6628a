"""Compressed catalogs: read as what is in them, written whole, and never trusted."""

from __future__ import annotations

import gc
import gzip
import hashlib
import io
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog_cli.errors import FileProblem
from catalog_cli.formats import ReadOptions, open_table
from catalog_cli.formats.compression import Bounds, content_sha256, open_content, stem_and_suffix, unpacked
from catalog_cli.formats.zstd_frames import is_complete
from catalog_cli.product import Edit
from catalog_cli.replacement import replacing

zstandard = pytest.importorskip("zstandard")
CSV = 'sku,title\r\n007,"Red, ""big"" bag"\r\nNA,帽 👜 حقيبة\r\n'.encode()
JSON_LINES = b'{"sku": "007", "title": "a\\nb"}\n'
COMPRESS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress}


@pytest.fixture(params=COMPRESS)
def ending(request) -> str:
    return request.param


@pytest.fixture
def spools(tmp_path: Path, monkeypatch) -> Path:
    folder = tmp_path / "spools"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def file_of(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def table_of(path: Path, **options):
    return open_table(path, ReadOptions(**options), lambda names: float("title" in names))


NAMES = [
    # (name without the ending, content, format)
    ("shop.csv", CSV, "csv"),
    ("shop.CSV", CSV, "csv"),
    ("shop.tsv", CSV.replace(b",", b"\t"), "tsv"),
    ("shop.jsonl", JSON_LINES, "jsonl"),
    ("shop", JSON_LINES, "json"),  # by its content
    ("shop.txt", CSV, "csv"),
]


@pytest.mark.parametrize(("name", "content", "format_"), NAMES)
def test_the_inner_name_decides_the_format(tmp_path: Path, ending, name: str, content: bytes, format_: str) -> None:
    table = table_of(file_of(tmp_path, name + ending, COMPRESS[ending](content)))
    assert table.facts.format == format_
    assert table.facts.name == name + ending
    records = list(table.records())
    assert records[0].value(0) == "007"
    out = io.BytesIO()
    table.write(out, ((record, Edit()) for record in records))
    assert out.getvalue() == content


def test_the_bytes_decide_whether_it_is_compressed(tmp_path: Path, ending: str) -> None:
    assert [r.values[0] for r in table_of(file_of(tmp_path, "a.csv", COMPRESS[ending](CSV))).records()] == ["007", "NA"]
    assert [r.values[0] for r in table_of(file_of(tmp_path, f"b.csv{ending}", CSV), format="csv").records()] == [
        "007",
        "NA",
    ]


def test_what_was_unpacked_goes_with_the_table(tmp_path: Path, spools: Path, ending: str) -> None:
    table = table_of(file_of(tmp_path, f"a.csv{ending}", COMPRESS[ending](CSV)))
    rows = table.records()
    next(rows)
    assert len(list(spools.iterdir())) == 1
    del table
    gc.collect()
    assert next(rows).values[0] == "NA"  # a table that is still read from is kept
    del rows
    gc.collect()
    assert not list(spools.iterdir())


def test_several_members_are_one_file(tmp_path: Path, ending: str) -> None:
    half = len(CSV) // 2
    content = COMPRESS[ending](CSV[:half]) + COMPRESS[ending](b"") + COMPRESS[ending](CSV[half:])
    path = file_of(tmp_path, f"a.csv{ending}", content)
    assert len(list(table_of(path).records())) == 2
    with open_content(path) as stream:
        assert stream.read() == CSV


DAMAGED = [
    # (what is done to an archive, what the message says)
    (lambda content: content[: len(content) // 2], "ends in the middle of its compressed data"),
    (lambda content: content[:-1], "ends in the middle of its compressed data"),
    (lambda content: content[:5], "ends in the middle of its compressed data"),
    (lambda content: content[:-6] + b"\0\0" + content[-4:], "is no readable "),
    (lambda content: content + b"junk", "is no readable "),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGED)
def test_damage_is_said_and_nothing_is_left(tmp_path: Path, spools: Path, ending: str, damage, said: str) -> None:
    how = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor(write_checksum=True).compress}[ending]
    path = file_of(tmp_path, f"a.csv{ending}", damage(how(CSV * 50)))
    with pytest.raises(FileProblem, match=said) as raised:
        table_of(path, name="shop")
    assert str(raised.value).startswith("shop: ")
    assert not list(spools.iterdir())


@pytest.mark.parametrize("cut", range(4, 60))
def test_a_zstandard_file_is_whole_or_not(cut: int) -> None:
    content = zstandard.ZstdCompressor(write_checksum=True).compress(bytes(range(48)) * 2)
    assert is_complete(io.BytesIO(content))
    assert is_complete(io.BytesIO(content[:cut])) == (cut >= len(content))


def test_a_bomb_is_stopped(tmp_path: Path, spools: Path, ending: str) -> None:
    path = file_of(tmp_path, f"bomb.csv{ending}", COMPRESS[ending](b"a,b\n" + b"x" * 20_000_000))
    with pytest.raises(FileProblem, match=r"holds more than [\d,]+ bytes, [\d,]+ times its size"):
        unpacked(path, "bomb", Bounds(free_bytes=1_000_000))
    with pytest.raises(FileProblem, match="holds more than 2,000,000 bytes"):
        unpacked(path, "bomb", Bounds(free_bytes=0, most_times=10**6, most_bytes=2_000_000))
    assert not list(spools.iterdir())
    # A small catalog of the same row again and again is none.
    spool = unpacked(path, "bomb")
    assert spool is not None
    assert spool.path.stat().st_size == 20_000_004
    spool.remove()


def test_an_archive_in_an_archive_is_refused(tmp_path: Path, ending: str) -> None:
    twice = COMPRESS[ending](COMPRESS[".gz"](CSV))
    with pytest.raises(FileProblem, match="is compressed twice"):
        table_of(file_of(tmp_path, f"a.csv{ending}", twice))
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"), io.BytesIO())
    with pytest.raises(FileProblem, match="is a tar archive"):
        table_of(file_of(tmp_path, f"a.csv{ending}", COMPRESS[ending](tar.getvalue())))


def test_an_empty_archive_is_an_empty_file(tmp_path: Path, ending: str) -> None:
    with pytest.raises(FileProblem, match="is empty"):
        table_of(file_of(tmp_path, f"a.csv{ending}", COMPRESS[ending](b"")))


@pytest.mark.parametrize("content", [b"", CSV, CSV * 10_000], ids=["empty", "small", "large"])
def test_an_output_is_compressed_as_its_name_says(tmp_path: Path, ending: str, content: bytes) -> None:
    paths = [tmp_path / f"{name}.csv{ending}" for name in ("a", "longer")]
    for path in paths:
        with replacing(path) as out:
            out.write(content)
            out.flush()
            # Whole in the file already, so that a run can record what it is about to put in place.
            assert content_sha256(Path(out.name)) == hashlib.sha256(content).hexdigest()
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with open_content(paths[0]) as stream:
        assert stream.read() == content
    assert len(content) < 1000 or len(paths[0].read_bytes()) < len(content) / 5


def test_other_outputs_are_not(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.csv") as out:
        out.write(CSV)
    assert (tmp_path / "a.csv").read_bytes() == CSV


def test_the_same_content_has_the_same_sum(tmp_path: Path, ending: str) -> None:
    paths = [file_of(tmp_path, f"{i}.gz", gzip.compress(CSV, level, mtime=i)) for i, level in enumerate((1, 9))]
    paths += [file_of(tmp_path, "a.csv", CSV), file_of(tmp_path, "z", COMPRESS[ending](CSV))]
    assert {content_sha256(path) for path in paths} == {hashlib.sha256(CSV).hexdigest()}
    with pytest.raises(FileProblem, match="cannot be read"):
        content_sha256(tmp_path)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a", ("a", "")),
        ("d.x/a.b.csv.gz", ("a.b", ".csv.gz")),
        (".csv", (".csv", "")),
        ("帽.tsv.ZST", ("帽", ".tsv.ZST")),
    ],
)
def test_stem_and_suffix(name: str, parts: tuple[str, str]) -> None:
    assert stem_and_suffix(name) == parts
