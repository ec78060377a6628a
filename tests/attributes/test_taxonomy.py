"""The files of a product taxonomy, as Shopify distributes them, laid over the built-in schema.

The files here have the taxonomy's shapes; names and ids are our own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.gazetteer import Gazetteer
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.rule_tagger import RuleTagger
from catalog_cli.attributes.schema import AttributeSchema, builtin
from catalog_cli.attributes.taxonomy import read_taxonomy
from catalog_cli.errors import FileProblem

# handle, then the name in each language, then the values: the end of the handle and its names
ATTRIBUTES: list[tuple[str, Mapping[str, str], list[tuple[str, Mapping[str, str]]]]] = [
    (
        "color",
        {"en": "Color", "pt-BR": "Cor", "it": "Colore"},
        [
            ("black", {"en": "Black", "pt-BR": "Negro", "it": "Nero"}),
            ("moss-on-stone", {"en": "Moss on stone", "pt-BR": "Musgo sobre pedra", "it": "Muschio su pietra"}),
            ("thunderstorm", {"en": "Thunderstorm", "pt-BR": "Trovoada", "it": "Temporale"}),
            ("fog", {"en": "Fog", "pt-BR": "Névoa", "it": "Nebbia"}),
        ],
    ),
    (
        "loom-type",
        {"en": "Loom type", "pt-BR": "Tipo de tear", "it": "Tipo di telaio"},
        [
            ("rigid-heddle", {"en": "Rigid heddle", "pt-BR": "Pente liço", "it": "Pettine liccio"}),
            ("inkle", {"en": "Inkle", "pt-BR": "Inkle", "it": "Inkle"}),
            ("folding-frame", {"en": "Folding frame (travel)", "pt-BR": "Dobrável (viagem)", "it": "Pieghevole"}),
            ("cotton", {"en": "Cotton", "pt-BR": "Algodão", "it": "Cotone"}),  # a material of ours
            ("easy-to-warp", {"en": "Easy to warp", "pt-BR": "Fácil de urdir", "it": "Facile da ordire"}),
            ("10", {"en": "10", "pt-BR": "10", "it": "10"}),
            ("none", {"en": "None", "pt-BR": "Nenhum", "it": "Nessuno"}),
            ("other", {"en": "Other", "pt-BR": "Outro", "it": "Altro"}),
            ("universal", {"en": "Universal", "pt-BR": "Universal", "it": "Universale"}),
            ("yes", {"en": "Yes", "pt-BR": "Sim", "it": "Sì"}),
            ("basic", {"en": "Basic", "pt-BR": "Básico", "it": "Base"}),
        ],
    ),
    (
        "warp-features",
        {"en": "Warp features", "pt-BR": "Características da urdidura", "it": "Caratteristiche"},
        [("easy-to-warp", {"en": "Easy to warp", "pt-BR": "Fácil de urdir", "it": "Facile da ordire"})],
    ),
    (
        "fabric",
        {"en": "Fabric", "pt-BR": "Tecido", "it": "Tessuto"},
        [
            ("cotton", {"en": "Cotton", "pt-BR": "Algodão", "it": "Cotone"}),
            ("nettle-cloth", {"en": "Nettle cloth", "pt-BR": "Tecido de urtiga", "it": "Tela di ortica"}),
        ],
    ),
    ("capacity", {"en": "Capacity", "pt-BR": "Capacidade", "it": "Capacità"}, [("small", {"en": "Small"})]),
]
ALSO = {"loom-type": [{"name": "Weaving frame kind", "handle": "weaving-frame-kind"}]}


def _content(locale: str) -> dict[str, object]:
    numbers = iter(range(1, 1000))
    listed = [
        {
            "id": f"gid://shopify/TaxonomyAttribute/{next(numbers)}",
            "name": names[locale],
            "handle": handle,
            "description": "What a merchant reads",
            "extended_attributes": ALSO.get(handle, []),
            "values": [
                {
                    "id": f"gid://shopify/TaxonomyValue/{handle}-{end}",
                    "name": labels.get(locale, labels["en"]),
                    "handle": f"{handle}__{end}",
                }
                for end, labels in values
            ],
        }
        for handle, names, values in ATTRIBUTES
    ]
    return {"version": "2026-02", "attributes": listed}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("taxonomy")
    for locale in ("en", "pt-BR", "it"):
        folder = root / "dist" / locale
        folder.mkdir(parents=True)
        (folder / "attributes.json").write_text(json.dumps(_content(locale), ensure_ascii=False), encoding="utf-8")
    (root / "dist" / "en" / "integrations").mkdir()
    (root / "dist" / "README.md").write_text("ours", encoding="utf-8")
    return root / "dist"


def _lines(dist: Path) -> Path:
    """Return a folder with the text files that say the same."""
    lines = dist.parent / "lines"
    for locale in ("en", "pt-BR", "it"):
        folder = lines / locale
        folder.mkdir(parents=True)
        listed = json.loads((dist / locale / "attributes.json").read_text(encoding="utf-8"))["attributes"]
        attributes = [f"{one['id']:<40} : {one['name']}" for one in listed]
        values = [f"{value['id']:<40} : {value['name']} [{one['name']}]" for one in listed for value in one["values"]]
        head = "# Shopify Product Taxonomy\n# Format: {GID} : {Name}\n\n"
        (folder / "attributes.txt").write_text(head + "\n".join(attributes) + "\n", encoding="utf-8")
        (folder / "attribute_values.txt").write_text(head + "\n".join(values) + "\n", encoding="utf-8")
    return lines


@pytest.fixture(scope="module")
def schema(dist: Path) -> AttributeSchema:
    return read_taxonomy(dist, builtin())


@pytest.fixture(scope="module")
def taggers(schema: AttributeSchema) -> Mapping[str, RuleTagger]:
    return {locale: RuleTagger(schema, locale) for locale in ("en", "pt-BR", "it")}


def test_a_value_of_ours_gains_labels_and_keeps_its_own(schema: AttributeSchema) -> None:
    ours = builtin().attributes["color"].values["black"]
    black = schema.attributes["color"].values["black"]
    assert black.labels == {**ours.labels, "it": "Nero"}  # "Negro" is not taken: ours stays
    assert (black.forms, black.gid) == (ours.forms, "gid://shopify/TaxonomyValue/color-black")
    assert schema.attributes["color"].labels["pt-BR"] == builtin().attributes["color"].labels["pt-BR"]
    assert schema.attributes["color"].labels["it"] == "Colore"


def test_what_is_new_is_added_under_its_handle(schema: AttributeSchema) -> None:
    assert set(builtin().attributes) <= set(schema.attributes)
    loom = schema.attributes["loom_type"]
    assert loom.labels == {"en": "Loom type", "pt-BR": "Tipo de tear", "it": "Tipo di telaio"}
    assert loom.gid == "gid://shopify/TaxonomyAttribute/2"
    assert list(loom.values) == ["rigid-heddle", "inkle", "folding-frame", "cotton", "easy-to-warp", "10"]
    assert schema.named["weaving frame kind"] == ("loom_type",)
    assert schema.label("loom_type", "rigid-heddle", "pt-BR") == "Pente liço"
    assert schema.label("loom_type", "rigid-heddle", "de") == "Rigid heddle"  # no such folder: the English one
    assert "moss-on-stone" in schema.attributes["color"].values


def test_an_attribute_of_ours_is_known_by_its_english_name_too(schema: AttributeSchema) -> None:
    assert "fabric" not in schema.attributes  # a header of our material
    assert schema.attributes["material"].values["cotton"].labels["it"] == "Cotone"
    assert schema.attributes["material"].values["nettle-cloth"].labels["en"] == "Nettle cloth"
    assert "nettle-cloth" in schema.attributes["lining_material"].values  # which shares the list
    assert schema.named["tessuto"] == ("material",)
    assert "it" not in schema.attributes["material"].labels  # a fabric is but one material
    assert schema.attributes["material"].gid == ""


def test_a_measure_of_ours_stays_one(schema: AttributeSchema) -> None:
    assert schema.attributes["capacity"].kind is builtin().attributes["capacity"].kind
    assert not schema.attributes["capacity"].values
    assert schema.attributes["capacity"].labels["it"] == "Capacità"


TITLES = [
    ("Rigid heddle loom for beginners", [("loom_type", "rigid-heddle")]),
    ("Moss on stone rug", [("color", "moss-on-stone")]),
    ("Thunderstorm raincoat", [("color", "thunderstorm")]),  # one long word of an attribute that we have
    ("Fog raincoat", []),  # one short word, in no doubt only beside the name
    ("Inkle loom", []),
    ("Loom in cotton", [("material", "cotton")]),  # shared with an attribute of ours: ours alone
    ("Easy to warp", []),  # two attributes of the taxonomy have it
    ("Loom type: easy to warp", [("loom_type", "easy-to-warp")]),
    ("Folding frame loom", [("loom_type", "folding-frame")]),  # what stands in parentheses is not repeated
    ("Universal loom, basic, none other, yes, 10", []),
    ("", []),
    ("織機 🧶", []),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_titles_name_what_leaves_no_doubt(schema: AttributeSchema, title: str, expected: list[tuple[str, str]]) -> None:
    new = {"loom_type", "warp_features", "color", "material"}
    mentions = Gazetteer(schema, "en").mentions(title)
    assert [one[2:4] for one in mentions if one.attribute in new and not one.is_weak] == expected


COLUMNS = [
    ("en", "loom_type", "Inkle", ["inkle"]),
    ("en", "loom_type", "Cotton / Rigid heddle", ["cotton", "rigid-heddle"]),
    ("en", "loom_type", "10", ["10"]),
    ("en", "loom_type", "Other", []),
    ("en", "loom_type", "Universal", []),
    ("en", "color", "Fog", ["fog"]),
    ("pt-BR", "loom_type", "Pente liço", ["rigid-heddle"]),
    ("pt-BR", "color", "preto", ["black"]),  # a form of ours
    ("it", "loom_type", "Pieghevole", ["folding-frame"]),
]


@pytest.mark.parametrize(("locale", "attribute", "text", "expected"), COLUMNS)
def test_columns_mean_any_label(
    taggers: Mapping[str, RuleTagger], locale: str, attribute: str, text: str, expected: list[str]
) -> None:
    cell = read_cell(text)
    column = ProductText(TextKind.NAMED, cell.text, cell, "Column", attributes=(attribute,))
    tags = taggers[locale].tags([column])
    assert sorted(tag.value for tag in tags if tag.attribute == attribute) == expected


def test_portuguese_is_read_as_well(schema: AttributeSchema) -> None:
    portuguese = Gazetteer(schema, "pt-BR")
    assert ("loom_type", "rigid-heddle") in [one[2:4] for one in portuguese.mentions("Tear de pente liço")]
    assert not any(one.attribute == "loom_type" for one in portuguese.mentions("Tear fácil de urdir"))


def test_a_language_folder_is_read_with_those_beside_it(dist: Path, schema: AttributeSchema) -> None:
    assert read_taxonomy(dist / "pt-BR", builtin()).digest == schema.digest


def test_one_file_is_read_alone(dist: Path) -> None:
    one = read_taxonomy(dist / "pt-BR" / "attributes.json", builtin())
    assert one.attributes["loom_type"].labels == {"pt-BR": "Tipo de tear"}
    assert one.attributes["loom_type"].values["inkle"].labels == {"pt-BR": "Inkle"}


def test_an_early_release_is_in_english(dist: Path, tmp_path: Path) -> None:
    early = tmp_path / "early"
    early.mkdir()
    (early / "attributes.json").write_text((dist / "en" / "attributes.json").read_text(encoding="utf-8"))
    assert read_taxonomy(early, builtin()).attributes["loom_type"].labels == {"en": "Loom type"}


def test_text_files_say_the_same(dist: Path, schema: AttributeSchema) -> None:
    lines = read_taxonomy(_lines(dist), builtin())
    loom, same = lines.attributes["loom_type"], schema.attributes["loom_type"]
    # A handle made from a name keeps what stands in parentheses.
    assert {name: one.labels for name, one in loom.values.items() if name != "folding-frame-travel"} == {
        name: one.labels for name, one in same.values.items() if name != "folding-frame"
    }
    assert (loom.labels, loom.gid) == (same.labels, same.gid)
    assert lines.attributes["color"].values["black"] == schema.attributes["color"].values["black"]


FAULTS = [
    ("attributes.json", "{", "is not JSON"),
    ("attributes.json", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "pointer of git LFS"),
    ("attributes.json", '{"values": []}', 'has no list "attributes"'),
    ("attributes.json", "[1]", 'has no list "attributes"'),
    ("attributes.json", '{"attributes": [{"name": "Color"}]}', "attribute 1 is not of the taxonomy's shape"),
    ("attributes.json", '{"attributes": ["Color"]}', "attribute 1 is not of the taxonomy's shape"),
    ("attribute_values.txt", "Black [Color]\n", "row 1: is not"),
    ("attribute_values.txt", "# Values\ngid://shopify/TaxonomyValue/1 : Black\n", "row 2: names no attribute"),
]


@pytest.mark.parametrize(("name", "content", "message"), FAULTS)
def test_faults_are_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(FileProblem) as problem:
        read_taxonomy(tmp_path, builtin())
    assert message in str(problem.value)
    assert name in str(problem.value)


def test_a_folder_of_something_else_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"holds no attributes\.json"):
        read_taxonomy(tmp_path, builtin())
    with pytest.raises(FileProblem, match="does not exist"):
        read_taxonomy(tmp_path / "nowhere", builtin())


def test_many_values_load_fast_and_titles_stay_fast(tmp_path: Path) -> None:
    """10,000 values, half of them words that ten attributes share. Bounds are three times what was measured."""
    for locale in ("en", "pt-BR"):
        listed = [
            {
                "id": f"gid://shopify/TaxonomyAttribute/{number}",
                "name": f"Gadget {number} trait",
                "handle": f"gadget-{number}-trait",
                "extended_attributes": [],
                "values": [
                    {
                        "id": f"gid://shopify/TaxonomyValue/{number}-{end}",
                        "name": f"Plastic {end}x" if end % 2 else f"Finely milled {number}x{end}",
                        "handle": f"gadget-{number}-trait__v{end}",
                    }
                    for end in range(10)
                ],
            }
            for number in range(1000)
        ]
        folder = tmp_path / locale
        folder.mkdir()
        (folder / "attributes.json").write_text(json.dumps({"attributes": listed}), encoding="utf-8")
    schema = builtin()
    before = time.process_time()
    laid = read_taxonomy(tmp_path, schema)
    assert time.process_time() - before < 2.0
    assert laid.value_count == schema.value_count + 10_000
    gazetteer = Gazetteer(laid, "en")
    title = "Black plastic 3x phone case with finely milled 7x4 ring and plastic 5x cover, navy, 10 cm"
    before = time.process_time()
    for _ in range(500):
        gazetteer.mentions(title)
    assert (time.process_time() - before) / 500 < 100e-6
