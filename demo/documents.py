"""Small office documents and zip files, the same bytes on every build."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_DATE = (2024, 6, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org"


def write_zip(path: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    """Write a zip with the members (name, content) and a fixed date."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return path


def write_pdf(path: Path, title: str, paragraphs: Sequence[str]) -> Path:
    """Write a one-page PDF with a title and wrapped paragraphs."""
    lines = [f"BT /F1 18 Tf 60 780 Td ({_pdf_text(title)}) Tj", "/F1 11 Tf 0 -34 Td 15 TL"]
    for paragraph in paragraphs:
        lines.extend(f"({_pdf_text(line)}) Tj T*" for line in _wrapped(paragraph, 84))
        lines.append("T*")
    stream = "\n".join([*lines, "ET"]).encode("cp1252", "replace")
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n"
    path.write_bytes(body + tail % (table, len(body)) + b"%%EOF\n")
    return path


def _pdf_text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _wrapped(text: str, width: int) -> list[str]:
    lines, current = [], ""
    for word in text.split():
        if len(current) + len(word) + 1 > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return [*lines, current]


def write_docx(path: Path, title: str, paragraphs: Sequence[str]) -> Path:
    """Write a Word document with a title and paragraphs."""
    main = f"{_OFFICE}/wordprocessingml/2006/main"
    text = "".join(f"<w:p><w:r><w:t>{escape(p)}</w:t></w:r></w:p>" for p in [title, *paragraphs])
    body = f'<w:document xmlns:w="{main}"><w:body>{text}</w:body></w:document>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return write_zip(path, _package("word/document.xml", body, kind, {}))


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """Write a workbook with one sheet."""
    main = f"{_OFFICE}/spreadsheetml/2006/main"
    relations = f"{_OFFICE}/officeDocument/2006/relationships"
    lines = "".join(f"<row>{''.join(_cell(value) for value in row)}</row>" for row in rows)
    sheet = f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
    book = (
        f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    link = _relations("rId1", f"{relations}/worksheet", "worksheets/sheet1.xml")
    more = {"xl/worksheets/sheet1.xml": sheet, "xl/_rels/workbook.xml.rels": link}
    members = _package("xl/workbook.xml", book, f"{kind}.sheet.main+xml", more)
    return write_zip(path, members)


def _cell(value: Any) -> str:
    if isinstance(value, (int, float)):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def _relations(identifier: str, kind: str, target: str) -> str:
    inner = f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_OFFICE + "/package"}/2006/relationships">{inner}</Relationships>'


def _package(part: str, body: str, kind: str, more: dict[str, str]) -> list[tuple[str, bytes]]:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    types = (
        f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="{sheet}"/>'
        f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    )
    root = _relations("rId1", f"{_OFFICE}/officeDocument/2006/relationships/officeDocument", part)
    parts = {"[Content_Types].xml": types, "_rels/.rels": root, part: body, **more}
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return [(name, (head + text).encode()) for name, text in parts.items()]
