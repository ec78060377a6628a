"""What the independent judge of numbers knows: units, number words and months, in English and in Portuguese."""

from __future__ import annotations

from fractions import Fraction

# Unit, dimension, how many base units it is, and its names in English and in Portuguese. Which language a name is of
# makes no difference to a judge who takes every reading.
_UNITS = """
mm|length|0.001|mm millimeter millimeters millimetre millimetres|mm milímetro milímetros
cm|length|0.01|cm cms centimeter centimeters centimetre centimetres|cm centímetro centímetros
m|length|1|m meter meters metre metres|m metro metros
km|length|1000|km kilometer kilometers kilometre kilometres|km quilômetro quilômetros
in|length|0.0254|in inch inches in. " ” ″ ''|polegada polegadas pol pol. in in. " ” ″ ''
ft|length|0.3048|ft ft. foot feet ' ’ ′|pé pés ft ft. ' ’ ′
yd|length|0.9144|yd yds yard yards|jarda jardas yd
mi|length|1609.344|mi mile miles|milha milhas mi
mg|mass|0.000001|mg milligram milligrams|mg miligrama miligramas
g|mass|0.001|g gr gram grams gm|g gr grama gramas
kg|mass|1|kg kgs kilo kilos kilogram kilograms|kg kgs quilo quilos quilograma quilogramas
oz|mass|0.028349523|oz oz. ounce ounces|oz oz. onça onças
lb|mass|0.45359237|lb lbs lb. lbs. pound pounds|lb lbs lb. lbs. libra libras
ml|volume|0.001|ml mL milliliter milliliters millilitre|ml mL mililitro mililitros
cl|volume|0.01|cl|cl
l|volume|1|l L liter liters litre litres|l L litro litros
floz|volume|0.0295735|fl oz|fl. oz.|fl oz.|oz oz. ounces|fluid ounces|onças fluidas|onça fluida|onças líquidas|onças
cup|volume|0.2365882|cup cups|xícara xícaras copo copos
gal|volume|3.785412|gal gallon gallons|galão galões gal
qt|volume|0.946353|quart quarts qt|quarto quartos quart quarts qt
pt|volume|0.473176|pint pints|pinta pintas quartilho quartilhos pint pints
tbsp|volume|0.0147868|tbsp tablespoon tablespoons|colher colheres
tsp|volume|0.0049289|tsp teaspoon teaspoons|colher colheres
sqft|area|0.09290304|square feet|square foot|sq ft|sq. ft.|sq. ft|sqft ft² ft2|pés quadrados|pé quadrado|pés²
sqm|area|1|square meters|square metres|square meter|sq m|m² m2 sqm|metros quadrados|metro quadrado|m² m2
cubft|volume|28.3168|cubic feet|ft³ ft3|pés cúbicos|ft³ ft3|pés³
c|temperature||°C ºC °c|° C|degrees Celsius|degrees C|°C ºC|° C|º C|graus Celsius|graus C|graus centígrados
f|temperature||°F ºF|° F|degrees Fahrenheit|degrees F|°F ºF|° F|º F|graus Fahrenheit|graus F
deg|angle|1|° º degree degrees|° º grau graus
mah|charge|1|mAh MAH mah|mAh
wh|energy|3600|Wh watt-hours|Wh watts-hora
kwh|energy|3600000|kWh KWh kilowatt-hours|kWh quilowatts-hora quilowatt-hora
w|power|1|W watt watts|W watt watts
kw|power|1000|kW KW kilowatts|kW quilowatt quilowatts
v|voltage|1|V volt volts|V volt volts
a|current|1|A amp amps ampere amperes|A amp amps ampere amperes ampère ampères
hz|frequency|1|Hz hertz|Hz hertz
khz|frequency|1000|kHz|kHz
mph|speed|0.44704|mph|miles per hour|mph mi/h|milhas por hora
kmh|speed|0.2777778|km/h kph kmh|km/h|quilômetros por hora
rpm|rotation|1|rpm RPM|rpm RPM|rotações por minuto
kb|data|1|KB kB|KB kB
mb|data|1000|MB megabytes|MB megabytes
gb|data|1000000|GB gigabytes|GB gigabytes
tb|data|1000000000|TB terabytes|TB terabytes
mbs|rate|8|MB/s|MB/s
mbps|rate|1|Mbps|Mbps Mb/s Mbit/s
mp|pixels|1|MP megapixels megapixel|MP megapixels megapixel
lm|flux|1|lm lumens lumen|lm lúmen lúmens lumens lumen
nit|luminance|1|nits nit|nits nit
kelvin|colour|1|K kelvin|K kelvin
gsm|grammage|1|gsm g/m² g/m2|gsm g/m² g/m2
denier|linear|1|denier D|denier deniers D
thread|threads|1|thread-count|thread count|threads|fios
db|sound|1|dB decibels|dB decibéis decibel
psi|pressure|1|psi PSI|psi PSI
percent|ratio|1|% percent ％|per cent|% ％|por cento
s|time|1|s sec second seconds|s seg segundo segundos
min|time|60|min mins minute minutes|min minuto minutos
h|time|3600|h hr hrs hour hours|h hora horas
day|time|86400|day days|dia dias
week|time|604800|week weeks|semana semanas
month|time2|1|month months|mês meses
year|time2|12|year years yr yrs yo|ano anos
pair|pieces|1|pair pairs|par pares
USD|money||USD $ US$ dollar dollars|USD US$ $ dólar dólares|U$
EUR|money||EUR € euro euros|EUR € euro euros
GBP|money||GBP £ pounds|GBP £ libras libra
BRL|money||R$ BRL reais|R$ BRL reais real
"""
# Names of several words; all others stand between spaces.

