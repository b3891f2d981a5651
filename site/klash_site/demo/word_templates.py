"""Puts one Word template of the office in use: a starter, uploaded by one lawyer and approved by another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from procurement.actions.approve_word_template import approve_word_template
from procurement.actions.put_word_template_in_use import put_word_template_in_use
from procurement.actions.upload_word_template import upload_word_template
from procurement.languages import Language
from procurement.models import WordTemplate
from procurement.rendering import starters

_NAME: Final = "Upphandlingskontrakt (demo)"


def load_word_template(users: Mapping[str, Any]) -> WordTemplate:
    """Return the demo's template, made if it is missing."""
    found = WordTemplate.objects.filter(name=_NAME).first()
    if found is not None:
        return found
    template = WordTemplate(name=_NAME, kind="procurement_contract", language=Language.SV)
    file = starters.draw("contract", Language.SV)
    version = upload_word_template(template, file, reason="(demo)", user=users["lawyer-1"])
    approve_word_template(version, users["lawyer-2"], reason="(demo)")
    put_word_template_in_use(version, users["lawyer-2"], reason="(demo)")
    return template
