"""Tables of costs: what is understood, and what is refused with its line and value."""

import pytest

from influence.cli.costs import read_costs
from influence.errors import InputError


def costs_of(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "fees.csv"
    path.write_bytes(text.encode(encoding))
    return read_costs(path)


def test_currencies_thousands_and_blank_lines_are_understood(tmp_path):
    assert costs_of(tmp_path, 'Person, Cost\r\nAnn Lee,£500\r\n\r\n林怡君,"£1,200.50"\r\n', "utf-8-sig") == {
        "Ann Lee": 500.0, "林怡君": 1200.5}


@pytest.mark.parametrize(("text", "words"), [
    ("person,cost\nAnn,500\nBo,much\n", "line 3: 'much' is no cost"),
    ("person,cost\nAnn,1.200\n", "line 2: '1.200' is no cost"),
    ("person,cost\nAnn\n", "line 2: '' is no cost"),
    ("person,cost\nAnn,-5\n", "line 2: '-5' is no cost"),
    ("person,cost\nAnn,nan\n", "line 2: 'nan' is no cost"),
    ("person,cost\nAnn,1,200\n", "line 2: '1,200' is cut at its comma"),
    ("person,cost\nAnn,£5\nBo,€5\n", "more than one currency: £, €"),
    ("name,fee\nAnn,500\n", "begins with 'name,fee'"),
    ("Ann,500\n", "begins with 'Ann,500'"),
    ("", "begins with ''"),
])
def test_what_is_refused_names_its_line_and_value(tmp_path, text, words):
    with pytest.raises(InputError) as refused:
        costs_of(tmp_path, text)
    assert words in str(refused.value)


def test_a_table_that_is_no_text_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        costs_of(tmp_path, "person,cost\n林怡君,5\n", "big5")
    with pytest.raises(InputError, match="cannot be read"):
        read_costs(tmp_path / "none.csv")
