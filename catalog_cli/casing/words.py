"""Word lists and word shapes: what keeps its capital, and what does not count."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as one text."""
    return frozenset(text.split())


SMALL = words("a an and as at but by for from in into nor of off on onto or over per the to up via vs with without & +")
ACRONYMS = words(
    "USB LED LCD OLED QLED HDMI VGA DVI PC CPU GPU RAM SSD HDD SLR DSLR TV DVD CD GPS NFC RFID UV UVA UVB SPF FM "
    "AM AC DC HD UHD FHD HDR PVC PU PE PP EVA ABS MDF HEPA BPA XL XXL XXXL XS XXS S M L EU UK US USA UAE AI VR AR "
    "IP IPX WH TSA BBQ DIY FAQ CBD DNA NASA NBA NFL UFO ISO CE FDA GOTS OEM RGB PSU NVME SATA SIM SD II III IV VI "
    "VII VIII IX TPU TPE PTFE POE UPS VIP ID QR GSM RPM PSI KG CM MM ML OZ LB FT AA AAA V W NA OK"
)
PROPER = words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Christmas Easter Halloween Thanksgiving Hanukkah Ramadan Valentine "
    "American British English French German Italian Spanish Portuguese Brazilian Mexican Canadian Japanese "
    "Chinese Korean Indian Thai Turkish Greek Egyptian Moroccan Persian Russian Swiss Swedish Danish Norwegian "
    "Finnish Nordic Scandinavian Dutch Belgian Irish Scottish Welsh Polish Austrian Australian African Asian "
    "European Cuban Peruvian Colombian Ethiopian Himalayan Mediterranean Nepalese Tibetan Vietnamese Icelandic "
    "America Europe Asia Africa Australia Brazil Portugal Spain France Italy Germany England Britain Scotland "
    "Ireland Japan China India Mexico Canada Turkey London Paris Milan Rome York Tokyo Berlin Lisbon Madrid "
    "Barcelona Venice California Texas Hawaii Bluetooth Wi Fi "
    "Alabama Alaska Arizona Arkansas Colorado Connecticut Delaware Florida Idaho Illinois Indiana Iowa Kansas Kentucky "
    "Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio "
    "Oklahoma Oregon Pennsylvania Tennessee Utah Vermont Virginia Wisconsin Wyoming Carolina Dakota "
    "Ethiopia Kenya Tanzania Uganda Rwanda Morocco Tunisia Egypt Nigeria Ghana Madagascar Colombia Peru Bolivia "
    "Ecuador Guatemala Honduras Nicaragua Panama Argentina Uruguay Paraguay Venezuela Cuba Jamaica Haiti "
    "Indonesia Sumatra Java Bali Vietnam Thailand Cambodia Malaysia Philippines Taiwan Korea Mongolia Nepal Tibet "
    "Pakistan Bangladesh Iran Iraq Israel Lebanon Jordan Greece Poland Austria Belgium Switzerland Netherlands "
    "Denmark Norway Sweden Finland Iceland Hungary Romania Bulgaria Croatia Ukraine Russia Wales "
    "Chicago Boston Seattle Denver Miami Dallas Houston Brooklyn Manhattan Hollywood Toronto Vancouver Sydney "
    "Melbourne Dublin Edinburgh Amsterdam Brussels Vienna Prague Budapest Athens Istanbul Moscow Rome Florence Naples "
    "Tuscany Sicily Provence Kyoto Osaka Seoul Shanghai Beijing Mumbai Delhi Bangkok Singapore Dubai Marrakech"
)
# Written in capitals to be loud, not because they are names.
SHOUTED = words(
    "NEW SALE FREE HOT BEST NOW ONLY SUPER GREAT OFFER LIMITED EDITION SPECIAL GIFT SET PACK WITH AND FOR THE"
)

