"""What a manager of the made-up brand would write into influence.toml."""

from collections.abc import Sequence

from influence.demo.cast import BRAND, RIVAL
from influence.demo.story import Story

_TOPICS = ["paper", "quilt", "bookbinding", "knitting", "手帳", "拼布", "編織", "紙雕"]
#: Sent with every request of the demo; nobody lives there.
CONTACT = "https://snipwell.example/about-this-crawl"


def demo_settings(story: Story, homes: Sequence[str]) -> dict[str, object]:
    """Return settings by "section.key": the brand, its rival, the critic and the rival's man by name, the sources."""
    return {
        "brand.name": BRAND, "brand.domains": ["snipwell.example"], "brand.rivals": [RIVAL],
        "scope.sources": list(homes), "scope.topics": _TOPICS,
        "people.critics": [figure.name for figure in story.cast.with_role("critic")],
        "people.rival_voices": [figure.name for figure in story.cast.with_role("rival_voice")],
        "crawl.contact": CONTACT, "crawl.hops": 0,
    }
