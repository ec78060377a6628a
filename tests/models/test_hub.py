"""Fetching from a hub, with a hub of our own: an HTTP server on this machine that knows one tiny repository."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("huggingface_hub")

from catalog_cli import cli
from catalog_cli.errors import CatalogError, FileProblem, UsageProblem
from catalog_cli.models import hub

COMMIT = "0123456789abcdef0123456789abcdef01234567"
WEIGHTS = bytes(range(256)) * 2_000
FILES = {
    "config.json": b'{"model_type": "marian"}',
    "README.md": b"---\nlicense: mit\n---\n",
    "model.safetensors": WEIGHTS,
    "pytorch_model.bin": b"a pickle",
    "modeling_own.py": b"print('never fetched')",
    "source.spm": b"",
    "onnx/model.safetensors": b"of no use",
}


@dataclass
class Hub:
    """What the server does, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=lambda: dict(FILES))
    status: int = 200
    error_code: str = ""
    cut_after: int | None = None
    cuts_left: int = 0
    card: dict[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    tampered: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""


def _listing(state: Hub) -> bytes:
    siblings = []
    for name, content in state.files.items():
        entry: dict[str, Any] = {"rfilename": name, "size": len(content)}
        entry["blobId"] = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        if name.endswith((".safetensors", ".bin")):
            entry["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 130}
        siblings.append(entry)
    about = {"id": "tiny/model", "modelId": "tiny/model", "sha": COMMIT, "tags": state.tags, "cardData": state.card}
    return json.dumps({**about, "siblings": siblings}).encode()


def _handler(state: Hub) -> type[BaseHTTPRequestHandler]:  # noqa: C901  # one server, in one place
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *words: object) -> None:
            return

        def do_GET(self) -> None:  # the name that http.server calls
            state.asked.append((self.path.split("?")[0], self.headers.get("Range", "")))
            if state.status != 200:
                self._answer(state.status, b"{}", {"X-Error-Code": state.error_code} if state.error_code else {})
            elif self.path.startswith("/api/models/tiny/model"):
                self._answer(200, _listing(state))
            elif match := re.fullmatch(rf"/tiny/model/resolve/{COMMIT}/(.+)", self.path.split("?")[0]):
                self._send(state.files[match[1]], match[1])
            else:
                self._answer(404, b"{}", {"X-Error-Code": "RepoNotFound"})

        def _send(self, content: bytes, name: str) -> None:
            if name == state.tampered:
                content = content[::-1]
            start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").rstrip("-"))
            rest = content[start:]
            headers = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
            if name == "model.safetensors" and state.cuts_left:
                state.cuts_left -= 1
                self._answer(206 if start else 200, rest, headers, only=state.cut_after)
                self.close_connection = True
                return
            self._answer(206 if start else 200, rest, headers)

        def _answer(
            self, status: int, body: bytes, headers: dict[str, str] | None = None, only: int | None = None
        ) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:only])

    return Handler


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    state = Hub()
    listening = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{listening.server_port}"
    monkeypatch.setenv("HF_ENDPOINT", state.address)
    monkeypatch.setenv("HF_TOKEN", "")
    # The library loses what is left of a chunk when a connection is cut: 10 MB of a model, all of ours.
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 50_000)
    monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda seconds: None)
    yield state
    listening.shutdown()
    listening.server_close()


def fetch(store: Path, **options: Any) -> hub.Fetched:
    return hub.download("tiny/model", store, **options)


