"""Every check of segments on its own: (target locale, source, target, is found); English sources but where said."""

from __future__ import annotations

from time import process_time

import pytest

from catalog_cli.product import Role
from catalog_cli.qa.registry import CHECKS, IN_RUN, load_checks
from catalog_cli.segment import CodeKind, InlineCode, Origin, Place, Segment, SegmentId, TermHit

PT, ES, FR, DE, JA, ZH, AR, HE, HI, RU = "pt-BR", "es-ES", "fr-FR", "de-DE", "ja", "zh-Hans", "ar", "he", "hi", "ru"

ROWS: dict[str, list[tuple[str, str, str, bool]]] = {
    "placeholder-changed": [
        (PT, "Hi {name}", "Olá, {name}", False),
        (PT, "Save %s now", "Economize %s agora", False),
        (PT, "Order #{id} is here", "O pedido nº {id} chegou", False),
        (AR, "Hi {{ customer.name }}", "مرحبا {{ customer.name }}", False),
        (PT, "{n, plural, one {# bag} other {# bags}}", "{n, plural, one {# bolsa} other {# bolsas}}", False),
        # Arabic has six forms: the cases are those of the language
        (AR, "{n, plural, one {# bag} other {# bags}}", "{n, plural, zero {لا} one {حقيبة} other {# حقائب}}", False),
        (PT, "Hi {name}", "Olá, {nome}", True),
        (PT, "Hi {name}", "Olá", True),
        (JA, "Save %s now", "今すぐ節約", True),
        (PT, "Hi", "Olá, {name}", True),
        (PT, "{n, plural, one {# bag} other {# bags}}", "{m, plural, one {# bolsa} other {# bolsas}}", True),
    ],
    "link-changed": [
        (PT, "See https://example.com/a", "Veja https://example.com/a", False),
        (PT, "Write to shop@example.com", "Escreva para shop@example.com", False),
        (HE, "See example.com.", "ראו example.com.", False),
        (PT, "No link", "Sem link", False),
        (PT, "See https://example.com/a", "Veja https://example.com/b", True),
        (PT, "Write to shop@example.com", "Escreva para loja@example.com", True),
        (ZH, "See https://example.com", "请看", True),
        (PT, "See it", "Veja https://evil.example", True),
    ],
    "product-code-changed": [
        (PT, "Filter WF-300", "Filtro WF-300", False),
        (PT, "Router KX-450 v2", "Roteador KX-450 v2", False),
        (JA, "Filter WF-300", "フィルター WF-300", False),
        (PT, "T-shirt", "Camiseta", False),
        (PT, "Filter WF-300", "Filtro WF-330", True),
        (PT, "Filter WF-300", "Filtro", True),
        (RU, "Style NP-2041", "Модель НП-2041", True),  # Cyrillic letters: nobody finds it
    ],
    "composition-changed": [
        (PT, "80% cotton, 20% wool", "80% algodão, 20% lã", False),
        (PT, "80% cotton, 20% wool", "20% lã, 80% algodão", False),
        (PT, "100% cotton", "Algodão 100%", False),
        (PT, "20% off", "20% de desconto", False),
        (PT, "80% cotton, 20% wool", "20% algodão, 80% lã", True),
        (PT, "60% cotton and 40% polyester", "40% algodão e 60% poliéster", True),
        (PT, "95% viscose, 5% elastane", "5% viscose, 95% elastano", True),
    ],
    "brand-altered": [
        (PT, "The iPhone case", "A capa do iPhone", False),
        (PT, "Gore-Tex™ boots", "Botas Gore-Tex™", False),
        (PT, "The iPhone case", "A capa", False),  # it may be left out
        (PT, "THE IPHONE CASE", "A CAPA DO IPHONE", False),
        (RU, "The iPhone case", "Чехол для айфона", False),  # another script writes it as it sounds
        (PT, "The iPhone case", "A capa do Iphone", True),
        (PT, "YouTube video", "Vídeo do Youtube", True),
        (PT, "From Mexico™", "Do México™", False),  # a country has a name of its own in each language
        (PT, "With Polara™-like colours, Polara-like", "Cores como polara", True),
        (PT, "Joust® bag", "Bolsa Joúst®", True),
    ],
    "acronym-missing": [
        (PT, "An HDMI cable", "Um cabo HDMI", False),
        (PT, "With SPF 50", "Com FPS 50", False),  # the same letters in another order
        (PT, "NEW LED LAMP", "Nova lâmpada", False),  # loud
        (PT, "Contains MILK.", "Contém leite.", False),
        (PT, "Do NOT use an HDMI cable", "Não use um cabo", True),
        (AR, "An HDMI cable", "كابل HDMI", False),
        (PT, "A USB cable", "Um cabo", True),
        (JA, "An LED lamp", "ランプ", True),
        (FR, "HVAC controls", "Commandes de climatisation", True),  # a right one, too: minor
    ],
    "wrong-language": [
        (PT, "The bag is made of leather.", "A bolsa é feita de couro.", False),
        (PT, "Pizza Margherita", "Pizza Margherita", False),  # too short to tell
        (PT, "all-in-one trimmer", "aparador all-in-one", False),  # a compound, not words of a sentence
        (PT, "all-in-one trimmer", "the all-in-one trimmer and it is for you", True),
        (PT, "Plug and play with Bluetooth", "Plug and play com Bluetooth", False),
        (ES, "The bag is made of leather.", "El bolso está hecho de cuero.", False),
        (RU, "The bag is made of leather", "Сумка сделана из кожи и очень удобная", False),
        (ZH, "The bag is made of leather", "这个包是用皮革做的", False),
        (JA, "The bag is made of leather", "このバッグは革製です", False),
        (PT, "The bag is made of leather.", "El bolso está hecho con cuero y es muy suave.", True),
        (PT, "Die Tasche ist aus Leder und weich", "Die Tasche ist aus Leder und weich", False),  # foreign-source
        (PT, "The bag is made of leather.", "The bag is made of leather and it is soft", True),
        (PT, "The bag is made of leather.", "Die Tasche ist aus Leder und sehr weich.", True),
        (DE, "The bag is made of leather.", "Le sac est fait de cuir et il est doux.", True),
        (FR, "The bag is made of leather.", "La borsa è fatta di pelle con la cerniera", True),
        (RU, "The bag is made of leather", "Сумка зроблена зі шкіри і має її колір", True),  # Ukrainian
        (ZH, "The bag is made of leather", "這個包是用皮革做的，請選擇顏色", True),  # in the other script
        (JA, "The bag is made of leather", "这个包是用真皮做的非常柔软耐用", True),
    ],
    "foreign-source": [
        (PT, "Soft and warm bag", "Soft and warm bag", False),  # untranslated
        (PT, "Tasche aus weichem Leder mit Gurt", "Bolsa de couro macio com alça", False),
        (PT, "Bolsa de couro feita à mão no Brasil", "Bolsa de couro feita à mão no Brasil", False),  # the target's
        (PT, "", "", False),
        (PT, "Eau de Parfum Spray", "Eau de Parfum Spray", False),  # a name
        (PT, "Die Tasche ist aus Leder und sehr weich", "Die Tasche ist aus Leder und sehr weich", True),
        (FR, "Lorem ipsum dolor sit amet, consectetur elit", "Lorem ipsum dolor sit amet, consectetur elit", True),
    ],
    "leftover-source": [
        (PT, "A soft bag with a zip for you", "Uma bolsa macia com zíper para você", False),
        (PT, "Plug and play adapter", "Adaptador plug and play", False),  # a name of three words
        (PT, "Born in the USA shirt", "Camisa Born in the", False),
        (PT, "", "", False),
        (DE, "The Rolling Stones live at the BBC", "The Rolling Stones Live", False),
        (PT, "A soft bag that comes with a zip", "Uma bolsa macia that comes with a zíper", True),
        (ES, "Wash it by hand in cold water", "Lávelo by hand in cold agua", True),
        (JA, "Wash it by hand in cold water", "これは wash it by hand です", True),
    ],
    "leftover-word": [
        (PT, "Bag with zip and strap", "Bolsa com zíper e alça", False),
        (PT, "The North Face and more", "The North Face e mais", False),  # a name: in capitals
        (ES, "Red and blue", "Rojo y azul", False),
        (PT, "Soft and warm", "Soft and warm", False),  # what is copied whole is another check's
        (PT, "Bag with zip and strap", "Bolsa com zíper and alça", True),
        (ES, "Bag with your name", "Bolso con your nombre", True),
        (DE, "Soft and warm wool", "Weich and warm", True),
    ],
    "claim-added": [
        (PT, "A good bag", "Uma boa bolsa", False),
        (PT, "The best bag", "A melhor bolsa", False),
        (PT, "Two-year warranty", "Garantia de dois anos", False),
        (PT, "Better grip", "O melhor agarre", False),  # minor, and near enough
        (PT, "Free shipping", "Frete grátis", False),
        (PT, "For optimum training", "Para o melhor treino", False),
        (JA, "A good bag", "最高のバッグ", False),  # no table
        (PT, "A soft bag", "A melhor bolsa macia", True),
        (PT, "Herbal tea", "Chá de ervas que cura", True),
        (ES, "Cotton shirt", "Camisa de algodón con envío gratis", True),
        (FR, "Hand cream", "Crème pour les mains cliniquement prouvée", True),
        (DE, "Wooden toy", "Zertifiziertes Holzspielzeug", True),
        (PT, "Delivered in a box", "Entregue em uma caixa, satisfação garantida", True),
    ],
    "negation-lost": [
        (PT, "Do not bleach it", "Não use alvejante", False),
        (PT, "Do not bleach it", "Evite alvejante", False),  # said otherwise
        (PT, "dont bleach the shirt", "branqueie a camisa", True),  # as shops type it
        (PT, "A mug w/o a lid", "Uma caneca com tampa", True),
        (PT, "Sugar-free gum with mint", "Goma com menta sem açúcar", False),
        (PT, "Order no. 5 is here", "O pedido 5 chegou", False),
        (PT, "Not only soft but warm", "Macio e também quente", False),
        (JA, "Do not bleach it", "漂白する", False),  # no table
        (PT, "Do not bleach it", "Use alvejante", True),
        (ES, "This bag is not waterproof", "Este bolso es impermeable", True),
        (FR, "Never iron the print", "Repassez l'imprimé", True),
        (DE, "Made without leather", "Aus Leder gemacht", True),
        (PT, "Sugar-free gum with mint", "Goma com menta e açúcar", True),
    ],
    "negation-added": [
        (PT, "This bag is waterproof", "Esta bolsa é à prova d'água", False),
        (PT, "A mug w/o a lid", "Uma caneca sem tampa", False),
        (PT, "It doesnt shrink at all", "Ele não encolhe", False),
        (PT, "Wireless mouse for you", "Mouse sem fio para você", False),
        (PT, "Keeps the cup from sliding", "A caneca não desliza", False),
        (PT, "It is snappier than ever", "É mais rápido do que nunca", False),  # a comparison
        (PT, "Softer than ever", "Mais macio que nunca", False),
        (ES, "It is softer than ever", "Es más suave que nunca", False),
        (FR, "It is softer than ever", "Il est plus doux que jamais", False),
        (PT, "A colour that always fades", "Uma cor que nunca desbota", True),
        (FR, "Vests", "Gilets sans manches", False),
        (AR, "This bag is waterproof", "هذه الحقيبة ليست مقاومة للماء", False),  # no table
        (PT, "This bag is waterproof", "Esta bolsa não é à prova d'água", True),
        (ES, "The lid is made of steel", "La tapa no es de acero", True),
        (DE, "The lid is made of steel", "Der Deckel ist nicht aus Stahl", True),
        (FR, "You can wash it by hand", "Vous ne pouvez pas le laver", True),
    ],
    "mixed-scripts": [
        (RU, "A USB cable", "USB-кабель", False),
        (PT, "5 µm filter", "Filtro de 5 µm", False),
        (PT, "Red bag", "Bolsa vermelha", False),
        (JA, "T-shirt", "Tシャツ", False),
        (PT, "Red bag", "Bоlsa vermelha", True),  # a Cyrillic o
        (RU, "Red bag", "Kрасная сумка", True),  # a Latin K
        ("el", "Red bag", "Kόκκινη τσάντα", True),
    ],
    "escaped-characters": [
        (PT, "Salt & oil", "Sal e óleo", False),
        (PT, "Use &amp; here", "Use &amp; aqui", False),  # the source speaks of it
        (PT, "R&D; more", "P&D; mais", False),
        (PT, "Salt & oil", "Sal &amp; óleo", True),
        (FR, "Soft bag", "Sac&nbsp;doux", True),
        (PT, "Coffee", "Caf\\u00e9", True),
        (JA, "Soft", "&#26580;らかい", True),
    ],
    "invisible-characters": [
        (PT, "Soft bag", "Bolsa macia", False),
        ("fa", "Books", "کتاب\u200cها", False),  # Persian joins so
        (PT, "Family 👨\u200d👩\u200d👧", "Família 👨\u200d👩\u200d👧", False),
        (HE, "Bag (L)", "תיק (L)\u200f", False),
        ("th", "Bag", "กระ\u200bเป๋า", False),  # where a line may break
        (PT, "Soft bag", "Bolsa\u200b macia", True),
        (PT, "Soft bag", "Bol\u00adsa macia", True),
        (AR, "Bag", "حقيـــبة", True),
        (PT, "Soft bag", "\u202eBolsa", True),
    ],
    "symbols-changed": [
        (PT, "-", "-", False),
        (PT, "★★★", "★★★", False),
        (JA, "!", "！", False),
        (PT, "Red", "Vermelho", False),
        (PT, "-", "Nenhum", True),
        (PT, "👍", "Joinha", True),
        (ZH, "?", "问号", True),
    ],
    "damaged-characters": [
        (PT, "Café", "Café", False),
        (PT, "Really?", "Sério?", False),
        (PT, "See x.com/?q=a", "Veja x.com/?q=a", False),
        (JA, "Coffee", "コーヒー", False),
        (PT, "Café", "CafÃ©", True),
        (PT, "Heart", "Cora??o", True),
        (RU, "Bag", "Ð¡Ñ\x83Ð¼ÐºÐ°", True),
        (PT, "It’s", "Ã‰ â€™", True),
    ],
    "repetition": [
        (PT, "Hand in hand", "Lado a lado", False),
        (PT, "Chow-chow dog", "Cachorro chow-chow", False),
        (PT, "Hahaha mug", "Caneca hahaha", False),
        (PT, "XXXXXL shirt", "Camisa XXXXXL", False),
        (PT, "Umbrella stand holder", "Porta-guarda-chuva", False),
        (PT, "Bean dish", "Prato de feijão-a-coto-coto-ta-taça", True),
        (PT, "2-slice toaster", "Torradeira de 2 fatia de fatia", True),
        (PT, "2-slice toaster", "Torradeira, fatia de fatia.", True),
        (PT, "Zip bag", "Bolsa com zípe com zíper", True),
        (PT, "Shoulder strap", "Alça de ombro com alça de ombro", True),
        (PT, "Zip bag with zipper", "Bolsa com zípe com zíper", False),  # twice in the source, too
        (PT, "Slice by slice", "Fatia de fatia", False),
        (PT, "Door-to-door trolley", "Carrinho de porta em porta", False),
        (PT, "Soft mug", "Caneca macianananana", True),
        (JA, "Soft", "柔らか柔らか柔らか", True),
    ],
    "start-punctuation": [
        (PT, "- Soft", "- Macio", False),
        (PT, "• Soft", "- Macio", False),  # another bullet
        (ES, "Really?", "¿De verdad?", False),
        (PT, '"Best"', "“Melhor”", False),
        (PT, "- Soft", "Macio", True),
        (JA, "★ New", "新着", True),
        (PT, "Soft", "* Macio", True),
    ],
    "brackets": [
        (PT, "Bag (red)", "Bolsa (vermelha)", False),
        (ZH, "Bag (red)", "包（红色）", False),
        (PT, "1) Soft", "1) Macio", False),
        (PT, "Value(s)", "Valores", False),
        (PT, "Nice :)", "Legal :)", False),
        (PT, "Dual voltage (110/220V)", "Dupla tensão (110/220 V)", False),  # no "V)" of a list
        (PT, "Dual (a) Soft", "Duplo (a) Macio", False),
        (PT, "Bag, 2) red (110 V)", "Bolsa, 2) vermelha (110 V", True),
        (PT, "Bag (red)", "Bolsa (vermelha", True),
        (PT, "Bag (red)", "Bolsa vermelha", True),
        (AR, "Bag [red]", "حقيبة [أحمر", True),
    ],
    "quotes": [
        (PT, 'Our "Weekend" bag', "Nossa bolsa “Weekend”", False),
        (FR, "The “best” bag", "Le « meilleur » sac", False),
        (JA, 'The "best" bag', "「最高」のバッグ", False),
        (PT, '5" screen', 'Tela de 5"', False),  # inches
        (PT, "It's soft", "É macio", False),
        (PT, 'Our "Weekend" bag', 'Nossa bolsa "Weekend', True),
        (PT, 'Our "Weekend" bag', "Nossa bolsa Weekend", True),
        (DE, "Red", "„Rot", True),
    ],
    "doubled-punctuation": [
        (PT, "Red, blue.", "Vermelho, azul.", False),
        (PT, "Wait...", "Espere...", False),
        (PT, "Wow!!", "Uau!!", False),
        (PT, "At 5 a.m., daily", "Às 5h, diariamente", False),
        (PT, "Red, blue.", "Vermelho,, azul.", True),
        (PT, "Red, blue.", "Vermelho, azul..", True),
        (JA, "Red.", "赤。。", True),
        (ES, "Red, blue.", "Rojo, ; azul.", True),
    ],
    "script-punctuation": [
        (JA, "Soft, warm.", "柔らかく、暖かい。", False),
        (ZH, "Size 3.5, new", "尺码3.5，新款", False),
        (AR, "Soft?", "ناعم؟", False),
        (HI, "It is soft.", "यह मुलायम है।", False),
        ("mr", "It is soft.", "हे मऊ आहे.", False),  # Marathi ends with a full stop
        (PT, "Soft, warm.", "Macio, quente.", False),
        (JA, "Soft, warm.", "柔らかく,暖かい。", True),
        (ZH, "It is soft.", "很软.", True),
        (AR, "Soft, warm?", "ناعم, دافئ", True),
        (HI, "It is soft.", "यह मुलायम है.", True),
        ("el", "Soft?", "Μαλακό?", True),
    ],
    "inverted-marks": [
        (ES, "Is it soft?", "¿Es suave?", False),
        (ES, "New!", "¡Nuevo!", False),
        (PT, "Is it soft?", "É macio?", False),
        (ES, "Soft.", "Suave.", False),
        (ES, "Is it soft?", "Es suave?", True),
        (ES, "New!", "Nuevo!", True),
        ("es-MX", "Soft? Warm?", "¿Suave? Caliente?", True),
    ],
    "double-space": [
        (PT, "Soft bag", "Bolsa macia", False),
        (PT, "Soft  bag", "Bolsa  macia", False),  # as in the source
        (PT, "Soft\nbag", "Bolsa\nmacia", False),
        (PT, "Soft bag", "Bolsa  macia", True),
        (AR, "Soft bag", "حقيبة  ناعمة", True),
        (FR, "Soft!", "Doux \u00a0!", True),
    ],
    "space-before-punctuation": [
        (PT, "Soft, warm", "Macio, quente", False),
        (FR, "Soft!", "Doux !", False),
        (PT, "Size .5", "Tamanho .5", False),
        (PT, "Soft :)", "Macio :)", False),
        (PT, "Soft, warm", "Macio , quente", True),
        (FR, "Soft, warm", "Doux , chaud", True),
        (DE, "Bag (red)", "Tasche ( rot)", True),
        (HE, "Soft!", "רך !", True),
    ],
    "missing-space": [
        (PT, "Soft, warm", "Macio, quente", False),
        (PT, "12,5 cm", "12,5 cm", False),
        (JA, "Soft, warm", "柔らかく,暖かい", False),
        (PT, "See x.Com", "Veja x.Com", False),
        (PT, "Bag(s)", "Bolsa(s)", False),
        (PT, "Soft, warm", "Macio,quente", True),
        (PT, "It is soft. It is warm.", "É macio.Ele é quente.", True),
        (RU, "Soft, warm", "мягкий,теплый", True),
    ],
    "french-spacing": [
        (FR, "Soft!", "Doux !", False),
        (FR, "Soft!", "Doux\u202f!", False),
        ("fr-CA", "Soft!", "Doux!", False),  # Canada sets none here
        (FR, "At 12:30", "À 12:30", False),
        (PT, "Soft!", "Macio!", False),
        (FR, "Soft!", "Doux!", True),
        (FR, "Size: L", "Taille: L", True),
        ("fr-CA", "Size: L", "Taille: L", True),
        (FR, "The “best”", "Le «meilleur»", True),
    ],
    "start-capital": [
        (PT, "Soft bag", "Bolsa macia", False),
        (PT, "soft bag", "bolsa macia", False),
        (PT, "soft bag", "Bolsa macia", False),  # no loss
        (PT, "The iPhone case", "iPhone: capa", False),
        (JA, "Soft bag", "柔らかいバッグ", False),
        (PT, "5 Pockets", "bolsos: 5", False),
        (PT, "Soft bag", "bolsa macia", True),
        (RU, "Soft bag", "мягкая сумка", True),
        (PT, "«Soft»", "«macio»", True),
    ],
    "shouting": [
        (PT, "Soft bag", "Bolsa macia", False),
        (PT, "SOFT BAG", "BOLSA MACIA", False),
        (PT, "Led lamp", "LED", False),
        (JA, "Soft bag", "柔らかい", False),
        (PT, "Soft bag", "BOLSA MACIA", True),
        (RU, "Soft bag", "МЯГКАЯ СУМКА", True),
        (DE, "Warm socks", "WARME SOCKEN", True),
    ],
    "mixed-capitals": [
        (PT, "Soft bag", "Bolsa macia", False),
        (PT, "The iPhone", "O iPhone", False),
        (PT, "A USB cable", "Um cabo USB", False),
        (DE, "Soft", "Weich", False),
        (PT, "Lines", "LInhas", True),
        (PT, "Soft shirt", "caMisa macia", True),
        (ES, "Shirt", "CAmisa", True),
    ],
    "unlikely-language": [
        # Without py3langid it finds nothing; with it, in `test_the_identifier`
        (PT, "Soft", "Macio", False),
        (PT, "", "", False),
        (JA, "Soft", "柔らかい", False),
        (AR, "Soft", "ناعم", False),
        (PT, "12345", "12345", False),
        (PT, "Soft bag", "Bolsa macia", False),
    ],
}
FINDS_NOTHING_HERE = {"unlikely-language"}
# Those of a run have tables of their own in test_checks and test_attributes.
ELSEWHERE = set(IN_RUN) - set(ROWS)


