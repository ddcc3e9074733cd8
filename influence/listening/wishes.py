"""Sentences that ask for something that is missing, wish for it, or are about to buy; English and Chinese."""

import re
from enum import StrEnum

from influence.listening.sentences import own_words, sentences


class WishKind(StrEnum):
    """What a sentence wants."""

    #: Something that the speaker has not found or that does not exist.
    WISH = "wish"
    #: A question where to get something, or whether it exists.
    SEEKING = "seeking"
    #: About to buy, and asks which one.
    BUYING = "buying"


_ANYBODY = r"(?:any(?:body|one)|some(?:body|one))"
_NOBODY = r"(?:nobody|no one|no-one)"
_BUYING = (
    r"\bwhich\b.{0,60}\b(?:should|shall|would|do|can) (?:i|we|you)\b.{0,20}\b(?:get|buy|order|choose|pick|recommend)\b",
    r"\bwhat\b.{0,40}\bshould i (?:get|buy|order)\b", r"\bshould i (?:get|buy|order)\b", r"\bin the market for\b",
    r"\b(?:thinking (?:of|about)|about to|going to|want to|ready to) buy", r"\bbefore i (?:buy|order|spend)",
    r"\blooking to buy\b",
    "(?:想[買买]|要[買买]|想入手|[準准][備备][買买]|考[慮虑][買买]|打算[買买]).{0,30}"
    "(?:推[薦荐]|哪|[嗎吗]|建[議议]|意[見见]|看法|[?？])",
    "(?:[該该]|[應应][該该]|要)[買买選选]哪", "推[薦荐][買买]?哪", "[買买].{0,20}前想",
)
_SEEKING = (
    rf"\b(?:does|do|did|has|can|could|would) {_ANYBODY}\b.{{0,30}}\b(?:know|makes?|sell|f(?:ind|ound)|suggest)\b",
    rf"\b{_ANYBODY} (?:knows?|selling|who makes|who sells)\b", r"\bany recommendations\b",
    r"\bwhere (?:can|could|do|does|did|would) (?:i|one|we|you)\b.{0,20}\b(?:get|find|buy|order)\b",
    r"\b(?:is|are) there (?:really )?(?:any|a|an|such|some|no)\b.{3,80}\?",
    r"\brecommendations?\b.{0,40}\?",
    r"\b(?:can|could) (?:you|any\w+) (?:please )?recommend\b", r"\blooking for (?:an?|some|any|good)\b",
    r"\bwho (?:makes|sells|has)\b.{3,60}\?",
    "(?:^|[，,、。\\s]|[請请想]問|[請请想]问|知道)有[沒没]有.{2,40}(?:[?？]|推[薦荐]|[嗎吗]|的$|$)",
    "有[無无].{2,40}[?？]",
    "[求請请](?:推[薦荐]|介[紹绍])", "(?:哪[裡里邊边兒儿]|去哪)(?:可以|能|才)?[買买找]",
    "有(?:好用|[適适]合|推[薦荐]|值得|什[麼么]).{0,20}(?:[嗎吗]|[?？])",
    "有人(?:知道|推[薦荐]|[賣卖]|用[過过]).{0,30}(?:[嗎吗]|[?？])", "[誰谁](?:知道|有|[賣卖]).{0,30}[?？]",
)
_WISH = (
    r"\bi wish (?:there (?:was|were)|some(?:body|one)|any(?:body|one)|they|it|you|the\b)", r"\bwould (?:gladly )?pay\b",
    r"\bif only (?:there|some\w+|they)\b", rf"\b{_NOBODY} (?:here )?(?:makes?|sells?|offers?|has)\b",
    rf"\bwhy (?:does|do|is there|has|can) (?:{_NOBODY}|no)\b", r"\bstill no\b.{3,60}\b(?:in|any|on|for)\b",
    r"\b(?:cannot|can't|can not|could not|couldn't) find (?:an?|any|one|anything)\b", r"\bfound nothing\b",
    r"\b(?:have|has) (?:looked|searched|been looking)\b", r"\bwhatever i can find\b",
    r"\bthere (?:is|are) no\b.{3,60}\b(?:for|that|on the market|anywhere)\b", "(?:要是|如果|希望|但[願愿])能?有.{2,30}",
    "(?:[沒没][有人]|找不到|[買买]不到)(?:好用|[適适]合|[賣卖]|做|出).{0,20}", "(?:找不到|[買买]不到).{2,20}",
    "[願愿]意多?[付花]", "怎[麼么]都?[沒没][有人]", "[為为]什[麼么][沒没][有人]",
)
#: Said of what one wants as well as of what one has found.
_PERHAPS_BUYING = (
    r"\bworth (?:buying|the money|the price)\b.{0,40}\?", "值得[買买入]手?的?.{0,12}(?:[嗎吗]|[?？])",
    "哪一?[把個个款支種种牌].{0,8}(?:好|推[薦荐]|值得)",
)
#: Kind, pattern, and words of which one stands in every sentence that the pattern finds: looked for first, since
#: that is quick.
_PATTERNS = tuple((kind, re.compile("|".join(parts)), triggers) for kind, parts, triggers in (
    (WishKind.BUYING, _BUYING, (
        "which", "should i", " buy", "before i ", "in the market", "想買", "想买", "要買", "要买", "想入", "準備",
        "准备", "考慮", "考虑", "打算", "該", "该", "要選", "要选", "薦", "荐", "前想")),
    (WishKind.SEEKING, _SEEKING, (
        "anybody", "anyone", "somebody", "someone", "recommend", "where ", "is there", "are there", "looking for",
        "who makes", "who sells", "who has", "有沒", "有没", "有無", "有无", "薦", "荐", "介", "哪", "有好", "有適",
        "有适", "有值", "有什", "有人", "誰", "谁", "有推")),
    (WishKind.BUYING, _PERHAPS_BUYING, ("worth", "值得", "哪")),
    (WishKind.WISH, _WISH, (
        "i wish", "pay", "if only", "nobody", "no one", "no-one", "why ", "still no", "find", "found nothing",
        " looked", " searched", "been looking", "there is no", "there are no", "有", "沒", "没", "不到", "願", "愿")),
))
#: Signs that stand in most Chinese texts and tell nothing of a whole one; the words they begin do.
_EVERYWHERE = ("有", "沒", "没")
_TRIGGERS = (
    *dict.fromkeys(word for _, _, triggers in _PATTERNS for word in triggers if word not in _EVERYWHERE),
    "要是", "如果", "希望", "但願", "但愿", "沒有", "没有", "沒人", "没人",
)
_SHORTEST, _LONGEST = 6, 300
_ADVICE = re.compile("|".join((
    r"\btry\b", r"\b(?:you|one) (?:can|could|should|might)\b", r"https?://", r"\brecommend\b",
    r"\bi (?:use|bought|got|ordered|make|sell|found|recommend|would (?:go|get))\b",
    r"\b(?:get|take|have a look at|look at|check|there is a|there are|turn the|go for)\b",
    "[試试]{2}", "可以", "推[薦荐]", "我[用買买]", "建[議议]", "去看", "有[賣卖]",
)), re.IGNORECASE)


