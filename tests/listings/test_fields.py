"""What is rendered becomes texts within limits: lists, titles, descriptions, keywords; and what is still wrong."""

from __future__ import annotations

import pytest

from catalog_cli.fitting import measured
from catalog_cli.ledger import How
from catalog_cli.listings import fields
from catalog_cli.listings.fields import Said, fitted, texts_of
from catalog_cli.marketplaces import FieldKind, ListingField, marketplace
from catalog_cli.segment import Limit, Severity


def field(name: str, kind: str) -> ListingField:
    found = marketplace(name).of_kind(kind)
    assert found is not None
    return found


LONG_TITLE = "Acme Ocean Linen Shirt with two pockets, great gift idea for men and women who love the sea, 300 ml, Blue"


@pytest.mark.parametrize(
    ("name", "kind", "texts", "how"),
    [
        ("amazon", "title", ["Acme Mug"], How.FREE),
        ("amazon", "title", [LONG_TITLE], How.DROPPED),
        ("mercado_livre", "title", [LONG_TITLE], How.DROPPED),
        ("ebay", "title", ["x" * 200], How.FAILED),  # one word cannot be parted
        ("ebay", "title", ["苹果" * 60], How.CUT),
        ("amazon", "bullets", ["Soft. " * 100, "Warm"], How.CUT),
        ("amazon", "description", ["A sentence of some length. " * 200], How.DROPPED),
        ("google_merchant", "description", ["word " * 2_000], How.CUT),
        ("shopify", "meta_description", ["One. " * 60], How.DROPPED),
        ("etsy", "tags", ["linen", "a very long tag that never fits"], How.DROPPED),
        ("etsy", "tags", ["100% linen!", "Linen", "linen"], How.FREE),  # signs go, what is given twice is no loss
        ("amazon", "search_terms", ["açaí bowl " * 40], How.FREE),  # each word counts once
        ("amazon", "search_terms", [f"word{n}é" for n in range(60)], How.DROPPED),
        ("amazon", "highlights", ["Linen", "Dishwasher safe", "dishwasher-safe"] + ["x" * 60] * 1, How.FREE),
        ("shopify", "tags", ["red", "Red", "blue"], How.FREE),
        ("amazon", "title", [], How.FREE),
    ],
)
def test_texts_are_brought_within_their_limits(name: str, kind: str, texts: list[str], how: How) -> None:
    own = field(name, kind)
    made = fitted(own, texts, "en", Said())
    assert made.how is how
    if own.limit is not None and how is not How.FAILED:
        measures = [own.joined_by.join(made.texts)] if own.joined_by else made.texts
        assert all(measured(text, own.limit.unit) <= own.limit.most for text in measures)


def test_names_are_kept_and_emphasis_is_not() -> None:
    made = fitted(field("amazon", "title"), ["Yahoo! Mug, so red!!"], "en", Said(names=["Yahoo!"]))
    assert (made.texts, made.how) == (("Yahoo! Mug, so red",), How.DROPPED)


def test_a_description_ends_with_a_sentence() -> None:
    own = ListingField("d", FieldKind.DESCRIPTION, limit=Limit(40))
    assert fitted(own, ["Breathes and dries. Made for the sea and the shore."], "en", Said()).texts == (
        "Breathes and dries.",
    )


def test_too_few_texts_are_none_where_the_marketplace_asks_for_more() -> None:
    assert fitted(field("google_merchant", "highlights"), ["Linen"], "en", Said()).texts == ()
    assert fitted(field("amazon", "bullets"), ["Linen shirt"], "en", Said()).texts == ("Linen shirt",)  # advice alone


def test_search_terms_leave_out_what_the_title_says() -> None:
    said = Said(title="Linen Shirt")
    made = fitted(field("amazon", "search_terms"), ["linen shirt", "top", "linen summer", "bean-to-cup"], "en", said)
    assert made.texts == ("top", "summer", "bean cup")


@pytest.mark.parametrize(
    ("name", "kind", "texts", "severity", "rule"),
    [
        ("ebay", "title", [], Severity.CRITICAL, "is_required"),
        ("ebay", "title", ["x" * 200], Severity.CRITICAL, "limit"),
        ("amazon", "title", ["x" * 200], Severity.MAJOR, "limit"),  # from secondary sources
        ("amazon", "title", ["Gift card $50"], Severity.MAJOR, "banned_characters"),
        ("ebay", "title", ["FREE SHIPPING mug"], Severity.MINOR, "banned_phrases"),
        ("mercado_livre", "title", [], Severity.MINOR, "is_required"),  # nothing of it is known to be refused
    ],
)
def test_what_is_wrong_is_as_bad_as_the_marketplace_says(
    name: str, kind: str, texts: list[str], severity: Severity, rule: str
) -> None:
    own = field(name, kind)
    found = list(fields.problems(marketplace(name), own, fitted(own, texts, "en", Said()), "en", ()))
    assert (rule, severity) in [(one, how_bad) for one, how_bad, _ in found]


@pytest.mark.parametrize(
    ("kind", "markup", "rendered", "expected"),
    [
        ("title", "plain", "\n  Red\n mug \n", ("Red mug",)),
        ("title", "plain", " \n ", ()),
        ("title", "plain", ", Blue, M", ("Blue, M",)),
        ("bullets", "plain", "Soft\n\n  Warm  \n", ("Soft", "Warm")),
        ("description", "plain", "One\n\n\n\n two  words ", ("One\n\ntwo words",)),
        ("description", "html", "\n<p>One</p>\n", ("<p>One</p>",)),
        ("tags", "plain", "NA\n007\n½ 苹果\nتفاح\n🍏", ("NA", "007", "½ 苹果", "تفاح", "🍏")),
    ],
)
def test_rendered_text_is_read(kind: str, markup: str, rendered: str, expected: tuple[str, ...]) -> None:
    most = 0 if kind in ("bullets", "tags") else 1
    own = ListingField("f", FieldKind(kind), most=most, markup=fields.Markup(markup))
    assert texts_of(own, rendered) == expected
