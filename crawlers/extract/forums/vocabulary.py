"""Which of many words stand in a page, told in one pass: every reader asks the same page about its own words."""

import ahocorasick_rs


class Vocabulary:
    """Words looked for so far, and which of them the last text holds.

    A text is searched for all words asked about before, at once; for words that are new, by itself.

    >>> known = Vocabulary()
    >>> known.holds("<p>phpBB", ("phpBB", "XenForo")), known.holds("<p>phpBB", ("XenForo",))
    (True, False)
    """

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._automaton: ahocorasick_rs.AhoCorasick | None = None
        self._text = ""
        self._held: frozenset[str] = frozenset()
        self._asked: frozenset[str] = frozenset()

    def holds(self, text: str, words: tuple[str, ...]) -> bool:
        """Return whether a text holds at least one of the words."""
        if text is not self._text:
            self._look(text)
        for word in words:
            if word in self._held:
                return True
            if word not in self._asked:
                self._words.setdefault(word, len(self._words))
                if word in text:
                    return True
        return False

    def _look(self, text: str) -> None:
        if self._automaton is None or len(self._asked) < len(self._words):
            self._asked = frozenset(self._words)
            self._automaton = ahocorasick_rs.AhoCorasick(list(self._words), store_patterns=True)
        self._text = text
        found = self._automaton.find_matches_as_strings(text, overlapping=True) if self._words else []
        self._held = frozenset(found)
