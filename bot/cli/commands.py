"""`concord`: ask, chat, search, check a claim, and list the documents.

Everything heavy is imported inside the command that needs it, so that `--help` is immediate.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.brevity import spare_collections
from bot.cli.discord_command import app as discord
from bot.models import Audience, Language

app = typer.Typer(
    help="Ask partnership documents and get their own words, with the place where they stand.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(discord, name="discord")

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
    from bot.cli.answering import ask_batch, ask_once
    from bot.cli.edge import plain_errors

    documents = tuple(document) if document else None
    with plain_errors():
        if file is not None:
            ask_batch(file, audience, documents, lang)
        else:
            ask_once(question, audience, documents, lang, as_json=as_json)


@app.command()
def chat(
    audience: AudienceOption = Audience.PUBLIC,
    document: DocumentOption = None,
    lang: LanguageOption = None,
) -> None:
    """Ask one question after the other; /sources, /forget and /quit (or Ctrl-D) do what they say."""
    from bot.cli.answering import converse
    from bot.cli.edge import plain_errors

    with plain_errors():
        converse(sys.stdin, audience, tuple(document) if document else None, lang)


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
    from bot.cli.answering import search_batch, search_once
    from bot.cli.edge import plain_errors

    documents = tuple(document) if document else None
    with plain_errors():
        if file is not None:
            search_batch(file, audience, documents, top)
        else:
            search_once(query, audience, documents, top, as_json=as_json)


@app.command()
def check(
    claim: Annotated[str, typer.Argument(help="A statement in English or Korean.")],
    audience: AudienceOption = Audience.PUBLIC,
    document: DocumentOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a statement: do the documents bear it out, say otherwise, or not say."""
    from bot.cli.checking import check_once
    from bot.cli.edge import plain_errors

    with plain_errors():
        check_once(claim, audience, tuple(document) if document else None, lang, as_json=as_json)


@app.command()
def documents(audience: AudienceOption = Audience.PUBLIC, as_json: JsonOption = False) -> None:
    """List what is indexed, with version, date, audience and number of chunks."""
    from bot.cli.answering import list_documents
    from bot.cli.edge import plain_errors

    with plain_errors():
        list_documents(audience, as_json=as_json)


@app.command()
def show(
    answer: Annotated[str, typer.Argument(help="The id of an answer.")],
    audience: AudienceOption = Audience.PUBLIC,
    as_json: JsonOption = False,
) -> None:
    """Show how an answer came about: what was found, written and withheld, with which versions."""
    from bot.cli.edge import plain_errors
    from bot.cli.recorded import show_answer

    with plain_errors():
        show_answer(answer, audience, as_json=as_json)


@app.command()
def replay(
    answer: Annotated[str, typer.Argument(help="The id of an answer.")],
    audience: AudienceOption = Audience.PUBLIC,
    as_json: JsonOption = False,
) -> None:
    """Ask again what an answer was asked, and show what differs."""
    from bot.cli.edge import plain_errors
    from bot.cli.recorded import replay_answer

    with plain_errors():
        replay_answer(answer, audience, as_json=as_json)


def main() -> None:
    """The entry point of `concord`."""
    spare_collections()
    app()