def test_what_a_conversion_needs_is_fetched_and_nothing_else(server: Hub, tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    found = fetch(tmp_path, progress=lambda *step: heard.append(step))
    assert found.revision == COMMIT
    assert found.folder.parent == tmp_path
    there = {path.name: path.read_bytes() for path in found.folder.iterdir()}
    assert there == {name: FILES[name] for name in ("config.json", "README.md", "model.safetensors", "source.spm")}
    assert heard[-1][0] == "model.safetensors"
    assert ("model.safetensors", len(WEIGHTS), len(WEIGHTS)) in heard
    asked = len(server.asked)
    fetch(tmp_path)  # all is there: only the list is asked for
    assert len(server.asked) == asked + 1


@pytest.mark.parametrize(
    ("card", "tags", "licence"),
    [
        ({"license": "cc-by-nc-4.0"}, (), "CC-BY-NC-4.0"),
        ({"license": "apache-2.0", "language": ["en"]}, ("license:mit",), "Apache-2.0"),
        ({"license": "other", "license_name": "my-research-only"}, (), "my-research-only"),
        ({"license": "other"}, (), "unknown"),
        ({"license": ["mit", "cc-by-nc-4.0"]}, (), "mit AND cc-by-nc-4.0"),
        ({}, ("translation", "license:cc-by-4.0"), "CC-BY-4.0"),
        ({}, (), "unknown"),
    ],
)
def test_the_licence_is_heard_before_anything_is_fetched(
    server: Hub, tmp_path: Path, card: dict[str, object], tags: tuple[str, ...], licence: str
) -> None:
    server.card, server.tags = card, tags
    heard: list[str] = []

    def refuse(named: str) -> None:
        heard.append(named)
        raise UsageProblem("not this one")

    with pytest.raises(UsageProblem, match="not this one"):
        fetch(tmp_path, licensed=refuse)
    assert heard == [licence]
    assert len(server.asked) == 1  # the list of its files
    assert list(tmp_path.iterdir()) == []
    fetch(tmp_path, licensed=heard.append)
    assert heard == [licence] * 2


@pytest.mark.parametrize(
    ("options", "settings", "words"),
    [
        ((), "", "does not allow commercial use: add it with --accept-noncommercial"),
        (("--accept-noncommercial",), 'license = "commercial"\n', 'the setting license = "commercial" asks for it'),
    ],
)
def test_the_command_shows_the_licence_and_refuses_first(
    server: Hub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    settings: str,
    words: str,
) -> None:
    for module in ("torch", "transformers"):
        pytest.importorskip(module)
    server.card = {"license": "cc-by-nc-sa-4.0"}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CATALOG_MODELS", str(tmp_path / "models"))
    (tmp_path / "catalog.toml").write_text(settings, encoding="utf-8")
    assert cli.run(["models", "add", "tiny/model", "--name", "mine", *options]) == 2
    said = capsys.readouterr().err
    assert "Licence on the hub: CC-BY-NC-SA-4.0." in said
    assert words in said
    assert len(server.asked) == 1


def test_a_revision_is_resolved_first_and_files_are_asked_by_commit(server: Hub, tmp_path: Path) -> None:
    fetch(tmp_path, revision="main")
    assert server.asked[0][0] == "/api/models/tiny/model/revision/main"
    assert all(f"/resolve/{COMMIT}/" in path for path, _ in server.asked[1:])


def test_a_cut_connection_is_taken_up_again_at_once(server: Hub, tmp_path: Path) -> None:
    server.cut_after, server.cuts_left = 100_000, 2
    found = fetch(tmp_path)
    assert (found.folder / "model.safetensors").read_bytes() == WEIGHTS
    ranges = [asked for path, asked in server.asked if path.endswith("model.safetensors")]
    assert ranges == ["", "bytes=100000-", "bytes=200000-"]


def test_the_next_run_goes_on_where_the_last_one_was_cut(server: Hub, tmp_path: Path) -> None:
    server.cut_after, server.cuts_left = 100_000, 1
    with pytest.raises(KeyboardInterrupt):
        fetch(tmp_path, progress=lambda name, done, total: _stop_at(name, done))
    there = next(tmp_path.rglob("*.part")).stat().st_size
    assert 0 < there < len(WEIGHTS)
    server.asked.clear()
    found = fetch(tmp_path)
    assert (found.folder / "model.safetensors").read_bytes() == WEIGHTS
    assert [asked for path, asked in server.asked if path.endswith("model.safetensors")] == [f"bytes={there}-"]
    assert not list(tmp_path.rglob("*.part"))


def _stop_at(name: str, done: int) -> None:
    if name == "model.safetensors" and done >= 100_000:
        raise KeyboardInterrupt


def test_a_connection_that_stays_cut_is_one_sentence(server: Hub, tmp_path: Path) -> None:
    server.cut_after, server.cuts_left = 0, 1_000
    with pytest.raises(FileProblem, match=r"connection to the hub failed or was cut.* Run the same command again"):
        fetch(tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])  # with a SHA-256, and with git's digest
