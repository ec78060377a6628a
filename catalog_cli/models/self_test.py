"""The self-test: a few sentences through a model, in a process of its own, so that a crash is a sentence.

CTranslate2 trusts the files that it opens: an empty vmap.txt or a cut weight ends the process that loads it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from catalog_cli import engines, locales
from catalog_cli.engine import DecodingOptions
from catalog_cli.engines.ct2_encoder import open_encoder
from catalog_cli.engines.ct2_generator import open_generator
from catalog_cli.engines.weights import read_vocabulary
from catalog_cli.errors import CatalogError, ModelDamaged
from catalog_cli.model_manifest import Manifest, SelfTest, manifest_of

# The largest models that run on a processor (10 GB) load in about a minute from a slow disk.
_TIMEOUT_S = 900
# Processors round differently, and one changed word of eight leaves about 0.85 of the characters.
_LEAST_LIKENESS = 0.8
# A tokenizer of its own model writes pieces that the vocabulary lacks for rare characters only.
_MOST_UNKNOWN_SHARE = 0.5
_SENTENCES = {
    "ar": ("هذه الحقيبة حمراء ولها جيبان.", "قميص قطني بأكمام طويلة"),
    "de": ("Diese Tasche ist rot und hat zwei Fächer.", "Baumwollhemd mit langen Ärmeln"),
    "en": ("This bag is red and has two pockets.", "Cotton shirt with long sleeves", "Wash at 30 degrees."),
    "es": ("Este bolso es rojo y tiene dos bolsillos.", "Camisa de algodón de manga larga"),
    "fr": ("Ce sac est rouge et a deux poches.", "Chemise en coton à manches longues"),
    "hi": ("यह बैग लाल है और इसमें दो जेबें हैं।", "लंबी आस्तीन वाली सूती कमीज"),
    "it": ("Questa borsa è rossa e ha due tasche.", "Camicia di cotone a maniche lunghe"),
    "ja": ("このバッグは赤で、ポケットが二つあります。", "長袖の綿シャツ"),
    "ko": ("이 가방은 빨간색이고 주머니가 두 개 있습니다.", "긴소매 면 셔츠"),
    "nl": ("Deze tas is rood en heeft twee vakken.", "Katoenen overhemd met lange mouwen"),
    "pl": ("Ta torba jest czerwona i ma dwie kieszenie.", "Bawełniana koszula z długim rękawem"),
    "pt": ("Esta bolsa é vermelha e tem dois bolsos.", "Camisa de algodão de manga comprida"),
    "ru": ("Эта сумка красная и имеет два кармана.", "Хлопковая рубашка с длинным рукавом"),
    "tr": ("Bu çanta kırmızı ve iki cebi var.", "Uzun kollu pamuklu gömlek"),
    "zh": ("这个包是红色的，有两个口袋。", "长袖棉衬衫"),
}
# Every language writes these.
_ANYWHERE = ("10 x 250 ml", "USB-C 3.1, 65 W")
_CHILD = "from catalog_cli.models.self_test import answer; answer()"
_NEXT_STEP = "Get it again from where it came from."


def run_self_test(folder: Path, manifest: Manifest) -> SelfTest:
    """Return what the model of a folder makes of the sentences; raises ModelDamaged (exit 4) if it does not run.

    The manifest's own sentences and pair are taken if it has them, and its outputs must come again.
    """
    before = manifest.self_test
    if before.sentences:
        source, target, sentences = before.source_locale, before.target_locale, before.sentences
    else:
        source, target = _pair(manifest)
        # What does not translate is given pieces of its own vocabulary.
        sentences = _sentences(source) if manifest.kind == "translator" else ()
    outputs = _in_a_child(folder, manifest, {"sentences": sentences, "pair": [source, target]})
    _check_likeness(manifest, outputs)
    return SelfTest(sentences, outputs, before.chrf_to_float, source, target)


def likeness(before: Sequence[str], now: Sequence[str]) -> float:
    """Return how alike two sets of outputs are, 0 to 1: the mean share of characters that they have in common.

    >>> likeness(["A bolsa"], ["A bolsa"]), likeness(["A bolsa"], []), likeness([], [])
    (1.0, 0.0, 1.0)
    """
    if len(before) != len(now):
        return 0.0
    shares = [SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in zip(before, now, strict=True)]
    return sum(shares) / len(shares) if shares else 1.0


def _check_likeness(manifest: Manifest, now: Sequence[str]) -> None:
    before = manifest.self_test.outputs
    if before and (found := likeness(before, now)) < _LEAST_LIKENESS:
        reason = f"its self-test gives other texts than when it was added ({found:.0%} alike)"
        raise ModelDamaged(manifest.name, reason, _NEXT_STEP)


def _pair(manifest: Manifest) -> tuple[str, str]:
    """Return a pair to test: from English if the model reads it, else the first."""
    pairs = list(manifest.pairs())
    return next((pair for pair in pairs if locales.language(pair[0]) == "en"), pairs[0] if pairs else ("", ""))


def _sentences(source_locale: str) -> tuple[str, ...]:
    language = locales.language(source_locale) if source_locale else ""
    return (*_SENTENCES.get(language, ()), *_ANYWHERE)


def _in_a_child(folder: Path, manifest: Manifest, wanted: dict[str, object]) -> tuple[str, ...]:
    # -P: no module of the current folder is taken for one of ours.
    command = [sys.executable, "-P", "-c", _CHILD, str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    request = json.dumps({**wanted, "manifest": manifest.as_json()}).encode()
    try:
        child = subprocess.run(  # noqa: S603  # our own interpreter, and no text of others in the command
            command, input=request, capture_output=True, env=environment, timeout=_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ModelDamaged(manifest.name, f"it did not answer in {_TIMEOUT_S} s", _NEXT_STEP) from error
    try:
        answer = json.loads(child.stdout)
    except ValueError:
        raise ModelDamaged(manifest.name, _how_it_ended(child.returncode, child.stderr), _NEXT_STEP) from None
    if "error" in answer:
        raise ModelDamaged(manifest.name, answer["error"], _NEXT_STEP)
    return tuple(answer["outputs"])


def _how_it_ended(code: int, messages: bytes) -> str:
    if code < 0:
        return f"the engine crashed on its files (signal {-code})"
    last = messages.decode("utf-8", "replace").strip().splitlines()[-1:]
    return f"the engine ended with code {code}" + (f" ({last[0]})" if last else "")


def answer() -> None:
    """Read a request from standard input and write what the model makes of it to standard output: the child's end."""
    request = json.loads(sys.stdin.buffer.read())
    try:
        outputs = _outputs(Path(sys.argv[1]), manifest_of(request["manifest"]), request)
        reply: dict[str, object] = {"outputs": outputs}
    except ModelDamaged as error:
        reply = {"error": error.reason}
    except (CatalogError, RuntimeError, OSError, ValueError, KeyError, MemoryError) as error:
        reply = {"error": (str(error) or type(error).__name__).splitlines()[0]}
    sys.stdout.buffer.write(json.dumps(reply).encode())
    sys.stdout.buffer.flush()
    # A damaged model may not let go of the process.
    os._exit(0)


