"""What `import whence` offers: a dozen names over all the rest.

document    a report and all that was read in it: what `read` gives
ledger      what is kept: what `open` gives
frames      rows that become pandas, polars and Arrow tables
"""
