"""Figures: every number that counts or measures, with its role, bounds, and who is counted.

candidates     numbers, fractions, codebook, exclusions, lexicon, phrases, quantities: what numbers
               are worth and which noun they count
participants   who is harmed or counted, by the parse (`clauses`), by what stands beside the word
               (`adjacent`), in lists (`lists`, `named`, `rolls`); `roles` is the table of what
               may become of people
happening      whether anybody asserts it (`happening`), and of another time (`context`)
relations      parts, sums, so many each, the same people again (`relations`), counts told by their
               name (`tolls`), the report's own total of each role (`totals`)
find           all of it, in order
"""

from whence.resolve.figures.find import find_figures

__all__ = ["find_figures"]
