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
from influence.export.files import write_whole
from influence.export.gexf import write_gexf
from influence.export.graph_rows import GraphFile
from influence.export.graph_tables import write_graph_tables
from influence.export.graphml import write_graphml
from influence.export.report import Dot
from influence.export.report.pictures import community_map
from influence.store.project import Project

HERE = Path(__file__).parent
_STYLE = ("<style>.ln{stroke:#d3d9e0;stroke-width:.6;fill:none}.who{font:600 14px sans-serif;fill:#1b1f24;"
          "paint-order:stroke;stroke:#fff;stroke-width:3px}</style><rect width='100%' height='100%' fill='#fff'/>")


def make(folder: Path) -> None:
    """Write crafts.gexf, crafts.graphml, crafts.nodes.csv, crafts.edges.csv and the picture crafts.svg."""
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
    write_whole(folder / "crafts.svg", [picture(graph)])


def picture(graph: GraphFile) -> str:
    """Return the graph as it is laid out, with every name, as an SVG that stands alone."""
    dots = [Dot(x=node.x, y=node.y, size=node.size, color=node.color, name=node.label) for node in graph.nodes]
    place = {node.id: (node.x, node.y) for node in graph.nodes}
    ties = sorted({(*place[edge.source], *place[edge.target]) for edge in graph.edges})
    drawn = str(community_map(dots, ties, graph.title))
    head = drawn.index(">") + 1
    return drawn[:head].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1) + _STYLE + drawn[head:] + "\n"


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
