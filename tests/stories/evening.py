"""The demo's evening at Harbour Mall, played through the desk: its people, its duty log, its three incidents, each thing at its minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from commandpost.store.instant import stamp
from tests.story import ZONE, Post

DATA = Path(__file__).with_name("data")
DAY = "2026-11-05"


@cache
def read(name: str) -> dict[str, Any]:
    """Read one of the demo's files."""
    with (DATA / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # type: ignore[no-any-return]


class Evening:
    """A post at which the evening has been played up to its anchor (20:42 by the demo's clock)."""

    def __init__(self, folder: Path, language: str = "en") -> None:
        self.site, self.played = read("demo_site.yaml"), read("demo_evening.yaml")
        self.tongue = "zh" if language == "zh_CN" else "en"
        self.anchor = datetime.fromisoformat(f"{DAY}T{self.site['anchor']['now_local']}").replace(tzinfo=ZoneInfo(ZONE))
        self.names = {person["code"]: person[self.tongue] for person in self.site["people"]}
        contacts = [*self.site["own_contacts"], *self.site["contacts"]]
        self.names |= {contact["code"]: contact[self.tongue] for contact in contacts if self.tongue in contact}
        self.people = {person["code"] for person in self.site["people"]}
        self.numbers: dict[str, str] = {}
        self.texts: list[str] = []
        early = self.minute(-890)
        self.post = Post(folder, language=language, start=early.strftime("%Y-%m-%dT%H:%M"))
        self._furnish()
        for _, _, act in sorted(self._acts(), key=lambda act: act[:2]):
            act()
        self.post.clock.put(self.anchor)

    def minute(self, t: float) -> datetime:
        """Give a moment of the evening from its minutes relative to the anchor."""
        return self.anchor + timedelta(minutes=t)

    def t(self, moment: str) -> float:
        """Give a stamp as minutes relative to the anchor."""
        return (datetime.fromisoformat(moment) - self.anchor).total_seconds() / 60

    def _furnish(self) -> None:
        here = {person.name for person in self.post.ask("person.list")}
        for person in (person for person in self.site["people"] if person[self.tongue] not in here):
            self.post.do("person.add", person[self.tongue], phone=person.get("phones", []))
        for held in self.site["holders"]:
            for person in (held.get("first"), *held.get("many", ())):
                if person:
                    self.post.do("post.assign", held["post"], self.names[person])
            if held.get("second"):
                self.post.do("post.assign", held["post"], self.names[held["second"]], second=True)
        for place in self.site["places"]:
            words = [word for words in place.get("aliases", {}).values() for word in words]
            self.post.do(
                "place.add",
                place["code"],
                zh=place["zh"],
                en=place["en"],
                word=words,
                department=place.get("department"),
            )

    def _acts(self) -> Iterator[tuple[float, int, Any]]:
        """Everything that is done, as (record time, order, what)."""
        order = 0
        duty, incidents = self.played["duty_log"], self.played["incidents"]
        for shift in duty["operators"]:
            yield shift["from"], -1, lambda shift=shift: self._sit_down(shift)
        for entry in duty["entries"]:
            order += 1
            yield entry.get("rec", entry["t"]), order, lambda entry=entry: self._written("duty", entry)
        for incident in incidents:
            for place, entry in enumerate(incident["log"]):
                order += 1
                yield entry.get("rec", entry["t"]), order, lambda i=incident, p=place, e=entry: self._happened(i, p, e)
                if "struck" in entry:
                    yield entry["struck"]["t"], order, lambda i=incident, e=entry: self._struck(i, e)

    def _sit_down(self, shift: dict[str, Any]) -> None:
        self.post.clock.put(self.minute(shift["from"]))
        self.post.do("operator.take", self.names[shift["person"]])

    def _told(self, entry: dict[str, Any]) -> dict[str, Any]:
        """What every verb is told: event time where it was written down later, who typed it."""
        self.post.clock.put(self.minute(entry.get("rec", entry["t"])))
        told: dict[str, Any] = {"at": stamp(self.minute(entry["t"]))} if "rec" in entry else {}
        return told | ({"who": self.names[entry["logged_by"]]} if "logged_by" in entry else {})

    def _by(self, entry: dict[str, Any]) -> str:
        return self.names.get(entry["by"], entry["by"])

    def _text(self, entry: dict[str, Any]) -> str:
        return str(entry[self.tongue])

    def _written(self, book: str, entry: dict[str, Any]) -> str:
        if book == "duty":
            self.texts.append(self._text(entry))
        figures = [f"{metric}={value}" for metric, value in entry.get("set", {}).items()]
        done = self.post.do(
            "log.add", book, self._text(entry), by=self._by(entry), channel=entry["via"], place=entry.get("place"), kind=entry["kind"], set=figures,
            **self._told(entry),
        )  # fmt: skip
        return done.ref

    def _happened(self, incident: dict[str, Any], place: int, entry: dict[str, Any]) -> None:
        told, ref = self._told(entry), incident["ref"]
        self.texts.append(self._text(entry))
        if place == 0:
            line = incident["line"][self.tongue]
            self.numbers[ref] = self.post.do(
                "incident.report", line, by=self._by(entry), channel=entry["via"], **told
            ).ref
        number = self.numbers[ref]
        decided = entry.get("level") or entry.get("keeps_level")
        if decided and place > 0:
            who = self._by(entry) if entry["by"] in self.people else None
            self.post.do(
                "incident.set_level", number, decided, reason=self._text(entry), **told | ({"who": who} if who else {})
            )
        elif "answer" in entry:
            self.post.do(
                "incident.answer",
                number,
                entry["answer"]["rule"],
                entry["answer"]["applies"],
                reason=self._text(entry),
                **told,
            )
        elif not self._reported(number, entry, told):
            entry_ref = self._written(number, entry)
            if "struck" in entry:
                self._to_strike = entry_ref
        if "chain" in entry:
            self.post.do("incident.chain", number, entry["chain"], by=self._by(entry), **told)
        for metric in entry.get("start", []):
            self.post.do("fact.start", number, metric, **told)
        if entry.get("controlled"):
            self.post.do("incident.control", number, **told)
        if entry is incident["log"][-1]:
            parts = {part: words[self.tongue] for part, words in incident["parts"].items() if words and part != "loss"}
            self.post.do("incident.describe", number, **parts)

    def _reported(self, number: str, entry: dict[str, Any], told: dict[str, Any]) -> bool:
        """Mark what an entry reports as met: the follow-up that is open, the notify rows it names; gives whether it did."""
        followup = entry.get("report", {}).get("kind") == "follow-up"
        wanted = {*entry.get("meets", ()), *(["followup"] if followup else [])}
        rows = [row for row in self.post.owed(number) if row.code in wanted]
        for row in rows:
            to = entry.get("report", {}).get("to", list(row.to))
            whom = ", ".join(self.names.get(code, code) for code in to)
            self.post.do("deadline.meet", row.id, to=whom, channel=entry["via"], note=self._text(entry), **told)
        if rows and "set" in entry:
            self._written(number, entry)
        return bool(rows)

    def _struck(self, incident: dict[str, Any], entry: dict[str, Any]) -> None:
        struck = entry["struck"]
        self.post.clock.put(self.minute(struck["t"]))
        reason = struck[f"reason_{self.tongue}"]
        self.post.do(
            "log.strike", self.numbers[incident["ref"]], self._to_strike, reason=reason, who=self.names[struck["by"]]
        )
