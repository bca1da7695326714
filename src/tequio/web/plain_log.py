"""Faults as one line: which kind, and where in the program. What a fault says may be what somebody wrote or sent."""

import logging
import traceback
from pathlib import Path


class Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = f"{record.levelname} {record.name}"
        fault = record.exc_info[1] if record.exc_info else None
        if fault is None:
            return said
        frames = traceback.extract_tb(fault.__traceback__)
        where = f" {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        return f"{said} {type(fault).__name__}{where}"
