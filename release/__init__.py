"""What a release is made with: the manual page, the list of licences, the bill of materials.

man         the manual page, from the commands: `python -m release.man`
licences    whose work whence uses, under which terms: `python -m release.licences OUT`
sbom        the bill of materials of an install: `make sbom`
"""
