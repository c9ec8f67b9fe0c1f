"""Workbooks whose files are put together as few programs do, though it is allowed, or as no program may."""

from __future__ import annotations

import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.support.packages import (
    BOOK,
    BOOK_RELS,
    ROOT_RELS,
    SHEET,
    TYPES,
    Change,
    chain,
    names_of_ours,
    parts,
    rebuilt,
    swap,
    without_ours,
)
from xlfuncs.hosts.engine import calculate_workbook
from xlfuncs.hosts.portable import defined_names, portable_copy
from xlfuncs.ooxml.markup import Escaped
from xlfuncs.ooxml.package import WorkbookFileError

E_K = pytest.approx(-89.05869403673188, abs=1e-9)  # NERNST(5,140,1,37): mpmath, 50 digits
SIGNATURE = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
CALL, BARE = "_xldudf_ION_NERNST(5,140,1,37)", "NERNST(5,140,1,37)"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("é & x").write_formula("A1", f"={CALL}", None, 1)
    return path


def prefixed(content: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content).replace(b"xmlns=", b"xmlns:x=")


def utf16(order: str, mark: bytes = b"") -> Change:
    def change(content: bytes) -> bytes:
        return mark + content.decode().replace("UTF-8", "UTF-16").encode(order)

    return change


def check(source: Path, book: str = BOOK, read: str = "utf-8") -> Path:
    """Hold that the copy of a workbook with one sheet and one call differs in the call and our names only."""
    copy = portable_copy(source).path
    before, after = parts(source), parts(copy)
    assert list(before) == list(after)
    texts = [content[book].decode(read) for content in (before, after)]
    assert without_ours(texts[0].encode()) == without_ours(texts[1].encode())
    assert names_of_ours(texts[1].encode()) == len(defined_names())
    assert 'fullCalcOnLoad="1"' in texts[1]
    for name in before.keys() - {book, SHEET}:
        assert after[name] == before[name]
    assert after[SHEET].decode(read) == before[SHEET].decode(read).replace(CALL, BARE)
    return copy


@pytest.mark.parametrize(
    ("order", "mark"),
    [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-16-le", b""), ("utf-16-be", b"")],
)
def test_parts_in_utf_16(plain: Path, tmp_path: Path, order: str, mark: bytes) -> None:
    change = utf16(order, mark)
    source = rebuilt(plain, tmp_path / "odd.xlsx", {BOOK: change, SHEET: change})
    check(source, read=order)
    assert calculate_workbook(source).values("é & x") == [[E_K]]


def test_a_byte_order_mark_in_utf_8(plain: Path, tmp_path: Path) -> None:
    mark: Change = lambda content: b"\xef\xbb\xbf" + content  # noqa: E731
    check(rebuilt(plain, tmp_path / "odd.xlsx", {BOOK: mark, SHEET: mark}))


def test_elements_with_prefixes(plain: Path, tmp_path: Path) -> None:
    copy = check(rebuilt(plain, tmp_path / "odd.xlsx", {BOOK: prefixed, SHEET: prefixed}))
    assert b"</x:sheets><x:definedNames><x:definedName " in parts(copy)[BOOK]
    assert calculate_workbook(copy).values("é & x") == [[E_K]]


def test_absolute_targets_and_another_place(plain: Path, tmp_path: Path) -> None:
    names = {BOOK: "Book/The%20book.xml", BOOK_RELS: "Book/_rels/The%20book.xml.rels"}
    changes = {
        ROOT_RELS: swap('Target="xl/workbook.xml"', 'Target="/book/the%2520book.xml"'),
        TYPES: swap("/xl/workbook.xml", "/Book/The%20book.xml"),
        BOOK_RELS: swap('Target="', 'Target="../xl/', 3),
    }
    copy = check(rebuilt(plain, tmp_path / "odd.xlsx", changes, names=names), names[BOOK])
    assert names[BOOK] in parts(copy)


def test_a_strict_workbook(plain: Path, tmp_path: Path) -> None:
    def strict(content: bytes) -> bytes:
        new = content.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        return new.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )

    check(rebuilt(plain, tmp_path / "odd.xlsx", dict.fromkeys((BOOK, SHEET, BOOK_RELS, ROOT_RELS), strict)))


