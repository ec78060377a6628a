"""catalog train: models of a merchant's own, from a merchant's own examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import plural


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
    output: Annotated[str, Option("--output", "-o", metavar="FOLDER", help="The folder that the tagger is written to.")]
    force: Annotated[bool, Option("--force", "-f", help="Replace a tagger that is there.")] = False


@dataclass(frozen=True, slots=True)
class Training:
    """Training."""

    seed: Annotated[int, Option("--seed", metavar="N", help="What the folds of calibration are drawn by.")] = 0


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print what was learned as JSON.")] = False


def tagger(files: Files, training: Training, reports: Reports) -> int:
    """Train a tagger on tagged products, which finds such values in other products' texts.

    Values must stand in the text as they are written; "n/a" says that the text does not tell the attribute. Needs the
    extra learn.

    \b
    Examples:
      catalog train tagger tagged.jsonl -o tagger
      catalog train tagger tagged.jsonl -o tagger --force
    """
    from catalog_cli.attributes.tagger.crf import require_crfsuite
    from catalog_cli.attributes.tagger.examples import attributes_by_category, read_examples
    from catalog_cli.attributes.tagger.folder import is_tagger, write_tagger
    from catalog_cli.attributes.tagger.training import TrainingOptions, train_tagger, unlearned_values
    from catalog_cli.commands.inputs import opened_inputs

    console, folder = reports.console(), Path(files.output)
    require_crfsuite()
    if is_tagger(folder) and not files.force:
        raise UsageProblem(f"{folder} holds a tagger already. Name another folder, or add --force to replace it.")
    with opened_inputs([files.examples]) as (source,):
        examples = read_examples(source.path, name=source.name)
    made = train_tagger(examples, TrainingOptions(seed=training.seed), name=folder.resolve().name)
    values = sum(bool(accepted) for example in examples for accepted in example.values.values())
    facts = {
        "examples": len(examples),
        "categories": len(attributes_by_category(examples)),
        "attributes": len({name for example in examples for name in example.values}),
        "values": values,
        "values_not_in_text": unlearned_values(examples),
        "minimum_confidence": round(made.minimum_confidence, 3),
    }
    write_tagger(made, folder, facts)
    if reports.json:
        console.print_json(facts)
        return 0
    told = f"{plural(len(examples), 'example')}, {plural(values, 'value')}"
    console.say(f"{folder}: a tagger learned from {told}; tags surer than {made.minimum_confidence:.2f} are worth it")
    if facts["values_not_in_text"]:
        console.say(f"  {facts['values_not_in_text']:,} values do not stand in their text and taught nothing")
    return 0


app = group_app("Models of your own.\n\n\b\nExample:\n  catalog train tagger tagged.jsonl -o tagger")
add_command(app, "tagger", tagger)
