"""The table of permissions, read as a table."""

import pytest

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.permissions import may, require, who_may
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.register import verbs

# What somebody has to have a role for.
ASKED = sorted(name for name, verb in verbs().items() if verb.roles)


@pytest.mark.parametrize("verb", ASKED)
def test_exactly_the_roles_of_the_table_may(process: Process, cast: dict[str, User], verb: str) -> None:
    allowed = {role.value for role in Role if may(cast[role.value], verb, process_id=process.pk)}
    assert allowed == {str(role) for role in who_may(verb)}


@pytest.mark.parametrize("verb", ASKED)
def test_a_stranger_may_nothing(process: Process, cast: dict[str, User], verb: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        require(cast["stranger"], verb, process_id=process.pk)


def test_a_role_in_another_process_gives_nothing_here(process: Process, cast: dict[str, User]) -> None:
    other = Process.objects.create(name="Otro")
    assert not may(cast["coordinator"], "define_process", process_id=other.pk)


def test_a_role_in_one_territory_stays_there(process: Process, territory: Territory) -> None:
    elsewhere = Territory.objects.create(process=process, key="otro", name="Otro")
    user = User.objects.create_user("local", process=process)
    Membership.objects.create(user=user, process=process, territory=territory, role=Role.FACILITATOR)
    assert may(user, "record_voices", process_id=process.pk, territory_id=territory.pk)
    assert not may(user, "record_voices", process_id=process.pk, territory_id=elsewhere.pk)
    assert not may(user, "record_voices", process_id=process.pk)


def test_an_unknown_verb_is_a_mistake_in_the_code(process: Process, cast: dict[str, User]) -> None:
    with pytest.raises(KeyError):
        require(cast["coordinator"], "do_anything", process_id=process.pk)


def test_accounts_hold_no_name_mail_or_time() -> None:
    names = {field.name for field in User._meta.fields}
    assert names == {"id", "process", "password", "pseudonym", "last_login_day", "password_is_given"}
