"""The picture that other sites show when somebody shares a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SharingImage(models.Model):
    """The picture of a live page. It stands beside the page, since no editor writes it and no revision holds it."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", primary_key=True, verbose_name=_("page")
    )
    file = models.FileField(_("file"), upload_to="sharing", max_length=200)

    class Meta:
        verbose_name = _("sharing image")
        verbose_name_plural = _("sharing images")

    def __str__(self) -> str:
        return str(self.file)
