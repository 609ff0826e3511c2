"""Reads a folder in BEIR layout (Thakur et al., NeurIPS 2021): documents, queries, and which answer which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field

from bot.text.language import written_in
from eval.datasets.case import Case, Gold
from eval.datasets.importers.imported import Document, Imported, case_id, one_line
from eval.datasets.importers.source import Part, Source, Text, json_lines, read_text
from eval.errors import FixTheSource

CORPUS, QUERIES = "corpus.jsonl", "queries.jsonl"
# Where the judgements may lie; of several splits the first of these.
_QRELS = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv")
_ID = AliasChoices("_id", "id")
# In TREC's own files a number that says nothing stands between query and document.
_COLUMNS, _TREC_COLUMNS = 3, 4

# For each query the documents that answer it.
Qrels = Mapping[str, tuple[str, ...]]


class _Document(Part):
    id: Annotated[Text, Field(validation_alias=_ID)]
    title: str = ""
    text: str = ""


class _Query(Part):
    id: Annotated[Text, Field(validation_alias=_ID)]
    text: Text


def read_beir(folder: Path) -> Imported:
    """The documents as they are, and a case a judged query: what is to be found, not what is to be said.

    All documents judged above 0 are evidence, alike: grades are not told apart.
    """
    documents = {each.id: each for each in _documents(folder)}
    queries = dict(_queries(folder))
    qrels = _read_qrels(_qrels_file(folder), folder, queries, documents)
    cases = tuple(
        Case(
            id=case_id(name),
            language=written_in(text),
            question=text,
            gold=tuple(Gold(document=each) for each in qrels[name]),
        )
        for name, text in queries.items()
        if name in qrels
    )
    left_out = {"nothing is judged to answer them": len(queries) - len(cases)}
    said = tuple(each for each in documents.values() if each.text)
    return Imported(cases, said, {why: n for why, n in left_out.items() if n})


def _documents(folder: Path) -> Iterator[Document]:
    """Every document; one without a text of its own says its title, if it has one."""
    seen: set[str] = set()
    for line in _lines(folder, CORPUS):
        found = line.checked(_Document)
        name = one_line(found.id)
        if name in seen:
            raise line.wrong(("_id",), f"{name!r} stands on a line before; give each document its own")
        seen.add(name)
        title = one_line(found.title)
        yield Document(name, title, found.text.strip() or title)


def _queries(folder: Path) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for line in _lines(folder, QUERIES):
        found = line.checked(_Query)
        if found.id in seen:
            raise line.wrong(("_id",), f"{found.id!r} stands on a line before; give each query its own")
        seen.add(found.id)
        yield found.id, one_line(found.text)


def _lines(folder: Path, name: str) -> Iterator[Source]:
    return json_lines(name, read_text(folder / name))


def _qrels_file(folder: Path) -> Path:
    found = next((folder / each for each in _QRELS if (folder / each).is_file()), None)
    if found is None:
        raise FixTheSource(f"{folder} has no judgements; put them into {' or '.join(_QRELS[:2])}.")
    return found


def _read_qrels(
    path: Path, folder: Path, queries: Mapping[str, str], documents: Mapping[str, Document]
) -> Qrels:
    """The judgements, below a line of names or without one."""
    name = str(path.relative_to(folder))
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        row = [each.strip() for each in (line.split("\t") if "\t" in line else line.split())]
        if not any(row) or (number == 1 and row and not _is_number(row[-1])):
            continue
        if len(row) not in (_COLUMNS, _TREC_COLUMNS) or not _is_number(row[-1]):
            raise FixTheSource(
                f"{name}, line {number}: write query-id, corpus-id and score, with tabs between."
            )
        query, document = row[0], one_line(row[-2])
        for field, what, known in (("query-id", query, queries), ("corpus-id", document, documents)):
            if what not in known:
                there = QUERIES if field == "query-id" else CORPUS
                raise FixTheSource(
                    f"{name}, line {number}, {field}: {what!r} is not in {there}; add or remove it."
                )
        if float(row[-1]) > 0 and document not in found.get(query, ()):
            found[query] = (*found.get(query, ()), document)
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
