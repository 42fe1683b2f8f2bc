"""Native Word charts: a chart part with its workbook inside, so that a reader can edit the numbers."""

import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from xml.sax.saxutils import quoteattr

import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from kaocheng.numbers import fixed_text
from kaocheng.report.document import Chart
from kaocheng.report.drawing import height
from kaocheng.report.drawing.svg import colour, step_colour, step_ink
from kaocheng.report.word.measures import CHART_WIDTH, EMU_PER_MM
from kaocheng.report.word.xml import plain_text

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "pie": XL_CHART_TYPE.PIE,
    "stacked": XL_CHART_TYPE.BAR_STACKED_100,
}
# python-pptx carries no types.
_ChartData: Any = CategoryChartData
_Writer: Any = ChartXmlWriter
_LEAST_SHARE = Fraction(8, 100)
# A zip cannot hold an earlier date; it stands for "none".
NO_DATE = datetime(1980, 1, 1)  # noqa: DTZ001 - dates inside the file are without a zone


def chart_parts(chart: Chart, number: int, package: Any) -> Part:
    """The chart part for ``chart``, number ``number`` of the file, related to its workbook part."""
    workbook = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), _WORKBOOK_TYPE, _workbook(chart), package
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    root = _chart_xml(chart)
    external = etree.SubElement(root, f"{{{_C}}}externalData")
    external.set(f"{{{_R}}}id", part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE))
    etree.SubElement(external, f"{{{_C}}}autoUpdate").set("val", "0")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 - its only way in
    return part


def drawing(chart: Chart, number: int, relation: str) -> str:
    """The run that shows the chart in a paragraph."""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{CHART_WIDTH}" cy="{height(chart) * EMU_PER_MM}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr={quoteattr(plain_text(chart.title))}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></w:r>"
    )


def _decimal(value: Fraction | None, chart: Chart) -> Decimal | None:
    return None if value is None else Decimal(fixed_text(value, chart.digits + (2 if chart.percent else 0)))


def _format(chart: Chart) -> str:
    decimals = "." + "0" * chart.digits if chart.digits else ""
    return f"0{decimals}%" if chart.percent else f"#,##0{decimals}"


def _workbook(chart: Chart) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": NO_DATE})
    sheet = book.add_worksheet("Sheet1")
    form = book.add_format({"num_format": _format(chart)})
    sheet.write_column(1, 0, chart.categories)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, _decimal(value, chart), form)
    book.close()
    return buffer.getvalue()


