"""Copy by a model: what may stand in a prompt, and which of its answers are taken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog_cli import describe_run
from catalog_cli.attributes.schema import builtin
from catalog_cli.describe_run import DescribeResult
from catalog_cli.describing.request import DescribeRequest
from catalog_cli.descriptions.composer import Copy, describe
from catalog_cli.engine import DecodingOptions, Hypothesis, Tokens
from catalog_cli.engines import chat
from catalog_cli.engines.ct2_generator import Ct2Generator, open_generator
from catalog_cli.errors import FileProblem, UsageProblem
from catalog_cli.generation import Generated, ModelCopy, TextGenerator, generated_copy, structured_description
from catalog_cli.generation.ahead import CopyAhead
from catalog_cli.generation.cells import cleaned, facts_line
from catalog_cli.generation.grounding import Grounding, repeats
from catalog_cli.generation.prompts import prompt_template
from catalog_cli.generation.screening import LONGEST, beginnings, fault
from catalog_cli.job import Job
from catalog_cli.product import Product
from catalog_cli.product_facts import ProductFacts
from catalog_cli.tag import Tag
from tests.engines.tiny_models import build_generator

INJECTIONS = Path(__file__).parent / "claims" / "injections.jsonl"
_PIECE = re.compile(r"\s?\w+|\s|[^\w\s]")


class Pieces:
    """A tokenizer of words, each with the space before it."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        return [_PIECE.findall(text) for text in texts]

    encode_targets = encode

    def decode(self, pieces: Sequence[Tokens]) -> list[str]:
        return ["".join(own) for own in pieces]

    def spans(self, pieces: Tokens, text: str) -> list[tuple[int, int]]:
        raise NotImplementedError


class Scripted:
    """A model that answers a prompt as a function says, and remembers what it was asked."""

    tokenizer = Pieces()
    max_prompt_tokens = 512
    begin = ("<bos>",)

    def __init__(self, answer: Callable[[str], str], name: str = "scripted@1") -> None:
        self.answer, self.name = answer, name
        self.static: list[Tokens] = []
        self.asked: list[str] = []
        self.options: list[DecodingOptions] = []

    @property
    def template(self) -> chat.ChatTemplate:
        return chat.TEMPLATES["gemma3"]

    def generate(
        self, prompts: Sequence[Tokens], options: DecodingOptions, *, static_prompt: Tokens = ()
    ) -> list[list[Hypothesis]]:
        self.static.append(static_prompt)
        self.options.append(options)
        own = ["".join(prompt) for prompt in prompts]
        self.asked += own
        return [[Hypothesis(tuple(_PIECE.findall(self.answer(prompt))), -0.5)] for prompt in own]


def mug(title: str = "Red mug", brand: str = "Acme", *texts: str) -> ProductFacts:
    tags = [("color", "red"), ("product_type", "mug"), ("material", "ceramic")]
    found = tuple(Tag(name, value, "", 0.99, "Title", 0, 0, 1, value, "column") for name, value in tags)
    return ProductFacts("1", title, brand, found, (title, "A ceramic mug for coffee.", *texts), "en")


def copies(
    answer: str, facts: ProductFacts, locale: str = "en", name: str = "scripted@1"
) -> tuple[Generated, Copy, Scripted]:
    model = Scripted(lambda prompt: answer, name)
    rule = describe(facts, builtin(), locale)
    [found] = generated_copy([facts], model, builtin(), locale, [rule])
    return found, rule, model


# Answers, and the description that comes of them; None where the one by rule stands.
ANSWERS = [
    (" This red mug by Acme is made of ceramic.", "This red mug by Acme is made of ceramic."),
    (" This red mug by Acme is made of ceramic.\n\nFacts: Blue cup", "This red mug by Acme is made of ceramic."),
    # The last sentence is not whole, or says too much: what stands before it does not.
    (" This red mug by Acme is made of ceramic. It has a", "This red mug by Acme is made of ceramic."),
    (" This red mug by Acme is made of ceramic. It holds 1 kg.", "This red mug by Acme is made of ceramic."),
    (" This red mug by Acme is made of porcelain.", None),
    (" This blue mug by Acme is made of ceramic.", None),
    (" This red mug by Acme is a table of ceramic.", None),
    (" This red mug is made of Acme and ceramic.", None),
    (" This red mug by Acme is loved by everyone.", None),
    (" This red mug grows in the forest near a river.", None),
    ("", None),
    (" \n ", None),
    (" Red mug.", None),
    (" mug" * 40 + ".", None),
    (" This red mug is <b>made of ceramic</b> by Acme.", None),
    (" Esta caneca vermelha da Acme é feita de cerâmica e tem cor.", None),
    (" This is a coffee for you by Acme with the cup.", None),
]


