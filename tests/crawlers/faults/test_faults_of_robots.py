"""Files named robots.txt as sites really have them: each is obeyed as RFC 9309 says, and asked first."""

import gzip

import pytest

OBEYED = {"/free": True, "/secret/x": False}
PLAIN = "User-agent: *\nDisallow: /secret/\n"
#: Case -> (status, body, path -> whether it may be asked).
FILES = {
    "not found": ("404 Not Found", PLAIN, {"/secret/x": True}),
    "forbidden": ("403 Forbidden", PLAIN, {"/secret/x": True}),
    "asks for a password": ("401 Unauthorized", PLAIN, {"/secret/x": True}),
    "gone": ("410 Gone", PLAIN, {"/secret/x": True}),
    "server error": ("500 Oops", "", {"/free": False}),
    "bad gateway": ("502 Oops", "", {"/free": False}),
    "too many requests": ("429 Slow", "", {"/free": False}),
    "empty": ("200 OK", "", {"/free": True}),
    "a page": ("200 OK", "<!DOCTYPE html><html><body>Disallow: nothing, friend</body></html>", {"/free": True}),
    "a page that quotes rules": ("200 OK", "<html><pre>\nUser-agent: *\nDisallow: /secret/\n</pre></html>", {"/free": True}),
    "byte order mark": ("200 OK", "\ufeff" + PLAIN, OBEYED),
    "carriage returns only": ("200 OK", PLAIN.replace("\n", "\r"), OBEYED),
    "Windows lines": ("200 OK", PLAIN.replace("\n", "\r\n"), OBEYED),
    "no last line end": ("200 OK", PLAIN.rstrip(), OBEYED),
    "capitals": ("200 OK", "USER-AGENT: *\nDISALLOW: /secret/\n", OBEYED),
    "blanks everywhere": ("200 OK", "  user-agent :  *  \n\t disallow :  /secret/  \n", OBEYED),
    "no colon": ("200 OK", "User-agent *\nDisallow /secret/\n", OBEYED),
    "blank line inside a group": ("200 OK", "User-agent: *\n\n\nDisallow: /secret/\n", OBEYED),
    "comment behind": ("200 OK", "User-agent: * # all\nDisallow: /secret/ # keep out\n", OBEYED),
    "no leading slash": ("200 OK", "User-agent: *\nDisallow: secret/\n", {"/free": True}),
    "UTF-16": ("200 OK", PLAIN.encode("utf-16"), OBEYED),
    "bytes of Latin-1 before": ("200 OK", b"# caf\xe9\n" + PLAIN.encode(), OBEYED),
    "NUL bytes before": ("200 OK", b"\0\0\n" + PLAIN.encode(), OBEYED),
    "long line before": ("200 OK", "# " + "x" * 100_000 + "\n" + PLAIN, OBEYED),
    "unknown words before": ("200 OK", "Noindex: /a\nClean-param: a\nHost: b.example\n" + PLAIN, OBEYED),
    "rule before any group": ("200 OK", "Disallow: /\nUser-agent: *\nDisallow: /secret/\n", OBEYED),
    "more than 500 KiB": ("200 OK", PLAIN + "# filler\n" * 70_000, OBEYED),
    "longest match": ("200 OK", "User-agent: *\nDisallow: /secret\nAllow: /secret/but\n", {"/secret/x": False, "/secret/but": True}),
    "a tie": ("200 OK", "User-agent: *\nDisallow: /page\nAllow: /page\n", {"/page": True}),
    "star and end": ("200 OK", "User-agent: *\nDisallow: /*.php$\n", {"/a.php": False, "/a.php5": True, "/b.php?x=1": True}),
    "query": ("200 OK", "User-agent: *\nDisallow: /*?id=\n", {"/a?id=1": False, "/a?di=1": True}),
    "everything but one": ("200 OK", "User-agent: *\nDisallow: /\nAllow: /free$\n", {"/free": True, "/other": False}),
    "Chinese path": ("200 OK", "User-agent: *\nDisallow: /秘密/\n", {"/%E7%A7%98%E5%AF%86/x": False}),
    "Chinese path in escapes": ("200 OK", "User-agent: *\nDisallow: /%e7%a7%98%e5%af%86/\n", {"/%E7%A7%98%E5%AF%86/x": False}),
    "escaped letters": ("200 OK", "User-agent: *\nDisallow: /%73ecret/\n", {"/secret/x": False}),
    "paths differ by case": ("200 OK", "User-agent: *\nDisallow: /Secret/\n", {"/secret/x": True}),
    "own group beats the star": ("200 OK", "User-agent: *\nDisallow: /\nUser-agent: influence\nDisallow: /secret/\n", OBEYED),
    "own group in capitals": ("200 OK", "User-agent: INFLUENCE\nDisallow: /secret/\n", OBEYED),
    "own group with a version": ("200 OK", "User-agent: influence/2.0\nDisallow: /secret/\nUser-agent: *\nDisallow:\n", OBEYED),
    "two own groups": ("200 OK", "User-agent: influence\nDisallow: /secret/\nUser-agent: x\nDisallow: /free\nUser-agent: influence\nDisallow: /too\n",
                       {"/secret/x": False, "/too": False, "/free": True}),
    "shared group": ("200 OK", "User-agent: a\nUser-agent: influence\nUser-agent: b\nDisallow: /secret/\n", OBEYED),
    "group of another": ("200 OK", "User-agent: influencer-bot\nDisallow: /\n", {"/free": True}),
    "own empty group": ("200 OK", "User-agent: influence\nDisallow:\nUser-agent: *\nDisallow: /\n", {"/free": True}),
    "delay no number": ("200 OK", "User-agent: *\nCrawl-delay: nan\nDisallow: /secret/\n", OBEYED),
    "delay endless": ("200 OK", "User-agent: *\nCrawl-delay: inf\nDisallow: /secret/\n", {"/secret/x": False}),
    "delay negative": ("200 OK", "User-agent: *\nCrawl-delay: -9\nDisallow: /secret/\n", OBEYED),
    "delay of a word": ("200 OK", "User-agent: *\nCrawl-delay: slowly\nDisallow: /secret/\n", OBEYED),
}


