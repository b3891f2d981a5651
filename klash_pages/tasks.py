"""Work that a request does not wait for."""

from django_tasks import task

from klash_pages.sharing import pictures
from klash_pages.webhooks import delivering, gathering


@task()
def redraw_sharing_image(page_id: int) -> None:
    """Draw the sharing image of a page that was published."""
    pictures.redraw(page_id)


@task()
def gather_page_changes() -> None:
    """Make the messages about pages that changed."""
    gathering.gather()


@task()
def send_deliveries(endpoint_id: int) -> None:
    """Send a receiver what is due."""
    delivering.deliver(endpoint_id)


@task()
def send_all_due_deliveries() -> None:
    """Make the messages that a process which died has left, and send everybody what is due."""
    gathering.gather()
    delivering.deliver_all_due()
