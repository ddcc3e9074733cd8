"""In which tone people speak to one another: warm words, cold words, or neither."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WARM_LATIN = (
    r"thanks|thank you|thx|lovely|love (?:this|it|your|that|how)|loved|beautiful|gorgeous|wonderful|brilliant"
    r"|great (?:post|tip|idea|work|advice|point)|well (?:said|done|put)|congrat\w*|helpful|inspir\w+|agreed?|hugs?"
    r"|so (?:helpful|kind|glad|happy|pretty|good)|you(?:'re| are) (?:so |very )?(?:right|kind|welcome|the best|great)"
    r"|cheers|miss you|can't wait|delight\w*|amazing|nice (?:one|work|post)|good (?:point|luck|tip)"
)
_WARM_CJK = (
    "謝謝|谢谢|感謝|感谢|感恩|好美|好棒|太棒|真棒|厲害|厉害|好可愛|好可爱|喜歡你|喜欢你|同感|說得好|说得好|推推|辛苦了|恭喜|受用"
    "|學到|学到|期待你|好漂亮|加油|抱抱|愛了|爱了"
)
_COLD_LATIN = (
    r"you(?:'re| are) (?:so |just |simply |completely |dead )?(?:wrong|lying|a liar|an? (?:idiot|fool|shill|fraud)"
    r"|mistaken|clueless)|nonsense|rubbish|shut up|shame on you|shameless|stop (?:copying|spamming|lying|posting)|liar"
    r"|idiot\w*|stupid|ridiculous|pathetic|sell-?out|shill|disgust\w+|how dare you|you clearly (?:don't|never|have no)"
    r"|you have no idea|don't (?:bother|reply|write to me)|fed up with you|garbage|disappointed in you"
)
_COLD_CJK = (
    "胡說|胡说|亂講|乱讲|騙人|骗人|騙子|骗子|噁心|恶心|白痴|腦殘|脑残|垃圾|無恥|无耻|不要臉|不要脸|閉嘴|闭嘴|丟臉|丢脸|業配仔"
    "|抄襲|抄袭|傻眼|失望透"
)
_WARM = re.compile(rf"\b(?:{_WARM_LATIN})\b|{_WARM_CJK}|[❤♥💕😍🥰🤗👏🙏]", re.IGNORECASE)
_COLD = re.compile(rf"\b(?:{_COLD_LATIN})\b|{_COLD_CJK}|🙄|🤮|😡|👎", re.IGNORECASE)
_NOT = re.compile(r"(?:\b(?:not|no|never|hardly)\b|n't)\W*(?:\w+\W+)?$|[不沒没](?:是|算|太|很|要)?$", re.IGNORECASE)
#: So far before a word a "not" turns it.
_REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How somebody spoke to somebody: counts of texts."""

    warm: int = 0
    cold: int = 0
    read: int = 0

    @property
    def harsh(self) -> bool:
        """Return whether cold words prevail."""
        return self.cold > self.warm

    @property
    def word(self) -> str | None:
        """Return "warm", "harsh" or "mixed"; None where nothing was said either way."""
        if not self.warm and not self.cold:
            return None
        return "harsh" if self.harsh else "mixed" if self.cold * 2 >= self.warm else "warm"


def manners(texts: Iterable[str]) -> Manners:
    """Return how warmly or coldly some texts speak; one with words of both kinds counts as cold.

    >>> manners(["Thanks, lovely idea!", "You are wrong.", "I cut it at 5 cm.", "謝謝分享"])
    Manners(warm=2, cold=1, read=4)
    """
    warm = cold = read = 0
    for text in texts:
        read += 1
        if _says(_COLD, text):
            cold += 1
        elif _says(_WARM, text):
            warm += 1
    return Manners(warm=warm, cold=cold, read=read)


def _says(words: re.Pattern[str], text: str) -> bool:
    return any(not _NOT.search(text[max(0, found.start() - _REACH):found.start()]) for found in words.finditer(text))
