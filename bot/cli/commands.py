"""`concord` and `concord-ingest`: the arguments of every command.

Everything heavy is imported inside the command that needs it, so that `--help` is immediate.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.discord_command import app as discord
from bot.cli.edge import FAILED, plain_errors, spare_collections
from bot.models import Audience, Language, Request

app = typer.Typer(
    help="Ask partnership documents and get their own words, with the place where they stand.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(discord, name="discord")
ingest_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

AudienceOption = Annotated[Audience, typer.Option(help="Who is asking: what they may not see cannot answer.")]
DocumentOption = Annotated[
    Optional[list[str]],  # noqa: UP045 - typer reads the annotation at run time
    typer.Option("--document", help="Look only in this document (its id); may be given again."),
]
LanguageOption = Annotated[
    Optional[Language],  # noqa: UP045 - as above
    typer.Option("--lang", help="The language of the framing, if not the question's own."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, one line a result, for machines.")]
FileOption = Annotated[
    Optional[Path],  # noqa: UP045 - as above
    typer.Option("--file", help="Read questions from this JSON Lines file (`-` is standard input)."),
]
AnswerArgument = Annotated[str, typer.Argument(help="The id of an answer.")]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in English or Korean.")] = "",
    audience: AudienceOption = Audience.PUBLIC,
    document: DocumentOption = None,
    lang: LanguageOption = None,
    file: FileOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with the documents' own words, or say that they do not say."""
    with plain_errors():
        from bot.cli.ask import ask_batch, ask_once

        request = _request(question, audience, document, lang)
        if file is not None:
            ask_batch(file, request)
        else:
            ask_once(request, as_json=as_json)


@app.command()
def chat(
    audience: AudienceOption = Audience.PUBLIC,
    document: DocumentOption = None,
    lang: LanguageOption = None,
) -> None:
    """Ask one question after the other; /sources, /forget and /quit (or Ctrl-D) do what they say."""
    with plain_errors():
        from bot.cli.chat import converse

        converse(sys.stdin, _request("", audience, document, lang))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")] = "",
    audience: AudienceOption = Audience.PUBLIC,
    document: DocumentOption = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many documents to list.")] = 10,
    file: FileOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the documents nearest to a query, each with its best passage."""
    with plain_errors():
        from bot.cli.ask import search_batch, search_once

        request = _request(query, audience, document)
        if file is not None:
            search_batch(file, request, top)
        else:
            search_once(request, top, as_json=as_json)


@app.command()
def check(
    claim: Annotated[str, typer.Argument(help="A statement in English or Korean.")],
    audience: AudienceOption = Audience.PUBLIC,
    document: DocumentOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a statement: do the documents bear it out, say otherwise, or not say."""
    with plain_errors():
        from bot.cli.check import check_claim

        check_claim(_request(claim, audience, document, lang), as_json=as_json)


@app.command()
def documents(audience: AudienceOption = Audience.PUBLIC, as_json: JsonOption = False) -> None:
    """List what is indexed, with version, date, audience and number of chunks."""
    with plain_errors():
        from bot.cli.ask import list_documents

        list_documents(audience, as_json=as_json)


@app.command()
def show(
    answer: AnswerArgument, audience: AudienceOption = Audience.PUBLIC, as_json: JsonOption = False
) -> None:
    """Show how an answer came about: what was found, written and withheld, with which versions."""
    with plain_errors():
        from bot.cli.records import show_answer

        show_answer(answer, audience, as_json=as_json)


@app.command()
def replay(
    answer: AnswerArgument, audience: AudienceOption = Audience.PUBLIC, as_json: JsonOption = False
) -> None:
    """Ask again what an answer was asked, and show what differs."""
    with plain_errors():
        from bot.cli.records import replay_answer

        replay_answer(answer, audience, as_json=as_json)


@app.command()
def settings(as_json: JsonOption = False) -> None:
    """List every setting with its type, default and meaning, and the variable that sets it."""
    with plain_errors():
        from bot.cli.settings import list_settings

        list_settings(as_json=as_json)


@ingest_app.command()
def ingest(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads the annotation at run time
        typer.Argument(help="Folders, files or web addresses; without any, those of the settings."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and change nothing.")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Remove what came from these places, still there or not.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only what failed.")] = False,
) -> None:
    """Add, change and remove documents until the index agrees with these places."""
    with plain_errors():
        from bot.cli.ingest import run_ingest

        has_failed = run_ingest(paths or (), forget=forget, dry_run=dry_run, quiet=quiet)
    if has_failed:
        raise typer.Exit(FAILED)


def _request(
    text: str, audience: Audience, documents: list[str] | None, language: Language | None = None
) -> Request:
    return Request(text, audience, tuple(documents) if documents else None, language)


def main() -> None:
    """The entry point of `concord`."""
    spare_collections()
    app()


def main_ingest() -> None:
    """The entry point of `concord-ingest`."""
    spare_collections()
    ingest_app()
