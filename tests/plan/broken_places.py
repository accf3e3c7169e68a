# ruff: noqa: E501 - a table: one row, one fault
"""Places of our plan, each broken in one way, and what must be said about it (DESIGN 3)."""

from __future__ import annotations

from typing import NamedTuple


class Broken(NamedTuple):
    """One place of our plan changed, and what must be said about it: at so many lines after the change."""

    name: str
    file: str
    old: str
    new: str
    field: str
    what: str
    warning: bool = False
    below: int = 0


BROKEN = (
    # the YAML itself
    Broken("tab", "facts.yaml", "  note_zh: 企业", "\tnote_zh: 企业", "", "There is a tab"),
    Broken("text after a quote", "law.yaml", "source: 国务院令493号 第三条", "source: '国务院令493号' 第三条", "", "cannot be read as YAML"),
    Broken("bad indent", "plan.yaml", "  rank: 4", "    rank: 4", "", "cannot be read as YAML"),
    Broken("open bracket", "plan.yaml", "groups: [rescue, information]", "groups: [rescue, information", "", "cannot be read as YAML", below=1),
    Broken("doubled field", "plan.yaml", "  rank: 4", "  rank: 4\n  rank: 4", "levels[IV].rank", "stands here twice", below=1),
    Broken("alias", "plan.yaml", "followup_to: [leading_group]", "followup_to: &who [leading_group]", "levels[#1].followup_to", "Anchors and aliases"),
    Broken("tag", "plan.yaml", "rank: 4", "rank: !!python/object:os.system 4", "levels[#1].rank", "Tags (!)"),
    Broken("second document", "policies.yaml", "policies:\n", "---\npolicies:\n", "", "second document"),
    Broken("long number", "law.yaml", "deaths: 30", "deaths: 300000000000000000", "legal_grades.work_safety.tests[#1].deaths", "too long"),
    Broken("control character", "facts.yaml", "zh: 死亡人数", "zh: 死亡\x07人数", "", "control character"),
    Broken("escaped control character", "facts.yaml", "zh: 死亡人数", 'zh: "死亡\\e人数"', "metrics[deaths].zh", "control character"),
    # the schema
    Broken("unknown field", "types/fire.yaml", "default_level: III", "defualt_level: III", "defualt_level", "no such field"),
    Broken("nested unknown field", "types/fire.yaml", "target_min: 6", "target_mins: 6", "tasks.rescue[fire.res.2].target_mins", "no such field"),
    Broken("missing field", "types/fire.yaml", "target_min: 6, ", "", "tasks.rescue[fire.res.2].target_min", "field is missing"),
    Broken("text for a number", "law.yaml", "deadline_minutes: 60", "deadline_minutes: soon", "statutory_rules[work_safety_accident].deadline_minutes", "whole number"),
    Broken("quoted number", "law.yaml", "deadline_minutes: 60", "deadline_minutes: '60'", "statutory_rules[work_safety_accident].deadline_minutes", "whole number"),
    Broken("clock for a number", "types/fire.yaml", "target_min: 6", "target_min: 1:30", "tasks.rescue[fire.res.2].target_min", "whole number"),
    Broken("number below zero", "types/fire.yaml", "target_min: 6", "target_min: -6", "tasks.rescue[fire.res.2].target_min", "out of range"),
    Broken("number beyond reason", "plan.yaml", "followup_minutes: 60", "followup_minutes: 99999999", "levels[IV].followup_minutes", "out of range"),
    Broken("yes for true", "types/fire.yaml", "critical: true", "critical: yes", "tasks.rescue[fire.res.1].critical", "true or false"),
    Broken("number for text", "organisation.yaml", "number: '119'", "number: 119", "contacts[119].number", "There must be a text"),
    Broken("text for a list", "types/fire.yaml", "statutory_rules: [work_safety_accident]", "statutory_rules: work_safety_accident", "statutory_rules", "There must be a list"),
    Broken("list for fields", "facts.yaml", "common_thresholds:\n  note_zh", "common_thresholds: []\nx:\n  note_zh", "common_thresholds", "There must be fields"),
    Broken("unknown choice", "plan.yaml", "colour: blue", "colour: green", "levels[IV].colour", "not possible here"),
    Broken("bad level", "facts.yaml", "{metric: deaths, ge: 1, level: I}", "{metric: deaths, ge: 1, level: V}", "common_thresholds.rules[#1].level", "not possible here"),
    Broken("missing English", "organisation.yaml", "- {code: safety, zh: 安全管理部门, en: Safety management,", "- {code: safety, zh: 安全管理部门,", "departments[safety].en", "field is missing"),
    Broken("empty Chinese", "organisation.yaml", "zh: 安全管理部门, en: Safety", "zh: '', en: Safety", "departments[safety].zh", "text is missing"),
    Broken("nothing for Chinese", "organisation.yaml", "zh: 安全管理部门, en: Safety", "zh: , en: Safety", "departments[safety].zh", "text is missing"),
    Broken("detail in one language", "types/fire.yaml", ",\n     detail_en: Play the approved bilingual evacuation message every 2 minutes}", "}", "tasks.information[fire.inf.1].detail_en", "one language only", below=-1),
    Broken("legal in one language", "facts.yaml", ", legal_en: Relatively serious dangerous occurrence (with 10 or more kept for observation)", "", "common_thresholds.rules[#11].legal_en", "one language only"),
    Broken("code with a blank", "supplies.yaml", "code: FE-ABC4", "code: FE ABC4", "supplies[FE ABC4].code", "cannot stand here"),
    Broken("broken date", "plan.yaml", "revised: '2026-11-24'", "revised: 24.11.2026", "revised", "cannot stand here"),
    # what the codes mean
    Broken("unknown metric", "types/fire.yaml", "{metric: trapped, ge: 1, level: II}", "{metric: traped, ge: 1, level: II}", "auto_thresholds[#2].metric", "traped is not known"),
    Broken("unknown metric in a rule", "law.yaml", "{metric: missing, ge: 1}", "{metric: lost, ge: 1}", "statutory_rules[work_safety_accident].starts_when.any[#2].metric", "lost is not known"),
    Broken("unknown grade table", "law.yaml", "grade_table: none_on_file", "grade_table: food", "statutory_rules[food_safety].grade_table", "food is not known"),
    Broken("unknown contact", "types/fire.yaml", "contact: insurer", "contact: insurers", "notify[fire.notify.insurer].contact", "insurers is not known"),
    Broken("unknown within", "types/fire.yaml", "within: 24h", "within: 48h", "notify[fire.notify.insurer].within", "48h is not known"),
    Broken("unknown post", "plan.yaml", "commander_post: head_safety", "commander_post: head_of_all", "levels[III].commander_post", "head_of_all is not known"),
    Broken("unknown followup addressee", "plan.yaml", "followup_to: [leading_group, hq, emb]", "followup_to: [leading_group, hq, mayor]", "levels[II].followup_to[#3]", "mayor is not known"),
    Broken("unknown group", "plan.yaml", "groups: [rescue, information]", "groups: [rescue, press]", "levels[IV].groups[#2]", "press is not known"),
    Broken("unknown department", "organisation.yaml", "department: safety, next_higher", "department: safty, next_higher", "posts[head_safety].department", "safty is not known"),
    Broken("unknown rule", "types/fire.yaml", "statutory_rules: [work_safety_accident]", "statutory_rules: [work_safety_accident, fire_law]", "statutory_rules[#2]", "fire_law is not known"),
    Broken("unknown see_also", "types/fire.yaml", "see_also: [crowd_crush,", "see_also: [crowd,", "see_also[#1]", "crowd is not known"),
    Broken("unknown card", "types/fire.yaml", "cards: [evacuation,", "cards: [run,", "cards[#1]", "run is not known"),
    Broken("unknown except_types", "facts.yaml", "except_types: [lost_child]", "except_types: [lost]", "common_thresholds.rules[#2].except_types[#1]", "lost is not known"),
    Broken("unknown role", "types/fire.yaml", "minute: 1, role: desk", "minute: 1, role: robot", "first_10_min[fire.first.call_119].role", "robot is not known"),
    Broken("unknown phase", "types/fire.yaml", "phase: act, zh: 派微型", "phase: later, zh: 派微型", "tasks.rescue[fire.res.1].phase", "later is not known"),
    Broken("unknown meets", "types/fire.yaml", "meets: [fire.notify.insurer]", "meets: [fire.notify.bank]", "tasks.investigation[fire.inv.4].meets[#1]", "fire.notify.bank is not known"),
    Broken("a rule of another type", "types/fire.yaml", "meets: [work_safety_accident], zh", "meets: [food_safety], zh", "tasks.information[fire.inf.5].meets[#1]", "not a rule of this type"),
    Broken("unknown supply", "organisation.yaml", "take: [RADIO, HIVIS, HELMET", "take: [RADIO, HIVIZ, HELMET", "group_cards[#1].take[#2]", "HIVIZ is not known"),
    Broken("unknown channel", "policies.yaml", "channels: [screen, bell, desktop]}", "channels: [screen, horn]}", "policies[statutory_clock].steps[#1].channels[#2]", "horn is not known"),
    Broken("unknown target", "policies.yaml", "to: [deputy_leader]", "to: [mayor]", "policies[statutory_clock].steps[#3].to[#1]", "mayor is not known"),
    Broken("unknown owner", "inspections.yaml", "owner: security", "owner: nobody", "rounds[fire_daily].owner", "nobody is not known"),
    Broken("unknown category", "supplies.yaml", "category: fire", "category: fires", "supplies[FE-ABC4].category", "fires is not known"),
    Broken("doubled code", "organisation.yaml", "- {code: head_admin,", "- {code: head_legal,", "posts[head_legal].code", "used twice, first at organisation.yaml", below=2),
    Broken("doubled lasting code", "types/fire.yaml", "id: fire.res.2", "id: fire.res.1", "tasks.rescue[fire.res.1].id", "used twice, first at types/fire.yaml"),
    Broken("lasting code of another type", "types/gas_leak.yaml", "id: gas_leak.res.1,", "id: fire.res.1,", "tasks.rescue[fire.res.1].id", "used twice, first at types/fire.yaml"),
    Broken("doubled kind", "policies.yaml", "kinds: [level]", "kinds: [statutory]", "policies[level_not_set].kinds[#1]", "used twice"),
    Broken("doubled word in a list", "types/fire.yaml", "zh: [火警, 火灾,", "zh: [火警, 火警,", "words.zh[#2]", "stands twice in this list"),
    Broken("word under two types", "types/gas_leak.yaml", "en: [gas leak,", "en: [Smoke, gas leak,", "words.en[#1]", "stands under fire too"),
    Broken("word under two metrics", "facts.yaml", "en: [missing,", "en: [dead, missing,", "metrics[missing].words.en[#1]", "stands under deaths too"),
    Broken("word under two cards", "action_cards.yaml", "zh: [打雷,", "zh: [冒烟, 打雷,", "cards[shelter].sees.zh[#1]", "stands under evacuation too"),
    Broken("level missing", "plan.yaml", "- code: II\n  rank: 2", "- code: I\n  rank: 2", "levels", "level II is missing", below=-31),
    Broken("wrong rank", "plan.yaml", "rank: 4", "rank: 1", "levels[IV].rank", "rank of level IV is 4"),
    Broken("standby not called", "plan.yaml", "groups: [rescue, logistics, information, investigation]\n  standby", "groups: [rescue, logistics, information]\n  standby", "levels[III].standby[#1]", "not among the level's groups", below=1),
    Broken("posts in a circle", "organisation.yaml", "en: 'Leader of the leading group', held_by_zh: 单位主要负责人, held_by_en: Head of the organisation, next_higher: null", "en: 'Leader', next_higher: deputy_leader", "posts[leader].next_higher", "own next higher post"),
    Broken("generic policy missing", "policies.yaml", "- code: generic", "- code: other", "policies", "generic is missing", below=-262),
    Broken("minutes without step", "policies.yaml", "I: {after_min: [0, 2, 5, 8]}", "I: {after_min: [0, 2, 5]}", "policies[statutory_clock].levels.I.after_min", "3 minutes for 4 steps"),
    Broken("steps backwards", "policies.yaml", "I: {after_min: [0, 2, 5, 8]}", "I: {after_min: [0, 9, 5, 8]}", "policies[statutory_clock].levels.I.after_min", "before an earlier one"),
    Broken("words of a measure", "facts.yaml", "unit: cm, unit_zh: 厘米, kind: measure", "unit: cm, unit_zh: 厘米, kind: measure, words: {zh: [积水], en: [water]}", "metrics[water_depth_cm].words", "has no words"),
    Broken("running without marks", "facts.yaml", ", end_zh: 找到时刻, end_en: Found", "", "metrics[missing_minutes].end_zh", "needs end_zh"),
    Broken("running in days", "facts.yaml", "unit: h, unit_zh: 小时", "unit: day, unit_zh: 天", "metrics[closure_hours].unit", "min or h"),
    Broken("sum of a measure", "facts.yaml", "derived: serious_injuries + minor_injuries", "derived: serious_injuries + water_depth_cm", "metrics[injured].derived", "water_depth_cm is no count"),
    Broken("threshold without number", "types/fire.yaml", "{metric: trapped, ge: 1, level: II}", "{metric: trapped, level: II}", "auto_thresholds[#2]", "either ge or eq"),
    Broken("counted and chosen", "types/fire.yaml", "{metric: trapped, ge: 1, level: II}", "{metric: trapped, eq: many, level: II}", "auto_thresholds[#2].eq", "counted, not chosen"),
    Broken("chosen and counted", "types/severe_weather_flood.yaml", "eq: blue", "ge: 1", "auto_thresholds[#1].ge", "chosen, not counted"),
    Broken("unknown option", "types/severe_weather_flood.yaml", "eq: blue", "eq: green", "auto_thresholds[#1].eq", "green is not known"),
    Broken("half a person", "types/fire.yaml", "{metric: trapped, ge: 1, level: II}", "{metric: trapped, ge: 1.5, level: II}", "auto_thresholds[#2].ge", "whole numbers"),
    Broken("nothing is enough", "facts.yaml", "{metric: deaths, ge: 1, level: I}", "{metric: deaths, ge: 0, level: I}", "common_thresholds.rules[#1].ge", "reaches 0"),
    Broken("nothing raises a rule", "law.yaml", "{metric: missing, ge: 1}", "{metric: missing, ge: 0}", "statutory_rules[work_safety_accident].starts_when.any[#2].ge", "reaches 0"),
    Broken("no rhythm", "inspections.yaml", "schedule: {hours: 2}", "schedule: {}", "rounds[fire_daily].schedule", "one rhythm"),
    Broken("number for true", "action_cards.yaml", "  roll_call: true", "  roll_call: 1", "cards[evacuation].roll_call", "not possible here"),
    Broken("unit in one language", "facts.yaml", "unit: cm, unit_zh: 厘米", "unit: cm, unit_zh: null", "metrics[water_depth_cm].unit_zh", "one language only"),
    Broken("grades out of order", "law.yaml", "{grade: 重大, en: Serious,", "{grade: 特别重大, en: Serious,", "legal_grades.work_safety.tests[#2].grade", "worst first"),
    Broken("grade without test", "law.yaml", "{grade: 一般, en: Ordinary, deaths: 1, serious: 1, loss_cny: 1}", "{grade: 一般, en: Ordinary}", "legal_grades.work_safety.tests[#4]", "tests nothing"),
    Broken("start test of nothing", "law.yaml", "- {metric: missing, ge: 1}", "- {metric: missing}", "statutory_rules[work_safety_accident].starts_when.any[#2]", "either a metric with ge"),
    Broken("code is not the file's", "types/fire.yaml", "code: fire\n", "code: fires\n", "code", "agree with the file's name"),
    Broken("last resort missing", "plan.yaml", "- unclassified\n", "", "incident_types", "unclassified is missing", below=-20),
    Broken("blank nobody fills", "types/fire.yaml", "从{route}离开", "从{exit}离开", "announce_zh", "{exit} is no blank"),
    Broken("brace alone", "action_cards.yaml", "Leave now by {route}.", "Leave now by {route.", "cards[evacuation].broadcast_en", "is no blank"),
    # steps that are read aloud
    Broken("long Chinese step", "types/fire.yaml", "zh: 派微型消防站两人组扑救，保持对讲", "zh: 派出微型消防站的两人小组前往扑救，全程保持对讲畅通", "tasks.rescue[fire.res.1].zh", "has 25 characters"),
    Broken("long English step", "types/fire.yaml", "en: Break the call point and shout a warning", "en: Break the nearest manual call point and then shout a loud warning to all people around", "first_10_min[fire.first.call_point].en", "has 16 words"),
    Broken("step with brackets", "types/fire.yaml", "zh: 派微型消防站两人组扑救，保持对讲", "zh: 派两人组（微型消防站）扑救", "tasks.rescue[fire.res.1].zh", "Nobody can read （ aloud"),
    Broken("step that sends elsewhere", "types/fire.yaml", "en: Break the call point and shout a warning", "en: Break the call point; see section 4", "first_10_min[fire.first.call_point].en", "elsewhere: see section"),
    Broken("step that sends elsewhere in Chinese", "types/fire.yaml", "zh: 派微型消防站两人组扑救，保持对讲", "zh: 派两人组扑救，详见预案", "tasks.rescue[fire.res.1].zh", "elsewhere: 详见"),
    Broken("step of a card with brackets", "action_cards.yaml", "en: Approve the text,", "en: 'Approve the text [briefly]',", "cards[announcement].steps[announcement.approve].en", "Nobody can read [ aloud"),
    Broken("English thing first", "types/fire.yaml", "en: Break the call point and shout a warning", "en: Radio is kept clear", "first_10_min[fire.first.call_point].en", "not begin with a verb: radio"),
    Broken("English courtesy first", "types/fire.yaml", "en: Break the call point and shout a warning", "en: Please break the call point", "first_10_min[fire.first.call_point].en", "not begin with a verb: please"),
    Broken("Chinese thing first", "types/fire.yaml", "zh: 派微型消防站两人组扑救，保持对讲", "zh: 派出所民警到场引导", "tasks.rescue[fire.res.1].zh", "not begin with a verb: 派出所"),
    Broken("ten steps in a phase", "types/fire.yaml", "tasks:\n  rescue:\n", "tasks:\n  rescue:\n" + "".join(f"  - {{id: fire.res.{n}, target_min: 0, critical: false, phase: act, zh: 开门, en: Open the door}}\n" for n in range(90, 100)), "tasks.rescue", "steps in one phase", below=1),
    Broken("list without a date", "types/fire.yaml", "revised: '2026-11-24'\n", "", "revised", "field is missing", below=-1),
    Broken("plan without a date", "plan.yaml", "revised: '2026-11-24'\n", "", "revised", "field is missing", below=-1),
    # warnings
    Broken("beginning not known", "types/fire.yaml", "en: Break the call point and shout a warning", "en: Whistle at the call point", "first_10_min[fire.first.call_point].en", "Whether whistle is a verb", True),
    Broken("beginning not known in Chinese", "types/fire.yaml", "zh: 派微型消防站两人组扑救，保持对讲", "zh: 人员扑救，保持对讲", "tasks.rescue[fire.res.1].zh", "Whether 人员 is a verb", True),
    Broken("plan dated before its lists", "plan.yaml", "revised: '2026-11-24'", "revised: '2026-11-01'", "revised", "is dated before ", True),
    Broken("order of time", "types/fire.yaml", "target_min: 6", "target_min: 11", "tasks.rescue[fire.res.3].target_min", "before the one above", True, below=1),
    Broken("code of another list", "types/fire.yaml", "id: fire.inv.1", "id: fire.log.9", "tasks.investigation[fire.log.9].id", "does not begin with fire.inv.", True),
    Broken("law waits for a level", "types/fire.yaml", "meets: [work_safety_accident], zh: 报应", "meets: [work_safety_accident], from_level: II, zh: 报应", "tasks.information[fire.inf.5].from_level", "waits for a level", True),
)  # fmt: skip
