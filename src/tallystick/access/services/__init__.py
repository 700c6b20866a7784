"""Writes of the access room, by noun; and the act log every other service calls."""

from tallystick.access.services.acts import record_act, seal_decision
from tallystick.access.services.codes import Made, make_code, use_code
from tallystick.access.services.heading import agree_head, name_head, propose_head
from tallystick.access.services.house import accept_identity
from tallystick.access.services.inviting import invite_person
from tallystick.access.services.keeping import forget_form, keep_form
from tallystick.access.services.offices import open_office
from tallystick.access.services.people import (
    add_user,
    deactivate_user,
    reactivate_user,
    set_language,
    set_password,
    set_theme,
    set_tour,
)
from tallystick.access.services.persons import (
    erase_overdue_persons,
    erase_person,
    keep_person,
    keep_person_longer,
    read_person,
)
from tallystick.access.services.reminding import mail_address, set_reminders
from tallystick.access.services.renaming import rename_office, rename_person
from tallystick.access.services.saving_views import (
    forget_view,
    keep_columns,
    rename_view,
    save_view,
    share_view,
)
from tallystick.access.services.seats import (
    delegate_seat,
    end_seat,
    face_regions,
    grant_seat,
    hand_over_seat,
)
from tallystick.access.services.second_factor import (
    add_passkey,
    add_totp,
    check_factor,
    check_passkey,
    remove_factor,
)
from tallystick.access.services.tries import forget_tries, take_try

__all__ = [
    "Made",
    "accept_identity",
    "add_passkey",
    "add_totp",
    "add_user",
    "agree_head",
    "check_factor",
    "check_passkey",
    "deactivate_user",
    "delegate_seat",
    "end_seat",
    "erase_overdue_persons",
    "erase_person",
    "face_regions",
    "forget_form",
    "forget_tries",
    "forget_view",
    "grant_seat",
    "hand_over_seat",
    "invite_person",
    "keep_columns",
    "keep_form",
    "keep_person",
    "keep_person_longer",
    "mail_address",
    "make_code",
    "name_head",
    "open_office",
    "propose_head",
    "reactivate_user",
    "read_person",
    "record_act",
    "remove_factor",
    "rename_office",
    "rename_person",
    "rename_view",
    "save_view",
    "seal_decision",
    "set_language",
    "set_password",
    "set_reminders",
    "set_theme",
    "set_tour",
    "share_view",
    "take_try",
    "use_code",
]
