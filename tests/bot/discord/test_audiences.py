"""What stands in a staff document alone reaches nobody else, by whichever path they ask for it.

Each of these asks for what only the staff's document answers. A channel is the staff's while an operator has
named it and everybody cannot view it.
"""

from __future__ import annotations

import pytest

from tests.bot.discord.office import Office, Shown, words
from tests.bot.documents import FERRY, FORCE, SECRET, SECRET_WORDS

pytestmark = pytest.mark.slow

_DOCUMENT, _TITLE = "line.md", "Line to take on the lighthouse"
_CLAIM = "The figure of 77 million dollars for the lighthouse is a mistake."


def tells(shown: Shown | None) -> bool:
    """Whether an answer, which there has to be, says what only staff may read."""
    assert shown is not None, "the bot stayed silent"
    return SECRET_WORDS[0] in shown.text


async def test_staff_are_answered_among_themselves(office: Office) -> None:
    answer = await office.ask(office.kim, office.secret, SECRET)
    assert tells(answer)
    assert not answer.is_ephemeral
    assert not office.leaked(SECRET_WORDS, but=office.secret)


@pytest.mark.parametrize("ask", [Office.ask, Office.search])
async def test_staff_are_answered_alone_where_others_look_on(office: Office, ask: object) -> None:
    answer = await ask(office, office.kim, office.general, SECRET)  # type: ignore[operator]
    assert tells(answer)
    assert answer.is_ephemeral
    assert not office.leaked(SECRET_WORDS)


@pytest.mark.parametrize("ask", [Office.ask, Office.search])
async def test_others_are_answered_nowhere(office: Office, ask: object) -> None:
    for who, where, private in (
        (office.lee, office.general, None),
        (office.lee, office.general, True),
        (office.kim, None, None),  # roles are a server's: outside of it everybody is the public
    ):
        assert not tells(await ask(office, who, where, SECRET, private=private))  # type: ignore[operator]
    assert not office.leaked(SECRET_WORDS)


async def test_a_closed_channel_that_no_operator_named_is_public(office: Office) -> None:
    meeting = office.guild.create_text_channel("meeting")
    office.close(meeting)
    assert (await office.ask(office.kim, meeting, SECRET)).is_ephemeral
    assert not tells(await office.say(office.kim, meeting, SECRET, mention=True))
    assert not office.leaked(SECRET_WORDS)


async def test_a_named_channel_that_everybody_can_view_is_public(office: Office) -> None:
    office.open(office.secret)
    assert (await office.ask(office.kim, office.secret, SECRET)).is_ephemeral
    assert not tells(await office.say(office.kim, office.secret, SECRET, mention=True))
    assert not office.leaked(SECRET_WORDS)


async def test_a_channel_whose_name_is_taken_back_is_public(office: Office) -> None:
    office.take_in(office.operator)
    await office.admin("channels public", channel=office.secret)
    assert (await office.ask(office.kim, office.secret, SECRET)).is_ephemeral
    assert not office.leaked(SECRET_WORDS)


async def test_where_the_bot_itself_may_not_look_staff_are_answered_alone(office: Office) -> None:
    office.close(office.secret, with_bot=False)
    answer = await office.ask(office.kim, office.secret, SECRET)
    assert answer.is_ephemeral
    assert tells(answer)


async def test_who_loses_the_role_is_neither_answered_nor_reminded(office: Office) -> None:
    assert tells(await office.ask(office.kim, office.general, SECRET))
    office.take_role(office.kim)
    assert not tells(await office.ask(office.kim, office.general, SECRET))
    assert not tells(await office.ask(office.kim, office.general, "And what is wrong with it?"))


async def test_the_list_of_documents_shows_a_title_to_those_who_may_read_it(office: Office) -> None:
    for who, sees in ((office.kim, True), (office.lee, False)):
        choices = await who.autocomplete(office.general, "ask", "document", "line")
        assert [choice["value"] for choice in choices] == [_DOCUMENT] * sees
        listed = await office.command(who, office.general, "documents")
        assert listed.is_ephemeral
        assert (_TITLE in listed.text) is sees
    assert await office.kim.user.autocomplete("ask", "document", "line") == []
    assert _TITLE not in (await office.command(office.kim, None, "documents")).text
    assert not office.leaked([_TITLE])


