"""Writes the generated references: `docs/terms.md` from the ontology, `docs/commands.md` from the command line, and the
answers shown in the README and the guides (each block of text that begins with `$ regraph`) from the program itself.

Run `python docs/reference.py` to write them, with `--check` to fail where they differ from what is on disk.
"""

import re
import shlex
import sys
from collections import defaultdict
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from click.testing import CliRunner

from regraph.cli.main import COMMANDS, ON_REGISTER, cli, loaded
from regraph.facts.places import ontology_files, shipped
from regraph.facts.syntax import quads_of_all, text_of
from regraph.facts.writing import write
from regraph.names import BASE, PREFIXES, RDF_TYPE, RDFS_LABEL, RG, SKOS

DOCS = Path(__file__).resolve().parent
OWL, RDFS = PREFIXES["owl"], PREFIXES["rdfs"]
Terms = dict[str, dict[str, list[str]]]
ANSWER = re.compile(r"```(?P<fence>text|console)\n\$ (?P<block>regraph .*?)```", re.DOTALL)


def terms() -> Terms:
    """Every ontology subject with its values as text."""
    found: Terms = defaultdict(lambda: defaultdict(list))
    for quad in quads_of_all(ontology_files()):
        found[quad.subject.value][quad.predicate.value].append(quad.object.value)  # type: ignore[union-attr]
    return found


def prefixed(iri: str) -> str:
    """An IRI with its prefix, as it stands in the files."""
    name = next((n for n, base in sorted(PREFIXES.items()) if iri.startswith(base) and iri != base), None)
    return f"{name}:{iri[len(PREFIXES[name]) :]}" if name else iri


def one(about: dict[str, list[str]], predicate: str) -> str:
    """The first value of a property."""
    return min(about.get(predicate, [""]))


def term_block(iri: str, about: dict[str, list[str]], facts: Iterable[tuple[str, str]]) -> str:
    """One term as Markdown."""
    lines = [f"### `{prefixed(iri)}`", "", f"**{one(about, RDFS_LABEL)}**: {one(about, SKOS + 'definition')}.", ""]
    lines += [f"- {name}: {value}" for name, value in facts if value]
    lines += [f"- example: {example}" for example in sorted(about.get(SKOS + "example", ()))]
    return "\n".join([*lines, ""])


def joined(about: dict[str, list[str]], predicate: str) -> str:
    """The values of a property that are terms, as code."""
    return ", ".join(f"`{prefixed(value)}`" for value in sorted(about.get(predicate, ())))


def class_facts(about: dict[str, list[str]]) -> list[tuple[str, str]]:
    """What is listed of a class."""
    matches = sorted({v for k in ("closeMatch", "exactMatch") for v in about.get(SKOS + k, ())})
    return [("kind of", joined(about, RDFS + "subClassOf")), ("close to", ", ".join(f"<{m}>" for m in matches))]


def property_facts(about: dict[str, list[str]]) -> list[tuple[str, str]]:
    """What is listed of a property."""
    single = "one value in each account" if OWL + "FunctionalProperty" in about[RDF_TYPE] else ""
    derived = "derived, never written by hand" if "true" in about.get(RG.isDerived, ()) else ""
    return [
        ("of", joined(about, RDFS + "domain")),
        ("value", joined(about, RDFS + "range")),
        ("kind of", joined(about, RDFS + "subPropertyOf")),
        ("values", single),
        ("origin", derived),
        ("close to", joined(about, SKOS + "closeMatch")),
    ]


def schemes(found: Terms) -> str:
    """Every SKOS scheme as a table."""
    parts = []
    for scheme in sorted(i for i, a in found.items() if SKOS + "ConceptScheme" in a[RDF_TYPE]):
        rows = [(i, a) for i, a in sorted(found.items()) if scheme in a.get(SKOS + "inScheme", ())]
        parts += [f"## {one(found[scheme], RDFS_LABEL)}", "", one(found[scheme], SKOS + "definition"), ""]
        parts += ["| concept | label | meaning |", "| --- | --- | --- |"]
        parts += [f"| `{prefixed(i)}` | {one(a, RDFS_LABEL)} | {one(a, SKOS + 'definition')} |" for i, a in rows]
        parts.append("")
    return "\n".join(parts)


