"""Who wrote it: names tidied, placeholders refused, and the one account id that follows.

Which id a by-line gets (the same rule for posts, comments and feeds):

1. a link to a page of that person (a profile, an author page, another site) is the id;
2. a name alone is `named(site, name)`, an account of that site only. The site is
   `crawlers.urls.site`, except on addresses without a public suffix (one's own machines) and under
   `/~name/`: there it is host and port plus the first step of the blog's own home path, so that
   sixteen blogs under one port stay sixteen sites;
3. a link that only leads to the blog's home says nothing about who of its writers it was: rule 2,
   with the home as the account's website.
"""

import re
import unicodedata
from dataclasses import replace
from urllib.parse import urlsplit

from crawlers.extract.links import is_profile
from crawlers.records import Account, AccountKind, folded, named
from crawlers.urls import authority, registrable_domain, site, try_canonical, without_fragment

#: Longest text that may be a name.
MAX_NAME = 80
_PLACEHOLDERS = frozenset(folded(name) for name in """
    guest|anonymous|anon|anonymus|unknown|unknown author|nobody|someone|visitor|user|name|none|null|n/a|no name
    |noname|deleted
    |[deleted]|[removed]|deleted user|former member|anonymous coward|anonymous user|a guest|(unknown)|noreply
    |(not verified)|anonymous (not verified)|gast|anonym|unbekannt|besucher|anonyme|invité|inconnu|anónimo|anonimo
    |invitado|desconocido
    |anônimo|convidado|desconhecido|ospite|sconosciuto|anoniem|onbekend|vierailija|anonyymi|nimetön|gość|anonimowy
    |гость|аноним|匿名|匿名者|匿名使用者|匿名用戶|匿名用户|匿名網友|訪客|访客|路人|路人甲|過客|无名|無名|游客|遊客
    |未知|已刪除|悄悄話|名無し|名無しさん|ゲスト|익명|손님
    |undefined|author|by|posted by|admin user|your name|comment author
""".replace("\n", "").split("|"))
_BEFORE = re.compile(
    r"^(?:(?:(?:posted|written|published|story|words|text|article|post|authored|reviewed|recipe)\s+)?by|von|par|por|di"
    r"|da|door|af|av|przez|автор|geschrieben von|ver[öo]ffentlicht von|[ée]crit par|publi[ée] par|escrito por"
    r"|publicado por|scritto da"
    r"|geschreven door|author|autor(?:in)?|auteur|autore|作者|撰文|文/|文／|發表者|发表者|发布者|發佈者|張貼者"
    r"|投稿者|筆者|記者|글쓴이)\s*[:：]?\s+"
    r"|^(?:作者|撰文|文|發表者|发表者|張貼者|投稿者|記者)\s*[:：/／]\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s+(?:發表在|發表於|发表于|发表在|發佈於|發表|於)\s.*|\s+(?:posted|on|at)\s+.*\d.*)$"
    r"|\s+(?:says|said|wrote|writes|sagt|meint|schreibt|schrieb|dit|a dit|a écrit|dice|dijo|disse|diz|ha detto|zegt"
    r"|schreef|sanoo|kirjoitti|pisze|mówi|пишет|говорит|on)\s*:?\s*$"
    r"|\s*(?:(?:說道?|说道?|表示|提到|より)\s*[:：]?|[:：,，|·•–—-])\s*$",
    re.IGNORECASE,
)
#: What links to a writer's posts say around the name.
_ALL_POSTS = re.compile(
    r"^(?:(?:view|see|read|show|browse|more)\s+)?(?:all\s+|more\s+)?(?:the\s+)?(?:posts|articles|entries"
    r"|stories)\s+(?:by|from)\s+(.+)$"
    r"|^(?:view|see|read|show|more)\s+(?:all\s+|more\s+)?(?:of\s+|from\s+)?(.+?)(?:['’]s?)\s+(?:other\s+)?(?:posts"
    r"|articles|entries)\W*$"
    r"|^(?:zeige\s+)?alle\s+(?:beitr[äa]ge|artikel)\s+von\s+(.+?)(?:\s+(?:an)?zeigen|\s+ansehen)?$"
    r"|^(?:voir|afficher)\s+tous\s+les\s+articles\s+(?:de|par)\s+(.+)$"
    r"|^(?:ver|mostra|vedi)\s+tod[oa]s\s+l[ao]s\s+(?:entradas|artículos|posts)\s+de\s+(.+)$"
    r"|^(?:檢視|查看|顯示|瀏覽|阅读|閱讀)\s*[「『“\"]?(.+?)[」』”\"]?\s*(?:的|發表的|发表的)\s*"
    r"(?:全部|所有|更多)(?:的)?文章.*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^\S+@\S+\.\w+$|^https?://\S+$", re.IGNORECASE)
