"""No request leaves for a private address, in any spelling, by name, redirect or configuration slip."""

import socket

import pytest

from crawlers.errors import AddressError, FetchError, RefusedError
from crawlers.guard import Guard, allowance, endpoint, is_public
from crawlers.urls import canonical

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "64:ff9b:1::101:101", "fec0::1", "3fff::1", "2002:7f00:1::", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1", "not an address", "",
]
PUBLIC = ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address):
    assert is_public(address)


SPELLINGS = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
    "http://0.0.0.0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://good.example@127.0.0.1/",
    "http://127.0.0.1\\@good.example/", "http://１２７.0.0.1/", "http://localhost/", "http://localhost./",
    "http://LOCALHOST/", "http://[64:ff9b::7f00:1]/", "http://169.254.169.254/latest/meta-data/",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_loopback_is_asked(fetcher, spelling):
    fetcher.guard = Guard()
    with pytest.raises((AddressError, FetchError)) as caught:
        fetcher.fetch(canonical(spelling))
    assert isinstance(caught.value, AddressError) or caught.value.code in {"private_address", "dns", "connect"}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_redirect_leads_to_loopback(web, fetcher, spelling):
    secret = web.page("/secret", "canary")
    target = spelling.replace("127.0.0.1", f"127.0.0.1:{web.port + 1}") if "127.0.0.1/" in spelling else spelling
    url = web.redirect("/go", target, 302)
    with pytest.raises(FetchError) as caught:
        fetcher.follow(url)
    assert caught.value.code in {"private_address", "port", "dns", "redirect_broken", "connect"}
    assert not web.asked("/secret"), secret


def test_a_name_that_turns_private_is_refused_at_connecting(web, fetcher, monkeypatch):
    """Rebinding: whatever the name said before, the address handed to connect() is checked."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *rest, **more: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", web.port))])
    fetcher.guard = Guard()
    with pytest.raises(RefusedError) as caught:
        fetcher.fetch("http://rebind.example:8080/")
    assert caught.value.code == "private_address"
    assert not web.log


def test_one_private_answer_among_public_ones_is_enough_to_refuse(fetcher, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *rest, **more: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")])
    with pytest.raises(RefusedError):
        fetcher.fetch("http://mixed.example/")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://h.example/", "gopher://h.example/", "data:text/html,x",
                                 "javascript:alert(1)"])
def test_other_schemes_are_refused(web, fetcher, url):
    with pytest.raises(RefusedError):
        fetcher.fetch(url)
    with pytest.raises(FetchError) as caught:
        fetcher.follow(web.redirect("/go", url))
    assert caught.value.code == "redirect_broken"


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 11211])
def test_ports_of_other_services_are_refused(fetcher, port):
    with pytest.raises(RefusedError) as caught:
        fetcher.fetch(f"http://blog.example:{port}/")
    assert caught.value.code == "port"


def test_an_allowed_host_is_allowed_on_its_port_alone(web, fetcher):
    web.page("/", "mine")
    assert fetcher.fetch(web.url("/")).body == b"mine"
    with pytest.raises(RefusedError):
        fetcher.fetch(f"http://127.0.0.1:{web.port + 1}/")
    with pytest.raises(RefusedError):
        fetcher.fetch(f"http://localhost:{web.port}/")


def test_a_robots_redirect_to_a_private_address_is_not_followed(web, fetcher):
    with pytest.raises(RefusedError):
        fetcher.follow(web.redirect("/robots.txt", "http://10.0.0.1/robots.txt"))


def test_names_that_do_not_exist_are_named(fetcher, monkeypatch):
    def unknown(*rest, **more):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError) as caught:
        fetcher.fetch("http://nobody.example/")
    assert caught.value.code == "dns"


def test_ranges_and_commas_name_many_endpoints():
    assert allowance(["127.0.0.1:80-82, [::1]:90", ""]) == {"127.0.0.1:80", "127.0.0.1:81", "127.0.0.1:82", "::1:90"}


@pytest.mark.parametrize("text", ["127.0.0.1", "127.0.0.1:x", ":80", "h:0", "h:9-8", "h:1-65535", "h:70000"])
def test_what_is_no_endpoint_is_said_so(text):
    with pytest.raises(ValueError, match=text):
        allowance([text])


def test_an_endpoint_always_has_its_port():
    assert endpoint("https://Blog.example./x") == "blog.example:443"
