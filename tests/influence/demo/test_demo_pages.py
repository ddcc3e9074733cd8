"""The pages of the community: whole, linked up, and nothing in them that the story does not say."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import etree, html

from influence.demo.addresses import Addresses
from influence.demo.plan import tell
from influence.demo.server import _known, bases
from influence.demo.sites import ATOM, HTML, JSON_FEED, RSS, XML, Document, documents
from influence.demo.story import Entry, Reply, Story
from influence.demo.themes import blogger, phpbb, pixnet
from influence.demo.truth import post_addresses
from influence.demo.view import View, pages


@cache
def story() -> Story:
    return tell()


@cache
def addresses() -> Addresses:
    return Addresses(story().cast, bases(story()))


@cache
def served() -> dict[str, dict[str, Document]]:
    return documents(story(), addresses())


@cache
def slug_of() -> dict[str, str]:
    return {base.partition("//")[2]: slug for slug, base in addresses().bases.items()}


def found(url: str) -> Document | None:
    """Return the document an address leads to, as the server would."""
    parts = urlsplit(urldefrag(url)[0])
    pages_here = served()[slug_of()[parts.netloc]]
    path = _known(unquote(parts.path + (f"?{parts.query}" if parts.query else "")), pages_here)
    return None if path is None else pages_here[path]


@cache
def parsed() -> dict[tuple[str, str], html.HtmlElement]:
    return {(slug, path): html.document_fromstring(page.text.encode(), parser=html.HTMLParser(encoding="utf-8"))
            for slug, here in served().items() for path, page in here.items()
            if page.media_type == HTML and "?p=" not in path}


def of_type(*media_types: str) -> list[tuple[str, str, str]]:
    return [(slug, path, page.text) for slug, here in served().items() for path, page in here.items()
            if page.media_type in media_types]


def view(slug: str) -> View:
    return View(story(), addresses(), story().cast.places[slug])


def test_the_same_story_gives_the_same_bytes():
    assert documents(tell(), addresses()) == served()


def test_other_ports_change_addresses_and_nothing_else():
    elsewhere = Addresses(story().cast, bases(story(), 20_001))
    other = documents(story(), elsewhere)
    for slug, here in served().items():
        for path, page in here.items():
            text = page.text
            for name, base in addresses().bases.items():
                text = text.replace(base, elsewhere.bases[name])
            assert other[slug][path].text == text


def test_every_site_has_a_home_page_and_robots():
    for slug in story().cast.places:
        assert found(addresses().home(slug)) is not None
        assert served()[slug]["/robots.txt"].text.startswith("User-agent: *\n")


def test_no_link_within_the_community_leads_nowhere():
    bases_of_all = tuple(base + "/" for base in addresses().bases.values())
    checked = 0
    for (slug, path), root in parsed().items():
        root.make_links_absolute(addresses().bases[slug] + path)
        for _, attribute, link, _ in root.iterlinks():
            if attribute == "href" and link.startswith(bases_of_all):
                assert found(link) is not None, (slug, path, link)
                checked += 1
    assert checked > 15_000


def test_links_out_of_the_community_go_to_invented_hosts():
    inside = {base.partition("//")[2] for base in addresses().bases.values()}
    hosts = {urlsplit(link).netloc for (slug, path), root in parsed().items()
             for _, attribute, link, _ in root.iterlinks() if attribute in ("href", "src") and link.startswith("http")}
    assert {host for host in hosts - inside if not host.endswith(".example")} == set()


def test_everything_published_can_be_opened_at_its_place():
    written = post_addresses(story(), addresses())
    texts = {reply.key: reply for entry in story().entries for reply in entry.replies}
    for key, url in written.items():
        page = found(url)
        assert page is not None, key
        fragment = urldefrag(url)[1]
        assert not fragment or f'"{fragment}"' in page.text, url
        if key in texts:
            assert view("nellpapers").plain(texts[key].text).split("&")[0][:20] in html.fromstring(page.text).text_content()


def test_every_comment_shows_its_author_and_their_address():
    for entry in story().entries:
        text = found(addresses().entry(entry)).text
        for reply in entry.replies:
            assert view(entry.site).name(reply.author) in text
            signature = addresses().signature(reply.author)
            assert signature is None or signature.replace("&", "&amp;") in text


def test_a_commenter_without_an_address_leaves_a_bare_name():
    entry = next(entry for entry in story().entries for reply in entry.replies
                 if reply.author == "beatrix" and entry.site == "slowpatch")
    (cite,) = {node.text_content() for node in parsed()["slowpatch", urlsplit(addresses().entry(entry)).path]
               .cssselect("cite.user") if node.text == "Beatrix Holloway"}
    assert cite == "Beatrix Holloway"


def test_nested_comments_stand_inside_the_one_they_answer():
    for site, item, prefix in (("foldandember", "li.comment", "comment-"), ("yien", "li.comment", "comment-"),
                               ("slowpatch", "li.comment", "c"), ("vennbindery", "li.u-comment", "webmention-")):
        nested = 0
        for entry in view(site).entries:
            number = {reply.key: reply.number for reply in entry.replies}
            root = parsed()[site, unquote(urlsplit(addresses().entry(entry)).path)]
            for reply in entry.replies:
                (node,) = root.cssselect(f"{item}[id='{prefix}{reply.number}']")
                around = [other.get("id") for other in node.iterancestors("li") if (other.get("id") or "").startswith(prefix)]
                assert around[:1] == ([f"{prefix}{number[reply.parent]}"] if reply.parent else [])
                nested += reply.parent is not None
        assert nested, site


def test_feeds_are_well_formed_and_hold_the_newest():
    for slug, path, text in of_type(RSS, ATOM, XML):
        root = etree.fromstring(text.encode())
        assert root.tag.rpartition("}")[2] in ("rss", "feed", "urlset"), (slug, path)
    for slug, _, text in of_type(JSON_FEED):
        feed = json.loads(text)
        assert feed["items"][0]["title"] == view(slug).entries[0].title
        assert all(datetime.fromisoformat(item["date_published"]).tzinfo for item in feed["items"])


def test_feeds_that_are_all_there_is_hold_everything():
    atom = etree.fromstring(served()["felixlinks"]["/atom.xml"].text.encode())
    assert len(atom.findall("{*}entry")) == len(view("felixlinks").entries) > 5
    assert len(json.loads(served()["strandnotes"]["/feed.json"].text)["items"]) == len(view("strandnotes").entries)
    assert served()["felixlinks"]["/robots.txt"].text == "User-agent: *\nDisallow: /n/\n"


def test_rss_gives_authors_and_times_as_the_story_has_them():
    root = etree.fromstring(served()["threeneedles"]["/feed/"].text.encode())
    items = root.findall(".//item")
    newest = view("threeneedles").entries[:10]
    assert [item.findtext("{*}creator") for item in items] == [story().cast.figures[entry.author].name for entry in newest]
    assert [parsedate_to_datetime(item.findtext("pubDate")) for item in items] == [entry.at for entry in newest]


def test_comment_feeds_name_the_comment_and_whom_it_answers():
    entry = next(entry for entry in view("slowpatch").entries if entry.replies)
    root = etree.fromstring(served()["slowpatch"][f"/feeds/{entry.number}/comments/default"].text.encode())
    answered = {node.get("href") for node in root.iter("{http://purl.org/syndication/thread/1.0}in-reply-to")}
    assert answered == {addresses().entry(entry)}
    assert len(root.findall("{*}entry")) == len(entry.replies)
    wordpress = next(entry for entry in view("foldandember").entries if entry.replies)
    path = urlsplit(addresses().entry(wordpress)).path + "feed/"
    assert wordpress.replies[-1].author in path or f"#comment-{wordpress.replies[-1].number}" in served()["foldandember"][path].text


def test_json_ld_can_be_read_and_says_who_follows_whom():
    kinds = set()
    for (slug, path), root in parsed().items():
        for script in root.xpath("//script[@type='application/ld+json']"):
            data = json.loads(script.text)
            kinds.add((slug, data["@type"], data["author"]["@type"]))
            if slug == "starling":
                assert data["author"]["interactionStatistic"]["userInteractionCount"] == 1_240_000, path
    assert ("papermoor", "BlogPosting", "Organization") in kinds
    assert ("pippareviews", "Article", "Person") in kinds


def test_json_ld_comments_hold_those_that_answer_them():
    def depth(comment: dict) -> int:
        return 1 + max((depth(inner) for inner in comment.get("comment", [])), default=0)

    posts = [json.loads(page.text.partition('ld+json">')[2].partition("</script>")[0])
             for path, page in served()["ziqing"].items() if path.startswith("/journal/")]
    assert max(depth(comment) for post in posts for comment in post["comment"]) == 2
    assert all(post["commentCount"] >= len(post["comment"]) for post in posts)


def test_dates_of_the_republic_and_floors():
    assert pixnet.republican(datetime(2026, 1, 2, 3, 4)) == "民國115年1月2日 03:04"  # noqa: DTZ001
    entry = next(entry for entry in view("caiping").entries if any(reply.parent for reply in entry.replies))
    root = parsed()["caiping", urlsplit(addresses().entry(entry)).path]
    floors = [node.text_content() for node in root.cssselect(".floor")]
    assert floors == [f"{number}樓" for number in range(1, len(floors) + 1)]
    answered = {node.get("id") for node in root.cssselect(".reply-text")}
    assert answered == {f"comment-{reply.number}" for reply in entry.replies if reply.parent}
    assert len(floors) + len(answered) == len(entry.replies)
    assert f"民國{view('caiping').local(entry.at).year - 1911}年" in root.text_content()


def test_rel_me_leads_both_ways_between_the_sites_of_one_person():
    def me(slug: str, path: str) -> set[str]:
        return {node.get("href") for node in parsed()[slug, path].xpath("//*[@rel='me']")}

    assert addresses().home("strandnotes") in me("strand", "/")
    assert addresses().home("strand") in me("strandnotes", "/")
    assert addresses().member("bram") in me("slowpatch", "/")
    assert view("threeneedles").me() == []


def test_three_by_lines_lead_to_three_author_pages():
    links = {node.get("href") for path, page in parsed().items() if path[0] == "threeneedles"
             for node in page.cssselect(".byline a")}
    assert links == {addresses().author(key, "threeneedles") for key in ("cleo", "marta", "peiyu")}
    assert addresses().signature("cleo") == addresses().author("cleo", "threeneedles")


def test_the_celebrity_stands_in_every_blogroll():
    for place in story().cast.places.values():
        if place.theme not in ("forum", "atom_only", "json_only") and place.slug != "starling":
            assert addresses().home("starling") in found(addresses().home(place.slug)).text, place.slug


def test_the_ring_lists_itself_and_is_listed_by_nobody_else():
    ring = {addresses().home(story().cast.home[figure.key]) for figure in story().cast.with_role("ring")}
    listed = {url for url, _ in view("barleybargains").blogroll()}
    assert len(listed & ring) == 4
    assert not ring & {url for slug in ("foldandember", "plimsoll", "yien") for url, _ in view(slug).blogroll()}


def test_sponsored_links_are_marked():
    paid = next(entry for entry in story().entries if entry.kind == "paid")
    (link,) = parsed()["pippareviews", urlsplit(addresses().entry(paid)).path].xpath("//a[contains(@href, 'kerfcut.example')]")
    assert link.get("rel") == "sponsored nofollow"


def test_long_threads_have_pages_and_quotes_name_their_message():
    topic = next(topic for topic in story().topics if len(topic.messages) > 20)
    first = found(addresses().topic(topic.number)).text
    last = found(addresses().topic(topic.number) + "&start=20").text
    assert 'rel="next"' in first
    assert 'rel="next"' not in last
    quoting = next(message for message in topic.messages if message.quotes)
    quoted = next(message for message in topic.messages if message.key == quoting.quotes)
    assert f'data-post-id="{quoted.number}"' in found(addresses().message(quoting.number)).text


def test_messages_of_bloggers_are_signed_and_profiles_name_the_website():
    profile = found(addresses().member("nell")).text
    assert addresses().home("nellpapers") in profile
    assert "Website:" not in found(addresses().member("priya")).text
    signed = next(message for topic in story().topics for message in topic.messages if message.author == "nell")
    assert f'id="sig{signed.number}"' in found(addresses().message(signed.number)).text


def test_boards_list_all_threads_over_their_pages():
    forum = view("thebench")
    for board in (2, 3, 4):
        listed = sum(served()["thebench"][path].text.count('class="topictitle"') for path in served()["thebench"]
                     if path.startswith(f"/viewforum.php?f={board}"))
        assert listed == len(phpbb.topics_of(forum, board))


def test_blogger_archives_hold_every_post_once():
    titles = [entry.key for _, entries in blogger.months(view("slowpatch")) for entry in entries]
    assert sorted(titles) == sorted(entry.key for entry in view("slowpatch").entries)


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (10, [10]), (11, [10, 1])])
def test_lists_are_cut_into_pages(count, sizes):
    entries = view("plimsoll").entries[:count]
    assert [len(part) for part in pages(entries)] == sizes


def test_times_stand_in_the_zone_of_the_site():
    at = story().entries[0].at.replace(hour=23, minute=5)
    assert (view("yien").day(at), view("yien").minute(at)) == (f"{at.year} 年 1 月 {at.day + 1} 日", "上午 07:05")
    assert view("slowpatch").minute(at) == "3:05 pm"
    assert view("foldandember").minute(at.replace(hour=0)) == "12:05 am"


def test_what_people_write_is_escaped():
    reply = Reply(key="k", number=1, author="priya", at=story().entries[0].at, text='<b> & "x" [a & b](home:yien)')
    shown = view("foldandember").html(reply.text, rel="nofollow")
    assert shown == f'&lt;b&gt; &amp; "x" <a href="{addresses().home("yien")}" rel="nofollow">a &amp; b</a>'
    entry = Entry(key="e", number=1, site="yaraholm", author="yara", at=reply.at, title="A <i> & B", slug="a", paragraphs=("x",), kind="own")
    assert "A &lt;i&gt; &amp; B" in found(addresses().home("yaraholm")).text or view("yaraholm").excerpt(entry) == "x"