def test_another_file_than_the_listed_one_is_refused(name: str, server: Hub, tmp_path: Path) -> None:
    server.tampered = name
    with pytest.raises(FileProblem, match=f"{name}: what came is not the file that the hub lists"):
        fetch(tmp_path)
    assert not list(tmp_path.rglob(f"{name}*"))


@pytest.mark.parametrize(
    ("status", "code", "kind", "words"),
    [
        (404, "RepoNotFound", UsageProblem, "The hub has no model tiny/model: check the name"),
        (404, "RevisionNotFound", UsageProblem, 'tiny/model has no revision "v9"'),
        (401, "RepoNotFound", UsageProblem, "The hub has no tiny/model, or does not show it"),
        (401, "GatedRepo", UsageProblem, "accepted its terms on its page"),
        (403, "GatedRepo", UsageProblem, "accepted its terms on its page"),
        (403, "", UsageProblem, "does not let you read tiny/model"),
        (400, "", FileProblem, "status 400"),
    ],
)
def test_a_refusal_is_one_sentence(
    status: int, code: str, kind: type[CatalogError], words: str, server: Hub, tmp_path: Path
) -> None:
    server.status, server.error_code = status, code
    with pytest.raises(kind) as caught:
        fetch(tmp_path, revision="v9")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(FileProblem, match="connection to the hub failed"):
        fetch(tmp_path)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (("config.json", "pytorch_model.bin"), "only as pytorch_model.bin, a pickle"),
        (("config.json",), "has no weights that can be converted"),
        (("model-q4.gguf",), "has GGUF files only"),
        (("../model.safetensors",), "has no weights"),  # a name that leads out of the folder is not looked at
    ],
)
def test_a_repository_without_safe_weights_is_refused_before_anything_is_fetched(
    files: tuple[str, ...], words: str, server: Hub, tmp_path: Path
) -> None:
    server.files = dict.fromkeys(files, b"x")
    with pytest.raises(UsageProblem, match=words):
        fetch(tmp_path)
    assert len(server.asked) == 1


def test_a_pickle_is_fetched_where_it_is_allowed(server: Hub, tmp_path: Path) -> None:
    server.files = {name: FILES[name] for name in ("config.json", "pytorch_model.bin")}
    found = fetch(tmp_path, allow_pickle=True)
    assert (found.folder / "pytorch_model.bin").read_bytes() == b"a pickle"


def test_a_full_disk_is_seen_before(server: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 1_000

    monkeypatch.setattr("catalog_cli.models.hub.shutil.disk_usage", lambda path: Usage)
    with pytest.raises(FileProblem, match="the disk has 1,000 bytes free"):
        fetch(tmp_path)
    assert len(server.asked) == 1


@pytest.mark.convert
def test_a_checkpoint_of_a_hub_becomes_a_model_and_the_download_goes(server: Hub, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from models import tiny

    from catalog_cli.models.conversion import convert

    folder = tiny.write("marian", tmp_path / "opus-mt-en-de")
    server.files = {path.name: path.read_bytes() for path in folder.iterdir()}
    heard: list[str] = []
    manifest = convert(
        "tiny/model", tmp_path / "store" / "new", progress=lambda what, done, total: heard.append(what), revision="main"
    )
    assert (manifest.source, manifest.source_revision, manifest.licence) == ("hub:tiny/model", COMMIT, "Apache-2.0")
    assert (manifest.source_locales, manifest.target_locales) == (("en",), ("de",))
    assert (tmp_path / "store" / "new" / "model.bin").is_file()
    assert sorted(path.name for path in (tmp_path / "store").rglob("*") if path.is_dir()) == [".downloads", "new"]
    assert heard[-1] == "converting"


def test_a_failed_download_leaves_no_model(server: Hub, tmp_path: Path) -> None:
    from catalog_cli.models import conversion

    server.tampered = "model.safetensors"
    with pytest.raises(FileProblem):
        conversion.convert("tiny/model", tmp_path / "new")
    assert not (tmp_path / "new").exists()
