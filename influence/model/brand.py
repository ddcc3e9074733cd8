"""The brand we listen for, and its rivals."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A brand by all its names."""

    name: str
    aliases: tuple[str, ...] = ()
    #: Registrable domains or sites of its own.
    domains: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
