"""The report's sentences, in each language it is written in."""

from collections.abc import Mapping

#: Key -> (English, Traditional Chinese).
_WORDS: Mapping[str, tuple[str, str]] = {
    "heading": ("Whose word makes others act", "誰的話能帶動別人"),
    "about": ("about {about}", "關於「{about}」"),
    "period": ("{since} to {until}", "{since} 至 {until}"),
    "coverage": ("{sites} sites, {posts} posts, {people} people, {acts} acts of one person on another",
                 "{sites} 個網站、{posts} 篇文章、{people} 人、{acts} 次互動"),
    "caption": ("An act is a reply, link, mention, share or adoption by one person because of another. The living "
                "audience counts everyone who ever acted on a person, each once, fading with time. Followers are shown "
                "and never counted.",
                "「互動」是一個人因另一個人而回覆、連結、提及、分享或採用。「活躍受眾」計算每一位曾因他而行動的人,"
                "每人只算一次,並隨時間遞減。追蹤人數僅供參考,不列入計算。"),
    "command": ("Made by", "產生指令"),
    "skip": ("Skip to the list", "跳到名單"),
    "findings": ("What matters", "重點"),
    "list": ("The list", "名單"),
    "find": ("Find a name or topic", "搜尋名字或主題"),
    "circle": ("Circle", "社群"),
    "all": ("All", "全部"),
    "shown": ("{shown} of {all} shown", "顯示 {shown} / {all}"),
    "people": ("Each person", "逐一介紹"),
    "why": ("Why", "理由"),
    "evidence": ("Posts that others acted on", "帶動他人的文章"),
    "followed": ("{people} people acted on it", "{people} 人因此行動"),
    "first_step": ("First step", "第一步"),
    "first_words": ("read “{title}” and what people answered, then write about that, in your own words.",
                    "先讀「{title}」與大家的回應,再用自己的話談這篇文章。"),
    "weeks": ("Acts received per week over the last 52 weeks, at most {top} in one",
              "近 52 週每週獲得的互動,單週最多 {top} 次"),
    "ego": ("The people who act on {name} most", "最常因 {name} 而行動的人"),
    "map": ("The circles", "社群地圖"),
    "map_title": ("Map of {people} people, coloured by circle; larger: larger living audience",
                  "{people} 人的地圖,以顏色區分社群;圓點越大,活躍受眾越多"),
    "repair": ("Repair, do not recruit", "先修補關係,勿招募"),
    "left_out": ("Left out, and why", "未列入名單及原因"),
    "more": ("and {count} more", "另有 {count} 人"),
    "how": ("How to read this", "如何閱讀"),
    "how_rank": ("The order is by living audience. People whose ranges overlap share a tier (A, B, C): do not read "
                 "more into the order inside one. The range holds what the data supports at 90 %.",
                 "名單依活躍受眾排序。區間重疊的人屬同一級(A、B、C),同級內的先後不宜過度解讀。區間為 90% 信賴範圍。"),
    "how_adds": ("'Adds' is the number of different people this one is expected to move whom nobody above moves.",
                 "「新增」是此人預期能帶動、而前面的人帶動不到的人數。"),
    "how_proof": ("Every point opens to the acts behind it: influence explain PERSON.",
                  "每一分都可追溯到背後的互動:influence explain 人名。"),
    "limits": ("Limits", "限制"),
    "settings": ("To repeat it", "重現方法"),
    "range": ("{low} to {high}", "{low} 至 {high}"),
    "tier": ("Tier", "級別"),
    "nobody": ("Nobody could be proposed. The list below says why.", "沒有可推薦的人選,原因如下。"),
    "rank": ("Rank", "名次"), "name": ("Person", "人物"), "living_audience": ("Living audience", "活躍受眾"),
    "people_moved": ("People moved", "帶動人數"), "action_rate": ("Per post", "每篇"), "adds": ("Adds", "新增"),
    "community": ("Circle", "社群"), "status": ("Status", "狀態"), "warnings": ("Mind", "注意"),
    "substitute": ("If they decline", "備選"), "last_post": ("Last post", "最近發文"), "topics": ("Topics", "主題"),
    "audience": ("Followers stated (not scored)", "追蹤人數(不計分)"), "site": ("Site", "網站"),
    "overlaps_with": ("Overlaps with", "受眾重疊"),
}
LANGUAGES = ("en", "zh-TW")


def words(language: str) -> Mapping[str, str]:
    """Return key -> sentence in a language; English for one we do not have.

    >>> words("zh-TW")["why"]
    '理由'
    """
    column = LANGUAGES.index(language) if language in LANGUAGES else 0
    return {key: both[column] for key, both in _WORDS.items()}
