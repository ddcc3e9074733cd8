"""Networks: what is only half there stays half, and standing alone is not a thread."""

import json
from datetime import UTC, datetime

import pytest

from crawlers.extract.networks.activitypub import ActivityPub, shown
from crawlers.extract.networks.bluesky import Bluesky
from crawlers.extract.networks.hackernews import HackerNews
from crawlers.extract.networks.mastodon import Mastodon
from crawlers.extract.networks.reddit_json import RedditJson
from crawlers.extract.networks.stackexchange_json import StackExchangeJson
from crawlers.extract.networks.telegram import Telegram
from crawlers.extract.networks.webmentions import Webmentions
from crawlers.extract.networks.youtube import YouTubeFeed
from crawlers.records import Account, AccountKind, Activity, Outlink, OutlinkKind, Page, Post, Remark

FETCHED = datetime(2024, 7, 1, 12, tzinfo=UTC)


def read(reader, document, url="https://h.example/api", media_type="application/json"):
    text = document if isinstance(document, str) else json.dumps(document)
    page = Page(url=url, text=text, fetched=FETCHED, media_type=media_type)
    assert reader().matches(page) > 0.5
    return list(reader().extract(page))


def of(kind, findings):
    return [finding for finding in findings if isinstance(finding, kind)]


ANN = {"id": "7", "acct": "ann", "display_name": "", "username": "ann", "url": "https://m.example/@ann",
       "followers_count": 5}


def status(**more):
    return {"id": "1", "created_at": "2024-05-17T10:30:00Z", "visibility": "public",
            "url": "https://m.example/@ann/1", "content": "<p>Hi</p>",
            "account": ANN, **more}


def test_status_alone_is_no_thread():
    post = of(Post, read(Mastodon, status()))[0]
    assert (post.thread, post.in_reply_to) == (None, None)


def test_answer_to_a_status_that_is_not_there_has_no_parent_unless_it_is_ones_own():
    stranger = of(Post, read(Mastodon, [status(in_reply_to_id="9", in_reply_to_account_id="8")]))[0]
    own = of(Post, read(Mastodon, [status(in_reply_to_id="9", in_reply_to_account_id="7")]))[0]
    assert (stranger.in_reply_to, own.in_reply_to) == (None, "https://m.example/@ann/9")


def test_accounts_of_a_search_are_read():
    accounts = of(Account, read(Mastodon, {"accounts": [{**ANN, "group": True}], "statuses": []}))
    assert [(one.handle, one.audience, one.kind) for one in accounts] == [("ann", 5, AccountKind.ORGANISATION)]


def test_account_without_address_is_none():
    assert not of(Account, read(Mastodon, [{**ANN, "url": None}]))


def test_what_servers_and_people_call_a_status_is_one_address():
    assert shown("https://m.example/users/ann/statuses/7/activity") == "https://m.example/@ann/7"
    assert shown("not an address") is None


def test_actor_with_a_number_for_a_name_has_no_handle():
    note = {"@context": "https://www.w3.org/ns/activitystreams", "type": "Note", "id": "https://d.example/o/1",
            "attributedTo": [{"id": "https://d.example/ap/actor/495843"}], "content": "x"}
    assert of(Account, read(ActivityPub, note))[0].handle is None


def test_deeply_nested_collections_end():
    nested = {"type": "Note", "id": "https://d.example/o/1", "content": "x"}
    for _ in range(30):
        nested = {"@context": "https://www.w3.org/ns/activitystreams", "type": "Collection", "items": [nested]}
    assert not of(Post, read(ActivityPub, nested))


def test_profile_of_bluesky_is_an_account():
    found = read(Bluesky, {"did": "did:plc:1", "handle": "ann.example", "followersCount": 9})
    assert [(one.id, one.audience) for one in of(Account, found)] == [("https://bsky.app/profile/ann.example", 9)]


