"""Writes of the access room, by noun; and the act log every other service calls."""

from tallystick.access.services.acts import record_act
from tallystick.access.services.offices import name_first_head, open_office
from tallystick.access.services.people import (
    Made,
    add_user,
    deactivate_user,
    make_code,
    reactivate_user,
    set_language,
    set_password,
    use_code,
)
from tallystick.access.services.persons import (
    erase_overdue_persons,
    erase_person,
    keep_person,
    keep_person_longer,
    read_person,
)
from tallystick.access.services.reminding import mail_address, set_reminders
from tallystick.access.services.seats import (
    delegate_seat,
    end_seat,
    face_regions,
    grant_seat,
    hand_over_seat,
    heads_office,
)
from tallystick.access.services.second_factor import (
    add_passkey,
    add_totp,
    check_factor,
    check_passkey,
    remove_factor,
)

__all__ = [
    "Made",
    "add_passkey",
    "add_totp",
    "add_user",
    "check_factor",
    "check_passkey",
    "deactivate_user",
    "delegate_seat",
    "end_seat",
    "erase_overdue_persons",
    "erase_person",
    "face_regions",
    "grant_seat",
    "hand_over_seat",
    "heads_office",
    "keep_person",
    "keep_person_longer",
    "mail_address",
    "make_code",
    "name_first_head",
    "open_office",
    "reactivate_user",
    "read_person",
    "record_act",
    "remove_factor",
    "set_language",
    "set_password",
    "set_reminders",
    "use_code",
]
