"""`influence inspect`: what the readers see in one page."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from crawlers.fetch import Answer, Fetcher
    from crawlers.records import Page

#: Statuses of pages start here and end before this.
_OK, _REDIRECT = 200, 300
#: Largest saved file that is read, unpacked.
_MOST_BYTES = 50_000_000
#: Exit code of a page in which nothing was found.
_NOTHING = 4


@click.command()
@click.argument("page", metavar="FILE-or-URL")
@click.option("--url", "address", metavar="ADDRESS",
              help="Where a saved file came from; its links are read against it.")
@click.option("--fetched", type=click.DateTime(), help="When a saved file was fetched [default: when it was written].")
@click.option("--allow-private", "private", multiple=True, metavar="HOST:PORT",
              help="A machine of your own that may be asked, such as 127.0.0.1:8080.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for programs.")
def inspect(page: str, address: str | None, fetched: datetime | None, private: tuple[str, ...], as_json: bool) -> int:
    """Show what is read from one page: by which reader and why, and what was not understood.

    \b
    Examples:
      influence inspect https://blog.example/2024/05/paper-flowers
      influence inspect saved.html --url https://blog.example/2024/05/paper-flowers --json
    """
    import json

    from crawlers.extract.registry import choose, read
    from crawlers.extract.sheet import as_lines, as_object
    from crawlers.records import Remark

    is_address = page.lower().startswith(("http://", "https://"))
    found = _fetched(page, private) if is_address else _saved(page, address, fetched)
    used, findings = read(found)
    if as_json:
        click.echo(json.dumps(as_object(found, used, findings), ensure_ascii=False, indent=1))
    else:
        for line in as_lines(found, used, choose(found), findings):
            click.echo(line)
    return _NOTHING if all(isinstance(finding, Remark) for finding in findings) else 0


def _saved(file: str, address: str | None, fetched: datetime | None) -> "Page":
    """Read a file as if it had just come from `address`, unpacked and decoded as a crawl would."""
    from datetime import UTC

    from crawlers.errors import CrawlersError
    from crawlers.extract.document import sniffed
    from crawlers.records import Page
    from crawlers.texts import sound_body
    from crawlers.urls import canonical
    from influence.errors import InputError, UsageError

    path = Path(file)
    try:
        text = sound_body(path.read_bytes(), limit=_MOST_BYTES, about=file).text
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        hint = "give a file or an address (https://...)"
        raise InputError("this file cannot be read", about=file, hint=hint) from error
    except CrawlersError as error:
        raise InputError(str(error), hint="save the page itself, as HTML or as a feed") from error
    try:
        url = canonical(address or "https://saved.invalid/" + path.name)
    except CrawlersError as error:
        raise UsageError("--url is no web address", about=address, hint="write it as https://...") from error
    seen = fetched.replace(tzinfo=UTC) if fetched else written
    return Page(url, text, seen, media_type=sniffed(text))


def _fetched(url: str, private: tuple[str, ...]) -> "Page":
    """Fetch a page as a crawl would: robots.txt asked first, at every hop; an error page is no page."""
    from datetime import UTC

    from crawlers.errors import AddressError, CrawlersError, FetchError
    from crawlers.fetch import Fetcher
    from crawlers.guard import Guard, allowance
    from crawlers.pipeline import user_agent
    from crawlers.records import Page
    from crawlers.texts import sound_body
    from crawlers.urls import canonical
    from influence import __version__
    from influence.errors import InfluenceError, UsageError

    try:
        guard, address = Guard(allowed=allowance(private)), canonical(url)
    except (ValueError, AddressError) as error:
        raise UsageError(str(error), about=url) from error
    fetcher = Fetcher(user_agent=user_agent(__version__, ""), guard=guard)
    try:
        answer = _allowed_answer(fetcher, address)
        if not _OK <= answer.status < _REDIRECT:
            raise FetchError(f"the server answers with an error ({answer.status})", code=f"http_{answer.status}",
                             about=answer.url)
        text = sound_body(answer.body, limit=fetcher.limits.max_bytes, about=answer.url, kind=answer.media_type,
                          declared=answer.headers.get("content-type", "")).text
    except CrawlersError as error:
        raise InfluenceError(str(error), about=url, hint="check the address, or give a saved file") from error
    finally:
        fetcher.close()
    return Page(answer.url, text, datetime.now(UTC), media_type=answer.media_type or "text/html",
                headers=dict(answer.headers))


def _allowed_answer(fetcher: "Fetcher", url: str) -> "Answer":
    """Ask for an address and follow its redirects, nothing of it against the robots.txt of its host."""
    from crawlers.errors import RefusedError
    from crawlers.pipeline import RobotsBook
    from crawlers.robots import UNREACHABLE
    from crawlers.system_clock import SystemClock

    book = RobotsBook(fetcher, SystemClock())

    def check(address: str) -> None:
        fetcher.guard.check_url(address)
        if book.known(address) is None:
            book.ask(address)
        robots = book.known(address) or UNREACHABLE
        if robots.unreachable:
            raise RefusedError("its robots.txt could not be read", code="robots_unreachable", about=address)
        if not robots.allows(address):
            raise RefusedError("its robots.txt forbids reading this", code="robots", about=address)

    check(url)
    return fetcher.follow(url, check=check)
