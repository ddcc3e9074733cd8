"""Labels that lie, lack or mean something else: the right words are stored, or the page is marked; never rubbish in silence."""

import pytest

ZH = "今天和大家分享摺紙的心得，紙張的選擇很重要，膠水也要小心使用，歡迎留言討論。"
ZH_HANS = "今天和大家分享折纸的心得，纸张的选择很重要，胶水也要小心使用，欢迎留言讨论。"
HK = "喺呢度嘅人都鍾意摺紙，佢哋話好好玩㗎，唔該晒大家。"
JA = "今日は折り紙の作り方を紹介します。きれいな紙を選ぶのが大切です。"
KO = "오늘은 종이접기 방법을 소개합니다. 좋은 종이를 고르는 것이 중요합니다."
RU = "Сегодня мы складываем журавлей из бумаги и рассказываем, как выбрать хорошую бумагу."
EN = "“It’s paper” – she said… and it cost 5 € at the café."
FR = "Une journée à découper du papier près de la fenêtre, c'était très agréable, où êtes-vous ?"


def body(text: str, meta: str = "") -> str:
    return (f'<html><head>{meta}<title>T</title><meta name="author" content="Ann"></head><body><article><h1>Paper</h1>'
            f'<time datetime="2024-05-01T10:00:00Z">1</time><p>{text * 6}</p></article></body></html>')


META = '<meta charset="{}">'
EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
#: Case -> (charset in the header or None, bytes of the page, words that must be stored).
PAGES = {
    "Big5 by header": ("big5", body(ZH).encode("big5"), ZH),
    "Big5 by meta": (None, body(ZH, META.format("big5")).encode("big5"), ZH),
    "Big5 by old meta": (None, body(ZH, EQUIV.format("big5")).encode("big5"), ZH),
    "Big5 without a word": (None, body(ZH).encode("big5"), ZH),
    "Hong Kong's signs under Big5": ("big5", body(HK).encode("big5hkscs"), HK),
    "Big5-HKSCS": ("Big5-HKSCS", body(HK).encode("big5hkscs"), HK),
    "cp950 by name": ("x-x-big5", body(ZH).encode("cp950"), ZH),
    "GB2312 that is GBK": ("gb2312", body(ZH_HANS + "镕").encode("gbk"), ZH_HANS + "镕"),
    "GBK that is GB18030": ("gbk", body(ZH_HANS + "㐀𠀀").encode("gb18030"), "㐀𠀀"),
    "GBK without a word": (None, body(ZH_HANS).encode("gbk"), ZH_HANS),
    "Shift_JIS": ("shift_jis", body(JA).encode("cp932"), JA),
    "Shift_JIS as x-sjis": (None, body(JA, META.format("x-sjis")).encode("cp932"), JA),
    "EUC-JP": ("euc-jp", body(JA).encode("euc_jp"), JA),
    "ISO-2022-JP": ("iso-2022-jp", body(JA).encode("iso2022_jp"), JA),
    "EUC-KR": ("ks_c_5601-1987", body(KO).encode("cp949"), KO),
    "Latin-1 that is cp1252": ("iso-8859-1", body(EN).encode("cp1252"), EN),
    "ASCII that is cp1252": ("us-ascii", body(EN).encode("cp1252"), EN),
    "cp1251": ("windows-1251", body(RU).encode("cp1251"), RU),
    "KOI8-R": ("koi8-r", body(RU).encode("koi8-r"), RU),
    "KOI8-R without a word": (None, body(RU).encode("koi8-r"), RU),
    "cp1251 without a word": (None, body(RU).encode("cp1251"), RU),
    "UTF-8 without a word": (None, body(ZH).encode(), ZH),
    "UTF-8 called Latin-1": ("iso-8859-1", body(ZH).encode(), ZH),
    "UTF-8 called Big5": ("big5", body(ZH).encode(), ZH),
    "Big5 called UTF-8": ("utf-8", body(ZH).encode("big5"), ZH),
    "GBK called UTF-8": ("utf-8", body(ZH_HANS).encode("gbk"), ZH_HANS),
    "Latin-1 called UTF-8": ("utf-8", body(FR).encode("latin-1"), FR),
    "mark against header": ("big5", b"\xef\xbb\xbf" + body(ZH).encode(), ZH),
    "UTF-16 with mark": (None, body(ZH).encode("utf-16"), ZH),
    "UTF-16 with mark against header": ("utf-8", body(ZH).encode("utf-16"), ZH),
    "UTF-16 meta in bytes that are UTF-8": (None, body(ZH, META.format("utf-16")).encode(), ZH),
    "header against meta": ("utf-8", body(ZH, META.format("big5")).encode(), ZH),
    "unknown label": ("x-klingon", body(ZH).encode(), ZH),
    "label in quotes": ("'utf-8'", body(ZH).encode(), ZH),
    "label never closed": ('"big5', body(ZH).encode("big5"), ZH),
    "utf8 without its hyphen": ("utf8", body(ZH).encode(), ZH),
    "codec base64": ("base64", body(ZH).encode(), ZH),
    "codec rot13": ("rot13", body(EN).encode(), EN),
    "codec idna": ("idna", body(ZH).encode(), ZH),
    "codec unicode_escape": ("unicode_escape", body(EN + "\\u0041").encode(), "\\u0041"),
    "codec raw_unicode_escape": ("raw-unicode-escape", body(EN + "\\u0041").encode(), "\\u0041"),
    "codec zlib": ("zlib_codec", body(ZH).encode(), ZH),
    "codec undefined": ("undefined", body(ZH).encode(), ZH),
    "UTF-7": ("utf-7", body("plain +ADw-script+AD4- words and more words for all").encode(), "+ADw-script+AD4-"),
    "meta after two thousand signs": (None, body(ZH, "<!--" + "x" * 2_000 + "-->" + META.format("big5")).encode("big5"), ZH),
    "two metas": (None, body(ZH, META.format("big5") + META.format("utf-8")).encode("big5"), ZH),
    "meta inside a comment": (None, body(ZH, "<!-- " + META.format("utf-8") + " -->" + META.format("big5")).encode("big5"), ZH),
    "some bytes of another": ("utf-8", body(ZH).encode().replace(b"</h1>", b" \x93x\x94</h1>"), ZH),
    "a sign cut at the end": ("utf-8", body(ZH).encode() + "摺".encode()[:2], ZH),
    "surrogates in bytes": ("utf-8", body(ZH).encode().replace(b"</h1>", b"\xed\xa0\xbd\xed\xb8\x80</h1>"), ZH),
    "overlong slash": ("utf-8", body(ZH).encode().replace(b"</h1>", b"\xc0\xaf</h1>"), ZH),
    "references of Windows": ("utf-8", body("It&#146;s &#147;paper&#148; &#150; she said and went home to fold").encode(), "It’s “paper” – she said"),
    "references beyond everything": ("utf-8", body(EN + "&#x110000;&#0;&#xD800;&#99999999999;").encode(), "It’s paper"),
    "private signs": ("utf-8", body(ZH + "\ue000").encode(), ZH),
}
ITEM = "<item><title>{0}</title><link>/{1}</link><description>{0}</description></item>"
RSS = '<?xml version="1.0"{0}?><rss version="2.0"><channel><title>F</title>{1}</channel></rss>'
#: Case -> (Content-Type, bytes of the feed, words its item must have).
FEEDS = {
    "feed in Big5": ("application/rss+xml", RSS.format(' encoding="big5"', ITEM).encode("ascii"), "big5", ZH),
    "feed in GB2312 that is GBK": ("application/rss+xml", RSS.format(' encoding="gb2312"', ITEM).encode("ascii"), "gbk", ZH_HANS),
    "feed in UTF-8 as text/xml": ("text/xml", RSS.format("", ITEM).encode("ascii"), "utf-8", ZH),
    "feed in UTF-8 called US-ASCII": ("text/xml; charset=us-ascii", RSS.format("", ITEM).encode("ascii"), "utf-8", ZH),
    "feed whose declaration lies": ("application/rss+xml", RSS.format(' encoding="iso-8859-1"', ITEM).encode("ascii"), "utf-8", ZH),
    "feed whose header lies": ("application/rss+xml; charset=iso-8859-1", RSS.format(' encoding="utf-8"', ITEM).encode("ascii"), "utf-8", ZH),
    "feed in UTF-16 with mark": ("application/rss+xml", RSS.format(' encoding="utf-16"', ITEM).encode("ascii"), "utf-16", ZH),
    "feed of an unknown coding": ("application/rss+xml", RSS.format(' encoding="x-none"', ITEM).encode("ascii"), "utf-8", ZH),
    "feed in cp1251": ("application/rss+xml", RSS.format(' encoding="windows-1251"', ITEM).encode("ascii"), "cp1251", RU),
    "feed in Shift_JIS": ("application/rss+xml", RSS.format(' encoding="shift_jis"', ITEM).encode("ascii"), "cp932", JA),
}
MARKED = "doubtful_encoding"


