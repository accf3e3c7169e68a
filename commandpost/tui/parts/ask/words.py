"""Calls the fields of forms by name and says in a sentence what is typed there, in the language spoken (DESIGN 2)."""

from __future__ import annotations

from commandpost.tui.keys import Sentence, told

# by the name of a verb's parameter; `verb/parameter` where one verb means something else by it
WORDS: dict[str, tuple[Sentence, Sentence]] = {
    "at": (
        Sentence("when"),
        Sentence("When it happened, if not now: 14:05, or 2026-11-05T21:38+08:00."),
    ),
    "incident": (Sentence("incident"), Sentence("Its number, its type or its place.")),
    "book": (Sentence("book"), Sentence("An incident's number, or duty for today's duty log.")),
    "entry": (Sentence("entry"), Sentence("The entry's number, like #12, or some of its words.")),
    "deadline": (Sentence("obligation"), Sentence("What is owed; some of its words find it.")),
    "level": (Sentence("level"), Sentence("How much of the house acts, and who commands.")),
    "type": (Sentence("type"), Sentence("What it is; what one sees finds it too, like smoke.")),
    "reason": (Sentence("reason"), Sentence("Why, in your own words; it stands in the log beside the decision.")),
    "incident.answer/reason": (Sentence("reason"), Sentence("What makes you say so; it stands in the log.")),
    "deadline.acknowledge/note": (
        Sentence("a word"),
        Sentence("Like “on it, lift firm called”. The obligation stays until it is met."),
    ),
    "deadline.escalate/reason": (Sentence("reason"), Sentence("Why the next one is to be told now; it stands in the log.")),
    "watch.maintenance/until": (Sentence("until"), Sentence("Until when no alarm is sent: 14:05, or 10 min.")),
    "watch.maintenance/reason": (Sentence("reason"), Sentence("Why, like “radio is being replaced”; every screen shows it.")),
    "log.strike/reason": (
        Sentence("reason"),
        Sentence("What is wrong with it; the entry stays readable, struck through."),
    ),
    "incident.end/reason": (Sentence("reason"), Sentence("How it came to its end; it stands in the log.")),
    "confirmed_by": (Sentence("confirmed by"), Sentence("Who confirmed the end for the leading group.")),
    "metric": (Sentence("fact"), Sentence("What was counted, measured or chosen.")),
    "value": (Sentence("value"), Sentence("A plain number, or one of the choices.")),
    "rule": (Sentence("rule"), Sentence("The rule of law that the desk asks about.")),
    "answer": (Sentence("applies"), Sentence("Whether it applies here; no answer never means no.")),
    "step": (Sentence("step"), Sentence("How far the report has gone.")),
    "by": (Sentence("said by"), Sentence("Who said it: a known person, or words like “guard at gate 4”.")),
    "incident.chain/by": (Sentence("by"), Sentence("Who took this step; you, when left empty.")),
    "to": (Sentence("to"), Sentence("Who was told, by name or post.")),
    "channel": (Sentence("channel"), Sentence("By radio, by telephone, in person …")),
    "note": (Sentence("what was sent"), Sentence("The words as they went out; they are kept.")),
    "text": (Sentence("entry"), Sentence("What happened, in the words you heard.")),
    "line": (Sentence("report"), Sentence("What, where, how many hurt, in one line.")),
    "kind": (Sentence("kind"), Sentence("What sort of entry it is; a report, when left empty.")),
    "set": (Sentence("facts"), Sentence("What was counted, like deaths=1; several with ; between.")),
    "place": (Sentence("place"), Sentence("Where it happened.")),
    "nature": (Sentence("nature"), Sentence("What kind of event it is.")),
    "scope": (Sentence("scope"), Sentence("How far it reaches: area, people, business.")),
    "severity": (Sentence("severity"), Sentence("How bad it is, as far as anybody knows.")),
    "measures": (Sentence("measures"), Sentence("What has been done so far.")),
    "department": (Sentence("department"), Sentence("Whose department it is; its head commands a level IV.")),
    "basis": (Sentence("basis"), Sentence("The law or the decision that asks for it; it is kept.")),
    "words": (Sentence("words"), Sentence("Only these words, with ; between; the whole text, when left empty.")),
    "person": (Sentence("person"), Sentence("A person the desk knows, by name.")),
    "post": (Sentence("post"), Sentence("A post of the plan.")),
    "second": (Sentence("second holder"), Sentence("Whether as the second holder, who stands in for the first.")),
    "name": (Sentence("name"), Sentence("The person's name.")),
    "phone": (Sentence("telephones"), Sentence("Telephones in the order to be called, with ; between.")),
    "code": (Sentence("code"), Sentence("A short code, like 2F-foodcourt.")),
    "zh": (Sentence("in Chinese"), Sentence("The name in Chinese.")),
    "en": (Sentence("in English"), Sentence("The name in English.")),
    "word": (Sentence("radio words"), Sentence("What it is called on the radio, with ; between.")),
    "started": (Sentence("began"), Sentence("When it began, if somebody said so.")),
    "missing": (Sentence("who is missing"), Sentence("“all there”, or the names of those who did not answer.")),
    "whom": (Sentence("who"), Sentence("A team, a post, a patrol: whoever is to be heard.")),
    "every": (Sentence("every so many minutes"), Sentence("Minutes; as the plan says, when left empty.")),
    "for_": (Sentence("for"), Sentence("The incident, or the duty log.")),
    "hear.expect/kind": (Sentence("kind"), Sentence("What they are; a team in the danger area or a fixed post, when left empty.")),
    "hear.answer/channel": (Sentence("channel"), Sentence("By radio, by telephone, in person …")),
    "hear.pause/reason": (Sentence("reason"), Sentence("Why they need not be heard meanwhile.")),
    "hear.stop/reason": (Sentence("reason"), Sentence("Why they need not be heard any more.")),
    "hear.pause/until": (Sentence("until"), Sentence("From then on they are expected again: 14:05, or 10 min.")),
    "incident.hold/until": (Sentence("wait until"), Sentence("Then it comes back to the top of the board: 14:05, or 10 min.")),
    "incident.hold/reason": (Sentence("reason"), Sentence("What it waits for; it stands in the log.")),
    "incident.resume/reason": (Sentence("reason"), Sentence("Why it goes on now, if there is more to say.")),
    "command.offer/to": (Sentence("offered to"), Sentence("A post of the plan or a person; until they accept, the one before holds it.")),
    "command.decline/reason": (Sentence("reason"), Sentence("Why they cannot take it; it stands in the log.")),
    "command.take/reason": (Sentence("reason"), Sentence("Why it is taken without an offer; it stands in the log.")),
    "order.done/note": (Sentence("what was reported"), Sentence("What was reported, in the words you heard.")),
    "order.read_back/order": (Sentence("order"), Sentence("The order's number, like 26-0007#12.")),
    "who": (Sentence("by"), Sentence("Who says so, if the desk knows them.")),
    "due": (Sentence("by when"), Sentence("Until when it is to be done: 14:05, or 10 min.")),
    "until": (Sentence("until"), Sentence("Until when: 14:05, or 10 min.")),
    "order": (Sentence("order"), Sentence("The order's number, like #12.")),
    "attachment": (Sentence("attachment"), Sentence("The attachment's number.")),
    "log.add/to": (Sentence("to"), Sentence("Who is to do it, for an order; a name or a post.")),
    "into": (Sentence("into"), Sentence("The incident that goes on.")),
    "other": (Sentence("other incident"), Sentence("Its number, its type or its place.")),
    "file": (Sentence("file"), Sentence("The path of the file.")),
    "limit": (Sentence("how many"), Sentence("So many at most.")),
    "begun": (Sentence("half typed"), Sentence("Whether the last word may still go on.")),
    "task": (Sentence("task"), Sentence("Some of its words, or its code.")),
    "group": (Sentence("list"), Sentence("A working group's list, or the first ten minutes.")),
    "task.done/note": (Sentence("a word"), Sentence("A count, a name, what was found; it stands in the log.")),
    "task.done/by": (Sentence("answered by"), Sentence("Who answered “done”; you, when left empty.")),
    "task.done/at": (Sentence("when"), Sentence("When it was done, if not now; what stood on paper has its own time: 14:05.")),
    "task.skip/at": (Sentence("when"), Sentence("When it was done, if not now; what stood on paper has its own time: 14:05.")),
    "task.skip/by": (Sentence("said by"), Sentence("Who says so; you, when left empty.")),
    "task.skip/reason": (Sentence("reason"), Sentence("Why it is not applicable; in the first two minutes it may be owed.")),
    "task.undo/reason": (Sentence("reason"), Sentence("What was wrong about it.")),
    "task.note/text": (Sentence("what is noted"), Sentence("Begun, blocked, a count, evidence: in your own words.")),
    "task.assign/to": (Sentence("handed to"), Sentence("A post of the plan, or a person the desk knows; Tab takes the first.")),
    "task.add/text": (Sentence("task"), Sentence("What is to be done, with a verb first.")),
    "task.add/to": (Sentence("handed to"), Sentence("A post, or a person the desk knows; the head of the list, when left empty.")),
    "minutes": (Sentence("minutes"), Sentence("Within so many minutes; 10, when left empty.")),
    "critical": (Sentence("critical"), Sentence("Whether it is asked for until it is done.")),
    "paper": (Sentence("from paper"), Sentence("Whether it was ticked on paper; its time is the paper's.")),
    "sheet": (Sentence("sheet no."), Sentence("The number at the foot of the printed list it was ticked on, or its code.")),
    "benchmark.declare/name": (Sentence("benchmark"), Sentence("What is so now: all out, fire out, gas off …")),
    "mark.answer/note": (Sentence("answer"), Sentence("Is the strategy still right? The level? Is everybody accounted for?")),
    "card": (Sentence("action card"), Sentence("Its name, or what one sees, like smoke.")),
    "card.switch/to": (Sentence("the right card"), Sentence("Its name, or what one sees, like smoke.")),
    "card.close/reason": (Sentence("reason"), Sentence("How it ended, if there is more to say.")),
    "route": (Sentence("route or exit"), Sentence("Which way people are to go; said on the loudspeaker.")),
    "hazard": (Sentence("hazard"), Sentence("What the danger is; said on the loudspeaker.")),
    "title": (Sentence("title"), Sentence("What it is called.")),
}


def _words(verb: str, name: str) -> tuple[str, str]:
    return WORDS.get(f"{verb}/{name}") or WORDS.get(name) or (name.replace("_", " "), "")


def label_of(verb: str, name: str) -> str:
    """Give what a field is called."""
    label = _words(verb, name)[0]
    return told(label) if isinstance(label, Sentence) else label


def sentence_of(verb: str, name: str) -> str:
    """Give what is to be typed there."""
    return told(_words(verb, name)[1])