def rules() -> str:
    """The hygiene rules, each by its sentence."""
    lines = ["## Rules", "", "Each is one SPARQL file in `ontology/rules/`; `regraph check` runs them all.", ""]
    for path in sorted((shipped("ontology") / "rules").glob("*.rq")):
        lines.append(f"- `{path.stem}`: {text_of(path).splitlines()[0].removeprefix('# ')}")
    return "\n".join([*lines, ""])


def terms_page() -> str:
    """`docs/terms.md`."""
    found = terms()
    ours = {i: a for i, a in sorted(found.items()) if i.startswith(RG.namespace)}
    classes = [term_block(i, a, class_facts(a)) for i, a in ours.items() if OWL + "Class" in a[RDF_TYPE]]
    kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty"}
    properties = [term_block(i, a, property_facts(a)) for i, a in ours.items() if kinds & set(a[RDF_TYPE])]
    head = f"# The terms of regraph\n\nGenerated from `ontology/` by `docs/reference.py`. Base IRI `{BASE}`.\n"
    return "\n".join([head, "## Classes\n", *classes, "## Properties\n", *properties, schemes(found), rules()])


def commands_page() -> str:
    """`docs/commands.md`."""
    parts = ["# The commands of regraph\n\nGenerated from the command line by `docs/reference.py`.\n"]
    group = click.Context(cli, info_name="regraph")
    parts.append(f"```text\n{cli.get_help(group)}\n```\n")
    for name in sorted(COMMANDS):
        command = cli.get_command(group, name)
        assert command is not None
        context = click.Context(command, parent=group, info_name=name)
        parts.append(f"## regraph {name}\n\n```text\n{command.get_help(context)}\n```\n")
    for name, entry in sorted(ON_REGISTER.items()):
        if entry != COMMANDS[name]:
            command = loaded(ON_REGISTER, name)
            context = click.Context(command, parent=group, info_name=name)
            title = f"## regraph {name} on a register"
            parts.append(f"{title}\n\nWhere `--store DIR` is given.\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def with_answers(path: Path) -> str:
    """A page with the answer below each `$ regraph ...` as the program gives it now."""
    return ANSWER.sub(lambda match: answered(match["fence"], match["block"].splitlines()), text_of(path))


def answered(fence: str, lines: list[str]) -> str:
    """A block of a command, which goes on until its quotes are closed, with what it prints now."""
    for end in range(1, len(lines) + 1):
        command = "\n".join(lines[:end])
        try:
            shlex.split(command)
        except ValueError:
            continue
        return f"```{fence}\n$ {command}\n{answer(command)}\n```"
    raise SystemExit(f"a quote is not closed in {lines[0]!r}")


def answer(command: str) -> str:
    """What a command prints on standard output; `| head -N` keeps the first N lines. What it writes is thrown away."""
    call, _, cut = command.partition(" | head -")
    with TemporaryDirectory() as scratch, chdir(scratch):
        printed = CliRunner().invoke(cli, shlex.split(call)[1:], prog_name="regraph").stdout.rstrip("\n")
    lines = [line.rstrip() for line in printed.split("\n")]
    return "\n".join(lines[: int(cut)] if cut else lines)


def main() -> None:
    """Write the pages, or say which are stale."""
    stale = []
    pages = [(DOCS / "terms.md", terms_page()), (DOCS / "commands.md", commands_page())]
    for guide in (DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))):
        if guide.name not in ("terms.md", "commands.md"):
            pages.append((guide, with_answers(guide)))
    for path, text in pages:
        if "--check" not in sys.argv[1:]:
            write(path, text)
        elif not path.is_file() or text_of(path) != text:
            stale.append(str(path.relative_to(DOCS.parent)))
    if stale:
        sys.exit(f"stale: {', '.join(stale)}; run `make reference`")


if __name__ == "__main__":
    main()
