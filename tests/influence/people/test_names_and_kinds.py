"""Names are folded, placeholders known, and organisations told from people in two languages."""

import pytest

from influence.model.account import AccountRow
from influence.model.person import PersonKind
from influence.people.kinds import Traits, bot_word, kind, needs_reading, organisation_word
from influence.people.names import agree, compared, is_common, is_full, is_placeholder, is_unusual_handle, plain
from influence.people.places import address_key, is_home, is_own_page, places
from influence.people.writing import Writing, writing


@pytest.mark.parametrize(("written", "same"), [
    ("Ａnn　Lee", "ann lee"), ("ANN LEE", "Ann Lee"), ("Zoë Müller", "zoe muller"), ("Ann  Lee", "Ann Lee"),
    ("by Ann Lee", "Ann Lee"), ("Posted by: Ann Lee", "Ann Lee"), ("@ann_lee", "ann lee"), ("作者：林小美", "林小美"),
    ("林 小美", "林小美"), ("and Ann Lee", "Ann Lee"), ("Ann Lee (she/her)", "Ann Lee"), ("O’Neil", "ONeil"),
])
def test_spellings_of_one_name_compare_equal(written, same):
    assert compared(written) == compared(same)


def test_marks_that_are_no_accents_stay():
    assert compared("がま") != compared("かま")
    assert compared("กี") != compared("กา")


def test_a_by_line_on_behalf_of_a_group_is_a_person():
    assert plain("Ben Striker on behalf of the Paper Team") == "Ben Striker"


@pytest.mark.parametrize("name", [
    "Anonymous", "anonymous coward", "Guest", "guest123", "Visitor", "admin", "Administrator", "WebMaster", "user 42",
    "匿名", "匿名訪客", "訪客", "路人甲", "網友", "管理員", "站長", "版主", "", "??", "No Name", "ゲスト",
])
def test_placeholders_in_two_languages(name):
    assert is_placeholder(name)


@pytest.mark.parametrize("name", ["Ann", "Guesterman", "Adminah Root Lee", "林訪", "路小雨", "Anon Lee", "Editha"])
def test_names_that_only_look_like_placeholders(name):
    assert not is_placeholder(name)


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Ann Lee", "Ann Lee", True), ("Ann", "Ann Lee", True), ("A. Lee", "Ann Lee", True), ("annlee", "Ann Lee", True),
    ("Ann Lee", "Bob Lee", False), ("Lee", "Ann Lee", True), ("A", "B", False), ("林小美", "小美", True),
    ("林小美", "林大同", False), ("林小美", "Amy Lin", None), (None, "Ann", None), ("!", "Ann", None),
    ("Amy Lin", "Amy Lee", False), ("A L", "Ann Lee", False),
])
def test_whether_two_names_may_be_one_persons(one, other, expected):
    assert agree(one, other) is expected
    assert agree(other, one) is expected


def test_full_common_and_rare_names():
    assert [is_full(name) for name in ("Ann Lee", "Ann", "歐陽小美", "小美", "A B")] == [True, False, True, False, False]
    assert [is_common(name) for name in ("Amy Lin", "Cosima Vetch", "林美", "林小美", "Mary")] == [
        True, False, True, False, True]


def test_handles():
    assert is_unusual_handle("inkfox77", "Ann Lee")
    for handle, name in (("annlee", "Ann Lee"), ("alee", "Ann Lee"), ("ann_lee1", "Ann Lee"), ("maria", None), ("ab", None),
                         ("guest12", None), ("michael99", None)):
        assert not is_unusual_handle(handle, name), handle


@pytest.mark.parametrize("name", [
    "The Paper Team", "This Week in Paper", "Paper Release Team", "Ink Inc", "Ink, Inc.", "Ink Ltd", "Ink GmbH", "Ink Shop",
    "Official Ink", "Ink Newsletter", "Ink Working Group", "Ink WG", "The Ink Blog", "the Ink Council", "Ink Foundation",
    "墨水股份有限公司", "墨水編輯部", "小編", "官方帳號", "手帳工作室", "墨水粉絲團", "Ink Community", "Guest Author",
])
def test_words_that_no_persons_name_has(name):
    assert kind(Traits(names=(name,)))[0] is PersonKind.ORGANISATION


