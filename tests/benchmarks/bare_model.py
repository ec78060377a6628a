"""The bare model: the embedded network with nothing around it, as the yardstick for the pipeline.

Sentence in, sentence out, with the model card's best settings. The pipeline's quality and speed are stated
relative to this. Run it to see its figures:

    python tests/benchmarks/bare_model.py
    python tests/benchmarks/bare_model.py other.tsv --source en --reference target --show 20
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctranslate2
    import sentencepiece

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "catalog_cli" / "embedded" / "en-pt-BR"
SENTENCES = ROOT / "tests" / "quality" / "sentences.en-pt-BR.tsv"
# The best settings on two cores, from the model card ("Measured").
INTER_THREADS = 2
INTRA_THREADS = 1
MAX_BATCH_TOKENS = 512


@lru_cache(maxsize=1)
def load() -> tuple[ctranslate2.Translator, sentencepiece.SentencePieceProcessor]:
    """Return the translator and the tokenizer of the embedded model, loaded once per process."""
    import ctranslate2
    import sentencepiece

    translator = ctranslate2.Translator(
        str(MODEL), device="cpu", compute_type="int8", inter_threads=INTER_THREADS, intra_threads=INTRA_THREADS
    )
    return translator, sentencepiece.SentencePieceProcessor(model_file=str(MODEL / "source.spm"))


def unload() -> None:
    """Free the model: CTranslate2 threads must end before the interpreter does."""
    if load.cache_info().currsize:
        load()[0].unload_model()
        load.cache_clear()


def tokenize(texts: Sequence[str]) -> list[list[str]]:
    """Return the pieces of each text, without an end token: CTranslate2 adds it."""
    pieces: list[list[str]] = load()[1].encode(list(texts), out_type=str)
    return pieces


def translate_tokens(pieces: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the target pieces of each source, greedy, vocabulary map on: the part that a speed ratio compares."""
    results = load()[0].translate_batch(
        [list(source) for source in pieces],
        beam_size=1,
        use_vmap=True,
        max_batch_size=MAX_BATCH_TOKENS,
        batch_type="tokens",
    )
    return [result.hypotheses[0] for result in results]


def translate(texts: Sequence[str]) -> list[str]:
    """Return the bare model's translation of each text, in order; every text is taken as one sentence."""
    tokenizer = load()[1]
    return [tokenizer.decode(pieces) for pieces in translate_tokens(tokenize(texts))]


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[float, str]:
    """Return the corpus chrF2 (0 to 100) and sacrebleu's signature.

    >>> chrf(["A bolsa é azul."], ["A bolsa é azul."])[0]
    100.0
    """
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    return metric.corpus_score(list(hypotheses), [list(references)]).score, str(metric.get_signature())


def bleu(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[float, str]:
    """Return the corpus BLEU (0 to 100, tokenizer 13a) and sacrebleu's signature."""
    from sacrebleu.metrics.bleu import BLEU

    metric = BLEU()
    return metric.corpus_score(list(hypotheses), [list(references)]).score, str(metric.get_signature())


def read_pairs(path: Path, source: str, reference: str) -> tuple[list[str], list[str]]:
    """Return two columns of a TSV without quoting; raises ValueError if the header has no such column."""
    header, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    names = header.split("\t")
    wanted = names.index(source), names.index(reference)
    records = [line.split("\t") for line in lines]
    return [record[wanted[0]] for record in records], [record[wanted[1]] for record in records]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the bare model's chrF and BLEU on each TSV, and the worst sentences if asked."""
    parser = argparse.ArgumentParser(description="chrF and BLEU of the bare embedded model")
    parser.add_argument("tsv", nargs="*", type=Path, default=[SENTENCES], help="default: the 300 sentences")
    parser.add_argument("--source", default="source", help="name of the source column")
    parser.add_argument("--reference", default="reference", help="name of the reference column")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the N sentences with the lowest chrF")
    options = parser.parse_args(arguments)
    for path in options.tsv:
        sources, references = read_pairs(path, options.source, options.reference)
        hypotheses = translate(sources)
        for name, (score, signature) in {
            "chrF2": chrf(hypotheses, references),
            "BLEU": bleu(hypotheses, references),
        }.items():
            print(f"{path.name}\t{len(sources)} rows\t{name} {score:.2f}\t{signature}")
        for index in _worst(hypotheses, references)[: options.show]:
            print(f"\n{sources[index]}\n  {hypotheses[index]}\n  {references[index]}")
    unload()


def _worst(hypotheses: Sequence[str], references: Sequence[str]) -> list[int]:
    """Return the indices from the lowest sentence chrF to the highest."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    scores = [
        metric.sentence_score(hypothesis, [reference]).score
        for hypothesis, reference in zip(hypotheses, references, strict=True)
    ]
    return sorted(range(len(scores)), key=scores.__getitem__)


if __name__ == "__main__":
    main()
