"""Works out what must come back: orders and instructions, an offer of command, an incident on hold (R4.2, R4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from commandpost.domain.incidents.records.history import OrderTold
from commandpost.domain.incidents.records.wanted import Ends, Wanted
from commandpost.domain.incidents.rules.command import offers
from commandpost.domain.incidents.rules.decided import standing
from commandpost.domain.incidents.rules.owed import Case
from commandpost.domain.incidents.rules.posts import DUTY_OFFICER, commander_post
from commandpost.store.instant import shifted

ORDER_KINDS = frozenset({"order_read_back", "order_done", "instruction_read_back", "instruction"})
UNSET_LEVEL = "III"  # a level that is not set counts as this one (policies.yaml)


def order_rows(case: Case) -> Iterator[Wanted]:
    """Each order of the incident's log is repeated, then reported done; a leader's instruction is the same with a longer clock."""
    for order in case.history.orders:
        for row in rows_of(order):
            over = case.ended and row.ends is None and row.kind in ("order_read_back", "order_done")
            yield replace(row, ends=("cancelled", "ended")) if over else row


def rows_of(order: OrderTold) -> tuple[Wanted, Wanted]:
    """Give the two rows of an order, wherever it was written: what was reported done was understood, said back or not."""
    read_back: Ends | None = None
    if order.read_back_at is not None:
        read_back = ("met", order.read_back_at, "read_back")
    elif order.done_at is not None:
        read_back = ("met", order.done_at, "order_done")
    done: Ends | None = ("met", order.done_at, "order_done") if order.done_at is not None else None
    kinds = ("instruction_read_back", "instruction") if order.instruction else ("order_read_back", "order_done")
    to = (order.post,) if order.post is not None else ()
    made = [
        Wanted(kind, order.code, 1, order.given_at, due, to, order.post, None, f"orders.{kind}", (), ends, order.person, order.about)
        for kind, due, ends in zip(kinds, (order.read_back_by, order.due_at), (read_back, done), strict=True)
    ]
    return made[0], made[1]


def offer_rows(case: Case) -> Iterator[Wanted]:
    """An offer of command is to be answered within the level's minutes; until then the one before holds it."""
    for offer in offers(case.history.command):
        decided = [decision.level for decision in case.history.decisions if decision.at <= offer.at]
        minutes = case.plan.levels[decided[-1] if decided else UNSET_LEVEL].escalate_if_no_commander_min
        ends: Ends | None = None
        if offer.ended in ("accepted", "taken", "declined"):
            ends = ("met", offer.ended_at or offer.at, f"command_{offer.ended}")
        elif offer.ended is not None:
            ends = ("cancelled", offer.ended)
        yield case.row(
            "command_offer",
            "offer",
            round_=offer.number,
            started_at=offer.at,
            due_at=shifted(offer.at, minutes=minutes),
            to=(offer.post,) if offer.post is not None else (),
            owner=offer.post,
            owner_person=None if offer.proposed else offer.person,
            source="escalate_if_no_commander_min",
            ends=ends,
        )


def hold_rows(case: Case) -> Iterator[Wanted]:
    """An incident on hold comes back by its time, and somebody takes it back."""
    decision = standing(case.history)
    owner = commander_post(case.plan, decision.level, case.history.department) if decision is not None else DUTY_OFFICER
    for number, hold in enumerate(case.history.holds, start=1):
        ends: Ends | None = None
        if hold.ended_at is not None:
            ends = ("cancelled", "held_again") if hold.held_again else ("met", hold.ended_at, "resumed")
        yield case.row(
            "hold", "hold", round_=number, started_at=hold.at, due_at=hold.until, to=(owner,), owner=owner, source="hold", ends=ends,
        )  # fmt: skip
