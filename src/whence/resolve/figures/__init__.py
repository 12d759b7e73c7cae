"""Figures: every number that counts or measures, with its role, bounds, and who is counted.

codebook     what vague words and words of bound are worth
numbers      tokens to values
exclusions   numbers that count nothing
lexicon      people, units, currencies
phrases      what a number counts
casualties   words that say what became of people
quantities   the numbers of a sentence
patients     whom a casualty word is about, single persons included
speaking     who only speaks of them, and is none of them
members      lists of people, and who only stands beside a member
governors    whom a phrase hangs on, who may be the patient in its stead
roles        the role that a casualty word gives to a figure
joint        totals that a sentence gives in parts
parts        figures inside other figures
context      figures of another happening or time
totals       the report's own total of each role
find         all of it, in order
"""

from whence.resolve.figures.find import find_figures

__all__ = ["find_figures"]
