"""A place on the shortlist, or beside it, in words, each with the numbers behind it; in English or Chinese."""

from collections.abc import Mapping

from influence.model.score import Score

#: The first sentence must fit a CRM's text field.
MAX_BYTES = 255
CHINESE = "zh-TW"
_VERBS = (
    ("acts_reply", "replied", "回覆"), ("acts_link", "linked", "連結"), ("acts_mention", "named them", "提及"),
    ("acts_share", "shared", "分享"), ("acts_adopt", "took it up", "採用"),
)
#: Why somebody is not proposed: reason -> (English, Traditional Chinese).
_LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "minor": ("says of themself to be under 18: '{words}'", "自述未滿 18 歲：「{words}」"),
    "critic": ("named as a critic in influence.toml: answer them first, do not recruit them",
               "在 influence.toml 中列為批評者：先回應對方，不要招募"),
    "critic_heard": ("speaks against {brand} in {count} posts, last: '{words}'; answer them first, do not recruit "
                     "them",
                     "在 {count} 篇文章中批評 {brand}，最近一次：「{words}」；先回應對方，不要招募"),
    "estranged": ("used to praise {brand} and has complained in {count} posts since, last: '{words}'; win them back "
                  "first, do not recruit them",
                  "曾經稱讚 {brand}，之後在 {count} 篇文章中抱怨，最近一次：「{words}」；先挽回對方，不要招募"),
    "bot": ("an automatic account{because}", "自動帳號{because}"),
    "organisation": ("an organisation, not a person{because}", "是組織，不是個人{because}"),
    "staff": ("the brand's own staff{because}", "品牌自己的員工{because}"),
    "rival": ("named as a rival's voice in influence.toml", "在 influence.toml 中列為競爭品牌的代言人"),
    "rival_heard": ("writes for a rival: {count} paid or gifted posts about {brand}",
                    "為競爭品牌撰文：{count} 篇關於 {brand} 的業配或贈品文章"),
    "excluded": ("excluded by you", "由您排除"),
    "do_not_contact": ("marked do-not-contact", "標記為請勿聯絡"),
    "too_little_seen": ("too little seen: {posts}, {people} moved",
                        "資料太少：{posts} 篇文章，帶動 {people} 人"),
    "hardly_acted_on": ("{posts}, but hardly anybody acts on them: {people}",
                        "{posts} 篇文章，但幾乎沒有人因此行動：{people} 人"),
    "closed_circle": ("hardly anybody outside their own circle answers those who answer them ({people} people), which "
                      "cannot be told from accounts that answer one another by arrangement; if you know one who is "
                      "answered much there, name them under people.trusted in influence.toml",
                      "回應者（{people} 人）幾乎都來自同一個圈子，圈外少有人回應，無法與事先約好互相回應的帳號區分；"
                      "若您認識其中常獲回應的人，請列入 influence.toml 的 people.trusted"),
    "dormant": ("silent for {days} days before the end of the window", "在期間結束前已 {days} 天沒有發文"),
    "nobody_moved": ("nobody with standing acted on what they wrote", "沒有具分量的人因其文章而行動"),
}


#: Reasons whose numbers are counted in words in English: reason -> number -> (one, many).
_COUNTED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    reason: {"posts": ("post", "posts"), "people": ("person", "people")}
    for reason in ("too_little_seen", "hardly_acted_on")
}


def why(score: Score, name: str, adds: float | None = None, *, language: str = "en") -> str:
    """Return one or two sentences; the first stands alone and fits 255 bytes.

    >>> from influence.model.score import Tier
    >>> s = Score(code=0, person="p_1", rank=1, tier=Tier.A, living_audience=9.2, people_moved=14, acts=31,
    ...           acts_reply=20, acts_link=11, repeat_share=0.5, median_days=1.5, posts=12)
    >>> why(s, "Ann").split(". ")[0]
    'Ann moved 14 different people to act 31 times (20 replied, 11 linked), typically within 2 days'
    >>> why(s, "Ann").split(". ")[1]
    '7 of them came back.'
    >>> why(s, "怡君", language="zh-TW")
    '怡君帶動 14 位不同的人行動 31 次（回覆 20、連結 11），通常在 2 天內。其中 7 人再次行動。'
    """
    name = name[:MAX_BYTES]
    if language == CHINESE:
        return _chinese(score, name, adds)
    what = ", ".join(f"{count} {word}" for field, word, _ in _VERBS if (count := getattr(score, field)))
    acts = _counted(score.acts, "time", "times")
    first = f"{name} moved {_counted(score.people_moved, 'person', 'different people')} to act {acts}"
    first += f" ({what})" if what else ""
    first += f", typically within {_days(score.median_days)}." if score.median_days is not None else "."
    rest = []
    if back := _back(score):
        rest.append(f"{back} of them came back.")
    if adds is not None and adds > 0:
        rest.append(f"Expected to add {adds:.1f} people nobody chosen before moves.")
    return " ".join([_fitting(first, name), *rest])


def left_out_text(reason: str, *, language: str = "en", **numbers: object) -> str:
    """Return the sentence for a reason why somebody is not proposed.

    >>> left_out_text("dormant", days=312)
    'silent for 312 days before the end of the window'
    >>> left_out_text("hardly_acted_on", posts=81, people=1)
    '81 posts, but hardly anybody acts on them: 1 person'
    >>> left_out_text("organisation", because="'shop' in the name", language="zh-TW")
    "是組織，不是個人：'shop' in the name"
    """
    mark = "：" if language == CHINESE else ": "
    because = str(numbers.pop("because", "") or "")
    if language != CHINESE and reason in _COUNTED:
        numbers |= {name: _counted(int(str(numbers[name])), *_COUNTED[reason][name]) for name in _COUNTED[reason]}
    return _LEFT_OUT[reason][language == CHINESE].format(because=f"{mark}{because}" if because else "", **numbers)


def _chinese(score: Score, name: str, adds: float | None) -> str:
    what = "、".join(f"{word} {count}" for field, _, word in _VERBS if (count := getattr(score, field)))
    first = f"{name}帶動 {score.people_moved} 位不同的人行動 {score.acts} 次"
    first += f"（{what}）" if what else ""
    if score.median_days is not None:
        first += f"，通常在 {1 if score.median_days < 1 else round(score.median_days)} 天內"
    rest = ""
    if back := _back(score):
        rest += f"其中 {back} 人再次行動。"
    if adds is not None and adds > 0:
        rest += f"預期新增 {adds:.1f} 位先選的人帶動不到的人。"
    return _fitting(f"{first}。", name) + rest


def _back(score: Score) -> int:
    """Return how many came back."""
    return round((score.repeat_share or 0) * score.people_moved)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _days(days: float) -> str:
    if days < 1:
        return "a day"
    return _counted(max(1, round(days)), "day", "days")


def _fitting(text: str, name: str) -> str:
    """Shorten the name, never the numbers, until the sentence fits."""
    while len(text.encode("utf-8", "replace")) > MAX_BYTES and len(name) > 1:
        shorter = name[:-8].rstrip() or name[:1]
        text = text.replace(name, shorter + "…", 1)
        name = shorter
    return text
