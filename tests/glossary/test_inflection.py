"""The forms of terms: tables of words, every row read by a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.glossary.inflection import source_inflections, target_inflections
from catalog_cli.glossary.term import Term

Row = tuple[str, tuple[str, ...]]


def rows(table: str) -> list[Row]:
    """Return the rows of a table "given > form, form"; nothing after ">": only what is given."""
    read = []
    for line in table.strip().splitlines():
        text, _, forms = line.split("  #")[0].partition(">")
        read.append((text.strip(), tuple(form.strip() for form in forms.split(",") if form.strip())))
    return read


PORTUGUESE_NOUNS = rows("""
camiseta > camisetas
vestido > vestidos
tapete > tapetes
Camiseta > Camisetas
GOLA CARECA > GOLAS CARECAS
gola careca > golas carecas
bebê > bebês
sofá > sofás
café > cafés
robô > robôs
bambu > bambus
baú > baús
biquíni > biquínis
maçã > maçãs
ímã > ímãs
lã > lãs
botão > botões
cartão > cartões
colchão > colchões
calção > calções
algodão > algodões
estação > estações
padrão > padrões
roupão > roupões
pão > pães
cão > cães
capitão > capitães
mão > mãos
irmão > irmãos
grão > grãos
vão > vãos
órgão > órgãos
bênção > bênçãos
sótão > sótãos
artesão > artesãos
verão > verões, verãos
corrimão > corrimãos, corrimões
guardião > guardiões, guardiães
pãozinho > pãezinhos
canal > canais
avental > aventais
papel > papéis
anel > anéis
pincel > pincéis
túnel > túneis
móvel > móveis
rímel > rímeis
gel > géis, geles
lençol > lençóis
cachecol > cachecóis
girassol > girassóis
farol > faróis
álcool > álcoois
barril > barris
perfil > perfis
refil > refis
réptil > répteis
projétil > projéteis
mal > males
pixel > pixels
imagem > imagens
item > itens
armazém > armazéns
homem > homens
batom > batons
moletom > moletons
edredom > edredons
cetim > cetins
jardim > jardins
álbum > álbuns
colar > colares
celular > celulares
par > pares
açúcar > açúcares
colher > colheres
mulher > mulheres
zíper > zíperes
líder > líderes
hambúrguer > hambúrgueres
liquidificador > liquidificadores
cor > cores
abajur > abajures
caráter > caracteres
luz > luzes
nariz > narizes
capuz > capuzes
cartaz > cartazes
raiz > raízes
juiz > juízes
mês > meses
país > países
gás > gases
inglês > ingleses
francês > franceses
português > portugueses
lápis >
ônibus >
tênis >
óculos >
pires >
vírus >
tórax >
látex >
hífen > hifens
kit > kits
top > tops
short > shorts
spray > sprays
show > shows
mouse > mouses
tablet > tablets
blazer > blazers
mixer > mixers
freezer > freezers
pin > pins
museu > museus
troféu > troféus
chapéu > chapéus
TV > TVs
LED > LEDs
fritadeira de ar > fritadeiras de ar
máquina de lavar > máquinas de lavar
endereço de e-mail > endereços de e-mail
cartão de crédito > cartões de crédito
creme para as mãos > cremes para as mãos
fone de ouvido sem fio > fones de ouvido sem fio
conjunto de 4 > conjuntos de 4
cabo USB 2 > cabos USB 2
id da transação > ids da transação
copo d'água > copos d'água
copo térmico > copos térmicos
mochila infantil > mochilas infantis
protetor solar > protetores solares
carregador portátil > carregadores portáteis
telefone celular > telefones celulares
batom líquido > batons líquidos
manga longa > mangas longas
tênis branco > tênis brancos  # the noun stays, the adjective does not
calça jeans > calças jeans
camisa polo > camisas polo
calça cargo > calças cargo
calça skinny > calças skinny
camisa manga longa > camisas manga longa
camisa de manga longa > camisas de manga longa
bolsa de couro sintético > bolsas de couro sintético
escova de dentes elétrica > escovas de dentes elétricas
decote V > decotes V
caixa LED > caixas LED
camisa rosa > camisas rosa
camisa xadrez > camisas xadrez
nova senha > novas senhas
minha conta > minhas contas
primeiro pedido > primeiros pedidos
guarda-chuva > guarda-chuvas
guarda-roupa > guarda-roupas
porta-retratos >
saca-rolhas >
meia-calça > meias-calças
pão-de-ló > pães-de-ló
micro-ondas >
e-mail > e-mails
alto-falante > alto-falantes
sofá-cama > sofás-cama, sofás-camas
segunda-feira > segundas-feiras
calças > calça
calças de moletom > calça de moletom
sapatos sociais > sapato social
botões > botão
mãos > mão
papéis > papel
itens > item
luzes > luz
novos produtos > novo produto
óculos de sol >
à prova d'água >
sem fio >
sal e pimenta >  # which of the two would change?
gola xptoa >  # no adjective that is known
bebês > bebê
jeans >
férias >
""")

PORTUGUESE_ADJECTIVES = rows("""
vermelho > vermelha, vermelhos, vermelhas
Preto > Preta, Pretos, Pretas
elétrica > elétrico, elétricos, elétricas
pretos > preto, preta, pretas
azul > azuis
marrom > marrons
verde > verdes
leve > leves
confortável > confortáveis
fácil > fáceis
sutil > sutis
infantil > infantis
comum > comuns
feliz > felizes
careca > carecas
esportista > esportistas
superior > superiores
maior > maiores
protetor > protetora, protetores, protetoras
francês > francesa, franceses, francesas
cortês > corteses
europeu > europeia, europeus, europeias
espanhol > espanhola, espanhóis, espanholas
alemão > alemã, alemães, alemãs
bom > boa, bons, boas
cru > crua, crus, cruas
antiderrapante > antiderrapantes
antialérgico > antialérgica, antialérgicos, antialérgicas
antimofo >
não aderente > não aderentes
lavável à máquina > laváveis à máquina
resistente à água > resistentes à água
feito à mão > feita à mão, feitos à mão, feitas à mão
laranja >
rosa >
vinho >
cinza >
cor-de-rosa >
azul-marinho >
simples >
xadrez >
unissex >
grátis >
100% algodão >
verde-claro >  # "verde-clara": a compound's rule is not safe
""")

PORTUGUESE_VERBS = rows("""
lavar > lave, lava, lavam, lavado, lavada, lavados, lavadas, lavando
secar > seque, seca, secam, seco, secos, secas, secado, secada, secados, secadas, secando
carregar > carregue, carrega, carregam, carregado, carregada, carregados, carregadas, carregando
calçar > calce, calça, calçam, calçado, calçada, calçados, calçadas, calçando
pentear > penteie, penteia, penteiam, penteado, penteada, penteados, penteadas, penteando
enxaguar > enxaguado, enxaguada, enxaguados, enxaguadas, enxaguando  # "enxágue" or "enxague"
escolher > escolha, escolhido, escolhida, escolhidos, escolhidas, escolhendo
aquecer > aqueça, aquecido, aquecida, aquecidos, aquecidas, aquecendo
proteger > proteja, protegido, protegida, protegidos, protegidas, protegendo
moer > moa, moído, moída, moídos, moídas, moendo
abrir > abra, aberto, aberta, abertos, abertas, abrindo
vestir > vestido, vestida, vestidos, vestidas, vestindo  # "vista"
conter > contido, contida, contidos, contidas, contendo
não torcer > não torça
não passar a ferro > não passe a ferro
adicionar produto > adicione produto, adiciona produto, adicionam produto
vir >
lave >
à mão >
""")

# Without a part of speech: rules for nouns, nothing for what is clearly none.
PORTUGUESE_UNKNOWN = rows("""
gola careca > golas carecas
disponível > disponíveis
celular > celulares
mulher > mulheres
salvar >
remover >
sair >
mais >
entre >
contém >
todos os produtos >
algo deu errado >
não encontrado >
imagem > imagens
item > itens
museu > museus
podem >
vendeu >
recebi >
adicionando >
selecione >
comando > comandos
detalhes > detalhe
e-mails > e-mail
último login > últimos logins
chave secreta > chaves secretas
nenhum resultado >
em estoque >
rapidamente >
semente > sementes
usamos >
ramos > ramo
mínimos > mínimo
email > emails
NA >
ソックス >
جورب >
袜子 >
🧦 >
½ xícara >
Crème™ >
gola\tcareca >
007 >
""")

ENGLISH_NOUNS = rows("""
crew neck > crew necks
crew necks > crew neck
pair of socks > pairs of socks
set of 4 >
boots > boot
boot > boots
dress > dresses
dresses > dress
watch > watches
watches > watch
stomach > stomachs
headaches > headache
box > boxes
boxes > box
battery > batteries
batteries > battery
key > keys
toy > toys
hoodie > hoodies
hoodies > hoodie
ties > tie
knife > knives
knives > knife
penknife > penknives
shelf > shelves
bookshelves > bookshelf
leaf > leaves
leaves > leaf
sleeves > sleeve
gloves > glove
valves > valve
safe > safes
scarf > scarves, scarfs
scarves > scarf
foot > feet
feet > foot
mouse > mice, mouses
mice > mouse
woman > women
women > woman
children > child
teeth > tooth
ottoman > ottomans
tomato > tomatoes
tomatoes > tomato
photo > photos
shoes > shoe
lens > lenses
lenses > lens
bus > buses
cases > case
blouses > blouse
sizes > size
quiz > quizzes
mattresses > mattress
bras > bra
LED > LEDs
LEDs > LED
T-shirt > T-shirts
USB-C cable > USB-C cables
air fryer > air fryers
women's >
women's shoe > women's shoes
salt and pepper shaker > salt and pepper shakers
cream for hands > creams for hands
glasses >
sunglasses >
scissors >
jeans >
pants >
pumps >  # shoes; a "pump" is none
series >
jewelry >
Bowls > Bowl
4K >
without wires >
""")

ENGLISH_UNKNOWN = rows("""
boot > boots
save >
contains >
available >
from >
add to cart >
add product >
all products >
settings > setting
sales >
""")

ENGLISH_VERBS = rows("""
wash > washes, washed, washing
dry > dries, dried, drying
use > uses, used, using
wrap > wraps, wrapped, wrapping
unzip > unzips, unzipped, unzipping
fix > fixes, fixed, fixing
play > plays, played, playing
open > opens, opened, opening
refer > refers, referred, referring
label > labels, labeled, labelled, labeling, labelling
tie > ties, tied, tying
dye > dyes, dyed, dyeing
make > makes, made, making
take > takes, took, taken, taking
set up > sets up, setting up
machine wash > machine washes, machine washed, machine washing
dry-clean > dry-cleans, dry-cleaned, dry-cleaning
add to cart > adds to cart, added to cart, adding to cart
do not bleach >
""")

SPANISH_NOUNS = rows("""
camiseta > camisetas
camisetas > camiseta
cuello redondo > cuellos redondos
sofá > sofás
café > cafés
botón > botones
botones > botón
cojín > cojines
canción > canciones
sartén > sartenes
lápiz > lápices
luces > luz
imagen > imágenes
orden > órdenes
Orden > Órdenes
carácter > caracteres
país > países
autobús > autobuses
francés > franceses
color > colores
pared > paredes
reloj > relojes
kit > kits
jersey > jerséis
martes >
tijeras >
gafas de sol >
tarjeta de crédito > tarjetas de crédito
código postal > códigos postales
camiseta de manga corta > camisetas de manga corta
bolso de cuero sintético > bolsos de cuero sintético
cepillo de dientes eléctrico > cepillos de dientes eléctricos
nuevo pedido > nuevos pedidos
muebles > mueble
sacacorchos >
ramos > ramo
papeles > papel
TV >
a prueba de agua >
""")

SPANISH_ADJECTIVES = rows("""
rojo > roja, rojos, rojas
eléctrica > eléctrico, eléctricos, eléctricas
azul > azules
gris > grises
feliz > felices
marrón > marrones
fácil > fáciles
español > española, españoles, españolas
francés > francesa, franceses, francesas
protector > protectora, protectores, protectoras
superior > superiores
resistente al agua > resistentes al agua
hecho a mano > hecha a mano, hechos a mano, hechas a mano
antimanchas >
naranja >
""")

FRENCH_NOUNS = rows("""
robe > robes
robes > robe
manteau > manteaux
manteaux > manteau
jeu > jeux
pneu > pneus
cheval > chevaux
festival > festivals
journal > journaux
travail > travaux
rail > rails
bijou > bijoux
clou > clous
œil > yeux
tapis >
prix >
gaz >
clé > clés
col rond > cols ronds
mot de passe > mots de passe
sac à main > sacs à main
liste d'envies > listes d'envies
brosse à dents électrique > brosses à dents électriques
nouveau produit > nouveaux produits
adresse e-mail > adresses e-mail
sous-vêtement > sous-vêtements
canapé-lit > canapés-lits
lunettes de soleil >
rideau occultant > rideaux occultants
TV >
sans fil >
""")

FRENCH_UNKNOWN = rows("""
commande > commandes
paiement > paiements
panier > paniers
enregistrer >
contient >
directement >
plus >
""")

FRENCH_ADJECTIVES = rows("""
blanc > blanche, blancs, blanches
blanche > blanc, blancs, blanches
rouge > rouges
léger > légère, légers, légères
élégant > élégante, élégants, élégantes
doux > douce, douces
gris > grise, grises
frais > fraîche, fraîches
sportif > sportive, sportifs, sportives
naturel > naturelle, naturels, naturelles
rayé > rayée, rayés, rayées
italien > italienne, italiens, italiennes
lavable en machine > lavables en machine
électrique > électriques
orange >
marron >
""")

GERMAN_NOUNS = rows("""
Bestellung > Bestellungen
bestellung > bestellungen
Eigenschaft > Eigenschaften
Qualität > Qualitäten
Kollektion > Kollektionen
Handtuch > Handtücher, Handtüchern
Tasche > Taschen
Handtasche > Handtaschen
Schuh > Schuhe, Schuhen
Schuhe > Schuh
Stuhl > Stühle, Stühlen
Lederhosen > Lederhose
Kleid > Kleider, Kleidern
Kategorie > Kategorien
Kundengruppe > Kundengruppen
E-Mail-Adresse > E-Mail-Adressen
T-Shirt > T-Shirts
Kissen >
Fenster >  # no safe rule
Kleidung >
Sprung >
""")

GERMAN_ADJECTIVES = rows("""
rot > rote, roter, roten, rotem, rotes
neu > neue, neuer, neuen, neuem, neues
wasserdicht > wasserdichte, wasserdichter, wasserdichten, wasserdichtem, wasserdichtes
sauber > saubere, sauberer, sauberen, sauberem, sauberes
dunkel > dunkle, dunkler, dunklen, dunklem, dunkles
teuer > teure, teurer, teuren, teurem, teures
hoch > hohe, hoher, hohen, hohem, hohes
leise > leiser, leisen, leisem, leises
rosa >
orange >
""")

TARGETS = [
    ("pt-BR", "noun", PORTUGUESE_NOUNS),
    ("pt", "adjective", PORTUGUESE_ADJECTIVES),
    ("pt-BR", "verb", PORTUGUESE_VERBS),
    ("pt-PT", "", PORTUGUESE_UNKNOWN),
    ("es", "noun", SPANISH_NOUNS),
    ("es-MX", "adjective", SPANISH_ADJECTIVES),
    ("fr", "noun", FRENCH_NOUNS),
    ("fr", "", FRENCH_UNKNOWN),
    ("fr-FR", "adjective", FRENCH_ADJECTIVES),
    ("de", "noun", GERMAN_NOUNS),
    ("de-DE", "adjective", GERMAN_ADJECTIVES),
]
SOURCES = [("en", "noun", ENGLISH_NOUNS), ("en-GB", "", ENGLISH_UNKNOWN), ("en", "verb", ENGLISH_VERBS)]


def named(tables: list[tuple[str, str, list[Row]]]) -> list[object]:
    return [
        pytest.param(text, language, kind, forms, id=f"{language} {kind} {text}")
        for language, kind, table in tables
        for text, forms in table
    ]


@pytest.mark.parametrize(("target", "language", "kind", "forms"), named(TARGETS))
def test_target(target: str, language: str, kind: str, forms: tuple[str, ...]) -> None:
    assert target_inflections(Term("x", target, part_of_speech=kind), language) == (target, *forms)


@pytest.mark.parametrize(("source", "language", "kind", "forms"), named(SOURCES))
def test_source(source: str, language: str, kind: str, forms: tuple[str, ...]) -> None:
    assert source_inflections(Term(source, "x", part_of_speech=kind), language) == (source, *forms)


@pytest.mark.parametrize(("language", "kind", "table"), [row for row in TARGETS if row[1] != "verb"])
def test_a_source_of_these_languages_has_the_same_forms(language: str, kind: str, table: list[Row]) -> None:
    for text, forms in table:
        assert source_inflections(Term(text, "x", part_of_speech=kind), language) == (text, *forms)


def test_tables_are_as_large_as_they_should_be() -> None:
    portuguese = PORTUGUESE_NOUNS + PORTUGUESE_ADJECTIVES + PORTUGUESE_VERBS + PORTUGUESE_UNKNOWN
    assert len(portuguese) >= 150
    assert len(ENGLISH_NOUNS + ENGLISH_VERBS + ENGLISH_UNKNOWN) >= 60
    for pair in (
        SPANISH_NOUNS + SPANISH_ADJECTIVES,
        FRENCH_NOUNS + FRENCH_ADJECTIVES,
        GERMAN_NOUNS + GERMAN_ADJECTIVES,
    ):
        assert len(pair) >= 30


def test_forms_given_come_first_and_none_comes_twice() -> None:
    term = Term("sneaker", "tênis", ("trainer", "sneakers"), ("sapatênis", "calçado esportivo"), "noun")
    assert source_inflections(term, "en") == ("sneaker", "trainer", "sneakers", "trainers")
    assert target_inflections(term, "pt") == ("tênis", "sapatênis", "calçado esportivo", "calçados esportivos")


def test_gender_tells_whose_the_adjective_is() -> None:
    # "jogo" is masculine and so is "chá": both may be gelado; "xícara" is not.
    assert target_inflections(Term("x", "xícara de chá gelado", part_of_speech="noun"), "pt")[1:] == (
        "xícaras de chá gelado",
    )
    both = target_inflections(Term("x", "panela de pressão elétrica", part_of_speech="noun"), "pt")[1:]
    assert both == ("panelas de pressão elétricas", "panelas de pressão elétrica")


@pytest.mark.parametrize("kind", ["phrase", "adverb"])
def test_phrases_have_only_the_forms_given(kind: str) -> None:
    term = Term("free shipping", "frete grátis", ("ships free",), ("envio gratuito",), kind)
    assert source_inflections(term, "en") == ("free shipping", "ships free")
    assert target_inflections(term, "pt") == ("frete grátis", "envio gratuito")


def test_an_exact_term_is_not_inflected() -> None:
    term = Term("Boot", "Bota", ("BOOT",), ("BOTA",), "noun", exact=True)
    assert source_inflections(term, "en") == ("Boot", "BOOT")
    assert target_inflections(term, "pt") == ("Bota", "BOTA")


def test_a_language_without_rules_has_only_the_forms_given() -> None:
    assert target_inflections(Term("boot", "ブーツ"), "ja") == ("ブーツ",)
    assert target_inflections(Term("x", "boots"), "en") == ("boots",), "English is a source only"


def test_an_empty_text_has_no_forms() -> None:
    assert source_inflections(Term("", ""), "en") == ()
    assert target_inflections(Term(" ", " ", ("",), ("",)), "pt") == ()


def test_decomposed_letters_are_read_as_composed() -> None:
    assert target_inflections(Term("x", "bota\u0303o", part_of_speech="noun"), "pt") == ("bota\u0303o", "botões")


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=30) | st.text("abceéãolmnrsz -d'", max_size=24),
    st.sampled_from(["pt", "es", "fr", "de", "en", "ja"]),
    st.sampled_from(["", "noun", "adjective", "verb", "phrase"]),
)
def test_any_text_is_taken(text: str, language: str, kind: str) -> None:
    term = Term(text, text, part_of_speech=kind)
    for forms in (source_inflections(term, language), target_inflections(term, language)):
        assert forms[:1] == ((text,) if text.strip() else ())
        assert len(set(forms)) == len(forms)
        assert all(form.strip() for form in forms)
