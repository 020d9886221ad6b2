"""A pack as one zip file. What comes in is hostile until every name, size and kind in it was looked at."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping

from onewindow.domain.case_format.files import MAX_BYTES
from onewindow.domain.problems import Problem, Problems

MAX_FILES = 20_000
MAX_TOTAL = 400_000_000
MAX_ARCHIVE = 100_000_000
MAX_RATIO = 200
"""JSON of this kind shrinks some tenfold; what shrinks two hundredfold was made to fill a disk."""
NAME = re.compile(r"(?:[a-z0-9][a-z0-9_.-]*/)*[a-z0-9][a-z0-9_.-]*\.json")
LONGEST = 240
LINK = 0o120000
KIND = 0o170000
EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip; the same files are the same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return kept.getvalue()


def unzipped(content: bytes) -> dict[str, bytes] | Problems:
    """The files of a zip, or every reason why it is not opened. Nothing is written to a disk."""
    if len(content) > MAX_ARCHIVE:
        return _refused("", f"压缩包超过 {MAX_ARCHIVE // 1_000_000} MB。", "请分县导出，或以文件夹导入。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            faults = _faults(entries)
            return Problems(faults) if faults else _read(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        return _refused("", "文件不是完整的 zip 压缩包，或使用了密码。", "请重新导出，或以文件夹导入。")


def bad_name(name: str) -> str | None:
    """Say what is wrong with the name of a file in a pack, or None."""
    if len(name) > LONGEST or not NAME.fullmatch(name) or ".." in name:
        return "文件名不能用于配置包：只能用小写字母、数字、点、横线和下划线，以 .json 结尾，不能指向包外。"
    return None


def _faults(entries: list[zipfile.ZipInfo]) -> tuple[Problem, ...]:
    if len(entries) > MAX_FILES:
        return (Problem("", "", f"压缩包里的文件超过 {MAX_FILES} 个。", "请分县导出。"),)
    wrong = ((entry.filename[:LONGEST], _fault(entry)) for entry in entries)
    found = [Problem(name, "", said, "请删除或改名。") for name, said in wrong if said]
    times = Counter(entry.filename[:LONGEST] for entry in entries)
    found += [Problem(name, "", "同名文件出现多次。", "请只保留一个。") for name, count in times.items() if count > 1]
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        found.append(Problem("", "", f"解压后超过 {MAX_TOTAL // 1_000_000} MB。", "请分县导出。"))
    return tuple(found)


def _fault(entry: zipfile.ZipInfo) -> str | None:
    if said := bad_name(entry.filename):
        return said
    if (entry.external_attr >> 16) & KIND == LINK:
        return "是符号链接，不能导入。"
    if entry.flag_bits & 0x1:
        return "设有密码，不能导入。"
    if entry.file_size > MAX_BYTES:
        return f"文件超过 {MAX_BYTES // 1_000_000} MB。"
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 1) + 10_000:
        return "压缩比异常，疑似恶意文件。"
    return None


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes] | Problems:
    """Read what was announced and no byte more."""
    found = {}
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(entry.file_size + 1)
        if len(content) > entry.file_size:
            return _refused(entry.filename, "文件比压缩包声明的更大，疑似恶意文件。", "请重新导出。")
        found[entry.filename] = content
    return found


def _refused(file: str, message: str, suggestion: str) -> Problems:
    return Problems((Problem(file, "", message, suggestion),))
