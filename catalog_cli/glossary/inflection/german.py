"""German plurals and the endings of adjectives, where they are safe.

The plural of a German noun is mostly not told by its form. Safe are the feminine suffixes and, as the end of a
compound, the heads listed here. A plural also gives its dative; the genitive is not given. The lists are ours.
"""

from __future__ import annotations

import re

from catalog_cli.glossary.inflection.noun_phrase import pairs, recase, words

# Feminine suffixes whose plural is "-en" (Duden grammar, "Pluralbildung").
_EN = re.compile(r"\w{3,}(?:(?<!spr)(?<!schw)ung|heit|keit|schaft|tät|tion|sion)")
_MASSES = ("kleidung", "gesundheit", "elektrizität")
# The heads of compounds in shops and their plurals.
_HEADS = pairs(
    "adresse=adressen aktion=aktionen anhänger=anhänger anzug=anzüge armband=armbänder artikel=artikel "
    "attribut=attribute aufkleber=aufkleber ausschnitt=ausschnitte ärmel=ärmel becher=becher benutzer=benutzer "
    "besteck=bestecke bestellung=bestellungen bett=betten bezug=bezüge bild=bilder bluse=blusen brille=brillen "
    "buch=bücher bürste=bürsten creme=cremes datei=dateien daten=daten decke=decken deckel=deckel dose=dosen "
    "eimer=eimer farbe=farben feld=felder filter=filter flasche=flaschen fritteuse=fritteusen gabel=gabeln "
    "garten=gärten gerät=geräte geschenk=geschenke glas=gläser griff=griffe gruppe=gruppen gutschein=gutscheine "
    "gürtel=gürtel halter=halter handschuh=handschuhe handtuch=handtücher hemd=hemden hose=hosen hülle=hüllen "
    "jacke=jacken jeans=jeans kabel=kabel kanne=kannen karte=karten kategorie=kategorien kerze=kerzen kette=ketten "
    "kissen=kissen kleid=kleider kocher=kocher koffer=koffer konto=konten kopfhörer=kopfhörer korb=körbe "
    "kragen=kragen krawatte=krawatten kunde=kunden lampe=lampen leuchte=leuchten liste=listen löffel=löffel "
    "mantel=mäntel maschine=maschinen matratze=matratzen matte=matten messer=messer methode=methoden mixer=mixer "
    "mütze=mützen nummer=nummern ohrring=ohrringe option=optionen ordner=ordner paar=paare pfanne=pfannen "
    "platte=platten preis=preise produkt=produkte pullover=pullover rabatt=rabatte rechnung=rechnungen regal=regale "
    "reiniger=reiniger ring=ringe rock=röcke rucksack=rucksäcke sack=säcke schal=schals schalter=schalter "
    "schere=scheren schlüssel=schlüssel schrank=schränke schuh=schuhe schüssel=schüsseln seife=seifen seite=seiten "
    "sessel=sessel shirt=shirts shop=shops socke=socken sofa=sofas spiegel=spiegel spielzeug=spielzeuge "
    "ständer=ständer stiefel=stiefel stuhl=stühle tablett=tabletts tasche=taschen tasse=tassen teller=teller "
    "teppich=teppiche tisch=tische topf=töpfe träger=träger tuch=tücher typ=typen uhr=uhren vase=vasen "
    "vorhang=vorhänge wert=werte zahlung=zahlungen"
)
_SHORTEST_HEAD, _LONGEST_HEAD = min(map(len, _HEADS)), max(map(len, _HEADS))
# Words that only seem to end in such a head.
_NOT_COMPOUNDS = words("aufruhr barock")
_SINGULARS = {plural: singular for singular, plural in _HEADS.items() if plural != singular}
_INVARIABLE = words(
    "anthrazit apricot beige bordeaux creme extra gratis khaki lila mini mint oliv orange petrol pink prima rosa "
    "taupe türkis unisex"
)
_STEMS = pairs("hoch=hoh teuer=teur sauer=saur")
_ENDINGS = ("e", "er", "en", "em", "es")


def noun_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the plural of a noun of one word with its dative, or the singular of a listed plural.

    >>> noun_forms("Bestellung"), noun_forms("Handtuch"), noun_forms("Lederhosen"), noun_forms("Fenster")
    (('Bestellungen',), ('Handtücher', 'Handtüchern'), ('Lederhose',), ())
    """
    opening, hyphen, head = text.rpartition("-")
    if not head.isalpha() or (head.isupper() and len(head) > 1) or " " in opening:
        return ()
    return tuple(opening + hyphen + recase(form, head) for form in _numbers(head.lower()))


def _numbers(word: str) -> tuple[str, ...]:
    """Return the other number of a noun in lower case; a plural with its dative."""
    if word in _NOT_COMPOUNDS or word.endswith(_MASSES):
        return ()
    for length in range(min(_LONGEST_HEAD + 2, len(word)), _SHORTEST_HEAD - 1, -1):
        start, head = word[:-length], word[-length:]
        if len(start) == 1:
            continue
        if head in _HEADS:
            return tuple(form for form in _with_dative(start + _HEADS[head]) if form != word)
        if head in _SINGULARS:
            return (start + _SINGULARS[head],)
    return (word + "en",) if _EN.fullmatch(word) else ()


def _with_dative(plural: str) -> tuple[str, ...]:
    return (plural,) if plural.endswith(("n", "s")) else (plural, plural + "n")


def adjective_forms(text: str, gender: str = "") -> tuple[str, ...]:
    """Return the declined forms of an adjective, alone or after "nicht".

    >>> adjective_forms("wasserdicht")
    ('wasserdichte', 'wasserdichter', 'wasserdichten', 'wasserdichtem', 'wasserdichtes')
    >>> adjective_forms("dunkel")[0], adjective_forms("leise")[0], adjective_forms("rosa")
    ('dunkle', 'leiser', ())
    """
    opening, space, word = text.rpartition(" ")
    lower = word.lower()
    if not word.isalpha() or lower in _INVARIABLE or lower[-1] in "aio" or (space and opening.lower() != "nicht"):
        return ()
    stem = _STEMS.get(lower, lower.removesuffix("e"))
    if lower.endswith("el"):
        stem = lower[:-2] + "l"
    forms = (recase(stem + ending, word) for ending in _ENDINGS)
    return tuple(opening + space + form for form in forms if form != word)
