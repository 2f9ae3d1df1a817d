"""Sources as numbered footnotes: each account is cited by a number in the text and listed once at its end."""

from regraph.names import local
from regraph.wording.evidence import Payload
from regraph.wording.words import safe


class Footnotes:
    """Numbers accounts in the order in which they are first cited."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.accounts: dict[str, Payload] = {}

    def cite(self, accounts: list[Payload]) -> str:
        """The marks for some accounts: `[1 char 10–20] [2 char 5–9]`."""
        return " ".join(self.mark(account) for account in accounts)

    def number(self, account: str) -> str:
        """The mark of an account that is cited already; its name where it is not."""
        return f"[{self.numbers[account]}]" if account in self.numbers else f"({local(account)})"

    def mark(self, account: Payload) -> str:
        """One mark, with the offsets of the passages."""
        number = self.numbers.setdefault(account["id"], len(self.numbers) + 1)
        self.accounts[account["id"]] = account
        spans = ", ".join(passage.rsplit("char=", 1)[-1].replace(",", "–") for passage in account["passages"])
        return f"[{number}: {spans}]" if spans else f"[{number}]"

    def lines(self) -> list[str]:
        """The list of sources, in the order of their numbers."""
        if not self.numbers:
            return []
        lines = ["Sources  [number: characters of the archived text]"]
        for iri, number in self.numbers.items():
            lines.append(f"  [{number}] {described(self.accounts[iri])}")
            if self.accounts[iri]["url"]:
                lines.append(f"      {safe(self.accounts[iri]['url'])}")
        return lines


def described(account: Payload) -> str:
    """One account in a line: voice, title, publisher, date, and the work by way of which its words came."""
    voice, publisher = account["voice"] or local(account["id"]), account["publisher"]
    section = {"summary": ", summary box", "filing": ", its filing", "quoted": ""}.get(account["section"] or "", "")
    relayed = f" in {publisher}" if publisher and publisher != voice else ""
    party = " (a party)" if account["voiceIsParty"] else ""
    title = account["title"] or local(account["id"])
    return safe(f"{voice}{party}{section}{relayed}: “{title}”, {account['published']}{by_way_of(account['restsOn'])}")


def by_way_of(works: list[str]) -> str:
    """The works that an account rests on, to follow its date; "" where none is recorded.

    Example:
        >>> by_way_of(["AFP"]), by_way_of([])
        ('; by way of AFP', '')
    """
    return f"; by way of {' and '.join(works)}" if works else ""
