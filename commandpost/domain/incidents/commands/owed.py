"""Keeps the table of deadlines equal to what the rules say is owed: opens, moves, meets and cancels rows, each with its reason (R4, DESIGN 2)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from commandpost.domain.contacts.questions import holder
from commandpost.domain.core.unit import Moment, Unit
from commandpost.domain.incidents.kinds import IncidentHead, head_by_id, ref_of
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.records.history import History
from commandpost.domain.incidents.records.wanted import Wanted
from commandpost.domain.incidents.rules.obligations import KINDS, wanted
from commandpost.domain.incidents.rules.owed import Case
from commandpost.domain.incidents.rules.owed_levels import answered_rank, reaches, suggests
from commandpost.domain.incidents.rules.subjects import subject
from commandpost.domain.incidents.rules.wording import why as why_words
from commandpost.domain.log.commands.writing import Origin, write_entry
from commandpost.locale.words import say
from commandpost.plan.reader import Plan

OPEN = ("pending", "raised", "acknowledged")
COLUMNS = "SELECT id, kind, code, round, due_at, state, applies, addressees, also, owner_post FROM deadline "
ROWS = COLUMNS + "WHERE incident_id = ? ORDER BY rowid"


def settle(unit: Unit, moment: Moment) -> None:
    """Work out anew what must happen next in one incident."""
    assert moment.incident is not None  # noqa: S101 - told with one
    settle_incident(unit, head_by_id(unit, moment.incident, ref_of(unit, moment.incident)))


def settle_incident(unit: Unit, head: IncidentHead) -> None:
    """Compare what is owed with what stands in the table and change only what differs.

    What was met by an entry that is struck today was never met: the row is open again from the moment it was closed.
    """
    plan = unit.plan(head.plan)
    rows = [row for row in unit(ROWS, (head.id,)) if row[1] in KINDS]
    if head.merged_into is not None:  # what it owed is the other one's to do, until the merge is undone
        for row in (row for row in rows if row[5] in OPEN):
            change(unit, row[0], row[5], "cancelled", unit.at, "merged")
        return
    history = history_of(unit, head)
    until = told_until(history, unit.now)
    owed = wanted(plan, history, until)
    rows = _levels_over(unit, head, rows, owed, lambda: Case.of(plan, history, until))
    reconcile(unit, plan, rows, owed, incident=head.id, sleeps=head.after_the_fact)


def _levels_over(
    unit: Unit, head: IncidentHead, rows: Sequence[Any], owed: Sequence[Wanted], case: Callable[[], Case]
) -> list[Any]:
    """End each open row of kind `level` that nothing wants any more, with its reason; gives all rows as they stand then.

    What only moved is left to the caller.
    """
    keys = {want.key for want in owed}
    asking = [want for want in owed if want.kind == "level" and want.ends is None]
    standing = []
    for row in rows:
        over = row[1] == "level" and row[5] in OPEN and tuple(row[1:5]) not in keys and all(want.code != row[2] for want in asking)
        standing.append((*row[:5], _over(unit, head, row, asking, case()), *row[6:]) if over else row)
    return standing


def _over(unit: Unit, head: IncidentHead, row: Any, asking: Sequence[Wanted], case: Case) -> str:
    asked = suggests(row[2])
    if asked is not None and not reaches(case, asked):
        change(unit, row[0], row[5], "cancelled", unit.at, "suggestion_fell")
        told = subject(case.plan, head.type, row[1], row[2], row[3])
        words = say("{what}: {why}", what=told, why=why_words("suggestion_fell"))
        write_entry(unit, head, unit.keep("entry", words), "system", Origin())
        return "cancelled"
    answered = answered_rank(case.plan, case.history)
    if asked is not None and answered is not None and answered <= case.plan.levels[asked].rank:
        (began,) = unit("SELECT started_at FROM deadline WHERE id = ?", (row[0],))[0]
        change(unit, row[0], row[5], "met", max(case.history.decisions[-1].at, began), "level_decided")
        return "met"
    if asking:
        change(unit, row[0], row[5], "cancelled", unit.at, "asked_anew")
        return "cancelled"
    return str(row[5])


def reconcile(
    unit: Unit, plan: Plan, rows: Sequence[Any], owed: Sequence[Wanted], *, incident: str | None, sleeps: int = 0, gone: str = "no_longer_applies"
) -> None:
    """Make the rows of `COLUMNS` that stand equal to what is owed; a row that nothing wants any more is cancelled, with `gone` for its reason."""
    standing: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        standing.setdefault((row[1], row[2], row[3], row[4]), []).append(row)
    keys = {want.key for want in owed}
    moved = {(want.kind, want.code, want.round) for want in owed}
    for key, found in standing.items():
        if key not in keys:
            for row in found:
                if row[5] in OPEN:
                    change(
                        unit, row[0], row[5], "cancelled", unit.at, "moved" if key[:3] in moved else gone
                    )
    for want in owed:
        alive = [row for row in standing.get(want.key, []) if row[5] != "cancelled"]
        if alive:
            _keep(unit, alive[-1], want)
        elif want.ends is None and (back := _back(unit, standing.get(want.key, []))):
            _keep(unit, back, want)
        elif not (want.ends and want.ends[0] == "cancelled") and not (_was_reported(standing, want) or _was_decided(standing, want)):
            _open(unit, plan, want, incident, sleeps)


def _back(unit: Unit, rows: list[Any]) -> Any:
    """Give the row of this very obligation that was cancelled by a merge or moved away, standing again: it is owed once more, and was owed before."""
    for row in reversed(rows):
        last = unit("SELECT why FROM deadline_change WHERE deadline_id = ? ORDER BY rowid DESC LIMIT 1", (row[0],))[0][0]
        if last in ("merged", "moved", "asked_anew"):
            change(unit, row[0], row[5], "pending", unit.at, "unmerged" if last == "merged" else "owed")
            return (*row[:5], "pending", *row[6:])
    return None


def _was_reported(standing: dict[tuple[Any, ...], list[Any]], want: Wanted) -> bool:
    """A report written down late, behind a decision that moved its due time, met the row that stood when it was written: one report, one row."""
    if want.ends is None or want.ends[-1] != "reported":
        return False
    rows = (row for key, found in standing.items() if key[:3] == want.key[:3] for row in found)
    return any(row[5] == "met" for row in rows)


def _was_decided(standing: dict[tuple[Any, ...], list[Any]], want: Wanted) -> bool:
    """The first decision met the row that asked anew for the level, where one stood for the first: one decision, one row."""
    if want.kind != "level" or want.ends is None:
        return False
    return any(row[5] == "met" for key, found in standing.items() if key[0] == "level" for row in found)


def told_until(history: History, now: str) -> str:
    """Give now, or the latest moment that anybody told of: another clock may run ahead of ours, and what it brings is owed at once."""
    told = [now, history.received_at]
    told += [mark.event_at for mark in history.marks] + [answer.at for answer in history.answers]
    told += [step.at for step in history.command]
    return max([*told, *(span.since for span in history.types)])


def change(
    unit: Unit, deadline: str, state: str, to: str, at: str, why: str, *,
    told: str | None = None, channel: str | None = None, note: str | None = None, entry: str | None = None,
) -> bool:  # fmt: skip
    """Change a deadline's state where it is still what we saw (compare-and-set); gives whether we were first."""
    if not unit.update("deadline", deadline, when={"state": state}, state=to):
        return False
    unit.insert(
        "deadline_change", deadline_id=deadline, state=to, at=at, recorded_at=unit.now, by_person=unit.who, why=why,
        told=told, channel=channel, note=note, entry_id=entry,
    )  # fmt: skip
    return True


