"""Phrases that listings may not hold, by what is wrong with them and by language; matched as whole words.

The vendors' documents give examples, not lists, and give them in English. The English rows hold those examples and
other forms of the same; the Portuguese ones say the same things as Brazilian shops do. Both were written for this
project. Only phrases that hardly ever describe a product stand here: "oferta" is not among them ("porta-ofertas"),
"em oferta" is.
"""

from __future__ import annotations

from catalog_cli.marketplaces.fields import Phrases

PROMOTIONS: Phrases = (
    (
        "en",
        (
            "free shipping",
            "free delivery",
            "fast shipping",
            "free gift",
            "free returns",
            "on sale",
            "for sale",
            "big sale",
            "hot sale",
            "flash sale",
            "sale price",
            "clearance sale",
            "special offer",
            "limited offer",
            "limited time offer",
            "best price",
            "lowest price",
            "low price",
            "best deal",
            "great deal",
            "good deal",
            "% off",
            "% discount",
            "discount price",
            "discounted",
            "buy one get one",
            "100% quality guaranteed",
            "quality guaranteed",
            "hot item",
            "hot deal",
        ),
    ),
    (
        "pt",
        (
            "frete grátis",
            "frete gratuito",
            "envio grátis",
            "envio gratuito",
            "entrega grátis",
            "entrega gratuita",
            "envio imediato",
            "pronta entrega",
            "brinde grátis",
            "devolução grátis",
            "em promoção",
            "super promoção",
            "em oferta",
            "oferta especial",
            "oferta limitada",
            "oferta relâmpago",
            "oferta imperdível",
            "imperdível",
            "queima de estoque",
            "em liquidação",
            "melhor preço",
            "menor preço",
            "preço baixo",
            "preço promocional",
            "preço imperdível",
            "% off",
            "% de desconto",
            "com desconto",
            "leve 3 pague 2",
            "compre 1 leve 2",
            "qualidade garantida",
            "100% de qualidade",
            "sem juros",
        ),
    ),
)

SUBJECTIVE: Phrases = (
    (
        "en",
        (
            "best seller",
            "best sellers",
            "bestseller",
            "best selling",
            "top seller",
            "top rated",
            "best quality",
            "great gift",
            "number one",
            "must have",
        ),
    ),
    (
        "pt",
        (
            "mais vendido",
            "mais vendida",
            "mais vendidos",
            "mais vendidas",
            "campeão de vendas",
            "campeã de vendas",
            "sucesso de vendas",
            "melhor avaliado",
            "melhor avaliada",
            "melhor qualidade",
            "o melhor do mercado",
            "número um",
            "ótimo presente",
        ),
    ),
)

# Single words that say nothing of a product among search terms; in a sentence they may.
VAGUE_TERMS: Phrases = (
    (
        "en",
        (
            "amazing",
            "best",
            "cheap",
            "cheapest",
            "effective",
            "fastest",
            "good deal",
            "least",
            "most",
            "popular",
            "trending",
            "available now",
            "brand new",
            "current",
            "discounted",
            "just launched",
            "last chance",
            "last minute",
            "latest",
            "limited time",
            "new",
            "on sale",
            "this week",
            "this month",
            "this year",
            "today",
        ),
    ),
    (
        "pt",
        (
            "incrível",
            "maravilhoso",
            "maravilhosa",
            "melhor",
            "melhores",
            "barato",
            "barata",
            "mais barato",
            "mais barata",
            "popular",
            "tendência",
            "disponível agora",
            "novo em folha",
            "lançamento",
            "última chance",
            "últimas unidades",
            "tempo limitado",
            "novo",
            "nova",
            "novos",
            "novas",
            "em promoção",
            "esta semana",
            "este mês",
            "hoje",
        ),
    ),
)

GUARANTEES: Phrases = (
    (
        "en",
        (
            "full refund",
            "money back guarantee",
            "money back",
            "satisfaction guaranteed",
            "100% satisfaction",
            "risk free",
            "if not satisfied",
            "unlimited warranty",
        ),
    ),
    (
        "pt",
        (
            "reembolso total",
            "reembolso integral",
            "dinheiro de volta",
            "devolução do dinheiro",
            "satisfação garantida",
            "100% de satisfação",
            "sem risco",
            "se não ficar satisfeito",
            "garantia ilimitada",
        ),
    ),
)

CALLS: Phrases = (
    ("en", ("buy now", "order now", "shop now", "click here", "add to cart", "while supplies last", "contact us")),
    (
        "pt",
        (
            "compre agora",
            "compre já",
            "peça já",
            "peça agora",
            "clique aqui",
            "adicione ao carrinho",
            "enquanto durarem os estoques",
            "aproveite agora",
            "não perca",
            "fale conosco",
            "entre em contato",
        ),
    ),
)

PLACEHOLDERS: Phrases = (
    ("", ("n/a", "tbd", "lorem ipsum")),
    ("en", ("not applicable", "not eligible", "yet to decide", "to be decided", "copy pending")),
    ("pt", ("não aplicável", "não se aplica", "a definir", "texto pendente")),
)

ATTENTION: Phrases = (("", ("l@@k", "wow")), ("en", ("look here",)), ("pt", ("confira já", "uau")))
