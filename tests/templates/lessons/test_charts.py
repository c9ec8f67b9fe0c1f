"""The charts: what they say, also to those who cannot see them, and that they show what the cells hold."""

from __future__ import annotations

import posixpath

import pytest

from tests.support.workbook_files import cells_of, part, part_names, value_at
from tests.templates.subjects import each_theme

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture
def drawn(workbooks, theme):
    """Return the charts of the lesson and of the sheet to explore: descriptions, alt texts, XML."""
    path = workbooks.path(theme.slug)
    charts = (theme.lesson.chart, *theme.explore.charts)
    found = [chart for number in (1, 2) for chart in charts_of(path, f"xl/worksheets/sheet{number}.xml")]
    return list(zip(charts, found, strict=True))


def charts_of(path, sheet):
    """Yield the alt text and the XML of each chart of a sheet."""
    [drawing] = related(path, sheet, "drawing")
    targets = related(path, drawing, "chart")
    frames = part(path, drawing).iter(f"{XDR}graphicFrame")
    for frame, target in zip(frames, targets, strict=True):
        yield frame.find(f".//{XDR}cNvPr").get("descr"), part(path, target)


def related(path, name, kind):
    """Return the parts of a kind that a part refers to."""
    folder, file = posixpath.split(name)
    relations = f"{folder}/_rels/{file}.rels"
    assert relations in part_names(path)
    found = [relation for relation in part(path, relations) if relation.get("Type").endswith(f"/{kind}")]
    return [posixpath.normpath(posixpath.join(folder, relation.get("Target"))) for relation in found]


def text(element):
    return "".join(t.text for t in element.iter(f"{A}t"))


@each_theme
def test_titles_and_alt_texts_are_those_described(drawn):
    for chart, (alt, xml) in drawn:
        assert alt == chart.alt
        assert text(xml.find(f"{C}chart/{C}title")) == chart.title
        assert [text(axis.find(f"{C}title")) for axis in xml.iter(f"{C}valAx")] == [chart.x.title, chart.y.title]


@each_theme
def test_axes_are_as_described(drawn):
    for chart, (_, xml) in drawn:
        for axis, element in zip((chart.x, chart.y), xml.iter(f"{C}valAx"), strict=True):
            scaling = element.find(f"{C}scaling")
            limits = [scaling.find(f"{C}{name}") for name in ("logBase", "min", "max")]
            found = [None if limit is None else float(limit.get("val")) for limit in limits]
            assert found == [10 if axis.log else None, axis.least, axis.most]


@each_theme
def test_every_curve_and_marker_is_a_series_with_a_name_and_a_look_of_its_own(drawn):
    for chart, (_, xml) in drawn:
        series = list(xml.iter(f"{C}ser"))
        names = [s.findtext(f"{C}tx//{C}v") for s in series]
        assert names == [item.label for item in (*chart.curves, *chart.markers)]
        assert len(set(names)) == len(names)
        dashes = [s.find(f"{C}spPr/{A}ln/{A}prstDash").get("val") for s in series[: len(chart.curves)]]
        symbols = [s.find(f"{C}marker/{C}symbol").get("val") for s in series[len(chart.curves) :]]
        assert len(set(dashes)) == len(dashes)
        assert len(set(symbols)) == len(symbols)


@each_theme
def test_points_of_a_hidden_sheet_are_drawn(drawn):
    # Absent it means shown in the version of the format that the file says it is in.
    for _, (_, xml) in drawn:
        assert xml.find(f"{C}chart/{C}plotVisOnly") is None or xml.find(f"{C}chart/{C}plotVisOnly").get("val") == "0"


@each_theme
def test_charts_hold_the_points_that_the_cells_hold(workbooks, theme, drawn):
    path = workbooks.path(theme.slug)
    for chart, (_, xml) in drawn:
        for axis in ("xVal", "yVal"):
            for data in xml.iter(f"{C}{axis}"):
                reference = data.findtext(f"{C}numRef/{C}f")
                cells = [value_at(path, place) for row in cells_of(reference, "") for place in row]
                points = {int(p.get("idx")): float(p.findtext(f"{C}v")) for p in data.iter(f"{C}pt")}
                numbers = {i: value for i, value in enumerate(cells) if isinstance(value, float)}
                assert points == pytest.approx(numbers, rel=1e-12), (chart.title, reference)


@each_theme
def test_curves_have_points_and_the_readers_own_lie_within(workbooks, theme, drawn):
    path = workbooks.path(theme.slug)
    for chart, (_, xml) in drawn:
        references = [data.findtext(f"{C}numRef/{C}f") for data in xml.iter(f"{C}yVal")]
        for reference in references:
            found = [value_at(path, place) for row in cells_of(reference, "") for place in row]
            assert sum(isinstance(value, float) for value in found) >= 0.8 * len(found), (chart.title, reference)
        for data in list(xml.iter(f"{C}xVal"))[len(chart.curves) :]:
            [[place]] = cells_of(data.findtext(f"{C}numRef/{C}f"), "")
            assert chart.start <= value_at(path, place) <= chart.stop, chart.title
