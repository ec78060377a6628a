"""WooCommerce's product CSV: what its columns are, in every language, and what is written back."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest

from catalog_cli.feeds import detect, feed_table, schema
from catalog_cli.feeds.locale_rows import view_rows
from catalog_cli.feeds.woocommerce_headers import HEADERS, anchors, by_position, spelled
from catalog_cli.job import Layout
from catalog_cli.product import Field, Notation, Record, Role
from tests.feeds.golden import CATALOGS, breaches, cells, opened, roles, unchanged, written

NAME = "woocommerce.csv"


def test_the_file_is_recognised() -> None:
    catalog = opened(NAME)
    assert catalog.schema.feed == "woocommerce"
    assert detect(catalog.table.columns)[0].score == 1.0


ROLES = {
    "identifier": "ID|SKU|Parent|Grouped products|Upsells|Cross-sells|Brands|Download 1 ID",
    "title": "Name|Meta: _yoast_wpseo_title|Meta: rank_math_title",
    "html": "Short description|Description|Purchase note",
    "text": "Button text|Download 1 name|Meta: _yoast_wpseo_metadesc",
    "list": "Categories|Tags",
    "option": "Attribute 1 name|Attribute 1 value(s)|Attribute 1 default|Attribute 2 name|Attribute 2 value(s)"
    "|Attribute 2 default",
    "price": "Sale price|Regular price",
    "measure": "Weight (kg)|Length (cm)|Width (cm)|Height (cm)",
    "date": "Date sale price starts|Date sale price ends",
    "url": "Images|External URL|Download 1 URL",
    "enum": "Type|Published|Is featured?|Visibility in catalog|Tax status|Tax class|In stock?|Stock|Low stock amount"
    "|Backorders allowed?|Sold individually?|Allow customer reviews?|Shipping class|Download limit"
    "|Download expiry days|Position|Attribute 1 visible|Attribute 1 global|Attribute 2 visible|Attribute 2 global",
}
# A header with commas is nobody's: it may be a row split at the wrong delimiter. Its cells stay, as they must.
UNREAD = {"GTIN, UPC, EAN, or ISBN", "Meta: _wp_page_template"}


def test_the_role_of_every_column() -> None:
    expected: dict[str, str | None] = {header: role for role, names in ROLES.items() for header in names.split("|")}
    assert roles(NAME) == expected | dict.fromkeys(UNREAD)


NOTATIONS = [
    ("Name", Notation.GUARDED),
    ("Description", Notation.LITERAL_BREAKS),
    ("Short description", Notation.LITERAL_BREAKS),
    ("Purchase note", Notation.GUARDED),  # the exporter leaves its line breaks as they are
    ("Categories", Notation.ESCAPED_COMMAS),
    ("Attribute 1 value(s)", Notation.ESCAPED_COMMAS),
    ("Attribute 1 default", Notation.GUARDED),  # one value, its commas without a backslash
    ("SKU", Notation.PLAIN),
]


@pytest.mark.parametrize(("header", "notation"), NOTATIONS)
def test_notations(header: str, notation: Notation) -> None:
    assert {column.name: column for column in opened(NAME).schema.columns}[header].notation is notation


def test_brands_are_names_in_texts() -> None:
    assert [column.name for column in opened(NAME).schema.columns if column.is_brand] == ["Brands"]


def test_rows_are_grouped_by_their_parents() -> None:
    found = {product.key: [record.number for record in product.records] for product in opened(NAME).products()}
    assert found == {
        "101": [1, 2, 3, 4],  # the parent by its SKU and by "id:101"
        "110": [5],
        "111": [6],
        "112": [7],
        "113": [8],
        "114": [9],
        "115": [10],
        "116": [11],
        "117": [12, 14],  # another product stands between
        "119": [13],
    }


def test_variants_have_their_skus() -> None:
    mug = next(product for product in opened(NAME).products() if product.key == "101")
    keys = [variant.key for variant in mug.variants]
    # The parent's row has a SKU of its own; the last variation has none.
    assert keys == ["FK-MUG", "FK-MUG-BL-S", "FK-MUG-GR-L", r"Red\, dark / Large"]


def test_the_file_keeps_the_import_rules() -> None:
    assert breaches(NAME) == []


def test_nothing_translated_is_nothing_changed() -> None:
    assert unchanged(NAME)


def test_the_golden_file() -> None:
    assert written(NAME) == (CATALOGS / "woocommerce.expected.csv").read_bytes()


def test_other_columns_keep_their_bytes() -> None:
    source, target = cells((CATALOGS / NAME).read_bytes()), cells(written(NAME))
    translated = {column.index for column in opened(NAME).schema.translated}
    for before, after in zip(source, target, strict=True):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            assert index in translated or old == new
            assert not old or new, "a cell that was filled is filled"
    assert source[0] == target[0]


def test_variations_keep_values_of_their_parent() -> None:
    _, *rows = cells(written(NAME))
    header = cells(written(NAME))[0]
    name, value, parent = (header.index(each) for each in ("SKU", "Attribute 1 value(s)", "Parent"))
    offered = {row[name]: row[value] for row in rows if not row[parent]} | {"id:101": rows[0][value]}
    for row in rows:
        assert not row[parent] or row[value] in offered[row[parent]]


def test_columns_layout_leaves_every_cell() -> None:
    source, target = cells((CATALOGS / NAME).read_bytes()), cells(written(NAME, Layout.COLUMNS))
    added = {header for header in target[0] if header.endswith(":pt-BR")}
    assert len(added) == len(opened(NAME).schema.translated)
    assert Counter(target[0]) - Counter(dict.fromkeys(added, 1)) == Counter(source[0])


# Whole headers, as exports in these languages have them.
LANGUAGES = {
    "de": 'ID,Typ,Artikelnummer,"GTIN, UPC, EAN oder ISBN",Name,Veröffentlicht,"Ist hervorgehoben?",'
    '"Sichtbarkeit im Katalog",Kurzbeschreibung,Beschreibung,"Datum, an dem Angebotspreis beginnt",'
    '"Datum, an dem Angebotspreis endet",Steuerstatus,Steuerklasse,Vorrätig?,Lager,"Geringe Lagermenge",'
    '"Lieferrückstände erlaubt?","Nur einzeln verkaufen?","Gewicht (kg)","Länge (cm)","Breite (cm)","Höhe (cm)",'
    '"Kundenrezensionen erlauben?","Hinweis zum Kauf",Angebotspreis,"Regulärer Preis",Kategorien,Schlagwörter,'
    'Versandklasse,Bilder,Downloadlimit,"Ablauftage des Downloads","Übergeordnetes Produkt","Gruppierte Produkte",'
    'Zusatzverkäufe,"Cross-Sells (Querverkäufe)","Externe URL",Button-Text,Position,Marken,"Attribut 1 Name",'
    '"Attribut 1 Wert(e)","Attribut 1 Sichtbar","Attribut 1 Global","Attribut 1 Standard"',
    "fr": 'ID,Type,UGS,"GTIN, UPC, EAN ou ISBN",Nom,Publié,"Mis en avant ?","Visibilité dans le catalogue",'
    '"Description courte",Description,"Date de début de promo","Date de fin de promo","État de la TVA",'
    '"Classe de TVA","En stock ?",Stock,"Montant de stock faible",'
    '"Autoriser les commandes de produits en rupture ?","Vendre individuellement ?","Poids (kg)","Longueur (cm)",'
    '"Largeur (cm)","Hauteur (cm)","Autoriser les avis clients ?","Note de commande","Tarif promo","Tarif régulier",'
    'Catégories,Étiquettes,"Classe d’expédition",Images,"Limite de téléchargement",'
    '"Jours d’expiration du téléchargement",Parent,"Groupes de produits","Produits suggérés","Ventes croisées",'
    '"URL externe","Libellé du bouton",Position,Marques,"Nom de l’attribut 1","Valeur(s) de l’attribut 1 ",'
    '"Attribut 1 visible","Attribut 1 global","Attribut 1 par défaut"',
    "es": 'ID,Tipo,SKU,"GTIN, UPC, EAN o ISBN",Nombre,Publicado,"¿Está destacado?","Visibilidad en el catálogo",'
    '"Descripción corta",Descripción,"Día en que empieza el precio rebajado",'
    '"Día en que termina el precio rebajado","Estado del impuesto","Clase de impuesto",¿Existencias?,Inventario,'
    '"Cantidad de bajo inventario","¿Permitir reservas de productos agotados?","¿Vendido individualmente?",'
    '"Peso (kg)","Longitud (cm)","Anchura (cm)","Altura (cm)","¿Permitir valoraciones de clientes?",'
    '"Nota de compra","Precio rebajado","Precio normal",Categorías,Etiquetas,"Clase de envío",Imágenes,'
    '"Límite de descargas","Días de caducidad de la descarga",Superior,"Productos agrupados","Ventas dirigidas",'
    '"Ventas cruzadas","URL externa","Texto del botón",Posición,Marcas,"Nombre del atributo 1",'
    '"Valor(es) del atributo 1","Atributo visible 1","Atributo global 1","Atributo 1 por defecto"',
    "pt": 'ID,Tipo,SKU,"GTIN, UPC, EAN, ou ISBN",Nome,Publicado,"Em destaque?","Visibilidade no catálogo",'
    '"Descrição curta",Descrição,"Data de preço promocional começa em","Data de preço promocional termina em",'
    '"Status do imposto","Classe de imposto","Em estoque?",Estoque,"Quantidade baixa de estoque",'
    '"São permitidas encomendas?","Vendido individualmente?","Peso (kg)","Comprimento (cm)","Largura (cm)",'
    '"Altura (cm)","Permitir avaliações de clientes?","Nota de compra","Preço promocional",Preço,Categorias,Tags,'
    '"Classe de entrega",Imagens,"Limite de downloads","Dias para expirar o download",Ascendente,'
    '"Grupo de produtos",Upsells,"Venda cruzada","URL externa","Texto do botão",Posição,Marcas,"Nome do atributo 1",'
    '"Valores do atributo 1","Visibilidade do atributo 1","Atributo global 1","Atributo padrão 1"',
    "it": 'ID,Tipo,SKU,"GTIN, UPC, EAN, o ISBN",Nome,Pubblicato,"In primo piano?","Visibilità nel catalogo",'
    '"Breve descrizione",Descrizione,"Data di partenza del prezzo in saldo","Data in cui termina l\'offerta",'
    '"Stato delle imposte","Aliquota di imposta","In stock?",Magazzino,"Quantità in magazzino bassa",'
    '"Abilita gli ordini arretrati?","Venduto singolarmente?","Peso (kg)","Lunghezza (cm)","Larghezza (cm)",'
    '"Altezza (cm)","Permetti le recensioni clienti?","Nota di acquisto","Prezzo in offerta","Prezzo di listino",'
    'Categorie,Tag,"Classe di spedizione",Immagine,"Limite di download","Scarica i giorni di scadenza",Genitore,'
    '"Prodotti raggruppati",Up-sell,Cross-sell,"URL esterno","Testo del pulsante",Posizione,Marchi,'
    '"Attributo 1 nome","Attributo 1 valuta(e)","Attributo 1 visibile","Attributo 1 globale",',
    "nl": 'ID,Type,Artikelnummer,"GTIN, UPC, EAN of ISBN",Naam,Gepubliceerd,Uitgelicht?,"Zichtbaarheid in catalogus",'
    '"Korte beschrijving",Beschrijving,"Startdatum actieprijs","Einddatum actieprijs","Btw status",Belastingklasse,'
    '"Op voorraad?",Voorraad,"Lage voorraad","Nabestellingen toestaan?","Wordt individueel verkocht?",'
    '"Gewicht (kg)","Lengte (cm)","Breedte (cm)","Hoogte (cm)","Klantbeoordelingen toestaan?",Aankoopnotitie,'
    'Actieprijs,"Reguliere prijs",Categorieën,Tags,Verzendklasse,Afbeeldingen,Downloadlimiet,'
    '"Dagen vervaltijd download",Hoofd,"Gegroepeerde producten",Upsells,Cross-sells,"Externe URL","Knop tekst",'
    'Positie,Merken,"Naam eigenschap 1","Waarde eigenschap 1","Zichtbare eigenschap 1","Globale eigenschap 1",'
    '"Standaardeigenschap 1"',
}
ENGLISH = [name for name in HEADERS if name != "Cost of goods" and not name.startswith("Download 1")]


def read_roles(columns: list[str], source_locale: str = "en") -> list[Role | None]:
    found = schema(
        columns, feed=None, source_locale=source_locale, target_locale="pl", roles={}, keep=(), has_header=True
    )
    assert found.feed == "woocommerce"
    return [column.role for column in found.columns]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_headers_in_other_languages(language: str) -> None:
    columns = next(csv.reader(io.StringIO(LANGUAGES[language])))
    expected = read_roles(ENGLISH)
    for header, english, role, wanted in zip(columns, ENGLISH, read_roles(columns, language), expected, strict=True):
        if "," not in header and header:
            assert role is wanted, (header, english)


def test_no_name_is_that_of_two_columns() -> None:
    counts = Counter(pattern for name in HEADERS for pattern in spelled(name))
    assert [pattern for pattern, count in counts.items() if count > 1] == []


def test_every_column_of_the_exporter_has_a_rule() -> None:
    table = feed_table("woocommerce")
    known = [header for names in HEADERS.items() for header in (names[0], *names[1]) if "," not in header]
    assert [header for header in known if table.rule(header) is None] == []


UNITS = ["Weight (lbs)", "Weight (oz)", "Length (in)", "Height (mm)", "Poids (livres)", "Gewicht (g)", "Width (yd)"]


@pytest.mark.parametrize("header", UNITS)
def test_units_follow_the_shop(header: str) -> None:
    found = feed_table("woocommerce").rule(header)
    assert found is not None
    assert found[0].role is Role.MEASURE


CUSTOM_FIELDS = [
    ("Meta: _yoast_wpseo_title", Role.TITLE),
    ("Meta: _yoast_wpseo_metadesc", Role.TEXT),
    ("Méta : rank_math_description", Role.TEXT),
    ("Méta\u00a0: rank_math_title", Role.TITLE),
    ("Meta: _yoast_wpseo_focuskw", None),  # kept: a keyword is chosen anew in each language
    ("Meta: _wpml_import_language_code", Role.ENUM),
    ("Meta: _wpml_import_source_language_code", Role.ENUM),
    ("Meta: _wpml_import_translation_group", Role.ENUM),
    ("Meta: description", None),
]


@pytest.mark.parametrize(("header", "role"), CUSTOM_FIELDS)
def test_custom_fields(header: str, role: Role | None) -> None:
    found = feed_table("woocommerce").rule(header)
    assert found is not None
    assert found[0].role is role


WPML = [
    # the row's language, the language it was translated from, whether its texts are a source
    ("", "", True),
    ("en", "", True),  # what WPML exports for an original
    ("", "en", True),
    ("en", "en", True),
    ("es", "en", False),
    ("pt-br", "en", False),  # the target, as a product of its own
]


@pytest.mark.parametrize(("language", "origin", "is_source"), WPML)
def test_translations_of_wpml_are_no_source(language: str, origin: str, is_source: bool) -> None:
    header = ["ID", "Name", "Meta: _wpml_import_language_code", "Meta: _wpml_import_source_language_code"]
    found = schema(
        header, feed="woocommerce", source_locale="en", target_locale="pt-BR", roles={}, keep=(), has_header=True
    )
    rows = view_rows(found)
    assert rows is not None
    record = Record(1, 2, ("1", "Mug", language, origin))
    fields = rows.settled([record], [Field(found.columns[1], 0, 1, "Mug")])
    assert bool(fields) is is_source
    assert all(field.beside is None for field in fields)


OTHERS = [
    # Tables of other origin that share columns.
    ["SKU", "Name", "Regular price", "Sale price", "Stock", "Categories", "Tags", "Images"],
    ["sku", "name", "description", "in stock", "tax class", "button text"],
    ["Name", "Position", "Department", "Parent"],
    ["ID", "Type", "SKU", "Name"],  # too little to tell
    ["Nome", "Preço", "Estoque", "Categorias"],
    ["Handle", "Title", "Name", "Is featured?", "Visibility in catalog", "Body (HTML)", "Variant SKU"],
    ["sku", "store_view_code", "name", "meta_title", "url_key"],
]


@pytest.mark.parametrize("columns", OTHERS)
def test_other_tables_are_not_woocommerce(columns: list[str]) -> None:
    assert detect(columns)[0].feed != "woocommerce"


def localized(with_gtin: bool) -> list[str]:
    names = [name for name in ENGLISH if not name.startswith(("Attribute", "Brands"))]
    if not with_gtin:
        names.remove("GTIN, UPC, EAN, or ISBN")
    at = names.index("Weight (kg)")
    columns = [f"kolumna {number}" for number in range(len(names))]
    columns[0] = "ID"
    columns[at : at + 4] = ["Waga (kg)", "Długość (cm)", "Szerokość (cm)", "Wysokość (cm)"]
    return columns


@pytest.mark.parametrize("with_gtin", [True, False])
def test_an_unknown_language_is_read_by_position(with_gtin: bool) -> None:
    own = ["Marki", "Nazwa cechy 1", "Wartości cechy 1", "Widoczność 1", "Globalna 1", "Meta: _x1", "Plik 1 nazwa"]
    found = by_position([*localized(with_gtin), *own])
    assert found is not None
    assert found[:3] == ("ID", "Type", "SKU")
    at = found.index("Weight (kg)")
    assert found[at - 1 : at + 2] == ("Sold individually?", "Weight (kg)", "Length (cm)")
    assert found[-7:] == (
        "Marki",
        "Attribute 1 name",
        "Attribute 1 value(s)",
        "Attribute 1 visible",
        "Attribute 1 global",
        "Meta: _x1",
        "Plik 1 nazwa",
    )


NO_EXPORTS = [
    [],
    ["ID"],
    localized(with_gtin=True)[1:],
    ["x", *localized(with_gtin=True)[1:]],
    [*localized(with_gtin=True)[:-1]],
    [column.replace("(kg)", "(cm)") for column in localized(with_gtin=True)],
    [column.replace("Szerokość (cm)", "Szerokość (mm)") for column in localized(with_gtin=True)],
]


@pytest.mark.parametrize("columns", NO_EXPORTS)
def test_what_does_not_fit_is_no_export(columns: list[str]) -> None:
    assert by_position(columns) is None


def test_anchors_are_words() -> None:
    assert all(anchor == anchor.casefold().strip() for anchor in anchors("Name", "Is featured?"))


def test_a_file_in_an_unknown_language_is_read_by_position() -> None:
    header = [*localized(True), "Özellik 1 a", "Özellik 1 b", "Özellik 1 c", "Özellik 1 d"]
    assert detect(header)[0].feed == "woocommerce"
    found = schema(header, feed=None, source_locale="tr", target_locale="pt-BR", roles={}, keep=(), has_header=True)
    by_name = {column.base: column for column in found.columns}
    assert [by_name[name].role for name in ("Name", "Description", "SKU", "Regular price", "Attribute 1 name")] == [
        Role.TITLE,
        Role.HTML,
        Role.IDENTIFIER,
        Role.PRICE,
        Role.OPTION,
    ]
    assert [column.name for column in found.columns] == header
