"""Rules of language and country: by code or name, and who is left out because nothing is known is counted aloud."""

import pytest

from influence.cli.team_rules import only_language
from influence.errors import NothingFoundError, UsageError
from influence.shortlist import Eligible

SPOKEN = {0: "en", 1: "zh-Hant", 2: "zh"}


def able(*codes):
    return Eligible(codes=codes, left_out=(), repair=())


@pytest.mark.parametrize("wanted", ["zh", "Chinese", "中文"])
def test_a_language_may_be_named_and_the_unknown_are_counted(wanted, capsys):
    left = only_language(able(0, 1, 2, 3, 4), wanted, SPOKEN)
    assert left.codes == (1, 2)
    assert {out.code: out.text for out in left.left_out} == {
        0: "does not write in zh", 3: "language not known", 4: "language not known"}
    assert "--language: 2 of 5 people are left out because nothing read tells their language" in capsys.readouterr().err


def test_nothing_is_said_where_every_language_is_known(capsys):
    assert only_language(able(0, 1), "zh-TW", SPOKEN).codes == (1,)
    assert capsys.readouterr().err == ""


def test_nobody_left_says_what_there_is():
    with pytest.raises(NothingFoundError, match=r"writes in 'fr' - there are: en \(1\), zh-Hant \(1\), unknown \(1\)"):
        only_language(able(0, 1, 7), "French", SPOKEN)


def test_what_is_no_language_or_country_is_said_with_the_nearest():
    with pytest.raises(UsageError, match="'englsih' is no language - did you mean 'english', written en"):
        only_language(able(0), "englsih", SPOKEN)


def test_a_country_may_be_named(influence, project):
    done = influence("--project", project, "shortlist", "-k", 2, "--country", "Taiwan")
    assert (done.code, "whose address tells 'TW'" in done.err) == (4, True)
    done = influence("--project", project, "shortlist", "-k", 2, "--country", "Tawian")
    assert (done.code, "'Tawian' is no country - did you mean 'taiwan', written TW?" in done.err) == (2, True)
