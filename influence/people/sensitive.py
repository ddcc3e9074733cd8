"""What is nobody's business here: sensitive topics (GDPR Art. 9)."""

import re
from collections.abc import Collection

_LATIN = (
    r"cancer|chemo(?:therapy)?|depress(?:ion|ed)|bipolar|adhd|autis(?:m|tic)|hiv|aids|diabet(?:es|ic)|pregnan(?:t|cy)"
    r"|miscarriages?"
    r"|ivf|infertil(?:e|ity)|disab(?:led|ility)|illness|disease|diagnos(?:is|ed)|psychiatr\w+|psychosis|addict(?:ion"
    r"|ed)|alcoholic"
    r"|anorexia|bulimia|suicid(?:e|al)|chronic pain|fibromyalgia|epilepsy|dementia|mental health"
    r"|church\w*|bible|biblical|jesus|christ(?:ian\w*)?|catholic\w*|protestant\w*|muslims?|islam\w*|jew(?:s|ish)?"
    r"|judaism|torah"
    r"|buddhis\w+|hindu\w*|atheis\w+|mosque|synagogue|prayers?|quran|koran|gospel|evangelical\w*"
    r"|elections?|republicans?|democrats?|left-?wing|right-?wing|socialis\w+|communis\w+|marxis\w+|fascis\w+|brexit"
    r"|trade unions?"
    r"|abortion|political|politics"
    r"|gay|lesbians?|bisexual\w*|transgender|queer|lgbt\w*|homosexual\w*|non-?binary|coming out"
)
_CJK = (
    "癌症?|憂鬱症|忧郁症|抑郁症|躁鬱症?|躁郁症|焦慮症|焦虑症|化療|化疗|懷孕|怀孕|流產|流产|不孕症?|試管嬰兒|试管婴儿|身心障礙|残疾|殘障|自閉症?|自闭症?|過動症?"
    "|多动症|糖尿病|愛滋病?|艾滋病?|精神科|確診|确诊|失智症?|自殺|自杀|基督徒?|基督教|天主教|教會|教会|聖經|圣经|佛教|佛法|伊斯蘭教?|伊斯兰教?|穆斯林|道教"
    "|禱告|祷告|信仰|同志|同性戀|同性恋|女同|男同|跨性別|跨性别|雙性戀|双性恋|出櫃|出柜|政黨|政党|選舉|选举|國民黨|国民党|民進黨|民进党|共產黨|共产党|藍營|綠營|統獨|公投|政治"
)
_SENSITIVE = re.compile(rf"\b(?:{_LATIN})\b|{_CJK}", re.IGNORECASE)


def is_sensitive(text: str) -> bool:
    """Return whether a text names health, religion, politics or orientation.

    >>> is_sensitive("my church choir"), is_sensitive("憂鬱症日記"), is_sensitive("paper folding")
    (True, True, False)
    """
    return _SENSITIVE.search(text) is not None


def spared(text: str, allowed: Collection[str] = ()) -> str:
    """Return a text without its sensitive words, so that nobody is described by them.

    Args:
        text: Titles, tags or first lines of posts.
        allowed: Topics the user asked for in the settings; a hospital listens for illness.

    >>> spared("Paper boats and cancer"), spared("Paper boats and cancer", ["Cancer"])
    ('Paper boats and  ', 'Paper boats and cancer')
    """
    asked = {topic.casefold() for topic in allowed}
    return _SENSITIVE.sub(lambda found: found[0] if found[0].casefold() in asked else " ", text)
