"""Report and Reading to Resolution: who, when, where, how many, and how sure.

resolver    all of the following, in order
sentences   the text as sentences of tokens, with the reading's syntax where it has one
times       TIMEX3 expressions to values, counted from the report's own dateline
places      toponyms to places on earth, by an offline gazetteer
figures     what is counted or measured: roles, values, bounds, totals and their parts
people      mentions to entities, sources to speakers
claims      each assertion with its standing, polarity, modality and hedges
"""