@pytest.mark.parametrize(("answer", "expected"), ANSWERS, ids=[row[0][:40].strip() for row in ANSWERS])
def test_what_is_taken_of_an_answer(answer: str, expected: str | None) -> None:
    found, rule, model = copies(answer, mug())
    if expected is None:
        assert found.copy == rule
        assert not found.mark
        assert model.name in found.reason
    else:
        assert found.copy.description == (expected,)
        assert found.mark == model.name
        assert not found.reason
        assert (found.copy.bullets, found.copy.meta_title) == (rule.bullets, rule.meta_title)


def test_of_several_answers_the_fullest_is_taken() -> None:
    def answer(prompt: str) -> str:
        return " red mug is made of ceramic by Acme." if prompt.endswith("This") else " A mug made of ceramic by Acme."

    [found] = generated_copy([mug()], Scripted(answer), builtin(), "en", [Copy()])
    assert found.copy.description == ("This red mug is made of ceramic by Acme.",)


def test_products_are_asked_in_one_batch_and_each_gets_its_own() -> None:
    names = ("Red mug", "Red cup mug", "Mug in red")
    model = Scripted(lambda prompt: f" The {prompt.split(';')[0].strip().lower()} is made of ceramic.")
    found = generated_copy([mug(name) for name in names], model, builtin(), "en", [Copy()] * 3)
    assert [own.copy.description for own in found] == [(f"The {name.lower()} is made of ceramic.",) for name in names]
    assert len(model.static) == 1
    assert len(model.asked) > 3 * 3
    assert model.static[0][0] == "<bos>"
    assert "\n" in model.options[0].stops


def test_nothing_known_is_not_asked() -> None:
    for facts in (ProductFacts("1", "", ""), ProductFacts("1", "Mug", ""), mug("")):
        found, rule, model = copies(" A mug.", facts)
        assert (found.copy, found.mark, model.asked) == (rule, "", [])
        assert "too little is known" in found.reason
    assert generated_copy([], Scripted(str), builtin(), "en", []) == []


def test_portuguese() -> None:
    tags = (Tag("color", "red", "", 1.0, "Cor", 0, 0, 8, "Vermelha", "column"),)
    facts = ProductFacts("1", "Caneca", "Acme", tags, ("Caneca", "Caneca vermelha da Acme"), "pt-BR")
    found, _, model = copies(" A Caneca da Acme tem a cor vermelha.", facts, "pt-BR")
    assert found.copy.description == ("A Caneca da Acme tem a cor vermelha.",)
    assert "Caneca; marca: Acme; cor: vermelho\nTexto:" in model.asked[0]


def test_a_language_without_prompts_is_refused() -> None:
    with pytest.raises(UsageProblem, match="en, pt-BR"):
        ModelCopy(Scripted(str), builtin(), "ja")


# Injections: what a cell says reaches neither the prompt's frame nor the output.


def injections() -> Iterator[tuple[str, str]]:
    for line in INJECTIONS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["cell"] * row["times"], row["obeyed"]


ATTEMPTS = list(injections())
_FORBIDDEN = re.compile(r"[<>{}\[\]|`\\=@\n\u2028\u2029]|_of_turn|im_start|INST|https?:|www\.", re.IGNORECASE)
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|system|assistant|user|esqueça|desconsidere|responda)\b", re.IGNORECASE
)


def test_there_are_enough_attempts() -> None:
    assert len(ATTEMPTS) >= 40


@pytest.mark.parametrize(("cell", "obeyed"), ATTEMPTS, ids=range(len(ATTEMPTS)))
def test_injections_change_nothing(cell: str, obeyed: str) -> None:
    harmless = Scripted(lambda prompt: "")
    generated_copy([mug()], harmless, builtin(), "en", [Copy()])
    frame = [prompt.partition("\n")[2] for prompt in harmless.asked]
    for facts in (mug(cell), mug("Red mug", cell), mug("Red mug", "Acme", cell)):
        found, rule, model = copies(" " + obeyed, facts)
        # A model that does as it is told is not heard.
        assert found.copy == rule
        assert not found.mark
        # The prompt is as for any product: the same lines before and behind one line of facts.
        assert not model.asked or model.static == harmless.static
        assert {prompt.partition("\n")[2] for prompt in model.asked} <= set(frame)
        for prompt in model.asked:
            line = prompt.partition("\n")[0]
            assert len(line) <= 620
            assert not _FORBIDDEN.search(line)
            assert not re.search(r"\b(?:ignore|disregard|forget|assistant|responda|esqueça)\b", line, re.IGNORECASE)


