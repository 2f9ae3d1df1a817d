"""`draft` as a curator meets it: what it writes, what the check says to it, and how it ends where it cannot be done."""

import hashlib
import json
import os
import re
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from terminal import Run, run
from world import World

from regraph.cli.curating.drafting import progress
from regraph.facts.canonical import canonical
from regraph.facts.syntax import quads_of_text
from regraph.names import ACCOUNT, DRAFT

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "schema" / "draft.schema.json").read_text(encoding="utf-8"))
SLUG = "2026-02-05-news-desk-alpha-buys-into-beta"
TEXT = (
    "Alpha Buys Into Beta\n"
    "February 5, 2026\n"
    "Alpha Metals said that it bought 40% of Beta Mines for $565 million in January 2026.\n"
    "The town was quiet.\n"
    "Orion lent it the money after the Northern Star Fund had been asked first and had declined.\n"
)
CLAIM = "40% of Beta Mines for $565 million in January 2026"


def world() -> World:
    """Two firms, and one claim of an older source between them."""
    return World().stake("alpha-metals", "beta-mines", "0.1")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """The facts that are known before the draft."""
    return world().write(tmp_path / "facts")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """An archived text that is new."""
    return archived(tmp_path, TEXT.encode())


def archived(place: Path, raw: bytes, name: str = "article.txt") -> Path:
    """An archived text of some bytes, in a directory of its own."""
    path = place / "texts" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def drafted(text: Path, facts: Path, *words: str) -> str:
    """What `draft` prints."""
    done = run("draft", str(text), "--publisher", "news-desk", *words, facts=facts)
    assert (done.status, done.err) == (0, "")
    return done.out


def at(words: str, text: str = TEXT) -> str:
    """The fragment of a passage, from the words that stand there."""
    begin = text.index(words)
    return f"char={begin},{begin + len(words)}"


def checked(facts: Path, *words: str) -> Run:
    """What the check says."""
    return run("check", *words, "--format", "json", facts=facts)


def test_a_draft_describes_the_source_by_its_head_its_options_and_its_digest(text: Path, facts: Path) -> None:
    out = drafted(text, facts)
    begin = out.index(f"source:{SLUG}\n")
    assert out[begin : out.index("    .\n", begin)].replace("        ", "").splitlines()[1:] == [
        "a rg:Source ;",
        'rdfs:label "News Desk: Alpha Buys Into Beta" ;',
        'rg:archivedAs "article.txt" ;',
        "rg:isPublishedBy id:news-desk ;",
        'rg:language "en" ;',
        'rg:publishedEarliest "2026-02-05"^^xsd:date ;',
        'rg:publishedLatest "2026-02-05"^^xsd:date ;',
        f'rg:sha256 "{hashlib.sha256(TEXT.encode()).hexdigest()}" ;',
        'rg:title "Alpha Buys Into Beta" ;',
    ]


def test_a_draft_names_things_figures_and_dates_with_their_passages_and_candidates(text: Path, tmp_path: Path) -> None:
    facts = world()
    for slug in ("orion-resource-partners", "orion-minerals"):
        facts.thing(slug, altLabel="text:Orion").says("news", slug, description="text:lends")
    out = drafted(text, facts.write(tmp_path / "facts"))
    notes = re.findall(r'skos:editorialNote "(.*)" ;', out)
    source = f"<https://w3id.org/regraph/source/{SLUG}#"
    assert sorted(notes) == sorted(
        [
            f"{at('40%')} 40%: share 0.4",
            f"{at('Alpha Metals')} Alpha Metals: id:alpha-metals",
            f"{at('Beta Mines')} Beta Mines: id:beta-mines",
            f"{at('$565 million')} $565 million: amount 565000000 USD",
            f"{at('January 2026')} January 2026: date 2026-01-01 to 2026-01-31",
            f"{at('Northern Star Fund')} Northern Star Fund: a name? not in the register",
            f"{at('Orion')} Orion: id:orion-minerals or id:orion-resource-partners",
        ]
    )
    assert f"rg:evidence {source}{at(TEXT.splitlines()[2])}> ;" in out
    assert re.findall(r"rg:isAbout (\S+)", out) == ["id:alpha-metals", "id:beta-mines"]


def test_no_sentence_of_the_text_is_in_the_draft(text: Path, facts: Path) -> None:
    out = drafted(text, facts)
    words = TEXT.split()[8:]
    assert [" ".join(words[i : i + 4]) for i in range(len(words) - 3) if " ".join(words[i : i + 4]) in out] == []


