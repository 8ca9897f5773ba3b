"""Archives whose bytes depend on nothing but what they hold: no clock, no user, one order."""

import gzip
import io
import tarfile
import zipfile

FILE, PROGRAM = 0o644, 0o755
LEVEL = 6  # of compression: a higher one takes three times as long for 2%
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip file can say


def tar(entries):
    """A tar archive of `(name, bytes, mode)`, with the directories that lead to each."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        directories = set()
        for name, content, mode in sorted(entries):
            parts = name.split("/")[:-1]
            for depth in range(1, len(parts) + 1):
                directory = "/".join(parts[:depth])
                if directory not in directories:
                    directories.add(directory)
                    entry = tarfile.TarInfo(directory)
                    entry.type, entry.mode = tarfile.DIRTYPE, PROGRAM
                    archive.addfile(entry)
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), mode
            archive.addfile(entry, io.BytesIO(content))
    return held.getvalue()


def compressed(content):
    """The bytes by gzip, without name and time."""
    held = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=held, mode="wb", compresslevel=LEVEL, mtime=0) as archive:
        archive.write(content)
    return held.getvalue()


def tar_gz(entries):
    return compressed(tar(entries))


def zipped(entries):
    """A zip archive of `(name, bytes, mode)`, in the order given: a wheel ends with its RECORD."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, so that modes count
            entry.external_attr = (0o100000 | mode) << 16
            archive.writestr(entry, content)
    return held.getvalue()
