"""Many tasks on many processes, by implementations of `ports.Mapper` that know nothing of news.

local.py   processes of this machine
ray.py     actors of a Ray cluster (extra `whence[ray]`), the only place that imports it
"""
