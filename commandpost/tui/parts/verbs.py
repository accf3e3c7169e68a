"""Says in a sentence what each verb does, for the palette and the command line (DESIGN 4)."""

from __future__ import annotations

from commandpost.tui.keys import Sentence

SAYS: dict[str, Sentence] = {
    "operator.take": Sentence("Take over the desk as its operator"),
    "person.add": Sentence("Add a person"),
    "post.assign": Sentence("Assign a person to a post"),
    "place.add": Sentence("Add a place"),
    "log.add": Sentence("Add an entry to a log"),
    "log.strike": Sentence("Strike an entry out; it stays readable"),
    "fact.set": Sentence("Set a figure of an incident"),
    "fact.start": Sentence("Start a running figure of an incident"),
    "fact.stop": Sentence("Stop a running figure of an incident"),
    "incident.report": Sentence("Report an incident in one line"),
    "incident.promote": Sentence("Make an incident of a duty entry"),
    "incident.answer": Sentence("Answer whether a rule applies"),
    "incident.confirm": Sentence("Confirm the danger that a rule names"),
    "incident.set_level": Sentence("Set the response level of an incident"),
    "incident.change_type": Sentence("Change the type of an incident"),
    "incident.chain": Sentence("Take a step of the report chain"),
    "incident.describe": Sentence("Tell a part of the report: place, nature, scope, severity, measures"),
    "incident.control": Sentence("Say that an incident is controlled"),
    "incident.end": Sentence("Declare the end of an incident"),
    "incident.reopen": Sentence("Reopen an incident"),
    "deadline.meet": Sentence("Mark an obligation met"),
    "incident.show": Sentence("Open an incident"),
    "board": Sentence("Show the board"),
}