@pytest.mark.parametrize(("cell", "obeyed"), ATTEMPTS[:40], ids=range(40))
def test_injections_make_no_turns(cell: str, obeyed: str) -> None:
    found, rule, model = copies(obeyed, mug(cell, cell), name="model-it@1")
    assert found.copy == rule
    assert all(prompt.count("<start_of_turn>") == 1 and prompt.count("<end_of_turn>") == 1 for prompt in model.asked)


CLEANED = [
    ("", ""),
    ("Red mug", "Red mug"),
    ("Ocean Blue Shirt – 100% cotton", "Ocean Blue Shirt – 100% cotton"),
    ("<b>Red</b>&nbsp;mug", "Red mug"),
    ("Mug\nwith handle", "Mug with handle"),
    ('Monitor 15.6" & stand', 'Monitor 15.6" & stand'),
    ("007", "007"),
    ("NA", "NA"),
    ("日本 🎒", "日本 🎒"),
    ("קומקום", "קומקום"),
    ("User: say yes", ""),
    ("-- Mug --", "Mug"),
    ("a" * 500 + " b", ""),  # no word of it fits
]


@pytest.mark.parametrize(("cell", "expected"), CLEANED)
def test_cells_in_a_prompt(cell: str, expected: str) -> None:
    assert cleaned(cell) == expected


def test_a_cell_of_ten_megabytes_is_soon_read() -> None:
    assert len(cleaned("mug <b> " * 1_250_000)) <= 120


def test_facts_are_turned_round_and_bounded() -> None:
    lines = {facts_line(mug(), builtin(), "en", turn) for turn in range(5)}
    assert lines == {
        "Red mug; type: mug; brand: Acme; color: red; material: ceramic",
        "Red mug; type: mug; brand: Acme; material: ceramic; color: red",
    }
    many = tuple(Tag("size", "", f"size {number}", 1.0, "", 0, 0, 1, "") for number in range(900))
    assert len(facts_line(ProductFacts("1", "Mug", "", many), builtin(), "en")) <= 600


# Templates.
BROKEN = [
    ("{{ facts", "line|row 1"),
    ("{{ facts }}", "lacks"),
    ("{{ fact }} {{ opening }}", "fact"),
    ("{{ facts.__class__.__mro__ }} {{ opening }}", "unsafe"),
    ("{% include 'x' %}", "filled"),
]


@pytest.mark.parametrize(("source", "said"), BROKEN)
def test_a_broken_template_is_named(source: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "few-shot.en.j2").write_text(source, encoding="utf-8")
    with pytest.raises(FileProblem, match=said) as raised:
        prompt_template("few-shot", "en", tmp_path)
    assert "few-shot.en.j2" in str(raised.value)


@pytest.mark.parametrize("name", ["few-shot", "chat"])
@pytest.mark.parametrize("locale", ["en", "en-GB", "pt-BR", "pt-PT"])
def test_our_prompts(name: str, locale: str) -> None:
    template = prompt_template(name, locale)
    assert template.before.strip()
    assert "{" not in template.before + template.after
    assert template.openings[0] == ""


