"""A wrong or damaged model ends a command with exit code 4 and one sentence, never with a crash or with garbage.

Every command runs in a process of its own, many in a row: where one dies, its call is told and the next begins anew.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pytest

import catalog_cli
from catalog_cli import engines
from catalog_cli.model_manifest import Manifest, TokenizerFiles, read_manifest, write_manifest
from catalog_cli.models.self_test import run_self_test
from catalog_cli.models.store import file_digests
from tests.engines.tiny_models import build_architecture, build_encoder, build_generator

Damage = Callable[[Path], None]
EMBEDDED = engines.embedded_models()[0].path
FILES = ("model.bin", "config.json", "shared_vocabulary.json", "source.spm", "target.spm", "manifest.json")
# What the tiny model writes is noise, which a store rightly calls no translation.
CHILD = """
import contextlib, io, json, os, sys
from catalog_cli import cli
from catalog_cli.models import store
store.require_sound = lambda manifest: None
for line in sys.stdin:
    call = json.loads(line)
    os.environ["CATALOG_MODELS"] = call["store"]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(call["args"])
    texts = [(stream.flush(), stream.buffer.getvalue().decode())[1] for stream in (out, err)]
    sys.__stdout__.write(json.dumps([code, *texts]) + "\\n")
    sys.__stdout__.flush()
