"""What may be chosen in the fields of a form: asked of the book and the plan in a thread, with what tells one from another (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from commandpost.domain.core.refusal import Refused
from commandpost.domain.incidents.rules.posts import commander_post
from commandpost.domain.incidents.rules.wording import value_words
from commandpost.locale.words import language, say
from commandpost.tui.parts.ask import choices_lists
from commandpost.tui.parts.ask.fields import Field, Known
from commandpost.tui.parts.cells import shown
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.naming import kind_words, level_words, state_words

MOST = 200  # entries and incidents that a list offers
SHORT = 60  # characters of an entry beside its number
OPEN = ("pending", "raised", "acknowledged")

Named = Mapping[str, Any]


class Source:
    """Asks for the choices of one form, each question once."""

    def __init__(self, desk: Any, named: Named) -> None:
        self.desk, self.named = desk, named
        self._asked: dict[str, Any] = {}

    def ask(self, question: str, *words: Any, **options: Any) -> Any:
        """Ask, or give what was answered before."""
        key = repr((question, words, options))
        if key not in self._asked:
            self._asked[key] = self.desk.ask(question, *words, **options)
        return self._asked[key]

    @property
    def book(self) -> str:
        """The number of the incident, or the duty book, that the verb is about; nothing while it is not named."""
        return str(self.named.get("incident") or self.named.get("book") or "")

    @property
    def incident(self) -> Any:
        """The incident as it stands; None where there is none, or its number is still being typed."""
        if not self.book or self.book.startswith("duty"):
            return None
        with suppress(Refused):
            return self.ask("incident.show", self.book)
        return None

    @property
    def plan(self) -> Any:
        """The plan that the incident began with, else the one in force."""
        record = self.incident
        return self.desk.plan_of(record.plan) if record is not None else self.desk.plan

    @property
    def suggestion(self) -> Any:
        """What the rules suggest for the incident."""
        return self.ask("incident.suggest", self.book) if self.incident is not None else None


def both(named: Any, *others: str) -> tuple[str, ...]:
    """Give a thing's names, the one in the language spoken first."""
    first, second = (named.zh, named.en) if language() == "zh_CN" else (named.en, named.zh)
    return tuple(dict.fromkeys(name for name in (first, second, *others) if name))


def _levels(source: Source) -> Known:
    holders = {post.post: post.first or post.second for post in source.ask("post.list")}
    suggestion, plan, record = source.suggestion, source.plan, source.incident
    choices = []
    for level in plan.levels.values():
        post = commander_post(plan, level.code, record.department if record is not None else None)
        who = say(
            "{post} commands: {person}",
            post=_post(plan, post),
            person=holders.get(post) or say("nobody holds this post"),
        )
        choices.append(Choice(level.code, (level_words(level.code), *both(level), level.code), who))
    offered = [suggestion.level or suggestion.default_level] if suggestion is not None else []
    if record is not None and record.level:
        offered.append(record.level)  # an Enter too many lowers nothing
    start = next((code for code in plan.levels if code in offered), "")
    return Known(tuple(choices), closed=True, start=start)


def _post(plan: Any, code: str) -> str:
    if code in plan.posts:
        return str(plan.posts[code].name(language()))
    return say("head of the department on scene") if code == "head_of_incident_department" else code


def _types(source: Source) -> Known:
    now = source.incident.type if source.incident is not None else ""
    return Known(
        tuple(
            Choice(
                kind.code, both(kind, *kind.words_zh, *kind.words_en, kind.code), say("now") if kind.code == now else ""
            )
            for kind in source.plan.types.values()
        ),
        closed=True,
    )


def _steps(source: Source) -> Known:
    taken = {step.step: step.at for step in source.incident.chain} if source.incident is not None else {}
    choices = tuple(
        Choice(step.code, both(step), say("already taken") if taken.get(step.code) else "")
        for step in source.plan.chain
    )
    return Known(choices, closed=True, start=next((c.key for c in choices if not c.hint), ""))


def _rules(source: Source) -> Known:
    plan, found = source.plan, source.suggestion
    if found is None:
        return Known(tuple(Choice(rule.code, both(rule)) for rule in plan.rules.values()), closed=True)
    asks = {item["rule"]: item["text"] for item in found.asks}
    others = [code for code in plan.types[source.incident.type].rules if code not in asks]
    choices = [Choice(code, both(plan.rules[code]), say("asked: {text}", text=shown(asks[code]))) for code in asks]
    said = {clock["rule"]: clock["applies"] for clock in found.clocks}
    for code in others:
        words = {"yes": say("answered yes"), "no": say("answered no")}.get(said.get(code, ""), "")
        choices.append(Choice(code, both(plan.rules[code]), words))
    return Known(tuple(choices), closed=True, start=next(iter(asks), ""))


