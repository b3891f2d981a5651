"""The demo has one Word template in use, which a second run leaves as it is."""

from __future__ import annotations

import pytest

from klash_site.demo.word_templates import load_word_template
from procurement.models import WordTemplateVersion
from tests.factories.procurement import LegalUserFactory

pytestmark = pytest.mark.django_db


def test_one_version_is_in_use_by_two_lawyers_and_stays_one() -> None:
    users = {name: LegalUserFactory() for name in ("lawyer-1", "lawyer-2")}
    template = load_word_template(users)
    assert load_word_template(users) == template
    version = template.versions.get()
    assert version.state is WordTemplateVersion.State.IN_USE
    assert version.uploaded_by == users["lawyer-1"]
    assert {step.by for step in version.steps.all()} == {users["lawyer-2"]}
