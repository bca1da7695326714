"""The codings of a process as a project of another tool of analysis, and such a project into a process."""
