"""Sites without end, and addresses that are one: asked once, or never, and stored under one name."""

import pytest

from crawlers.decide import CrawlLimits

#: On the home page, and asked by nobody who knows the web.
NEVER = {
    "calendar by query": "/events/?date=2031-05-01", "calendar of a plugin": "/events/?tribe-bar-date=2031-05-01", "calendar by month": "/calendar.php?month=5&year=2031",
    "session in the path": "/p;jsessionid=0123456789ABCDEF0123", "reply form": "/post/?replytocom=12#respond", "share by mail": "/post/?share=email",
    "print": "/post/?print=print", "add to cart": "/shop/?add-to-cart=7", "vote": "/post/?vote=up&id=4", "delete": "/post/?action=delete&id=4",
    "edit": "/index.php?title=Paper&action=edit", "log out": "/ucp.php?mode=logout", "register": "/register.php", "member log-in": "/member.php?action=login",
    "search": "/?s=paper", "search of a forum": "/search.php?keywords=paper", "new topic": "/posting.php?mode=post&f=2", "quote in reply": "/posting.php?mode=quote&p=2",
    "private message": "/private.php?action=send", "mark as read": "/misc.php?action=markread", "report": "/report.php?pid=3", "page of a million": "/page/1000000/",
    "repeating steps": "/a/b/a/b/a/b/a/b/", "thirty steps": "/" + "s/" * 30, "address of 20,000 signs": "/" + "y" * 20_000, "ten parameters": "/?" + "&".join(f"q{n}={n}" for n in range(10)),
    "facets": "/shop/?color=red&size=l&sort=price&order=asc&view=grid", "picture": "/image.webp", "archive": "/all.zip", "table": "/list.xlsx",
    "telephone": "tel:+123456", "message": "whatsapp://send?text=x", "magnet": "magnet:?xt=urn:x", "intent": "intent://x#Intent;end", "about": "about:blank",
    "no host": "http://", "half an address": "http://[::1", "only a question mark of hosts": "http://?", "bad port": "http://blog.example:99999999/", "blank host": "http:// /",
    "percent host": "http://%zz/", "long label": f"http://{'a' * 70}.example/", "dots": "http://..../", "NUL": "http://a%00b.example/", "empty label": "http://a..example/",
}
#: Elements around a link that no person sees, so that only a machine would follow it.
HIDDEN = {
    "display none": '<a style="display: none" href="{}">x</a>', "hidden parent": '<div style="display:none"><p><a href="{}">x</a></p></div>', "attribute": '<a hidden href="{}">x</a>',
    "invisible": '<a style="visibility:hidden" href="{}">x</a>', "comment": '<!-- <a href="{}">x</a> -->', "template": '<template><a href="{}">x</a></template>',
    "script": "<script>var x = '<a href=\"{}\">x</a>'</script>", "form": '<form action="{}" method="post"><button>go</button></form>', "nofollow": '<a rel="nofollow" href="{}">x</a>',
    "button": '<button formaction="{}">x</button>', "text area": '<textarea><a href="{}">x</a></textarea>',
}
#: Groups of addresses that are one: asked at most once together.
TWINS = {
    "fragments": ["/one#a", "/one#b", "/one"], "trackers": ["/three?utm_source=a", "/three?utm_source=b&utm_medium=c", "/three?fbclid=z", "/three?gclid=1"],
    "escapes": ["/%7Efour/", "/~four/", "/%7efour/"], "dots": ["/five/", "/./five/", "/x/../five/"], "empty query": ["/six", "/six?"], "sessions": ["/seven?PHPSESSID=abcdef0123456789", "/seven?PHPSESSID=fedcba9876543210"],
    "forum sessions": ["/eight.php?t=1&sid=0123456789abcdef0123456789abcdef", "/eight.php?t=1&sid=fedcba9876543210fedcba9876543210"], "host in capitals": ["HTTP://127.0.0.1:{port}/nine", "/nine"],
    "user and password": ["http://ann:secret@127.0.0.1:{port}/ten", "/ten"], "small escapes": ["/%e6%91%ba", "/%E6%91%BA", "/摺"], "backslash": ["\\eleven\\x", "/eleven/x"],
    "blanks around": ["  /twelve  ", "/twelve", "/twe\nlve"],
}
#: Addresses that differ and must both be asked.
APART = {"parameter p": ["/?p=12", "/?p=13"], "case of a path": ["/Case", "/case"], "thread numbers": ["/viewtopic.php?t=1", "/viewtopic.php?t=2"], "escaped slash": ["/a%2Fb", "/a/b"]}
#: Canonical links: case -> (what the page says, whether it is believed); {} is the site.
CANONICAL = {
    "right": ("{}/canonical-right", True), "of another site": ("http://other.example/post", False), "home": ("{}/", False), "broken": ("http://[::1", False),
    "script": ("javascript:alert(1)", False), "empty": ("", False), "inside": ("http://127.0.0.1:1/x", False),
}


