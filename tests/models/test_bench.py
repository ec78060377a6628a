"""The search for the best settings: what is chosen of given figures, and one real trial in a process of its own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli import engines
from catalog_cli.engines import measured_settings
from catalog_cli.engines.machine import decoding_options, this_machine
from catalog_cli.errors import FileProblem, ModelDamaged, UsageProblem
from catalog_cli.model_manifest import Manifest, read_manifest, write_manifest
from catalog_cli.models.bench import sample_sentences, search
from catalog_cli.models.bench.sample_sentences import ENGLISH, measured_pair, read_sentences, sentences_for
from catalog_cli.models.bench.search import Wanted, find_best, thread_setups
from catalog_cli.models.bench.trial import Figures, Load, Setup, Way, peak_memory, run_trial
from catalog_cli.models.store import ModelStore
from tests.engines.tiny_models import build_encoder, build_generator, build_tiny_model

TINY = Manifest("tiny", source_locales=("en",), target_locales=("de",), source="path:tiny")
TEXTS = ("The bag is red.", "Cotton shirt", "", "布袋 🎒", "القميص")
Rates = Callable[[Setup, Way], float]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny_model")
    build_tiny_model(folder)
    return folder


class Machinery:
    """Trials that measure nothing: a rate for each setup and way, and texts that some of them change."""

    def __init__(self, rate: Rates, changes: Callable[[Setup, Way], bool] = lambda setup, way: False) -> None:
        self.rate, self.changes = rate, changes
        self.ran: list[tuple[Setup, Way]] = []

    def __call__(
        self, folder: Path, manifest: Manifest, setup: Setup, ways: Sequence[Way], load: Load
    ) -> list[Figures]:
        self.ran += [(setup, way) for way in ways]
        return [self._figures(setup, way) for way in ways]

    def _figures(self, setup: Setup, way: Way) -> Figures:
        kind = setup.compute_type or "int8_float32"
        outputs = ("other",) if self.changes(replace(setup, compute_type=kind), way) else ("same",)
        rate = self.rate(replace(setup, compute_type=kind), way)
        return Figures(setup, way, kind, 100, 1_000, 100 / rate, 100 / rate, 10_000_000, outputs)


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    types = {"int8", "int8_float32", "float32"}
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda device: types)


def found(
    monkeypatch: pytest.MonkeyPatch, machinery: Machinery, wanted: Wanted | None = None, **manifest: object
) -> search.Report:
    monkeypatch.setattr(search, "run_trial", machinery)
    return find_best(Path(), replace(TINY, **manifest), Load(("a", "b")), wanted or Wanted())  # type: ignore[arg-type]  # any field


def flat(setup: Setup, way: Way) -> float:
    return 100.0


def of_batch(batch: int, rate: float) -> Rates:
    return lambda setup, way: rate if way.batch_tokens == batch else 100.0


def of_type(name: str, rate: float) -> Rates:
    return lambda setup, way: rate if setup.compute_type == name else 100.0


def of_threads(workers: int, each: int, rate: float) -> Rates:
    return lambda setup, way: rate if (setup.workers, setup.threads_each) == (workers, each) else 100.0


def is_float(setup: Setup, way: Way) -> bool:
    return setup.compute_type == "float32"


def never(setup: Setup, way: Way) -> bool:
    return False


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize(
    ("rate", "changes", "wanted", "chosen"),
    [
        (flat, never, Wanted(), ("int8_float32", 2, 1, 512, 1)),  # nothing is better than what is
        (of_batch(1_024, 104.0), never, Wanted(), ("int8_float32", 2, 1, 512, 1)),  # no more than noise
        (of_batch(1_024, 150.0), never, Wanted(), ("int8_float32", 2, 1, 1_024, 1)),
        (of_batch(1_024, 150.0), lambda s, w: w.batch_tokens == 1_024, Wanted(), ("int8_float32", 2, 1, 1_024, 1)),
        (of_threads(1, 2, 150.0), never, Wanted(), ("int8_float32", 1, 2, 512, 1)),
        (of_type("float32", 150.0), never, Wanted(), ("float32", 2, 1, 512, 1)),
        (of_type("float32", 150.0), is_float, Wanted(), ("int8_float32", 2, 1, 512, 1)),  # it changes texts
        (of_type("float32", 50.0), is_float, Wanted(compute_type="float32"), ("float32", 2, 1, 512, 1)),  # asked for
        (lambda s, w: 900.0 / w.beam_size, never, Wanted(), ("int8_float32", 2, 1, 512, 1)),
        (lambda s, w: 900.0 * w.beam_size, never, Wanted(), ("int8_float32", 2, 1, 512, 1)),  # a beam is only told
        (lambda s, w: 900.0 / w.beam_size, never, Wanted(beam_size=4), ("int8_float32", 2, 1, 512, 4)),
    ],
)
def test_what_is_chosen(
    monkeypatch: pytest.MonkeyPatch,
    rate: Rates,
    changes: Callable[[Setup, Way], bool],
    wanted: Wanted,
    chosen: tuple[object, ...],
) -> None:
    best = found(monkeypatch, Machinery(rate, changes), wanted).settings
    names = ("compute_type", "inter_threads", "intra_threads", "batch_tokens", "beam_size")
    assert tuple(best[name] for name in names) == chosen


@pytest.mark.usefixtures("two_cores")
def test_every_stage_is_measured_and_int8_once(monkeypatch: pytest.MonkeyPatch) -> None:
    machinery = Machinery(flat)
    report = found(monkeypatch, machinery)
    seen = [(f.compute_type, f.setup.workers, f.setup.threads_each, f.way.batch_tokens, f.way.beam_size)
            for f in report.trials]  # fmt: skip
    assert len(seen) == len(set(seen))
    assert {kind for kind, *_ in seen} == {"int8_float32", "float32"}
    assert {(workers, each) for _, workers, each, *_ in seen} == {(2, 1), (1, 2), (1, 1)}
    assert {batch for *_, batch, _ in seen} == set(search.BATCH_TOKENS)
    assert {beam for *_, beam in seen} == set(search.BEAM_SIZES)
    assert not report.stages_left


@pytest.mark.usefixtures("two_cores")
def test_a_stage_without_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 30))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    report = found(monkeypatch, Machinery(flat), Wanted(seconds=60))
    assert report.stages_left == ("threads", "batches", "beams")


@pytest.mark.usefixtures("two_cores")
def test_the_best_is_run_again_against_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    machinery = Machinery(flat)

    def lucky_once(setup: Setup, way: Way) -> float:
        is_first = machinery.ran.count((setup, way)) == 1
        return 150.0 if way.batch_tokens == 1_024 and is_first else 100.0

    machinery.rate = lucky_once
    report = found(monkeypatch, machinery)
    assert report.best is report.before
    assert report.best.way.batch_tokens == 512


@pytest.mark.usefixtures("two_cores")
def test_what_a_model_has_is_where_the_search_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"beam_size": 4, "batch_tokens": 1_024, "inter_threads": 1, "intra_threads": 2}
    report = found(monkeypatch, Machinery(flat), settings=settings)
    assert {name: report.settings[name] for name in settings} == settings
    assert (report.settings["device"], report.settings["cores"]) == ("cpu", 2)


@pytest.mark.usefixtures("two_cores")
def test_a_type_that_the_machine_lacks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageProblem, match="float32, int8, int8_float32"):
        found(monkeypatch, Machinery(flat), Wanted(compute_type="bfloat16"))


@pytest.mark.parametrize(
    ("cores", "is_encoder", "expected"),
    [
        (1, False, [(1, 1)]),
        (2, False, [(2, 1), (1, 2), (1, 1)]),
        (3, False, [(3, 1), (1, 2), (1, 1)]),
        (8, True, [(8, 1), (4, 1)]),  # an encoder has one worker: only the sum counts
    ],
)
def test_threads_to_try(cores: int, is_encoder: bool, expected: list[tuple[int, int]]) -> None:
    assert thread_setups(cores, is_encoder=is_encoder) == expected
    assert all(workers * each <= cores for workers, each in thread_setups(cores))


def test_a_trial_of_a_translator(tiny: Path) -> None:
    load = Load((*TEXTS, *TEXTS), ("en", "de"), "cpu", 0.0)
    ways = [Way(512, 1), Way(64, 2)]
    first, second = run_trial(tiny, TINY, Setup(workers=2), ways, load)
    assert (first.way, second.way, first.segments) == (*ways, 10)
    assert first.tokens > 0
    assert first.seconds > 0
    assert len(first.outputs) == len(TEXTS)  # each text once
    assert first.compute_type in ("int8_float32", "float32")
    assert first.memory_bytes is None or 20_000_000 < first.memory_bytes <= (second.memory_bytes or 0)
    (other,) = run_trial(tiny, TINY, Setup("float32"), ways[:1], load)
    assert other.compute_type == "float32"


@pytest.mark.parametrize(("build", "kind"), [(build_generator, "generator"), (build_encoder, "encoder")])
def test_a_trial_of_what_does_not_translate(tmp_path: Path, build: Callable[..., object], kind: str) -> None:
    pytest.importorskip("tokenizers")
    build(tmp_path)
    manifest = replace(read_manifest(tmp_path), kind=kind)
    (figures,) = run_trial(tmp_path, manifest, Setup(), [Way(64)], Load(("The bag is red.", "Blue hat"), seconds=0.0))
    assert figures.segments == len(figures.outputs) == 2
    assert figures.tokens > 0
    assert all(figures.outputs)


def test_a_model_that_does_not_run_is_damaged(tmp_path: Path, tiny: Path) -> None:
    for path in tiny.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.bin").write_bytes(b"\0" * 100)
    with pytest.raises(ModelDamaged):
        run_trial(tmp_path, TINY, Setup(), [Way(512)], Load(TEXTS, ("en", "de"), "cpu", 0.0))


def test_peak_memory_is_that_of_this_process() -> None:
    before = peak_memory()
    assert before is None or 10_000_000 < before < 50_000_000_000


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"one\n\n  two \r\n", ("one", "two")),
        (b"\xef\xbb\xbf007\nNA\n", ("007", "NA")),  # a byte order mark is no text
        ("赤いバッグ\nحقيبة\n🎒".encode(), ("赤いバッグ", "حقيبة", "🎒")),
        (b"same\nsame\n", ("same", "same")),
    ],
)
def test_sentences_of_a_file(tmp_path: Path, content: bytes, expected: tuple[str, ...]) -> None:
    path = tmp_path / "sentences.txt"
    path.write_bytes(content)
    assert read_sentences(path) == expected


@pytest.mark.parametrize(("content", "told"), [(b"\n \n", "no sentences"), (b"caf\xe9\n", "UTF-8"), (None, "read")])
def test_a_file_without_sentences_is_told(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "sentences.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileProblem, match=told):
        read_sentences(path)


def test_our_sentences_are_for_models_that_read_english() -> None:
    german = Manifest("m", source_locales=("de",), target_locales=("fr",))
    assert sentences_for(TINY, "en-GB") == ENGLISH
    assert sentences_for(replace(german, kind="encoder"), "") == ENGLISH
    with pytest.raises(UsageProblem, match="--sentences"):
        sentences_for(german, measured_pair(german)[0])
    with pytest.raises(UsageProblem, match="does not translate"):
        measured_pair(german, "en")
    assert len(set(ENGLISH)) == len(ENGLISH) >= sample_sentences._MOST_LINES // 100


def test_settings_are_kept_where_the_engine_reads_them(
    tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path))
    store = ModelStore.of(os.environ)
    (tmp_path / "tiny").mkdir()
    for path in tiny.iterdir():
        (tmp_path / "tiny" / path.name).write_bytes(path.read_bytes())
    write_manifest(TINY, tmp_path / "tiny")
    settings = {"batch_tokens": 1_024, "beam_size": 2, "inter_threads": 1, "note": "kept"}
    for name in ("tiny", "en-pt-BR"):
        model = next(model for model in engines.installed_models() if model.name == name)
        path = store.keep_settings(model, settings)
        assert path.is_file()
        again = next(model for model in engines.installed_models() if model.name == name)
        assert again.manifest.settings == settings
        engine = engines.load_engine("en", again.target_locale, model=name)
        assert (engine.decoding.beam_size, engine.decoding.max_batch_tokens) == (2, 1_024)
        store.keep_settings(model, {})
        again = next(model for model in engines.installed_models() if model.name == name)
        assert again.manifest == model.manifest
    assert store.names() == ["tiny"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"revision": "other", "settings": {"beam_size": 4}}', "null"])
def test_settings_that_do_not_count(tmp_path: Path, content: str) -> None:
    path = measured_settings.settings_file(tmp_path, "en-pt-BR")
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    assert measured_settings.read_settings(tmp_path, "en-pt-BR", "revision") == {}


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize(
    ("told", "workers"),
    [({}, 1), ({"cores": 2}, 1), ({"cores": 16}, 2), ({"device": "cuda"}, 2), ({"device": "cpu"}, 1)],
)
def test_threads_measured_elsewhere_do_not_count(told: dict[str, object], workers: int) -> None:
    settings = {"inter_threads": 1, "beam_size": 2, **told}
    assert this_machine(settings, device="cpu").workers == workers
    assert decoding_options(settings).beam_size == 2
