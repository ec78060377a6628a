"""Google Merchant Center: a text file with a header of attribute names, or the same attributes in RSS or Atom.

Names, values and limits are those of Google's product data specification. In XML an attribute is an element ("title"
or "g:title"), one with sub-attributes holds an element for each, and one with several values stands several times. In
a text file several values stand between commas, in quotes where they hold one ("Quoted attributes").
"""

from __future__ import annotations

from catalog_cli.feeds.table import AllowedValues, Anchors, ColumnRule, FeedTable, ImportLimit, ImportRules
from catalog_cli.job import Layout
from catalog_cli.product import Notation, Role


def _named(*names: str) -> tuple[str, ...]:
    """Return the patterns of attributes, with the prefix of XML or without it."""
    return tuple(f"(?:g )?(?:{name})" for name in names)


_TITLES = (
    ColumnRule(Role.TITLE, "product title", _named("title")),
    ColumnRule(Role.TITLE, "title of all variants", _named("item group title")),
    ColumnRule(Role.TEXT, "description, plain text", _named("description", "short description")),
    # In XML the content is an element of its own; in a text file it stands behind a code.
    ColumnRule(Role.TITLE, "generated title", ("g structured title g content",)),
    ColumnRule(Role.TEXT, "generated description", ("g structured description g content",)),
    ColumnRule(
        Role.TITLE,
        "generated title, behind where it is from",
        ("structured title(?: digital source type content)?",),
        notation=Notation.SOURCED,
    ),
    ColumnRule(
        Role.TEXT,
        "generated description, behind where it is from",
        ("structured description(?: digital source type content)?",),
        notation=Notation.SOURCED,
    ),
)

_LISTS = (
    ColumnRule(Role.TEXT, "one highlight", ("g product highlight|product highlights",)),
    ColumnRule(
        Role.LIST,
        "highlights, separated by commas",
        ("product highlight",),
        separators=(",",),
        notation=Notation.QUOTED_COMMAS,
    ),
    ColumnRule(
        Role.LIST,
        "the name or value of a detail",
        (r"(?:g )?product details?(?: g)? (?:section name|attribute name|attribute value)",),
        separators=("\n",),
    ),
    ColumnRule(
        Role.LIST,
        "details: section, name and value",
        (r"(?:g )?product detail(?: section name attribute name attribute value)?",),
        separators=(",",),
        notation=Notation.DETAILS,
    ),
    ColumnRule(Role.LIST, "category path of the shop", ("g product type",), separators=(" > ", ">")),
    ColumnRule(
        Role.LIST,
        "category paths of the shop, separated by commas",
        ("product types?",),
        separators=(",", " > ", ">"),
        notation=Notation.QUOTED_COMMAS,
    ),
    ColumnRule(
        Role.TEXT, "a question or its answer", (r"(?:g )?question and answer g (?:question|answer)|question|answer",)
    ),
    ColumnRule(
        Role.LIST,
        "questions and answers",
        (r"(?:g )?question and answer(?: question answer)?",),
        separators=(",",),
        notation=Notation.DETAILS,
    ),
)

_OPTIONS = (
    ColumnRule(Role.OPTION, "colours, joined by slashes", _named("colou?rs?"), separators=("/",), in_variant=True),
    ColumnRule(Role.OPTION, "materials, joined by slashes", _named("materials?"), separators=("/",), in_variant=True),
    ColumnRule(Role.OPTION, "pattern", _named("pattern"), in_variant=True),
    ColumnRule(Role.OPTION, "size: free text", _named("sizes?"), in_variant=True),
    ColumnRule(
        Role.OPTION,
        "the name or value of a variant's option",
        (r"(?:g )?variant options?(?: g)? (?:name|value)",),
        in_variant=True,
    ),
)

_KEPT = (
    ColumnRule(Role.IDENTIFIER, "identifier: the same in every language", _named("id")),
    ColumnRule(Role.IDENTIFIER, "what joins variants", _named("item group id")),
    ColumnRule(Role.IDENTIFIER, "identifier", _named("gtin", "mpn", "isbn", "external seller id", "(?:product )?ids?")),
    ColumnRule(Role.IDENTIFIER, "brand: stays as it is", _named("brand"), holds_names=True),
    ColumnRule(
        Role.URL,
        "an address",
        _named(r"(?:\S+ ){0,3}(?:link|links|link template|url)(?: \S+)?", "ads redirect", "virtual model link"),
    ),
    ColumnRule(
        Role.MEASURE,
        "measure, as Google reads it",
        _named("(?:product|shipping) (?:length|width|height|weight)", "unit pricing (?:base )?measure"),
        in_variant=True,
    ),
    ColumnRule(
        Role.ENUM, "packed settings: their prices stay", (r"(?:shipping|tax|installment|subscription cost) .+",)
    ),
    ColumnRule(
        Role.PRICE,
        "price, as Google reads it",
        _named(r"(?:\S+ ){0,2}price", "cost of goods sold", "price .+"),
        in_variant=True,
    ),
    ColumnRule(Role.DATE, "date", _named(r"(?:\S+ ){0,3}date", "expiration date")),
    ColumnRule(Role.ENUM, "Google's own taxonomy", _named("google product category")),
    ColumnRule(
        Role.ENUM,
        "a value of Google's, English in every language",
        _named(
            "condition|availability|adult|age group|gender|size system|size type|is bundle|multipack",
            "identifier exists|energy efficiency class|(?:min|max) energy efficiency class|certification(?: .+)?",
            "digital source type|structured (?:title|description) g digital source type",
            "pause|(?:included|excluded) destination|shopping ads excluded country|popularity rank|feed label",
            "promotion id|loyalty(?: .+)?|installment(?: .+)?|subscription cost(?: .+)?|auto pricing min price",
            "shipping(?: .+)?|tax(?: .+)?|ships from country|(?:min|max) handling time|transit time label|return .+",
            "sell on google quantity|quantity|channel|content language|target country|store code|pickup .+",
            "related product(?: .+)?|disclosure date|link template",
        ),
    ),
    ColumnRule(Role.ENUM, "a label of campaigns: use --column to translate it", _named(r"custom label \d")),
    ColumnRule(None, "label of campaigns", _named("ads (?:labels|grouping)|(?:display )?ads .+")),
)

