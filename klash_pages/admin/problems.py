"""The desk of problems: the list with what needs work first, the decisions, and the themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from klash_pages.admin.export import HarmlessExportIndexView
from klash_pages.admin.import_problems import ImportView
from klash_pages.admin.record_deletion import RefusingDeleteView
from klash_pages.lists.querysets import one_per_translation
from klash_pages.models import ChallengePage, Problem, Theme
from klash_pages.problems import moderation

NAMESPACE = "problem"
State = Problem.State


# The decisions, each a form that is confirmed


class PublishForm(forms.Form):
    """Nothing to fill in; the confirmation is enough."""

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class MergeForm(forms.Form):
    """Into which problem."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("Merge into"),
        queryset=Problem.objects.none(),
        help_text=gettext_lazy("Readers of this problem are led to that one."),
    )
    public_feedback = forms.CharField(
        label=gettext_lazy("Public feedback"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets = Problem.objects.filter(
            state__in=(State.PUBLISHED, State.CHOSEN), contest__translation_key=problem.contest.translation_key
        )
        into: Any = self.fields["into"]
        into.queryset = targets.exclude(pk=problem.pk).order_by("number")
        self.fields["public_feedback"].initial = problem.public_feedback


class ChooseForm(forms.ModelForm):
    """Which challenge, and the words of the problem in three languages."""

    chosen = forms.ModelChoiceField(label=gettext_lazy("Challenge"), queryset=ChallengePage.objects.none())

    class Meta:
        model = Problem
        fields = ["title_sv", "summary_sv", "title_fi", "summary_fi", "title_en", "summary_en"]

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "instance": problem})
        chosen: Any = self.fields["chosen"]
        chosen.queryset = one_per_translation(ChallengePage.objects.filter(path__startswith=problem.contest.path))
        self.order_fields(["chosen", *self.Meta.fields])
        own = f"title_{problem.language}"
        if not getattr(problem, own):
            self.initial[own] = problem.sentence


