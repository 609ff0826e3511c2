"""Makes the synthetic texts of the benchmark, English and Korean in turn, the same in every run.

Each fact has a sum of its own, so that no two texts and no two vectors are alike.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# An institute is named by two of these.
_NAMES = (
    ("Haneul", "하늘"), ("Narae", "나래"), ("Dasom", "다솜"), ("Garam", "가람"), ("Byeol", "별빛"),
    ("Merlion", "멀라이온"), ("Orchid", "난초"), ("Banyan", "반얀"), ("Padang", "파당"), ("Tekka", "테카"),
    ("Hanbit", "한빛"), ("Saebom", "새봄"), ("Miso", "미소"), ("Baram", "바람"), ("Nuri", "누리"),
    ("Sentosa", "센토사"), ("Kallang", "칼랑"), ("Bukit", "부킷"), ("Marina", "마리나"), ("Pasir", "파시르"),
)  # fmt: skip
_PLACES = (
    ("Busan", "부산"), ("Daejeon", "대전"), ("Incheon", "인천"), ("Gwangju", "광주"), ("Ulsan", "울산"),
    ("Jurong", "주롱"), ("Changi", "창이"), ("Woodlands", "우드랜즈"), ("Tampines", "탐피니스"),
    ("Seoul", "서울"), ("Jeju", "제주"), ("Suwon", "수원"), ("Pohang", "포항"), ("Sejong", "세종"),
)  # fmt: skip
_FIELDS = (
    ("robotics", "로봇"), ("batteries", "배터리"), ("translation", "번역"), ("drones", "드론"),
    ("medicine", "의료"), ("shipping", "해운"), ("semiconductors", "반도체"), ("fisheries", "수산"),
    ("education", "교육"), ("tourism", "관광"), ("weather", "기상"), ("energy", "에너지"),
    ("space", "우주"), ("farming", "농업"), ("security", "보안"), ("housing", "주택"),
)  # fmt: skip
_PRIME = 999_983  # larger than any number of facts here, so that multiplying by another prime never repeats
_STEP = 7_919
_CHUNKS_A_FILE = 100
_ENGLISH_SENTENCES, _KOREAN_SENTENCES = 8, 7  # about 150 tokens each


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence and a question that it answers, in one language."""

    language: str
    sentence: str
    question: str


def fact(number: int) -> Fact:
    """The fact with this number; even ones are English, odd ones Korean."""
    chosen = random.Random(number)
    tongue = number % 2
    institute = " ".join(name[tongue] for name in chosen.sample(_NAMES, 2))
    place, field = chosen.choice(_PLACES)[tongue], chosen.choice(_FIELDS)[tongue]
    amount = number * _STEP % _PRIME + 1
    if tongue:
        return Fact(
            "ko",
            f"{institute} 연구소는 {place}에서 {field} 사업에 {amount}원을 썼다.",
            f"{institute} 연구소는 {place}에서 {field} 사업에 얼마를 썼습니까?",
        )
    return Fact(
        "en",
        f"The {institute} institute spent {amount} won on {field} in {place}.",
        f"How much did the {institute} institute spend on {field} in {place}?",
    )


def write_passages(path: Path, number: int) -> None:
    """A JSON Lines file with `number` documents of about 150 tokens, which make one chunk each."""
    with path.open("w", encoding="utf-8") as file:
        for line in _passages(number):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_chunks(folder: Path, number: int) -> None:
    """Markdown files with `number` sections of one short sentence below `folder`; each makes one chunk."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, number, _CHUNKS_A_FILE):
        sections = (
            f"## {i}\n\n{fact(i).sentence}" for i in range(first, min(first + _CHUNKS_A_FILE, number))
        )
        text = f"# {first}\n\n" + "\n\n".join(sections) + "\n"
        (folder / f"{first}.md").write_text(text, encoding="utf-8")


def questions(number: int, among: int) -> list[Fact]:
    """`number` facts in each language to ask about, spread over the first `among`."""
    even = [i * among // number // 2 * 2 for i in range(number)]
    return [fact(i) for i in even] + [fact(i + 1) for i in even]


def _passages(number: int) -> Iterator[dict[str, str]]:
    at = 0
    for i in range(number):
        size = _KOREAN_SENTENCES if i % 2 else _ENGLISH_SENTENCES
        sentences = [fact(at + 2 * k + i % 2).sentence for k in range(size)]
        at += 2 * size
        yield {"_id": f"p{i}", "title": "", "text": " ".join(sentences)}


def read_queries(path: Path) -> dict[str, str]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {line["_id"]: line["text"] for line in lines}


def write_queries(path: Path, queries: Mapping[str, str]) -> None:
    lines = (json.dumps({"_id": name, "text": text}, ensure_ascii=False) for name, text in queries.items())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
