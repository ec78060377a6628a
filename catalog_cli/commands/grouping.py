"""Options in groups: a command takes a few frozen values, and Typer sees one option for each of their fields."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import wraps
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import OptionInfo


class HelpWanted(Exception):
    """The command cannot start as it was called, and its help says how to call it."""


def grouped(command: Callable[..., int]) -> Callable[..., int]:
    """Return a command for Typer: each parameter that is a dataclass is spread out into its fields.

    A field is declared as Typer declares an option, `Annotated[type, typer.Option(…)] = default`; the first line of
    the class's docstring is the heading of its options in the help.
    """
    groups = {name: hint for name, hint in get_type_hints(command).items() if name != "return"}
    parameters = [parameter for group in groups.values() for parameter in _parameters(group)]

    @wraps(command)
    def spread(**values: Any) -> int:
        own = {name: group(**{f.name: values[f.name] for f in fields(group)}) for name, group in groups.items()}
        return command(**own)

    # Typer reads the signature, and typing reads the annotations.
    spread.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # how a decorator sets it
    spread.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return spread


def _parameters(group: type) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    heading = (group.__doc__ or "Options").splitlines()[0].rstrip(".")
    parameters = []
    for field in fields(group):
        annotation = hints[field.name]
        if get_origin(annotation) is Annotated:
            for declared in get_args(annotation)[1:]:
                if isinstance(declared, OptionInfo):
                    declared.rich_help_panel = heading
        default = inspect.Parameter.empty if field.default is MISSING else field.default
        parameters.append(
            inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        )
    return parameters


class GroupedHelp(TyperCommand):
    """A command whose help lists its options under the headings of their groups."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then each group of options, the unnamed one last."""
        sections: dict[str, list[tuple[str, str]]] = {"Arguments": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            is_argument = parameter.param_type_name == "argument"
            heading = "Arguments" if is_argument else getattr(parameter, "rich_help_panel", None) or "Options"
            sections.setdefault(heading, []).append((_declared(parameter, record[0]), record[1]))
        for heading, rows in sorted(sections.items(), key=lambda section: section[0] == "Options"):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what follows the command in the usage line: arguments as their metavar says."""
        arguments = [p.metavar or p.name for p in self.get_params(ctx) if p.param_type_name == "argument"]
        return [*arguments, "[OPTIONS]"]

    def invoke(self, ctx: Any) -> Any:
        """Run the command; HelpWanted writes its help to standard error instead, with exit code 2."""
        try:
            return super().invoke(ctx)
        except HelpWanted:
            return _write_help(ctx)


class HelpfulGroup(TyperGroup):
    """A group of commands: without one of them it writes its help to standard error, with exit code 2."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the arguments that are left for the command."""
        if not args and not ctx.resilient_parsing:
            raise typer.Exit(_write_help(ctx))
        return super().parse_args(ctx, args)


def _write_help(ctx: Any) -> int:
    print(ctx.get_help(), file=sys.stderr)
    return 2


def _declared(parameter: Any, shown: str) -> str:
    """Return how an option is written; a type is named only where the option says so."""
    if parameter.metavar or parameter.param_type_name == "argument":
        return shown.partition(" <")[0] if parameter.metavar is None else _with_metavar(parameter)
    return shown.replace(" <bool>", "")


def _with_metavar(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    return f"{', '.join(sorted(parameter.opts, key=len))} {parameter.metavar}"


def command_app(name: str, command: Callable[..., int]) -> typer.Typer:
    """Return a Typer application of one command."""
    app = new_app()
    add_command(app, name, command)
    return app


def group_app(text: str) -> typer.Typer:
    """Return a Typer application of several commands, also while it has only one."""
    app = new_app()
    app.callback(help=text)(lambda: None)
    return app


def add_command(app: typer.Typer, name: str, command: Callable[..., int]) -> None:
    """Add a command whose parameters are groups of options."""
    app.command(name, cls=GroupedHelp)(grouped(command))


def new_app(
    text: str | None = None, *, cls: type[TyperGroup] = HelpfulGroup, add_completion: bool = False
) -> typer.Typer:
    """Return a Typer application that leaves errors to `cli.main` and writes plain help."""
    return typer.Typer(
        help=text,
        cls=cls,
        add_completion=add_completion,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
