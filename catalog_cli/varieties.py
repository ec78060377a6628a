"""A language's other variety, brought into the target locale's words.

The embedded model learned Portuguese of both norms and sometimes writes a European word ("auscultadores",
"secção") into Brazilian copy. Listed are words that mean the same and have the same gender and number on both
sides, so that no article or adjective around them has to change; words that are also Brazilian with another
meaning ("fato", "rapariga", "propina") are not. It also writes as Brazil did before 2009 ("jóias"). Source: the
orthographic agreement of 1990 in force in Brazil and standard dictionaries; our own list.
"""

from __future__ import annotations

import re
from functools import lru_cache

TextEdit = tuple[int, int, str]

# European word=Brazilian word; an ending in brackets adds the plural pair as well.
_EUROPEAN_TO_BRAZILIAN = """
activa(s)=ativa(s) actividade(s)=atividade(s) activo(s)=ativo(s) actuais=atuais actual=atual adopção=adoção
afecta=afeta arquitecto(s)=arquiteto(s) auscultador=fone auscultadores=fones autocarro=ônibus autocarros=ônibus
bebé(s)=bebê(s) carácter=caráter castanho=marrom castanhos=marrons cinzenta=cinza cinzentas=cinzas cinzento=cinza
cinzentos=cinzas colecção=coleção colecções=coleções contactar=contatar contacto(s)=contato(s) controlo(s)=controle(s)
correcta(s)=correta(s) correcto(s)=correto(s) correcção=correção cómoda(s)=cômoda(s) cómodo(s)=cômodo(s)
desportista(s)=esportista(s) desportiva(s)=esportiva(s) desportivo(s)=esportivo(s) desporto(s)=esporte(s)
directa(s)=direta(s) directamente=diretamente directo(s)=direto(s) direcção=direção direcções=direções
económica(s)=econômica(s) económico(s)=econômico(s) edredão=edredom edredões=edredons efectivo(s)=efetivo(s)
electrónica(s)=eletrônica(s) electrónico(s)=eletrônico(s) eletrónica(s)=eletrônica(s) eletrónico(s)=eletrônico(s)
eléctrica(s)=elétrica(s) eléctrico(s)=elétrico(s) equipa=equipe equipas=equipes ergonómica(s)=ergonômica(s)
ergonómico(s)=ergonômico(s) exacta(s)=exata(s) exacto(s)=exato(s) ficheiro(s)=arquivo(s)
frigorífico(s)=refrigerador(es) género(s)=gênero(s) humidade=umidade hialurónico=hialurônico
humidificador(es)=umidificador(es) húmida(s)=úmida(s) húmido(s)=úmido(s) inspecção=inspeção objectivo(s)=objetivo(s)
planeado(s)=planejado(s) planeamento=planejamento projecto(s)=projeto(s) projector(es)=projetor(es)
protector(es)=protetor(es) protectora(s)=protetora(s) protecção=proteção protecções=proteções prémio(s)=prêmio(s)
quotidiano=cotidiano reacção=reação reacções=reações recolha=coleta registo(s)=registro(s) secção=seção secções=seções
seleccionada(s)=selecionada(s) seleccionado(s)=selecionado(s) seleccionar=selecionar selecção=seleção stock=estoque
stocks=estoques subtil=sutil subtis=sutis sumo(s)=suco(s) t-shirt(s)=camiseta(s) telemóveis=celulares telemóvel=celular
toalhete(s)=lenço(s) trela(s)=guia(s) travão=freio travões=freios tácteis=táteis táctil=tátil ténis=tênis
tónica(s)=tônica(s) tónico(s)=tônico(s) utilizador(es)=usuário(s) utilizadora(s)=usuária(s) vitrina(s)=vitrine(s)
óptima(s)=ótima(s) óptimo(s)=ótimo(s)
"""
# Spellings from before the agreement=those in force since; not "pára" and "pólo", which without their accent are
# other words too.
_BEFORE_THE_AGREEMENT = """
anti-aderente(s)=antiaderente(s) anti-derrapante(s)=antiderrapante(s) anti-risco=antirrisco anti-rugas=antirrugas
auto-adesiva(s)=autoadesiva(s) auto-adesivo(s)=autoadesivo(s) auto-limpante(s)=autolimpante(s) bóia(s)=boia(s)
enjôo(s)=enjoo(s) estréia(s)=estreia(s) européia(s)=europeia(s) extra-grande(s)=extragrande(s)
extra-longa(s)=extralonga(s) extra-longo(s)=extralongo(s) freqüente(s)=frequente(s) freqüência(s)=frequência(s)
geléia(s)=geleia(s) idéia(s)=ideia(s) jibóia(s)=jiboia(s) jóia(s)=joia(s) lingüiça(s)=linguiça(s)
microondas=micro-ondas multi-uso=multiuso multi-usos=multiuso pára-brisa(s)=para-brisa(s) pêlo(s)=pelo(s) pêra=pera
super-macia(s)=supermacia(s) super-macio(s)=supermacio(s) tranqüila(s)=tranquila(s) tranqüilo(s)=tranquilo(s)
ultra-leve(s)=ultraleve(s) ultra-macia(s)=ultramacia(s) ultra-macio(s)=ultramacio(s)
ultra-resistente(s)=ultrarresistente(s) vôo(s)=voo(s)
"""
_PAIR = re.compile(r"(\S+?)(\((\w+)\))?=(\S+?)(\((\w+)\))?(?=\s)")
_RUN = re.compile(r"[\w-]+")  # a word with its hyphens: a listed word counts only on its own
_TABLES = {"pt-BR": _EUROPEAN_TO_BRAZILIAN + _BEFORE_THE_AGREEMENT}


@lru_cache(maxsize=8)
def _words(target_locale: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for match in _PAIR.finditer(_TABLES.get(target_locale, "")):
        other, _, other_ending, own, _, own_ending = match.groups()
        words[other] = own
        if other_ending:
            words[other + other_ending] = own + own_ending
    return {other: own for other, own in words.items() if other != own}


def variety_edits(text: str, target_locale: str) -> list[TextEdit]:
    """Return the edits (start, end, word) that bring a text into the words of the target locale, in order.

    >>> variety_edits("Secção de T-shirts", "pt-BR")
    [(0, 6, 'Seção'), (10, 18, 'camisetas')]
    """
    words = _words(target_locale)
    if not words or words.keys().isdisjoint(_RUN.findall(text.lower())):
        return []
    return [
        (*match.span(), _cased(own, match[0], match.start()))
        for match in _RUN.finditer(text)
        if (own := words.get(match[0].lower())) is not None
    ]


def _cased(word: str, like: str, place: int) -> str:
    if like.isupper():
        return word.upper()
    if like[1:2] == "-" and place:  # the capital of "T-shirt" is its shape
        return word
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
