"""Every known way to reach files, the network or a change is refused, and nothing that only looks like one."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery

from regraph.errors import BadQuery, RefusedQuery
from regraph.store.sparql.guard import guarded, outline, refuse_words
from regraph.store.sparql.tokens import plain, tokens

REFUSED = {
    "service": ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "service in small letters": ("select * { service <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "service silent": ("SELECT * { SERVICE SILENT <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "service by variable": ("SELECT * { ?s a ?x SERVICE ?x { ?s ?p ?o } }", "SERVICE"),
    "service by prefixed name": ("SELECT * { SERVICE id:x { ?s ?p ?o } }", "SERVICE"),
    "service on a file": ("SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }", "SERVICE"),
    "service without spaces": ("SELECT*{SERVICE<http://x/>{?s?p?o}}", "SERVICE"),
    "service in a sub-select": ("SELECT * { { SELECT * { SERVICE <http://x/> { ?s ?p ?o } } } }", "SERVICE"),
    "service in OPTIONAL": ("SELECT * { OPTIONAL { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE"),
    "service in UNION": ("SELECT * { { ?s ?p ?o } UNION { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE"),
    "service in MINUS": ("SELECT * { ?s ?p ?o MINUS { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE"),
    "service in EXISTS": ("SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE"),
    "service in NOT EXISTS in BIND": (
        "SELECT * { BIND(NOT EXISTS { SERVICE <http://x/> { ?s ?p ?o } } AS ?x) }",
        "SERVICE",
    ),
    "service in GRAPH": ("SELECT * { GRAPH ?g { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE"),
    "service in ASK": ("ASK { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "service in DESCRIBE": ("DESCRIBE ?s { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "service in CONSTRUCT": ("CONSTRUCT { ?s ?p ?o } { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "escaped service": ("SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "wholly escaped service": (
        "SELECT * { \\u0053\\u0045\\U00000052\\u0056\\u0049\\u0043\\u0045 <http://x/> { ?s ?p ?o } }",
        "SERVICE",
    ),
    "service behind an escaped end of comment": (
        "SELECT * { # \\u000ASERVICE <http://x/> { ?s ?p ?o } \n }",
        "SERVICE",
    ),
    "service behind a comment that a lone CR ends": ("SELECT * { #\r SERVICE <http://x/> { ?s ?p ?o }\n}", "SERVICE"),
    "service behind what looks like an IRI": ("ASK { ?a ?p 1 FILTER(?a<1)SERVICE:x#>\n{ ?s ?p ?o } }", "SERVICE"),
    "service behind a string with a quote": ("SELECT * { ?s ?p 'a\\'' SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "service behind a long string": ('SELECT * { ?s ?p """a"b""" SERVICE <http://x/> { ?s ?p ?o } }', "SERVICE"),
    "service behind a number": ("SELECT * { ?s ?p 1SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    "from": ("SELECT * FROM <http://x/> { ?s ?p ?o }", "FROM"),
    "from in small letters": ("ask from <http://x/> { ?s ?p ?o }", "FROM"),
    "from a file": ("BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }", "FROM"),
    "from named": ("SELECT * FROM NAMED <http://x/> { ?s ?p ?o }", "FROM NAMED"),
    "from named over lines": ("SELECT * FROM # a comment\n named <http://x/> { ?s ?p ?o }", "FROM NAMED"),
    "from in CONSTRUCT": ("CONSTRUCT { ?s ?p ?o } FROM <http://x/> WHERE { ?s ?p ?o }", "FROM"),
    "from in short CONSTRUCT": ("CONSTRUCT FROM <http://x/> WHERE { ?s ?p ?o }", "FROM"),
    "from in DESCRIBE": ("DESCRIBE <http://x/> FROM <http://y/>", "FROM"),
    "load": ("LOAD <file:///etc/passwd>", "LOAD"),
    "load into": ("LOAD SILENT <http://x/> INTO GRAPH <http://y/>", "LOAD"),
    "insert data": ("INSERT DATA { id:a id:b 1 }", "INSERT"),
    "insert where": ("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", "INSERT"),
    "delete data": ("DELETE DATA { id:a id:b 1 }", "DELETE"),
    "delete where": ("delete where { ?s ?p ?o }", "DELETE"),
    "with delete": ("WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "DELETE"),
    "clear": ("CLEAR ALL", "CLEAR"),
    "drop": ("DROP GRAPH <http://x/>", "DROP"),
    "create": ("CREATE GRAPH <http://x/>", "CREATE"),
    "add": ("ADD <http://x/> TO <http://y/>", "ADD"),
    "move": ("MOVE DEFAULT TO <http://y/>", "MOVE"),
    "copy": ("COPY <http://x/> TO DEFAULT", "COPY"),
    "an update after a query": ("SELECT * { ?s ?p ?o } ; DROP ALL", "DROP"),
    "an update after a prologue": ("PREFIX x: <http://x/> CLEAR DEFAULT", "CLEAR"),
}
ALLOWED = {
    "words in strings": "SELECT * { ?s ?p 'SERVICE <http://x/> { }', \"FROM\", '''DROP''', \"\"\"INSERT\"\"\" }",
    "a word behind an escaped quote": "SELECT * { ?s rdfs:label 'it\\'s SERVICE <http://x/> {' }",
    "a quote in a long string": 'SELECT * { ?s rdfs:label """a "SERVICE" b""" }',
    "words in comments": "# FROM NAMED <x>\nSELECT * { ?s ?p ?o } # SERVICE <http://x/> { }",
    "words in an IRI": "SELECT * { ?s <http://x/SERVICE#FROM> <http://x/?LOAD> }",
    "a number sign in an IRI": "SELECT * { <http://x/#a> ?p ?o . ?s ?p <http://x/#SERVICE> }",
    "words as variables": "SELECT ?service ?from ?load { ?service ?from ?load . $insert ?drop $clear }",
    "words as prefixes": "PREFIX service: <http://x/> PREFIX from: <http://y/> SELECT * { ?s service:a from:b }",
    "words as local names": "SELECT * { ?s rg:SERVICE id:from, id:load }",
    "words as blank nodes": "SELECT * { _:service ?p _:from }",
    "a word as language": "SELECT * { ?s ?p 'x'@from }",
    "less than, twice": "SELECT * { ?s rg:a ?a ; rg:b ?b FILTER(?a < 3 && ?b > 2 || ?a<?b) }",
    "escapes in a string": 'SELECT * { ?s rdfs:label "S\\u00e3o \\t \\\\users" }',
    "words longer than refused": "SELECT (COUNT(*) AS ?fromage) { ?s id:services ?o }",
    "a path": "SELECT * { ?s rg:a/rg:b*|^rg:c+ ?o ; !(rg:d|^rg:e) ?z }",
    "values": "SELECT * { VALUES (?a ?b) { (1 UNDEF) (id:a 'x') } } VALUES ?c { 1 }",
    "lists and blank nodes": "SELECT * { (1 2 ?x) ?p [ ?q [] ] }",
    "a sub-select": "SELECT ?s { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s } FILTER(?n > 1) }",
    "no spaces at all": "SELECT*{?s?p?o}",
    "short CONSTRUCT": "CONSTRUCT WHERE { ?s a rg:Stake }",
    "DESCRIBE of a name": "DESCRIBE id:adq",
    "ASK": "ASK { id:adq ?p ?o }",
    "Windows line ends": "SELECT * {\r\n ?s ?p ?o # SERVICE\r\n}\r\n",
    "a byte order mark": "\ufeffASK {}",
    "aggregates and order": (
        "SELECT ?s (GROUP_CONCAT(DISTINCT ?o ; SEPARATOR=', ') AS ?all) { ?s ?p ?o } GROUP BY ?s ORDER BY DESC(?all)"
    ),
}
BAD = {
    "nothing": ("", "the query is empty"),
    "only a comment": ("# SELECT", "the query is empty"),
    "words": ("hello there", "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not 'hello'"),
    "not closed": ("SELECT * {\n ?s ?p ?o", "line 2: the query ends too early; something is not closed"),
    "a misspelt limit": ("SELECT * { ?s ?p ?o } LIMIT ten", "line 1: this is not SPARQL 1.1, from 'LIMIT' to 'ten'"),
    "an unknown prefix": ("ASK {\n\n ?s ex:p 1 }", "line 3: the prefix ex: is not declared"),
    "a space in an IRI": ("ASK { ?s ?p <http://x/a b> }", "line 1: an IRI stands between < and >, and holds no space"),
    "a part left out": ("ASK {\n ?s rg:a }", "line 2: this is not SPARQL 1.1, from '?s' to '}' in line 2"),
    "not of 1.1: LATERAL": (
        "SELECT * { ?s ?p ?o LATERAL { ?s ?q ?r } }",
        "line 1: this is not SPARQL 1.1, from 'LATERAL'",
    ),
    "not of 1.1: triple terms": ("SELECT * { ?s ?p <<( ?a ?b ?c )>> }", "line 1: this is not SPARQL 1.1, from '?s'"),
    "two queries": ("ASK {} ASK {}", "line 1: this is not SPARQL 1.1, from 'ASK'"),
    "nested out of reach": ("ASK " + "{" * 500 + "}" * 500, "the query is nested too deeply; take it apart"),
    "half a character": ("ASK { ?s ?p '\\uD800' }", "a \\u escape is no character; write the character itself"),
    "no character": ("ASK { ?s ?p '\\UFFFFFFFF' }", "a \\u escape is no character; write the character itself"),
    "an escape in an escape": (
        "ASK { \\u005Cu0053ERVICE <http://x/> {} }",
        "a \\u escape stands behind a backslash or within another; write the character itself",
    ),
}


def table(cases: dict[str, object]) -> dict[str, object]:
    """Arguments of parametrize for a table with readable names."""
    return {"argvalues": list(cases.values()), "ids": list(cases)}


def test_the_tables_are_long_enough() -> None:
    assert len(REFUSED) >= 25
    assert len(ALLOWED) >= 25


@pytest.mark.parametrize(("text", "word"), **table(REFUSED))  # type: ignore[arg-type]
def test_what_reads_elsewhere_or_writes_is_refused_by_its_word(text: str, word: str) -> None:
    with pytest.raises(RefusedQuery) as caught:
        guarded(plain(text))
    assert word == caught.value.word
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", **table(ALLOWED))  # type: ignore[arg-type]
def test_what_only_looks_like_it_is_allowed(text: str) -> None:
    assert guarded(plain(text)).form in text.upper()


@pytest.mark.parametrize(("text", "message"), **table(BAD))  # type: ignore[arg-type]
def test_what_is_no_query_is_told_where_and_why(text: str, message: str) -> None:
    with pytest.raises(BadQuery) as caught:
        guarded(plain(text))
    assert str(caught.value).startswith(message)


def stops(look: Callable[[str], object], text: str) -> bool:
    """True where one of the two looks alone does not let a text pass."""
    try:
        look(plain(text))
    except (RefusedQuery, ParseBaseException):
        return True
    return False


def by_tree(text: str) -> object:
    """The look at the parse tree, alone."""
    return outline(parseQuery(text))


QUERIES = {name: text for name, (text, word) in REFUSED.items() if word in ("SERVICE", "FROM", "FROM NAMED")}
BLIND = {"service behind what looks like an IRI"}


@pytest.mark.parametrize("text", **table(QUERIES))  # type: ignore[arg-type]
def test_the_parse_tree_alone_stops_each_of_these_queries(text: str) -> None:
    assert stops(by_tree, text)


def test_the_words_alone_stop_all_but_what_only_a_parser_can_tell() -> None:
    assert {name for name, (text, _) in REFUSED.items() if not stops(refuse_words, text)} == BLIND


@given(st.text(alphabet=st.sampled_from("?$:_@#<>'\"\\{}() \n.aBé0-\U0001f600"), max_size=60))
def test_tokens_lose_nothing(text: str) -> None:
    assert text == "".join(token.text for token in tokens(text))


@given(st.text(max_size=40).filter(lambda text: "\\" not in text))
def test_a_text_made_plain_stays_as_it_is(text: str) -> None:
    try:
        once = plain(text)
    except BadQuery:
        return
    assert once.removeprefix("\ufeff") == plain(once)


SEED = (
    "SELECT ?s { ?s rg:a 'b', <http://x/#c> . OPTIONAL { ?s ?p 1.5 } FILTER(?s < 3) } GROUP BY ?s ORDER BY ?s LIMIT 3"
)
BITS = [
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    '"',
    "'",
    "'''",
    "#",
    "\n",
    "\r",
    "\\",
    "?",
    "@",
    ":",
    "SERVICE <http://x/> {",
    "\x00",
]


@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.sampled_from(BITS)), min_size=1, max_size=4))
def test_a_damaged_query_is_passed_refused_or_explained(damage: list[tuple[int, str]]) -> None:
    text = SEED
    for place, bit in damage:
        text = text[:place] + bit + text[place:]
    try:
        assert guarded(plain(text)).form == "SELECT"
    except (BadQuery, RefusedQuery) as error:
        assert str(error)


ORDERS = {
    "none": ("SELECT ?s { ?s ?p ?o }", (False, ())),
    "by variables": ("SELECT ?s { ?s ?p ?o } ORDER BY DESC(?o) ?s", (True, ("o", "s"))),
    "by an expression": ("SELECT ?s { ?s ?p ?o } ORDER BY ?s STR(?o)", (True, ())),
    "only inside": ("SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?o } }", (False, ())),
}


@pytest.mark.parametrize(("text", "order"), **table(ORDERS))  # type: ignore[arg-type]
def test_the_outline_tells_by_what_a_query_is_ordered(text: str, order: tuple[bool, tuple[str, ...]]) -> None:
    found = guarded(text)
    assert order == (found.ordered, found.order)


def test_the_outline_tells_which_variables_are_used() -> None:
    found = guarded("SELECT ?a (STR(?b) AS ?c) { ?a ?p 'x?d' FILTER EXISTS { ?e ?p ?f } }")
    assert {"a", "b", "e", "f", "p"} == found.variables