def test_a_draft_is_in_canonical_form(text: Path, facts: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.trig"
    path.write_text(drafted(text, facts), encoding="utf-8")
    assert run("format", "--check", str(path)).out == ""


def test_no_answer_reads_a_proposal(text: Path, facts: Path) -> None:
    before = run("show", "alpha-metals", "--as-of", "2026-02-10", facts=facts).out
    (facts / f"{SLUG}.trig").write_text(drafted(text, facts), encoding="utf-8")
    after = run("show", "alpha-metals", "--as-of", "2026-02-10", facts=facts).out
    assert after.replace("2026-02-05", "2026-02-03") == before  # the date of the latest account known
    anywhere = "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o FILTER(CONTAINS(STR(?s), '/id/draft-')) } }"
    assert run("query", anywhere, facts=facts).out.startswith("no rows")


def test_the_check_refuses_each_proposal_once_and_says_what_to_do(text: Path, facts: Path) -> None:
    out = drafted(text, facts)
    (facts / f"{SLUG}.trig").write_text(out, encoding="utf-8")
    done = checked(facts)
    found = json.loads(done.out)["findings"]
    proposals = sorted(set(re.findall(r"^    id:(draft-\d+)$", out, re.MULTILINE)))
    assert (done.status, len(proposals)) == (1, 2)
    assert [f["focus"].rsplit("/", 1)[1] for f in found if f["rule"] == "draft-left"] == proposals
    assert {f["message"] for f in found if f["rule"] == "draft-left"} == {
        f"proposal of a draft, which no answer reads: state its claims in account:{SLUG}, each with its own name,"
        " class, certainty and parties, then take it out"
    }
    assert [f["message"] for f in found if f["rule"] == "account-empty"] == [
        "account is described but says nothing: write its claims or drop it"
    ]


def completed(out: str) -> str:
    """A draft as a person completes it: one claim stated in the account, the proposals taken out."""
    claim = (
        f"account:{SLUG} {{ id:stake-alpha-metals-in-beta-mines a rg:Stake ; rg:certainty certainty:reported ;"
        f" rg:evidence <https://w3id.org/regraph/source/{SLUG}#{at(TEXT.splitlines()[2])}> ;"
        " rg:isHeldBy id:alpha-metals ; rg:isStakeIn id:beta-mines ; rg:shareAtLeast 0.4 ; rg:shareAtMost 0.4 ;"
        " rg:stage stage:in-force . }\n"
    )
    graphs = re.sub(rf"<{re.escape(DRAFT)}[^>]*> \{{.*?\n\}}\n", "", out, flags=re.DOTALL)
    return canonical(graphs + claim, Path("draft.trig"))


def test_a_completed_draft_passes_the_check_with_its_evidence(text: Path, facts: Path) -> None:
    (facts / f"{SLUG}.trig").write_text(completed(drafted(text, facts)), encoding="utf-8")
    archived(facts.parent, b"x", "news.txt")
    done = checked(facts, "--corpus", str(text.parent))
    answer = json.loads(done.out)
    assert [f for f in answer["findings"] if "news.txt" not in f["message"]] == []
    assert [m for m in answer["evidence"]["misses"] if SLUG in m["account"]] == []


def test_what_is_unknown_of_the_source_gets_placeholders_that_the_check_refuses(facts: Path, tmp_path: Path) -> None:
    text = archived(tmp_path, b"The price of Beta Mines rose to $5 and the mood of the town in the north improved.")
    out = run("draft", str(text), facts=facts).out
    (facts / "article.trig").write_text(out, encoding="utf-8")
    words = [f["message"] for f in json.loads(checked(facts).out)["findings"]]
    for expected in (
        "rg:title holds the placeholder of a draft: state the title as printed",
        "rg:voiceIsParty holds the placeholder of a draft: state true where the voice is a party, else false",
        "rdfs:label holds the placeholder of a draft: state how people call it",
        "id:draft-publisher is not in the register: register it with its kind and label, or correct its spelling",
        'publishedEarliest has the value "YYYY-MM-DD" of type date: write a day of the calendar',
    ):
        assert any(expected in message for message in words), (expected, words)


def test_what_the_options_state_comes_before_the_head(text: Path, facts: Path) -> None:
    words = ("--title", "Other", "--published", "2026-02-04", "--url", "https://a.org/x", "--slug", "2026-02-04-other")
    out = drafted(text, facts, *words)
    for line in (
        "source:2026-02-04-other {",
        'rg:title "Other" ;',
        'rg:published "2026-02-04"^^xsd:date ;',
        'rg:url "https://a.org/x"^^xsd:anyURI ;',
    ):
        assert line in out


def test_the_publisher_is_who_publishes_at_the_same_host(facts: Path, tmp_path: Path) -> None:
    text = archived(tmp_path, b"A Title\nhttps://www.example.org/a-title\nAlpha Metals grew by 4%.")
    assert "rg:isPublishedBy id:news-desk" in run("draft", str(text), facts=facts).out


FEED = (
    "Metals | A Paper https://a.org News Sat, 07 Feb 2026 05:00:31 +0000 en-US https://a.org 32 32 First Title"
    " https://a.org/1/ https://a.org/1/#r Fri, 06 Feb 2026 04:49:20 +0000 https://a.org/1/ Alpha Metals paid $5.\n\n]]>"
    "\nhttps://a.org/1/feed/ 0\nSecond Title https://a.org/2/ https://a.org/2/#r Tue, 03 Feb 2026 04:28:24 +0000"
    " https://a.org/2/ Highlights\n\n  • Beta Mines owes $7.\n\nBeta Mines owes $7 million."
    "\n\n]]>\nhttps://a.org/2/feed/ 0"
)


def test_a_feed_lists_its_articles_with_their_spans(facts: Path, tmp_path: Path) -> None:
    text = archived(tmp_path, FEED.encode())
    answer = json.loads(run("draft", str(text), "--articles", "--format", "json", facts=facts).out)
    Draft202012Validator(SCHEMA).validate(answer)
    found = answer["articles"]
    assert [(FEED[a["begin"] :][:11], a["title"], a["published"]) for a in found] == [
        ("First Title", "First Title", "2026-02-06"),
        ("Second Titl", "Second Title", "2026-02-03"),
    ]
    assert FEED[: found[1]["end"]].endswith("Beta Mines owes $7 million.")


def test_offsets_of_a_span_are_those_of_the_file_and_the_summary_box_is_an_account_of_its_own(
    facts: Path, tmp_path: Path
) -> None:
    text = archived(tmp_path, FEED.encode())
    out = drafted(text, facts, "--span", f"{FEED.index('Second')},{len(FEED)}")
    graphs = re.findall(r"<https://w3id.org/regraph/draft/(\S+)> \{(.*?)\n\}", out, re.DOTALL)
    slug = "2026-02-03-news-desk-second-title"
    assert [(name, re.findall(r"evidence <[^#]*#(\S+)>", body)) for name, body in graphs] == [
        (slug, [at("Beta Mines owes $7 million.", FEED)]),
        (f"{slug}-summary", [at("Beta Mines owes $7.", FEED)]),
    ]
    assert f"account:{slug}-summary" in out and "rg:section section:summary" in out


def test_a_text_of_several_articles_is_drafted_whole_and_says_so(facts: Path, tmp_path: Path) -> None:
    done = run("draft", str(archived(tmp_path, FEED.encode())), facts=facts)
    assert "article.txt holds 2 articles: draft each with --span; --articles lists their spans" in done.err
    assert "$5: amount 5 USD" in done.out and "$7 million: amount 7000000 USD" in done.out


def test_a_text_that_the_facts_rest_on_already_is_said_to_be(text: Path, facts: Path) -> None:
    (facts / f"{SLUG}.trig").write_text(completed(drafted(text, facts)), encoding="utf-8")
    assert run("draft", str(text), facts=facts).err == (
        f"regraph: note: passages of this text are in the facts already: {SLUG}\n"
    )


@pytest.mark.parametrize("before", ("\ufeff", "\r\n\r\n"), ids=("a byte order mark", "Windows line ends"))
def test_offsets_count_what_the_file_holds(before: str, facts: Path, tmp_path: Path) -> None:
    said = before + TEXT.replace("\n", "\r\n")
    out = drafted(archived(tmp_path, said.encode()), facts)
    assert f"{at('$565 million', said)} $565 million" in out
    assert 'rg:title "Alpha Buys Into Beta" ;' in out


def test_the_context_shows_the_words_beside_and_keeps_to_its_schema(text: Path, facts: Path) -> None:
    out = drafted(text, facts, "--context")
    assert f"body: {TEXT.splitlines()[2]}" in out and "    40%: share 0.4 1" in out
    Draft202012Validator(SCHEMA).validate(json.loads(drafted(text, facts, "--context", "--format", "json")))
    rows = drafted(text, facts, "--context", "--format", "csv").splitlines()
    assert rows[0] == "begin,end,section,text,names,figures,dates,unknown"
    assert rows[1].endswith("Alpha Metals; Beta Mines,40%; $565 million,January 2026,")


BAD = {
    "no such file": (("gone.txt",), "gone.txt: No such file or directory; give the file of an archived text"),
    "a directory": (("texts",), "texts: Is a directory; give the file of an archived text"),
    "an empty file": (("empty.txt",), "empty.txt: the file holds no text; nothing to draft"),
    "only a mark": (("mark.txt",), "mark.txt: the file holds no text; nothing to draft"),
    "not UTF-8": (("latin.txt",), "latin.txt: is not UTF-8 (byte 2); archive the text as UTF-8, then draft it"),
    "a span outside": (
        ("small.txt", "--span", "0,99"),
        "small.txt: span 0,99 is no part of the text, which has 5 characters",
    ),
    "a span backwards": (("small.txt", "--span", "3,3"), "small.txt: span 3,3 is no part of the text, which has 5"),
    "a span of nothing": (("small.txt", "--span", "3,4"), "small.txt: the span holds no text; nothing to draft"),
    "no span": (("small.txt", "--span", "3-4"), "'3-4' is no span; write BEGIN,END in characters, such as 32768,36640"),
    "a bad slug": (("small.txt", "--slug", "A b"), "'A b' is no slug; write it like 2026-02-03-paper-title"),
    "a bad date": (("small.txt", "--published", "soon"), "'soon' is not a date; write 2026-02-01"),
    "an unknown publisher": (("small.txt", "--publisher", "Nobody"), "no thing is named 'Nobody'; "),
    "a draft as JSON": (("small.txt", "--format", "json"), "goes with --articles or --context; a draft itself is TriG"),
    "another kind of file": (
        ("small.txt", "-o", "out.txt"),
        "out.txt: a draft is TriG; give a file that ends with",
    ),
    "a directory to write": (("small.txt", "-o", "texts"), "texts: is a directory; give the file to write"),
    "a file that exists": (
        ("small.txt", "-o", "old.trig"),
        "old.trig: exists, and may hold work; give another",
    ),
    "no place to write": (("small.txt", "-o", "gone/a.trig"), "gone/a.trig: not written: No such file or directory;"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_drafted_ends_in_one_clear_line(
    case: str, facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, raw in {"empty": b"", "mark": "\ufeff\r\n".encode(), "latin": b"ab\xe9", "small": b"abc d"}.items():
        Path(f"{name}.txt").write_bytes(raw)
    Path("texts").mkdir()
    Path("old.trig").write_text("work", encoding="utf-8")
    words, expected = BAD[case]
    done = run("draft", *words, facts=facts)
    assert (done.status in (1, 2), done.out, done.err.count("\n")) == (True, "", 1)
    assert expected in done.err
    assert Path("old.trig").read_text(encoding="utf-8") == "work"


def test_a_file_is_written_whole_and_replaced_only_by_force(text: Path, facts: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.trig"
    for words in ((), ("--force",)):
        done = run("draft", str(text), "--publisher", "news-desk", "-o", str(path), *words, facts=facts)
        assert (done.status, done.out) == (0, "")
        assert done.err == f"{path}: 2 sentences proposed; state or drop each\n"
    assert path.read_text(encoding="utf-8") == drafted(text, facts)
    assert sorted(os.listdir(tmp_path)) == ["facts", "new.trig", "texts"]


def test_a_draft_is_the_same_every_time(text: Path, facts: Path) -> None:
    assert drafted(text, facts) == drafted(text, facts)


def test_a_bar_shows_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with progress(10) as advance:
        advance(10)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress(10) as advance:
        advance(10)
    assert "drafting" in capsys.readouterr().err


def test_a_long_text_takes_seconds_not_minutes(facts: Path, tmp_path: Path) -> None:
    many = World()
    for number in range(1000):
        many.thing(f"firm-{number}", altLabel=f"text:Firm {number} of the North")
    text = archived(tmp_path, ("The Firm 7 of the North paid $5 million to the town. " * 1000).encode())
    begin = time.process_time()
    out = run("draft", str(text), facts=many.account("news").write(tmp_path / "many")).out
    assert out.count("a name? not in the register") == 0
    assert time.process_time() - begin < 20  # 50,000 characters, 2,000 names: half a second on an idle machine


def test_every_quad_of_a_draft_stands_in_its_source_or_in_a_draft_graph(text: Path, facts: Path) -> None:
    graphs = {q.graph_name.value for q in quads_of_text(drafted(text, facts), Path("a.trig"))}  # type: ignore[union-attr]
    assert sorted(graphs) == [f"{DRAFT}{SLUG}", f"https://w3id.org/regraph/source/{SLUG}"]
    assert not any(graph.startswith(ACCOUNT) for graph in graphs)
