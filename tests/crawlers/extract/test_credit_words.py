"""Who is named as the source of what somebody made is told from who is only named."""

import pytest

from crawlers.extract.acts import activities
from crawlers.extract.credit import is_credit
from crawlers.records import Link, Post, PostKind, Verb

CREDITED = [
    "A paper fox (via Ann Lee).", "h/t Ann Lee", "Hat tip to Ann Lee for the fold.", "This wreath was inspired by Ann Lee.",
    "Many thanks to Ann Lee for the pattern!", "I found this trick over at Ann Lee and had to try.", "Pattern by Ann Lee, paper by me.",
    "Adapted from the lovely Ann Lee.", "Credit goes to Ann Lee", "靈感來自 Ann Lee 的紙花", "這次參考 Ann Lee 的教學", "感謝 Ann Lee 分享版型",
    "跟著 Ann Lee 做了一個", "转自 Ann Lee", "I learned it last year from Ann Lee.",
]
NAMED_ONLY = [
    "Ann Lee wrote about glue.", "I met Ann Lee at the fair.", "Ann Lee went there via Leeds.", "Thanks to everybody who came. Ann Lee could not.",
    "My inspiration dried up. Then Ann Lee called.", "昨天遇到 Ann Lee", "感謝大家。Ann Lee 沒來", "I disagree with Ann Lee about paper weight.",
]


@pytest.mark.parametrize("text", CREDITED)
def test_words_of_credit_before_a_name(text):
    assert is_credit(text, "Ann Lee")


@pytest.mark.parametrize("text", NAMED_ONLY)
def test_a_name_alone_is_no_credit(text):
    assert not is_credit(text, "Ann Lee")


def test_a_link_to_the_source_says_so_in_its_rule():
    links = (Link(url="https://ann.example/fox", text="Ann's fox", quote="A fox, inspired by Ann's fox, in blue."),
             Link(url="https://bo.example/", text="Bo", quote="I saw Bo on Sunday."))
    post = Post(url="https://cy.example/1", kind=PostKind.POST, author="https://cy.example/", links=links)
    found = {act.object: act.rule for act in activities([post], post.url) if act.verb is Verb.LINK}
    assert found == {"https://ann.example/fox": "credit", "https://bo.example/": "body link"}
