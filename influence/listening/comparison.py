"""Who wins when brands are compared: "better than", "switched from A to B", A 比 B 好用."""

import re
from collections.abc import Sequence

from influence.listening.valence import Valued

_B = "([\ue000-\ue0ff])"
_GAP = r"[^.;!?\n]{0,60}?"
_SHORT = r"(?:\s+(?:the|my|a|an|any|our|your|their|old|new|his|her|this|that|these|those|pair|of|from))*\s*"
_BETTER = (r"(?:better|nicer|sharper|smoother|stronger|sturdier|lighter|cleaner|easier|faster|quicker|quieter|longer|"
           r"softer|comfier|kinder|finer|safer|cheaper|tougher|neater|superior|more (?:comfortable|accurate|precise|"
           r"reliable|durable|use|useful|fun|balanced|solid|robust|pleasant|beautiful|helpful|forgiving|sturdy|"
           r"for (?:my|your) money)|"
           r"(?:a )?cleaner job|a better job|miles ahead|light years ahead|far ahead|ahead)")
_WORSE = (r"(?:worse|duller|blunter|weaker|flimsier|slower|noisier|louder|uglier|heavier|rougher|clumsier|clunkier|"
          r"stiffer|inferior|pricier|less \w+|more (?:expensive|fragile|awkward|annoying|trouble|painful|flimsy))")
_NOT = r"(?:not|isn't|aren't|wasn't|weren't|no|never|hardly|nothing|doesn't|don't)"
_AFTER = r"(?:than|to|over)"
_SWITCHED = r"(?:switch\w*|mov\w+|went|chang\w+|upgrad\w+|convert\w*|migrat\w+)"
_ZH_LOSES = "(?:不如|比不上|比不過|輸給|输给|輸|遠不如|還不如|不及|追不上|没得比|沒得比|差)"
_ZH_WINS = "(?:贏過|赢过|勝過|胜过|完勝|完胜|打趴|屌打|海放|輾壓|碾壓|碾压|秒殺|秒杀|大勝|狂勝|電爆|贏|勝)"
_ZH_GOOD = "(?:好|順|利|穩|準|輕|耐|棒|舒|精|快|省|香|值|強|那麼|這麼)"

#: Pattern, value of the first brand it catches, value of the second.
_PAIRS: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    (re.compile(pattern), first, second) for pattern, first, second in (
        (rf"{_B}{_GAP}\b{_NOT}\b{_GAP}\bas \w+(?: \w+)? as{_SHORT}{_B}", -1, 1),
        (rf"{_B}{_GAP}\b{_NOT} {_GAP}{_BETTER}\s+{_AFTER}{_SHORT}{_B}", -1, 0),
        (rf"{_B}{_GAP}\b{_BETTER}{_GAP}\b{_AFTER}{_SHORT}{_B}", 1, -1),
        (rf"{_B}{_GAP}\b{_WORSE}{_GAP}\b{_AFTER}{_SHORT}{_B}", -1, 1),
        (rf"\b{_BETTER}{_GAP}\bthan{_SHORT}{_B}{_GAP}[,:]{_GAP}{_B}", -1, 1),
        (rf"{_B}{_GAP}\b(?:beats?|outperforms?|outlasts?|outclasses|trumps|destroys|smokes|crushes|tops|"
         rf"wipes the floor with|runs rings around|blows|puts)\b{_SHORT}{_B}", 1, -1),
        (rf"{_B}\s*(?:>+)\s*{_B}", 1, -1), (rf"{_B}\s*(?:<+)\s*{_B}", -1, 1),
        (rf"{_B}{_GAP}\b(?:can't|cannot|can not|couldn't|doesn't|don't|won't) (?:compete|compare|touch|match|"
         rf"hold a candle|come close|keep up|measure up)\b(?: (?:to|with))?{_SHORT}{_B}", -1, 1),
        (rf"{_B}{_GAP}\b(?:is|are|was|were)? ?(?:no match for|nowhere near|pales? (?:beside|next to|in comparison)|"
         rf"a poor copy of|a cheap copy of|nothing on)\b{_GAP}{_B}", -1, 1),
        (rf"\b(?:prefer|favou?r|choose|chose|pick|picked|take|took|recommend|reach for|would have){_SHORT}{_B}{_GAP}"
         rf"\b(?:to|over|instead of|rather than|before|any day over){_SHORT}{_B}", 1, -1),
        (rf"{_B} (?:over|instead of|rather than){_SHORT}{_B}", 1, -1),
        (rf"\b{_SWITCHED}\b{_GAP}\bfrom{_SHORT}{_B}{_GAP}\bto{_SHORT}{_B}", -1, 1),
        (rf"\b{_SWITCHED}\b{_GAP}\bto{_SHORT}{_B}{_GAP}\bfrom{_SHORT}{_B}", 1, -1),
        (rf"\b(?:swapp?\w*|trad\w+|ditch\w*|dump\w*|left|leav\w+|replac\w+|gave up|exchang\w+){_SHORT}{_B}{_GAP}"
         rf"\b(?:for|with|by|in favou?r of){_SHORT}{_B}", -1, 1),
        (rf"\b(?:went|gone|going|go|am|came|switched) back to{_SHORT}{_B}{_GAP}\b(?:after|from){_GAP}{_B}", 1, -1),
        (rf"\b(?:stuck|stayed|stay|sticking|stick) with{_SHORT}{_B}{_GAP}{_B}", 1, -1),
        (rf"\bgood as{_SHORT}{_B} (?:is|are|was),?{_GAP}{_B}{_GAP}\b(?:better|nicer|sharper)", 1, 1),
        (rf"{_B}{_GAP}\b(?:is|are|was|were) bad{_GAP}{_B}{_GAP}\bworse", -1, -1),
        (rf"\b(?:compared (?:to|with)|next to|beside|after|unlike){_SHORT}{_B}{_GAP},{_GAP}{_B}{_GAP}"
         rf"\b(?:feels? like a toy|is a toy|is a joke|disappoints|falls short|falls flat)", 1, -1),
        # 中文
        (rf"{_B}[^。，；]{{0,8}}{_ZH_LOSES}{_GAP}{_B}", -1, 1),
        (rf"{_B}[^。，；]{{0,8}}{_ZH_WINS}{_GAP}{_B}", 1, -1),
        (rf"{_B}[^。；]{{0,10}}(?:沒有|没有|沒|没){_GAP}{_B}[^。；，]{{0,4}}{_ZH_GOOD}", -1, 1),
        (rf"從{_GAP}{_B}[^。；]{{0,12}}(?:換到|換成|換|跳槽到|改用|轉到|轉投){_GAP}{_B}", -1, 1),
        (rf"从{_GAP}{_B}[^。；]{{0,12}}(?:换到|换成|换|改用|转到|转投){_GAP}{_B}", -1, 1),
        (rf"{_B}[^。；]{{0,12}}(?:換成|换成|換到|换到|改用|換回|换回){_GAP}{_B}", -1, 1),
        (rf"(?:寧可|寧願|宁可|宁愿|選擇|选择|還是){_GAP}{_B}{_GAP}(?:也不|而不|不要|不會|不想|不买|不買){_GAP}{_B}",
         1, -1),
    ))
