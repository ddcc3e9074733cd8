"""Who took over three lines of what somebody else had written before, and who only seems to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influence.graph.copies import Copy, Written, copied_words, near_copies
from influence.model.columns import UNDATED, UNKNOWN

FOX = ["Cut a square of red paper as large as your hand.", "Fold it twice along both diagonals.",
       "Push the corners in until they meet.", "Draw the eyes with a soft pencil."]
STEPS = ["先把紅紙裁成手掌大小的正方形。", "沿著兩條對角線各摺一次。", "把四個角往中心壓平再翻面。"]
OWN = ["I have been folding since I was a child.", "On Sundays the whole family joins in.", "Nobody minds the mess it makes."]


def world(*posts):
    """Return texts and who wrote them, from (person, time, text) or (person, time, text, thread, site)."""
    rows = [(*post, number, post[0])[:5] if len(post) == 3 else post for number, post in enumerate(posts)]
    person, time, texts, thread, site = zip(*rows, strict=True)
    written = Written(person=np.array(person, np.int32), time=np.array(time, np.int64),
                      thread=np.array(thread, np.int32), site=np.array(site, np.int32))
    return list(enumerate(texts)), written


@pytest.mark.parametrize("lines", [FOX[:3], STEPS], ids=["English", "Chinese"])
def test_three_lines_taken_over_are_a_copy_of_who_wrote_them_first(lines):
    later = " ".join(OWN) + "\n" + "\n".join(lines)
    assert near_copies(*world((0, 10, "\n".join(lines)), (1, 20, later))) == [Copy(1, 0, 3)]


def test_the_quote_is_what_was_taken_over():
    text = "\n".join(OWN + FOX)
    copy, = near_copies(*world((0, 10, " ".join(FOX)), (1, 20, text)))
    assert copied_words(text, copy.line) == " ".join(FOX[:3])


def test_case_marks_and_blanks_do_not_hide_a_copy():
    later = " ".join(FOX).upper().replace(".", " !!! ").replace("!!!", "!")
    assert len(near_copies(*world((0, 10, " ".join(FOX)), (1, 20, later)))) == 1


def test_everybody_who_took_it_over_is_counted_against_the_first():
    text = " ".join(FOX)
    assert near_copies(*world((0, 10, text), (1, 30, text), (2, 20, text))) == [Copy(1, 0, 0), Copy(2, 0, 0)]


NO_COPIES = {
    "two lines": [(0, 10, " ".join(FOX[:2])), (1, 20, " ".join(FOX[:2]))],
    "the same person": [(0, 10, " ".join(FOX)), (0, 20, " ".join(FOX))],
    "the same moment": [(0, 10, " ".join(FOX)), (1, 10, " ".join(FOX))],
    "no date": [(0, 10, " ".join(FOX)), (1, UNDATED, " ".join(FOX))],
    "nobody knows who": [(UNKNOWN, 10, " ".join(FOX)), (1, 20, " ".join(FOX))],
    "a quotation within the thread": [(0, 10, " ".join(FOX), 0, 0), (1, 20, " ".join(FOX), 0, 1)],
    "a form of the house": [(0, 10, " ".join(FOX), 0, 7), (1, 20, " ".join(FOX), 1, 7)],
    "a signature": [*((0, at, " ".join(FOX)) for at in (10, 11, 12)), (1, 20, " ".join(FOX))],
    "somebody unknown wrote it as well, perhaps first": [(UNKNOWN, 5, " ".join(FOX)), (0, 10, " ".join(FOX)), (1, 20, " ".join(FOX))],
    "one of them undated, perhaps the first": [(2, UNDATED, " ".join(FOX)), (0, 10, " ".join(FOX)), (1, 20, " ".join(FOX))],
    "short words": [(0, 10, "Yes. No. Well. So. Ha."), (1, 20, "Yes. No. Well. So. Ha.")],
}


@pytest.mark.parametrize("name", NO_COPIES)
def test_what_is_no_copy(name):
    assert near_copies(*world(*NO_COPIES[name])) == []


def test_common_sentences_that_meet_by_chance_are_nobodys():
    others = [(number, 100 + number, f"{line} {OWN[number % 3]}") for number in range(2, 9) for line in FOX[:1]]
    assert near_copies(*world((0, 10, " ".join(FOX[:3])), (1, 20, " ".join(FOX[:3])), *others)) == []


def test_nothing_is_copied_where_nothing_is_written():
    assert near_copies([], world((0, 1, "x"))[1]) == []


@given(st.permutations(range(4)))
def test_the_order_of_reading_does_not_matter(order):
    texts, written = world((0, 10, " ".join(FOX)), (1, 30, " ".join(FOX)), (2, 20, " ".join(OWN)), (3, 5, " ".join(OWN)))
    assert near_copies([texts[at] for at in sorted(order)], written) == [Copy(1, 0, 0), Copy(2, 3, 0)]
