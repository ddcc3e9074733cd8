"""`influence crawl`: read blogs, forums and feeds into the project."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

if TYPE_CHECKING:
    from crawlers.coverage import Coverage
    from crawlers.crawl import Progress
    from crawlers.decide import CrawlLimits
    from crawlers.records import Source
    from influence.cli.crawling import CrawlRequest
    from influence.cli.session import Session
    from influence.settings import Settings
    from influence.store.project import Project

_NOTHING_TO_CRAWL = ("There is nothing to crawl. Name an address, as in 'influence crawl https://blog.example/', "
                     "or put sources into influence.toml.")
_INTERRUPTED, _NOTHING_FOUND, _PARTLY = 130, 4, 5
#: Between two lines of progress where there is no terminal.
_LINE_EVERY_S = 30.0
#: A site reached by hops gets a tenth of a source's pages, but enough to be judged by.
_LEAST_HOP_PAGES = 20


class _Options(TypedDict):
    """The command's options; None where not given."""

    file: Path | None
    hops: int | None
    max_pages: int | None
    since: datetime | None
    delay: float | None
    workers: int | None
    revisit: bool
    reextract: bool
    fresh: bool
    yes: bool
    dry_run: bool
    private: tuple[str, ...]
    proxy: str | None
    as_json: bool


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--from", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Addresses from a file: text, CSV or OPML.")
@click.option("--hops", type=click.IntRange(0, 5), metavar="N", show_default="setting crawl.hops, 1",
              help="How many sites away from the sources to go, through people who comment, reply or are linked.")
