"""Readers of open networks, one system a file."""

from crawlers.extract.networks.activitypub import ActivityPub
from crawlers.extract.networks.bluesky import Bluesky
from crawlers.extract.networks.hackernews import HackerNews
from crawlers.extract.networks.hackernews_json import HackerNewsJson
from crawlers.extract.networks.lemmy import Lemmy
from crawlers.extract.networks.lemmy_html import LemmyHtml
from crawlers.extract.networks.mastodon import Mastodon
from crawlers.extract.networks.mastodon_html import MastodonHtml
from crawlers.extract.networks.reddit_html import RedditHtml
from crawlers.extract.networks.reddit_json import RedditJson
from crawlers.extract.networks.stackexchange import StackExchange
from crawlers.extract.networks.stackexchange_json import StackExchangeJson
from crawlers.extract.networks.telegram import Telegram
from crawlers.extract.networks.webmentions import Webmentions
from crawlers.extract.networks.youtube import YouTubeFeed

#: Every reader of open networks that ships; the registry asks each how surely a page is its own.
NETWORKS = (
    ActivityPub,
    Bluesky,
    HackerNews,
    HackerNewsJson,
    Lemmy,
    LemmyHtml,
    Mastodon,
    MastodonHtml,
    RedditHtml,
    RedditJson,
    StackExchange,
    StackExchangeJson,
    Telegram,
    Webmentions,
    YouTubeFeed,
)

__all__ = ["NETWORKS"]
