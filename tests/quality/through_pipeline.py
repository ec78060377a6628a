"""Texts through the whole pipeline, as a user's file would go, for quality figures.

PYTHONPATH=.:tests/benchmarks python tests/quality/through_pipeline.py other.tsv --source en --reference target
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from catalog_cli.engine import Translator
from catalog_cli.file_run import Result, Source, localize_file
from catalog_cli.job import Job, Reading
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Role


def localized(
    texts: Sequence[str], role: Role, engine: Translator, titles: Sequence[str] = ()
) -> tuple[list[str], Result]:
    """Return each text as the pipeline writes it in a JSON Lines catalog, and the run's result.

    `titles` gives the product's title for each text, which options agree with.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        rows = [
            {"sku": str(i), "text": text, **({"title": titles[i]} if titles else {})} for i, text in enumerate(texts)
        ]
        source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        job = Job("pt-BR", reading=Reading(roles=(("text", role),)), memory=None)
        with TranslationMemory.in_temporary_file() as memory:
            result = localize_file(Source(source, "in.jsonl"), output, job, engine=engine, memory=memory)
        lines = output.read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines], result


def main() -> None:
    """Print chrF and BLEU of the bare model and of the pipeline on a TSV of pairs."""
    import bare_model

    from catalog_cli.engines import load_engine

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--source", default="source")
    parser.add_argument("--reference", default="reference")
    parser.add_argument("--role", default="text", type=Role)
    parser.add_argument("--show", default=0, type=int)
    options = parser.parse_args()
    engine = load_engine("en", "pt-BR")
    for path in options.files:
        sources, references = bare_model.read_pairs(path, options.source, options.reference)
        bare = bare_model.translate(sources)
        piped, result = localized(sources, options.role, engine)
        print(path.name, len(sources), "rows")
        for name, hypotheses in (("bare", bare), ("pipeline", piped)):
            chrf, signature = bare_model.chrf(hypotheses, references)
            bleu, _ = bare_model.bleu(hypotheses, references)
            print(f"  {name:8} chrF {chrf:.2f}  BLEU {bleu:.2f}  {signature}")
        print("  ", {str(o): n for o, n in result.totals.origins.items()}, dict(result.totals.checks))
        different = [row for row in zip(sources, references, bare, piped, strict=True) if row[2] != row[3]]
        for row in different[: options.show]:
            print("\n".join(("", *row)))
    engine.close()


if __name__ == "__main__":
    main()