@click.option("--max-pages", type=click.IntRange(1), metavar="N", show_default="setting crawl.max_pages, 1000",
              help="Most pages of one site in one run; sites reached by hops get a tenth.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="Leave out posts known to be older.")
@click.option("--delay", type=click.FloatRange(0, 60), metavar="S", show_default="setting crawl.delay_s, 1",
              help="Seconds between two requests to one domain; below 1 only on machines of your own.")
@click.option("--workers", type=click.IntRange(1, 64), metavar="N", show_default="setting crawl.workers, 16",
              help="Requests under way at once, never two to one domain.")
@click.option("--revisit", is_flag=True, help="Ask every page read before for changes, not only what is due.")
@click.option("--reextract", is_flag=True, help="Read the kept pages again, without the network.")
@click.option("--fresh", is_flag=True, help="Forget which addresses are known and begin anew; what was read stays.")
@click.option("--yes", is_flag=True, help="Do not ask before --fresh forgets.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked, and ask nothing.")
@click.option("--allow-private", "private", multiple=True, metavar="HOST:PORT",
              help="A machine of your own that may be asked, such as 127.0.0.1:8080 or 127.0.0.1:8800-8833.")
@click.option("--proxy", metavar="URL", help="Go through this proxy.")
@click.option("--json", "as_json", is_flag=True, help="The coverage sheet as one JSON object.")
@click.pass_obj
def crawl(session: "Session", sources: tuple[str, ...], **options: Unpack[_Options]) -> int:
    """Read blogs, forums and feeds; goes on where it stopped.

    A source is any address: a home page, a feed, a forum's index, a post. Sources given here are
    remembered; those of influence.toml are always included. End it with Ctrl-C at any time.

    \b
    Examples:
      influence crawl https://blog.example/ forum.example
      influence crawl --from blogs.opml --hops 2 --since 2025-01-01
      influence crawl                      again: asks only for what is new
    """
    from influence.store.project import DATABASE_NAME

    request = _request(sources, options, _settings(session))
    begun = (session.folder / DATABASE_NAME).exists()
    if not request.sources and not begun:
        raise click.UsageError(_NOTHING_TO_CRAWL)
    if options["dry_run"] and not begun:
        session.say(f"{session.folder.resolve()} holds nothing read yet; a crawl makes a project there.")
        return _shown(request, 0)
    with session.project(create=not options["reextract"]) as project:
        if options["reextract"]:
            return _reextracted(session, project)
        if options["dry_run"]:
            return _shown(request, _waiting(project))
        if not request.sources and (options["fresh"] or not _has_addresses(project)):
            raise click.UsageError(_NOTHING_TO_CRAWL)
        if options["fresh"]:
            _confirm_forgetting(project, yes=options["yes"])
        return _crawled(session, project, request, as_json=options["as_json"])


def _settings(session: "Session") -> "Settings":
    from influence.settings import read

    return read(session.folder)


def _request(sources: tuple[str, ...], options: _Options, settings: "Settings") -> "CrawlRequest":
    from crawlers.guard import allowance
    from influence.cli.crawling import CrawlRequest
    from influence.errors import UsageError

    try:
        allowed = allowance(options["private"])
    except ValueError as error:
        raise UsageError(str(error), about="--allow-private") from error
    return CrawlRequest(sources=_sources(sources, options["file"], settings), limits=_limits(options, settings),
                        allowed=allowed, contact=settings.crawl.contact, proxy=options["proxy"],
                        revisit=options["revisit"], fresh=options["fresh"])


def _limits(options: _Options, settings: "Settings") -> "CrawlLimits":
    """Return the limits of this run: options before settings."""
    from datetime import date

    from crawlers.decide import CrawlLimits
    from influence.errors import SettingsError

    own = settings.crawl
    try:
        since = date.fromisoformat(own.since) if own.since else None
    except ValueError as error:
        raise SettingsError("'crawl.since' must be a date such as 2025-01-31", about=own.since) from error
    most = options["max_pages"] or own.max_pages
    return CrawlLimits(
        hops=own.hops if options["hops"] is None else options["hops"],
        max_pages=most, max_hop_pages=max(_LEAST_HOP_PAGES, most // 10),
        delay_s=own.delay_s if options["delay"] is None else options["delay"],
        workers=options["workers"] or own.workers,
        topics=settings.scope.topics, languages=settings.scope.languages,
        since=options["since"].date() if options["since"] else since,
    )


def _sources(given: tuple[str, ...], file: Path | None, settings: "Settings") -> "list[Source]":
    """Return the sources of arguments, file and settings, each once, in that order."""
    from crawlers.errors import AddressError
    from crawlers.sources import source_of
    from influence.errors import SettingsError, UsageError

    found: dict[str, Source] = {}
    for text in given:
        try:
            source = source_of(text)
        except AddressError as error:
            raise UsageError(str(error)) from error
        found.setdefault(source.url, source)
    for source in _listed(file) if file else ():
        found.setdefault(source.url, source)
    for text in settings.scope.sources:
        try:
            source = source_of(text)
        except AddressError as error:
            raise SettingsError(f"'scope.sources' holds what is no address: {error}") from error
        found.setdefault(source.url, source)
    return list(found.values())


def _listed(file: Path) -> "list[Source]":
    from crawlers.encoding import decode
    from crawlers.sources import read_sources
    from influence.errors import InputError

    try:
        body = file.read_bytes()
    except OSError as error:
        raise InputError("this file cannot be read", about=str(file), hint="check its name and place") from error
    named = read_sources(decode(body).text)
    for number, text in named.rejected[:5]:
        click.echo(f"{file}, line {number}: '{text}' is no address; left out", err=True)
    if not named.sources:
        raise InputError("this file names no address", about=str(file),
                         hint="write one address a line, or give a CSV with a column 'url', or OPML")
    return named.sources


def _has_addresses(project: "Project") -> bool:
    from influence.store.frontier import SqliteFrontier

    return bool(SqliteFrontier(project.connection, project.path).sites())


def _confirm_forgetting(project: "Project", *, yes: bool) -> None:
    """Ask whether the known addresses are to be forgotten, unless that was said; the crawl does it, under its lock."""
    import sys

    from influence.errors import UsageError
    from influence.store.frontier import SqliteFrontier

    known = SqliteFrontier(project.connection, project.path).count()
    if known and not yes:
        if not sys.stdin.isatty():
            raise UsageError(f"--fresh would forget {known} known addresses", hint="add --yes if that is meant")
        click.confirm(f"Forget {known} known addresses and ask all of them again?", abort=True, err=True)


def _waiting(project: "Project") -> int:
    """Return on how many domains addresses wait."""
    from influence.store.frontier import SqliteFrontier

    return len(SqliteFrontier(project.connection, project.path).waiting())


def _shown(request: "CrawlRequest", waiting: int) -> int:
    """Say what a crawl would do."""
    limits = request.limits
    for source in request.sources:
        click.echo(f"{source.url}  at most {limits.max_pages} pages, one request every {limits.delay_s:g} s")
    click.echo(f"{len(request.sources)} sources, {limits.hops} hops, {limits.workers} workers; addresses waiting on "
               f"{waiting} domains. Nothing was asked.")
    return 0


def _reextracted(session: "Session", project: "Project") -> int:
    from influence.cli.crawling import reextract

    count = reextract(project)
    session.say(f"{count} kept pages read again.")
    return 0 if count else _NOTHING_FOUND


def _crawled(session: "Session", project: "Project", request: "CrawlRequest", *, as_json: bool) -> int:
    import json

    from influence.cli.crawling import crawl_project
    from influence.cli.wording import with_folder

    if not request.contact:
        session.say("No contact address is set: site owners cannot reach you. Set crawl.contact in influence.toml.")
    coverage = crawl_project(project, request, on_progress=_teller(session))
    if as_json:
        click.echo(json.dumps(coverage.as_json(), ensure_ascii=False, indent=1))
    else:
        for line in coverage.lines():
            click.echo(with_folder(line, session.folder))
    return _exit_code(coverage)


def _teller(session: "Session") -> "Callable[[Progress], None]":
    """Return what shows progress: one line rewritten on a terminal, a line every 30 s otherwise."""
    import sys

    on_terminal = sys.stderr.isatty()
    last = [0.0]

    def tell(progress: "Progress") -> None:
        rate = (progress.fetched + progress.unchanged) / max(progress.seconds, 0.001)
        text = (f"{progress.fetched} pages read, {progress.unchanged} unchanged, {rate:.1f} a second, "
                f"{progress.domains} sites to go on with")
        if session.verbosity < 0:
            return
        if on_terminal:
            click.echo(f"\r{text:<79.79}", err=True, nl=False)
        elif progress.seconds - last[0] >= _LINE_EVERY_S:
            last[0] = progress.seconds
            click.echo(text, err=True)

    return tell


def _exit_code(coverage: "Coverage") -> int:
    """Return 0 done, 1 no source could be read, 4 nothing in them, 5 some could not be read, 130 interrupted."""
    if coverage.interrupted:
        return _INTERRUPTED
    silent = [line for line in coverage.sources.values() if line.is_silent]
    if silent:
        return 1 if len(silent) == len(coverage.sources) else _PARTLY
    return _NOTHING_FOUND if coverage.fetched and not coverage.posts and not coverage.unchanged else 0
