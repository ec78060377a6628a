"""The term base of a run: starters and files put together, the later ones winning, and its digest."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.glossary.starters import find_starter, pair_of, starters
from catalog_cli.glossary.term import Term, TermCase, TermStatus
from catalog_cli.glossary.term_base import TermBase, read_term_base, read_terms

ROOT = Path(__file__).parents[2]
ADMITTED, DEPRECATED = TermStatus.ADMITTED, TermStatus.DEPRECATED
SAME = TermCase.SAME


def said(base: TermBase) -> list[tuple[str, str, str]]:
    return [(term.source, term.target, str(term.status)) for term in base.terms]


@pytest.mark.parametrize(
    ("groups", "terms"),
    [
        ([], []),
        ([[], []], []),
        ([[Term("bag", "bolsa")]], [("bag", "bolsa", "preferred")]),
        # A later preferred entry replaces what was preferred and admitted.
        (
            [
                [Term("bag", "bolsa"), Term("bag", "saco", status=ADMITTED), Term("hat", "chapéu")],
                [Term("Bag", "sacola")],
            ],
            [("Bag", "sacola", "preferred"), ("hat", "chapéu", "preferred")],
        ),
        # ... and keeps what was deprecated, unless it allows it.
        (
            [[Term("bag", "bolsa"), Term("bag", "saco", status=DEPRECATED)], [Term("bag", "sacola")]],
            [("bag", "sacola", "preferred"), ("bag", "saco", "deprecated")],
        ),
        ([[Term("bag", "saco", status=DEPRECATED)], [Term("bag", "saco")]], [("bag", "saco", "preferred")]),
        (
            [[Term("bag", "sacos", status=DEPRECATED)], [Term("bag", "saco", (), ("sacos",))]],
            [("bag", "saco", "preferred")],
        ),
        # An entry of another status joins what is there.
        (
            [
                [Term("bag", "bolsa")],
                [Term("bag", "sacola", status=ADMITTED)],
                [Term("bag", "saco", status=DEPRECATED)],
            ],
            [("bag", "bolsa", "preferred"), ("bag", "sacola", "admitted"), ("bag", "saco", "deprecated")],
        ),
        ([[Term("bag", "saco")], [Term("bag", "saco", status=DEPRECATED)]], [("bag", "saco", "deprecated")]),
        # "Same case" is an entry of its own, and exactly its own.
        (
            [[Term("polo", "camisa polo")], [Term("Polo", "Polo", case=SAME)]],
            [("polo", "camisa polo", "preferred"), ("Polo", "Polo", "preferred")],
        ),
        (
            [[Term("Polo", "Polo", case=SAME)], [Term("POLO", "x", case=SAME), Term("Polo", "y", case=SAME)]],
            [("POLO", "x", "preferred"), ("Polo", "y", "preferred")],
        ),
        ([[Term("bag", "bolsa", note="first"), Term("BAG", "bolsa")]], [("bag", "bolsa", "preferred")]),
    ],
)
def test_later_groups_win(groups: list[list[Term]], terms: list[tuple[str, str, str]]) -> None:
    assert sorted(said(TermBase.of(*groups))) == sorted(terms)


def test_a_form_that_a_later_file_deprecates_is_no_longer_allowed() -> None:
    base = TermBase.of([Term("bag", "bolsa", (), ("saco", "sacola"))], [Term("bag", "saco", status=DEPRECATED)])
    assert [(term.target, term.target_forms) for term in base.terms] == [("bolsa", ("sacola",)), ("saco", ())]


def test_preferred_entries_come_before_the_others_of_their_source() -> None:
    base = TermBase.of(
        [Term("b", "z", status=DEPRECATED), Term("b", "y", status=ADMITTED), Term("a", "x"), Term("b", "w")]
    )
    assert [term.target for term in base.terms] == ["x", "w", "y", "z"]


BAG, HAT = Term("bag", "bolsa", note="n", place=Where("a.csv", 2)), Term("hat", "chapéu")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ([[]], [], True),
        ([[BAG, HAT]], [[HAT, BAG]], True),
        ([[BAG], [HAT]], [[HAT], [BAG]], True),
        ([[BAG]], [[replace(BAG, place=Where("b.csv", 9), note="", domain="x")]], True),
        ([[BAG]], [[Term("bag", "saco")], [BAG]], True),  # a file that is overruled changes nothing
        ([[BAG]], [[BAG], [BAG]], True),
        ([[BAG]], [[HAT]], False),
        ([[BAG]], [[BAG, HAT]], False),
        *(
            ([[BAG]], [[replace(BAG, **change)]], False)
            for change in (
                {"target": "saco"},
                {"source_forms": ("tote",)},
                {"target_forms": ("bolsas",)},
                {"part_of_speech": "noun"},
                {"gender": "f"},
                {"case": SAME},
                {"exact": True},
                {"status": ADMITTED},
            )
        ),
    ],
)
def test_the_digest_is_of_what_the_entries_say(one: list[list[Term]], other: list[list[Term]], is_same: bool) -> None:
    assert (TermBase.of(*one).digest == TermBase.of(*other).digest) is is_same


def test_the_digest_is_the_same_everywhere() -> None:
    # Written down once: it must not change with Python, the machine, or the hash seed.
    expected = "78c695d2c4a2a2d553bc0c85c7b18ed69604381a08b57efdefa2873774cc453f"
    entries = "[Term('bag', 'bolsa', ('tote',)), Term('crew neck', 'gola careca'), Term('日本', '™ 🎉')]"
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from catalog_cli.glossary.term import Term\nfrom catalog_cli.glossary.term_base import TermBase\n"
        f"print(TermBase.of({entries}).digest)"
    )
    for seed in ("0", "1"):
        child = subprocess.run(
            [sys.executable, "-c", script, str(ROOT)],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert child.stdout.strip() == expected


def test_a_term_base_can_be_sent() -> None:
    base = TermBase.of([BAG, HAT])
    assert pickle.loads(pickle.dumps(base)) == base


# --- starters


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("apparel.en-pt-BR.csv", ("en", "pt-BR")),
        ("a/b.c/apparel.en-pt-BR.tbx", ("en", "pt-BR")),
        ("x.en-US-es-419.csv", ("en-US", "es-419")),
        ("x.pt-BR-en.csv", ("pt-BR", "en")),
        ("x.zh-Hans-CN-sr-Latn.csv", ("zh-Hans-CN", "sr-Latn")),
        ("terms.csv", None),
        ("terms.v2.csv", None),
        ("my.best-terms.csv", None),
        ("", None),
    ],
)
def test_the_pair_in_a_name(name: str, pair: tuple[str, str] | None) -> None:
    assert pair_of(name) == pair


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_starters_are_found_by_name_and_pair(folder: Path) -> None:
    for name in ("apparel.en-pt-BR.csv", "care.en-pt-BR.csv", "apparel.en-de.csv", "read-me.txt", "terms.csv"):
        (folder / name).write_text("source,target\n")
    found = starters(folder)
    assert [(s.name, s.source_locale, s.target_locale) for s in found] == [
        ("apparel", "en", "de"),
        ("apparel", "en", "pt-BR"),
        ("care", "en", "pt-BR"),
    ]
    assert find_starter("apparel", "en-US", "pt-BR", found).path == folder / "apparel.en-pt-BR.csv"
    with pytest.raises(UsageProblem, match=r'no starter glossary "shoes" for en -> pt-BR\. There are: apparel, care\.'):
        find_starter("shoes", "en", "pt-BR", found)
    with pytest.raises(
        UsageProblem, match=r'"apparel" for en -> fr, nor any other\. There are some for: en -> de, en -> pt'
    ):
        find_starter("apparel", "en", "fr", found)
    with pytest.raises(UsageProblem, match="some for: no pair"):
        find_starter("apparel", "en", "fr", ())


@pytest.mark.parametrize("starter", starters(), ids=lambda starter: starter.path.name)
def test_a_starter_reads_without_a_problem(starter: object) -> None:
    found = starter
    base = read_term_base([found.name], found.source_locale, found.target_locale)  # type: ignore[attr-defined]  # a Starter
    assert base.terms
    assert {term.domain for term in base.terms} == {found.name}  # type: ignore[attr-defined]  # a Starter


# --- files


def test_later_files_win_and_names_are_kept(folder: Path) -> None:
    (folder / "a.csv").write_text("source,target\nbag,bolsa\nhat,chapéu\nnike,náique\n", encoding="utf-8")
    (folder / "b.tsv").write_text("source\ttarget\nbag\tsacola\n", encoding="utf-8")
    (folder / "brands.txt").write_text("# ours\nNike\n", encoding="utf-8")
    (folder / "more.csv").write_text("source\nPuma\n", encoding="utf-8")
    base = read_term_base(["a.csv", "b.tsv"], "en", "pt-BR", ["brands.txt", "more.csv"])
    assert [(term.source, term.target, term.is_kept) for term in base.terms] == [
        ("bag", "sacola", False),
        ("hat", "chapéu", False),
        ("nike", "náique", False),  # any case; the name itself, in its own case, is kept
        ("Nike", "Nike", True),
        ("Puma", "Puma", True),
    ]
    assert base.terms[0].place == Where("b.tsv", 2)
    assert read_term_base([], "en", "pt-BR") == TermBase()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source,target\nbag,\n", r'a\.csv, row 2, column "target": is empty\.'),
        ("source,target\nbag,bolsa\nbag,saco\n,x\n", r"a\.csv, row 3, .* 1 more: catalog glossary check lists them\."),
        (
            "source,target\nbag,bolsa\nbag,saco\n",
            r'row 3, column "target": "bag" is "saco" here and "bolsa" in row 2\.',
        ),
        ("source,target,exact,case\nNike,Náique,yes,same\n", r'"Nike" is "Náique" here and not translated in brands'),
        (
            "source,target,exact\nNike,Náique,yes\n",
            r'"Nike" is "Náique" here and not translated in brands\.txt, row 1\.',
        ),
    ],
)
def test_the_first_thing_that_is_wrong_ends_the_run(folder: Path, text: str, message: str) -> None:
    (folder / "a.csv").write_text(text, encoding="utf-8")
    (folder / "brands.txt").write_text("Nike\n", encoding="utf-8")
    with pytest.raises(FileProblem, match=message):
        read_term_base(["a.csv"], "en", "pt-BR", ["brands.txt"])


@pytest.mark.parametrize(
    ("name", "pair", "error", "message"),
    [
        ("none.csv", ("en", "pt-BR"), FileProblem, r"none\.csv: does not exist\. Check the name of the file\."),
        ("folder.csv", ("en", "pt-BR"), FileProblem, r"folder\.csv: cannot be read"),
        ("terms.xlsx", ("en", "pt-BR"), UsageProblem, r'terms\.xlsx: the ending "\.xlsx" is not one of a glossary\.'),
        ("./terms", ("en", "pt-BR"), UsageProblem, r"\./terms: the name has no ending\."),
        ("shoes", ("en", "pt-BR"), UsageProblem, r'There is no starter glossary "shoes" for en -> pt-BR'),
        (
            "apparel",
            ("en", None),
            UsageProblem,
            r'"apparel" is for certain locales\. Name the pair with --from and --to',
        ),
        ("terms.tbx", (None, "pt-BR"), UsageProblem, r"terms\.tbx holds certain locales\."),
    ],
)
def test_what_cannot_be_read(
    folder: Path, name: str, pair: tuple[str | None, str | None], error: type[Exception], message: str
) -> None:
    (folder / "folder.csv").mkdir()
    with pytest.raises(error, match=message):
        read_terms(name, *pair)


def test_names_that_are_kept_are_no_tbx(folder: Path) -> None:
    with pytest.raises(UsageProblem, match=r"brands\.tbx is TBX\."):
        read_term_base([], "en", "pt-BR", ["brands.tbx"])
