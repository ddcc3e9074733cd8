"""Accounts that say they are not who they are called after: fans, copies, mirrors, parodies."""

import re

from influence.model.account import AccountRow

#: In a name or handle: whole words, or behind a mark as handles write them.
_CALLED = re.compile(
    r"(?:^|[\s_.\-(\[])(?:fans|fan ?(?:club|page|account|site)|unofficial|not ?official|parody|tribute|mirror|bot"
    r"|repost(?:s|er)?)(?:$|[\s_.\-)\]\d])"
    r"|(?:fanclub|fanpage|unofficial|parody)$|後援會|后援会|應援|应援|粉丝站|粉絲站|非本人|非官方",
    re.IGNORECASE)
#: In what it says about itself.
_SAYS = re.compile(
    r"\b(?:unofficial|parody|fan (?:account|page|club|site)|tribute (?:account|page)|not (?:run|written|managed|owned)"
    r" by|not (?:affiliated|associated|connected) (?:with|to)|no affiliation|(?:i am|i'm|this is) not "
    r"(?:her|him|the (?:real|author))|automat(?:ed|ically) (?:re)?posts?|run by (?:\w+ )?fans)\b"
    r"|非本人|非官方|不是本人|並非本人|并非本人|非作者本人|粉絲自製|粉丝自制|由粉[絲丝]|後援會|后援会", re.IGNORECASE)


def disclaims(account: AccountRow) -> bool:
    """Return whether an account says by name, handle or bio that it is somebody else than its namesake.

    >>> disclaims(AccountRow(id="https://toot.example/@oq_fans", handle="oq_fans"))
    True
    >>> disclaims(AccountRow(id="https://toot.example/@oq", handle="oq", name="Fanny Botley", bio="Officially tired."))
    False
    """
    called = " ".join(text for text in (account.name, account.handle) if text)
    return bool(_CALLED.search(called) or (account.bio and _SAYS.search(account.bio)))
