"""Mentions to entities, sources to speakers: the head of a source speaks, with its owner.

resolve           all of it, in order

word_lists        the word lists of `lang/en/people.txt`
gender            whether a first name, a title or a role is a man's or a woman's
span_helpers      lengths and places of spans and names
entities          the entities of a report, as they come together
unparsed          words for a reading that has none

nouns             base noun phrases: heads, names, owners, titles
phrase_words      which words belong to one
phrases           what goes together: appositions, complements, lists
appositions       which of two beside each other are of one
referents         one of whom a phrase speaks

mentions          the reader's names, trimmed and of one type
descriptions      what is beside a name: title, apposition, owner
name_forms        what spellings of one name share
names             names of one entity joined; of people and of organizations:
person_names, organization_names
dead              who is dead, and from where on

pronouns          who "he", "they" and "it" are
described         whom "the minister", "the airline", "the report" mean
epithets          whom "the 34-year-old", "the Spaniard" mean
unnamed_mentions  descriptions that a text speaks of, and several people at once
relayed           words that somebody else passes on
relative_clauses  who speaks in "Venn, who said"
turns             who may speak next, and who may not
named_later       who speaks without a name and is named right after
speakers          each attribution's source to entities
"""

from whence.resolve.people.resolve import People, resolve_people

__all__ = ["People", "resolve_people"]
