"""What `make docs` makes of the code: the reference pages, the notebook's page, links.

Nothing of it is kept in the repository, so nothing of it can be behind the code.

commands    every command with its options, out of click
names       what `import whence` offers, with signatures
fields      records and settings: msgspec structs with what is written beside their fields
tables      the tables of the ledger and those that `whence export` writes
addresses   what the server answers, out of its OpenAPI document
notebook    a notebook as a page
elsewhere   links that leave this folder
hook        what mkdocs calls
"""
