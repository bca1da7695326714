"""Room mode: a vote among people who sit together, with paper or phones, without internet.

What phones reach is pure Python over one small file of its own; it has no connection to the database of the process.
"""
