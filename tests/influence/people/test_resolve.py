"""Accounts that are one person are joined, and no others; every merge shows why."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.records import AccountKind, named
from influence.model.account import AccountRow
from influence.model.brand import Brand
from influence.model.columns import UNKNOWN
from influence.model.decisions import Decision, DecisionKind, Decisions
from influence.model.person import People, PersonKind
from influence.people import Writing, resolution, resolve
from influence.people.persons import person_id
from influence.settings import PeopleSettings

NOTHING = Decisions()
RULES = PeopleSettings()
HOME = "https://quillandfox.example/"
SITE = "quillandfox.example"
TOOT = "https://toot.example/@quillfox"


def byline(name: str, site: str, posts: int = 9, **more: object) -> AccountRow:
    return AccountRow(id=named(site, name), name=name, site=site, published=((site, posts),),
                      homes=(f"https://{site}/",), **more)  # type: ignore[arg-type]  # fields by name


def commenter(name: str, site: str, *websites: str) -> AccountRow:
    return AccountRow(id=named(site, name), name=name, site=site, websites=websites, answers=3)


def profile(url: str, name: str | None, handle: str, *claims: tuple[str, str], avatar: str | None = None) -> AccountRow:
    return AccountRow(id=url, name=name, handle=handle, site=url.split("/")[2], avatar=avatar,
                      claims=tuple((how, target, url) for how, target in claims))


def people(*accounts: AccountRow, decisions: Decisions = NOTHING, rules: PeopleSettings = RULES) -> People:
    return resolve(sorted(accounts, key=lambda row: row.id), decisions, rules)


def together(found: People) -> set[frozenset[str]]:
    return {frozenset(person.accounts) for person in found.persons}


def joined(*accounts: AccountRow, rules: PeopleSettings = RULES) -> bool:
    return len(people(*accounts, rules=rules)) == 1


AUTHOR = byline("Ottoline Quarmby", SITE)


def test_the_home_page_of_a_one_author_blog_is_its_author():
    found = people(AUTHOR, AccountRow(id=HOME, name="Quill & Fox", site=SITE))
    (person,) = found.persons
    assert person.name == "Ottoline Quarmby"
    assert person.sites == (HOME,)
    assert [clue.kind for clue in person.clues] == ["site_byline"]
    assert found.of_account.tolist() == [0, 0]


def test_a_blog_in_a_folder_of_its_host_is_one_author_too():
    author = replace(AUTHOR, homes=(f"{HOME}journal/",))
    assert joined(author, AccountRow(id=f"{HOME}journal/", site=SITE))


def test_a_group_blog_is_split_by_by_line_and_its_home_page_is_nobody_of_them():
    names = ("Ottoline Quarmby", "Bram Oyelaran", "Cosima Vetch")
    found = people(*(byline(name, SITE) for name in names), AccountRow(id=HOME, name="Quill & Fox", site=SITE))
    assert len(found) == 4
    home = next(person for person in found.persons if HOME in person.accounts)
    assert home.kind is PersonKind.ORGANISATION
    assert home.kind_reason == "home of a site with 3 by-lines"


def test_one_guest_post_does_not_make_a_group_blog():
    guest = byline("Bram Oyelaran", SITE, posts=1)
    found = people(byline("Ottoline Quarmby", SITE, posts=120), guest, AccountRow(id=HOME, site=SITE))
    assert together(found) == {frozenset({AUTHOR.id, HOME}), frozenset({guest.id})}


def test_two_by_lines_of_one_name_on_one_site_are_one_person():
    page = AccountRow(id=f"{HOME}author/oq/", name="Ottoline QUARMBY", site=SITE, published=((SITE, 4),), homes=(HOME,))
    found = people(AUTHOR, page)
    assert [clue.kind for person in found.persons for clue in person.clues] == ["same_byline"]


def test_rel_me_both_ways_joins_whatever_the_names():
    blog = replace(AUTHOR, claims=(("rel=me", TOOT, HOME),))
    found = people(blog, profile(TOOT, "quill fox", "quillfox", ("rel=me", HOME)))
    (person,) = found.persons
    assert person.clues[0].kind == "rel_me_both_ways"
    assert person.clues[0].confidence == 0.99
    assert person.profiles == (TOOT,)


def test_claims_of_the_home_page_speak_for_its_author():
    home = AccountRow(id=HOME, site=SITE, claims=(("sameAs", TOOT, HOME),))
    found = people(AUTHOR, home, profile(TOOT, None, "quillfox", ("website", HOME)))
    assert len(found) == 1


@pytest.mark.parametrize("how", ["rel=me", "sameAs", "website"])
def test_an_impostor_who_claims_somebody_elses_profile_is_not_joined(how):
    real = profile(TOOT, "Ottoline Quarmby", "quillfox", ("rel=me", "https://other.example/"))
    impostor = profile("https://chirp.example/oq", "Ottoline Quarmby", "oq", (how, TOOT))
    found = resolution(sorted([real, impostor], key=lambda row: row.id), NOTHING, RULES)
    assert len(found.people) == 2
    assert [doubt.reason for doubt in found.doubts] == ["below the threshold"]


def test_an_address_that_confirmed_one_claimant_is_no_clue_for_another():
    hub = profile(TOOT, "Ottoline Quarmby", "quillfox", ("rel=me", HOME))
    author = replace(AUTHOR, claims=(("rel=me", TOOT, HOME),))
    impostor = replace(commenter("Ottoline Quarmby", "forum.example", TOOT))
    assert together(people(hub, author, impostor)) == {frozenset({hub.id, author.id}), frozenset({impostor.id})}


def test_a_commenter_whose_website_is_a_one_author_blog_is_its_author():
    found = people(AUTHOR, commenter("Ottoline", "inkpots.example", HOME))
    (person,) = found.persons
    assert [clue.kind for clue in person.clues] == ["comment_website"]


def test_a_forum_member_whose_signature_shows_the_blog_is_its_author_when_the_names_agree():
    member = profile("https://forum.example/u/7", "Ottoline Quarmby", None, ("signature", HOME))
    assert joined(AUTHOR, member)
    assert not joined(AUTHOR, replace(member, name="inkfan"))


def test_a_signature_and_the_blogs_own_rel_me_join_whatever_the_names():
    member = profile("https://forum.example/u/7", "inkfan", None, ("signature", HOME))
    assert joined(replace(AUTHOR, claims=(("rel=me", "https://forum.example/u/7", HOME),)), member)


def test_a_commenter_who_signs_with_the_name_of_the_site_is_its_author():
    assert joined(AUTHOR, commenter("Quill and Fox", "inkpots.example", HOME),
                  AccountRow(id=HOME, name="Quill and Fox", site=SITE))
    assert joined(AUTHOR, commenter("quillandfox", "inkpots.example", HOME))


def test_another_name_with_that_website_stays_in_doubt():
    found = resolution(sorted([AUTHOR, commenter("Bram Oyelaran", "inkpots.example", HOME)], key=lambda row: row.id),
                       NOTHING, RULES)
    assert len(found.people) == 2
    assert found.doubts[0].kinds == ("website_other_name",)


def test_a_website_of_a_group_blog_joins_nobody():
    others = [byline("Bram Oyelaran", SITE), byline("Cosima Vetch", SITE)]
    assert len(people(AUTHOR, *others, commenter("Zed Marlowe", "inkpots.example", HOME))) == 4


def test_commenters_of_one_name_and_website_are_one_person():
    hub = "https://links.example/u/vetch"
    assert joined(commenter("Cosima Vetch", "a.example", hub), commenter("Cosima  VETCH", "b.example", hub))
    assert not joined(commenter("Cosima Vetch", "a.example", hub), commenter("Bram Oyelaran", "b.example", hub))


def test_the_front_page_of_a_service_is_nobodys_website():
    assert not joined(commenter("Cosima Vetch", "a.example", "https://facebook.com/"),
                      commenter("Cosima Vetch", "b.example", "https://facebook.com/"))


@pytest.mark.parametrize("name", ["Amy Lin", "Ottoline Quarmby", "林小美", "Ann"])
def test_a_name_alone_joins_nobody(name):
    assert len(people(*(commenter(name, f"site{number}.example") for number in range(5)))) == 5


def test_a_name_that_two_bloggers_share_leaves_them_two():
    assert len(people(byline("Amy Lin", "paper.example"), byline("Amy Lin", "clay.example"),
                      AccountRow(id="https://paper.example/"), AccountRow(id="https://clay.example/"))) == 2


@pytest.mark.parametrize("name", ["Anonymous", "admin", "guest 7", "匿名", "訪客", "路人甲"])
def test_placeholder_names_are_never_joined(name):
    found = people(commenter(name, "a.example", HOME), commenter(name, "b.example", HOME), AUTHOR)
    assert all(len(person.accounts) == 1 for person in found.persons)


@pytest.mark.parametrize("name", ["Anonymous", "匿名", "訪客"])
def test_a_name_that_strangers_share_is_nobody(name):
    found = people(commenter(name, "a.example"), AUTHOR)
    assert sorted(found.of_account.tolist()) == [UNKNOWN, 0]


def test_a_site_voice_without_a_name_is_shown_as_an_organisation():
    (person,) = people(byline("Admin", SITE)).persons
    assert (person.kind, person.kind_reason) == (PersonKind.ORGANISATION, "'Admin' is no name of a person")


def test_an_unusual_handle_joins_with_a_full_name_and_not_without():
    here = profile("https://chirp.example/inkfox77", "Ottoline Quarmby", "inkfox77")
    there = profile("https://toot.example/@inkfox77", "Ottoline Quarmby", "inkfox77")
    assert joined(here, there)
    assert not joined(replace(here, name=None), there)
    assert not joined(replace(here, name="Bram Oyelaran"), there)


def test_a_handle_made_of_a_common_name_joins_nobody():
    assert not joined(profile("https://chirp.example/amylin", "Amy Lin", "amylin"),
                      profile("https://toot.example/@amylin", "Amy Lin", "amylin"))


def test_the_same_avatar_joins_with_the_same_handle():
    picture = "https://cdn.example/inkfox.png"
    here = profile("https://chirp.example/inkfox77", None, "inkfox77", avatar=picture)
    there = profile("https://toot.example/@inkfox77", "Q", "inkfox77", avatar=picture)
    assert joined(here, there)
    assert not joined(replace(here, handle="elseone12"), there)


def test_a_default_avatar_is_no_clue():
    picture = "https://cdn.example/default-avatar.png"
    assert not joined(profile("https://chirp.example/inkfox77", None, "inkfox77", avatar=picture),
                      profile("https://toot.example/@inkfox77", None, "inkfox77", avatar=picture))


def test_soft_clues_never_join_two_accounts_on_one_platform():
    here = profile("https://chirp.example/inkfox77", "Ottoline Quarmby", "inkfox77")
    twin = profile("https://chirp.example/ink.fox77", "Ottoline Quarmby", "ink.fox77")
    there = profile("https://toot.example/@inkfox77", "Ottoline Quarmby", "inkfox77")
    found = resolution(sorted([here, twin, there], key=lambda row: row.id), NOTHING, RULES)
    assert len(found.people) == 2
    assert "two accounts on one site" in {doubt.reason for doubt in found.doubts}


def test_full_and_half_width_case_and_accents_are_one_name():
    assert joined(AUTHOR, commenter("ｏｔｔｏｌｉｎｅ quármby", "inkpots.example", HOME))


def test_a_romanised_name_joins_only_with_another_clue():
    author = byline("林小美", SITE)
    there = profile(TOOT, "Hsiao-Mei Lin", "quillfox")
    assert not joined(author, there)
    assert joined(replace(author, claims=(("rel=me", TOOT, HOME),)), replace(there, claims=(("rel=me", HOME, TOOT),)))


def test_the_threshold_can_be_moved():
    blog, other = AUTHOR, commenter("Ottoline", "inkpots.example", HOME)
    assert not joined(blog, other, rules=PeopleSettings(merge_threshold=0.95))
    assert joined(blog, replace(other, name="Bram"), rules=PeopleSettings(merge_threshold=0.55))


def test_the_id_is_that_of_the_smallest_account_and_names_prefer_by_lines():
    (person,) = people(AUTHOR, AccountRow(id=HOME, name="A much longer site title", site=SITE, audience=12)).persons
    assert person.id == person_id([HOME])
    assert (person.name, person.audience) == ("Ottoline Quarmby", 12)


def test_an_account_without_a_name_is_called_by_handle_or_site():
    assert people(profile(TOOT, None, "quillfox")).persons[0].name == "quillfox"
    assert people(AccountRow(id=HOME, site=SITE)).persons[0].name == SITE
    assert people(AccountRow(id=named("inkpots.example", "Zed M"))).persons[0].name == "zed m"


# kinds by hand, by settings, by the brand's domains


def test_accounts_on_the_brands_domains_are_staff():
    found = resolve([byline("Ottoline Quarmby", "blog.quill.example")], NOTHING, RULES,
                    brand=Brand(name="Quill", domains=("quill.example",)))
    assert (found.persons[0].kind, found.persons[0].kind_reason) == (
        PersonKind.STAFF, "writes on quill.example, the brand's own")


@pytest.mark.parametrize("text", ["Ottoline Quarmby", "quillandfox.example", HOME, "ottoline quarmby"])
def test_the_lists_of_the_settings_win_over_words(text):
    rules = PeopleSettings(organisations=(text,))
    assert people(AUTHOR, rules=rules).persons[0].kind is PersonKind.ORGANISATION


def test_a_kind_given_by_hand_wins_over_everything_and_can_be_taken_back():
    team = byline("The Quill Team", SITE)
    tag = Decision(id=1, kind=DecisionKind.TAG, accounts=(team.id,), value="person")
    untag = Decision(id=2, kind=DecisionKind.UNTAG, accounts=(team.id,), value="person")
    assert people(team).persons[0].kind is PersonKind.ORGANISATION
    assert people(team, decisions=Decisions(rows=(tag,))).persons[0].kind is PersonKind.PERSON
    assert people(team, decisions=Decisions(rows=(tag, untag))).persons[0].kind is PersonKind.ORGANISATION


def test_a_project_that_signs_with_its_name_is_told_by_its_numbered_titles():
    project = byline("quillandfox", SITE)
    assert people(project).persons[0].kind is PersonKind.PERSON
    found = resolve([project], NOTHING, RULES, writing={project.id: Writing(posts=20, numbered=18)})
    assert found.persons[0].kind is PersonKind.ORGANISATION
    chatty = Writing(posts=20, numbered=18, singular=90, plural=10)
    assert resolve([project], NOTHING, RULES, writing={project.id: chatty}).persons[0].kind is PersonKind.PERSON


def test_what_the_page_states_counts():
    bot = replace(profile(TOOT, "Quill", "quillfox"), kind=AccountKind.BOT)
    shop = replace(profile(TOOT, "Quill", "quillfox"), kind=AccountKind.ORGANISATION)
    assert people(bot).persons[0].kind is PersonKind.BOT
    assert people(shop).persons[0].kind is PersonKind.ORGANISATION


# decisions


def merge(number: int, *accounts: str) -> Decision:
    return Decision(id=number, kind=DecisionKind.MERGE, accounts=accounts)


def split(number: int, out: str, *others: str) -> Decision:
    return Decision(id=number, kind=DecisionKind.SPLIT, accounts=(out,), others=others)


def test_a_merge_by_hand_wins_and_shows_as_a_clue():
    here, there = commenter("Ann", "a.example"), commenter("Bob", "b.example")
    found = people(here, there, decisions=Decisions(rows=(merge(1, here.id, there.id),)))
    assert [clue.kind for clue in found.persons[0].clues] == ["manual"]


def test_a_split_wins_over_the_hardest_clue():
    home = AccountRow(id=HOME, site=SITE)
    found = resolution(sorted([AUTHOR, home], key=lambda row: row.id), Decisions(rows=(split(1, HOME, AUTHOR.id),)), RULES)
    assert len(found.people) == 2
    assert found.doubts[0].reason == "kept apart by a split"


def test_a_split_holds_against_ways_round_it():
    one, two, three = (commenter("Cosima Vetch", f"{name}.example", HOME) for name in "abc")
    found = people(one, two, three, decisions=Decisions(rows=(split(1, one.id, two.id),)))
    assert not any({one.id, two.id} <= set(person.accounts) for person in found.persons)


def test_the_later_of_two_decisions_holds():
    here, there = commenter("Ann", "a.example"), commenter("Bob", "b.example")
    first, second = merge(1, here.id, there.id), split(2, here.id, there.id)
    assert len(people(here, there, decisions=Decisions(rows=(first, second)))) == 2
    assert len(people(here, there, decisions=Decisions(rows=(first, second, merge(3, here.id, there.id))))) == 1


def test_an_anonymous_account_merged_by_hand_is_somebody():
    nobody = commenter("匿名", "a.example")
    found = people(AUTHOR, nobody, decisions=Decisions(rows=(merge(1, AUTHOR.id, nobody.id),)))
    assert found.of_account.tolist() == [0, 0]


def test_decisions_on_accounts_that_are_gone_are_passed_over():
    assert len(people(AUTHOR, decisions=Decisions(rows=(merge(1, AUTHOR.id, "https://gone.example/"),)))) == 1


CROWD = [
    AUTHOR, AccountRow(id=HOME, site=SITE), commenter("Ottoline", "a.example", HOME), commenter("Ann", "b.example"),
    commenter("Ann", "c.example"), profile(TOOT, "Ottoline Quarmby", "quillfox", ("rel=me", HOME)),
]
IDS = sorted(account.id for account in CROWD)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(IDS), st.sampled_from(IDS)), max_size=8), st.randoms())
def test_any_sequence_of_decisions_is_kept_and_the_order_of_accounts_does_not_matter(steps, random):
    rows = tuple(
        (merge if joins else split)(number, one, other)
        for number, (joins, one, other) in enumerate(steps) if one != other
    )
    accounts = sorted(CROWD, key=lambda row: row.id)
    found = resolve(accounts, Decisions(rows=rows), RULES)
    if rows:
        last = rows[-1]
        both = {*last.accounts, *last.others}
        same = any(both <= set(person.accounts) for person in found.persons)
        assert same is (last.kind is DecisionKind.MERGE)
    assert sorted(account for person in found.persons for account in person.accounts) == IDS
    codes = list(range(len(accounts)))
    random.shuffle(codes)
    again = resolve([accounts[code] for code in codes], Decisions(rows=rows), RULES)
    assert together(again) == together(found)


# addresses


@pytest.mark.parametrize(("one", "other"), [
    ("https://chirp.example/Ann", "http://www.chirp.example/ann/"), ("https://twitter.com/annl", "https://x.com/annl"),
])
def test_two_spellings_of_one_address_are_one_account(one, other):
    (person,) = people(AccountRow(id=one), AccountRow(id=other)).persons
    assert [clue.kind for clue in person.clues] == ["same_address"]


def test_the_pages_of_an_account_are_its_owners():
    author = byline("Ottoline Quarmby", "quillfox.github.io")
    account = AccountRow(id="https://github.com/quillfox")
    (person,) = people(author, account).persons
    assert [clue.kind for clue in person.clues] == ["pages_of_account"]
    group = [byline(name, "quillfox.github.io") for name in ("Bram Oyelaran", "Cosima Vetch")]
    assert len(people(author, account, *group)) == 4


def test_an_author_known_by_the_about_page_publishes_there():
    author = AccountRow(id=f"{HOME}about/", name="Ottoline Quarmby", site=SITE, published=((SITE, 4),), homes=(HOME,))
    assert joined(author, AccountRow(id=HOME, site=SITE), commenter("Ottoline", "inkpots.example", HOME))


def test_the_about_page_of_a_one_author_site_is_its_author():
    assert joined(AUTHOR, AccountRow(id=f"{HOME}about", name="Ottoline", site="inkpots.example"))
    assert not joined(AUTHOR, AccountRow(id=f"{HOME}about", name="Bram Oyelaran", site="inkpots.example"))


def test_a_blog_without_by_lines_belongs_to_its_home_page():
    home = AccountRow(id=HOME, name="Quill and Fox", site=SITE, published=((SITE, 9),), homes=(HOME,))
    assert joined(home, commenter("Quill & Fox", "inkpots.example", HOME))


def test_a_profile_of_which_only_the_address_is_known_goes_by_its_handle():
    assert people(AccountRow(id="https://github.com/quillfox")).persons[0].name == "quillfox"
    assert people(AccountRow(id="https://toot.example/@quillfox/")).persons[0].name == "quillfox"
    assert people(AccountRow(id="https://twitter.com/ThisWeekInPaper")).persons[0].kind is PersonKind.ORGANISATION


def test_a_bare_name_on_the_site_of_a_by_line_of_that_name_is_the_same():
    author = AccountRow(id=f"{HOME}author/oq/", name="Ottoline Quarmby", site=SITE, published=((SITE, 4),), homes=(HOME,))
    bare = AccountRow(id=named(SITE, "Ottoline Quarmby"), name="Ottoline Quarmby", site=SITE, answers=2)
    (person,) = people(author, bare).persons
    assert [clue.kind for clue in person.clues] == ["named_as_byline"]
    assert not joined(author, replace(bare, id=named("inkpots.example", "Ottoline Quarmby"), site="inkpots.example"))
    first = AccountRow(id=f"{HOME}author/ann/", name="Ann", site=SITE, published=((SITE, 4),), homes=(HOME,))
    assert not joined(first, AccountRow(id=named(SITE, "Ann"), name="Ann", site=SITE, answers=2))


def test_where_somebody_only_comments_is_no_site_of_theirs():
    elsewhere = "https://inkpots.example/"
    (person,) = people(replace(AUTHOR, homes=(elsewhere, HOME))).persons
    assert person.sites == (HOME,)
    host = byline("Bram Oyelaran", "inkpots.example")
    assert together(people(replace(AUTHOR, homes=(elsewhere, HOME)), host, AccountRow(id=elsewhere), AccountRow(id=HOME))) == {
        frozenset({AUTHOR.id, HOME}), frozenset({host.id, elsewhere})}
    assert people(replace(commenter("Zed Marlowe", "inkpots.example"), homes=(elsewhere,))).persons[0].sites == ()
