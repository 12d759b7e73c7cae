"""Nouns that news counts: people by kind, casualties, units of measure, currencies.

Nouns are in the singular; `singular` brings a plural to it.
"""

from __future__ import annotations

from whence.lang import words
from whence.records.claim import Role, Status

#: Words for people who fight, by profession or side.
COMBATANTS = words("figures", "combatant")
#: Words for people who plainly do not.
CIVILIANS = words("figures", "civilian")
_OTHER_PEOPLE = words("figures", "other people")
PEOPLE = COMBATANTS | CIVILIANS | _OTHER_PEOPLE

#: Nouns that are people as a group, each of them counted: 500 families.
GROUPS = frozenset("family household couple troop staff personnel crew".split())

_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "policemen": "policeman",
    "policewomen": "policewoman",
    "servicemen": "serviceman",
    "gunmen": "gunman",
    "firemen": "fireman",
    "crewmen": "crewman",
    "fishermen": "fisherman",
    "militiamen": "militiaman",
    "guardsmen": "guardsman",
    "congressmen": "congressman",
    "lawmen": "lawman",
    "schoolchildren": "schoolchild",
    "grandchildren": "grandchild",
    "stepchildren": "stepchild",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "bodies": "body",
    "police": "police",
    "personnel": "personnel",
    "staff": "staff",
    "dead": "dead",
    "wounded": "wounded",
    "injured": "injured",
    "crises": "crisis",
    "series": "series",
    "species": "species",
    "aircraft": "aircraft",
    "persons": "person",
    "folks": "person",
    "kids": "kid",
    "businesses": "business",
    "addresses": "address",
    "classes": "class",
    "losses": "loss",
    "buses": "bus",
    "viruses": "virus",
    "movies": "movie",
    "lies": "lie",
    "ties": "tie",
    "cookies": "cookie",
    "zombies": "zombie",
    "calories": "calorie",
    "houses": "house",
    "homes": "home",
    "causes": "cause",
    "cases": "case",
    "phases": "phase",
    "bases": "base",
    "nurses": "nurse",
    "horses": "horse",
    "courses": "course",
    "spouses": "spouse",
    "expenses": "expense",
    "licenses": "license",
    "responses": "response",
    "leaves": "leaf",
    "media": "medium",
    "criteria": "criterion",
    "data": "data",
    "reais": "real",
    "soles": "sol",
    "colones": "colon",
    "quetzales": "quetzal",
    "bolivares": "bolivar",
    "passers-by": "passer-by",
    "passersby": "passerby",
    "miles": "mile",
    "degrees": "degree",
}
#: Singulars that end in s.
_SINGULAR_S = words("figures", "singular in s")
#: "sons-in-law" are sons, too.
_IN_LAW = "-in-law"


def singular(noun: str) -> str:
    """The singular of a noun in lower case; the noun itself where it has none, or is unknown."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith(_IN_LAW):
        return singular(noun.removesuffix(_IN_LAW)) + _IN_LAW
    if noun in _SINGULAR_S or len(noun) < 4 or not noun.endswith("s") or noun.endswith("ss"):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses", "zes", "oes")):
        return noun[:-2]
    return noun[:-1]


_SAME_IN_PLURAL = frozenset("personnel aircraft species sheep cattle deer fish livestock".split())


def is_plural(noun: str) -> bool:
    """Whether the noun, in lower case, looks like a plural."""
    return singular(noun) != noun or noun in _SAME_IN_PLURAL


_PERSON_ENDINGS = (
    "man",
    "woman",
    "goer",
    "keeper",
    "worker",
    "maker",
    "holder",
    "seeker",
    "fighter",
)
_NO_PERSON = frozenset("human-made ottoman talisman".split())


def is_person(noun: str) -> bool:
    """Whether the noun (lower case, singular or plural) means people."""
    one = singular(noun)
    if one in PEOPLE:
        return True
    tail = one.removesuffix(_IN_LAW).rsplit("-", 1)[-1]
    if tail != one:
        return tail in PEOPLE or one.endswith("-year-old")
    return one.endswith(_PERSON_ENDINGS) and len(one) > 5 and one not in _NO_PERSON


def status_of(words: list[str]) -> Status:
    """Civilian or combatant, by the words (lower case) for the counted, the head last."""
    for word in reversed(words):
        one = singular(word)
        if one in COMBATANTS:
            return "combatant"
        if one in CIVILIANS:
            return "civilian"
        if one in {"personnel", "officer", "men", "casualty", "death", "member", "leader"} and (
            {"military", "army", "navy", "enemy", "troops", "militia", "armed"} & set(words)
        ):
            return "combatant"
    return "unknown"


#: Of those below, the ones that mean many by themselves: "22 dead", but "the 22 homicide cases".
UNINFLECTED = frozenset("dead slain killed wounded injured missing".split())
#: Nouns that are themselves a casualty or an act: noun -> role of the number before it.
#: "second" to "twentieth", the first of them for two.
NTH = """second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()

