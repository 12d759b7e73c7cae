"""A plug-in of each kind for whence.

eml         parser: e-mail messages (RFC 5322) in files
markdown    exporter: who said what, for a note or a ticket
jsonlines   store: one line a report, in a file that only grows
llm         reader: a language model is asked who says what; only words of the text are kept
"""
