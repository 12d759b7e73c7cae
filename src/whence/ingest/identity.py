"""The identity of a report: its canonical address, else its publisher's own id, else its path."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that say how a reader came to the page: the BBC's, Bloomberg's and the New York
# Times's.
_TRACKING = re.compile(r"cmpid|ocid|smid|ns_\w+", re.IGNORECASE)


def canonical_address(url: str) -> str:
    """One spelling of an address: no scheme, `www.`, tracking, fragment or closing slash.

    It is only used as an identity; the report shows the address as it was found.
    """
    # Imported here: it costs start-up, and most files have no address.
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(url.strip()))
        port = parts.port
    except ValueError:
        return url.strip()
    if not parts.hostname:
        return url.strip()
    host = parts.hostname.removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in pairs if not _TRACKING.fullmatch(pair[0])))
    path = parts.path.rstrip("/")
    return f"{host}{path}?{query}" if query else f"{host}{path}"
