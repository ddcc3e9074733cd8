"""Who introduces a site of their own in a post claims it, and who praises somebody else's does not."""

import pytest

from crawlers.extract.introductions import introduced_as, introductions
from crawlers.records import Link, Place, Post, PostKind

AUTHOR, BLOG = "https://board.example/u/paperfox", "https://foldandsnip.example/"


def said(text: str, place: Place = Place.BODY) -> list[tuple[str, str]]:
    """Return the claims in a post in which [words] are the link."""
    before, _, rest = text.partition("[")
    words, _, behind = rest.partition("]")
    plain = before + words + behind
    link = Link(url=BLOG, text=words, place=place, quote=plain[-200:] if len(plain) > 200 else plain)
    post = Post(url="https://board.example/t/1", kind=PostKind.MESSAGE, author=AUTHOR, text=plain, links=(link,))
    return [claim for account in introductions([post]) for claim in account.claims]


@pytest.mark.parametrize(("text", "name"), [
    ("Hi all, I am Greta Lind. I write at [Fold and Snip] and will mostly read along here.", "Greta Lind"),
    ("Hello! I'm Tomás Riera-Soler, I mostly blog over at [riera].", "Tomás Riera-Soler"),
    ("My blog is [foldandsnip.example], come and see.", None),
    ("My name is Ann Lee and my little website: [here]", "Ann Lee"),
    ("I keep a diary at [Fold and Snip].", None),
    ("大家好，我是陳美玲，平常在[美玲的紙藝日記]寫文章，請多指教。", "陳美玲"),
    ("我的部落格是「[剪紙]」，歡迎來坐坐", None), ("我叫林怡君，我的部落格：[剪紙]", "林怡君"),
])
def test_an_introduction_is_a_claim_with_the_name_given(text, name):
    ((how, url),) = said(text)
    assert (introduced_as(how), url) == (name, BLOG)


@pytest.mark.parametrize("text", [
    "I read it at [Fold and Snip].", "My friend Ann writes at [Fold and Snip].", "She writes at [Fold and Snip], go and look",
    "I found the blog [Fold and Snip]", "Her blog is [Fold and Snip]", "我在[剪紙]看到的文章", "推薦大家去[剪紙]寫的教學",
    "I bought it at [the shop]", "I am Greta Lind, see [this]",
])
def test_what_is_said_of_others_is_none(text):
    assert said(text) == []


def test_a_signature_or_a_nameless_post_is_none():
    assert said("I write at [Fold and Snip]", place=Place.SIGNATURE) == []
    post = Post(url="https://board.example/t/1", kind=PostKind.MESSAGE, text="I write at x",
                links=(Link(url=BLOG, text="x", quote="I write at x"),))
    assert introductions([post]) == []
