"""A small evening in both languages: every verb of the registry at least once, with names, telephones and texts that stand nowhere else."""

from __future__ import annotations

import json
from typing import Any

from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder
from tests.story import Post

# what was typed and belongs to people: none of it may stand in a record's body (JOURNAL 3)
NAMES = ("Lin Wei", "Ottoline Quatermass", "Bartholomew Okonkwo-Reyes", "欧阳静姝", "司马若尘", "夏侯子衿")
PHONES = ("13800138017", "+86 139 1234 8765", "0571-8899-4321")
SPOKEN = ("Guard Zacharias at the gate", "保安阿布都热合曼", "a lady with a violet umbrella", "穿黄雨衣的老先生")
CHANNELS = ("radio seven", "对讲机九频")
PLACES = ("behind the noodle stall of Mrs Pemberton", "唐婆婆糖水铺后门")
LINES = (
    "fire @kitchen-of-Rosalind smoke, 2 hurt, extinguisher used !III",
    "电梯困人 @观光梯旁的花店 3人被困 童谣老师报告",
    "电梯又停了 宇文阿姨打来电话",
    "drill smoke in the corridor of Persimmon",
)
TEXTS = (
    "the ventilator hums oddly, says Persephone",
    "雨水渗进配电间，老邱在看",
    "hose laid from the north riser by Thaddeus",
    "家属辛女士情绪激动，已安抚",
    "wrongly heard: explosion near Winifred",
    "imported: crowd thinning near the carousel of Ermintrude",
    "导入：旋转木马停运，舒老师清点学生",
)
REASONS = (
    "smoke reaches the stairwell of Cordelia",
    "电话核实后由岑经理定级",
    "gas smell reported by Ignatius",
    "misheard on the radio by Lucinda",
    "certificate shown by Dr Featherstone",
    "不适用：尚主任说明系误触",
    "all shutters checked by Montgomery",
    "复燃，由鲍师傅发现",
    "keys handed to Genevieve",
    "copied to the spare laptop of Algernon",
    "one lift, heard twice by Octavia",
    "两部电梯，公孙班长看过",
    "autumn exercise led by Leopoldine",
    "演练结束，由澹台校长宣布",
    "waits for the structural engineer Isambard",
    "令狐所长到场，接着办",
    "too far away, says Wilhelmina",
    "前任指挥失联，由慕容队长接管",
    "resting outside with Evangeline",
    "百里队长带队撤出",
)
PARTS = ("two storeys above Hepzibah's shop", "wiring of a popcorn machine owned by Barnaby", "楼上培训班的窦老师一班")
NOTES = ("told the fire brigade that Rosamund guides them in", "已电告应急局瞿科长", "burn on the hand of Araminta")
FILES = ("photo of Philomena.jpg", "端木先生的病历.pdf")
CONTENTS = (b"\xff\xd8\xff a burnt hand", b"%PDF- a sheet of paper")
ORDERS = ("clear the second floor, signed Cordwainer", "请查明原因并于明日书面报告——轩辕总经理")
ORDERED = ("Guard Fitzgerald, gate 4", "信息组的东方干事")
ORDER_NOTES = ("all out, Philippa was last", "已书面答复，附拓跋工程师说明")
TEAMS = ("team of Lysander", "西门班长的搜救一组")
MISSING = ("Caspian and Hermione",)
TOLD = ("119 desk, Sergeant Abernathy", "应急管理局值班员闻人先生")
TASK_NOTES = (
    "two went in, Demetrius leads", "太叔工程师说不用切", "Fetch the ladder of Anastasia now", "梯子借自仲孙师傅", "same plan, agreed with Ophelia",
    "smoke from the oven of Ludmilla", "全部撤出，由钟离主管确认",
)
BASES = ("request of the data subject Peregrine", "依当事人诸葛女士申请删除")
TITLES = ("The matinee that Clementine watched", "周末灯会，由卫老师带队")
ERASED_WORDS = ("Thaddeus",)