@pytest.mark.parametrize(
    "kind",
    [
        "vnd.ms-excel.sheet.macroEnabled",
        "vnd.ms-excel.template.macroEnabled",
        "vnd.openxmlformats-officedocument.spreadsheetml.template",
    ],
)
def test_every_kind_of_workbook(plain: Path, tmp_path: Path, kind: str) -> None:
    old = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    check(rebuilt(plain, tmp_path / "odd.xltm", {TYPES: swap(old, f"application/{kind}.main+xml")}))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("&#73;ON&#x2E;NERNST(5,140,1,37)&amp;&quot;&#10;&#xE9;&gt;&quot;", BARE + "&amp;&quot;&#10;&#xE9;&gt;&quot;"),
        ('<![CDATA[ION.NERNST(5,140,1,37)&"<"]]>&amp;1', '<![CDATA[NERNST(5,140,1,37)&"<"]]>&amp;1'),
        ("1+<!-- ION.GHK( -->ION.NERNST(5,140,1,37)", "1+<!-- ION.GHK( -->NERNST(5,140,1,37)"),
        ("&apos;C:\\a &amp; b\\xlfuncs.xlam&apos;!NERNST(5,140,1,37)", BARE),
        (
            "ION.NERNST(5,140,1,37)+LEN(&quot;ION.NERNST(&quot;)\n\t ",
            "NERNST(5,140,1,37)+LEN(&quot;ION.NERNST(&quot;)\n\t ",
        ),
    ],
)
@pytest.mark.parametrize("tag", ["<f>", "<f xml:space=\"preserve\" ca = '1'>", '<f\n a="/>">'])
def test_what_need_not_change_in_a_formula_stays_as_it_is_written(
    plain: Path, tmp_path: Path, written: str, expected: str, tag: str
) -> None:
    old = f"<f>{CALL}</f>"
    source = rebuilt(plain, tmp_path / "odd.xlsx", {SHEET: swap(old, f"{tag}{written}</f>")})
    copy = portable_copy(source).path
    assert parts(copy)[SHEET] == parts(plain)[SHEET].replace(old.encode(), f"{tag}{expected}</f>".encode())


def test_formulas_with_entities_take_no_more_memory_than_others() -> None:
    tracemalloc.start()
    try:
        held = [Escaped(f"{'A1&amp;' * 1000}{n}") for n in range(50)]  # 450 kB of texts, with and without entities
        assert tracemalloc.get_traced_memory()[0] < 1_000_000
    finally:
        tracemalloc.stop()
    assert len(held[0].text) == 3001


def test_rules_in_the_extensions_of_a_sheet(plain: Path, tmp_path: Path) -> None:
    # As Excel 2010 and later write rules that refer to other sheets: [MS-XLSX] 2.6.
    rules = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{0}">'
        '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
        "<x14:dataValidation><x14:formula1><xm:f>%s</xm:f></x14:formula1><x14:formula2> <xm:f>1</xm:f> </x14:formula2>"
        "<xm:sqref>B1</xm:sqref></x14:dataValidation></x14:dataValidations><x14:cfRule><xm:f>%s</xm:f></x14:cfRule>"
        '<x14:cfvo type="formula"><xm:f>%s</xm:f></x14:cfvo></ext></extLst></worksheet>'
    )
    source = rebuilt(plain, tmp_path / "odd.xlsx", {SHEET: swap("</worksheet>", rules % (CALL, CALL, CALL))})
    check(source)
    assert ": 4 calls on 1 sheet now" in portable_copy(source, replace=True).line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<calcPr calcId="124519" fullCalcOnLoad="1"/>', ""),
        ('<calcPr calcId="124519" fullCalcOnLoad="1"/>', "<calcPr calcMode=\"manual\" fullCalcOnLoad='0'></calcPr>"),
        ('<calcPr calcId="124519" fullCalcOnLoad="1"/>', '<calcPr /><oleSize ref="A1"/>'),
        ("</sheets>", "</sheets><definedNames/>"),
        ("</sheets>", '</sheets><functionGroups builtInGroupCount="17"/>'),
        ("</sheets>", '</sheets><definedNames><definedName name="a">1</definedName></definedNames>'),
    ],
)
def test_names_and_the_wish_to_be_calculated_come_where_the_schema_wants_them(
    plain: Path, tmp_path: Path, old: str, new: str
) -> None:
    source = rebuilt(plain, tmp_path / "odd.xlsx", {BOOK: swap(old, new)})
    copy = portable_copy(source).path
    book = parts(copy)[BOOK].decode()
    order = ["workbookPr", "bookViews", "sheets", "functionGroups", "definedNames", "calcPr", "oleSize"]
    found = re.findall(f"<({'|'.join(order)})[ />]", book)
    assert found == [name for name in order if name in found]
    assert {"definedNames", "calcPr"} <= set(found)
    assert len(re.findall("fullCalcOnLoad=[\"']1[\"']", book)) == 1
    assert names_of_ours(book.encode()) == len(defined_names())
    assert calculate_workbook(copy).values("é & x") == [[E_K]]


