"""What stands around a value decides whether it is said of the product: a table of what shops write.

A text is written as "title || description || column=value"; a column is an attribute's id, "category" or "tags". What
is expected and what must not be found are written as attribute:value, in the order of neither.
"""

from __future__ import annotations

import pytest

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.rule_tagger import RuleTagger
from catalog_cli.attributes.schema import builtin

_COLUMNS = {"category": TextKind.LIST, "tags": TextKind.LIST}


def product(written: str) -> list[ProductText]:
    """Return the texts of a product of the table."""
    texts = []
    for index, part in enumerate(written.split(" || ")):
        name, equals, value = part.partition("=")
        if equals and name.isidentifier():
            cell = read_cell(value)
            kind = _COLUMNS.get(name, TextKind.NAMED)
            attributes = () if name in _COLUMNS else (name,)
            texts.append(ProductText(kind, value, cell, name, attributes=attributes))
        else:
            cell = read_cell(part)
            kind = TextKind.BODY if index else TextKind.TITLE
            texts.append(ProductText(kind, cell.text, cell, kind.value))
    return texts


# text, what is found, what is not
ENGLISH = [
    # a frame's shape is no bag's: there it is a name
    ("Wayfarer Sunglasses", "product_type:sunglasses shape:wayfarer", ""),
    ("Wayfarer Backpack", "product_type:backpack", "shape:wayfarer"),
    # negation: what is denied is not said
    ("Tote Bag || A roomy tote, not leather but sturdy canvas.", "material:canvas", "material:leather"),
    ("Leather-Free Tote Bag", "product_type:tote-bag", "material:leather"),
    ("Vegan handbag || This handbag contains no leather.", "product_type:handbag", "material:leather"),
    ("Jacket || A warm jacket without hood or zip, in navy.", "product_type:jacket color:navy-blue", "closure:zipper"),
    ("T-Shirt || Never made of polyester, always of cotton.", "material:cotton", "material:polyester"),
    ("Sheets || Free from polyester: 100% cotton.", "material:cotton", "material:polyester"),
    ("Bag || Contains no leather, wool or silk.", "product_type:bags", "material:leather material:wool material:silk"),
    ("Scarf || Wool-free, soft on the skin.", "product_type:scarf", "material:wool"),
    ("Pan || A non-leather handle.", "", "material:leather"),
    ("Dress || Isn't silk, but feels so.", "product_type:dresses", "material:silk"),
    ("Boots || Not only canvas but suede too.", "material:suede material:canvas", ""),  # "not only" denies nothing
    ("Mug || No plastic, no glass: just stoneware.", "material:stoneware", "material:plastic material:glass"),
    ("Shirt || No collar and a cotton body.", "material:cotton", ""),  # "and a" begins something new
    ("Shirt || Without buttons, in white linen.", "material:linen", "closure:button"),
    ("Wallet || Zero leather. Made of cork.", "material:cork", "material:leather"),
    ("Toy || Does not contain latex.", "", "material:latex"),
    ("Sofa || Legs without metal; cover of linen.", "material:linen", "material:metal frame_material:metal"),
    ("Cotton Socks || No wool.", "material:cotton", "material:wool"),
    ("Rug || Can't be beat: a wool rug.", "material:wool", ""),  # what can't be beat is over at the colon
    # imitations
    ("Faux Leather Jacket", "material:faux-leather", "material:leather"),
    ("Vegan Leather Wallet", "material:vegan-leather", "material:leather"),
    ("Faux Marble Tray", "product_type:tray", "material:marble"),
    ("Wood-Look Planter", "product_type:planter", "material:wood"),
    ("Marble Effect Mug", "product_type:mug", "material:marble"),
    ("Leather-like wallet", "product_type:wallet", "material:leather"),
    ("Blouse || A blouse with a silky, silk-like touch.", "product_type:blouse", "material:silk"),
    ("Blouse || Soft as silk.", "product_type:blouse", "material:silk"),
    ("Cushion || Feels like velvet.", "", "material:velvet"),
    ("Imitation Pearl Earrings", "product_type:earrings", ""),
    ("Bag || The look of leather at half the price.", "", "material:leather"),
    ("Lamp || A concrete-style lamp.", "product_type:lamp", "material:concrete"),
    ("Blanket || An alternative to wool.", "product_type:blanket", "material:wool"),
    ("Rug || Unlike wool, it dries fast.", "product_type:rug", "material:wool"),
    ("Wallet || Made of synthetic leather.", "", "material:leather"),
    # another thing: comparison, accompaniment, use
    ("Navy Shirt || Goes with black jeans.", "color:navy-blue product_type:shirt", "color:black product_type:jeans"),
    ("Linen Shirt || Pairs well with white sneakers.", "material:linen", "color:white product_type:sneakers"),
    (
        "Belt || Wear it with a red dress or blue jeans.",
        "product_type:belts",
        "color:red color:blue product_type:jeans",
    ),
    ("Scarf || Looks great with denim jackets.", "product_type:scarf", "material:denim product_type:jacket"),
    ("Mop || Perfect for wooden floors.", "product_type:mop", "material:wood"),
    ("Leather Cleaner", "", "material:leather"),
    ("Leather Conditioner for Sofas", "", "material:leather product_type:sofa"),
    ("Wood Polish", "", "material:wood"),
    ("Glass Cleaner Spray", "", "material:glass"),
    ("Cleaning Spray for Stainless Steel", "", "material:stainless-steel"),
    ("Screwdriver || For wood and metal.", "product_type:screwdriver", "material:wood material:metal"),
    ("Paint || Suitable for concrete and plaster.", "product_type:paint", "material:concrete material:plaster"),
    ("Phone Case for iPhone 13", "product_type:phone-case", "product_type:smartphone"),
    ("Bag for Yoga Mat", "product_type:bags", "product_type:yoga-mat"),
    ("Lens Cap for Camera", "", "product_type:camera"),
    ("Charger || Works with your laptop, tablet and phone.", "product_type:charger", "product_type:laptop"),
    ("Curtains || They match your grey sofa.", "product_type:curtains", "color:gray product_type:sofa"),
    ("Table || Combine it with our oak chairs.", "product_type:table", "product_type:chair"),
    ("Backpack || Holds a laptop, books and a water bottle.", "product_type:backpack", "product_type:laptop"),
    ("Sweater || The model wears black leggings.", "product_type:sweater", "color:black product_type:leggings"),
    ("Mattress || Softer than latex.", "product_type:mattress", "material:latex"),
    ("Vase || Shown with silk flowers.", "product_type:vase", "material:silk"),
    ("Knife || Replaces steel blades.", "", "material:steel"),
    ("Tent || Sold separately: aluminum poles.", "product_type:tent", ""),
    ("Camera || Leather strap sold separately.", "product_type:camera", "material:leather strap_type:leather"),
    ("Perfect for parties, this red dress is pure silk.", "", ""),
    (
        "Dress || Perfect for parties, this red dress is made of silk.",
        "color:red material:silk",
        "",
    ),  # the comma ends it
    ("Shoe Cleaner || Removes dirt from suede and leather.", "", "material:suede material:leather"),
    # gold, silver, oak: the colour or the stuff
    ("Gold Dress || category=Clothing", "color:gold", "material:gold-metal"),
    ("Gold Ring || category=Jewelry", "material:gold-metal", "color:gold"),
    ("14k Gold Necklace || category=Jewelry", "material:gold-metal", "color:gold"),
    ("Silver Necklace || category=Jewelry", "material:silver-metal", "color:silver"),
    ("Silver Sandals || category=Shoes", "color:silver", "material:silver-metal"),
    ("Sterling Silver Earrings", "material:sterling-silver", "color:silver"),
    ("Gold-Plated Bracelet || category=Jewelry", "material:gold-plated", "material:gold-metal color:gold"),
    ("Handbag || color=Gold", "color:gold", "material:gold-metal"),
    ("Handbag || material=Gold", "material:gold-metal", "color:gold"),
    ("Rose Gold Watch || color=Rose Gold", "color:rose-gold", "color:rose color:gold"),
    # fruit and food
    ("Orange Juice || category=Grocery", "", "color:orange"),
    ("Fresh Oranges || category=Food", "", "color:orange"),
    ("Orange Dress", "color:orange", "flavor:orange"),
    ("Olive Oil 500 ml || category=Food", "", "color:olive"),
    ("Cherry Tomatoes || category=Food", "", "color:cherry-red"),
    ("Lemon Soap || category=Beauty", "product_type:soap", "color:lemon-yellow"),
    ("White Chocolate Bar || category=Food", "product_type:chocolate", "color:white"),
    ("Black Tea || category=Food", "product_type:tea", "color:black"),
    ("Red Wine || category=Food & Drinks", "product_type:wine", "color:red"),
    ("Brown Rice || category=Grocery", "product_type:rice", "color:brown"),
    ("Olive Green Jacket", "color:olive", "color:green"),
    ("Peach Blouse", "color:peach", "flavor:peach"),
    # brands and names that are words
    ("Orange SIM Card || brand=Orange", "brand:Orange", "color:orange"),
    ("Red Bull Energy Drink || brand=Red Bull", "brand:Red Bull", "color:red"),
    ("Black & Decker Drill || brand=Black & Decker", "brand:Black & Decker product_type:drill", "color:black"),
    ("Blue Yeti Microphone || brand=Blue", "product_type:microphone", "color:blue"),
    ("Boots || Made by Red Wing in Minnesota.", "product_type:boots", "color:red"),
    ("Jar || Designed with Green Mountain farmers.", "", "color:green"),
    ("Silver® Watch Band", "", "color:silver"),
    ("Lamp by White Oak Studio", "product_type:lamp", "color:white material:oak"),
    ("Cotton Tee | Blue Lagoon Store", "material:cotton", "color:blue"),
    ("Cushion || brand=Cotton & Co || A Cotton & Co cushion of linen.", "material:linen", "material:cotton"),
    # a part is not the product
    ("Suede Boots || With a rubber sole.", "material:suede sole_material:rubber", "material:rubber"),
    ("Jacket || Wool shell, polyester lining.", "material:wool lining_material:polyester", "material:polyester"),
    ("Coat || Lined with silk.", "lining_material:silk", "material:silk"),
    ("Coat || Lining: 100% viscose.", "lining_material:viscose", "material:viscose"),
    ("Sofa || Linen cover on wooden legs.", "frame_material:wood material:linen", "material:wood"),
    ("Chair || The frame is made of solid oak.", "frame_material:oak", "material:oak"),
    ("Canvas Bag || With leather straps.", "material:canvas", "material:leather"),
    ("Canvas Bag with Leather Handles", "material:canvas", "material:leather"),
    ("Denim Jacket || Brass buttons and a white logo.", "material:denim", "material:brass color:white"),
    ("Black Dress with White Collar", "color:black", "color:white"),
    ("Black Dress || A black dress with white trim.", "color:black", "color:white"),
    ("Black Shoes || Green LED lights in the heel.", "color:black", "color:green"),
    ("Red Tee || A red tee with a small white pocket.", "color:red", "color:white"),
    ("Mug || Packed in a kraft box with a red ribbon.", "product_type:mug", "color:red"),
    ("Calendar || Holidays printed in red.", "", "color:red"),
    ("Knife || A steel blade and an oak handle.", "", "material:oak"),
    ("Pajamas || Mother-of-pearl buttons.", "product_type:pajamas", ""),
    (
        "Kettle || Stainless steel interior. || category=Kitchen",
        "material:stainless-steel",
        "lining_material:stainless-steel",
    ),
    # several values
    ("T-Shirt || Available in red and blue.", "color:red color:blue", ""),
    ("T-Shirt || Comes in black, white or grey.", "color:black color:white color:gray", ""),
    ("T-Shirt || color=Red, Blue, Green", "color:red color:blue color:green", ""),
    ("T-Shirt || color=Black/White", "color:black color:white", ""),
    ("Sneakers || color=Black and White", "color:black color:white", ""),
    ("Hoodie || color=Navy || color=Sand", "color:navy-blue color:sand", ""),
    ("Hoodie || size=S, M, L", "size:S size:M size:L", ""),
    ("Shoes || size=Size 40", "size:40", "size:Size 40"),
    ("Black and White Striped Shirt", "color:black color:white pattern:striped", ""),
    ("Shirt || Red and black striped cotton shirt.", "color:red color:black pattern:striped material:cotton", ""),
    ("Skirt and Top", "product_type:skirts product_type:tops", ""),
    ("Shampoo and Conditioner || category=Beauty", "product_type:shampoo product_type:conditioner", ""),
    # one value, and the family left out
    ("Navy Blue Polo Shirt", "color:navy-blue product_type:polo-shirt", "color:blue product_type:shirt"),
    ("Organic Cotton Towel", "material:organic-cotton", "material:cotton"),
    ("Jacket || color=Dark Green", "color:dark-green", "color:green"),
    ("Lamp || color=Matte Black", "color:black finish:matte", ""),  # a colour and its surface
    ("Tee || color=Heather Navy Melange", "color:navy-blue", ""),  # known inside words that are not
    ("Kettle || color=Midnight Whisper", "", ""),
    ("Kettle || color=N/A || material=-", "", "color:N/A"),
    ("Kettle || brand=Unbranded", "", "brand:Unbranded"),
    ("Cup || color=GreenUPC: 0123", "color:green", ""),  # a page taken apart glues the next label on
    # percentages
    ("Shirt || material=80% cotton, 20% polyester", "material:cotton material:polyester", ""),
    ("Shirt || Made of 95% cotton and 5% elastane.", "material:cotton material:spandex", ""),
    ("Sweater || 100% merino wool", "", "material:cotton"),
    # the noun of the title
    ("Camera Bag", "product_type:camera-bag", "product_type:camera"),
    ("Dog Bed", "product_type:pet-bed", "product_type:bed"),
    ("Laptop Stand", "product_type:laptop-stand", "product_type:laptop"),
    ("Coffee Table", "product_type:coffee-table", "product_type:coffee"),
    ("Table Lamp with Shade", "product_type:table-lamp", "product_type:table"),
    ("Shower Curtain, 180 x 200 cm", "product_type:shower-curtain", ""),
    ("Wallet with Keychain", "product_type:wallet", "product_type:keychain"),
    ("Phone Holder for Car", "product_type:phone-holder", "product_type:smartphone"),
    ("Guitar Strap", "", "product_type:guitar"),
    ("Mug Rack", "", "product_type:mug"),  # the head is a word that is not known
    ("Sofa Cover - Grey", "color:gray", "product_type:sofa"),
    ("Set of 4 Wine Glasses", "product_type:glassware", "product_type:wine"),
    ("Acme X200 Laser Printer, Black", "product_type:printer color:black", ""),
    ("Hoodie || This hoodie beats any jacket.", "product_type:hoodie", "product_type:jacket"),
    ("Classic || This armchair is upholstered in velvet.", "product_type:armchair material:velvet", ""),
    # longer values hold shorter ones of other attributes
    ("Oak Table || Solid oak table.", "material:oak", "pattern:solid"),
    ("Charger || USB-C charger.", "connector:usb-c", "connectivity:usb"),
    ("Stainless Steel Water Bottle", "material:stainless-steel", ""),  # the water is the bottle's
    ("Bottle || Available in matte black and sage green.", "color:black color:sage finish:matte", "color:green"),
    ("Headphones || Compatible with Android.", "compatibility:android", "operating_system:android"),
    # whom and what it is for
    ("Running Shoes for Women", "gender:women", ""),
    ("Men's Wool Socks", "gender:men material:wool", ""),
    ("Backpack || Great for travel and the beach.", "activity:travel", ""),
    ("Party Dress || tags=women, summer, silk", "gender:women season:summer material:silk", ""),
    ("Dress || tags=new, red hot deals", "", "color:red"),  # a tag counts as a whole
    # titles of works
    ("The Red and the Black || category=Books", "", "color:red color:black"),
    ("The Silk Roads: A New History || category=Books > History", "", "material:silk"),
    ("Fifty Shades of Grey || category=Books", "", "color:gray"),
    # places where nothing is
    ("", "", "color:red"),
    ("NA", "", ""),
    ("00123", "", ""),
    ("红色连衣裙 👗", "", "color:red"),
    ("فستان أحمر", "", ""),
    ("Redwood Fence", "", "color:red"),  # inside a word
    ("Blackberry Bush", "", "color:black"),
    ("RED DRESS", "color:red product_type:dresses", ""),
    ("red\ndress", "color:red", ""),
    ("Dress || <p>Colour</p><ul><li>Red</li><li>Cotton</li></ul>", "color:red material:cotton", ""),
    ("Dress || <b>Navy</b> &amp; white dress", "color:navy-blue color:white", ""),
    # what an option, a search, a pack, a shop's department and a glue say nothing of
    ("Time Recorder || With an optional rechargeable battery.", "", "power_source:rechargeable-battery"),
    ("Engagement Ring || Your search for the ultimate vintage engagement ring is over.", "style:vintage", ""),
    ("Original Pads in Canary Yellow, 12/Pack", "color:canary-yellow", ""),  # the pads are no part of the pads
    ("Sticky Notes, 12/Pack, Yellow", "color:yellow", ""),  # a pack is no verb
    ("Monitor || Four times the pixels of Full HD.", "", "resolution:full-hd"),
    ("Filament Tape || Good adhesion to many surfaces, including metal and plastic.", "", "material:metal"),
    ("Ionic Hair Dryer || product_type=Hair Styling", "product_type:hair-dryer", "product_type:hair-styling"),
    ("Manage Your Project Portfolio || category=Books > Essential programming", "", "product_type:portfolio"),
    # properties that stand behind "for", "with" and in enumerations
    ("Hand Trowel || Coated head for improved resistance to rust.", "feature:rust-resistant", ""),
    ("Kettle || With a lid, a spout and two handles.", "feature:with-lid feature:pour-spout feature:side-handles", ""),
    ("Pedestal Fan || Adjustable-height fan with wide blades.", "feature:height-adjustable", ""),
    ("Sticky Notes || Lavender, spring green and sky blue.", "color:lavender color:spring-green color:sky-blue", ""),
    ("Hard Candy || Fruit candy: cherry, lemon and orange.", "flavor:cherry flavor:lemon flavor:orange", ""),
    ("Sweetener || Made of acids found in meat, milk, fruit and vegetables.", "", "flavor:milk"),
    ("Raspberry Tea", "flavor:raspberry product_type:tea", ""),
    ("Digital Camera", "product_type:camera", "feature:digital"),  # a word of the type's own name
    ("Lateral File Cabinet Hon Cabinet", "product_type:lateral-file", "product_type:cabinet"),
    ("Stapler || Nonskid rubber base.", "", "texture:non-slip"),
    ("Smart Array P712m Controller", "", "depth:712 m"),
    ("Rose Serum || capacity=15 ml", "net_content:15 ml", "capacity:15 ml"),
    ("Quartz Bracelet", "gemstone:quartz", "material:quartz"),
]  # fmt: skip