# The embedded model leaves nearly all of these as they are in a sentence if they stand in capitals ("Contains MILK"),
# tried in six; "NOT", "ONLY", "NEW" and the like it translates, and keeps loud. No firm's name (SHARP, APPLE) is here.
LOUD = words(
    "WATER WHEAT WHITE SMALL BATTERY COLOR SIZE QUALITY WEIGHT STORAGE DAYS PERFECT IMPROVED MILK DAIRY EGG EGGS "
    "GLUTEN SOY SOYA SOYBEAN SOYBEANS FISH SHELLFISH CRUSTACEANS MOLLUSCS PEANUT PEANUTS NUT NUTS ALMOND ALMONDS "
    "HAZELNUT HAZELNUTS WALNUT WALNUTS CASHEW CASHEWS PISTACHIO PISTACHIOS PECAN PECANS SESAME MUSTARD CELERY BARLEY "
    "RYE OATS LUPIN SULPHITES SULFITES LACTOSE SUGAR SALT HONEY CREAM BUTTER CHEESE OIL COCOA CHOCOLATE FLOUR RICE "
    "CORN YEAST COCONUT VINEGAR ORGANIC NATURAL PURE REAL GENUINE ORIGINAL OFFICIAL AUTHENTIC HANDMADE PREMIUM UNIQUE "
    "POPULAR AMAZING BEAUTIFUL EASY SAFE STRONG SOFT WARM COOL LIGHT LIGHTWEIGHT DURABLE COMFORTABLE WATERPROOF "
    "REUSABLE WASHABLE ADJUSTABLE RECHARGEABLE PORTABLE GUARANTEED INCLUDED INCLUDES CONTAINS SPECIAL LIMITED EXTRA "
    "LARGE MEDIUM BIG LONG SHORT HOT COLD DRY WET CLEAN FRESH TOXIC RED BLUE GREEN BLACK PINK YELLOW PURPLE BROWN "
    "GREY GRAY GOLD SILVER COTTON WOOL LEATHER LINEN SILK WOOD STEEL PLASTIC GLASS METAL RUBBER WOMEN MEN KIDS BABY "
    "CHILDREN ADULTS DOGS CATS PETS GIFT GIFTS SALE OFFER SHIPPING SIZES COLOUR COLORS MATERIAL FEATURES CAUTION "
    "DANGER IMPORTANT BATTERIES BONUS HANDLE FIRE HEAT AFTER BOTH TWO GARLIC ONION ONIONS TOMATO TOMATOES POTATO "
    "POTATOES BANANA LEMON STRAWBERRY BEEF CHICKEN PORK LAMB TUNA SALMON SHRIMP CRAB LOBSTER SQUID OYSTERS MUSSELS "
    "CLAMS GELATIN VANILLA CINNAMON COFFEE TEA CAFFEINE ALCOHOL PROTEIN FIBER FIBRE FAT CALORIES VITAMINS SUNFLOWER "
    "OLIVE MALT SPELT BUCKWHEAT CHESTNUT CHESTNUTS LENTILS BEANS PEAS THICK THIN HEAVY WIDE TALL DEEP ROUND SQUARE "
    "FLAT SMOOTH SHINY MATTE BRIGHT DARK QUIET FAST QUICK SIMPLE MODERN CLASSIC VINTAGE ELEGANT STYLISH CUTE COZY "
    "BREATHABLE STRETCHY FLEXIBLE FOLDABLE REMOVABLE DETACHABLE WIRELESS CORDLESS INSULATED STAINLESS SEALED TESTED "
    "CERTIFIED APPROVED HYPOALLERGENIC ODORLESS SCENTED UNSCENTED VEGAN VEGETARIAN RAW ROASTED SALTED UNSALTED "
    "SWEETENED UNSWEETENED DRIED GROUND WHOLE FLAMMABLE POISONOUS HARMFUL FRAGILE WASH IRON BLEACH INSTRUCTIONS "
    "DIMENSIONS BENEFITS DIRECTIONS USAGE ALLERGENS PACKAGE CONTENTS HEIGHT WIDTH LENGTH DEPTH CAPACITY AGES YEARS "
    "MONTHS HOURS MINUTES DELIVERY RETURNS RETURN GUARANTEE WARRANTY PRICE VALUE PIECES PIECE PAIR PAIRS SETS BOX BAG "
    "BOTTLE CHILD PARENTS GIRLS BOYS LADIES DOG CAT PET HORSE BIRD BIRDS FLOWERS PLANTS ULTIMATE POWERFUL "
    "PROFESSIONAL UPGRADED LATEST EXCLUSIVE INSTANT TODAY ENJOY DISCOVER LOVE HAPPY HEALTHY GENTLE EFFECTIVE PROVEN "
    "UNLIMITED DOUBLE TRIPLE TWICE HALF FULL EMPTY OPEN CLOSED INDOOR OUTDOOR OUTDOORS SUMMER WINTER SPRING AUTUMN "
    "CHRISTMAS BIRTHDAY WEDDING SECURE STURDY ROBUST RESISTANT"
)
# These the embedded model translates, and keeps their capitals.
_LOUD_AND_KNOWN = words(
    "NOT NEVER ALWAYS ALL MUST BEFORE WITHOUT VERY MORE ANY EVERY OR NO YES ONE THREE NOTE WARNING DESCRIPTION "
    "DETAILS SPECIFICATIONS INGREDIENTS DISCOUNT FINALLY YOU YOUR OUR THIS THAT ARE CAN CANNOT WILL PLEASE FROM"
)


