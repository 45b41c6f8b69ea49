"""Hold units of measure and currencies: their names, dimensions and factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.text.quantities.tokens import Token

NONE = ""
SHARE = "share"
MONEY = "money"
ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        dimension: what it measures: "length", "money"; NONE for a plain number.
        factor, offset: base = amount * factor + offset; metres, kilograms, seconds, kelvins.
        currency: the code of a currency; "dollar" and "franc" fit every one of that name.
    """

    dimension: str = NONE
    factor: float = 1.0
    offset: float = 0.0
    currency: str = ""


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """The units that some tokens may name, and the token behind them."""

    units: tuple[Unit, ...]
    end: int


PLAIN = Unit()
PERCENT = Unit(SHARE, 0.01)
FRACTION = Unit(SHARE)
_PERCENTAGE_POINT = Unit("percentage point")
_BASIS_POINT = Unit("percentage point", 0.01)

_LENGTHS = {
    0.001: "millimetre millimeter mm",
    0.01: "centimetre centimeter cm",
    1.0: "metre meter m",
    1000.0: "kilometre kilometer km",
    0.0254: "inch inches in",
    0.3048: "foot feet ft",
    0.9144: "yard yd",
    1609.344: "mile mi",
    1852.0: "nmi",
}
_OTHERS = {
    "mass": {
        1e-6: "milligram mg",
        0.001: "gram gramme g",
        1.0: "kilogram kilogramme kilo kg",
        0.45359237: "lb",
        0.028349523125: "ounce oz",
        6.35029318: "stone st",
        1000.0: "tonne t",
    },
    "duration": {
        1e-3: "millisecond ms",
        1.0: "second sec",
        60.0: "minute min",
        3600.0: "hour hr h",
        86400.0: "day",
        604800.0: "week",
        1209600.0: "fortnight",
        2629746.0: "month",
        31556952.0: "year yr",
        315569520.0: "decade",
        3155695200.0: "century",
    },
    "area": {10_000.0: "hectare ha", 4046.8564224: "acre"},
    "volume": {
        1e-6: "millilitre milliliter ml",
        1e-5: "centilitre cl",
        0.001: "litre liter l",
        0.158987294928: "barrel",
    },
    "power": {1.0: "watt w", 1e3: "kilowatt kw", 1e6: "megawatt mw", 1e9: "gigawatt gw"},
    "energy": {3.6e6: "kwh", 3.6e9: "mwh", 3.6e12: "gwh"},
    "data": {
        1e3: "kilobyte kb",
        1e6: "megabyte mb",
        1e9: "gigabyte gb",
        1e12: "terabyte tb",
    },
    "speed": {1 / 3.6: "kph kmh", 0.44704: "mph", 0.514444: "knot"},
}
_AMBIGUOUS = {
    "ton": (Unit("mass", 1000.0), Unit("mass", 907.18474), Unit("mass", 1016.0469)),
    "gallon": (Unit("volume", 0.00454609), Unit("volume", 0.003785411784)),
    "pound": (Unit(MONEY, currency="gbp"), Unit("mass", 0.45359237)),
    "degree": (Unit("temperature", 1.0, 273.15), Unit("temperature", 5 / 9, 459.67 * 5 / 9)),
    "pint": (Unit("volume", 0.000568261), Unit("volume", 0.000473176)),
}
_TEMPERATURES = {
    "celsius": Unit("temperature", 1.0, 273.15),
    "centigrade": Unit("temperature", 1.0, 273.15),
    "c": Unit("temperature", 1.0, 273.15),
    "fahrenheit": Unit("temperature", 5 / 9, 459.67 * 5 / 9),
    "f": Unit("temperature", 5 / 9, 459.67 * 5 / 9),
}
_CURRENCY_SIGNS = {"$": "dollar", "£": "gbp", "€": "eur", "¥": "yen", "₹": "inr"}
_DOLLARS = {
    "us": "usd", "u": "usd", "american": "usd", "a": "aud", "au": "aud", "australian": "aud",
    "c": "cad", "ca": "cad", "canadian": "cad", "nz": "nzd", "hk": "hkd", "s": "sgd",
    "singapore": "sgd",
}  # fmt: skip
_CURRENCY_WORDS = {
    "dollar": "dollar", "buck": "dollar", "usd": "usd", "aud": "aud", "cad": "cad", "nzd": "nzd",
    "hkd": "hkd", "sgd": "sgd", "euro": "eur", "eur": "eur", "sterling": "gbp", "gbp": "gbp",
    "quid": "gbp", "yen": "yen", "jpy": "yen", "rupee": "inr", "inr": "inr", "franc": "franc",
    "chf": "chf", "yuan": "cny", "renminbi": "cny", "rouble": "rub", "ruble": "rub",
    "peso": "peso", "krona": "krona", "kronor": "krona", "krone": "krona", "kroner": "krona",
    "sek": "krona", "nok": "krona", "rand": "zar",
}  # fmt: skip
_SMALL_COINS = {"cent": "cent", "penny": "gbp", "pence": "gbp", "p": "gbp"}
_NATIONS = frozenset(
    "swiss french mexican swedish norwegian danish indian japanese chinese".split()
)
_AGREEING_CURRENCIES = {
    "dollar": {"usd", "aud", "cad", "nzd", "hkd", "sgd", "cent"},
    "franc": {"chf"},
    "cent": {"usd", "aud", "cad", "nzd", "eur", "dollar"},
}


