"""catalog.toml, the environment and the flags -> settings that remember where they came from, and the Job of them.

Precedence: flag > environment > ./catalog.toml > the user's file > default. Column roles, kept columns, glossaries and
files of names add up instead, the later level winning: a flag for one column does not forget the others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from catalog_cli import setting_values as values
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.job import DEFAULT_MEMORY, PIVOT_LOCALE, HandlePolicy, Job, Measures, Reading, Spaces
from catalog_cli.setting_values import WrongValue, did_you_mean

FILE_NAME = "catalog.toml"
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: its name in catalog.toml, its option, how a value is read, and what holds without one."""

    name: str
    option: str
    read: Callable[[object], object]
    default: object = None
    meaning: str = ""
    in_environment: bool = True

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"CATALOG_{self.name.upper()}"


KEYS = {
    key.name: key
    for key in (
        Key("from", "--from", values.locale, "en", "the locale that the catalogs are written in"),
        Key("to", "--to", values.locale_list, (), "the locales to localize into"),
        Key("columns", "--column", values.roles, (), "roles of columns: name = role", in_environment=False),
        Key("keep", "--keep", values.names, (), "columns that stay as they are", in_environment=False),
        Key("brands", "--brand", values.names, (), "columns whose names stay in all texts", in_environment=False),
        Key("feed", "--feed", values.feed, None, "the platform that the columns are from"),
        Key("input_format", "--input-format", values.input_format, None, "how the files are written"),
        Key("encoding", "--encoding", values.encoding, None, "the encoding of the files"),
        Key("delimiter", "--delimiter", values.text, None, "what stands between two cells"),
        Key("no_header", "--no-header", values.switch, False, "whether the first row is a product already"),
        Key("output_encoding", "--output-encoding", values.encoding, None, "the encoding of what is written"),
        Key("layout", "--layout", values.layout, None, "where the targets go; by default as the feed says"),
        Key(
            "store_view", "--store-view", values.text, None, "what names the target's rows in a file with rows for each"
        ),
        Key("overwrite", "--overwrite", values.switch, False, "whether filled target cells are written anew"),
        Key("glossary", "--glossary", values.file_names, (), "term bases: starters by name, or files; later ones win"),
        Key("do_not_translate", "--do-not-translate", values.file_names, (), "files of names that stay as they are"),
        Key("measures", "--measures", values.measures, Measures.KEEP, "whether units are kept, converted or both"),
        Key("spaces", "--spaces", values.spaces, Spaces.LOCALE, "the spaces inside of numbers and measures"),
        Key("handles", "--handles", values.handles, HandlePolicy.KEEP, "whether handles are made anew from titles"),
        Key("currency", "--currency", values.currency, None, "the currency that prices are converted into"),
        Key("rate", "--rate", values.path, None, "the file of exchange rates"),
        Key("price_endings", "--price-endings", values.path, None, "the file of endings that converted prices get"),
        Key("sizes", "--sizes", values.path, None, "the file of a size chart"),
        Key("marketplace", "--marketplace", values.text, None, "whose limits texts are fitted to: a name, or a file"),
        Key("model", "--model", values.text, None, "the model that translates"),
        Key("license", "--license", values.model_licence, "any", "which models may be used: any, or commercial ones"),
        Key("pivot", "--pivot", values.switch, False, "whether two models may go through English where none is direct"),
        Key("device", "--device", values.device, "auto", "what the model runs on: auto, cpu or cuda"),
        Key("memory", "--memory", values.memory, DEFAULT_MEMORY, "the translation memory; false for none"),
        Key("fuzzy_from", "--fuzzy-from", values.match_percent, None, "from how many percent fuzzy matches are used"),
        Key("review_below", "--review-below", values.share, None, "the confidence, 0 to 1, below which is told"),
        Key("frozen", "--frozen", values.switch, False, "whether only the memory may be used"),
        Key("threads", "--threads", values.whole_number, 0, "processor threads; 0 for one per core"),
        Key("min_term_adherence", "--min-term-adherence", values.share, None, "the least share of terms held, 0 to 1"),
        Key("fail_on", "--fail-on", values.severity, values.severity("critical"), "what fails a run"),
    )
}


