"""Which value holds, where it came from, and what a wrong one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.job import DEFAULT_MEMORY, HandlePolicy, Job, Layout, Measures, Reading, Spaces
from catalog_cli.product import Role
from catalog_cli.segment import Severity
from catalog_cli.settings import KEYS, Settings, load_settings, user_settings_file


def loaded(
    folder: Path,
    flags: dict[str, object] | None = None,
    environment: dict[str, str] | None = None,
    project: str | None = None,
    user: str | None = None,
) -> Settings:
    user_file = folder / "user.toml"
    if project is not None:
        (folder / "catalog.toml").write_text(project, encoding="utf-8")
    if user is not None:
        user_file.write_text(user, encoding="utf-8")
    return load_settings(flags or {}, environment or {}, folder, user_file)


PRECEDENCE = [
    # (flag, environment, project file, user file) -> (value, where from); the first that is given holds
    ("flag", "env", "project", "user", "flag", "--model"),
    (None, "env", "project", "user", "env", "CATALOG_MODEL"),
    (None, None, "project", "user", "project", "catalog.toml"),
    (None, None, None, "user", "user", "user.toml"),
    (None, None, None, None, None, "default"),
    # An empty variable is how a shell unsets one.
    (None, "", "project", None, "project", "catalog.toml"),
]


@pytest.mark.parametrize(("flag", "variable", "project", "user", "value", "origin"), PRECEDENCE)
def test_precedence(
    tmp_path: Path,
    flag: str | None,
    variable: str | None,
    project: str | None,
    user: str | None,
    value: str | None,
    origin: str,
) -> None:
    settings = loaded(
        tmp_path,
        {"model": flag},
        {} if variable is None else {"CATALOG_MODEL": variable},
        None if project is None else f'model = "{project}"',
        None if user is None else f'model = "{user}"',
    )
    assert settings.model == value
    assert settings.by_name["model"].origin.endswith(origin)


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert settings.job("pt-BR") == Job("pt-BR")
    assert {setting.origin for _, setting in settings} == {"default"}
    assert (settings.source_locale, settings.target_locales, settings.memory) == ("en", (), DEFAULT_MEMORY)


def test_every_key_reaches_the_job(tmp_path: Path) -> None:
    text = """
        from = "en-gb"
        to = ["pt_br", "de"]
        keep = ["Vendor", "Größe"]
        brands = ["Designer"]
        feed = "shopify"
        input_format = "csv"
        encoding = "cp1252"
        delimiter = ";"
        no_header = true
        output_encoding = "utf-8"
        layout = "columns"
        overwrite = true
        model = "echo"
        memory = "m/memory.sqlite"
        fuzzy_from = 95
        frozen = true
        threads = 3
        glossary = ["apparel", "own.csv"]
        do_not_translate = "names.txt"
        min_term_adherence = 0.98
        review_below = 0.4
        measures = "both"
        spaces = "ascii"
        currency = "brl"
        rate = "rates.csv"
        price_endings = "endings.toml"
        sizes = "sizes.toml"
        marketplace = "ebay"
        store_view = "br"
        handles = "translate"
        license = "commercial"
        pivot = true
        device = "cpu"
        fail_on = "minor"
        [columns]
        "Titel=EU" = "title"
        "名前" = "text"
    """
    settings = loaded(tmp_path, project=text)
    assert {key.name for key, setting in settings if setting.origin == "default"} == set()
    assert settings.target_locales == ("pt-BR", "de")
    assert settings.job("de", limit=5, force=True) == Job(
        target_locale="de",
        source_locale="en-GB",
        reading=Reading(
            input_format="csv",
            encoding="cp1252",
            delimiter=";",
            has_header=False,
            feed="shopify",
            roles=(("Titel=EU", Role.TITLE), ("名前", Role.TEXT)),
            keep=("Vendor", "Größe"),
            brands=("Designer",),
            store_view="br",
        ),
        output_encoding="utf-8",
        layout=Layout.COLUMNS,
        overwrite=True,
        force=True,
        frozen=True,
        limit=5,
        model="echo",
        fuzzy_from=95,
        memory=Path("m/memory.sqlite"),
        fail_on=Severity.MINOR,
        threads=3,
        glossaries=("apparel", "own.csv"),
        do_not_translate=("names.txt",),
        min_term_adherence=0.98,
        review_below=0.4,
        handles=HandlePolicy.TRANSLATE,
        measures=Measures.BOTH,
        spaces=Spaces.ASCII,
        currency="BRL",
        rates=Path("rates.csv"),
        price_endings=Path("endings.toml"),
        sizes=Path("sizes.toml"),
        marketplace="ebay",
        commercial_only=True,
        pivot="en",
        device="cpu",
    )


ENVIRONMENT = [
    # (variable, value, setting, what it means)
    ("CATALOG_TO", "pt-br, de", "to", ("pt-BR", "de")),
    ("CATALOG_FROM", "EN", "from", "en"),
    ("CATALOG_GLOSSARY", "apparel, own terms.csv,", "glossary", ("apparel", "own terms.csv")),
    ("CATALOG_DO_NOT_TRANSLATE", "names.txt", "do_not_translate", ("names.txt",)),
    ("CATALOG_MEMORY", "m.sqlite", "memory", Path("m.sqlite")),
    ("CATALOG_MEMORY", "false", "memory", None),
    ("CATALOG_FROZEN", "1", "frozen", True),
    ("CATALOG_OVERWRITE", "no", "overwrite", False),
    ("CATALOG_THREADS", "2", "threads", 2),
    ("CATALOG_FAIL_ON", "never", "fail_on", None),
    ("CATALOG_LAYOUT", "columns", "layout", Layout.COLUMNS),
]


@pytest.mark.parametrize(("variable", "value", "name", "expected"), ENVIRONMENT)
def test_variables(tmp_path: Path, variable: str, value: str, name: str, expected: object) -> None:
    setting = loaded(tmp_path, environment={variable: value}).by_name[name]
    assert (setting.value, setting.origin) == (expected, variable)


def test_variables_that_are_no_settings_are_passed_over(tmp_path: Path) -> None:
    loaded(tmp_path, environment={"CATALOG_DEBUG": "1", "CATALOG_NO_COLOR": "1", "CATALOG_COLUMNS": "x", "HOME": "/"})


COLUMNS = [
    # (file's columns and keep, flags' columns and keep) -> (roles, keep): they add up, the later level wins a column
    ({"a": "title"}, [], ["b=text"], [], {"a": "title", "b": "text"}, ()),
    ({"a": "title"}, [], ["A =text"], [], {"A ": "text"}, ()),
    ({}, ["a"], [], ["b"], {}, ("a", "b")),
    ({}, ["a", "b"], ["a=title"], [], {"a": "title"}, ("b",)),
    # Said in one breath, keeping wins: that is the feed's rule.
    ({}, ["a"], ["a=title"], ["a"], {"a": "title"}, ("a",)),
    ({}, [], ["size=EU=option"], [], {"size=EU": "option"}, ()),
]


@pytest.mark.parametrize(("columns", "keep", "flag_columns", "flag_keep", "roles", "kept"), COLUMNS)
def test_columns_add_up(
    tmp_path: Path,
    columns: dict[str, str],
    keep: list[str],
    flag_columns: list[str],
    flag_keep: list[str],
    roles: dict[str, str],
    kept: tuple[str, ...],
) -> None:
    lines = [f"keep = {keep}"] if keep else []
    lines += ["[columns]", *(f'"{name}" = "{role}"' for name, role in columns.items())] if columns else []
    settings = loaded(tmp_path, {"columns": flag_columns, "keep": flag_keep}, project="\n".join(lines))
    reading = settings.job("de").reading
    assert {name: str(role) for name, role in reading.roles} == roles
    assert reading.keep == kept


GLOSSARIES = [
    # (file's, variable's, flags') -> all of them, the later level last: later ones win
    (["apparel"], "", [], ("apparel",)),
    (["apparel"], "", ["own.csv"], ("apparel", "own.csv")),
    (["own.csv", "apparel"], "", ["own.csv"], ("apparel", "own.csv")),
    (["a.csv"], "b.csv,A.csv", ["c.csv", "c.csv", "b.csv"], ("a.csv", "A.csv", "c.csv", "b.csv")),
]


@pytest.mark.parametrize(("in_file", "variable", "flags", "expected"), GLOSSARIES)
def test_glossaries_add_up(
    tmp_path: Path, in_file: list[str], variable: str, flags: list[str], expected: tuple[str, ...]
) -> None:
    settings = loaded(
        tmp_path, {"glossary": flags}, environment={"CATALOG_GLOSSARY": variable}, project=f"glossary = {in_file}"
    )
    assert settings.job("de").glossaries == expected


def test_no_memory(tmp_path: Path) -> None:
    settings = loaded(tmp_path, {"memory": False}, project='memory = "m.sqlite"')
    assert settings.memory is None
    assert settings.by_name["memory"].origin == "--no-memory"
    assert loaded(tmp_path, project="memory = false").job("de").memory is None


WRONG = [
    # (flags, environment, project file, what the sentence says)
    (
        {"layout": "colums"},
        {},
        "",
        ['--layout must be one of replace, columns, rows, translations, not "colums". Did you mean "columns"?'],
    ),
    ({}, {"CATALOG_LAYOUT": "x"}, "", ['CATALOG_LAYOUT must be one of replace, columns, rows, translations, not "x".']),
    ({}, {}, 'layout = "x"', ['catalog.toml: "layout" must be one of']),
    ({}, {}, "layout = 3", ['"layout"', "not 3"]),
    ({}, {}, 'colums = "x"', ['catalog.toml: there is no setting "colums". Did you mean "columns"?']),
    ({}, {}, "xyzzy = 1", ['there is no setting "xyzzy". The settings are from, to,']),
    ({}, {}, '[columns]\na = "titel"', ['"columns" of column "a" must be one of title, text', 'Did you mean "title"?']),
    ({}, {}, "columns = 3", ['"columns"']),
    ({"columns": ["a=titel"]}, {}, "", ['--column of column "a" must be one of', 'Did you mean "title"?']),
    ({"columns": ["title"]}, {}, "", ["--column must be NAME=ROLE"]),
    ({"columns": ["=title"]}, {}, "", ["--column must be NAME=ROLE"]),
    ({}, {"CATALOG_FROM": "english!"}, "", ["CATALOG_FROM", "english!"]),
    ({}, {}, "to = [1]", ['"to"']),
    ({}, {}, "memory = true", ['"memory"', "not true"]),
    ({}, {}, 'encoding = "utf-99"', ['"encoding"', "utf-99"]),
    # A codec that makes bytes of bytes is no text encoding.
    ({}, {}, 'encoding = "zlib"', ['"encoding"', "zlib"]),
    ({}, {"CATALOG_FROZEN": "perhaps"}, "", ["CATALOG_FROZEN must be true or false"]),
    ({}, {}, "threads = true", ['"threads"', "not true"]),
    ({}, {}, "threads = 1.5", ['"threads"', "1.5"]),
    ({}, {}, "to = [", ["catalog.toml", "not valid TOML"]),
]


@pytest.mark.parametrize(("flags", "environment", "project", "said"), WRONG)
def test_a_wrong_value_names_where_it_is(
    tmp_path: Path, flags: dict[str, object], environment: dict[str, str], project: str, said: list[str]
) -> None:
    with pytest.raises(UsageProblem) as raised:
        loaded(tmp_path, flags, environment, project)
    assert raised.value.exit_code == 2
    for text in said:
        assert text in str(raised.value)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_bytes('keep = ["Größe"]'.encode("cp1252"))
    with pytest.raises(UsageProblem, match="not valid TOML"):
        loaded(tmp_path)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").mkdir()
    with pytest.raises(FileProblem, match=r"catalog\.toml: cannot be read"):
        loaded(tmp_path)


def test_the_users_file_has_a_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert user_settings_file().parts[-2:] == ("catalog-cli", "catalog.toml")


def test_every_setting_is_an_option_of_localize() -> None:
    import typer

    from catalog_cli.commands import localize

    command = typer.main.get_command(localize.app)
    options = {name for parameter in command.params for name in parameter.opts}
    assert {key.option for key in KEYS.values()} <= options
