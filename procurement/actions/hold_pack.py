"""Hold a pack while it is made: asked for once, made by one at a time, and given up when its maker falls silent.

The lease is a time in the row. Whoever makes the pack moves it on after every paper and annex; what does not move has
failed. All changes are made only if the row still says what the maker last wrote, so that of two makers one wins.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from types import TracebackType
from typing import Any, Final, Self

from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from procurement import sources, storage
from procurement.facts import digest_of
from procurement.faults import fault_of
from procurement.interface import interface_language
from procurement.law import LAW
from procurement.models import Approval, Case, Pack, WordTemplateVersion
from procurement.readiness.standing import standing_lifts
from procurement.rendering.specimen import faces_version

logger = logging.getLogger(__name__)

#: How long a maker may be silent: the longest paper takes some seconds.
LEASE: Final = timedelta(minutes=2)
#: How long a pack may wait for a maker.
WAIT: Final = timedelta(hours=1)


class PackLostError(RuntimeError):
    """The pack was given up or is made by somebody else, so this making of it ends."""


class InputsChangedError(RuntimeError):
    """What the pack would be made from is no longer what its maker has looked at."""


def want_pack(
    sort: Pack.Sort,
    title: str,
    cases: Sequence[Case],
    user: Any,
    *,
    total: int = 0,
    again: Pack | None = None,
    judged: str | None = None,
) -> tuple[Pack, bool]:
    """Return the pack to make and True, or one that is being made or ready from the same inputs and False.

    Args:
        sort: what it holds.
        title: what it is called.
        cases: whose papers it holds.
        user: who asks.
        total: how many papers it is made of.
        again: a pack that failed and is made in its own place.
        judged: the hash of the inputs from before the papers were read, if they were read before they were asked for.

    Raises:
        InputsChangedError: the inputs are no longer those that were judged. Nothing was stored.
    """
    inputs = inputs_of(sort, title, cases)
    if judged not in (None, inputs):
        raise InputsChangedError(f"cases {[case.pk for case in cases]}")
    with transaction.atomic():
        # Whoever asks for packs of the same cases waits here.
        list(Case.objects.select_for_update().filter(pk__in=[case.pk for case in cases]).order_by("pk"))
        if again is not None:
            again.refresh_from_db()
            if not again.has_failed:
                return again, False
        else:
            for same in Pack.objects.filter(inputs_digest=inputs):
                if same.is_under_way or _is_whole(same):
                    return same, False
        pack = again or Pack()
        pack.sort, pack.title, pack.language, pack.inputs_digest = sort, title[:255], interface_language(), inputs
        pack.state, pack.failure, pack.lease_until = Pack.State.WAITING, "", timezone.now() + WAIT
        pack.done, pack.total, pack.refused = 0, total, 0
        pack.created_by, pack.created_at = user, timezone.now()
        pack.save()
        pack.cases.set(cases)
    return pack, True


def _is_whole(pack: Pack) -> bool:
    """Whether a pack is ready and its file is still what was stored."""
    if pack.state != Pack.State.READY:
        return False
    try:
        storage.read(pack.sha256)
    except storage.DamagedFileError:
        return False
    return True


def inputs_of(sort: Pack.Sort, title: str, cases: Sequence[Case]) -> str:
    """Return the hash of everything that a pack is made from, and of the day and the language of its index.

    It may tell packs apart that would come out the same, and never takes one for another that would not.
    """
    clauses = sources.current_library().clauses
    return digest_of(
        {
            "sort": sort,
            # As the row keeps it.
            "title": title[:255],
            "language": interface_language(),
            "day": timezone.localdate().isoformat(),
            "law": LAW.version,
            "faces": faces_version(),
            "wordings": {
                key: {str(language): wording.digest for language, wording in clause.wordings.items()}
                for key, clause in clauses.items()
            },
            "word_templates": sorted(WordTemplateVersion.all_in_use().values_list("pk", flat=True)),
            "cases": {str(case.pk): _inputs_of_case(case) for case in cases},
        }
    )


def _inputs_of_case(case: Case) -> dict[str, Any]:
    versions = case.versions.order_by("number").values_list("kind", "language", "word_template")
    newest = {f"{kind}.{language}": template for kind, language, template in versions}
    facts = sources.case_facts(case)
    return {
        "title": case.award.title,
        # With their sources: the mark of the demo depends on them.
        "facts": facts.to_json(),
        "lifts": sorted(standing_lifts(case, facts)),
        "from_word": {paper: template for paper, template in newest.items() if template is not None},
        "annexes": [[file.sha256, file.file_name, file.hidden] for file in case.annex_files.all()],
        "approved": sorted(Approval.objects.filter(version__case=case).values_list("pk", flat=True)),
    }


class Hold:
    """The right to make a pack; left by an exception, it says in the row why the pack failed."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @classmethod
    def take(cls, pack: Pack) -> Hold | None:
        """Begin a pack that waits; None if it does not wait or somebody else was faster."""
        until = timezone.now() + LEASE
        waiting = Pack.objects.filter(pk=pack.pk, state=Pack.State.WAITING)
        if not waiting.update(state=Pack.State.RUNNING, failure="", done=0, lease_until=until):
            return None
        pack.refresh_from_db()
        return cls(pack)

    def _change(self, **values: Any) -> None:
        pack = self.pack
        held = Pack.objects.filter(pk=pack.pk, state=Pack.State.RUNNING, lease_until=pack.lease_until)
        if not held.update(**values):
            raise PackLostError(f"pack {pack.pk}")
        for name, value in values.items():
            setattr(pack, name, value)

    def renew(self, done: int) -> None:
        """Say that the pack is still being made, and how many papers are done.

        Raises:
            PackLostError: it is no longer ours.
        """
        self._change(done=done, lease_until=timezone.now() + LEASE)

    def finish(self, content: bytes, action: str, **values: Any) -> None:
        """Store the zip, say that the pack is ready, and log that on its cases.

        Raises:
            PackLostError: it is no longer ours.
            StorageError: the zip could not be stored.
        """
        pack = self.pack
        cases = list(pack.cases.select_related("award").order_by("pk"))
        digest = storage.store(content)
        unchanged = inputs_of(Pack.Sort(pack.sort), pack.title, cases) == pack.inputs_digest
        with transaction.atomic():
            self._change(
                state=Pack.State.READY,
                sha256=digest,
                size=len(content),
                inputs_digest=pack.inputs_digest if unchanged else "",
                **values,
            )
            for case in cases:
                log(instance=case, action=action, user=pack.created_by, data={"sha256": digest})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return False
        if isinstance(error, PackLostError):
            logger.warning("The making of pack %d ended: it is no longer ours", self.pack.pk)
            return True
        why = Pack.Failure.STOPPED if not isinstance(error, Exception) else Pack.Failure(fault_of(error) or "other")
        try:
            self._change(state=Pack.State.FAILED, failure=why)
        except (DatabaseError, PackLostError):
            logger.warning("Pack %d is left to its lease", self.pack.pk)
        return False
