"""The party and rights statement: who the supplier is, how it is the winner, and how the members' rights reach it."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="party_and_rights_statement",
    title=Label(
        "Utredning om leverantören och rättigheterna",
        "Selvitys toimittajasta ja oikeuksista",
        "Party and rights statement",
    ),
    subject="{object.title}",
    date_fact="party_statement.date",
    phase=Phase.NEGOTIATION,
    rank=50,
    outline=(
        Part("negotiation_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("paper_draft_notice", notice=True),
        Part("statement_opening"),
        Part("statement_supplier"),
        Part("statement_link"),
        Part("statement_group"),
        Part("statement_authority"),
        Part("statement_rights"),
        Part("statement_assurance"),
        Part("statement_signatures"),
    ),
    needs_party=True,
    party_unverified_because=Label(
        "Leverantören intygar sina uppgifter i handlingen, och parten kontrolleras mot den.",
        "Toimittaja vakuuttaa tietonsa asiakirjassa, ja osapuoli tarkistetaan sen avulla.",
        "The supplier assures its own data in the paper, and the party is verified by it.",
    ),
)
