"""Says what may be done with a task and with a list: a conflict is said with who was first, nothing is swallowed (R4.4)."""

from __future__ import annotations

from commandpost.domain.checklists.records.tasks import Ticked
from commandpost.domain.core.refusal import Refusal
from commandpost.locale.words import say

CLAUSE = "R4.4"
SOON_S = 120  # in the first two minutes of a task nothing is asked: what it wants in words is owed


def may_tick(state: str, told: str, at: str, now: str, received: str | None, ended: str | None) -> Refusal | None:
    """An open task is ticked once, at a time that has come and in which there was something to do; `told` says who was first."""
    if state == "done":
        return Refusal(say("This task is done already: {told}", told=told), say("Note what is new: commandpost task note"), CLAUSE)
    if state == "skipped":
        return Refusal(say("This task was found not applicable: {told}", told=told), say("Take that back first: commandpost task undo"), CLAUSE)
    if state == "stood_down":
        return Refusal(say("This task stands down: the level or the type has changed."), say("Put what was done into the log."), CLAUSE)
    return in_time(at, now, received, ended)


def in_time(at: str, now: str, received: str | None, ended: str | None) -> Refusal | None:
    """A tick lies neither in the future, nor before the incident, nor after its end."""
    if at > now:
        return Refusal(say("This time has not come yet."), say("Give the time at which it was done, or none."), CLAUSE)
    if received is not None and at < received:
        return Refusal(say("The incident was not reported yet at that time."), say("Give the time at which it was done, or none."), CLAUSE)
    if ended is not None and at > ended:
        return Refusal(say("The incident has ended."), say("Reopen it first, or give a time before its end."), CLAUSE)
    return None


def may_undo(state: str, what: str) -> Refusal | None:
    """Only what was ticked can be taken back."""
    if state in ("done", "skipped"):
        return None
    return Refusal(say("There is nothing to take back: the task is open."), say("See the list: commandpost task list {number}", number=what), CLAUSE)


def owes(ticked: Ticked, wants: bool) -> bool:
    """Whether something ticked still owes its words: a reason why it was not applicable, or what the plan wants noted."""
    return ticked.note is None and (ticked.state == "skipped" or (ticked.state == "done" and wants))


def may_add(text: str) -> Refusal | None:
    """A task must stand alone: one word says nothing to whoever reads it later."""
    words = text.split()
    hanzi = sum("\u4e00" <= character <= "\u9fff" for character in text)
    if len(words) >= 2 or hanzi >= 4:
        return None
    return Refusal(say("One word is no task: nobody else would know what to do."), say("Say what is to be done, with a verb first."), CLAUSE, text)