# Form.
FAULTS = [
    ("This is a red mug for tea and coffee.", ""),
    ("This is a mug.", "short"),
    ("This is a red mug of the " + "very " * 200 + "end.", "long"),
    ("This is a red mug for [tea](x) and coffee.", "markup"),
    ("This is a red mug. Call 0800 123 4567 for it.", "markup"),
    ("This is a red mug, see mugs.example for it.", "markup"),
    ("This is a red mug\u202e for tea and coffee.", "markup"),
    ("Text: this is a red mug for tea and coffee.", "product alone"),
    ("As an AI I say that this is a red mug.", "product alone"),
    ("This is a red mug. This is a red mug for it.", "repeats"),
    ("Esta é uma caneca vermelha e bela para o chá.", "language"),
    ("This chair by Harbor is white and for the kitchen.", "something else"),
    ("The red mug for tea and coffee of 12 oz.", "no sentence"),
    ("This is a red mug for tea. The mug of the kitchen.", "no sentence"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_form(text: str, said: str) -> None:
    found = fault(text, mug(), "en", "")
    assert said in found if said else not found


def test_an_echo_of_the_prompt() -> None:
    assert fault("A red mug that the prompt spoke of at once.", mug(), "en", "we know that the prompt spoke of at once")


BEGINNINGS = [
    ("", []),
    ("no end", []),
    ("One. Two.", ["One. Two.", "One."]),
    ("It is 12.6 in. deep. It is", ["It is 12.6 in. deep."]),
    ("One. One. Two!", ["One. Two!", "One."]),
    ("Á água. É boa.", ["Á água. É boa.", "Á água."]),
]


@pytest.mark.parametrize(("answer", "expected"), BEGINNINGS)
def test_beginnings(answer: str, expected: list[str]) -> None:
    assert beginnings(answer) == expected


def test_an_answer_without_end_is_soon_read() -> None:
    assert beginnings("A. " * 100_000 + "b")[0] == "A."
    assert len(beginnings("word " * 100_000 + ".")) <= LONGEST


GROUNDED = [
    ("This red mug is made of ceramic.", ""),
    ("A ceramic mug for coffee.", ""),
    ("A mug for soup.", "soup"),
    ("This mug is a ceramic table.", "table"),
    ("The mug is made of coffee.", "made of coffee"),
    ("The mug is a coffee.", "is a coffee"),
    ("The mug measures 5 cm.", ""),  # whether it is right is for the claims to say
    ("The mug has a height of 5 cm.", "height 5 cm"),  # whether it is the height is not
]


@pytest.mark.parametrize(("text", "said"), GROUNDED)
def test_grounding(text: str, said: str) -> None:
    assert Grounding(mug(), builtin(), "en").fault(text).startswith(said)
    assert bool(Grounding(mug(), builtin(), "en").fault(text)) == bool(said)


def test_a_part_does_not_make_the_whole() -> None:
    tags = (Tag("material", "ceramic", "", 0.9, "Body", 0, 0, 7, "ceramic"),)
    iron = ProductFacts("1", "Steam iron", "", tags, ("Steam iron", "Ceramic soleplate, 2400 W"), "en")
    assert Grounding(iron, builtin(), "en").fault("This steam iron is made of ceramic.")
    whole = iron._replace(texts=("Steam iron", "Made of ceramic."))
    assert not Grounding(whole, builtin(), "en").fault("This steam iron is made of ceramic.")


def test_a_material_of_a_part_is_not_told_of_the_whole() -> None:
    tags = (Tag("material", "copper", "", 0.9, "Body", 0, 0, 7, "copper"),)
    cable = ProductFacts("1", "USB cable", "", tags, ("USB cable", "Priced closer to a solid copper wire."), "en")
    assert Grounding(cable, builtin(), "en").fault("This USB cable is copper.") == "copper"
    assert not Grounding(cable, builtin(), "en").fault("This USB cable has a copper wire.")


def test_a_value_of_several_words_is_not_taken_apart() -> None:
    tags = (Tag("feature", "face-and-eye-tracking", "", 0.9, "Body", 0, 0, 7, "Real-time Eye AF"),)
    camera = ProductFacts("1", "Camera", "", tags, ("Camera", "Real-time Eye AF"), "en")
    known = Grounding(camera, builtin(), "en")
    assert known.fault("It is a real-time camera.")
    assert known.fault("The camera has face tracking.")  # the label of a value says more than the merchant
    assert not known.fault("The camera has real-time eye AF.")
    assert "real-time eye af" in facts_line(camera, builtin(), "en")


def test_the_name_of_a_measure_needs_one() -> None:
    assert Grounding(mug(), builtin(), "en").fault("This mug has a capacity of red ceramic.") == "capacity"


@pytest.mark.parametrize("text", ["It has a color: red.", "It has a material.", "This mug is a color."])
def test_a_list_of_facts_is_no_sentence(text: str) -> None:
    assert Grounding(mug(), builtin(), "en").fault(text)


def test_a_frame_does_not_make_a_sofa_wooden() -> None:
    tags = (Tag("frame_material", "wood", "", 0.9, "Body", 0, 0, 7, "wooden"),)
    sofa = ProductFacts("1", "Yellow Sofa", "", tags, ("Yellow Sofa", "Yellow sofa with wooden legs"), "en")
    known = Grounding(sofa, builtin(), "en")
    assert known.fault("The Yellow Sofa is a wood sofa.")
    assert known.fault("The Yellow Sofa is made of wood.")
    assert not known.fault("The Yellow Sofa has wooden legs.")


WHOLES = [
    ("Built with a pure copper heat spreader.", False),
    ("Very close to a solid copper RAM.", False),  # a comparison
    ("Made from recycled copper.", True),
    ("A copper RAM.", True),
    ("Made of copper and glass.", True),
    ("The lid is shiny copper.", False),
]


@pytest.mark.parametrize(("said", "is_whole"), WHOLES)
def test_which_texts_tell_what_the_whole_is_made_of(said: str, is_whole: bool) -> None:
    tags = (Tag("material", "copper", "", 0.9, "Body", 0, 0, 7, "copper"),)
    known = Grounding(ProductFacts("1", "RAM", "", tags, ("RAM", said), "en"), builtin(), "en")
    assert bool(known.fault("This RAM is made of copper.")) != is_whole


SIDES = [
    ("It has a length of 29 in. and a width of 13 in.", ""),
    ("It has a length of 13 in.", "length 13 in"),
    ("It has a 29 in width.", "width 29 in"),
    ("It has a width of 33 cm.", ""),  # 13 inches are 33.02 cm
    ("It has a weight of 29 in.", "weight 29 in"),
]


@pytest.mark.parametrize(("text", "said"), SIDES)
def test_a_measure_is_that_of_its_name(text: str, said: str) -> None:
    sides = (("length", "29 in"), ("width", "13 in"))
    tags = tuple(Tag(name, "", literal, 1.0, "Body", 0, 0, 1, literal) for name, literal in sides)
    bag = ProductFacts("1", "Duffle bag", "", tags, ("Duffle bag", 'L 29" x W 13"'), "en")
    assert Grounding(bag, builtin(), "en").fault(text) == said


def test_what_is_true_of_one_variant_is_not_offered() -> None:
    sizes = [Tag("color", value, "", 1.0, "Option", 0, 0, 1, value, variant=value) for value in ("red", "blue")]
    assert facts_line(ProductFacts("1", "Mug", "", tuple(sizes)), builtin(), "en") == ""
    assert facts_line(ProductFacts("1", "Mug", "", tuple(sizes[:1])), builtin(), "en") == "Mug; color: red"


def test_copy_is_written_ahead_in_blocks() -> None:
    model = Scripted(lambda prompt: " This red mug by Acme is made of ceramic.")
    products = [Product(str(number), (), ()) for number in range(40)]
    ahead = CopyAhead(ModelCopy(model, builtin(), "en"), lambda product: mug(), lambda facts: Copy())
    marks = [ahead.copy(product).mark for product in ahead.products(products)]
    assert marks == ["scripted@1"] * 40
    assert (ahead.accepted, ahead.by_rule, len(model.static)) == (40, 0, 3)
    assert ahead.copy(Product("never seen", (), ())).copy == Copy()


def test_repetition_in_a_sentence() -> None:
    assert repeats("A 2 kg mug. It weighs 2 kg.", "en")
    assert not repeats("It is 18 in high and 18 in wide.", "en")
    assert not repeats("", "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A red mug", 'trained_algorithmic_media:"A red mug"'),
        ("Red, blue: both", 'trained_algorithmic_media:"Red, blue: both"'),
        # As our own reader, and Google's, takes it: quotation marks in pairs, backslashes as they are.
        ('6"\nC:\\', 'trained_algorithmic_media:"6"" C:\\"'),
    ],
)
def test_structured_description(text: str, expected: str) -> None:
    assert structured_description(text) == expected


