"""The non-disclosure undertaking: each person or company of the winner binds itself before secrets are told."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase
from procurement.languages import WITH_ENGLISH

KIND = Kind(
    key="non_disclosure_undertaking",
    title=Label("Sekretessförbindelse", "Salassapitositoumus", "Non-disclosure undertaking"),
    subject="{object.title}",
    date_fact="nda.date",
    phase=Phase.NEGOTIATION,
    rank=20,
    outline=(
        Part("nda_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("paper_draft_notice", notice=True),
        Part("nda_parties"),
        Part("nda_purpose"),
        Part("nda_information"),
        Part("nda_duties"),
        Part("nda_openness"),
        Part("nda_term"),
        Part("nda_liability"),
        Part("nda_no_licence"),
        Part("before_contract"),
        Part("nda_law_disputes"),
        Part("nda_signatures"),
    ),
    languages=WITH_ENGLISH,
)
