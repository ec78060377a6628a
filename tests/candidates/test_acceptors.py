"""What a draft must not be, and above all what must not be rejected: "source|draft" rows."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from catalog_cli.candidates import Acceptor, Candidate, acceptors
from catalog_cli.segment import Alignment, CodeKind, InlineCode, Segment
from tests.candidates.scripted import segment

ALL = acceptors("en", "pt-BR", "utf-8")


def reason(one: Segment, draft: str, alignment: Alignment | None = None, judges: tuple[Acceptor, ...] = ALL) -> str:
    """Return the first reason why a draft cannot stand, "" if it can."""
    candidate = Candidate(draft, alignment, "test")
    return next((found for judge in judges if (found := judge(one, candidate)) is not None), "")


# Good translations of every shape that a first guess at a rule takes for a bad one.
GOOD = """
Nylon|Nylon
The shop opens at 8pm.|A loja abre às 20h.
Jazz|Jazz
Design|Design
Sudoku|Sudoku
Kung Fu|Kung Fu
Calvin Klein|Calvin Klein
iPad Pro|iPad Pro
USB-C|USB-C
3D|3D
Large|Grande
Red|Vermelha
Yes|Sim
No|Não
on|ligado
off|desligado
Kids|Crianças
T-shirt|Camiseta
Hot dog|Cachorro-quente
SALE|PROMOÇÃO
Sale!|Promoção!
S, M, L|P, M, G
one size|Tamanho único
The best|O melhor
Add to cart|Adicionar ao carrinho de compras
Dishwasher safe|Pode ser lavado na máquina de lavar louça
Mother's Day|Dia das Mães
first aid kit|kit de primeiros socorros
Joust Duffle Bag|Bolsa Joust Duffle
polo shirt|camisa polo
Bora Bora towel|Toalha Bora Bora
Blah blah blah|Blá blá blá
very, very, very soft|muito, muito, muito macio
door to door|de porta em porta
day after day|dia após dia
one by one|um a um
It is soft, it is light, it is warm.|É macio, é leve, é quente.
black and white, black and red|preto e branco, preto e vermelho
2 Years|2 anos
2 years|dois anos
Two years|2 anos
Two-year warranty|Garantia de 2 anos
Set of 2|Conjunto com dois
Twin pack|Pacote com dois
Pair of socks|Par de meias
Half price|Metade do preço
5 stars|cinco estrelas
12.5 cm|12,5 cm
1,250 g|1.250 g
10,000 mAh|10.000 mAh
1.5 in. wide|1,5 pol. de largura
1/2 cup|½ xícara
24/7 support|suporte 24/7
100% cotton|100% algodão
50-50 blend|mistura 50-50
10 x 10 x 10 cm|10 x 10 x 10 cm
Size 8 8 8|Tamanho 8 8 8
A 4-in-1 tool|Uma ferramenta 4 em 1
1st|Primeiro
2nd edition|2ª edição
20s style|Estilo dos anos 20
1980s style|estilo dos anos 80
Buy one get one free|Compre um e leve outro grátis
007 watch|Relógio 007
NA|NA
naïve café|café ingênuo
赤い bag|bolsa 赤い
قميص blue|قميص azul
👕 shirt|camisa 👕
5 € off|5 € de desconto
Joust™ bag|Bolsa Joust™
½ cup of tea|½ xícara de chá
"""


@pytest.mark.parametrize("row", GOOD.strip().splitlines())
def test_good_translations_stand(row: str) -> None:
    source, draft = row.split("|")
    assert reason(segment(source), draft) == ""


BAD = [
    # source, draft, words of the reason
    ("Red bag", "", "empty"),
    ("Red bag", " \n ", "empty"),
    ("a red bag", "a red bag", "repeated the source"),
    ("Soft cotton towel", "soft COTTON towel", "repeated the source"),
    ("Red bag", "bolsa bolsa bolsa bolsa", "repeated itself"),
    ("Red bag with strap", "bolsa com alça bolsa com alça bolsa com alça", "repeated itself"),
    ("Red bag with a strap", "bolsa com alça longa, bolsa com alça longa", "repeated itself"),
    ("Red bag", "Não, não, não", "repeated itself"),
    ("men", "os homens", "more of a single word"),
    ("12.5 cm", "125 cm", "lost the number 12.5"),
    ("The shop opens at 8pm.", "A loja abre às 21h.", "lost the number 8"),
    ("12 bags", "bolsas", "lost the number 12"),
    ("bags", "12 bolsas", "added the number 12"),
    ("2 of 3 bags", "2 bolsas", "lost the number 3"),
    ("100% cotton", "algodão", "lost the number 100"),
    ("Red bag", "Красная сумка", "another script"),
    ("Red bag", "أحمر حقيبة", "another script"),
    ("Red bag", "赤いバッグ", "another script"),
    ("Red bag", "A bolsa vermelha que você sempre quis ter para sair", "too long"),
    ("A soft towel that dries fast and is light to carry on trips", "Toalha", "too short"),
]


@pytest.mark.parametrize(("source", "draft", "words"), BAD)
def test_bad_drafts_are_rejected_for_the_right_reason(source: str, draft: str, words: str) -> None:
    assert words in reason(segment(source), draft)


def test_a_name_in_capitals_with_a_hyphen_may_stay() -> None:
    assert reason(segment("OEKO-TEX", prepared="oeko-tex"), "oeko-tex") == ""
    assert reason(segment("back-to-school"), "back-to-school") == "repeated the source"


def test_an_article_in_front_of_a_fragment_is_rejected() -> None:
    framed = segment("solar lantern")._replace(frame=("Product: ", "."))
    assert reason(framed, "da lanterna solar") == "began with an article"
    assert reason(segment("solar lantern"), "da lanterna solar") == ""  # running text


LENGTHS = [
    # characters of the source, of the draft, whether it stands
    (3, 31, True),  # 2.2 times, and 25 on top
    (3, 32, False),
    (100, 245, True),
    (100, 246, False),
    (50, 2, True),  # a short text may become one word
    (51, 20, False),
    (100, 40, True),
    (100, 39, False),
]


@pytest.mark.parametrize(("source", "draft", "stands"), LENGTHS)
def test_the_lengths_that_stand(source: int, draft: int, stands: bool) -> None:
    # Letters that go round in no circle: one letter again and again is refused for that.
    found = reason(segment("x" * source), (ascii_lowercase * 10)[:draft])
    assert (found == "") is stands, found


ONE, TWO = (6, 19, "XQB"), (23, 30, "ZGA")
MASKED = segment("Visit https://a.b/c or {count} times", prepared="Visit XQB or ZGA times", masks=(ONE, TWO))
MASKS = [
    # draft, words of the reason ("" if it stands)
    ("Visite XQB ou ZGA vezes", ""),
    ("ZGA vezes visite XQB", ""),  # in another order
    ("Visite xqb ou Zga vezes", ""),  # in another case: it is recognised
    ("Visite XQB ou vezes", "{count}"),
    ("Visite vezes", "https://a.b/c, {count}"),
    ("Visite XQB ou ZGA e ZGA vezes", "{count}"),
    ("Visite XQBs ou ZGA vezes", "https://a.b/c"),  # grown into a word
]


@pytest.mark.parametrize(("draft", "words"), MASKS)
def test_a_mask_must_come_through_once(draft: str, words: str) -> None:
    found = reason(MASKED, draft)
    assert words in found
    assert bool(found) is bool(words)


def test_names_in_a_masked_text_are_not_taken_for_a_copy() -> None:
    masked = segment("Ask Müller", prepared="Ask XQB", masks=((4, 10, "XQB"),))
    assert reason(masked, "Ask XQB") == ""  # one word of language: a name may be one


BOLD = InlineCode(CodeKind.PAIR, 2, 5, "b", "<b>", "</b>")
LINKS = Alignment(((0, 3, 0, 1), (4, 9, 6, 9), (10, 18, 2, 5)))
TAGS = [
    # alignment of "uma bolsa vermelha" with "a red bag", words of the reason
    (LINKS, ""),
    (Alignment(((0, 3, 0, 1), (4, 9, 6, 9))), "no place for a tag"),  # nothing was made from "red"
    (None, "no place for a tag"),
]


@pytest.mark.parametrize(("alignment", "words"), TAGS)
def test_a_tag_must_find_its_words(alignment: Alignment | None, words: str) -> None:
    found = reason(segment("a red bag", codes=(BOLD,)), "uma bolsa vermelha", alignment)
    assert words in found
    assert bool(found) is bool(words)


ENCODINGS = [
    # encoding of the output, draft, words of the reason
    ("utf-8", "bolsa – 赤い 赤い赤い".replace("赤い", "ă"), ""),
    ("cp1252", "bolsa – “nova”", ""),
    ("iso8859-1", "bolsa – nova", '"–", which iso8859-1'),
    ("ascii", "coração", '"ç", which ascii'),
    (None, "coração", ""),
]


@pytest.mark.parametrize(("encoding", "draft", "words"), ENCODINGS)
def test_a_draft_must_fit_the_encoding_of_the_output(encoding: str | None, draft: str, words: str) -> None:
    found = reason(segment("new bag"), draft, judges=acceptors("en", "pt-BR", encoding))
    assert words in found
    assert bool(found) is bool(words)


def test_a_long_draft_is_judged_in_linear_time() -> None:
    words = " ".join(f"palavra{'abcdefghij'[i % 10]}{'klmnopqrst'[i // 10 % 10]}" for i in range(2_000))
    assert reason(segment(words.replace("palavra", "word")), words) in ("", "repeated itself")
