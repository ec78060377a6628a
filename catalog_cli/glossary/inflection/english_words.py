"""The English words that the rules of english.py need to know; all in lower case."""

from __future__ import annotations

from catalog_cli.glossary.inflection.noun_phrase import pairs, words

# Before these stands the head of a noun phrase: "pair of socks", "cream for hands".
LINKS = words("at by for from in into of on per to via vs with without")

# Not nouns in shops when the part of speech is not known: their other number would find verbs and particles.
NOT_NOUNS = words(
    "about above accept activate add adjust after again all allow allows also always amazing and any apply approve "
    "are as assign at authorize available be because before begin below between both by can cancel choose complete "
    "confirm connect contain contains continue create deactivate delete did disable do does each edit either empty "
    "enable enjoy ensure enter every expand export finalize fits for from generate get has have helps here hide how "
    "if import in include includes install is it its join keep keeps learn less let makes manage many maybe more most "
    "move must never no not note now of off on only or other out over own please protects provide reduce remove "
    "rename replace required resend save see select send show sign some subscribe such than that the their them then "
    "there these they this those to too unavailable under undo until use uses very was we were when where which while "
    "who will wish with without yes you your"
)

# First words of commands and of what is said of all or none: "add product" has no plural that means the same.
OPENING = words(
    "accept add all apply cancel change choose confirm create delete disable edit enable enter export generate import "
    "keep manage move no not refresh remove rename replace reset save see select send show subscribe update upload "
    "view"
)

NO_NUMBER = words(
    "activewear aircraft apparel babywear bakeware bedding clothing cookware cutlery deer dinnerware drinkware "
    "equipment eyewear firmware flatware footwear furniture glassware hardware homeware homewear information "
    "jewellery jewelry kitchenware knitwear lingerie luggage menswear nightwear offspring outerwear petwear series "
    "sheep shipping silverware sleepwear software species sportswear stationery stemware swimwear tableware underwear "
    "womenswear"
)

PLURALS = pairs(
    "analysis=analyses axis=axes basis=bases child=children crisis=crises die=dice foot=feet forefoot=forefeet "
    "gentleman=gentlemen goose=geese grandchild=grandchildren louse=lice man=men oasis=oases ox=oxen person=people "
    "quiz=quizzes stepchild=stepchildren tooth=teeth"
)
BOTH_PLURALS: dict[str, tuple[str, ...]] = {
    "appendix": ("appendices", "appendixes"),
    "cactus": ("cacti", "cactuses"),
    "cargo": ("cargos", "cargoes"),
    "dwarf": ("dwarfs", "dwarves"),
    "fish": ("fish", "fishes"),
    "fungus": ("fungi", "funguses"),
    "hoof": ("hooves", "hoofs"),
    "index": ("indexes", "indices"),
    "mango": ("mangoes", "mangos"),
    "matrix": ("matrices", "matrixes"),
    "medium": ("media", "mediums"),
    "mosquito": ("mosquitoes", "mosquitos"),
    "mouse": ("mice", "mouses"),
    "octopus": ("octopuses", "octopi"),
    "scarf": ("scarves", "scarfs"),
    "stylus": ("styluses", "styli"),
    "turf": ("turfs", "turves"),
    "wharf": ("wharves", "wharfs"),
}
SINGULARS = {
    **{plural: singular for singular, plural in PLURALS.items() if plural not in {"bases", "axes", "dice", "people"}},
    **{plural: singular for singular, plurals in BOTH_PLURALS.items() for plural in plurals if plural != "media"},
    **pairs("axes=axe bases=base housewives=housewife knives=knife penknives=penknife wives=wife women=woman"),
}
del SINGULARS["fish"]

# Plurals with no singular, or with one that means something else.
ONLY_PLURAL = words(
    "always arms asbestos athletics backwards bellows binoculars boxers braces briefs chaos chaps chassis chinos "
    "christmas clippers clogs clothes contents cords corduroys cosmos culottes customs does dungarees earnings "
    "economics electronics ethos eyeglasses flats forceps forwards gallows glasses goes goggles goods graphics greens "
    "has headquarters hers innards jeans jodhpurs joggers kudos leggings less mathematics means measles molasses "
    "mules news odds ours outdoors overalls overseas pajamas panties pants perhaps physics pliers pumps pyjamas "
    "regards remains sales savings scissors series shears shorts slacks slides species specifics specs spectacles "
    "stairs sunglasses surroundings suspenders sweatpants sweats tails texas thanks theirs themselves this thongs "
    "tights togs toiletries tongs towards trousers trunks tweezers underpants undies valuables victuals was wedges "
    "yes yours"
)

