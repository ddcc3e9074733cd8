"""Readers of comments under blog posts, one system a file."""

from collections.abc import Callable

from crawlers.extract.comments.blogger import BloggerComments
from crawlers.extract.comments.embeds import EmbeddedComments
from crawlers.extract.comments.generic import GenericComments
from crawlers.extract.comments.isso import IssoComments
from crawlers.extract.comments.pixnet import PixnetComments
from crawlers.extract.comments.responses import ResponseComments
from crawlers.extract.comments.structured import StructuredComments
from crawlers.extract.comments.wordpress import WordPressComments
from crawlers.ports import Extractor

#: Comment readers, the more telling first.
COMMENTS: tuple[Callable[[], Extractor], ...] = (
    PixnetComments, WordPressComments, BloggerComments, ResponseComments, StructuredComments, IssoComments,
    GenericComments, EmbeddedComments,
)
