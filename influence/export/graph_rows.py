"""What a graph file holds: nodes, edges and their columns, apart from any format."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from influence.export.xml import Value

#: Label length that graph programs draw well.
MAX_LABEL = 60


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of nodes or edges; ids are lower case, since Gephi folds them."""

    id: str
    #: One of string, integer, long, double, boolean, liststring: what all readers share.
    kind: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One person (or account, or site)."""

    id: str
    label: str
    x: float
    y: float
    size: float
    color: tuple[int, int, int]
    #: ISO dates of first and last activity; None when undated.
    start: str | None = None
    end: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All acts of one kind by `source` on `target`."""

    source: str
    target: str
    #: reply, link, mention, share, adopt or follow.
    kind: str
    #: Decayed sum of acts, above 0.
    weight: float
    count: int
    start: str | None = None
    end: str | None = None
    #: Address of the strongest example.
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFile:
    """A whole graph, in the order it is written: nodes by rank, edges by source, target, kind."""

    title: str
    description: str
    #: ISO date of the end of the window, so that the same data gives the same bytes.
    date: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def dated(self) -> bool:
        """Whether anything in it has a date."""
        return any(node.start for node in self.nodes) or any(edge.start for edge in self.edges)


#: Node columns in order, as outputs.md names them.
NODE_ATTRIBUTES = (
    Attribute("living_audience", "double", "Living audience"), Attribute("drive", "double", "Drive"),
    Attribute("drive_low", "double", "Drive, low"), Attribute("drive_high", "double", "Drive, high"),
    Attribute("action_rate", "double", "Action rate"), Attribute("rank", "integer", "Rank"),
    Attribute("tier", "string", "Tier"), Attribute("community", "string", "Community"),
    Attribute("site", "string", "Site"), Attribute("feed", "string", "Feed"),
    Attribute("platforms", "liststring", "Platforms"), Attribute("topics", "liststring", "Topics"),
    Attribute("acts", "long", "Acts received"), Attribute("people_moved", "long", "People moved"),
    Attribute("posts", "long", "Posts"), Attribute("reply_share", "double", "Share of replies among acts"),
    Attribute("brand_stance", "string", "Stance to the brand"), Attribute("first_seen", "string", "First seen"),
    Attribute("last_seen", "string", "Last seen"), Attribute("shortlisted", "boolean", "Shortlisted"),
    Attribute("why", "string", "Why"),
)
EDGE_ATTRIBUTES = (Attribute("count", "long", "Acts"), Attribute("evidence", "string", "Example"))
