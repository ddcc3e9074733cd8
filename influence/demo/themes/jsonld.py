"""A site of no known system: JSON-LD says everything, comments and followers too; its own plain markup."""

import json
from html import escape

from influence.demo.cast import Figure
from influence.demo.story import Entry, Reply
from influence.demo.themes.frame import Listing, document, paging
from influence.demo.view import View

Json = str | int | list["Json"] | dict[str, "Json"]


def entry_page(view: View, entry: Entry) -> str:
    """Return the page of one post with its comments."""
    iso = view.local(entry.at).isoformat()
    comments = _comments_data(view, entry, None)
    data: dict[str, Json] = {
        "@context": "https://schema.org", "@type": "BlogPosting", "@id": view.url(entry), "url": view.url(entry),
        "headline": entry.title, "datePublished": iso, "author": owner_data(view, view.cast.figures[entry.author]),
        "commentCount": len(entry.replies), "comment": comments,
    }
    shown = "\n".join(
        f"""<li id="comment-{reply.number}"><p class="who">{view.signed(reply.author)}, \
<time datetime="{view.local(reply.at).isoformat()}">{view.day(reply.at)}</time></p>
<p>{view.html(reply.text, rel="nofollow")}</p></li>"""
        for reply in entry.replies)
    heading = f"{len(entry.replies)} 則留言" if view.chinese else f"Comments ({len(entry.replies)})"
    body = _frame(view, f"""<main><article><h1>{escape(entry.title)}</h1>
<p class="dateline">{view.name(entry.author)} · <time datetime="{iso}">{view.day(entry.at)}</time></p>
{view.body(entry)}
</article><section><h2>{heading}</h2><ol>
{shown}
</ol></section></main>""")
    return document(view, title=f"{entry.title} · {view.place.title}", url=view.url(entry), body=body,
                    head=f"{_head(view)}\n{_script(data)}")


def list_page(view: View, listing: Listing) -> str:
    """Return one page of the list of posts, with who writes here and how many follow."""
    items = "\n".join(f"""<li><a href="{view.url(entry)}">{escape(entry.title)}</a>
<small>{view.day(entry.at)}</small></li>""" for entry in listing.entries)
    owner = view.owners()[0]
    boast = f"<p class=\"followers\">{owner.audience:,} followers</p>" if owner.audience else ""
    data: dict[str, Json] = {"@context": "https://schema.org", "@type": "Blog", "name": view.place.title,
                             "url": view.home, "author": owner_data(view, owner)}
    body = _frame(view, f"<main>{boast}<ul>\n{items}\n</ul><nav>{paging(listing, 'Newer', 'Older')}</nav></main>")
    return document(view, title=view.place.title, url=listing.url, body=body, head=f"{_head(view)}\n{_script(data)}")


def owner_data(view: View, owner: Figure) -> dict[str, Json]:
    """Return the owner as schema.org has it: a person with followers, or an organisation."""
    kind = "Organization" if owner.role == "organisation" else "Person"
    data: dict[str, Json] = {"@type": kind, "name": owner.name, "url": view.home}
    if owner.audience:
        data["interactionStatistic"] = {
            "@type": "InteractionCounter", "interactionType": "https://schema.org/FollowAction",
            "userInteractionCount": owner.audience,
        }
    return data


def _comments_data(view: View, entry: Entry, parent: str | None) -> list[Json]:
    return [_comment_data(view, entry, reply) for reply in view.under(entry, parent)]


def _comment_data(view: View, entry: Entry, reply: Reply) -> dict[str, Json]:
    """Return one comment, and inside it those that answer it."""
    author: dict[str, Json] = {"@type": "Person", "name": view.cast.figures[reply.author].name}
    url = view.addresses.signature(reply.author)
    if url is not None:
        author["url"] = url
    data: dict[str, Json] = {
        "@type": "Comment", "@id": view.addresses.reply(entry, reply), "url": view.addresses.reply(entry, reply),
        "dateCreated": view.local(reply.at).isoformat(), "text": view.plain(reply.text), "author": author,
    }
    answers = _comments_data(view, entry, reply.key)
    if answers:
        data["comment"] = answers
    return data


def _script(data: dict[str, Json]) -> str:
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _head(view: View) -> str:
    return f'<link rel="alternate" type="application/feed+json" title="{view.title}" href="{view.base}/feed.json">'


def _frame(view: View, main: str) -> str:
    return f"""<header><a href="{view.base}/">{view.title}</a> <em>{view.tagline}</em></header>
{main}
<footer><ul class="links">
{view.blogroll_items()}
</ul></footer>"""
