"""Where somebody seems to be, by the ending of their site; never more than that tells."""

import pytest

from influence.people.country import country


@pytest.mark.parametrize(("sites", "where"), [
    (["https://papier.de/"], "DE"), (["lamp.tw/blog"], "TW"), (["https://craft.org.uk/"], "GB"),
    (["https://fold.it/"], "IT"), (["https://maker.io/", "https://fold.fr/"], "FR"), (["https://craft.example/"], None),
    (["http://127.0.0.1:8080/"], None), (["https://ann.blogspot.de/"], None), ([], None), (["https://t.me/ann"], None),
])
def test_the_ending_of_an_own_site_tells_the_country_or_nothing(sites, where):
    assert country(sites) == where
