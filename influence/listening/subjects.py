"""What a wish is about: its telling words, without those of asking itself."""

import re
from collections.abc import Sequence

from influence.graph.communities import terms
from influence.graph.stopwords import STOPWORDS_CJK
from influence.listening.lexicon import both_scripts
from influence.people.names import is_cjk

#: Words of asking itself, which tell nothing about what is asked for.
_ASKING = frozenset(word for line in (
    "good better best decent real really pair pairs buy bought buying order recommend recommendation recommendations",
    "anybody anyone somebody nobody everybody wish worth money pay double small large big nice proper toy kind sort",
    "help advice question questions look looked month price cheap quality happy spend opinions know knows sell sells",
    "make makes would could should please where which catalogue shop shops still find finding have hello dear hard",
    "easy idea whatever cannot can't",
) for word in line.split())
#: The same in Chinese, where no blank parts them from what is asked for: taken out before words are looked for.
_PHRASES = (
    "求推薦 推薦 有推 推介 介紹 請問 請教 請益 問一下 想問 有沒有 有無 有沒 有人知道 有誰知道 沒有人 有人 "
    "沒人 有賣 沒有 知道 哪裡買得到 哪裡買 哪裡有 哪裡 哪邊 哪兒 買得到 買不到 找不到 找得到 值得買 值得 "
    "好用 適合 真正 真的 想買 要買 該買 準備買 打算買 考慮買 想入手 入手 想找 在找 一個月 願意多付 願意 多付 "
    "一倍 大家 各位 看法 聽聽 意見 要是有 如果有 希望有 但願有 要是 如果 希望 但願 就好了 怎麼都 怎麼 為什麼 "
    "什麼 這麼 那麼 有什麼 哪一 哪把 哪個 哪款 哪支 哪種 哪牌 誰有 誰家 誰做 買的 工具前 新手求 跪求 急求 "
    "拜託 謝謝 感謝")
_FORMS = {form for phrase in _PHRASES.split() for form in both_scripts(phrase)}
_TAKEN_OUT = re.compile("|".join([
    *sorted(_FORMS, key=lambda form: (-len(form), form)),
    "[一兩两三幾几這这那][把個个支款種种塊块張张台臺家]", "(?<![需要請请追訴诉尋寻講讲])求"]))
#: No name of a thing begins, or ends, with one of these.
_BEGINS, _ENDS = (frozenset("".join(both_scripts(signs))) for signs in (
    "薦做用買找賣要會能給想該有沒很太更又都也就才只還嗎呢吧啊喔耶了著得在是被讓跟與或及從到為於而且但這那哪誰",
    "薦求做用買找賣要會能給想該有沒很太最更又都也就才只還個把支款嗎呢吧啊喔耶了過著得在是被讓跟與或及對從到為於而且但這那哪誰幾"))
#: A name does not grow past one of these.
_LOOSE = _BEGINS | _ENDS | STOPWORDS_CJK
#: Chinese names are at most so long.
_LONGEST = 8


def subject(sentence: str) -> set[str]:
    """Return the words that tell what a sentence asks for; Chinese as runs of two to four signs.

    >>> sorted(subject("求推薦裁刀")), sorted(subject("請問有沒有好用的鋼筆"))
    (['裁刀'], ['鋼筆'])
    >>> sorted(subject("Does anybody know a good waxed thread?"))
    ['thread', 'waxed']
    """
    return {term for term in terms(_TAKEN_OUT.sub(" ", sentence)) if term not in _ASKING and (
        term.isascii() or (term[0] not in _BEGINS and term[-1] not in _ENDS))}


def whole_name(word: str, sentences: Sequence[str]) -> str:
    """Return a Chinese word grown to what it is a piece of wherever it stands in some sentences; others as they are.

    >>> whole_name("撇子裁刀", ["求推薦左撇子裁刀", "有好用的左撇子裁刀嗎"])
    '左撇子裁刀'
    >>> whole_name("裁刀", ["左手裁刀", "滾輪裁刀"])
    '裁刀'
    """
    if word.isascii():
        return word
    texts = [_TAKEN_OUT.sub(" ", sentence) for sentence in sentences]
    while len(word) < _LONGEST:
        before = _neighbour([text[start - 1:start] for text in texts for start, _ in _places(text, word)])
        after = "" if before else _neighbour([text[end:end + 1] for text in texts for _, end in _places(text, word)])
        if not before and not after:
            break
        word = before + word + after
    return word


def _places(text: str, word: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(re.escape(word), text)]


def _neighbour(signs: Sequence[str]) -> str:
    """Return the one sign that stands everywhere beside a word and may be a part of it; empty for none."""
    sign = signs[0] if signs else ""
    return sign if sign and is_cjk(sign) and sign not in _LOOSE and set(signs) == {sign} else ""
