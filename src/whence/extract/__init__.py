"""Report to Reading: where attributions, names and times are.

spans.py       log-probabilities of tags to spans
links.py       sources and contents to their cues
quotes.py      quotation marks paired
kinds.py       direct, indirect or mixed, and edges set right by the quotation marks
clauses.py     what grammar says of a source and a content: passives, the person addressed
continued.py   paragraphs of quotation that go on with the one before
directives.py  orders and appeals that the tagger passes over
acts.py        what a cue does
nested.py      the inside of a content, read again
sections.py    long texts taken in sections
neural.py      the Reader that puts them together over the encoder
"""
