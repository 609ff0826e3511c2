"""Files that come with messages."""

from __future__ import annotations

import io

import aiohttp
import discord
import pytest

from eval.loopback_discord.messages.drafting import MOST_BYTES
from eval.loopback_discord.world.model import overwrite
from eval.loopback_discord.world.permissions import Permission
from tests.eval.loopback_discord.office import office
from tests.eval.loopback_discord.parrot import parrot
from tests.eval.loopback_discord.scene import scene


@scene
async def test_an_answer_brings_a_file_along() -> None:
    async with office() as at, parrot(at.server) as bot:

        @bot.tree.command()
        async def ask(interaction: discord.Interaction, question: str) -> None:
            await interaction.response.defer(thinking=True)
            view = discord.ui.LayoutView()
            view.add_item(discord.ui.TextDisplay(question))
            view.add_item(discord.ui.File("attachment://answer.md"))
            file = discord.File(io.BytesIO("답변".encode()), "answer.md", description="all of it")
            message = await interaction.edit_original_response(view=view, attachments=[file])
            assert message.attachments[0].size == len("답변".encode())

        reply = await (await at.asked()).reply()
        (file,) = reply.attachments
        assert (file.filename, file.text, file.description) == ("answer.md", "답변", "all of it")
        # Discord serves it, too, at the address that it names.
        told = await at.ask("GET", f"/channels/{at.channel.id}/messages/{reply.id}")
        async with at.session.get(told.body["attachments"][0]["url"]) as served:
            assert await served.text() == "답변"
        assert told.body["components"][1]["file"]["url"] == told.body["attachments"][0]["url"]
        assert not at.server.violations


@scene
async def test_an_edit_keeps_the_files_that_it_names() -> None:
    async with office() as at, parrot(at.server) as bot:
        channel = bot.get_channel(at.channel.id)
        assert isinstance(channel, discord.TextChannel)
        files = [discord.File(io.BytesIO(name.encode()), name) for name in ("a.txt", "b.txt")]
        sent = await channel.send("two files", files=files)
        await sent.edit(content="still two")
        (message,) = at.channel.messages.values()
        assert [each.filename for each in message.attachments] == ["a.txt", "b.txt"]
        await sent.edit(attachments=sent.attachments[1:])
        assert [each.filename for each in message.attachments] == ["b.txt"]


async def upload(url: str, token: str, data: bytes) -> int:
    """Posts a file; the status."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", "{}")
    form.add_field("files[0]", io.BytesIO(data), filename="big.bin", content_type="application/octet-stream")
    headers = {"Authorization": f"Bot {token}"}
    async with aiohttp.ClientSession() as session, session.post(url, data=form, headers=headers) as reply:
        return reply.status


@pytest.mark.parametrize(("size", "status"), [(MOST_BYTES, 200), (MOST_BYTES + 1, 413)])
def test_files_have_ten_mebibytes(size: int, status: int) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            url = f"{at.server.api_url}/channels/{at.channel.id}/messages"
            assert await upload(url, at.server.token, bytes(size)) == status

    play()


@scene
async def test_files_need_their_permission() -> None:
    async with office() as at:
        denied = overwrite(at.server.world.bot, deny=Permission.ATTACH_FILES)
        at.server.world.change_channel(at.channel, overwrites=[denied])
        url = f"{at.server.api_url}/channels/{at.channel.id}/messages"
        assert await upload(url, at.server.token, b"x") == 403


@scene
async def test_a_file_that_is_named_has_to_come() -> None:
    async with office() as at:
        refused = await at.post({"content": "x", "attachments": [{"id": 0, "filename": "a.txt"}]})
        assert refused.refusal == (400, 50035)
