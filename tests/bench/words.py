"""What is said over the radio of a big mall, in both languages: the words of the made-up log, always the same for the same seed."""

from __future__ import annotations

from random import Random

# fmt: off
PLACES_ZH = ("2F美食广场", "1号门", "地下车库B2", "中庭", "影院5号厅", "3号扶梯", "东侧货梯", "儿童乐园", "超市收银区", "屋顶花园", "消防通道", "西门广场")
PLACES_EN = ("2F food court", "gate 1", "car park B2", "atrium", "cinema hall 5", "escalator 3", "east goods lift", "playground", "tills", "roof garden")
SEEN_ZH = (
    "有人晕倒", "闻到烟味", "冒烟", "漏水", "电梯困人", "顾客争执", "儿童走失", "停电", "玻璃破碎", "可疑包裹", "扶梯停运", "人群拥挤", "有人滑倒", "火警报警",
    "空调异响", "车辆刮擦",
)
SEEN_EN = (
    "smoke in the corridor", "water through the ceiling", "a person has fainted", "a lost child at the desk", "the escalator has stopped",
    "two customers are fighting", "the smoke detector rings", "a power cut", "a broken window", "an unattended bag", "a crowd at the doors",
)
DONE_ZH = (
    "已用灭火器", "已拉警戒线", "正在疏散顾客", "已通知消防", "医务人员到场", "保洁到场", "工程到场检查", "已联系家属", "恢复正常", "继续观察", "已切断电源",
)
DONE_EN = (
    "extinguisher used", "area taped off", "customers are being moved out", "fire brigade called", "first aid on site", "cleaners on site",
    "engineer is checking", "family was called", "back to normal", "watching it", "power is off",
)
# fmt: on
SAYERS = ("保安12号", "保安7号", "中控室", "Guard 12", "Guard 31", "Control room", "楼层主管", "Duty manager")
CHANNELS = ("对讲3频道", "radio 3", "电话", "telephone", "face to face")

# what the searches look for: rare words are said once in so many entries
COMMON_ZH, COMMON_FOUR, COMMON_EN = "冒烟", "疏散顾客", "smoke in the corridor"
RARE_ZH, RARE_EN, RARE_EACH = "氨气", "ammonia leak", 5000


def sentence(chance: Random, number: int) -> str:
    """Give what is said in the n-th entry."""
    count = chance.randrange(1, 60)
    if number % RARE_EACH == 17:
        return (
            f"冷库{RARE_ZH}泄漏，已切断阀门"
            if number // RARE_EACH % 2
            else f"{RARE_EN} at the cold store, valve closed"
        )
    if chance.random() < 0.6:
        return f"{chance.choice(PLACES_ZH)}{chance.choice(SEEN_ZH)}，约{count}人在场，{chance.choice(DONE_ZH)}"
    return f"{chance.choice(PLACES_EN)}: {chance.choice(SEEN_EN)}, about {count} people there, {chance.choice(DONE_EN)}"
