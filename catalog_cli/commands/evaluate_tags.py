"""catalog evaluate tags: how right a learned tagger is, in folds or on a file it has not seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import Console, plural, table

if TYPE_CHECKING:
    from catalog_cli.evaluation.tag_metrics import TagCounts
    from catalog_cli.evaluation.tag_runs import TagEvaluation

# Enough to see where it fails; --verbose and --json show all.
_MOST_ATTRIBUTES = 12


@dataclass(frozen=True, slots=True)
class Files:
    """Files."""

    examples: Annotated[
        str,
        Argument(
            metavar="EXAMPLES",
            help='Tagged products, JSON Lines: "input", "category", "target_scores" {attribute: {value: 1}}; or -.',
        ),
    ]
    model: Annotated[
        str | None, Option("--model", metavar="FOLDER", help="A trained tagger, which has not seen the examples.")
    ] = None


@dataclass(frozen=True, slots=True)
class Folding:
    """Cross-validation."""

    folds: Annotated[
        int | None,
        Option("--folds", metavar="N", min=2, help="Train on all parts but one, so many times [default: 5]."),
    ] = None
    share: Annotated[
        float,
        Option("--share", metavar="PART", min=0.01, max=1.0, help="Train on so much of what there is to learn from."),
    ] = 1.0
    seed: Annotated[int, Option("--seed", metavar="N", help="What the folds are drawn by.")] = 0


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print the figures as JSON.")] = False


def tags(files: Files, folding: Folding, reports: Reports) -> int:
    """Show precision, recall and F1 of a learned tagger, per attribute, micro and macro.

    Without --model, taggers are trained on all folds but one and scored on that one. "category" asks every attribute of
    a product's category, and a value that the example does not list is wrong; "listed" asks those that it lists. A text
    that does not tell an attribute is an answer too, as ExtractGPT counts. Needs the extra learn.

    \b
    Examples:
      catalog evaluate tags tagged.jsonl
      catalog evaluate tags tagged.jsonl --share 0.2
      catalog evaluate tags new.jsonl --model tagger --json
    """
    from catalog_cli.attributes.tagger.crf import require_crfsuite
    from catalog_cli.attributes.tagger.examples import read_examples
    from catalog_cli.attributes.tagger.folder import load_tagger
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.evaluation.tag_runs import cross_validated, evaluated

    console = reports.console()
    if files.model is not None and (folding.folds is not None or folding.share < 1.0):
        raise UsageProblem("--model is trained already: --folds and --share are for training. Leave them out.")
    require_crfsuite()
    with opened_inputs([files.examples]) as (source,):
        examples, shown = read_examples(source.path, name=source.name), source.name
    if files.model is not None:
        found, how = evaluated(load_tagger(Path(files.model)), examples), f"tagged by {files.model}"
    else:
        parts = folding.folds or 5
        found = cross_validated(examples, parts=parts, seed=folding.seed, share=folding.share)
        how = f"{parts} folds, seed {folding.seed}" + (f", {folding.share:.0%} to learn from" * (folding.share < 1.0))
    if reports.json:
        console.print_json({"how": how, **found.as_json()})
    else:
        console.print(f"{shown}: {plural(found.examples, 'example')}, {how}")
        _print(found, console)
    return 0


def _print(found: TagEvaluation, console: Console) -> None:
    """Write the figures to standard output, the strict way of asking first."""
    for asked, scores in found.scores.items():
        console.print()
        precision, recall, f1 = scores.macro
        rows = [
            (f"asked: {asked}", "precision", "recall", "F1", "NN", "NV", "VN", "VC", "VW"),
            _row("micro", scores.micro),
            ("macro", f"{precision:.1f}", f"{recall:.1f}", f"{f1:.1f}", "", "", "", "", ""),
        ]
        merged = list(scores.merged().items())
        shown = merged if console.is_verbose else merged[:_MOST_ATTRIBUTES]
        rows += [_row(name, counts) for name, counts in shown]
        for line in table(rows, "  "):
            console.print(line)
        if len(shown) < len(merged):
            console.print(f"  and {plural(len(merged) - len(shown), 'attribute')} more")
    console.print()
    for line in _facts(found):
        console.print(f"  {line}")


def _row(name: str, counts: TagCounts) -> tuple[str, ...]:
    figures = (f"{value:.1f}" for value in (counts.precision, counts.recall, counts.f1))
    return (name, *figures, *(f"{own:,}" for own in (counts.nn, counts.nv, counts.vn, counts.vc, counts.vw)))


def _facts(found: TagEvaluation) -> Iterator[str]:
    yield f"expected calibration error {found.calibration_error:.3f}"
    least = ", ".join(f"{own:.2f} ({asked})" for asked, own in found.minimum_confidence.items())
    yield f"minimum confidence {least}"
    trained = f"trained in {found.training_s:.1f} s, " if found.training_s else ""
    yield f"{trained}{found.products_per_second:,.0f} products a second of processor time"
