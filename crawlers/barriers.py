"""What stands in the place of a page: a bot challenge, a log-in, a soft 404. Named, never evaded."""

import re

from crawlers.extract.document import tree, words_of
from crawlers.records import Page

#: How much of a page the patterns look at.
_HEAD = 30_000
#: A page with less text than this, furniture included, holds nothing but its barrier.
_LITTLE_TEXT = 1200
_CLIENT_ERROR = 400


def _title(words: str) -> str:
    return rf"<title[^>]*>[^<]{{0,100}}(?:{words})"


def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_CHALLENGE_HEADERS = ("cf-mitigated", "x-amzn-waf-action")
_CHALLENGE = _compiled(
    "cf_chl_opt", "/cdn-cgi/challenge-platform/h/",
    r"<title>\s*(?:just a moment(?:\.\.\.|…)|attention required!"
    r"|ddos-guard|checking your browser|one moment, please"
    r"|verifying you are human|making sure you(?:'|&#39;)re not a bot)")
#: Read instead of the page.
_BARRIERS = (
    ("challenge", _compiled(_title(
        r"are you (?:a robot|human)|access to this page has been denied|安全驗證|安全验证|人機驗證|人机验证"))),
    ("maintenance", _compiled(_title(
        "maintenance|be right back|briefly unavailable|database error|establishing a database connection"
        "|維護中|维护中"))),
    ("soft_404", _compiled(_title(
        r"\b404\b|page not found|nothing found|^not found|does(?:n.t| not) exist|找不到|頁面不存在|页面不存在"
        r"|seite nicht gefunden|introuvable"),
        r"<h1[^>]*>[^<]{0,40}page can(?:'|’|&#8217;|&rsquo;)t be found")),
    ("parked", _compiled(_title("domain (?:is )?for sale|buy this domain|parked domain"
                                "|account (?:has been )?suspended|網域出售|網域名稱出售|域名出售"))),
)
#: Stand-ins that count only when the page holds no post.
_WALLS = (
    ("login_wall", _compiled(r"<input[^>]{1,200}type\s*=\s*[\"']?password")),
    ("consent_wall", _compiled(_title("consent|before you continue|bevor sie fortfahren|avant de continuer|cookie"
                                      "|privacy choices"), r"<form[^>]{1,200}over18", "滿十八歲方可|满十八岁方可")),
    ("paywall", _compiled(r"subscribe to (?:continue|read|keep)", r'class="[^"]{0,100}paywall',
                         r'"isAccessibleForFree"\s*:\s*"?false', "付費會員", "訂閱後")),
    ("script_only", _compiled(r"<body[^>]{0,400}>\s*(?:<noscript>[^<]{0,400}(?:javascript|enable js)"
                              r"|<div[^>]{0,200}>\s*<noscript>[^<]{0,400}(?:javascript|enable js))",
                              r'<div id="?(?:root|app|__next)"?>\s*</div>')),
)


def barrier(page: Page, status: int = 200) -> str | None:
    """Return what was sent in the place of a page: challenge, maintenance, soft_404, parked; None for a page."""
    head = page.text[:_HEAD]
    if any(name in page.headers for name in _CHALLENGE_HEADERS) or _CHALLENGE.search(head):
        return "challenge"
    found = next((name for name, pattern in _BARRIERS if pattern.search(head)), None)
    return found if found and (status >= _CLIENT_ERROR or _is_short(page)) else None


def wall(page: Page) -> str | None:
    """Return what keeps readers out of a page without posts: login_wall, consent_wall, paywall, script_only."""
    head = page.text[:_HEAD]
    found = next((name for name, pattern in _WALLS if pattern.search(head)), None)
    return found if found and _is_short(page) else None


def _is_short(page: Page) -> bool:
    return len(page.text) <= 10 * _HEAD and len(words_of(tree(page))) < _LITTLE_TEXT
