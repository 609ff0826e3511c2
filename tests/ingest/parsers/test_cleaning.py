import sys
import unicodedata

from ingest.parsers.cleaning import clean, one_line, tidy_lines


def test_every_control_format_and_surrogate_character_but_the_line_feed_goes() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\n\t\r\x0b\x0c\x85":
            assert clean(f"a{character}b") == "ab", hex(code)


def test_letters_digits_and_marks_stay() -> None:
    assert clean("가나 ABC 123 ₩€% “quoted” – é") == "가나 ABC 123 ₩€% “quoted” – é"


def test_decomposed_hangul_is_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "싱가포르")) == "싱가포르"


def test_words_hidden_as_tag_characters_vanish() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore")
    assert clean(f"signed{hidden}.") == "signed."


def test_hangul_fillers_and_bidirectional_overrides_vanish() -> None:
    assert clean("a\u3164\u202eb\u2066\u115f") == "ab"


def test_every_line_end_is_a_line_feed() -> None:
    assert clean("a\r\nb\rc\u2028d\x0ce") == "a\nb\nc\nd\ne"


def test_one_line_folds_all_white_space() -> None:
    assert one_line(" a\u00a0 \n\tb\u3000c ") == "a b c"


def test_tidy_lines_keeps_lines_and_drops_empty_ones() -> None:
    assert tidy_lines("  a  b \n\n \n c\t") == "a b\nc"