TYPED: tuple[str, ...] = (
    *NAMES, *PHONES, *SPOKEN, *CHANNELS, *PLACES, *LINES, *TEXTS, *REASONS, *PARTS, *NOTES, *FILES, *TOLD,
    *ORDERS, *ORDERED, *ORDER_NOTES, *TEAMS, *MISSING, *TASK_NOTES, *BASES, *TITLES, *ERASED_WORDS,
)  # fmt: skip
LATE = (*BASES, *ERASED_WORDS)  # what only the last act says: bases; and the words that it takes out
# a distinctive piece of each, so that a text cut up or re-worded would be found as well
PIECES = (
    "Ottoline", "Quatermass", "Bartholomew", "Okonkwo", "欧阳", "静姝", "司马", "若尘", "夏侯", "子衿", "13800138017", "0571-8899", "Zacharias", "阿布都热合曼",
    "violet", "黄雨衣", "Pemberton", "糖水铺", "Rosalind", "童谣老师", "花店", "Persephone", "老邱", "Thaddeus", "辛女士", "Winifred", "Ermintrude",
    "舒老师", "Cordelia", "岑经理", "Ignatius", "Lucinda", "Featherstone", "尚主任", "Montgomery", "鲍师傅", "Genevieve", "Algernon", "Hepzibah",
    "Barnaby", "窦老师", "Rosamund", "瞿科长", "Abernathy", "闻人", "Peregrine", "诸葛", "Clementine", "卫老师", "radio seven", "九频",
    "Philomena", "端木", "Araminta",
    "宇文", "Persimmon", "Octavia", "公孙", "Leopoldine", "澹台",
    "Isambard", "令狐", "Wilhelmina", "慕容", "Evangeline", "百里", "Lysander", "西门", "Caspian", "Hermione", "Cordwainer",
    "轩辕", "Fitzgerald", "东方", "Philippa", "拓跋", "Demetrius", "太叔", "Anastasia", "仲孙", "Ophelia", "Ludmilla", "钟离",
)  # fmt: skip


def play(post: Post, *, erase: bool = True) -> set[str]:
    """Play the evening at an English or a Chinese post; gives the ids of the verbs that were done (`erase` plays the last act too)."""
    done: set[str] = {"site.open"}

    def do(command: str, *args: Any, **kwargs: Any) -> str:
        done.add(command)
        return post.do(command, *args, **kwargs).ref

    _people(do)
    _duty(post, do)
    fire = _fire(post, do)
    lift = _lift(post, do)
    _import(do, lift)
    _ties(post, do, fire, lift)
    _papers(post, do, fire, lift)
    _alarms(post, do, fire)
    _calls(post, do, fire, lift)
    _lists(post, do)
    post.forward(minutes=5)
    done.add(post.desk.new_stream(REASONS[9]).command)
    do("log.add", fire, "written in a second life, Thaddeus stands by", by=SPOKEN[2], place=PLACES[0])
    if erase:
        do("log.redact", fire, "A2#1", basis=BASES[0], words=[ERASED_WORDS[0]])
        do("log.redact", "duty", "2", basis=BASES[1])
        do("attachment.redact", fire, "2", basis=BASES[1])
        do("person.erase", NAMES[2], basis=BASES[0])
        do("person.erase", NAMES[4], basis=BASES[1])
    return done


def _people(do: Any) -> None:
    do("person.add", NAMES[1], phone=[PHONES[0], PHONES[1]])
    do("person.add", NAMES[2])
    do("person.add", NAMES[3], phone=[PHONES[2]])
    do("person.add", NAMES[4])
    do("post.assign", "head_safety", NAMES[1])
    do("post.assign", "deputy_leader", NAMES[3])
    do("post.assign", "deputy_leader", NAMES[4], second=True)
    do("operator.take", NAMES[5])
    do("operator.take", NAMES[0])
    do("place.add", "2F-foodcourt", zh="二楼美食广场", en="Food court, 2F", word=["food court", "美食广场"])
    do(
        "place.add",
        "2F-foodcourt",
        zh="二楼美食城",
        en="Food court",
        word=["food court"],
        department="customer_service",
    )
    text = canonical(read_folder(our_pack_dir()))
    do("plan.adopt", digest(text), content=text)