class Setting(NamedTuple):
    """A value and where it came from: an option, a variable, a file, or "default"."""

    value: object
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting by name, and the files that were looked for."""

    by_name: Mapping[str, Setting]
    files: tuple[Path, ...] = ()

    def __iter__(self) -> Iterator[tuple[Key, Setting]]:
        return ((key, self.by_name[name]) for name, key in KEYS.items())

    @property
    def source_locale(self) -> str:
        """The locale that the catalogs are written in."""
        return str(self.by_name["from"].value)

    @property
    def target_locales(self) -> tuple[str, ...]:
        """The locales asked for, as they were asked for."""
        wanted = self.by_name["to"].value
        return wanted if isinstance(wanted, tuple) else ()

    @property
    def model(self) -> str | None:
        """The model asked for, None for the installed one."""
        model = self.by_name["model"].value
        return None if model is None else str(model)

    @property
    def memory(self) -> Path | None:
        """The file of the translation memory, None for none."""
        path = self.by_name["memory"].value
        return path if isinstance(path, Path) else None

    @property
    def threads(self) -> int:
        """How many threads a model may use, 0 for one per core."""
        threads = self.by_name["threads"].value
        return threads if isinstance(threads, int) else 0

    def job(self, target_locale: str, *, limit: int | None = None, force: bool = False) -> Job:
        """Return the job for one target locale."""
        # KEYS says how each value was read, which types cannot follow.
        value: dict[str, Any] = {name: setting.value for name, setting in self.by_name.items()}
        reading = Reading(
            input_format=value["input_format"],
            encoding=value["encoding"],
            delimiter=value["delimiter"],
            has_header=not value["no_header"],
            feed=value["feed"],
            roles=value["columns"],
            keep=value["keep"],
            brands=value["brands"],
            store_view=value["store_view"],
        )
        return Job(
            target_locale=target_locale,
            source_locale=self.source_locale,
            reading=reading,
            output_encoding=value["output_encoding"],
            layout=value["layout"],
            overwrite=bool(value["overwrite"]),
            force=force,
            frozen=bool(value["frozen"]),
            limit=limit,
            model=self.model,
            commercial_only=value["license"] == "commercial",
            pivot=PIVOT_LOCALE if value["pivot"] else None,
            fuzzy_from=value["fuzzy_from"],
            device=value["device"],
            memory=self.memory,
            fail_on=value["fail_on"],
            threads=value["threads"],
            glossaries=value["glossary"],
            do_not_translate=value["do_not_translate"],
            measures=value["measures"],
            spaces=value["spaces"],
            handles=value["handles"],
            min_term_adherence=value["min_term_adherence"],
            review_below=value["review_below"],
            currency=value["currency"],
            rates=value["rate"],
            price_endings=value["price_endings"],
            sizes=value["sizes"],
            marketplace=value["marketplace"],
        )


class _Level(NamedTuple):
    """One place that settings come from: raw values by name, and how messages call each of them."""

    raw: Mapping[str, object]
    origin: Callable[[Key], str]
    shown: Callable[[Key], str]


def load_settings(
    flags: Mapping[str, object], environment: Mapping[str, str], folder: Path, user_file: Path | None
) -> Settings:
    """Return the settings of a run; raises UsageProblem naming the file and the key of what is wrong.

    `flags` holds by setting name what was given on the command line (None: not given). `folder` may hold a
    catalog.toml; `user_file` is the user's own, None for none.

    >>> settings = load_settings({"to": ["pt-BR"]}, {"CATALOG_FROM": "en-US"}, Path("no such folder"), None)
    >>> settings.target_locales, settings.source_locale, settings.by_name["from"].origin
    (('pt-BR',), 'en-US', 'CATALOG_FROM')
    """
    project_file = Path(FILE_NAME) if folder == Path() else folder / FILE_NAME
    files = (*([user_file] if user_file is not None else []), project_file)
    levels = [_file_level(path) for path in files]
    levels.append(_environment_level(environment))
    levels.append(_flag_level(flags))
    found = {name: Setting(key.default, DEFAULT) for name, key in KEYS.items()}
    for level in levels:
        for name, raw in level.raw.items():
            found[name] = _later(found, KEYS[name], _read(level, KEYS[name], raw), level)
        _forget_overruled(found, level)
    return Settings(found, files)


def user_settings_file() -> Path:
    """Return where the user's own catalog.toml lies on this system, whether it is there or not."""
    import platformdirs

    return Path(platformdirs.user_config_dir("catalog-cli", appauthor=False)) / FILE_NAME


