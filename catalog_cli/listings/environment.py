"""Jinja2 with nothing in it that could act: an immutable sandbox of named filters and tests, every loop counted.

What a template does not know is an error, never an empty text. Cells are values: markup in them is escaped where the
field is HTML, and "{{" in them stays what it is.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalog_cli.errors import Stopped, UsageProblem
from catalog_cli.listings.bounds import Budget, TooMuch
from catalog_cli.listings.sandbox import Filters, sandbox_class

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from catalog_cli.listings.folders import Templates


class TemplateProblem(Exception):  # like the errors of catalog_cli, named for what is wrong
    """A template that cannot be read or rendered: which, in which line (None: not known), and why."""

    def __init__(self, template: str, line: int | None, reason: str, *, is_broken: bool = False) -> None:
        self.template, self.line, self.reason, self.is_broken = template, line, reason, is_broken
        super().__init__(f"{self.place}: {reason}")

    @property
    def place(self) -> str:
        """The template and the line."""
        return self.template if self.line is None else f"{self.template}, line {self.line}"


@dataclass(frozen=True)
class Renderer:
    """Renders the templates of a set of folders in one locale: `filters` are those that it is bound to."""

    templates: Templates
    filters: Filters
    _made: dict[bool, tuple[Environment, Budget]] = field(default_factory=dict, repr=False, compare=False)

    def check(self, name: str, known: Collection[str]) -> None:
        """Raise TemplateProblem if a template cannot be read or uses a name that is not `known` and not its own.

        Raises UsageProblem if Jinja2 is not there.
        """
        self._template(name, is_html=False)
        from jinja2 import meta, nodes

        environment = self._made[False][0]
        source = self.templates.source(name)
        parsed = environment.parse(source[0] if source else "", name)
        strange = meta.find_undeclared_variables(parsed) - set(known)
        for one in parsed.find_all(nodes.Name):
            if one.name in strange:
                reason = f"'{one.name}' is undefined; what there is: {', '.join(sorted(known))}"
                raise TemplateProblem(name, one.lineno, reason, is_broken=True)

    def render(self, name: str, values: Mapping[str, object], *, is_html: bool = False) -> str:
        """Return what a template makes of values; raises TemplateProblem with the line where it fails.

        With `is_html` what is printed is escaped unless it is HTML already.
        """
        template = self._template(name, is_html)
        budget = self._made[is_html][1]
        budget.start()
        try:
            return template.render(values)
        except Stopped:
            raise
        except Exception as error:
            # Whatever fails in a template is the template's, or the data's: the listing is left out, the run goes on.
            raise _problem(error, name) from error

    def _template(self, name: str, is_html: bool) -> Template:
        if is_html not in self._made:
            self._made[is_html] = _environment(self.templates, self.filters, is_html=is_html)
        from jinja2 import TemplateError

        try:
            return self._made[is_html][0].get_template(name)
        except TemplateError as error:
            problem = _problem(error, name)
            raise TemplateProblem(problem.template, problem.line, problem.reason, is_broken=True) from error


def _problem(error: BaseException, name: str) -> TemplateProblem:
    """Return what went wrong as a person reads it, with the place in the innermost template."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    template, line = _place(error, name)
    if isinstance(error, TemplateSyntaxError):
        return TemplateProblem(error.name or name, error.lineno, _sentence(error.message or "syntax error"))
    if isinstance(error, TemplateNotFound):
        return TemplateProblem(template, line, f'there is no template "{error.name}"')
    if isinstance(error, UndefinedError):
        return TemplateProblem(template, line, _sentence(error.message or "undefined"))
    if isinstance(error, SecurityError):
        return TemplateProblem(template, line, f"not allowed in a template: {_sentence(error.message or '')}")
    if isinstance(error, RecursionError):
        return TemplateProblem(template, line, "it calls itself without end")
    if isinstance(error, TooMuch | UsageProblem):
        return TemplateProblem(template, line, _sentence(str(error)))
    return TemplateProblem(template, line, f"{_sentence(str(error))} ({type(error).__name__})")


def _place(error: BaseException, name: str) -> tuple[str, int | None]:
    """Return the innermost template of a traceback and the line; Jinja2 rewrites frames to the template's lines."""
    found: tuple[str, int | None] = (name, None)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            found = (_shown(frame.filename, name), frame.lineno)
    return found


def _shown(filename: str, name: str) -> str:
    parts = filename.replace("\\", "/").split("/")
    return "/".join(parts[-2:]) if len(parts) > 1 else name


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")[:300] or "it fails"


def _environment(found: Templates, filters: Filters, *, is_html: bool) -> tuple[Environment, Budget]:
    """Return an environment over folders of templates, and the budget that its renderings keep to."""
    kind = sandbox_class()
    from jinja2 import FunctionLoader

    budget = Budget()
    return kind(FunctionLoader(lambda name: _loaded(found, name)), filters, budget, is_html), budget


def _loaded(found: Templates, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    source = found.source(name)
    # The name in place of the path: a message is about the template, not about this machine.
    return None if source is None else (source[0], name, lambda: True)
