import datetime as dt

import pytest

from ingest.errors import DocumentError
from ingest.parsers.frontmatter import split


def test_front_matter_is_parted_from_the_text() -> None:
    declared, body = split("---\ntitle: Pact\ndate: 2026-03-02\n---\n# Pact\n")
    assert declared == {"title": "Pact", "date": dt.date(2026, 3, 2)}
    assert body.strip() == "# Pact"


def test_empty_lines_before_it_do_not_hide_it() -> None:
    assert split("\n\n---\naudience: staff\n---\nx")[0] == {"audience": "staff"}


def test_a_text_without_it_is_left_as_it_is() -> None:
    assert split("# Pact\n\n---\n\nMore\n") == ({}, "# Pact\n\n---\n\nMore\n")


def test_a_rule_at_the_very_beginning_is_no_front_matter() -> None:
    assert split("---\n\nSome text.\n") == ({}, "---\n\nSome text.\n")


@pytest.mark.parametrize(
    "source",
    [
        "title: [unclosed",
        "date: 2026-13-45",
        "a: b: c",
        "title: !!python/object:os.system x",
        "[" * 5_000,
        "x: " + "{a: " * 3_000,
        "\tkey: value",
        "? [a]\n: b\n- c",
    ],
)
def test_what_is_no_yaml_is_refused_with_the_form(source: str) -> None:
    with pytest.raises(DocumentError, match="not valid YAML; write `key: value`"):
        split(f"---\n{source}\n---\ntext")


def test_yaml_that_is_no_list_of_keys_is_refused() -> None:
    with pytest.raises(DocumentError, match="no list of keys"):
        split("---\njust words\n---\ntext")


def test_front_matter_that_is_not_closed_is_refused_and_not_published() -> None:
    with pytest.raises(DocumentError, match="not closed"):
        split("---\naudience: staff\n\nSecret line.\n")


def test_an_audience_outside_front_matter_is_refused() -> None:
    with pytest.raises(DocumentError, match="outside front matter"):
        split("title: Note\nAudience: staff\n\nSecret line.\n")


def test_a_sentence_about_an_audience_is_just_text() -> None:
    text = "Audience: everybody who was at the summit.\n"
    assert split(text) == ({}, text)


def test_a_key_declared_twice_is_refused() -> None:
    with pytest.raises(DocumentError, match="declares `audience` twice"):
        split("---\naudience: staff\naudience: public\n---\nx")


def test_a_value_that_cannot_be_is_refused() -> None:
    with pytest.raises(DocumentError, match="did you mean `audience`"):
        split("---\naudiance: staff\n---\nx")


def test_a_bomb_of_aliases_does_no_harm() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    assert split(f"---\nl0: &l0 x\n{levels}\ntitle: T\n---\nx")[0] == {"title": "T"}
