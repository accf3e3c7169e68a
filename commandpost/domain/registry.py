"""The table of contents of what the desk can do: every verb and question by its id, where it lives, the clause it serves. Importing it imports no room."""

from __future__ import annotations

from typing import NamedTuple

ROOMS = "commandpost.domain."


class Entry(NamedTuple):
    """Where a verb or question lives (`room.module:function`) and the clause of the regulation it serves."""

    where: str
    clause: str

    @property
    def module(self) -> str:
        """The full module name."""
        return ROOMS + self.where.split(":")[0]

    @property
    def function(self) -> str:
        """The function's name in it."""
        return self.where.split(":")[1]


COMMANDS: dict[str, Entry] = {
    "site.open": Entry("site.commands:open_site", "R2.1"),
    "stream.new": Entry("site.commands:new_stream", "R4.5"),
    "plan.adopt": Entry("site.commands:adopt", "R4.3"),
    "place.add": Entry("site.commands:add_place", "R4.2"),
    "operator.take": Entry("contacts.commands:take", "R6.2"),
    "person.add": Entry("contacts.commands:add_person", "R6.2"),
    "post.assign": Entry("contacts.commands:assign", "R2.2"),
    "log.add": Entry("incidents.commands.entries:add", "R4.2"),
    "log.strike": Entry("incidents.commands.entries:strike", "R4.2"),
    "log.redact": Entry("incidents.commands.redacting:redact", "R5.4"),
    "person.erase": Entry("log.commands.forget:erase", "R5.4"),
    "log.import": Entry("incidents.commands.importing:import_rows", "R4.2"),
    "fact.set": Entry("incidents.commands.facts:set_value", "R4.3"),
    "fact.start": Entry("incidents.commands.facts:start", "R4.3"),
    "fact.stop": Entry("incidents.commands.facts:stop", "R4.3"),
    "incident.report": Entry("incidents.commands.report:report", "R4.1"),
    "incident.promote": Entry("incidents.commands.report:promote", "R4.1"),
    "incident.answer": Entry("incidents.commands.level:answer", "R4.3"),
    "incident.confirm": Entry("incidents.commands.level:confirm", "R4.3"),
    "incident.set_level": Entry("incidents.commands.level:set_level", "R4.3"),
    "incident.change_type": Entry("incidents.commands.level:change_type", "R1.2"),
    "incident.chain": Entry("incidents.commands.chain:chain", "R4.1"),
    "incident.describe": Entry("incidents.commands.chain:describe", "R4.2"),
    "incident.control": Entry("incidents.commands.ending:control", "R4.5"),
    "incident.end": Entry("incidents.commands.ending:end", "R4.5"),
    "incident.reopen": Entry("incidents.commands.ending:reopen", "R4.5"),
    "incident.merge": Entry("incidents.commands.ties:merge", "R4.1"),
    "incident.unmerge": Entry("incidents.commands.ties:unmerge", "R4.1"),
    "incident.link": Entry("incidents.commands.ties:link", "R4.1"),
    "incident.unlink": Entry("incidents.commands.ties:unlink", "R4.1"),
    "attachment.add": Entry("incidents.commands.papers:add", "R4.2"),
    "attachment.redact": Entry("incidents.commands.papers:redact", "R5.4"),
    "drill.start": Entry("incidents.commands.drill:start", "R7.3"),
    "drill.stop": Entry("incidents.commands.drill:stop", "R7.3"),
    "incident.hold": Entry("incidents.commands.holding:hold", "R4.2"),
    "incident.resume": Entry("incidents.commands.holding:resume", "R4.2"),
    "command.offer": Entry("incidents.commands.command:offer", "R4.3"),
    "command.accept": Entry("incidents.commands.command:accept", "R4.3"),
    "command.decline": Entry("incidents.commands.command:decline", "R4.3"),
    "command.take": Entry("incidents.commands.command:take", "R4.3"),
    "order.read_back": Entry("incidents.commands.orders:read_back", "R4.2"),
    "order.done": Entry("incidents.commands.orders:done", "R4.2"),
    "hear.expect": Entry("callout.commands.hearing:expect", "R4.4"),
    "hear.answer": Entry("callout.commands.hearing:answer", "R4.4"),
    "hear.pause": Entry("callout.commands.hearing:pause", "R4.4"),
    "hear.stop": Entry("callout.commands.hearing:stop", "R4.4"),
    "task.done": Entry("checklists.commands.ticking:done", "R4.4"),
    "task.skip": Entry("checklists.commands.ticking:skip", "R4.4"),
    "task.undo": Entry("checklists.commands.ticking:undo", "R4.4"),
    "task.assign": Entry("checklists.commands.ticking:assign", "R2.2"),
    "task.note": Entry("checklists.commands.ticking:note", "R4.4"),
    "task.add": Entry("checklists.commands.lists:add", "R4.4"),
    "list.complete": Entry("checklists.commands.lists:complete", "R4.4"),
    "list.send": Entry("checklists.commands.lists:send", "R4.3"),
    "list.confirm": Entry("checklists.commands.lists:confirm", "R4.4"),
    "sheet.print": Entry("checklists.commands.sheets:printed", "R4.4"),
    "benchmark.declare": Entry("checklists.commands.benchmarks:declare", "R4.3"),
    "mark.answer": Entry("checklists.commands.benchmarks:answer", "R4.3"),
    "card.open": Entry("checklists.commands.cards:open_card", "R4.4"),
    "card.fill": Entry("checklists.commands.cards:fill", "R4.4"),
    "card.switch": Entry("checklists.commands.cards:switch", "R4.4"),
    "card.close": Entry("checklists.commands.cards:close", "R4.4"),
    "card.attach": Entry("checklists.commands.cards:attach", "R4.4"),
    "deadline.meet": Entry("incidents.commands.meet:meet", "R4.2"),
    "deadline.acknowledge": Entry("alarms.commands.answering:acknowledge", "R4.2"),
    "deadline.escalate": Entry("alarms.commands.answering:escalate", "R4.2"),
    "watch.maintenance": Entry("alarms.commands.maintenance:maintenance", "R4.2"),
    "alert.raise": Entry("alarms.commands.raising:raise_due", "R4.2"),
    "alert.take": Entry("alarms.commands.delivering:take", "R4.2"),
    "alert.deliver": Entry("alarms.commands.delivering:deliver", "R4.2"),
    "alert.seen": Entry("alarms.commands.delivering:seen", "R4.2"),
    "watch.note": Entry("alarms.commands.noting:note", "R4.2"),
}

