"""A tone decided by hand, and whether the sentence stands anywhere. Import only inside a command."""

from dataclasses import replace
from pathlib import Path

from influence.cli import pipeline
from influence.cli.stances import texts, wanted
from influence.errors import NothingFoundError
from influence.listening.corrections import correction, corrections, nearest
from influence.listening.heard import corrected_posts
from influence.model.decisions import Decision, DecisionKind, Decisions
from influence.store.project import Project


def remember(folder: Path, sentence: str, tone: str, brand: str | None) -> str:
    """Write down the tone of a sentence towards a brand, one's own unless named; return what to tell the user.

    Raises:
        NothingFoundError: No brand, a brand not listened for, or a sentence that stands in no post about it.
    """
    with Project.open(folder) as project:
        known = pipeline.world(project)
        listening = wanted(known)
        names = [one.name for one in listening.brands]
        if not names:
            raise NothingFoundError("no brand is set", hint="name yours under [brand] in influence.toml")
        name = names[0] if brand is None else next((one for one in names if one.casefold() == brand.casefold()), "")
        if not name:
            raise NothingFoundError(f"{brand} is neither your brand nor a rival of it",
                                    hint=f"say one of {', '.join(names)}, or add it to rivals in influence.toml")
        about = correction(name, sentence)
        decided = Decisions(rows=(Decision(id=1, kind=DecisionKind.TONE, accounts=(), others=about, value=tone),))
        posts, said = corrected_posts(
            known.columns, texts(known), replace(listening, corrections=corrections(decided)))
        if not posts:
            near = nearest(sentence, said)
            raise NothingFoundError(
                f"this sentence stands in no post about {name}, so nothing was remembered",
                hint="copy a sentence as 'influence listen needs --csv FILE' writes it" if near is None
                else f'the nearest is "{near}"')
        number = project.decide(DecisionKind.TONE, (), tone, others=about)
    stands = "1 post" if len(posts) == 1 else f"{len(posts)} posts"
    return (f"Remembered as decision {number}: this sentence stands in {stands} about {name}. "
            f"'influence people undo {number}' takes it back.")
