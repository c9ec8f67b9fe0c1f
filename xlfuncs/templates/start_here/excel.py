"""What the first sheet of a workbook says to those who use the add-in for Excel for Windows."""

from __future__ import annotations

from xlfuncs.templates.start_here.parts import Problem, StartHere, Step

_DOCTOR = Step("Ask what is wrong: in the folder of xlfuncs, type", r".venv\Scripts\xlfuncs doctor")
START = StartHere(
    problems=(
        Problem(
            "#NAME?",
            "The add-in is not loaded.",
            (
                Step("Is it installed? Close Excel; in the folder of xlfuncs, type", "python install excel"),
                Step("Close all windows of Excel, and open this workbook again."),
                Step(
                    "Is xlfuncs disabled? Enable it, then do step 2 again.",
                    "File › Options › Add-ins › Manage: Disabled Items › Go",
                ),
                Step(
                    r"A path before a function, 'C:\…\xlfuncs.xlam'!NERNST? Choose your own xlfuncs.xlam, or copy "
                    "as told at the right.",
                    "Data › Edit Links › Change Source",
                ),
                _DOCTOR,
                Step("Cells still show the error? Calculate everything anew with", "Ctrl+Alt+F9"),
            ),
        ),
        Problem(
            "#VALUE!",
            "The add-in is loaded, but Python does not answer.",
            (
                _DOCTOR,
                Step("Fixed? Wait half a minute; calculate everything anew with", "Ctrl+Alt+F9"),
            ),
        ),
    ),
    not_yet="Not calculated yet: click Enable Editing above.",
    not_ever="No such button? In Excel press Ctrl+Alt+F9; a preview or another program cannot calculate this workbook.",
    unexpected="Workbook and add-in may be of different versions: close Excel, type python install excel in the folder "
    "of xlfuncs, and start anew.",
    more=r"More is in install\EXCEL.md, in the folder of xlfuncs.",
    remarks=(
        (
            "Protected View, a yellow bar above",
            "Nothing is calculated yet, and what you read is what was saved. Click Enable Editing.",
        ),
        (
            "An @ before a call, or one value of several",
            "Excel 2016 and 2019 do not let results spill: select all the cells for them, type the call and press "
            "Ctrl+Shift+Enter. In newer Excel take the @ out.",
        ),
        (
            "Without the add-in: colleagues, Mac, web",
            "The folder workbooks of xlfuncs has these workbooks for Excel 365 and 2024 with nothing to install. "
            "A copy of a workbook of your own that needs nothing either is made by\n"
            r".venv\Scripts\xlfuncs portable FILE.xlsx",
        ),
    ),
)
