"""Which file each input becomes in each target locale: `-o` as a file, a folder or a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from catalog_cli.errors import UsageProblem
from catalog_cli.formats.compression import stem_and_suffix

STANDARD = "-"
_DEFAULT_PATTERN = "{stem}.{locale}{suffix}"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def output_paths(
    inputs: Sequence[str], locales: Sequence[str], output: str | None, option: str = "-o"
) -> dict[tuple[str, str], Path | None]:
    """Return the output of each (input, locale), None for standard output.

    `output` is a file for one input and one locale, a folder (it exists, or ends in a slash), or a pattern with
    {stem}, {locale} and {suffix}; `option` is what names it in messages. Raises UsageProblem if two would be written
    to one file, or over an input.

    >>> paths = output_paths(["a.csv", "b.csv"], ["pt-BR"], "out/{stem}.{locale}{suffix}")
    >>> [path.as_posix() for path in paths.values()]
    ['out/a.pt-BR.csv', 'out/b.pt-BR.csv']
    """
    resolved = [Path(name).resolve() for name in inputs]
    twice = next((name for i, name in enumerate(inputs) if resolved[i] in resolved[:i]), None)
    if twice is not None:
        raise UsageProblem(f"{twice} is named twice.")
    wanted = [(source, locale) for source in inputs for locale in locales]
    if output in (None, STANDARD):
        if len(wanted) > 1:
            raise UsageProblem(
                f"There are {len(wanted)} outputs, and standard output can hold one. "
                f"Name a folder or a pattern: {option} 'out/{{stem}}.{{locale}}{{suffix}}'."
            )
        return dict.fromkeys(wanted)
    pattern = _pattern(str(output), len(wanted), option)
    paths = {(source, locale): Path(_filled(pattern, source, locale)) for source, locale in wanted}
    _refuse_collisions(paths, inputs, option)
    return dict(paths)


def refuse_overwriting(others: Mapping[str, Path | None], inputs: Sequence[str], paths: Iterable[Path | None]) -> None:
    """Raise UsageProblem if a file of an option (`others`: by the option's name) is an input, an output or "-"."""
    taken = {Path(source).resolve(): "an input" for source in inputs if source != STANDARD}
    taken.update({path.resolve(): "an output" for path in paths if path is not None})
    for option, path in others.items():
        if path is None:
            continue
        if str(path) == STANDARD:
            raise UsageProblem(f"{option} names a file, and - is none. To print the results, use --json.")
        if (what := taken.get(path.resolve())) is not None:
            raise UsageProblem(f"{option} {path} is {what}, which would be lost. Name another file.")
        taken[path.resolve()] = f"the file of {option}"


def _pattern(output: str, count: int, option: str) -> str:
    names = {match[1] for match in _PLACEHOLDER.finditer(output)}
    unknown = names - {"stem", "locale", "suffix"}
    if unknown:
        raise UsageProblem(
            f"{option} has {{{min(unknown)}}} in it. What can stand there is {{stem}}, {{locale}}, {{suffix}}."
        )
    if output.endswith(("/", "\\")) or Path(output).is_dir():
        return f"{output.rstrip('/')}/{_DEFAULT_PATTERN}"
    if count > 1 and not names:
        raise UsageProblem(
            f"There are {count} outputs, and {option} {output} names one file. "
            f"Name a folder ({output}/) or a pattern with {{stem}}, {{locale}} and {{suffix}}."
        )
    return output


def _filled(pattern: str, source: str, locale: str) -> str:
    stem, suffix = stem_and_suffix(source)
    parts = {"stem": stem, "locale": locale, "suffix": suffix}
    return _PLACEHOLDER.sub(lambda match: parts[match[1]], pattern)


def _refuse_collisions(paths: dict[tuple[str, str], Path], inputs: Sequence[str], option: str) -> None:
    taken: dict[Path, tuple[str, str]] = {}
    sources = {Path(source).resolve(): source for source in inputs}
    for (source, locale), path in paths.items():
        where = path.resolve()
        if where in taken:
            other, other_locale = taken[where]
            raise UsageProblem(
                f"{other} in {other_locale} and {source} in {locale} would both be written to {path}. "
                f"Give {option} a pattern with {{stem}} and {{locale}} in it."
            )
        if sources.get(where, source) != source:
            raise UsageProblem(f"{source} would be written to {path}, which is another input. Choose another {option}.")
        taken[where] = (source, locale)