@pytest.mark.parametrize("name", [
    "Ann Lee", "Emma Press", "Stanley Teamson", "Mary Talbot", "林小美", "司馬公", "Aria Projecta", "Grace Page", "Ann",
    "inkfox77", "Max Weekley", "Ottoline Quarmby", "Ann Lee on behalf of the Paper Team", "Amy's Paper Garden", "墨墨",
])
def test_people_are_people(name):
    assert kind(Traits(names=(name,))) == (PersonKind.PERSON, None)


@pytest.mark.parametrize("name", ["inkbot", "Ink Bot", "helper[bot]", "InkBot", "Release automation", "自動發文機器人"])
def test_bots_say_so(name):
    assert kind(Traits(names=(name,)))[0] is PersonKind.BOT


@pytest.mark.parametrize("name", ["Mary Talbot", "Abbot Lee", "Ann", "Bott"])
def test_names_that_end_like_bots(name):
    assert bot_word(name) is None


def test_a_handle_tells_a_bot_too():
    assert kind(Traits(names=("Ann",), handles=("weather-bot",)))[0] is PersonKind.BOT


def test_the_reason_names_the_word():
    assert kind(Traits(names=("The Ink Release Team",)))[1] == "'team' in the name 'The Ink Release Team'"
    assert organisation_word("墨水編輯部") == "編輯部"


def test_a_site_called_like_its_author_is_a_weak_sign_only():
    traits = Traits(names=("inkfox",), own_sites=("inkfox.example",))
    assert kind(traits)[0] is PersonKind.PERSON
    we = Writing(posts=9, singular=1, plural=60)
    what, reason = kind(Traits(names=("inkfox",), own_sites=("inkfox.example",), writing=we))
    assert what is PersonKind.ORGANISATION
    assert reason == "'inkfox' is the name of its site; the texts say 'we', hardly ever 'I'"


def test_one_word_that_is_no_given_name_and_writes_like_a_project_is_one():
    project = Writing(posts=9, numbered=9, singular=0, plural=3)
    assert kind(Traits(names=("ink-mixer",), writing=project))[0] is PersonKind.ORGANISATION
    assert kind(Traits(names=("ink-mixer",), writing=Writing(posts=9, singular=60, plural=9)))[0] is PersonKind.PERSON
    assert kind(Traits(names=("Anna",), writing=project))[0] is PersonKind.PERSON


def test_a_form_of_company_counts_only_at_the_end_of_a_name():
    assert organisation_word("Ink Works AG") == "ag"
    assert organisation_word("ag_dubs") is None


def test_writing_alone_makes_nobody_an_organisation():
    assert kind(Traits(names=("Ann Lee",), writing=Writing(posts=9, numbered=9, plural=60)))[0] is PersonKind.PERSON


def test_chinese_titles_and_texts_are_counted():
    found = writing([("第12期 紙花", "我們做了紙花，我很喜歡"), (None, "本站公告")])
    assert found == Writing(posts=2, numbered=1, singular=1, plural=2)


def test_few_posts_say_nothing():
    assert Writing(posts=2, numbered=2, singular=0, plural=9).signs() == []


def test_only_undecided_by_lines_are_read():
    rows = [
        AccountRow(id="name:inkfox.example:inkfox", name="inkfox", published=(("inkfox.example", 5),)),
        AccountRow(id="name:ann.example:ann%20lee", name="Ann Lee", published=(("ann.example", 5),)),
        AccountRow(id="name:team.example:the%20team", name="The Team", published=(("team.example", 5),)),
    ]
    assert needs_reading(rows, places(rows)) == [0]


@pytest.mark.parametrize(("url", "home"), [
    ("https://ann.example/", True), ("https://www.ann.example", True), ("https://ann.example/about/", True),
    ("https://ann.example/2024/05/x", False), ("https://facebook.com/", False), ("https://ann.blogspot.com/", True),
    ("https://medium.com/@ann", True),
])
def test_home_pages(url, home):
    assert is_home(url) is home


def test_profiles_on_services_are_own_pages_and_front_pages_are_not():
    assert is_own_page("https://facebook.com/ann.lee")
    assert not is_own_page("https://www.facebook.com/")
    assert is_own_page("https://ann.wordpress.com/")


def test_addresses_compare_without_what_tells_nobody_apart():
    assert address_key("http://www.Ann.example/a/") == address_key("https://ann.example/a")
    assert address_key("https://ann.example/?p=1") != address_key("https://ann.example/?p=2")
