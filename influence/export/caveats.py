"""What to mind about a number, in a reader's words: the flags of the column `warnings`."""

from collections.abc import Iterable, Mapping

#: Flag -> (English, Traditional Chinese). The flags themselves stand in the CSV, where programs read them.
_CAVEATS: Mapping[str, tuple[str, str]] = {
    "few_acts": ("little seen so far", "目前資料很少"),
    "ring_discount": ("part of the audience is not counted: hardly anybody answers them",
                      "部分受眾不計：幾乎沒有人回應這些受眾"),
    "closed_circle": ("answered almost only within a circle that hardly anybody outside answers",
                      "回應者幾乎都來自同一個圈子，圈外少有人回應"),
    "own_circle": ("a community of its own that the rest here does not answer",
                   "自成一個社群，與這裡其他人少有往來"),
    "one_responder": ("one person did much of the acting", "多數互動來自同一人"),
    "seconds": ("many answers came within seconds", "許多回應在數秒內出現"),
    "copies": ("many answers repeat the same words; only the first counts", "許多回應用字相同，僅計第一則"),
    "undated": ("some dates had to be worked out", "部分日期為推算"),
    "partly_seen": ("only the newest posts were seen, so more may have happened", "只看到最新的文章，實際可能更多"),
    "all_counted": ("too little history here to tell who has standing: everybody counts in full",
                    "歷史資料不足，所有回應者皆完整計算"),
    "minor": ("says of themself to be under 18: do not write", "自述未滿 18 歲：請勿聯絡"),
    "merged_by_name": ("accounts were joined by the name alone: check that it is one person",
                       "僅依姓名合併帳號：請確認是同一人"),
    "shared_blog": ("writes on a blog of several people", "與他人共用部落格"),
}


def caveat(flag: str, language: str = "en") -> str:
    """Return a flag in words; an unknown one with blanks for underscores.

    >>> caveat("one_responder"), caveat("undated", "zh-TW"), caveat("odd_thing")
    ('one person did much of the acting', '部分日期為推算', 'odd thing')
    """
    known = _CAVEATS.get(flag)
    return flag.replace("_", " ") if known is None else known[language == "zh-TW"]


def caveats(flags: Iterable[str], language: str = "en") -> str:
    """Return flags in words, one after the other.

    >>> caveats(("undated", "few_acts"))
    'some dates had to be worked out; little seen so far'
    """
    return ("；" if language == "zh-TW" else "; ").join(caveat(flag, language) for flag in flags)
