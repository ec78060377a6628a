"""Any table with English headers: the names that shops, marketplaces and JSON exports give their columns.

No specification names these: the rows are the spellings of the exports that shops and spreadsheets make.
Conservative: a header that is not listed has no role, and `--column NAME=ROLE` gives it one.
"""

from __future__ import annotations

from catalog_cli.feeds.table import ColumnRule, FeedTable, Sentinel
from catalog_cli.product import Role

# "N/A" is a value that says there is none; it is no language and its slash is no separator.
_NO_VALUE = frozenset({"N/A", "n/a", "NA", "#N/A"})
_SENTINELS = _NO_VALUE | {"Default Title"}
_LIST_SEPARATORS = (",", ";", "|")
_VALUE_SEPARATORS = ("|", ";")  # of several options in one cell: a comma may belong to one ("Stainless steel, brushed")
# One path may hold commas ("Food, Beverages & Tobacco > Wine"); several paths are joined by them.
_PATH_SEPARATORS = (" > ", " -> ", " » ", " / ", "|", ";", ">")
_PATHS_SEPARATORS = (*_PATH_SEPARATORS, ",")
# Open ends take three words at most: a sentence in a row of data is no header.
_OF_PRODUCT = "(?:product |item |listing |variant )?"
_CATEGORY_OF = r"(?:product |item |shop |store |main |sub ?|primary |secondary |default )?"
_NUMBER = r"(?: \d+)?"

_CODES = (
    ColumnRule(None, "packed codes (name:value), no plain text", (r"(?:variant |product )?facets?",)),
    ColumnRule(
        Role.IDENTIFIER,
        "identifier",
        (r"(?:\S+ ){0,3}(?:sku|gtin|ean|upc|isbn|asin|mpn|jan|barcode)s?(?: (?:code|number|no|\d+))?",),
        in_variant=True,
    ),
    ColumnRule(
        Role.IDENTIFIER,
        "identifier",
        (
            r"(?:\S+ ){0,3}(?:id|ids|uuid|guid|code|codes|number|no|ref|reference)",
            r"(?:product |item |parent )?(?:model|key|identifier)(?: (?:name|number|no))?",
            r"parent(?: product| item)?",
        ),
    ),
    ColumnRule(
        Role.HANDLE,
        "the product's address in the shop",
        (_OF_PRODUCT + r"(?:url )?(?:handle|slug|key)", "url (?:key|slug|handle)", "permalink", "seo url", ".* slug"),
    ),
    ColumnRule(
        Role.URL,
        "an address",
        (
            rf"(?:\S+ ){{0,3}}(?:urls?|uri|links?|href|src|file|filename|file name){_NUMBER}",
            rf"(?:\S+ ){{0,3}}(?:images?|img|photos?|pictures?|pics?|thumbnails?)"
            rf"{_NUMBER}",
            rf"(?:\S+ ){{0,3}}(?:assets?|videos?|media|gallery){_NUMBER}",
        ),
    ),
)

_AMOUNTS = (
    ColumnRule(
        Role.DATE,
        "date",
        (
            r"(?:\S+ ){0,3}dates?(?: (?:from|to|start|end|starts|ends))?|date .+",
            r"(?:created|updated|published|modified|available|discontinued?|launched|released) (?:at|on|from|until)",
        ),
    ),
    ColumnRule(
        Role.PRICE,
        "price",
        (r"(?:\S+ ){0,3}(?:price|msrp|rrp)(?: \S+){0,3}", r"cost(?: per item| of goods)?", r"compare at(?: \S+){0,3}"),
        in_variant=True,
    ),
    ColumnRule(
        Role.ENUM,
        "a setting",
        (
            r"(?:\S+ ){0,3}units?(?: of measure)?",
            r"tax(?: \S+){0,3}|taxable|vat(?: \S+){0,3}",
            r"(?:\S+ ){0,3}(?:quantity|qty|stock|inventory)(?: \S+){0,3}",
            r"(?:is|has|track|allow|requires|enable|show|manage) .+",
            r"(?:\S+ )?(?:status|state|visibility|availability|condition|currency|language|lang|locale|country)",
            r"published(?: \S+){0,3}|visible|active|enabled|available|featured|in stock|backorders?(?: \S+){0,3}",
            r"gender|age group|age range|target gender|size system|size type",
            r"(?:google|facebook|fb|meta|gmc|amazon|ebay) (?:product )?(?:category|shopping)(?: \S+){0,3}",
            r"(?:\S+ ){0,3}(?:template|layout|attribute set|type code)(?: suffix)?",
            r"position|rank|priority|(?:sort|display) order|rating|reviews?(?: count)?|custom label \d",
            r"shipping (?:class|template|profile|required)|fulfillment(?: service)?|gift card|sold individually",
        ),
        in_variant=True,
    ),
    ColumnRule(
        Role.IDENTIFIER,
        "brand: stays as it is",
        (
            r"(?:product |item )?(?:brand|vendor|manufacturer|maker|supplier)s?(?: names?)?",
            r"(?:author|publisher|designer|artist)s?(?: names?)?",
        ),
    ),
    ColumnRule(Role.ENUM, "a kind that the platform defines: use --column to translate it", ("type", "kind")),
    ColumnRule(
        Role.MEASURE,
        "measure",
        (
            _OF_PRODUCT
            + r"(?:net |gross |shipping |package )?(?:weight|length|width|height|depth|diameter|volume|dimensions?)"
            r"(?: (?:value|in|cm|mm|m|kg|g|lbs?|oz|ft|inches|grams|ml|l))?",
        ),
        in_variant=True,
    ),
)

