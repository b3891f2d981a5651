"""Papers are stored whole, under the hash of their bytes, where no address leads."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from procurement import storage

CONTENT = b"Upphandlingskontrakt\n"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def test_a_file_is_stored_under_the_hash_of_its_bytes(stored_files):
    assert storage.store(CONTENT) == DIGEST
    root = Path(storage.papers().location)
    assert stored_files() == [root / DIGEST[:2] / DIGEST]
    assert stored_files()[0].read_bytes() == CONTENT


def test_a_stored_file_is_read_back():
    with storage.open_stored(storage.store(CONTENT)) as stored:
        assert stored.read() == CONTENT


def test_storing_again_stores_nothing_more(stored_files):
    storage.store(CONTENT)
    files = stored_files()
    assert storage.store(CONTENT) == DIGEST
    assert stored_files() == files


def test_a_file_that_is_not_there_is_not_found():
    with pytest.raises(FileNotFoundError):
        storage.open_stored(DIGEST)


def test_only_the_server_may_read_a_file_and_its_folder(stored_files):
    storage.store(CONTENT)
    (path,) = stored_files()
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent, path.parent.parent)]
    assert [oct(mode) for mode in modes] == ["0o600", "0o700", "0o700"]


def test_a_file_has_no_address():
    storage.store(CONTENT)
    with pytest.raises(ValueError, match="papers have no address"):
        storage.papers().url(f"{DIGEST[:2]}/{DIGEST}")


def test_a_write_that_fails_leaves_nothing(stored_files):
    class Breaking(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half a "
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        storage.papers().save("aa/paper", Breaking(b"half a paper"))
    assert stored_files() == []


def test_papers_do_not_lie_among_public_files():
    from klash_site.settings import base

    papers = Path(base.STORAGES["procurement"]["OPTIONS"]["location"])
    assert not papers.is_relative_to(base.MEDIA_ROOT)
    assert not papers.is_relative_to(settings.MEDIA_ROOT)
    assert not papers.is_relative_to(base.STATIC_ROOT)


@pytest.mark.django_db
def test_no_public_address_leads_to_a_stored_file(client):
    digest = storage.store(CONTENT)
    name = f"{digest[:2]}/{digest}"
    paths = [
        f"/media/{name}",
        f"/media/papers/{name}",
        f"/media/../papers/{name}",
        f"/static/{name}",
        f"/papers/{name}",
        f"/documents/{name}",
        f"/{name}",
    ]
    assert {path: client.get(path, follow=True).status_code for path in paths} == dict.fromkeys(paths, 404)
