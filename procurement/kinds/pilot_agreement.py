"""The pilot agreement: the host municipality's own duties, which the contract with the supplier cannot give it."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="pilot_agreement",
    title=Label("Pilotavtal", "Pilottisopimus", "Pilot agreement"),
    subject="{object.title}",
    date_fact="pilot_agreement.date",
    phase=Phase.CONTRACT,
    rank=70,
    outline=(
        Part("pilot_agreement_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("draft_notice", notice=True),
        Part("pilot_agreement_parties"),
        Part("pilot_agreement_background"),
        Part("pilot_agreement_host_duties"),
        Part("pilot_agreement_buyer_duties"),
        Part("pilot_agreement_costs"),
        Part("pilot_agreement_steering"),
        Part("pilot_agreement_personal_data"),
        Part("pilot_agreement_results"),
        Part("pilot_agreement_secrecy"),
        Part("pilot_agreement_liability"),
        Part("pilot_agreement_term"),
        Part("pilot_agreement_disputes"),
        Part("agreement_counterparts"),
        Part("pilot_agreement_signatures"),
    ),
    numbered_paragraphs=True,
    annexes="pilot_agreement_annexes",
    needs_party=True,
)
