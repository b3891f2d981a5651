"""Work that a request does not wait for."""

from django_tasks import task

from klash_pages.sharing import pictures


@task()
def redraw_sharing_image(page_id: int) -> None:
    """Draw the sharing image of a page that was published."""
    pictures.redraw(page_id)
