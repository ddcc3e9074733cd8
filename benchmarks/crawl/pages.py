"""Blog pages of a usual size on loopback, several hosts, for crawl benchmarks. Deterministic."""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

WORDS = [
    "paper", "scissors", "glue", "table", "afternoon", "stitch", "thread", "quilt", "fold", "crease",
    "needle", "album", "page", "ribbon", "stamp", "button", "craft", "pattern", "sewing", "basket", "corner",
    "candle", "kettle", "window", "garden", "ladder",
]


def text(seed: int, count: int) -> str:
    """Return words that look like prose and never repeat the same way."""
    return " ".join(WORDS[(seed * 31 + place * place * 7 + place) % len(WORDS)] for place in range(count))


def post(host: int, number: int, posts: int, size: int) -> str:
    """Return one post page of about `size` bytes: furniture, body with links, comments."""
    paragraphs = "".join(f"<p>{text(number * 97 + part, 90)}.</p>" for part in range(12))
    comments = "".join(
        f'<li class="comment" id="comment-{part}"><b class="fn"><a class="url" href="http://reader{part}.example/">'
        f'Reader {part}</a></b><time datetime="2024-05-02T1{part}:00:00+00:00">May 2</time><p>{text(part, 25)}</p></li>'
        for part in range(6))
    head = (f'<title>Post {number} of blog {host}</title><meta name="author" content="Author {host}">'
            f'<link rel="canonical" href="/2024/05/post-number-{number}/">')
    body = (f'<article class="post"><h1 class="entry-title">Post {number}</h1><time class="published" '
            f'datetime="2024-05-{number % 28 + 1:02}T10:00:00+00:00">May</time><div class="entry-content">{paragraphs}'
            f'<p><a href="http://friend{number % 9}.example/p">a friend</a></p></div></article>'
            f'<ol class="comment-list">{comments}</ol><a href="/2024/05/post-number-{(number + 1) % posts}/">next</a>')
    page = f'<html><head>{head}</head><body><div id="content">{body}</div>'
    side = "".join(f'<li class="cat-item cat-item-{part}"><a href="/2024/05/post-number-{part % posts}/">'
                   f"{text(part, 4)}</a></li>" for part in range(max(0, (size - len(page)) // 130)))
    return f'{page}<aside class="sidebar widget-area"><ul>{side}</ul></aside></body></html>'


class Handler(BaseHTTPRequestHandler):
    """Answers from memory."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    pages: dict[tuple[int, str], bytes]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer one page."""
        body = self.pages.get((self.server.server_address[1], self.path))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")


def main(first_port: int, hosts: int, posts: int, size: int) -> None:
    """Serve `hosts` blogs of `posts` posts each on ports from `first_port`."""
    pages: dict[tuple[int, str], bytes] = {}
    for host in range(hosts):
        links = "".join(f'<a href="/2024/05/post-number-{number}/">Post {number}</a>' for number in range(posts))
        pages[first_port + host, "/"] = f"<html><body><ul>{links}</ul></body></html>".encode()
        for number in range(posts):
            pages[first_port + host, f"/2024/05/post-number-{number}/"] = post(host, number, posts, size).encode()
    Handler.pages = pages
    servers = [ThreadingHTTPServer(("127.0.0.1", first_port + host), Handler) for host in range(hosts)]
    for server in servers:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
    print("READY", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:5]))
