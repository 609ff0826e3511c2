"""What stands in a staff document alone is written into no place where others read, however it is asked."""

from __future__ import annotations

from bot.discord.i18n import t
from bot.models import Language
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.model import Channel
from eval.loopback_discord.world.places import only_for
from tests.bot.discord.live.documents import FERRY, FORCE, SECRET, SECRET_WORDS
from tests.bot.discord.live.scene import Scene, Stage, leaked

_ALONE = t("more_privately", Language.ENGLISH)


def _tells(message: Message) -> bool:
    return SECRET_WORDS[0] in message.text


async def _mention(scene: Scene, channel: Channel, text: str = SECRET) -> Message:
    bot = scene.server.world.bot
    return await scene.told(await scene.server.say(scene.office.kim, channel, text, mentions=[bot]))


def test_a_mention_is_answered_with_what_the_channel_may_see(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        told = await _mention(scene, scene.office.general)
        assert not _tells(told)
        assert _ALONE in told.text
        assert _tells(await _mention(scene, scene.office.secret))
        assert not leaked(scene, SECRET_WORDS, but=scene.office.secret)

    stage(play)


def test_a_thread_shows_no_more_than_its_channel(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        for channel, tells in ((scene.office.general, False), (scene.office.secret, True)):
            thread = (await _mention(scene, channel, FORCE)).channel
            assert thread.parent is channel
            told = await scene.told(await scene.server.say(scene.office.kim, thread, SECRET))
            assert _tells(told) is tells
        assert not leaked(scene, SECRET_WORDS, but=scene.office.secret)

    stage(play, message_content=True)


def test_a_reply_shows_no_more_than_its_channel(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        public = await scene.asks(scene.office.lee, scene.office.general, FERRY)
        asked = await scene.server.say(scene.office.kim, scene.office.general, SECRET, reply_to=public)
        told = await scene.told(asked)
        assert told.reply_to is asked
        assert not _tells(told)

    stage(play)


def test_a_forum_post_shows_no_more_than_the_forum(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        world, office = scene.server.world, scene.office
        open_to_all = world.add_forum(office.guild, "all")
        of_staff = world.add_forum(office.guild, "ours", overwrites=only_for(office.guild, office.staff))
        scene.change(
            lambda known: (
                known.with_forum(open_to_all.id).with_forum(of_staff.id).with_staff_channel(of_staff.id)
            )
        )
        for forum, tells in ((open_to_all, False), (of_staff, True)):
            post = await scene.server.post(office.kim, forum, "The lighthouse", SECRET)
            assert post.starter is not None
            assert _tells(await scene.told(post.starter)) is tells

    stage(play, message_content=True)


def test_direct_messages_are_public(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        direct = scene.server.world.add_dm(scene.office.kim.user)
        assert not _tells(await scene.told(await scene.server.say(scene.office.kim, direct, SECRET)))

    stage(play)


def test_who_is_not_of_the_staff_is_not_answered_as_if_among_them(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        # By a permission of the whole server Lee sees every channel, the staff's too.
        office, world = scene.office, scene.server.world
        admin = world.add_role(office.guild, "caretaker", permissions=1 << 3)
        world.change_member(office.lee, roles=[admin])
        bot = scene.server.world.bot
        asked = await scene.server.say(office.lee, office.secret, SECRET, mentions=[bot])
        assert not _tells(await scene.told(asked))

    stage(play)
