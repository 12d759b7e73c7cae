"""The page and the API of `whence serve`: the same addresses for people and, with .json, programs.

`endpoint` says what an address is, `pages/` answer one subject each, `app` puts them together,
`openapi` describes them, `middleware` says who may come in. `state` is what they all share.
"""
