"""The units that listings use: a closed table with exact factors and the names in English and Portuguese.

Ids are CLDR's; what CLDR lacks (mAh, gsm, denier, thread count…) has an id of our own in the same style. Factors are
exact by definition (SI Brochure 9; international yard and pound 1959; NIST SP 811, appendix B), and tests compare them
with Pint. Names follow CLDR 47, save where Brazilian or American shops write otherwise; such rows say so.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

# One section per category: "== category, base unit". One row per unit, broken where it is long:
# id | factor to the base | English symbols | English words | Portuguese symbols | Portuguese words.
# The first symbol and the first two words (singular, plural) are written; all are recognised. The Portuguese words
# begin with their gender. "~": the English symbols; "-": the symbols behind it are recognised and never written.
# Not CLDR's: "pol" has no full stop (at the end of a sentence it would double), spoons, cups, pieces and weeks are
# written out, hp is hp (CLDR says cv, which is another unit), quarts are no "quartos" (rooms), months and years are
# Gregorian means as in CLDR.
_TABLE = """
== length, length-meter
length-nanometer | 1e-9 | nm | nanometer, nanometers, nanometre, nanometres | ~ | m nanômetro, nanômetros
length-micrometer | 1e-6 | µm, μm, um | micron, microns, micrometer, micrometers, micrometre
    | ~ | m mícron, mícrons, micra, micras, micrômetro, micrômetros, microns, micron
length-millimeter | 0.001 | mm, mm. | millimeter, millimeters, millimetre, millimetres | ~ | m milímetro, milímetros
length-centimeter | 0.01 | cm, cm., cms | centimeter, centimeters, centimetre, centimetres
    | ~ | m centímetro, centímetros
length-decimeter | 0.1 | dm | decimeter, decimeters, decimetre, decimetres | ~ | m decímetro, decímetros
length-meter | 1 | m, mtr, mtrs | meter, meters, metre, metres | m, mts, mt | m metro, metros
length-kilometer | 1000 | km, kms | kilometer, kilometers, kilometre, kilometres | ~ | m quilômetro, quilômetros
length-inch | 0.0254 | in, in., ins | inch, inches | pol, pol., pols | f polegada, polegadas
length-foot | 0.3048 | ft, ft. | foot, feet | ~ | m pé, pés
length-yard | 0.9144 | yd, yds, yd., yds. | yard, yards | ~ | f jarda, jardas
length-mile | 1609.344 | mi, mi. | mile, miles | mi | f milha, milhas
length-nautical-mile | 1852 | nmi | nautical mile, nautical miles | ~ | f milha náutica, milhas náuticas
== area, area-square-meter
area-square-millimeter | 1e-6 | mm², mm2, sq mm, sq. mm | square millimeter, square millimeters
    | ~ | m milímetro quadrado, milímetros quadrados
area-square-centimeter | 0.0001 | cm², cm2, sq cm, sq. cm | square centimeter, square centimeters, square centimetres
    | ~ | m centímetro quadrado, centímetros quadrados
area-square-meter | 1 | m², m2, sq m, sq. m, sqm | square meter, square meters, square metre, square metres
    | ~ | m metro quadrado, metros quadrados
area-square-kilometer | 1000000 | km², km2, sq km | square kilometer, square kilometers
    | ~ | m quilômetro quadrado, quilômetros quadrados
area-hectare | 10000 | ha | hectare, hectares | ~ | m hectare, hectares
area-square-inch | 0.00064516 | sq in, sq. in., sq. in, in², in2 | square inch, square inches
    | pol², pol2, in² | f polegada quadrada, polegadas quadradas
area-square-foot | 0.09290304 | sq ft, sq. ft., sq. ft, sqft, ft², ft2 | square foot, square feet
    | ft², ft2 | m pé quadrado, pés quadrados
area-square-yard | 0.83612736 | sq yd, sq. yd., sq. yd, yd², yd2 | square yard, square yards
    | yd², yd2 | f jarda quadrada, jardas quadradas
area-square-mile | 2589988.110336 | sq mi, sq. mi., mi² | square mile, square miles
    | mi² | f milha quadrada, milhas quadradas
