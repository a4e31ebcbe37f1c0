"""Writing single cells into an .xlsx: only their own elements change, every other part and byte is copied as it is."""

import io
import posixpath
import zipfile
from collections import defaultdict
from decimal import Decimal

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

LINK = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


def write(content, values):
    """The workbook with {(sheet, row, column): number or text} in its cells, which keep their format."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as copy:
        parts = sheet_parts(package)
        wanted = defaultdict(dict)
        for (sheet, row, column), value in values.items():
            wanted[parts[sheet]][row, column] = value
        for part in package.infolist():
            data = package.read(part)
            if part.filename in wanted:
                data = _filled(data, wanted[part.filename])
            elif part.filename == BOOK:
                data = _computed_on_opening(data)
            copy.writestr(part, data)
    return out.getvalue()


def sheet_parts(package):
    """{sheet name: its part in the package}"""
    targets = {}
    for link in _tree(package.read(LINKS)):
        target = link.get("Target")
        targets[link.get("Id")] = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    sheets = [node for node in _tree(package.read(BOOK)).iter() if _name(node) == "sheet"]
    return {node.get("name"): targets[node.get(LINK[0]) or node.get(LINK[1])] for node in sheets}


def _tree(data):
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _bytes(tree):
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _name(node):
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _filled(data, values):
    tree = _tree(data)
    space = tree.tag.removesuffix("worksheet")
    rows = tree.find(f"{space}sheetData")
    _number(rows)
    styles = _column_styles(tree, space)
    for (number, column), value in sorted(values.items()):
        row = _child(rows, f"{space}row", number, lambda node: int(node.get("r")), str(number))
        at = f"{get_column_letter(column)}{number}"
        is_new = len(row)
        cell = _child(row, f"{space}c", column, _column_of, at)
        if len(row) > is_new:
            _dress(cell, row, styles.get(column))
        _put(cell, value, space)
    return _bytes(tree)


def _number(rows):
    """Some programs leave the addresses of rows and cells out where they follow one another."""
    row_number = 0
    for row in rows:
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        column = 0
        for cell in row:
            column = _column_of(cell) if cell.get("r") else column + 1
            cell.set("r", f"{get_column_letter(column)}{row_number}")


def _column_of(cell):
    return column_index_from_string(coordinate_from_string(cell.get("r"))[0])


def _child(parent, tag, place, place_of, address):
    """The child at a place; made there, in order, when there is none yet."""
    for index, node in enumerate(parent):
        if place_of(node) == place:
            return node
        if place_of(node) > place:
            made = etree.Element(tag, r=address)
            parent.insert(index, made)
            return made
    return etree.SubElement(parent, tag, r=address)


def _column_styles(tree, space):
    """{column: style} where the sheet gives whole columns a format."""
    styles = {}
    for node in tree.iterfind(f"{space}cols/{space}col"):
        if node.get("style"):
            for column in range(int(node.get("min")), min(int(node.get("max")), 200) + 1):
                styles[column] = node.get("style")
    return styles


def _dress(cell, row, column_style):
    """A cell that was not there looks as its row or column does."""
    style = row.get("s") if row.get("customFormat") in ("1", "true") else column_style
    if style:
        cell.set("s", style)


def _put(cell, value, space):
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, int | Decimal):
        etree.SubElement(cell, f"{space}v").text = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
    text.text = value
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _computed_on_opening(data):
    """The workbook's own sums are computed anew when it is opened."""
    tree = _tree(data)
    space = tree.tag.removesuffix("workbook")
    node = tree.find(f"{space}calcPr")
    if node is None:
        last = max(tree.index(child) for child in tree if _name(child) in BEFORE_CALCULATION)
        node = etree.Element(f"{space}calcPr")
        tree.insert(last + 1, node)
    node.set("fullCalcOnLoad", "1")
    return _bytes(tree)
