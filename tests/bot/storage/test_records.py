"""Records are kept under short ids and found by those who may see them."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update

from bot.models import Audience, Requester
from bot.storage.records import new_id
from bot.storage.tables import records
from ingest.errors import DocumentError, UnavailableError
from tests.bot.storage.conftest import Open
from tests.bot.storage.samples import record

pytestmark = pytest.mark.slow

KIM, LEE = Requester("terminal", "here", "Kim"), Requester("terminal", "here", "Lee")
PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF


def test_a_record_is_found_under_the_id_that_its_reply_carries(opened: Open) -> None:
    kept = opened().records.add(record())
    assert kept.named("") == record()
    assert kept.id == kept.reply.id != ""
    typed = f" {kept.id[:4].upper()}-{kept.id[4:]}"
    assert opened().records.find(typed, PUBLIC) == kept


@pytest.mark.parametrize("identifier", ["0a1b2c3d", "", "' OR 1=1 --", "%"])
def test_an_id_that_was_never_given_finds_nothing(opened: Open, identifier: str) -> None:
    opened().records.add(record())
    assert opened().records.find(identifier, STAFF) is None


def test_what_staff_asked_is_for_staff(opened: Open) -> None:
    store = opened().records
    secret, public = store.add(record(audience=STAFF)), store.add(record())
    assert store.find(secret.id, PUBLIC) is None
    assert store.find(secret.id, STAFF) == secret
    assert store.find(public.id, STAFF) == public
    assert list(store.all(PUBLIC)) == [public]
    assert list(store.all(STAFF)) == [secret, public]


def test_all_are_listed_in_their_order_over_more_than_one_page(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.records._PAGE", 3)
    store = opened().records
    kept = [store.add(record(question=f"{number}?")) for number in range(7)]
    assert list(opened().records.all(PUBLIC)) == kept


def in_turn(*numbers: int) -> Callable[[int], bytes]:
    """Randomness that is the secret first, and then these numbers."""
    left = [0, *numbers]
    return lambda count: left.pop(0).to_bytes(count, "big")


def test_an_id_that_is_taken_is_tried_anew(opened: Open) -> None:
    store = opened(randomness=in_turn(7, 7, 7, 8)).records
    assert [store.add(record()).id for _ in range(2)] == ["00000007", "00000008"]


def test_randomness_that_is_none_ends_with_a_sentence(opened: Open) -> None:
    store = opened(randomness=bytes).records
    assert store.add(record()).id == new_id(bytes)
    with pytest.raises(UnavailableError, match="No free id"):
        store.add(record())


def test_a_damaged_record_is_named_and_costs_none_of_the_others(opened: Open) -> None:
    storage = opened()
    damaged, cut, kept = (storage.records.add(record()) for _ in range(3))
    for identifier, body in ((damaged.id, b"no"), (cut.id, b"x\x9c\x01\x02\x00\xfd\xff{}")):
        spoil = update(records).where(records.c.id == identifier).values(body=body)
        storage.database.write(lambda connection, spoil=spoil: connection.execute(spoil))  # type: ignore[misc]
        with pytest.raises(DocumentError, match="damaged"):
            storage.records.find(identifier, STAFF)
    assert list(storage.records.all(STAFF)) == [kept]


def test_whose_a_record_is_can_be_told_and_a_key_gives_no_name_away(opened: Open) -> None:
    store = opened().records
    of_kim = store.add(record(requester=store.key_of(KIM)))
    assert "Kim" not in of_kim.requester
    assert store.is_of(of_kim, KIM)
    assert not store.is_of(of_kim, LEE)
    assert opened().records.key_of(KIM) == store.key_of(KIM)


def documents(*public: str) -> Any:
    """What is indexed: these for the public, and `line.md` for staff."""
    return lambda audience: [
        SimpleNamespace(id=name) for name in (*public, *(["line.md"] if audience is STAFF else []))
    ]


def test_a_record_is_shown_while_its_reader_may_read_every_document_of_it(opened: Open) -> None:
    store = opened().records
    kept, for_staff, bare = (
        store.add(record()),
        store.add(record(audience=STAFF)),
        store.add(record(passages=())),
    )
    both, one = documents("harbour.md", "ferry.md"), documents("harbour.md")
    assert store.find_readable(kept.id, PUBLIC, both) == kept
    assert store.find_readable(kept.id, PUBLIC, one) is None
    assert store.find_readable(kept.id, STAFF, one) == kept
    assert store.find_readable(for_staff.id, PUBLIC, both) is None
    assert store.find_readable(for_staff.id, STAFF, both) == for_staff
    assert store.find_readable(bare.id, PUBLIC, documents()) == bare
