"""Uploads are judged by their content: types, false names, markup, bombs, metadata."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from form_builder import Accepted, Declared, Refusal, sniff
from form_builder.uploads import plain_name


def png(size: tuple[int, int] = (4, 3), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG", **more)
    return out.getvalue()


def jpeg(**more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 2), "white").save(out, "JPEG", **more)
    return out.getvalue()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def huge_png() -> bytes:
    """A few bytes that claim to be 60,000 x 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


ALL = ("pdf", "jpg", "png", "docx", "xlsx", "doc", "xls", "ofd")
GOOD: dict[str, bytes] = {
    "图.png": png(),
    "照片.JPEG": jpeg(),
    "合同.pdf": b"%PDF-1.7\n%x",
    "申请书.docx": zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
    "表.xlsx": zipped({"xl/workbook.xml": b"<x/>"}),
    "版式.ofd": zipped({"OFD.xml": b"<x/>", "Doc_0/Document.xml": b"<x/>"}),
    "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "旧.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", GOOD)
def test_accepted(name: str) -> None:
    found = sniff(GOOD[name], Declared(name, ALL))
    assert isinstance(found, Accepted), found
    assert found.name == name
    assert found.descriptor()["size"] == len(found.data)
    assert found.digest.startswith("sha256:")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("空.pdf", b"", "是空的"),
    "too large": ("大.pdf", b"%PDF-" + b"0" * 20_000, "超过 10 KB"),
    "svg": ("图.svg", SVG, "含有网页、脚本或程序内容"),
    "svg called png": ("图.png", SVG, "含有网页、脚本或程序内容"),
    "html with a byte order mark": ("页.pdf", b"\xef\xbb\xbf <html>", "含有网页、脚本或程序内容"),
    "html in utf-16": ("页.pdf", "<html>".encode("utf-16"), "含有网页、脚本或程序内容"),
    "shell script": ("a.pdf", b"#!/bin/sh", "含有网页、脚本或程序内容"),
    "program": ("a.pdf", b"MZ\x90\x00", "含有网页、脚本或程序内容"),
    "text": ("a.pdf", "只是文字".encode(), "不是可识别的文件类型"),
    "png called jpg": ("图.jpg", png(), "扩展名与内容不符（实际为 png）"),
    "no extension": ("图", png(), "扩展名与内容不符（实际为 png）"),
    "type that the field does not take": ("表.xlsx", zipped({"xl/workbook.xml": b"<x/>"}), "不在可接受范围内"),
    "plain zip": ("包.docx", zipped({"a.txt": b"x"}), "是压缩包"),
    "broken zip": ("包.docx", b"PK\x03\x04broken", "已损坏"),
    "zip bomb": ("弹.docx", zipped({"word/document.xml": b"\0" * 8_000_000}), "压缩比异常"),
    "macro": ("宏.docx", zipped({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}), "含有宏"),
    "many members": ("多.docx", zipped({f"word/{at}": b"" for at in range(2_001)}), "超过"),
    "broken picture": ("图.png", png()[:40], "图片已损坏或过大"),
    "picture bomb": ("图.png", huge_png(), "图片已损坏或过大"),
}


@pytest.mark.parametrize("name", BAD)
def test_refused(name: str) -> None:
    declared, data, reason = BAD[name]
    accept = ("pdf", "jpg", "png", "svg", "docx") if name != "type that the field does not take" else ("pdf",)
    found = sniff(data, Declared(declared, accept, max_kb=10))
    assert isinstance(found, Refusal), found
    assert reason in found.reason
    assert f"“{declared}”" in found.reason


def test_too_many_members_in_a_large_enough_limit() -> None:
    found = sniff(zipped({f"word/{at}": b"" for at in range(2_001)}), Declared("多.docx", ALL))
    assert isinstance(found, Refusal)
    assert "解压后过大" in found.reason


def test_pictures_lose_their_metadata_and_stand_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turned by 90 degrees
    exif[0x010F] = "拍摄者"
    found = sniff(jpeg(exif=exif), Declared("照片.jpg"))
    assert isinstance(found, Accepted)
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.size == (2, 4)
        assert not image.getexif()
    assert "拍摄者".encode() not in found.data


def test_what_hides_behind_a_picture_is_gone() -> None:
    found = sniff(png() + b"<script>alert(1)</script>", Declared("图.png"))
    assert isinstance(found, Accepted)
    assert b"<script>" not in found.data
    again = sniff(found.data, Declared("图.png"))
    assert isinstance(again, Accepted)
    assert again.data == found.data


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK"])
def test_every_colour_mode_is_kept_readable(mode: str) -> None:
    out, kind = io.BytesIO(), "jpg" if mode == "CMYK" else "png"
    Image.new("RGB", (2, 2), "red").convert(mode).save(out, "JPEG" if kind == "jpg" else "PNG")
    assert isinstance(sniff(out.getvalue(), Declared(f"图.{kind}")), Accepted)


NAMES = {
    "../../etc/passwd": "passwd",
    "C:\\用户\\身份证.jpg": "身份证.jpg",
    'a"<b>|c?.pdf': "abc.pdf",
    "\x00\n": "未命名",
    "...": "未命名",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_made_safe(name: str) -> None:
    assert plain_name(name) == NAMES[name]


@given(st.binary(max_size=300), st.sampled_from(["a.png", "a.jpg", "a.docx", "a.pdf"]), st.binary(max_size=12))
def test_no_content_is_a_crash(data: bytes, name: str, start: bytes) -> None:
    heads = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", start)
    for head in heads:
        assert isinstance(sniff(head + data, Declared(name, ALL)), (Accepted, Refusal))
