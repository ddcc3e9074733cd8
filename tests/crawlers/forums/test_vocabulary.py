"""Words looked for in one pass are found as if each were looked for by itself."""

from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.forums.vocabulary import Vocabulary

WORDS = st.text("abc", min_size=1, max_size=4)


@given(st.lists(st.text("abcx", max_size=30), max_size=5), st.lists(st.lists(WORDS, max_size=3), min_size=1, max_size=5))
def test_every_text_is_asked_alike_whatever_was_asked_before(texts, asked):
    known = Vocabulary()
    for text in texts:
        for words in asked:
            assert known.holds(text, tuple(words)) == any(word in text for word in words)


def test_words_inside_words_and_behind_one_another_are_found():
    known = Vocabulary()
    known.holds("x", ("post--", "post", "ost"))
    assert known.holds('class="post--9"', ("ost",))
    assert known.holds('class="post--9" y', ("post",))
