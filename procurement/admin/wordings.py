"""House wordings on screen: the clauses, one clause beside the shipped text, its editing and the steps of its life."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from procurement import permissions, sources
from procurement.actions.approve_house_wording import approve_house_wording
from procurement.actions.withdraw_house_wording import withdraw_house_wording
from procurement.actions.write_house_wording import wording_faults, write_house_wording
from procurement.admin import kept_posts
from procurement.admin.sent_forms import say_limits
from procurement.admin.views import NAMESPACE, LegalOnlyMixin, Screen
from procurement.admin.word_fields import case_name
from procurement.admin.word_template_forms import StepForm
from procurement.clauses import house
from procurement.clauses.comparing import Words, compare
from procurement.clauses.house import CurrentLibrary
from procurement.clauses.load import library, written
from procurement.clauses.model import Clause
from procurement.clauses.saying import say
from procurement.clauses.wording import ROW, PieceKind
from procurement.facts.catalogue import CATALOGUE
from procurement.interface import interface_language
from procurement.kinds import FRAME, Kind, registry
from procurement.languages import LANGUAGE_TAG, Language
from procurement.models import Case, DocumentVersion, HouseWording
from procurement.rendering.word_papers import clause_title
from procurement.validators.printable_text import validate_printable

State = HouseWording.State

#: What a clause can be on the list; the last two are states that only its house wording in use can have.
SHIPPED, OUTDATED, UNFIT = "shipped", "outdated", "unfit"


def clauses() -> dict[str, Clause]:
    """Return the clauses that can have a house wording: all but the frame, whose words hold papers together."""
    return {key: clause for key, clause in library().items() if key != FRAME}


def kinds_with(clause: str) -> list[Kind]:
    """Return the kinds whose papers can say a clause."""
    return [kind for kind in registry() if clause in kind.clauses]


def title(clause: Clause) -> str:
    """Return what a clause is called in the reader's language, or in Swedish if it has no words in that."""
    language = interface_language()
    return clause_title(clause, language if language in clause.wordings else Language.SV)


def states_of(clause: str, versions: Iterable[HouseWording], current: CurrentLibrary) -> list[str]:
    """Return what is to be said of a clause: whose words papers say, and what waits for a lawyer."""
    found = {each.state for each in versions}
    states = [str(State.IN_USE) if State.IN_USE in found else SHIPPED]
    states += [UNFIT] if clause in current.unfit else [OUTDATED] if clause in current.outdated else []
    return [*states, str(State.DRAFT)] if State.DRAFT in found else states


class WordingScreen(LegalOnlyMixin, Screen):
    """A screen below the list of house wordings."""

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below Procurement."""
        return [{"url": reverse(f"{NAMESPACE}:wordings"), "label": _("House wordings")}, *self.last_crumbs()]

    def last_crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list."""
        return [{"url": "", "label": str(self.get_page_title())}]


class ClauseMixin:
    """A view of one clause."""

    kwargs: dict[str, Any]

    @cached_property
    def clause(self) -> Clause:
        """The shipped clause of the address."""
        if self.kwargs["clause"] not in clauses():
            raise Http404
        return library()[self.kwargs["clause"]]

    @cached_property
    def versions(self) -> list[HouseWording]:
        """Its versions, the newest first."""
        rows = HouseWording.objects.filter(clause=self.clause.key).select_related("written_by")
        return list(rows.prefetch_related("steps__by"))

    @cached_property
    def wording(self) -> HouseWording | None:
        """The version of the address; without a number the newest that is not withdrawn."""
        if "number" not in self.kwargs:
            return next((each for each in self.versions if each.state is not State.WITHDRAWN), None)
        found = next((each for each in self.versions if each.number == self.kwargs["number"]), None)
        if found is None:
            raise Http404
        return found

    @staticmethod
    def address(wording: HouseWording) -> str:
        """Return the address of a version."""
        return reverse(f"{NAMESPACE}:wording_version", args=[wording.clause, wording.number])


