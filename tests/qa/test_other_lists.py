"""The checks of translate-toolkit's pofilter and of Weblate, and what became of each here.

Names and what they do are from their public documentation; no code is theirs. A row names the checks of ours that do
the same for a catalog, or says why there is none.
"""

from __future__ import annotations

import pytest

from catalog_cli.qa.registry import ALL

GETTEXT = "- of gettext files: a catalog has no such thing"
SOFTWARE = "- of software texts: a catalog has no such thing"
PLATFORM = "- of an editing platform: states are in `catalog status` and the review page"
POFILTER = {
    "accelerators": SOFTWARE,
    "acronyms": "acronym-missing",
    "blank": "empty-target empty-cell",
    "brackets": "brackets",
    "compendiumconflicts": GETTEXT,
    "credits": GETTEXT,
    "dialogsizes": SOFTWARE,
    "doublequoting": "quotes",
    "doublespacing": "double-space",
    "doublewords": "doubled-word repetition",
    "emails": "link-changed lost-code",
    "endpunc": "end-punctuation",
    "endwhitespace": "edge-space",
    "escapes": "line-breaks escaped-characters",
    "filepaths": "link-changed lost-code",
    "functions": SOFTWARE,
    "gconf": SOFTWARE,
    "hassuggestion": PLATFORM,
    "isfuzzy": PLATFORM,
    "isreview": PLATFORM,
    "kdecomments": SOFTWARE,
    "long": "extreme-length unusual-length",
    "musttranslatewords": "term",
    "newlines": "line-breaks",
    "notranslatewords": "term brand-altered",
    "nplurals": GETTEXT,
    "numbers": "quantity-missing number-missing number-added",
    "options": SOFTWARE,
    "printf": "placeholder-changed lost-code",
    "puncspacing": "missing-space space-before-punctuation",
    "purepunc": "symbols-changed",
    "pythonbraceformat": "placeholder-changed lost-code",
    "sentencecount": "sentence-dropped sentence-added",
    "short": "extreme-length unusual-length",
    "simplecaps": "shouting mixed-capitals",
    "simpleplurals": SOFTWARE,
    "singlequoting": "- an apostrophe is a letter of words in half of the languages: it told nothing true",
    "spellcheck": "- needs a dictionary per language; names and models of products are in none",
    "startcaps": "start-capital",
    "startpunc": "start-punctuation",
    "startwhitespace": "edge-space",
    "tabs": "edge-space double-space",
    "unchanged": "untranslated",
    "untranslated": "empty-target empty-cell",
    "urls": "link-changed lost-code",
    "validchars": "wrong-script damaged-characters mixed-scripts",
    "variables": "placeholder-changed lost-code",
    "xmltags": "tags-lost tags-added tag-attributes tag-nesting",
}
WEBLATE = {
    "unchanged translation": "untranslated",
    "accelerator key": SOFTWARE,
    "starting and trailing newline": "edge-space",
    "starting and trailing spaces": "edge-space",
    "double space": "double-space",
    "mismatched full stop": "end-punctuation script-punctuation",
    "mismatched colon": "end-punctuation",
    "mismatched question mark": "end-punctuation inverted-marks",
    "mismatched exclamation mark": "end-punctuation inverted-marks",
    "mismatched interrobang": "end-punctuation",
    "mismatched ellipsis": "end-punctuation",
    "mismatched semicolon": "- product texts do not end in one",
    "maximum length of translation": "limit-exceeded cell-limit-exceeded",
    "maximum number of lines": "line-breaks",
    "maximum size of translation": "- rendered pixels: platforms count characters or bytes",
    "multiple capitals": "mixed-capitals",
    "kashida letter used": "invisible-characters",
    "punctuation spacing": "french-spacing space-before-punctuation",
    "kabyle characters": "mixed-scripts",
    "format strings of thirty programming languages": "placeholder-changed lost-code",
    "percent placeholders, placeholders": "placeholder-changed lost-code",
    "ICU MessageFormat": "placeholder-changed",
    "multiple unnamed variables": SOFTWARE,
    "missing and same plurals, optional plural": GETTEXT,
    "inconsistent": "inconsistent",
    "reused translation": "reused",
    "has been translated": PLATFORM,
    "mismatched newlines, number of newlines": "line-breaks",
    "BBCode markup": "placeholder-changed lost-code",
    "zero-width space": "invisible-characters",
    "XML syntax": "tag-nesting",
    "XML markup": "tags-lost tags-added tag-attributes",
    "characters around tags": "- the white space around a block is put back as it stood",
    "Markdown and reStructuredText": "link-changed start-punctuation bullets",
    "URL": "link-changed",
    "unsafe HTML, unsafe MDX": "unsafe-html",
    "regular expression": "- a merchant's own rules are terms and accepted findings",
    "consecutive duplicated words": "doubled-word repetition",
    "ellipsis of the source": "- of the source alone",
    "source length": "- of the source alone",
    "multiple failing checks": "- the page shows how many there are",
    "long untranslated": PLATFORM,
    "does not follow glossary": "term",
    "prohibited initial character": "- cells that a spreadsheet would take for a formula are written with a guard",
    "Fluent": SOFTWARE,
}


@pytest.mark.parametrize(("name", "ours"), [*POFILTER.items(), *WEBLATE.items()])
def test_each_is_ours_or_has_a_reason(name: str, ours: str) -> None:
    assert ours.startswith("- ") or set(ours.split()) <= set(ALL)


def test_the_lists_are_whole() -> None:
    assert len(POFILTER) == 48
