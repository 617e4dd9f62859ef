"""Why a file is not taken."""


class Unwelcome(Exception):
    """The file is not taken; `sentence` says why, in words for who sent it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
