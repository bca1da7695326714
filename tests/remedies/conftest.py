"""The hands of other folders' tests."""

from tests.chain.bringing.conftest import encounter, hand_over

__all__ = ["encounter", "hand_over"]
