"""`/ask`, in one document if wanted, and `/search`: for everybody here or for the requester alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from discord import app_commands

from bot.discord.access import Visibility
from bot.discord.admission import admit, answer_writer
from bot.discord.cards import Card, search_card
from bot.discord.cards.text import ELLIPSIS, one_line
from bot.discord.errors import apology
from bot.discord.i18n import command_names, command_options, language_of
from bot.discord.interactions import Interaction
from bot.discord.observability.logs import logger
from bot.discord.question_handler import IncomingQuestion, QuestionHandler
from bot.discord.requesters import conversation, person
from bot.discord.services import BotServices
from bot.models import Language, Request
from ingest.index.catalog import CatalogEntry

_TOP = 5  # documents that a search shows
_MAX_CHOICES = 25  # that Discord shows
_MAX_CHARS = 100  # of a choice's name and of its value
# Letters that are there to be empty.
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
_DIGEST_MARK = "#"
_DIGEST_BYTES = 16


def add_question_commands(
    tree: app_commands.CommandTree[Any], services: BotServices, questions: QuestionHandler
) -> None:

    async def suggest_titles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        # Only the requester sees these; the answer keeps to its own visibility.
        try:
            audience = await services.access.member(interaction.user)
            entries = await services.run_blocking(services.documents, audience)
        except Exception as problem:  # noqa: BLE001 - the event boundary: one may ask without a list
            logger().warning("nothing suggested", exc_info=problem)
            return []
        return [app_commands.Choice(name=name, value=value) for name, value in suggest(entries, typed)]

    @tree.command(**command_names("ask"))
    @command_options("ask", "question", "document", "private")
    @app_commands.autocomplete(document=suggest_titles)
    async def ask(
        interaction: Interaction, question: str, document: str | None = None, private: bool = False
    ) -> None:
        with questions.arrival(interaction.user.id) as arrival:
            visibility = await admit(interaction, services, private=private)
            if visibility is None:
                return
            documents = await _documents(services, visibility, document)
            incoming = _incoming(interaction, visibility, question, documents)
            await questions.answer(incoming, answer_writer(interaction, services.access, visibility), arrival)

    @tree.command(**command_names("search"))
    @command_options("search", "query", "private")
    async def search(interaction: Interaction, query: str, private: bool = False) -> None:
        visibility = await admit(interaction, services, private=private)
        if visibility is None:
            return
        services.metrics.question("search")
        request = Request(query, visibility.audience, requester=person(interaction.user.id))
        card = await _search(services, request, language_of(interaction.locale))
        await answer_writer(interaction, services.access, visibility).show(card)


def suggest(entries: Sequence[CatalogEntry], typed: str) -> list[tuple[str, str]]:
    """The name and value of at most 25 choices: titles that begin as typed, then those that contain it."""
    sought = typed.strip().casefold()
    matching = [entry for entry in entries if sought in f"{entry.metadata.title}\n{entry.id}".casefold()]
    matching.sort(key=lambda entry: (not _title(entry).casefold().startswith(sought), _title(entry)))
    return [(_title(entry), _value(entry)) for entry in matching[:_MAX_CHOICES]]


def choose(entries: Sequence[CatalogEntry], typed: str) -> str | None:
    """The id of the document that was chosen, or whose id or title was typed; None where there is none."""
    for entry in entries:
        if typed in (entry.id, _value(entry)):
            return entry.id
    sought = typed.strip().casefold()
    titled = [entry.id for entry in entries if entry.metadata.title.casefold() == sought]
    return titled[0] if len(titled) == 1 else None


async def _documents(
    services: BotServices, visibility: Visibility, typed: str | None
) -> tuple[str, ...] | None:
    """The document that was meant, as far as the answer's audience knows it; None for all."""
    if typed is None:
        return None
    entries = await services.run_blocking(services.documents, visibility.audience)
    # What is not known there is looked for under the words as they were typed, and not found.
    return (choose(entries, typed) or typed,)


def _incoming(
    interaction: Interaction, visibility: Visibility, question: str, documents: tuple[str, ...] | None
) -> IncomingQuestion:
    user, channel = interaction.user.id, interaction.channel_id or 0
    return IncomingQuestion(
        kind="ask",
        request=Request(question, visibility.audience, documents, requester=person(user)),
        conversation=conversation(user, channel),
        user=user,
        guild=interaction.guild_id,
        channel=channel,
        language=language_of(interaction.locale),
        may_share=visibility.ephemeral and interaction.guild_id is not None,
    )


async def _search(services: BotServices, request: Request, language: Language) -> Card:
    try:
        passages = await services.run_in_time(lambda: services.assistant.search(request, top=_TOP))
    except Exception as problem:  # noqa: BLE001 - the event boundary: people get an id, the log the cause
        return apology(services, problem, language)
    return search_card(passages, language=language)


def _title(entry: CatalogEntry) -> str:
    """The title in one line, or the id in one where nobody would see anything of the title."""
    lines = (one_line(text, _MAX_CHARS) for text in (entry.metadata.title, entry.id))
    return next(filter(_is_seen, lines), ELLIPSIS)


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in _FILLERS for letter in text)


def _value(entry: CatalogEntry) -> str:
    if len(entry.id) <= _MAX_CHARS:
        return entry.id
    return _DIGEST_MARK + blake2b(entry.id.encode(), digest_size=_DIGEST_BYTES).hexdigest()
