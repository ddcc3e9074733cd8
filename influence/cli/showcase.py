"""The steps of `influence demo`, each by the same functions as the commands. Import only inside a command."""

import json
from collections.abc import Callable
from pathlib import Path

from crawlers.coverage import Coverage
from crawlers.crawl import Progress
from crawlers.decide import CrawlLimits
from crawlers.guard import allowance
from crawlers.sources import source_of
from influence.cli.crawling import CrawlRequest, crawl_project
from influence.cli.pipeline import World
from influence.cli.team_files import write_files
from influence.cli.teams import Request, Team, choose_team
from influence.demo.server import Running
from influence.demo.settings import CONTACT, demo_settings
from influence.demo.story import Story
from influence.demo.truth import as_json
from influence.errors import ProjectError
from influence.export.files import write_whole
from influence.settings import FILE_NAME, read
from influence.store.project import Project

TRUTH, TABLE, GRAPH, REPORT = "truth.json", "shortlist.csv", "graph.gexf", "report.html"


def make_project(folder: Path, story: Story, running: Running) -> Project:
    """Make the demo's project with its settings and truth.json, or open the one an earlier demo made.

    Raises:
        ProjectError: The folder holds another project, or a demo made with other ports.
    """
    if not (folder / FILE_NAME).exists():
        project = Project.create(folder, demo_settings(story, running.homes))
        text = json.dumps(as_json(story, running.addresses), ensure_ascii=False, indent=1)
        write_whole(folder / TRUTH, [text, "\n"])
        return project
    if not (folder / TRUTH).exists():
        raise ProjectError("this folder holds another project", about=str(folder),
                           hint="name a new folder for the demo")
    if list(read(folder).scope.sources) != running.homes:
        raise ProjectError("this demo was made with other ports", about=str(folder),
                           hint="name a new folder, or the --port it was made with")
    return Project.open(folder)


def crawl_community(
    project: Project, running: Running, *, on_progress: Callable[[Progress], None] | None = None
) -> Coverage:
    """Crawl every site of the community; without a pause, since it is this machine's own."""
    request = CrawlRequest(
        sources=[source_of(home) for home in running.homes], limits=CrawlLimits(hops=0, delay_s=0.0),
        allowed=allowance(running.authorities), contact=CONTACT, revisit=True,
    )
    return crawl_project(project, request, on_progress=on_progress)


def propose(known: World, folder: Path) -> tuple[Team, list[Path]]:
    """Choose five people and write the files; return the team and what was written."""
    request = Request(csv_file=folder / TABLE, gexf_file=folder / GRAPH, html_file=folder / REPORT,
                      command=f"influence --project {folder.name} shortlist")
    team = choose_team(known, request)
    return team, write_files(known, team, request)
