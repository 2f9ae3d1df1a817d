"""What an editor has recorded on claims that accounts differ on: the reason, and whether an account is preferred.

It gives judgements on claims only; whether two things are one is another kind of judgement and explains no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from regraph.model.knowledge import Knowledge
from regraph.model.reader import iris, text
from regraph.names import RG


@dataclass(frozen=True, slots=True)
class Judgement:
    """A recorded editorial judgement on one claim.

    Args:
        reason: why, in the editor's words.
        prefers: IRI of the account whose values answers use; "" where none is preferred.
    """

    reason: str
    prefers: str = ""


def judged(knowledge: Knowledge) -> Mapping[str, Judgement]:
    """Claim or thing -> the judgement recorded on what accounts say of it."""
    found = {}
    for _, about in sorted(knowledge.claims.data.register.items()):
        for node in iris(about, RG.judgesNode):
            found[node] = Judgement(text(about, RG.reason), next(iter(iris(about, RG.prefersAccount)), ""))
    return found