# Nouns in "-o" and "-s" that make "-es".
O_WITH_ES = words("buffalo domino echo embargo hero potato tomato torpedo veto volcano")
S_WITH_ES = words(
    "alias atlas bias bonus bus cactus campus canvas census chorus circus crisis crocus focus gas hibiscus iris lens "
    "lotus octopus pancreas status stylus surplus topaz trellis virus walrus"
)
# Singulars in "-ie" and "-che".
WITH_IE = words(
    "beanie birdie bogie bootie bowtie brownie budgie calorie collie cookie cutie dearie doggie foodie freebie genie "
    "goalie goodie groupie hoodie indie junkie kiddie koozie lie magpie movie necktie newbie nightie onesie pie "
    "pinkie pixie prairie rookie selfie smoothie sortie sweetie talkie tie townie veggie walkie yuppie zombie"
)
WITH_CHE = words(
    "ache avalanche backache brioche cache cliche creche douche gouache headache moustache mustache niche panache "
    "pastiche quiche stomachache toothache"
)

# First words after which the verb comes last: "machine wash", "tumble dry".
HEAD_LAST = words(
    "air auto cold double drip dry fine hand heat hot line machine pre quick spin spot steam tumble warm wet"
)

# Verbs of several syllables that double their last letter.
DOUBLING = words(
    "admit begin commit control equip forget format handicap input kidnap occur omit permit prefer program refer "
    "regret reship rewrap rezip submit transfer unclip unpin unplug unwrap unzip upset"
)

# The past and the participle of strong verbs.
PAST_FORMS = pairs(
    "be=was|were|been begin=began|begun bend=bent bind=bound bite=bit|bitten bleed=bled blow=blew|blown "
    "break=broke|broken bring=brought build=built burn=burned|burnt burst=burst buy=bought catch=caught "
    "choose=chose|chosen cling=clung come=came|come cost=cost cut=cut deal=dealt dig=dug do=did|done draw=drew|drawn "
    "drink=drank|drunk drive=drove|driven eat=ate|eaten fall=fell|fallen feed=fed feel=felt fight=fought find=found "
    "fit=fitted|fit fly=flew|flown fold=folded forget=forgot|forgotten freeze=froze|frozen get=got|gotten "
    "give=gave|given go=went|gone grind=ground grow=grew|grown hang=hung|hanged have=had hear=heard hide=hid|hidden "
    "hit=hit hold=held hurt=hurt keep=kept knit=knitted|knit know=knew|known lay=laid lead=led lean=leaned|leant "
    "leap=leaped|leapt learn=learned|learnt leave=left lend=lent let=let light=lit|lighted lose=lost make=made "
    "mean=meant meet=met melt=melted|molten mow=mowed|mown outgrow=outgrew|outgrown overlay=overlaid pay=paid "
    "preset=preset put=put quit=quit|quitted read=read rebuild=rebuilt resell=resold reset=reset ride=rode|ridden "
    "ring=rang|rung rise=rose|risen run=ran|run say=said see=saw|seen seek=sought sell=sold send=sent set=set "
    "sew=sewed|sewn shake=shook|shaken shave=shaved|shaven shed=shed shine=shone|shined shoot=shot show=showed|shown "
    "shrink=shrank|shrunk shut=shut sing=sang|sung sink=sank|sunk sit=sat sleep=slept slide=slid sow=sowed|sown "
    "speak=spoke|spoken speed=sped|speeded spend=spent spill=spilled|spilt spin=spun split=split spread=spread "
    "spring=sprang|sprung stand=stood steal=stole|stolen stick=stuck sting=stung strike=struck|stricken string=strung "
    "sweep=swept swell=swelled|swollen swim=swam|swum swing=swung take=took|taken teach=taught tear=tore|torn "
    "tell=told think=thought throw=threw|thrown understand=understood undo=undid|undone unwind=unwound upset=upset "
    "wake=woke|woken wear=wore|worn weave=wove|woven wet=wet|wetted win=won wind=wound withstand=withstood "
    "wring=wrung write=wrote|written"
)