def _outputs(folder: Path, manifest: Manifest, request: dict[str, Any]) -> list[str]:
    if manifest.kind == "translator":
        return _translations(folder, manifest, request)
    return _reactions(folder, manifest)


def _translations(folder: Path, manifest: Manifest, request: dict[str, Any]) -> list[str]:
    source, target = request["pair"]
    model = replace(engines.installed_model(folder, manifest), source_locale=source, target_locale=target)
    engine = engines.open_model(model, threads=1)
    pieces = engine.tokenizer.encode(request["sentences"])
    _check_pieces(folder, [piece for tokens in pieces for piece in tokens])
    found = engine.translate(pieces, DecodingOptions())
    return engine.tokenizer.decode([hypotheses[0].tokens if hypotheses else () for hypotheses in found])


def _check_pieces(folder: Path, pieces: list[str]) -> None:
    """Raise ValueError if the vocabulary lacks most of what the tokenizer writes."""
    names = ("shared_vocabulary.json", "shared_vocabulary.txt", "source_vocabulary.json", "source_vocabulary.txt")
    path = next((folder / name for name in names if (folder / name).exists()), None)
    if path is None or not pieces:
        return
    known = set(read_vocabulary(path))
    if sum(piece not in known for piece in pieces) > _MOST_UNKNOWN_SHARE * len(pieces):
        raise ValueError(f"its tokenizer and {path.name} are of different models")


def _reactions(folder: Path, manifest: Manifest) -> list[str]:
    """Return what a generator or an encoder makes of a few pieces or sentences, as text to compare."""
    model = engines.installed_model(folder, manifest)
    if manifest.kind == "encoder":
        vectors = open_encoder(folder, model, threads=1).encode([*_SENTENCES["en"], *_ANYWHERE])
        return [" ".join(f"{value:.2f}" for value in vector[:8]) for vector in vectors]
    vocabulary = read_vocabulary(next(path for path in sorted(folder.glob("*vocabulary.*"))))
    prompts = [vocabulary[start : start + 4] for start in range(0, min(len(vocabulary), 400), 100)]
    results = open_generator(folder, model, threads=1).generate(prompts, DecodingOptions(max_target_tokens=8))
    return [" ".join(own[0].tokens) if own else "" for own in results]
