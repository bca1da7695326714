"""People who operate the system, under a pseudonym, and what they may do where."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.columns import PSEUDONYM, PublicField
from tequio.foundation.places.models import Institution, Process, Territory


class UserManager(BaseUserManager["User"]):
    def create_user(self, pseudonym: str, *, process: Process) -> "User":
        """An account of that process alone, which no password opens yet."""
        user = self.model(pseudonym=pseudonym, process=process)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account of one process. It has no legal name, no e-mail and no time of day: a list must expose nobody.

    Two teams on one server may call somebody by the same name: these are two accounts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    pseudonym = PublicField(max_length=60, because=PSEUDONYM)
    last_login = None  # a time of day that nobody needs
    last_login_day = models.DateField(null=True, blank=True)
    # The password was made by somebody else and is changed at the first entry.
    password_is_given = models.BooleanField(default=False)

    # A pseudonym names nobody without its process.
    USERNAME_FIELD = "id"
    objects = UserManager()

    class Meta:
        verbose_name = _("cuenta")
        constraints = [models.UniqueConstraint(fields=["process", "pseudonym"], name="one_pseudonym_a_process")]

    def __str__(self) -> str:
        return self.pseudonym


class Role(models.TextChoices):
    FACILITATOR = "facilitator", _("facilitación")
    PROTECTOR = "protector", _("protección")
    ANALYST = "analyst", _("análisis")
    COORDINATOR = "coordinator", _("coordinación")
    TRUSTEE = "trustee", _("custodia")
    OFFICIAL = "official", _("institución")
    AUDITOR = "auditor", _("auditoría")


PROTECTED_TEAM = frozenset({Role.FACILITATOR, Role.PROTECTOR, Role.ANALYST, Role.COORDINATOR})


class Membership(models.Model):
    """A role in a process, in one territory or (empty) in all of them; an official's names the institution."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    process = models.ForeignKey(Process, on_delete=models.CASCADE)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, null=True, blank=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, null=True, blank=True)

    class Meta:
        verbose_name = _("pertenencia")
        constraints = [models.UniqueConstraint(
            fields=["user", "process", "territory", "role", "institution"], name="one_membership",
            nulls_distinct=False)]
