from tests.ingest.parsers.makers import blocks, only


def test_paragraphs_part_at_empty_lines_and_their_lines_are_joined() -> None:
    assert blocks("One line\nand the next.\n\n \nTwo.\n", ".txt") == [
        ("paragraph", 0, "One line and the next."),
        ("paragraph", 0, "Two."),
    ]


def test_bullets_and_numbers_are_items_with_their_further_lines() -> None:
    text = "The areas:\n- safety,\n  in public\n- talent\n\n1. first\n2. second\n"
    assert blocks(text, ".txt") == [
        ("paragraph", 0, "The areas:"),
        ("item", 1, "safety, in public"),
        ("item", 1, "talent"),
        ("item", 1, "first"),
        ("item", 1, "second"),
    ]


def test_indented_and_differently_marked_items_nest() -> None:
    assert blocks("- a\n  - b\n- c\n", ".txt") == [("item", 1, "a"), ("item", 2, "b"), ("item", 1, "c")]
    assert blocks("□ 가\n○ 나\n- 다\n○ 라\n", ".txt") == [
        ("item", 1, "가"),
        ("item", 2, "나"),
        ("item", 3, "다"),
        ("item", 2, "라"),
    ]


def test_a_number_that_no_one_led_up_to_opens_no_item() -> None:
    assert blocks("The summit was held on\n2. March in Singapore.\n", ".txt") == [
        ("paragraph", 0, "The summit was held on 2. March in Singapore.")
    ]


def test_a_text_file_may_have_front_matter() -> None:
    assert only("---\naudience: staff\n---\nLine to take.\n", ".txt").declared == {"audience": "staff"}


def test_korean_text_in_cp949_is_read() -> None:
    assert (
        blocks("공동 연구 규모는 500억 원이다.".encode("cp949"), ".txt")[0][2]
        == "공동 연구 규모는 500억 원이다."
    )


def test_a_paragraph_of_many_lines_takes_no_quadratic_time() -> None:
    assert len(blocks("word\n" * 200_000, ".txt")[0][2]) == 200_000 * 5 - 1
