"""Redirects in circles, to nowhere and to the inside: no way a page, feed or file can name leads into a private network."""

import itertools
import shutil
import socket

import pytest

from crawlers.decide import CrawlLimits

WAY_OUT = "http://127.0.0.1:{port}/{name}"
#: Spellings of this machine; {port} is that of a site no crawl may ask, {name} tells the cases apart.
SPELLINGS = {
    "plain": WAY_OUT, "short": "http://127.1:{port}/{name}", "decimal": "http://2130706433:{port}/{name}",
    "hexadecimal": "http://0x7f000001:{port}/{name}", "hexadecimal parts": "http://0x7f.0.0.0x1:{port}/{name}",
    "octal": "http://017700000001:{port}/{name}", "octal parts": "http://0177.0.0.1:{port}/{name}",
    "any address": "http://0.0.0.0:{port}/{name}", "nothing but zero": "http://0:{port}/{name}", "another of the net": "http://127.8.9.1:{port}/{name}",
    "IPv6": "http://[::1]:{port}/{name}", "IPv6 in full": "http://[0:0:0:0:0:0:0:1]:{port}/{name}", "mapped": "http://[::ffff:127.0.0.1]:{port}/{name}",
    "mapped in hexadecimal": "http://[::ffff:7f00:1]:{port}/{name}", "compatible": "http://[::127.0.0.1]:{port}/{name}",
    "NAT64": "http://[64:ff9b::7f00:1]:{port}/{name}", "6to4": "http://[2002:7f00:1::]:{port}/{name}", "unspecified IPv6": "http://[::]:{port}/{name}",
    "with a user": "http://blog.example@127.0.0.1:{port}/{name}", "with user and password": "http://a:b@127.0.0.1:{port}/{name}",
    "backslash": "http:\\\\127.0.0.1:{port}\\{name}", "backslash before at": "http://127.0.0.1:{port}\\@blog.example/{name}",
    "full-width digits": "http://１２７.０.０.１:{port}/{name}", "circled digits": "http://①②⑦.⓪.⓪.①:{port}/{name}",
    "ideographic stops": "http://127。0。0。1:{port}/{name}", "percent signs": "http://%31%32%37.0.0.1:{port}/{name}",
    "localhost": "http://localhost:{port}/{name}", "localhost with a stop": "http://localhost.:{port}/{name}", "capitals": "http://LOCALHOST:{port}/{name}",
    "full-width localhost": "http://ｌｏｃａｌｈｏｓｔ:{port}/{name}", "below localhost": "http://blog.localhost:{port}/{name}",
    "trailing stop": "http://127.0.0.1.:{port}/{name}", "tab inside": "http://127.0.0\t.1:{port}/{name}", "no scheme": "//127.0.0.1:{port}/{name}",
    "one slash": "http:/127.0.0.1:{port}/{name}", "three slashes": "http:///127.0.0.1:{port}/{name}", "capital scheme": "HTTP://127.0.0.1:{port}/{name}",
    "https": "https://127.0.0.1:{port}/{name}", "feed scheme": "feed:http://127.0.0.1:{port}/{name}",
}
#: Ways by which a page may name another address, as HTML.
HTML_WAYS = {
    "link": '<a href="{}">x</a>', "link twice encoded": '<a href="{}?a=1&amp;amp;b=2">x</a>', "area": '<map><area href="{}"></map>', "frame": '<iframe src="{}"></iframe>',
    "picture": '<img src="{}">', "picture set": '<img srcset="{} 2x">', "style": '<link rel="stylesheet" href="{}">', "icon": '<link rel="icon" href="{}">',
    "script": '<script src="{}"></script>', "object": '<object data="{}"></object>', "audio": '<audio src="{}"></audio>', "form": '<form action="{}"><button>x</button></form>',
    "announced feed": '<link rel="alternate" type="application/rss+xml" href="{}">', "announced JSON feed": '<link rel="alternate" type="application/feed+json" href="{}">',
    "announced twin": '<link rel="alternate" type="application/json+oembed" href="{}">', "announced activity": '<link rel="alternate" type="application/activity+json" href="{}">',
    "canonical": '<link rel="canonical" href="{}">', "AMP": '<link rel="amphtml" href="{}">', "next": '<link rel="next" href="{}">', "language": '<link rel="alternate" hreflang="de" href="{}">',
    "short link": '<link rel="shortlink" href="{}">', "webmention": '<link rel="webmention" href="{}">', "pingback": '<link rel="pingback" href="{}">', "rel me": '<a rel="me" href="{}">x</a>',
    "author": '<a rel="author" href="{}">Ann</a>', "meta refresh": '<meta http-equiv="refresh" content="0;url={}">', "og:url": '<meta property="og:url" content="{}">',
    "structured data": '<script type="application/ld+json">{{"@type":"BlogPosting","url":"{}","comment":{{"url":"{}"}}}}</script>', "quotation": '<blockquote cite="{}">q</blockquote>',
    "api": '<link rel="https://api.w.org/" href="{}">', "blogroll": '<link rel="blogroll" type="text/xml" href="{}">', "search": '<link rel="search" href="{}">', "sitemap": '<link rel="sitemap" href="{}">',
    "generator of a forum": '<meta name="generator" content="Discourse 3"><a class="topic-link" href="{}">x</a>', "comment feed": '<a href="{}/feed/">Comments RSS</a>',
    "prefetch": '<link rel="prefetch" href="{}">', "preconnect": '<link rel="preconnect" href="{}">', "manifest": '<link rel="manifest" href="{}">', "base": '<base href="{}/"><a href="below">x</a>',
}
#: Ways by which a feed may.
FEED_WAYS = {
    "item": "<item><title>t</title><link>{}</link></item>", "guid": "<item><title>t</title><guid isPermaLink='true'>{}</guid></item>",
    "enclosure": "<item><title>t</title><enclosure url='{}' length='9' type='text/html'/></item>", "comments": "<item><title>t</title><comments>{}</comments></item>",
    "comment feed": "<item><title>t</title><wfw:commentRss xmlns:wfw='http://wellformedweb.org/CommentAPI/'>{}</wfw:commentRss></item>",
    "new feed address": "<itunes:new-feed-url>{}</itunes:new-feed-url>", "next page": "<atom:link rel='next' href='{}'/>", "hub": "<atom:link rel='hub' href='{}'/>",
    "self": "<atom:link rel='self' href='{}'/>", "source": "<item><title>t</title><source url='{}'>s</source></item>", "picture": "<image><url>{}</url></image>",
    "XInclude": "<item><title>t<xi:include href='{}' parse='text'/></title></item>", "text": "<item><title>t</title><description>&lt;a href='{}'&gt;x&lt;/a&gt;</description></item>",
}
#: Headers that may.
HEADER_WAYS = {
    "Link next": 'Link: <{}>; rel="next"', "Link canonical": 'Link: <{}>; rel="canonical"', "Link alternate": 'Link: <{}>; rel="alternate"; type="application/rss+xml"',
    "Refresh": "Refresh: 0;url={}", "Content-Location": "Content-Location: {}", "Location under 200": "Location: {}", "X-Pingback": "X-Pingback: {}",
}
#: Private addresses beyond loopback: nothing listens there, so what counts is how they end.
PRIVATE = ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://172.16.3.4/", "http://192.168.1.1/", "http://100.64.0.1/",
           "http://[fd00::1]/", "http://[fe80::1]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://[ff02::1]/", "http://0.1.2.3/",
           "http://198.18.0.1/", "http://[64:ff9b::a00:1]/", "http://[::ffff:10.0.0.1]/", "http://[2002:a00:1::]/", "http://[fec0::1]/"]
