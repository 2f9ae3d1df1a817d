"""One finding of a check: where it stands, which rule it breaks, on which node, in which words.

Findings sort by file, line and rule, so that two runs print the same.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something in a file that has to be corrected.

    Args:
        path: the file.
        line: from 1.
        rule: the name of the rule: the stem of its `.rq` file, `shape:NAME`, `form` or `syntax`.
        focus: IRI of the node that breaks the rule; "" for a whole file.
        message: what is wrong and what to do, in one line.
    """

    path: Path
    line: int
    rule: str
    focus: str
    message: str

    def text(self) -> str:
        """The finding as a compiler would print it.

        Example:
            >>> Finding(Path("facts/x.trig"), 12, "share-out-of-range", "id:a", "share above 1").text()
            'facts/x.trig:12: share above 1 (share-out-of-range)'
        """
        return f"{self.path}:{self.line}: {self.message} ({self.rule})"