@pytest.fixture(scope="module")
def crawled(town, article_page):
    site = town.site("home")
    site.otherwise = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + article_page("Any").encode()
    site.robots("")
    rows = [*NEVER.values(), *(path for paths in [*TWINS.values(), *APART.values()] for path in paths)]
    links = "".join(f'<p><a href="{path.replace("{port}", str(site.port)).replace("&", "&amp;")}">link</a></p>' for path in rows)
    hidden = "".join(made.format(f"/honeypot-{number}") for number, made in enumerate(HIDDEN.values()))
    site.page("/", f"<html><title>Home</title><body><h1>Home</h1>{links}{hidden}</body></html>")
    sources = [site.url("/")]
    growing = town.site("growing")
    growing.otherwise = lambda call: call.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + article_page(
        f"At {call.asked.path}", extra='<a href="more/">more</a> <a href="deeper/still/">deeper</a>').encode())
    growing.robots("")
    paging = town.site("paging")
    paging.otherwise = lambda call: call.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + (
        f'<title>List</title><a rel="next" href="/list?page={len(paging.log) + 1}">next</a>').encode())
    paging.robots("")
    maps = town.site("maps")
    maps.robots(f"Sitemap: {maps.url('/a.xml')}")
    maps.page("/a.xml", f"<sitemapindex><sitemap><loc>{maps.url('/b.xml')}</loc></sitemap><sitemap><loc>{maps.url('/c.xml')}</loc></sitemap></sitemapindex>", kind="text/xml")
    maps.page("/b.xml", f"<sitemapindex><sitemap><loc>{maps.url('/a.xml')}</loc></sitemap></sitemapindex>", kind="text/xml")
    maps.page("/c.xml", "<urlset>" + "".join(f"<url><loc>{maps.url(f'/post/{n}')}</loc></url>" for n in range(20_000)) + "</urlset>", kind="text/xml")
    canon = town.site("canonical")
    for number, (stated, _) in enumerate(CANONICAL.values()):
        path = f"/post-{number}"
        sources.append(canon.article(path, f"Canon {number}", head=f'<link rel="canonical" href="{stated.replace("{}", canon.url("")[:-1] if canon.url("").endswith("/") else canon.url(""))}">'))
    canon.article("/canonical-right", "Canon 0", head='<link rel="canonical" href="/canonical-right">')
    sources.append(canon.article("/loop-a", "Loop", head='<link rel="canonical" href="/loop-b">'))
    canon.article("/loop-b", "Loop", head='<link rel="canonical" href="/loop-a">')
    sources.append(canon.article("/amped", "Amped", head='<link rel="amphtml" href="/amped/amp/"><link rel="canonical" href="/amped">'))
    canon.article("/amped/amp/", "Amped", head='<link rel="canonical" href="/amped">')
    base = town.site("base")
    sources.append(base.page("/start/here", '<title>B</title><base href="/elsewhere/"><a href="post-by-base">x</a>'))
    sources.append(base.page("/start/two", '<title>B</title><a href="post-two">x</a><base href="/elsewhere/"><base href="/wrong/">'))
    sources.append(base.page("/start/three", '<title>B</title><base href="javascript:x"><a href="/post-three">x</a>'))
    empty = town.site("everything is there")
    empty.otherwise = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<title>Page not found</title><h1>Sorry, not found</h1>"
    empty.robots("")
    sources.append(empty.page("/", "<title>Home</title>" + "".join(f'<a href="/post-{n}">x</a>' for n in range(5))))
    town.crawl(*sources, growing.url("/"), paging.url("/list"), maps.url("/"),
               limits=CrawlLimits(delay_s=0.0, hops=0, workers=16, patience_s=0.0, max_pages=80))
    return town


