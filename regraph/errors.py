"""Everything that can go wrong in a way a user should read: one tree of errors.

Each error keeps its facts as attributes; its message says what, where, and what to do next.
Only `regraph.cli` turns one into a printed line and an exit status.
"""

from pathlib import Path


class RegraphError(Exception):
    """The root: something a user can act on. `status` is the exit status it leads to."""

    status = 2


class BadSyntax(RegraphError):
    """A file that cannot be read as what it should be."""

    def __init__(self, path: str | Path, line: int, reason: str) -> None:
        self.path, self.line, self.reason = Path(path), line, reason
        super().__init__(f"{path}:{line}: {reason}")


class BadFile(RegraphError):
    """A file or directory that cannot be opened, read or written."""

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path, self.reason = Path(path), reason
        super().__init__(f"{path}: {reason}")


class BadRows(RegraphError):
    """Rows of a table that cannot be read as what they should be: the first of them by line, and how many."""

    def __init__(self, path: str | Path, rows: tuple[tuple[int, str], ...], count: int) -> None:
        self.path, self.rows, self.count = Path(path), rows, count
        shown = "each of them is named above" if count == len(rows) else f"the first {len(rows)} are named above"
        number = "1 row is" if count == 1 else f"{count:,} rows are"
        super().__init__(f"{path}: {number} wrong, {shown}; nothing was written")

    @property
    def lines(self) -> tuple[str, ...]:
        """Each wrong row with file, line, what is wrong and what to write."""
        return tuple(f"{self.path}:{line}: {reason}" for line, reason in self.rows)


class TooManyNames(RegraphError):
    """Names of a register that take together more room than one table of texts has."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the names take more than 2 GB ({shortened(reason)}); import a part of the file")


class MissingExtra(RegraphError):
    """A library that only some commands need is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        self.library, self.extra = library, extra
        super().__init__(f"{library} is not installed; install it with: pip install 'regraph[{extra}]'")


class BadFact(RegraphError):
    """A fact that no answer can be made from; `check` names its file and line."""

    def __init__(self, node: str, reason: str) -> None:
        self.node, self.reason = node, reason
        super().__init__(f"{node}: {reason} (`regraph check` names the file and line)")


class NoFacts(RegraphError):
    """A facts directory without facts."""

    def __init__(self, path: str | Path, reason: str = "it holds no .trig file") -> None:
        self.path = Path(path)
        super().__init__(f"{path}: {reason}; give a directory with register.trig and one .trig file per source")


class UnknownEntity(RegraphError):
    """A name that nothing in the register bears."""

    status = 1

    def __init__(
        self, name: str, nearest: tuple[str, ...] = (), hint: str = "try `regraph find` with a part of the name"
    ) -> None:
        self.name, self.nearest = name, nearest
        shown = shortened(name)
        hint = f"the nearest names are: {', '.join(map(shortened, nearest))}" if nearest else hint
        super().__init__(f"no thing is named {shown!r}; {hint}")


class UnknownSource(RegraphError):
    """A name that no source and no account bears."""

    status = 1

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        self.name, self.nearest = name, nearest
        hint = f"the nearest are: {', '.join(nearest)}" if nearest else "`regraph sources` lists them"
        super().__init__(f"no source or account is named {shortened(name)!r}; {hint}")


class UnknownRule(RegraphError):
    """A name that no screening rule bears, or that begins several."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        self.name, self.nearest = name, nearest
        hint = f"the nearest are: {', '.join(nearest)}" if nearest else "`regraph screen --list` names them"
        super().__init__(f"no one rule is named {shortened(name)!r}; {hint}")


class UnknownCommodity(RegraphError):
    """A name that no commodity bears."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        self.name, self.nearest = name, nearest
        hint = f"the nearest are: {', '.join(nearest)}" if nearest else "docs/terms.md lists them"
        super().__init__(f"no commodity is named {shortened(name)!r}; {hint}")


class AmbiguousEntity(RegraphError):
    """A name that several things bear."""

    status = 1

    def __init__(self, name: str, candidates: tuple[str, ...]) -> None:
        self.name, self.candidates = name, candidates
        super().__init__(f"{shortened(name)!r} names {len(candidates)} things; say which: {', '.join(candidates)}")


class BadDate(RegraphError):
    """A date that is not written YYYY-MM-DD, YYYY-MM or YYYY."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{shortened(text)!r} is not a date; write 2026-02-01")


class BadChoice(RegraphError):
    """A word that is none of the words allowed at its place."""

    def __init__(self, option: str, word: str, allowed: tuple[str, ...]) -> None:
        self.option, self.word, self.allowed = option, word, allowed
        super().__init__(f"{option}: {shortened(word)!r} is none of {', '.join(allowed)}")


class BadShare(RegraphError):
    """Share bounds outside 0 to 1, or out of order."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason}; write fractions of 1, lower bound first: 0.51 for 51 %")


class BadBounds(RegraphError):
    """Date bounds that exclude each other."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason}; the earlier bound comes first")


class RefusedQuery(RegraphError):
    """A query that regraph does not run: it reads files or the network, or changes data."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(
            f"{word} is refused: a query only reads the facts at hand (SELECT, ASK, CONSTRUCT or DESCRIBE)"
        )


class BadQuery(RegraphError):
    """A query that is not SPARQL 1.1, or whose parameters are not filled."""


class QueryTimeout(RegraphError):
    """A query that ran past its time limit."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"the query ran past {seconds:g} s and was stopped; narrow it, add LIMIT, or raise --timeout")


def shortened(text: str, most: int = 80) -> str:
    """`text`, cut to `most` characters for a message of one line.

    Example:
        >>> shortened("abcdef", 4)
        'abc…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
