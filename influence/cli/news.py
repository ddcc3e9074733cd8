"""What matters this week, in three plain sentences, English or Traditional Chinese."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from influence.cli.findings import Asked, day
from influence.cli.hearing import DAY, Hearing
from influence.listening.alarms import Alarm
from influence.listening.allies import Ally, Turn
from influence.listening.answers import Answering
from influence.listening.ratio import Pace, Ratio
from influence.listening.voice import Voice

#: Alarms and turns older than this are no news.
NEW_DAYS, TURN_DAYS, OPEN_DAYS = 28, 180, 28
#: So many sentences.
SENTENCES = 3
#: A rival's share of acts is clearly more than its share of mentions: so many times, and so much more.
MORE, MORE_BY = 1.5, 0.05
#: Fewer mentions than this allow no word on tone.
LITTLE = 5

_WORDS: Mapping[str, tuple[str, str]] = {
    "wave": ("{people} different people complain about {about} since {began}, against {usual} in a usual week; "
             "{first} was first, {carrier} carried it furthest.",
             "自 {began} 起有 {people} 位不同的人抱怨{about}（平常一週 {usual} 人）；"
             "最早是 {first}，帶動最多的是 {carrier}。"),
    "turned": ("{name}, who praised {brand} {praises} times, turned away on {date}{about}; {answered}.",
               "{name} 曾稱讚 {brand} {praises} 次，{date} 轉為不滿{about}；{answered}。"),
    "over": (" over {aspect}", "（原因：{aspect}）"),
    "not_answered": ("nobody of yours has answered", "貴方尚未回應"),
    "was_answered": ("you answered on {date}", "貴方已於 {date} 回應"),
    "need": ("{people} people ask for {words} and {state}; {first} asked first on {date}.",
             "{people} 人想要「{words}」，{state}；最早是 {first} 在 {date} 提出。"),
    "nobody": ("nobody gave them an answer", "沒有人回答"),
    "somebody": ("got {answers} answers", "得到 {answers} 則回答"),
    "open": ("Complaints and questions about {brand} of the last four weeks that wait for an answer: {count}, the "
             "longest for {days} days.",
             "近四週有 {count} 則關於 {brand} 的抱怨與提問無人回應，最久已等 {days} 天。"),
    "behind": ("Tone is behind the goal: {now} complaints for each praise now, {planned} planned by today.",
               "口碑落後目標：目前每則稱讚對應 {now} 則抱怨，計畫今日應為 {planned}。"),
    "met": ("The goal for tone is met: {now} complaints for each praise, the goal was {goal}.",
            "口碑目標已達成：每則稱讚對應 {now} 則抱怨，目標為 {goal}。"),
    "tone": ("Posts that judge {brand} in the last 90 days: {judged}, of which {praises} praise and {complaints} "
             "complain.",
             "近 90 天有 {judged} 篇文章評價 {brand}：{praises} 篇稱讚、{complaints} 篇抱怨。"),
    "voice": (
        "{brand} is named in {share} % of the posts that name a compared brand, which cause {driven} % of the acts.",
        "在提到比較品牌的文章中，{share}% 提到 {brand}，帶動了 {driven}% 的行動。"),
    "rival": ("{rival} makes more of its mentions than you of yours: {share} % of them, but {driven} % of the acts "
              "caused.",
              "{rival} 的聲量更能帶動行動：佔 {share}% 的提及，卻帶動 {driven}% 的行動。"),
    "little": ("Posts that name {brand} in this time: only {posts}, too few to say how people feel about it.",
               "這段期間只有 {posts} 篇文章提到 {brand}，不足以判斷大家的感受。"),
    "calm": ("No wave of complaints: nothing out of the ordinary.", "沒有異常的抱怨潮。"),
    "buying": ("{people} people are about to buy and ask which one; {first} did so last, on {date}.",
               "{people} 人正打算購買並詢問推薦，最近一位是 {first}（{date}）。"),
    "many": ("several things", "多項問題"),
}


#: Aspects in Chinese.
_ASPECTS = {
    "blade": "刀片", "handle": "握把", "hinge": "軸心", "price": "價格", "service": "服務", "delivery": "出貨",
    "durability": "耐用", "looks": "外觀", "size": "尺寸", "software": "軟體", "comfort": "手感",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What the sentences are made from."""

    voices: tuple[Voice, ...]
    tone: Ratio
    pace: Pace | None
    alarms: tuple[Alarm, ...]
    allies: tuple[Ally, ...]
    asked: Asked
    answers: tuple[Answering, ...]


