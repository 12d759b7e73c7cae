"""Report to Reading: where attributions, names and times stand.

spans.py    log-probabilities of tags to spans
quotes.py   quotation marks paired
links.py    sources and contents to their cues
kinds.py    direct, indirect or mixed, and edges set right by the quotation marks
acts.py     what a cue does
nested.py   the inside of a content, read again
neural.py   the Reader that puts them together over the encoder
"""
