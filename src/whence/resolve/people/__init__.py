"""Mentions to entities, sources to speakers.

words       pronouns, titles, roles: what tells who may be meant
gender      whether a first name, a title or a role is a man's or a woman's
cast        the entities of a report, as they come together
names       names of one person, organization, group or place joined
alike       whether descriptions may be of one
sources     what the head of an attribution's source is
pronouns    who "he", "they" and "it" are
speakers    each attribution's source to an entity
"""

from whence.resolve.people.resolve import People, resolve_people

__all__ = ["People", "resolve_people"]