def _duty(post: Post, do: Any) -> None:
    do("log.add", "duty", TEXTS[0], by=SPOKEN[0], channel=CHANNELS[0], place=PLACES[0])
    do("log.add", "duty", TEXTS[1], by=NAMES[4], channel=CHANNELS[1], place="food court", who=NAMES[3])
    do("log.add", "duty", TEXTS[4], kind="report")
    do("log.strike", "duty", "3", reason=REASONS[3])
    post.forward(minutes=2)
    number = do("incident.promote", "duty", "1", type="power_cut")
    do("incident.change_type", number, "gas_leak", reason=REASONS[2])


def _fire(post: Post, do: Any) -> str:
    fire = do("incident.report", LINES[0], by=SPOKEN[2], channel=CHANNELS[0])
    do("incident.set_level", fire, "II", reason=REASONS[0])
    do("log.add", fire, TEXTS[2], by=NAMES[1], kind="action", set=["minor_injuries=2", "evacuated=40"])
    do("fact.set", fire, "deaths", "0")
    do("fact.start", fire, "closure_hours")
    post.forward(minutes=7)
    do("incident.chain", fire, "department", by=SPOKEN[0])
    do("incident.chain", fire, "group", by=NAMES[3])
    do("incident.confirm", fire, "work_safety_accident")
    do("incident.answer", fire, "work_safety_accident", "yes", reason=REASONS[4])
    do("incident.describe", fire, place=PARTS[0], nature=PARTS[1], department="customer_service")
    do("incident.describe", fire, scope=PARTS[2], measures=TEXTS[2], severity=REASONS[0])
    owed = next(row for row in post.owed(fire) if row.kind == "statutory")
    do("deadline.meet", owed.id, to=TOLD[0], channel=CHANNELS[0], note=NOTES[0])
    do("fact.stop", fire, "closure_hours")
    do("incident.control", fire)
    met = [criterion.code for criterion in post.ask("incident.show", fire).criteria[1:]]
    first = post.ask("incident.show", fire).criteria[0].code
    do("incident.end", fire, reason=REASONS[6], confirmed_by=NAMES[3], met=met, override=[f"{first}={REASONS[8]}"])
    post.forward(minutes=3)
    do("incident.reopen", fire, reason=REASONS[7])
    return fire


def _lift(post: Post, do: Any) -> str:
    lift = do("incident.report", LINES[1], by=SPOKEN[1], channel=CHANNELS[1], who=NAMES[3])
    do("incident.set_level", lift, "IV", reason=REASONS[1])
    do("incident.answer", lift, "special_equipment", "no", reason=REASONS[5])
    do("log.add", lift, TEXTS[3], by=SPOKEN[3], place=PLACES[1])
    for row in post.owed(lift):
        if row.kind == "follow_up" or row.kind == "followup":
            do("deadline.meet", row.id, to=TOLD[1], channel=CHANNELS[1], note=NOTES[1])
            break
    return lift


def _papers(post: Post, do: Any, fire: str, lift: str) -> None:
    for name, content, note in zip(FILES, CONTENTS, (NOTES[2], None), strict=True):
        (post.folder / name).write_bytes(content)
        do("attachment.add", fire, str(post.folder / name), note=note)
        do("attachment.add", lift, str(post.folder / name), entry="1")
        (post.folder / name).unlink()


def _ties(post: Post, do: Any, fire: str, lift: str) -> None:
    again = do("incident.report", LINES[2], by=SPOKEN[3])
    do("incident.merge", again, lift, reason=REASONS[10])
    do("incident.unmerge", again, reason=REASONS[11])
    do("incident.link", again, fire, reason=REASONS[10])
    do("incident.unlink", fire, again, reason=REASONS[11])
    do("drill.start", reason=REASONS[12])
    do("incident.report", LINES[3])
    do("drill.stop", reason=REASONS[13])


