"""What changes while an answer is under way holds for it: who may see it is asked right before it is shown.

Of the roles of single people the gateway tells a bot with the least intents nothing but with what they do;
here it tells nothing of the channel either, so that Discord itself has to be asked.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.models import Audience
from tests.bot.discord.network import CALLBACK, THREAD
from tests.bot.discord.office import SHARE, SOURCES, Office, words
from tests.bot.documents import SECRET, SECRET_WORDS

pytestmark = pytest.mark.slow

Change = Callable[[Office], None]
_WIDENED, _NARROWED = words("channel_widened"), words("asker_narrowed")
_SENTENCES = ("The figure of 77 million dollars for the lighthouse is a mistake.",) * 2


def open_it(office: Office) -> None:
    office.open(office.secret)


def let_all_rule(office: Office) -> None:
    office.env.backend.edit_role(office.guild.id, office.guild.id, {"permissions": 1 << 3})


def take_the_role(office: Office) -> None:
    office.take_role(office.kim)


def leave(office: Office) -> None:
    office.guild.remove_member(office.kim)


def unmap(office: Office) -> None:
    """An operator maps the role of the staff to what everybody may read."""
    settings = office.services.guild_settings
    settings.change(office.guild.id, lambda known: known.mapping(office.staff.id, Audience.PUBLIC))


def forbid_the_look_up(route: str) -> Change:
    """Lets Discord refuse to say how things are now."""
    return lambda office: office.env.inject_error("GET", route, status=403, code=50001, times=None)


def silently(office: Office, route: str, change: Change) -> None:
    """Lets the change happen while such a request is on its way; the gateway tells nothing from then on."""

    def happen() -> None:
        office.silence_gateway()
        change(office)

    office.network.meanwhile(route, happen)


async def shown_to_kim(office: Office, command: str, **options: object) -> tuple[str, list[str]]:
    """The end of what Kim is told by a command in the channel for all, and all that was ever shown."""
    asked = await office.slash(office.kim, office.general, command, **options)
    return office.shown(asked).text, office.versions(asked)


@pytest.mark.parametrize(
    "change", [open_it, let_all_rule, *map(forbid_the_look_up, ("/channels/*", "/guilds/*/roles/*"))]
)
@pytest.mark.parametrize("command", ["ask", "search"])
async def test_a_channel_that_was_opened_meanwhile_is_shown_nothing(
    office: Office, change: Change, command: str
) -> None:
    silently(office, CALLBACK, change)
    answer = await getattr(office, command)(office.kim, office.secret, SECRET)
    assert _WIDENED in answer.text
    assert not office.leaked(SECRET_WORDS)


async def test_nor_is_a_thread_in_it(office: Office) -> None:
    thread = office.thread(office.secret, "aside", office.kim)
    silently(office, CALLBACK, open_it)
    assert _WIDENED in (await office.ask(office.kim, thread, SECRET)).text
    assert not office.leaked(SECRET_WORDS)


@pytest.mark.parametrize("route", [THREAD, "GET */channels/*"])
async def test_nor_is_the_thread_that_a_mention_opens(office: Office, route: str) -> None:
    silently(office, route, open_it)
    told = await office.say(office.kim, office.secret, SECRET, mention=True)
    assert told is not None
    assert _WIDENED in told.text
    assert not office.leaked(SECRET_WORDS)


async def test_nor_is_an_answer_shared_with_it(office: Office) -> None:
    answer = await office.ask(office.kim, office.secret, SECRET, private=True)
    silently(office, CALLBACK, open_it)
    await office.press(office.kim, answer, SHARE)
    assert not office.leaked(SECRET_WORDS)


async def test_a_channel_that_is_opened_while_its_answer_is_told_to_be_shared(office: Office) -> None:
    answer = await office.ask(office.kim, office.secret, SECRET, private=True)
    silently(office, "PATCH */webhooks/*", open_it)  # that it is being shared
    pressed = await office.click(office.kim, answer, SHARE)
    assert _WIDENED in office.shown(pressed).text
    assert not [each for each in office.versions(pressed) if "Shared with" in each]
    assert not office.leaked(SECRET_WORDS)


async def test_a_channel_that_is_still_for_staff_is_shown_the_answer(office: Office) -> None:
    silently(office, CALLBACK, lambda _: None)
    answer = await office.ask(office.kim, office.secret, SECRET)
    assert SECRET_WORDS[0] in answer.text
    assert not answer.is_ephemeral


@pytest.mark.parametrize("change", [take_the_role, leave, forbid_the_look_up("/guilds/*/members/*")])
@pytest.mark.parametrize(("command", "option"), [("ask", "question"), ("search", "query")])
@pytest.mark.parametrize("private", [False, True])
async def test_who_loses_the_role_meanwhile_is_shown_nothing(
    office: Office, change: Change, command: str, option: str, private: bool
) -> None:
    silently(office, CALLBACK, change)
    told, versions = await shown_to_kim(office, command, private=private, **{option: SECRET})
    assert _NARROWED in told
    assert not [word for word in SECRET_WORDS for version in versions if word in version]
    assert not office.leaked(SECRET_WORDS)


async def test_nor_is_their_claim_checked_by_what_staff_may_read(office: Office) -> None:
    claim = await office.boss.send(office.general, "The lighthouse costs 78 million dollars.")
    silently(office, CALLBACK, take_the_role)
    told = await office.check(office.kim, office.general, claim)
    assert _NARROWED in told.text
    assert not [word for word in SECRET_WORDS if word in told.text]


async def test_nor_are_they_shown_the_exact_words_of_the_answer_that_they_got(office: Office) -> None:
    answer = await office.ask(office.kim, office.general, SECRET)
    silently(office, CALLBACK, take_the_role)
    assert "not kept any more" in (await office.press(office.kim, answer, SOURCES)).text


async def test_nor_the_titles_of_what_staff_may_read(office: Office) -> None:
    silently(office, CALLBACK, take_the_role)
    told, versions = await shown_to_kim(office, "documents")
    assert "The harbour agreement" in told
    assert not [word for word in SECRET_WORDS for version in versions if word in version]


@pytest.mark.parametrize(("command", "option"), [("ask", "question"), ("search", "query")])
async def test_a_mapping_that_is_removed_meanwhile_is_heeded_in_private_too(
    office: Office, command: str, option: str
) -> None:
    office.network.meanwhile(CALLBACK, lambda: unmap(office))
    told, versions = await shown_to_kim(office, command, private=True, **{option: SECRET})
    assert _NARROWED in told
    assert not [word for word in SECRET_WORDS for version in versions if word in version]


async def test_a_claim_is_checked_for_nobody_who_lost_the_mapping_meanwhile(office: Office) -> None:
    claim = await office.boss.send(office.general, "The lighthouse costs 77 million dollars.")
    office.script.after = lambda: unmap(office)
    assert _NARROWED in (await office.check(office.kim, office.general, claim)).text


@pytest.mark.parametrize(
    ("place", "change", "instead"), [("secret", open_it, _WIDENED), ("general", take_the_role, _NARROWED)]
)
async def test_no_sentence_of_a_model_is_shown_to_whom_it_is_not_for_any_more(
    office: Office, place: str, change: Change, instead: str
) -> None:
    office.script.sentences, office.script.between = _SENTENCES, lambda: office.pass_time_from_a_thread(3)
    office.script.hold()
    asking = office.begin(office.slash(office.kim, getattr(office, place), "ask", question=SECRET))
    await office.until(lambda: bool(office.script.begun))
    office.silence_gateway()
    change(office)
    office.script.let_go()
    asked = await asking
    assert instead in office.shown(asked).text
    assert not [word for word in SECRET_WORDS for each in office.versions(asked) if word in each]
    assert not office.leaked(SECRET_WORDS)


@pytest.mark.parametrize("place", ["secret", "general"])
async def test_to_staff_they_are_shown_as_they_come(office: Office, place: str) -> None:
    office.script.sentences, office.script.between = _SENTENCES, lambda: office.pass_time_from_a_thread(3)
    asked = await office.slash(office.kim, getattr(office, place), "ask", question=SECRET)
    assert len([each for each in office.versions(asked) if _SENTENCES[0].rstrip(".") in each]) > 1
    assert office.shown(asked).is_ephemeral is (place == "general")


async def test_many_of_the_staff_at_once_are_each_shown_their_answer(office: Office) -> None:
    staff = [office.join(f"Staff {number}", office.staff) for number in range(12)]
    asking = [office.begin(office.ask(each, office.general, SECRET)) for each in staff]
    assert all([SECRET_WORDS[0] in (await each).text for each in asking])
    assert not office.leaked(SECRET_WORDS)
