"""Says what must happen next: every deadline row that should exist, given what is known now (R4.1 to R4.5)."""

from __future__ import annotations

from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.records.wanted import Wanted
from commandpost.domain.incidents.rules.owed import Case
from commandpost.domain.incidents.rules.owed_after import after_end_rows, supplement_rows
from commandpost.domain.incidents.rules.owed_calls import ORDER_KINDS, hold_rows, offer_rows, order_rows
from commandpost.domain.incidents.rules.owed_decisions import commander_rows, threshold_rows
from commandpost.domain.incidents.rules.owed_levels import level_rows
from commandpost.domain.incidents.rules.owed_reports import chain_rows, followup_rows, notify_rows, statutory_rows
from commandpost.plan.reader import Plan

SOURCES = (
    level_rows,
    commander_rows,
    chain_rows,
    statutory_rows,
    notify_rows,
    followup_rows,
    threshold_rows,
    after_end_rows,
    supplement_rows,
    order_rows,
    offer_rows,
    hold_rows,
)
# the kinds of row that are worked out here; others of the same incident belong to rooms above and are theirs to settle
KINDS = ORDER_KINDS | {
    "level", "commander", "chain_step", "statutory", "notify", "followup", "threshold", "after_end", "supplement", "command_offer", "hold",
}  # fmt: skip


def wanted(plan: Plan, history: History, now: str) -> tuple[Wanted, ...]:
    """Give every row that should exist as of `now` (a stamp), due first first, whatever stands in the table already.

    Asked again with the same history it gives the same; time alone adds and takes away nothing. Rows of a former type,
    or of a level that no longer stands, are not in it: the caller cancels what is open and not wanted. Rows that are
    over are in it with their `ends`.
    """
    case = Case.of(plan, history, now)
    rows = [row for source in SOURCES for row in source(case)]
    return tuple(sorted(rows, key=lambda row: (row.due_at, row.kind, row.code, row.round)))
