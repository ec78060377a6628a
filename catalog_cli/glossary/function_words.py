"""Words that hold a sentence together and name nothing: no term begins or ends with one, and none is a term."""

from __future__ import annotations

from functools import lru_cache

# Closed word classes only: articles, determiners and quantifiers, pronouns, prepositions, conjunctions, particles,
# auxiliaries, and adverbs of degree and time. Written for this project; a language without a list has none.
_LISTS = {
    "en": """
        a an the this that these those each every either neither both all any some no none other another such same own
        more most less least few fewer many much several enough next last
        i you he she it we they me him her us them my your his its our their mine yours hers ours theirs
        myself yourself himself herself itself ourselves yourselves themselves who whom whose which what whatever
        about above across after against along among around as at before behind below beneath beside besides between
        beyond by despite down during except for from in inside into like near of off on onto out outside over past per
        since through throughout till to toward towards under underneath until up upon via with within without
        and or but nor so yet if unless because while whereas although though than whether when where why how
        am is are was were be been being do does did done doing have has had having
        can could may might must shall should will would cannot
        not never only just also too very quite rather almost already still even ever again here there then now
        please yes ok etc
        don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't hasn't haven't
        it's that's there's you're you'll you've we're we'll we've they're i'm let's
    """,
    "pt": """
        a o as os à às ao aos um uma uns umas este esta estes estas esse essa esses essas aquele aquela isto isso aquilo
        cada todo toda todos todas algum alguma alguns algumas nenhum nenhuma outro outra outros outras mesmo mesma
        mais menos muito muita muitos muitas pouco
        eu tu você ele ela nós vocês eles elas me te lhe nos meu minha meus minhas seu sua seus suas nosso nossa
        de do da dos das em no na nas num numa por pelo pela pelos pelas para pra com sem sob sobre entre até após
        desde contra e ou mas nem que se quando onde como porque enquanto
        é são era foi ser está estão estar ter tem têm há pode podem não já também só ainda
    """,
    "es": """
        el la los las lo un una unos unas este esta estos estas ese esa esos esas aquel aquella esto eso
        cada todo toda todos todas algún alguna algunos algunas ningún ninguna otro otra otros otras mismo misma
        más menos muy mucho mucha muchos muchas poco yo tú él ella usted nosotros ellos ellas ustedes me te se le les
        mi mis tu tus su sus nuestro nuestra de del a al en por para con sin bajo sobre entre hasta tras desde contra
        y e o u pero ni que si cuando donde como porque mientras es son era fue ser está están estar ha han hay no ya
        también solo aún
    """,
    "fr": """
        le la les l un une des du de d ce cet cette ces chaque tout toute tous toutes quelque quelques aucun aucune
        autre autres même mêmes plus moins très beaucoup peu je tu il elle on nous vous ils elles me te se lui leur
        mon ma mes ton ta tes son sa ses notre nos votre vos leurs à au aux en dans par pour avec sans sous sur entre
        vers chez depuis contre et ou mais ni que qui si quand où comme parce pendant est sont était être a ont avoir
        ne pas n c s j m t qu y déjà aussi
    """,
    "de": """
        der die das des dem den ein eine einer eines einem einen kein keine dieser diese dieses diesem diesen jener
        jeder jede jedes alle alles einige manche andere anderer anderes mehr weniger viel viele wenig
        ich du er sie es wir ihr mich dich sich uns euch mein dein unser euer ihre seine
        von vom zu zum zur in im ins an am ans auf aus bei beim mit nach ohne um unter über für durch gegen zwischen
        vor hinter neben seit bis und oder aber denn sondern dass ob wenn als wie weil während
        ist sind war waren sein hat haben hatte wird werden kann können muss soll nicht auch nur noch schon sehr
    """,
}


@lru_cache(maxsize=32)
def function_words(language: str) -> frozenset[str]:
    """Return a language's function words in lower case; none for a language that has no list here.

    >>> "from" in function_words("en"), "shirt" in function_words("en"), function_words("ja")
    (True, False, frozenset())
    """
    return frozenset(_LISTS.get(language, "").split())
