"""The community on this machine's own address: answers, unchanged answers, ports that are taken."""

import http.client
import os
import socket
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from crawlers.coverage import Coverage
from influence.cli.app import influence
from influence.cli.demo import _crawled
from influence.demo.plan import tell
from influence.demo.server import Running, bases, served
from influence.errors import InfluenceError
from influence.store.project import Project

#: Apart from the demo's own, and from those of other test processes.
PORT = 18_481 + 1_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with served(tell(), PORT) as found:
        yield found


def ask(path: str, *, port: int = PORT, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read()
    connection.close()
    return answer


@pytest.mark.usefixtures("running")
def test_a_home_page_is_served_as_utf_8():
    answer = ask("/blog", port=PORT + 3)
    assert (answer.status, answer.getheader("Content-Type")) == (200, "text/html; charset=utf-8")
    assert "采蘋的手帳桌" in answer.body.decode()


def test_every_site_answers_at_its_own_port(running):
    assert len(running.authorities) == len(set(running.authorities)) == 28
    assert running.homes[0] == f"http://127.0.0.1:{PORT}/"
    for authority in running.authorities:
        assert ask("/robots.txt", port=int(authority.rpartition(":")[2])).status == 200


@pytest.mark.usefixtures("running")
def test_what_has_not_changed_is_not_sent_again():
    first = ask("/")
    again = ask("/", **{"If-None-Match": first.getheader("ETag")})
    assert (again.status, again.body) == (304, b"")
    assert ask("/", **{"If-None-Match": '"other"'}).status == 200


@pytest.mark.usefixtures("running")
def test_head_sends_no_body():
    answer = ask("/", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.getheader("Content-Length")) > 1_000


@pytest.mark.usefixtures("running")
def test_what_is_not_there_is_not_found():
    assert ask("/nothing").status == 404
    assert ask("/viewtopic.php?t=99999", port=PORT + 25).status == 404


def test_an_encoded_address_and_a_query_that_means_nothing_are_understood(running):
    entry = next(entry for entry in tell().entries if entry.site == "yien")
    path = running.addresses.entry(entry).removeprefix(running.addresses.bases["yien"])
    assert "%e" in path
    assert ask(path + "?replytocom=5", port=PORT + 4).status == ask(path.upper().replace("%E", "%e"), port=PORT + 4).status == 200


def test_a_taken_port_is_named_with_what_to_do():
    with socket.create_server(("127.0.0.1", PORT + 400)), pytest.raises(
        InfluenceError, match=rf"port {PORT + 400} .*--port"
    ), served(tell(), PORT + 400):
        pass


def test_the_demo_prints_the_whole_command_for_other_ports(tmp_path):
    port = PORT + 400
    with socket.create_server(("127.0.0.1", port)):
        Project.create(tmp_path / "mine").close()
        for folder, wanted in ((tmp_path / "demo", "demo"), (tmp_path / "mine", f"mine-{port + 3_000}")):
            result = CliRunner().invoke(influence, ["demo", str(folder), "--port", str(port)])
            assert str(result.exception).endswith(f"demo {folder.with_name(wanted)} --port {port + 3_000}")


def test_other_ports_are_ports_that_exist(tmp_path):
    with socket.create_server(("127.0.0.1", 64_000)):
        result = CliRunner().invoke(influence, ["demo", str(tmp_path / "a b"), "--port", "64000"])
    assert str(result.exception).endswith(f"demo '{tmp_path / 'a b'}' --port 18081")


def test_a_demo_that_lost_pages_says_so():
    coverage = Coverage()
    line = coverage.of("https://a.example/")
    line.fetched = 5
    line.failed.update(reader_lost=1, timeout=1, http_404=9)
    assert "5 pages read, 0 unchanged, in 0 s. 2 pages could not be read" in _crawled(coverage)
    line.failed.clear()
    assert _crawled(coverage) == "5 pages read, 0 unchanged, in 0 s."


def test_a_port_beyond_the_last_is_refused():
    with pytest.raises(InfluenceError, match="--port"), served(tell(), 65_530):
        pass


def test_ports_are_free_again_afterwards():
    for _ in range(2):
        with served(tell(), PORT + 200):
            assert ask("/", port=PORT + 200).status == 200
    with pytest.raises(ConnectionRefusedError):
        ask("/", port=PORT + 200)


def test_bases_follow_the_order_of_the_sites():
    found = bases(tell(), 5000)
    assert found["foldandember"] == "http://127.0.0.1:5000"
    assert found["strandnotes"] == "http://127.0.0.1:5027"