def _confirmables(source: Source) -> Known:
    found = source.suggestion
    if found is None:
        return _rules(source)
    choices = tuple(Choice(i["rule"], both(source.plan.rules[i["rule"]]), shown(i["text"])) for i in found.confirmables)
    return Known(choices, closed=True, start=choices[0].key if len(choices) == 1 else "")


def _yes_no(source: Source) -> Known:
    return Known((Choice("yes", (say("yes"), "是", "yes")), Choice("no", (say("no"), "否", "no"))), closed=True)


def _metrics(source: Source) -> Known:
    facts = source.incident.facts if source.incident is not None else {}
    choices = []
    for metric in source.plan.metrics.values():
        now = (metric.unit_zh if language() == "zh_CN" else metric.unit) or ""
        if (value := facts.get(metric.code)) is not None:
            known = value if isinstance(value, str) else Decimal(str(value))
            now = say("now {value}", value=shown(value_words(metric, known)))
        choices.append(Choice(metric.code, both(metric, *metric.words_zh, *metric.words_en, metric.code), now))
    choices.sort(key=lambda choice: choice.key not in facts)
    return Known(tuple(choices), closed=True)


def _values(source: Source) -> Known:
    metric = source.plan.metrics.get(source.named.get("metric", ""))
    if metric is None:
        return Known(())
    if metric.kind == "running":
        marks = (Choice("start", (say("begins"), "begins", "开始")), Choice("stop", (say("ends"), "ends", "结束")))
        return Known(marks)
    return Known(tuple(Choice(option.code, both(option)) for option in metric.options), closed=bool(metric.options))


def _settings(source: Source) -> Known:
    return Known(tuple(Choice(f"{c.key}=", c.names, c.hint) for c in _metrics(source).choices))


def _people(source: Source) -> Known:
    plan = source.plan
    return Known(
        tuple(
            Choice(person.name, (person.name, *(n for code in person.posts if code in plan.posts for n in both(plan.posts[code]))),
                   ", ".join(_post(plan, code) for code in person.posts))
            for person in source.ask("person.list")
        )
    )  # fmt: skip


def _known_people(source: Source) -> Known:
    return Known(_people(source).choices, closed=True)


def _told(source: Source) -> Known:
    """Those the obligation is owed to come first."""
    owed = _deadline(source)
    holders = {post.post: post.first or post.second for post in source.ask("post.list")}
    first = []
    for code, name in (
        zip(owed.to, owed.to_names.replace("、", ", ").split(", "), strict=False) if owed is not None else ()
    ):
        person = holders.get(code)
        first.append(
            Choice(f"{name} {person}" if person else name, (f"{name} {person}" if person else name,), say("owed to"))
        )
    known = _people(source)
    return Known((*first, *known.choices), start=first[0].key if len(first) == 1 else "")


def _deadline(source: Source) -> Any:
    key = source.named.get("deadline")
    if not key:
        return None
    return next((row for row in source.ask("deadline.list") if row.id == key), None)


def _deadlines(source: Source) -> Known:
    rows = source.ask("deadline.list", incident=source.book) if source.incident else source.ask("deadline.list")
    return Known(
        tuple(
            Choice(row.id, (shown(row.subject), row.id[-8:]), f"{row.incident or ''} → {shown(row.to_names)}".strip())
            for row in rows
            if row.state in OPEN
        ),
        closed=True,
    )


def _posts(source: Source) -> Known:
    return Known(
        tuple(
            Choice(
                post.post, both(source.plan.posts[post.post], post.post), post.first or say("nobody holds this post")
            )
            for post in source.ask("post.list")
        ),
        closed=True,
    )


def _places(source: Source) -> Known:
    named = [(both(place, place.code, *place.words), place.code) for place in source.ask("place.list")]
    return Known(tuple(Choice(names[0], names, code) for names, code in named))


def _departments(source: Source) -> Known:
    return Known(tuple(Choice(d.code, both(d, d.code)) for d in source.plan.departments.values()), closed=True)


def _channels(source: Source) -> Known:
    ways = (say("radio"), say("telephone"), say("in person"), say("WeChat"), say("text message"), say("e-mail"))
    return Known(tuple(Choice(way, (way,)) for way in ways))


def _kinds(source: Source) -> Known:
    codes = ("report", "decision", "action", "resource", "order", "instruction")
    return Known(tuple(Choice(code, (kind_words(code), code)) for code in codes), closed=True)


def _criteria(source: Source) -> Known:
    record = source.incident
    return Known(tuple(Choice(one.code, (shown(one.text), one.code)) for one in record.criteria) if record else ())


def _entries(source: Source) -> Known:
    if not source.book:
        return Known(())
    if source.incident is None and not source.book.startswith("duty"):
        return Known(())
    rows = source.ask("log.list", source.book, newest=MOST)
    return Known(
        tuple(
            Choice(number, (number, shown(row.text)[:SHORT]), shown(row.text)[:SHORT])
            for row in reversed(rows)
            if not row.struck
            for number in [row.number if "#" in row.number else f"#{row.number}"]
        )
    )