def news(heard: Hearing, week: Week, language: str = "en") -> tuple[str, ...]:
    """Return at most three sentences on what matters, the most pressing first."""
    return tuple(sentence for _, sentence in zip(range(SENTENCES), _news(heard, week, _Words(language)), strict=False))


class _Words:
    """Sentences in one language."""

    def __init__(self, language: str) -> None:
        self._at = 1 if language == "zh-TW" else 0

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a sentence with its values."""
        return _WORDS[key][self._at].format(**values)

    def about(self, aspects: Sequence[str]) -> str:
        """Return what something is about; several things where it is about nothing in particular."""
        named = aspects if self._at == 0 else [_ASPECTS.get(one, one) for one in aspects]
        return " / ".join(named) or self("many")


def _news(heard: Hearing, week: Week, words: _Words) -> Iterator[str]:
    yield from _waves(heard, week, words)
    yield from _turns(heard, week, words)
    if week.pace is not None and week.pace.state == "behind":
        yield words("behind", now=_ratio(week.pace.now), planned=f"{week.pace.planned:.2f}")
    yield from _wants(heard, week, words)
    yield from _open(heard, week, words)
    yield from _voice(heard, week, words)


def _waves(heard: Hearing, week: Week, words: _Words) -> Iterator[str]:
    for alarm in reversed(week.alarms):
        if alarm.last >= heard.until - NEW_DAYS * DAY:
            yield words("wave", people=alarm.people, about=words.about(alarm.aspects),
                        began=day(alarm.began), usual=f"{alarm.usual:.1f}", first=heard.name(alarm.first),
                        carrier=heard.name(alarm.carrier))


def _turns(heard: Hearing, week: Week, words: _Words) -> Iterator[str]:
    for ally in week.allies[:1]:
        recent = ally.bad_time is not None and ally.bad_time >= heard.until - TURN_DAYS * DAY
        if ally.turn is Turn.TURNED and recent:
            when = day(ally.answered)
            answered = words("not_answered") if when is None else words("was_answered", date=when)
            yield words("turned", name=heard.name(ally.person), brand=heard.known.settings.brand.name,
                        praises=ally.praises, date=day(ally.bad_time), answered=answered,
                        about=words("over", aspect=words.about([ally.aspect])) if ally.aspect else "")


def _wants(heard: Hearing, week: Week, words: _Words) -> Iterator[str]:
    for need in week.asked.needs[:1]:
        if len(need.people) > 1:
            state = words("somebody", answers=len(need.answers)) if need.answers else words("nobody")
            yield words("need", people=len(need.people), words=", ".join(need.words[:3]), state=state,
                        first=heard.name(need.first.person), date=day(need.first.time))


def _open(heard: Hearing, week: Week, words: _Words) -> Iterator[str]:
    recent = [one for one in week.answers[0].open if one.days <= OPEN_DAYS] if heard.branded else []
    if recent:
        yield words("open", count=len(recent), brand=heard.known.settings.brand.name, days=f"{recent[0].days:.0f}")


def _voice(heard: Hearing, week: Week, words: _Words) -> Iterator[str]:
    if not heard.branded:
        if week.asked.buying:
            last = week.asked.buying[0]
            people = len({wish.person for wish in week.asked.buying})
            yield words("buying", people=people, first=heard.name(last.person), date=day(last.time))
        return
    own, name = week.voices[0], heard.known.settings.brand.name
    if own.posts < LITTLE:
        yield words("little", posts=own.posts, brand=name)
        return
    for rival in week.voices[1:]:
        if rival.share is not None and rival.driven_share is not None and rival.driven_share > 1.5 * rival.share + 0.05:
            yield words("rival", rival=rival.brand, share=_percent(rival.share), driven=_percent(rival.driven_share))
    judged = week.tone.complaints + week.tone.praises
    if week.pace is not None and week.pace.state == "met":
        yield words("met", now=_ratio(week.pace.now), goal=f"{week.pace.goal:.2f}")
    elif judged:
        yield words("tone", judged=judged, brand=name, praises=week.tone.praises, complaints=week.tone.complaints)
    if len(week.voices) > 1 and own.share is not None and own.driven_share is not None:
        yield words("voice", brand=name, share=_percent(own.share), driven=_percent(own.driven_share))
    if not week.alarms:
        yield words("calm")


def _percent(part: float) -> str:
    return f"{100 * part:.0f}"


def _ratio(found: Ratio) -> str:
    return "-" if found.value is None else f"{found.value:.2f}"
