"""Mails: their text with subject, sender and date, their attachments, and broken ones."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from time import process_time

import pytest

from attrib.data import Document
from tests.readers.foreign.word import docx, paragraph, run
from tests.readers.reading import only_document, problems, read_bytes, texts

HEAD = b"From: Bea Writer <bea@gull.example>\r\nSubject: Port stays shut\r\nDate: Wed, 5 Mar 2025 18:30:00 +0100\r\n"


def mail(text: str = "The minister said no.\n") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "Zoë Quill <zoe@gull.example>", "Türen – zu"
    message["Date"], message["Message-ID"] = "Wed, 5 Mar 2025 18:30:00 +0100", "<1@gull.example>"
    message.set_content(text)
    return message


def test_a_mail_is_an_article(tmp_path: Path) -> None:
    message = mail("“No,” said the minister.\n> He said yes.\n")
    message.add_alternative("<p>Other words.</p>", subtype="html")
    document = only_document(read_bytes(tmp_path, message.as_bytes(), "a.eml"))
    assert document.text.splitlines() == ["“No,” said the minister.", "> He said yes."]
    assert (document.title, document.author, document.external_id) == ("Türen – zu", "Zoë Quill", "<1@gull.example>")
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2025-03-05T17:30:00+00:00"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            b"Content-Type: text/html; charset=utf-8\r\n\r\n<style>x</style><p>One.</p><p>Two<br>lines.</p>",
            "One.\n\nTwo\nlines.",
        ),
        (b"Content-Type: text/plain; charset=windows-1252\r\n\r\n\x93No,\x94 he said.", "“No,” he said."),
        (b"Content-Type: text/plain; charset=nonsense\r\n\r\nHe said no.", "He said no."),
        (b"Content-Type: text/plain; format=flowed\r\n\r\nHe said \r\nno.\r\n-- \r\nBea", "He said no.\r\n-- \r\nBea"),
        (b"Content-Transfer-Encoding: quoted-printable\r\n\r\nHe =\r\nsaid =E2=80=9Cno=E2=80=9D.", "He said “no”."),
    ],
    ids=["html", "windows-1252", "unknown charset", "flowed", "quoted-printable"],
)
def test_bodies_of_every_kind(tmp_path: Path, content: bytes, text: str) -> None:
    assert only_document(read_bytes(tmp_path, HEAD + content, "a.eml")).text == text


def test_attachments_are_files_of_their_own(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(docx(paragraph(run("She said yes."))), "application", "octet-stream", filename="../Ü.docx")
    message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    message.add_attachment(mail("An older one.\n"))
    found = read_bytes(tmp_path, message.as_bytes(), "a.eml")
    assert [text.strip() for text in texts(found)] == ["The minister said no.", "She said yes.", "An older one."]
    assert [item.location.partition("!/")[2] for item in found if isinstance(item, Document)] == [
        "",
        "../Ü.docx",
        "3.eml",
    ]
    assert "1 attachment skipped because of an unknown suffix (.png 1)" in problems(found)[0][1]


def test_a_mail_of_attachments_alone_has_no_text_of_its_own(tmp_path: Path) -> None:
    message = mail(" \n")
    message.add_attachment("She said yes.\n", filename="a.txt")
    assert [text.strip() for text in texts(read_bytes(tmp_path, message.as_bytes(), "a.eml"))] == ["She said yes."]


@pytest.mark.parametrize(
    "data",
    [
        b"no mail at all",
        HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n",
        HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"From: " + b"(" * 50_000 + b"\r\nSubject: =?utf-8?b?//?=\r\nDate: soon\r\n\r\nHe said no.",
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(700)),
    ],
    ids=["no mail", "cut off", "bad base64", "hostile headers", "deep"],
)
def test_broken_mails_are_told_or_read(tmp_path: Path, data: bytes) -> None:
    assert read_bytes(tmp_path, data, "a.eml")


@pytest.mark.parametrize(
    "hostile",
    [
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\n.\r\n" * 3_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(200)),
    ],
    ids=["beside each other", "within each other"],
)
def test_a_mail_of_thousands_of_parts_is_refused(tmp_path: Path, hostile: bytes) -> None:
    assert "more than 2,000 parts" in problems(read_bytes(tmp_path, HEAD + hostile, "a.eml"))[0][1]


def test_a_type_of_any_length_is_read_in_time(tmp_path: Path) -> None:
    """Headers take time in proportion to the square of their length; no more is read than a header holds."""

    def seconds(length: int) -> float:
        kind = b"Content-Type: text/plain" + b"; a=b" * length + b"\r\nContent-Disposition: inline" + b"; c=d" * length
        started = process_time()
        assert texts(read_bytes(tmp_path, HEAD + kind + b"\r\n\r\nThe minister said no.\r\n", "a.eml"))
        return process_time() - started

    seconds(10)
    assert seconds(400_000) < 1 + 10 * seconds(20_000)
