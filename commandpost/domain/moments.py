"""What follows from what, in the order written, each in its own savepoint of the same transaction: the regulation's flow chart on one page."""

from __future__ import annotations

OWED = "incidents.commands.owed:settle"  # what must happen next is worked out anew

REACTIONS: dict[str, tuple[str, ...]] = {
    "reported": (OWED,),
    "level_set": (OWED,),
    "type_changed": (OWED,),
    "facts_changed": (OWED,),
    "chain_stepped": (OWED,),
    "answered": (OWED,),
    "described": (OWED,),
    "deadline_met": (OWED,),
    "controlled": (OWED,),
    "ended": (OWED,),
    "reopened": (OWED,),
    "tied": (OWED,),
    "held": (OWED,),
    "ordered": ("incidents.commands.orders:settle_orders",),
    "directed": (),
    "command_stepped": (OWED,),
    "stream_opened": ("contacts.commands:erased_again",),
    "posts_changed": ("incidents.commands.owed:fill_gaps",),
}
