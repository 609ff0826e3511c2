from ingest.parsers.language import detect


def test_three_hangul_letters_in_ten_make_a_text_korean() -> None:
    assert detect(["가나다", "abcdefg"]) == "ko"  # 3 of 10


def test_two_hangul_letters_in_ten_do_not() -> None:
    assert detect(["가나", "abcdefgh"]) == "en"  # 2 of 10


def test_digits_and_marks_do_not_count() -> None:
    assert detect(["2026. 3. 2. 가 ab 123456789"]) == "ko"  # 1 of 3


def test_a_text_without_letters_is_english() -> None:
    assert detect(["123"]) == "en"
    assert detect([]) == "en"
