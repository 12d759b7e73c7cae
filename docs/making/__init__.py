"""What `make docs` makes of the code: the reference pages, the notebook's page, links.

None of it is in the repository, so none of it can be out of date.

commands    every command with its options, out of click
names       what `import whence` offers, with signatures
fields      records and settings: msgspec structs with what is written beside their fields
tables      the tables of the ledger and those that `whence export` writes
addresses   what the server answers, out of its OpenAPI document
notebook    a notebook as a page
elsewhere   links that leave this folder
hook        what mkdocs calls
"""
