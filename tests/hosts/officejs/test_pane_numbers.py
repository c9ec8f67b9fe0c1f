"""Numbers as people of several countries type them: nobody's number is taken for another."""

from __future__ import annotations

import pytest

from tests.hosts.officejs.pane_page import Pane, in_tab


@pytest.fixture(scope="module")
def pane(chromium, server):
    with in_tab(chromium, server) as opened:
        yield opened


@pytest.fixture(scope="module")
def german(chromium, server):
    """A browser whose language has decimal commas."""
    context = chromium.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(server)
    page.wait_for_selector("html[data-ready]")
    yield Pane(page, server)
    context.close()


def words(pane, argument):
    return pane.page.locator(f'.field[data-argument="{argument}"] .field-trouble').inner_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,000", "“1,000” may mean 1 or 1000: type the one you mean."),
        ("−1,234", "“−1,234” may mean -1.234 or -1234: type the one you mean."),
        ("1,234.5", "Type 1234.5: thousands are not set apart here."),
        ("1.234,5", "Type 1234.5: thousands are not set apart here."),
        ("1,234,567", "Type 1234567: thousands are not set apart here."),
        ("1 000", "Type 1000: thousands are not set apart here."),
        ("1’000", "Type 1000: thousands are not set apart here."),
        ("5; 1,000; 7", "“1,000” may mean 1 or 1000: type the one you mean."),
    ],
)
def test_a_number_that_is_not_clear_is_no_number_and_one_is_told_why(pane, typed, said):
    pane.open("NERNST", typed, "140", "1", "37")
    assert words(pane, "c_out") == said
    assert pane.control("c_out").get_attribute("aria-invalid") == "true"
    assert "#VALUE!" in pane.result()
    unclear = typed.removeprefix("5; ").removesuffix("; 7")
    assert f'"{unclear}"' in pane.formula


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5,145", "“5,145” may mean 5.145 or 5145 or 5; 145: type the one you mean."),
        ("5,14", "“5,14” may mean 5.14 or 5; 14: type the one you mean."),
        ("5,14\n10,140", "“5,14” may mean 5.14 or 5; 14: type the one you mean."),
        ("0,145", "“0,145” may mean 0.145 or 0; 145: type the one you mean."),
        ("145,100.5", "“145,100.5” may mean 145100.5 or 145; 100.5: type the one you mean."),
        ("1,000.5", "Type 1000.5: thousands are not set apart here."),
    ],
)
def test_where_commas_may_part_values_a_single_one_is_not_guessed_at(pane, typed, said):
    pane.open("GHK", "1; 0.05", typed)
    assert words(pane, "c_out") == said
    assert pane.result() == ["#VALUE!"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0,5", "0.5"), ("37,25", "37.25"), ("0,125", "0.125"), ("1234,5", "1234.5"), ("1.234", "1.234")],
)
def test_a_comma_that_can_only_be_decimal_is_a_decimal_comma(pane, typed, number):
    pane.open("NERNST", typed, "140", "1", "37")
    assert pane.formula == f"=NERNST({number},140,1,37)"
    assert words(pane, "c_out") == ""
    assert pane.control("c_out").get_attribute("aria-invalid") == "false"


def test_an_end_of_the_plot_that_is_not_clear_is_none(pane):
    pane.go("NERNST(5,140,1,37)")
    pane.page.get_by_label("to", exact=True).fill("1,000")
    pane.page.get_by_text("“1,000” may mean 1 or 1000: type the one you mean.").wait_for()


def test_who_writes_formulas_with_decimal_commas_types_them_and_is_told_how_they_were_read(pane):
    pane.open("NERNST", "1,000", "140", "1", "37")
    separator = pane.page.get_by_label("separator")
    separator.select_option(index=2)
    assert words(pane, "c_out") == "Read as 1."
    assert pane.formula == "=NERNST(1;140;1;37)"
    separator.select_option(index=0)
    assert words(pane, "c_out").startswith("“1,000” may mean")


def test_a_browsers_language_says_how_one_writes(german):
    german.open("NERNST", "1,234", "140,5", "1", "37")
    assert german.formula == "=NERNST(1,234;140,5;1;37)"
    assert words(german, "c_out") == "Read as 1.234."
    assert words(german, "c_in") == ""
    german.type("c_out", "1.234")
    assert words(german, "c_out") == "Read as 1.234."
    german.type("c_out", "1.234,5")
    assert words(german, "c_out").startswith("Type 1234.5")
    german.go("cases:SA2")
    assert german.page.locator("#case-SA2 .formula-text").inner_text() == '=DRIVINGFORCE(-20;NERNST(150;12;"Na+";309))'
    spelled = german.page.locator(".case .formula-text").all_text_contents()
    assert "=DONNAN({145\\145};{1\\-1};120;-1;310,15)" in spelled
    assert '=NERNST(0,92*5;0,65*140;"K+";310)' in spelled


def test_each_hosts_usual_separator_is_taken_until_one_is_chosen(chromium, server):
    with in_tab(chromium, server) as pane:
        pane.go("NERNST(5,140,1,37.5)")
        host = pane.page.get_by_label("for", exact=True)
        host.select_option("libreoffice")
        assert pane.formula == "=NERNST(5;140;1;37.5)"
        host.select_option("portable")
        assert pane.formula == "=NERNST(5,140,1,37.5)"
        pane.page.get_by_label("separator").select_option(index=1)
        host.select_option("officejs")
        assert pane.formula == "=ION.NERNST(5;140;1;37.5)"
