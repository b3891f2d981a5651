"""The data processing agreement: between the controller and the supplier, one for each controller."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase
from procurement.languages import WITH_ENGLISH

KIND = Kind(
    key="data_processing_agreement",
    title=Label("Personuppgiftsbiträdesavtal", "Henkilötietojen käsittelysopimus", "Data processing agreement"),
    subject="{object.title}",
    date_fact="dpa.date",
    phase=Phase.CONTRACT,
    rank=60,
    outline=(
        Part("dpa_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("draft_notice", notice=True),
        Part("dpa_parties"),
        Part("dpa_processing"),
        Part("dpa_instructions"),
        Part("dpa_confidentiality"),
        Part("dpa_security"),
        Part("dpa_subprocessors"),
        Part("dpa_transfers"),
        Part("dpa_assistance"),
        Part("dpa_breaches"),
        Part("dpa_audit"),
        Part("dpa_end"),
        Part("dpa_liability"),
        Part("dpa_term"),
        Part("agreement_counterparts"),
        Part("dpa_signatures"),
    ),
    organisation="{controller.name}",
    numbered_paragraphs=True,
    needs_party=True,
    languages=WITH_ENGLISH,
)