def same_currency(first: str, second: str) -> bool:
    """Tell whether two codes may mean one currency: "$" is any dollar, US$ and A$ differ."""
    return (
        first == second
        or second in _AGREEING_CURRENCIES.get(first, ())
        or first in _AGREEING_CURRENCIES.get(second, ())
    )


def _by_name() -> dict[str, tuple[Unit, ...]]:
    units = {
        name: (Unit("length", factor),)
        for factor, names in _LENGTHS.items()
        for name in names.split()
    }
    for dimension, factors in _OTHERS.items():
        for factor, names in factors.items():
            units |= {name: (Unit(dimension, factor),) for name in names.split()}
    units |= {word: (Unit(MONEY, currency=code),) for word, code in _CURRENCY_WORDS.items()}
    units |= {word: (Unit(MONEY, 0.01, currency=code),) for word, code in _SMALL_COINS.items()}
    return units | _AMBIGUOUS


_UNITS = _by_name()
# Names that are units only right behind a figure, because they are other words as well.
_ONLY_GLUED = frozenset("in st m t g l h w min sec ms p c f mi mb gb k cl ha".split())


def lookup(word: str) -> tuple[Unit, ...]:
    """Give the units that a word in lower case, one or several, may name."""
    for name in (word, word.removesuffix("s"), word.removesuffix("es")):
        if name in _UNITS and (name == word or len(name) > 2 or name in ("kg", "km", "lb")):
            return _UNITS[name]
    return _UNITS["century"] if word == "centuries" else ()


def match_currency_before(tokens: Sequence[Token], position: int) -> UnitMatch | None:
    """Match a currency that stands before its number: "$", "US$", "EUR"."""
    word = _word(tokens, position)
    if word in _CURRENCY_SIGNS:
        return UnitMatch((Unit(MONEY, currency=_CURRENCY_SIGNS[word]),), position + 1)
    if word in _DOLLARS and _word(tokens, position + 1) == "$" and tokens[position + 1].glued:
        return UnitMatch((Unit(MONEY, currency=_DOLLARS[word]),), position + 2)
    if word in ("usd", "eur", "gbp", "chf", "aud", "cad", "jpy", "inr", "nzd", "rs"):
        code = "inr" if word == "rs" else _CURRENCY_WORDS[word]
        return UnitMatch((Unit(MONEY, currency=code),), position + 1)
    return None


