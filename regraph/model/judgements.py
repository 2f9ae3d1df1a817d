"""What editors have recorded: why, on which claims and things, and whether an account is preferred.

Whether two things are one is another kind of judgement than one on what accounts say; it explains no difference.
"""

from collections.abc import Mapping
from typing import NamedTuple

from regraph.model.knowledge import Knowledge, once
from regraph.model.reading.values import iris, text
from regraph.names import RG


class Judgement(NamedTuple):
    """A recorded editorial judgement on one claim.

    Args:
        reason: why, in the editor's words.
        prefers: IRI of the account whose values answers use; "" where none is preferred.
    """

    reason: str
    prefers: str = ""


def reasons(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Claim or thing -> the reasons of the recorded judgements on it, whatever they decide, sorted."""
    found: dict[str, set[str]] = {}
    for about in knowledge.claims.data.register.values():
        for node in (iri for key in (RG.judgesNode, RG.judgesSame, RG.judgesDifferent) for iri in iris(about, key)):
            found.setdefault(node, set()).add(text(about, RG.reason))
    return {node: tuple(sorted(told)) for node, told in sorted(found.items())}


@once
def judged(knowledge: Knowledge) -> Mapping[str, Judgement]:
    """Claim or thing -> the judgement recorded on what accounts say of it."""
    found = {}
    for _, about in sorted(knowledge.claims.data.register.items()):
        for node in iris(about, RG.judgesNode):
            found[node] = Judgement(text(about, RG.reason), next(iter(iris(about, RG.prefersAccount)), ""))
    return found