class FilterForm(forms.Form):
    """Which clauses are listed."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            (State.IN_USE, gettext_lazy("house wording in use")),
            (State.DRAFT, gettext_lazy("waits for approval")),
            (OUTDATED, gettext_lazy("the shipped text has changed")),
            (UNFIT, gettext_lazy("no longer fits")),
            (SHIPPED, gettext_lazy("shipped wording")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = interface_language()
        kinds = [(kind.key, kind.title[language]) for kind in registry()]
        self.fields["kind"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ListedClause:
    """A clause with what the list says of it."""

    clause: Clause
    title: str
    kinds: list[str]
    states: list[str]


class WordingsView(WordingScreen):
    """Every clause of the library, the papers that say it, and whose words they say."""

    http_method_names = ["get"]
    template_name = "procurement/admin/wordings.html"
    page_title = gettext_lazy("House wordings")

    def last_crumbs(self) -> list[dict[str, str]]:
        """Nothing: this is the list."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        form = FilterForm(self.request.GET)
        asked = form.cleaned_data if form.is_valid() else {}
        current, language = sources.current_library(), interface_language()
        versions: dict[str, list[HouseWording]] = {}
        for version in HouseWording.objects.prefetch_related("steps"):
            versions.setdefault(version.clause, []).append(version)
        listed = []
        for key, clause in clauses().items():
            kinds = kinds_with(key)
            states = states_of(key, versions.get(key, ()), current)
            if self._is_asked_for(current.clauses[key], {kind.key for kind in kinds}, states, asked):
                listed.append(ListedClause(clause, title(clause), [each.title[language] for each in kinds], states))
        return super().get_context_data(**{**kwargs, "form": form, "listed": listed})

    @staticmethod
    def _is_asked_for(clause: Clause, kinds: set[str], states: list[str], asked: Mapping[str, str]) -> bool:
        said = [clause.key, *(text for wording in clause.wordings.values() for text in wording.source.values())]
        return (
            (not asked.get("kind") or asked["kind"] in kinds)
            and (not asked.get("state") or asked["state"] in states)
            and asked.get("q", "").casefold() in "\n".join(said).casefold()
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage in one language: what is shipped, what the house says, and the differences word by word."""

    shipped: str
    words: tuple[Words, ...]
    is_changed: bool


class ContextForm(forms.Form):
    """In which paper a version is read before it is in use."""

    case = forms.ModelChoiceField(Case.objects.select_related("award"), label=gettext_lazy("Case"), empty_label=None)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"))
    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, clause: Clause, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = interface_language()
        names = {
            Language.SV: gettext_lazy("Swedish"),
            Language.FI: gettext_lazy("Finnish"),
            Language.EN: gettext_lazy("English"),
        }
        kinds = [(kind.key, kind.title[shown]) for kind in kinds_with(clause.key)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        languages = [(str(each), names[each]) for each in clause.wordings]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.fields["case"].label_from_instance = case_name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a language that the kind is not made in."""
        cleaned = super().clean() or {}
        kind, language = cleaned.get("kind"), cleaned.get("language")
        if kind and language and language not in registry()[kind].languages:
            self.add_error("language", _("This paper is not made in this language."))
        return cleaned


@dataclass(frozen=True, slots=True)
class TouchedCase:
    """A case with papers that say a clause: they keep their words, and the next drafts say the new ones."""

    case: Case
    papers: list[str]


def touched_cases(clause: str) -> list[TouchedCase]:
    """Return the cases whose newest papers say a clause. Whoever may not see cases sees no screen of wordings."""
    newest: dict[tuple[int, str], tuple[int, bool]] = {}
    versions = DocumentVersion.objects.filter(kind__in=[kind.key for kind in kinds_with(clause)])
    # One at a time and without words and facts: of all papers of all cases they would fill the memory.
    light = versions.order_by("case_id", "kind", "number").only("case", "kind", "number", "wordings")
    for version in light.iterator():
        newest[version.case_id, version.kind] = version.number, clause in version.wordings
    found: dict[int, list[str]] = {}
    for (case, kind), (number, says) in newest.items():
        if says:
            paper = registry()[kind].title[interface_language()]
            found.setdefault(case, []).append(_("%(paper)s, version %(number)d") % {"paper": paper, "number": number})
    cases = Case.objects.select_related("award").in_bulk(list(found))
    return [TouchedCase(cases[case], papers) for case, papers in found.items()]


class WordingView(ClauseMixin, WordingScreen):
    """A clause: its shipped words beside a version of the house's, its versions, the papers that say it."""

    http_method_names = ["get", "post"]
    template_name = "procurement/admin/wording.html"

    def get_page_title(self) -> str:
        """Name the clause."""
        return title(self.clause)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        clause, wording, language = self.clause, self.wording, interface_language()
        current = sources.current_library()
        user = self.request.user
        added = {
            "clause": clause,
            "states": states_of(clause.key, self.versions, current),
            "wording": wording,
            "wording_state": str(wording.state) if wording else "",
            "steps": list(wording.steps.all()) if wording else [],
            "faults": self._faults(wording),
            "is_outdated": wording is not None and wording.shipped_digest != house.shipped_digest(clause),
            "versions": self.versions,
            "kinds": [kind.title[language] for kind in kinds_with(clause.key)],
            "cases": touched_cases(clause.key),
            "languages": [(str(each), LANGUAGE_TAG[each]) for each in clause.wordings],
            "passages": self._passages(wording),
            "may_write": permissions.may_write_house_wording(user),
            "may_approve": permissions.may_approve_house_wording(user, wording.written_by) if wording else None,
            "may_withdraw": permissions.may_withdraw_house_wording(user),
            "context_form": ContextForm(clause) if wording and kinds_with(clause.key) else None,
        }
        kept = kept_posts.offered(self.request)
        kwargs.setdefault("is_offered", kept is not None)
        kwargs.setdefault("form", StepForm(kept))
        if wording:
            kwargs["rendered_for"] = kept_posts.token_for(self.request, self.address(wording))
        return super().get_context_data(**{**kwargs, **added})

    def _faults(self, wording: HouseWording | None) -> list[str]:
        """Return why a version no longer fits the shipped clause."""
        if wording is None:
            return []
        language = interface_language()
        return [
            f"{fault.key}: {house.sentence(fault, language)}"
            for fault in house.read_house(self.clause, wording.texts)[1]
        ]

    def _passages(self, wording: HouseWording | None) -> list[tuple[str, str, list[tuple[str, Compared]]]]:
        """Return the passages in order: name, when it is said, and its words in each language."""
        clause = self.clause
        shipped = house.texts_of(clause)
        texts = wording.texts if wording else shipped
        rows = []
        for key, when in conditions(clause).items():
            cells = []
            for language in clause.wordings:
                old, new = shipped[language].get(key, ""), texts.get(language, {}).get(key, "")
                cells.append((LANGUAGE_TAG[language], Compared(old, compare(old, new), old != new)))
            if any(cell.shipped or cell.words for _tag, cell in cells):
                rows.append((passage_name(clause, key), when, cells))
        return rows

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Take the step that the button names, or say why not."""
        wording = self.wording if "number" in self.kwargs else None
        acts: dict[str | None, tuple[Callable[..., None], str]] = {
            "approve": (approve_house_wording, _("The wording is approved and in use: new drafts say it.")),
            "withdraw": (withdraw_house_wording, _("The wording is withdrawn.")),
        }
        step = request.POST.get("step")
        if wording is None or step not in acts:
            raise Http404
        form = StepForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        act, done = acts[step]
        try:
            act(wording, request.user, reason=form.cleaned_data["reason"])
        except permissions.NotAllowedError as error:
            messages.error(request, str(error))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, done)
        return redirect(self.address(wording))


def passage_name(clause: Clause, key: str) -> str:
    """Return what a lawyer calls a part of a clause: the heading, or a passage by its place."""
    if key == house.HEADING:
        return _("Heading")
    return _("Passage %(n)d") % {"n": [passage.key for passage in clause.passages].index(key) + 1}


def conditions(clause: Clause) -> dict[str, str]:
    """Return the heading and the passages of a clause in their order, each with when it is said in words."""
    language = interface_language()
    return {
        house.HEADING: "",
        **{
            passage.key: say(passage.when, language, table=passage.each or "") if passage.when else ""
            for passage in clause.passages
        },
    }


class WordingContextView(ClauseMixin, LegalOnlyMixin, View):
    """Goes to the preview of a paper that says a version, in use or not."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Go there, or back with what is wrong."""
        wording = self.wording
        if wording is None:
            raise Http404
        form = ContextForm(self.clause, request.GET)
        if not form.is_valid():
            messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
            return redirect(self.address(wording))
        chosen = form.cleaned_data
        place = reverse(f"{NAMESPACE}:preview", args=[chosen["case"].pk, chosen["kind"], chosen["language"]])
        return redirect(f"{place}?wording={wording.pk}#cl_{wording.clause}")


class WordingForm(forms.Form):
    """The words of a clause, a field for each language and passage, and why they are changed."""

    def __init__(
        self, clause: Clause, texts: house.Texts, one_language_reason: str = "", *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clause = clause
        shipped = house.texts_of(clause)
        self.rows: list[tuple[str, str, list[str]]] = []
        for key, when in conditions(clause).items():
            names = []
            for language in clause.wordings:
                if key not in shipped[language]:
                    continue
                text = texts.get(language, {}).get(key, "")
                names.append(name := self.name_of(language, key))
                self.fields[name] = forms.CharField(
                    label=f"{language} · {key}",
                    required=False,
                    strip=False,
                    max_length=5_000,
                    initial=text,
                    widget=forms.Textarea(
                        attrs={"rows": 1 + max(len(text) // 60, text.count("\n")), "lang": LANGUAGE_TAG[language]}
                    ),
                )
            if names:
                self.rows.append((key, when, names))
        self.fields["reason"] = forms.CharField(
            label=_("Why is the wording changed?"),
            help_text=_("The second lawyer reads this, and so does everybody after."),
            max_length=1000,
            validators=[validate_printable],
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields["one_language_reason"] = forms.CharField(
            label=_("Why need the other language not follow?"),
            help_text=_("Only if a text is changed in Swedish and not in Finnish, or the other way round."),
            required=False,
            initial=one_language_reason,
            max_length=1000,
            validators=[validate_printable],
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        say_limits(self)

    @staticmethod
    def name_of(language: str, passage: str) -> str:
        """Return the name of the field of a passage in a language."""
        return f"{language}-{passage}"

    @property
    def shown(self) -> list[tuple[str, str, list[tuple[str, str, str, forms.BoundField]]]]:
        """The passages: name, when it is said, and for each language its code, tag, shipped words and field."""
        shipped = house.texts_of(self.clause)
        return [
            (
                passage_name(self.clause, key),
                when,
                [
                    (language, LANGUAGE_TAG[Language(language)], shipped[language][key], self[name])
                    for name in names
                    for language in [name.partition("-")[0]]
                ],
            )
            for key, when, names in self.rows
        ]

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the words that were typed, by language and passage."""
        return {
            str(language): {
                key: self.cleaned_data.get(name, "")
                for key, _when, names in self.rows
                for name in names
                if name == self.name_of(language, key)
            }
            for language in self.clause.wordings
        }


class WordingEditView(ClauseMixin, WordingScreen):
    """The form of a clause's words; what is saved is a new version that waits for a second lawyer."""

    http_method_names = ["get", "post"]
    template_name = "procurement/admin/wording_edit.html"

    def get_page_title(self) -> str:
        """Name the clause."""
        return title(self.clause)

    def last_crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list."""
        place = reverse(f"{NAMESPACE}:wording", args=[self.clause.key])
        return [{"url": place, "label": title(self.clause)}, {"url": "", "label": _("Edit the wording")}]

    def _form(self, data: Any = None) -> WordingForm:
        texts = self.wording.texts if self.wording else house.texts_of(self.clause)
        given = self.wording.one_language_reason if self.wording else ""
        return WordingForm(self.clause, texts, given, data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        kept = kept_posts.offered(self.request)
        kwargs.setdefault("is_offered", kept is not None)
        kwargs.setdefault("form", self._form(kept))
        used = kinds_with(self.clause.key)
        language = interface_language()
        added = {
            "clause": self.clause,
            "kinds": [kind.title[language] for kind in used],
            "placeholders": placeholders(self.clause),
        }
        return super().get_context_data(**{**kwargs, **added})

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep a new version, or show what is wrong beside each text."""
        permissions.may_write_house_wording(request.user).require()
        form = self._form(request.POST)
        form.is_valid()
        alone = form.cleaned_data.get("one_language_reason", "")
        faults = wording_faults(self.clause.key, form.texts(), follows=not alone.strip())
        for (language, passage), sentences in faults.items():
            name = form.name_of(language, passage)
            form.add_error(name if name in form.fields else None, sentences)
        if not form.errors:
            try:
                wording = write_house_wording(
                    self.clause.key,
                    form.texts(),
                    request.user,
                    reason=form.cleaned_data["reason"],
                    one_language_reason=alone,
                )
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                messages.success(request, _("The wording is saved and waits for a second lawyer to approve it."))
                return redirect(self.address(wording))
        messages.error(request, _("Nothing was saved. Mend the texts that are marked."))
        return self.render_to_response(self.get_context_data(form=form), status=422)


def placeholders(clause: Clause) -> list[tuple[str, str]]:
    """Return the placeholders of a shipped clause as they are written, each with what it prints."""
    language = interface_language()
    found: dict[str, str] = {}
    for wording in clause.wordings.values():
        for pieces in (wording.heading or (), *wording.texts.values()):
            for piece in pieces:
                match piece.kind:
                    case PieceKind.TEXT:
                        continue
                    case PieceKind.CLAUSE:
                        says = _("the number of the clause “%(title)s”") % {"title": title(library()[piece.value])}
                    case PieceKind.ANNEX:
                        says = _("the number of the annex")
                    case PieceKind.LAW:
                        says = _("a reference to law, as it is on the paper's day")
                    case PieceKind.FACT if piece.value in CATALOGUE:
                        says = CATALOGUE[piece.value].label[language]
                    case _:
                        says = _("a cell of the row") if piece.value.startswith(ROW) else _("filled in by the paper")
                found.setdefault(written(piece.kind, piece.value), says)
    return sorted(found.items())


def wording_of(request: HttpRequest) -> HouseWording | None:
    """Return the version that a preview is asked to say, if it is asked."""
    asked = request.GET.get("wording", "")
    if not asked:
        return None
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return get_object_or_404(HouseWording.objects.prefetch_related("steps"), pk=int(asked))
