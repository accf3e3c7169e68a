"""Says in a sentence what a key does that runs no verb of the book; for one that does, the verb's own (DESIGN 4)."""

from __future__ import annotations

from commandpost.tui.keys import Sentence, told
from commandpost.tui.parts.verbs import in_short, says

SENTENCES: dict[str, Sentence] = {
    "alarms.turn": Sentence("Go to the other list: what waits for an answer, what was told lately"),
    "attachment.show": Sentence("Give a copy of it to the system's own program; ours stays untouched"),
    "board.all": Sentence("Show every open incident again, in the order in which they matter"),
    "board.order": Sentence("Order the incidents by any column"),
    "board.which": Sentence("Narrow the board: by state, level, type, place or day"),
    "brief.before": Sentence("The kind of report before: initial, follow-up, final"),
    "brief.next": Sentence("The next kind of report: initial, follow-up, final"),
    "column.before": Sentence("Go to the column before: log, what must happen, who and how bad"),
    "column.next": Sentence("Go to the next column: log, what must happen, who and how bad"),
    "command.choose": Sentence("Offer command, accept or decline it, take it over: what is possible now"),
    "desk.back": Sentence("Go back one step; what was being typed is kept"),
    "desk.command": Sentence("Type a command with all its words, or a report"),
    "desk.help": Sentence("Show the keys that work here, and why one is off"),
    "desk.jump": Sentence("Show a letter over every place one can go to"),
    "desk.language": Sentence("Speak the other language, until the desk is left"),
    "desk.open": Sentence("Do what the line under the cursor asks for"),
    "desk.palette": Sentence("Find any command by part of its name"),
    "desk.quit": Sentence("Leave; what was entered is done first, what was half typed is kept"),
    "desk.settings": Sentence("Settings of this laptop: language, colours, your own keys"),
    "desk.theme": Sentence("Other colours: dark, light, high contrast, night, plain"),
    "duty.after": Sentence("Turn to the next day that has a book"),
    "duty.before": Sentence("Turn to the day before that has a book"),
    "file.into": Sentence("Look into the folder that is marked"),
    "file.out": Sentence("Look into the folder above"),
    "first.on": Sentence("Go to the next answer"),
    "form.before": Sentence("Go to the field before"),
    "form.do": Sentence("Do it now, the other fields left as they are"),
    "form.down": Sentence("Mark the choice below"),
    "form.next": Sentence("Go to the next field, also one that may be left out"),
    "form.up": Sentence("Mark the choice above"),
    "help.down": Sentence("Read on, a line"),
    "help.page_down": Sentence("Read on, a page"),
    "help.page_up": Sentence("Read back, a page"),
    "help.up": Sentence("Read back, a line"),
    "line.next_part": Sentence("Go to the next part of the line and change it"),
    "line.part_before": Sentence("Go to the part before and change it"),
    "incident.hold": Sentence("Let it wait until a time; the same key takes it back"),
    "order.give": Sentence("Give an order, or a leader's instruction: to whom, what, by when; it is followed until it comes back"),
    "order.step": Sentence("The next step of the order: read back, then done with what was reported"),
    "pane.board": Sentence("Go to the board: every open incident, late ones first"),
    "settings.change": Sentence("Change the setting, or press another key for the command"),
    "settings.default": Sentence("Take what the desk came with"),
    "settings.next": Sentence("Take the next value"),
    "settings.previous": Sentence("Take the value before"),
    "read.before": Sentence("Go back to the step before that is open"),
    "read.list": Sentence("Read another list of this incident"),
    "read.list_before": Sentence("Read the list before"),
    "read.pass": Sentence("Leave this step open and read the next"),
    "read.who": Sentence("Name who answered, when it is not whoever stands at the foot"),
    "walk.begin": Sentence("Begin a walk of one minute: an exercise by your own keys"),
    "walk.leave": Sentence("Leave the walk; its exercise ends"),
}


def explained(command: str) -> str:
    """Give what a command does, in the language spoken; nothing for a verb that is not loaded yet."""
    return told(SENTENCES.get(command, Sentence())) or in_short(says(command))
