"""Files as they come with a form: never read further than what is looked at tells them off."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from tallystick.entries.rules.files import LARGEST_FILE
from tallystick.interchange.sheets.bundle import LARGEST_BUNDLE
from tallystick.kernel.problem import Refused


def uploaded(file: UploadedFile[bytes], largest: int = LARGEST_FILE) -> tuple[str, bytes]:
    """Return a sent file's name and content, one byte beyond the largest at most.

    Who looks at the content says that it is too large: what lies beyond never fills the memory.
    """
    return file.name or "", file.read(largest + 1)


def uploaded_all(files: Sequence[UploadedFile[bytes]]) -> list[tuple[str, bytes]]:
    """Return the files sent together, each with its name and content.

    Raises: Refused before any of them is read, where together they are more than is taken.
    """
    if sum(file.size or 0 for file in files) > LARGEST_BUNDLE:
        most = LARGEST_BUNDLE // 1024 // 1024
        raise Refused.of("files-too-large", path="evidence", most=most)
    return [uploaded(file, LARGEST_BUNDLE) for file in files]
