"""`influence inspect`: one page, as JSON for programs and as lines for people."""

import http.server
import json
import threading

import pytest
from click.testing import CliRunner

from influence.cli.inspect import inspect
from influence.errors import InfluenceError, InputError, UsageError

PAGE = """<html lang="en"><head><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2024-05-17T08:00:00+02:00"></head><body><h1>Stars</h1>
<div class="entry-content"><p>""" + "Forty small stars were cut from felt. " * 8 + """<a href="https://bo.example/p">Bo</a></p></div>
<ol class="comment-list"><li id="comment-1" class="comment"><b class="fn">Guest</b> <time datetime="2024-05-18">x</time>
<div class="comment-content">Nice</div></li></ol></body></html>"""


@pytest.fixture
def saved(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(PAGE, "utf-8")
    return str(file)


def test_json_has_the_agreed_shape(saved):
    result = CliRunner().invoke(inspect, [saved, "--url", "https://b.example/2024/05/stars", "--json"])
    seen = json.loads(result.output)
    assert list(seen) == ["url", "extractors", "posts", "accounts", "activities", "outlinks", "warnings"]
    post, comment = seen["posts"]
    assert post["published"] == "2024-05-17T08:00:00+02:00"
    assert post["author"] == {"name": "Ann Lee", "url": None, "handle": None}
    assert post["links"] == [{"url": "https://bo.example/p", "rel": [], "place": "body"}]
    assert (comment["id"], comment["in_reply_to"]) == ("comment-1", "https://b.example/2024/05/stars")
    assert (comment["published"], comment["published_basis"]) == ("2024-05-18", "day")
    assert comment["author"] == {"name": "Guest", "url": None, "handle": None}
    assert [one["id"] for one in seen["accounts"]] == ["name:b.example:ann%20lee"]


def test_lines_say_which_reader_and_what_is_missing(saved):
    result = CliRunner().invoke(inspect, [saved, "--url", "https://b.example/2024/05/stars"])
    assert "article, 60% sure" in result.output
    assert "wordpress_comments" in result.output
    assert "post by Ann Lee, 2024-05-17T08:00:00+02:00" in result.output
    assert "A comment signed 'Guest'." in result.output


def test_relative_times_count_from_the_given_fetch(saved, tmp_path):
    feed = tmp_path / "page2.html"
    feed.write_text(PAGE.replace("2024-05-17T08:00:00+02:00", "2 days ago"), "utf-8")
    result = CliRunner().invoke(inspect, [str(feed), "--fetched", "2024-05-20", "--json"])
    assert json.loads(result.output)["posts"][0]["published"].startswith("2024-05-18")


def test_a_page_no_reader_knows(tmp_path):
    file = tmp_path / "x.bin"
    file.write_bytes(b"plain words")
    assert "no reader knows" in CliRunner().invoke(inspect, [str(file)]).output


@pytest.mark.parametrize(("arguments", "error"), [(["no-such-file.html"], InputError), (["https://127.0.0.1:1/"], InfluenceError)])
def test_what_cannot_be_read_is_said(arguments, error):
    result = CliRunner().invoke(inspect, arguments)
    assert isinstance(result.exception, error)


def test_a_wrong_address_is_said(saved):
    assert isinstance(CliRunner().invoke(inspect, [saved, "--url", "nowhere"]).exception, UsageError)
    assert isinstance(CliRunner().invoke(inspect, ["http://b.example/", "--allow-private", "x"]).exception, UsageError)


def test_an_address_of_ones_own_is_fetched():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = PAGE.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        here = f"127.0.0.1:{server.server_port}"
        result = CliRunner().invoke(inspect, [f"http://{here}/2024/05/stars", "--allow-private", here, "--json"])
        assert [post["kind"] for post in json.loads(result.output)["posts"]] == ["post", "comment"]
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_in_which_nothing_was_found_has_its_own_exit_code(influence, tmp_path):
    file = tmp_path / "x.txt"
    file.write_bytes(b"plain words")
    assert influence("inspect", file).code == 4


@pytest.mark.parametrize(("body", "words"), [(b"", "nothing in it"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "no text")])
def test_a_file_that_is_no_page_is_said_to_be_none(influence, tmp_path, body, words):
    file = tmp_path / "page.html"
    file.write_bytes(body)
    done = influence("inspect", file)
    assert (done.code, words in done.err) == (3, True)
