"""Rows that are written once: never changed, never deleted."""

from __future__ import annotations

from typing import Any

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row that is kept as it was written."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """A query set that can add and read, and nothing else."""

    def update(self, **kwargs: Any) -> int:
        """Refuse.

        Raises:
            AppendOnlyError: always.
        """
        raise AppendOnlyError(f"{self.model.__name__} is never changed")

    def delete(self) -> Any:
        """Refuse.

        Raises:
            AppendOnlyError: always.
        """
        raise AppendOnlyError(f"{self.model.__name__} is never deleted")

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Write rows, once each.

        Raises:
            AppendOnlyError: rows that exist would be written over.
        """
        if kwargs.get("update_conflicts"):
            raise AppendOnlyError(f"{self.model.__name__} is never changed")
        return super().bulk_create(*args, **kwargs)


class AppendOnly(models.Model):
    """A model whose rows are written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, once.

        Raises:
            AppendOnlyError: the row exists.
        """
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} is never changed")
        # A row that was given the key of another must not take its place.
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse.

        Raises:
            AppendOnlyError: always.
        """
        raise AppendOnlyError(f"{type(self).__name__} is never deleted")
