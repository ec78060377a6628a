"""catalog check: what is wrong with a translation, whoever made it, and a yes or no for CI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

from catalog_cli.accepted import Entry, entry_of, read_accepted, write_accepted
from catalog_cli.commands import options
from catalog_cli.commands.grouping import HelpWanted, command_app
from catalog_cli.commands.options import (
    AcceptedFindings,
    Argument,
    DoNotTranslate,
    FailOn,
    Glossary,
    Locales,
    MarketplaceLimits,
    Option,
    Reading,
    Shared,
    TargetLayout,
)
from catalog_cli.commands.outputs import STANDARD, refuse_overwriting
from catalog_cli.errors import UsageProblem
from catalog_cli.job import ACCEPTED_FILE
from catalog_cli.replacement import replacing
from catalog_cli.reporting.console import Console, plural, standard_output
from catalog_cli.reporting.findings.reported import Reported
from catalog_cli.reporting.findings.tally import Tally, finding_json, finding_line
from catalog_cli.segment import Severity

if TYPE_CHECKING:
    from catalog_cli.check_run import CheckRun

# Expired acceptances that are told one by one.
_MOST_NAMED = 5
_FORMATS = ("table", "json", "github", "sarif", "junit")


@dataclass(frozen=True, slots=True)
class Files:
    """Files."""

    source: Annotated[str | None, Argument(metavar="SOURCE", help="The catalog before.")] = None
    target: Annotated[str | None, Argument(metavar="TARGET", help="Its translation, whoever made it.")] = None
    layout: TargetLayout = None
    output: Annotated[
        str | None, Option("--output", "-o", metavar="FILE", help="Where the findings go [default: standard output].")
    ] = None


@dataclass(frozen=True, slots=True)
class Choices:
    """Checks."""

    only: Annotated[
        list[str] | None, Option("--only", metavar="NAME", help="Make this check or family alone. May be repeated.")
    ] = None
    skip: Annotated[
        list[str] | None, Option("--skip", metavar="NAME", help="Leave out a check or a family. May be repeated.")
    ] = None
    list_: Annotated[bool, Option("--list", help="Print every check, its severity, and what it means.")] = False
    glossary: Glossary = None
    do_not_translate: DoNotTranslate = None
    marketplace: MarketplaceLimits = None
    accepted: AcceptedFindings = None
    accept: Annotated[
        str | None,
        Option("--accept", metavar="REASON", help="Let what is found now pass, for this reason: adds it to that file."),
    ] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    fail_on: FailOn = None
    format: Annotated[
        str, Option("--format", metavar="NAME", help=f"{', '.join(_FORMATS[:-1])} or {_FORMATS[-1]} [default: table].")
    ] = "table"
    json: Annotated[bool, Option("--json", help="The same as --format json.")] = False

    @property
    def form(self) -> str:
        """The format asked for; raises UsageProblem for one that there is not."""
        if self.format not in _FORMATS:
            raise UsageProblem(f'There is no format "{self.format}". Choose among: {", ".join(_FORMATS)}.')
        return "json" if self.json else self.format


def check(files: Files, locales: Locales, reading: Reading, choices: Choices, reports: Reports) -> int:
    """Check a translation against its source: exit 1 if a finding is critical, or as --fail-on says.

    TARGET may be in any layout and come from anywhere; its products are found by their identifiers. Findings that are
    right as they are can be accepted, with a reason, into a file that is committed: they are told again when the source
    or the translation changes.

    \b
    Examples:
      catalog check shopify.csv localized.csv
      catalog check shopify.csv localized.csv --fail-on major --only numbers --only markup
      catalog check shopify.csv localized.csv --format sarif -o findings.sarif
      catalog check shopify.csv localized.csv --only repetition --accept "the brand says it twice"
      catalog check --list
    """
    console, form = reports.console(), reports.form
    if choices.accept is not None and not choices.accept.strip():
        raise UsageProblem('Say why the findings may pass, such as --accept "the brand writes it so".')
    if choices.list_:
        return _list(console, as_json=form == "json")
    source_file, target_file = _named(files)
    from catalog_cli.bitext.opening import open_bitext
    from catalog_cli.check_run import CheckRun, chosen_checks
    from catalog_cli.commands.inputs import opened_inputs, translation_locale
    from catalog_cli.pipeline import term_matcher

    output = None if files.output in (None, STANDARD) else Path(str(files.output))
    refuse_overwriting({"-o": output}, [source_file, target_file], ())
    names = chosen_checks(choices.only or (), choices.skip or ())
    accepted_path = Path(choices.accepted or ACCEPTED_FILE)
    accepted = read_accepted(accepted_path)
    settings = options.load(files, locales, reading, choices, reports)
    if locales.to and len(settings.target_locales) > 1:
        raise UsageProblem("A translation is in one locale: name one with --to.")
    with opened_inputs([source_file, target_file]) as (source, made):
        target = translation_locale(settings, made.path)
        job = settings.job(target or settings.source_locale)
        bitext = open_bitext((source.path, source.name), (made.path, made.name), job, target_locale=target)
        run = CheckRun(bitext, names, term_matcher(bitext.job, None), accepted)
        found, entries = Tally(), dict[Entry, None]()
        reported = _noted(run.reported(), found, entries, choices.accept)
        if output is None:
            if form == "table" and not console.is_verbose:
                _print(reported, found, console)
            else:
                out = standard_output(console.out)
                _write(form, reported, run, job.fail_on, out)
                out.flush()
        else:
            with replacing(output) as file:
                _write(form, reported, run, job.fail_on, file)
    if choices.accept:
        count = write_accepted(accepted_path, entries)
        console.say(f"{plural(count, 'finding')} accepted in {accepted_path}: commit it.")
        return 0
    console.say(_verdict(found, run))
    for line in _left_over(run, accepted_path):
        console.say(f"  {line}")
    return int(found.fails(job.fail_on))


def _named(files: Files) -> tuple[str, str]:
    """Return the source and its translation; raises UsageProblem, or HelpWanted without either."""
    if files.source is None:
        raise HelpWanted
    if files.target is None:
        raise UsageProblem("Name the translation behind the source: catalog check SOURCE TARGET")
    return files.source, files.target


def _list(console: Console, *, as_json: bool) -> int:
    from catalog_cli.check_run import rules

    found = rules()
    if as_json:
        fields = ("name", "severity", "family", "help")
        console.print_json({"checks": [dict(zip(fields, map(str, rule), strict=True)) for rule in found]})
        return 0
    for family in dict.fromkeys(rule.family for rule in found):
        console.print(family)
        for rule in (rule for rule in found if rule.family == family):
            console.print(f"  {rule.name} ({rule.severity}): {' '.join(rule.help.split())}")
    return 0


def _noted(
    found: Iterable[Reported], tally: Tally, entries: dict[Entry, None], reason: str | None
) -> Iterator[Reported]:
    """Yield findings on their way to the reports: counted unless they may pass, and with a reason, accepted."""
    for one in found:
        if one.reason is None:
            tally.add(one.finding._replace(place=one.place))
            if reason and one.unit is not None:
                entries[entry_of(one.unit, one.finding.check, reason)] = None
        yield one


def _print(found: Iterable[Reported], tally: Tally, console: Console) -> None:
    """Write the worst to standard output, alike ones together."""
    for _ in found:
        pass
    for line in tally.lines():
        console.print(line)


def _write(form: str, found: Iterable[Reported], run: CheckRun, fail_on: Severity | None, out: BinaryIO) -> None:
    if form == "github":
        from catalog_cli.reporting.findings.github import write_github

        write_github(found, out)
    elif form == "sarif":
        from catalog_cli.reporting.findings.sarif import write_sarif

        write_sarif(found, run.rules(), out)
    elif form == "junit":
        from catalog_cli.reporting.findings.junit import write_junit

        write_junit(found, run.rules(), fail_on, out)
    elif form == "json":
        _write_json(found, out)
    else:
        for one in found:
            if one.reason is None:
                out.write(
                    (finding_line(one.finding._replace(place=one.place)) + "\n").encode("utf-8", "backslashreplace")
                )


def _write_json(found: Iterable[Reported], out: BinaryIO) -> None:
    """Write one JSON document, a finding at a time: there may be as many as cells."""
    out.write(b'{"findings": [')
    for number, one in enumerate(found):
        out.write(
            f"{',' if number else ''}\n  {finding_json(one.finding, _more(one))}".encode("utf-8", "backslashreplace")
        )
    out.write(b"\n]}\n")


def _more(one: Reported) -> dict[str, object]:
    """Return what JSON says of a finding beyond itself."""
    unit = one.unit
    if unit is None:
        return {}
    place = unit.target_place
    return {
        "unit": unit.id,
        "product": unit.product_key,
        "source": unit.source,
        "target": unit.target,
        "target_row": None if place is None else place.row,
        "accepted": one.reason,
    }


def _verdict(found: Tally, run: CheckRun) -> str:
    pair = f"{run.bitext.pair[0]} -> {run.bitext.pair[1]}, {plural(len(run.names), 'check')}"
    passed = f"; {plural(len(run.accepted.used), 'accepted finding')} passed" if run.accepted.used else ""
    count = run.bitext.extra_products
    extra = f"; {plural(count, 'product')} of the translation alone" if count else ""
    return f"{found.counts() or 'Nothing is wrong'} ({pair}){passed}{extra}"


def _left_over(run: CheckRun, path: Path) -> Iterator[str]:
    """Yield what to do about entries of accepted findings that say nothing any more."""
    accepted = run.accepted
    for entry in sorted(accepted.expired)[:_MOST_NAMED]:
        yield f'the acceptance of "{entry.check}" in {entry.about or entry.unit} expired: its texts have changed'
    if len(accepted.expired) > _MOST_NAMED:
        yield f"… and {len(accepted.expired) - _MOST_NAMED} more expired: remove them from {path}"


app = command_app("check", check)
