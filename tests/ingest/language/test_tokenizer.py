"""What keyword search compares: words, pairs and syllables of English, Korean and mixed text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

from ingest.language.korean import Korean, Part
from ingest.language.tokenizer import MINOR, Tokenizer, has_hangul

pytestmark = pytest.mark.slow


class NoKorean:
    """A morphology that must not be asked."""

    identity = "none"

    def parts(self, texts: Sequence[str]) -> list[list[Part]]:
        raise AssertionError(f"Korean was asked for {texts}")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(Korean(threads=1))


@pytest.fixture
def english() -> Tokenizer:
    return Tokenizer(NoKorean())


def test_english_words_meet_in_their_stem(english: Tokenizer) -> None:
    assert english.tokenize("investing") == english.tokenize("investments")[:1] == ["invest"]


def test_function_words_are_left_out_but_their_capitals_are_names(english: Tokenizer) -> None:
    assert english.tokenize("Who leads it?") == ["lead"]
    assert english.tokenize("The WHO and IT") == ["who", "it"]


def test_in_a_text_of_capitals_only_capitals_tell_nothing(english: Tokenizer) -> None:
    assert english.tokenize("WHO IS THE MINISTER") == ["minist"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1,234 GPUs", ["1234", "gpu"]),
        ("10^26", ["10^26"]),
        ("S$1 billion", ["s$1", "1", "billion"]),
        ("US$ 1,500", ["us$1500", "1500"]),
        ("A2Z", ["a2z"]),
        ("5G", ["5g"]),
        ("2.5Pflops", ["2.5", "pflop"]),
        ("NAIS 2.0", ["nai", "2.0"]),
        ("AI's", ["ai"]),
        ("U.S.", ["us"]),
        ("Rényi", ["renyi"]),
        ("ＡＩ １２", ["ai", "12"]),
    ],
)
def test_numbers_sums_and_names_keep_their_sense(english: Tokenizer, written: str, words: list[str]) -> None:
    assert english.tokenize(written) == words


def test_text_without_words_has_no_terms(english: Tokenizer) -> None:
    assert english.terms_all(["", " \n", "?!…"]) == [[], [], []]
    assert english.terms_all([]) == []


def test_neighbouring_words_make_marked_pairs_with_function_words_among_them(english: Tokenizer) -> None:
    assert english.terms("how many chips") == ["mani", "chip", f"{MINOR}how mani", f"{MINOR}mani chip"]


def test_korean_particles_come_off_and_question_words_are_left_out(tokenizer: Tokenizer) -> None:
    assert tokenizer.tokenize("싱가포르에서는 누구와 연구를 하나요?") == ["싱가포르", "연구"]


@pytest.mark.parametrize("name", ["래블업", "소버린", "업스테이지", "퓨리오사", "에이투지"])
@pytest.mark.parametrize("particle", ["은", "이", "과의", "에서는", "AI와"])
def test_a_bare_korean_name_shares_terms_with_the_name_under_a_particle(
    tokenizer: Tokenizer, name: str, particle: str
) -> None:
    syllables = {MINOR + name[i : i + 2] for i in range(len(name) - 1)}
    assert syllables <= set(tokenizer.terms(name))
    assert syllables <= set(tokenizer.terms(f"{name}{particle} 협약을 맺었다"))


def test_mixed_text_keeps_its_order(tokenizer: Tokenizer) -> None:
    words = tokenizer.tokenize("2026년 3월 KAIST와 AI Singapore가 1,000억 원을")
    assert words == ["2026", "년", "3", "월", "kaist", "ai", "singapor", "1000", "억", "원"]


def test_many_texts_give_what_each_gives_alone(tokenizer: Tokenizer) -> None:
    texts = ["정부는 연구를 지원한다.", "Plain English.", "", "GPU 5만 장을 산다."]
    assert tokenizer.terms_all(texts) == [tokenizer.terms(text) for text in texts]


def test_decomposed_hangul_is_the_same_as_composed(tokenizer: Tokenizer) -> None:
    # "한국" in conjoining letters, as macOS writes file names
    assert tokenizer.terms("\u1112\u1161\u11ab\u1100\u116e\u11a8") == tokenizer.terms("한국")


@pytest.mark.parametrize(
    "made", ["Tokenizer().terms('Who leads AI policy?')", "Tokenizer().without_korean().terms('한국')"]
)
def test_where_no_korean_is_asked_for_its_morphology_is_not_even_imported(made: str) -> None:
    start, end = (
        "import sys; from ingest.language.tokenizer import Tokenizer",
        "sys.exit('kiwipiepy' in sys.modules)",
    )
    code = f"{start}; {made}; {end}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_korean_all_but_the_korean_words_are_the_same(tokenizer: Tokenizer) -> None:
    mixed = "한국과 싱가포르는 AI 협력에 S$1,000만을 2026년 3월 2일까지 투자합니다 (MOU, NAIS 2.0)."
    others = [word for word in tokenizer.tokenize(mixed) if not has_hangul(word)]
    assert tokenizer.without_korean().tokenize(mixed) == others


def test_hangul_is_seen_in_composed_and_in_parted_letters() -> None:
    assert has_hangul("the 협정 itself")
    assert has_hangul("\u1112\u1167\u11b8")  # as some systems store file names
    assert not has_hangul("the agreement 協定")


@pytest.mark.parametrize(
    ("form", "base"), [("Who built it?", "build"), ("THE CHILDREN", "child"), ("two analyses", "an analysis")]
)
def test_with_bases_an_irregular_form_and_its_base_are_the_same_word(
    form: str, base: str, english: Tokenizer
) -> None:
    assert set(english.with_bases().tokenize(base)) <= set(english.with_bases().tokenize(form))
    assert english.tokenize("built") != english.tokenize("build")


@pytest.mark.parametrize("word", ["won", "found", "left", "bound", ""])
def test_with_bases_any_other_word_stays_as_it_is(word: str, english: Tokenizer) -> None:
    assert english.with_bases().tokenize(word) == english.tokenize(word)


def test_the_identity_names_the_libraries_that_decide_the_words() -> None:
    identity = Tokenizer().identity
    assert "kiwi-" in identity
    assert "model-" in identity
    assert "stemmer-" in identity