def segment(source: str, target: str) -> Segment:
    place = Place("bags.csv", 7, "Title")
    return Segment(SegmentId("b", "1", "", "T", 0, 0), place, Role.TEXT, source, target=target, origin=Origin.HUMAN)


def messages(check: str, locale: str, one: Segment, source_locale: str = "en") -> list[str]:
    (loaded,) = load_checks(source_locale, locale, [check])
    return list(loaded.messages(one))


@pytest.mark.parametrize(
    ("check", "locale", "source", "target", "is_found"),
    [(check, *row) for check, rows in ROWS.items() for row in rows],
)
def test_rows(check: str, locale: str, source: str, target: str, is_found: bool) -> None:
    found = messages(check, locale, segment(source, target))
    assert bool(found) == is_found, found


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_has_a_table(check: str) -> None:
    if check in ELSEWHERE:
        return
    found = [row[3] for row in ROWS[check]]
    assert len(found) >= 6
    assert check in FINDS_NOTHING_HERE or {True, False} == set(found)


def test_names_and_terms_may_stay() -> None:
    said = "A bag that comes with a zip"
    one = segment(said, "Uma bolsa that comes with a zip")
    assert messages("leftover-source", PT, one)
    assert not messages("leftover-source", PT, one._replace(names=frozenset({"comes"})))
    hit = TermHit(6, 27, "that comes with a zip", ("that comes with a zip",))
    assert not messages("leftover-source", PT, one._replace(term_hits=(hit,)))