def wish_kind(sentence: str) -> WishKind | None:
    """Return what a sentence wants; None for one that wants nothing we look for.

    >>> wish_kind("Does anybody make a left-handed cutter?"), wish_kind("有好用的左手剪刀嗎？")
    (<WishKind.SEEKING: 'seeking'>, <WishKind.SEEKING: 'seeking'>)
    >>> wish_kind("Which scissors should I get?"), wish_kind("I would pay double for one."), wish_kind("Nice blog!")
    (<WishKind.BUYING: 'buying'>, <WishKind.WISH: 'wish'>, None)
    """
    if not _SHORTEST <= len(sentence) <= _LONGEST:
        return None
    small = sentence.lower()
    for kind, pattern, triggers in _PATTERNS:
        if any(trigger in small for trigger in triggers) and pattern.search(small):
            return kind
    return None


def wishes_in(text: str) -> list[tuple[WishKind, str]]:
    """Return the sentences of a post's own words that want something, in order."""
    if not _may_wish(text):
        return []
    found = []
    for sentence in sentences(own_words(text)):
        kind = wish_kind(sentence)
        if kind is not None:
            found.append((kind, sentence))
    return found


def is_advice(text: str) -> bool:
    """Return whether an answer gives something to go by.

    >>> is_advice("I use the small Kerfcut one."), is_advice("Same here."), is_advice("左撇子可以把版型翻面。")
    (True, False, True)
    """
    return _ADVICE.search(text) is not None


def _may_wish(text: str) -> bool:
    small = text.lower()
    return any(trigger in small for trigger in _TRIGGERS)