def _alarms(post: Post, do: Any, fire: str) -> None:
    post.forward(minutes=20)
    moments = [deadline for deadline, at in post.ask("alert.agenda").moments if at is not None]
    do("alert.raise", due=moments, able=["bell"])
    first, second = post.ask("alert.waiting").rows[:2]
    do("deadline.acknowledge", first.deadline, note=NOTES[0], who=NAMES[1])
    do("deadline.escalate", second.deadline, reason=REASONS[0])
    ready = post.ask("alert.outbox", channels=["screen"]).ready
    do("alert.take", messages=[(one.id, one.channel, one.alarms, one.began) for one in ready])
    do("alert.deliver", fates=[(one.id, one.channel, "toast", "sent", None, one.alarms) for one in ready])
    do("alert.seen", messages=[(one.id, one.channel, one.alarms) for one in ready])
    do("watch.note", kind="unwatched", since="2026-11-05T04:00:00.000Z", until="2026-11-05T05:00:00.000Z", seconds=0)
    do("watch.maintenance", until="2026-11-06T12:00+08:00", reason=REASONS[9])
    do("watch.maintenance", off=True)


def _calls(post: Post, do: Any, fire: str, lift: str) -> None:
    do("log.add", fire, ORDERS[0], kind="order", to=ORDERED[0])
    order = f"{fire}#{post.log(fire)[-1].number}"
    do("order.read_back", order)
    do("order.done", order, note=ORDER_NOTES[0])
    do("log.add", "duty", ORDERS[1], kind="instruction", to=ORDERED[1], by=NAMES[3])
    do("order.done", f"duty#{post.log('duty')[-1].number}", note=ORDER_NOTES[1])
    do("incident.hold", lift, until="2026-11-05T23:00+08:00", reason=REASONS[14])
    do("incident.resume", lift, reason=REASONS[15])
    do("command.offer", fire, "deputy_leader")
    do("command.decline", fire, reason=REASONS[16], who=NAMES[3])
    do("command.offer", fire, NAMES[3])
    do("command.accept", fire, who=NAMES[3])
    do("command.take", fire, reason=REASONS[17], who=NAMES[4])
    do("hear.expect", TEAMS[0], for_=fire)
    do("hear.expect", TEAMS[1], for_="duty")
    do("hear.answer", TEAMS[0], missing=MISSING[0])
    do("hear.pause", TEAMS[0], until="2026-11-05T23:00+08:00", reason=REASONS[18])
    do("hear.stop", TEAMS[1], reason=REASONS[19])


def _lists(post: Post, do: Any) -> None:
    fire = do("incident.report", LINES[0])
    do("list.send", fire, "investigation")
    post.forward(minutes=3)
    do("list.confirm", fire, "level_set")
    first, second, third = [row.id for row in post.ask("task.list", fire) if row.state == "open"][:3]
    do("task.done", fire, first, by=SPOKEN[2], note=TASK_NOTES[0])
    do("task.skip", fire, second, reason=TASK_NOTES[1])
    do("task.undo", fire, second)
    do("task.assign", fire, third, NAMES[1])
    do("task.add", fire, TASK_NOTES[2], group="rescue", critical=True)
    do("task.note", fire, "own.1", TASK_NOTES[3])
    do("sheet.print", fire, "rescue", 1, 1)
    do("task.done", fire, third, sheet="1", at=post.clock.now().isoformat())
    do("list.complete", fire, "rescue")
    do("benchmark.declare", fire, "all_out")
    do("mark.answer", fire, TASK_NOTES[4])
    do("card.open", "smoke", place=PLACES[0], hazard=TASK_NOTES[5])
    do("card.switch", "evacuation", "shelter")
    do("card.fill", "shelter", hazard=TASK_NOTES[5])
    do("card.attach", "shelter", fire)
    do("card.close", "shelter", reason=TASK_NOTES[6])


def _import(do: Any, lift: str) -> None:
    rows = [
        {
            "at": "2026-11-05T02:00:00.000Z",
            "text": TEXTS[5],
            "by": SPOKEN[2],
            "channel": CHANNELS[0],
            "place": PLACES[0],
            "facts": {"deaths": "0"},
        },
        {"at": "2026-11-05T02:10:00.000Z", "text": TEXTS[6], "by": NAMES[3], "facts": {}},
    ]
    do("log.import", rows=json.dumps(rows), sha256="a" * 64, new="crowd_crush", title=TITLES[0])
    do("log.import", rows=json.dumps(rows), sha256="b" * 64, incident=lift, title=TITLES[1])