def _keep(unit: Unit, row: Any, want: Wanted) -> None:
    key, state = row[0], row[5]
    fields = {
        "applies": want.applies,
        "addressees": _codes(want.to),
        "also": _codes(want.also),
        "owner_post": want.owner_post,
    }
    stands = {"applies": row[6], "addressees": row[7], "also": row[8], "owner_post": row[9]}
    differs: dict[str, Any] = {name: value for name, value in fields.items() if stands[name] != value}
    if differs:
        unit.update("deadline", key, **differs)
    if want.ends is None and state == "met":
        closed = unit("SELECT at FROM deadline_change WHERE deadline_id = ? ORDER BY rowid DESC LIMIT 1", (key,))[0][0]
        change(unit, key, state, "pending", closed, "unsaid")
    if want.ends and state in OPEN:
        at = want.ends[1] if want.ends[0] == "met" else unit.at
        change(unit, key, state, want.ends[0], at, want.ends[-1])


def _open(unit: Unit, plan: Plan, want: Wanted, incident: str | None, sleeps: int) -> None:
    key = unit.insert(
        "deadline", incident_id=incident, kind=want.kind, code=want.code, round=want.round, started_at=want.started_at, due_at=want.due_at,
        state="pending", applies=want.applies, addressees=_codes(want.to), owner_post=want.owner_post, source=want.source, also=_codes(want.also),
        policy=plan.policy_for(want.kind).code, sleeps=sleeps, owner_person=want.owner_person, about=want.about,
    )  # fmt: skip
    unit.insert(
        "deadline_change",
        deadline_id=key,
        state="pending",
        # what a running figure will start only later is known from now on; so is what takes the place of a row that was due before
        at=unit.at if want.kind == "level" and suggests(want.code) else min(want.started_at, unit.at),
        recorded_at=unit.now,
        by_person=unit.who,
        why="owed",
    )
    if want.ends and want.ends[0] == "met":
        change(unit, key, "pending", "met", want.ends[1], want.ends[2])


def fill_gaps(unit: Unit, moment: Moment) -> None:
    """Let whoever was just given a post take the commands that wait for it; nobody is pushed aside (R4.3)."""
    post = moment.subject
    for key, since in unit(
        "SELECT id, command_since FROM incident WHERE state != 'ended' AND merged_into IS NULL AND command_post = ? AND command_person IS NULL",
        (post,),
    ):
        if fill_gap(unit, key, post or "", since):
            settle(unit, Moment("command_taken", key))


def fill_gap(unit: Unit, incident: str, post: str, since: str) -> bool:
    """Let whoever holds the post now take the command of an incident that nobody holds; gives whether somebody did."""
    person = holder(unit, post, unit.at)
    if person is None:
        return False
    at = max(unit.at, since)
    unit.update("incident", incident, command_person=person, command_since=at)
    unit.insert(
        "command_step", incident_id=incident, step="taken", post=post, person_id=person, at=at, by_person=unit.who
    )
    return True


def _codes(codes: tuple[str, ...]) -> str:
    return json.dumps(list(codes), ensure_ascii=False)
