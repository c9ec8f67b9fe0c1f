"""Whether Excel's settings, or those of an organisation, keep it from running the add-in.

The names are those of Microsoft's policy templates (excel16.admx, office16.admx; admx.help), what they mean is from
learn.microsoft.com: "Trusted Locations for Office files", "Macros from the internet are blocked by default in Office",
"Plan security settings for add-ins for Office 2010" (.xlam are application add-ins), "How to turn off Visual Basic for
Applications when you deploy Office".
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlfuncs.hosts.excel.office import value
from xlfuncs.hosts.excel.windows import Windows

# The first that says something counts. Office's cloud policies come before all others
# (learn.microsoft.com: "Overview of Cloud Policy service for Microsoft 365").
_USER = r"HKCU\Software\Microsoft\Office"
_PLACES = (
    r"HKCU\Software\Policies\Microsoft\Cloud\Office",
    r"HKCU\Software\Policies\Microsoft\Office",
    r"HKLM\Software\Policies\Microsoft\Office",
    _USER,
    r"HKLM\Software\Microsoft\Office",
)
_TRUST_CENTER = "in Excel: File > Options > Trust Center > Trust Center Settings >"
_ASK = "ask your organisation, which has set this, or type xlfuncs templates DIR for workbooks that need no macros"
_BLOCKED, _SIGNED_ONLY, _ALL_ALLOWED = 4, 3, 1  # VBAWarnings; 2, to ask, is Office's own choice
_DISABLED = "Resiliency\\DisabledItems"
# learn.microsoft.com: "Attack surface reduction rules reference"; the key and its values: windowsdefender.admx.
_DEFENDER = r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "Block all Office applications from creating child processes",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "Block Win32 API calls from Office macros",
}
_BLOCKING = ("1", "6")  # to block, and to block until the user allows it


@dataclass(frozen=True)
class _Setting:
    """A number in one of the places, and whether the user can change it there."""

    number: int | None
    by_user: bool

    def remedy(self, own: str) -> str:
        """Say what to do: what a user can do, where it is the user's to change."""
        return own if self.by_user else _ASK


def obstacle(windows: Windows, office: str, xlstart: Path) -> str:
    """Say what keeps Excel from running the add-in, and what to do; empty when nothing does."""
    off = _setting(windows, office, "Common", "VBAOff")
    if off.number:
        key = rf"{_USER}\{office}\Common"
        return f"VBA is switched off (VBAOff={off.number}): " + off.remedy(f'type reg delete "{key}" /v VBAOff')
    for name, box in (
        ("DisableAllAddins", "Disable all Application Add-ins"),
        ("RequireAddinSig", "Require Application Add-ins to be signed"),
    ):
        found = _setting(windows, office, r"Excel\Security", name)
        if found.number:
            remedy = found.remedy(f"{_TRUST_CENTER} Add-ins: untick {box}")
            return f"add-ins like this one are kept out ({name}={found.number}): {remedy}"
    return _defender(windows) or _macros(windows, office, *_mistrust(windows, office, xlstart))


def _defender(windows: Windows) -> str:
    """Say which rule of Microsoft Defender blocks what the add-in does: to start Python, by calling a library."""
    blocked = [words for rule, words in _RULES.items() if str(value(windows, _DEFENDER, rule)) in _BLOCKING]
    return f"Microsoft Defender keeps it from starting Python (rule: {blocked[0]}): {_ASK}" if blocked else ""


def disabled(windows: Windows, office: str, file_name: str) -> bool:
    """Return whether Excel has put the add-in among its disabled items, as it does after a crash.

    Each is a binary value with the path in it, as UTF-16 (superuser.com/questions/17557).
    """
    items = windows.values(rf"HKCU\Software\Microsoft\Office\{office}\Excel\{_DISABLED}").values()
    wanted = file_name.lower().encode("utf-16-le")
    return any(isinstance(data, bytes) and wanted in data.lower() for data, _ in items)


def _mistrust(windows: Windows, office: str, xlstart: Path) -> tuple[str, str]:
    """Say why XLSTART is not the trusted place that it is by itself, and what to do; both empty when it is."""
    trusted = r"Excel\Security\Trusted Locations"
    none = _setting(windows, office, trusted, "AllLocationsDisabled")
    if none.number:
        return "AllLocationsDisabled=1", none.remedy(f"{_TRUST_CENTER} Trusted Locations: untick Disable all")
    if _setting(windows, office, r"Common\Security\Trusted Locations", "Allow User Locations").number == 0:
        return "Allow User Locations=0", _ASK
    network = _setting(windows, office, trusted, "AllowNetworkLocations")
    if windows.is_on_network(xlstart) and not network.number:
        box = f"{_TRUST_CENTER} Trusted Locations: tick Allow Trusted Locations on my network"
        return f"{xlstart} is on a network", network.remedy(box)
    return "", ""


def _macros(windows: Windows, office: str, reason: str, remedy: str) -> str:
    """Say what becomes of macros where Excel does not trust their place; in a trusted one they run, whatever is set."""
    warnings = _setting(windows, office, r"Excel\Security", "VBAWarnings").number
    if not reason or warnings == _ALL_ALLOWED:
        return ""
    if warnings in (_BLOCKED, _SIGNED_ONLY):
        return f"macros are blocked (VBAWarnings={warnings}), and XLSTART is no trusted place ({reason}): {remedy}"
    return f"Excel asks about macros whenever it starts, as XLSTART is no trusted place ({reason}): {remedy}"


def _setting(windows: Windows, office: str, path: str, name: str) -> _Setting:
    for place in _PLACES:
        number = value(windows, rf"{place}\{office}\{path}", name)
        if isinstance(number, int):
            return _Setting(number, place == _USER)
    return _Setting(None, True)