SCHEMES = ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:text/html,<title>x</title>", "javascript:alert(1)", "gopher://127.0.0.1/x",
           "ws://127.0.0.1/", "view-source:http://127.0.0.1/", "about:blank", "blob:http://127.0.0.1/x", "ldap://127.0.0.1/"]
BROKEN = {"empty": "", "missing": None, "half a host": "http://[::1", "no host": "http://", "bad port": "http://blog.example:99999/",
          "port no number": "http://blog.example:http/", "only blanks": "   ", "very long": "/" + "x" * 9_000, "host of dots": "http://.../",
          "long label": "http://" + "a" * 80 + ".example/", "percent host": "http://%/"}
#: Location -> path it must lead to, from /way/...
RESOLVED = {"../up": "/up", "below": "/way/below", "?q=1": "/way/{name}?q=1", "/a/./b/../c": "/a/c", "/with blank": "/with%20blank", "/räum": "/r%C3%A4um",
            "/找": "/%E6%89%BE", "/frag#here": "/frag", "//{endpoint}/hostly": "/hostly", "\t/tabbed ": "/tabbed", "/../../root": "/root", "/%7Eann/": "/~ann/"}


@pytest.fixture(scope="module")
def inner(town):
    return town.inner()


@pytest.fixture(scope="module")
def inner6(town):
    try:
        return town.inner(socket.AF_INET6)
    except OSError:
        return town.inner()