def _read(level: _Level, key: Key, raw: object) -> object:
    try:
        return key.read(raw)
    except WrongValue as error:
        raise UsageProblem(f"{level.shown(key)} {error}") from None
    except UsageProblem as error:
        raise UsageProblem(f"{level.shown(key)}: {error}") from None


def _later(found: Mapping[str, Setting], key: Key, value: object, level: _Level) -> Setting:
    """Return a setting after one more level: the level's own value, or both where settings add up."""
    before, origin = found[key.name], level.origin(key)
    if key.read not in (values.roles, values.names, values.file_names) or before.origin == DEFAULT:
        return Setting(value, origin)
    earlier, new = before.value, value
    if not isinstance(earlier, tuple) or not isinstance(new, tuple):
        return Setting(value, origin)
    same = str if key.read is values.file_names else _column
    later = {same(item) for item in new}
    # What the later level names comes last, which among glossaries wins.
    kept = (*(item for item in earlier if same(item) not in later), *new)
    return Setting(kept, f"{before.origin}, {origin}")


def _forget_overruled(found: dict[str, Setting], level: _Level) -> None:
    """Drop from `keep` the columns that this level gives a role, unless it keeps them itself."""
    if "columns" not in level.raw or "keep" in level.raw:
        return
    given = {_column(item) for item in values.roles(level.raw["columns"])}
    kept = found["keep"]
    if isinstance(kept.value, tuple):
        found["keep"] = Setting(tuple(name for name in kept.value if _column(name) not in given), kept.origin)


def _column(item: object) -> str:
    name = item[0] if isinstance(item, tuple) else item
    return str(name).strip().casefold()


def _file_level(path: Path) -> _Level:
    shown = str(path)
    return _Level(_toml(path, shown), lambda key: shown, lambda key: f'{shown}: "{key.name}"')


def _toml(path: Path, shown: str) -> dict[str, object]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise FileProblem(Where(shown), f"cannot be read ({error.strerror})", "Check its permissions.") from error
    except ValueError as error:
        raise UsageProblem(f"{shown}: is not valid TOML: {error}. Correct it and run again.") from None
    for name in raw:
        if name not in KEYS:
            hint = did_you_mean(name.replace("-", "_"), KEYS) or f" The settings are {', '.join(KEYS)}."
            raise UsageProblem(f'{shown}: there is no setting "{name}".{hint}')
    return raw


def _environment_level(environment: Mapping[str, str]) -> _Level:
    # An empty variable is how a shell unsets one.
    raw: dict[str, object] = {
        key.name: value for key in KEYS.values() if key.in_environment and (value := environment.get(key.variable, ""))
    }
    for name, given in raw.items():
        if KEYS[name].read is values.file_names:
            raw[name] = [item.strip() for item in str(given).split(",") if item.strip()]
    return _Level(raw, lambda key: key.variable, lambda key: key.variable)


def _flag_level(flags: Mapping[str, object]) -> _Level:
    raw = {name: value for name, value in flags.items() if value is not None and value != []}

    def option(key: Key) -> str:
        return "--no-memory" if key.name == "memory" and raw.get("memory") is False else key.option

    return _Level(raw, option, option)
