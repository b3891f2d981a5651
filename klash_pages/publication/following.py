"""Lets facts follow: what is registered on a page holds on each of its translations from the moment readers see it.

All doors end in a page's `save()`, so that is where a page asks here: a source that is public hands its facts on to
its translations, in the same transaction, and a translation takes the facts that are public on its source. Only facts
are written: in the row that readers see, in the newest draft and in what is scheduled. No draft word goes live by it.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone
from wagtail.log_actions import log

from klash_pages.localization.facts import facts_of, is_source, versions

#: Sent of a public page (`instance`) whose facts change because its source has changed.
followed = Signal()
#: What the history of a translation says of facts that came from its source.
ACTION = "klash_pages.follow_facts"


def take_over(page: Any, to_save: bool = False) -> None:
    """Give a translation the facts that are public on its source; a source and a page without one keep their own.

    With `to_save`, inside a transaction, the source is kept from others until it ends: a source and a translation that
    are published at the same moment would otherwise leave the old facts in the translation.
    """
    if not facts_of(type(page)):
        return
    source = versions(page, to_save).first()
    if source is not None and source.pk != page.pk and source.live:
        _copy(source, page)


def hand_on(page: Any) -> None:
    """Write the facts of a public source into all its translations, whether wagtail-localize made them or not."""
    if not page.live or not is_source(page):
        return
    for target in versions(page, to_save=True).exclude(pk=page.pk):
        changed = _copy(page, target)
        if changed:
            if target.live:
                target.last_published_at = timezone.now()
                followed.send(type(target), instance=target)
            # The source has been validated. A translation whose words are unfinished must not keep a wrong fact.
            target.save(clean=False)
        if changed := sorted({*changed, *_write_drafts(target)}):
            # Of the entries of one request Wagtail shows the last of each kind, whatever page it is about.
            log(instance=target, action=ACTION, data={"facts": changed}, uuid=uuid4())


def _copy(source: Any, target: Any) -> list[str]:
    """Give one page the facts of another, and return the names of those that were different."""
    changed = []
    for name in facts_of(type(target)):
        field: Any = target._meta.get_field(name)
        if field.one_to_many:
            if _rows(source, field) == _rows(target, field):
                continue
            source.copy_child_relation(field, target)
        elif getattr(source, field.attname) != getattr(target, field.attname):
            setattr(target, field.attname, getattr(source, field.attname))
        else:
            continue
        changed.append(name)
    return changed


def _rows(page: Any, relation: Any) -> list[str]:
    """The child rows of a page without what they are known by, in an order of their own."""
    identity = {relation.field.attname, relation.related_model._meta.pk.attname}
    names = [field.attname for field in relation.related_model._meta.concrete_fields if field.attname not in identity]
    return sorted(
        repr([getattr(row, name) for name in names]) for row in getattr(page, relation.get_accessor_name()).all()
    )


def _write_drafts(target: Any) -> set[str]:
    """Write the facts of a page into its newest draft and into what is scheduled; return the names that changed."""
    state = target.serializable_data()
    now = json.loads(json.dumps({name: state[name] for name in facts_of(type(target))}, cls=DjangoJSONEncoder))
    changed: set[str] = set()
    for revision in target.revisions.filter(Q(pk=target.latest_revision_id) | Q(approved_go_live_at__isnull=False)):
        stale = {name for name, value in now.items() if revision.content.get(name) != value}
        if stale:
            changed |= stale
            # Not `save()`: a revision that is saved takes the schedule away from the others.
            type(revision).objects.filter(pk=revision.pk).update(content={**revision.content, **now})
    return changed