PORTUGUESE = [
    # "onça" is an ounce, too
    ("Blusa onça feminina", "pattern:leopard", ""),
    ("Vela aromática 1 onça", "product_type:candle", "pattern:leopard"),
    ("Perfume 1,7 onça", "product_type:perfume", "pattern:leopard"),
    ("Vela || Cerca de meia onça de cera.", "product_type:candle", "pattern:leopard"),
    ("Copo de 8 onças", "capacity:8 oz", "pattern:leopard"),
    # negation
    ("Bolsa || Não é de couro.", "product_type:bags", "material:leather"),
    ("Jaqueta sem capuz e sem zíper", "product_type:jacket", "closure:zipper"),
    ("Bolsa || Livre de couro e feita de lona.", "", "material:leather"),
    ("Camiseta || Sem poliéster: só algodão.", "material:cotton", "material:polyester"),
    ("Caneca || Nunca de plástico.", "product_type:mug", "material:plastic"),
    ("Carteira || Não só de cortiça, também de lona.", "material:cork material:canvas", ""),
    ("Tênis || Sem couro, lã ou seda.", "product_type:sneakers", "material:leather material:wool material:silk"),
    # imitations
    ("Jaqueta de Couro Sintético", "material:faux-leather", "material:leather"),
    ("Jaqueta de couro ecológico", "product_type:jacket", "material:leather"),
    ("Bandeja efeito mármore", "product_type:tray", "material:marble"),
    ("Bolsa imitação de couro", "product_type:bags", "material:leather"),
    ("Piso vinílico tipo madeira", "", "material:wood"),
    ("Almofada || Toque de seda.", "", "material:silk"),
    # other things
    (
        "Camisa Azul-marinho || Combina com calça jeans preta.",
        "color:navy-blue product_type:shirt",
        "color:black product_type:jeans",
    ),
    ("Limpador para couro", "", "material:leather"),
    ("Rodo || Ideal para pisos de madeira.", "", "material:wood"),
    ("Capa para celular", "product_type:phone-case", "product_type:smartphone"),
    ("Bolsa para notebook", "product_type:laptop-bag", "product_type:laptop"),
    ("Vestido || Fica lindo com sandália dourada.", "product_type:dresses", "color:gold product_type:sandals"),
    ("Cinto || Use com vestido vermelho.", "product_type:belts", "color:red product_type:dresses"),
    ("Câmera || Alça de couro vendida separadamente.", "product_type:camera", "material:leather"),
    # inflection: gender and number
    ("Saia vermelha", "color:red product_type:skirts", ""),
    ("Vestidos pretos", "color:black product_type:dresses", ""),
    ("Calças brancas femininas", "color:white gender:women product_type:pants", ""),
    ("Blusa amarela listrada", "color:yellow pattern:striped product_type:blouse", ""),
    ("Meias cinzas masculinas", "color:gray gender:men product_type:socks", ""),
    ("Jaqueta azul-marinho", "color:navy-blue", "color:blue"),
    ("Camisetas floridas", "pattern:floral product_type:t-shirt", ""),
    ("Almofadas xadrez", "pattern:plaid", ""),
    # said outright
    ("Camiseta || Disponível nas cores preto e branco.", "color:black color:white", ""),
    ("Camiseta || color=Azul, Verde", "color:blue color:green", ""),
    ("Camiseta || color=Verde-escuro", "color:dark-green", "color:green"),
    ("Camiseta || material=Algodão e poliéster", "material:cotton material:polyester", ""),
    ("Camiseta || size=Tamanho M", "size:M", ""),
    ("Vestido || gender=Feminino", "gender:women", ""),
    # parts
    ("Bota de Couro || Sola de borracha.", "material:leather sole_material:rubber", "material:rubber"),
    ("Casaco de Lã || Forro em poliéster.", "material:wool lining_material:polyester", "material:polyester"),
    ("Sofá de Linho || Pés de madeira.", "material:linen frame_material:wood", "material:wood"),
    ("Bolsa de Lona || Alças de couro.", "material:canvas", "material:leather"),
    ("Faca || Cabo de madeira.", "", "material:wood"),
    # the first noun is the product
    ("Bolsa de couro para câmera", "product_type:handbag material:leather", "product_type:camera"),
    ("Mesa de centro de madeira", "product_type:coffee-table material:wood", ""),
    ("Suporte de notebook", "product_type:laptop-stand", "product_type:laptop"),
    ("Porta-retrato de vidro", "material:glass", ""),
    ("Colar com pingente", "product_type:necklace", "product_type:pendant"),
    ("Kit de ferramentas com martelo", "", "product_type:hammer"),
    ("Caneca || Pode ir ao micro-ondas, mas não à lava-louças.", "feature:microwave-safe", ""),
    ("Mochila || Ideal para escola e academia.", "activity:fitness", ""),
    ("Sofá 3 Lugares Cinza || Estrutura em madeira de eucalipto.", "color:gray frame_material:eucalyptus-wood", ""),
    ("Vestido || Composição: 95% viscose e 5% elastano.", "material:viscose material:spandex", ""),
    # gold, fruit, works
    ("Anel de Ouro || category=Joias", "material:gold-metal", "color:gold"),
    ("Vestido dourado", "color:gold", "material:gold-metal"),
    ("Suco de Laranja || category=Alimentos", "", "color:orange"),
    ("Vestido laranja", "color:orange", ""),
    ("O Vermelho e o Negro || category=Livros", "", "color:red color:black"),
    ("Chá Verde || category=Alimentos", "product_type:tea", "color:green"),
    ("Vinho Tinto || brand=Casa Verde", "brand:Casa Verde", "color:green"),
    ("Mochila || Com bolso para notebook e bolsos laterais.", "feature:side-pockets", ""),  # "e" ends the purpose
    ("Camisa || Com botões de madeira.", "", "material:wood"),
    ("Chaleira || Bateria opcional.", "", "power_source:battery"),
]  # fmt: skip

