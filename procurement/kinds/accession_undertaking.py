"""The accession undertaking: a buyer that the notice named orders on the terms of the contract, below its ceiling."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="accession_undertaking",
    title=Label("Anslutningsförbindelse", "Liittymissitoumus", "Accession undertaking"),
    subject="{object.title}",
    date_fact="accession.date",
    phase=Phase.AFTERWARDS,
    rank=5,
    outline=(
        Part("accession_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("unsigned_draft_notice", notice=True),
        Part("accession_parties"),
        Part("accession_ground"),
        Part("accession_order"),
        Part("accession_terms"),
        Part("accession_entry"),
        Part("agreement_counterparts"),
        Part("accession_signatures"),
    ),
    organisation="{accession.buyer}",
    numbered_paragraphs=True,
    needs_party=True,
)