area-acre | 4046.8564224 | | acre, acres | | m acre, acres
== volume, volume-cubic-meter
volume-microliter | 1e-9 | µl, μl, µL, μL | microliter, microliters, microlitre, microlitres
    | µl, μl, µL, μL | m microlitro, microlitros
volume-milliliter | 1e-6 | ml, mL, ml., mls | milliliter, milliliters, millilitre, millilitres
    | ml, mL | m mililitro, mililitros
volume-centiliter | 1e-5 | cl, cL | centiliter, centiliters, centilitre, centilitres | cl | m centilitro, centilitros
volume-deciliter | 1e-4 | dl, dL | deciliter, deciliters, decilitre, decilitres | dl | m decilitro, decilitros
volume-liter | 0.001 | L, l, ltr, ltrs, lt | liter, liters, litre, litres | L, l, lt, lts | m litro, litros
volume-hectoliter | 0.1 | hl, hL | hectoliter, hectoliters | ~ | m hectolitro, hectolitros
volume-cubic-millimeter | 1e-9 | mm³, mm3 | cubic millimeter, cubic millimeters
    | ~ | m milímetro cúbico, milímetros cúbicos
volume-cubic-centimeter | 1e-6 | cm³, cm3, cc | cubic centimeter, cubic centimeters
    | ~ | m centímetro cúbico, centímetros cúbicos, cilindradas
volume-cubic-meter | 1 | m³, m3 | cubic meter, cubic meters, cubic metre, cubic metres
    | ~ | m metro cúbico, metros cúbicos
volume-cubic-inch | 0.000016387064 | cu in, cu. in., in³, in3 | cubic inch, cubic inches
    | pol³, pol3, in³ | f polegada cúbica, polegadas cúbicas
volume-cubic-foot | 0.028316846592 | cu ft, cu. ft., cu. ft, ft³, ft3 | cubic foot, cubic feet
    | ft³, ft3 | m pé cúbico, pés cúbicos
volume-cubic-yard | 0.764554857984 | cu yd, cu. yd., yd³ | cubic yard, cubic yards
    | yd³ | f jarda cúbica, jardas cúbicas
volume-teaspoon | 0.00000492892159375 | tsp, tsp., tsps | teaspoon, teaspoons
    | -, colh. chá | f colher de chá, colheres de chá
volume-tablespoon | 0.00001478676478125 | tbsp, tbsp., tbsps | tablespoon, tablespoons
    | -, colh. sopa | f colher de sopa, colheres de sopa, colheres de sopas, colher, colheres
volume-fluid-ounce | 0.0000295735295625 | fl oz, fl. oz., fl.oz., fl.oz, fl. oz, floz, fl ozs
    | fluid ounce, fluid ounces, fluid oz
    | ~ | f onça fluida, onças fluidas, onça líquida, onças líquidas
volume-cup | 0.0002365882365 | | cup, cups | -, xíc., xíc | f xícara, xícaras
volume-pint | 0.000473176473 | | pint, pints | | m pint, pints
volume-quart | 0.000946352946 | qt, qts, qt., qts. | quart, quarts | qt | m quart, quarts
volume-gallon | 0.003785411784 | gal, gal., gals | gallon, gallons | gal | m galão, galões
== mass, mass-kilogram
mass-microgram | 1e-9 | mcg, µg, μg, ug | microgram, micrograms | mcg, µg, μg | m micrograma, microgramas
mass-milligram | 1e-6 | mg, mgs | milligram, milligrams | mg | m miligrama, miligramas
mass-gram | 0.001 | g, gm, gms, gr, grs, g. | gram, grams, gramme, grammes | g, gr, grs | m grama, gramas
mass-kilogram | 1 | kg, kgs, kg., kilo, kilos | kilogram, kilograms, kilogramme, kilogrammes
    | kg, kgs, kg. | m quilo, quilos, quilograma, quilogramas