def good(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/plain", *headers, f"Content-Length: {len(body)}", "", ""]).encode() + body


def endless(call):
    call.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + PLAIN.encode())
    call.repeat(b"# and so on and so on\n" * 400)


#: Case -> (what the site does for robots.txt, path -> whether it may be asked).
ANSWERS = {
    "endless": (endless, {"/secret/x": False}),
    "hangs": (lambda call: call.hang(), {"/free": False}),
    "cut off": (lambda call: call.reset(), {"/free": False}),
    "half a file": (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nUser-agent: *\n", {"/free": False}),
    "not HTTP": (b"hello\r\n\r\n", {"/free": False}),
    "packed": (good(gzip.compress(PLAIN.encode()), "Content-Encoding: gzip"), OBEYED),
    "redirects in a circle": (b"HTTP/1.1 302 Found\r\nLocation: /robots.txt\r\nContent-Length: 0\r\n\r\n", {}),
    "as a picture": (good(PLAIN.encode()).replace(b"text/plain", b"image/png"), OBEYED),
}
#: Words of a page or header -> (as meta or header, whether its post is stored, whether its link is followed, whether a copy is kept).
DIRECTIVES = {
    '<meta name="robots" content="noindex">': (False, True, False), '<META NAME="ROBOTS" CONTENT="NOINDEX,NOFOLLOW">': (False, False, False),
    '<meta name="robots" content="none">': (False, False, False), '<meta name="influence" content="noindex">': (False, True, False),
    '<meta name="googlebot" content="noindex">': (True, True, True), '<meta name="robots" content="nofollow">': (True, False, True),
    '<meta name="robots" content="noarchive">': (True, True, False), '<meta name="robots" content="index, follow, max-snippet:-1">': (True, True, True),
    "X-Robots-Tag: noindex": (False, True, False), "X-Robots-Tag: googlebot: noindex": (True, True, True), "X-Robots-Tag: influence: noindex": (False, True, False),
    "X-Robots-Tag: NONE": (False, False, False), "X-Robots-Tag: nofollow, noarchive": (True, False, False),
    "X-Robots-Tag: otherbot: noindex, nofollow": (True, True, True), "X-Robots-Tag: max-image-preview:large": (True, True, True),
}


@pytest.fixture(scope="module")
def crawled(town, article_page):
    sources = []
    for name, (status, body, paths) in FILES.items():
        town.site(name).robots(body, status=status)
        sources += [town.site(name).url(path) for path in paths]
    for name, (answer, paths) in ANSWERS.items():
        town.site(name).on("/robots.txt", answer)
        sources += [town.site(name).url(path) for path in paths or {"/free": True}]
    chain = town.site("five redirects")
    chain.redirect("/robots.txt", "/r1", 301)
    for number in range(1, 5):
        chain.redirect(f"/r{number}", f"/r{number + 1}", 301)
    chain.page("/r5", PLAIN, kind="text/plain")
    other = town.site("redirect to another host")
    other.redirect("/robots.txt", chain.url("/r5"), 301)
    sources += [site.url(path) for site in (chain, other) for path in OBEYED]
    delayed = town.site("delay")
    delayed.robots("User-agent: *\nCrawl-delay: 0.4\n")
    sources += [delayed.article(f"/{number}", "Slowly") for number in range(4)]
    listed = town.site("forbidden files")
    listed.robots(f"User-agent: *\nDisallow: /feed\nDisallow: /map\nSitemap: {listed.url('/map.xml')}\n")
    sources += [listed.page("/", article_page("Home", head='<link rel="alternate" type="application/rss+xml" href="/feed.xml">'))]
    words = town.site("directives")
    for number, directive in enumerate(DIRECTIVES):
        head, header = (directive, ()) if directive.startswith("<") else ("", (directive,))
        sources += [words.page(f"/{number}", article_page(f"Directed {number}", head=head, extra=f'<a href="/2024/led/{number}/">more</a>'), *header)]
    town.crawl(*sources)
    return town


CASES = [(name, path) for table in (FILES, ANSWERS) for name, row in table.items() for path in row[-1]]


@pytest.mark.parametrize(("name", "path"), CASES)
def test_the_file_is_obeyed(crawled, name, path):
    allowed = {**FILES, **ANSWERS}[name][-1][path]
    assert bool(crawled.site(name).asked(path)) is allowed


@pytest.mark.parametrize("name", [*FILES, *ANSWERS])
def test_the_file_is_asked_before_all_else(crawled, name):
    assert crawled.site(name).paths[0] == "/robots.txt"


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_asked_once_a_run(crawled, name):
    assert len(crawled.site(name).asked("/robots.txt")) == 1


@pytest.mark.parametrize("name", ["five redirects", "redirect to another host"])
@pytest.mark.parametrize("path", OBEYED)
def test_redirects_of_the_file_are_followed(crawled, name, path):
    assert bool(crawled.site(name).asked(path)) is OBEYED[path]


def test_a_delay_is_kept_between_any_two_requests(crawled):
    times = [asked.at_s for asked in crawled.site("delay").log if asked.path != "/robots.txt"]
    assert min(later - earlier for earlier, later in zip(times, times[1:], strict=False)) >= 0.39


@pytest.mark.parametrize("path", ["/feed.xml", "/feed/", "/map.xml"])
def test_feeds_and_sitemaps_are_held_to_it_too(crawled, path):
    assert not crawled.site("forbidden files").asked(path)


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_a_page_is_stored_as_it_wishes(crawled, directive):
    title = f"Directed {list(DIRECTIVES).index(directive)}"
    assert (title in {post.title for post in crawled.posts(crawled.site("directives").url())}) is DIRECTIVES[directive][0]


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_links_are_followed_as_the_page_wishes(crawled, directive):
    number = list(DIRECTIVES).index(directive)
    assert bool(crawled.site("directives").asked(f"/2024/led/{number}/")) is DIRECTIVES[directive][1]


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_a_copy_is_kept_as_the_page_wishes(crawled, directive):
    assert crawled.kept(crawled.site("directives").url(f"/{list(DIRECTIVES).index(directive)}")) is DIRECTIVES[directive][2]
