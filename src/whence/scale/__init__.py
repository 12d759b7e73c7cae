"""Many tasks on many processes: a `map` that knows nothing of news. Each keeps `ports.Mapper`.

local.py   processes of this machine
ray.py     actors of a Ray cluster (extra `whence[ray]`), the only place that imports it
"""
