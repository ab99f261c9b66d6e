"""Photos become small, upright pictures with nothing else in the file; what is no picture is None."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin
from tests.draft.report_event import image

from communique.draft import pictures


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def prepared(content: bytes, longest: int = 1600) -> pictures.Picture:
    made = pictures.prepared(content, longest)
    assert made is not None
    return made


def saved(drawn: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    drawn.save(buffer, kind, **options)
    return buffer.getvalue()


def test_a_photo_is_made_small_in_its_own_proportions() -> None:
    made = prepared(image(2400, 1500))
    assert (made.extension, made.width, made.height) == ("jpeg", 1600, 1000)
    assert opened(made.content).size == (1600, 1000)
    assert made.content[:11] == b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"  # what python-docx and Word look for


def test_a_small_picture_keeps_its_size() -> None:
    made = prepared(image(300, 200))
    assert (made.width, made.height) == (300, 200)


def test_a_lying_photo_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = prepared(image(400, 200, exif=exif.tobytes()))
    assert (made.width, made.height) == (200, 400)
    # The sun, top right in the file, is at the bottom right once the picture is turned clockwise.
    pixel = opened(made.content).getpixel((155, 325))
    assert isinstance(pixel, tuple)
    assert pixel[0] - pixel[2] > 100


def test_nothing_but_the_picture_leaves() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker of telephones"
    exif.get_ifd(0x8825)[2] = (11.0, 33.0, 0.0)
    made = prepared(image(400, 200, exif=exif.tobytes(), comment=b"a private remark"))
    assert b"Maker" not in made.content
    assert b"private" not in made.content
    assert b"Exif" not in made.content
    assert dict(opened(made.content).getexif()) == {}


def test_png_stays_png_without_its_texts() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Somebody")
    made = prepared(image(64, 40, "PNG", pnginfo=texts))
    assert (made.extension, made.content[:4]) == ("png", b"\x89PNG")
    assert b"Somebody" not in made.content


def test_transparency_is_kept_in_png() -> None:
    made = prepared(saved(Image.new("RGBA", (8, 8), (255, 0, 0, 0)), "PNG"))
    assert (made.extension, opened(made.content).getpixel((0, 0))) == ("png", (255, 0, 0, 0))


def test_a_photograph_saved_as_png_becomes_jpeg() -> None:
    noise = Image.effect_noise((1000, 1000), 90)
    made = prepared(saved(Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))), "PNG"))
    assert made.extension == "jpeg"


@pytest.mark.parametrize(
    ("mode", "kind", "extension"),
    [
        ("CMYK", "JPEG", "jpeg"),
        ("L", "JPEG", "jpeg"),
        ("P", "PNG", "png"),
        ("1", "PNG", "png"),
        ("LA", "PNG", "png"),
        ("I;16", "PNG", "png"),
        ("P", "GIF", "png"),
        ("RGB", "WEBP", "jpeg"),
        ("RGBA", "WEBP", "jpeg"),
        ("RGB", "TIFF", "jpeg"),
        ("RGB", "BMP", "png"),
    ],
)
def test_other_modes_and_formats(mode: str, kind: str, extension: str) -> None:
    made = prepared(saved(Image.new(mode, (40, 30)), kind))
    assert made.extension == extension
    assert opened(made.content).size == (40, 30)
    assert opened(made.content).mode in ("RGB", "RGBA", "L")


def png_of_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as this."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        image(640, 400)[:700],
        image(640, 400)[:-200],
        image(640, 400, "PNG")[:300],
        b"\xff\xd8\xff\xe0",
        png_of_size(30_000, 30_000),
        png_of_size(10_000, 9_000),
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
    ],
)
def test_a_broken_file_is_none_and_says_nothing(content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    assert pictures.prepared(content) is None
    assert capfd.readouterr() == ("", "")


def test_a_photo_is_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    content = image(123, 45)
    first = pictures.prepared(content)
    monkeypatch.setattr(pictures, "_prepare", lambda *_: pytest.fail("it was there already"))
    assert pictures.prepared(content) is first
    assert len(pictures._prepared) <= pictures._KEPT


def test_foreign_colours_become_those_of_the_screen() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = prepared(image(40, 30, icc_profile=b"no profile"))
    other = prepared(image(40, 30, icc_profile=profile))
    plain = prepared(image(40, 30))
    assert b"ICC_PROFILE" not in broken.content + other.content
    assert opened(broken.content).tobytes() == opened(plain.content).tobytes()
