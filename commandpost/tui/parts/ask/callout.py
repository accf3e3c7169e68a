"""Forms of what must come back: who answered a roll call, an order and its next step, who takes command (R4.2, R4.3, R4.4)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from commandpost.locale.words import language, say
from commandpost.store.instant import instant
from commandpost.tui.parts.ask.calls import Call
from commandpost.tui.parts.ask.choices import Source, both
from commandpost.tui.parts.ask.fields import WHEN, Field, Known
from commandpost.tui.parts.ask.form import AskForm
from commandpost.tui.parts.callout_words import called_words, step_words
from commandpost.tui.parts.cells import Span, cut, shown
from commandpost.tui.parts.counted import clock, counting
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.naming import kind_words
from commandpost.tui.parts.standing import SETTLE_S

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

Named = Mapping[str, Any]
WHO = "who"  # no parameter of a verb: whoever acts, where that is not the operator
ALL = frozenset({"all", "all there", "everybody", "nobody", "none", "全部", "全到", "到齐", "齐", "人员齐全", "无", "没有"})


class RowForm(AskForm):
    """Opened by Enter on a row: the Enter that opened it must not send it off."""

    def on_mount(self) -> None:
        """The same finger is still down."""
        self._pressed = time.monotonic() + SETTLE_S
        super().on_mount()

    def action_enter(self) -> None:
        """What was typed since then was typed by a person: their Enter counts, however soon."""
        if self.field is not None and self.line.value != self.field.text:
            self._pressed = 0.0
        super().action_enter()

    def _last_needed(self) -> bool:
        """Where nothing must be said, the first Enter does it: the radio does not wait."""
        return super()._last_needed() or not any(field.required for field in self.fields)


class HearForm(RowForm):
    """Who is to be heard: how they stand above the fields (R4.4)."""

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Named, told: Any = None) -> list[Field]:
        """Whoever is named by a row needs no book."""
        fields = super().fields_for(verb, words, options, told)
        return [field for field in fields if field.name != "for_"] if words else fields

    @classmethod
    def call_for(
        cls, verb: str, words: Sequence[Any], options: Named, fields: Sequence[Field], frame: DeskApp
    ) -> Call:
        """All are there where nobody is named as missing."""
        verb, words, said = super().call_for(verb, words, options, fields, frame)
        if str(said.get("missing", "")).strip().casefold() in ALL:
            del said["missing"]
        return verb, words, said

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """Whoever it is, besides."""
        known = super().learn(desk, named)
        known["missing"] = Known((Choice("all", (say("all there"), *sorted(ALL))),), start="all")
        known["told"] = next((row for row in Source(desk, named).ask("hear.list") if row.id == named.get("whom")), None)
        return known

    def title(self) -> str:
        """Who, instead of an id."""
        if self.told is None:
            return " · ".join([what_of(self.verb), *([str(self.options["for_"])] if "for_" in self.options else [])])
        where = self.told.incident or say("duty log")
        return " · ".join([what_of(self.verb), shown(self.told.who), shown(self.told.kind_name), where])

    def above(self, width: int) -> list[list[Span]]:
        """By when, last heard, why they are called, who was missing."""
        if (row := self.told) is None:
            return []
        now, zone = self._frame.standing.now_s(), self._frame.standing.zone
        counts = counting(instant(row.due_at).timestamp(), now)
        last = clock(instant(row.last_heard_at).timestamp(), zone) if row.last_heard_at else say("never")
        words = [say("every {minutes} min", minutes=row.every_min), say("last heard: {time}", time=last)]
        words += [called_words(row.called)] if row.called else []
        words += [say("missing: {names}", names=shown(row.missing))] if row.missing else []
        return [[counts, (cut("  " + " · ".join(words), width - 14), "")]]


def what_of(verb: str) -> str:
    """Say in a few words what a form of this page does."""
    match verb:
        case "hear.answer":
            return say("They answer")
        case "hear.pause":
            return say("Pause")
        case "hear.stop":
            return say("Expect no longer")
        case "order.read_back":
            return say("Read back")
        case "order.done":
            return say("Reported done")
    return say("Expect somebody")


class OrderForm(AskForm):
    """An entry of the log; an order or an instruction is to somebody, by a time, and is followed until it comes back (R4.2)."""

    FIRST: ClassVar = ("to", "text", "due", "kind", "by", "channel", WHEN)

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Named, told: Any = None) -> list[Field]:
        """To whom, what, by when; then the rest."""
        if options.get("kind") not in ("order", "instruction"):
            return super().fields_for(verb, words, options, told)
        fields = {field.name: field for field in super().fields_for(verb, words, options, told)}
        fields["kind"] = Field(verb, "kind", "KIND", required=False)
        fields["to"] = Field(verb, "to", "WHO", required=True, label=say("given to"))
        fields["by"] = Field(verb, "by", "NAME", required=False, label=say("given by"))
        fields["text"] = Field(verb, "text", "TEXT", required=True, label=say("what is to be done"))
        return [fields[name] for name in cls.FIRST if name in fields]

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """An order, or a leader's instruction."""
        known = super().learn(desk, named)
        if self.ordering:
            times = Source(desk, named).plan.orders
            hints = {
                "order": say("repeated within {minutes} min", minutes=times.read_back_min),
                "instruction": say("a leader's; confirmed within {minutes} min", minutes=times.instruction_read_back_min),
            }
            choices = tuple(Choice(code, (kind_words(code), code), hint) for code, hint in hints.items())
            known["kind"] = Known(choices, closed=True, start=str(self.options["kind"]))
        return known

    def said(self, answer: Any) -> str | None:
        """What was just given here is chosen where its page is seen; what others give moves nobody's cursor."""
        order = next((made.id for made in answer.made if made.kind == "order"), None)
        if order is not None and (page := self._frame.page) is not None:
            page.pane_here.choose(order)
        return super().said(answer)

    @property
    def ordering(self) -> bool:
        """Whether it is an order, and no other entry."""
        return self.options.get("kind") in ("order", "instruction")

    def title(self) -> str:
        """Say what it is."""
        if not self.ordering:
            return super().title()
        book = " · ".join(str(word) for word in self.words_known)
        record = self.standing
        return f"{say('Give an order')} · {f'{record.number} {shown(record.type_name)}' if record is not None else book}"

    def hint(self, field: Field) -> str:
        """What is said of an order."""
        if self.ordering:
            match field.name:
                case "text":
                    return say("What is to be done, as it is said on the radio.")
                case "due":
                    return say("By when it is to be done: 14:05, or 10 min. Left empty, the plan's own minutes hold.")
                case "by":
                    return say("Who gives it; you, when left empty.")
        return super().hint(field)