_PHRASES = {
    *"fl oz|fl. oz.|fl oz.|fluid ounces|onças fluidas|onça fluida|onças líquidas|square feet|square foot|sq ft".split(
        "|"
    ),
    *"sq. ft.|sq. ft|pés quadrados|pé quadrado|square meters|square metres|square meter|sq m|metros quadrados".split(
        "|"
    ),
    *"metro quadrado|cubic feet|pés cúbicos|° C|degrees Celsius|degrees C|º C|graus Celsius|graus C|° F|º F".split("|"),
    *"graus centígrados|degrees Fahrenheit|degrees F|graus Fahrenheit|graus F|miles per hour|milhas por hora".split(
        "|"
    ),
    *"quilômetros por hora|rotações por minuto|thread count|por cento|per cent".split("|"),
}
FACTS: dict[str, tuple[str, Fraction | None]] = {}
NAMES: dict[str, set[str]] = {}
for _line in _UNITS.strip().splitlines():
    _unit, _dimension, _factor, *_names = _line.split("|")
    FACTS[_unit] = (_dimension, Fraction(_factor) if _factor else None)
    for _name in _names:
        for _part in [_name] if _name in _PHRASES else _name.split():
            NAMES.setdefault(_part, set()).add(_unit)
CASED = {"A", "V", "W", "K", "D", "C", "F", "m", "h", "g", "s", "l", "L", "MP", "mi", "in"}
FOLDED = {name.casefold(): units for name, units in NAMES.items() if name not in CASED}
BY_LENGTH = sorted({*NAMES, *FOLDED}, key=len, reverse=True)


def _values(words: str) -> dict[str, Fraction]:
    """Return the value of each word of "one=1 two=2"."""
    return {word: Fraction(value) for word, _, value in (entry.partition("=") for entry in words.split())}


EN_WORDS = _values("one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12")
EN_MORE = _values(
    "dozen=12 half=1/2 quarter=1/4 twenty=20 thirty=30 hundred=100 thousand=1000 first=1 second=2 third=3 once=1 "
    "twice=2 double=2 both=2 triple=3 fifty=50 forty=40 sixty=60 thirteen=13 fourteen=14 fifteen=15 sixteen=16 "
    "single=1 seventeen=17 eighteen=18 nineteen=19"
)
PT_WORDS = _values(
    "um=1 uma=1 dois=2 duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12"
)
PT_MORE = _values(
    "uns=1 umas=1 meio=1/2 meia=1/2 metade=1/2 par=2 dúzia=12 vinte=20 trinta=30 quarenta=40 cinquenta=50 sessenta=60 "
    "cem=100 mil=1000 primeiro=1 primeira=1 segundo=2 segunda=2 terceiro=3 terceira=3 quarto=4 quarta=4 quinto=5 "
    "quinta=5 sexto=6 sétimo=7 duplo=2 dupla=2 triplo=3 tripla=3 ambos=2 ambas=2 treze=13 catorze=14 quatorze=14 "
    "quinze=15 dezesseis=16 dezessete=17 dezoito=18 dezenove=19 bicolor=2 dobro=2"
)
PT_PHRASES = {
    "meia dúzia": Fraction(6),
    "meia-dúzia": Fraction(6),
    "uma dúzia": Fraction(12),
    "três quartos": Fraction(3, 4),
    "um quarto": Fraction(1, 4),
    "e meia": Fraction(1, 2),
    "e meio": Fraction(1, 2),
}
EN_PHRASES = {
    "half a dozen": Fraction(6),
    "half dozen": Fraction(6),
    "a dozen": Fraction(12),
    "three quarters": Fraction(3, 4),
    "three-quarters": Fraction(3, 4),
    "three-quarter": Fraction(3, 4),
}
_MONTHS = [
    ("january", "jan", "janeiro"), ("february", "feb", "fevereiro"), ("march", "mar", "março"),
    ("april", "apr", "abril"), ("may", "may", "maio"), ("june", "jun", "junho"), ("july", "jul", "julho"),
    ("august", "aug", "agosto"), ("september", "sep", "setembro"), ("october", "oct", "outubro"),
    ("november", "nov", "novembro"), ("december", "dec", "dezembro"),
]  # fmt: skip
_EN_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names[:2]} | {"sept": 9}
_PT_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in (names[2], names[2][:3])}
MONTH = {"en": _EN_MONTH, "pt": _EN_MONTH | _PT_MONTH}  # a month may be left in English
ROMAN = _values("xv=15 xvi=16 xvii=17 xviii=18 xix=19 xx=20 xxi=21")
