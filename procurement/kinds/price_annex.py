"""The price annex: sums computed from the lines, VAT by rate at the tax point, and what may be invoiced when."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="price_annex",
    title=Label("Prisbilaga", "Hintaliite", "Price annex"),
    subject="{object.title}",
    date_fact="price_annex.date",
    phase=Phase.CONTRACT,
    rank=30,
    outline=(
        Part("annex_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("draft_notice", notice=True),
        Part("annex_opening", notice=True),
        Part("price_lines"),
        Part("price_vat"),
        Part("price_payment"),
        Part("price_adjustment"),
        Part("price_travel"),
    ),
    numbered_paragraphs=True,
    law_blocks=("vat",),
)
