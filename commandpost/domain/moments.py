"""What follows from what, in the order written, each in its own savepoint of the same transaction: the regulation's flow chart on one page."""

from __future__ import annotations

HEAR = "callout.commands.settling:settle"  # who is to be heard by when, worked out anew
OWED = "incidents.commands.owed:settle"  # what must happen next is worked out anew

REACTIONS: dict[str, tuple[str, ...]] = {
    "reported": (OWED,),
    "level_set": (OWED, "callout.commands.settling:level_set"),
    "type_changed": (OWED,),
    "facts_changed": (OWED, "callout.commands.settling:facts_changed"),
    "chain_stepped": (OWED,),
    "answered": (OWED,),
    "described": (OWED,),
    "deadline_met": (OWED,),
    "controlled": (OWED,),
    "ended": (OWED, HEAR),
    "reopened": (OWED, HEAR),
    "tied": (OWED, HEAR),
    "held": (OWED,),
    "ordered": ("incidents.commands.orders:settle_orders",),
    "directed": ("callout.commands.settling:directed",),
    "command_stepped": (OWED, "callout.commands.settling:command_stepped"),
    "heard": (HEAR,),
    "struck": ("callout.commands.settling:struck",),
    "stream_opened": ("contacts.commands:erased_again",),
    "posts_changed": ("incidents.commands.owed:fill_gaps",),
}
