"""A warm child process for foreign files: limited in time and memory, killed on overrun, started again. POSIX only.

Parent and child speak JSON over pipes, each message with its length before it: the parent never unpickles anything.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import resource
import selectors
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from procurement.languages import Language
from procurement.word.catalogue import FieldCatalogue
from procurement.word.filling import Properties
from procurement.word.findings import Finding, TemplateRefused, finding
from procurement.word.preparing import Prepared
from procurement.word.trial import Settled, Tried

SECONDS: Final = 10.0
MEMORY: Final = 768 * 2**20
_LENGTH: Final = struct.Struct("<Q")
_MAX_MESSAGE: Final = 160 * 2**20


def encode(value: object) -> Any:
    """Return plain values as JSON data that keeps dates and decimals.

    Raises:
        TemplateRefused: something is not plain data.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return {"d": str(value)}
        case date():
            return {"t": value.isoformat()[:10]}
        case Mapping():
            return {"m": [[encode(key), encode(each)] for key, each in value.items()]}
        case list() | tuple():
            return {"l": [encode(each) for each in value]}
        case _:
            raise TemplateRefused([finding("VALUE_TYPE", name="", type=type(value).__name__)])


def decode(data: Any) -> Any:
    """Return what `encode` was given."""
    if not isinstance(data, dict):
        return data
    ((kind, content),) = data.items()
    match kind:
        case "d":
            return Decimal(content)
        case "t":
            return date.fromisoformat(content)
        case "m":
            return {decode(key): decode(each) for key, each in content}
        case _:
            return [decode(each) for each in content]


def _about(properties: Properties | None) -> list[str] | None:
    return None if properties is None else [properties.title, properties.author, properties.day.isoformat()]


