"""The demonstration process: invented voices in four invented municipalities, the real method."""

from pathlib import Path

PROCESS_FILE = Path(__file__).parent / "process" / "proceso.toml"
