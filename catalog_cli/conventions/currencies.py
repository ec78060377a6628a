"""Which currency a sign means, which codes are currencies, and how many decimals shops show.

Signs are CLDR 47's (through Babel) and what listings write besides; codes are ISO 4217's in use.
"""

from __future__ import annotations

from functools import lru_cache

from catalog_cli import locales
from catalog_cli.conventions.number_symbols import babel_locale

# ISO 4217, list one: currencies that shops quote. A closed list: "ABC 25" is a model number.
CODES = frozenset(
    "AED ALL AMD ARS AUD AZN BAM BDT BGN BHD BOB BRL BYN CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP EUR GBP GEL GHS "
    "GTQ HKD HNL HRK HUF IDR ILS INR IQD ISK JMD JOD JPY KES KHR KRW KWD KZT LBP LKR MAD MDL MKD MMK MNT MOP MXN MYR "
    "NGN NIO NOK NPR NZD OMR PAB PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD THB TND TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VES VND XAF XOF ZAR".split()
)
# Codes that are words or makers in listings too ("TRY 2 FREE", "AMD 300", "RON 98"): outside their own country a
# currency only with cents or groups.
WORDLIKE_CODES = frozenset("ALL AMD BAM BOB COP DOP GEL MAD MDL MOP PEN RON SAR TRY".split())

# What shops show, where CLDR's digits (ISO 4217's minor unit) are not retail practice; ICU prints HUF with 0 too.
RETAIL_DIGITS = {"HUF": 0, "CZK": 0, "TWD": 0, "IDR": 0, "COP": 0}

# Signs that mean one currency wherever they stand.
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "UK£": "GBP",
    "£GB": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₫": "VND",
    "฿": "THB",
    "₱": "PHP",
    "₴": "UAH",
    "₦": "NGN",
    "₸": "KZT",
    "₡": "CRC",
    "₲": "PYG",
    "₵": "GHS",
    "₼": "AZN",
    "₾": "GEL",
    "৳": "BDT",
    "US$": "USD",
    "US $": "USD",
    "U$S": "USD",
    "USD$": "USD",
    "$US": "USD",
    "$ US": "USD",
    "$\u00a0US": "USD",
    "R$": "BRL",
    "CA$": "CAD",
    "C$": "CAD",
    "CDN$": "CAD",
    "CAD$": "CAD",
    "$CA": "CAD",
    "$ CA": "CAD",
    "$\u00a0CA": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "SG$": "SGD",
    "NT$": "TWD",
    "MX$": "MXN",
    "Mex$": "MXN",
    "$MX": "MXN",
    "AR$": "ARS",
    "COL$": "COP",
    "RD$": "DOP",
    "S/": "PEN",
    "S/.": "PEN",
    "zł": "PLN",
    "Kč": "CZK",
    "CN¥": "CNY",
    "JP¥": "JPY",
    "円": "JPY",
    "원": "KRW",
}
# Signs that are words or initials elsewhere: a currency only in these languages.
_LANGUAGE_SIGNS = {
    "bg": {"лв": "BGN", "лв.": "BGN"},
    "de": {"Fr.": "CHF", "SFr.": "CHF"},
    "hu": {"Ft": "HUF"},
    "id": {"Rp": "IDR"},
    "ms": {"RM": "MYR"},
    "ro": {"lei": "RON"},
    "ru": {"руб.": "RUB", "руб": "RUB"},
    "uk": {"грн": "UAH", "грн.": "UAH"},
    "tr": {"TL": "TRY"},
    "vi": {"đ": "VND", "₫": "VND"},
    "zh": {"块": "CNY"},
}
# Signs that several countries share: the locale's own country decides, else the last one ("" leaves it unknown).
_SHARED_SIGNS = {
    "$": (frozenset("ARS AUD CAD CLP COP DOP HKD MXN NZD SGD TWD USD UYU".split()), "USD"),
    "¥": (frozenset({"JPY", "CNY"}), "JPY"),
    "￥": (frozenset({"JPY", "CNY"}), "JPY"),
    "元": (frozenset({"CNY", "TWD", "HKD"}), "CNY"),
    "kr": (frozenset({"SEK", "DKK", "NOK", "ISK"}), ""),
    "kr.": (frozenset({"SEK", "DKK", "NOK", "ISK"}), ""),
}
DOLLARS = _SHARED_SIGNS["$"][0]
# Newer than CLDR 47: the euro came to Bulgaria on 2026-01-01.
_NEWER_CURRENCIES = {"BG": "EUR"}


@lru_cache(maxsize=512)
def own_currency(locale: str) -> str:
    """Return the currency of a locale's country, the likely one if it names none; "" if CLDR knows none.

    >>> own_currency("en-US"), own_currency("pt-BR"), own_currency("en"), own_currency("ja"), own_currency("bg")
    ('USD', 'BRL', 'USD', 'JPY', 'EUR')
    """
    from babel.numbers import get_territory_currencies

    territory = locales.territory(locale)
    if territory in _NEWER_CURRENCIES:
        return _NEWER_CURRENCIES[territory]
    currencies = get_territory_currencies(territory) if len(territory) == 2 else []
    return currencies[0] if currencies else ""


@lru_cache(maxsize=512)
def signs(locale: str) -> dict[str, str]:
    """Return the currency of every sign that text in a locale may write: a bare "$" is the country's own dollar.

    >>> signs("en-US")["$"], signs("fr-CA")["$"], signs("pt-BR")["$"], signs("zh-CN")["¥"], signs("sv-SE")["kr"]
    ('USD', 'CAD', 'USD', 'CNY', 'SEK')
    >>> "kr" in signs("en")
    False
    """
    found: dict[str, str] = {}
    for code, sign in babel_locale(locale).currency_symbols.items():
        # One letter ("R", "Q", "F") is a size or a model far more often than a price.
        plain = sign.strip("\u200e\u200f\u061c ")
        if code in CODES and plain != code and not (len(plain) == 1 and plain.isalpha() and plain.isascii()):
            found[plain] = code
    own = own_currency(locale)
    for sign, (currencies, otherwise) in _SHARED_SIGNS.items():
        here = found.pop(sign, otherwise)
        currency = own if own in currencies else here
        if currency:
            found[sign] = currency
    return found | _SIGNS | _LANGUAGE_SIGNS.get(locales.language(locale), {})


@lru_cache(maxsize=512)
def retail_digits(currency: str) -> int:
    """Return how many decimals shops show for a currency: CLDR's digits, corrected by RETAIL_DIGITS.

    >>> [retail_digits(code) for code in ("USD", "JPY", "KWD", "HUF", "CZK")]
    [2, 0, 3, 0, 0]
    """
    from babel.numbers import get_currency_precision

    if currency in RETAIL_DIGITS:
        return RETAIL_DIGITS[currency]
    digits: int = get_currency_precision(currency)
    return digits
