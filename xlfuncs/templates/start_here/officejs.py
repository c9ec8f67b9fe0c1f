"""What the first sheet of a workbook says to those who use the Office.js add-in."""

from __future__ import annotations

from xlfuncs.templates.start_here.parts import Problem, StartHere, Step

_ANEW = Step(
    "Fixed, and cells still show the error? Calculate everything anew; where these keys do nothing, press F2 and "
    "Enter in a cell.",
    "Ctrl+Alt+F9",
)
START = StartHere(
    problems=(
        Problem(
            "#NAME?",
            "The add-in is not loaded.",
            (
                Step("Is xlfuncs on the Home tab? Click it, and wait until its pane is there.", "Home › xlfuncs"),
                Step(
                    "No? Choose it under Admin Managed, Shared Folder or My Add-ins.",
                    "Home › Add-ins › More Add-ins",
                ),
                Step(
                    "Not offered there? Ask whoever runs your xlfuncs server for the add-in; install/SERVER.md tells "
                    "them how it gets into your Excel."
                ),
                _ANEW,
            ),
        ),
        Problem(
            "#VALUE!",
            "The add-in is loaded, but its server gives no answer.",
            (
                Step("Why? Click a cell with the error, then the sign beside it."),
                Step("Is an access token wanted? Type it into the pane.", "Home › xlfuncs"),
                Step("Is the server away? Wait a little, or ask whoever runs it."),
                _ANEW,
            ),
        ),
        Problem(
            "#BUSY!",
            "The server is asked, and has not answered yet.",
            (
                Step("Wait two minutes: then it calculates, or #VALUE! tells why."),
                Step("It stays? Close all windows of Excel, or reload its web page."),
            ),
        ),
    ),
    not_yet="Not calculated yet: click Enable Editing above.",
    not_ever="No such button? On the web choose Editing instead of Viewing. Excel for iPad, previews and other "
    "programs cannot calculate this workbook.",
    unexpected="Workbook and server may be of different versions: ask whoever runs the server for a new copy of the "
    "workbook.",
    more="More is in the pane: Home › xlfuncs.",
    remarks=(
        (
            "Protected View, a yellow bar above",
            "Nothing is calculated yet, and what you read is what was saved. Click Enable Editing.",
        ),
        (
            "Formulas of your own",
            "Begin with =ION. and choose from the list, or build them in the pane. In this workbook =NERNST "
            "without ION. stays #NAME?.",
        ),
        (
            "Where the add-in can be",
            "Excel for Microsoft 365 and Excel 2024 on Windows and Mac, and Excel on the web; not Excel for iPad.",
        ),
        (
            "Without the add-in: colleagues, iPad",
            "The pane makes a workbook carry the functions itself: it then calculates in any Excel 365 or 2024 with "
            "nothing to install.",
        ),
    ),
)
