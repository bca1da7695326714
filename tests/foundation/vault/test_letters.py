"""Letters open for their reader alone, whoever sealed them: this program or a browser's library."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as some

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import letters
from tequio.foundation.vault.renewal import renew_key

STATIC = Path(__file__).parents[3] / "src" / "tequio" / "web" / "static"
SEALS_WITH_THE_PAGES_LIBRARY = """
const fs = require("fs"), vm = require("vm"), webcrypto = require("crypto").webcrypto;
const page = {crypto: webcrypto, atob, btoa, TextEncoder, Uint8Array, String};
page.window = page; page.self = page;
vm.createContext(page);
for (const file of process.argv.slice(1, 3)) vm.runInContext(fs.readFileSync(file, "utf8"), page);
const [to, words] = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(page.Letters.toBase64(page.Letters.sealText(to, words)));
"""


@given(some.binary(min_size=0, max_size=400))
def test_a_letter_opens_for_its_reader_alone(words):
    reader, other = letters.new_reader(), letters.new_reader()
    letter = letters.sealed(letters.address(reader), words)
    assert letters.opened(reader, letter) == words
    with pytest.raises(TequioError, match="TQ-307"):
        letters.opened(other, letter)


@given(some.binary(min_size=1, max_size=60), some.data())
def test_a_changed_or_cut_letter_is_refused(words, data):
    reader = letters.new_reader()
    letter = letters.sealed(letters.address(reader), words)
    at = data.draw(some.integers(0, len(letter) - 1))
    changed = letter[:at] + bytes([letter[at] ^ 1]) + letter[at + 1:]
    for wrong in (changed, letter[:at]):
        with pytest.raises(TequioError, match="TQ-307"):
            letters.opened(reader, wrong)


@pytest.mark.parametrize("address", ["", "no es base64", "AAAA"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(TequioError, match="TQ-307"):
        letters.sealed(address, b"x")


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript outside browsers on this machine")
def test_what_the_pages_seal_opens_here():
    reader, words = letters.new_reader(), "«Ya no salimos después de las ocho» 🌙"
    files = [STATIC / "vendor" / "tweetnacl" / "nacl-fast.min.js", STATIC / "tequio" / "js" / "letters.js"]
    made = subprocess.run(["node", "-e", SEALS_WITH_THE_PAGES_LIBRARY, *map(str, files)], check=True,
                          input=json.dumps([letters.address(reader), words]), capture_output=True, text=True).stdout
    assert letters.opened(reader, base64.b64decode(made)).decode() == words


@pytest.mark.django_db(transaction=True)
def test_letters_from_before_a_renewal_still_open(process, opened):
    before = letters.address(letters.readers_of(opened)[0])
    with transaction.atomic():
        renew_key(process.pk, without="nadie")
    assert letters.address(letters.readers_of(opened)[0]) != before
    assert letters.opened_for(opened, letters.sealed(before, b"invented")) == b"invented"