QUESTIONS: dict[str, Entry] = {
    "board": Entry("board.questions.board:board", "R4.3"),
    "board.values": Entry("board.questions.values:values", "R4.3"),
    "search": Entry("search:search", "R4.2"),
    "incident.list": Entry("incidents.questions.listing:listing", "R4.3"),
    "incident.show": Entry("incidents.questions.show:show", "R4.2"),
    "incident.suggest": Entry("incidents.questions.suggest:suggest", "R4.3"),
    "incident.brief": Entry("incidents.questions.brief:brief", "R4.2"),
    "log.list": Entry("incidents.questions.entries:entries", "R4.2"),
    "log.day": Entry("incidents.questions.duty:day", "R4.2"),
    "attachment.list": Entry("incidents.questions.papers:papers", "R4.2"),
    "command.handover": Entry("handover:handover", "R4.3"),
    "hear.list": Entry("callout.questions.expected:expected", "R4.4"),
    "task.list": Entry("checklists.questions.tasks:tasks", "R4.4"),
    "task.owed": Entry("checklists.questions.tasks:owed_words", "R4.4"),
    "sheet.list": Entry("checklists.questions.sheets:sheets", "R4.4"),
    "sheet.entered": Entry("checklists.questions.sheets:from_paper", "R4.4"),
    "group.card": Entry("checklists.questions.group_cards:cards", "R2.2"),
    "list.read": Entry("checklists.questions.reading:read_aloud", "R4.4"),
    "list.pauses": Entry("checklists.questions.pauses:pauses", "R4.4"),
    "list.show": Entry("checklists.questions.lists:lists", "R4.3"),
    "task.show": Entry("checklists.questions.looked_at:task", "R4.4"),
    "task.timeline": Entry("checklists.questions.looked_at:timeline", "R4.4"),
    "card.list": Entry("checklists.questions.cards:cards", "R4.4"),
    "card.show": Entry("checklists.questions.cards:card", "R4.4"),
    "order.list": Entry("incidents.questions.orders:orders", "R4.2"),
    "deadline.list": Entry("incidents.questions.owed:owed", "R4.2"),
    "alert.list": Entry("alarms.questions.listing:alerts", "R4.2"),
    "alert.waiting": Entry("alarms.questions.waiting:waiting", "R4.2"),
    "alert.lately": Entry("alarms.questions.lately:lately", "R4.2"),
    "alert.agenda": Entry("alarms.questions.agenda:agenda", "R4.2"),
    "alert.outbox": Entry("alarms.questions.outbox:outbox", "R4.2"),
    "watch.rehearse": Entry("alarms.questions.rehearsal:rehearse", "R4.2"),
    "stats": Entry("alarms.questions.statistics:statistics", "R4.2"),
    "post.list": Entry("contacts.questions:posts", "R2.2"),
    "person.list": Entry("contacts.questions:people", "R6.2"),
    "place.list": Entry("site.questions:places", "R4.2"),
    "plan.show": Entry("site.questions:plan_in_force", "R4.3"),
}

# verbs that cannot be taken back by another one: a screen states what will happen and asks once (DESIGN 4); lowering a level too
BINDING: frozenset[str] = frozenset(
    {"incident.end", "incident.control", "incident.merge", "log.redact", "attachment.redact", "person.erase"}
)

# what only the program itself may say: no verb of people, on no command line, in no palette, completed nowhere
HIDDEN: frozenset[str] = frozenset({"site.open", "alert.raise", "alert.take", "alert.deliver", "alert.seen", "watch.note", "sheet.print"})

# where the rooms keep their tables, lowest first (desk.py hands their metadata to the store)
TABLES: tuple[str, ...] = (
    "site.tables", "contacts.tables", "deadlines.tables", "log.tables", "incidents.tables", "checklists.tables", "callout.tables", "alarms.tables",
)