class Worker:
    """One child process; calls take turns. Every call raises `TemplateRefused`, also when a limit is met."""

    #: What the child runs.
    module = "procurement.word.child"

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds = seconds
        self.memory = memory
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def lint(
        self, template: bytes, catalogue: FieldCatalogue | None = None, *, language: Language | str | None = None
    ) -> list[Finding]:
        """Return everything that is wrong with a template."""
        try:
            answer = self._call("lint", template, catalogue, language)
        except TemplateRefused as refused:
            return list(refused.findings)
        return [Finding.from_json(each) for each in answer]

    def prepare(
        self, template: bytes, catalogue: FieldCatalogue | None = None, *, language: Language | str | None = None
    ) -> Prepared:
        """Return a template as plain data."""
        return Prepared.from_json(self._call("prepare", template, catalogue, language))

    def render(
        self,
        template: bytes | Prepared,
        values: Mapping[str, object],
        catalogue: FieldCatalogue | None = None,
        *,
        language: Language | str | None = None,
        properties: Properties | None = None,
    ) -> bytes:
        """Return a filled template, or a filled prepared one."""
        kind = "fill" if isinstance(template, Prepared) else "render"
        data = template.to_bytes() if isinstance(template, Prepared) else template
        answer = self._call(kind, data, catalogue, language, values=encode(dict(values)), properties=_about(properties))
        return base64.b64decode(answer)

    def annotate(self, template: bytes, findings: Sequence[Finding], language: Language | str = Language.SV) -> bytes:
        """Return the file with a comment at each finding."""
        listed = [each.to_json() for each in findings]
        return base64.b64decode(self._call("annotate", template, None, language, findings=listed))

    def try_out(
        self,
        prepared: Prepared,
        values: Mapping[str, object],
        *,
        view: int | None = None,
        marks: Mapping[str, str] | None = None,
        language: Language | str | None = None,
        properties: Properties | None = None,
    ) -> Tried:
        """Return a prepared template filled as one of its views shows it."""
        answer = self._call(
            "try",
            prepared.to_bytes(),
            None,
            language,
            values=encode(dict(values)),
            properties=_about(properties),
            view=view,
            marks=dict(marks or {}),
        )
        settled = tuple(Settled(condition, holds) for condition, holds in answer["settled"])
        missing, undecided = tuple(answer["missing"]), tuple(answer["undecided"])
        return Tried(base64.b64decode(answer["word"]), missing, undecided, settled, answer["views"])

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._kill()

    def _call(
        self,
        name: str,
        template: bytes,
        catalogue: FieldCatalogue | None,
        language: Language | str | None,
        **more: Any,
    ) -> Any:
        request = {
            "do": name,
            "template": base64.b64encode(template).decode(),
            "catalogue": None if catalogue is None else catalogue.to_json(),
            "language": None if language is None else str(Language(language)),
            "seconds": self.seconds,
            **more,
        }
        message = json.dumps(request).encode()
        with self._lock:
            answer = self._exchange(_LENGTH.pack(len(message)) + message)
        if answer is None:
            raise TemplateRefused([finding("TIME_OR_MEMORY")])
        if "refused" in answer:
            raise TemplateRefused([Finding.from_json(each) for each in answer["refused"]])
        return answer["done"]

    def _exchange(self, message: bytes) -> dict[str, Any] | None:  # noqa: C901 - one loop over two pipes
        child = self._running()
        if child.stdin is None or child.stdout is None:
            return None
        os.set_blocking(child.stdin.fileno(), False)
        deadline = time.monotonic() + self.seconds
        received = bytearray()
        view = memoryview(message)
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            selector.register(child.stdin, selectors.EVENT_WRITE)
            while (left := deadline - time.monotonic()) > 0:
                for key, _ in selector.select(left):
                    try:
                        if key.fileobj is child.stdin:
                            view = view[os.write(child.stdin.fileno(), view[:65536]) :]
                            if not view:
                                selector.unregister(child.stdin)
                        else:
                            block = os.read(child.stdout.fileno(), 2**20)
                            if not block:
                                raise EOFError
                            received += block
                    except (OSError, EOFError):
                        self._kill()
                        return None
                if len(received) >= _LENGTH.size:
                    (length,) = _LENGTH.unpack(received[: _LENGTH.size])
                    if length > _MAX_MESSAGE:
                        break
                    if len(received) >= _LENGTH.size + length:
                        answer: dict[str, Any] = json.loads(received[_LENGTH.size :])
                        if answer.get("tired"):
                            break
                        return answer
        self._kill()
        return None

    def _running(self) -> subprocess.Popen[bytes]:
        # A forked parent must not share the pipes of the process it came from.
        if self._child is not None and self._owner == os.getpid() and self._child.poll() is None:
            return self._child
        if self._owner != os.getpid():
            self._child = None
        self._kill()
        paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        self._owner = os.getpid()
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [
                sys.executable,
                "-m",
                self.module,
                str(self.memory),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={"PYTHONPATH": paths, "PATH": os.defpath, "LANG": "C.UTF-8"},
            start_new_session=True,
        )
        return self._child

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


def serve(
    source: IO[bytes],
    target: IO[bytes],
    memory: int,
    do: Callable[[dict[str, Any]], Any],
    *,
    files: int = 64,
    file_size: int = 0,
) -> None:
    """Serve calls until the parent hangs up.

    Args:
        source: where calls come from.
        target: where answers go.
        memory: bytes that the process may use.
        do: answers a call.
        files: how many files may be open.
        file_size: how large a file it may write.
    """
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, files)
    _limit(resource.RLIMIT_FSIZE, file_size)
    while len(head := source.read(_LENGTH.size)) == _LENGTH.size:
        message = source.read(_LENGTH.unpack(head)[0])
        try:
            request = json.loads(message)
            used = resource.getrusage(resource.RUSAGE_SELF)
            _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + request["seconds"]) + 1)
            answer = {"done": do(request)}
        except TemplateRefused as refused:
            answer = {"refused": [each.to_json() for each in refused.findings]}
        except (MemoryError, RecursionError):
            answer = {"tired": True}
        data = json.dumps(answer).encode()
        target.write(_LENGTH.pack(len(data)) + data)
        target.flush()


def _limit(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


_SHARED: Final = Worker()


def shared() -> Worker:
    """Return this process's worker; its child starts with the first call."""
    return _SHARED
