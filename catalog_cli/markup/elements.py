"""Which HTML elements break a line of text, hold no language, or have no content.

From the HTML standard (html.spec.whatwg.org): 13.1.2 (void elements), 15.3 (elements rendered as blocks), 3.2.6.4
(translatable attributes); elements of older HTML that shops still write are added.
"""

from __future__ import annotations

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)

BOUNDARIES = frozenset(
    "address article aside base blockquote body br button caption center col colgroup dd details dialog dir div dl dt "
    "embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend "
    "li link listing main menu meta nav ol optgroup option p param plaintext pre search section select summary table "
    "tbody td tfoot th thead title tr ul".split()
)
"""Running text ends at the tag. `br` is one, so that lines stay lines; `button` and `option` hold a label each."""

OPAQUE = frozenset(
    "applet audio canvas iframe math noembed noframes noscript object script style svg template textarea video "
    "xmp".split()
)
"""Elements whose content is not running text: kept whole, as they are."""

OPAQUE_INLINE = frozenset({"svg", "math"})
"""Opaque elements that stand inside a sentence as a word or an icon does."""

VERBATIM = frozenset({"code", "kbd", "samp", "var"})
"""Inline elements whose words are not language."""

INDIVISIBLE = frozenset({"sub", "sup"})
"""Inline elements that mean something on a part of a word: H2O, m2, the registered sign."""

IMPLIED_END = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
}
"""Start tag -> (the open elements that it ends, the elements beyond which it does not look)."""

TRANSLATABLE_ATTRIBUTES = frozenset(
    "abbr alt aria-description aria-label aria-placeholder aria-roledescription aria-valuetext label placeholder "
    "summary title".split()
)
