"""The keys: one JSON file beside the data, never in the database (design §3.8; GB/T 39786: keys apart and versioned).

    {"seal":   {"current": id, "keys": {id: {"cipher": "sm4" | "aes", "secret": hex}}},
     "digest": {"current": id, "next": id or null, "keys": {id: {"secret": hex}}},
     "ledger": hex}

Old sealing keys stay in the ring: lines of the ledger never change and keep the key they were sealed with.
Every process looks at the file's time stamp before it uses a key, so a rotation reaches all of them at once.
"""

import contextlib
import fcntl
import json
import os
import secrets
import tempfile
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

FILE = "keyring.json"
SECRET_BYTES = {"sm4": 16, "aes": 32}
_loaded: dict = {}


class Ring:
    """The keys as read from the file. Ciphers built from them are kept on it by `core.vault`."""

    def __init__(self, content):
        self.content = content
        self.sealing = content["seal"]["current"]
        self.digesting = content["digest"]["current"]
        self.next_digesting = content["digest"]["next"]
        self.ledger_secret = bytes.fromhex(content["ledger"])
        self.prepared: dict = {}

    @property
    def is_frozen(self):
        """Whether the blind indexes are being recomputed: no sealed value may be written meanwhile."""
        return self.next_digesting is not None

    def cipher_of(self, key_id):
        """(cipher name, secret) of a sealing key; KeyError when the ring does not hold it."""
        key = self.content["seal"]["keys"][key_id]
        return key["cipher"], bytes.fromhex(key["secret"])

    def digest_secret(self, key_id):
        return bytes.fromhex(self.content["digest"]["keys"][key_id]["secret"])


def path():
    return Path(settings.KEYS_DIR) / FILE


def ring():
    """The ring as it is now. A demo makes its own at first use; production raises ImproperlyConfigured without one."""
    file = f"{settings.KEYS_DIR}/keyring.json"  # asked for every value: cheaper than path()
    try:
        state = os.stat(file)
    except FileNotFoundError:
        if not settings.IS_DEMO:
            raise ImproperlyConfigured(
                f"There are no keys in {settings.KEYS_DIR}. Put the bureau's keyring there, or make one for a new portal "
                "with `manage.py make_keys`. Values sealed with other keys cannot be read without them."
            ) from None
        make()
        state = os.stat(file)
    mark = (file, state.st_mtime_ns, state.st_ino)
    if _loaded.get("mark") != mark:
        _loaded.update(mark=mark, ring=Ring(json.loads(path().read_text())))
    return _loaded["ring"]


def make():
    """Write a first ring unless there is one; of two processes starting together one wins, told by the answer."""
    file = path()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    first, digesting = new_id(), new_id()
    content = {
        "seal": {"current": first, "keys": {first: new_sealing_key()}},
        "digest": {"current": digesting, "next": None, "keys": {digesting: {"secret": secrets.token_hex(32)}}},
        "ledger": secrets.token_hex(32),
    }
    draft = _write_beside(file, json.dumps(content, indent=1))
    try:
        os.link(draft, file)
    except FileExistsError:
        return False
    finally:
        os.unlink(draft)
    return True


def new_id():
    return secrets.token_hex(4)


def new_sealing_key():
    """SM4 where the cryptographic library has it in GCM mode, else AES-256."""
    cipher = "sm4" if has_sm4() else "aes"
    return {"cipher": cipher, "secret": secrets.token_hex(SECRET_BYTES[cipher])}


def has_sm4():
    try:
        Cipher(algorithms.SM4(bytes(16)), modes.GCM(bytes(12))).encryptor()
    except UnsupportedAlgorithm:
        return False
    return True


def add_sealing_key():
    """A new current key; everything sealed from now on uses it. Returns its id."""
    with _changing() as content:
        key_id = content["seal"]["current"] = new_id()
        content["seal"]["keys"][key_id] = new_sealing_key()
    return key_id


def begin_digest_change():
    """Name the next digest key and refuse writes until `finish_digest_change`. Going on after a stop keeps the key."""
    with _changing() as content:
        if content["digest"]["next"] is None:
            key_id = content["digest"]["next"] = new_id()
            content["digest"]["keys"][key_id] = {"secret": secrets.token_hex(32)}
        return content["digest"]["next"]


def finish_digest_change():
    """The next digest key becomes the current one, the old one is forgotten, writing is possible again."""
    with _changing() as content:
        key_id = content["digest"]["next"]
        content["digest"] = {"current": key_id, "next": None, "keys": {key_id: content["digest"]["keys"][key_id]}}


@contextlib.contextmanager
def _changing():
    """The file's content, written back when it has been changed. One process at a time: a key that another has just
    added must not be lost, nobody could read what it sealed."""
    ring()
    with open(path().with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        content = json.loads(path().read_text())
        before = json.dumps(content, indent=1)
        yield content
        after = json.dumps(content, indent=1)
        if after != before:
            replace_file(path(), after)


def replace_file(file, text):
    """Write `text` so that the file is at every moment either the old or the new one, also after a power cut; 0600."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.replace(_write_beside(file, text), file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write_beside(file, text):
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    with os.fdopen(handle, "w") as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())
    return name


@register
def keys_are_there(app_configs, **kwargs):
    """`manage.py check` says in time that production has no keys."""
    if settings.IS_DEMO or path().exists():
        return []
    return [
        Error("There are no keys.", hint=f"Put keyring.json into {path().parent} or run make_keys.", id="core.E001")
    ]
