"""What each layout may change: rows of other languages, reserved values, keys and handles, seen by the command too."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli.engine import Translator
from catalog_cli.errors import UsageProblem
from catalog_cli.file_run import Source, localize_file
from catalog_cli.job import HandlePolicy, Job, Layout, Reading
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.verification.comparison import open_comparison
from catalog_cli.verification.differences import Difference, Kind

CATALOGS = Path(__file__).parent / "feeds" / "catalogs"
JOB = Job("pt-BR", model="echo", memory=None)

MAGENTO = """\
sku,store_view_code,name,description,price,url_key
A,,Red bag,Soft.,9.90,red-bag
A,de,Rote Tasche,Weich.,,
A,pt_br,Bolsa,,,
B,,Mug,,4.50,mug
"""
MAGENTO_ROWS = """\
sku,store_view_code,name,description,price,url_key
A,,Red bag,Soft.,9.90,red-bag
A,de,Rote Tasche,Weich.,,
A,pt_br,Bolsa,Sóft.,,
B,,Mug,,4.50,mug
B,pt_br,Múg,,,
"""
SHOPIFY = """\
Type,Identification,Field,Locale,Market,Status,Default content,Translated content
PRODUCT,'1,title,pt-BR,,,Wool Beanie,
PRODUCT,'1,title,de,,,Wool Beanie,
PRODUCT,'1,handle,pt-BR,,,wool-beanie,
PRODUCT,'1,product_type,pt-BR,,,{{ shop.name }},
PRODUCT,'2,title,pt-BR,,outdated,Ankle Boots,Botas velhas
"""
SHOPIFY_DONE = SHOPIFY.replace("pt-BR,,,Wool Beanie,", "pt-BR,,,Wool Beanie,Wóól béáñíé").replace(
    "Botas velhas", "Botas de cano curto"
)
META = """\
id,override,title,brand
7,pt_XX,Rain Jacket,Acme
7,de_DE,Regenjacke,Acme
8,pt_BR,Camp Mug,Acme
"""
META_DONE = META.replace("Rain Jacket", "Ráíñ jáçkét").replace("Camp Mug", "Çámp múg")
AKENEO = """\
sku;family;name-en_US;name-pt_BR;description-en_US;weight
L-1;lamps;Desk lamp;;Bends.;1.20
L-2;lamps;Floor lamp;Luminária;;2.00
L-3;lamps;;;Stands.;2.00
L-4;lamps;Rug;Tapete;Soft.;3.00
"""
AKENEO_ALONE = """\
sku;name-pt_BR;description-pt_BR
L-1;Luminária de mesa;Béñds.
L-3;;Stáñds.
L-4;Tapete;Sóft.
"""
AKENEO_COLUMNS = """\
sku;family;name-en_US;name-pt_BR;description-en_US;weight;description-pt_BR
L-1;lamps;Desk lamp;Luminária de mesa;Bends.;1.20;Béñds.
L-2;lamps;Floor lamp;Luminária;;2.00;
L-3;lamps;;;Stands.;2.00;Stáñds.
L-4;lamps;Rug;Tapete;Soft.;3.00;Sóft.
"""
GOOGLE = """\
id\ttitle\tdescription\tlink\timage_link\tavailability\tprice
1\tRed bag\tSoft.\thttps://x.example/1\t\tin_stock\t9.90 USD
2\tMug\t\thttps://x.example/2\t\tin_stock\t4.50 USD
"""
GOOGLE_ALONE = """\
id\ttitle\tdescription
1\tRéd bág\tSóft.
2\tMúg\t
"""
VARIANTS = """\
Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant Price
old-mug,Mug,Big.,Title,Default Title,9.90
bag,Bag,,Size,Small,8.00
bag,,,,Large,8.00
"""
VARIANTS_DONE = VARIANTS.replace("Mug,Big.", "Múg,Bíg.").replace("bag,Bag", "bag,Bág").replace(
    "Size,Small", "Tamanho,Smáll"
).replace("Large", "Lárgé")  # fmt: skip

Found = tuple[str, int | None, str | None]
# (source, output, what is changed in the output, into what, the violations)
CHANGES: list[tuple[str, str, str, str, list[Found]]] = [
    (MAGENTO, MAGENTO_ROWS, "", "", []),
    # The default texts stay where a row of the view holds the new ones, and so does every other view.
    (MAGENTO, MAGENTO_ROWS, "B,,Mug", "B,,Múg", [("changed", 5, "name")]),
    (MAGENTO, MAGENTO_ROWS, "A,,Red bag", "A,,Réd bág", [("changed", 2, "name")]),
    (MAGENTO, MAGENTO_ROWS, "Rote Tasche", "Roté Tásché", [("changed", 3, "name")]),
    (MAGENTO, MAGENTO_ROWS, "A,de,Rote Tasche,Weich.,,\n", "", [("lost-row", 3, None)]),
    (MAGENTO, MAGENTO_ROWS, "B,pt_br,Múg,,,", "B,pt_br,Múg,,4.50,", [("changed", 6, "price")]),
    (MAGENTO, MAGENTO_ROWS, "B,pt_br,Múg,,,", "B,pt_br,Múg,Nova,,", [("changed", 6, "description")]),
    (MAGENTO, MAGENTO_ROWS, "B,pt_br,Múg,,,", "C,pt_br,Múg,,,", [("changed", 6, "sku")]),
    (MAGENTO, MAGENTO_ROWS, "B,pt_br,Múg,,,", "B,pt_br,Múg,,,\nB,pt_br,Múg,,,", [("added-row", 7, None)]),
    (MAGENTO, MAGENTO_ROWS, "B,pt_br,Múg,,,", '"B",pt_br,Múg,,,', [("bytes", 6, None)]),
    (MAGENTO, MAGENTO_ROWS, "4.50", "4.5", [("changed", 5, "price")]),
    # Without a new row of its view it is a file with the default texts replaced.
    (MAGENTO, MAGENTO, "B,,Mug", "B,,Múg", []),
    (SHOPIFY, SHOPIFY_DONE, "", "", []),
    (SHOPIFY, SHOPIFY_DONE, "de,,,Wool Beanie,", "de,,,Wool Beanie,Mütze", [("changed", 3, "Translated content")]),
    (SHOPIFY, SHOPIFY_DONE, "wool-beanie,", "wool-beanie,gorro", [("changed", 4, "Translated content")]),
    (SHOPIFY, SHOPIFY_DONE, "{{ shop.name }},", "{{ shop.name }},Loja", [("changed", 5, "Translated content")]),
    (SHOPIFY, SHOPIFY_DONE, "Wool Beanie,Wóól", "Wool beanie,Wóól", [("changed", 2, "Default content")]),
    (SHOPIFY, SHOPIFY_DONE, "outdated", "translated", [("changed", 6, "Status")]),
    (META, META_DONE, "", "", []),
    (META, META_DONE, "Regenjacke", "Regenjáçke", [("changed", 3, "title")]),
    (META, META_DONE, "8,pt_BR", "8,pt_XX", [("changed", 4, "override")]),
    (AKENEO, AKENEO_ALONE, "", "", []),
    (AKENEO, AKENEO_ALONE, "L-3;", "L-9;", [("changed", 4, "sku")]),
    (AKENEO, AKENEO_ALONE, "L-3;;", "L-3;Lámpada;", [("changed", 4, "name-pt_BR")]),
    # An empty cell would take a text away that the shop has.
    (AKENEO, AKENEO_ALONE, "Tapete", "", [("changed", 5, "name-pt_BR")]),
    (AKENEO, AKENEO_ALONE, "L-3;;Stáñds.\n", "", [("lost-row", 4, None)]),
    (AKENEO, AKENEO_ALONE, "L-4;Tapete;Sóft.\n", "", [("lost-row", 5, None)]),
    (AKENEO, AKENEO_ALONE, "L-3;;", "L-2;Luminária;Nova\nL-3;;", [("changed", 3, "description-pt_BR")]),
    (AKENEO, AKENEO_ALONE, "L-3;;", "L-1;X;Y\nL-3;;", [("added-row", 3, None)]),
    (AKENEO, AKENEO_ALONE, "L-3;;", '"L-3";;', [("bytes", 3, None)]),
    (AKENEO, AKENEO_ALONE, "sku;name-pt_BR", "sku;name-pt_PT", [("columns", None, None)]),
    (AKENEO, AKENEO_COLUMNS, "", "", []),
    (AKENEO, AKENEO_COLUMNS, "1.20", "1.2", [("changed", 2, "weight")]),
    (AKENEO, AKENEO_COLUMNS, "Floor lamp", "Flóór lámp", [("changed", 3, "name-en_US")]),
    (AKENEO, AKENEO_COLUMNS, "2.00;\n", "2.00;Nova\n", [("changed", 3, "description-pt_BR")]),
    (GOOGLE, GOOGLE_ALONE, "", "", []),
    (GOOGLE, GOOGLE_ALONE, "2\tMúg\t", "2\tMúg\tNova", [("changed", 3, "description")]),
    (GOOGLE, GOOGLE_ALONE, "2\tMúg\t\n", "", [("lost-row", 3, None)]),
    (GOOGLE, GOOGLE_ALONE, "description", "link", [("columns", None, None)]),
    (VARIANTS, VARIANTS_DONE, "", "", []),
    (VARIANTS, VARIANTS_DONE, "Default Title", "Título padrão", [("changed", 2, "Option1 Value")]),
    # Beside it the name of the option is the platform's own too.
    (VARIANTS, VARIANTS_DONE, "Title,Default", "Título,Default", [("changed", 2, "Option1 Name")]),
    (VARIANTS, VARIANTS_DONE, "bag,,,,", "bag,,Nova,,", [("changed", 4, "Body (HTML)")]),
    (VARIANTS, VARIANTS_DONE, "old-mug,Múg", "caneca,Múg", [("changed", 2, "Handle")]),
]  # fmt: skip


def differences(source: Path, output: Path, target: str | None = "pt-BR", job: Job = JOB) -> list[Difference]:
    return list(open_comparison((source, source.name), (output, output.name), job, target_locale=target).differences())


def violations(found: list[Difference]) -> list[Found]:
    return [(str(each.kind), each.where.row, each.where.column) for each in found if each.is_violation]


@pytest.mark.parametrize(("source", "output", "old", "new", "expected"), CHANGES)
def test_a_planted_change_is_found(
    tmp_path: Path, source: str, output: str, old: str, new: str, expected: list[Found]
) -> None:
    before, after = tmp_path / "source.csv", tmp_path / "output.csv"
    before.write_text(source, encoding="utf-8", newline="")
    assert old in output
    after.write_text(output.replace(old, new, 1), encoding="utf-8", newline="")
    assert violations(differences(before, after)) == expected


OUTPUTS = [
    # (source, output, layout): what a run writes is what the changes above are planted in
    (MAGENTO, MAGENTO_ROWS, Layout.ROWS),
    (SHOPIFY, SHOPIFY_DONE, None),
    (META, META_DONE, None),
    (AKENEO, AKENEO_ALONE, None),
    (AKENEO, AKENEO_COLUMNS, Layout.COLUMNS),
    (GOOGLE, GOOGLE_ALONE, Layout.TRANSLATIONS),
    (VARIANTS, VARIANTS_DONE, None),
]


@pytest.mark.parametrize(("source", "output", "layout"), OUTPUTS)
def test_what_a_run_writes(tmp_path: Path, echo: Translator, source: str, output: str, layout: Layout | None) -> None:
    before = tmp_path / "source.csv"
    before.write_text(source, encoding="utf-8", newline="")
    job = replace(JOB, source_locale="en-US" if source is AKENEO else "en", layout=layout)
    after = localized(before, tmp_path / "output.csv", echo, job)
    assert after.read_text(encoding="utf-8") == output
    # Which locale, view and layout it is shows in the output.
    opened = open_comparison((before, "a"), (after, "b"), replace(job, layout=None), target_locale=None)
    assert {each.kind for each in opened.differences()} == {Kind.TRANSLATED}
    assert layout is None or opened.job.layout is layout


def localized(source: Path, output: Path, echo: Translator, job: Job) -> Path:
    with TranslationMemory.in_temporary_file() as memory:
        localize_file(Source(source, source.name), output, job, engine=echo, memory=memory)
    return output


VIEWS = [
    # (--store-view of the run, of the check): what is not given shows in the output
    ("brasil", None),
    ("brasil", "brasil"),
    (None, None),
]


@pytest.mark.parametrize(("written", "given"), VIEWS)
def test_the_view_of_new_rows(tmp_path: Path, echo: Translator, written: str | None, given: str | None) -> None:
    source = CATALOGS / "magento.csv"
    output = localized(source, tmp_path / "o.csv", echo, replace(JOB, reading=Reading(store_view=written)))
    for target in ("pt-BR", None):
        found = differences(source, output, target, replace(JOB, reading=Reading(store_view=given)))
        assert {each.kind for each in found} == {Kind.TRANSLATED}
    found = differences(source, output, "pt-BR", replace(JOB, reading=Reading(store_view="other")))
    assert {each.kind for each in found if each.is_violation} != set()


HANDLES = [Layout.REPLACE, Layout.COLUMNS]


@pytest.mark.parametrize("layout", HANDLES)
def test_handles_differ_only_if_the_run_made_them_anew(tmp_path: Path, echo: Translator, layout: Layout) -> None:
    source = tmp_path / "shop.csv"
    source.write_text(VARIANTS, encoding="utf-8")
    anew = replace(JOB, handles=HandlePolicy.TRANSLATE)
    output = localized(source, tmp_path / "out.csv", echo, replace(anew, layout=layout))
    found = differences(source, output, job=anew)
    assert {each.kind for each in found} == {Kind.TRANSLATED}
    name = "Handle:pt-BR" if layout is Layout.COLUMNS else "Handle"
    assert (name, 2) in {(each.where.column, each.where.row) for each in found}
    assert violations(differences(source, output)) != []
    if layout is Layout.REPLACE:
        # Rows of one product with two handles would be two products.
        text = output.read_text(encoding="utf-8")
        assert "\nbag,,,," in text
        output.write_text(text.replace("\nbag,,,,", "\nbolsa,,,,"), encoding="utf-8")
        assert violations(differences(source, output, job=anew)) == [("changed", 4, "Handle")]


def test_a_file_for_the_first_products_alone(tmp_path: Path, echo: Translator) -> None:
    source = tmp_path / "akeneo.csv"
    source.write_text(AKENEO, encoding="utf-8")
    job = replace(JOB, source_locale="en-US")
    output = localized(source, tmp_path / "out.csv", echo, replace(job, limit=1))
    assert violations(differences(source, output, job=job)) == [("lost-row", 4, None), ("lost-row", 5, None)]
    assert violations(differences(source, output, job=replace(job, limit=1))) == []
    # Beyond the limit nothing may be there.
    output.write_text(AKENEO_ALONE, encoding="utf-8")
    assert violations(differences(source, output, job=replace(job, limit=1))) == [
        ("added-row", 3, None),
        ("added-row", 4, None),
    ]


def test_beyond_the_limit_nothing_may_differ(tmp_path: Path) -> None:
    source, output = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("sku,title\n1,Bag\n2,Mug\n")
    output.write_text("sku,title\n1,Bág\n2,Múg\n", encoding="utf-8")
    assert violations(differences(source, output, job=replace(JOB, limit=1))) == [("changed", 3, "title")]


def test_layouts_that_fit_the_same_columns(tmp_path: Path) -> None:
    """A source of keys and texts alone looks as its file of translations does; --layout tells them apart."""
    source, output = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("sku;name-en_US;name-pt_BR\n1;Bag;\n2;Mug;\n3;Cap;Boné\n", encoding="utf-8")
    output.write_text("sku;name-pt_BR\n1;Bolsa\n2;Caneca\n", encoding="utf-8")
    job = replace(JOB, source_locale="en-US", reading=Reading(feed="akeneo"))
    assert violations(differences(source, output, job=job)) == []
    google = tmp_path / "g.tsv"
    google.write_text("id\ttitle\n1\tBag\n2\t\n")
    output = tmp_path / "o.tsv"
    output.write_text("id\ttitle\n1\tBág\n", encoding="utf-8")
    job = replace(JOB, reading=Reading(feed="google_merchant"))
    assert violations(differences(google, output, job=job)) == [("lost-row", 3, None)]
    assert violations(differences(google, output, job=replace(job, layout=Layout.TRANSLATIONS))) == []


def test_rows_in_two_languages_need_a_locale(tmp_path: Path) -> None:
    source, output = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text(SHOPIFY, encoding="utf-8")
    output.write_text(SHOPIFY_DONE.replace("de,,,Wool Beanie,", "de,,,Wool Beanie,Mütze"), encoding="utf-8")
    with pytest.raises(UsageProblem, match="de, pt-BR"):
        differences(source, output, None)


SCATTERED = """\
Handle,Title,Option1 Name,Option1 Value,Variant Price
mug,Mug,Size,Small,9.90
bag,Bag,Size,Small,8.00
mug,,,Large,10.90
cap,Cap,Colour,Red,3.00
bag,,,Large,8.50
mug,,,Huge,11.90
"""


def test_products_whose_rows_stand_apart(tmp_path: Path, echo: Translator) -> None:
    source = tmp_path / "shop.csv"
    source.write_text(SCATTERED)
    catalog = catalogs.read_catalog(source, JOB)
    assert [len(product.records) for product in catalog.products()] == [3, 2, 1]
    for layout in HANDLES:
        output = localized(source, tmp_path / f"{layout}.csv", echo, replace(JOB, layout=layout))
        assert {each.kind for each in differences(source, output)} == {Kind.TRANSLATED}
        text = output.read_text(encoding="utf-8")
        for old, new, expected in [
            ("10.90", "10.9", [("changed", 4, "Variant Price")]),
            ("mug,,,Huge", "bag,,,Huge", [("changed", 7, "Handle")]),
            ("mug,,,Huge", "mug,Nova,,Huge", [("changed", 7, "Title")]),
        ]:
            changed = text.replace(old, new, 1)
            if layout is Layout.REPLACE:
                changed = changed.replace(old.replace("Huge", "Húgé"), new.replace("Huge", "Húgé"), 1)
            assert changed != text
            output.write_text(changed, encoding="utf-8")
            assert violations(differences(source, output)) == expected


ROWLESS = [
    # (the file, what is said): new rows that cannot stand there, or would not say what they are
    ("magento.jsonl", json.dumps(next(csv.DictReader(io.StringIO(MAGENTO)))), "cannot be written into jsonl"),
    ("magento.csv", MAGENTO.replace("store_view_code", "attribute_set_code"), 'no column "store_view_code"'),
]


@pytest.mark.parametrize(("name", "text", "said"), ROWLESS)
def test_new_rows_that_would_be_lost_or_taken_for_others_are_refused(
    tmp_path: Path, echo: Translator, name: str, text: str, said: str
) -> None:
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    job = replace(JOB, reading=Reading(feed="magento"))
    with pytest.raises(UsageProblem, match=said):
        localized(source, tmp_path / f"out-{name}", echo, job)
    output = localized(source, tmp_path / f"out-{name}", echo, replace(job, layout=Layout.REPLACE))
    assert {each.kind for each in differences(source, output, job=job)} == {Kind.TRANSLATED}


COMMANDS: list[tuple[str, str, tuple[str, ...], str]] = [
    # (source, output, options, what the command says)
    (AKENEO, AKENEO_ALONE.replace("L-3;", "L-9;"), (), 'VIOLATION source.csv:4 (sku): "L-3" -> "L-9"'),
    (MAGENTO, MAGENTO_ROWS.replace("Rote", "Roté"), (), "VIOLATION source.csv:3 (name): "),
    (SHOPIFY, SHOPIFY_DONE.replace("outdated", "x"), ("--layout", "translations"), "VIOLATION source.csv:6 (Status): "),
    (VARIANTS, VARIANTS_DONE.replace("old-mug,Múg", "m,Múg"), (), "VIOLATION source.csv:2 (Handle): "),
    (VARIANTS, VARIANTS_DONE.replace("9.90", "9.9"), ("--handles", "translate"), "VIOLATION source.csv:2 (Variant"),
]


@pytest.mark.parametrize(("source", "output", "given", "said"), COMMANDS)
def test_the_command_names_the_place(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    source: str,
    output: str,
    given: tuple[str, ...],
    said: str,
) -> None:
    run = command(tmp_path, monkeypatch, capfd)
    (tmp_path / "source.csv").write_text(source, encoding="utf-8")
    (tmp_path / "output.csv").write_text(output, encoding="utf-8")
    code, out, err = run("verify", "source.csv", "output.csv", "--to", "pt-BR", *given)
    assert (code, said in out) == (1, True), (out, err)
    assert "1 place that must not differ" in err


def test_the_command_says_what_was_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run = command(tmp_path, monkeypatch, capfd)
    (tmp_path / "a.csv").write_text(AKENEO, encoding="utf-8")
    (tmp_path / "b.csv").write_text(AKENEO_ALONE, encoding="utf-8")
    code, _, err = run("verify", "a.csv", "b.csv")
    assert (code, "4 translated cells, each in a row with the source's keys, and nothing else." in err) == (0, True)
    (tmp_path / "c.csv").write_text(VARIANTS, encoding="utf-8")
    (tmp_path / "d.csv").write_text(VARIANTS_DONE.replace("old-mug,Múg", "caneca,Múg"), encoding="utf-8")
    code, out, err = run("verify", "c.csv", "d.csv", "--handles", "translate")
    assert (code, 'c.csv:2 (Handle): "old-mug" -> "caneca"' in out) == (0, True), (out, err)


def command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Return the command line, run in a folder: its exit code, standard output and standard error."""
    from catalog_cli import cli

    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = cli.run(arguments)
        out, err = capfd.readouterr()
        return code, out, err

    return run
