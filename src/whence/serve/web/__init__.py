"""The page and the API of `whence serve`: the same addresses for people and, with .json, programs.

`endpoint` defines an address, `pages/` answer one subject each, `app` puts them together, `openapi`
describes them, `middleware` controls access. `state` is what they all share.
"""
