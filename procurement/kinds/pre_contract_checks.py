"""The pre-contract checks: what was looked up about the supplier, when, by whom; never a criminal record itself."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="pre_contract_checks",
    title=Label("Utredningar före kontraktet", "Selvitykset ennen sopimusta", "Checks before the contract"),
    subject="{object.title}",
    date_fact="checks.date",
    phase=Phase.DECISION,
    rank=10,
    outline=(
        Part("negotiation_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("paper_draft_notice", notice=True),
        Part("checks_supplier"),
        Part("checks_exclusion"),
        Part("checks_contractor"),
        Part("checks_conflicts"),
        Part("checks_validity"),
    ),
    needs_party=True,
    party_unverified_because=Label(
        "Handlingen antecknar själva kontrollen av parten.",
        "Asiakirjaan merkitään itse osapuolen tarkistus.",
        "The paper records the very check of the party.",
    ),
)
