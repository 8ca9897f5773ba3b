"""What a binary says about itself: for which machine it is, and which C library it needs."""

import re
import struct
from dataclasses import dataclass

MACHINES = {62: "x86_64", 183: "aarch64"}
INTERPRETER = 3  # the program header of a binary that is linked dynamically


class Refused(Exception):
    """Something that no package is made from."""


@dataclass(frozen=True)
class Machine:
    """Where a binary runs."""

    architecture: str
    glibc: tuple | None  # the oldest version that it runs on; none for a static binary

    @property
    def triple(self):
        return f"{self.architecture}-unknown-linux-{'gnu' if self.glibc else 'musl'}"


def machine(binary):
    """Reads the header of an ELF file, of 64 bits and little-endian: Linux on x86-64 and ARM."""
    if binary[:6] != b"\x7fELF\x02\x01":
        raise Refused("the binary is none for Linux on 64 bits: packages are made for nothing else yet")
    (number,) = struct.unpack_from("<H", binary, 18)
    if number not in MACHINES:
        raise Refused(f"packages are not made for machine {number} of ELF")
    (headers,) = struct.unpack_from("<Q", binary, 32)
    size, count = struct.unpack_from("<HH", binary, 54)
    kinds = [struct.unpack_from("<I", binary, headers + place * size)[0] for place in range(count)]
    if INTERPRETER not in kinds:
        return Machine(MACHINES[number], None)
    # The names of versions stand in the table of strings of the dynamic section.
    versions = [(int(a), int(b)) for a, b in re.findall(rb"\0GLIBC_(\d+)\.(\d+)(?:\.\d+)?(?=\0)", binary)]
    if not versions:
        raise Refused("the binary needs a C library other than glibc: link it statically")
    return Machine(MACHINES[number], max(versions))
