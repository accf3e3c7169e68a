"""Plays an evening that is written down (data/demo) through a desk, each thing by its verb at its minute: what the demo shows (R7.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from commandpost.store.instant import stamp

FILES = ("site.yaml", "day_before.yaml", "evening.yaml")
VIA_ZH = {
    "radio": "对讲", "phone": "电话", "in person": "当面", "cctv": "视频监控", "panel": "消防主机", "intercom": "轿厢对讲", "pa": "广播", "sms": "短信",
    "desk": "值班台",
}  # fmt: skip
FIRST_MIN = -2330  # minutes before the anchor at which the desk was opened: before the first entry of the day before
SAME = {"zh": "打法不变", "en": "strategy kept"}
DONE = {"zh": "已照办", "en": "done as ordered"}
DAY_MIN = 882  # the evening's duty day began so many minutes before the anchor


class Puttable(Protocol):
    """A clock that stands where it is put."""

    def put(self, now: datetime) -> None:
        """Put it to a moment."""
        ...


def demo_folder() -> Path:
    """Give the folder of the evening that came with commandpost: inside the installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data" / "demo"
    return inside if inside.is_dir() else package.parent / "data" / "demo"


def read_file(name: str) -> dict[str, Any]:
    """Read one of its files."""
    import yaml

    with (demo_folder() / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # type: ignore[no-any-return] # noqa: S506 - a safe loader


class Evening:
    """The evening in one language, laid so that its anchor is a moment; `play` does it all at a desk whose clock it moves."""

    def __init__(self, language: str, anchor: datetime) -> None:
        self.site, self.before, self.played = (read_file(name) for name in FILES)
        self.tongue = "zh" if language == "zh_CN" else "en"
        self.anchor = anchor
        self.names: dict[str, str] = {person["code"]: person[self.tongue] for person in self.site["people"]}
        contacts = [*self.site["own_contacts"], *self.site["contacts"]]
        for contact in contacts:
            if name := contact.get(self.tongue) or contact.get(f"org_{self.tongue}"):
                self.names[contact["code"]] = name
        self.people = {person["code"] for person in self.site["people"]}
        self.numbers: dict[str, str] = {}  # an incident's number by the name it has in the file
        self.texts: list[str] = []  # everything that was said
        self.teams: dict[str, str] = {}  # what those are called who are to be heard
        self._orders: dict[int, str] = {}  # an order by the entry of the file that gives it

    @property
    def begins(self) -> datetime:
        """When the desk has to be opened."""
        return self.minute(FIRST_MIN)

    @property
    def operator(self) -> str:
        """Who opens the desk."""
        return self.names[self.site["site"]["operator"]]

    def minute(self, t: float) -> datetime:
        """Give a moment of the evening from its minutes relative to the anchor."""
        return self.anchor + timedelta(minutes=t)

    def t(self, moment: str) -> float:
        """Give a stamp as minutes relative to the anchor."""
        return (datetime.fromisoformat(moment) - self.anchor).total_seconds() / 60

    def play(
        self, desk: Any, clock: Puttable, told: Callable[[float], None] = lambda share: None, do: Any = None
    ) -> None:
        """Do everything by its verbs, up to the anchor; `told` hears which share is done, `do` stands for the desk's own where a story watches it."""
        self._desk, self._clock, self._do = desk, clock, do or desk.do
        furniture = list(self._furniture())
        acts = sorted(self._acts(), key=lambda act: act[:2])
        steps: list[Callable[[], Any]] = [*furniture, *(act for _, _, act in acts)]
        for at, step in enumerate(steps):
            step()
            if at % 8 == 0:
                told(at / len(steps))
        clock.put(self.anchor)

    def _furniture(self) -> Iterator[Callable[[], Any]]:
        do, names, tongue = self._do, self.names, self.tongue
        here = {person.name for person in self._desk.ask("person.list")}
        for person in (person for person in self.site["people"] if person[tongue] not in here):
            yield partial(do, "person.add", person[tongue], phone=person.get("phones", []))
        for held in self.site["holders"]:
            for person in (held.get("first"), *held.get("many", ())):
                if person:
                    yield partial(do, "post.assign", held["post"], names[person])
            if held.get("second"):
                yield partial(do, "post.assign", held["post"], names[held["second"]], second=True)
        for place in self.site["places"]:
            words = [word for words in place.get("aliases", {}).values() for word in words]
            yield partial(
                do,
                "place.add",
                place["code"],
                zh=place["zh"],
                en=place["en"],
                word=words,
                department=place.get("department"),
            )

    def _acts(self) -> Iterator[tuple[float, int, Callable[[], Any]]]:
        """Everything that is done, as (record time, order, what)."""
        order = 0
        for duty in (self.before["duty_log"], self.played["duty_log"]):
            for shift in duty["operators"]:
                yield shift["from"], -1, partial(self._sit_down, shift)
            for team in duty.get("teams", ()):
                yield team["t"], 0, partial(self._expected, "duty", team)
            for entry in duty["entries"]:
                order += 1
                yield entry.get("rec", entry["t"]), order, partial(self._noted, entry)
                yield from self._steps(entry, order)
                if "struck" in entry:
                    yield entry["struck"]["t"], order, partial(self._struck, "duty", entry)
        for incident in self.played["incidents"]:
            for team in incident.get("teams", ()):
                yield team["t"], 0, partial(self._expected, incident["ref"], team)
            for place, entry in enumerate(incident["log"]):
                order += 1
                yield entry.get("rec", entry["t"]), order, partial(self._happened, incident, place, entry)
                yield from self._steps(entry, order)
                if "struck" in entry:
                    yield entry["struck"]["t"], order, partial(self._struck, incident["ref"], entry)
            listed = next(entry["t"] for entry in incident["log"] if "level" in entry)
            for tick in (*incident.get("tasks", ()), *incident.get("skipped", ())):
                order += 1
                yield max(tick["t"], listed), order, partial(self._ticked, incident["ref"], tick, max(tick["t"], listed))

            for said in incident.get("complete", ()):
                order += 1
                yield said["t"], order, partial(self._complete, incident["ref"], said)

    def _complete(self, ref: str, said: dict[str, Any]) -> None:
        self._clock.put(self.minute(said["t"]))
        self._do("list.complete", self.numbers[ref], said["list"], who=self.names[said["by"]])

    def _ticked(self, ref: str, tick: dict[str, Any], now: float) -> None:
        """A task ticked at its time; what was done before the lists stood is written down when they do."""
        self._clock.put(self.minute(now))
        at = {"at": stamp(self.minute(tick["t"]))} if tick["t"] < now else {}
        by = self.names[tick["by"]]
        if self.tongue in tick:
            self._do("task.skip", self.numbers[ref], tick["task"], reason=tick[self.tongue], by=by, **at)
        else:
            self._do("task.done", self.numbers[ref], tick["task"], by=by, **at)

    def _steps(self, entry: dict[str, Any], order: int) -> Iterator[tuple[float, int, Callable[[], Any]]]:
        """What comes back of an order: it is repeated, then reported done."""
        given = entry.get("order", {})
        for step in ("read_back", "done"):
            if step in given:
                yield given[step], order, partial(self._came_back, entry, step)

    def _came_back(self, entry: dict[str, Any], step: str) -> None:
        given = entry["order"]
        self._clock.put(self.minute(given[step]))
        who = {"who": self.names[given["to"]]} if given["to"] in self.people else {}
        note = {"note": DONE[self.tongue]} if step == "done" else {}
        self._do(f"order.{step}", self._orders[id(entry)], **note, **who)

    def _expected(self, book: str, team: dict[str, Any]) -> None:
        self._clock.put(self.minute(team["t"]))
        self.teams[team["code"]] = team[self.tongue]
        self._do("hear.expect", team[self.tongue], for_=self.numbers.get(book, book), kind=team["kind"])

    def _sit_down(self, shift: dict[str, Any]) -> None:
        self._clock.put(self.minute(shift["from"]))
        self._do("operator.take", self.names[shift["person"]])

    def _told(self, entry: dict[str, Any]) -> dict[str, Any]:
        """What every verb is told: event time where it was written down later, who typed it."""
        self._clock.put(self.minute(entry.get("rec", entry["t"])))
        told: dict[str, Any] = {"at": stamp(self.minute(entry["t"]))} if "rec" in entry else {}
        return told | ({"who": self.names[entry["logged_by"]]} if "logged_by" in entry else {})

    def _by(self, entry: dict[str, Any]) -> str:
        return self.names.get(entry["by"], str(entry["by"]))

    def _via(self, entry: dict[str, Any]) -> str:
        words, number = str(entry["via"]), ""
        if words.startswith("radio "):
            words, number = "radio", words.removeprefix("radio ")
        return f"{VIA_ZH[words]}{number}" if self.tongue == "zh" else str(entry["via"])

    def _text(self, entry: dict[str, Any]) -> str:
        return str(entry[self.tongue])

    def _noted(self, entry: dict[str, Any]) -> None:
        self.texts.append(self._text(entry))
        if "pauses" in entry:
            paused = entry["pauses"]
            until = stamp(self.minute(paused["until"]))
            self._do("hear.pause", self.teams[paused["team"]], until=until, reason=self._text(entry), **self._told(entry))
        else:
            self._written("duty", entry)

    def _written(self, book: str, entry: dict[str, Any]) -> None:
        given = entry.get("order")
        to = {"to": self.names[given["to"]], "due": stamp(self.minute(given["due"]))} if given else {}
        figures = [f"{metric}={value}" for metric, value in entry.get("set", {}).items()]
        done = self._do(
            "log.add", book, self._text(entry), by=self._by(entry), channel=self._via(entry), place=entry.get("place"), kind=entry["kind"], set=figures,
            **to, **self._told(entry),
        )  # fmt: skip
        if given:
            self._orders[id(entry)] = f"{book}{done.ref}"
        if "answers" in entry:
            self._do("hear.answer", self.teams[entry["answers"]], channel=self._via(entry), **self._told(entry))
        if "struck" in entry:
            self._to_strike = done.ref

    def _happened(self, incident: dict[str, Any], place: int, entry: dict[str, Any]) -> None:
        told, ref = self._told(entry), incident["ref"]
        if "offer" in entry:
            self._do("command.offer", self.numbers[ref], entry["offer"], who=self.names[entry["by"]])
            return
        self.texts.append(self._text(entry))
        if place == 0:
            line = incident["line"][self.tongue]
            self.numbers[ref] = self._do(
                "incident.report", line, by=self._by(entry), channel=self._via(entry), **told
            ).ref
        number = self.numbers[ref]
        if entry is incident["log"][-1]:  # before the last word, so that somebody's voice is the last word
            parts = {part: words[self.tongue] for part, words in incident["parts"].items() if words and part != "loss"}
            self._do("incident.describe", number, **parts)
        decided = entry.get("level") or entry.get("keeps_level")
        if decided and place > 0:
            who = {"who": self._by(entry)} if entry["by"] in self.people else {}
            self._do("incident.set_level", number, decided, reason=self._text(entry), **told | who)
        elif "answer" in entry:
            answer = entry["answer"]
            self._do("incident.answer", number, answer["rule"], answer["applies"], reason=self._text(entry), **told)
        elif not self._reported(number, entry, told):
            self._written(number, entry)
        if "chain" in entry:
            self._do("incident.chain", number, entry["chain"], by=self._by(entry), **told)
        for metric in entry.get("start", []):
            self._do("fact.start", number, metric, **told)
        if entry.get("controlled") and entry.get("benchmark") != "under_control":
            self._do("incident.control", number, **told)
        who = {"who": self._by(entry)} if entry["by"] in self.people else {}
        if "benchmark" in entry:
            self._do("benchmark.declare", number, entry["benchmark"], **told | who)
        if "time_mark" in entry:
            self._do("mark.answer", number, SAME[self.tongue], **told | who)

    def _reported(self, number: str, entry: dict[str, Any], told: dict[str, Any]) -> bool:
        """Mark what an entry reports as met: the follow-up that is open, the notify rows it names; gives whether it did."""
        followup = entry.get("report", {}).get("kind") == "follow-up"
        wanted = {*entry.get("meets", ()), *(["followup"] if followup else [])}
        owed = self._desk.ask("deadline.list", incident=number) if wanted else ()
        rows = [row for row in owed if row.code in wanted and row.state == "pending"]
        for row in rows:
            to = entry.get("report", {}).get("to", list(row.to))
            whom = ", ".join(self.names.get(code, code) for code in to)
            self._do("deadline.meet", row.id, to=whom, channel=self._via(entry), note=self._text(entry), **told)
        if rows and "set" in entry:
            self._written(number, entry)
        return bool(rows)

    def _struck(self, ref: str, entry: dict[str, Any]) -> None:
        struck = entry["struck"]
        self._clock.put(self.minute(struck["t"]))
        reason = struck[f"reason_{self.tongue}"]
        book = self.numbers.get(ref, ref)
        self._do("log.strike", book, self._to_strike, reason=reason, who=self.names[struck["by"]])
