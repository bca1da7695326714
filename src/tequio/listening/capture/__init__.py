"""Notes taken on a phone without internet: sealed there, received here unopened, opened by the team."""
