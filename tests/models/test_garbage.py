"""What a broken model answers is told from what a translation could be."""

from __future__ import annotations

import pytest

from catalog_cli.errors import ModelDamaged
from catalog_cli.model_manifest import Manifest, SelfTest
from catalog_cli.models.garbage import require_sound, verdict

SENTENCES = ("This bag is red and has two pockets.", "Cotton shirt with long sleeves", "10 x 250 ml")
GERMAN = ("Diese Tasche ist rot und hat zwei Fächer.", "Baumwollhemd mit langen Ärmeln", "10 x 250 ml")


@pytest.mark.parametrize(
    ("outputs", "words"),
    [
        (GERMAN, None),
        (("これは赤いバッグで、ポケットが二つあります。", "長袖の綿シャツ", "10 x 250 ml"), None),
        (("هذه الحقيبة حمراء ولها جيبان.", "قميص قطني بأكمام طويلة", "10 × 250 مل"), None),
        ((GERMAN[0], "", "10 x 250 ml"), None),  # one of two: a small model
        (("", " ", "10 x 250 ml"), "answers nothing"),
        (("", "", ""), "answers nothing"),
        (("⁇ ⁇ ⁇ ⁇", "⁇⁇⁇", "10"), "unknown pieces"),
        (("<unk><unk> ist <unk><unk>", "<unk> <unk>", "10 x 250 ml"), "unknown pieces"),
        (
            ("die die die die die die die die die die die die", "rot rot rot rot rot rot rot rot rot rot", "10"),
            "repeats",
        ),
        (("的的的的的的的的的的", "红包红包红包红包红包红包红包", "10"), "repeats"),
        ((SENTENCES[0], SENTENCES[1].upper(), "10 x 250 ml"), "copies"),
        (("Die Tasche ⁇ ist rot.", "Hemd ™", "½ € 😀"), None),
    ],
)
def test_a_broken_model_is_told_from_one_that_translates(outputs: tuple[str, ...], words: str | None) -> None:
    found = verdict(SelfTest(SENTENCES, outputs, None, "en", "de"))
    assert (found is None) if words is None else (words in (found or ""))


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        (SelfTest(), "nothing was asked"),
        (SelfTest(("10 x 250 ml",), ("",), None, "en", "de"), "nothing that a model must answer"),
        (SelfTest(SENTENCES, SENTENCES, None, "en-US", "en-GB"), "a copy is right between varieties"),
    ],
)
def test_what_tells_nothing_is_not_judged(test: SelfTest, reason: str) -> None:
    assert verdict(test) is None, reason


@pytest.mark.parametrize(
    ("outputs", "is_told"),
    [
        (("Bei 30 Grad waschen.", "10 x 250 ml", "USB-C 3,1, 65 W"), False),
        (("يغسل عند ٣٠ درجة.", "١٠ × ٢٥٠ مل", "USB-C ٣٫١، ٦٥ واط"), False),  # digits of another script
        (("在三十度下洗涤。", "10 x 250 毫升", "USB-C 3.1, 65 W"), False),  # one in words
        # The embedded model with the pieces of its vocabulary shuffled, and in the opposite order.
        (("substances Soldier-11 degrees", "box rica 10 treated Ocidental", "charcionistas Mana Hudson"), True),
        (("Wash 30 Soft semiconductor", "10 Destiny disponibilidade 32", "USB spillC Creator, 66 W"), True),
    ],
)
def test_numbers_come_through_every_translation(outputs: tuple[str, ...], is_told: bool) -> None:
    sentences = ("Wash at 30 degrees.", "10 x 250 ml", "USB-C 3.1, 65 W")
    assert (verdict(SelfTest(sentences, outputs, None, "en", "de")) is not None) is is_told


def test_only_translators_are_judged_and_the_sentence_names_the_model() -> None:
    broken = SelfTest(SENTENCES, ("", "", ""), None, "en", "de")
    require_sound(Manifest("writer", kind="generator", self_test=broken))
    require_sound(Manifest("good", self_test=SelfTest(SENTENCES, GERMAN, None, "en", "de")))
    with pytest.raises(ModelDamaged, match="The model broken cannot be loaded: it answers nothing to most sentences"):
        require_sound(Manifest("broken", self_test=broken))
