"""Words that name somebody as the source of what one made: "via", "hat tip", "inspired by", 靈感來自."""

import re

#: Between the words and the name may stand "the lovely", "this post by", 的老師; not a whole new thought.
_BETWEEN = r"(?:[^\w,;.!?]{1,4}[\w'’]+){0,4}[^\w,;.!?]{0,4}$"
_VERBS = r"(?:saw|found|spotted|discovered|learn(?:ed|t)|picked up|read about)"
_THINGS = r"(?:this|it|that|the [\w-]+|how|about it)"
_WORKS = r"(?:pattern|tutorial|recipe|template|instructions|method|technique|idea)"
_ENGLISH = (
    r"\bvia\b", r"\bh/t\b", r"\bhat[- ]?tips?\b(?: (?:goes )?(?:out )?to)?", r"\binspired by\b",
    r"\binspiration (?:from|by|came from|is)\b", r"\bthanks (?:so much |again |a lot |go(?:es)? )?to\b", r"\bthx to\b",
    r"\bthank you,? ", r"\bcredits? (?:goes? )?(?:for [\w ]{1,30} )?to\b", r"\bcourtesy of\b", r"\badapted from\b",
    r"\b(?:borrowed|stolen) from\b", r"\bi followed\b", r"\bas shown (?:by|at|on)\b",
    rf"\b{_WORKS} (?:is |came |comes )?(?:from|by)\b",
    rf"\b{_VERBS} {_THINGS}\b[\w ]{{0,30}}\b(?:at|on|from|through|over at|by)\b",
)
_CHINESE = (
    "靈感(?:來自|來源|取自)", "灵感(?:来自|来源|取自)", "[參参]考(?:自|了)?", "(?:感謝|感谢|謝謝|谢谢)",
    "[轉转][載载]?自", "[學学]自", "(?:跟|照|按)[著着照]", "(?:出處|出处|來源|来源)[:：]?",
    "(?:作法|做法|教學|教程|版型|配方|圖案|图案|點子|点子)(?:來自|来自|出自|取自|是)",
)
_CREDIT = re.compile("(?:" + "|".join(_ENGLISH) + ")" + _BETWEEN, re.IGNORECASE)
_CREDIT_CJK = re.compile("(?:" + "|".join(_CHINESE) + r")[^。！？!?\n，,、；]{0,8}$")
#: So much before the name is looked at.
_LOOKED_AT = 80
_SENTENCE = re.compile(r"[.!?。！？]\s+|[。！？\n]")


def is_credit(quote: str, name: str) -> bool:
    """Return whether the words before a name or a link's text say that it is the source.

    >>> is_credit("Folded on Sunday, inspired by Ann Lee and her stars.", "Ann Lee")
    True
    >>> is_credit("Thanks to all. Ann Lee was there.", "Ann Lee"), is_credit("靈感來自小芳的紙花", "小芳")
    (False, True)
    """
    at = quote.find(name) if name else -1
    if at < 1:
        return False
    before = _SENTENCE.split(quote[max(0, at - _LOOKED_AT):at])[-1]
    return bool(_CREDIT.search(before) or _CREDIT_CJK.search(before))
