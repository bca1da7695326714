"""How many mistyped slips a whole room may try. Whose they were, nobody asks and nothing keeps."""

from tequio.protection.receipts.throttle import Bucket


class Tries(Bucket):
    """A bucket in which a right slip costs nothing: three hundred people may enter in one minute."""

    def give_back(self) -> None:
        with self._guard:
            self._left = min(float(self.burst), self._left + 1)