"""


class Call(NamedTuple):
    store: Path
    args: tuple[str, ...]


class Ended(NamedTuple):
    code: int
    out: str
    err: str


def run_all(calls: list[Call]) -> list[Ended]:
    """Return how each call ended; a crash is a negative code."""
    environment = {**os.environ, "PYTHONPATH": str(Path(catalog_cli.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    ended: list[Ended] = []
    while len(ended) < len(calls):
        lines = [json.dumps({"store": str(call.store), "args": call.args}) for call in calls[len(ended) :]]
        child = subprocess.run(
            [sys.executable, "-c", CHILD], input="\n".join(lines) + "\n", capture_output=True, text=True,
            env=environment, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip
        ended += [Ended(*json.loads(line)) for line in child.stdout.splitlines()]
        if len(ended) < len(calls):
            ended.append(Ended(child.returncode or -1, "", child.stderr))
    return ended


# --- what can happen to a file


def missing(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


def cut(name: str, share: float) -> Damage:
    def damage(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: int(len(data) * share)])

    return damage


def noise(name: str) -> Damage:
    """As many random bytes."""

    def damage(folder: Path) -> None:
        (folder / name).write_bytes(random.Random(7).randbytes((folder / name).stat().st_size))

    return damage


def flipped(name: str, at: int) -> Damage:
    """One byte is another: inside a weight nothing but its digest tells it."""

    def damage(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[at] ^= 0xFF
        (folder / name).write_bytes(data)

    return damage


def pieces(change: Callable[[list[str]], list[str]]) -> Damage:
    def damage(folder: Path) -> None:
        path = folder / "shared_vocabulary.json"
        path.write_text(json.dumps(change(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")

    return damage


def text(name: str, content: str) -> Damage:
    return lambda folder: (folder / name).write_text(content, encoding="utf-8") and None


def from_another(name: str, builder: Callable[[Path], object]) -> Damage:
    """The file of another model."""

    def damage(folder: Path) -> None:
        other = folder.with_name("other")
        other.mkdir()
        builder(other)
        shutil.copyfile(other / name, folder / name)
        shutil.rmtree(other)

    return damage


def tokenizers_of_another(folder: Path) -> None:
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(EMBEDDED / "source.spm", folder / name)


def manifest(**changed: object) -> Damage:
    """The manifest says something else of the same files."""
    return lambda folder: write_manifest(replace(read_manifest(folder), **changed), folder)


# How a model is met: installed, installed by hand without digests, given to `add` with its manifest, and without.
INSTALLED, BY_HAND, WITH_MANIFEST, PLAIN = "installed", "by hand", "given with manifest", "given"
EVERYWHERE = (INSTALLED, BY_HAND, WITH_MANIFEST, PLAIN)
BY_DIGEST = (INSTALLED, WITH_MANIFEST)


@dataclass(frozen=True)
class Row:
    damage: Damage
    met: tuple[str, ...] = EVERYWHERE


def of_file(name: str) -> dict[str, Row]:
    if name == "manifest.json":  # without one, a folder is whatever its files are
        everywhere = met = (INSTALLED, WITH_MANIFEST)
        gone = (INSTALLED,)
    else:
        everywhere, met = EVERYWHERE, EVERYWHERE
        # Models of 2021 have no configuration, and one tokenizer can be that of both sides.
        gone = {"config.json": BY_DIGEST, "target.spm": (INSTALLED, BY_HAND, WITH_MANIFEST)}.get(name, EVERYWHERE)
    # The last percent of a SentencePiece model is no piece: cut there, it is a whole model, if another one.
    late = BY_DIGEST if name.endswith(".spm") else met
    return {
        f"{name} missing": Row(missing(name), gone),
        f"{name} empty": Row(cut(name, 0), everywhere),
        f"{name} noise": Row(noise(name), everywhere),
        f"{name} cut at a hundredth": Row(cut(name, 0.01), met),
        f"{name} cut in half": Row(cut(name, 0.5), met),
        f"{name} cut at the end": Row(cut(name, 0.995), late),
    }


ROWS: dict[str, Row] = {
    **{key: row for name in FILES for key, row in of_file(name).items()},
    "a byte of a weight": Row(flipped("model.bin", -2_000), BY_DIGEST),
    "a byte of the specification's name": Row(flipped("model.bin", 10)),
    "a byte of the first weight's name": Row(flipped("model.bin", 40)),
    "more pieces": Row(pieces(lambda own: [*own, "▁a", "▁b"])),
    "fewer pieces": Row(pieces(lambda own: own[:-3])),
    "other pieces": Row(pieces(lambda own: [*own[:3], *(f"x{number}" for number in range(3, len(own)))])),
    "pieces in another order": Row(pieces(lambda own: [*own[:3], *own[:2:-1]]), BY_DIGEST),
    "pieces that are none": Row(pieces(lambda own: [*own[:-1], None])),
    "no list of pieces": Row(text("shared_vocabulary.json", "{}")),
    "config of another architecture": Row(text("config.json", '{"eos_token": "<|im_end|>"}')),
    "config that is no object": Row(text("config.json", "[]")),
    "weights of a generator": Row(from_another("model.bin", build_generator)),
    "weights of an encoder": Row(from_another("model.bin", build_encoder)),
    "weights of another translator": Row(from_another("model.bin", lambda path: build_architecture(path, "m2m"))),
    "vocabulary of another translator": Row(
        from_another("shared_vocabulary.json", lambda path: build_architecture(path, "m2m"))
    ),
    "tokenizers of another model": Row(tokenizers_of_another),
    "an empty vocabulary map": Row(text("vmap.txt", "")),
    "a translator that calls itself a generator": Row(manifest(kind="generator"), (INSTALLED, BY_HAND, WITH_MANIFEST)),
    "a tokenizer that is not there": Row(
        manifest(tokenizer=TokenizerFiles("huggingface", "tokenizer.json", "tokenizer.json")),
        (INSTALLED, BY_HAND, WITH_MANIFEST),
    ),
}


def commands(met: str, folder: Path) -> list[tuple[str, ...]]:
    pair = ("--from", "en", "--to", "pt-BR")
    if met == BY_HAND:
        return [("translate", "Red", *pair, "--model", "mine", "--no-memory")]
    if met == INSTALLED:
        out = str(folder.parents[1] / "out.csv")
        shop = str(folder.parents[1] / "shop.csv")
        return [
            ("localize", shop, *pair, "--model", "mine", "--no-memory", "-o", out),
            ("translate", "Red", *pair, "--model", "mine", "--no-memory"),
            ("models", "check", "mine"),
        ]
    return [("models", "add", str(folder), "--name", "new", *pair)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model as the store seals it; what it answers is not judged."""
    folder = tmp_path_factory.mktemp("whole") / "mine"
    folder.mkdir()
    made = replace(build_architecture(folder, "marian"), name="mine", licence="MIT")
    digests = file_digests(folder, "mine")
    size = sum((folder / name).stat().st_size for name in digests)
    made = replace(made, sha256=digests, size_bytes=size, revision=digests["model.bin"][:12])
    write_manifest(made, folder)
    write_manifest(replace(made, self_test=run_self_test(folder, made)), folder)
    return folder


