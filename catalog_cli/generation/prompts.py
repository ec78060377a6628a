"""Prompts: Jinja2 templates of `templates/prompts/`, filled in a sandbox; a static part and one for each product."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.locales import language

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_FOLDER = Path("templates") / "prompts"
# Stands where the facts will; no cell can hold it, for a cell's private characters are left out.
_FACTS, _OPENING = "\ue000", "\ue001"
# The words that candidates begin with, beside what the model itself would begin with. Portuguese has none, for an
# article has a gender, and what gender a product has is the model's to know.
_OPENINGS = {"en": ("", " This", " The"), "pt": ("",)}

_NEXT = "Correct the template and run again."


class PromptTemplate(NamedTuple):
    """A prompt around the facts: what stands before them, between them and the answer, and behind its opening."""

    before: str
    after: str
    openings: tuple[str, ...]

    def own(self, facts: str, opening: str = "") -> str:
        """Return what follows the static part for one product."""
        return f"{facts}{self.after}{opening}"


def prompt_template(name: str, locale: str, folder: Path | None = None) -> PromptTemplate:
    """Return the prompt of a name ("few-shot", "chat") for the language of a locale.

    Raises UsageProblem for a language without one, FileProblem naming template and line for one that fails.

    >>> prompt_template("few-shot", "en-US").own("Mug; color: red", " This")
    'Mug; color: red\\nText: This'
    """
    path = _find(name, locale, folder or _folder())
    whole = _rendered(path)
    before, mark, rest = whole.partition(_FACTS)
    after, opening_mark, _ = rest.partition(_OPENING)
    if not mark or not opening_mark:
        raise FileProblem(
            Where(str(path)), "it lacks the facts or the opening", "Write {{ facts }} and then {{ opening }}."
        )
    openings = _OPENINGS.get(language(locale), ("",)) if name == "few-shot" else ("",)
    return PromptTemplate(before, after, openings)


def _find(name: str, locale: str, folder: Path) -> Path:
    found = sorted(folder.glob(f"{name}.*.j2"))
    own = [path for path in found if language(path.name.split(".")[-2]) == language(locale)]
    if own:
        return next((path for path in own if path.name == f"{name}.{locale}.j2"), own[0])
    known = ", ".join(path.name.split(".")[-2] for path in found) or "none"
    raise UsageProblem(f'There is no prompt "{name}" in the language of {locale}. There are: {known}.')


def _folder() -> Path:
    package = Path(str(resources.files("catalog_cli")))
    inside = package / _FOLDER
    return inside if inside.is_dir() else package.parent / _FOLDER


@lru_cache(maxsize=8)
def _rendered(path: Path) -> str:
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        template = _environment().from_string(path.read_text(encoding="utf-8"))
        return template.render(facts=_FACTS, opening=_OPENING).removesuffix("\n")
    except TemplateSyntaxError as error:
        raise FileProblem(Where(str(path), row=error.lineno), f"it is no template: {error.message}", _NEXT) from error
    except (TemplateError, TypeError) as error:  # a TypeError: an include, for which there is nothing to load from
        raise FileProblem(Where(str(path)), f"it cannot be filled: {error}", _NEXT) from error


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
