"""The tests mirror the package; `readings` makes reports and readings up for them."""
