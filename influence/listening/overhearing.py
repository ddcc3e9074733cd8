"""What is noted of every post while the texts go by once: wishes, what is on topic, and how common words are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from influence.graph.communities import terms
from influence.listening.wishes import WishKind, wishes_in

#: Title, tags and text of a post.
Text = tuple[str, Sequence[str], str]
#: So many posts, spread evenly, tell how common a word is.
SAMPLE = 20_000
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


class Overhearing:
    """Passes texts on as they are and notes what needs and voices are made from; each post once, in order."""

    def __init__(self, posts: int, topics: Sequence[str] = ()) -> None:
        #: (post code, kind, sentence).
        self.wishes: list[tuple[int, WishKind, str]] = []
        #: By post: is it about a topic?
        self.on_topic: NDArray[np.bool_] = np.zeros(posts, np.bool_)
        #: In how many posts of the sample each word stands, and the size of the sample.
        self.common: Counter[str] = Counter()
        self.sample = 0
        self._step = max(posts // SAMPLE, 1)
        self._topics = topic_pattern(topics)
        self._words = tuple(topic.strip().lower() for topic in topics if topic.strip())

    def passing(self, texts: Iterable[Text]) -> Iterator[Text]:
        """Yield the texts, noting what is in them."""
        for code, (title, tags, text) in enumerate(texts):
            self._note(code, title, tags, text)
            yield title, tags, text

    def _note(self, code: int, title: str, tags: Sequence[str], text: str) -> None:
        if self._topics is not None:
            small = "\n".join((title, text, *tags)).lower()
            near = any(word in small for word in self._words)
            self.on_topic[code] = near and self._topics.search(small) is not None
        said = f"{title}\n{text}" if title and not text.startswith(title) else text
        self.wishes += [(code, kind, sentence) for kind, sentence in wishes_in(said)]
        if code % self._step == 0:
            self.sample += 1
            self.common.update(terms(said))


def topic_pattern(topics: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds any of the topics; None for no topics. Words in Latin letters stand alone, plurals too.

    >>> found = topic_pattern(["quilt", "拼布"])
    >>> bool(found.search("Two Quilts")), bool(found.search("我的拼布課")), bool(found.search("quilting"))
    (True, True, False)
    """
    words = sorted({topic.strip() for topic in topics if topic.strip()}, key=lambda word: (-len(word), word))
    parts = [re.escape(word) if _CJK.search(word) else rf"\b{re.escape(word)}(?:s|es|'s)?\b" for word in words]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
