"""Themes of problems: one record for all languages."""

from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    """What problems have in common, so that a reader finds those alike."""

    name_sv = models.CharField(_("name in Swedish"), max_length=80)
    name_fi = models.CharField(_("name in Finnish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    slug = models.CharField(
        _("in addresses"),
        max_length=50,
        unique=True,
        validators=[validate_slug],
        help_text=_("The same in all languages. For example public-transport."),
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_sv", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        language = (get_language() or "sv")[:2]
        return str(getattr(self, f"name_{language}", "") or self.name_en)
