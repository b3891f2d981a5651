"""Fills a form of a screen as a browser does: every field goes back as it was shown, but for what somebody typed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from django.test import Client


def form_of(response: Any, holding: str = "rendered_for") -> dict[str, str]:
    """Return the fields of a screen's form as they stand on it, hidden ones too: the form that holds a field."""
    soup = BeautifulSoup(response.content, "html.parser")
    form = next(form for form in soup.find_all("form") if form.find(attrs={"name": holding}))
    return dict(pair for field in form.find_all(["input", "select", "textarea"]) if (pair := _sent(field)))


def send(client: Client, place: str, fields: dict[str, str]) -> Any:
    """Post a form as a browser does that sends no file."""
    return client.post(place, urlencode(fields), content_type="application/x-www-form-urlencoded")


def _sent(field: Tag) -> tuple[str, str] | None:
    name = field.get("name")
    if not name:
        return None
    if field.name == "textarea":
        return str(name), field.get_text().removeprefix("\n").replace("\n", "\r\n")
    if field.name == "select":
        options = field.find_all("option")
        chosen = next((option for option in options if option.has_attr("selected")), options[0])
        return str(name), str(chosen["value"])
    if field.get("type") in ("radio", "checkbox") and not field.has_attr("checked"):
        return None
    return str(name), str(field.get("value", ""))
