"""What makes a report itself: its canonical address, else its publisher's own id, else its path."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that say how a reader came to the page, never which page it is.
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|cmpid|ocid|ns_\w+|smid|ref(?:_src)?"
)


def canonical_address(url: str) -> str:
    """One spelling of an address: no scheme, `www.`, tracking, fragment or closing slash.

    It only ever serves as an identity; the report shows the address as it was found.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if not parts.hostname:
        return url.strip()
    host = parts.hostname.removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    query = urlencode(
        sorted(
            pair
            for pair in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING.fullmatch(pair[0].lower())
        )
    )
    path = parts.path.rstrip("/")
    return f"{host}{path}?{query}" if query else f"{host}{path}"
