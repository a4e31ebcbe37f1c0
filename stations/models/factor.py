"""The second factor at rest: whoever copies the database must not be able to make codes."""

from binascii import unhexlify

from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.scoping import Personal, ScopedManager
from core.vault import SealedField


class Authenticator(TOTPDevice):
    """An authenticator whose secret is sealed; the library's own column for it (`key`) stays empty."""

    scope = Personal("user")

    secret = SealedField(_("secret"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("authenticator")
        verbose_name_plural = _("authenticators")

    def __str__(self):
        return self.name

    @property
    def bin_key(self):
        """What the library computes codes and the address for the telephone from."""
        return unhexlify(self.secret.plain())
