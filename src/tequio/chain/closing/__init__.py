"""Ending a process: handing it over, archiving it or destroying it, with a certificate of what was done."""