mass-tonne | 1000 | t | metric ton, metric tons, tonne, tonnes | t | f tonelada, toneladas
mass-carat | 0.0002 | ct, ct., cttw, ctw | carat, carats | ct | m quilate, quilates
mass-ounce | 0.028349523125 | oz, oz., ozs | ounce, ounces | oz | f onça, onças
mass-ounce-troy | 0.0311034768 | oz t, ozt | troy ounce, troy ounces, troy oz | oz t | f onça troy, onças troy
mass-pound | 0.45359237 | lb, lbs, lb., lbs. | pound, pounds | lb, lbs | f libra, libras
mass-ton | 907.18474 | | ton, tons, short ton, short tons | | f tonelada curta, toneladas curtas
== temperature, temperature-kelvin
temperature-kelvin | 1 | K | kelvin, kelvins | K | m kelvin, kelvins
temperature-celsius | 1 + 273.15 | °C, ºC, ° C, º C, ℃, C | degree Celsius, degrees Celsius, degree C, degrees C
    | °C, ºC, ° C, º C, C | m grau Celsius, graus Celsius, graus C, graus centígrados
temperature-fahrenheit | 5/9 + 459.67 | °F, ºF, ° F, º F, ℉, F
    | degree Fahrenheit, degrees Fahrenheit, degree F, degrees F
    | °F, ºF, ° F, º F, F | m grau Fahrenheit, graus Fahrenheit, graus F
== power, power-watt
power-milliwatt | 0.001 | mW | milliwatt, milliwatts | ~ | m miliwatt, miliwatts
power-watt | 1 | W, w | watt, watts | ~ | m watt, watts
power-kilowatt | 1000 | kW | kilowatt, kilowatts | ~ | m quilowatt, quilowatts
power-volt-ampere | 1 | VA | volt-ampere, volt-amperes | ~ | m volt-ampere, volt-amperes
power-kilovolt-ampere | 1000 | kVA | | ~ |
power-horsepower | 745.69987158227022 | hp | horsepower, horsepower | hp | m cavalo de potência, cavalos de potência
power-metric-horsepower | 735.49875 | cv | metric horsepower, metric horsepower | cv | m cavalo-vapor, cavalos-vapor
== energy, energy-joule
energy-joule | 1 | J | joule, joules | ~ | m joule, joules
energy-kilojoule | 1000 | kJ | kilojoule, kilojoules | ~ | m quilojoule, quilojoules
energy-calorie | 4.184 | cal | calorie, calories | ~ | f caloria, calorias
energy-kilocalorie | 4184 | kcal | kilocalorie, kilocalories | ~ | f quilocaloria, quilocalorias
energy-watt-hour | 3600 | Wh | watt-hour, watt-hours, watt hours | ~ | m watt-hora, watts-hora
energy-kilowatt-hour | 3600000 | kWh | kilowatt-hour, kilowatt-hours, kilowatt hours
    | ~ | m quilowatt-hora, quilowatts-hora
energy-british-thermal-unit | 1055.05585262 | BTU, BTUs | British thermal unit, British thermal units
    | ~ | f unidade térmica britânica, unidades térmicas britânicas
== pressure, pressure-pascal
pressure-pascal | 1 | Pa | pascal, pascals | ~ | m pascal, pascals
pressure-hectopascal | 100 | hPa | hectopascal, hectopascals | ~ | m hectopascal, hectopascals
pressure-kilopascal | 1000 | kPa | kilopascal, kilopascals | ~ | m quilopascal, quilopascals
pressure-megapascal | 1000000 | MPa | megapascal, megapascals | ~ | m megapascal, megapascals
pressure-millibar | 100 | mbar | millibar, millibars | ~ | m milibar, milibares
pressure-bar | 100000 | bar | | ~ |
pressure-pound-force-per-square-inch | 44482216152605/6451600000 | psi | pounds per square inch, pounds per square inch
    | ~ | f libra por polegada quadrada, libras por polegada quadrada
pressure-atmosphere | 101325 | atm | atmosphere, atmospheres | ~ | f atmosfera, atmosferas
pressure-millimeter-ofhg | 133.322387415 | mmHg, mm Hg | | ~ |
== speed, speed-meter-per-second
speed-meter-per-second | 1 | m/s | meter per second, meters per second, metres per second
    | ~ | m metro por segundo, metros por segundo
speed-kilometer-per-hour | 5/18 | km/h, kph, kmh, kmph | kilometer per hour, kilometers per hour, kilometres per hour
    | ~ | m quilômetro por hora, quilômetros por hora
