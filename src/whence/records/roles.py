"""The table of figure roles: what a number may count, in one row each.

Every list of roles outside of the reading of figures is a column of it, in the rows' order.
"""

from __future__ import annotations

from typing import NamedTuple, get_args

from whence.records.claim import Role


class RoleKind(NamedTuple):
    """One row: what is known of every figure of a role."""

    role: Role
    listed: int | None = None  #: place among an event's counts of people; None: counts no people
    victims: bool = False  #: whether those counted are victims of the event
    held: bool = False  #: whether they are only held, which need not make them innocent
    grows: bool = False  #: whether the number can only rise, unless somebody errs
    crowd: bool = False  #: whether one person alone is never counted so
    priced: bool = False  #: whether it is an amount that two sources may dispute
    counted: bool = True  #: whether it says what is counted or measured, so that one searches by it


ROLE_TABLE: tuple[RoleKind, ...] = (
    RoleKind("killed", listed=0, victims=True, grows=True),
    RoleKind("injured", listed=1, victims=True, grows=True),
    RoleKind("missing", listed=2, victims=True),
    RoleKind("captured", listed=4, victims=True, grows=True),
    RoleKind("detained", listed=5, victims=True, held=True, grows=True),
    RoleKind("displaced", listed=7, crowd=True),
    RoleKind("evacuated", listed=6, grows=True, crowd=True),
    RoleKind("rescued", listed=3, grows=True),
    RoleKind("affected", listed=8, crowd=True),
    RoleKind("attendance", listed=9, crowd=True),
    RoleKind("money", priced=True),
    RoleKind("percentage", priced=True),
    RoleKind("count", counted=False),
    RoleKind("measure", counted=False),
)
#: All of them.
ROLES: tuple[Role, ...] = get_args(Role)
#: Those that a search may ask for.
SEARCHED = tuple(row.role for row in ROLE_TABLE if row.counted)
#: Those of people, in the order in which an event's counts are listed.
OF_PEOPLE: tuple[Role, ...] = tuple(
    role
    for _, role in sorted((row.listed, row.role) for row in ROLE_TABLE if row.listed is not None)
)
#: Those of an event's victims, and of victims who are themselves never blamed for it.
VICTIMS = frozenset(row.role for row in ROLE_TABLE if row.victims)
HARMED = frozenset(row.role for row in ROLE_TABLE if row.victims and not row.held)
#: Those whose counts only grow, unless somebody errs.
GROWING = frozenset(row.role for row in ROLE_TABLE if row.grows)
#: Those of a crowd, which is never one person.
CROWDS = frozenset(row.role for row in ROLE_TABLE if row.crowd)
#: Those of amounts.
PRICED: tuple[Role, ...] = tuple(row.role for row in ROLE_TABLE if row.priced)
