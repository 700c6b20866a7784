"""Files as they come with a form: never read further than what is looked at tells them off."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from tallystick.entries.rules.files import LARGEST_FILE


def uploaded(file: UploadedFile[bytes], largest: int = LARGEST_FILE) -> tuple[str, bytes]:
    """Return a sent file's name and content, one byte beyond the largest at most.

    Who looks at the content says that it is too large: what lies beyond never fills the memory.
    """
    return file.name or "", file.read(largest + 1)
