"""Every IRI that the code spells, in closed namespaces: a misspelt term raises at once.

Nothing else in the package writes an IRI of ours by hand. The tests compare these with `ontology/`.
"""

from functools import lru_cache

BASE = "https://w3id.org/regraph/"


class Closed:
    """A namespace that knows its terms: `RG.Stake` is an IRI, `RG.Steak` raises.

    Example:
        >>> RG.Stake
        'https://w3id.org/regraph/ontology#Stake'
        >>> RG.Steak
        Traceback (most recent call last):
        AttributeError: https://w3id.org/regraph/ontology# has no term Steak
    """

    def __init__(self, base: str, *groups: str) -> None:
        self.namespace = base
        self.terms = {word.replace("-", "_"): word for group in groups for word in group.split()}
        self.__dict__.update({name: base + word for name, word in self.terms.items()})

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"{self.__dict__['namespace']} has no term {name}")

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(sorted(self.namespace + word for word in self.terms.values()))


CLASSES = (
    "Thing Actor Company StateOwnedEnterprise Fund Consortium State GovernmentBody IntergovernmentalOrganisation"
    " Organisation Person UnknownParty Asset Deposit Mine Concession Infrastructure Land Project HeldInterest Plant"
    " SeparationPlant MetalPlant AlloyPlant MagnetPlant RecyclingPlant Programme Stockpile FundingProgramme Forum"
    " IncentiveRegime Legislation TradeArrangement Strategy Claim Interest Stake VotingRight BoardRight Option Warrant"
    " Convertible Royalty Stream Operatorship LicenceHolding StateLink Control Deal Financing Loan Grant DirectFunding"
    " Guarantee FeasibilityFunding EquityPurchase Placement PriceSupport Offtake Supply Acquisition SchemeOfArrangement"
    " JointVenture Memorandum Framework Amendment Tie Role Membership Participation ProgrammeSupply Parentage"
    " CommodityOccurrence Proceeding Investigation BillVote Consultation Tender Figure Milestone Condition Absence"
    " Assessment Source Account Judgement"
)
PROPERTIES = (
    "isUnderJurisdiction lei wikidata isin iso3166 unknownBecause partyCount judgesSame judgesDifferent judgesNode"
    " prefersAccount reason certainty evidence stage bindingness startEarliest startLatest endEarliest endLatest"
    " dateEarliest dateLatest isHeldBy isStakeIn isInterestIn shareAtLeast shareAtMost shareAbove shareBelow shareBasis"
    " isShareTogetherWith securityCount unitPrice exercisePrice tenorYears arisesFrom linkKind isInterestOf isHoldingIn"
    " hasParty hasLender hasBorrower hasFunder hasRecipient hasInvestor hasIssuer hasBuyer hasSeller hasSupplier"
    " hasTarget hasGuarantor hasBeneficiary hasSignatory hasArranger hasOperator hasRegulator amountAtLeast"
    " amountAtMost currency isApproximate instrument interestMargin interestBase concerns commodity isPartOf isUnder"
    " supersedes refinances followsFrom amends isRoleOf isRoleAt roleTitle hasMember isMembershipIn hasParticipant"
    " isParticipationIn isSupplyTo hasParent hasSubsidiary isOccurrenceIn isLocatedIn place chainStage depositType"
    " description isAbout outcome figureKind isFigureOf valueAtLeast valueAtMost valueAbove valueBelow unit base"
    " realisation isSumOf isMilestoneOf isDone isConditionOf conditionKind statement isMet absenceKind absentTerm title"
    " isPublishedBy publishedEarliest publishedLatest retrieved url sha256 archivedAs language citesSource isAccountOf"
    " hasVoice section published restsOn voiceIsParty rank isDerived ownedBy financedBy sellsTo controlledBy linkedTo"
    " isStatedIn sentence"
)

RG = Closed(BASE + "ontology#", CLASSES, PROPERTIES)
STAGE = Closed(BASE + "stage/", "reported-talks proposed announced signed approved in-force expired terminated lapsed")
BINDINGNESS = Closed(BASE + "bindingness/", "non-binding conditional binding not-stated")
CERTAINTY = Closed(
    BASE + "certainty/",
    "stated-by-party reported estimated opinion alleged under-investigation disputed denied",
)
LINK = Closed(BASE + "state-link-kind/", "owned-by controlled-by linked-to body-of")
SECTION = Closed(BASE + "section/", "body summary quoted filing")

REGISTER = BASE + "register"
ONTOLOGY = BASE + "graph/ontology"
ID, ACCOUNT, SOURCE = BASE + "id/", BASE + "account/", BASE + "source/"
DRAFT = BASE + "draft/"  # graphs of proposals, which no answer reads

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
RDFS_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
OBJECT_PROPERTY = "http://www.w3.org/2002/07/owl#ObjectProperty"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ALT_LABEL, NOTE, DEFINITION = SKOS + "altLabel", SKOS + "editorialNote", SKOS + "definition"
BROADER, NOTATION = SKOS + "broader", SKOS + "notation"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "absence": BASE + "absence-kind/",
    "account": ACCOUNT,
    "bindingness": BINDINGNESS.namespace,
    "bods": "https://vocab.openownership.org/terms#",
    "certainty": CERTAINTY.namespace,
    "chain": BASE + "supply-chain-stage/",
    "commodity": BASE + "commodity/",
    "condition": BASE + "condition-kind/",
    "dct": "http://purl.org/dc/terms/",
    "figure": BASE + "figure-kind/",
    "id": ID,
    "instrument": BASE + "instrument/",
    "jurisdiction": BASE + "jurisdiction/",
    "link": LINK.namespace,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "realisation": BASE + "realisation/",
    "rg": RG.namespace,
    "schema": "https://schema.org/",
    "section": SECTION.namespace,
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": BASE + "shape/",
    "skos": SKOS,
    "source": SOURCE,
    "stage": STAGE.namespace,
    "xsd": XSD,
}


@lru_cache(maxsize=1 << 15)  # terms are asked for again and again
def local(iri: str) -> str:
    """The last part of an IRI, after `#` or `/`.

    Example:
        >>> local("https://w3id.org/regraph/id/serra-verde")
        'serra-verde'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
