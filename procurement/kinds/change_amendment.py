"""The change log and amendment: makes one change of a signed contract, and shows all changes up to it."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="change_amendment",
    title=Label(
        "Ändring av upphandlingskontrakt och ändringslogg",
        "Hankintasopimuksen muutos ja muutosloki",
        "Amendment of the procurement contract and change log",
    ),
    subject="{object.title}",
    date_fact="change.date",
    phase=Phase.AFTERWARDS,
    rank=20,
    outline=(
        Part("change_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("draft_notice", notice=True),
        Part("change_parties"),
        Part("change_text"),
        Part("change_ground"),
        Part("change_price"),
        Part("change_rest"),
        Part("change_log"),
        Part("change_counterparts"),
        Part("contract_signatures"),
    ),
    numbered_paragraphs=True,
    needs_party=True,
    law_blocks=("changes",),
)
