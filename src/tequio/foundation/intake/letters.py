"""Spreadsheet letters: A is 1, Z is 26, AA is 27."""

import re

LETTERS = re.compile(r"[A-Za-z]{1,4}")


def letters(position: int) -> str:
    """The letters of the column at `position`, counted from 1."""
    text = ""
    while position > 0:
        position, rest = divmod(position - 1, 26)
        text = chr(65 + rest) + text
    return text


def position_of(text: str) -> int:
    """The position of a column's letters, counted from 1; 0 where `text` is no column."""
    if not LETTERS.fullmatch(text):
        return 0
    position = 0
    for letter in text.upper():
        position = position * 26 + ord(letter) - 64
    return position
