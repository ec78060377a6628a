"""The command line: registers the commands, and turns every failure into one sentence and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import platform
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer
from typer.exceptions import TyperException

from catalog_cli.commands.grouping import HelpfulGroup, new_app
from catalog_cli.errors import CatalogError, Stopped
from catalog_cli.reporting.console import Console, is_terminal, open_console

# Name: (module, summary). The summaries stand here so that `catalog --help` imports none of the modules.
COMMANDS = {
    "localize": ("catalog_cli.commands.localize", "Translate what is language, keep the rest byte for byte."),
    "plan": ("catalog_cli.commands.plan", "Show what a run would touch and how much work it is."),
    "review": ("catalog_cli.commands.review", "Correct a translation in the browser, and bring the edits back."),
    "verify": ("catalog_cli.commands.verify", "Prove that only translated cells changed."),
    "status": ("catalog_cli.commands.status", "Show what is new, changed, edited and outdated, by column."),
    "check": ("catalog_cli.commands.check", "Check a translation, whoever made it: a yes or no for CI."),
    "tag": ("catalog_cli.commands.tag", "Tag products from their texts."),
    "render": ("catalog_cli.commands.render", "Fill a marketplace's fields by templates, within its limits."),
    "describe": ("catalog_cli.commands.describe", "Write descriptions from what is known of each product."),
    "translate": ("catalog_cli.commands.translate", "Translate texts that are in no catalog."),
    "convert": ("catalog_cli.commands.convert", "Write a catalog as another kind of file, its values unchanged."),
    "doctor": ("catalog_cli.commands.doctor", "Show versions, models, and where each setting came from."),
    "evaluate": ("catalog_cli.commands.evaluate", "How good the output is, in figures."),
    "feeds": ("catalog_cli.commands.feeds", "The platforms whose columns are known."),
    "glossary": ("catalog_cli.commands.glossary", "Term bases: terms said in one way and no other."),
    "locales": ("catalog_cli.commands.locales", "Locale tags and the installed pairs."),
    "marketplaces": ("catalog_cli.commands.marketplaces", "What each marketplace asks of a listing."),
    "memory": ("catalog_cli.commands.memory", "The translation memory."),
    "xliff": ("catalog_cli.commands.xliff", "Cells to translators and back."),
    "train": ("catalog_cli.commands.train", "Models of your own, from your own examples."),
    "models": ("catalog_cli.commands.models", "The models that translate."),
}
# architecture.md decides the codes; 70 is EX_SOFTWARE of sysexits.h, 141 is 128 + SIGPIPE as shells count.
USAGE_PROBLEM, FILE_PROBLEM, INTERNAL_ERROR, CLOSED_PIPE = 2, 3, 70, 141
_SHOW_CURSOR = b"\x1b[?25h"


@cache
def _command(name: str) -> Any:
    return typer.main.get_command(import_module(COMMANDS[name][0]).app)


class CommandGroup(HelpfulGroup):
    """The commands by name, each module imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        return _command(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the names and what they do."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with; a usage error suggests the nearest name."""
        # Suggestions look at the names of this attribute only.
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # only its names are read
        return super().resolve_command(ctx, args)


app = new_app(
    """Localize product catalogs: offline, and only the intended cells change.

    \b
    Examples:
      catalog plan shopify.csv --to pt-BR
      catalog localize shopify.csv --to pt-BR -o localized.csv
      catalog verify shopify.csv localized.csv
    """,
    cls=CommandGroup,
    add_completion=True,
)


def _print_version(value: bool) -> None:
    if value:
        from catalog_cli.signature import catalog_version

        print(f"catalog {catalog_version()}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    pass


def main() -> NoReturn:
    """Run the command line of this process and end it with the right exit code."""
    arguments = sys.argv[1:]
    # Our values hold no cycles: a run over 30,000 products leaves the collector the same 673 objects as one over 5,000.
    # Looking for more costs an eighth of the time outside the engine (8,000 to 9,000 segments a second from memory).
    gc.disable()
    try:
        _listen_for_signals()
        code = run(arguments)
    except Stopped as stopped:  # in the moment before or after `run` could hear it
        code = _tell_stopped(stopped, _console(arguments))
    code = _flushed(code)
    if code not in (0, 1, USAGE_PROBLEM):
        # An engine may still be decoding, and its end would wait for all that is queued. Everything of ours is closed.
        os._exit(code)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Return the exit code of a command line; what went wrong is told on standard error."""
    command = typer.main.get_command(app)
    if "_CATALOG_COMPLETE" in os.environ:
        command.main(list(arguments), prog_name="catalog")
    try:
        with command.make_context("catalog", list(arguments)) as context:
            code = command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except Stopped as stopped:
        return _tell_stopped(stopped, _console(arguments))
    except CatalogError as error:
        _console(arguments).fail(str(error))
        return error.exit_code
    except TyperException as error:
        _console(arguments).fail(_usage_message(error))
        return USAGE_PROBLEM
    except OSError as error:
        return _tell_os_error(error, _console(arguments))
    except Exception as error:
        _tell_internal_error(error, arguments, _console(arguments))
        return INTERNAL_ERROR
    return int(code or 0)


def _console(arguments: Sequence[str]) -> Console:
    return open_console(os.environ, no_color="--no-color" in arguments)


def _usage_message(error: TyperException) -> str:
    """Return what is wrong with the command line in one sentence, and where its help is."""
    possible = getattr(error, "possibilities", None)
    message = getattr(error, "message", "") if possible is not None else error.format_message()
    if possible:
        message = f"{message.rstrip('.')}. Did you mean {' or '.join(sorted(possible))}?"
    if not message.endswith((".", "?")):
        message += "."
    context = getattr(error, "ctx", None)
    return f"{message} See: {context.command_path if context else 'catalog'} --help"


def _tell_stopped(stopped: Stopped, console: Console) -> int:
    console.fail(" ".join(["Stopped.", *getattr(stopped, "__notes__", [])]))
    return stopped.exit_code


def _tell_os_error(error: OSError, console: Console) -> int:
    if error.errno == errno.EPIPE:
        return CLOSED_PIPE
    name = f"{error.filename}: " if error.filename else "A file "
    console.fail(f"{name}cannot be read or written ({error.strerror or error}). Check the disk and run again.")
    return FILE_PROBLEM


def _tell_internal_error(error: Exception, arguments: Sequence[str], console: Console) -> None:
    from catalog_cli.signature import catalog_version

    if "--debug" in arguments or os.environ.get("CATALOG_DEBUG"):
        traceback.print_exception(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    console.fail(
        f"This is a bug in catalog-cli, not in your catalog: {type(error).__name__}: {error} "
        f"({os.path.basename(place.filename)}:{place.lineno}). Your files are as they were. Please report it with "
        f"the command line, the first rows of the catalog, what --debug prints, and these versions: "
        f"catalog-cli {catalog_version()}, Python {platform.python_version()}, {platform.platform()}."
    )


def _listen_for_signals() -> None:
    """Turn SIGINT, SIGTERM and SIGHUP into Stopped, once; the second one ends the process at once."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        if stopping:
            if is_terminal(sys.stderr):
                os.write(2, _SHOW_CURSOR)
            os._exit(128 + number)
        stopping = True
        raise Stopped(number)

    # A terminal that is closed sends SIGHUP; Windows has none.
    for number in filter(None, (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", None))):
        # What the parent ignores (nohup, a background job) stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


def _flushed(code: int) -> int:
    """Return the exit code after everything is written; a pipe that was closed meanwhile is quiet."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            code = code or CLOSED_PIPE
    if code == CLOSED_PIPE:
        # Nothing may be left for the interpreter to flush into the closed pipe.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return code
