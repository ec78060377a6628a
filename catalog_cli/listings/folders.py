"""Where templates lie: `<marketplace>/<field>.<locale>.j2` in a merchant's own folders first, then in ours.

Ours lie outside the package, at the top of a checkout; the wheel puts them into the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from catalog_cli import locales
from catalog_cli.errors import FileProblem, UsageProblem, Where

_FOLDER = "templates"
SUFFIX = ".j2"
# A template is a page of text; a larger file is none.
_MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Templates:
    """The folders that templates are looked for in, the first one first."""

    folders: tuple[Path, ...]

    def name(self, marketplaces: Sequence[str], field: str, locale: str) -> str | None:
        """Return the name of the template of a field, None if there is none in any variety of the language.

        `marketplaces` are names to look under, the first one first. The locale's own template wins over one of its
        language, and that over one of another variety: "pt" and "pt-PT" are served by "pt-BR".
        """
        for marketplace in marketplaces:
            for folder in self.folders:
                there = self._locales(folder, marketplace, field)
                for wanted in (locale, locales.language(locale)):
                    if wanted in there:
                        return f"{marketplace}/{field}.{wanted}{SUFFIX}"
                near = sorted(one for one in there if locales.language(one) == locales.language(locale))
                if near:
                    return f"{marketplace}/{field}.{near[0]}{SUFFIX}"
        return None

    def source(self, name: str) -> tuple[str, Path] | None:
        """Return the text and the path of a template, None if there is none; raises FileProblem for an unreadable one.

        A name leads nowhere outside the folders.
        """
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts):
            return None
        for folder in self.folders:
            path = folder.joinpath(*parts)
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return _text(path), path
        return None

    def known(self, marketplace: str) -> tuple[str, ...]:
        """Return the locales of the templates that a marketplace has."""
        found = (path for folder in self.folders for path in folder.glob(f"{marketplace}/*{SUFFIX}"))
        return tuple(sorted({tag for path in found if (tag := _locale(path.name)) is not None}))

    @staticmethod
    def _locales(folder: Path, marketplace: str, field: str) -> frozenset[str]:
        found = (path.name for path in folder.glob(f"{marketplace}/{field}.*{SUFFIX}"))
        return frozenset(
            tag for name in found if (tag := _locale(name)) is not None and name.partition(".")[0] == field
        )


def templates(own: Sequence[Path] = ()) -> Templates:
    """Return a merchant's own templates and ours; raises UsageProblem for a folder that is none."""
    for folder in own:
        if not folder.is_dir():
            raise UsageProblem(
                f"{folder} is no folder. Give --templates one that holds <marketplace>/<field>.<locale>.j2."
            )
    return Templates((*own, _folder()))


def _folder() -> Path:
    package = Path(str(resources.files("catalog_cli")))
    inside = package / _FOLDER
    return inside if inside.is_dir() else package.parent / _FOLDER


def _locale(file_name: str) -> str | None:
    """Return the locale that a template's name ends with, None if it ends with none.

    >>> _locale("title.pt-BR.j2"), _locale("title.j2"), _locale("title.PT_br.j2")
    ('pt-BR', None, None)
    """
    parts = file_name.removesuffix(SUFFIX).split(".")
    if len(parts) != 2 or not locales.is_locale(parts[1]) or locales.parse(parts[1]) != parts[1]:
        return None
    return parts[1]


def _text(path: Path) -> str:
    where = Where(str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileProblem(where, f"cannot be read ({error.strerror or error})", "Check its permissions.") from error
    if len(content) > _MOST_BYTES:
        raise FileProblem(where, f"is larger than {_MOST_BYTES:,} bytes", "A template is a short text: divide it.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem(where, f"is not UTF-8 (byte {error.start:,})", "Save it as UTF-8.") from error
