"""What is compared with a question without Hangul needs no Korean morphology, and loses nothing by that."""

import subprocess
import sys

from ingest.language.tokens import Tokenizer, has_hangul

_MIXED = "한국과 싱가포르는 AI 협력에 S$1,000만을 2026년 3월 2일까지 투자합니다 (MOU, NAIS 2.0)."


def test_all_but_the_korean_words_are_the_same() -> None:
    every = Tokenizer().tokenize(_MIXED)
    assert Tokenizer().without_korean().tokenize(_MIXED) == [word for word in every if not has_hangul(word)]


def test_hangul_is_seen_in_composed_and_in_parted_letters() -> None:
    assert has_hangul("the 협정 itself")
    assert has_hangul("\u1112\u1167\u11b8")  # as some systems store file names
    assert not has_hangul("the agreement 協定")


def test_the_morphology_is_not_even_imported() -> None:
    command = (
        "import sys; from ingest.language.tokens import Tokenizer; "
        f"Tokenizer().without_korean().terms({_MIXED!r}); sys.exit('kiwipiepy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
