"""Imported by the fork server alone: one page is read here, so that every parser process starts warm.

Selectors are compiled and the language model is loaded once, not once a child.
"""

from datetime import UTC, datetime

from crawlers.reading import reading
from crawlers.records import Page

#: A post with a comment, in two languages: it touches every stage of the article reader.
SAMPLE = """<html><head><title>A fine day</title><meta name="author" content="Ann Lee"></head><body><article>
<h1>A fine day</h1><time datetime="2024-05-01T10:00:00Z">1 May 2024</time><p>Paper and scissors make a fine afternoon,
said everybody at the table. 今天我們來談談手工剪紙的經驗，大家都說很好用。 <a href="https://bo.example/">Bo</a></p></article>
<ol class="comment-list"><li class="comment" id="comment-1"><b class="fn">Bo</b><p>Lovely, thank you.</p></li></ol>
</body>
</html>"""

try:
    reading(Page("https://ann.example/2024/05/a-fine-day/", SAMPLE, datetime(2024, 5, 2, tzinfo=UTC)))
except OSError:  # no room to unpack the language model: whoever starts a reader is told, in words of his own
    raise SystemExit(1) from None
