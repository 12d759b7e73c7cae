"""Reports and readings to what people and programs take: one exporter a file.

`text` for a terminal, `html` one self-contained page, `json` and `jsonl` the published shape that
`document` holds, `brat` standoff files. `wire.exporter` builds one by its format's name.
"""
