"""Which mask shapes the embedded model carries through, and which hurt the rest of the sentence least.

`pytest -m benchmark -s tests/benchmarks/mask_shapes.py` prints the table that catalog_cli/protection.py cites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib.resources import as_file, files

import pytest

from catalog_cli.protection import SHAPES as MASKS

# Product copy written for this table. Slots stand at the start, in the middle and at the end, after prepositions,
# in brackets and quotes, next to each other, in lists; one to four of them.
CARRIERS = (
    "The {0} backpack keeps your laptop safe and dry.",
    "{0} is made from recycled polyester.",
    "Visit {0} for care instructions.",
    "Replacement filter for {0}.",
    "Compatible with {0} and {1}.",
    "Use code {0} at checkout to save ten percent.",
    "Hello {0}, your order {1} is on its way.",
    "Please contact us at {0} if anything is missing.",
    "This charger (model {0}) works in most countries.",
    "The adapter fits {0}, {1} and {2}.",
    "Order {0} was shipped on {1} by {2}.",
    "Read the full guide at {0}.",
    "Only {0} items left in stock!",
    "Save {0} when you buy {1} of them.",
    "Wipe clean with a damp cloth ({0}).",
    "Our soft cotton shirt, style {0}, runs true to size.",
    "The strap of the {0} is adjustable.",
    "Pairs well with {0}.",
    "See also: {0}, {1}, {2}, {3}.",
    "With {0} you can enjoy music all day long.",
    "{0} and {1} are sold separately.",
    "Meet the new {0}: lighter, quieter and faster.",
    "Designed for {0} users who travel a lot.",
    "The leather case protects your {0} from scratches.",
    "Do not use {0} with bleach or in the dryer.",
    'Choose "{0}" in the menu and press start.',
    "Warranty: {0} years. Register at {1}.",
    "Box contains one {0}, two cables and a manual.",
    "By {0}",
    "Spare blade {0}",
    "Running shoe {0} for men",
    "Sofa cover {0} (machine washable)",
    "Ceramic mug with {0} print",
    "Part number {0}",
    "{0} water bottle with straw lid",
    "Wireless mouse {0} in black",
    "The {0} replaces the {1}.",
    "Follow {0} on social media and tag us with {1}.",
    "Send an e-mail to {0} or call us from Monday to Friday.",
    "This lamp was tested to {0} and carries the {1} mark.",
    "Fits {0}/{1} chargers.",
    "The battery of the {0} lasts up to ten hours.",
    "If you own a {0}, you will love this tripod.",
    "Get free shipping on all orders over {0}.",
    "Your size is {0}; your colour is {1}.",
    "Dear {0}, thank you for buying our candle.",
    "The screen protector is made for {0}, not for {1}.",
    "We recommend {0} for sensitive skin.",
    "Download the app from {0} and pair your watch.",
    "Soft, warm and light: the {0} jumper is perfect for cold days.",
    "From {0} to {1}, every detail was thought through.",
    "The colour is {0}.",
    "Made in Portugal by {0} since the very beginning.",
    "Each {0} set includes a tray, a jug and four glasses.",
    "Is the {0} waterproof? Yes, it is.",
    "Replace the cartridge {0} every three months.",
    "Its frame, made of {0} steel, resists rust.",
    "Add {0} to your cart.",
    "Hi {0}! Your {1} is ready; pick it up at {2} before {3}.",
    "This cable connects {0} to {1} without any loss.",
    "Model: {0}. Finish: {1}.",
    "A classic kettle with {0} technology for quick boiling.",
    "The {0}'s handle stays cool.",
    "Cut the fabric along the line marked {0} and fold it.",
    "Works without {0}.",
    "Under {0}, you will find our summer dresses.",
    "Organic tea ({0}, {1}) in a tin.",
    "The garden hose comes with a {0} connector and a spray gun.",
    "Thanks to {0} and {1}, the chair folds flat.",
    "Wash at {0} with similar colours; iron on low heat.",
)

# What a shop would have written in the slots: the reference for the rest of the sentence.
NAMES = ("Samsung", "Nikon", "Philips", "Bosch")

Shape = Callable[[int], str]

SHAPES: dict[str, Shape] = {
    "X1": lambda i: f"X{i}",
    "XQ1": lambda i: f"XQ{i}",
    "Zx1": lambda i: f"Zx{i}",
    "ID1": lambda i: f"ID{i}",
    "K1Q": lambda i: f"K{i}Q",
    "[1]": lambda i: f"[{i}]",
    "__1__": lambda i: f"__{i}__",
    "1x1": lambda i: f"{i}x{i}",
    "%s": lambda i: "%s",
    "{0}": lambda i: f"{{{i}}}",
    "Q1": lambda i: f"Q{i}",
    "QX1": lambda i: f"QX{i}",
    "XX1": lambda i: f"XX{i}",
    "X-1": lambda i: f"X-{i}",
    "X1X": lambda i: f"X{i}X",
    "[X1]": lambda i: f"[X{i}]",
    "M1": lambda i: f"M{i}",
    "V1": lambda i: f"V{i}",
    "W1": lambda i: f"W{i}",
    "Z1": lambda i: f"Z{i}",
    "KX1": lambda i: f"KX{i}",
    "PX1": lambda i: f"PX{i}",
    "XZ11": lambda i: f"XZ{i}{i}",
    "X901": lambda i: f"X{900 + i}",
    "XQ71": lambda i: f"XQ{70 + i}",
    "ZX81": lambda i: f"ZX{80 + i}",
    "KQ41": lambda i: f"KQ{40 + i}",
    "XA": lambda i: "X" + "ABCDEFGH"[i - 1],
    "XTA": lambda i: "XT" + "ABCDEFGH"[i - 1],
    "shape 0": lambda i: MASKS[0][i - 1],
    "shape 1": lambda i: MASKS[1][i - 1],
    "Xara": lambda i: ("Kora", "Zelta", "Vixo", "Brano")[i - 1],
}


def fill(shape: Shape, carrier: str) -> tuple[str, list[str]]:
    """Return the carrier with its slots filled by masks, and the masks."""
    masks = [shape(i) for i in range(1, carrier.count("{") + 1)]
    return carrier.format(*masks), masks


def survives(draft: str, masks: Sequence[str]) -> bool:
    """Return whether each mask stands in the draft exactly once, as a whole."""
    return all(len(re.findall(rf"(?<![^\W_]){re.escape(m)}(?![^\W_])", draft)) == masks.count(m) for m in set(masks))


def rest(draft: str, masks: Sequence[str]) -> str:
    """Return the draft with every mask replaced by one letter, so that only its surroundings are compared."""
    for mask in masks:
        draft = draft.replace(mask, "@")
    return draft


def translate(texts: Sequence[str]) -> list[str]:
    """Return the embedded model's greedy translations, with the vocabulary map."""
    import ctranslate2
    import sentencepiece

    with as_file(files("catalog_cli.embedded") / "en-pt-BR") as folder:
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        model = ctranslate2.Translator(str(folder), device="cpu", compute_type="int8")
        results = model.translate_batch(
            pieces.encode(list(texts), out_type=str),
            beam_size=1,
            use_vmap=True,
            max_batch_size=512,
            batch_type="tokens",
        )
        return [pieces.decode(result.hypotheses[0]) for result in results]


@pytest.mark.benchmark
def test_mask_shapes() -> None:
    """Print, per shape: share of sentences with all masks intact, and chrF of the rest to the named sentence."""
    from sacrebleu.metrics.chrf import CHRF

    chrf = CHRF()
    named = translate([carrier.format(*NAMES) for carrier in CARRIERS])
    references = [rest(draft, NAMES) for draft in named]
    rows = []
    for label, shape in SHAPES.items():
        filled = [fill(shape, carrier) for carrier in CARRIERS]
        drafts = translate([text for text, _ in filled])
        kept = [survives(draft, masks) for draft, (_, masks) in zip(drafts, filled, strict=True)]
        around = [rest(draft, masks) for draft, (_, masks) in zip(drafts, filled, strict=True)]
        rows.append((sum(kept), chrf.corpus_score(around, [references]).score, label))
    print(f"\n{len(CARRIERS)} sentences; shape, sentences with every mask intact, chrF of the rest")
    for count, score, label in sorted(rows, reverse=True):
        print(f"{label:8} {count:4} {100 * count / len(CARRIERS):6.1f}% {score:6.1f}")
    assert len(CARRIERS) >= 60