def test_a_signature_goes_and_is_told(plain: Path, tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
    link = '<Relationship Id="rIdS" Type="{}" Target="{}"/>'
    list_of_links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    )
    override = '<Override PartName="/_xmlsignatures/sig1.xml" ContentType="{}"/>'
    added = {
        "_xmlsignatures/origin.sigs": "",
        "_xmlsignatures/_rels/origin.sigs.rels": list_of_links.format(link.format(f"{kind}/signature", "sig1.xml")),
        "_xmlsignatures/sig1.xml": "<Signature/>",
    }
    signed = {
        ROOT_RELS: swap(
            "</Relationships>", link.format(f"{kind}/origin", "_xmlsignatures/origin.sigs") + "</Relationships>"
        ),
        TYPES: swap("</Types>", override.format(SIGNATURE) + "</Types>"),
    }
    source = rebuilt(plain, tmp_path / "signed.xlsx", signed, added)
    made = portable_copy(source)
    unsigned = portable_copy(plain, tmp_path / "unsigned.xlsx")
    assert parts(made.path) == parts(unsigned.path)
    [remark] = made.remarks
    assert "no digital signature" in remark
    # A workbook that is portable already does not change, and so its signature holds.
    signed_later = rebuilt(unsigned.path, tmp_path / "later.xlsx", signed, added)
    again = portable_copy(signed_later)
    assert (parts(again.path), again.remarks) == (parts(signed_later), [])


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "ION.NERNST(5,140,1,37)">]>'


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        (SHEET, swap("<worksheet", f"{DOCTYPE}<worksheet"), r"damaged .*sheet1\.xml: it has a DOCTYPE"),
        (SHEET, swap("</worksheet>", ""), r"damaged .*sheet1\.xml: no element found"),
        (SHEET, swap(CALL, "ION.<b/>NERNST(1)"), "damaged .*markup within a name"),
        (SHEET, lambda content: b"\xff\xfe" + content, r"damaged .*sheet1\.xml"),
        (BOOK, lambda _: b"", r"damaged .*workbook\.xml: no element found"),
        (BOOK, swap("sheets>", "leaves>", 2), "damaged .*no list of sheets"),
        (ROOT_RELS, swap("xl/workbook.xml", "xl/nowhere.xml"), "not an Excel workbook"),
        (TYPES, swap("spreadsheetml.sheet.main", "wordprocessingml.document.main"), "not an Excel workbook"),
        (TYPES, lambda _: b"<Types>", r"damaged .*Content_Types"),
    ],
)
def test_a_damaged_or_hostile_workbook_is_refused_in_one_line(
    plain: Path, tmp_path: Path, part: str, change: Change, says: str
) -> None:
    source = rebuilt(plain, tmp_path / "bad.xlsx", {part: change})
    with pytest.raises(WorkbookFileError, match=says) as raised:
        portable_copy(source)
    assert "\n" not in str(raised.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.xlsx", "plain.xlsx"]


def test_a_package_that_says_two_things_is_refused(plain: Path, tmp_path: Path) -> None:
    source = rebuilt(plain, tmp_path / "two.xlsx", added={"XL/Workbook.xml": "<workbook/>"})
    with pytest.raises(WorkbookFileError, match="two parts of one name"):
        portable_copy(source)


def test_a_package_that_unpacks_without_end_is_refused(plain: Path, tmp_path: Path) -> None:
    source = tmp_path / "bomb.xlsx"
    source.write_bytes(plain.read_bytes())
    with zipfile.ZipFile(source, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/media/a.png", "w") as part:
        package.fp.flush()
        part.write(bytes(1000))
    data = bytearray(source.read_bytes())
    place = data.rindex(b"xl/media/a.png") - 46  # its entry in the central directory: [APPNOTE] 4.3.12
    data[place + 24 : place + 28] = (2**32 - 2).to_bytes(4, "little")
    source.write_bytes(data)
    with pytest.raises(WorkbookFileError, match="unpacks to more than 2 GB"):
        portable_copy(source)


def test_other_parts_keep_what_looks_like_a_formula(plain: Path, tmp_path: Path) -> None:
    added = {"customXml/item1.xml": f"<f>{CALL}</f>", "xl/vmlDrawing1.vml": "<xml><br></xml>", "notes/f.bin": CALL}
    types = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/></Types>'
    check(rebuilt(plain, tmp_path / "odd.xlsx", {TYPES: chain(swap("</Types>", types))}, added))


def test_what_the_zip_says_of_its_parts_is_kept(plain: Path, tmp_path: Path) -> None:
    source = tmp_path / "zip.xlsx"
    sizes, mark = b"\x01\0\x08\0" + bytes(8), b"\xca\xfe\0\0"  # sizes of a zip with huge parts; any other field
    with zipfile.ZipFile(source, "w") as package:
        package.comment = b"of a recorder"
        for number, (name, content) in enumerate(parts(plain).items()):
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, number))
            info.compress_type = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[number % 2]
            info.comment, info.extra, info.external_attr = b"a part", sizes + mark, 0o640 << 16
            package.writestr(info, content)
    with zipfile.ZipFile(source) as one, zipfile.ZipFile(check(source)) as other:
        assert one.comment == other.comment
        for old, new in zip(one.infolist(), other.infolist(), strict=True):
            for what in ("filename", "date_time", "compress_type", "comment", "external_attr", "create_system"):
                assert getattr(old, what) == getattr(new, what)
            assert new.extra == mark