CASES = [("en", *case) for case in ENGLISH] + [("pt-BR", *case) for case in PORTUGUESE]


@pytest.fixture(scope="module")
def taggers() -> dict[str, RuleTagger]:
    return {locale: RuleTagger(builtin(), locale) for locale in ("en", "pt-BR")}


@pytest.mark.parametrize(("locale", "written", "found", "refused"), CASES)
def test_context(taggers: dict[str, RuleTagger], locale: str, written: str, found: str, refused: str) -> None:
    tags = {f"{tag.attribute}:{tag.value or tag.literal}" for tag in taggers[locale].tags(product(written))}
    for expected in filter(None, _listed(found)):
        assert expected in tags
    for unexpected in _listed(refused):
        assert unexpected not in tags


def test_the_table_names_values_of_the_schema() -> None:
    attributes = builtin().attributes
    for _, _, found, refused in CASES:
        for one in _listed(found) + _listed(refused):
            attribute, _, value = one.partition(":")
            assert attribute in attributes
            if found == one and attributes[attribute].values:
                assert value in attributes[attribute].values


def _listed(written: str) -> list[str]:
    """Return the pairs of a cell of the table; a literal may hold spaces.

    >>> _listed("color:red brand:Red Bull")
    ['color:red', 'brand:Red Bull']
    """
    pairs: list[str] = []
    for word in written.split():
        if ":" in word:
            pairs.append(word)
        else:
            pairs[-1] += f" {word}"
    return pairs
