"""Everything that is asked for a report on one thing: the answers of the other commands, as their dictionaries."""

import datetime as dt
from dataclasses import dataclass

from regraph.analysis.dispute.conflicts import conflicts_of
from regraph.analysis.exposure.answers import answer_of
from regraph.analysis.exposure.channels import is_exposed
from regraph.analysis.exposure.world import world
from regraph.analysis.integrated.answer import DEFAULT, convention_named, holdings_by, owners_by
from regraph.analysis.money.answer import Question
from regraph.analysis.money.finance import finance_of
from regraph.analysis.supply.about import absences
from regraph.analysis.supply.agreements import Filters, Nearest, agreements
from regraph.analysis.timeline.events import timeline_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.present.conflicts import Asked as DisputeAsked
from regraph.present.conflicts import conflicts_payload
from regraph.present.dossier import dossier_payload
from regraph.present.exposure.payload import Asked as ExposureAsked
from regraph.present.exposure.payload import exposure_payload
from regraph.present.holdings import ownership_payload
from regraph.present.money.payload import finance_payload
from regraph.present.supply.offtake import Asked as SupplyAsked
from regraph.present.supply.offtake import offtake_payload
from regraph.present.timeline.answer import Asked as TimeAsked
from regraph.present.timeline.answer import timeline_payload
from regraph.wording.evidence import Payload


@dataclass(frozen=True)
class Answers:
    """What each command says of one thing, in the form of its JSON."""

    show: Payload
    owners: Payload
    holdings: Payload
    finance: Payload
    offtake: Payload
    exposure: Payload | None
    timeline: Payload
    conflicts: Payload

    @property
    def iri(self) -> str:
        """The thing that they are about."""
        return str(self.show["entity"]["id"])


def answers_on(knowledge: Knowledge, iri: str, scenario: Scenario, known_by: dt.date | None) -> Answers:
    """Ask everything of one thing.

    Returns:
        The dictionaries that `show`, `owners`, `holdings`, `finance`, `offtake`, `exposure` (None for what is neither
        actor, asset nor programme), `timeline` and `conflicts` print with `--format json`.
    """
    convention = convention_named(DEFAULT)
    owners, holdings = (
        ownership_payload(knowledge, ask(knowledge, iri, scenario, convention), scenario, known_by, command)
        for ask, command in ((owners_by, "owners"), (holdings_by, "holdings"))
    )
    money = finance_of(knowledge, scenario, Question(iri))
    supply = SupplyAsked(knowledge, scenario, known_by, iri)
    sold = agreements(knowledge, scenario, iri, Filters())
    time = TimeAsked(knowledge, scenario, known_by, iri)
    disputes = tuple(c for c in conflicts_of(knowledge, iri) if not certainties(knowledge, c.nodes) & scenario.exclude)
    return Answers(
        show=dossier_payload(knowledge, iri, scenario, known_by),
        owners=owners,
        holdings=holdings,
        finance=finance_payload(knowledge, money, scenario, known_by),
        offtake=offtake_payload(supply, sold, absences(knowledge, scenario, iri), Nearest()),
        exposure=exposure_on(knowledge, iri, scenario, known_by) if is_exposed(knowledge, iri) else None,
        timeline=timeline_payload(time, timeline_of(knowledge, iri, scenario)),
        conflicts=conflicts_payload(DisputeAsked(knowledge, scenario, known_by, iri), disputes),
    )


def prepare(knowledge: Knowledge) -> None:
    """Work out at once what the answers on very many things share; those on one thing are sooner found near it."""
    conflicts_of(knowledge, None)


def certainties(knowledge: Knowledge, nodes: tuple[str, ...]) -> set[str | None]:
    """The certainties of some claims."""
    return {knowledge.claims[node].concept("certainty") for node in nodes}


def exposure_on(knowledge: Knowledge, iri: str, scenario: Scenario, known_by: dt.date | None) -> Payload:
    """The answer of `exposure`."""
    found_in = world(knowledge, scenario)
    return exposure_payload(ExposureAsked(found_in, iri, known_by=known_by), answer_of(found_in, iri))