_TITLES = (
    ColumnRule(
        Role.TITLE, "product title", (r"(?:product|item|listing) ?(?:title|name)", "title|name|headline|heading")
    ),
    ColumnRule(
        Role.TITLE, "product title", (r"(?:display|short|long|full|marketing|listing) (?:product )?(?:title|name)",)
    ),
    ColumnRule(
        Role.OPTION,
        "variant title",
        (r"(?:variants?|variation|option set) (?:title|name)s?",),
        separators=(" / ",),
        reserved=_SENTINELS,
        in_variant=True,
    ),
    ColumnRule(Role.TITLE, "search engine title", (r"(?:meta|seo|page|search|og) title",)),
    ColumnRule(
        Role.TITLE, "second title", ("sub ?titles?|tag ?lines?|slogan|strapline|subheading|subheadline|h [12]",)
    ),
)

_TEXTS = (
    ColumnRule(
        Role.HTML,
        "description, HTML by its name",
        (r"(?:\S+ ){0,3}(?:description|desc|body|details) html", "html description", "html body"),
    ),
    ColumnRule(
        Role.TEXT,
        "description",
        (
            rf"(?:\S+ ){{0,3}}(?:description|desc|descr){_NUMBER}(?: text)?",
            r"(?:product |item )?(?:body|body text|copy|story|overview|introduction|intro|about|marketing text)",
            r"marketing copy|product information|about (?:this|the) (?:item|product)|content|long text|short text",
        ),
    ),
    ColumnRule(Role.TEXT, "summary", (_OF_PRODUCT + r"(?:short )?(?:summary|excerpt|abstract|synopsis|teaser|blurb)",)),
    ColumnRule(
        Role.TEXT,
        "bullet points and features",
        (
            _OF_PRODUCT
            + r"(?:key |main |top )?(?:bullets?|bullet ?points?|features?|highlights?|benefits?|selling points?)"
            + _NUMBER,
            rf"(?:feature|highlight|bullet)s? (?:title|name|text|description){_NUMBER}",
        ),
    ),
    ColumnRule(
        Role.TEXT,
        "product details",
        (
            _OF_PRODUCT
            + rf"(?:technical |tech |additional |more )?(?:details?|specs?|specifications?|information|info){_NUMBER}",
            r"(?:what s )?in the box|(?:box|package|pack|kit) (?:contents?|includes)",
            r"contents|includes|included items|what s included",
        ),
    ),
    ColumnRule(
        Role.TEXT,
        "use and care",
        (
            r"(?:fabric |product |material )?(?:care|washing|cleaning|laundry)",
            r"(?:fabric |product )?care (?:guide|label|info|information|advice)",
            r"(?:\S+ ){0,3}instructions?(?: for use)?|directions?(?: for use)?",
            r"how to use|usage|use|suggested use|recommended use",
            r"ingredients?|composition|materials? and care",
            r"nutrition(?:al)? (?:facts|information)|allergens?|allergy advice",
            r"(?:safety |legal |health )?(?:warnings?|cautions?|disclaimers?|notices?)|safety information",
            r"(?:size (?:and )?)?fit(?: (?:notes?|guide|and feel|info|information))?",
            r"warranty(?: (?:text|info|information))?",
            r"(?:shipping|delivery|returns?|purchase|customs) (?:note|notes|info|information|policy)|lead time",
            rf"(?:faq )?(?:question|answer){_NUMBER}|faqs?",
        ),
    ),
    ColumnRule(
        Role.TEXT,
        "image text",
        (
            rf"(?:\S+ ){{0,3}}(?:alt|alt ?text|alt tag|alternative text|alternate text|captions?){_NUMBER}",
            rf"(?:\S+ ){{0,3}}(?:image|images|photo|media) (?:titles?|labels?|alts?|names?){_NUMBER}",
        ),
    ),
    ColumnRule(
        Role.TEXT, "button and badge text", (r"button (?:text|label)|cta(?: text| label)?|call to action|badge text",)
    ),
)

