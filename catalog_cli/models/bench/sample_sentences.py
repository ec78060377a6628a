"""Sentences to measure a model with: the user's, or English product texts of our own."""

from __future__ import annotations

from pathlib import Path

from catalog_cli import locales
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.model_manifest import Manifest

# As many as one request ever has.
_MOST_LINES = 4_096

# As catalogs mix them: titles, features, care, sizes; 2 to 27 words. The first dozen is a fair sample of the rest.
ENGLISH = (
    "Canvas tote bag with inside pocket",
    "Machine wash cold with similar colours and dry in the shade.",
    "The padded straps spread the weight, so the backpack stays comfortable on long days.",
    "Waterproof",
    "Stainless steel bottle, 750 ml",
    "This lamp gives a warm light that is bright enough to read by and soft enough for the evening.",
    "Fits most bicycles with wheels from 26 to 29 inches.",
    "Slim fit shirt in organic cotton",
    "The lid closes tightly and keeps coffee hot for up to six hours.",
    "Dark green",
    "Set of four ceramic bowls with a glazed finish, safe for the dishwasher and the microwave.",
    "Please check the size chart before you order, because this model runs one size small.",
    "Wool blanket with fringes",
    "Each piece is cut and sewn by hand, so small differences are part of its character.",
    "Folds flat when you do not need it.",
    "Kitchen scale with a glass surface, measures up to 5 kg in steps of 1 g.",
    "Boots lined with fleece",
    "The soft collar does not rub, and the elastic hem keeps the wind out.",
    "Two-year warranty",
    "Our toothbrush heads are made from plant fibres and can be replaced in seconds.",
    "Adjustable desk lamp, black",
    "A light jacket for the first cool evenings, with two zipped pockets and a hood that rolls into the collar.",
    "Do not use bleach.",
    "Wireless headphones with 30 hours of battery life and a case that charges them on the way.",
    "Round mirror with an oak frame, 60 cm",
    "The dough does not stick to the silicone mat, and cleaning takes a moment under warm water.",
    "Linen trousers",
    "Suitable for children from three years",
    "The bracket is fixed with four screws, which are included together with the wall plugs.",
    "Fresh scent of lemon and mint",
    "Reversible duvet cover, striped on one side and plain on the other",
    "You can lock the wheels with your foot, and the brake holds on a slope.",
    "Gift box",
    "Sunglasses with polarized lenses that filter out the glare of water and snow.",
    "A garden hose that does not kink, even when it is pulled around a corner.",
    "Leather belt with a brushed buckle, 110 cm long",
    "Made from recycled bottles",
    "Its non-slip feet protect the floor and keep the stool where you put it.",
    "Three brushes for oil and acrylic paint",
    "Store the chocolate in a cool, dry place and eat it within two weeks after opening.",
    "The tent is pitched in five minutes and sleeps two people with their luggage.",
    "Long sleeve pyjamas with buttons",
    "Charges your phone twice before it has to be charged itself.",
    "Available in five colours",
    "The blade is forged from one piece of steel and keeps its edge for years if you wash it by hand.",
    "Cushion cover without filling",
    "Because the fabric breathes, your feet stay dry even in summer.",
    "Dog lead with a reflective seam for walks in the dark",
    "Gently massage a few drops into the skin every morning and evening.",
    "Wooden puzzle with 48 pieces",
    "A wide brim shades the face and the neck.",
    "The shelf carries up to 25 kg when it is mounted on a solid wall.",
    "Sports bra with medium support",
    "Small enough for the glove compartment, strong enough to start an engine with a flat battery.",
    "Not suitable for induction hobs",
    "Notebook with 192 dotted pages, a ribbon and a pocket for loose notes inside the back cover.",
    "Remove the label before washing.",
    "This rug is woven flat, so doors pass over it easily.",
    "Earrings in sterling silver",
    "The timer switches the heater off after one, two or four hours.",
    "One size",
    "With this kit you grow basil, parsley and chives on the window sill all year round.",
    "Bath towel, extra thick, 70 x 140 cm",
    "Customers who travel a lot like the flat shoe compartment and the strap that slides over a suitcase handle.",
)


def measured_pair(manifest: Manifest, source: str | None = None, target: str | None = None) -> tuple[str, str]:
    """Return the pair to measure, ("", "") for what does not translate: from English unless another is named.

    Raises UsageProblem for a pair that the model does not translate.

    >>> measured_pair(Manifest("m", source_locales=("de", "en"), target_locales=("de", "en")))
    ('en', 'de')
    """
    if manifest.kind != "translator":
        return "", ""
    pairs = [
        pair
        for pair in manifest.pairs()
        if (source is None or locales.covers(pair[0], source)) and (target is None or locales.covers(pair[1], target))
    ]
    if not pairs:
        raise UsageProblem(f"{manifest.name} does not translate {source or 'anything'} -> {target or 'anything'}.")
    return next((pair for pair in pairs if locales.language(pair[0]) == "en"), pairs[0])


def sentences_for(manifest: Manifest, source_locale: str) -> tuple[str, ...]:
    """Return our own sentences; UsageProblem for a model that translates from another language than English."""
    if manifest.kind == "translator" and locales.language(source_locale) != "en":
        raise UsageProblem(
            f"{manifest.name} translates from {source_locale}, and the sentences that come with catalog-cli are "
            "English: give a text file of your own with --sentences FILE, one sentence a line."
        )
    return ENGLISH


def read_sentences(path: Path) -> tuple[str, ...]:
    """Return the lines of a UTF-8 file that are not empty, the first 4,096; FileProblem (exit 3) if it has none."""
    lines: list[str] = []
    try:
        with path.open(encoding="utf-8-sig") as file:
            for line in file:
                lines += filter(None, [line.strip()])
                if len(lines) == _MOST_LINES:
                    break
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(Where(str(path)), f"cannot be read ({reason})", "Check the path and run again.") from error
    except UnicodeDecodeError as error:
        raise FileProblem(Where(str(path)), "is not UTF-8 text", "Save it as UTF-8 and run again.") from error
    if not lines:
        raise FileProblem(Where(str(path)), "has no sentences", "Write one sentence a line.")
    return tuple(lines)
