"""An input extracted on a cluster, into a folder that says what is finished and is gone on with after a stop."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from attrib.errors import WriteError
from attrib.services.cluster.bundles import Bundle, bundles
from attrib.services.cluster.chunks import Receipt
from attrib.services.cluster.extracting import Extracting
from attrib.services.cluster.manifest import Finished, Manifest
from attrib.services.cluster.reading import Reading

MOST_TOLD = 20
"""Problems of a bundle whose words the manifest keeps."""

Runner = Callable[[list[Bundle], Reading, Extracting], Iterator[Receipt]]


def extract_on_cluster(
    files: list[str], reading: Reading, extracting: Extracting, run: Runner
) -> Iterator[Receipt | Finished]:
    """What was found in some files: a receipt for each chunk as it comes, and each bundle when it is finished.

    A bundle whose files are in the manifest of the folder already, under the same names, with the same contents and
    settings, is not read again; its Finished comes all the same. Raises WriteError for a folder that cannot be made,
    and what `run` raises; what is finished by then is kept.
    """
    folder = Path(extracting.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"cannot make the folder {folder}: {error.strerror}; give another --output") from error
    manifest = Manifest(folder)
    manifest.mend()
    given = {bundle.number: bundle for bundle in bundles(files)}
    if not given:
        return
    pending: dict[int, dict[int, Receipt]] = {number: {} for number in given}
    for receipt in run(list(given.values()), replace(reading, finished=frozenset(manifest.finished)), extracting):
        if receipt.known:
            yield _known(manifest, receipt)
            continue
        chunks = pending[receipt.bundle]
        chunks[receipt.index] = receipt
        yield receipt
        if _is_whole(chunks):
            done = _finished(given[receipt.bundle], [chunks[index] for index in sorted(chunks)])
            manifest.add(done)
            del pending[receipt.bundle]
            yield done


def _known(manifest: Manifest, receipt: Receipt) -> Finished:
    """The bundle as it was finished, with the number that it has now."""
    finished = replace(manifest.finished[receipt.key], number=receipt.bundle)
    if finished != manifest.finished[receipt.key]:
        manifest.add(finished)
    return finished


def _is_whole(chunks: dict[int, Receipt]) -> bool:
    last = max(chunks)
    return chunks[last].last and len(chunks) == last + 1


def _finished(bundle: Bundle, receipts: list[Receipt]) -> Finished:
    problems = [problem for receipt in receipts for problem in receipt.problems]
    failed = [str(problem) for problem in problems if not problem.warning]
    return Finished(
        key=receipts[0].key,
        number=bundle.number,
        inputs=tuple(dict.fromkeys((bundle.files[0], bundle.files[-1]))),
        files=tuple(receipt.file for receipt in receipts if receipt.file is not None),
        articles=sum(receipt.articles for receipt in receipts),
        statements=sum(receipt.statements for receipt in receipts),
        failed=len(failed),
        problems=tuple(failed[:MOST_TOLD]),
    )