def _incidents(source: Source) -> Known:
    return Known(
        tuple(
            Choice(row.number, (row.number, shown(row.type_name), shown(row.place or row.title)),
                   f"{shown(row.type_name)} · {shown(row.place or row.title)[:SHORT]} · {state_words(row.state)}")
            for row in source.ask("incident.list", limit=MOST)
        )
    )  # fmt: skip


def _others(source: Source) -> Known:
    """Every other incident that goes by its own number."""
    merged = {row.number for row in source.ask("incident.list", limit=MOST) if row.merged_into}
    others = (choice for choice in _incidents(source).choices if choice.key not in (source.book, *merged))
    return Known(tuple(others), closed=True)


def _papers(source: Source) -> Known:
    rows = [row for row in source.ask("attachment.list", source.book) if row.sha256] if source.book else []
    return Known(
        tuple(Choice(row.number, (row.number, shown(row.name)), f"{shown(row.name)} · {shown(row.by or '')}") for row in rows)
    )


def _books(source: Source) -> Known:
    return Known((Choice("duty", (say("duty log of today"), "duty", "值班日志")), *_incidents(source).choices))


def _posts_and_people(source: Source) -> Known:
    """Whom one may call upon: the posts with who holds them, then everybody the desk knows."""
    return Known((*_posts(source).choices, *_people(source).choices))


def _offered(source: Source) -> Known:
    """The post that the level names stands first."""
    record = source.incident
    named = commander_post(source.plan, record.level, record.department) if record is not None and record.level else ""
    choices = [
        choice._replace(hint=say("the level names it; {who}", who=choice.hint)) if choice.key == named else choice
        for choice in _posts_and_people(source).choices
    ]
    return Known(tuple(sorted(choices, key=lambda choice: choice.key != named)), closed=True)


def _hear_kinds(source: Source) -> Known:
    return Known(
        tuple(
            Choice(kind.code, both(kind, kind.code), say("every {minutes} min", minutes=kind.every_min))
            for kind in source.desk.plan.hear_from.values()
        ),
        closed=True,
    )


def _heard(source: Source) -> Known:
    rows = source.ask("hear.list")
    return Known(tuple(Choice(row.id, (shown(row.who),), row.incident or say("duty log")) for row in rows), closed=True)


def _orders(source: Source) -> Known:
    return Known(
        tuple(
            Choice(row.id, (f"{row.book}#{row.entry}", shown(row.to), shown(row.text)[:SHORT]), f"{shown(row.to)}: {shown(row.text)[:SHORT]}")
            for row in source.ask("order.list")
        ),
        closed=True,
    )  # fmt: skip


BY_NAME: dict[str, Callable[[Source], Known]] = choices_lists.BY_NAME | {
    "task.assign/to": lambda source: _posts_and_people(source)._replace(closed=True),
    "task.add/to": lambda source: _posts_and_people(source)._replace(closed=True),
    "log.add/to": _posts_and_people,
    "command.offer/to": _offered,
    "hear.expect/whom": _posts_and_people,
    "hear.expect/kind": _hear_kinds,
    "for_": lambda source: Known(_books(source).choices, closed=True),
    "whom": _heard,
    "order": _orders,
    "channel": _channels,
    "place": _places,
    "to": _told,
    "book": _books,
    "by": _people,
    "confirmed_by": _people,
    "incident.confirm/rule": _confirmables,
}
BY_METAVAR: dict[str, Callable[[Source], Known]] = {
    "LEVEL": _levels,
    "TYPE": _types,
    "STEP": _steps,
    "RULE": _rules,
    "yes|no": _yes_no,
    "FLAG": _yes_no,
    "METRIC": _metrics,
    "VALUE": _values,
    "METRIC=VALUE": _settings,
    "ID": _deadlines,
    "POST": _posts,
    "DEPARTMENT": _departments,
    "KIND": _kinds,
    "CRITERION": _criteria,
    "ENTRY": _entries,
    "N": _incidents,
    "INTO": _others,
    "OTHER": _others,
    "A": _papers,
}
ON_PEOPLE = {"person.erase/person": _known_people, "post.assign/person": _known_people, "operator.take/name": _people}


def gather(source: Source, verb: str, fields: Iterable[Field]) -> dict[str, Known]:
    """Give what may be chosen in each field that has choices; in a thread, for it asks the book."""
    found = {}
    for field in fields:
        at = f"{verb}/{field.name}"
        of = BY_NAME.get(at) or ON_PEOPLE.get(at) or BY_NAME.get(field.name) or BY_METAVAR.get(field.metavar)
        if of is not None:
            found[field.name] = of(source)
    return found