_LISTS = (
    ColumnRule(
        Role.LIST,
        "tags and keywords",
        (
            rf"(?:product |item |search |meta |seo |generic |backend )?(?:tags?|keywords?|key words){_NUMBER}",
            r"search terms?|hashtags?|labels",
        ),
        separators=_LIST_SEPARATORS,
        reserved=_NO_VALUE,
    ),
    ColumnRule(
        Role.LIST,
        "category paths",
        (_CATEGORY_OF + r"(?:categories|collections|taxons|departments)(?: (?:names|paths|titles))?",),
        separators=_PATHS_SEPARATORS,
        reserved=_NO_VALUE,
    ),
    ColumnRule(
        Role.LIST,
        "category path",
        (
            _CATEGORY_OF + r"(?:category|department|collection|taxon|breadcrumbs?)"
            rf"(?: (?:name|path|title|tree))?{_NUMBER}",
            r"(?:product types?|categories)(?: names?| \d+)?|type of product",
        ),
        separators=_PATH_SEPARATORS,
        reserved=_NO_VALUE,
    ),
)

_OPTIONS = (
    ColumnRule(
        Role.OPTION, "option name", (rf"(?:option|options|attribute|variation|variant option){_NUMBER} (?:name|label)",)
    ),
    ColumnRule(Role.OPTION, "option names", ("option groups?|option names",), separators=("|",)),
    ColumnRule(
        Role.OPTION,
        "attribute values",
        (rf"attribute{_NUMBER} (?:values?(?: s)?|default)",),
        separators=("|", ","),
        reserved=_NO_VALUE,
    ),
    ColumnRule(
        Role.OPTION,
        "option value",
        (
            rf"(?:option|options|variation|variant option){_NUMBER} values?(?: s)?",
            r"option \d|option values?",
        ),
        separators=_VALUE_SEPARATORS,
        reserved=_SENTINELS,
        in_variant=True,
    ),
    ColumnRule(
        Role.OPTION,
        "colour",
        (r"(?:primary |main |secondary |base |frame |lens |strap |outer |inner )?colou?rs?(?: (?:name|family))?",),
        separators=(*_VALUE_SEPARATORS, ",", " / ", "/"),
        reserved=_NO_VALUE,
        in_variant=True,
    ),
    ColumnRule(
        Role.OPTION,
        "size",
        (r"(?:product |item |shoe |ring |display )?sizes?(?: names?)?",),
        reserved=_NO_VALUE,
        in_variant=True,
    ),
    ColumnRule(
        Role.OPTION,
        "attribute",
        (
            r"(?:main |primary |outer |inner |upper |lining |sole |frame |strap |shell |body |base |fabric )?"
            r"(?:materials?|fabrics?|finish|finishes|patterns?|prints?|texture|shape)(?: (?:name|type))?",
            r"(?:product |item )?(?:style|theme|occasion|season|room|closure)(?: type)?",
            r"neckline|collar|sleeves?|sleeve length",
            r"flavou?rs?|scents?|fragrances?|aroma|taste|skin type|hair type|activity|target audience|audience",
        ),
        separators=_VALUE_SEPARATORS,
        reserved=_NO_VALUE,
        in_variant=True,
    ),
    ColumnRule(
        Role.OPTION,
        "attribute",
        (r"(?:specs?|specifications?|attributes) (?:name|label|values?)",),
        reserved=_NO_VALUE,
    ),
)

TABLE = FeedTable(
    name="plain",
    version="1",
    source_of_truth="catalog_cli/feeds/plain.py",
    rules=_CODES + _AMOUNTS + _TITLES + _LISTS + _OPTIONS + _TEXTS,
    grouping=(
        "(?:product |url )?handle",
        "(?:product |url )?slug",
        "url key",
        "item group id",
        "(?:product )?group id",
        "product id",
    ),
    identifiers=(
        "id",
        "(?:item|listing|external) id",
        "(?:product |item )?sku",
        "product code|item code|code",
        "(?:gtin|ean|upc|isbn)(?: \\d+)?|barcode|asin",
        "model(?: number| no)?|mpn|reference",
    ),
    parents=(r"parent(?: (?:id|sku|code|handle|product|item))?",),
    skus=("sku", "variants? sku", "variant (?:id|code)", "variants id"),
    sentinels=(
        Sentinel(r"options?(?: 1)? name", "Title", r"options?(?: 1)? values?|option 1|option values?", "Default Title"),
    ),
    reads_samples=True,
)
