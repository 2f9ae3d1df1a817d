"""The CSV of stakes: what is read from it, and the line and the words for everything that is wrong with it."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.engine.control import controlling_pairs
from regraph.engine.stakes import WHOLE
from regraph.errors import BadFile, BadRows, BadSyntax
from regraph.model.lookup import folded
from regraph.register.making import import_stakes
from regraph.register.reading.joining import all_folded
from regraph.register.reading.shares import fault, shares_of
from regraph.register.register import Register

TOLD = dt.date(2026, 2, 1)
HALF_UNITS = WHOLE // 2
Row = tuple[str, str, int, int, int]


def imported(place: Path, content: str | bytes) -> Register:
    """The register of a file."""
    path = place / "stakes.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return import_stakes(path, place / "store", TOLD, force=True)


def rows_of(register: Register, kind: str = "stake") -> list[Row]:
    """Holder, held, bounds in millionths and line of each stake."""
    s = register.stakes(kind=kind)
    return [
        (s.names[s.holder[i]], s.names[s.held[i]], int(s.low[i]) // 2000, int(s.high[i]) // 2000, int(s.row[i]))
        for i in range(len(s))
    ]


HALF = ("Alpha", "Beta", 500_000, 500_000)
GOOD: dict[str, tuple[str | bytes, list[Row]]] = {
    "one share": ("holder,held,share\nAlpha,Beta,0.5\n", [(*HALF, 2)]),
    "bounds": ("holder,held,share_min,share_max\nAlpha,Beta,0.25,0.5\n", [("Alpha", "Beta", 250_000, 500_000, 2)]),
    "columns in another order": ("share,held,holder\n0.5,Beta,Alpha\n", [(*HALF, 2)]),
    "no line end at the end": ("holder,held,share\nAlpha,Beta,0.5", [(*HALF, 2)]),
    "Windows": (b"\xef\xbb\xbfholder,held,share\r\n\r\nAlpha,Beta,0.5\r\n", [(*HALF, 3)]),
    "empty lines": ("\n\nholder,held,share\n\nAlpha,Beta,0.5\n,,\n\nBeta,Gamma,1\n",
                    [(*HALF, 5), ("Beta", "Gamma", 1_000_000, 1_000_000, 8)]),
    "nothing stated": ("holder,held,share\nAlpha,Beta,\n", [("Alpha", "Beta", 0, 1_000_000, 2)]),
    "no lower bound": ("holder,held,share_min,share_max\nAlpha,Beta,,0.3\n", [("Alpha", "Beta", 0, 300_000, 2)]),
    "no upper bound": ("holder,held,share_min,share_max\nAlpha,Beta,0.3,\n",
                       [("Alpha", "Beta", 300_000, 1_000_000, 2)]),
    "zero": ("holder,held,share\nAlpha,Beta,0\n", [("Alpha", "Beta", 0, 0, 2)]),
    "spaces around a number": ("holder,held,share\nAlpha,Beta, 0.5 \n", [(*HALF, 2)]),
    "no zero before the point": ("holder,held,share\nAlpha,Beta,.5\n", [(*HALF, 2)]),
    "as a program writes it": ("holder,held,share\nAlpha,Beta,5e-1\n", [(*HALF, 2)]),
    "one pair twice": ("holder,held,share\nAlpha,Beta,0.2\nAlpha,Beta,0.1\n",
                       [("Alpha", "Beta", 200_000, 200_000, 2), ("Alpha", "Beta", 100_000, 100_000, 3)]),
    "its own holder": ("holder,held,share\nAlpha,Alpha,0.1\n", [("Alpha", "Alpha", 100_000, 100_000, 2)]),
    "a line end in a name": ('holder,held,share\n"Al\npha",Beta,0.5\n"x\r\ny",Beta,0.5\nz,Beta,0\n',
                             [("Al\npha", "Beta", 500_000, 500_000, 2), ("x\r\ny", "Beta", 500_000, 500_000, 4),
                              ("z", "Beta", 0, 0, 6)]),
    "the heading alone": ("holder,held,share\n", []),
    "the heading without its end": ("holder,held,share", []),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_read_with_the_line_of_each_stake(tmp_path: Path, name: str) -> None:
    content, expected = GOOD[name]
    assert rows_of(imported(tmp_path, content)) == sorted(expected, key=lambda r: (r[1], r[0], r[4]))


NAMES = (
    "Müller, Söhne & Co.",
    'the "Blue" Mine',
    "شركة التعدين",
    "株式会社",
    "two\nlines",
    "x" * 10_000,
    "𝛼",
    "a\0b",
    "NULL",
)


def test_a_name_is_kept_letter_by_letter(tmp_path: Path) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in NAMES]
    register = imported(tmp_path, "holder,held,share\n" + "".join(f"{q},Beta,0.1\n" for q in quoted))
    assert sorted(register.names) == sorted([*NAMES, "Beta"])
    assert [register.names[register.index_of(name)] for name in NAMES] == list(NAMES)


def test_votes_are_kept_apart(tmp_path: Path) -> None:
    register = imported(
        tmp_path, "holder,held,share,kind\nAlpha,Beta,0.5,\nAlpha,Beta,0.6,votes\nAlpha,Beta,0.1,stake\n"
    )
    assert register.manifest.stakes == {"stake": 2, "votes": 1}
    assert rows_of(register) == [(*HALF, 2), ("Alpha", "Beta", 100_000, 100_000, 4)]
    assert rows_of(register, "votes") == [("Alpha", "Beta", 600_000, 600_000, 3)]


WRONG = {
    "percent": ("Alpha,Beta,51%", "share '51%' is no fraction of 1; write 0.51 for 51 %"),
    "above one": ("Alpha,Beta,51", "share '51' is no fraction of 1; write 0.51 for 51 %"),
    "a hair above one": ("Alpha,Beta,1.00000000000000000001", "share '1.00000000000000000001' is no fraction of 1"),
    "above all": ("Alpha,Beta,1000", "share '1000' is above all of it; write a fraction from 0 to 1, such as 0.25"),
    "a comma": ('Alpha,Beta,"0,5"', "share '0,5' is no fraction of 1; write 0.5"),
    "below zero": (
        "Alpha,Beta,-0.5",
        "share '-0.5' is no share; write a fraction from 0 to 1, such as 0.25",
    ),
    "no number": ("Alpha,Beta,half", "share 'half' is no number; write a fraction of 1, such as 0.25, or nothing"),
    "not a number": ("Alpha,Beta,nan", "share 'nan' is no share; write a fraction from 0 to 1"),
    "infinite": ("Alpha,Beta,inf", "share 'inf' is no share; write a fraction from 0 to 1"),
    "other digits": ("Alpha,Beta,٠.٥", "share '٠.٥' is no fraction of 1; write 0.5"),
    "above all of it": ("Alpha,Beta,>1", "share '>1' leaves nothing; write 1"),
    "below nothing": ("Alpha,Beta,<0", "share '<0' leaves nothing; write 0"),
    "above more than all": (
        "Alpha,Beta,>1.00000000000000000001",
        "share '>1.00000000000000000001' is no fraction of 1",
    ),
    "above in percent": ("Alpha,Beta,>51%", "share '>51%' is no fraction of 1; write >0.51 for >51 %"),
    "above a hair more than all": ("Alpha,Beta,>1.00000000000000000001", "share '>1.000000000000000000"),
    "above no number": (
        "Alpha,Beta,>",
        "share '>' is no number; write a fraction of 1, such as 0.25, or nothing; > or < stands before a number",
    ),
    "at least": (
        "Alpha,Beta,>=0.5",
        "share '>=0.5': >= is no sign of an open end; write 0.5 as share_min for at least, as share_max for at most",
    ),
    "two signs": ("Alpha,Beta,<>0.5", "share '<>0.5': <> is no sign of an open end; write 0.5 as share_min"),
    "no holder": (",Beta,0.5", "the holder is empty; write its name"),
    "nothing held": ("Alpha,,0.5", "the held is empty; write its name"),
    "a space": ("Alpha ,Beta,0.5", "the holder 'Alpha ' begins or ends with a space; write it without"),
    "a space of another kind": ("Alpha,\u00a0Beta,0.5", "the held '\\xa0Beta' begins or ends with a space"),
    "too few": ("Alpha,Beta", "2 columns where the heading has 3; write one value a column; a name that holds a comma"),
    "too many": ("Alpha, Ltd,Beta,0.5", "4 columns where the heading has 3; write one value a column; a name that"),
    "an open quote": (
        '"Alpha,Beta,0.5',
        "1 columns where the heading has 3; write one value a column, or close the quote",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_is_named_with_its_line_and_what_to_write(tmp_path: Path, name: str) -> None:
    row, message = WRONG[name]
    with pytest.raises(BadRows) as error:
        imported(tmp_path, f'holder,held,share\nx,y,0.1\n\n"z\nz",y,0.1\n{row}')
    assert [line for line, _ in error.value.rows] == [6]
    assert error.value.lines[0].startswith(f"{tmp_path}/stakes.csv:6: {message}")
    assert (
        str(error.value) == f"{tmp_path}/stakes.csv: 1 row is wrong, each of them is named above; nothing was written"
    )
    assert [p.name for p in tmp_path.iterdir()] == ["stakes.csv"]


OPTIONAL = {
    "no date": ("start", "soon", "start 'soon' is no date; write 2023, 2023-04 or 2023-04-05, or nothing"),
    "no such day": ("end", "2023-02-30", "end '2023-02-30' is no date"),
    "a day the other way round": ("start", "05.04.2023", "start '05.04.2023' is no date"),
    "an option": ("kind", "option", "kind 'option' is unknown; write stake, votes, or nothing"),
    "a certainty of our own": ("certainty", "sure", "certainty 'sure' is unknown; write alleged, denied, disputed,"),
}


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_wrong_word_of_an_optional_column_is_named(tmp_path: Path, name: str) -> None:
    column, word, message = OPTIONAL[name]
    with pytest.raises(BadRows) as error:
        imported(tmp_path, f"holder,held,share,{column}\nAlpha,Beta,0.5,\nAlpha,Beta,0.5,{word}\n")
    assert error.value.rows[0][0] == 3
    assert error.value.rows[0][1].startswith(message)


def test_bounds_and_dates_out_of_order_are_named(tmp_path: Path) -> None:
    text = (
        "holder,held,share_min,share_max,start,end\na,b,0.6,0.5,,\na,b,0.5,0.6,2024,2023-12-31\na,b,0,1,2023-06,2023\n"
    )
    with pytest.raises(BadRows) as error:
        imported(tmp_path, text)
    assert error.value.rows == (
        (2, "share_min 0.6 is above share_max 0.5; write the lower bound first"),
        (3, "it ends 2023-12-31 before it starts 2024; write the earlier date as start"),
    )


def test_another_encoding_is_named_by_line(tmp_path: Path) -> None:
    with pytest.raises(BadRows) as error:
        imported(tmp_path, b"holder,held,share\nx,y,0.1\n" + "Müller,Beta,0.5\n".encode("latin-1"))
    assert error.value.rows == ((3, "the row is not UTF-8; save the file as UTF-8"),)


def test_of_many_wrong_rows_the_first_twenty_by_line_are_named_and_all_are_counted(tmp_path: Path) -> None:
    body = "".join("a,b\n" if i % 3 == 0 else "a,b,9\n" if i % 3 == 1 else '"a\nb",c,0.1\n' for i in range(90))
    with pytest.raises(BadRows) as error:
        imported(tmp_path, f"holder,held,share\n{body}")
    lines = [number for number, text in enumerate(body.split("\n"), start=2) if text in ("a,b", "a,b,9")]
    assert error.value.count == len(lines) == 60
    assert [line for line, _ in error.value.rows] == lines[:20]
    assert "60 rows are wrong, the first 20 are named above; nothing was written" in str(error.value)


HEADINGS = {
    "holder;held;share": "column 'holder;held;share' is unknown; the columns are holder, held, share,",
    "Holder,held,share": "column 'Holder' is unknown; the columns are holder,",
    "holder,held,share,value": "column 'value' is unknown",
    "holder,holder,held,share": "column 'holder' stands twice; keep one",
    "holder,share": "column 'held' is missing; write holder, held and share, or share_min and share_max",
    "holder,held": "the share is not stated one way; write either share, or both share_min and share_max",
    "holder,held,share_min": "the share is not stated one way",
    "holder,held,share,share_min,share_max": "the share is not stated one way",
    "holder,held,share\rAlpha,Beta,0.5": "this is no heading of a CSV file",
    '"holder': "this is no heading of a CSV file",
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_wrong_heading_is_named(tmp_path: Path, heading: str) -> None:
    with pytest.raises(BadSyntax) as error:
        imported(tmp_path, f"\n{heading}\na,b,0.5\n")
    assert str(error.value).startswith(f"{tmp_path}/stakes.csv:2: {HEADINGS[heading]}")


@pytest.mark.parametrize("content", (b"", b"\n\r\n", b"\xef\xbb\xbf"), ids=("nothing", "empty lines", "a mark alone"))
def test_an_empty_file_is_one_error(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadFile, match="is empty; its first line names the columns: holder, held, share"):
        imported(tmp_path, content)


def test_a_file_in_utf_16_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(BadSyntax, match="stakes.csv:1: this is not UTF-8; save the file as UTF-8"):
        imported(tmp_path, "holder,held,share\n".encode("utf-16"))


def test_a_file_that_is_missing_or_a_directory_is_one_error(tmp_path: Path) -> None:
    for path, message in ((tmp_path / "none.csv", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(BadFile, match=message):
            import_stakes(path, tmp_path / "store", TOLD)


EXACT = ("0", "1", "0.5", "1.000", "0.333333333333", "0.3000000000000000000000000000000001", "1e-10", "0.9999999999999",
         "0.123456789", "0.1234567891", "0.1234567890", "5E-2", "0.30000000000000004", "1e-999")  # fmt: skip


def ends(text: str) -> tuple[int, int]:
    found = shares_of(pa.array([text]))
    assert not found.bad[0]
    return int(found.low[0]), int(found.high[0])


def outward(text: str) -> tuple[int, int]:
    """Both ends by whole fractions: the billionths at or below, and at or above."""
    billionths = Fraction(Decimal(text)) * 10**9
    return 2 * (billionths.numerator // billionths.denominator), -2 * (-billionths.numerator // billionths.denominator)


@pytest.mark.parametrize("text", EXACT)
def test_a_share_is_exact_to_a_billionth_and_never_rounded_inward(text: str) -> None:
    assert ends(text) == outward(text if text != "1e-999" else "0.0000000001")


@given(st.decimals(min_value=0, max_value=1, allow_nan=False, places=None))
def test_any_decimal_becomes_the_billionths_around_it(share: Decimal) -> None:
    text = format(share, "f")
    assert ends(text) == outward(text)


OPEN_ENDS = {
    "above half": (">0.5", HALF_UNITS + 1, WHOLE),
    "below a quarter, with spaces": (" < .25 ", 0, WHOLE // 4 - 1),
    "above nothing": (">0", 1, WHOLE),
    "below all": ("<1", 0, WHOLE - 1),
    "an end between billionths stays closed, outward": (">0.5000000001", HALF_UNITS, WHOLE),
    "likewise below": ("<0.4999999999", 0, HALF_UNITS),
    "nearly all": (">0.99999999999999999999", WHOLE - 2, WHOLE),
}


@pytest.mark.parametrize("name", OPEN_ENDS)
def test_a_sign_makes_one_end_open_and_leaves_the_other_unstated(name: str) -> None:
    text, low, high = OPEN_ENDS[name]
    assert ends(text) == (low, high)


@given(st.decimals(min_value=0, max_value=1, allow_nan=False, places=None), st.sampled_from("<>"))
def test_an_open_end_says_less_than_the_number_alone_and_more_than_nothing(share: Decimal, sign: str) -> None:
    found = shares_of(pa.array([f"{sign}{share:f}"]))
    low, high = outward(format(share, "f"))
    exact = int(low == high)
    assert bool(found.bad[0]) is (share == (1 if sign == ">" else 0))
    if not found.bad[0]:
        expected = (low + exact, WHOLE) if sign == ">" else (0, high - exact)
        assert (int(found.low[0]), int(found.high[0])) == expected


BANDS = {
    "above and up to": (">0.25,0.5", [(WHOLE // 4 + 1, HALF_UNITS)]),
    "between": (">0.25,<0.5", [(WHOLE // 4 + 1, HALF_UNITS - 1)]),
    "above alone": (">0.75,", [(WHOLE // 4 * 3 + 1, WHOLE)]),
    "nothing between": (">0.5,0.5", "share_min >0.5 is above share_max 0.5; write the lower bound first"),
    "the wrong way round": ("0.5,>0.7", "share_max '>0.7' is no upper bound; write 0.7 or <0.7, and >0.7 as share_min"),
    "and below": ("<50%,0.7", "share_min '<50%' is no lower bound; write 0.5 or >0.5, and <0.5 as share_max"),
}


@pytest.mark.parametrize("name", BANDS)
def test_each_bound_takes_its_own_sign_only(tmp_path: Path, name: str) -> None:
    row, expected = BANDS[name]
    content = f"holder,held,share_min,share_max\nAlpha,Beta,{row}\n"
    if isinstance(expected, str):
        with pytest.raises(BadRows) as error:
            imported(tmp_path, content)
        assert error.value.lines == (f"{tmp_path}/stakes.csv:2: {expected}",)
    else:
        stakes = imported(tmp_path, content).stakes()
        assert [(int(stakes.low[0]), int(stakes.high[0]))] == expected


def test_more_than_half_is_a_majority_and_half_is_none(tmp_path: Path) -> None:
    register = imported(tmp_path, "holder,held,share\nAlpha,Beta,>0.5\nGamma,Delta,0.5\n")
    stakes = register.stakes()
    pairs = controlling_pairs(stakes)
    found = zip(pairs.controller.tolist(), pairs.controlled.tolist(), strict=True)
    assert [(stakes.names[i], stakes.names[j]) for i, j in found] == [("Alpha", "Beta")]


def test_nothing_is_anything() -> None:
    assert ends("") == (0, WHOLE)


def test_a_fault_says_what_to_write() -> None:
    assert fault("share_min", " 12,5 % ") == "share_min '12,5 %' is no fraction of 1; write 0.125 for 12.5 %"


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=5))
def test_names_are_folded_all_at_once_as_one_by_one(names: list[str]) -> None:
    assert all_folded(pa.array(names, pa.string())).to_pylist() == [folded(name) for name in names]


@given(st.lists(st.text(st.characters(max_codepoint=127)), max_size=5))
def test_names_in_ascii_are_folded_all_at_once_as_one_by_one(names: list[str]) -> None:
    assert all_folded(pa.array(names, pa.string())).to_pylist() == [folded(name) for name in names]
