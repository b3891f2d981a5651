"""The annex on rights and re-use: what may be done with the results, by whom, and who may order."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="rights_annex",
    title=Label(
        "Immateriella rättigheter och vidareanvändning",
        "Immateriaalioikeudet ja jatkokäyttö",
        "Intellectual property rights and re-use",
    ),
    subject="{object.title}",
    date_fact="rights_annex.date",
    phase=Phase.CONTRACT,
    rank=50,
    outline=(
        Part("annex_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("draft_notice", notice=True),
        Part("rights_annex_place"),
        Part("rights_annex_background"),
        Part("rights_annex_results"),
        Part("rights_annex_use"),
        Part("rights_annex_users"),
        Part("rights_annex_open"),
        Part("rights_annex_title"),
        Part("rights_annex_names"),
    ),
    numbered_paragraphs=True,
    needs_party=True,
)