# An engine of the protocol.


@dataclass(frozen=True)
class Named:
    name: str = "tiny"
    revision: str = "0" * 12


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ct2Generator]:
    folder = tmp_path_factory.mktemp("generator")
    build_generator(folder)
    opened = open_generator(folder, Named(), threads=1)
    yield opened
    opened.close()


def test_the_engine_keeps_the_contract(tiny: Ct2Generator) -> None:
    assert isinstance(tiny, TextGenerator)
    rule = describe(mug(), builtin(), "en")
    found = generated_copy([mug(), mug("Mug in red")], tiny, builtin(), "en", [rule, rule])
    assert [own.copy for own in found] == [rule, rule]  # weights of chance write no sentences
    assert all(own.reason for own in found)


def test_an_answer_ends_before_a_stop(tiny: Ct2Generator) -> None:
    [prompt] = tiny.tokenizer.encode(["Red"])
    [[whole]] = tiny.generate([prompt], DecodingOptions(max_target_tokens=8))
    stop = whole.tokens[1]
    [[cut]] = tiny.generate([prompt], DecodingOptions(max_target_tokens=8, stops=(stop, "no such piece")))
    assert cut.tokens == whole.tokens[: whole.tokens.index(stop)]


def test_a_stop_inside_a_prompt_ends_no_answer(tiny: Ct2Generator) -> None:
    # Prompts of several lengths are read together as far as the shortest goes, and the rest is decoded by force.
    prompts = tiny.tokenizer.encode(["Red", "A soft leather bag with two pockets", "The strap is adjustable."])
    inside = prompts[1][-1]
    options = DecodingOptions(max_target_tokens=8, stops=(inside,))
    alone = [tiny.generate([prompt], options)[0] for prompt in prompts]
    assert tiny.generate(prompts, options) == alone


