"""Services on which people have profiles: their front page is nobody's home."""

#: Hosts of services: their front page is nobody's home.
SERVICES = frozenset({
    "facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "youtu.be", "google.com", "github.com",
    "gitlab.com", "linkedin.com", "pinterest.com", "tiktok.com", "reddit.com", "threads.net", "bsky.app", "medium.com",
    "wordpress.com", "blogger.com", "blogspot.com", "tumblr.com", "livejournal.com", "substack.com", "linktr.ee",
    "gravatar.com", "disqus.com", "about.me", "etsy.com", "ko-fi.com", "patreon.com", "flickr.com", "vimeo.com",
    "mastodon.social", "t.me", "plurk.com", "pixnet.net", "vocus.cc", "matters.town", "line.me", "weibo.com",
    "goodreads.com", "yahoo.com", "wikipedia.org", "amazon.com", "stackoverflow.com", "dev.to", "crates.io", "docs.rs",
    "pypi.org", "npmjs.com", "example.com",
})
