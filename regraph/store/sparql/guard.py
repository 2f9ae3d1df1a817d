"""What keeps a user's SPARQL from reading files or the network, and from changing anything.

Two looks, and a query must pass both: its words, read as SPARQL reads them, and its parse tree by rdflib. What either
does not understand is refused. Both see the text after codepoint escapes are resolved and line ends made one, since
two parsers that disagree on where a comment ends disagree on what the query does.
"""

from collections.abc import Iterator

import pyoxigraph as ox
from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier, Variable

from regraph.errors import BadQuery, RefusedQuery, shortened
from regraph.names import PREFIXES
from regraph.store.sparql.evaluation import THE_END, Outline, engine_reason, excerpt
from regraph.store.sparql.tokens import tokens

REFUSED = frozenset(["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "FROM", "INSERT", "LOAD", "MOVE", "SERVICE"])
REFUSED_PARTS = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
FORMS = {"SelectQuery": "SELECT", "AskQuery": "ASK", "ConstructQuery": "CONSTRUCT", "DescribeQuery": "DESCRIBE"}


def guarded(text: str) -> Outline:
    """What kind of query `text` is, where it may be run.

    Args:
        text: a query as `plain` leaves it.
    Raises:
        RefusedQuery: it reads files or the network, or changes data.
        BadQuery: it is not a SPARQL 1.1 query.
    """
    refuse_words(text)
    wrong = undeclared(text)
    if wrong:
        raise BadQuery(wrong)
    try:
        tree = parseQuery(text)
    except ParseBaseException as error:
        raise BadQuery(fault(text, error)) from error
    except RecursionError as error:
        raise BadQuery("the query is nested too deeply; take it apart") from error
    return outline(tree)


def refuse_words(text: str) -> None:
    """Raise where a word that only a refused query holds stands outside strings, IRIs, names and comments."""
    words = [token.text.upper() for token in tokens(text) if token.kind not in ("space", "comment")]
    for place, word in enumerate(words):
        if word in REFUSED:
            raise RefusedQuery("FROM NAMED" if words[place : place + 2] == ["FROM", "NAMED"] else word)


def outline(tree: ParseResults) -> Outline:
    """The outline of a parse tree.

    Raises:
        RefusedQuery: it holds a part that is refused, or one of a kind unknown here.
    """
    variables = set()
    for role, part in parts(tree, ""):
        if isinstance(part, CompValue) and part.name in REFUSED_PARTS:
            named = part.name == "DatasetClause" and part.named is not None
            raise RefusedQuery(REFUSED_PARTS[part.name] + (" NAMED" if named else ""))
        if isinstance(part, Variable) and role != "evar":
            variables.add(str(part))
    query = tree[-1]
    if not isinstance(query, CompValue) or query.name not in FORMS:
        raise RefusedQuery("a request that is no query")
    order = query.orderby.condition if query.orderby else ()
    names = [order_name(condition) for condition in order]
    return Outline(FORMS[query.name], bool(names), tuple(n for n in names if n and all(names)), frozenset(variables))


def parts(node: object, role: str) -> Iterator[tuple[str, object]]:
    """Every part of a parse tree with the role it stands in.

    Raises:
        RefusedQuery: a part of a kind unknown here, which could hide anything.
    """
    yield role, node
    if isinstance(node, dict):
        for name, value in node.items():
            yield from parts(value, name)
    elif isinstance(node, ParseResults | list | tuple | set | frozenset):
        for value in node:
            yield from parts(value, role)
    elif not (node is None or isinstance(node, str | int | float | Identifier)):
        raise RefusedQuery(f"a part of kind {type(node).__name__}")


def order_name(condition: object) -> str:
    """The variable that one condition of ORDER BY names, or an empty text."""
    while isinstance(condition, CompValue) and set(condition) <= {"expr", "order"}:
        condition = condition.expr
    return str(condition) if isinstance(condition, Variable) else ""


def fault(text: str, error: ParseBaseException) -> str:
    """What is wrong in a text that is no SPARQL 1.1 query, with its line.

    rdflib tells where the part begins that it cannot read, pyoxigraph how far it came. pyoxigraph answers an ASK at
    once: it is not asked where SERVICE may stand.
    """
    words = [t.text for t in tokens(text) if t.kind not in ("space", "comment", "iri", "prefixed")]
    first = next((word for word in words if word.upper() not in ("BASE", "PREFIX")), "")
    if first.upper() not in FORMS.values():
        begun = shortened(first, 40)
        return (
            f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not {begun!r}" if first else "the query is empty"
        )
    start = excerpt(text, error.lineno, error.column)
    if start == THE_END:
        return f"line {error.lineno}: the query ends too early; something is not closed"
    begin = f"line {error.lineno}: this is not SPARQL 1.1, from {start}"
    return ("" if "service" in text.lower() else engine_fault(text, begin)) or begin


def undeclared(text: str) -> str:
    """A message on the first prefix that is used and not declared, or an empty text."""
    declared, line, previous = set(PREFIXES), 1, ""
    for token in tokens(text):
        if token.kind == "prefixed":
            prefix = token.text.split(":")[0]
            if previous.upper() == "PREFIX":
                declared.add(prefix)
            elif prefix in ("http", "https"):
                return f"line {line}: an IRI stands between < and >, and holds no space"
            elif prefix not in declared:
                return f"line {line}: the prefix {prefix}: is not declared; add `PREFIX {prefix}: <...>` or correct it"
        line += token.text.count("\n")
        previous = token.text if token.kind not in ("space", "comment") else previous
    return ""


def engine_fault(text: str, begin: str) -> str:
    """What pyoxigraph finds wrong, asked over an empty store; an empty text where it finds nothing.

    Args:
        begin: what is known already of the place, for faults of which pyoxigraph knows only the place.
    """
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        return engine_reason(text, str(error), begin)
    except (RuntimeError, OSError, ValueError):
        return ""
    return ""
