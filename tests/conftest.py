"""What all tests share: no network beyond this machine, and no settings from the outside."""

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts

# No test may depend on how fast the machine is.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shut sockets except to loopback, and hide proxies and INFLUENCE_* variables."""
    import os

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    for name in list(os.environ):
        if name.startswith("INFLUENCE_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
