"""Many products at a time get the tags that each gets alone, in their order; what a text may name is found at once."""

import pytest

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.context import TextContext, cue_words
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.rule_tagger import RuleTagger
from catalog_cli.attributes.schema import builtin
from catalog_cli.attributes.weak_forms import WeakForms

WRITTEN = [
    ("Navy cotton shirt", "Goes with black jeans"),
    ("Gold ring", "18k gold, with a ruby"),
    ("", ""),
    ("Caneca vermelha", "Caneca de cerâmica 🎁"),
    ("Oak table", "Made of solid oak.\nColor: natural"),
    ("قميص أحمر", "綿のシャツ"),
    ("Black tea", "Black, green and herbal teas"),
]


def _product(title: str, body: str) -> list[ProductText]:
    texts = [(TextKind.TITLE, title, "Title"), (TextKind.BODY, body, "Body")]
    return [ProductText(kind, text, read_cell(text), field) for kind, text, field in texts if text]


@pytest.mark.parametrize("count", [0, 1, len(WRITTEN), 31, 32, 33, 100])
def test_many_products_at_a_time(count: int) -> None:
    tagger = RuleTagger(builtin(), "en")
    products = [_product(*WRITTEN[number % len(WRITTEN)]) for number in range(count)]
    alone = [tagger.tags(texts) for texts in products]
    assert tagger.tags_of(products) == alone
    assert len(alone) == count
    assert not count or alone[0]


@pytest.mark.parametrize(
    ("text", "named", "unnamed"),
    [
        ("In the colour almond", "color closure", "scent material"),
        ("Almond scent", "scent", "color"),
        ("SCENT: almond", "scent", "color"),  # it is folded
        ("Colorful almonds, scented", "closure", "color scent"),  # other words
        ("", "closure", "color scent"),  # a closure needs no name
        ("Na cor amêndoa", "color", "scent"),
    ],
)
def test_what_a_text_may_name(text: str, named: str, unnamed: str) -> None:
    weak = WeakForms(one for one in builtin().attributes.values() if one.values and not one.values_of)
    found = weak.named_in(TextContext(text, cue_words("en")))
    assert found >= set(named.split())
    assert found.isdisjoint(unnamed.split())