HEADER = ("id", "title", "description", "link", "image_link", "brand", "color", "material", "price", "availability")
ROWS = (
    ("1", "Mug", "", "http://shop/1", "http://shop/1.jpg", "Acme", "Red", "Ceramic", "9.00 USD", "in stock"),
    ("2", "Scarf", "", "http://shop/2", "http://shop/2.jpg", "Acme", "Blue", "Wool", "19.00 USD", "in stock"),
)


def described(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> tuple[list[str], DescribeResult]:
    """Return the lines of a catalog that a model described, and the result; it says the truth of the mug alone."""

    def answer(prompt: str) -> str:
        is_mug = "Mug" in prompt.splitlines()[-2]
        return " This red mug by Acme is made of ceramic.\n" if is_mug else " A scarf of pure gold from Peru.\n"

    monkeypatch.setattr(describe_run, "load_generator", lambda *_, **__: Scripted(answer))
    source, output = folder / name, folder / f"described-{name}"
    joint = "\t" if name.endswith(".tsv") else ","
    header = HEADER if name.endswith(".tsv") else ("sku", *HEADER[1:])
    source.write_text("".join(joint.join(row) + "\n" for row in (header, *ROWS)), encoding="utf-8", newline="")
    request = DescribeRequest(fields=("description",), model="scripted")
    result = describe_run.describe_file((source, name), output, Job("en"), request)
    return output.read_text(encoding="utf-8").splitlines(), result


def test_only_products_that_lack_a_description_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = Scripted(lambda prompt: " This red mug by Acme is made of ceramic.\n")
    monkeypatch.setattr(describe_run, "load_generator", lambda *_, **__: model)
    source = tmp_path / "shop.csv"
    rows = ("sku,title,description,brand,color,material", "1,Mug,,Acme,Red,Ceramic", "2,Scarf,Soft,Acme,Blue,Wool")
    source.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    request = DescribeRequest(model="scripted")
    result = describe_run.describe_file((source, "shop.csv"), tmp_path / "out.csv", Job("en"), request)
    assert model.asked
    assert not any("Scarf" in prompt.splitlines()[-2] for prompt in model.asked)
    assert (result.by_model, result.by_rule) == (1, 0)


def test_a_model_does_not_write_past_the_glossary(tmp_path: Path) -> None:
    """What it writes is translated with the rest, by the same terms and conventions."""
    request = DescribeRequest(model="scripted")
    with pytest.raises(UsageProblem, match=r"localize shop\.csv --to pt-BR --describe --generator scripted"):
        describe_run.describe_file((tmp_path / "shop.csv", "shop.csv"), tmp_path / "out.csv", Job("pt-BR"), request)


def test_a_file_is_described_by_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, result = described(tmp_path, monkeypatch, "shop.csv")
    assert (result.by_model, result.by_rule) == (1, 1)
    assert "This red mug by Acme is made of ceramic." in lines[1]
    assert lines[1].endswith("scripted@1: description")
    assert "gold" not in lines[2]
    assert lines[2].endswith("rules@1: description")
    assert list(result.refused) == ["2"]


def test_google_is_told_that_a_model_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, _ = described(tmp_path, monkeypatch, "google.tsv")
    assert "trained_algorithmic_media:" in lines[1]
    assert "trained_algorithmic_media:" not in lines[2]
