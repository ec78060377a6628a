"""Who may import whom, read from the syntax trees: a part imports only parts of a lower rank, and itself.

A part is a module or a package directly under `catalog_cli`. An import counts wherever it stands: at the top, inside
a function, under TYPE_CHECKING, and as the "module:object" text of a registry.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "catalog_cli"

RANKS = (
    "errors locales embedded temporary_database windows",
    "product segment ledger engine job model_manifest tag product_facts unit",
    "formats feeds segmentation markup protection casing glossary memory conventions engines signature "
    "phrases repetition slugs varieties brands",
    "notations",
    "option_values cell_text",
    "survey",
    "catalog extraction handles memory_exchange phrasebook preparation attributes fitting "
    "models replacement setting_values",
    "qa candidates claims confidence descriptions given_targets marketplaces settings tag_columns",
    "accepted column_limits conversion explanation generation import_checks listings reporting tagging verification",
    "describing pipeline rendering",
    "bitext companions value_targets",
    "existing_outputs",
    "same_pass",
    "exchange file_run check_run review_run describe_run render_run tag_run text_run planning ray_run http_server",
    "evaluation",
    "commands",
    "cli",
)
RANK = {part: rank for rank, parts in enumerate(RANKS) for part in parts.split()}

# The only sideways imports: values made of values.
SIDEWAYS = {
    ("locales", "errors"),
    ("product", "tag"),
    ("product_facts", "tag"),
    ("segment", "product"),
    ("segment", "ledger"),
    ("unit", "product"),
    ("unit", "segment"),
    ("job", "product"),
    ("job", "segment"),
    ("job", "engine"),
}
# `__init__` names the public API and imports it when it is asked for; `__main__` starts the command line.
ENTRY_POINTS = {"__init__": set(RANK), "__main__": {"cli"}}

HEAVY = (
    "babel charset_normalizer ctranslate2 jinja2 numpy pyarrow rapidfuzz ray sentencepiece sentencex torch "
    "transformers yaml zstandard".split()
)
NAMES_THAT_SAY_NOTHING = {"common", "core", "data", "helpers", "manager", "utils"}
TOP_LEVEL = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    "LICENSE",
    "NOTICE",
    "README.md",
    "catalog_cli",
    "glossaries",
    "pyproject.toml",
    "templates",
    "tests",
}

FILES = sorted(PACKAGE.rglob("*.py"))
_OURS = re.compile(r"catalog_cli(\.\w+)+(:\w+)?")


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def imported_names(tree: ast.AST, module: str, *, is_package: bool = False) -> list[tuple[int, str]]:
    """Return the line and the dotted name of everything a module imports, relative names resolved."""
    package = module.split(".") if is_package else module.split(".")[:-1]
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *(node.module.split(".") if node.module else [])])
            found += [(node.lineno, f"{start}.{alias.name}") for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _OURS.fullmatch(node.value):
            found.append((node.lineno, node.value.partition(":")[0]))
    return found


def offences(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """Return one sentence per import that the ranks do not allow."""
    part = module.split(".")[1]
    if part not in RANK and part not in ENTRY_POINTS:
        return [f"{module} has no rank: give it one in architecture and in RANKS"]
    found = []
    for line, name in imported_names(ast.parse(source), module, is_package=is_package):
        root, _, rest = name.partition(".")
        if root != "catalog_cli":
            continue
        wanted = rest.split(".")[0]
        if wanted not in RANK:
            if wanted not in {"", "__version__"}:
                found.append(f"{module}:{line} imports {name}, which is no ranked part: import the module that has it")
        elif not _is_allowed(part, wanted):
            found.append(f"{module}:{line} imports {wanted}, which is not below {part}")
    return found


def _is_allowed(part: str, wanted: str) -> bool:
    if part in ENTRY_POINTS:
        return wanted in ENTRY_POINTS[part]
    return part == wanted or RANK[wanted] < RANK[part] or (part, wanted) in SIDEWAYS


def test_imports_go_downwards() -> None:
    found = [
        offence
        for path in FILES
        for offence in offences(
            path.read_text(encoding="utf-8"), module_name(path), is_package=path.name == "__init__.py"
        )
    ]
    assert len(FILES) > 500
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("module", "source", "count"),
    [
        ("catalog_cli.feeds.plain", "from catalog_cli.product import Role", 0),
        ("catalog_cli.feeds.plain", "from catalog_cli.feeds.columns import Column", 0),
        ("catalog_cli.feeds.plain", "from .columns import Column", 0),
        ("catalog_cli.feeds.plain", "import csv, os.path", 0),
        ("catalog_cli.feeds.plain", "import catalog_cli", 0),
        ("catalog_cli.segment", "from catalog_cli.product import Role", 0),
        ("catalog_cli.cli", 'COMMANDS = {"plan": "catalog_cli.commands.plan:plan"}', 0),
        ("catalog_cli.__main__", "from catalog_cli.cli import main", 0),
        ("catalog_cli.feeds.plain", "from catalog_cli.formats import read", 1),  # sideways
        ("catalog_cli.feeds.plain", "from catalog_cli import formats, pipeline", 2),
        ("catalog_cli.feeds.plain", "import catalog_cli.pipeline as p", 1),
        ("catalog_cli.feeds.plain", "from ..formats import read", 1),
        ("catalog_cli.feeds.plain", "from .. import formats", 1),
        ("catalog_cli.product", "from catalog_cli.segment import Segment", 1),  # the pair the other way round
        ("catalog_cli.qa", "def check():\n    from catalog_cli.pipeline import localize", 1),
        ("catalog_cli.qa", "if TYPE_CHECKING:\n    from catalog_cli.cli import app", 1),
        ("catalog_cli.qa", 'CHECKS = {"a": "catalog_cli.pipeline:localize"}', 1),
        ("catalog_cli.qa", '"""See catalog_cli.pipeline: it calls this."""', 0),  # prose
        ("catalog_cli.commands.plan", "from catalog_cli import localize", 1),  # the public API hides a module
        ("catalog_cli.__main__", "from catalog_cli.pipeline import localize", 1),
        ("catalog_cli.utilities", "", 1),  # no rank
    ],
)
def test_the_rule_itself(module: str, source: str, count: int) -> None:
    assert len(offences(source, module)) == count


def test_a_relative_import_in_a_package_starts_from_the_package() -> None:
    assert offences("from .search import decode", "catalog_cli.candidates", is_package=True) == []
    assert len(offences("from ..pipeline import localize", "catalog_cli.candidates", is_package=True)) == 1


def test_no_part_has_two_ranks() -> None:
    assert len(RANK) == sum(len(parts.split()) for parts in RANKS)


def test_names_are_nouns_of_the_domain() -> None:
    named = {path: NAMES_THAT_SAY_NOTHING & {*path.relative_to(PACKAGE).with_suffix("").parts} for path in FILES}
    assert [path for path, said in named.items() if said] == []


def in_a_child(script: str, *arguments: str) -> str:
    """Return what a new interpreter prints, with the checkout first on its path."""
    prelude = f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
    child = subprocess.run(
        [sys.executable, "-c", prelude + script, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert child.returncode == 0, child.stderr
    return child.stdout


def test_importing_every_module_loads_no_heavy_library() -> None:
    modules = [module_name(path) for path in FILES if path.stem != "__main__"]
    script = (
        "import importlib; names = sys.argv[1].split(); heavy = sys.argv[2].split()\n"
        "for name in names:\n"
        "    importlib.import_module(name)\n"
        "    if loaded := [h for h in heavy if h in sys.modules]: sys.exit(f'{name} loads {loaded}')\n"
    )
    assert in_a_child(script, " ".join(modules), " ".join(HEAVY)) == ""


def test_importing_the_package_loads_none_of_its_modules() -> None:
    printed = in_a_child("import catalog_cli; print([name for name in sys.modules if name.startswith('catalog_cli.')])")
    assert printed.strip() == "[]"


def test_the_top_level_holds_only_what_belongs_there() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {name.split("/")[0] for name in listed.split("\0") if name} <= TOP_LEVEL


def test_a_run_without_company_loads_none_of_it() -> None:
    """Tags, copy and listings cost a third of a second to import, and most runs have none."""
    script = "import catalog_cli.file_run; print(*(n for n in sys.argv[1].split() if n in sys.modules), end='')"
    names = ("tagging", "rendering", "listings", "generation", "descriptions", "claims")
    assert in_a_child(script, " ".join(f"catalog_cli.{name}" for name in names)) == ""