def prepared(whole: Path, into: Path, met: str, damage: Damage | None) -> Path:
    folder = into / "models" / "mine"
    shutil.copytree(whole, folder)
    (into / "shop.csv").write_text("Handle,Title\nbag,Red bag\n", encoding="utf-8")
    if met == BY_HAND:
        write_manifest(replace(read_manifest(folder), sha256={}, size_bytes=0), folder)
    if met == PLAIN:
        (folder / "manifest.json").unlink()
    if damage is not None:
        damage(folder)
    return folder


@pytest.fixture(scope="module")
def ended(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[tuple[str, Ended]]]:
    """How every command ended, by row and how the model was met."""
    root = tmp_path_factory.mktemp("damaged")
    keys: list[tuple[str, str]] = []
    calls: list[Call] = []
    wanted = [(name, met, row.damage) for name, row in ROWS.items() for met in row.met]
    for name, met, damage in [*(("", met, None) for met in EVERYWHERE), *wanted]:
        folder = prepared(whole, root / str(len(calls)), met, damage)
        store = folder.parent if met in (INSTALLED, BY_HAND) else root / f"{len(calls)}-store"
        for args in commands(met, folder):
            keys.append((name, met))
            calls.append(Call(store, args))
    found: dict[tuple[str, str], list[tuple[str, Ended]]] = {}
    for key, call, end in zip(keys, calls, run_all(calls), strict=True):
        found.setdefault(key, []).append((" ".join(call.args[:2]), end))
    return found


@pytest.mark.parametrize("met", EVERYWHERE)
def test_the_whole_model_works(ended: dict[tuple[str, str], list[tuple[str, Ended]]], met: str) -> None:
    """Else the rest would prove nothing. The noise that it writes can be a finding, exit code 1."""
    for command, end in ended["", met]:
        assert end.code in (0, 1), (command, end)
        assert "cannot be loaded" not in end.err


@pytest.mark.parametrize(("name", "met"), [(name, met) for name, row in ROWS.items() for met in row.met])
def test_it_is_told_in_a_sentence(ended: dict[tuple[str, str], list[tuple[str, Ended]]], name: str, met: str) -> None:
    for command, end in ended[name, met]:
        assert end.code == 4, (command, end)
        assert end.out == "", (command, end)
        assert end.err.count("\n") == 1, (command, end)
        assert "cannot be loaded: " in end.err, (command, end)
        assert "Traceback" not in end.err


def test_a_crash_is_seen() -> None:
    """Else the table above would prove nothing."""
    environment = {**os.environ, "PYTHONPATH": str(Path(catalog_cli.__file__).parents[1])}
    script = CHILD.replace("for line in", "os.abort()\nfor line in")
    child = subprocess.run([sys.executable, "-c", script], input=b"", capture_output=True, env=environment, check=False)
    assert child.returncode != 0


# --- generators and encoders


BUILDERS: dict[str, Callable[[Path], Manifest]] = {"generator": build_generator, "encoder": build_encoder}


@pytest.mark.parametrize("kind", BUILDERS)
def test_what_does_not_translate_gets_in_whole_only(tmp_path: Path, kind: str) -> None:
    rows: dict[str, Damage | None] = {
        "whole": None,
        "tokenizer of another model": lambda folder: (
            shutil.copyfile(EMBEDDED / "source.spm", folder / "source.spm") and None
        ),
        "fewer pieces": lambda folder: (
            (folder / "vocabulary.json").write_text(
                json.dumps(json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))[:-2]), encoding="utf-8"
            )
            and None
        ),
        "cut": cut("model.bin", 0.9),
        "no tokenizer": missing("source.spm"),
    }
    calls = []
    for number, damage in enumerate(rows.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        BUILDERS[kind](folder)
        if damage is not None:
            damage(folder)
        calls.append(Call(tmp_path / f"{number}-store", ("models", "add", str(folder), "--name", "new", "-q")))
    found = dict(zip(rows, run_all(calls), strict=True))
    assert found.pop("whole").code == 0
    for name, end in found.items():
        assert (end.code, end.err.count("\n")) == (4, 1), (name, end)
