"""Toponyms to places on earth, by the gazetteer that ships.

normalize     a place's name as it is looked up
demonyms      peoples' names to countries, and how states are shortened
gazetteer     the file: names to candidates
candidates    the places that a name may mean, a sort of region understood
mentions      where the text names places
surroundings  what the words around a name say that it lies in
votes         which candidate is meant, by what the report's other names may mean
sure          how likely that is to be right; below a threshold no place is given
toponyms      the names in a text, each to the candidate that fits the report
"""

from whence.resolve.places.gazetteer import Gazetteer
from whence.resolve.places.toponyms import Toponym, locate

__all__ = ["Gazetteer", "Toponym", "locate"]
