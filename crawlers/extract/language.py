"""The language a text is written in; Traditional and Simplified Chinese told apart."""

import re

import py3langid

#: Texts shorter than this are not judged.
_SHORTEST = 60
_SAMPLE = 1_200
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
#: Frequent characters that are written otherwise in the other script.
_TRADITIONAL = frozenset("這個們來時說會學國對開關問題還沒過長東車書見點幾樣當動實現從話給讓電體買賣請謝愛歡樂")
_SIMPLIFIED = frozenset("这个们来时说会学国对开关问题还没过长东车书见点几样当动实现从话给让电体买卖请谢爱欢乐")
_SHARED = _TRADITIONAL & _SIMPLIFIED


def language_of(text: str, *, stated: str | None = None) -> str | None:
    """Return the language of a text as a BCP 47 tag; what the page states when the text is too short to tell.

    >>> language_of("我們今天去看了一個很好的展覽，老師說這是最後一次了。")
    'zh-Hant'
    >>> language_of("The paper flowers are folded from one sheet, and then they are glued to a stem of wire.")
    'en'
    """
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    if _KANA.search(sample) and len(_KANA.findall(sample)) * 10 > han:
        return "ja"
    if len(_HANGUL.findall(sample)) > han + 5:
        return "ko"
    if han * 4 > len(sample):
        return chinese_script(sample) or (stated if (stated or "").startswith("zh") else "zh")
    if len(sample) < _SHORTEST:
        return stated
    found = str(py3langid.classify(sample)[0])
    return stated if stated and stated.partition("-")[0] == found else found


def chinese_script(text: str) -> str | None:
    """Return `zh-Hant` or `zh-Hans` by the characters that differ, None when none does.

    >>> chinese_script("謝謝你們"), chinese_script("谢谢你们"), chinese_script("你好")
    ('zh-Hant', 'zh-Hans', None)
    """
    traditional = sum(char in _TRADITIONAL and char not in _SHARED for char in text)
    simplified = sum(char in _SIMPLIFIED and char not in _SHARED for char in text)
    if traditional == simplified:
        return None
    return "zh-Hant" if traditional > simplified else "zh-Hans"
