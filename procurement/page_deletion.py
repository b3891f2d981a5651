"""Keeps pages that carry a procurement case from being deleted, at every door: admin, bulk action, API and model."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_delete
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages.admin import deletion
from procurement.permissions import may_delete_page


class PageCarriesCaseError(PermissionDenied):
    """A page that carries a procurement case was about to be deleted."""


def explain(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop the admin's delete view with the reason beside it."""
    decision = may_delete_page(page)
    if decision:
        return None
    way = deletion.door(page)
    messages.error(request, decision.reason, buttons=[messages.button(*way)] if way else None)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def explain_bulk(request: HttpRequest, action_type: str, objects: list[Any], _action: object) -> HttpResponse | None:
    """Stop the admin's bulk deletion with the reason."""
    if action_type != "delete":
        return None
    for page in objects:
        if isinstance(page, Page) and not (decision := may_delete_page(page)):
            messages.error(request, f"{page.get_admin_display_title()}: {decision.reason}")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _refuse(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    if issubclass(sender, Page) and not (decision := may_delete_page(instance)):
        raise PageCarriesCaseError(decision.reason)


def connect() -> None:
    """Guard the model's own deletion, which every other door comes to in the end."""
    pre_delete.connect(_refuse, dispatch_uid="procurement.page_deletion")
