"""What the desk must know of its tables to write them, frozen from their declarations so that no verb has to load those (DESIGN 5).

Made by `python -m commandpost.store.freeze --shapes`; never changed by hand.
"""

from __future__ import annotations

from commandpost.store.schema import TableShape

# fmt: off
SHAPES: tuple[TableShape, ...] = (
    TableShape(
        name="site",
        columns=(
            "id", "org_id", "name", "zone", "day_starts", "language", "plan",
        ),
        personal=frozenset(),
        unique=(),
        kind="record",
        append_only=False,
    ),
    TableShape(
        name="stream",
        columns=(
            "id", "desk_id", "site_id", "desk_letter", "label", "parent_stream", "parent_seq", "parent_hash",
            "root_key", "opened_at", "reason",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="drill",
        columns=(
            "id", "desk_id", "step", "at", "recorded_at", "by_person", "reason",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="plan_pack",
        columns=(
            "id", "digest", "adopted_at", "origin", "content",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="place",
        columns=(
            "id", "code", "zh", "en", "words", "department",
        ),
        personal=frozenset(),
        unique=(),
        kind="record",
        append_only=False,
    ),
    TableShape(
        name="finding",
        columns=(
            "id", "at", "reaction", "fault", "incident_id",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="person",
        columns=(
            "id", "name", "added_at", "erased_at",
        ),
        personal=frozenset({"name"}),
        unique=(),
        kind="record",
        append_only=False,
    ),
    TableShape(
        name="phone",
        columns=(
            "id", "person_id", "number", "place",
        ),
        personal=frozenset({"number"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="post_holder",
        columns=(
            "id", "post", "rank", "person_id", "since",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="operator",
        columns=(
            "id", "desk_id", "person_id", "since",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="deadline",
        columns=(
            "id", "incident_id", "kind", "code", "round", "started_at", "due_at", "state", "applies", "addressees",
            "owner_post", "owner_person", "about", "source", "also", "policy", "sleeps",
        ),
        personal=frozenset({"about"}),
        unique=(),
        kind="state machine",
        append_only=False,
    ),
    TableShape(
        name="deadline_change",
        columns=(
            "id", "deadline_id", "state", "at", "recorded_at", "by_person", "why", "told", "channel", "note",
            "entry_id",
        ),
        personal=frozenset({"channel", "note", "told"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="book",
        columns=(
            "id", "kind", "day", "year", "stream_id", "label", "number",
        ),
        personal=frozenset(),
        unique=(("year", "stream_id", "number"),),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="log_entry",
        columns=(
            "id", "book_id", "stream_id", "label", "number", "event_at", "recorded_at", "kind", "text", "said_by",
            "said_by_person", "channel", "place_id", "place", "author", "points_to", "drill",
        ),
        personal=frozenset({"channel", "place", "said_by", "text"}),
        unique=(("book_id", "stream_id", "number"),),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="strike",
        columns=(
            "id", "entry_id", "at", "by_person", "reason",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="redaction",
        columns=(
            "id", "value_id", "entry_id", "person_id", "at", "by_person", "basis",
        ),
        personal=frozenset({"basis", "value_id"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="fact",
        columns=(
            "id", "incident_id", "entry_id", "metric", "mark", "value", "event_at", "recorded_at",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="order_given",
        columns=(
            "id", "entry_id", "book_id", "kind", "to_post", "to_person", "to_words", "given_at", "read_back_by",
            "due_at", "by_person",
        ),
        personal=frozenset({"to_words"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="order_step",
        columns=(
            "id", "order_id", "step", "at", "recorded_at", "by_person", "note", "entry_id",
        ),
        personal=frozenset({"note"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="imported_file",
        columns=(
            "id", "incident_id", "sha256", "rows", "at",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="attachment",
        columns=(
            "id", "book_id", "stream_id", "label", "number", "name", "contents", "size", "media", "at",
            "recorded_at", "by_person", "entry_id", "told_id", "note", "drill",
        ),
        personal=frozenset({"contents", "name", "note"}),
        unique=(("book_id", "stream_id", "number"),),
        kind="set",
        append_only=True,
    ),
    TableShape(
        name="incident",
        columns=(
            "id", "type", "title", "place_id", "place", "department", "state", "level", "received_at", "started_at",
            "recorded_at", "controlled_at", "ended_at", "command_post", "command_person", "command_since", "plan",
            "drill", "after_the_fact", "promoted_from", "held_until", "merged_into",
        ),
        personal=frozenset({"place", "title"}),
        unique=(),
        kind="record",
        append_only=False,
    ),
    TableShape(
        name="type_change",
        columns=(
            "id", "incident_id", "type", "at", "by_person", "reason", "entry_id",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="level_decision",
        columns=(
            "id", "incident_id", "level", "at", "by_person", "reason", "picture", "entry_id",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="command_step",
        columns=(
            "id", "incident_id", "step", "post", "person_id", "at", "by_person", "reason", "entry_id",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="incident_hold",
        columns=(
            "id", "incident_id", "step", "until", "at", "recorded_at", "by_person", "reason", "entry_id",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="chain_step",
        columns=(
            "id", "incident_id", "step", "at", "said_by", "said_by_person", "entry_id",
        ),
        personal=frozenset({"said_by"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="rule_answer",
        columns=(
            "id", "incident_id", "rule", "answer", "at", "by_person", "reason", "entry_id",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="report_part",
        columns=(
            "id", "incident_id", "part", "text", "at", "by_person", "entry_id",
        ),
        personal=frozenset({"text"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="criterion_mark",
        columns=(
            "id", "incident_id", "criterion", "how", "at", "by_person", "reason", "entry_id",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="state_change",
        columns=(
            "id", "incident_id", "state", "at", "by_person", "reason", "confirmed_by", "entry_id",
        ),
        personal=frozenset({"confirmed_by", "reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="incident_tie",
        columns=(
            "id", "kind", "incident_id", "other_id", "at", "recorded_at", "by_person", "reason", "entry_id",
            "other_entry_id", "received_at", "started_at",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="report_called",
        columns=(
            "id", "incident_id", "at", "due_at", "recorded_at", "by_person", "entry_id",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="card_use",
        columns=(
            "id", "card", "book_id", "state", "at", "recorded_at", "closed_at", "by_person", "place", "route",
            "hazard", "from_id", "entry_id",
        ),
        personal=frozenset({"hazard", "place", "route"}),
        unique=(),
        kind="state machine",
        append_only=False,
    ),
    TableShape(
        name="task",
        columns=(
            "id", "book_id", "card_id", "code", "grp", "phase", "place", "critical", "since", "new", "target_at",
            "waits", "text", "owner_role", "owner_post", "owner_person", "assigned", "state", "recorded_at",
        ),
        personal=frozenset({"text"}),
        unique=(),
        kind="state machine",
        append_only=False,
    ),
    TableShape(
        name="task_step",
        columns=(
            "id", "task_id", "step", "at", "recorded_at", "by_person", "said_by", "said_by_person", "note", "why",
            "owner_post", "owner_person", "paper", "sheet_id", "entry_id",
        ),
        personal=frozenset({"note", "said_by"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="sheet",
        columns=(
            "id", "incident_id", "grp", "stream_id", "label", "number", "pages", "plan", "at", "recorded_at",
            "by_person", "entry_id",
        ),
        personal=frozenset(),
        unique=(("incident_id", "stream_id", "number"),),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="list_step",
        columns=(
            "id", "incident_id", "grp", "step", "at", "recorded_at", "by_person", "open", "entry_id",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="benchmark",
        columns=(
            "id", "incident_id", "code", "at", "recorded_at", "by_person", "entry_id",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="mark_answered",
        columns=(
            "id", "incident_id", "at", "recorded_at", "by_person", "note", "entry_id",
        ),
        personal=frozenset({"note"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="expectation",
        columns=(
            "id", "kind", "deadline_kind", "who", "who_post", "who_person", "incident_id", "every_min",
            "at_once_min", "opens", "closes", "owner_post", "since", "recorded_at", "by_person", "entry_id",
        ),
        personal=frozenset({"who"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="expectation_step",
        columns=(
            "id", "expectation_id", "step", "at", "recorded_at", "until", "missing", "reason", "by_person",
            "entry_id",
        ),
        personal=frozenset({"missing", "reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="roll_call",
        columns=(
            "id", "incident_id", "why", "at", "recorded_at", "by_person", "entry_id",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="alert_step",
        columns=(
            "id", "deadline_id", "cycle", "step", "round", "why", "at", "raised_at", "slept", "told",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="delivery",
        columns=(
            "id", "message_id", "channel", "via", "fate", "why", "alarms", "at",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="acknowledgement",
        columns=(
            "id", "deadline_id", "cycle", "person_id", "at", "recorded_at", "note", "entry_id",
        ),
        personal=frozenset({"note"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="escalation",
        columns=(
            "id", "deadline_id", "cycle", "at", "by_person", "reason", "entry_id",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="maintenance",
        columns=(
            "id", "at", "until", "by_person", "reason",
        ),
        personal=frozenset({"reason"}),
        unique=(),
        kind="fact",
        append_only=True,
    ),
    TableShape(
        name="watch_break",
        columns=(
            "id", "kind", "since", "until", "seconds", "deadlines", "steps",
        ),
        personal=frozenset(),
        unique=(),
        kind="fact",
        append_only=True,
    ),
)
# fmt: on