CASUALTY_NOUNS: dict[str, Role] = {
    "death": "killed",
    "fatality": "killed",
    "dead": "killed",
    "slaying": "killed",
    "killing": "killed",
    "murder": "killed",
    "homicide": "killed",
    "corpse": "killed",
    "body": "killed",
    "slain": "killed",
    "killed": "killed",
    "injury": "injured",
    "wounded": "injured",
    "injured": "injured",
    "hospitalization": "injured",
    "casualty": "affected",
    "missing": "missing",
    "disappearance": "missing",
    "hostage": "captured",
    "captive": "captured",
    "abduction": "captured",
    "kidnapping": "captured",
    "arrest": "detained",
    "detention": "detained",
    "detainee": "detained",
    "refugee": "displaced",
    "evacuee": "evacuated",
    "evacuation": "evacuated",
    "rescue": "rescued",
    "protester": "attendance",
    "protestor": "attendance",
    "demonstrator": "attendance",
    "marcher": "attendance",
    "attendee": "attendance",
    "spectator": "attendance",
    "participant": "attendance",
    "mourner": "attendance",
    "worshipper": "attendance",
    "worshiper": "attendance",
}

#: Units of measure: word or sign -> singular name.
MEASURES: dict[str, str] = {
    **{unit: unit for unit in """mile foot inch yard acre hectare meter kilometer centimeter
    millimeter gram kilogram milligram ton tonne ounce liter gallon barrel bushel degree
    megawatt kilowatt gigawatt watt volt knot gigabyte megabyte terabyte kilobyte calorie carat
    decibel""".split()},
    "km": "km", "kilometre": "kilometer", "metre": "meter", "centimetre": "centimeter",
    "millimetre": "millimeter", "litre": "liter", "kg": "kg", "kilo": "kilogram", "cm": "cm",
    "ft": "foot", "lb": "pound", "mi": "mile", "mph": "mph", "kph": "kph", "°": "degree",
    "gb": "gigabyte", "mb": "megabyte", "mw": "megawatt", "kw": "kilowatt", "hectares": "hectare",
    "megaton": "megaton", "kiloton": "kiloton", "gramme": "gram", "mg": "milligram",
}  # fmt: skip
#: Words before a unit of measure that belong to it.
MEASURE_PREFIXES = frozenset("square cubic metric nautical fluid".split())

#: Time units: what they count is a duration.
DURATIONS = words("figures", "duration")

#: Sign before a number -> ISO 4217.
CURRENCY_SIGNS: dict[str, str] = {
    "$": "USD", "us$": "USD", "c$": "CAD", "a$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS",
    "₴": "UAH", "₺": "TRY", "₦": "NGN", "r$": "BRL", "rs": "INR", "rs.": "INR", "usd": "USD",
    "eur": "EUR", "gbp": "GBP", "cad": "CAD", "aud": "AUD", "inr": "INR", "jpy": "JPY",
}  # fmt: skip
#: Currency noun, singular -> ISO 4217 where it is that of one country, else None.
CURRENCIES: dict[str, str | None] = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "ruble": "RUB", "rouble": "RUB", "rupee": "INR", "hryvnia": "UAH", "zloty": "PLN", "won": "KRW",
    "shekel": "ILS", "lira": "TRY", "naira": "NGN", "rand": "ZAR", "baht": "THB", "ringgit": "MYR",
    "rupiah": "IDR", "cedi": "GHS", "forint": "HUF", "sterling": "GBP", "usd": "USD", "eur": "EUR",
    "gbp": "GBP", "franc": None, "peso": None, "krona": None, "krone": None, "dinar": None,
    "riyal": None, "dirham": None, "shilling": None, "buck": "USD", "cent": "USD", "bitcoin": "XBT",
    "tenge": "KZT", "dong": "VND", "kyat": "MMK", "kip": "LAK", "riel": "KHR", "taka": "BDT",
    "rufiyaa": "MVR", "ngultrum": "BTN", "tugrik": "MNT", "togrog": "MNT", "som": None,
    "somoni": "TJS", "sum": "UZS", "manat": None, "lari": "GEL", "dram": "AMD", "leu": None,
    "lei": None, "lev": "BGN", "leva": "BGN", "koruna": "CZK", "kuna": "HRK", "denar": "MKD",
    "lek": "ALL", "birr": "ETB", "kwacha": None, "pula": "BWP", "metical": "MZN", "kwanza": "AOA",
    "dalasi": "GMD", "leone": "SLE", "ariary": "MGA", "ouguiya": "MRU", "afghani": "AFN",
    "toman": None, "rial": None, "real": "BRL", "reais": "BRL", "bolivar": "VES", "sol": "PEN",
    "guarani": "PYG", "quetzal": "GTQ", "lempira": "HNL", "colon": None, "balboa": "PAB",
    "gourde": "HTG", "pataca": "MOP", "kroner": None, "kronor": None, "crown": None,
}  # fmt: skip

#: Plurals after a number that name no counted thing: times, points of a score.
UNCOUNTED = frozenset("time times fold point points percentage caliber calibre gauge".split())
