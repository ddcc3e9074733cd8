"""Addresses that accounts name as their own, namesakes on one site, fans and copies."""

from dataclasses import replace

import pytest

from crawlers.records import named
from influence.model.account import AccountRow
from influence.model.decisions import Decisions
from influence.people import resolution
from influence.people.disclaimers import disclaims
from influence.settings import PeopleSettings

HOME, SITE = "https://threadbare.example/", "threadbare.example"
HERE, THERE = "https://toot.example/@tb", "https://pics.example/@bobbins"


def byline(name: str, site: str = SITE, posts: int = 9, **more: object) -> AccountRow:
    return AccountRow(id=named(site, name), name=name, site=site, published=((site, posts),),
                      homes=(f"https://{site}/",), **more)  # type: ignore[arg-type]  # fields by name


def commenter(name: str, site: str, *websites: str, **more: object) -> AccountRow:
    return AccountRow(id=named(site, name), name=name, site=site, websites=websites, answers=1, **more)  # type: ignore[arg-type]


def profile(url: str, name: str, **more: object) -> AccountRow:
    return AccountRow(id=url, name=name, handle=url.rpartition("/")[2].lstrip("@"), site=url.split("/")[2], **more)  # type: ignore[arg-type]


def groups(*accounts: AccountRow) -> set[frozenset[str]]:
    found = resolution(accounts, Decisions(), PeopleSettings())
    return {frozenset(person.accounts) for person in found.people.persons if len(person.accounts) > 1}


def reasons(*accounts: AccountRow) -> set[str]:
    return {doubt.reason for doubt in resolution(accounts, Decisions(), PeopleSettings()).doubts}


# namesakes on one site


def test_two_members_of_one_name_on_a_forum_stay_two_even_when_both_publish_there():
    one, other = (profile(f"https://board.example/u/{handle}", "Amy Lin", published=(("board.example", 40),))
                  for handle in ("amylin", "amylin2"))
    assert groups(one, other) == set()
    assert groups(one, other, AccountRow(id=named("board.example", "Amy Lin"), name="Amy Lin", site="board.example")) == set()


def test_a_bare_full_name_is_the_one_member_of_that_name():
    one = profile("https://board.example/u/amylin", "Amy Lin", published=(("board.example", 40),))
    other = profile("https://board.example/u/bo", "Bo Berg", published=(("board.example", 40),))
    bare = AccountRow(id=named("board.example", "Amy Lin"), name="Amy Lin", site="board.example", answers=1)
    assert groups(one, other, bare) == {frozenset({one.id, bare.id})}


def test_a_site_named_after_two_writers_is_neither_of_them_however_little_one_writes():
    home = AccountRow(id=HOME, name="Lucy & Stanley", site=SITE)
    assert groups(home, byline("Lucy", posts=4), byline("Stanley", posts=196)) == set()
    magazine = AccountRow(id=HOME, name="The Threadbare Post", site=SITE)
    assert groups(magazine, byline("Ann Holloway", posts=196), byline("Bo Berg", posts=2)) == set()
    plain = AccountRow(id=HOME, name="Threadbare", site=SITE)
    assert groups(plain, byline("Ann Holloway", posts=196), byline("Bo Berg", posts=2)) == {
        frozenset({HOME, named(SITE, "Ann Holloway")})}


# websites of several hands


def test_who_signs_with_a_blog_of_two_is_the_one_of_that_name():
    lucy, stanley = byline("Lucy"), byline("Stanley")
    seen = commenter("Lucy", "elsewhere.example", HOME)
    assert groups(lucy, stanley, seen, commenter("Rufus", "elsewhere.example", HOME)) == {frozenset({lucy.id, seen.id})}


def test_a_site_of_many_hands_is_nobodys_to_sign_with():
    hands = [byline(name) for name in ("Lucy", "Stanley", "Ann", "Bo", "Cyd", "Dee")]
    assert groups(*hands, commenter("Lucy", "elsewhere.example", HOME)) == set()


def test_a_guest_and_the_profile_the_by_line_names_are_one_when_it_names_a_page_there():
    hosts = byline("Ann Holloway", posts=300)
    guest = byline("Ottoline Quarmby", posts=1, websites=(HERE,))
    own = profile(HERE, "Ottoline Quarmby", websites=(f"{HOME}episode/7",))
    assert groups(hosts, guest, own) == {frozenset({guest.id, own.id})}
    assert groups(hosts, guest, replace(own, websites=())) == set()
    assert groups(hosts, guest, replace(own, name="Bram Oyelaran")) == set()


# bios


