"""The columns of shortlist.csv and `rank --csv`: names, order and meaning. A contract; see docs/outputs.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the people table."""

    name: str
    meaning: str
    #: In the default table, or only with `--full`.
    default: bool = False
    #: Only in the shortlist, not in `rank`.
    team: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("rank", "Order, 1 is best; empty for people too little seen to be ranked.", default=True),
    Column("tier", "A, B or C by overlapping intervals (a strict order of near-equals is false precision); "
           "watch: too little seen.", default=True),
    Column("person_id", "Stable id of the person; begins with a letter.", default=True),
    Column("name", "Display name as the person writes it.", default=True),
    Column("kind", "person, organisation, bot or staff."),
    Column("site", "Where the person publishes.", default=True),
    Column("profiles", "All profile addresses."),
    Column("language", "Language of most of the person's posts."),
    Column("country", "Country (two letters), by the ending of the person's own site; empty where it tells none."),
    Column("location_basis", "Where the country comes from: inferred (from the address)."),
    Column("community", "The circle the person belongs to, by its most telling words.", default=True),
    Column("topics", "Most telling words of the person's own posts.", default=True),
    Column("living_audience", "Everyone who ever acted on the person, each once, fading with time, weighted by "
           "standing (R in docs/scores.md); the receipts sum to it.", default=True),
    Column("drive", "Expected number of different people moved to act in the next 90 days; empty when the past is too "
           "short.", default=True),
    Column("drive_low", "Lower end of its 90 % interval.", default=True),
    Column("drive_high", "Upper end of its 90 % interval.", default=True),
    Column("audience_low", "Lower end of the 90 % interval of the living audience."),
    Column("audience_high", "Upper end of the 90 % interval of the living audience."),
    Column("interval", "What the interval is: predictive, or spread of the past."),
    Column("action_rate", "Different people moved per post, lower bound.", default=True),
    Column("people_moved", "Different people who acted on the person in the window.", default=True),
    Column("acts", "Their acts.", default=True),
    Column("acts_reply", "Of these, replies and comments."),
    Column("acts_link", "Links in posts."),
    Column("acts_mention", "Mentions."),
    Column("acts_share", "Shares."),
    Column("acts_adopt", "Adoptions of something the person made or showed."),
    Column("visits_driven", "Clicks, visits and sign-ups loaded for the person; beside the score, never in it."),
    Column("orders_driven", "Orders loaded for the person; beside the score, never in it."),
    Column("second_order", "People moved by those the person moved."),
    Column("median_days", "Days from a post to the act on it, median."),
    Column("repeat_share", "Share of the people moved who came back."),
    Column("communities_moved", "Number of independent communities among the people moved."),
    Column("season_peak", "Months of the year with most acts; needs more than a year of data."),
    Column("last_year", "Different people moved in the 90 days after this day of last year; needs 15 months of data."),
    Column("lift", "Acts in the day after a post, over those in the same day of the week before: what the posts add to "
           "an audience that acts anyway; 1 is nothing."),
    Column("rising", "How many times the living audience of the window before; 2 or more is rising."),
    Column("follows", "How readily the person is moved by others; kept apart from drive."),
    Column("fit", "Ambassador fit, 0 to 100: the weighted mean of the five marks that follow. Beside the score, never "
           "in it; empty for a critic or estranged."),
    Column("passion", "0 to 100: unpaid posts on topic month after month, and own making."),
    Column("generosity", "0 to 100: answers to questions of people outside the own circle."),
    Column("constancy", "0 to 100: months with posts, without long silences."),
    Column("independence", "0 to 100: few paid posts, and those said to be paid."),
    Column("reliability", "0 to 100: a steady rhythm, and answers to those who write."),
    Column("brand_stance", "How the person stands towards the brand by their own words: fan, user, neutral, critic, "
           "estranged or unknown; influence.toml wins (see docs/listening.md).", default=True),
    Column("brand_positive", "Posts that praise the brand, paid ones left out."),
    Column("brand_negative", "Posts that complain about it."),
    Column("last_brand_mention", "Day the brand was last named."),
    Column("rival_mentions", "Posts that name a rival."),
    Column("sponsored_share", "Share of the person's posts that are paid for or about a gift, 0 to 1."),
    Column("discloses", "Whether all of those say so: yes or no; empty when there are none."),
    Column("audience", "Followers or readers as stated somewhere. Shown, never scored."),
    Column("audience_basis", "Where that number comes from: published."),
    Column("last_post", "Day of the newest post.", default=True),
    Column("posts_90d", "Posts in the last 90 days of the window."),
    Column("active_months", "Months with at least one post."),
    Column("adds", "Expected different people this one adds to those chosen before.", default=True, team=True),
    Column("overlaps_with", "Team members whose audience is partly the same.", team=True),
    Column("substitute", "Next best if this one declines.", default=True, team=True),
    Column("why", "One or two sentences with numbers; the first stands alone.", default=True),
    Column("evidence_1", "Strongest proof, to open and read.", default=True),
    Column("evidence_2", "Second proof."),
    Column("evidence_3", "Third proof."),
    Column("evidence_1_quote", "Words of the first proof."),
    Column("evidence_2_quote", "Words of the second proof."),
    Column("evidence_3_quote", "Words of the third proof."),
    Column("intro_via", "Who could introduce you: people who like the brand and have exchanged words with this one."),
    Column("contact", "How to reach the person, only as published by themselves: a mail address, else a form, else a "
           "profile.", default=True),
    Column("contact_kind", "mail, form or profile."),
    Column("contact_source", "Page on which that stands."),
    Column("contact_rule", "What the person says of pitches: ok, form_only, no_pitch, do_not_contact, or unknown (read "
           "the quote, else their pages).", default=True),
    Column("contact_rule_quote", "The sentence that says so."),
    Column("status", "Your own: where things stand with this person.", default=True),
    Column("owner", "Your own: who looks after the contact."),
    Column("last_contacted", "Your own: day of the last contact."),
    Column("next_action", "Your own: what to do next."),
    Column("notes", "Your own notes."),
    Column("tags", "Your own tags."),
    Column("warnings", "What to know before trusting the number: few_acts, ring_discount, merged_by_name, undated, ...",
           default=True),
)

#: Columns of the receipts file, one row per act.
RECEIPT_COLUMNS: tuple[Column, ...] = (
    Column("person_id", "The person moved by: whose score it is."),
    Column("act_id", "Stable id of the act."),
    Column("date", "Day of the act."),
    Column("actor", "Who acted."),
    Column("actor_url", "Their profile or site."),
    Column("act", "reply, link, mention, share or adopt."),
    Column("weight", "Weight of its kind; 0 for paid and give-away acts."),
    Column("credit", "What it adds to the living audience; a responder's credit stands on their last act."),
    Column("days", "Days from the post to the act."),
    Column("quote", "At most 200 characters around it."),
    Column("url", "Where to read it: an address, else which post of a loaded table."),
    Column("object", "What was acted on."),
    Column("rule", "How it was read, and which discounts were taken."),
)


def table_columns(*, full: bool, team: bool, available: frozenset[str]) -> tuple[Column, ...]:
    """Return the columns to write: the default ones or all, of those whose floor is built."""
    return tuple(
        column for column in COLUMNS
        if (full or column.default) and (team or not column.team) and column.name in available
    )