speed-mile-per-hour | 0.44704 | mph, mi/h | mile per hour, miles per hour | ~ | f milha por hora, milhas por hora
speed-knot | 463/900 | kn | knot, knots | kn | m nó, nós
== rotation, frequency-revolution-per-minute
frequency-revolution-per-minute | 1 | rpm, r/min | revolution per minute, revolutions per minute
    | ~ | f rotação por minuto, rotações por minuto
== flow, flow-cubic-meter-per-second
flow-cubic-foot-per-minute | 3539605824/7500000000000 | cfm | cubic foot per minute, cubic feet per minute
    | ~ | m pé cúbico por minuto, pés cúbicos por minuto
flow-liter-per-minute | 1/60000 | L/min, l/min, lpm | liter per minute, liters per minute, litres per minute
    | L/min, l/min | m litro por minuto, litros por minuto
flow-liter-per-hour | 1/3600000 | L/h, l/h | liter per hour, liters per hour, litres per hour
    | L/h, l/h | m litro por hora, litros por hora
flow-cubic-meter-per-hour | 1/3600 | m³/h, m3/h | cubic meter per hour, cubic meters per hour
    | ~ | m metro cúbico por hora, metros cúbicos por hora
flow-gallon-per-minute | 473176473/7500000000000 | gpm | gallon per minute, gallons per minute
    | ~ | m galão por minuto, galões por minuto
== data, digital-byte
digital-byte | 1 | | byte, bytes | | m byte, bytes
digital-kilobyte | 1000 | KB, kB | kilobyte, kilobytes | ~ | m kilobyte, kilobytes, quilobytes
digital-megabit | 125000 | Mb, Mbit | megabit, megabits | ~ | m megabit, megabits
digital-megabyte | 1000000 | MB, mb | megabyte, megabytes | ~ | m megabyte, megabytes
digital-gigabit | 125000000 | Gb, Gbit | gigabit, gigabits | ~ | m gigabit, gigabits
digital-gigabyte | 1000000000 | GB, gb | gigabyte, gigabytes | ~ | m gigabyte, gigabytes
digital-terabyte | 1e12 | TB | terabyte, terabytes | ~ | m terabyte, terabytes
digital-petabyte | 1e15 | PB | petabyte, petabytes | ~ | m petabyte, petabytes
== data rate, rate-bit-per-second
rate-kilobit-per-second | 1000 | kbps, kb/s, kbit/s | kilobit per second, kilobits per second
    | ~ | m quilobit por segundo, quilobits por segundo
rate-megabit-per-second | 1000000 | Mbps, mbps, Mb/s, Mbit/s | megabit per second, megabits per second
    | ~ | m megabit por segundo, megabits por segundo
rate-gigabit-per-second | 1000000000 | Gbps, gbps, Gb/s, Gbit/s | gigabit per second, gigabits per second
    | ~ | m gigabit por segundo, gigabits por segundo
rate-megabyte-per-second | 8000000 | MB/s, MBps | megabyte per second, megabytes per second
    | ~ | m megabyte por segundo, megabytes por segundo
rate-gigabyte-per-second | 8000000000 | GB/s, GBps | gigabyte per second, gigabytes per second
    | ~ | m gigabyte por segundo, gigabytes por segundo
== light, light-lumen
light-lumen | 1 | lm | lumen, lumens | ~ | m lúmen, lúmens, lumens, lúmenes
== illuminance, light-lux
light-lux | 1 | lx | lux, lux | ~ | m lux, lux
== luminance, light-nit
light-nit | 1 | cd/m², cd/m2 | nit, nits | ~ | m nit, nits
== voltage, electric-volt
electric-millivolt | 0.001 | mV | millivolt, millivolts | ~ | m milivolt, milivolts
electric-volt | 1 | V, v | volt, volts | ~ | m volt, volts
electric-kilovolt | 1000 | kV | kilovolt, kilovolts | ~ | m quilovolt, quilovolts
== current, electric-ampere
electric-milliampere | 0.001 | mA | milliampere, milliamperes, milliamp, milliamps
    | ~ | m miliampere, miliamperes, miliampère, miliampères