class OrderStepForm(RowForm):
    """An order that comes back: read back, done; by whom, if that is somebody the desk knows (R4.2)."""

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Named, told: Any = None) -> list[Field]:
        """What was reported, and by whom."""
        return with_who(verb, super().fields_for(verb, words, options, told), required=False)

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """The order, and whoever it was given to where the desk knows them."""
        known = super().learn(desk, named)
        source = Source(desk, named)
        row = _order(source, str(named.get("order", "")))
        start = ""
        if row is not None:
            people = {person.name for person in source.ask("person.list")}
            holders = {post.post: post.first or post.second for post in source.ask("post.list")}
            start = row.to if row.to in people else holders.get(row.to_post or "") or ""
        known["told"] = row
        known[WHO] = _anybody(source, start)
        return known

    def title(self) -> str:
        """Which order, to whom."""
        row = self.told
        if row is None:
            return super().title() if not self.words_known else what_of(self.verb)
        number = row.entry if "#" in row.entry else f"#{row.entry}"
        what = say("Confirmed") if row.kind == "instruction" and self.verb == "order.read_back" else what_of(self.verb)
        what = say("Answered") if row.kind == "instruction" and self.verb == "order.done" else what
        return " · ".join([what, f"{row.book} {number}", shown(row.to)])

    def above(self, width: int) -> list[list[Span]]:
        """Its words, and how late it is."""
        if (row := self.told) is None:
            return []
        now = self._frame.standing.now_s()
        by = instant(row.read_back_by if row.waits_for == "read_back" else row.due_at).timestamp()
        spans: list[Span] = []
        if row.waits_for is not None:
            counts, ink = counting(by, now)
            spans = [(f"{counts} {step_words(row.kind, row.waits_for)}  ", ink)]
        return [[*spans, (cut(shown(row.text), max(10, width - 30)), "")]]

    def hint(self, field: Field) -> str:
        """What is typed into these fields."""
        if field.name == "note":
            return say("What was reported, in the words you heard.")
        if field.name == WHO:
            return say("Who said so, if the desk knows them; you note it, when left empty.")
        return super().hint(field)


