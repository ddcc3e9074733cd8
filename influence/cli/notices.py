"""The notice to people whose data was not got from them (GDPR Art. 14). Import only inside a command."""

from collections import Counter

from influence.cli.people_data import held
from influence.cli.pipeline import World
from influence.model.decisions import RETENTION_MONTHS

#: So many pages are named; the rest is told on request.
_PAGES = 12
_ENGLISH = """\
Subject: What {brand} knows about you, and from where

Dear {name},

we are {brand} [legal name, postal address]. You can reach us at {contact}[; our data protection officer: ...].

Looking for people whose word counts among readers on [subject], we read public pages and kept, about you: {held}.

We read this on {count} public pages, among them:
{pages}

We use it only to decide whom to write to, and to write to you. Legal basis: our legitimate interest in
finding people to work with (Art. 6 (1) f GDPR) [check this for your case]. From how often and how soon others
answer what you write, a number was worked out; no decision is made by a machine alone. Your data goes to nobody
else [or: to ...] [and to no country outside the EU/EEA, or: ...]. We erase it {months} months after we last saw or
wrote to you.

You may at any time see what we hold, have it corrected, moved or erased, have its use restricted, and complain to a
data protection authority [name it].

YOU MAY OBJECT AT ANY TIME, WITHOUT GIVING A REASON, TO ANY USE FOR MARKETING. One line to {contact} is
enough: we erase everything and do not come back.

{brand}
"""
_CHINESE = """\
主旨：{brand}蒐集了您的哪些資料、來自何處

{name}您好：

我們是{brand}［公司全名、地址］，聯絡方式：{contact}［；資料保護長：……］。

為了尋找在［主題］讀者之中有影響力的人，我們閱讀了公開網頁，並保存了關於您的：{held}。

這些資料來自 {count} 個公開網頁，包括：
{pages}

我們只用來決定要寫信給誰，以及寫信給您。
法律依據：尋找合作對象的正當利益（GDPR 第 6 條第 1 項 f 款）［請依您的情況確認］。
我們依他人回應您文章的次數與速度算出一個數字；不會僅由機器作成決定。您的資料不提供給他人［或：提供給……］
［，也不傳輸至歐盟／歐洲經濟區以外，或：……］。在最後一次看到您或與您聯絡的 {months} 個月後，我們會刪除資料。

您可以隨時查閱、更正、攜出或刪除這些資料，要求限制使用，並向資料保護主管機關［名稱］申訴。

您可以隨時反對將資料用於行銷，不需要理由。寫一行字到 {contact} 即可：我們會全部刪除，不再蒐集。

{brand}
"""
_WORDS = {
    "en": (("accounts", "accounts"), ("posts", "posts"), ("activities", "exchanges with others"),
           ("contacts", "published ways to reach you")),
    "zh-TW": (("accounts", "個帳號"), ("posts", "篇文章"), ("activities", "次與他人的互動"),
              ("contacts", "項公開的聯絡方式")),
}


def notice_text(known: World, code: int, language: str) -> str:
    """Return the notice to one person, in `en` or `zh-TW`; what is not known stands in square brackets."""
    data = held(known, code)
    chinese = language == "zh-TW"
    parts = [(len(rows), word) for key, word in _WORDS["zh-TW" if chinese else "en"]
             if isinstance(rows := data.get(key), list) and rows]
    pages = _pages(data)
    person = known.people.persons[code]
    brand, contact = known.settings.brand.name, known.settings.crawl.contact
    return (_CHINESE if chinese else _ENGLISH).format(
        name=person.name, brand=brand or ("［品牌］" if chinese else "[brand]"),
        contact=contact or ("［聯絡方式］" if chinese else "[contact]"), months=RETENTION_MONTHS, count=len(pages),
        held="、".join(f"{count} {word}" for count, word in parts) if chinese else
        ", ".join(f"{count} {word}" for count, word in parts),
        pages="\n".join(f"  - {page}" for page in pages[:_PAGES]))


def _pages(data: dict[str, object]) -> list[str]:
    """Return the pages on which something about the person was read, those with most first."""
    counted: Counter[str] = Counter()
    for key, field in (("posts", "url"), ("activities", "seen_on"), ("contacts", "page")):
        rows = data.get(key)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row.get(field), str):
                counted[row[field].partition("#")[0]] += 1
    return sorted(counted, key=lambda page: (-counted[page], page))
