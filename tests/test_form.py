"""A file that is not in canonical form is found with the first line that differs, and with what is wrong there."""

from pathlib import Path

import pytest
from world import HEAD, World

from regraph.check.findings import Finding
from regraph.check.form import first_difference, form_findings
from regraph.errors import BadFile
from regraph.facts.places import fact_files, shipped

BODY = '\naccount:a {\n    id:x\n        a rg:Mine ;\n        rdfs:label "X" ;\n    .\n}\n'
GOOD = HEAD + BODY
FIRST = HEAD.count("\n") + 1
RUN = "run `regraph format`"
CASES = {
    "in canonical form": (GOOD, []),
    "a byte order mark": (
        "\ufeff" + GOOD,
        [(1, "form", f"a byte order mark stands before the first character; {RUN}")],
    ),
    "Windows line ends": (GOOD.replace("\n", "\r\n"), [(1, "form", f"Windows line ends; {RUN}")]),
    "one Windows line end": (
        GOOD.replace("rg:Mine ;\n", "rg:Mine ;\r\n"),
        [(FIRST + 3, "form", f"Windows line ends; {RUN}")],
    ),
    "other indentation": (
        GOOD.replace("        a rg:Mine", "    a rg:Mine"),
        [(FIRST + 3, "form", f"not in canonical form; {RUN}")],
    ),
    "no line end at the end": (GOOD[:-1], [(FIRST + 7, "form", f"not in canonical form; {RUN}")]),
    "a comment": (
        GOOD.replace("    id:x", "    # why\n    id:x"),
        [(FIRST + 2, "form", "a # comment would be lost; say it with skos:editorialNote, or take it out")],
    ),
    "a blank node": (
        GOOD.replace("rdfs:label", "rg:isPartOf [] ;\n        rdfs:label"),
        [(FIRST + 4, "form", "a blank node has no stable name; give the node an IRI, such as id:some-name")],
    ),
    "a statement in no graph": (
        GOOD + "id:y a rg:Mine .\n",
        [(1, "form", "a statement stands outside any graph; put it in `account:... { }`")],
    ),
    "a syntax error": (
        GOOD.replace("rg:Mine ;", "rg:Mine"),
        [(FIRST + 4, "syntax", "correct the syntax here")],
    ),
    "everything at once": (
        "\ufeff" + GOOD.replace("    .\n", "  .\n").replace("\n", "\r\n"),
        [
            (1, "form", f"Windows line ends; {RUN}"),
            (1, "form", f"a byte order mark stands before the first character; {RUN}"),
            (FIRST + 5, "form", f"not in canonical form; {RUN}"),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_not_canonical_is_found_on_its_line(tmp_path: Path, case: str) -> None:
    text, expected = CASES[case]
    path = tmp_path / "x.trig"
    path.write_bytes(text.encode())
    found = form_findings((path,))
    assert [(finding.path, finding.line, finding.rule) for finding in found] == [(path, n, r) for n, r, _ in expected]
    assert all(finding.message.endswith(words) for finding, (_, _, words) in zip(found, expected, strict=True))


def test_a_file_that_is_not_utf_8_is_a_finding_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.trig"
    path.write_bytes(b"\n\ncaf\xe9")
    assert form_findings((path,)) == (Finding(path, 3, "syntax", "", "this is not UTF-8; save the file as UTF-8"),)


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    World().thing("alpha").write(tmp_path)
    for name in ("broken.trig", "untidy.trig"):
        (tmp_path / name).write_text("oops" if name == "broken.trig" else GOOD + "\n")
    found = form_findings(sorted(tmp_path.iterdir()))
    assert [(f.path.name, f.rule) for f in found] == [("broken.trig", "syntax"), ("untidy.trig", "form")]


def test_a_missing_file_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="No such file"):
        form_findings((tmp_path / "x.trig",))


def test_the_shipped_files_are_in_canonical_form() -> None:
    paths = (*fact_files(), *sorted(shipped("ontology").rglob("*.ttl")))
    assert len(paths) >= 12
    assert [finding.text() for finding in form_findings(paths)] == []


def test_a_line_more_at_the_end_is_a_difference() -> None:
    assert (first_difference("a\n", "a\nb\n"), first_difference("a", "a")) == (2, 1)
