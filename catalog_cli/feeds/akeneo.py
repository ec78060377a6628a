"""Akeneo's files: products, product models, and the labels of options, attributes, families and categories.

Columns are those of Akeneo's help pages on its import formats. A header says what its cells belong to:
`description-fr_FR-ecommerce` is an attribute in a locale and a channel, `price-EUR` one in a currency,
`release_date-print` one in a channel. Only columns with a locale are language.
"""

from __future__ import annotations

from catalog_cli.feeds.headers import words
from catalog_cli.feeds.table import Anchors, ColumnRule, FeedTable, ImportLimit, ImportRules
from catalog_cli.job import Layout
from catalog_cli.product import Role

_SCOPE = r"(?: \S+){0,3}"

_TRANSLATED = (
    ColumnRule(Role.OPTION, "label of an option, attribute, family or category", ("label",)),
    ColumnRule(
        Role.TITLE, "product title", (rf"(?:product )?(?:name|title){_SCOPE}", rf"(?:short|long|erp) name{_SCOPE}")
    ),
    ColumnRule(Role.TITLE, "search engine title", (rf"(?:meta|seo) title{_SCOPE}",)),
    ColumnRule(
        Role.LIST,
        "keywords, separated by commas",
        (rf"(?:meta |seo |search )?(?:keywords?|tags){_SCOPE}",),
        separators=(",", ";"),
    ),
)

_KEPT = (
    ColumnRule(
        Role.IDENTIFIER, "identifier", ("sku", "identifier", "uuid", "code", "ean", "gtin", "upc", "asin", "mpn")
    ),
    ColumnRule(Role.IDENTIFIER, "code of the product model or category it belongs to", ("parent",)),
    ColumnRule(Role.HANDLE, "the product's address in the shop", (rf"(?:url key|slug|handle|permalink){_SCOPE}",)),
    ColumnRule(
        Role.ENUM,
        "codes that join the catalog together",
        (
            "family(?: variant)?|categories|groups|attribute|attributes(?: .+)?|type|group",
            "metric family|default metric unit",
        ),
    ),
    ColumnRule(Role.ENUM, "codes of associated products", (r".+ (?:groups|products|product models)",)),
    ColumnRule(
        Role.ENUM,
        "a setting",
        (
            "enabled|sort order|localizable|scopable|unique|required|useable as grid filter|is main identifier",
            "(?:wysiwyg|decimals|negative|auto option sorting)(?: .+)?|available locales|allowed extensions",
            "(?:max|min|date|number|validation) .+|attribute as (?:label|image)|reference data name",
        ),
    ),
    ColumnRule(Role.ENUM, "unit of the measure beside it", (".+ unit",)),
    ColumnRule(Role.PRICE, "price", (r"(?:.+ )?(?:price|msrp|cost)(?: \S+)?",)),
    ColumnRule(Role.URL, "image files", (rf"(?:.+ )?(?:images?|pictures?|photos?|media|gallery){_SCOPE}",)),
)

# Texts that nearly every catalog has, in the locales that most have: the form of the header gives Akeneo away.
_LOCALES = (
    "en_US en_GB fr_FR de_DE es_ES it_IT nl_NL pt_BR pt_PT pl_PL sv_SE da_DK fi_FI nb_NO cs_CZ ru_RU zh_CN ja_JP ko_KR "
    "tr_TR fr_CA fr_BE nl_BE fr_CH de_CH de_AT it_CH en_CA en_AU en_IE es_MX"
).split()
_NAMES = tuple(words(f"{name}-{locale}") for name in ("name", "description", "title") for locale in _LOCALES)
_LABELS = tuple(words(f"label-{locale}") for locale in _LOCALES)
_ASSOCIATIONS = tuple(
    f"{kind} {what}"
    for kind in ("pack", "substitution", "upsell", "x sell")
    for what in ("groups", "products", "product models")
)
_OTHERS = (
    "store view code",
    "visibility in catalog",
    "handle",
    "url handle",
    "item group id",
    "price",
    "default content",
)

TABLE = FeedTable(
    name="akeneo",
    version="7.1",
    source_of_truth="https://help.akeneo.com/serenity-build-your-catalog/27-serenity-export-import-file-formats",
    title="Akeneo products, product models and labels",
    rules=_TRANSLATED + _KEPT,
    anchors=(
        Anchors(("sku", "family"), ("enabled", "groups", *_ASSOCIATIONS, *_NAMES), _OTHERS),
        Anchors(("identifier", "family"), ("enabled", "groups", *_ASSOCIATIONS, *_NAMES), _OTHERS),
        Anchors(("uuid", "family"), ("enabled", "groups", *_ASSOCIATIONS, *_NAMES), _OTHERS),
        Anchors(("code", "family variant"), ("family variant", "parent", *_ASSOCIATIONS, *_NAMES), _OTHERS),
        Anchors(("code", "attribute"), ("sort order", *_LABELS), _OTHERS),
        Anchors(("code", "localizable", "scopable"), ("localizable", "scopable", *_LABELS), _OTHERS),
    ),
    # Every row is a product, a model or a label of its own: an option's code is another attribute's option too.
    grouping=(),
    identifiers=("sku", "identifier", "uuid", "code"),
    skus=("sku", "identifier"),
    reads_samples=True,
    layouts=(Layout.TRANSLATIONS, Layout.COLUMNS),
    layout_reason="Akeneo leaves what a file has no column for as it is",
    on_import=(
        (Layout.TRANSLATIONS, "Only the texts in the target locale change; those in the others stay as they are."),
        (
            Layout.COLUMNS,
            "The texts in the target locale change, and every other cell takes the value that it has in the file.",
        ),
    ),
    unproven=(
        "Which attributes hold text is not in the file: columns with a locale are taken for text unless their cells "
        "hold codes, files or HTML. The names of the identifier column are those of Akeneo's own catalogs."
    ),
    locale_header=r"(?P<base>.+?)-(?P<locale>[a-z]{2,3}_[A-Z]{2})(?P<scope>-[A-Za-z0-9_]+)?",
    localized_role=Role.TEXT,
    only_localized=True,
    keys=("sku", "identifier", "uuid", "code", "attribute"),
    import_rules=ImportRules(
        required=(("sku", "identifier", "uuid", "code"),),
        # A product may have a UUID alone; a file of options has the code of another attribute's option again.
        filled=(),
        limits=(ImportLimit(("sku", "identifier"), 255, is_proven=False), ImportLimit(("code",), 255, is_proven=False)),
        unique=("sku", "identifier", "uuid"),
    ),
)
