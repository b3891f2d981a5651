"""Deletes a record of a register, or says what rests on it, at whatever method the request comes with."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views import generic

from klash_pages.models.resting import what_keeps


class RefusingDeleteView(generic.DeleteView):
    """Deletes a record, or says what rests on it: what protects it is not always in Wagtail's index of references."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the question; of what cannot be deleted, only why."""
        if sentence := what_keeps(self.object):
            messages.error(request, sentence)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leave the button out where the database would refuse."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_protected": bool(what_keeps(self.object))}

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete, or go back with what rests on the record."""
        if sentence := what_keeps(self.object):
            messages.error(self.request, sentence)
            return redirect(self.edit_url_name, self.object.pk)
        self.usage = None  # the index of references may be behind
        response: HttpResponse = super().form_valid(form)
        return response

    def delete(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the method DELETE as the form's button."""
        return self.form_valid(None)
