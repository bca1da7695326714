"""What is uploaded through the real servers is written to no temporary file, and what is too large is not read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MB = 1024 * 1024

# Runs in a process of its own, because what watches cannot be taken away again. Linux gives temporary files no name,
# so it is not a folder that is watched but every file that is opened.
COMMON = """
import http.client, os, re, sys, tempfile, threading, time
MB = 1024 * 1024
def watch(told):
    def hook(event, given):
        if event == "tempfile.mkstemp" or event == "tempfile.mkdtemp":
            told(event)
        elif event == "open" and str(given[0]).startswith(tempfile.gettempdir()):
            told(f"open {given[0]} {given[2]:#x}")
    tempfile.gettempdir()
    sys.addaudithook(hook)
def post(port, megabytes, send=None):
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    asked.request("GET", "/entrar/")
    answer = asked.getresponse()
    page = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    cookie = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
    head = (f'--x\\r\\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\\r\\n\\r\\n{token}\\r\\n'
            '--x\\r\\nContent-Disposition: form-data; name="file"; filename="a.csv"\\r\\n\\r\\n').encode()
    tail = b"\\r\\n--x--\\r\\n"
    length = len(head) + megabytes * MB + len(tail)
    asked.putrequest("POST", "/entrar/")
    for name, value in (("Content-Type", "multipart/form-data; boundary=x"), ("Content-Length", str(length)),
                        ("Cookie", cookie)):
        asked.putheader(name, value)
    asked.endheaders()
    asked.send(head)
    sent = 0
    if send is None:
        for _ in range(megabytes):
            asked.send(b"a" * MB)
            sent += MB
        asked.send(tail)
    answer = asked.getresponse()
    answer.read()
    return answer.status, sent
"""
WAITRESS = COMMON + """
from pathlib import Path
from tequio.chain.django_home import open_home
open_home(Path(sys.argv[1]))
from tequio.cli.serve import listening
from tequio.web.wsgi import application
server = listening(application, 0)
threading.Thread(target=server.run, daemon=True).start()
post(server.effective_port, 1)
seen = []
watch(seen.append)
print(post(server.effective_port, 15), post(server.effective_port, 400, send="nothing"), seen)
os._exit(0)
"""
GUNICORN = COMMON + """
import subprocess
from pathlib import Path
from tequio.chain.django_home import close_home, open_home
home = Path(sys.argv[1])
open_home(home)
close_home()
settings = home / "gunicorn_conf.py"
settings.write_text(
    "import sys, tempfile\\n"
    "def post_worker_init(worker):\\n"
    "    tempfile.gettempdir()\\n"
    "    def hook(event, given):\\n"
    "        opened = event == 'open' and str(given[0]).startswith(tempfile.gettempdir())\\n"
    "        if opened or event.startswith('tempfile.'):\\n"
    "            sys.stderr.write('SEEN ' + event + '\\\\n')\\n"
    "    sys.addaudithook(hook)\\n")
with open(home / "log", "w") as log:
    child = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", str(settings), "-b", "127.0.0.1:0", "--workers", "1",
         "tequio.web.wsgi:application"], stderr=log, env=os.environ | {"TEQUIO_HOME": str(home)})
port = None
for _ in range(200):
    found = re.search(r"127.0.0.1:(\\d+)", (home / "log").read_text())
    if found:
        port = int(found[1])
        break
    time.sleep(0.1)
try:
    post(port, 1)
    answers = post(port, 15), post(port, 400, send="nothing")
finally:
    child.terminate()
    child.wait()
print(*answers, re.findall("SEEN .*", (home / "log").read_text()))
"""


@pytest.mark.attack
@pytest.mark.slow
@pytest.mark.parametrize("script", [WAITRESS, GUNICORN], ids=["waitress", "gunicorn"])
def test_fifteen_megabytes_go_to_no_file_and_four_hundred_are_not_read(script: str, tmp_path: Path) -> None:
    temporary, home = tmp_path / "tmp", tmp_path / "home"
    temporary.mkdir()
    home.mkdir(mode=0o700)
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    done = subprocess.run([sys.executable, "-c", script, str(home)], text=True, capture_output=True, cwd=ROOT,
                          timeout=120, env=environment | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr[-2000:]
    # Taken in whole; answered before anything of it was sent; no temporary file.
    assert done.stdout.strip() == f"(200, {15 * MB}) (413, 0) []", done.stdout + done.stderr[-2000:]
    assert list(temporary.rglob("*")) == []