_COUNTED = re.compile(r"^\W*\d[\d\W]*$")
_DATELIKE = re.compile(r"\b(?:19|20)\d\d\b.*\d|\d{1,2}[:.]\d\d|\b\d{1,2}[/.-]\d{1,2}\b|\bago\b", re.IGNORECASE)
_TEAM = re.compile(
    r"\b(?:team|redaktion|redaction|redacción|redazione|redactie|editors?|editorial(?: staff| board)?|staff|newsroom"
    r"|admins?|administrator|webmaster|moderators?|support|news desk|press office|committee|working group"
    r"|foundation|gmbh|inc|ltd|llc"
    r"|newsletter|podcast|magazine|official)\b|編輯部|编辑部|編集部|團隊|团队|小編|管理員|管理员|官方|公司|基金會"
    r"|협회|편집부",
    re.IGNORECASE,
)
_BOT = re.compile(r"(?:^|[\s_-])bot$|\bautomoderator\b|\[bot\]|機器人|机器人|ボット", re.IGNORECASE)


def tidy_name(text: str | None) -> str | None:
    """Return a by-line's words as a name, or None when they are none.

    >>> tidy_name("Posted by Ann Lee"), tidy_name("林怡君 說道："), tidy_name("Guest")
    ('Ann Lee', '林怡君', None)
    >>> tidy_name("View all of Ann's posts."), tidy_name("檢視「林怡君」的全部文章"), tidy_name("All posts by Ann")
    ('Ann', '林怡君', 'Ann')
    >>> tidy_name("by  "), tidy_name("https://ann.example/")
    (None, None)
    """
    if not text:
        return None
    name = " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").split())
    if len(name) > MAX_NAME * 2:
        return None
    if around := _ALL_POSTS.match(name):
        name = next(part for part in around.groups() if part)
    for _ in range(2):
        name = _AFTER.sub("", _BEFORE.sub("", name)).strip(" \t\"“”„«»")
    name = name[1:-1].strip() if name[:1] in "([" and name[-1:] in ")]" else name
    if not name or len(name) > MAX_NAME or _ADDRESS.match(name) or _COUNTED.match(name) or is_placeholder(name):
        return None
    return name


def is_placeholder(name: str) -> bool:
    """Return whether a name stands for nobody in particular (guest, 匿名): many people, never one account.

    >>> is_placeholder(" GUEST "), is_placeholder("匿名"), is_placeholder("Guestling")
    (True, True, False)
    """
    return folded(name) in _PLACEHOLDERS


def is_datelike(text: str) -> bool:
    """Return whether words look like a date rather than a name: by-lines often hold both."""
    return bool(_DATELIKE.search(text))


def kind_of(name: str | None) -> AccountKind | None:
    """Return what a name says plainly: a team or a machine; None for anything else.

    >>> kind_of("The Editors").value, kind_of("build bot").value, kind_of("Ann Lee")
    ('organisation', 'bot', None)
    """
    if not name:
        return None
    if _BOT.search(name):
        return AccountKind.BOT
    return AccountKind.ORGANISATION if _TEAM.search(name) else None


def home_site(url: str, home: str | None) -> str:
    """Return the site that names on a page belong to (rule 2 above).

    >>> home_site("http://127.0.0.1:8101/hannah/p/1", "http://127.0.0.1:8101/hannah/")
    '127.0.0.1:8101/hannah'
    >>> home_site("https://blog.example/2024/p", "https://blog.example/"), home_site("https://uni.example/~ann/p", None)
    ('blog.example', 'uni.example/~ann')
    """
    place = authority(url)
    if home and authority(home) == place and registrable_domain(url) == place:
        step = urlsplit(home).path.strip("/").partition("/")[0]
        return f"{place}/{step}" if step and "." not in step else place
    step = urlsplit(url).path.strip("/").partition("/")[0]
    return f"{site(url)}/{step}" if step.startswith("~") else site(url)


def account_of(
    name: str | None, link: str | None, url: str, *, home: str | None = None, handle: str | None = None,
    avatar: str | None = None,
) -> Account | None:
    """Return the account a by-line means, by the rules above; None for nobody or a placeholder.

    Args:
        name: As the page shows it.
        link: Where the name leads, if anywhere.
        url: Address of the page or post.
        home: Home page of the blog, when known.
        handle: On its platform, with or without `@`.
        avatar: Address of the picture.
    """
    tidy = tidy_name(name)
    handle = handle.lstrip("@") if handle else None
    known = tidy or handle
    if known is None or is_placeholder(known):
        return None
    where = home_site(url, home)
    own = try_canonical(link, url)
    plain = Account(id=named(where, known), name=tidy, handle=handle, site=where, avatar=avatar, kind=kind_of(tidy))
    if own is None or without_fragment(own) == without_fragment(url):
        return plain
    if _is_home(own, url, home):
        return replace(plain, website=own, claims=(("byline", own),))
    if site(own) == site(url):
        return replace(plain, id=own)
    return replace(plain, id=own, site=site(own), website=None if is_profile(own) else own)


def _is_home(link: str, url: str, home: str | None) -> bool:
    """Return whether a link leads to the front page of the blog it stands on."""
    bare = without_fragment(link).rstrip("/")
    if home is not None and bare == without_fragment(home).rstrip("/"):
        return True
    parts = urlsplit(link)
    return authority(link) == authority(url) and parts.path in ("", "/") and not parts.query
