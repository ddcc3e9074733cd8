"""The same work in Scrapy: fetch, take author, date and links, store in SQLite. Run by side_by_side.py."""

import json
import sqlite3
import sys
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess


class Blogs(scrapy.Spider):
    """Follows the links of each blog's own host."""

    name = "blogs"
    custom_settings = {  # noqa: RUF012  Scrapy's way
        "LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False,
    }

    def __init__(self, starts: list[str], file: str) -> None:
        super().__init__()
        self.start_urls = starts
        self.db = sqlite3.connect(file)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = NORMAL")
        self.db.execute("CREATE TABLE posts (url TEXT PRIMARY KEY, author TEXT, published TEXT, body TEXT)")
        self.db.execute("CREATE TABLE links (source TEXT, target TEXT, place TEXT)")
        self.count = 0

    def parse(self, response):
        """Store a page and follow it."""
        self.count += 1
        author = response.css("meta[name=author]::attr(content)").get()
        with self.db:
            if author:
                self.db.execute("INSERT OR REPLACE INTO posts VALUES (?, ?, ?, ?)", (
                    response.url, author, response.css("article time::attr(datetime)").get(),
                    " ".join(response.css("article ::text").getall())))
                for place, css in (("body", "article a::attr(href)"), ("comment", ".comment a::attr(href)")):
                    self.db.executemany("INSERT INTO links VALUES (?, ?, ?)", [
                        (response.url, response.urljoin(link), place) for link in response.css(css).getall()])
        host = urlsplit(response.url).netloc
        for link in response.css("a::attr(href)").getall():
            url = response.urljoin(link)
            if urlsplit(url).netloc == host:
                yield response.follow(url)


if __name__ == "__main__":
    process = CrawlerProcess()
    process.crawl(Blogs, starts=json.loads(sys.argv[1]), file=sys.argv[2])
    process.start()