def match_unit(tokens: Sequence[Token], position: int) -> UnitMatch | None:
    """Match the unit that stands behind a number: "km/h", "square miles", "per cent", "°C"."""
    if _word(tokens, position) == "-":
        position += 1
    word, after = _word(tokens, position), _word(tokens, position + 1)
    if word in ("%", "percent", "pc", "pct"):
        if after.startswith("point"):
            return UnitMatch((_PERCENTAGE_POINT,), position + 2)
        return UnitMatch((PERCENT,), position + 1)
    if word == "basis" and after.startswith("point"):
        return UnitMatch((_BASIS_POINT,), position + 2)
    if (word, after) == ("per", "cent"):
        return UnitMatch((PERCENT,), position + 2)
    if word == "percentage" and after.startswith("point"):
        return UnitMatch((_PERCENTAGE_POINT,), position + 2)
    if word in _CURRENCY_SIGNS:
        return UnitMatch((Unit(MONEY, currency=_CURRENCY_SIGNS[word]),), position + 1)
    if word == "°" or word.startswith("degree"):
        return _temperature(tokens, position)
    if word in _DOLLARS and after.startswith("dollar"):
        return UnitMatch((Unit(MONEY, currency=_DOLLARS[word]),), position + 2)
    if word in _NATIONS and lookup(after):
        return UnitMatch(lookup(after), position + 2)
    if word in ("square", "sq", "cubic", "nautical"):
        return _prefixed(word, tokens, position + 1)
    glued = bool(word) and tokens[position].glued
    if word in ("c", "f") and glued:
        return UnitMatch((_TEMPERATURES[word],), position + 1)
    units = lookup(word)
    if not units or (word in _ONLY_GLUED and not glued):
        return None
    if word.startswith("pound") and after == "sterling":
        return UnitMatch((Unit(MONEY, currency="gbp"),), position + 2)
    if units[0].dimension == "length":
        return _speed_or_power(units[0], tokens, position + 1)
    if units[0].dimension == "power" and after.startswith("hour"):
        return UnitMatch((Unit("energy", units[0].factor * 3600),), position + 2)
    return UnitMatch(units, position + 1)


def _word(tokens: Sequence[Token], position: int) -> str:
    return tokens[position].text if position < len(tokens) else ""


def _temperature(tokens: Sequence[Token], position: int) -> UnitMatch:
    scale = _word(tokens, position + 1)
    if scale in _TEMPERATURES:
        return UnitMatch((_TEMPERATURES[scale],), position + 2)
    return UnitMatch(_AMBIGUOUS["degree"], position + 1)


def _prefixed(prefix: str, tokens: Sequence[Token], position: int) -> UnitMatch | None:
    units = lookup(_word(tokens, position).rstrip("."))
    if not units or units[0].dimension != "length":
        return None
    factor = units[0].factor
    if prefix == "nautical":
        return UnitMatch((Unit("length", 1852.0),), position + 1)
    unit = Unit("volume", factor**3) if prefix == "cubic" else Unit("area", factor**2)
    return UnitMatch((unit,), position + 1)


def _speed_or_power(unit: Unit, tokens: Sequence[Token], position: int) -> UnitMatch:
    """Take in what makes a length an area, a volume or a speed: "²", "³", "/h", "an hour"."""
    sign, after = _word(tokens, position), _word(tokens, position + 1)
    if sign in ("²", "³"):
        power = 2 if sign == "²" else 3
        unit = Unit("area" if power == 2 else "volume", unit.factor**power)
        return UnitMatch((unit,), position + 1)
    if sign in ("/", "per", "an", "a"):
        times = [time for time in lookup(after) if time.dimension == "duration"]
        if times and times[0].factor <= 3600:
            return UnitMatch((Unit("speed", unit.factor / times[0].factor),), position + 2)
    return UnitMatch((unit,), position)
