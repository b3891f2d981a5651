"""A file is handed out whole and logged, or not at all."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from procurement.actions.download_document import download_document
from procurement.permissions import NotAllowedError
from procurement.storage import DamagedFileError
from tests.factories.procurement import DocumentFileFactory
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def downloads():
    """The log entries of downloads."""
    return ModelLogEntry.objects.filter(action="procurement.download_document")


def test_a_download_is_the_stored_bytes(lawyer):
    file = DocumentFileFactory(content=b"Sopimus\x00\xff\n")
    assert download_document(file, lawyer) == b"Sopimus\x00\xff\n"


def test_each_download_is_logged_with_file_and_hash(lawyer):
    file = DocumentFileFactory()
    download_document(file, lawyer)
    download_document(file, lawyer)
    assert [(entry.object_id, entry.user, entry.data) for entry in downloads()] == [
        (str(file.version.case_id), lawyer, {"file": file.file_name, "sha256": file.sha256})
    ] * 2


def test_a_file_with_one_wrong_byte_is_not_handed_out(lawyer, stored_files):
    file = DocumentFileFactory(content=b"90 000 euro")
    (path,) = stored_files()
    path.write_bytes(b"99 000 euro")
    with pytest.raises(DamagedFileError) as refusal:
        download_document(file, lawyer)
    assert str(refusal.value) == f"the file {file.sha256} has been changed"
    assert not downloads().exists()


def test_a_file_that_is_gone_is_not_handed_out(lawyer, stored_files):
    file = DocumentFileFactory()
    (path,) = stored_files()
    path.unlink()
    with pytest.raises(DamagedFileError) as refusal:
        download_document(file, lawyer)
    assert str(refusal.value) == f"the file {file.sha256} is missing"
    assert not downloads().exists()


def test_an_editor_downloads_nothing():
    with pytest.raises(NotAllowedError) as refusal:
        download_document(DocumentFileFactory(), EditorFactory())
    assert str(refusal.value) == "Only legal staff may download procurement papers."
    assert not downloads().exists()
