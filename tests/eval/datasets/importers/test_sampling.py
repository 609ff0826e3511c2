"""A sample is the same for the same seed, takes of each article its share, and halves share no article."""

from __future__ import annotations

from collections import Counter

from eval.datasets.case import Case
from eval.datasets.importers.sampling import Half, half_of, sample_of

# Article 0 has two cases, article 1 four, and so on to article 9 with twenty: 110 in all.
CASES = [
    Case.model_validate(
        {"id": f"{a}-{i}", "language": "en", "question": "Why?", "must": ["x"], "cluster": f"article {a}"}
    )
    for a in range(10)
    for i in range(2 * (a + 1))
]


def test_each_article_gives_its_share_to_within_one() -> None:
    sample = sample_of(CASES, 55, seed=1)
    assert len(sample) == 55
    counts = Counter(each.cluster for each in sample)
    # Half of 2 · (a + 1).
    assert all(abs(counts[f"article {a}"] - (a + 1)) <= 1 for a in range(10))
    assert sample == [each for each in CASES if each in sample]


def test_each_tag_of_an_article_gives_its_share() -> None:
    # In each article of twenty cases four cannot be answered: of half of all a hundred, ten.
    tagged = [
        each.model_copy(update={"cluster": f"article {i // 20}", "tags": ("silent",) if i % 5 == 0 else ()})
        for i, each in enumerate(CASES[:100])
    ]
    counts = [sum(bool(each.tags) for each in sample_of(tagged, 50, seed)) for seed in range(8)]
    assert counts == [10] * 8


def test_the_seed_decides() -> None:
    assert sample_of(CASES, 20, seed=1) == sample_of(CASES, 20, seed=1)
    assert sample_of(CASES, 20, seed=1) != sample_of(CASES, 20, seed=2)
    assert sample_of(CASES, 110, seed=1) == sample_of(CASES, 500, seed=1) == CASES


def test_halves_share_no_article_and_make_the_whole() -> None:
    dev, held_out = half_of(CASES, Half.DEV, 3), half_of(CASES, Half.HELD_OUT, 3)
    articles = [{each.cluster for each in half} for half in (dev, held_out)]
    assert not articles[0] & articles[1]
    assert [len(each) for each in articles] == [5, 5]
    assert sorted(each.id for each in (*dev, *held_out)) == sorted(each.id for each in CASES)
    assert half_of(CASES, Half.DEV, 3) == dev != half_of(CASES, Half.DEV, 4)
