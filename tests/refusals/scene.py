"""The evening on which every refusal is tried, and the saying of one case at it: exit code, what is wrong, what to do."""

from __future__ import annotations

import json
import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from commandpost.cli import main
from commandpost.domain.core.clock import MovedClock
from commandpost.exchange.csv_entries import read_entries
from commandpost.locale.words import language, set_language
from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder
from tests.refusals.cases import Case
from tests.story import ZONE, Post

FESTIVAL = Path(__file__).parents[1] / "cases" / "astroworld-2021.csv"
FILES = {
    "bad_lines": "time,entry,deaths\n2026-11-05T13:01,no offset,1\n2026-11-05T13:02+08:00,,0\n2026-11-05T13:03+08:00,half,1.5\n",
    "empty": "time,entry\n",
    "unclosed": 'time,entry\n2026-11-05T13:01Z,"never closed\n',
    "twice": "time,entry,entry\n2026-11-05T13:01Z,a,b\n",
    "timeless": "by,entry\nA,x\n",
    "strange": "time,entry,mood\n2026-11-05T13:01Z,a,sad\n",
}


@dataclass(frozen=True)
class Answer:
    """What a case was answered."""

    code: int
    what: str
    do: str


class Scene:
    """The evening, and the places that the cases name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._said: dict[tuple[Case, str], Answer] = {}
        self.places = {name: str(folder / f"{name}.csv") for name in FILES}
        for name, text in FILES.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
        self.places |= {
            "picture": str(folder / "picture.png"),
            "festival": str(FESTIVAL),
            "nowhere": str(folder / "nowhere"),
            "new": str(folder / "new"),
        }
        self._play(Post(folder))
        shutil.copytree(folder / "data", folder / "copied")
        self.places |= {
            "copied": str(folder / "copied"),
            "backup": str(folder / "copied" / "commandpost.db"),
            "broken_text": "half-\udce9",
        }

    def _play(self, post: Post) -> None:
        post.clock = post.desk.clock = MovedClock(datetime(2026, 11, 5, 13, 0, tzinfo=ZoneInfo(ZONE)))
        post.do("person.add", "Zhou Li")
        post.do("log.add", "duty", "smell of smoke")
        post.do("log.add", "duty", "wrong number")
        post.do("log.strike", "duty", "2", reason="no such number")
        post.do("log.add", "duty", "quiet", key="k1")
        fire = post.report("fire 2F smoke, 1 minor !III")
        post.do("incident.chain", fire, "department")
        post.do("incident.confirm", fire, "work_safety_accident")
        unset = post.do("incident.promote", "duty", "1").ref
        rows = post.owed(unset, "level")
        self.places["level_row"] = rows[0].id
        over, lift = post.report("fire 3F !III"), post.report("lift stuck L5 3 trapped !IV")
        post.do("log.add", over, "Ms Dong left")
        post.do("log.redact", over, "2", basis="asked")
        post.do("fact.start", lift, "trapped_minutes")
        found = read_entries(FESTIVAL, post.desk.plan)
        post.do("log.import", rows=found.rows, sha256=found.sha256, new="crowd_crush", title="Festival")
        calm = post.report("fire 4F !III")
        post.at("13:30")
        for number in (over, calm):
            post.do("incident.control", number)
        post.at("14:00").do(
            "incident.end", over, reason="out", confirmed_by="Chen Hao", met=[criterion.code for criterion in post.show(over).criteria]
        )  # fmt: skip
        self.places["met_row"] = next(row.id for row in post.owed(fire, "chain_step", "met"))
        twice, goes_on = post.report("fire 5F !III"), post.report("fire 5F smoke !III")
        post.do("incident.merge", twice, goes_on, reason="same")
        post.do("incident.link", fire, calm, reason="same building")
        for number, text in ((calm, "close gate 4"), (calm, "open gate 5"), (calm, "lock gate 6")):
            post.do("log.add", number, text, kind="order", to="Guard 3")
        entries = [entry.number for entry in post.log(calm)][-3:]
        self.places |= {"told": f"{calm}#{entries[0]}", "done": f"{calm}#{entries[1]}", "struck": f"{calm}#{entries[2]}"}
        post.do("order.read_back", self.places["told"])
        post.do("order.done", self.places["done"], note="open")
        post.do("log.strike", calm, entries[2], reason="gate 7")
        post.do("hear.expect", "Team 1", for_=calm)
        post.do("hear.expect", "Team 1", for_=fire)
        post.do("hear.expect", "Team 2", every=1, for_=calm)
        post.do("hear.expect", "Team 5", every=1, kind="fixed_post", for_=calm)
        post.do("hear.expect", "Team 4", every=100000, for_=calm)
        post.forward(minutes=2)
        post.do("fact.set", calm, "missing", "1")
        post.forward(seconds=1)
        post.do("hear.answer", "Team 4")
        post.do("person.add", "Gu Ping")
        post.do("command.take", fire, reason="first there", who="Zhou Li")
        post.do("command.offer", fire, "Gu Ping")
        post.do("task.done", fire, "fire.res.1", by="Zhou Li")
        post.do("task.skip", fire, "fire.res.2", reason="one room")
        post.do("card.open", "secure", incident=fire)
        post.do("card.open", "shelter", incident=calm)
        post.do("incident.set_level", goes_on, "IV", reason="out")
        post.do("benchmark.declare", goes_on, "gas_off")
        self.places["goes_on"] = goes_on
        for name in ("Ding Yi", "Ma Jie"):
            post.do("person.add", name)
            post.forward(seconds=1)
            post.do("post.assign", "head_finance", name)
        post.do("drill.start", reason="autumn")
        post.report("fire 6F !III")
        post.do("drill.stop")
        (self.folder / "paper.txt").write_text("a paper")
        post.do("attachment.add", fire, str(self.folder / "paper.txt"))
        post.do("attachment.redact", fire, "1", basis="asked")
        (self.folder / "nothing").touch()
        self.places["nothing"] = str(self.folder / "nothing")
        parts = json.loads(canonical(read_folder(our_pack_dir())))
        kinds = parts["content"]["incident_types"]
        twin = next(kind for kind in kinds if kind["code"] == "unclassified")
        kinds.append(
            json.loads(json.dumps(twin).replace("unclassified", "flash_mob")) | {"zh": "快闪", "en": "Flash mob"}
        )
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        post.do("plan.adopt", digest(text), content=text)
        self.records = post.desk.reader("SELECT count(*) FROM journal")[0][0]
        post.desk.close()

    def count(self) -> int:
        """Give how many records the journal has."""
        from commandpost.store.read import Reader

        reader = Reader(self.folder / "data")
        try:
            return int(reader("SELECT count(*) FROM journal")[0][0])
        finally:
            reader.close()

    def words(self, case: Case) -> list[str]:
        """Give the words of a case, folders and files filled in."""
        return [word.format(**self.places) if "{" in word else word for word in shlex.split(case.typed)]

    def say(self, case: Case, lang: str = "en") -> Answer:
        """Say a case; gives what was answered. A refusal changes nothing: it is said once in each language."""
        if (case, lang) not in self._said:
            self._said[case, lang] = self._say(case, lang)
        return self._said[case, lang]

    def _say(self, case: Case, lang: str) -> Answer:
        words = self.words(case)
        out, err = StringIO(), StringIO()
        with self._here(), redirect_stdout(out), redirect_stderr(err):
            code = main(words if "--lang" in words else [*words, "--lang", lang])
        assert out.getvalue() == "", out.getvalue()
        lines = [line for line in err.getvalue().splitlines() if line]
        return Answer(code, "\n".join(lines[:-1]) if len(lines) > 1 else lines[0], lines[-1] if len(lines) > 1 else "")

    @contextmanager
    def _here(self) -> Iterator[None]:
        before, spoke = dict(os.environ), language()
        os.environ |= {
            "COMMANDPOST_DATA": str(self.folder / "data"),
            "COMMANDPOST_STATE": str(self.folder / "state"),
            "LC_ALL": "C",
        }
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
            set_language(spoke)