# Other platforms that have an id, a title and a link.
_OTHERS = ("handle", "url handle", "store view code", "visibility in catalog", "override", "currency code")
_TEXT_FILE = (
    "image link",
    "additional image link",
    "availability",
    "google product category",
    "item group id",
    "product highlight",
    "product detail",
    "structured title",
    "structured description",
    "identifier exists",
    "custom label 0",
    "age group",
    "gtin",
    "mpn",
    "mobile link",
    "sale price effective date",
    "unit pricing measure",
    "question and answer",
)

TABLE = FeedTable(
    name="google_merchant",
    title="Google Merchant Center product data (TSV, RSS, Atom)",
    version="2026.1",
    source_of_truth="https://support.google.com/merchants/answer/7052112",
    rules=_TITLES + _LISTS + _OPTIONS + _KEPT,
    anchors=(
        Anchors(required=("id", "title", "link"), strong=_TEXT_FILE, negative=_OTHERS),
        Anchors(required=("id", "structured title"), strong=_TEXT_FILE, negative=_OTHERS),
        # XML; title, description and link stand there with the prefix or without it.
        Anchors(
            required=("g id",),
            strong=(*(f"g {name}" for name in _TEXT_FILE), "g price", "g condition", "g brand", "g title"),
        ),
    ),
    grouping=("(?:g )?item group id",),
    identifiers=("(?:g )?id",),
    skus=("(?:g )?id",),
    keys=("(?:g )?id",),
    layouts=(Layout.REPLACE, Layout.TRANSLATIONS),
    layout_reason="each language is a data source of its own, with the same ids",
    on_import=(
        (
            Layout.REPLACE,
            "Add the file as a data source of its own for the target language: uploaded in place of the original, it "
            "would replace the texts of the source language.",
        ),
        (
            Layout.TRANSLATIONS,
            "Add the file as a supplemental data source of the target language's products; others stay.",
        ),
    ),
    unproven=(
        "Details and questions in a text file with colons or commas of their own, the values of size_system and "
        "size_type, and whether machine translation counts as generated text are not proven by Google's documents."
    ),
    import_rules=ImportRules(
        required=(
            _named("id"),
            (*_named("title"), "(?:g )?structured title.*"),
            _named("link"),
        ),
        filled=_named("id"),
        limits=(
            ImportLimit(_named("id", "item group id"), 50),
            ImportLimit((*_named("title", "item group title"), "g structured title g content"), 150),
            ImportLimit((*_named("description"), "g structured description g content"), 5000),
            ImportLimit(_named("colou?r"), 100),
            ImportLimit(_named("colou?r"), 40, is_each=True),
            ImportLimit(_named("colou?r"), 3, "values"),
            ImportLimit(_named("material"), 200),
            ImportLimit(_named("material"), 3, "values"),
            ImportLimit(_named("pattern", "size"), 100),
            ImportLimit(_named("product highlight"), 150, is_each=True),
            ImportLimit(_named("product highlight"), 100, "values"),
            ImportLimit((r"g product detail g (?:section name|attribute name)",), 140),
            ImportLimit(("g product detail g attribute value",), 1000),
            ImportLimit((r"g question and answer g (?:question|answer)",), 1000),
        ),
        allowed=(
            AllowedValues(_named("age group"), frozenset({"newborn", "infant", "toddler", "kids", "adult"})),
            AllowedValues(_named("gender"), frozenset({"male", "female", "unisex"})),
            AllowedValues(_named("condition"), frozenset({"new", "refurbished", "used"})),
            AllowedValues(
                _named("availability"),
                # With spaces in files of before 2021, which Google still takes.
                frozenset({"in_stock", "out_of_stock", "preorder", "backorder", "in stock", "out of stock"}),
            ),
            AllowedValues(
                _named("size system"),
                frozenset({"us", "uk", "eu", "de", "fr", "jp", "cn", "it", "br", "mex", "au"}),
                is_proven=False,
            ),
            AllowedValues(
                _named("size type"),
                frozenset({"regular", "petite", "maternity", "big", "tall", "plus"}),
                is_proven=False,
            ),
        ),
        unique=_named("id"),
    ),
)