@pytest.mark.parametrize("name", NEVER)
def test_a_trap_is_never_asked(crawled, name):
    path = NEVER[name].partition("#")[0]
    assert path not in crawled.site("home").paths


@pytest.mark.parametrize("name", HIDDEN)
def test_a_link_nobody_sees_is_never_asked(crawled, name):
    assert f"/honeypot-{list(HIDDEN).index(name)}" not in crawled.site("home").paths


@pytest.mark.parametrize("name", TWINS)
def test_spellings_of_one_address_are_asked_once(crawled, name):
    wanted = {path.partition("#")[0].replace("{port}", str(crawled.site("home").port)).strip() for path in TWINS[name]}
    stem = min((path.rpartition(":")[2].lstrip("0123456789") if "://" in path else path for path in wanted), key=len).replace("\\", "/").rstrip("?")
    spelled = {"escapes": {*TWINS["escapes"]}, "small escapes": {*TWINS["small escapes"]}}.get(name, {stem.split("?")[0]})
    assert len([path for path in crawled.site("home").paths if path.split("?")[0] in spelled]) == 1


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in APART.items() for path in paths])
def test_addresses_that_differ_are_all_asked(crawled, name, path):
    assert path in crawled.site("home").paths


def test_no_password_is_sent_or_stored(crawled):
    assert not [asked for asked in crawled.site("home").log if "authorization" in asked.headers] and not crawled.query(
        "SELECT url FROM addresses WHERE url LIKE '%secret%' UNION SELECT url FROM frontier WHERE url LIKE '%secret%'")


@pytest.mark.parametrize("name", ["growing", "paging"])
def test_a_site_without_end_ends(crawled, name):
    assert len(crawled.site(name).log) <= 250


def test_a_path_that_grows_is_not_followed_far(crawled):
    assert max(path.count("/") for path in crawled.site("growing").paths) <= 22


@pytest.mark.parametrize("path", ["/a.xml", "/b.xml", "/c.xml"])
def test_sitemaps_that_name_each_other_are_asked_once(crawled, path):
    assert len(crawled.site("maps").asked(path)) == 1


def test_twenty_thousand_addresses_do_not_pass_the_limit(crawled):
    assert len(crawled.site("maps").log) <= 250


@pytest.mark.parametrize("name", CANONICAL)
def test_a_canonical_link_is_believed_where_plausible(crawled, name):
    number, site = list(CANONICAL).index(name), crawled.site("canonical")
    believed = {post.url for post in crawled.posts() if post.title == f"Canon {number}" and post.page != site.url("/canonical-right")}
    assert believed == {site.url("/canonical-right") if CANONICAL[name][1] else site.url(f"/post-{number}")}


def test_canonical_links_in_a_circle_end(crawled):
    assert sum(len(crawled.site("canonical").asked(path)) for path in ("/loop-a", "/loop-b")) <= 2


def test_a_page_and_its_twin_for_telephones_are_one_post(crawled):
    assert len({post.url for post in crawled.posts(crawled.site("canonical").url()) if post.title == "Amped"}) == 1


@pytest.mark.parametrize("path", ["/elsewhere/post-by-base", "/elsewhere/post-two", "/post-three"])
def test_links_stand_on_the_base_of_their_page(crawled, path):
    assert crawled.site("base").asked(path)


def test_a_site_where_everything_is_not_found_has_no_posts(crawled):
    assert not crawled.posts(crawled.site("everything is there").url())
