"""The contract between crawlers and everything above: frozen records, nothing that runs."""

from crawlers.records.account import NAMED, Account, AccountKind, folded, named
from crawlers.records.activity import Activity, Place, Verb
from crawlers.records.contact import Contact, ContactKind, ContactRule
from crawlers.records.outlink import Outlink, OutlinkKind
from crawlers.records.page import Page
from crawlers.records.post import Basis, Link, Mention, Post, PostKind
from crawlers.records.remark import Remark
from crawlers.records.source import Source, SourceKind

#: What an extractor yields.
Finding = Account | Post | Activity | Contact | Outlink | Remark

__all__ = [
    "NAMED", "Account", "AccountKind", "Activity", "Basis", "Contact", "ContactKind",
    "ContactRule", "Finding", "Link", "Mention", "Outlink",
    "OutlinkKind", "Page", "Place", "Post", "PostKind", "Remark", "Source", "SourceKind", "Verb",
    "folded", "named",
]
