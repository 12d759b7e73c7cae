"""Alerts and the items each has sent: nothing is sent twice, whatever is interrupted.

An item is claimed before it is sent and marked after. If nothing was sent it is released and tried
again; if that is unknown, it stays claimed and is counted as unconfirmed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from sqlalchemy import Engine, delete, func, insert, select, update

from whence.errors import LedgerError
from whence.ledger.database import as_ledger_errors, insert_row, writing
from whence.ledger.schema import alert_items, alerts
from whence.records import Alert

#: Keys in one statement: databases limit its parameters.
_MANY = 500


class SqlAlerts:
    """Stores alerts and what they sent."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, address: str, target: str, seen: Iterable[str] = ()) -> int:
        """Makes an alert; `seen` are the keys of what is there already. Returns its number.

        Raises `LedgerError` where there is the same one.
        """
        now = _now()
        with as_ledger_errors(), writing(self._engine) as connection:
            same = select(alerts.c.id).where(alerts.c.address == address, alerts.c.target == target)
            if (known := connection.execute(same).scalar()) is not None:
                raise LedgerError(f"alert {known} is the same")
            row = {"address": address, "target": target, "made_at": now}
            number = insert_row(connection, alerts, row)
            items = [{"alert": number, "key": key, "sent_at": now} for key in dict.fromkeys(seen)]
            for start in range(0, len(items), _MANY):
                connection.execute(insert(alert_items), items[start : start + _MANY])
        return number

    def listed(self) -> list[Alert]:
        """All alerts, in the order in which they were made."""
        sent, all_ = func.count(alert_items.c.sent_at), func.count(alert_items.c.key)
        wanted = (
            select(alerts, sent.label("sent"), all_.label("all"))
            .select_from(alerts.outerjoin(alert_items, alert_items.c.alert == alerts.c.id))
            .group_by(alerts.c.id)
            .order_by(alerts.c.id)
        )
        with as_ledger_errors(), self._engine.connect() as connection:
            return [
                Alert(
                    id=row.id,
                    address=row.address,
                    target=row.target,
                    made_at=row.made_at,
                    sent=row.sent,
                    unconfirmed=row.all - row.sent,
                )
                for row in connection.execute(wanted)
            ]

    def remove(self, number: int) -> None:
        """Removes an alert and its items; raises `LedgerError` where there is none."""
        with as_ledger_errors(), writing(self._engine) as connection:
            connection.execute(delete(alert_items).where(alert_items.c.alert == number))
            if not connection.execute(delete(alerts).where(alerts.c.id == number)).rowcount:
                raise LedgerError(f"no alert has the number {number}")

    def claim(self, number: int, keys: Iterable[str]) -> set[str]:
        """Those of some items that are new to an alert; the caller sends them."""
        wanted = list(dict.fromkeys(keys))
        with as_ledger_errors(), writing(self._engine) as connection:
            there = select(alert_items.c.key).where(alert_items.c.alert == number)
            known = set(connection.execute(there).scalars())
            new = [key for key in wanted if key not in known]
            rows = [{"alert": number, "key": key, "sent_at": None} for key in new]
            for start in range(0, len(rows), _MANY):
                connection.execute(insert(alert_items), rows[start : start + _MANY])
        return set(new)

    def sent(self, number: int, keys: Collection[str]) -> None:
        """Marks items as sent."""
        with as_ledger_errors(), writing(self._engine) as connection:
            for some in _parts(keys):
                connection.execute(
                    update(alert_items)
                    .where(alert_items.c.alert == number, alert_items.c.key.in_(some))
                    .values(sent_at=_now())
                )

    def release(self, number: int, keys: Collection[str]) -> None:
        """Releases items of which nothing was sent, for another time."""
        with as_ledger_errors(), writing(self._engine) as connection:
            for some in _parts(keys):
                connection.execute(
                    delete(alert_items).where(
                        alert_items.c.alert == number,
                        alert_items.c.key.in_(some),
                        alert_items.c.sent_at.is_(None),
                    )
                )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _parts(keys: Collection[str]) -> Iterable[list[str]]:
    ordered = sorted(keys)
    return (ordered[start : start + _MANY] for start in range(0, len(ordered), _MANY))
