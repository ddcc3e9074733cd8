"""Headings of columns as people write them, for workbooks; the CSV keeps the names that programs know."""

from collections.abc import Mapping

#: Column -> heading in Traditional Chinese.
_CHINESE: Mapping[str, str] = {
    "rank": "名次", "tier": "級別", "person_id": "編號", "name": "姓名", "kind": "類型", "site": "網站",
    "profiles": "個人頁面",
    "language": "語言", "country": "國家", "location_basis": "國家依據", "community": "社群", "topics": "主題",
    "living_audience": "活躍受眾", "drive": "預期帶動人數", "drive_low": "預期下限", "drive_high": "預期上限",
    "audience_low": "受眾下限", "audience_high": "受眾上限", "interval": "區間種類", "action_rate": "每篇帶動人數",
    "people_moved": "帶動人數", "acts": "互動次數", "acts_reply": "回覆", "acts_link": "連結", "acts_mention": "提及",
    "acts_share": "分享", "acts_adopt": "採用", "visits_driven": "帶來的造訪", "orders_driven": "帶來的訂單",
    "second_order": "間接帶動人數", "median_days": "反應天數", "repeat_share": "再次行動比例",
    "communities_moved": "帶動的社群數", "season_peak": "旺季", "last_year": "去年同期",
    "lift": "增幅", "rising": "上升倍數",
    "follows": "受他人影響程度", "fit": "大使適合度", "passion": "熱情", "generosity": "樂於助人", "constancy": "持續",
    "independence": "獨立", "reliability": "可靠", "brand_stance": "對品牌的態度", "brand_positive": "稱讚次數",
    "brand_negative": "抱怨次數", "last_brand_mention": "最近提及品牌", "rival_mentions": "提及對手次數",
    "sponsored_share": "業配比例", "discloses": "是否揭露業配", "audience": "追蹤人數",
    "audience_basis": "追蹤人數依據",
    "last_post": "最近發文", "posts_90d": "近 90 天文章", "active_months": "活躍月數", "adds": "新增人數",
    "overlaps_with": "受眾重疊", "substitute": "備選", "why": "理由", "evidence_1": "證據 1", "evidence_2": "證據 2",
    "evidence_3": "證據 3", "evidence_1_quote": "證據 1 原文", "evidence_2_quote": "證據 2 原文",
    "evidence_3_quote": "證據 3 原文", "intro_via": "引介人", "contact": "聯絡方式", "contact_kind": "聯絡類型",
    "contact_source": "聯絡方式出處", "contact_rule": "來信意願", "contact_rule_quote": "來信意願原文",
    "status": "狀態", "owner": "負責人", "last_contacted": "最近聯絡", "next_action": "下一步", "notes": "備註",
    "tags": "標籤", "warnings": "注意",
}
#: Names of the two sheets of a workbook.
_SHEETS = {"en": ("People", "What it means"), "zh-TW": ("人物", "欄位說明")}


def heading(name: str, language: str = "en") -> str:
    """Return a column's heading; English where there is none in the language.

    >>> heading("living_audience"), heading("living_audience", "zh-TW")
    ('Living audience', '活躍受眾')
    """
    english = name.replace("_", " ").capitalize()
    return _CHINESE.get(name, english) if language == "zh-TW" else english


def sheet_names(language: str = "en") -> tuple[str, str]:
    """Return the names of the sheet of people and of the one that explains the columns."""
    return _SHEETS.get(language, _SHEETS["en"])
