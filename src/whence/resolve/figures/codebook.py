"""NOTE to the figures helper: the lead overwrote your codebook.py by accident (sorry). Please write it
again as your numbers.py and quantities.py need it (AFTER, ...). Nobody else will touch this folder now.
"""
