"""What can be done about command now: offer it, accept, decline, take it over, name who holds the post; and why the others cannot be (R4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.locale.words import say
from commandpost.tui.parts.ask.calls import Call
from commandpost.tui.parts.command_told import offered_to
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.verb_choice import VerbChoice

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

OFF = "off:"


def verbs() -> dict[str, tuple[str, ...]]:
    """Give what each choice is called, in the language spoken and by the words that find it."""
    return {
        "accept": (say("accept it"), "accept", "接受"),
        "decline": (say("decline it"), "decline", "谢绝"),
        "name": (say("name who holds the post"), "name", "定人"),
        "offer": (say("offer it"), "offer", "移交"),
        "take": (say("take it over"), "take", "接管"),
    }


class Known(NamedTuple):
    """The incident, and who holds which post."""

    record: Any
    posts: dict[str, tuple[str, ...]]


class CommandChoice(VerbChoice):
    """Who is to command an incident."""

    def __init__(self, frame: DeskApp, number: str) -> None:
        super().__init__(frame, "command", number)

    def ask(self, desk: Any) -> Known:
        """The incident as it stands, and the holders of posts."""
        posts = {post.post: tuple(name for name in (post.first, post.second) if name) for post in desk.ask("post.list")}
        return Known(desk.ask("incident.show", self.number), posts)

    def label(self) -> str:
        """Command, of which incident."""
        return say("command of {incident}", incident=self.number)

    def choices(self) -> list[Choice]:
        """What is possible first, with whom it is about; then what is not, with the reason."""
        if self.known is None:  # a quick hand names its verb before the book has answered; the verb itself says no then
            return [Choice(verb, names, "") for verb, names in verbs().items() if verb != "name"]
        record, tell = self.known.record, self.frame.teller()
        to = offered_to(record.offer, tell) if record.offer is not None else ""
        held = record.commander.person
        vacant = self._vacant()
        until = say("until they accept, {who} holds it", who=held) if held else say("nobody holds it now")
        made = [
            self._choice("accept", say("offered to {who}", who=to), self._why_no_answer()),
            self._choice("decline", say("offered to {who}; with a reason", who=to), self._why_no_answer()),
            self._choice("name", vacant, "" if vacant else say("no post is vacant here")),
            self._choice("offer", until, self._over()),
            self._choice("take", say("without an offer, with a reason"), self._over()),
        ]
        return sorted(made, key=lambda choice: choice.key.startswith(OFF))

    def _choice(self, verb: str, hint: str, why_off: str) -> Choice:
        names = verbs()[verb]
        return Choice(OFF + verb, names, say("not now: {why}", why=why_off)) if why_off else Choice(verb, names, hint)

    def _over(self) -> str:
        return say("The incident has ended.") if self.known.record.state == "ended" else ""

    def _why_no_answer(self) -> str:
        offer = self.known.record.offer
        if over := self._over():
            return over
        if offer is None:
            return say("Command is offered to nobody now.")
        if (offer.person is None or offer.proposed) and not self.known.posts.get(offer.post or ""):
            return say("nobody holds the post it is offered to")
        return ""

    def _gap(self) -> str:
        """The post that commands, or is to, and that nobody holds."""
        record = self.known.record
        offer = record.offer
        asked = offer.post if offer is not None and offer.person is None else None
        post = asked or (None if record.commander.person else record.commander.post)
        return post if post and post in self.known.posts and not self.known.posts[post] else ""

    def _vacant(self) -> str:
        return say("nobody holds {post}", post=self.frame.teller().post(self._gap())) if self._gap() else ""

    def call_of(self, key: str) -> Call | None:
        """The verb, on this incident; one that is off says why."""
        if key.startswith(OFF):
            self.frame.standing.say(next(choice.hint for choice in self.choices() if choice.key == key))
            return None
        if key == "name":
            return "post.assign", (self._gap(),), {}
        return f"command.{key}", (self.number,), {}