@pytest.mark.parametrize(("here", "there"), [
    (f"Pictures over at {THERE}.", f"Long threads: {HERE}"), (f"照片放在 {THERE}，", f"文字在 {HERE}。"),
])
def test_two_bios_that_name_each_other_are_one_person_of_one_name(here, there):
    one, other = profile(HERE, "Ottoline Quarmby", bio=here), profile(THERE, "Ottoline Quarmby", bio=there)
    assert groups(one, other) == {frozenset({HERE, THERE})}
    assert groups(one, replace(other, name="Bram Oyelaran")) == set()
    assert groups(one, replace(other, bio=None)) == set()


def test_a_bio_that_shows_the_blog_of_that_very_full_name_is_its_author():
    author, member = byline("Ottoline Quarmby"), profile(HERE, "Ottoline Quarmby", bio=f"My blog: {HOME}")
    assert groups(author, member) == {frozenset({author.id, HERE})}
    assert groups(author, replace(member, name="Bram Oyelaran")) == set()
    assert groups(byline("Ann"), replace(member, name="Ann")) == set()


def test_a_bio_confirms_what_the_blog_says_of_the_profile():
    author = byline("Ottoline Quarmby", claims=(("rel=me", HERE, HOME),))
    assert groups(author, profile(HERE, "inkfan", bio=f"See {HOME}")) == {frozenset({author.id, HERE})}


# pictures under the hash of a mail address


def test_the_same_hash_of_a_mail_address_and_the_same_pen_name_are_one_person_wherever_the_picture_lies():
    picture = "https://faces.example/avatar/4c9b4a6711f208fba1885030b8236a39?s=48"
    one, other = (commenter("鈍刀針線盒", f"{name}.example", avatar=picture) for name in "ab")
    assert groups(one, other) == {frozenset({one.id, other.id})}
    assert groups(one, replace(other, name="河堤小鹿")) == set()
    assert groups(replace(one, name="Anna"), replace(other, name="Anna")) == set()


@pytest.mark.parametrize("nothing", ["0" * 32, "d41d8cd98f00b204e9800998ecf8427e"])
def test_the_hash_of_no_address_is_no_clue(nothing):
    picture = f"https://www.gravatar.com/avatar/{nothing}"
    assert groups(*(commenter("Ottoline Quarmby", f"{name}.example", avatar=picture) for name in "ab")) == set()


# fans and copies


@pytest.mark.parametrize(("called", "bio"), [
    ("Ottoline Quarmby", "Unofficial."), ("Ottoline Quarmby", "Repeats new posts. Not run by the author."),
    ("Ottoline Quarmby Fans", None), ("Ottoline Quarmby", "非本人"),
])
def test_who_says_to_be_somebody_else_is_not_joined(called, bio):
    author, fan = byline("Ottoline Quarmby"), profile(HERE, called, bio=bio, websites=(HOME,))
    assert groups(author, replace(fan, name="Ottoline Quarmby", bio=None)) == {frozenset({author.id, HERE})}
    assert groups(author, fan) == set()
    if called == "Ottoline Quarmby":
        assert reasons(author, fan) == {"says it is somebody else"}


@pytest.mark.parametrize(("handle", "name", "bio", "expected"), [
    ("oq_fans", None, None, True), ("oq_bot", None, None, True), ("oqfanclub", None, None, True),
    ("oq", "OQ (parody)", None, True), ("oq", "林怡君後援會", None, True), ("oq", "Q", "Run by fans", True),
    ("fanny", "Fanny Botley", "A fan of tea", False), ("oq", "林怡君粉絲專頁", None, False), ("mirrorball", None, None, False),
])
def test_disclaimers_are_told_from_names_that_look_like_them(handle, name, bio, expected):
    assert disclaims(AccountRow(id="https://toot.example/@x", handle=handle, name=name, bio=bio)) is expected


# introductions


def test_who_introduces_a_blog_under_the_name_of_its_author_is_the_author():
    author = byline("Greta Lind")
    member = profile("https://board.example/u/paperfox", "paperfox", claims=(("introduction: Greta Lind", HOME, None),))
    found = resolution((author, member), Decisions(), PeopleSettings()).people
    assert found.persons[0].clues[0].kind == "introduction"
    assert groups(author, replace(member, claims=(("introduction: Rosa Delgado", HOME, None),))) == set()
    assert groups(author, replace(member, claims=(("introduction", HOME, None),))) == set()
    assert groups(author, replace(member, name="Greta", claims=(("introduction", HOME, None),))) == {
        frozenset({author.id, member.id})}


def test_one_of_two_blogs_on_one_host_is_told_by_its_own_front_page():
    host = "127.0.0.1:8101"
    one, other = (AccountRow(id=f"http://{host}/{at}/author/{at}/", name=name, site=host, published=((host, 9),),
                             homes=(f"http://{host}/{at}/",)) for at, name in (("fold", "Greta Lind"), ("ink", "Amy Lin")))
    member = profile("https://board.example/u/paperfox", "paperfox",
                     claims=(("introduction: Greta Lind", f"http://{host}/fold/", None),))
    assert groups(one, other, member) == {frozenset({one.id, member.id})}
