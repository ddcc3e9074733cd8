"""`influence warm-up`: compile the fast kernels now instead of at first need."""

import click

from influence.cli.session import Session


@click.command("warm-up")
@click.pass_obj
def warm_up(session: Session) -> None:
    """Compile the fast kernels now instead of at first need.

    Projects with fewer than 100,000 acts use them for `shortlist --method sampled` only, so this is for
    large ones, and for images and shared machines that should be ready before anybody comes. Compiled
    code is kept in the package's folder, or in the user's cache folder when that is read-only, or where
    NUMBA_CACHE_DIR says.

    \b
    Example:
      influence warm-up
    """
    import time

    from influence.ranking.compiled import kernels
    from influence.shortlist.opim import warm_up as warm_up_choice

    start = time.perf_counter()
    names = kernels().warm_up() + warm_up_choice()
    session.say(f"{len(names)} kernels are ready ({', '.join(names)}): {time.perf_counter() - start:.1f} s.")