@pytest.fixture(scope="module")
def crawled(town):
    site, sources = town.site("pages"), []
    for number, (label, data, _) in enumerate(PAGES.values()):
        kind = f"text/html; charset={label}" if label else "text/html"
        sources.append(site.page(f"/post-{number}/", data, kind=kind))
    for number, (kind, data, encoding, text) in enumerate(FEEDS.values()):
        sources.append(town.site("feeds").page(f"/{number}.xml", data.decode().format(text, f"p{number}").encode(encoding), kind=kind))
    town.crawl(*sources)
    return town


@pytest.mark.parametrize("name", PAGES)
def test_the_right_words_are_stored(crawled, name):
    page = crawled.site("pages").url(f"/post-{list(PAGES).index(name)}/")
    assert any(PAGES[name][2] in post.text for post in crawled.posts(page))


@pytest.mark.parametrize("name", FEEDS)
def test_the_right_words_of_a_feed_are_stored(crawled, name):
    page = crawled.site("feeds").url(f"/{list(FEEDS).index(name)}.xml")
    assert any(FEEDS[name][3] in (post.title or "") for post in crawled.posts(page))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_stored_holds_half_a_sign(crawled, name):
    page = crawled.site("pages").url(f"/post-{list(PAGES).index(name)}/")
    assert not any("\ud800" <= sign <= "\udfff" or sign == "\0" for post in crawled.posts(page) for sign in f"{post.title}{post.text}")
