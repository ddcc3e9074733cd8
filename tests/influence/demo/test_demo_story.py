"""What happens in the made-up community: the planted parts, and nothing that could not happen."""

from collections import Counter
from datetime import timedelta
from functools import cache
from itertools import combinations

import pytest

from influence.demo.cast import BEGIN, END, Figure, Place, read_cast
from influence.demo.desk import Desk, slug
from influence.demo.draw import Draw
from influence.demo.phrases import Phrasebook, read_phrases
from influence.demo.plan import SEED, tell
from influence.demo.story import LINK, Story
from influence.demo.truth import Edge, edges


@cache
def story() -> Story:
    return tell()


@cache
def acts() -> list[Edge]:
    return edges(story())


def on(role: str) -> list[Edge]:
    return [edge for edge in acts() if story().cast.figures[edge.owner].role == role]


def everything() -> list[tuple[str, str, object, str]]:
    """Return key, author, time and text of all that was written."""
    found = [(entry.key, entry.author, entry.at, " ".join((entry.title, *entry.paragraphs))) for entry in story().entries]
    found += [(reply.key, reply.author, reply.at, reply.text) for entry in story().entries for reply in entry.replies]
    return found + [(message.key, message.author, message.at, message.text)
                    for topic in story().topics for message in topic.messages]


def test_the_cast_is_as_agreed():
    cast = read_cast()
    themes = Counter(place.theme for place in cast.places.values())
    roles = Counter(figure.role for figure in cast.figures.values())
    blogs = [place for place in cast.places.values() if place.theme not in ("forum", "atom_only", "json_only")]
    assert (len(cast.figures), len(blogs), themes["forum"], themes["atom_only"], themes["json_only"]) == (44, 25, 1, 1, 1)
    assert (roles["maker"], roles["ring"], roles["group_byline"]) == (5, 5, 3)
    for role in ("celebrity", "talker", "dormant_star", "critic", "turned_ally", "paid_reviewer", "two_sites",
                 "only_comments", "newcomer", "organisation", "rival_voice"):
        assert roles[role] == 1, role
    assert len({figure.name for figure in cast.figures.values()}) == 44
    assert all(set(figure.answers) <= set(cast.figures) for figure in cast.figures.values())


def test_both_languages_have_makers_and_people():
    languages = Counter((figure.language, figure.role == "maker") for figure in read_cast().figures.values())
    assert languages["zh", True] == 2
    assert languages["zh", False] >= 10


def test_the_same_seed_tells_the_same_story_and_another_another():
    assert tell(SEED) == story()
    assert tell(SEED + 1).entries != story().entries


def test_everything_happens_within_the_eighteen_months():
    times = [at for _, _, at, _ in everything()]
    assert min(times) >= BEGIN
    assert END - timedelta(days=3) < max(times) < END


def test_keys_and_numbers_are_unique():
    keys = [key for key, *_ in everything()]
    assert len(keys) == len(set(keys))
    numbers = [reply.number for entry in story().entries for reply in entry.replies]
    messages = [message.number for topic in story().topics for message in topic.messages]
    assert len(numbers) == len(set(numbers))
    assert len(messages) == len(set(messages))
    assert [entry.number for entry in story().entries] == sorted(entry.number for entry in story().entries)


def test_no_slot_is_left_open_and_no_link_leads_nowhere():
    keys = {entry.key for entry in story().entries}
    for key, _, _, text in everything():
        assert not set("{}") & set(text), (key, text)
        for _, kind, target in LINK.findall(text):
            assert target in (keys if kind == "post" else story().cast.places) or kind == "sponsored"


def test_titles_and_slugs_are_unique_on_their_site():
    slugs = [(entry.site, entry.slug) for entry in story().entries]
    assert len(slugs) == len(set(slugs))


def test_nobody_repeats_a_comment_under_the_same_post():
    for entry in story().entries:
        texts = [reply.text for reply in entry.replies]
        assert len(texts) == len(set(texts))


def test_an_answer_comes_after_what_it_answers():
    at = {key: when for key, _, when, _ in everything()}
    assert all(at[edge.result] > at[edge.object] for edge in acts() if edge.object in at)


