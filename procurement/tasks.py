"""Work that a request does not wait for."""

import logging

from django_tasks import task

from procurement.actions.make_pack import make_pack
from procurement.models import Pack

logger = logging.getLogger(__name__)


@task()
def build_pack(pack_id: int) -> None:
    """Make a pack that somebody asked for; one that breaks says so in its row, and why in the log."""
    try:
        make_pack(Pack.objects.select_related("created_by").get(pk=pack_id))
    except Exception:
        logger.exception("Pack %d could not be made", pack_id)
        raise
