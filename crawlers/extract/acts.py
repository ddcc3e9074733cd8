"""Activities that follow from posts: one place where "who did what to whom" is decided.

Extractors yield posts; that a post replies, links and mentions is read off it here, the same way
for every system.
"""

from collections.abc import Iterator, Sequence

from crawlers.records import Activity, Finding, Link, Place, Post, Verb

#: Values of `rel` worth keeping on an activity.
_REL = frozenset({"nofollow", "ugc", "sponsored", "me"})
_COUNTED_PLACES = frozenset({Place.BODY, Place.COMMENT})


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
        yield _activity(post, Verb.REPLY, url, rule=rule, evidence=evidence, quote=post.text[:200])
    for link in post.links:
        if "me" not in link.rel:
            yield _linked(post, link, evidence)
    for mention in post.mentions:
        if mention.account is not None:
            yield _activity(post, Verb.MENTION, mention.account, rule="mention", evidence=evidence,
                            quote=mention.quote, owner=mention.account)


def _linked(post: Post, link: Link, evidence: str) -> Activity:
    rule = f"{link.place.value} link"
    verb = Verb.LINK if link.place in _COUNTED_PLACES else Verb.FOLLOW if link.place is Place.BLOGROLL else Verb.LINK
    return _activity(post, verb, link.url, rule=rule, evidence=evidence, quote=link.quote or link.text[:200],
                     place=link.place, rel=tuple(sorted(_REL & set(link.rel))))


def _activity(
    post: Post, verb: Verb, target: str, *, rule: str, evidence: str, quote: str = "",
    owner: str | None = None, place: Place = Place.BODY, rel: tuple[str, ...] = (),
) -> Activity:
    assert post.author is not None  # noqa: S101  the caller looked
    return Activity(
        verb=verb, actor=post.author, object=target, owner=owner, result=post.url,
        published=post.published, published_basis=post.published_basis, rel=rel, place=place,
        quote=quote, rule=rule, evidence=evidence,
    )
