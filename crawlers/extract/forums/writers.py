"""Accounts of those who write on a forum, and the names that are nobody's."""

import re
from collections.abc import Mapping

from crawlers.records import Account, AccountKind, folded, named
from crawlers.urls import site, try_canonical

#: Names that a forum puts where no member wrote. They are shown, and belong to no single human.
_GUESTS = frozenset({
    "guest", "guest user", "anonymous", "anonymous user", "anonymous coward", "unknown", "unregistered", "visitor",
    "nobody",
    "not logged in", "gast", "besucher", "unbekannt", "anonym", "invité", "invite", "anonyme", "visiteur", "invitado",
    "anónimo", "anonimo", "visitante", "convidado", "desconocido", "ospite", "sconosciuto", "anoniem", "bezoeker",
    "vierailija", "nimetön", "gość", "gosc", "anonimowy", "gäst", "gjest", "гость", "аноним", "анонимно", "неизвестный",
    "訪客", "访客", "游客", "遊客", "匿名", "匿名用户", "匿名用戶", "匿名者", "匿名網友", "匿名网友", "路人",
    "ゲスト", "名無しさん",
    "匿名さん", "손님", "익명", "비회원", "misafir", "ziyaretçi", "host", "návštěvník", "vendég", "khách",
    "مهمان", "زائر", "אורח",
})
#: Names that stand where an account was taken away: nobody is named at all.
_GONE = re.compile(
    r"^\W*(?:deleted|removed|suspended|banned|former|account deleted|deleted[ _](?:user|account|member)"
    r"|\w*gelöschte?r?(?: \w+)?"
    r"|utilisateur supprimé|compte supprimé|usuario eliminado|utente (?:cancellato|eliminato)|former (?:user|member)"
    r"|已註銷|已注销|該用戶已被刪除|该用户已被删除|用户已注销|會員已刪除|удал[её]н\w*"
    r"|удалённый пользователь)(?:[ _-]?\d+)?\W*$",
    re.IGNORECASE,
)
_UNVERIFIED = re.compile(
    r"\s*\((?:not verified|unverified|nicht überprüft|non vérifié|no verificado|niet gecontroleerd|未驗證|未验证"
    r"|[^()]*未驗證[^()]*)\)\s*$",
    re.IGNORECASE,
)
#: Parameters of a profile address that do not say whose it is, beside the number.
_DETAIL = re.compile(r"[?&;](?:sid|s|tab|do|wr|referrer|ref|page|area)=[^&;#]*", re.IGNORECASE)
_LONGEST_NAME = 120


def clean_name(text: str | None) -> str | None:
    """Return a name without what software writes around it; None where no one is named.

    >>> clean_name(" Ann Lee (not verified)"), clean_name("[deleted]")
    ('Ann Lee', None)
    """
    name = _UNVERIFIED.sub("", text or "").strip().rstrip(" ,;:")
    if not name or len(name) > _LONGEST_NAME or _GONE.match(name):
        return None
    return name


def is_guest(name: str) -> bool:
    """Return whether a name is one that a forum gives to whoever is not a member.

    >>> is_guest("Vierailija"), is_guest("訪客"), is_guest("Ann")
    (True, True, False)
    """
    return folded(name) in _GUESTS or re.fullmatch(r"guest[\s_-]?\d*", folded(name)) is not None


def profile_id(link: str | None, base: str) -> str | None:
    """Return the canonical address of a profile, without what does not say whose it is.

    >>> profile_id("./memberlist.php?mode=viewprofile&u=7&sid=0", "https://f.example/viewtopic.php?t=1")
    'https://f.example/memberlist.php?mode=viewprofile&u=7'
    """
    if not link or link.startswith("#"):
        return None
    return try_canonical(_DETAIL.sub(lambda cut: "?" if cut[0][0] == "?" else "", link).replace("?&",
                                                                                                "?").rstrip("?&"), base)


def writer(name: str | None, link: str | None, base: str,
           more: Mapping[str, str | None] | None = None) -> Account | None:
    """Return the account behind a name and a profile link; None where nobody is named.

    A guest's account is one for the whole site and marked as no single human, so that it is
    never taken for a person; a name without a link is an account of this site alone.

    Args:
        name: As shown.
        link: To the profile, when there is one.
        base: Address of the page.
        more: `handle` and `avatar`, when known.
    """
    known = more or {}
    shown = clean_name(name)
    profile = profile_id(link, base)
    if shown is None:
        return None
    place = site(base)
    if profile is None or is_guest(shown):
        kind = AccountKind.ORGANISATION if is_guest(shown) else None
        return Account(id=named(place, shown), name=shown, site=place, kind=kind)
    handle = known.get("handle")
    return Account(id=profile, name=shown, handle=handle.lstrip("@") if handle else None, site=place,
                   avatar=try_canonical(known.get("avatar"), base))
