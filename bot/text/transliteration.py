"""Tells whether a Korean word writes the sound of a foreign name: 로런스 is Lawrence, 래블업 is Lablup.

Both are brought to their consonants, with the sounds that Korean does not tell apart as one (l and r, b and
v, f and p), and compared. Vowels are left out, since English spells them in too many ways.
"""

from __future__ import annotations

import re

from bot.text.word_lists import load_lines

_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_LAST = "_ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_ROWS = [line.split("\t") for line in load_lines("bot.text", "sounds.tsv")]
_SOUND = {letter: sound for script, letters, sound in _ROWS if script == "korean" for letter in letters}
# Spellings of English, longest first, as the same sounds.
_SPELLINGS = [(spelling, sound) for script, spelling, sound in _ROWS if script == "english"]
_WORD = re.compile("[가-힣]{2,}")
_BASE, _LASTS, _FINALS = 0xAC00, 588, 28
# So many consonants of the longer one allow one that differs; a shorter name must agree wholly.
_FORGIVING = 4
_SHORTEST = 2
# A name of so many consonants is looked for inside a word too, where a shorter one would be found by chance.
_TELLING = 4
# Korean does not write an r that closes a syllable.
_SILENT_R = re.compile(r"r(?![aeiouyr])")


def sounds_like(name: str, text: str) -> bool:
    """Whether some Korean word of `text`, or the beginning of one, writes the foreign word `name`."""
    sound = _of_latin(name)
    if len(sound) < _SHORTEST:
        return False
    return any(_is_near(sound, word) for word in _WORD.findall(text))


def written_by_sound(word: str, names: list[str]) -> bool:
    """Whether the Korean `word` writes one of the foreign words `names`."""
    sound = _of_korean(word)
    if len(sound) < _SHORTEST:
        return False
    return any(_agree(_of_latin(name), sound) for name in names)


def _is_near(sound: str, word: str) -> bool:
    """Compares with every beginning of the word, since particles follow a name without a space."""
    starts = range(len(word) - 1) if len(sound) >= _TELLING else range(1)
    return any(
        _agree(sound, _of_korean(word[start:end]))
        for start in starts
        for end in range(start + 2, min(len(word), start + len(sound) + 3) + 1)
    )


def _agree(one: str, other: str) -> bool:
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if longer - shorter > 1 or shorter < _SHORTEST or one[0] != other[0]:
        return False
    return _distance(one, other) <= int(longer >= _FORGIVING)


def _of_korean(word: str) -> str:
    sounds = []
    for syllable in word:
        code = ord(syllable) - _BASE
        if not 0 <= code < len(_FIRST) * _LASTS:
            continue  # a letter of another script, or a jamo by itself, is no syllable
        first, last = _FIRST[code // _LASTS], _LAST[code % _FINALS]
        sounds.append(_SOUND.get(first, ""))
        sounds.append("N" if last == "ㅇ" else _SOUND.get(last, ""))
    return _squeezed("".join(sounds))


def _of_latin(word: str) -> str:
    rest, sounds = _SILENT_R.sub("", word.lower()), []
    while rest:
        spelling, sound = next((pair for pair in _SPELLINGS if rest.startswith(pair[0])), (rest[0], ""))
        sounds.append(sound)
        rest = rest[len(spelling) :]
    return _squeezed("".join(sounds))


def _squeezed(sounds: str) -> str:
    """Doubled sounds as one, and "nk" as the one sound that Korean hears in it."""
    return re.sub(r"(.)\1+", r"\1", sounds.replace("nk", "Nk"))


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]
