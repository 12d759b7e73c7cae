"""Figures: every number that counts or measures, with its role, bounds, and who is counted.

find                  all of it, in order

numbers               what numbers are worth, with number_words, digits, fractions, vague_numbers
quantities            which noun they count, with money, phrases, lexicon
exclusions, ages  numbers that count nothing
candidate             a figure in the making

participants          who is harmed or counted by a casualty word
arguments             ... by the parse, which token_parse asks by token
beside_casualty_word  ... by what is beside the word
list_members, naming     ... in lists, and by name
person_name_phrases   the report's person names, as phrases
names_beside          names between commas after a number
named_next            names in the sentence after: "Ada Venn, 47, was hit by four bullets"
victim_lists          lists of names, which list_openings finds
others                one more of those before, without a noun
roles                 what may become of people, in one row each
harm_phrases          ... in phrases of several words
forced_out            ... or made to leave: "forced 8,500 people to evacuate"

factuality            whether anybody asserts it
general               ... of somebody, and not of anybody: "when a player is hurt"
shot                  whether those who were shot are the dead
context               whether it belongs to the report's own event

relations             parts, sums, so many each, the same people again
among                 parts, by "were among the 84 people killed"
survivors             all aboard as dead where nobody survived, and who was found
restated              families, and the people in them
tolls                 counts given by name: "the death toll", with labels
grown_counts          counts that have come to a number: "deaths rose to 23"
former                counts given before, which the report corrects
rival_counts          counts of other sources, without a verb
totals                the report's own total of each role
"""

from whence.resolve.figures.find import find_figures

__all__ = ["find_figures"]
