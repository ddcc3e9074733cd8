"""Who to write to: eligibility, and the team that together moves the most different people."""

from influence.shortlist.choice import Audience, Choice, audience, choose
from influence.shortlist.eligibility import Eligible, Labels, eligible
from influence.shortlist.team import Rules, narrowed, shortlist, usual_cost

__all__ = [
    "Audience", "Choice", "Eligible", "Labels", "Rules", "audience", "choose", "eligible", "narrowed", "shortlist",
    "usual_cost",
]
