"""An address of the page that somebody is told of when something is new there."""

from __future__ import annotations

import msgspec


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """What is followed and who is told. `unconfirmed` counts items that may have been sent.

    Their sending began and never ended: they are not sent again.
    """

    id: int
    address: str  #: as "/claims?act=deny" or "/events/ID"
    target: str  #: https://... for a webhook, mailto:... for e-mail
    made_at: str
    sent: int = 0  #: items that were sent, with those that were there at first
    unconfirmed: int = 0