_ZH_THAN = re.compile(rf"{_B}[^。；，]{{0,10}}?(?:比起|比|較){_GAP}{_B}")
_ZH_BESIDE = re.compile(
    rf"(?:比起|跟|和|與|对比|對比|相比|相較於|相较于){_GAP}{_B}[^。；]{{0,8}}?(?:相比|比起來|比起来|比較|比|，|,){_GAP}{_B}")
_ALONE: tuple[tuple[re.Pattern[str], int], ...] = tuple((re.compile(pattern), value) for pattern, value in (
    (rf"\bless \w+ than {_GAP}(?:,|—|-) *(?:the|my|this|that)? ?{_B}", -1),
    (rf"\b{_BETTER} than {_GAP},{_GAP}{_B}", 1),
    (rf"\b(?:{_BETTER}|more use|a better|a cleaner|nicer) (?:\w+ ){{0,4}}than{_SHORT}{_B}", -1),
    (rf"\b{_WORSE} (?:\w+ ){{0,3}}than{_SHORT}{_B}", 1),
    (rf"{_B}{_GAP}\b{_NOT} {_GAP}{_BETTER} than\b", -1),
    (rf"{_B}{_GAP}\b{_BETTER}{_GAP} than\b", 1),
    (rf"{_B}{_GAP}\b{_WORSE} than\b", -1),
    (rf"{_B}{_GAP}\b(?:beats?|outperforms?|outlasts?|outclasses|outlasted) "
     r"(?:any|every|all|the|my|anything|everything)", 1),
    (rf"\b(?:nothing|no other|no one|nobody){_GAP}\b(?:beats?|compares?|comes close|matches|touches){_GAP}{_B}", 1),
    (rf"\b(?:ditched|dumped|left|replaced|gave up){_SHORT}{_B} for\b", -1),
    (rf"\b(?:switched|moved|went|came) (?:back )?to{_SHORT}{_B}\b", 1),
    (rf"{_B}[^。，；]{{0,6}}(?:不如|比不上|輸給|输给|還不如|还不如)", -1),
    (rf"(?:都比|還比|还比|比){_B}[^。，；]{{0,6}}(?:好|利|順|强|強|耐|快|棒|穩|便宜|舒服|省)", -1),
))


def compared(text: str, places: Sequence[tuple[int, int]], values: Sequence[Valued]) -> dict[int, float]:
    r"""Return for compared brands, by code, above 0 for the winner, below for the loser, 0 for equals.

    >>> compared("\ue000 is sharper than my old \ue001", [(0, 0), (25, 1)], [])
    {0: 1.0, 1: -1.0}
    """
    brand_at = dict(places)
    if len(set(brand_at.values())) > 1:
        return _of_two(text, brand_at, values)
    for pattern, value in _ALONE:
        found = pattern.search(text)
        if found is not None:
            return {brand_at[found.start(1)]: float(value)}
    return {}


def _of_two(text: str, brand_at: dict[int, int], values: Sequence[Valued]) -> dict[int, float]:
    for pattern, first, second in _PAIRS:
        found = pattern.search(text)
        if found is not None and brand_at[found.start(1)] != brand_at[found.start(2)]:
            return {brand_at[found.start(1)]: float(first), brand_at[found.start(2)]: float(second)}
    for pattern, turned in ((_ZH_THAN, 1), (_ZH_BESIDE, -1)):
        found = pattern.search(text)
        if found is not None and brand_at[found.start(1)] != brand_at[found.start(2)]:
            sign = sum(one.value for one in values if one.start >= found.start(2))
            if sign:
                better = 1.0 if (sign > 0) == (turned > 0) else -1.0
                return {brand_at[found.start(1)]: better, brand_at[found.start(2)]: -better}
    return {}
