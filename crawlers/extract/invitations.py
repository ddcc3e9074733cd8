"""Plain invitations: sentences that say "write to me about working together" and not one word more.

Anything beside - whom, when, for what, in which tone - may turn a yes round, and no list of such
words is ever complete. So a sentence is a yes only when all of it is of these forms.
"""

import re

_TARGET = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w.+-]+ ?[\[(] ?at ?[\])] ?[\w-]+(?:(?: ?[\[(] ?dot ?[\])] ?|\.)[\w-]+)+"
    r"|[\w.+-]+ at [\w-]+(?: dot [\w-]+)+|https?://\S+|(?<!\w)@\w+", re.IGNORECASE)

# ---- English ----
_TOPIC = (
    r"(?:collaborations?|collabs?|partnerships?|sponsorships?|sponsored posts?|advertising|pitches|review requests?"
    r"|product reviews?"
    r"|PR samples?|PR|press releases?|campaigns?|brand deals?"
    r"|(?:PR|business|brand|advertising|sponsorship|collaboration|partnership|commercial|marketing)"
    r" (?:inquir(?:y|ies)|enquir(?:y|ies)|requests?|opportunit(?:y|ies)|proposals?|offers?))"
)
_TOPICS = (
    rf"(?:(?:all|any|new|potential|possible|paid|brand|business|other) )*{_TOPIC}"
    rf"(?:(?:, and |, or |, | and | or | ?& ?| ?/ ?)(?:(?:all|any|new|paid|brand|business) )*{_TOPIC})*"
)
_WAY = (
    r"(?: (?:at|via|on|to|by|using|through))?(?: (?:e-?mail|mail|my (?:e-?mail|address)|this address"
    r"|the address below))?:? ?(?:§)?(?: below| here)?"
)
_ASK = (
    r"(?:please |kindly |just |you can |you may |feel free to )*(?:e-?mail|mail|write(?: to)?|contact|message|dm"
    r"|reach(?: out to)?"
    rf"|get in touch(?: with)?|drop (?:me|us) a (?:line|note)|send (?:me |us )?an? (?:e-?mail|mail|message"
    rf"|note)(?: to)?)(?: (?:me|us))?{_WAY}"
)
#: What to put into the letter: "with your idea, your timeline and your budget".
_DETAIL = (
    r"(?:(?:your|a|an|the|some) )?(?:short |brief |rough )*(?:ideas?|timelines?|budgets?|brands?|products?|projects?"
    r"|proposals?|deadlines?|rates?|briefs?|details|company|website|media kit|concept)"
)
_DETAILS = (
    rf"(?: with| including| about| and (?:tell me about|include))? {_DETAIL}(?:(?:, and |, | and | & ){_DETAIL})*"
)
_WE = r"(?:i am|i'm|we are|we're)"
_BRANDS = r"(?:(?: with| from) brands)?"
_ENGLISH = (
    rf"(?:{_WE} |(?:this|my|our) (?:blog|site|page) is )?(?:very |always )?(?:PR|brand)[- ]friendly",
    rf"(?:for|about|regarding) {_TOPICS}{_BRANDS}[,:]? {_ASK}(?:{_DETAILS})?",
    r"(?:my |our |the )?(?:media kit|press kit|rates?(?: card)?)(?: and (?:media kit|press kit|rates?(?: card)?))?"
    r" (?:is|are) available (?:up)?on request:? ?§?",
    rf"{_ASK} (?:for|about|regarding|to discuss) {_TOPICS}{_BRANDS}:? ?§?",
    rf"(?:{_WE} )?(?:always |very |also )*(?:open (?:to|for)|available for|interested in|accepting|happy to (?:accept"
    rf"|consider|discuss|receive)"
    rf"|glad to (?:accept|consider|discuss|receive)|looking for) {_TOPICS}{_BRANDS}(?::? ?§|[,:] {_ASK})?",
    rf"(?:i|we) (?:always |also |gladly |happily )*(?:accept|welcome) {_TOPICS}{_BRANDS}(?::? ?§|[,:] {_ASK})?",
    rf"{_TOPICS} (?:is|are) (?:always |very |most )?welcome(?::? ?§|[,:] {_ASK})?",
    r"(?:if you(?:'d| would)? (?:like|want|wish) to (?:collaborate|work together|work with (?:me|us)|advertise"
    r"|partner)(?: with (?:me|us))?"
    rf"|if you are interested in {_TOPICS}|to (?:collaborate|work with (?:me|us))),? {_ASK}",
    rf"{_WE} (?:always |very )?(?:open to|happy to|glad to) (?:work|working|collaborate|collaborating|partner"
    rf"|partnering) with brands",
    rf"{_TOPICS}: ?(?:§|{_ASK})",
)