def names():
    ways = {"spelling": SPELLINGS, "redirect": SPELLINGS, "html": HTML_WAYS, "feed": FEED_WAYS, "header": HEADER_WAYS}
    return {(kind, name): f"{kind}-{number}" for kind, table in ways.items() for number, name in enumerate(table)}


NAMES = names()


@pytest.fixture(scope="module")
def crawled(town, inner, inner6, article_page):  # noqa: C901 - a list of sites, one after the other
    site = town.site("front")
    sources = []

    def inside(kind, name, template=WAY_OUT):
        port = inner6.port if "[" in template else inner.port
        return template.format(port=port, name=NAMES[kind, name])

    for name, template in SPELLINGS.items():
        target = inside("redirect", name, template)
        site.redirect(f"/{NAMES['redirect', name]}", target, 302)
        sources.append(site.url(f"/{NAMES['redirect', name]}"))
    links = "".join(f'<p>{name}: <a href="{inside("spelling", name, template)}">{name}</a></p>' for name, template in SPELLINGS.items())
    site.page("/2024/05/spellings/", article_page("Spellings", extra=links))
    sources.append(site.url("/2024/05/spellings/"))
    for name, template in HTML_WAYS.items():
        target = inside("html", name)
        extra = template.format(target, target)
        site.page(f"/{NAMES['html', name]}", article_page("Way", head=extra if extra[1:5] in {"link", "meta", "base"} else "", extra=extra))
        sources.append(site.url(f"/{NAMES['html', name]}"))
    for name, template in FEED_WAYS.items():
        sources.append(site.feed(f"/{NAMES['feed', name]}.xml", template.format(inside("feed", name))))
    for name, template in HEADER_WAYS.items():
        sources.append(site.page(f"/{NAMES['header', name]}", article_page("Way"), template.format(inside("header", name))))
    target = WAY_OUT.format(port=inner.port, name="xml-{}")
    doctype = f'<!DOCTYPE rss SYSTEM "{target.format("dtd")}" [<!ENTITY e SYSTEM "{target.format("entity")}"><!ENTITY % p SYSTEM "{target.format("parameter")}"> %p;]>'
    sources.append(site.feed("/xml.xml", "<item><title>&e;</title></item>", head=f'<?xml-stylesheet href="{target.format("style")}"?>{doctype}'))
    sources.append(site.page("/list.opml", f'<opml version="2.0"><body><outline type="rss" text="t" xmlUrl="{target.format("opml")}"/></body></opml>', kind="text/x-opml"))
    sources.append(site.page("/feed.json", f'{{"version":"https://jsonfeed.org/version/1.1","title":"t","next_url":"{target.format("json-next")}","feed_url":"{target.format("json-self")}",'
                             f'"items":[{{"id":"1","url":"{target.format("json-item")}","content_text":"x"}}]}}', kind="application/feed+json"))
    site.robots(f"User-agent: *\nDisallow: /denied/\nSitemap: {target.format('robots-sitemap')}\nSitemap: {site.url('/map.xml')}\nHost: {target.format('robots-host')}")
    site.page("/map.xml", f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{target.format("loc")}</loc></url></urlset>', kind="text/xml")
    town.site("robots leads inside").redirect("/robots.txt", target.format("robots-redirect"), 301)
    sources.append(town.site("robots leads inside").article("/post", "Behind"))
    for number, url in enumerate(PRIVATE):
        sources.append(site.redirect(f"/private-{number}", url))
    for number, url in enumerate(SCHEMES):
        sources.append(site.redirect(f"/scheme-{number}", url))
    for number, location in enumerate(BROKEN.values()):
        sources.append(site.redirect(f"/broken-{number}", location))
    for number, (location, path) in enumerate(RESOLVED.items()):
        sources.append(site.redirect(f"/way/{number}", location.replace("{endpoint}", site.endpoint)))
        site.article(path.replace("{name}", str(number)), f"Led to {number}")
    sources += [site.redirect("/itself", "/itself"), site.redirect("/ping", "/pong"), site.redirect("/to-denied", "/denied/x")]
    site.redirect("/pong", "/ping")
    site.article("/denied/x", "Denied")
    growing, hops, cookie = town.site("growing"), town.site("hops"), town.site("cookie")
    growing.otherwise = lambda call: call.send(f"HTTP/1.1 302 Found\r\nLocation: {call.asked.path}x/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    for number in range(30):
        hops.redirect(f"/hop{number}", f"/hop{number + 1}")
    hops.article("/hop30", "Thirty hops away")
    for number in range(4):
        hops.redirect(f"/near{number}", f"/near{number + 1}")
    hops.article("/near4", "Four hops away")
    cookie.otherwise = lambda call: call.send(f"HTTP/1.1 302 Found\r\nSet-Cookie: a=1\r\nLocation: /?back={call.times}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    sources += [growing.url("/go/"), hops.url("/hop0"), hops.url("/near0"), cookie.url("/post")]
    for name, value in (("refresh", "3; URL='/refreshed'"), ("late", "900;url=/late-target"), ("itself", "30")):
        sources.append(site.page(f"/meta-{name}", f'<meta http-equiv="Refresh" content="{value}">'))
    site.article("/refreshed", "Refreshed")
    sources.append(site.page("/header-refresh", "moved", "Refresh: 0; url=/by-header"))
    site.article("/by-header", "By header")
    town.crawl(*sources, limits=CrawlLimits(delay_s=0.0, hops=1, colinks=1, workers=16, patience_s=0.0, max_pages=600))
    return town


@pytest.mark.parametrize("name", SPELLINGS)
def test_no_redirect_leads_inside(crawled, inner, inner6, name):
    assert not any(NAMES["redirect", name] in path for path in [*inner.paths, *inner6.paths])


@pytest.mark.parametrize(("kind", "name"), [key for key in NAMES if key[0] != "redirect"])
def test_nothing_a_page_or_feed_names_leads_inside(crawled, inner, inner6, kind, name):
    wanted = f"/{NAMES[kind, name]}"
    assert not [path for path in itertools.chain(inner.paths, inner6.paths) if path.partition("?")[0].rstrip("/") == wanted]


@pytest.mark.parametrize("name", ["dtd", "entity", "parameter", "style", "opml", "json-next", "json-self", "json-item", "robots-sitemap", "robots-host", "loc", "robots-redirect"])
def test_no_file_leads_inside(crawled, inner, name):
    assert f"/xml-{name}" not in inner.paths


def test_nobody_even_connects_to_the_inside(crawled, inner, inner6):
    assert (inner.connections, inner6.connections) == (0, 0)


@pytest.mark.parametrize("url", PRIVATE)
def test_a_redirect_to_a_private_address_is_named(crawled, url):
    assert crawled.error(crawled.site("front").url(f"/private-{PRIVATE.index(url)}")) in {"private_address", "redirect_scope", "redirect_broken", "port"} or (
        crawled.error(url) == "private_address")


@pytest.mark.parametrize("url", SCHEMES)
def test_a_redirect_to_another_scheme_is_broken(crawled, url):
    assert crawled.error(crawled.site("front").url(f"/scheme-{SCHEMES.index(url)}")) in {"redirect_broken", "scheme"}


@pytest.mark.parametrize("name", BROKEN)
def test_a_redirect_to_nowhere_is_named(crawled, name):
    assert crawled.error(crawled.site("front").url(f"/broken-{list(BROKEN).index(name)}")) in {
        "redirect_broken", "redirect_loop", "redirect_scope", "dns"} or crawled.error(BROKEN[name]) in {"dns", "bad_answer"}


@pytest.mark.parametrize("location", RESOLVED)
def test_an_odd_location_leads_where_a_browser_goes(crawled, location):
    assert f"Led to {list(RESOLVED).index(location)}" in {post.title for post in crawled.posts(crawled.site("front").url())}


@pytest.mark.parametrize("path", ["/itself", "/ping"])
def test_a_circle_is_asked_once_around(crawled, path):
    assert len(crawled.site("front").asked(path)) <= 2


def test_a_redirect_past_robots_is_not_followed(crawled):
    assert not crawled.site("front").asked("/denied/x")


@pytest.mark.parametrize("name", ["growing", "cookie"])
def test_an_address_that_always_leads_on_ends(crawled, name):
    assert len([path for path in crawled.site(name).paths if path != "/robots.txt"]) <= 25


def test_thirty_hops_are_too_many(crawled):
    assert not crawled.site("hops").asked("/hop30")


def test_four_hops_are_not(crawled):
    assert "Four hops away" in {post.title for post in crawled.posts(crawled.site("hops").url())}


@pytest.mark.parametrize("title", ["Refreshed", "By header"])
def test_a_refresh_is_followed(crawled, title):
    assert title in {post.title for post in crawled.posts(crawled.site("front").url())}


def test_no_cookie_is_sent_back(crawled):
    assert not [asked for asked in crawled.site("cookie").log if "cookie" in asked.headers]


def test_no_page_that_refreshes_itself_is_asked_again(crawled):
    assert len(crawled.site("front").asked("/meta-itself")) == 1


@pytest.fixture(scope="module")
def moving(crawled):
    """A site whose posts have moved in four ways, asked four times."""
    site = crawled.site("moving")
    for status in (301, 308, 302, 307):
        site.redirect(f"/old-{status}", f"/new-{status}", status)
        site.article(f"/new-{status}", f"Moved by {status}")
    links = "".join(f'<a href="/old-{status}">x</a>' for status in (301, 308, 302, 307))
    home = site.page("/", f"<title>Home</title>{links}")
    for _ in range(4):
        crawled.crawl(home, revisit=True)
    return site


@pytest.mark.parametrize("status", [301, 308])
def test_moved_for_good_is_believed_at_the_second_time(moving, status):
    assert len(moving.asked(f"/old-{status}")) == 2


@pytest.mark.parametrize("status", [302, 307])
def test_moved_for_now_is_asked_every_time(moving, status):
    assert len(moving.asked(f"/old-{status}")) == 4


@pytest.mark.parametrize("status", [301, 308, 302, 307])
def test_a_moved_post_is_stored_once(moving, crawled, status):
    assert len({post.url for post in crawled.posts(moving.url()) if post.title == f"Moved by {status}"}) == 1


@pytest.fixture(scope="module")
def untrusted(crawled):
    """A site with a certificate nobody trusts, under another name."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    site = crawled.secure_site("untrusted")
    crawled.crawl(f"https://{site.endpoint}/post")
    return site


def test_a_certificate_nobody_trusts_is_named(untrusted, crawled):
    assert crawled.error(f"https://{untrusted.endpoint}/post") in {"tls", "robots_unreachable"}


def test_nothing_is_asked_behind_a_certificate_nobody_trusts(untrusted):
    assert untrusted.log == []
