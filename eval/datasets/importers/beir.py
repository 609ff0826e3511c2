"""Import a folder in BEIR layout (Thakur et al., NeurIPS 2021): corpus, queries and relevance judgements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field

from bot.text.language import written_in
from eval.datasets.case import Case, Gold
from eval.datasets.importers.source import (
    ImportedDataset,
    SourceDocument,
    SourceModel,
    Text,
    case_id,
    one_line,
    parse_json_lines,
    read_text,
)
from eval.errors import SourceError

CORPUS, QUERIES = "corpus.jsonl", "queries.jsonl"
# Of several splits the first of these is read.
_QRELS = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv")
# TREC's own files have an unused column between query and document.
_COLUMNS = (3, 4)


class _Record(SourceModel):
    id: Annotated[Text, Field(validation_alias=AliasChoices("_id", "id"))]
    title: str = ""
    text: str = ""


def import_beir(folder: Path) -> ImportedDataset:
    """The documents as they are, and a case for each judged query, which says what is to be found.

    Documents judged above 0 are evidence; grades are not told apart.
    """
    documents = {
        name: SourceDocument(name, one_line(record.title), record.text.strip() or one_line(record.title))
        for name, record in _read_records(folder, CORPUS, one_line).items()
    }
    queries = {name: one_line(record.text) for name, record in _read_records(folder, QUERIES, str).items()}
    relevant = _read_qrels(folder, queries, documents)
    cases = tuple(
        Case(
            id=case_id(name),
            language=written_in(text),
            question=text,
            gold=tuple(Gold(document=document) for document in relevant[name]),
        )
        for name, text in queries.items()
        if name in relevant
    )
    unjudged = len(queries) - len(cases)
    left_out = {"nothing is judged to answer them": unjudged} if unjudged else {}
    return ImportedDataset(
        cases, tuple(document for document in documents.values() if document.text), left_out
    )


def _read_records(folder: Path, file: str, key: Callable[[str], str]) -> dict[str, _Record]:
    records: dict[str, _Record] = {}
    for line in parse_json_lines(file, read_text(folder / file)):
        record = line.parse(_Record)
        if file == QUERIES and not record.text.strip():
            raise line.error(("text",), "String should have at least 1 character")
        name = key(record.id)
        if name in records:
            raise line.error(("_id",), f"{name!r} stands on a line before; give each its own")
        records[name] = record
    return records


def _read_qrels(
    folder: Path, queries: Mapping[str, str], documents: Mapping[str, SourceDocument]
) -> dict[str, list[str]]:
    """The relevant documents of each query; the file may begin with a line of column names."""
    name = next((name for name in _QRELS if (folder / name).is_file()), None)
    if name is None:
        raise SourceError(f"{folder} has no judgements; put them into {' or '.join(_QRELS[:2])}.")
    relevant: dict[str, list[str]] = {}
    for number, line in enumerate(read_text(folder / name).split("\n"), start=1):
        row = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split())]
        if not any(row) or (number == 1 and not _is_number(row[-1])):
            continue
        where = f"{name}, line {number}"
        if len(row) not in _COLUMNS or not _is_number(row[-1]):
            raise SourceError(f"{where}: write query-id, corpus-id and score, with tabs between.")
        query, document = row[0], one_line(row[-2])
        if query not in queries:
            raise SourceError(f"{where}, query-id: {query!r} is not in {QUERIES}; add or remove it.")
        if document not in documents:
            raise SourceError(f"{where}, corpus-id: {document!r} is not in {CORPUS}; add or remove it.")
        if float(row[-1]) > 0 and document not in relevant.setdefault(query, []):
            relevant[query].append(document)
    return {query: found for query, found in relevant.items() if found}


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
