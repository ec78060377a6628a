"""WooCommerce's column names in the languages of its admin: an export's header is in the shop manager's language.

Each English name is that of WooCommerce's own exporter; behind it stand the names that exports of German, French,
Spanish, Portuguese, Italian and Dutch shops have. Those are taken from such exports and from importers that read
them, not from WooCommerce's translation files: a name that a later release translates anew is missing here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from catalog_cli.feeds.headers import words

# In the order of the exporter's columns. "1" stands for any number, "(kg)" for any unit.
HEADERS: dict[str, tuple[str, ...]] = {
    "ID": (),
    "Type": ("Typ", "Tipo"),
    "SKU": ("Artikelnummer", "UGS"),
    "GTIN, UPC, EAN, or ISBN": (
        "GTIN, UPC, EAN oder ISBN",
        "GTIN, UPC, EAN ou ISBN",
        "GTIN, UPC, EAN o ISBN",
        "GTIN, UPC, EAN, ou ISBN",
        "GTIN, UPC, EAN, o ISBN",
        "GTIN, UPC, EAN of ISBN",
    ),
    "Name": ("Nom", "Nombre", "Nome", "Naam"),
    "Published": ("Veröffentlicht", "Publié", "Publicado", "Pubblicato", "Gepubliceerd"),
    "Is featured?": (
        "Ist hervorgehoben?",
        "Mis en avant ?",
        "¿Está destacado?",
        "Em destaque?",
        "In primo piano?",
        "Uitgelicht?",
    ),
    "Visibility in catalog": (
        "Sichtbarkeit im Katalog",
        "Visibilité dans le catalogue",
        "Visibilidad en el catálogo",
        "Visibilidade no catálogo",
        "Visibilità nel catalogo",
        "Zichtbaarheid in catalogus",
    ),
    "Short description": (
        "Kurzbeschreibung",
        "Description courte",
        "Descripción corta",
        "Descrição curta",
        "Breve descrizione",
        "Korte beschrijving",
        "Korte omschrijving",
    ),
    "Description": ("Beschreibung", "Descripción", "Descrição", "Descrizione", "Beschrijving"),
    "Date sale price starts": (
        "Datum, an dem Angebotspreis beginnt",
        "Date de début de promo",
        "Día en que empieza el precio rebajado",
        "Data de preço promocional começa em",
        "Data di partenza del prezzo in saldo",
        "Startdatum actieprijs",
    ),
    "Date sale price ends": (
        "Datum, an dem Angebotspreis endet",
        "Date de fin de promo",
        "Día en que termina el precio rebajado",
        "Data de preço promocional termina em",
        "Data in cui termina l'offerta",
        "Einddatum actieprijs",
    ),
    "Tax status": (
        "Steuerstatus",
        "État de la TVA",
        "Estado del impuesto",
        "Status do imposto",
        "Stato delle imposte",
        "Btw status",
    ),
    "Tax class": (
        "Steuerklasse",
        "Classe de TVA",
        "Classe TVA",
        "Clase de impuesto",
        "Classe de imposto",
        "Aliquota di imposta",
        "Belastingklasse",
    ),
    "In stock?": ("Vorrätig?", "En stock ?", "¿Existencias?", "¿En inventario?", "Em estoque?", "Op voorraad?"),
    "Stock": ("Lager", "Inventario", "Estoque", "Magazzino", "Voorraad"),
    "Low stock amount": (
        "Geringe Lagermenge",
        "Montant de stock faible",
        "Cantidad de bajo inventario",
        "Quantidade baixa de estoque",
        "Quantità in magazzino bassa",
        "Lage voorraad",
    ),
    "Backorders allowed?": (
        "Lieferrückstände erlaubt?",
        "Rückstände erlaubt?",
        "Autoriser les commandes de produits en rupture ?",
        "¿Permitir reservas de productos agotados?",
        "São permitidas encomendas?",
        "Abilita gli ordini arretrati?",
        "Nabestellingen toestaan?",
    ),
    "Sold individually?": (
        "Nur einzeln verkaufen?",
        "Vendre individuellement ?",
        "¿Vendido individualmente?",
        "Vendido individualmente?",
        "Venduto singolarmente?",
        "Wordt individueel verkocht?",
    ),
    "Weight (kg)": ("Gewicht (kg)", "Poids (kg)", "Peso (kg)"),
    "Length (cm)": (
        "Länge (cm)",
        "Longueur (cm)",
        "Longitud (cm)",
        "Comprimento (cm)",
        "Lunghezza (cm)",
        "Lengte (cm)",
    ),
    "Width (cm)": (
        "Breite (cm)",
        "Largeur (cm)",
        "Anchura (cm)",
        "Ancho (cm)",
        "Largura (cm)",
        "Larghezza (cm)",
        "Breedte (cm)",
    ),
    "Height (cm)": ("Höhe (cm)", "Hauteur (cm)", "Altura (cm)", "Altezza (cm)", "Hoogte (cm)"),
    "Allow customer reviews?": (
        "Kundenrezensionen erlauben?",
        "Kundenbewertungen erlauben?",
        "Autoriser les avis clients ?",
        "¿Permitir valoraciones de clientes?",
        "Permitir avaliações de clientes?",
        "Permetti le recensioni clienti?",
        "Klantbeoordelingen toestaan?",
    ),
    "Purchase note": (
        "Hinweis zum Kauf",
        "Note de commande",
        "Note de l'achat",
        "Nota de compra",
        "Nota da compra",
        "Observação de compra",
        "Nota di acquisto",
        "Aankoopnotitie",
    ),
    "Sale price": (
        "Angebotspreis",
        "Tarif promo",
        "Prix promo",
        "Precio rebajado",
        "Preço promocional",
        "Prezzo in offerta",
        "Actieprijs",
    ),
    "Regular price": (
        "Regulärer Preis",
        "Tarif régulier",
        "Prix régulier",
        "Precio normal",
        "Preço",
        "Prezzo di listino",
        "Reguliere prijs",
    ),
    "Categories": ("Kategorien", "Catégories", "Categorías", "Categorias", "Categorie", "Categorieën"),
    "Tags": ("Schlagwörter", "Étiquettes", "Etiquetas", "Tag"),
    "Shipping class": (
        "Versandklasse",
        "Classe d'expédition",
        "Classe de livraison",
        "Clase de envío",
        "Classe de entrega",
        "Classe di spedizione",
        "Verzendklasse",
    ),
    "Images": ("Bilder", "Imágenes", "Imagens", "Immagine", "Immagini", "Afbeeldingen"),
    "Download limit": (
        "Downloadlimit",
        "Download-Limit",
        "Limite de téléchargement",
        "Límite de descargas",
        "Limite de downloads",
        "Limite di download",
        "Downloadlimiet",
    ),
    "Download expiry days": (
        "Ablauftage des Downloads",
        "Jours d'expiration du téléchargement",
        "Días de caducidad de la descarga",
        "Dias para expirar o download",
        "Scarica i giorni di scadenza",
        "Dagen vervaltijd download",
    ),
    "Parent": ("Übergeordnetes Produkt", "Superior", "Principal", "Ascendente", "Genitore", "Hoofd"),
    "Grouped products": (
        "Gruppierte Produkte",
        "Groupes de produits",
        "Produits groupés",
        "Productos agrupados",
        "Grupo de produtos",
        "Prodotti raggruppati",
        "Gegroepeerde producten",
    ),
    "Upsells": ("Zusatzverkäufe", "Produits suggérés", "Montée en gamme", "Ventas dirigidas", "Up-sell"),
    "Cross-sells": (
        "Cross-Sells (Querverkäufe)",
        "Ventes croisées",
        "Ventas cruzadas",
        "Venda cruzada",
        "Cross-sell",
    ),
    "External URL": ("Externe URL", "URL externe", "URL externa", "URL esterno"),
    "Button text": (
        "Button-Text",
        "Libellé du bouton",
        "Texte du bouton",
        "Texto del botón",
        "Texto do botão",
        "Testo del pulsante",
        "Knop tekst",
    ),
    "Position": ("Posición", "Posição", "Posizione", "Positie"),
    "Cost of goods": (),
    "Brands": ("Marken", "Marques", "Marcas", "Marchi", "Merken"),
    "Attribute 1 name": (
        "Attribut 1 Name",
        "Nom de l'attribut 1",
        "Nombre del atributo 1",
        "Nome do atributo 1",
        "Attributo 1 nome",
        "Naam eigenschap 1",
    ),
    "Attribute 1 value(s)": (
        "Attribut 1 Wert(e)",
        "Valeur(s) de l'attribut 1",
        "Valor(es) del atributo 1",
        "Valores do atributo 1",
        "Attributo 1 valuta(e)",
        "Waarde eigenschap 1",
    ),
    "Attribute 1 visible": (
        "Attribut 1 Sichtbar",
        "Attribut 1 visible",
        "Atributo visible 1",
        "Visibilidade do atributo 1",
        "Attributo 1 visibile",
        "Zichtbare eigenschap 1",
    ),
    "Attribute 1 global": ("Attribut 1 Global", "Atributo global 1", "Attributo 1 globale", "Globale eigenschap 1"),
    "Attribute 1 default": (
        "Attribut 1 Standard",
        "Attribut 1 par défaut",
        "Atributo 1 por defecto",
        "Atributo padrão 1",
        "Standaardeigenschap 1",
    ),
    "Download 1 ID": ("Téléchargement 1 ID", "Descarga 1 ID"),
    "Download 1 name": ("Téléchargement 1 nom", "Descarga 1 nombre"),
    "Download 1 URL": ("Téléchargement 1 URL", "Descarga 1 URL"),
}

# The columns that every full export has, where "Weight" stands with and without the column of trade numbers.
_FIXED = tuple(HEADERS)[: tuple(HEADERS).index("Position") + 1]
_GTIN = _FIXED.index("GTIN, UPC, EAN, or ISBN")
_ATTRIBUTE_PARTS = ("name", "value(s)", "visible", "global", "default")
_WITH_UNIT = re.compile(r"[^()]*\S\s*\((?P<unit>[^()]{1,8})\)")
_META = re.compile(r"\S{3,10}\s?:\s+\S+", re.DOTALL)


def spelled(*names: str) -> tuple[str, ...]:
    r"""Return header patterns for English names of columns and the same columns in other languages.

    >>> spelled("Brands")[:3]
    ('brands', 'marken', 'marques')
    >>> spelled("Weight (kg)")[1], spelled("Tags")[-1]
    ('gewicht(?: \\S+){0,2}', 'tag')
    """
    return tuple(dict.fromkeys(_pattern(each) for name in names for each in (name, *HEADERS[name])))


def _pattern(header: str) -> str:
    if _WITH_UNIT.fullmatch(header) and header.endswith(("(kg)", "(cm)")):
        return re.escape(words(header[: header.rindex("(")])) + r"(?: \S+){0,2}"
    return re.escape(words(header)).replace("1", r"\d+")


def anchors(*names: str) -> tuple[str, ...]:
    """Return the words of columns in every language, as `detection` compares them.

    >>> anchors("Button text")[:2]
    ('button text', 'libellé du bouton')
    """
    return tuple(dict.fromkeys(words(each) for name in names for each in (name, *HEADERS[name])))


def by_position(columns: Sequence[str]) -> tuple[str, ...] | None:
    """Return the English names of a full export's columns in a language that is not known, None if it is none.

    WooCommerce writes its columns in a fixed order: an ID comes first, and a weight with its unit before three lengths
    with another stand where they must. Behind them four or five columns in a row with one number are an attribute;
    what else is there keeps its header.

    >>> by_position(["ID", "Name"]) is None
    True
    """
    layouts = (_FIXED, (*_FIXED[:_GTIN], *_FIXED[_GTIN + 1 :]))
    fixed = next((layout for layout in layouts if _fits(columns, layout)), None)
    if fixed is None:
        return None
    named = [*fixed, *columns[len(fixed) :]]
    at = len(fixed)
    for number, run in groupby(columns[at:], key=_number):
        width = len(list(run))
        if number and width in (4, 5):
            named[at : at + width] = [f"Attribute {number} {part}" for part in _ATTRIBUTE_PARTS[:width]]
        at += width
    return tuple(named)


def _number(header: str) -> str:
    found = re.search(r"\d+", header)
    return found[0] if found and not _META.fullmatch(header.strip()) else ""


def _fits(columns: Sequence[str], layout: Sequence[str]) -> bool:
    at = layout.index("Weight (kg)")
    if len(columns) < len(layout) or words(columns[0]) != "id":
        return False
    units = [_WITH_UNIT.fullmatch(column.strip()) for column in columns[at : at + 4]]
    if not all(units):
        return False
    weight, *lengths = (unit["unit"] for unit in units if unit is not None)
    return len(set(lengths)) == 1 and weight != lengths[0]
