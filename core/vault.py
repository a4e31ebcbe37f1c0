"""Sealed values: ciphertext in the database, the mask on every page, the plain text only on purpose.

Identity numbers, phones, bank accounts and health results are sealed (design §3.8, domain §10.3): SM4-GCM
(GB/T 32907), AES-256-GCM where SM4 is missing. A sealed text is `cipher$key id$base64(nonce + ciphertext + tag)`.
Searching goes through `digest`, a keyed SM3 (GB/T 32905, HMAC). Algorithm-compatible, not a certified module.
"""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from core import keyring
from core.actions import Refused

NONCE, TAG = 12, 16
DIGEST_LENGTH = 32


class Unreadable(Exception):
    """The value cannot be opened: its key is not in the ring, or it was altered."""


class SM4GCM:
    """SM4 in GCM mode with the interface of the library's AESGCM."""

    def __init__(self, secret):
        self.algorithm = algorithms.SM4(secret)

    def encrypt(self, nonce, data, context):
        sealer = Cipher(self.algorithm, modes.GCM(nonce)).encryptor()
        sealer.authenticate_additional_data(context)
        return sealer.update(data) + sealer.finalize() + sealer.tag

    def decrypt(self, nonce, data, context):
        opener = Cipher(self.algorithm, modes.GCM(nonce, data[-TAG:])).decryptor()
        opener.authenticate_additional_data(context)
        return opener.update(data[:-TAG]) + opener.finalize()


CIPHERS = {"sm4": SM4GCM, "aes": AESGCM}


def _sealer(ring, key_id):
    """(prefix, cipher) of a key, built once per ring."""
    if key_id not in ring.prepared:
        name, secret = ring.cipher_of(key_id)
        ring.prepared[key_id] = f"{name}${key_id}$", CIPHERS[name](secret)
    return ring.prepared[key_id]


def sealer():
    """A function that seals texts with the key of this moment (None stays None, "" stays ""): 6 µs a value.

    Whoever seals or digests many values asks for the key once, for each chunk anew.
    """
    ring = keyring.ring()
    prefix, cipher = _sealer(ring, ring.sealing)
    context, encrypt, encode = prefix.encode(), cipher.encrypt, base64.b64encode

    def one(text):
        if not text:
            return text
        nonce = os.urandom(NONCE)
        return prefix + encode(nonce + encrypt(nonce, text.encode(), context)).decode()

    return one


def seal_many(texts):
    return list(map(sealer(), texts))


def seal(text):
    return sealer()(text)


def unseal(value):
    """The plain text. Raises Unreadable when the key is missing or the value was altered."""
    if not value:
        return value
    try:
        _name, key_id, body = value.split("$")
        prefix, cipher = _sealer(keyring.ring(), key_id)
        data = base64.b64decode(body, validate=True)
        return cipher.decrypt(data[:NONCE], data[NONCE:], prefix.encode()).decode()
    except (ValueError, KeyError, InvalidTag, binascii.Error) as problem:
        raise Unreadable(_("A sealed value cannot be opened: its key is missing or it was altered.")) from problem


def is_sealed_text(text):
    """Whether the text is a value sealed with a key of this ring."""
    cipher, _mark, rest = text.partition("$")
    return cipher in CIPHERS and rest.partition("$")[0] in keyring.ring().content["seal"]["keys"]


def digest(text, purpose):
    """The blind index of a text: 32 hex digits, different for each purpose.

    A purpose that ends in `.last4`, `.last6`, … digests only so many characters of the end, so that
    `digest(number, "identity.last4")` is what `digest("1234", "identity.last4")` looks for.
    Raises Refused while the indexes are recomputed with a new key.
    """
    return digester(purpose)(text)


def digester(purpose):
    """A function that digests texts for one purpose with the key of this moment."""
    ring = keyring.ring()
    if ring.is_frozen:
        raise frozen()
    return _digester(ring, ring.digesting, purpose)


def digest_with(ring, key_id, text, purpose):
    """As `digest`, with a certain key; only the rotation names one."""
    return _digester(ring, key_id, purpose)(text)


def _digester(ring, key_id, purpose):
    """The key and the purpose are worked into the digest's state once: 2 µs a value."""
    if found := ring.prepared.get((key_id, purpose)):
        return found
    base = hmac.HMAC(ring.digest_secret(key_id), hashes.SM3())
    base.update(f"{purpose}\0".encode())
    tail = purpose.rpartition(".last")[2]
    length = int(tail) if tail.isdigit() else 0

    def one(text):
        mac = base.copy()
        mac.update(text[-length:].encode())
        return mac.finalize().hex()[:DIGEST_LENGTH]

    ring.prepared[key_id, purpose] = one
    return one