def test_names_of_the_product() -> None:
    timely = segment("Real-time tracking", "Rastreamento em tempo real")
    assert not messages("brand-altered", PT, timely._replace(names=frozenset({"Real"})))  # not the name, if it is one
    one = segment("The Jouster bag", "A bolsa Jousteer")
    assert not messages("brand-altered", PT, one)  # nobody said that it is a name
    assert messages("brand-altered", PT, one._replace(names=frozenset({"Jouster"})))
    assert not messages("brand-altered", PT, one._replace(names=frozenset({"Jouster"}), target="A bolsa Jouster"))


def test_inline_codes_are_compared_elsewhere() -> None:
    code = InlineCode(CodeKind.VERBATIM, 3, 9, "placeholder")
    one = segment("Hi {name}", "Olá")
    assert messages("placeholder-changed", PT, one)
    assert not messages("placeholder-changed", PT, one._replace(codes=(code,)))


def test_other_sources() -> None:
    assert messages("negation-lost", "en", segment("Não use alvejante", "Use bleach"), "pt-BR")
    assert messages("leftover-word", "en", segment("Bolsa com zíper", "Bag com zip"), "pt-BR")
    assert messages("wrong-language", "en", segment("Bolsa", "A bolsa é feita de couro e não é macia"), "pt-BR")
    assert not messages("leftover-word", "en-GB", segment("Soft and warm", "Warm and soft"), "en-US")


def test_the_identifier() -> None:
    pytest.importorskip("py3langid")
    polish = "Ta torba jest wykonana z miękkiej skóry i ma dwie kieszenie zapinane na zamek błyskawiczny."
    assert messages("unlikely-language", "sv", segment("A bag", polish))
    assert not messages("unlikely-language", "pl", segment("A bag", polish))


@pytest.mark.parametrize("check", [check for check in CHECKS if check != "unlikely-language"])
def test_time_is_linear_in_the_text(check: str) -> None:
    (loaded,) = load_checks("en", PT, [check])
    began = process_time()
    for text in ("a" * 40_000, "( " * 20_000, "ab " * 14_000, "não\n" * 10_000, "a.b" * 14_000, "aB" * 20_000):
        list(loaded.messages(segment(text, text[:-1])))
    assert process_time() - began < 4  # what is quadratic takes minutes