def is_loud(word: str) -> bool:
    """Return whether a word in capitals is an English one that is written so to be loud, and no acronym.

    >>> is_loud("MILK"), is_loud("NOT"), is_loud("HDMI")
    (True, True, False)
    """
    return word in LOUD or word in SHOUTED or word in _LOUD_AND_KNOWN


PROPER_UPPER = {word.upper(): word for word in PROPER if word != "May"}

# Words that Portuguese shops borrow and write small; a first word copied by the engine that is not here is a name.
BORROWED = words(
    "laptop tablet notebook smartphone mouse hoodie top tote jeans legging leggings smart skate cooler kit spray "
    "vintage slim fit maxi mini midi polo ultra design fitness yoga denim nylon premium duffle gamer pet shampoo "
    "drone chino jumper sneakers sneaker beanie gel bar internet online air fitness bike mountain set lounge puff "
    "puffer boho chic hi eco bio anti multi extra super mega pro soft fleece unisex personal compact sport sports "
    "running beanbag vegan blush primer gloss serum trench blazer cropped body bodysuit short shorts oversized "
    "plus size pack pastel bonsai cruiser semi tulip silicone acetate spandex elastane lycra jersey tweed tartan "
    "jacquard chiffon patchwork mohair angora alpaca jade neon laser turbo diesel zebra panda safari banana chocolate "
    "espresso cappuccino granola matcha sushi teriyaki wok pizza quinoa chia goji kefir kombucha tofu ramen curry "
    "whey snack bacon ketchup brownie cookie kimono sari piano base dual mate manga anime karaoke camping trailer "
    "surf skate stand hub headset webcam joystick tablet software hardware smartwatch planner kraft aloe argan aroma "
    "detox diet light zero fit spa tour yoga pilates crossfit kettlebell"
)
# Articles, and prepositions with them, that a one-word cell never asks for. Not "à" and "ao": "à prova d'água"
# (waterproof) and "ao ar livre" (outdoor) are whole words' worth; nor "sem" (wireless: "sem fio").
LEADING = {
    "pt": words("o a os as um uma uns umas em no na nos nas do da dos das de para"),
    "es": words("el la los las un una unos unas en del de para"),
    "fr": words("le la les l' un une des en du de pour"),
    "it": words("il lo la i gli le l' un uno una in di del della dei per"),
    "de": words("der die das den dem ein eine einen in im für"),
    "nl": words("de het een in van voor"),
    "en": words("the a an in of for"),
}
# Those of them that no phrase begins with unless its source does; "a", "um" and "de" begin many that are whole.
OPENING = {"pt": words("o os as do da dos das no na nos nas")}


def lower(text: str) -> str:
    """Return the text in lower case, of equal length: a letter whose lower case is longer stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def upper(text: str) -> str:
    """Return the text in upper case, of equal length: ß stays."""
    uppered = text.upper()
    return uppered if len(uppered) == len(text) else "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
