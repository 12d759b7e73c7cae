"""What `import whence` offers: a dozen names.

document    a report and everything read in it: what `read` gives
reading     `read` and `read_all`
ledger      reports stored and queried: what `open` gives
frames      rows that become pandas, polars and Arrow tables
notebook    a document as a notebook's cell shows it
"""
