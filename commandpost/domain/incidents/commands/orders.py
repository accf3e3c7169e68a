"""Follows an order until it comes back: given to somebody, read back, done; a leader's instruction until it is answered (R4.2)."""

from __future__ import annotations

from commandpost.domain.contacts.kinds import Addressee
from commandpost.domain.core.kinds import Note
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Moment, Unit
from commandpost.domain.incidents.commands.owed import COLUMNS, reconcile, settle
from commandpost.domain.incidents.kinds import Order, OrderRef
from commandpost.domain.incidents.questions.orders import order_told
from commandpost.domain.incidents.rules.owed_calls import rows_of
from commandpost.domain.log.commands.writing import WrittenEntry, say_entry
from commandpost.domain.log.kinds import BookRef
from commandpost.locale.words import say
from commandpost.store.instant import shifted

STEP = """
SELECT at FROM order_step s WHERE order_id = ? AND step = ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id) ORDER BY at LIMIT 1
"""


def give(unit: Unit, book: BookRef, entry: WrittenEntry, kind: str, to: Addressee, due: str | None) -> None:
    """Let an entry be an order to somebody: repeated within the plan's minutes, done by `due` or within the plan's minutes.

    Refuses (Refused) a due time before the order was given.
    """
    if due is not None and due < unit.at:
        raise refuse(
            say("An order cannot be due before it is given."), say("Give a later time with --due."), "R4.2", entry.ref
        )
    times = unit.plan(getattr(book, "plan", None)).orders
    slow = kind == "instruction"
    read_back = times.instruction_read_back_min if slow else times.read_back_min
    done = times.instruction_done_min if slow else times.done_min
    key = unit.insert(
        "order_given", entry_id=entry.id, book_id=book.id, kind=kind, to_post=to.post, to_person=to.person,
        to_words=to.words.id if to.words else None, given_at=unit.at, read_back_by=shifted(unit.at, minutes=read_back),
        due_at=due or shifted(unit.at, minutes=done), by_person=unit.who,
    )  # fmt: skip
    unit.make("order", key, f"{book.ref}{entry.ref}" if entry.ref.startswith("#") else f"{book.ref}#{entry.ref}")
    unit.tell("ordered", book.id if book.kind == "incident" else None, key)


def read_back(unit: Unit, order: Order) -> None:
    """Note that an order was repeated by whoever was to do it (R4.2)."""
    _not_yet(unit, order, "read_back", say("This order was already read back."))
    _not_yet(unit, order, "done", say("This order was already reported done."))
    entry = say_entry(unit, order.book, "report", say("{order} read back", order=order.ref))
    _step(unit, order, "read_back", None, entry)


def done(unit: Unit, order: Order, *, note: Note) -> None:
    """Note that an order was reported done, or an instruction answered, with what was reported (R4.2)."""
    _not_yet(unit, order, "done", say("This order was already reported done."))
    words = (
        say("{order} answered: {note}", order=order.ref, note=note.value)
        if order.kind == "instruction"
        else say("{order} done: {note}", order=order.ref, note=note.value)
    )
    _step(unit, order, "done", note.id, say_entry(unit, order.book, "report", words))


def _not_yet(unit: Unit, order: OrderRef, step: str, what: str) -> None:
    if unit.at < order.given_at:
        raise refuse(
            say("An order does not come back before it is given."), say("Give a later time with --at, or none."), "R4.2", order.ref
        )
    if unit(STEP, (order.id, step)):
        raise refuse(what, say("Put what is new into the log."), "R4.2", order.ref)


def _step(unit: Unit, order: OrderRef, step: str, note: str | None, entry: WrittenEntry) -> None:
    unit.insert(
        "order_step", order_id=order.id, step=step, at=unit.at, recorded_at=unit.now, by_person=unit.who, note=note, entry_id=entry.id
    )  # fmt: skip
    unit.make("log_entry", entry.id, entry.ref)
    if order.book.kind == "incident":
        unit.incident = order.book.id
    unit.tell("ordered", order.book.id if order.book.kind == "incident" else None, order.id)


def settle_orders(unit: Unit, moment: Moment) -> None:
    """Work out anew what is owed for an order: with all of its incident, or alone where it stands in the duty log."""
    if moment.incident is not None:
        into = unit("SELECT merged_into FROM incident WHERE id = ?", (moment.incident,))[0][0]
        settle(unit, Moment(moment.name, into or moment.incident))
    elif moment.subject is not None:
        settle_duty(unit, moment.subject)


def settle_duty(unit: Unit, order: str) -> None:
    """Make the rows of one order of the duty log equal to what is owed for it; a struck one owes nothing."""
    told = order_told(unit, order)
    code = told.code if told is not None else _code_of(unit, order)
    rows = unit(COLUMNS + "WHERE incident_id IS NULL AND code = ? ORDER BY rowid", (code,))
    reconcile(unit, unit.plan(), rows, rows_of(told) if told is not None else (), incident=None, gone="struck")


def struck(unit: Unit, entry: str) -> None:
    """An entry of the duty log was struck: an order it gave, or what it said of one, was never said."""
    for (order,) in unit(
        "SELECT id FROM order_given WHERE entry_id = ?1 UNION SELECT order_id FROM order_step WHERE entry_id = ?1", (entry,)
    ):
        unit.tell("ordered", None, order)


def _code_of(unit: Unit, order: str) -> str:
    row = unit(
        "SELECT day, e.label, e.number FROM order_given o JOIN log_entry e ON e.id = o.entry_id JOIN book ON book.id = o.book_id WHERE o.id = ?",
        (order,),
    )[0]
    from commandpost.domain.core.numbers import entry_number

    return f"duty:{row[0]}#{entry_number(row[1], row[2]).replace('#', '.')}"