electric-ampere | 1 | A | amp, amps, ampere, amperes | A | m ampere, amperes, ampère, ampères
== charge, electric-ampere-hour
electric-milliampere-hour | 0.001 | mAh | milliampere-hour, milliampere-hours, milliamp hours, milliamp-hours
    | ~ | m miliampere-hora, miliamperes-hora
electric-ampere-hour | 1 | Ah | ampere-hour, ampere-hours, amp hour, amp hours, amp-hours
    | ~ | m ampere-hora, amperes-hora
== resistance, electric-ohm
electric-ohm | 1 | Ω, Ω | ohm, ohms | ~ | m ohm, ohms
electric-kiloohm | 1000 | kΩ, kΩ | kilohm, kilohms | ~ | m quiloohm, quiloohms
== frequency, frequency-hertz
frequency-hertz | 1 | Hz | hertz, hertz | ~ | m hertz, hertz
frequency-kilohertz | 1000 | kHz | kilohertz, kilohertz | ~ | m quilohertz, quilohertz
frequency-megahertz | 1000000 | MHz | megahertz, megahertz | ~ | m megahertz, megahertz
frequency-gigahertz | 1000000000 | GHz | gigahertz, gigahertz | ~ | m gigahertz, gigahertz
== torque, torque-newton-meter
torque-newton-meter | 1 | Nm, N⋅m, N·m | newton-meter, newton-meters, newton meters
    | N⋅m, N·m, Nm | m newton-metro, newton-metros
torque-pound-force-foot | 1.3558179483314004 | lb-ft, ft-lb, ft-lbs, lbf⋅ft, ft⋅lb
    | foot-pound, foot-pounds, foot pounds
    | lb-ft, lbf⋅ft, ft-lb | f libra-pé, libras-pés
== fabric weight, density-gram-per-square-meter
density-gram-per-square-meter | 1 | gsm, g/m², g/m2, g/sqm | gram per square meter, grams per square meter
    | g/m², g/m2, gsm | m grama por metro quadrado, gramas por metro quadrado
density-ounce-per-square-yard | 45359237000/1337803776 | oz/yd², oz/yd2, oz/sq yd, oz./yd²
    | ounce per square yard, ounces per square yard
    | oz/yd², oz/yd2 | f onça por jarda quadrada, onças por jarda quadrada
== yarn, linear-density-tex
linear-density-denier | 1/9 | den, D | denier, deniers | den, D | m denier, deniers
linear-density-decitex | 1/10 | dtex | decitex, decitex | ~ | m decitex, decitex
linear-density-tex | 1 | tex | | ~ |
== count, item-unit
item-unit | 1 | -, ct, ct., cnt | count, count, counts | un, un., unid., unids., und | f unidade, unidades
item-piece | 1 | -, pcs, pc, pcs., pc., pce | piece, pieces | -, pçs, pç, pçs., pcs, pc | f peça, peças
item-thread-count | 1 | -, TC, T.C. | thread count, thread count, threadcount | | m fio, fios
== resolution, graphics-dot-per-meter
graphics-dot-per-inch | 5000/127 | dpi | dot per inch, dots per inch | ~ | m ponto por polegada, pontos por polegada
graphics-pixel-per-inch | 5000/127 | ppi | pixel per inch, pixels per inch
    | ~ | m pixel por polegada, pixels por polegada
== pixels, graphics-pixel
graphics-pixel | 1 | px | pixel, pixels | ~ | m pixel, pixels
graphics-megapixel | 1000000 | MP, Mpx, Mpix | megapixel, megapixels | ~ | m megapixel, megapixels
== purity, concentr-fraction
concentr-karat | 1/24 | K, k, kt | karat, karats | k, K | m quilate, quilates
== angle, angle-degree
angle-degree | 1 | °, deg | degree, degrees | ° | m grau, graus
== time, duration-second
duration-nanosecond | 1e-9 | ns | nanosecond, nanoseconds | ~ | m nanossegundo, nanossegundos
duration-microsecond | 1e-6 | µs, μs | microsecond, microseconds | ~ | m microssegundo, microssegundos
duration-millisecond | 0.001 | ms | millisecond, milliseconds | ~ | m milissegundo, milissegundos
duration-second | 1 | sec, s, secs, sec. | second, seconds | s, seg, seg. | m segundo, segundos
duration-minute | 60 | min, mins, min. | minute, minutes | min, min. | m minuto, minutos
duration-hour | 3600 | hr, h, hrs, hr., hrs. | hour, hours | h, hs, hrs | f hora, horas
duration-day | 86400 | | day, days | | m dia, dias
duration-week | 604800 | -, wk, wks | week, weeks | | f semana, semanas
duration-month | 2629746 | -, mo, mos, mth, mths | month, months | | m mês, meses
duration-year | 31556952 | -, yr, yrs, yr., yrs. | year, years | | m ano, anos
== sound, sound-decibel
sound-decibel | 1 | dB, dBA, dB(A) | decibel, decibels | ~ | m decibel, decibéis
== activity, activity-international-unit
activity-international-unit | 1 | IU | international unit, international units
    | UI | f unidade internacional, unidades internacionais
