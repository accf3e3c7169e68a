"""What a watch does at each beat, in this order: one visible list, each job small, guarded, and a verb of the desk (CODEBASES, lesson 7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from commandpost.domain.alarms.records.shown import Message
from commandpost.store.instant import shifted
from commandpost.watch.agenda import TRIED_AGAIN_S, Underway
from commandpost.watch.channels.contract import Fared

if TYPE_CHECKING:  # the loop does these jobs; they are only told what it is
    from commandpost.watch.loop import Watch

Fate = tuple[str, str, str, str, str | None, int]


def notice_clocks(watch: Watch) -> None:
    """Write down that the machine slept, that its clock was moved, that nobody watched."""
    seen = watch.clocks.look()
    try:
        for one in seen:
            watch.desk.do("watch.note", kind=one.kind, since=one.since, until=one.until, seconds=one.seconds)
    except Exception:
        watch.clocks.forget()  # it is compared with the file's memory again: what could not be written down is not lost
        raise
    if any(one.kind == "set_back" for one in seen):
        watch.settled = None  # a minute that comes again may add to a message that had met its fate
    if seen:
        watch.clocks.keep()


def read_book(watch: Watch) -> None:
    """Learn what others wrote since."""
    if watch.read_book():
        watch.again_at = watch.now()  # what they raised may want delivering here


def raise_due(watch: Watch) -> None:
    """Raise what has fallen due, oldest first; of very many a part, the rest in the beats that follow at once."""
    due = watch.agenda.due(watch.now())
    watch.counted, watch.burst = watch.burst, watch.agenda.coming(watch.now()) > 0
    if not due:
        return
    watch.postpone(due)  # what is raised the book dates anew; what is not, for whatever reason, is tried again in a minute
    began = watch.now()
    done = watch.desk.do("alert.raise", due=due, able=watch.able())
    if not done.again:  # else another was first
        watch.raised += len(due)
        watch.mine += [made.id for made in done.made if made.kind == "message"]
        watch.again_at = watch.now()
        if watch.after_raising is not None:
            watch.after_raising(began)
    watch.read_book()


def deliver(watch: Watch) -> None:
    """Take to people what is theirs on the channels that are here; each message to one watch alone."""
    if not watch.mine and (watch.again_at is None or watch.again_at > watch.now()):
        return
    # should the file refuse in the middle of it, what was taken is looked for again
    mine, watch.mine, watch.again_at = watch.mine, [], shifted(watch.now(), seconds=TRIED_AGAIN_S)
    box = watch.desk.ask("alert.outbox", channels=watch.able(), mine=mine, since=watch.settled)
    watch.settled = box.mark
    strange = [message for message in box.ready if message.id not in mine]
    if strange:
        taking = [(one.id, one.channel, one.alarms, one.began) for one in strange]
        mine += [made.id for made in watch.desk.do("alert.take", messages=taking).made]
    fates: list[Fate] = [(key, channel, "watch", "failed", why, alarms) for key, channel, why, alarms in box.failed]
    for message in box.ready:
        if message.id not in mine:
            continue
        for channel in watch.serving(message.channel):
            if channel.slow:
                watch.aside(message, channel)
            else:
                fates.append(_fate(watch, message, channel.name, channel.deliver(message)))
    if fates:
        watch.desk.do("alert.deliver", fates=fates)
    watch.again_at = box.again_at


def hear_slow_channels(watch: Watch) -> None:
    """Write down how the slow channels fared that have answered."""
    answered = [one for one in watch.underway if one.future.done()]
    if answered:
        watch.underway = [one for one in watch.underway if one not in answered]
        fates = [_fate(watch, one.message, one.channel.name, _fared(one)) for one in answered]
        watch.desk.do("alert.deliver", fates=fates)


def show(watch: Watch) -> None:
    """Call the screen, once for all that came together."""
    toast = watch.toast()
    since = toast.take() if toast is not None else None
    if since is not None and watch.on_raised is not None and not watch.counted:
        answer = watch.desk.ask("alert.waiting", since=since)
        watch.on_raised(answer._replace(total=answer.total + watch.agenda.coming(watch.now())))


def stay_known(watch: Watch) -> None:
    """Say in the file that somebody watches, and tidy it while nobody types."""
    if watch.watches and watch.clocks.keep_in_time():
        watch.desk.idle()


def _fared(one: Underway) -> Fared:
    fault = one.future.exception()
    return Fared(False, type(fault).__name__) if fault is not None else one.future.result()


def _fate(watch: Watch, message: Message, via: str, fared: Fared) -> Fate:
    if fared.sent:
        watch.sent += 1
    else:
        watch.failed += 1
    return (message.id, message.channel, via, "sent" if fared.sent else "failed", fared.why, message.alarms)


JOBS: tuple[Callable[[Watch], None], ...] = (notice_clocks, read_book, raise_due, deliver, hear_slow_channels, show, stay_known)
