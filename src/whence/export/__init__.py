"""Exporters of reports and readings, one module for each format.

`text` for a terminal, `html` one self-contained page, `json` and `jsonl` the published shape that
`document` defines, `brat` standoff files. `bootstrap.exporter` builds one by its format's name.
"""
