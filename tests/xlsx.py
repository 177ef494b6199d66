"""Reads a workbook from stdin with openpyxl and tells what stands in it, as JSON: a line for the book, then a line a row. A cell is null, or its kind
(s text, n number, d day or time, f formula), its format and its value. The first row has "bold" for kinds, if it is."""
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


def say(what):
    sys.stdout.buffer.write((json.dumps(what, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))


book = openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
sheet = book.worksheets[0]
say({
    "sheets": book.sheetnames,
    "frozen": sheet.freeze_panes,
    "filter": sheet.auto_filter.ref,
    "repeated": sheet.print_title_rows,
    "widths": [round(sheet.column_dimensions[letter].width) for letter in sorted(sheet.column_dimensions, key=lambda name: (len(name), name))],
    "created": book.properties.created.isoformat(),
})
for row in sheet.iter_rows():
    say([cell(c) for c in row])
