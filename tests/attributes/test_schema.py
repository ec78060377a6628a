"""The built-in attribute schema is complete and unambiguous; a merchant's own is laid over it; its faults are named."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from catalog_cli.attributes.schema import BUILTIN_LOCALES, Attribute, Kind, Value, builtin, label_in
from catalog_cli.attributes.schema_files import read_schema
from catalog_cli.errors import FileProblem

ATTRIBUTES = list(builtin().attributes.values())
CHOICES = [one for one in ATTRIBUTES if one.kind is Kind.CHOICE and not one.values_of]
HEADER = "id,parent,en,pt-BR,es,de,fr,forms_en,forms_pt,not_in,only,never\n"


def test_it_is_as_large_as_promised() -> None:
    assert len(ATTRIBUTES) >= 60
    assert builtin().value_count >= 1_200


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=lambda one: one.id)
def test_every_attribute_is_named_in_every_locale(attribute: Attribute) -> None:
    assert set(attribute.labels) == set(BUILTIN_LOCALES)
    assert attribute.counts


@pytest.mark.parametrize("attribute", CHOICES, ids=lambda one: one.id)
def test_every_value_is_named_in_every_locale(attribute: Attribute) -> None:
    assert attribute.values, "no list of values"
    for value in attribute.values.values():
        assert set(value.labels) == set(BUILTIN_LOCALES), value.id
        small = [label for label in value.labels.values() if label == label.lower() and label[0].isalpha()]
        assert small == [], value.id  # "iOS" and "eSIM" have their capital later


@pytest.mark.parametrize("attribute", CHOICES, ids=lambda one: one.id)
def test_no_two_values_share_a_label(attribute: Attribute) -> None:
    for locale in BUILTIN_LOCALES:
        seen = Counter(value.labels[locale].casefold() for value in attribute.values.values())
        assert [label for label, times in seen.items() if times > 1] == [], locale


@pytest.mark.parametrize("attribute", CHOICES, ids=lambda one: one.id)
def test_no_two_values_share_a_form(attribute: Attribute) -> None:
    owners: dict[tuple[str, str], list[Value]] = defaultdict(list)
    for value in attribute.values.values():
        for form in value.forms:
            owners[form.text if form.is_exact_case else form.text.casefold(), form.language].append(value)
    shared = {
        form: [value.id for value in values]
        for form, values in owners.items()
        if len(values) > 1 and not all(value.only for value in values)  # told apart by the product's category
    }
    assert shared == {}


def test_product_types_have_a_category_and_a_gender() -> None:
    for value in builtin().attributes["product_type"].values.values():
        assert value.category, value.id
        assert "pt" in value.genders, value.id


@pytest.mark.parametrize(
    ("locale", "label"),
    [
        ("pt-BR", "Vermelho"),
        ("pt-PT", "Vermelho"),  # another region of the language
        ("de-AT", "Rot"),
        ("ja", "Red"),  # none: the English one
    ],
)
def test_labels_by_locale(locale: str, label: str) -> None:
    assert label_in({"en": "Red", "pt-BR": "Vermelho", "de": "Rot"}, locale) == label


def test_a_merchants_values_are_laid_over_ours(tmp_path: Path) -> None:
    table = tmp_path / "color.csv"
    table.write_text(HEADER + "acme-blue,blue,Acme Blue,Azul Acme,,,,acmeblue,,,,\n", encoding="utf-8")
    color = read_schema(table, builtin()).attributes["color"]
    assert list(color.families("acme-blue")) == ["blue"]
    assert color.value_named("ACMEBLUE") is color.values["acme-blue"]
    assert len(color.values) == len(builtin().attributes["color"].values) + 1


def test_a_merchants_attribute(tmp_path: Path) -> None:
    (tmp_path / "values").mkdir()
    (tmp_path / "attributes.toml").write_text('[grip]\nkind = "choice"\nlabels = { en = "Grip" }\n', encoding="utf-8")
    (tmp_path / "values" / "grip.csv").write_text("id,en,forms_en\nsoft,Soft,soft grip|~soft\n", encoding="utf-8")
    read = read_schema(tmp_path, builtin()).attributes["grip"]
    assert [(form.text, form.is_weak) for form in read.values["soft"].forms] == [("soft grip", False), ("soft", True)]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("hue.csv", HEADER + "a,,A,A,A,A,A,,,,,\n", '"hue" is no attribute'),
        ("color.csv", HEADER + "a,nobody,A,A,A,A,A,,,,,\n", 'the parent "nobody" of "a" is not in it'),
        ("color.csv", HEADER + "a,a,A,A,A,A,A,,,,,\n", 'the parent "a" of "a"'),
        ("color.csv", HEADER + "a,,A,A,A,A,A,,,,,\na,,B,B,B,B,B,,,,,\n", 'row 3: "a" stands there twice'),
        ("color.csv", HEADER + ",,A,A,A,A,A,,,,,\n", "row 2: has no id"),
        ("color.csv", HEADER + "a,,,,,,,,,,,\n", "row 2: has no label"),
        ("color.csv", HEADER + "a,,A\n", "row 2: has another number of cells"),
        ("color.csv", HEADER + "a,,A,A,A,A,A,,,,moon,\n", '"moon" is no category'),
    ],
)
def test_faults_are_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem) as raised:
        read_schema(tmp_path / name, builtin())
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[grip\n", "is not TOML"),
        ('[grip]\nkind = "odd"\n', "[grip] has no known kind"),
        ('[grip]\nkind = "choice"\n', "[grip] has no labels"),
        ('[grip]\nkind = "choice"\nsort = 1\n', "[grip] has sort"),
        ('[grip]\nkind = "measure"\nlabels = { en = "Grip" }\n', "needs dimensions"),
        ('[grip]\nkind = "choice"\nlabels = { en = "Grip" }\nvalues = "nothing"\n', '"nothing", whose values'),
    ],
)
def test_faults_of_attributes_are_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "attributes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem) as raised:
        read_schema(tmp_path)
    assert said in str(raised.value)
