"""Mentions to entities, sources to speakers: the head of a source speaks, with its owner.

words         the word lists of `lang/en/people.txt`
gender        whether a first name, a title or a role is a man's or a woman's
cast          the entities of a report, as they come together
nouns         base noun phrases: heads, names, owners, titles
phrases       what goes together: appositions, complements, lists
unparsed      words for a reading that has none
mentions      the reader's names, trimmed and of one type
descriptions  what stands at a name: title, apposition, owner
names         names of one person, organization, group or place joined
dead          who is dead, and from where on
pronouns      who "he", "they" and "it" are
described     whom "the minister", "the airline", "the report" mean
spoken        descriptions that a text speaks of, and several people at once
passed        words that somebody else hands on
speakers      each attribution's source to entities
"""

from whence.resolve.people.resolve import People, resolve_people

__all__ = ["People", "resolve_people"]
