"""Pronouns, titles, roles and kinds of bodies: the words that show who may be meant."""

from __future__ import annotations

from whence.lang import words

FIRST_PERSON = words("grammar", "pronoun i") | words("grammar", "pronoun we")
MALE = words("grammar", "pronoun he")
FEMALE = words("grammar", "pronoun she")
PLURAL = words("grammar", "pronoun they")
NEUTER = words("grammar", "pronoun it")
RELATIVE = words("grammar", "relative")
SECOND_PERSON = words("grammar", "pronoun you") | {"one"}
PRONOUNS = FIRST_PERSON | MALE | FEMALE | PLURAL | NEUTER | RELATIVE | SECOND_PERSON
POSSESSIVE = words("people", "possessive")
DEFINITE = words("people", "definite")
PREPOSITIONS = words("people", "preposition")
INDEFINITE = words("people", "indefinite")
QUANTITIES = words("people", "quantity")
QUANTIFIERS = words("people", "quantifier")
JOINING = words("people", "joining")
PLURALS = words("people", "irregular plural")
PAIRS = words("people", "a pair")
ANSWERING = words("people", "answering a question")
ADDING = words("people", "adding")
BOTH = frozenset(one.replace("_", " ") for one in words("people", "both"))

MALE_TITLES = words("people", "male title")
FEMALE_TITLES = words("people", "female title")
COURTESY = words("people", "courtesy")
IN_THE_KNOW = words("people", "in the know")
OF_AN_AGE = words("people", "of an age")
ABBREVIATED_TITLES = words("people", "abbreviated title")
TITLES = MALE_TITLES | FEMALE_TITLES | words("people", "title")
MALE_ROLES = words("people", "male role")
FEMALE_ROLES = words("people", "female role")
LEARNED = words("people", "of learning")
LEARNED_TRADES = words("people", "learned trade") | LEARNED
ROLES = words("people", "role") | MALE_ROLES | FEMALE_ROLES
PROMINENT = words("people", "prominent")
OFFICES_OF_STATE = words("people", "office of state")
POINTERS = words("people", "pointer")
DEPARTMENTS = words("people", "department")
OTHER_PARTIES = words("people", "other party")
NAMING_AS = words("people", "naming as")
NAMING = words("people", "naming")
REGION_KINDS = words("people", "region kind")
IN_BUSINESS = words("people", "in business")
KIN = words("people", "kin")
BODIES = words("people", "body") | words("people", "venue")
COMPANIES = words("people", "company")
ANY_COMPANY = words("people", "any company")
NAMED_KINDS = ANY_COMPANY | words("people", "named kind")
NEWSPAPERS = words("people", "newspaper name")
COMMERCIAL = words("people", "commercial")
CENTRAL_BANK = words("people", "central bank")
COLLECTIVES = words("people", "collective")
DOCUMENTS = words("people", "document")
OWN_KIND = words("people", "own kind")
NO_MATTER = words("people", "no subject matter")
GENERIC_NAMES = words("people", "generic name")
NAME_ENDINGS = words("people", "name ending")
PARTICLES = words("people", "particle")
CORPORATE = words("people", "corporate")
CORPORATE_NOUNS = words("people", "corporate noun")
DYING = words("people", "dying")
KILLING = words("people", "killing")
DEAD = words("people", "dead")
OF_A_COUNTRY = words("people", "of a country")
OF_THE_DEAD = words("people", "of the dead")
MAKERS = words("people", "maker")
OBITUARY = words("people", "obituary")
OFFICE_VERBS = words("people", "holding office")
OF_SO_MANY = words("people", "of so many")
PASSING_ON = words("people", "passing on")
HANDED_ON = words("people", "handed on")
SHOWN_TO = words("people", "shown to")


def pairs(key: str) -> dict[str, frozenset[str]]:
    """A list of pairs ("bill=william") by the first word of each."""
    found: dict[str, set[str]] = {}
    for pair in words("people", key):
        one, _, other = pair.partition("=")
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def singular(word: str) -> str:
    """A noun in the singular, as far as its ending shows: "ministries", "officials", "men"."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
