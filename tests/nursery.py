"""A process that has imported everything, and that becomes a child for whoever asks: an import is half a second.

A child is a fork, and has all of a fresh process that a test can see: its arguments, folder, environment and streams,
signals as Python sets them, an exit code. What Python itself reads while it starts (PYTHONUNBUFFERED, PYTHONHASHSEED,
the locale) is the nursery's: a test about that starts a process of its own.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread, Timer
from typing import IO, Any, Literal

ROOT = Path(__file__).parents[1]
COMMAND_LINE = "from catalog_cli.cli import main; main()"
# What a run imports and no module does. None of them starts a thread when it is imported: a fork would lose it.
_LATE = (
    "catalog_cli.engines.ct2_translator",
    "catalog_cli.models.bench.trial",
    "catalog_cli.models.self_test",
    "ctranslate2",
    "numpy",
    "sentencepiece",
)
_SAMPLE = "sku,title,body\n1,Red bag 1 1/2 in,<p>A red bag. It is 3 cm wide.</p>\n"
_LONGEST_ANSWER = 1 << 10
_MODES: dict[int, Literal["wb", "rb"]] = {0: "wb", 1: "rb", 2: "rb"}


@dataclass(slots=True)
class Child:
    """A process of the nursery's, with what `subprocess.Popen` has for one of ours: its pipes, its end.

    One that takes longer than the `timeout` (seconds) that is granted is killed.
    """

    nursery: Nursery
    pid: int
    streams: dict[int, IO[Any]]
    returncode: int | None = None

    @property
    def stdin(self) -> IO[Any] | None:
        return self.streams.get(0)

    @property
    def stdout(self) -> IO[Any] | None:
        return self.streams.get(1)

    @property
    def stderr(self) -> IO[Any] | None:
        return self.streams.get(2)

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float) -> int:
        """Return its exit code; that of a signal is negative."""
        with self._granted(timeout):
            return self._ended()

    def communicate(self, given: Any = None, timeout: float = 60) -> tuple[Any, Any]:
        """Return the rest of what it writes to its pipes, None for a stream that is none, and wait for its end."""
        rest: dict[int, Any] = {}
        readers = [
            Thread(target=lambda number=number: rest.update({number: self.streams[number].read()}))
            for number in (1, 2)
            if number in self.streams
        ]
        with self._granted(timeout):
            for reader in readers:
                reader.start()
            if self.stdin is not None:
                with suppress(BrokenPipeError):
                    self.stdin.writelines([given] if given else [])
                    self.stdin.close()
            for reader in readers:
                reader.join()
            self._ended()
        for stream in self.streams.values():
            stream.close()
        return rest.get(1), rest.get(2)

    def _ended(self) -> int:
        if self.returncode is None:
            self.returncode = int(self.nursery.asked({"wait": self.pid}))
        return self.returncode

    @contextmanager
    def _granted(self, seconds: float) -> Iterator[None]:
        alarm = Timer(seconds, self.kill)
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()


class Nursery:
    """The process; `with` ends it and what is left of its children."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "tests.nursery", str(theirs.fileno())]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
        with theirs:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.close()
        self._process.wait(timeout=60)

    def asked(self, request: Mapping[str, object], descriptors: Sequence[int] = ()) -> str:
        """Return the answer to a request."""
        message = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(self._ours, [message], list(descriptors))
        self._ours.sendall(message[sent:])
        answer = self._ours.recv(_LONGEST_ANSWER).decode()
        assert answer, "the nursery has ended"
        return answer

    def start(
        self,
        program: str,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        streams: Mapping[int, int] | None = None,
        text: bool = False,
    ) -> Child:
        """Return a child that runs a program, its arguments in sys.argv, in the current folder.

        `streams` has a descriptor, or subprocess.PIPE, for each of 0, 1 and 2; what is not named is the null device.
        """
        request = {
            "program": program,
            "arguments": arguments,
            "folder": str(Path.cwd()),
            "environment": dict(os.environ if env is None else env),
        }
        pipes: dict[int, IO[Any]] = {}
        with ExitStack() as theirs:
            descriptors = []
            for number, mode in _MODES.items():
                descriptor = (streams or {}).get(number, subprocess.DEVNULL)
                if descriptor == subprocess.PIPE:
                    read, write = os.pipe()
                    own, descriptor = (write, read) if number == 0 else (read, write)
                    theirs.callback(os.close, descriptor)
                    pipes[number] = os.fdopen(own, mode.rstrip("b") if text else mode)
                elif descriptor == subprocess.DEVNULL:
                    descriptor = os.open(os.devnull, os.O_RDWR)
                    theirs.callback(os.close, descriptor)
                descriptors.append(descriptor)
            return Child(self, int(self.asked(request, descriptors)), pipes)

    def run(
        self, command: Sequence[str], *, env: Mapping[str, str], timeout: float, **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        """Do what `subprocess.run` does for the processes that the package itself starts."""
        assert list(command[:3]) == [sys.executable, "-P", "-c"]
        assert options.keys() == {"input", "capture_output", "check"}
        child = self.start(*command[3:], env=env, streams=dict.fromkeys(_MODES, subprocess.PIPE))
        out, err = child.communicate(options["input"], timeout)
        assert child.returncode is not None
        return subprocess.CompletedProcess(list(command), child.returncode, out, err)


def _warm() -> None:
    """Import all that a run does, and compile and read what it needs."""
    from catalog_cli import cli

    for module, _ in cli.COMMANDS.values():
        import_module(module)
    for module in _LATE:
        import_module(module)
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        catalog, output = Path(folder, "shop.csv"), Path(folder, "out.csv")
        catalog.write_text(_SAMPLE, encoding="utf-8")
        memory = ("--memory", str(Path(folder, "memory.sqlite")))
        code = cli.run(["localize", str(catalog), "--to", "pt-BR", "--model", "echo", "-o", str(output), "-q", *memory])
        assert code == 0
    gc.collect()
    gc.freeze()


def _serve(requests: socket.socket) -> tuple[str, list[str]]:
    """Return, in a child, its program and its arguments; what is left of the children ends with the requests."""
    children: set[int] = set()
    while message := socket.recv_fds(requests, 1 << 20, len(_MODES)):
        data, descriptors = message[0], message[1]
        while data and not data.endswith(b"\n"):
            data += requests.recv(1 << 20)
        if not data:
            break
        request = json.loads(data)
        if "wait" in request:
            children.discard(request["wait"])
            answer = os.waitstatus_to_exitcode(os.waitpid(request["wait"], 0)[1])
        elif answer := os.fork():
            children.add(answer)
        else:
            requests.close()
            _become(request, descriptors)
            return request["program"], request["arguments"]
        for descriptor in descriptors:
            os.close(descriptor)
        requests.sendall(str(answer).encode())
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    raise SystemExit


def _become(request: Mapping[str, Any], descriptors: Sequence[int]) -> None:
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    # What Python opened when it started knows of its own files whether they are terminals and whether they can seek.
    sys.stdin = sys.__stdin__ = os.fdopen(0, closefd=False)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)


if __name__ == "__main__":
    _warm()
    program, arguments = _serve(socket.socket(fileno=int(sys.argv[1])))
    sys.argv = ["-c", *arguments]
    exec(compile(program, "<nursery>", "exec"), {"__name__": "__main__"})