def test_answer_on_bluesky_names_parent_and_root_even_when_they_are_not_there():
    record = {"text": "x", "createdAt": "2024-05-17T10:30:00Z",
              "reply": {"parent": {"uri": "at://did:plc:2/app.bsky.feed.post/b"},
                                                                       "root": {"uri": "at://did:plc:3/app.bsky.feed.post/c"}}}
    post = {"uri": "at://did:plc:1/app.bsky.feed.post/a", "author": {"did": "did:plc:1", "handle": "ann.example"},
            "record": record}
    found = of(Post, read(Bluesky, {"posts": [post]}))[0]
    assert found.in_reply_to == "https://bsky.app/profile/did:plc:2/post/b"
    assert found.thread == "https://bsky.app/profile/did:plc:3/post/c"


def test_list_of_stories_leads_to_them():
    text = ('<html><table id="hnmain"><tr class="athing" id="1"></tr><tr><td class="subtext"><a href="item?id=1">3 '
            'comments</a></td></tr>'
            '<tr><td><a class="morelink" href="?p=2">More</a></td></tr></table></html>')
    found = of(Outlink, read(HackerNews, text, "https://news.ycombinator.com/", "text/html"))
    assert [(one.kind, one.url[-9:]) for one in found] == [(OutlinkKind.MORE, ".com/?p=2"),
                                                           (OutlinkKind.THREAD, "item?id=1")]


@pytest.mark.parametrize(("parent", "answered"), [
    ("t1_x", "https://www.reddit.com/r/paper/comments/abc/_/x/"),
    ("t3_abc", "https://www.reddit.com/r/paper/comments/abc/"),
])
def test_comment_alone_names_what_it_answers(parent, answered):
    data = {"name": "t1_d", "id": "d", "author": "bo", "subreddit": "paper", "body": "x", "link_id": "t3_abc",
            "parent_id": parent, "created_utc": 1715941800}
    found = read(RedditJson, {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": data}],
                                                          "after": "t1_d"}}, "https://www.reddit.com/user/bo.json")
    post = of(Post, found)[0]
    assert post.in_reply_to == answered
    assert post.published.isoformat() == "2024-05-17T10:30:00+00:00"
    assert of(Outlink, found)[0].url == "https://www.reddit.com/user/bo.json?after=t1_d"


def test_answer_listed_by_itself_answers_its_question():
    answer = {"answer_id": 34, "question_id": 12, "creation_date": 1715941800, "body": "x",
              "owner": {"display_name": "Bo", "link": "https://s.example/users/9/bo"}}
    comment = {"comment_id": 5, "post_id": 34, "creation_date": 1715941800, "owner": {"display_name": "user7"},
               "link": "https://s.example/q/5#c5"}
    answers = of(Post, read(StackExchangeJson, {"items": [{**answer, "link": "https://s.example/a/34"}, comment],
                                                "has_more": False}))
    assert [post.in_reply_to for post in answers] == ["https://s.example/questions/12", "https://s.example/a/34"]


def test_posts_of_a_channel_stand_alone():
    text = '<html><div class="tgme_widget_message" data-post="ann/1"><a class="tgme_widget_message_owner_name" href="https://t.me/ann">Ann</a></div></html>'
    posts = of(Post, read(Telegram, text, "https://t.me/s/ann", "text/html"))
    assert [(post.url, post.thread, post.published) for post in posts] == [("https://t.me/ann/1", None, None)]


def test_webmention_without_writer_is_left_out():
    entry = {"wm-property": "like-of", "wm-target": "https://b.example/p", "author": {"name": ""}}
    assert not of(Activity, read(Webmentions, {"children": [entry]}))


def test_feed_that_breaks_off_is_read_as_far_as_it_goes():
    start = '<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom"><entry>'
    whole = '<title>One</title><link rel="alternate" href="https://y.example/1"/></entry><entry><tit'
    assert [post.title for post in of(Post, read(YouTubeFeed, start + whole, media_type="text/xml"))] == ["One"]
    assert [one.code for one in of(Remark, read(YouTubeFeed, "youtube.com/xml/schemas <entry",
                                                media_type="text/xml"))] == ["broken_feed"]


def test_entities_of_a_feed_are_not_followed():
    text = ('<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/hostname">]><feed '
            'xmlns:yt="http://www.youtube.com/xml/schemas/2015" '
            'xmlns="http://www.w3.org/2005/Atom"><entry><title>&x;</title><link '
            'href="https://y.example/1"/></entry></feed>')
    assert [post.title or "" for post in of(Post, read(YouTubeFeed, text, media_type="text/xml"))] == [""]
