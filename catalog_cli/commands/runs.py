"""The runs of one command: every input in every target locale, with one memory and one engine per locale."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from catalog_cli.commands.results import Outcome
from catalog_cli.companions import ALONE, Companions, ListingsFile
from catalog_cli.engine import Translator
from catalog_cli.engines import load_engine
from catalog_cli.errors import FileProblem, Stopped, Where
from catalog_cli.file_run import Source, localize_file
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.pipeline import size_namer, term_matcher
from catalog_cli.reporting.console import Console, is_terminal, standard_output
from catalog_cli.reporting.progress import ProgressKind, showing_progress

KEPT = "What was finished is kept in the memory: run the same command again to go on."
NOT_KEPT = "Without a memory nothing is kept: run the same command again to start over."
_NOT_KEPT_FROZEN = "A run with --frozen keeps nothing: run the same command again to start over."


@dataclass(frozen=True, slots=True)
class Runs:
    """What is to be done: the inputs by the name that outputs are named after, the jobs, and where each result goes.

    `companions` are those of all jobs: the terms and sizes of each are its own.
    """

    sources: Mapping[str, Source]
    jobs: Sequence[Job]
    paths: Mapping[tuple[str, str], Path | None]
    progress: ProgressKind
    companions: Companions = ALONE
    listings: Callable[[Job], Mapping[str, ListingsFile]] | None = None
    """What is rendered of each input, by its name, for a job."""

    def outcomes(self, memory: TranslationMemory, console: Console) -> Iterator[Outcome]:
        """Yield what became of each input in each locale, as soon as it is done."""
        labels = [size_namer(job) for job in self.jobs]
        for job, sizes in zip(self.jobs, labels, strict=True):
            with opened_engine(job) as engine:
                companions = replace(self.companions, terms=term_matcher(job, engine), sizes=sizes)
                listings = {} if self.listings is None else self.listings(job)
                for name, source in self.sources.items():
                    companions = replace(companions, listings=listings.get(name))
                    path = self.paths[name, job.target_locale]
                    yield self._outcome((source, path, job), (engine, memory, companions), console)

    def _outcome(
        self,
        run: tuple[Source, Path | None, Job],
        tools: tuple[Translator, TranslationMemory, Companions],
        console: Console,
    ) -> Outcome:
        (source, path, job), (engine, memory, companions) = run, tools
        # On one terminal the catalog and the bar would write over each other.
        is_shared = path is None and is_terminal(console.out)
        with (
            _opened_output(path, console) as output,
            showing_progress(
                self.progress,
                console.err,
                label=str(path or source.name),
                is_animated=console.is_animated and not is_shared and not console.is_quiet,
                has_colours=console.colours_err,
            ) as update,
        ):
            start, cpu_start = time.monotonic(), time.process_time()
            result = localize_file(
                source, output, job, engine=engine, memory=memory, companions=companions, progress=update
            )
            return Outcome(result, job, time.monotonic() - start, time.process_time() - cpu_start)


@contextmanager
def _opened_output(path: Path | None, console: Console) -> Iterator[Path | BinaryIO]:
    """Give where to write: standard output, a path, or a device or pipe, which cannot be replaced as a file is."""
    if path is None:
        yield standard_output(console.out)
    elif path.exists() and not path.is_file() and not path.is_dir():
        try:
            with path.open("wb") as stream:
                yield stream
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            reason = (error.strerror or str(error)).lower()
            raise FileProblem(
                Where(str(path)), f"cannot be written ({reason})", "Name another file with -o."
            ) from error
    else:
        yield path


@contextmanager
def opened_memory(job: Job, outputs: Iterable[Path | None] = ()) -> Iterator[TranslationMemory]:
    """Give the memory of a run; whoever stops the run is told what is kept of it.

    A frozen run leaves the memory as it is, but for one of its outputs that is not there yet: it is written, and the
    memory has to know it as ours.
    """
    is_kept = not (job.frozen and all(path is None or path.exists() for path in outputs))
    if job.memory is None:
        opened, told = TranslationMemory.in_temporary_file(), NOT_KEPT
    elif is_kept:
        opened, told = TranslationMemory.open(job.memory), KEPT
    else:
        opened, told = TranslationMemory.in_copy(job.memory), _NOT_KEPT_FROZEN
    with opened as memory:
        try:
            yield memory
        except Stopped as stopped:
            stopped.add_note(told)
            raise


@contextmanager
def opened_engine(job: Job) -> Iterator[Translator]:
    """Give the engine of a job. It is not closed after an error: closing waits for all that still decodes."""
    engine = load_engine(
        job.source_locale,
        job.target_locale,
        model=job.model,
        threads=job.threads,
        device=job.device,
        pivot=job.pivot,
    )
    yield engine
    engine.close()
