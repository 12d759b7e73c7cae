"""The page and the API of `whence serve`: the same addresses for people and, with .json, programs.

`endpoint` says what an address is, `pages/` answer one subject each, `app` puts them together,
`openapi` describes them, `doors` says who may come in. `site` is what they all share: the ledger.
"""
