"""catalog translate: texts that are in no catalog."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, BinaryIO

from catalog_cli.commands import options
from catalog_cli.commands.grouping import HelpWanted, command_app
from catalog_cli.commands.options import Argument, Locales, Option, Shared
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.reporting.console import Console, is_terminal, standard_output

if TYPE_CHECKING:
    from catalog_cli.job import Job
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.reporting.summary import Totals

STANDARD = "-"
_STANDARD_INPUT = "standard input"
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts."""

    texts: Annotated[
        list[str] | None,
        Argument(metavar="[TEXT...]", help="Texts, one line each in the output; without, the lines of standard input."),
    ] = None
    whole: Annotated[
        bool, Option("--whole", help="Standard input is one text of several lines, not one text a line.")
    ] = False
    html: Annotated[bool, Option("--html", help="The texts are HTML.")] = False


@dataclass(frozen=True, slots=True)
class Making:
    """How the text is made."""

    glossary: options.Glossary = None
    do_not_translate: options.DoNotTranslate = None
    measures: options.Measures = None
    spaces: options.Spaces = None
    model: options.Model = None
    pivot: options.Pivot = None
    device: options.Device = None
    memory: options.Memory = None
    no_memory: options.NoMemory = False
    threads: options.Threads = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    fail_on: Annotated[
        str | None,
        Option("--fail-on", metavar="SEVERITY", help="critical, major, minor or never [default: critical]."),
    ] = None
    json: Annotated[bool, Option("--json", help="Print sources, targets and findings as JSON.")] = False


def translate(texts: Texts, locales: Locales, making: Making, reports: Reports) -> int:
    """Translate texts that are in no catalog, with the same care: one text a line in, one a line out, in order.

    Placeholders, addresses, tags and product codes stay; numbers become the target's. Text is UTF-8.

    \b
    Examples:
      catalog translate "Soft leather bag" --to pt-BR
      catalog translate --to pt-BR < titles.txt > titulos.txt
      catalog translate --whole --html --glossary apparel --to pt-BR < page.html
    """
    from catalog_cli.commands.runs import opened_memory
    from catalog_cli.reporting.summary import Totals
    from catalog_cli.reporting.summary_text import finding_lines

    console = reports.console()
    jobs = options.target_jobs(options.load(locales, making, reports), console)
    if len(jobs) > 1:
        raise UsageProblem("Texts are translated into one locale at a time: name one with --to.")
    totals = Totals()
    with opened_memory(jobs[0]) as memory:
        pairs = _translated(_sources(texts), texts, jobs[0], (memory, totals))
        if reports.json:
            _print_json(pairs, totals, console)
        else:
            _write(pairs, standard_output(console.out), ends_lines=not texts.whole)
    for line in finding_lines(totals, console):
        console.say_styled(line)
    return int(totals.fails(jobs[0].fail_on))


def _translated(
    sources: Iterable[str], texts: Texts, job: Job, tools: tuple[TranslationMemory, Totals]
) -> Iterator[tuple[str, str]]:
    """Yield each text with its target; nothing is loaded where there is no text."""
    from catalog_cli.commands.runs import opened_engine
    from catalog_cli.pipeline import Workplace, term_matcher
    from catalog_cli.product import Role
    from catalog_cli.text_run import localize_texts

    memory, totals = tools
    waiting: deque[str] = deque()

    def told() -> Iterator[str]:
        for source in sources:
            waiting.append(source)
            yield source

    with opened_engine(job) as engine:
        run = memory.start_run(job.source_locale, job.target_locale, repr(job))
        workplace = Workplace(engine, memory, totals, run, terms=term_matcher(job, engine))
        role = Role.HTML if texts.html else Role.TEXT
        for target in localize_texts(
            told(), job, workplace, name="text" if texts.texts else _STANDARD_INPUT, role=role
        ):
            yield waiting.popleft(), target


def _sources(texts: Texts) -> Iterator[str]:
    """Return the texts of the command line, or those of standard input."""
    if texts.texts and texts.texts != [STANDARD]:
        if texts.whole:
            raise UsageProblem("--whole is for standard input: a text of the command line is one text already.")
        return iter(texts.texts)
    if is_terminal(sys.stdin):
        raise HelpWanted
    data = sys.stdin.buffer
    return _lines([data.read()] if texts.whole else data)


def _lines(raw: Iterable[bytes]) -> Iterator[str]:
    """Yield each piece of standard input as text; raises FileProblem naming the first line that is not UTF-8."""
    for row, line in enumerate(raw, start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            row += line.count(b"\n", 0, error.start)
            where = Where(_STANDARD_INPUT, row)
            raise FileProblem(where, "is not UTF-8", "Convert it first, with iconv for instance.") from error
        yield text.removeprefix(_BYTE_ORDER_MARK) if row == 1 else text


def _write(pairs: Iterable[tuple[str, str]], out: BinaryIO, *, ends_lines: bool) -> None:
    """Write the targets: a line each, or one whole text as it came."""
    for source, target in pairs:
        ends = not ends_lines or source.endswith("\n")
        out.write((target if ends else target + "\n").encode("utf-8", "surrogateescape"))
    out.flush()


def _print_json(pairs: Iterable[tuple[str, str]], totals: Totals, console: Console) -> None:
    texts = [{"source": source.removesuffix("\n"), "target": target.removesuffix("\n")} for source, target in pairs]
    console.print_json({"texts": texts, **totals.as_json()})


app = command_app("translate", translate)
