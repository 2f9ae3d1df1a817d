"""What an import made, in words: how much, from what, and what is odd about it."""

from regraph.engine.stakes import WHOLE
from regraph.register.making import Overfull
from regraph.register.register import DENIED, KINDS, Register
from regraph.wording.terminal import safe


def imported_text(register: Register, overfull: Overfull) -> str:
    """The store, its stakes by kind, the file they come from, and warnings."""
    manifest = register.manifest
    counts = [(manifest.stakes[kind], word) for kind, word in zip(KINDS, ("stakes", "votes"), strict=True)]
    kinds = " and ".join(f"{count:,} {word}" for count, word in counts if count)
    lines = [
        f"{register.place}: {kinds or 'no stakes'} of {manifest.actors:,} actors and assets,"
        f" told as of {manifest.told} by {manifest.file} (sha256 {manifest.sha256[:12]})"
    ]
    denied = sum(count_denied(register, kind) for kind in KINDS)
    if denied:
        lines.append(f"{denied:,} of them denied, which no answer counts")
    if overfull.count:
        shown = ", ".join(f"{name} ({total * 100 / WHOLE:g} %)" for name, total in overfull.examples)
        more = (
            f" and {overfull.count - len(overfull.examples):,} more" if overfull.count > len(overfull.examples) else ""
        )
        lines.append(f"warning: the holders of {overfull.count:,} have more than all of it at least: {shown}{more}")
    return "\n".join(map(safe, lines))


def count_denied(register: Register, kind: str) -> int:
    """How many stakes of a kind are denied."""
    certainty = register.optional(f"{kind}/certainty")
    return 0 if certainty is None else int((certainty == register.manifest.certainties.index(DENIED)).sum())
