"""Alerts: addresses of the page whose news somebody is sent."""

from __future__ import annotations

import msgspec


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """An address and its target. `unconfirmed` counts items that may have been sent.

    Their sending was interrupted: they are not sent again.
    """

    id: int
    address: str  #: as "/claims?act=deny" or "/events/ID"
    target: str  #: https://... for a webhook, mailto:... for e-mail
    made_at: str
    sent: int = 0  #: items that were sent, with those that were there at first
    unconfirmed: int = 0
