"""Says who holds command since when, and to whom it is offered and how long unanswered (R4.3)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.core.lasting import lasted
from commandpost.locale.words import say
from commandpost.store.instant import instant
from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.telling import Teller


def holder_words(record: Any, tell: Teller) -> str:
    """Say who commands; an empty post is a gap that is named."""
    person, post = record.commander.person, record.commander.post
    if person and post:
        return say("commander {person} ({post})", person=shown(person), post=tell.post(post))
    if person:
        return say("commander {person}", person=shown(person))
    return say("commander: nobody ({post})", post=tell.post(post)) if post else ""


def holds_words(record: Any, tell: Teller) -> str:
    """Say who commands since when."""
    words = holder_words(record, tell) or say("commander: nobody; the level names the post")
    if record.commander.person and record.commander.since:
        return f"{words} {say('since {time}', time=tell.clock(record.commander.since))}"
    return words


def offered_to(offer: Any, tell: Teller) -> str:
    """Say to whom command is offered: a person, as what; else a post."""
    if offer.person and offer.post:
        return say("{person} ({post})", person=shown(offer.person), post=tell.post(offer.post))
    return shown(offer.person) if offer.person else tell.post(offer.post or "")


def offer_words(record: Any, now: float, tell: Teller) -> str:
    """Say to whom command is offered since when, and how long nobody has answered; a level proposes, a person offers."""
    offer = record.offer
    words = {"who": offered_to(offer, tell), "time": tell.clock(offer.since), "lasted": lasted(now - instant(offer.since).timestamp())}
    if offer.proposed:
        return say("the level proposes {who} since {time}: unanswered {lasted}", **words)
    return say("offered to {who} at {time}: unanswered {lasted}", **words)
