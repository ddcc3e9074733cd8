"""Scores of people from acts, each open to its receipts. Pure: no network, database or clock."""

from influence.ranking.combine import score
from influence.ranking.ranking import Pairs, Ranking, Scores
from influence.ranking.receipts import receipts

__all__ = ["Pairs", "Ranking", "Scores", "receipts", "score"]
