"""Makes the graph files in this folder anew: `python sample_graphs/make.py`.

The made-up community of `influence demo` at invented addresses, read without fault, and from there
on by the same steps as every project: people, acts, ranking, team of five, export.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from crawlers.extract.acts import activities
from influence.cli.graphs import people_graph
from influence.cli.pipeline import world
from influence.cli.teams import Request, choose_team
from influence.demo.addresses import Addresses
from influence.demo.plan import tell
from influence.demo.records import PerfectReader
from influence.demo.settings import demo_settings
from influence.export.gexf import write_gexf
from influence.export.graph_tables import write_graph_tables
from influence.export.graphml import write_graphml
from influence.store.project import Project

HERE = Path(__file__).parent


def make(folder: Path) -> None:
    """Write crafts.gexf, crafts.graphml, crafts.nodes.csv and crafts.edges.csv."""
    story = tell()
    addresses = Addresses(story.cast, {slug: f"https://{slug}.example" for slug in story.cast.places})
    homes = [addresses.home(slug) for slug in story.cast.places]
    with TemporaryDirectory() as made, Project.create(Path(made), demo_settings(story, homes)) as project:
        for page, findings in PerfectReader(story, addresses).pages():
            project.add(page, [*findings, *activities(findings, page.url)])
        known = world(project)
        team = choose_team(known, Request())
        graph = people_graph(known, team.found, team.ranked, team.circles, team.made, everybody=True)
    write_gexf(folder / "crafts.gexf", graph)
    write_graphml(folder / "crafts.graphml", graph)
    write_graph_tables(folder / "crafts.csv", graph)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
