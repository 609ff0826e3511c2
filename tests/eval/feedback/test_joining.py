"""A case joins the end of a suite whose comments, order and line ends stay as they are."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.models import Audience
from eval.datasets.case import Case
from eval.datasets.suite import read_suite
from eval.errors import FixTheSuite
from eval.feedback.joining import join, suite_for

FIRST = "- id: first   # the oldest\n  language: en\n  question: Which?\n  must: [x]   # as the treaty says\n"


def case(identifier: str = "fund", **values: object) -> Case:
    usual = {"id": identifier, "language": "en", "question": "How much?", "must": [{"value": "2027"}]}
    return Case.model_validate({**usual, **values})


def cases(path: Path) -> list[str]:
    return [each.id for each in read_suite(path).cases]


@pytest.mark.parametrize("name", ["new/regressions.yaml", "regressions.yml", "regressions.jsonl"])
def test_the_first_case_makes_the_file(tmp_path: Path, name: str) -> None:
    join(tmp_path / name, case())
    join(tmp_path / name, case("other"))
    assert read_suite(tmp_path / name).cases == (case(), case("other"))


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("# ours\n" + FIRST + "\n# the end\n", ""),
        ("# ours\r\n" + FIRST.replace("\n", "\r\n"), ""),
        (FIRST.rstrip("\n"), ""),
        ("\ufeff" + FIRST, ""),
        ("cases:\n  - {id: first, language: en, question: Which one, must: [x]}\n", ""),
        (
            "defaults: {audience: staff, tags: [t]}\ncases:\n" + FIRST,
            "# of the file\ndescription: >-\n  Two\n  lines.\n",
        ),
    ],
)
def test_what_stood_there_stays_to_the_byte(tmp_path: Path, before: str, behind: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes((before + behind).encode())
    join(path, case())
    after = path.read_bytes().decode()
    assert after.startswith(before)
    assert after.endswith(behind)
    assert cases(path) == ["first", "fund"]
    assert read_suite(path).cases[1].audience is Audience.PUBLIC
    assert ("\n" in after.replace("\r\n", "")) == ("\r\n" not in before)


@pytest.mark.parametrize(
    "text",
    [
        "cases: [{id: first, language: en, question: Which one, must: [x]}]\n",
        FIRST + "...\n",
        "defaults: {unanswerable: hostile}\ncases:\n- {id: first, language: en, question: Which one}\n",
    ],
)
def test_where_it_cannot_go_it_is_shown_to_be_added_by_hand(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text)
    with pytest.raises(FixTheSuite, match="add this one by hand:\n- id: fund"):
        join(path, case())
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_to_join_twice_is_to_join_once(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    join(path, case())
    join(path, case())
    assert cases(path) == ["fund"]


def test_another_case_of_the_same_id_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    join(path, case())
    with pytest.raises(FixTheSuite, match=r"s\.yaml has another case 'fund'; give this one another id"):
        join(path, case(question="How little?"))


def test_a_suite_that_is_wrong_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("- id: first\n")
    with pytest.raises(FixTheSuite, match="line 1"):
        join(path, case())
    assert path.read_text() == "- id: first\n"


def test_what_is_staffs_goes_into_a_file_that_says_so(tmp_path: Path) -> None:
    path = suite_for(tmp_path / "s.yaml", Audience.STAFF, Audience.PUBLIC)
    join(path, case(audience="staff"))
    assert path.name == "s-staff.yaml"
    assert "FOR STAFF ONLY" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert suite_for(path, Audience.STAFF) == path
    assert suite_for(tmp_path / "s.yaml", Audience.PUBLIC) == tmp_path / "s.yaml"


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "s.yaml"
    real.write_text(FIRST)
    real.chmod(0o664)
    link.symlink_to(real)
    join(link, case())
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o664
    assert cases(real) == ["first", "fund"]


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(FixTheSuite, match=r"name it s\.yaml or \.jsonl"):
        join(tmp_path / "s.txt", case())
    (tmp_path / "file").write_text("")
    with pytest.raises(FixTheSuite, match="cannot be written"):
        join(tmp_path / "file" / "s.yaml", case())


def test_a_stop_in_the_middle_leaves_the_old_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(FIRST)

    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", stopped)
        with pytest.raises(KeyboardInterrupt):
            join(path, case())
    assert path.read_text() == FIRST
    join(path, case())
    assert cases(path) == ["first", "fund"]