class CloseForm(forms.Form):
    """What is said to readers, and what stays inside."""

    public_feedback = forms.CharField(
        label=gettext_lazy("Public feedback"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Readers see it below the problem. A published problem needs it."),
    )
    private_feedback = forms.CharField(
        label=gettext_lazy("Private feedback"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Seen by the staff only."),
    )

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].initial = getattr(problem, name)


@dataclass(frozen=True)
class Decision:
    """A button on a problem's page: its words, its form, what it does, and in which states it is offered."""

    verb: str
    label: str | Promise
    question: str | Promise
    done: str | Promise
    icon: str
    form: Callable[..., Any]
    act: Callable[[Problem, Any, dict[str, Any]], None]
    states: tuple[State, ...]


_OPEN = (State.SUBMITTED, State.PUBLISHED)
DECISIONS = (
    Decision(
        "publish",
        gettext_lazy("Publish the problem"),
        gettext_lazy("Readers will see the problem and its municipalities, but not who submitted it."),
        gettext_lazy("The problem is published."),
        "upload",
        PublishForm,
        lambda problem, user, _values: moderation.publish(problem, user),
        (State.SUBMITTED,),
    ),
    Decision(
        "choose",
        gettext_lazy("It became a challenge"),
        gettext_lazy("Readers will see which challenge the problem became."),
        gettext_lazy("The problem leads to its challenge."),
        "tick",
        ChooseForm,
        lambda problem, user, values: moderation.choose(
            problem, values["chosen"], user, {name: values[name] for name in ChooseForm.Meta.fields}
        ),
        _OPEN,
    ),
    Decision(
        "merge",
        gettext_lazy("Merge into another problem"),
        gettext_lazy("Use this when two municipalities have submitted the same problem."),
        gettext_lazy("The problem is merged."),
        "link",
        MergeForm,
        lambda problem, user, values: moderation.merge(problem, values["into"], user, values["public_feedback"]),
        _OPEN,
    ),
    Decision(
        "close",
        gettext_lazy("Close with feedback"),
        gettext_lazy("A problem that was never published is not shown to readers after this either."),
        gettext_lazy("The problem is closed."),
        "folder",
        CloseForm,
        lambda problem, user, values: moderation.close(
            problem, user, values["public_feedback"], values["private_feedback"]
        ),
        _OPEN,
    ),
    Decision(
        "take-back",
        gettext_lazy("Take back the decision"),
        gettext_lazy("The problem is hidden from readers and waits to be read again."),
        gettext_lazy("The problem waits again."),
        "undo",
        PublishForm,
        lambda problem, user, _values: moderation.take_back(problem, user),
        tuple(state for state in State if state != State.SUBMITTED),
    ),
)
_BY_VERB = {decision.verb: decision for decision in DECISIONS}


class DecideView(WagtailAdminTemplateMixin, FormView):
    """Asks for what a decision needs, and takes it when it is confirmed."""

    template_name = "klash_pages/admin/decide.html"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who may decide."""
        if not moderation.may_moderate(request.user):
            raise PermissionDenied
        if kwargs["verb"] not in _BY_VERB:
            raise Http404
        self.decision = _BY_VERB[kwargs["verb"]]
        self.problem = get_object_or_404(Problem, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        """Return the form of the decision."""
        return self.decision.form

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its problem."""
        return {**super().get_form_kwargs(), "problem": self.problem}

    def get_page_title(self) -> str:
        """Name the decision."""
        return str(self.decision.label)

    def get_page_subtitle(self) -> str:
        """Name the problem."""
        return str(self.problem)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the problem."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAMESPACE}:index"), "label": _("Problems")},
            {"url": reverse(f"{NAMESPACE}:edit", args=[self.problem.pk]), "label": str(self.problem)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the problem and the decision."""
        return super().get_context_data(problem=self.problem, decision=self.decision, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the decision, or say why it cannot be taken."""
        # The form of a model has written into its instance, and a refused decision must leave no trace.
        problem = Problem.objects.get(pk=self.problem.pk)
        try:
            self.decision.act(problem, self.request.user, form.cleaned_data)
        except moderation.ModerationRefusedError as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return self.form_invalid(form)
        messages.success(self.request, str(self.decision.done))
        return redirect(f"{NAMESPACE}:edit", problem.pk)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the faults; nothing has changed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


# The list and the page of a problem


class ProblemIndexView(HarmlessExportIndexView):
    """All problems, those that wait longest first."""

    def get_base_queryset(self) -> QuerySet[Problem]:
        """Return the problems with what the columns show, in the order of work."""
        return Problem.objects.for_rows().work_first()

    def search_queryset(self, queryset: QuerySet[Problem]) -> QuerySet[Problem]:
        """Search; a problem of two municipalities is found once."""
        return super().search_queryset(queryset).distinct()

    @cached_property
    def columns(self) -> list[Column]:
        """The columns that matter."""
        return [
            TitleColumn(
                "number",
                label=_("Problem"),
                accessor=str,
                sort_key="number",
                get_url=lambda problem: reverse(f"{NAMESPACE}:edit", args=[problem.pk]),
            ),
            Column("municipality_names", label=_("Municipalities"), accessor=_municipalities),
            DateColumn("received_at", label=_("Received"), sort_key="received_at"),
            Column("get_state_display", label=_("State"), sort_key="state"),
            Column("days_waiting", label=_("Days waiting"), accessor=_days_waiting),
            Column("get_language_display", label=_("Language"), sort_key="language"),
            Column("challenge", label=_("Challenge"), accessor=_outcome),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the import."""
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add"):
            buttons.append(
                Button(_("Import a list"), url=reverse(f"{NAMESPACE}:import"), icon_name="upload", priority=50)
            )
        return buttons


def _municipalities(problem: Problem) -> str:
    return problem.municipality_names or (f"({problem.municipality_text})" if problem.municipality_text else "–")


def _days_waiting(problem: Problem) -> str:
    return "" if problem.days_waiting is None else str(problem.days_waiting)


def _outcome(problem: Problem) -> str:
    if problem.merged_into_id:
        return f"→ {problem.merged_into_id}"
    return str(problem.challenge.title) if problem.challenge else ""


class ProblemEditView(generic.EditView):
    """The page of a problem, with the decisions it is open to."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        """One button a decision."""
        if not moderation.may_moderate(self.request.user):
            return []
        return [
            HeaderButton(
                label=decision.label,
                url=reverse(f"{NAMESPACE}:decide", args=[decision.verb, self.object.pk]),
                icon_name=decision.icon,
                priority=place,
            )
            for place, decision in enumerate(DECISIONS)
            if self.object.state in decision.states
        ]


_CONTENT = [
    FieldPanel("sentence"),
    FieldPanel("text", widget=forms.Textarea(attrs={"rows": 8})),
    FieldPanel("affected", widget=forms.Textarea(attrs={"rows": 3})),
    FieldPanel("tried", widget=forms.Textarea(attrs={"rows": 4})),
    FieldPanel("language"),
    FieldPanel("public_feedback", widget=forms.Textarea(attrs={"rows": 4})),
    MultiFieldPanel(
        [FieldPanel(f"{name}_{language}") for language in ("sv", "fi", "en") for name in ("title", "summary")],
        heading=gettext_lazy("Title and summary, once it is chosen"),
        classname="collapsed",
    ),
]
_FACTS = [
    FieldPanel("contest"),
    FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
    FieldPanel("municipality_text"),
    FieldPanel("theme"),
    FieldPanel("state", read_only=True),
    FieldPanel("merged_into", read_only=True),
    FieldPanel("challenge", read_only=True),
    FieldPanel("received_at", read_only=True),
    FieldPanel("decided_at", read_only=True),
]
_SUBMITTER = [
    MultiFieldPanel(
        [
            FieldPanel(name, read_only=True)
            for name in (
                "submitter_name",
                "submitter_title",
                "submitter_email",
                "submitter_phone",
                "consent_at",
                "consent_text",
                "erase_on",
                "erased_at",
            )
        ],
        heading=gettext_lazy("Who submitted it. Never shown to readers"),
    ),
    FieldPanel("private_feedback", widget=forms.Textarea(attrs={"rows": 4})),
]


class ProblemViewSet(ModelViewSet):
    """Problems of the municipalities."""

    model = Problem
    name = NAMESPACE
    icon = "help"
    menu_label = gettext_lazy("Problems")
    copy_view_enabled = False
    index_view_class = ProblemIndexView
    delete_view_class = RefusingDeleteView
    edit_view_class = ProblemEditView
    search_fields = ["sentence", "text", "municipality_text", "municipalities__name_sv", "municipalities__name_fi"]
    list_filter = ["state", "language", "theme", "municipalities"]
    export_filename = "problems"
    list_export = [
        "number",
        "contest.title",
        "sentence",
        "text",
        "affected",
        "tried",
        "language",
        "municipality_names",
        "theme",
        "state",
        "merged_into_id",
        "challenge",
        "public_feedback",
        "received_at",
        "decided_at",
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(_CONTENT, heading=gettext_lazy("Content")),
            ObjectList(_FACTS, heading=gettext_lazy("Facts")),
            ObjectList(_SUBMITTER, heading=gettext_lazy("Submitter")),
        ]
    )

    def get_urlpatterns(self) -> list[Any]:
        """Add the decisions and the import."""
        return [
            *super().get_urlpatterns(),
            path("import/", ImportView.as_view(), name="import"),
            path("decide/<slug:verb>/<int:pk>/", DecideView.as_view(), name="decide"),
        ]


class ThemeViewSet(ModelViewSet):
    """Themes of problems."""

    model = Theme
    index_view_class = HarmlessExportIndexView
    delete_view_class = RefusingDeleteView
    icon = "tag"
    list_display = ["name_sv", "name_fi", "name_en", "slug"]
    search_fields = ["name_sv", "name_fi", "name_en"]
    list_export = ["slug", "name_sv", "name_fi", "name_en"]
    export_filename = "themes"
    form_fields = ["name_sv", "name_fi", "name_en", "slug"]
