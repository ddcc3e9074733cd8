"""Answers that say no more than "me too", "same here": the voice of somebody who shares what was said."""

import re

_ENGLISH = (
    r"same (?:here|problem|thing|issue|story|trouble|with mine|for me|experience)", r"me (?:too|neither|also)",
    r"(?:so|neither) (?:did|do|does|has|have|is|was) (?:mine|i)\b",
    r"mine (?:too|as well|also|did|does|broke|snapped)", r"(?:i|we) (?:have|had|get|got) (?:exactly )?the same",
    r"happened to (?:me|mine|us)", r"here (?:too|as well)\b", r"as well here", r"you are (?:so )?right about",
    r"agreed?\b(?! to)", r"not (?:just|only) (?:me|you)\b", r"you are not alone", r"seconded",
    r"i (?:would|want|need) (?:one|that|this) too", r"glad (?:somebody|someone) says it",
    r"thanks? (?:you )?for the warning", r"i was about to (?:order|buy)",
)
_CHINESE = (
    "我也是", "我的也", "我也遇到", "我也有", "我也想", "我也要", "我家的也", "同感", "同樣的問題", "同样的问题",
    "一樣的問題", "一样的问题", "也是這樣", "也是这样", "+1", "＋1", "加一", "附議", "附议", "舉手", "举手",
    "不只我", "不止我", "謝謝提醒", "谢谢提醒", "感謝提醒", "感谢提醒", "本來想買", "本来想买",
)
_ECHO = re.compile("|".join([rf"\b(?:{'|'.join(_ENGLISH)})", *map(re.escape, _CHINESE)]), re.IGNORECASE)
#: Own experience: a bad thing happened to the speaker, or the speaker did something about it.
_OWN_ENGLISH = (
    r"\b(?:mine|my|ours)\b.{0,40}\b(?:broke|snapped|cracked|failed|loose|blunt|dull|rusty?|fell|bent|slips?|slipped)\b",
    r"\bi (?:wrote|called|mailed|emailed|sent)\b.{0,60}\b(?:back|nothing|them|twice|times|letter)\b",
    r"\b(?:after|within) (?:a|one|two|three|\d+) (?:day|week|month)s?\b", r"\bnever answered my\b",
    r"\bmine (?:broke|snapped|did)\b",
)
_OWN_CHINESE = (
    "我的也", "我家的也", "我也遇到", "寫信", "写信", "我退", "用了.{0,6}就", "[一二兩三两]個月.{0,8}(?:鬆|斷|壞)",
    "[一二三两]个月.{0,8}(?:松|断|坏)",
)
_OWN = re.compile("|".join((*_OWN_ENGLISH, *_OWN_CHINESE)), re.IGNORECASE)
#: Longer texts say something of their own; an echo in them is a figure of speech.
_LONGEST = 600


def is_echo(text: str) -> bool:
    """Return whether an answer shares what was said before it.

    >>> is_echo("Same here, the screw came loose after a month."), is_echo("我的也是，一個月螺絲就鬆了。")
    (True, True)
    >>> is_echo("Which paper did you use?"), is_echo("Agree to disagree.")
    (False, False)
    """
    return len(text) <= _LONGEST and _ECHO.search(text) is not None


def is_own_experience(text: str) -> bool:
    """Return whether somebody tells what happened to them, rather than only nodding.

    >>> is_own_experience("Mine broke as well."), is_own_experience("Thanks for the warning.")
    (True, False)
    """
    return _OWN.search(text) is not None
