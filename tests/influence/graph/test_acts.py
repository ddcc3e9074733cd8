"""What counts as an act, for whom, when and how much."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.records import Place, PostKind, Verb, named
from influence.graph.build import acts
from influence.model.acts import Acts
from influence.model.columns import POST_GIVEAWAY, POST_SPONSORED, REL_SPONSORED, UNKNOWN, VERBS
from influence.model.person import PersonKind
from influence.settings import ScoreSettings


def pairs(found: Acts) -> list[tuple[int, int]]:
    return list(zip(found.actor.tolist(), found.owner.tolist(), strict=True))


def made(world, **options) -> Acts:
    return acts(world.columns, world.people, **options)


@pytest.mark.parametrize("verb", [Verb.REPLY, Verb.LINK, Verb.MENTION, Verb.SHARE, Verb.ADOPT])
def test_five_verbs_are_acts(small, verb):
    found = made(small.world([small.A(verb=verb, actor=0, owner=1)]))
    assert pairs(found) == [(0, 1)]
    assert VERBS[found.verb[0]] is verb


@pytest.mark.parametrize("verb", [Verb.REACT, Verb.FOLLOW, Verb.POST])
def test_other_verbs_are_none(small, verb):
    assert len(made(small.world([small.A(verb=verb, actor=0, owner=1)]))) == 0


def test_reactions_count_where_the_settings_give_them_a_weight(small):
    world = small.world([small.A(verb=Verb.REACT, actor=0, owner=1)])
    assert made(world, weights=ScoreSettings(weight_react=0.25)).weight.tolist() == [0.25]


def test_each_kind_has_the_weight_of_the_settings(small):
    world = small.world([small.A(actor=0, owner=1, day=1), small.A(verb=Verb.SHARE, actor=0, owner=1, day=2)])
    assert made(world, weights=ScoreSettings(weight_share=0.5)).weight.tolist() == [1.0, 0.5]


@pytest.mark.parametrize("place", [Place.SIGNATURE, Place.BLOGROLL, Place.NAVIGATION])
def test_links_outside_bodies_and_comments_are_no_acts(small, place):
    world = small.world([small.A(verb=Verb.LINK, actor=0, owner=1, place=place),
                         small.A(verb=Verb.LINK, actor=2, owner=1, place=Place.COMMENT)])
    assert pairs(made(world)) == [(2, 1)]


def test_acts_on_oneself_under_another_account_are_none(small):
    world = small.world([small.A(actor=0, owner=1), small.A(actor=0, owner=2)], accounts=3, person_of=[0, 0, 1])
    assert pairs(made(world)) == [(0, 1)]


def test_unknown_and_suppressed_accounts_have_no_acts(small):
    world = small.world([small.A(actor=0), small.A(owner=1), small.A(actor=2, owner=1), small.A(actor=1, owner=2)],
                        accounts=3, person_of=[0, 1, UNKNOWN])
    assert len(made(world)) == 0


@pytest.mark.parametrize(("kind", "left"), [
    (PersonKind.BOT, []), (PersonKind.STAFF, []), (PersonKind.ORGANISATION, [(0, 1), (2, 0)]),
])
def test_bots_and_staff_neither_act_nor_are_acted_on_and_organisations_are_context(small, kind, left):
    world = small.world([small.A(actor=0, owner=1, day=1), small.A(actor=2, owner=0, day=2)], accounts=3,
                        kinds={0: kind})
    found = made(world)
    assert pairs(found) == left
    assert found.rankable.tolist() == [False, True, True]


def test_paid_and_give_away_acts_stay_with_weight_nothing(small):
    posts = [small.P(author=1), small.P(author=0, flags=POST_SPONSORED), small.P(author=1, flags=POST_GIVEAWAY)]
    world = small.world([
        small.A(verb=Verb.LINK, actor=0, owner=1, day=1, rel=REL_SPONSORED),
        small.A(verb=Verb.LINK, actor=0, owner=1, day=2, post=0, result=1),
        small.A(actor=2, owner=1, day=3, post=2),
        small.A(actor=3, owner=1, day=4, post=0),
        small.A(actor=3, owner=0, day=5, post=1),
    ], posts)
    assert made(world).weight.tolist() == [0, 0, 0, 1, 1]


def test_the_window_ends_with_the_last_activity_observed(small):
    world = small.world([small.A(actor=0, owner=1, day=day) for day in (3, 9)])
    found = made(world)
    assert (found.since, found.until) == (3 * small.DAY, 9 * small.DAY)


def test_a_post_is_an_activity_too(small):
    assert made(small.world([small.A(actor=0, owner=1)], [small.P(author=1, day=70)])).until == 70 * small.DAY


def test_dates_after_the_reading_are_wrong_and_end_no_window(small):
    world = small.world([small.A(actor=0, owner=1, day=3), small.A(actor=2, owner=1, day=99)], read_until=50)
    found = made(world)
    assert pairs(found) == [(0, 1)]
    assert found.until == 3 * small.DAY
    assert made(world, until=90 * small.DAY).until == 50 * small.DAY


def test_one_stray_date_among_thousands_does_not_empty_the_window(small):
    rows = [small.A(actor=0, owner=1, day=number / 20) for number in range(2_000)]
    assert made(small.world([*rows, small.A(actor=2, owner=1, day=900)])).until < 101 * small.DAY


def test_since_until_and_window_choose_acts(small):
    world = small.world([small.A(actor=0, owner=1, day=day) for day in (1, 5, 9)])
    assert len(made(world, since=5 * small.DAY)) == 2
    assert len(made(world, until=5 * small.DAY)) == 2
    assert len(made(world, window_days=4)) == 2
    assert len(made(world, window_days=4, since=6 * small.DAY)) == 1


def test_an_act_without_a_date_stands_at_its_post_plus_the_usual_delay(small):
    posts = [small.P(author=1, day=10), small.P(author=1, day=40)]
    world = small.world([small.A(actor=0, owner=1, day=12, post=0), small.A(actor=2, owner=1, day=None, post=1),
                         small.A(actor=3, owner=1, day=60, post=UNKNOWN)], posts)
    found = made(world)
    assert (found.time / small.DAY).tolist() == [12, 42, 60]
    assert found.inferred.tolist() == [False, True, False]


def test_an_inferred_date_is_never_after_the_reading(small):
    posts = [small.P(author=1, day=10), small.P(author=1, day=49)]
    world = small.world([small.A(actor=0, owner=1, day=20, post=0), small.A(actor=2, owner=1, day=None, post=1)],
                        posts, read_until=50)
    assert made(world, until=50 * small.DAY).time.max() == 50 * small.DAY


def test_an_undated_message_takes_the_date_of_its_thread_and_else_the_middle(small):
    posts = [small.P(author=1, day=10), small.P(author=2, day=None, thread=0)]
    world = small.world([small.A(actor=0, owner=2, day=None, post=1), small.A(actor=3, owner=4, day=None),
                         small.A(actor=5, owner=4, day=30)], posts)
    found = made(world)
    assert dict(zip(found.actor.tolist(), (found.time / small.DAY).tolist(), strict=True)) == {0: 11, 3: 20, 5: 30}


def test_nothing_dated_at_all_stands_at_the_reading(small):
    found = made(small.world([small.A(actor=0, owner=1, day=None)], read_until=50))
    assert (found.time / small.DAY).tolist() == [50]
    assert found.inferred.all()


def test_an_empty_project_gives_empty_acts(small):
    found = made(small.world([], read_until=None))
    assert (len(found), found.until, found.people) == (0, 0, 6)


def test_a_link_and_its_pingback_are_one_act(small):
    posts = [small.P(author=1, day=0, site=1), small.P(author=0, day=3, site=2), small.P(author=0, day=3.1, site=1),
             small.P(author=2, day=3.1, site=1)]
    world = small.world([
        small.A(verb=Verb.LINK, actor=0, owner=1, day=3, post=0, result=1),
        small.A(actor=0, owner=1, day=3.1, post=0, result=2),
        small.A(actor=2, owner=1, day=3.1, post=0, result=3),
    ], posts)
    found = made(world)
    assert [(VERBS[verb].value, actor) for verb, actor in zip(found.verb, found.actor.tolist(), strict=True)] == [
        ("link", 0), ("reply", 2)]


def test_a_comment_weeks_after_the_link_is_an_act_of_its_own(small):
    posts = [small.P(author=1, day=0, site=1), small.P(author=0, day=3, site=2), small.P(author=0, day=33, site=1)]
    world = small.world([small.A(verb=Verb.LINK, actor=0, owner=1, day=3, post=0, result=1),
                         small.A(actor=0, owner=1, day=33, post=0, result=2)], posts)
    assert len(made(world)) == 2


def test_a_link_after_the_window_leaves_the_answer_in_it(small):
    posts = [small.P(author=1, day=0, site=1), small.P(author=0, day=9, site=2), small.P(author=0, day=8, site=1)]
    world = small.world([small.A(actor=0, owner=1, day=8, post=0, result=2),
                         small.A(verb=Verb.LINK, actor=0, owner=1, day=9, post=0, result=1)], posts)
    assert [VERBS[verb] for verb in made(world).verb] == [Verb.LINK]
    assert [VERBS[verb] for verb in made(world, until=round(8.5 * small.DAY)).verb] == [Verb.REPLY]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_acts_until_a_day_do_not_depend_on_what_happened_later(small, data):
    last, code = 50, st.integers(0, 3)
    days = st.one_of(st.none(), st.integers(40, 60))
    posts = data.draw(st.lists(st.builds(small.P, author=code, day=days, site=st.integers(0, 1),
                                         kind=st.sampled_from([PostKind.POST, PostKind.COMMENT])), min_size=2, max_size=5))
    at = st.integers(-1, len(posts) - 1)
    row = st.builds(small.A, verb=st.sampled_from([Verb.REPLY, Verb.LINK, Verb.MENTION, Verb.ADOPT, Verb.FOLLOW]),
                    actor=code, owner=st.integers(-1, 3), day=days, post=at, result=at, item=st.just(0))
    rows = data.draw(st.lists(row, max_size=25))
    ids = [*(named("blog.example", name) for name in ("Ann", "Bob")), "https://cyd.example/", "https://dan.example/"]
    then = [one for one in rows if one.day is None or one.day <= last]
    written = [one if one.day is None or one.day <= last else replace(one, author=UNKNOWN, kind=PostKind.COMMENT)
               for one in posts]
    whole, cut = (made(small.world(*known, accounts=4, ids=ids), until=last * small.DAY)
                  for known in ((rows, posts), (then, written)))
    assert (whole.time <= last * small.DAY).all()
    for column in ("actor", "owner", "verb", "time", "inferred", "post", "result", "weight", "row", "linked"):
        assert getattr(whole, column).tolist() == getattr(cut, column).tolist(), column


def test_one_act_told_by_two_accounts_of_a_person_counts_once(small):
    posts = [small.P(author=2), small.P(author=0)]
    world = small.world([small.A(actor=0, owner=2, post=0, result=1), small.A(actor=1, owner=2, post=0, result=1)],
                        posts, accounts=3, person_of=[0, 0, 1])
    assert len(made(world)) == 1


def test_who_only_left_a_name_under_comments_is_not_linked(small):
    ids = [named("blog.example", "Ann"), "https://bob.example/", named("blog.example", "Zed"), named("set", "7")]
    posts = [small.P(author=0, kind=PostKind.COMMENT), small.P(author=1, kind=PostKind.COMMENT),
             small.P(author=2), small.P(author=2, kind=PostKind.COMMENT)]
    world = small.world([small.A(actor=0, owner=1)], posts, ids=ids)
    assert made(world).linked.tolist() == [False, True, True, True]


# adoptions


def adopted(small, *more, item=0):
    return small.world([
        small.A(verb=Verb.ADOPT, actor=1, day=10, item=item), small.A(verb=Verb.ADOPT, actor=0, day=20, item=0), *more])


def adoption_pairs(found: Acts) -> list[tuple[int, int]]:
    rows = found.verb == VERBS.index(Verb.ADOPT)
    return list(zip(found.actor[rows].tolist(), found.owner[rows].tolist(), strict=True))


def test_order_of_adoption_alone_is_no_act(small):
    assert adoption_pairs(made(adopted(small))) == []


def test_adopting_after_somebody_one_acted_on_is_an_act_on_them(small):
    assert adoption_pairs(made(adopted(small, small.A(actor=0, owner=1, day=15)))) == [(0, 1)]


def test_adopting_after_somebody_one_follows_is_an_act_on_them(small):
    assert adoption_pairs(made(adopted(small, small.A(verb=Verb.FOLLOW, actor=0, owner=1, day=None)))) == [(0, 1)]


def test_a_tie_that_came_later_or_lapsed_does_not_count(small):
    assert adoption_pairs(made(adopted(small, small.A(actor=0, owner=1, day=25)))) == []
    assert adoption_pairs(made(adopted(small, small.A(actor=0, owner=1, day=-170)))) == []


def test_another_item_does_not_count(small):
    assert adoption_pairs(made(adopted(small, small.A(actor=0, owner=1, day=15), item=1))) == []


def test_who_adopted_first_was_not_moved(small):
    assert adoption_pairs(made(adopted(small, small.A(actor=1, owner=0, day=5)))) == []


def test_several_models_share_one_adoption(small):
    world = small.world([
        small.A(verb=Verb.ADOPT, actor=1, day=10, item=0), small.A(verb=Verb.ADOPT, actor=2, day=11, item=0),
        small.A(actor=0, owner=1, day=12), small.A(actor=0, owner=2, day=13),
        small.A(verb=Verb.ADOPT, actor=0, day=20, item=0)])
    found = made(world)
    assert adoption_pairs(found) == [(0, 1), (0, 2)]
    assert found.weight[found.verb == VERBS.index(Verb.ADOPT)].tolist() == [0.5, 0.5]


# against a slow reference


def reference(rows, kinds, posts) -> set[tuple[int, int, int]]:
    """Return (actor, owner, row) of plain acts, one object at a time."""
    away = {code for code, kind in kinds.items() if kind in (PersonKind.BOT, PersonKind.STAFF)}
    ordered = sorted(rows, key=lambda row: -10**9 if row.day is None else row.day)
    return {
        (row.actor, row.owner, at) for at, row in enumerate(ordered)
        if row.verb in (Verb.REPLY, Verb.MENTION) and row.place in (Place.BODY, Place.COMMENT)
        and row.actor != row.owner and not {row.actor, row.owner} & {*away, UNKNOWN}
    }


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_the_arrays_agree_with_one_object_at_a_time(small, data):
    code = st.integers(-1, 5)
    row = st.builds(small.A, verb=st.sampled_from([Verb.REPLY, Verb.MENTION, Verb.FOLLOW]), actor=code, owner=code,
                    day=st.one_of(st.none(), st.integers(0, 90)), post=st.integers(-1, 2),
                    place=st.sampled_from(list(Place)))
    rows = data.draw(st.lists(row, max_size=30))
    kinds = data.draw(st.dictionaries(st.integers(0, 5), st.sampled_from(list(PersonKind)), max_size=3))
    posts = [small.P(author=0, day=4), small.P(author=1, day=None), small.P(author=2, day=9, thread=0)]
    found = made(small.world(rows, posts, kinds=kinds), until=1_000 * small.DAY)
    got = set(zip(found.actor.tolist(), found.owner.tolist(), found.row.tolist(), strict=True))
    assert got == reference(rows, kinds, posts)
    assert (np.diff(found.time) >= 0).all()
    same_time = np.flatnonzero(np.diff(found.time) == 0)
    assert (found.row[same_time] < found.row[same_time + 1]).all()


def test_a_post_that_links_to_and_names_somebody_acts_once(small):
    posts = [small.P(author=1), small.P(author=0)]
    world = small.world([
        small.A(verb=Verb.MENTION, actor=0, owner=1, result=1), small.A(verb=Verb.LINK, actor=0, owner=1, post=0, result=1),
        small.A(verb=Verb.MENTION, actor=0, owner=2, result=1), small.A(verb=Verb.MENTION, actor=0, owner=1, day=3),
    ], posts)
    found = made(world)
    assert [(VERBS[verb].value, owner) for verb, owner in zip(found.verb, found.owner.tolist(), strict=True)] == [
        ("link", 1), ("mention", 2), ("mention", 1)]
