"""Factories of users."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory


class UserFactory(DjangoModelFactory):
    """A user without any permission."""

    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda number: f"user-{number}")


class EditorFactory(UserFactory):
    """A member of the communications staff, with the group that the site's migration makes."""

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        user = super()._create(model_class, *args, **kwargs)
        user.groups.add(Group.objects.get(name="Communications"))
        return user


class AdminFactory(UserFactory):
    """A superuser."""

    is_superuser = True
    is_staff = True
