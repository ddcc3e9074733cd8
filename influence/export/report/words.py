"""The report's sentences, in each language it is written in."""

from collections.abc import Mapping

#: Key -> (English, Traditional Chinese).
_WORDS: Mapping[str, tuple[str, str]] = {
    "heading": ("Whose word makes others act", "誰的話能帶動別人"),
    "brand": ("for {brand}", "為「{brand}」製作"),
    "about": ("about {about}", "關於「{about}」"),
    "period": ("{since} to {until}", "{since} 至 {until}"),
    "coverage": ("{sites} sites, {posts} posts, {people} people, {acts} acts of one person on another",
                 "{sites} 個網站、{posts} 篇文章、{people} 人、{acts} 次互動"),
    "caption": ("An act is a reply, link, mention, share or adoption by one person because of another. The living "
                "audience counts everyone who ever acted on a person, each once, fading with time. Followers are shown "
                "and never counted.",
                "「互動」是一個人因另一個人而回覆、連結、提及、分享或採用。「活躍受眾」計算每一位曾因他而行動的人，"
                "每人只算一次，並隨時間遞減。追蹤人數僅供參考，不列入計算。"),
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
    "followed": ("{people} acted on it", "{people} 人因此行動"),
    "before": ("Before you write: what not to do, who they know",
               "聯絡前先讀：不要做的事、往來對象"),
    "weeks": ("At most {top} acts in a week", "單週最多 {top} 次互動"),
    "ego": ("The people who act on {name} most", "最常因 {name} 而行動的人"),
    "map": ("The circles", "社群地圖"),
    "map_title": ("Map of the {people} who acted or were acted on most, coloured by circle; larger: larger living "
                  "audience",
                  "互動最多的 {people} 位，以顏色區分社群；圓點越大，活躍受眾越多"),
    "map_names": ("The names are those of the list.", "圖上標名者為名單上的人。"),
    "find_share": ("{names} caused {share} % of all {acts} acts seen; together they are expected to move {union} "
                   "different people.",
                   "{names}帶動了全部 {acts} 次互動中的 {share}%；合計預期帶動 {union} 位不同的人。"),
    "find_first": ("Write first to {name}, who {why}", "先聯絡{name}：{why}"),
    "find_rest": ("{parts}, each with the reason below.", "{parts}，原因見下。"),
    "find_repair": ("{count} to win back", "需修補關係 {count} 人"),
    "find_left_out": ("{count} left out", "未列入 {count} 人"),
    "swipe": ("Swipe sideways for more columns.", "左右滑動可看更多欄位。"),
    "and": (" and ", "與"), "comma": (", ", "、"), "stop": (".", "。"),
    "limit_open": ("Only what stands in the open was read; what people say in closed groups is not in it.",
                   "只讀取公開內容，封閉社團的發言不在其中。"),
    "limit_undated": ("{count} of {posts} posts have no date.", "{posts} 篇文章中有 {count} 篇沒有日期。"),
    "limit_nameless": ("{count} of {posts} posts have no known author.", "{posts} 篇文章中有 {count} 篇作者不明。"),
    "limit_others": ("{count} organisations, automatic accounts or staff were seen beside the {people} people; they "
                     "are not ranked.", "除 {people} 人外，另見 {count} 個組織、自動帳號或員工，不列入排名。"),
    "half_life": ("Attention halves every", "注意力半衰期"), "days": ("{days} days", "{days} 天"),
    "rule_proven": ("answers count by how far others answer the one who gave them", "依回應者自己獲得的回應加權"),
    "rule_vouched": ("answers of people nobody knows count as far as known ones vouch for them",
                     "不明的回應者依已知回應者的佐證計入"),
    "rule_all": ("every answer counts in full: too little is known to weigh them", "資料不足，所有回應皆完整計算"),
    "objective_people": ("how many different people are moved", "帶動的不同人數"),
    "objective_rate": ("how many are moved per post", "每篇帶動的人數"),
    "objective_balanced": ("a balance of people moved and people per post", "人數與每篇帶動人數的平衡"),
    "rule": ("Rule of the score", "計分規則"), "objective": ("Ordered by", "排序依據"),
    "weeks_short": ("Acts received per week, last year", "近一年每週獲得的互動"),
    "ego_short": ("Who acts on them most", "最常因此行動的人"),
    "manners": ("Before you write to anybody: read the post you refer to and its answers, say who you are and what you "
                "offer, and remind at most once.",
                "聯絡任何人之前：先讀所提的文章與回應，說明身分與目的，提醒最多一次。"),
    "repair": ("Repair, do not recruit", "先修補關係，勿招募"),
    "left_out": ("Left out, and why", "未列入名單及原因"),
    "more": ("and {count} more", "另有 {count} 人"),
    "voice": ("Share of voice and tone", "聲量與口碑"),
    "voice_how": ("Posts that name a brand; of these, what made others act. Rings, paid posts, shops and the brand's "
                  "own people are not counted.",
                  "提到品牌的文章，以及其中帶動他人行動的部分。互捧圈、付費文、店家與品牌自己人不計入。"),
    "of_brand": ("Brand", "品牌"), "mentions": ("Posts", "文章"), "share": ("Share", "聲量佔比"),
    "driven_share": ("Share of acts", "行動佔比"), "praises": ("Praise", "稱讚"), "complaints": ("Complaints", "抱怨"),
    "allies": ("Allies lost and won back", "流失與挽回的盟友"),
    "turned": ("turned away on {day}", "{day} 轉為不滿"),
    "stopped": ("speaks of it no more since {day}", "{day} 後不再提起"),
    "repaired": ("complained on {day}, won back on {won}", "{day} 抱怨，{won} 已挽回"),
    "replied": ("answered on {day}", "{day} 已回應"), "unreplied": ("not answered", "尚未回應"),
    "asked": ("Unanswered questions", "無人回答的問題"), "unmet": ("What people ask for", "大家想要的"),
    "waiting": ("Waiting for an answer of yours", "等待貴方回應"),
    "several": ("{people} people.", "{people} 人。"),
    "how": ("How to read this", "如何閱讀"),
    "how_rank": ("The order is by living audience. People whose ranges overlap share a tier (A, B, C): do not read "
                 "more into the order inside one. The range holds what the data supports at 90 %.",
                 "名單依活躍受眾排序。區間重疊的人屬同一級（A、B、C），同級內的先後不宜過度解讀。"
                 "範圍涵蓋 90% 的可能。"),
    "how_adds": ("'Adds' is the number of different people this one is expected to move whom nobody chosen before "
                 "moves. Chosen in this order: {order}.",
                 "「新增」是此人預期能帶動、而先選的人帶動不到的人數。選擇順序：{order}。"),
    "how_proof": ("Every point opens to the acts behind it: influence explain PERSON.",
                  "每一分都可追溯到背後的互動：influence explain 人名。"),
    "limits": ("Limits", "限制"),
    "settings": ("To repeat it", "重現方法"),
    "range": ("{low} to {high}", "{low} 至 {high}"),
    "tier": ("Tier", "級別"),
    "nobody": ("Nobody could be proposed. The list below says why.", "沒有可推薦的人選，原因如下。"),
    "rank": ("Rank", "名次"), "name": ("Person", "人物"), "living_audience": ("Living audience", "活躍受眾"),
    "people_moved": ("People moved", "帶動人數"), "action_rate": ("Per post", "每篇"), "adds": ("Adds", "新增"),
    "community": ("Circle", "社群"), "status": ("Status", "狀態"), "warnings": ("Mind", "注意"),
    "substitute": ("If they decline", "備選"), "last_post": ("Last post", "最近發文"), "topics": ("Topics", "主題"),
    "audience": ("Followers stated (not scored)", "追蹤人數（不計分）"), "site": ("Site", "網站"),
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