== frame rate, rate-frame-per-second
rate-frame-per-second | 1 | fps | frame per second, frames per second | ~ | m quadro por segundo, quadros por segundo
"""


class Style(StrEnum):
    """How a unit is spelled."""

    SYMBOL = "symbol"
    WORD = "word"
    MARK = "mark"
    """A prime or quotation mark: 15", 6'."""


class UnitNames(NamedTuple):
    """What a language calls a unit: `symbols` and `words`, those written first; "" and () if there are none.

    `words` begin with the singular and the plural; `gender` is "m" or "f" where the language has one.
    """

    symbols: tuple[str, ...]
    words: tuple[str, ...]
    gender: str = ""

    @property
    def symbol(self) -> str:
        """The symbol that is written; "" if the unit has none that is."""
        return self.symbols[0].removeprefix("-") if self.symbols else ""


class Unit(NamedTuple):
    """A unit of the table. In the base unit of its category, a value is (value + offset) * factor."""

    id: str
    category: str
    base: str
    factor: Fraction
    offset: Fraction
    names: dict[str, UnitNames]

    def to_base(self, value: Fraction) -> Fraction:
        """Return the value in the base unit of the category, exactly.

        >>> unit("temperature-fahrenheit").to_base(Fraction(32)) == Fraction("273.15")
        True
        """
        return (value + self.offset) * self.factor

    def from_base(self, value: Fraction) -> Fraction:
        """Return the value in this unit of one in the base unit, exactly."""
        return value / self.factor - self.offset


def converted(value: Fraction, source: str, target: str) -> Fraction:
    """Return a value of one unit in another of the same category, exactly; raises ValueError if they differ in that.

    >>> converted(Fraction(5), "length-inch", "length-centimeter") == Fraction("12.7")
    True
    """
    first, second = unit(source), unit(target)
    if first.category != second.category:
        raise ValueError(f"{source} is a {first.category}, {target} a {second.category}: they do not convert.")
    return second.from_base(first.to_base(value))


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Return all units by id, in the order of the table.

    >>> len(units()) >= 70
    True
    """
    found: dict[str, Unit] = {}
    category = base = ""
    for line in _TABLE.replace("\n    |", " |").strip().splitlines():
        if line.startswith("=="):
            category, _, base = line[2:].strip().partition(", ")
        else:
            row = _read_row(line, category, base)
            found[row.id] = row
    return found


def unit(name: str) -> Unit:
    """Return the unit of an id; raises KeyError for one that is not in the table."""
    return units()[name]


def _read_row(line: str, category: str, base: str) -> Unit:
    cells = [cell.strip() for cell in line.split("|")]
    name, factor, en_symbols, en_words, pt_symbols, pt_words = cells
    factor, _, offset = factor.partition(" + ")
    gender, _, pt_words = pt_words.partition(" ")
    english = UnitNames(_listed(en_symbols), _listed(en_words))
    portuguese = UnitNames(_listed(en_symbols if pt_symbols == "~" else pt_symbols), _listed(pt_words), gender)
    return Unit(name, category, base, _exact(factor), _exact(offset or "0"), {"en": english, "pt": portuguese})


def _exact(written: str) -> Fraction:
    upper, _, lower = written.partition("/")
    return Fraction(upper) / Fraction(lower or 1)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())
