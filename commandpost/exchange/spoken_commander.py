"""Says to people at the command line what whoever commands sees: every list in short, one task in full, the timeline (R4.3, R4.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from commandpost.domain.core.lasting import lasted
from commandpost.exchange.lines import pairs, table
from commandpost.exchange.naming import Teller
from commandpost.locale.words import language, say


def lists(found: Any, tell: Teller) -> list[str]:
    """Say each list: who leads it, how much is open and late, what comes next; then the benchmarks and the next time mark."""
    zh = language() == "zh_CN"
    rows = []
    for one in found.lists:
        open_ = [line for line in one.tasks if line.state == "open"]
        late = [line for line in open_ if line.clocked and line.target_at < tell.now]
        after = min(open_, key=lambda line: (line.waits, line.target_at), default=None)
        state = [say("standby")] if one.standby else []
        state += [say("complete {time}", time=tell.clock(one.complete_at))] if one.complete_at else []
        state += [say("{open} open", open=len(open_)), *([say("{count} LATE", count=len(late))] if late else [])]
        leads = (one.card.you.person or "") if one.card is not None else ""
        rows.append((one.zh if zh else one.en, leads, " · ".join(state), (after.text_zh if zh else after.text_en) if after is not None else ""))
    lines = table((say("List"), say("Leads"), say("State"), say("Next")), rows, tell.width)
    named = [(one.zh if zh else one.en, tell.clock(one.declared_at) if one.declared_at else "—") for one in found.benchmarks]
    marks = [(say("time mark"), tell.clock(found.mark.due_at))] if found.mark is not None else []
    return [*lines, "", *pairs([*named, *marks], tell.width)] if named or marks else lines


def task(found: Any, tell: Teller) -> list[str]:
    """Say everything about a task."""
    zh = language() == "zh_CN"
    line = found.line
    detail = (found.detail_zh if zh else found.detail_en) or ""
    lines = [*((line.text_zh, line.text_en) if zh else (line.text_en, line.text_zh)), *([detail] if detail else []), ""]
    told = [(say("List"), found.list_zh if zh else found.list_en), (say("Owner"), line.owner), (say("Target"), tell.clock(line.target_at))]
    told += [(say("critical"), say("yes"))] if line.critical else []
    told += [(say("also meets"), say("; ").join(found.meets))] if found.meets else []
    lines += pairs(told, tell.width)
    steps = [(tell.clock(step.at), step.step, step.by or "", step.to or step.note or "", f"#{step.entry}" if step.entry else "") for step in found.steps]
    return [*lines, "", *table((say("When"), say("State"), say("Who"), say("noted"), say("No.")), steps, tell.width)] if steps else lines


def timeline(rows: Sequence[Any], tell: Teller) -> list[str]:
    """Say what was done when against its target, then what is open."""
    made = []
    for row in rows:
        late = say("{time} after its target", time=lasted(row.late_s)) if row.late_s else ""
        if row.at is None:
            late = f"{say('LATE')} {lasted(row.late_s)}" if row.late_s else say("due {time}", time=tell.clock(row.target_at))
        made.append((tell.clock(row.at) if row.at else "—", late, row.what, row.list_name or "", row.by or ""))
    return table((say("When"), say("Against target"), say("What"), say("List"), say("Who")), made, tell.width)


SAYS: dict[str, Callable[[Any, Teller], list[str]]] = {"list.show": lists, "task.show": task, "task.timeline": timeline}