class CommandForm(RowForm):
    """Command is accepted, declined or taken by a person, whom the form asks for: `--as` on the command line (R4.3)."""

    @classmethod
    def fields_for(cls, verb: str, words: Sequence[Any], options: Named, told: Any = None) -> list[Field]:
        """As whom, then why."""
        fields = super().fields_for(verb, words, options, told)
        return fields if verb == "command.offer" or WHO in options else with_who(verb, fields, required=True)

    def learn(self, desk: Any, named: Named) -> dict[str, Any]:
        """Whoever may answer: the one it was offered to, or who holds that post; anybody may take it but who holds it."""
        known = super().learn(desk, named)
        source = Source(desk, named)
        record = source.incident
        if self.verb == "command.offer" or record is None:
            return known
        holding = record.commander.person
        if self.verb == "command.take" or record.offer is None:
            people = _anybody(source, "")
            known[WHO] = Known(tuple(one for one in people.choices if one.key != holding), closed=True)
            return known
        holders = next((post for post in source.ask("post.list") if post.post == record.offer.post), None)
        held = [name for name in (holders.first, holders.second) if name] if holders is not None else []
        may = held if record.offer.person is None or record.offer.proposed else [record.offer.person]
        post = source.plan.posts.get(record.offer.post or "")
        choices = tuple(Choice(name, (name,), post.name(language()) if post is not None else "") for name in may)
        known[WHO] = Known(choices, closed=True, start=may[0] if may else "")
        return known

    def title(self) -> str:
        """What, of which incident."""
        record = self.standing
        number = f"{record.number} {shown(record.type_name)}" if record is not None else " ".join(map(str, self.words_known))
        return f"{command_words(self.verb)} · {number}"

    def above(self, width: int) -> list[list[Span]]:
        """Who holds it, and what is offered."""
        record = self.standing
        if record is None:
            return []
        from commandpost.tui.parts.command_told import holds_words, offer_words

        standing, tell = self._frame.standing, self._frame.teller()
        lines: list[list[Span]] = [[(cut(holds_words(record, tell), width), "")]]
        if record.offer is not None:
            lines.append([(cut(offer_words(record, standing.now_s(), tell), width), "strong")])
        return lines

    def hint(self, field: Field) -> str:
        """As whom, and what happens."""
        if field.name == WHO:
            if self.verb == "command.take":
                return say("Who takes it over; from then on this person holds command.")
            return say("Who answers: the one it was offered to, or who holds the post.")
        if field.name == "to":
            return say("A post of the plan or a person; until they accept, the one before holds it.")
        return super().hint(field)


def command_words(verb: str) -> str:
    """Say what is done about command."""
    match verb:
        case "command.offer":
            return say("Offer command")
        case "command.accept":
            return say("Accept command")
        case "command.decline":
            return say("Decline command")
    return say("Take command over")


def with_who(verb: str, fields: list[Field], *, required: bool) -> list[Field]:
    """Give the fields with the one that says who acts: first where it is needed, else before the moment."""
    who = Field(verb, WHO, "NAME", required=required)
    if required:
        return [who, *fields]
    at = next((place for place, field in enumerate(fields) if field.name == WHEN), len(fields))
    return [*fields[:at], who, *fields[at:]]


def _anybody(source: Source, start: str) -> Known:
    plan = source.plan
    choices = [
        Choice(
            person.name,
            (person.name, *(name for code in person.posts if code in plan.posts for name in both(plan.posts[code]))),
            ", ".join(plan.posts[code].name(language()) for code in person.posts if code in plan.posts),
        )
        for person in source.ask("person.list")
    ]
    return Known(tuple(choices), closed=True, start=start)


def _order(source: Source, order: str) -> Any:
    """Give an order by its id, or by that of the obligation it made."""
    rows = source.ask("order.list")
    if (found := next((row for row in rows if row.id == order), None)) is not None:
        return found
    owed = next((row for row in source.ask("deadline.list") if row.id == order), None)
    if owed is None:
        return None
    return next((row for row in rows if order_of(owed.code, owed.incident) == f"{row.book}#{row.entry}"), None)


def order_of(code: str, incident: str | None) -> str:
    """Give BOOK#ENTRY of an order by the code of its obligation: a bare number stands in the incident's own log."""
    book = code.partition("#")[0] if "#" in code else ""
    whole = book.startswith("duty:") or "-" in book
    return code if whole else f"{incident}#{code.replace('#', '.')}"
