"""Says alarms to people at the command line: who was told what, what became of it, a rehearsal minute by minute, and the look back (R4.2)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from commandpost.domain.alarms.records.shown import Past
from commandpost.domain.alarms.rules.wording import alert_line, unwatched
from commandpost.domain.core.lasting import lasted
from commandpost.exchange.lines import clean, table
from commandpost.exchange.naming import Teller
from commandpost.locale.words import say


def alerts(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say every alarm: when raised, how late, which incident's, the obligation's id, which step, whom, through what, what became of it."""
    heads = (say("Raised"), say("Late"), say("Incident"), "id", say("Step"), say("To"), say("Through"), say("State"))
    made = [
        (
            tell.clock(row.raised_at, seconds=True),
            lasted(row.late_s) if row.late_s else "",
            row.incident or "",
            row.deadline[-8:],
            str(row.step),
            row.told.person or say("nobody ({post})", post=_post(tell, row.told.post)),
            _channel(row.told.channel),
            _state(row, tell),
        )
        for row in rows
    ]
    return table(heads, made, tell.width)


def _post(tell: Teller, code: str) -> str:
    from commandpost.domain.incidents.rules.subjects import addressee

    return addressee(tell.plan, code)


def _channel(code: str) -> str:
    words = {"screen": say("screen"), "bell": say("bell"), "desktop": say("desktop"), "call": say("telephone")}
    return words.get(code, code)


def _state(row: Any, tell: Teller) -> str:
    words = {
        "raised": say("not sent yet"),
        "sent": say("sent"),
        "failed": say("failed"),
        "seen": say("seen"),
        "nobody": say("passed over"),
    }
    if row.state != "acknowledged":
        return words[row.state]
    text = say("acknowledged {time} by {who}", time=tell.clock(row.acknowledged_at), who=row.acknowledged_by or "?")
    return f"{text}: {row.note}" if row.note else text


def waiting(answer: Any, tell: Teller) -> list[str]:
    """Say the alarms that nobody has answered, whether alarms are off, and when nobody watched."""
    lines = [clean(alert_line(tell.plan, row, tell.now)) for row in answer.rows]
    if answer.total > len(answer.rows):
        lines.append(say("{count} alarms wait for an answer", count=answer.total))
    if answer.maintenance_until:
        lines.insert(0, say("alarms are off until {time}", time=tell.clock(answer.maintenance_until)))
    if answer.unwatched:
        lines.append(unwatched(answer.unwatched, tell.zone))
    return lines


def lately(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say what was told lately: when, of which incident, what, to whom, through what and how that fared, who answered."""
    made = [
        (
            tell.clock(row.raised_at, seconds=True),
            row.incident or "",
            row.subject,
            row.whom if row.held else say("nobody ({post})", post=row.whom),
            say(", ").join(f"{_channel(way.channel)} {WAYS[way.fate]()}" for way in row.ways) or say("passed over"),
            row.answered_by or "",
        )
        for row in rows
    ]
    heads = (say("Raised"), say("Incident"), say("Obligation"), say("To"), say("Through"), say("Answered by"))
    return table(heads, made, tell.width) if made else []


WAYS: dict[str, Callable[[], str]] = {
    "raised": lambda: say("not sent yet"),
    "taken": lambda: say("not sent yet"),
    "sent": lambda: say("sent"),
    "failed": lambda: say("failed"),
    "seen": lambda: say("seen"),
}


def agenda(answer: Any, tell: Teller) -> list[str]:
    """Say when the next alarm of each obligation falls due."""
    moments = sorted((at, deadline) for deadline, at in answer.moments if at is not None)
    return table((say("Next"), "id"), [(tell.clock(at, seconds=True), deadline[-8:]) for at, deadline in moments], tell.width)


def outbox(answer: Any, tell: Teller) -> list[str]:
    """Say the messages that are to go out."""
    made = [(_channel(message.channel), str(message.alarms), say("; ").join(message.lines)) for message in answer.ready]
    return table((say("Through"), say("Alarms"), say("Text")), made, tell.width)


def rehearsed(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say minute by minute who would be told what if nobody answered; a gap says so."""
    if not rows:
        return []
    made = [
        (
            tell.clock(row.at, seconds=True),
            row.post_name,
            row.person or say("nobody"),
            say(", ").join(_channel(code) for code in row.channels),
            _step(row),
            row.subject,
        )
        for row in rows
    ]
    heads = (say("Time"), say("Post"), say("Holder"), say("Through"), say("Step"), say("Obligation"))
    return [say("If nobody answers; nothing is sent."), "", *table(heads, made, tell.width)]


def _step(row: Any) -> str:
    if row.passed:
        return say("{step}, vacant: the next at once", step=row.step)
    if row.last:
        return say("nobody answered")
    return say("{step}, again {round}", step=row.step, round=row.round) if row.round else str(row.step)


def watched(record: dict[str, Any]) -> list[str]:
    """Say what a watch did while it stood."""
    done = say("{raised} raised, {sent} messages sent, {failed} failed", **{k: record[k] for k in ("raised", "sent", "failed")})
    return [done, *(say("fault: {fault}", fault=fault) for fault in record["faults"])]


COLUMNS = Past._fields


def statistics(answer: Any, *, as_csv: bool) -> list[str]:
    """Say the look back as a table, or as CSV with the same names as in JSON."""
    parts = (("incident", answer.incidents), ("month", answer.months))
    if as_csv:
        text = io.StringIO()
        sheet = csv.writer(text, lineterminator="\n")
        sheet.writerow(("part", *COLUMNS))
        for part, rows in parts:
            sheet.writerows((part, *("" if value is None else value for value in row)) for row in rows)
        return text.getvalue().rstrip("\n").split("\n")
    lines: list[str] = []
    for _, rows in parts:
        lines += [*([""] if lines else []), *table(_heads(), [_past(row) for row in rows], 1_000_000)]
    return lines or [say("nothing")]


def stats(answer: Any, tell: Teller) -> list[str]:
    """Say the look back as a table."""
    return statistics(answer, as_csv=False)


def _heads() -> tuple[str, ...]:
    return (
        say("Of"), say("Obligations"), say("Met"), say("Met late"), say("Late now"), say("Late, median"), say("Late, worst"),
        say("Alarms"), say("Answered"), say("To answer"), say("To meet"), say("Unanswered"), say("Ended unmet"), say("of them late"),
    )  # fmt: skip


def _past(row: Past) -> tuple[str, ...]:
    return (
        row.scope, str(row.obligations), str(row.met), str(row.met_late), str(row.open_late), _length(row.late_median_s),
        _length(row.late_worst_s), str(row.raised), str(row.acknowledged), _length(row.acknowledge_median_s),
        _length(row.meet_median_s), str(row.unanswered), str(row.ended_unmet), str(row.ended_late),
    )  # fmt: skip


def _length(seconds: int | None) -> str:
    return "" if seconds is None else lasted(seconds)


SAYS: dict[str, Callable[[Any, Teller], list[str]]] = {
    "alert.list": alerts,
    "alert.waiting": waiting,
    "alert.lately": lately,
    "alert.agenda": agenda,
    "alert.outbox": outbox,
    "watch.rehearse": rehearsed,
    "stats": stats,
}
