"""The SPARQL engine of a site and the data that it asks, as script files: a page on a disk can read nothing else.

The engine is Oxigraph's for the browser, vendored under `assets/vendor/oxigraph` as it was published, but deflated.
Nothing is fetched when a site is made or read.
"""

import base64
import json
import re
import zlib
from collections.abc import Iterable
from importlib import resources

from regraph.names import PREFIXES
from regraph.page.packing import packed
from regraph.site.data.asked import Asked
from regraph.site.data.dumps import asked_quads
from regraph.store.view import View

VENDORED = ("assets", "vendor", "oxigraph")
EXPORT = re.compile(r"^export (?:\{.*\};$)?", re.MULTILINE)
RAW = -zlib.MAX_WBITS


def engine_script() -> str:
    """The engine: its code for WebAssembly as published, and its glue as a script that a worker can begin with."""
    code = base64.b64encode(vendored("web_bg.wasm.deflate")).decode()
    glue = EXPORT.sub("", vendored("web.js").decode()).replace("import.meta.url", '""')
    return f'regraphFiles("glue", "{packed(glue)}");\nregraphFiles("engine", "{code}");\n'


def vendored(name: str) -> bytes:
    """One of the engine's files."""
    return resources.files("regraph.site").joinpath(*VENDORED, name).read_bytes()


def data_script(view: View) -> str:
    """What a query sees, as N-Quads in a script: the resolved default graph, and the graph of each account."""
    deflated = zlib.compressobj(6, zlib.DEFLATED, RAW)
    content = deflated.compress(asked_quads(view)) + deflated.flush()
    return f'regraphFiles("quads", "{base64.b64encode(content).decode()}");\n'


def questions_script(asked: Iterable[Asked], places: dict[str, tuple[str, str]]) -> str:
    """The saved questions for the menu, the prefixes, and where things stand.

    Args:
        places: IRI -> path from the root of the site and label, of everything that has a page.
    """
    menu = [[one.question.name, one.question.title, menu_pieces(one), menu_fields(one)] for one in asked]
    return f'regraphFiles("menu", "{packed(menu, PREFIXES, places)}");\n'


def menu_pieces(asked: Asked) -> list[object]:
    """The query as the page puts it together: texts, and places as name, form where left open, form with a value."""
    return [piece if isinstance(piece, str) else [piece.name, piece.left, piece.form] for piece in asked.pieces]


def menu_fields(asked: Asked) -> list[object]:
    """The fields of a question: name, kind, what it is, whether it is needed, and the value of the example."""
    known = ((field, asked.terms.get(field.name)) for field in asked.fields)
    return [
        [field.name, field.kind, field.what, int(field.is_required), "" if value is None else value.value]
        for field, value in known
    ]


def query_fragment(text: str) -> str:
    """A query as the fragment that opens it in the browser's page."""
    from urllib.parse import quote

    return "#query=" + quote(text, safe="")


def inflated() -> bytes:
    """The engine's code as it was published."""
    return zlib.decompress(vendored("web_bg.wasm.deflate"), RAW)


def facts_of_package() -> dict[str, str]:
    """Name, version, licence and sums of what is vendored."""
    found: dict[str, str] = json.loads(vendored("package.json"))
    return found
