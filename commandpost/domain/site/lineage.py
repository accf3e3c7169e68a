"""Says which life of a journal this file may go on writing: a copy, or yesterday's file put back, goes on under a new name (JOURNAL 1.1)."""

from __future__ import annotations

from collections.abc import Callable

from commandpost.domain.core.refusal import Refused, refuse
from commandpost.domain.core.unit import SiteFacts
from commandpost.domain.site.standing import Reading, site_facts
from commandpost.locale.words import say
from commandpost.store.identity import Identity
from commandpost.store.mark import Mark, Marks


def standing(read: Reading, marks: Marks, stream: str) -> str:
    """Give `""` when this file may be written, `copy` when this machine never wrote its stream or writes it in another file, `behind` when it was put back."""
    mark = marks.read(stream)
    if mark is None or marks.elsewhere(mark):
        return "copy"
    if mark.seq == 0:
        return ""
    found = read("SELECT hash FROM journal WHERE stream_id = ? AND seq = ?", (stream, mark.seq))
    return "" if found and found[0][0] == mark.hash else "behind"


def copy_refused(stands: str, marks: Marks, stream: str) -> Refused:
    """Make the refusal to write under the old name, with the way to go on."""
    mark = marks.read(stream)
    if stands == "behind":
        what = say("This file is older than what this desk has already written: it was put back or rolled back.")
    elif mark is None:
        what = say("This file is a copy: this machine has never written it.")
    else:
        what = say("This file is a copy: the desk writes {file}.", file=mark.path)
    return refuse(what, say("Go on under a new name: commandpost stream new --reason TEXT"), "R4.5", stream)


def first_mark(marks: Marks, stream: str) -> None:
    """Write and sync the mark of a stream before its first record; refuses (Refused) where the state folder cannot be written."""
    try:
        marks.write(Mark(stream, 0, ""), synced=True)
    except OSError as fault:
        raise refuse(
            say("The state folder cannot be written: {fault}.", fault=fault.strerror or type(fault).__name__),
            say("Make it writable, or name another with COMMANDPOST_STATE."),
            "R4.5",
            str(marks.folder),
        ) from fault


def writing_as(read: Reading) -> Identity:
    """Give whose journal the file writes, as it stands now: another process may have opened a new stream."""
    site = site_facts(read)
    return Identity(site.org_id, site.site_id, site.stream, site.label, site.desk, site.desk_letter)


def next_life(read: Reading, stream: str) -> Identity:
    """Give the identity of this desk's next life, A2 after A, in the unit of work that opens it."""
    site: SiteFacts = site_facts(read)
    lives = read("SELECT count(*) FROM stream WHERE desk_id = ?", (site.desk,))[0][0]
    return Identity(site.org_id, site.site_id, stream, f"{site.desk_letter}{lives + 1}", site.desk, site.desk_letter)


class Stood:
    """Knows by heart where the desk stands, for one unit of work after the other, while nobody changes it."""

    def __init__(self) -> None:
        self._kept: tuple[int, Identity, SiteFacts] | None = None

    def now(self, read: Reading, version: int, whose: Callable[[Reading], Identity]) -> tuple[Identity, SiteFacts]:
        """Give it within an open unit; asked anew where another process wrote since (`version` differs) or a new life is opened."""
        if whose is writing_as and self._kept is not None and self._kept[0] == version:
            return self._kept[1:]
        self._kept = None
        identity = whose(read)
        facts = site_facts(read, identity)
        if whose is writing_as:  # a life is not known before its first record is committed
            self._kept = version, identity, facts
        return identity, facts

    def committed(self, tables: frozenset[str]) -> None:
        """Forget it where a unit wrote into what it is read from, or took a name out."""
        if not STANDS_IN.isdisjoint(tables):
            self._kept = None


STANDS_IN = frozenset({"stream", "site", "operator", "person", "redaction", "drill"})
