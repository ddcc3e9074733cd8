"""Activities that follow from posts: one place where "who did what to whom" is decided.

Extractors yield posts; that a post replies, links and mentions is read off it here, the same way
for every system.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawlers.extract.credit import is_credit
from crawlers.records import Activity, Finding, Link, Place, Post, Verb

#: Values of `rel` worth keeping on an activity.
_REL = frozenset({"nofollow", "ugc", "sponsored", "me"})
#: Most characters of a post kept as the words of an act.
MAX_QUOTE = 200


def activities(findings: Sequence[Finding], evidence: str) -> list[Activity]:
    """Return the findings' own activities and those their posts imply, without repeats.

    A message in a thread that names no other answers the post that opened the thread, by the
    rule `thread`; the post itself keeps `in_reply_to=None`, since its page does not say so.
    """
    found: dict[Activity, None] = {}
    for finding in findings:
        if isinstance(finding, Activity):
            found[finding] = None
        elif isinstance(finding, Post) and finding.author is not None:
            found.update(dict.fromkeys(_implied(finding, evidence)))
    return list(found)


def _implied(post: Post, evidence: str) -> Iterator[Activity]:
    answered = [(url, "reply") for url in (post.in_reply_to,) if url]
    answered += [(url, "quote") for url in post.quotes if url != post.in_reply_to]
    if not answered and post.thread and post.thread != post.url:
        answered = [(post.thread, "thread")]
    for url, rule in answered:
        yield _activity(post, url, evidence, verb=Verb.REPLY, rule=rule, quote=post.text[:MAX_QUOTE])
    for link in post.links:
        if "me" not in link.rel:
            yield _linked(post, link, evidence)
    for mention in post.mentions:
        if mention.account is not None:
            found = _activity(post, mention.account, evidence, verb=Verb.MENTION, rule="mention", quote=mention.quote)
            yield replace(found, owner=mention.account)


def _linked(post: Post, link: Link, evidence: str) -> Activity:
    verb = Verb.FOLLOW if link.place is Place.BLOGROLL else Verb.LINK
    quote = link.quote or link.text[:MAX_QUOTE]
    is_source = verb is Verb.LINK and is_credit(link.quote, link.text)
    rule = "credit" if is_source else f"{link.place.value} link"
    found = _activity(post, link.url, evidence, verb=verb, rule=rule, quote=quote)
    return replace(found, place=link.place, rel=tuple(sorted(_REL & set(link.rel))))


def _activity(post: Post, target: str, evidence: str, *, verb: Verb, rule: str, quote: str) -> Activity:
    assert post.author is not None  # noqa: S101  the caller looked
    return Activity(
        verb=verb, actor=post.author, object=target, result=post.url, published=post.published,
        published_basis=post.published_basis, quote=quote, rule=rule, evidence=evidence,
    )