def _chart_xml(chart: Chart) -> etree._Element:
    data: Any = _ChartData(number_format=_format(chart))
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, [_decimal(value, chart) for value in series.values])
    root = etree.fromstring(_Writer(_KINDS[chart.kind], data).xml.encode())
    # python-pptx numbers axes below zero, which the schema forbids.
    for axis in root.iter(f"{{{_C}}}axId", f"{{{_C}}}crossAx"):
        axis.set("val", axis.get("val").lstrip("-"))
    inside = root.find(f"{{{_C}}}chart")
    for old in [*inside.findall(f"{{{_C}}}title"), *inside.findall(f"{{{_C}}}autoTitleDeleted")]:
        inside.remove(old)
    inside.insert(0, _element('<c:autoTitleDeleted val="1"/>'))
    plot = inside.find(f"{{{_C}}}plotArea")
    for kind in [element for element in plot if element.tag.endswith("Chart")]:
        _label_values(kind, chart)
        _colour(kind, chart)
    if chart.kind in ("bar", "stacked"):
        _first_on_top(plot)
    _hide_value_axis(plot)
    for legend in inside.findall(f"{{{_C}}}legend"):
        inside.remove(legend)
    if len(chart.series) > 1 or chart.kind == "pie":
        side = "r" if chart.kind == "pie" else "b"
        plot.addnext(_element(f'<c:legend><c:legendPos val="{side}"/><c:overlay val="0"/></c:legend>'))
    for old in root.findall(f"{{{_C}}}txPr"):
        root.remove(old)
    inside.addnext(_element("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"))
    inside.getnext().addnext(
        _element(
            '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:latin typeface="Times New Roman"/>'
            '<a:ea typeface="宋体"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        )
    )
    return root


def _element(xml: str) -> etree._Element:
    name = xml[1:].partition(" ")[0].partition(">")[0]
    return etree.fromstring(xml.replace(name, f'{name} xmlns:c="{_C}" xmlns:a="{_A}"', 1))


def _label_values(kind: etree._Element, chart: Chart) -> None:
    """Print every value at its bar or slice; in stacked bars those go without whose share is too small for words."""
    for old in kind.findall(f"{{{_C}}}dLbls"):
        kind.remove(old)
    series = kind.findall(f"{{{_C}}}ser")
    if chart.kind != "stacked":
        series[-1].addnext(_labels(chart, ()))
        return
    for number, (element, part) in enumerate(zip(series, chart.series, strict=True)):
        small = [place for place, value in enumerate(part.values) if _share(chart, place, value) < _LEAST_SHARE]
        element.find(f"{{{_C}}}cat").addprevious(_labels(chart, small, step_ink(number, len(series))))


def _share(chart: Chart, place: int, value: Fraction | None) -> Fraction:
    whole = sum((series.values[place] or Fraction(0) for series in chart.series), Fraction(0))
    return (value or Fraction(0)) / whole if whole else Fraction(0)


def _labels(chart: Chart, hidden: Iterable[int], letters: str = "#222222") -> etree._Element:
    share = 1 if chart.kind == "pie" and not chart.percent else 0
    form = "0.00%" if share else _format(chart)
    outside = "" if chart.kind == "stacked" else '<c:dLblPos val="outEnd"/>'
    without = "".join(f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>' for place in hidden)
    return _element(
        f'<c:dLbls>{without}<c:numFmt formatCode="{form}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="{letters[1:].upper()}"/>'
        f'</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>{outside}<c:showLegendKey val="0"/>'
        f'<c:showVal val="{1 - share}"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="{share}"/>'
        f'<c:showBubbleSize val="0"/></c:dLbls>'
    )


def _fill(shade: str) -> etree._Element:
    fill = shade.lstrip("#").upper()
    return _element(
        f'<c:spPr><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="555555"/>'
        "</a:solidFill></a:ln></c:spPr>"
    )


def _colour(kind: etree._Element, chart: Chart) -> None:
    """Give series, or the slices of a pie, the colours that the other formats use."""
    count = len(chart.series)
    for number, series in enumerate(kind.findall(f"{{{_C}}}ser")):
        for old in series.findall(f"{{{_C}}}spPr"):
            series.remove(old)
        before = series.find(f"{{{_C}}}tx")
        if chart.kind != "pie":
            before.addnext(_fill(step_colour(number, count) if chart.kind == "stacked" else colour(number)))
            continue
        for slice_number in reversed(range(len(chart.categories))):
            point = _element(f'<c:dPt><c:idx val="{slice_number}"/></c:dPt>')
            point.append(_fill(colour(slice_number)))
            before.addnext(point)


def _hide_value_axis(plot: etree._Element) -> None:
    """Every value is printed at its bar: scale and gridlines would only repeat it."""
    for axis in plot.findall(f"{{{_C}}}valAx"):
        for grid in axis.findall(f"{{{_C}}}majorGridlines"):
            axis.remove(grid)
        axis.find(f"{{{_C}}}delete").set("val", "1")
        scaling = axis.find(f"{{{_C}}}scaling")
        if scaling.find(f"{{{_C}}}min") is None:
            scaling.append(_element('<c:min val="0"/>'))


def _first_on_top(plot: etree._Element) -> None:
    """Lying bars are drawn from below; turn the category axis so that the first category is on top."""
    orientation = plot.find(f"{{{_C}}}catAx/{{{_C}}}scaling/{{{_C}}}orientation")
    if orientation is None:
        scaling = plot.find(f"{{{_C}}}catAx/{{{_C}}}scaling")
        orientation = etree.SubElement(scaling, f"{{{_C}}}orientation")
    orientation.set("val", "maxMin")