# ---- Chinese, in traditional characters ----
_CORE = "(?:業配|合作|邀約|工商|商案|邀稿|約稿|代言|聯名)"
_SORT = (
    "(?:各類|各種|各式|任何|所有|品牌|廠商|商業|商務|業務|工作|產品|媒體|異業|廣告|贊助|公關|試用|體驗|團購|推廣|邀請|洽談"
    "|洽詢|需求|提案|事宜|案|文)"
)
_AND = "(?:、|或是|或|及|與|和|/|,|，)"
_THING = f"(?:{_SORT}|{_AND})*{_CORE}(?:{_SORT}|{_CORE}|{_AND})*?"
#: What to put into the letter, and that it will be answered.
_NOTE = (
    "(?:[,，。](?:信件|來信)?(?:主旨)?(?:並|也)?(?:請|煩請)?(?:註明|備[註注]|附上|寫明|標明|說明|告知|提供)(?:您的|貴)?"
    "(?:品牌|產品|名稱|公司|預算|檔期|需求|合作|內容|方式|時間|來意|和|與|、|及)+)?"
    "(?:[,，]?我?(?:看到|收到)?(?:後|信後)?(?:都|就|一定)?會(?:儘快|盡快)?回(?:覆|信|您|你)*)?"
)
_OFFER = f"(?:{_THING}|廣告|贊助|廣告(?:刊登|洽詢|洽談)|(?:商業|商務|業務)(?:洽詢|洽談))"
_CALL = (
    "(?:請|歡迎|敬請|煩請|可以|可|直接|隨時)*(?:來信|寄信|寄|發信|發送|發|寫信|e-?mail|mail|聯絡|聯繫|洽|私訊)(?:信|郵件|e-?mail|mail)?"
    "(?:我們|我|給|至|到|粉絲專頁|粉專|信箱|郵箱|:)*§?(?:聯絡|聯繫|洽談|討論)?"
)
_CHINESE = (
    f"(?:如果|如|若|倘若)?(?:您|你|貴公司)?(?:有任何|需要|有|需|欲|想)?{_OFFER}[,，:]?{_CALL}{_NOTE}",
    f"(?:非常|十分|隨時|很)?(?:歡迎|開放|樂意接受|樂於接受|願意接受|接受|承接)(?:各界)?{_THING}(?:[,，:]?{_CALL}|:?§)?{_NOTE}",
    f"{_OFFER}(?:信箱|聯絡)?:?§{_NOTE}",
    f"{_CALL}(?:洽談|討論){_OFFER}",
)
_PLAIN = tuple(re.compile(rf"(?:{form})", re.IGNORECASE) for form in _ENGLISH)
_PLAIN_CHINESE = tuple(re.compile(rf"(?:{form})", re.IGNORECASE) for form in _CHINESE)
_POLITE = re.compile(
    r"[\s,，]*(?:thanks|thank you|please|謝謝(?:您|你|大家)?|感謝|感恩|唷|喔|哦)?[\s.!。！]*$", re.IGNORECASE)


def is_plain(sentence: str, *, chinese: bool) -> bool:
    """Return whether a sentence is an invitation and nothing else.

    >>> is_plain("For collaborations please write to ann@blog.example.", chinese=False)
    True
    >>> is_plain("For collaborations please write to my cat.", chinese=False)
    False
    """
    text = _POLITE.sub("", _TARGET.sub("§", sentence.strip()).rstrip("."))
    text = re.sub(r"^[\s•*>|·–—-]+", "", text)
    if chinese:
        text = re.sub(r"\s+", "", text.replace("：", ":"))
        return any(form.fullmatch(text) for form in _PLAIN_CHINESE)
    return any(form.fullmatch(" ".join(text.split())) for form in _PLAIN)
