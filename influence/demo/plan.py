"""The whole story, told once in a fixed order."""

from influence.demo.bench import gather
from influence.demo.cast import read_cast
from influence.demo.desk import Desk
from influence.demo.draw import Draw
from influence.demo.following import answer, befriend, follow
from influence.demo.posting import post_own
from influence.demo.ring import conspire
from influence.demo.story import Story

#: The story that ships; another seed tells another with the same parts.
SEED = 20260630


def tell(seed: int = SEED) -> Story:
    """Return the story of a seed, the same every time."""
    desk = Desk(read_cast(), Draw(seed))
    post_own(desk)
    conspire(desk)
    follow(desk)
    gather(desk)
    befriend(desk)
    answer(desk)
    return desk.story()
