"""What a report says of the talk about the brand: voice and tone, allies, unanswered questions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandVoice:
    """How much one brand is spoken of, and how."""

    name: str
    #: Posts that name it.
    posts: int
    #: Parts of all posts and of all acts caused, 0 to 1; None when there are none.
    share: float | None
    driven_share: float | None
    praises: int
    complaints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllyLine:
    """Somebody whose word about the brand changed."""

    name: str
    #: turned, stopped or repaired.
    turn: str
    #: ISO days; empty when unknown.
    day: str
    answered: str
    won_back: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """Something people ask for, or ask the brand, without an answer."""

    people: int
    #: ISO day.
    day: str
    #: Who asked first.
    name: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """The talk about the brand."""

    #: At most three sentences.
    sentences: tuple[str, ...]
    voices: tuple[BrandVoice, ...]
    allies: tuple[AllyLine, ...]
    #: Needs that several share and nobody met; then complaints and questions to the brand that wait.
    needs: tuple[QuestionLine, ...]
    waiting: tuple[QuestionLine, ...]