async def test_a_staff_document_is_refused_as_one_that_is_not_there(office: Office) -> None:
    for named in (_DOCUMENT, _TITLE):
        unknown = "x" * len(named)
        refusals = [
            (await office.ask(office.lee, office.general, SECRET, document=each)).text.replace(each, "…")
            for each in (named, unknown)
        ]
        # But for the answers' ids and the name itself both are refused in the same words.
        first, second = (
            [line for line in each.split("\n") if "-#" not in line and "concord" not in line.casefold()]
            for each in refusals
        )
        assert first == second


async def test_a_mention_is_answered_with_what_the_channel_may_see(office: Office) -> None:
    told = await office.say(office.kim, office.general, SECRET, mention=True)
    assert not tells(told)
    assert told is not None
    assert words("more_privately") in told.text
    assert tells(await office.say(office.kim, office.secret, SECRET, mention=True))
    assert not office.leaked(SECRET_WORDS, but=office.secret)


@pytest.mark.bot(message_content=True)
async def test_a_thread_shows_no_more_than_its_channel(office: Office) -> None:
    for channel, shows in ((office.general, False), (office.secret, True)):
        await office.say(office.kim, channel, FORCE, mention=True)
        (thread,) = channel.threads
        assert tells(await office.say(office.kim, thread, SECRET)) is shows
        assert (await office.ask(office.kim, thread, SECRET)).is_ephemeral is not shows
    assert not office.leaked(SECRET_WORDS, but=office.secret)


@pytest.mark.bot(message_content=True)
async def test_a_reply_shows_no_more_than_its_channel(office: Office) -> None:
    public = await office.ask(office.lee, office.general, FERRY)
    assert not tells(await office.say(office.kim, office.general, SECRET, reply_to=public))
    assert not office.leaked(SECRET_WORDS)


@pytest.mark.bot(message_content=True)
async def test_a_forum_post_shows_no_more_than_the_forum(office: Office) -> None:
    open_to_all, of_staff = office.forum("all"), office.forum("ours")
    for forum in (open_to_all, of_staff):
        await office.admin("forums add", forum=forum)
    await office.admin("channels staff", channel=of_staff)
    office.close(of_staff)
    for forum, shows in ((open_to_all, False), (of_staff, True)):
        assert tells((await office.post(office.kim, forum, "The lighthouse", SECRET))[1]) is shows
    assert not office.leaked(SECRET_WORDS, but=of_staff)


async def test_direct_messages_are_public(office: Office) -> None:
    assert not tells(await office.say(office.kim, None, SECRET))


async def test_who_is_not_of_the_staff_is_not_answered_as_if_among_them(office: Office) -> None:
    office.take_in(office.lee)
    assert not tells(await office.say(office.lee, office.secret, SECRET, mention=True))
    assert not tells(await office.ask(office.lee, office.secret, SECRET))


@pytest.mark.parametrize("claim", [_CLAIM, _CLAIM.replace("77", "78"), _CLAIM.replace("is a", "is no")])
async def test_a_staff_document_supports_and_contradicts_nothing_for_others(
    office: Office, claim: str
) -> None:
    said = await office.boss.send(office.general, claim)
    told = await office.check(office.lee, office.general, said)
    assert "neither bear this out nor contradict it" in told.text
    assert not [word for word in SECRET_WORDS if word in told.text and word not in claim]


async def test_staff_are_told_alone_what_their_document_says_of_a_claim(office: Office) -> None:
    said = await office.boss.send(office.general, _CLAIM)
    told = await office.check(office.kim, office.general, said)
    assert "The documents bear this out." in told.text
    assert "Line to take" in told.text
    assert not office.leaked(["Line to take"])


async def test_a_role_that_is_deleted_maps_to_nothing(office: Office) -> None:
    office.env.backend.delete_role(office.guild.id, office.staff.id)
    await office.env.settle()
    assert not tells(await office.ask(office.kim, office.general, SECRET))


async def test_a_bot_that_was_removed_and_comes_back_knows_no_staff(office: Office) -> None:
    guild = office.env.backend.get_guild(office.guild.id)
    office.env.backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    await office.env.settle()
    office.come_back()
    await office.env.settle()
    assert not tells(await office.ask(office.kim, office.general, SECRET))


async def test_nothing_for_staff_is_shown_while_a_server_is_unavailable(office: Office) -> None:
    """After an outage the gateway has told nothing yet of the channel's permissions."""
    office.env.bot.get_guild(office.guild.id).unavailable = True  # type: ignore[union-attr]
    assert not tells(await office.ask(office.kim, office.secret, SECRET))
