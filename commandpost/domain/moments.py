"""What follows from what, in the order written, each in its own savepoint of the same transaction: the regulation's flow chart on one page."""

from __future__ import annotations

HEAR = "callout.commands.settling:settle"  # who is to be heard by when, worked out anew
LISTS = "checklists.commands.settling:write_lists"  # what type and level put onto the lists, worked out anew
OWED = "incidents.commands.owed:settle"  # what must happen next is worked out anew

REACTIONS: dict[str, tuple[str, ...]] = {
    "reported": (OWED, LISTS),
    "level_set": (OWED, LISTS, "callout.commands.settling:level_set"),
    "type_changed": (OWED, LISTS),
    "facts_changed": (OWED, "callout.commands.settling:facts_changed"),
    "chain_stepped": (OWED,),
    "answered": (OWED,),
    "described": (OWED,),
    "deadline_met": (OWED,),
    "controlled": (OWED, LISTS),
    "ended": (OWED, LISTS, HEAR),
    "reopened": (OWED, LISTS, HEAR),
    "tied": (OWED, LISTS, HEAR),
    "held": (OWED, LISTS),
    "ordered": ("incidents.commands.orders:settle_orders",),
    "directed": ("callout.commands.settling:directed",),
    "command_stepped": (OWED, "callout.commands.settling:command_stepped"),
    "heard": (HEAR,),
    "listed": (LISTS,),
    "report_called": ("incidents.commands.reporting:report_called",),
    "roll_called": ("callout.commands.settling:roll_called",),
    "struck": ("checklists.commands.settling:struck", "callout.commands.settling:struck"),
    "stream_opened": ("contacts.commands:erased_again",),
    "posts_changed": ("incidents.commands.owed:fill_gaps", "checklists.commands.taking:owner_left"),
}
