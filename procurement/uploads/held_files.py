"""The uploaded files of a case as screens and packs see them: which hold, what each hides, and how it is packed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from procurement import storage
from procurement.facts import Facts, Localised, Record
from procurement.facts.catalogue import CATALOGUE
from procurement.hidden_content import Hidden
from procurement.languages import Language
from procurement.models import AnnexFile, Case
from procurement.rendering.pack import PackedFile, PackedPaper
from procurement.storage import DamagedFileError
from procurement.uploads.examine import ForeignFileRefusedError, hidden_content
from procurement.uploads.slots import current

FACT: Final = "annexes.uploaded"
_ORGANISATIONS: Final = ("buyer.name", "supplier.name", "host.name", "accession.buyer")
_SORTS: Final = {
    Hidden.COMMENTS: _("comments"),
    Hidden.CHANGES: _("tracked changes"),
    Hidden.TEXT: _("hidden text"),
    Hidden.REVISIONS: _("an earlier version of the file"),
    Hidden.DATA: _("data behind the text"),
    Hidden.LAYERS: _("hidden layers"),
    Hidden.PERSON: _("the name of a person"),
    Hidden.PLACE: _("the place of a photograph"),
    Hidden.DRAFT: _("marked as a draft"),
    Hidden.UNREAD: _("too long to be looked through to its end"),
}


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A row of the table of uploaded files and the file that it names."""

    row: Record
    file: AnnexFile

    def label(self, column: str, language: Language) -> str:
        """Return what the row says in a column of choices."""
        return label_of(column, self.row.get(column), language)

    def title(self, language: Language) -> str:
        """Return its title, in another language if this one has none."""
        titles = self.row.get("title")
        texts = titles.texts if isinstance(titles, Localised) else {}
        kind = capfirst(self.label("kind", language))
        return next((text for each in (language, *Language) if (text := texts.get(each))), kind)

    def packed(self, path: str, title: str, language: Language) -> PackedPaper:
        """Return it as a paper of a pack.

        Raises:
            DamagedFileError: the file is gone or has been changed.
        """
        day = self.row.get("date")
        return PackedPaper(
            title,
            None,
            str(self.row.get("language") or ""),
            day if isinstance(day, date) else timezone.localdate(self.file.uploaded_at),
            (PackedFile(path, storage.read(self.file.sha256)),),
            self.label("publicity", language),
        )


def label_of(column: str, key: object, language: Language) -> str:
    """Return the words for a choice of a column of the table."""
    found = CATALOGUE[FACT].column(column)
    return next((each.label[language] for each in (found.choices if found else ()) if each.key == key), "–")


def held_files(case: Case, facts: Facts) -> list[HeldFile]:
    """Return the uploaded files of a case that hold, in the order of the table; a row without its file is none."""
    files = {file.sha256: file for file in case.annex_files.all()}
    rows = current(row for row in facts.rows(FACT) if row.get("sha256") in files)
    return [HeldFile(row, files[str(row.get("sha256"))]) for row in rows]


def organisations_of(facts: Facts) -> tuple[str, ...]:
    """Return the names of the organisations of a case: the author of its papers is one of them, and no person."""
    names: list[str] = []
    for value in map(facts.value, _ORGANISATIONS):
        names += value.texts.values() if isinstance(value, Localised) else [value] if isinstance(value, str) else []
    return tuple(names)


def hidden_of(file: AnnexFile, facts: Facts) -> tuple[Hidden, ...] | None:
    """Return what a file of the case with these facts holds and does not show; None if it cannot be read any more.

    A file that was not asked yet is asked once, and its answer is written, as at its upload.
    """
    if file.hidden is None:
        try:
            found = hidden_content(storage.read(file.sha256), organisations_of(facts))
        except (DamagedFileError, ForeignFileRefusedError):
            return None
        file.answer([str(each) for each in found])
    return tuple(Hidden(code) for code in file.hidden or ())


def hiding(found: Iterable[Hidden]) -> tuple[Hidden, ...]:
    """Return what of that is hidden: that a file is marked as a draft, or long, everybody can see."""
    return tuple(each for each in found if each not in (Hidden.DRAFT, Hidden.UNREAD))


def is_draft(file: AnnexFile, facts: Facts) -> bool:
    """Return whether a file of the case with these facts is marked as a draft, as our own are."""
    return Hidden.DRAFT in (hidden_of(file, facts) or ())


def has_hidden(files: Iterable[AnnexFile], facts: Facts) -> bool | None:
    """Return whether any of some files of a case holds what it does not show; None if that cannot be known."""
    found = [hidden_of(file, facts) for file in files]
    return True if any(hiding(each or ()) for each in found) else None if None in found else False


def said(hidden: Iterable[Hidden]) -> str:
    """Return the sorts of hidden content in words."""
    return ", ".join(str(_SORTS[each]) for each in hidden)
