"""Work that a request does not wait for."""

from django_tasks import task

from procurement.actions.make_pack import make_pack
from procurement.models import Pack


@task()
def build_pack(pack_id: int) -> None:
    """Make a pack that somebody asked for."""
    make_pack(Pack.objects.select_related("created_by").get(pk=pack_id))
