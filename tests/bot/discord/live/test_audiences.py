"""What stands in a staff document alone reaches nobody else, by whichever command they ask.

Each of these asks for what only the staff's document answers.
"""

from __future__ import annotations

from bot.discord.requesters import conversation
from bot.models import Audience
from eval.loopback_discord.messages.message import Message
from tests.bot.discord.live.documents import SECRET, SECRET_WORDS
from tests.bot.discord.live.scene import Scene, Stage, leaked

_DOCUMENT, _TITLE = "line.md", "Line to take on the lighthouse"


def _tells(message: Message) -> bool:
    return SECRET_WORDS[0] in message.text


def test_staff_are_answered_among_themselves(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.kim, scene.office.secret, SECRET)
        assert _tells(answer)
        assert not answer.is_ephemeral

    stage(play)


def test_staff_are_answered_alone_where_others_look_on(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.kim, scene.office.general, SECRET)
        assert _tells(answer)
        assert answer.ephemeral_to is scene.office.kim.user
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_others_are_answered_nowhere(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        direct = scene.server.world.add_dm(office.kim.user)
        for who, where, private in (
            (office.lee, office.general, False),
            (office.lee, office.general, True),
            (office.kim, direct, False),  # roles are a server's: outside of it everybody is the public
        ):
            answer = await scene.asks(who, where, SECRET, private=private)
            assert not _tells(answer), (who.user.name, where.name)
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_a_channel_of_the_staff_that_everybody_can_view_is_no_longer_one(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, world = scene.office, scene.server.world
        world.change_channel(office.secret, overwrites=())
        answer = await scene.asks(office.kim, office.secret, SECRET)
        assert answer.ephemeral_to is office.kim.user
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_who_loses_the_role_is_neither_answered_nor_reminded(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        assert _tells(await scene.asks(office.kim, office.general, SECRET))
        scene.server.world.change_member(office.kim, roles=[])
        assert not _tells(await scene.asks(office.kim, office.general, SECRET))
        whose = conversation(office.kim.id, office.general.id)
        known = scene.services.storage.conversations.turns(whose, Audience.PUBLIC)
        assert not any(word in turn.answer for turn in known for word in SECRET_WORDS)
        assert not _tells(await scene.asks(office.kim, office.general, "And what is wrong with it?"))

    stage(play)


def test_the_list_of_documents_shows_a_title_to_those_who_may_read_it(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        direct = server.world.add_dm(office.kim.user)
        for who, where, sees in (
            (office.kim, office.general, True),
            (office.lee, office.general, False),
            (office.kim, direct, False),
        ):
            choices = await server.autocomplete(who, where, "ask", "document", "line")
            assert [choice.value for choice in choices] == [_DOCUMENT] * sees
            listed = await scene.ended(await server.slash(who, where, "documents"))
            assert listed.is_ephemeral
            pages = listed.text
            while any(button.is_called("More") for button in listed.buttons):
                listed = await scene.turned(listed, "More", who)
                pages += listed.text
            assert (_TITLE in pages) is sees

    stage(play)


def test_a_staff_document_is_refused_as_one_that_is_not_there(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        for named in (_DOCUMENT, _TITLE):
            refused = await scene.asks(office.lee, office.general, SECRET, document=named)
            unknown = await scene.asks(office.lee, office.general, SECRET, document="x" * len(named))
            # But for the answers' ids and the name itself both are refused in the same words.
            assert _words(refused, named) == _words(unknown, "x" * len(named))

    stage(play)


def test_a_search_finds_it_for_staff_alone(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        own = await scene.ended(await server.slash(office.kim, office.general, "search", query=SECRET))
        assert _tells(own)
        assert own.is_ephemeral
        others = await scene.ended(await server.slash(office.lee, office.general, "search", query=SECRET))
        assert not _tells(others)
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def _words(message: Message, named: str) -> list[str]:
    """The words of a refusal without what differs from one to the next: the name, and the answer's id."""
    lines = message.text.replace(named, "…").split("\n")
    return [line for line in lines if "concord" not in line.casefold() and "-#" not in line]
