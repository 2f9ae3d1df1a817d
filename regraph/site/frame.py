"""The frame that every page of a site stands in: head, navigation, search, foot, and what a page may load.

A page loads nothing but the site's own style sheet and scripts, by relative addresses, so that it works from a disk as
from any web server. All text is escaped by the template; what a page says of itself to machines is a data block.
"""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from regraph import __version__
from regraph.present.document.parts import Document
from regraph.wording.evidence import Payload

if TYPE_CHECKING:  # a site that is as it was lays nothing out
    from jinja2 import Environment

NAME = "regraph"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# The places of the navigation: address from the root of the site, and what it is called.
PLACES = (
    ("things.html", "Things"),
    ("ownership.html", "Ownership"),
    ("finance.html", "Finance"),
    ("offtake.html", "Offtake"),
    ("exposure.html", "Exposure"),
    ("chain.html", "Supply chain"),
    ("timeline.html", "Timeline"),
    ("conflicts.html", "Disagreements"),
    ("graph.html", "Graph"),
    ("sources.html", "Sources"),
    ("questions.html", "Questions"),
    ("ontology.html", "Terms"),
    ("downloads.html", "Downloads"),
)
NOTHING = Markup("")
# `file:` beside 'self': not every browser takes a file on the disk for one of the same origin.
OWN = "'self' file:"


@dataclass(frozen=True)
class Edition:
    """What every page of a site says of the whole: the day, what was known, and how it was asked.

    Args:
        as_of: the day of the world.
        known_by: only accounts published by then, or None.
        latest: the day of the latest account known.
        words: name and words of what is counted as well or left out, as in `("left out", "alleged")`.
        places: address -> name of the places that the site has, in the order of the navigation.
    """

    as_of: dt.date
    known_by: dt.date | None
    latest: dt.date | None
    words: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, str], ...] = PLACES


class Main(Protocol):
    """What stands in `<main>`, laid out only when a template asks for it; `digest` tells what it is made from."""

    def __html__(self) -> str:
        """It as markup."""


@dataclass(frozen=True)
class Laid:
    """A template among the site's own assets with its values, laid out when it is asked for."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __html__(self) -> str:
        """It as markup."""
        return rendered(self.template, **dict(self.values))


@dataclass(frozen=True)
class Page:
    """One page, before it is framed; its fields tell all that it is made from.

    Args:
        path: where it stands, from the root of the site: `id/serra-verde.html`.
        title: what it is about.
        main: what stands in `<main>`: markup, or what is laid out when the page is framed.
        iri: ours for what it is about, or "".
        description: a line for search engines.
        data: what it says of itself in schema.org's terms, `@context` left out.
        published: the day of the latest account it rests on, for those who cite it; None for the edition's.
        cited: what to cite it as where its title is that of somebody else's work; "" for its title.
        scripts: names of scripts under `assets/`, run when the page is read.
        policy: directive and sources that its scripts may use besides, as in `("script-src", "'wasm-unsafe-eval'")` or
            `("worker-src", "blob:")`; "" takes a directive away, as `require-trusted-types-for` where a worker is made.
    """

    path: str
    title: str
    main: Markup | Main
    iri: str = ""
    description: str = ""
    data: Payload = field(default_factory=dict)
    published: dt.date | None = None
    scripts: tuple[str, ...] = ()
    policy: tuple[tuple[str, str], ...] = ()
    cited: str = ""

    @property
    def root(self) -> str:
        """The way from the page to the root of the site: "" or `../`."""
        return "../" * self.path.count("/")


def framed(page: Page, edition: Edition) -> str:
    """A page as one HTML file; the same page and edition give the same text."""
    return (
        environment()
        .get_template("frame.html")
        .render(
            page=page,
            edition=edition,
            data=data_block(page),
            policy=policy(dict(page.policy)),
            cite=citation(page, edition),
        )
    )


def main_of(document: Document, href: Callable[[str], str], after: Markup | Main = NOTHING) -> Markup:
    """What stands in `<main>` for a document.

    Args:
        href: where a thing of ours stands, seen from the page, by its IRI; "" where it stands nowhere.
        after: what stands between the head of the document and its sections.
    """
    return rendered("main.html", document=document, href=href, after=after)


def rendered(template: str, **values: object) -> Markup:
    """A template among the site's own assets with its values, which it escapes."""
    return Markup(environment().get_template(template).render(**values))


@cache
def environment() -> "Environment":
    """The templates of the site, which use those of documents."""
    from jinja2 import ChoiceLoader, PackageLoader

    from regraph.page import sheet

    sheets = sheet.environment()
    loaders = [PackageLoader("regraph.site", "assets"), PackageLoader("regraph.page", "assets")]
    found = sheets.overlay(loader=ChoiceLoader(loaders))
    found.globals = {**sheets.globals, "licence": LICENCE, "name": NAME, "version": __version__}
    return found


def policy(more: dict[str, str]) -> str:
    """What a page may load: files of the site, and nothing from elsewhere.

    Args:
        more: directive -> sources besides; "" takes the directive away.
    """
    allowed = {
        "default-src": "'none'",
        "script-src": OWN,
        "style-src": OWN,
        "img-src": f"{OWN} data:",
        "base-uri": "'none'",
        "form-action": OWN,
        "require-trusted-types-for": "'script'",
        "trusted-types": "files",  # the one by which the search reads its index; see assets/files.js
    }
    for directive, sources in more.items():
        allowed[directive] = f"{allowed.get(directive, '')} {sources}".strip() if sources else ""
    return "; ".join(f"{directive} {sources}" for directive, sources in allowed.items() if sources)


def data_block(page: Page) -> Markup:
    """What a page says of itself, as JSON-LD in which nothing can end its script element."""
    text = json.dumps({"@context": "https://schema.org", **page.data}, ensure_ascii=False, sort_keys=True)
    escapes = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    return Markup("".join(escapes.get(letter, letter) for letter in text) if page.data else "")


def citation(page: Page, edition: Edition) -> str:
    """How to cite a page."""
    known = f", accounts up to {edition.latest}" if edition.latest else ""
    address = f" {page.iri}" if page.iri else ""
    return f"“{page.cited or page.title}”, {NAME} {__version__}, as of {edition.as_of}{known}.{address}"


def style() -> str:
    """The style sheet of the site: that of documents, what the frame adds, and what search and SPARQL need."""
    from regraph.page.page import asset

    return asset("sheet.css") + site_asset("site.css") + site_asset("data.css")


def site_asset(name: str) -> str:
    """One of the site's own files beside this module."""
    return resources.files("regraph.site").joinpath("assets", name).read_text(encoding="utf-8")
