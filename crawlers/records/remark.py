"""What an extractor could not read, said plainly."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something not understood or not known, for `inspect` and the coverage sheet."""

    #: Short word to count by: undated, unknown_author, login_wall, embed_not_followed, ...
    code: str
    #: One sentence for a person.
    text: str
    #: URL of the post or page it is about, when it is about one.
    about: str | None = None
