"""One fetched document, decoded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """What came from the network (or a saved file), after decoding.

    Everything an extractor may look at. `url` is where the document was finally found, after
    redirects, in its canonical spelling; relative links resolve against it.
    """

    #: Canonical URL of the document.
    url: str
    #: Decoded text; never bytes, never with a byte order mark.
    text: str
    #: When it was fetched, UTC. Relative dates ("yesterday") are read against it.
    fetched: datetime
    #: Media type without parameters, lower case: `text/html`, `application/rss+xml`, ...
    media_type: str = "text/html"
    #: Response headers an extractor may need (`link`, `content-language`), names in lower case.
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
