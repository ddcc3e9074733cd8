"""Other ways in than a letter to the person: a form, a portal, an agent; and who is told to keep away altogether."""

import re

# ---- English ----
_AGENT = r"(?:managers?|management|agents?|agency|representatives?|team at|booker)"
_ROUTE = re.compile(
    r"\b(?:form|portal|questionnaire)\b|\b(?:brief|intake|request) sheet\b|\bsubmissions? page\b"
    rf"|\b(?:contact|through|via|to|write to|ask|e-?mail|by) (?:\w+ )?{_AGENT}\b|\brepresented by\b", re.IGNORECASE)
#: Ways that are closed while another is open; a refusal of these alone is none of the matter.
_CHANNEL = re.compile(
    r"\b(?:DMs?|e-?mails?|e-?mailing|letters?|messages?|directly|inbox|comments)\b|私訊|來信|電子郵件|直接|其他渠道|其他管道"
    r"|信箱|留言", re.IGNORECASE)
#: Companies as such, told to stay away: not this pitch or that, but any word from them.
_COMPANIES = r"(?:companies|businesses|brands|agencies|marketers|advertisers|sales ?people|firms|solicitors)"
_KEEP_AWAY = re.compile(
    r"\b(?:stop|quit|cease) (?:e-?mail|writ|contact|messag|call|spamm)ing (?:me|us)\b"
    rf"|\bask (?:all |any )?{_COMPANIES} (?:kindly )?not to (?:write|contact|e-?mail|call|approach)\b"
    rf"|\b{_COMPANIES}\b[^.;]{{0,20}}\b(?:do not|don'?t|must not|may not) (?:write|contact|e-?mail|call|approach)\b"
    rf"|\b(?:advertising|marketing|approach(?:es)? (?:by|from) {_COMPANIES})\b[^.;]{{0,40}}\b(?:forbidden|prohibited"
    r"|not permitted|objected to)\b", re.IGNORECASE)
#: Words about readers' own data, in which "we do not sell or pass on" refuses nobody.
_PRIVACY = re.compile(
    r"\byour (?:personal |private )?(?:data|details|information)\b|\bcookies?\b|\bprivacy\b|\bthird part(?:y|ies)\b"
    r"|個人資料|個資|隱私", re.IGNORECASE)

# ---- Chinese, in traditional characters ----
_ROUTE_ZH = re.compile(
    "表單|表格|登記表|留言板|(?:提案|合作|洽詢)[」』]?頁面|(?:洽|聯絡|聯繫|找|委由|委託|透過|交給)[^,，。]{0,8}(?:經紀|公司|工作室|助理|代理)"
    "|經紀人|經紀公司")
_KEEP_AWAY_ZH = re.compile(
    "(?:廠商|商家|店家|業者|公司|品牌方)(?:們)?(?:請勿|勿|切勿|請不要|不要|請別|別)(?:再|任何|直接|隨意)*(?:聯絡|聯繫|來信|寄信|寫信|打擾|擾|來電|致電)")


def is_route(text: str, *, chinese: bool) -> bool:
    """Return whether a sentence sends people to a form, a portal or an agent.

    >>> is_route("Please use our submissions portal.", chinese=False), is_route("業配請洽經紀人小魚", chinese=True)
    (True, True)
    """
    return (_ROUTE_ZH if chinese else _ROUTE).search(text) is not None


def closes_a_channel(text: str) -> bool:
    """Return whether a refusal is of a way of writing, such as direct messages.

    >>> closes_a_channel("DMs about collabs are ignored."), closes_a_channel("No collabs.")
    (True, False)
    """
    return _CHANNEL.search(text) is not None


def keeps_companies_away(text: str, *, chinese: bool) -> bool:
    """Return whether companies are asked not to write at all.

    >>> keeps_companies_away("We ask businesses not to write to the family.", chinese=False)
    True
    >>> keeps_companies_away("任何廠商請勿聯絡。", chinese=True), keeps_companies_away("合作請勿私訊", chinese=True)
    (True, False)
    """
    return (_KEEP_AWAY_ZH if chinese else _KEEP_AWAY).search(text) is not None


def is_about_privacy(text: str) -> bool:
    """Return whether a sentence promises something about readers' data."""
    return _PRIVACY.search(text) is not None
