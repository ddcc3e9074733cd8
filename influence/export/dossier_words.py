"""The sentences of a dossier, in each language it is written in."""

from collections.abc import Mapping

#: Key -> (English, Traditional Chinese).
_WORDS: Mapping[str, tuple[str, str]] = {
    "dossier": ("Before you write", "聯絡前先讀"),
    "makes": ("What they make", "創作內容"),
    "recent": ("Posts on topic", "相關文章"),
    "circle": ("Who answers whom", "往來對象"),
    "brand": ("On your brand and rivals", "對品牌與對手的看法"),
    "marks": ("As an ambassador, 0 to 100", "擔任大使的適合度（0 至 100）"),
    "paid": ("Paid posts", "業配"),
    "contact": ("How to reach them", "聯絡方式"),
    "intro": ("Whom you know in common", "共同認識的人"),
    "opener": ("The post to open with", "開場可提的文章"),
    "never": ("What not to do", "不要做的事"),
    "telling": ("Telling words: {words}", "常用詞：{words}"),
    "tagged": ("Tags: {words}", "標籤：{words}"),
    "place": ("Circle: {words}", "社群：{words}"),
    "counted": ("{d30} in the last 30 days, {d60} in 60, {d90} in 90",
                "近 30 天 {d30} 篇、60 天 {d60} 篇、90 天 {d90} 篇"),
    "answered_by": ("Answered most by {names}", "最常回應的人：{names}"),
    "answers": ("Answers most: {names}", "最常回應：{names}"),
    "nobody": ("No exchange with others was seen.", "未見與他人往來。"),
    "unpaid": ("None of {posts} posts of the last year is marked as paid.", "近一年 {posts} 篇文章皆未標示業配。"),
    "some_paid": ("{paid} of {posts} posts of the last year are paid for and say so.",
                  "近一年 {posts} 篇中有 {paid} 篇標明業配。"),
    "unsaid": ("{unsaid} of {posts} carry a paid link and do not say so in words.",
               "{posts} 篇中有 {unsaid} 篇含付費連結而未說明。"),
    "none_posts": ("No post of their own in the last year.", "近一年沒有自己的文章。"),
    "rule_ok": ("They welcome messages from brands.", "歡迎品牌來信。"),
    "rule_form_only": ("They ask you to use their form.", "請使用對方的表單。"),
    "rule_no_pitch": ("They ask not to be pitched.", "對方不接受業務邀約。"),
    "rule_do_not_contact": ("They ask not to be contacted. Leave them alone.", "對方不希望被聯絡，請勿打擾。"),
    "rule_unknown": ("No wish about messages was found: see their About page first.",
                     "未找到對來信的說明，請先看對方的「關於」或「聯絡」頁。"),
    "rule_read": ("They say this about messages; read it yourself:", "對方這樣說，請自行判讀："),
    "nothing_published": ("No address, form or wish was published: see their About page, else comment under a post.",
                          "未公開信箱、表單或來信說明：請先看「關於」頁，或在文章下留言。"),
    "no_way": ("No mail address or form was published: comment under a post.",
               "對方未公開信箱或表單，可在文章下留言。"),
    "seen_on": ("seen on {page}", "見於 {page}"),
    "no_intro": ("Nobody on your side has exchanged words with them so far.", "目前沒有我方的人與對方有往來。"),
    "via": ("{path} could introduce you.", "{path} 可以代為引介。"),
    "open_with": ("{day}: “{title}” ({people} answered)", "{day}：「{title}」（{people} 人回應）"),
    "open_quiet": ("{day}: “{title}”", "{day}：「{title}」"),
    "open_old": ("Nothing newer than {days} days was seen: look for something fresh on their site first.",
                 "未見 {days} 天內的新文章：請先到對方網站找較新的內容。"),
    "open_none": ("No post of the last year was seen: read their site first.", "近一年未見文章：請先閱讀對方網站。"),
    "never_read": ("Do not say you read them before you have: open the post above and its answers.",
                   "未讀之前不要說讀過：先打開上述文章與回應。"),
    "never_twice": ("Do not write more than one reminder.", "提醒最多一次。"),
    "never_hide": ("Do not hide who you are or what you offer.", "不要隱瞞身分與目的。"),
    "never_money": ("Do not open with money: no paid post of theirs was seen.",
                    "不要一開口就談錢：近一年沒有業配。"),
    "never_unsaid": ("Do not ask for a mention that does not say it is paid.", "不要要求未揭露的業配。"),
    "never_pitch": ("Do not pitch: “{quote}”", "不要推銷：「{quote}」"),
    "never_mail": ("Do not mail or message; use the form.", "不要寄信或私訊，請用表單。"),
    "never_write": ("Do not write at all.", "完全不要聯絡。"),
    "never_again": ("Do not send another first mail: the status is “{status}”.",
                    "不要再寄第一封信：狀態為「{status}」。"),
    "mind": ("Mind: {caveats}.", "注意：{caveats}。"),
    "said": ("{day}, on {brand}, {tone}: {sentence}", "{day}，{brand}，{tone}：{sentence}"),
    "not_said": ("No word of theirs on the brand or its rivals was seen.", "未見對方提及品牌或競爭品牌。"),
    "praise": ("praise", "稱讚"), "complaint": ("complaint", "抱怨"), "question": ("question", "提問"),
    "neutral": ("neutral", "中性"), "needs_reading": ("read it yourself", "請自行判讀"),
    "fit": ("fit", "總分"), "passion": ("passion", "熱情"), "generosity": ("generosity", "樂於助人"),
    "constancy": ("constancy", "持續"), "independence": ("independence", "獨立"),
    "reliability": ("reliability", "可靠"),
    "few_posts": ("Too few posts in the last year to tell.", "近一年文章太少，無法判斷。"),
    "comma": (", ", "、"),
}


def dossier_words(language: str) -> Mapping[str, str]:
    """Return key -> sentence in a language; English for one we do not have.

    >>> dossier_words("zh-TW")["never"]
    '不要做的事'
    """
    return {key: both[language == "zh-TW"] for key, both in _WORDS.items()}
