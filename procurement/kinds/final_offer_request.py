"""The request for the final offer, with the form that the supplier fills in."""

from procurement.facts.catalogue import Label
from procurement.kinds.registry import Kind, Part, Phase

KIND = Kind(
    key="final_offer_request",
    title=Label("Begäran om slutligt anbud", "Pyyntö antaa lopullinen tarjous", "Request for the final offer"),
    subject="{challenge.title}",
    date_fact="final_offer.date",
    phase=Phase.NEGOTIATION,
    rank=60,
    outline=(
        Part("sent_publicity_mark", notice=True),
        Part("demo_notice", notice=True),
        Part("paper_draft_notice", notice=True),
        Part("final_offer_addressee", notice=True),
        Part("final_offer_request"),
        Part("final_offer_content"),
        Part("final_offer_delivery"),
        Part("final_offer_publicity"),
        Part("final_offer_reservations"),
        Part("before_contract"),
        Part("invitation_signatures"),
        Part("final_offer_form", new_page=True),
    ),
    needs_party=True,
)