def test_makers_move_ten_people_each_within_days():
    at = {key: when for key, _, when, _ in everything()}
    for maker in story().cast.with_role("maker"):
        moved = [edge for edge in acts() if edge.owner == maker.key]
        assert len({edge.actor for edge in moved}) >= 10
        delays = sorted(edge.at - at[edge.object] for edge in moved if edge.object in at)
        assert delays[len(delays) // 2] < timedelta(days=4)
        assert {edge.verb for edge in moved} == {"reply", "link", "mention"}


def test_readers_take_up_what_makers_recommend():
    bought = [reply for entry in story().entries if entry.kind == "recommend" for reply in entry.replies
              if "Snipwell" in reply.text]
    assert len(bought) >= 10
    assert all(reply.at - entry.at < timedelta(days=7) for entry in story().entries for reply in entry.replies if reply in bought)


def test_makers_have_different_circles():
    recent = [edge for edge in acts() if edge.at > END - timedelta(days=120)]
    circles = [{edge.actor for edge in recent if edge.owner == maker.key} for maker in story().cast.with_role("maker")]
    for first, second in combinations(circles, 2):
        assert len(first & second) < 0.5 * min(len(first), len(second))


def test_nobody_acts_on_the_celebrity():
    celebrity = story().cast.with_role("celebrity")[0]
    assert celebrity.audience == max(figure.audience or 0 for figure in story().cast.figures.values()) > 1_000_000
    assert on("celebrity") == []
    assert len([entry for entry in story().entries if entry.author == celebrity.key]) == 30


def test_the_talker_writes_most_and_his_posts_are_not_answered():
    counts = Counter(author for _, author, _, _ in everything() if story().cast.figures[author].role != "maker")
    assert counts.most_common(1)[0][0] == "gordon"
    written = {entry.key for entry in story().entries if entry.author == "gordon"}
    assert not any(edge.object in written for edge in acts())


def test_the_star_has_been_dormant_for_ten_months():
    last = max(edge.at for edge in on("dormant_star"))
    assert timedelta(days=300) < END - last < timedelta(days=330)
    assert len({edge.actor for edge in on("dormant_star")}) >= 12


def test_the_newcomer_rises_in_spring():
    assert min(edge.at for edge in on("newcomer")) > END - timedelta(days=120)
    assert len({edge.actor for edge in on("newcomer")}) >= 4


def test_the_ring_is_answered_by_itself_alone_and_sprays_others():
    ring = {figure.key for figure in story().cast.with_role("ring")}
    assert {edge.actor for edge in on("ring")} == ring
    for member in ring:
        assert {edge.actor for edge in acts() if edge.owner == member} == ring - {member}
    assert len([edge for edge in acts() if edge.actor in ring and edge.owner not in ring]) >= 10


def test_the_critic_makes_others_complain():
    complaints = {entry.key for entry in story().entries if entry.kind == "complaint"}
    joined = [reply for entry in story().entries if entry.key in complaints for reply in entry.replies
              if "Snipwell" in reply.text or "never answered" in reply.text]
    assert len({reply.author for reply in joined}) >= 4


def test_the_ally_praises_first_and_turns_away():
    kinds = [entry.kind for entry in story().entries if entry.author == "joan" and entry.kind in ("praise", "turned")]
    assert kinds == sorted(kinds)
    assert {"praise", "turned"} == set(kinds)
    assert any(edge.actor == "joan" and edge.owner == "harriet" for edge in acts())


def test_paid_posts_disclose_and_their_link_is_marked():
    paid = [entry for entry in story().entries if entry.kind == "paid"]
    assert len(paid) == 7
    for entry in paid:
        text = " ".join(entry.paragraphs)
        assert "ponsored" in text or "free of charge" in text
        assert "(sponsored:" in text
    assert not any(edge.owner == "pippa" and edge.verb == "link" for edge in acts())


def test_three_by_lines_share_a_blog_and_one_person_has_two_sites():
    assert {entry.author for entry in story().entries if entry.site == "threeneedles"} == {"cleo", "marta", "peiyu"}
    assert {entry.site for entry in story().entries if entry.author == "emeka"} == {"strand", "strandnotes"}


def test_somebody_only_comments():
    keys = {edge.result for edge in acts() if edge.actor == "beatrix"}
    comments = {reply.key for entry in story().entries for reply in entry.replies}
    assert keys
    assert keys <= comments


def test_ordinary_people_have_been_answered_by_three_others():
    settled = END - timedelta(days=109)
    for figure in story().cast.with_role("ordinary"):
        early = {edge.actor for edge in acts() if edge.owner == figure.key and edge.at < settled}
        assert len(early) >= 3, figure.key


def test_a_tool_is_wished_for_that_nobody_makes():
    wishes = [topic for topic in story().topics if "eft-handed" in topic.title or "左手" in topic.title]
    assert len(wishes) == 3
    assert all(len(topic.messages) == 3 for topic in wishes)


def test_some_threads_run_over_several_pages():
    assert sum(len(topic.messages) > 10 for topic in story().topics) == 2


def test_nothing_is_written_before_somebody_came_or_after_the_end():
    desk = Desk(read_cast(), Draw(1))
    newcomer = desk.cast.figures["ziqing"]
    scene = desk.book.scene(newcomer, END)
    desk.publish(newcomer, BEGIN, "own", ("own.title", []), scene)
    desk.publish(newcomer, END, "own", ("own.title", []), scene)
    assert desk.entries == {}
    desk.publish(newcomer, newcomer.since, "own", ("own.title", ["x"]), scene)
    (entry,) = desk.entries.values()
    desk.comment(desk.cast.figures["priya"], entry, END, "comment.thanks", scene)
    assert desk.story().entries[0].replies == ()


def test_a_deck_is_dealt_through_before_anything_comes_again():
    cast = read_cast()
    book, priya = Phrasebook(Draw(4)), cast.figures["priya"]
    scene = book.scene(priya, BEGIN, name="Odile")
    deck = read_phrases("en")["comment"]["thanks"]
    dealt = [book.say(priya, "comment.thanks", scene) for _ in deck]
    assert len(set(dealt)) == len(deck)


@pytest.mark.parametrize(("month", "season"), [(1, "winter"), (4, "spring"), (7, "summer"), (10, "autumn"), (12, "winter")])
def test_the_season_is_that_of_the_day(month, season):
    priya = read_cast().figures["priya"]
    assert Phrasebook(Draw(4)).scene(priya, BEGIN.replace(month=month))["season"] == season


def test_slugs_keep_chinese_and_drop_marks():
    assert slug("《手帳》：第 1 頁！") == "手帳-第-1-頁"


def test_a_figure_without_dates_is_there_all_the_time():
    figure = Figure(key="x", name="X Y", role="ordinary", language="en", craft="paper", signs="name")
    assert (figure.since, figure.until, figure.short) == (BEGIN, END, "X")
    assert not Place(slug="x", title="X", tagline="", theme="ghost", owners=("x",)).commented
