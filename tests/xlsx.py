"""Reads a workbook from stdin with openpyxl and tells what stands in it, as JSON: a line for the book, then a line a row. A cell is null, or its kind
(s text, n number, d day or time, f formula), its format and its value. The first row has "bold" for kinds, if it is. With --each it reads one workbook
after the other, each after a line with its size, and tells how many lines follow."""
import io
import json
import sys
import warnings

import openpyxl

warnings.simplefilter("error")


def cell(c):
    if c.value is None:
        return None
    value = c.value.isoformat() if c.data_type == "d" else c.value
    return ["bold" if c.font.b else c.data_type, c.number_format, value]


def told(what):
    return (json.dumps(what, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def lines(body):
    book = openpyxl.load_workbook(io.BytesIO(body))
    sheet = book.worksheets[0]
    yield told({
        "sheets": book.sheetnames,
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "repeated": sheet.print_title_rows,
        "widths": [round(sheet.column_dimensions[letter].width) for letter in sorted(sheet.column_dimensions, key=lambda name: (len(name), name))],
        "created": book.properties.created.isoformat(),
    })
    for row in sheet.iter_rows():
        yield told([cell(c) for c in row])


if sys.argv[1:] == ["--each"]:
    for size in iter(sys.stdin.buffer.readline, b""):
        answer = list(lines(sys.stdin.buffer.read(int(size))))
        sys.stdout.buffer.write(b"%d\n" % len(answer) + b"".join(answer))
        sys.stdout.buffer.flush()
else:
    for line in lines(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(line)