def frozen():
    return Refused("keys_changing", _("The keys are being changed. Please save again in a few minutes."))


def stamp(data):
    """The mark of the portal on the bytes of a ledger line (HMAC-SM3, its own key): 48 hex digits."""
    return stamper()(data)


def stamper():
    """A function that stamps with the key of this moment."""
    base = hmac.HMAC(keyring.ring().ledger_secret, hashes.SM3())

    def one(data):
        mac = base.copy()
        mac.update(data)
        return mac.finalize().hex()[:48]

    return one


def hide(text):
    """The mask that shows nothing, not even the length."""
    return "****" if text else ""


class Sealed:
    """A sealed text. `str()` is the mask; `plain()` is said on purpose; comparing compares the plain texts.

    Never changes. Printing, formatting, copying and pickling keep the secret; templates cannot call `plain`.
    """

    __slots__ = ("_mask", "_plain", "_token")

    def __init__(self, token=None, mask=hide, plain=None):
        self._token, self._mask, self._plain = token, mask, plain

    @classmethod
    def of(cls, plain, mask=hide):
        """A plain text that will be sealed when it is first stored."""
        return cls(None, mask, plain)

    def plain(self):
        """The plain text. Raises Unreadable."""
        if self._plain is None:
            self._plain = unseal(self._token)
        return self._plain

    plain.alters_data = True

    @property
    def raw(self):
        """The stored text as it is, whichever key sealed it; None while it was never stored."""
        return self._token

    @property
    def token(self):
        """The text to store: sealed, with the current key."""
        if not self._token or self.key_id not in ("", keyring.ring().sealing):
            self._token = seal(self.plain())
        return self._token

    @property
    def key_id(self):
        """The id of the key it is sealed with; empty when it is not sealed yet or is the empty text."""
        return self._token.split("$")[1] if self._token else ""

    @property
    def last4(self):
        return self.plain()[-4:]

    def __str__(self):
        try:
            return self._mask(self.plain())
        except Unreadable:
            return _("unreadable")

    def __repr__(self):
        return "<Sealed>"

    def __format__(self, spec):
        return format(str(self), spec)

    def __eq__(self, other):
        if isinstance(other, Sealed):
            return self.plain() == other.plain()
        return self.plain() == other if isinstance(other, str) else NotImplemented

    def __hash__(self):
        return hash(self.plain())

    def __bool__(self):
        return bool(self._token or self._plain)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return Sealed, (self.token, self._mask)


class SealedAttribute(DeferredAttribute):
    """The attribute of a sealed field: whatever text is put in, a Sealed comes out."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = self.field.wrap(value)


class SealedField(models.TextField):
    """A text that the database holds as ciphertext. `mask` makes the text that everybody may see.

    It can be asked only whether it is empty (`isnull`): equal texts have different ciphertexts, ask their digests.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args, mask=hide, **kwargs):
        self.mask = mask
        super().__init__(*args, **kwargs)

    def wrap(self, value):
        """The Sealed for a plain text; anything else as it is."""
        return Sealed.of(value, self.mask) if isinstance(value, str) else value

    def from_db_value(self, value, expression, connection):
        return value if value is None else Sealed(value, self.mask, plain=None if value else "")

    def to_python(self, value):
        if isinstance(value, str) and is_sealed_text(value):
            return Sealed(value, self.mask)
        return self.wrap(value)

    def get_prep_value(self, value):
        value = self.wrap(super(models.TextField, self).get_prep_value(value))
        return value.token if isinstance(value, Sealed) else value

    def get_db_prep_save(self, value, connection):
        if value is not None and hasattr(self.model, "digests") and keyring.ring().is_frozen:
            raise frozen()
        return super().get_db_prep_save(value, connection)

    def get_lookup(self, lookup_name):
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name):
        return None

    def run_validators(self, value):
        super().run_validators(value.plain() if isinstance(value, Sealed) else value)

    def save_form_data(self, instance, data):
        """A form that shows the mask and gets it back untouched changes nothing."""
        current = getattr(instance, self.attname)
        if not (isinstance(current, Sealed) and isinstance(data, str) and data == str(current)):
            super().save_form_data(instance, data)

    def value_to_string(self, obj):
        """Dumps hold the ciphertext; loading them (`to_python`) takes it back."""
        value = self.value_from_object(obj)
        return value.token if isinstance(value, Sealed) else value
