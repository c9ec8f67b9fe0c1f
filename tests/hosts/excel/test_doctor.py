"""What the doctor says of Excel: fine on a healthy machine, and of each single fault in its own line, with a remedy."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tests.hosts.excel.hosts import answers
from tests.hosts.excel.typed import older_version
from tests.hosts.excel.windows_in_a_folder import APP_PATHS, OPTIONS, POTASSIUM
from xlfuncs import __version__
from xlfuncs.cli import main
from xlfuncs.hosts.excel import checks, installation
from xlfuncs.hosts.excel.checks import LIMIT
from xlfuncs.hosts.libreoffice import installation as libreoffice
from xlfuncs.system.health import Health
from xlfuncs.system.user_errors import UserError

VERSIONS, PROGRAM, ADDIN, OLDER, SETTINGS, LIBRARY, SERVER, POLICY, DISABLED = range(9)
POLICIES = r"HKCU\Software\Policies\Microsoft\Office\16.0"
CLOUD = r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0"
MACHINE_WIDE = r"HKLM\Software\Policies\Microsoft\Office\16.0"
OWN = r"HKCU\Software\Microsoft\Office\16.0"
LOCATIONS = r"Excel\Security\Trusted Locations"
DISABLED_ITEMS = rf"{OWN}\Excel\Resiliency\DisabledItems"


@pytest.fixture
def installed(machine, monkeypatch):
    """Return a machine that has the add-in, and nothing wrong; LibreOffice is another matter."""
    monkeypatch.setattr(libreoffice, "check", lambda _profile: Health(True, "LibreOffice: not here"))
    here = machine(user="José & Søn's Büro (50%)")
    assert CliRunner().invoke(main, ["install", "excel"]).exit_code == 0
    return here


def doctor():
    """Return the exit code and the lines on Excel, which come last."""
    run = CliRunner().invoke(main, ["doctor"])
    assert isinstance(run.exception, SystemExit | None)
    engine, office, *excel = run.output.splitlines()
    assert engine.startswith("fine  embedded engine")
    assert office.startswith("fine  LibreOffice")
    marks, lines = {line[:6] for line in excel}, [line[6:] for line in excel]
    assert marks == ({"fine  "} if run.exit_code == 0 else marks & {"fine  "} | {"fix   "})
    return run.exit_code, lines


def test_a_healthy_machine(installed):
    code, lines = doctor()
    assert code == 0
    assert len(lines) == 9
    assert all(line.startswith("Excel: ") for line in lines)
    assert f"xlfuncs {__version__}, xlwings " in lines[VERSIONS]
    assert lines[PROGRAM] == f"Excel: Excel 16.0.17928.20114 (64-bit) in {installed.excel.parent}"
    assert str(installed.addin.parent) in lines[ADDIN]
    assert str(installed.python) in lines[SETTINGS]
    assert installed.library(64).name in lines[LIBRARY]
    assert lines[SERVER] == "Excel: Python answers =NERNST(5,140,1,37) with -89.06 mV"


def test_looking_changes_nothing(installed):
    before = installed.snapshot()
    doctor()
    assert installed.snapshot() == before


def test_the_server_is_asked_as_excel_asks_it(installed):
    doctor()
    loading, serving = installed.commands
    assert loading[:3] == serving[:3] == [str(installed.python), "-I", "-c"]
    assert installed.new_clsid() in serving[3]
    [answered] = answers("classic", [("NERNST", [5.0, 140.0, 1.0, 37.0])])
    assert answered == POTASSIUM


def test_the_python_that_is_asked_is_the_one_of_the_settings(installed):
    another_python(installed)
    doctor()
    other = str(installed.root / "other" / "Scripts" / "python.exe")
    assert [command[0] for command in installed.commands] == [other, other]


def edit_settings(content):
    return lambda here: here.settings.write_bytes(content)


def registered(key, name, data):
    return lambda here: here.set(key, name, data)


def disabled_item(path):
    words = (path + "\0").encode("utf-16-le")
    return b"\2\0\0\0" + len(words).to_bytes(4, "little") + bytes(4) + words


def store_python(here):
    here.base = here.root / "WindowsApps" / "PythonSoftwareFoundation.Python.3.12_qbz5n2kfra8p0"


def another_python(here):
    other = here.root / "other" / "Scripts" / "python.exe"
    other.parent.mkdir(parents=True)
    other.touch()
    for bits in (32, 64):
        (other.parents[1] / here.library(bits).name).touch()
    here.settings.write_bytes(f'"INTERPRETER_WIN","{other}"\r\n'.encode("cp1252"))


DEFENDER = r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
TYPE_INSTALL, ASK = "install excel", "ask your organisation"
FAULTS = [
    (store_python, VERSIONS, "Microsoft Store", "python install excel"),
    (lambda here: here.delete(APP_PATHS, ""), PROGRAM, "not found here", "remove excel"),
    (
        lambda here: here.move_excel_to_the_store(),
        PROGRAM,
        "Excel is from the Microsoft Store",
        "xlfuncs templates DIR",
    ),
    (lambda here: here.addin.unlink(), ADDIN, "is not installed", TYPE_INSTALL),
    (lambda here: older_version(here.addin), ADDIN, "of another version", TYPE_INSTALL),
    (lambda here: here.addin.write_bytes(b"my own"), ADDIN, "is not an add-in of this xlfuncs", "move it elsewhere"),
    (lambda here: older_version(here.older), OLDER, "AddIns", TYPE_INSTALL),
    (registered(OPTIONS, "OPEN", r'"C:\x\xlfuncs.xlam"'), OLDER, rf"{OPTIONS}\OPEN", TYPE_INSTALL),
    (lambda here: here.settings.unlink(), SETTINGS, "does not say which Python", TYPE_INSTALL),
    (edit_settings(b""), SETTINGS, "does not say which Python", TYPE_INSTALL),
    (edit_settings(b'"UDF","x"\r\n'), SETTINGS, "does not say which Python", TYPE_INSTALL),
    (edit_settings(b'"INTERPRETER_WIN","gone.exe"\r\n'), SETTINGS, "gone.exe, which is not there", TYPE_INSTALL),
    (another_python, SETTINGS, "and this is", TYPE_INSTALL),
    (lambda here: here.library(64).unlink(), LIBRARY, "xlwings64-", "pip install --force-reinstall"),
    (lambda here: vars(here).update(answer=0.0), SERVER, "with 0.0 and not -89.05", "run python install"),
    (lambda here: vars(here).update(answer="#NUM!"), SERVER, "with #NUM! and not -89.05", "run python install"),
    (
        lambda here: vars(here).update(answer=UserError("it ended with code 1")),
        SERVER,
        "code 1",
        "run python install",
    ),
    (
        lambda here: vars(here).update(loading=(1, "Traceback:\nModuleNotFoundError: No module named 'xlwings'\n")),
        SERVER,
        "No module named 'xlwings'",
        "run python install",
    ),
    (lambda here: vars(here).update(loading=(3, "")), SERVER, "code 3", "run python install"),
    (registered(rf"{MACHINE_WIDE}\Common", "VBAOff", 1), POLICY, "VBAOff=1", ASK),
    (registered(rf"{OWN}\Common", "VBAOff", 1), POLICY, "VBAOff=1", rf'type reg delete "{OWN}\Common" /v VBAOff'),
    (registered(rf"{POLICIES}\Excel\Security", "DisableAllAddins", 1), POLICY, "DisableAllAddins=1", ASK),
    (registered(rf"{OWN}\Excel\Security", "DisableAllAddins", 1), POLICY, "DisableAllAddins=1", "untick Disable all"),
    (registered(rf"{CLOUD}\Excel\Security", "RequireAddinSig", 1), POLICY, "RequireAddinSig=1", ASK),
    (registered(DEFENDER, "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "1"), POLICY, "creating child processes", ASK),
    (registered(DEFENDER, "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b", "6"), POLICY, "Win32 API calls", ASK),
    (edit_settings(b'"LICENSE_KEY"\r\n"INTERPRETER_WIN","x"\r\n'), SETTINGS, "does not say which", TYPE_INSTALL),
    (registered(rf"{POLICIES}\{LOCATIONS}", "AllLocationsDisabled", 1), POLICY, "Excel asks about macros", ASK),
    (registered(rf"{OWN}\{LOCATIONS}", "AllLocationsDisabled", 1), POLICY, "asks", "Trusted Locations: untick"),
    (
        registered(rf"{POLICIES}\Common\Security\Trusted Locations", "Allow User Locations", 0),
        POLICY,
        "Allow User Locations=0",
        ASK,
    ),
    (lambda here: vars(here).update(network=here.roaming), POLICY, "is on a network", "tick Allow Trusted Locations"),
    (
        registered(DISABLED_ITEMS, "3F7A9", disabled_item(r"C:\Users\José\XLSTART\xlfuncs.XLAM")),
        DISABLED,
        "after a crash",
        "Manage: Disabled Items > Go",
    ),
]


@pytest.mark.parametrize(("fault", "line", "words", "remedy"), FAULTS)
def test_a_single_fault_changes_its_own_line_and_says_what_to_do(installed, fault, line, words, remedy):
    _, healthy = doctor()
    fault(installed)
    code, lines = doctor()
    assert code == 1
    assert [i for i, (now, then) in enumerate(zip(lines, healthy, strict=True)) if now != then] == [line]
    assert words in lines[line]
    assert remedy in lines[line]


@pytest.mark.parametrize(
    ("warnings", "words"), [(3, "macros are blocked"), (4, "macros are blocked"), (2, "Excel asks")]
)
def test_blocked_macros_count_only_where_xlstart_is_not_trusted(installed, warnings, words):
    installed.set(rf"{POLICIES}\Excel\Security", "VBAWarnings", warnings)
    assert doctor()[0] == 0
    installed.set(rf"{POLICIES}\{LOCATIONS}", "AllLocationsDisabled", 1)
    code, lines = doctor()
    assert code == 1
    assert words in lines[POLICY]


def test_where_all_macros_are_allowed_no_place_needs_to_be_trusted(installed):
    installed.set(rf"{OWN}\Excel\Security", "VBAWarnings", 1)
    installed.set(rf"{POLICIES}\{LOCATIONS}", "AllLocationsDisabled", 1)
    assert doctor()[0] == 0


def test_a_policy_outdoes_the_users_own_setting(installed):
    installed.set(rf"{OWN}\Excel\Security", "DisableAllAddins", 1)
    installed.set(rf"{CLOUD}\Excel\Security", "disablealladdins", 0)
    installed.set(rf"{MACHINE_WIDE}\{LOCATIONS}", "AllowNetworkLocations", 1)
    installed.network = installed.roaming
    assert doctor()[0] == 0


def test_settings_of_another_version_of_office_and_other_disabled_items_do_not_count(installed):
    installed.set(POLICIES.replace("16", "15") + r"\Excel\Security", "DisableAllAddins", 1)
    installed.set(DISABLED_ITEMS, "A", disabled_item(r"C:\x\solver.xlam"))
    installed.set(DISABLED_ITEMS, "B", 7)
    assert doctor()[0] == 0


def test_excel_2013_has_settings_of_its_own(installed):
    installed.program_version = "15.0.5599.1000"
    assert doctor()[0] == 0
    installed.set(POLICIES.replace("16", "15") + r"\Excel\Security", "DisableAllAddins", 1)
    assert doctor()[0] == 1


def test_after_each_fault_that_can_be_installed_away_installing_helps(installed):
    for fault, _, _, remedy in FAULTS:
        if remedy == TYPE_INSTALL:
            fault(installed)
            assert CliRunner().invoke(main, ["install", "excel"]).exit_code == 0
            assert doctor()[0] == 0


def test_excel_of_32_bits_needs_the_other_library(installed):
    installed.add_excel(32)
    assert doctor()[0] == 0
    installed.library(32).unlink()
    code, lines = doctor()
    assert code == 1
    assert "(32-bit)" in lines[PROGRAM]
    assert installed.library(32).name in lines[LIBRARY]


def test_a_python_that_does_not_start(installed, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied", str(installed.python))

    monkeypatch.setattr(installed, "run", refuse)
    code, lines = doctor()
    assert code == 1
    assert "no permission" in lines[SERVER]


def test_a_python_that_hangs(installed, monkeypatch):
    def hang(command, limit):
        raise checks.subprocess.TimeoutExpired(command, limit)

    monkeypatch.setattr(installed, "run", hang)
    assert f"did not load the functions in {LIMIT} s" in doctor()[1][SERVER]


def test_without_excel_there_is_nothing_to_do(machine, monkeypatch):
    monkeypatch.setattr(libreoffice, "check", lambda _profile: Health(True, "LibreOffice: not here"))
    machine().delete(APP_PATHS, "")
    assert doctor() == (0, ["Excel: not here"])


def test_elsewhere_than_on_windows_there_is_nothing_to_do(monkeypatch):
    monkeypatch.setattr(libreoffice, "check", lambda _profile: Health(True, "LibreOffice: not here"))
    code, [line] = doctor()
    assert code == 0
    assert "the Excel add-in is for Windows" in line
    assert "xlfuncs templates DIR" in line


def test_the_addin_is_built_as_it_is_installed(tmp_path):
    assert installation.built() == installation.built()


@pytest.mark.parametrize("audited", ["0", "2", "5"])
def test_rules_of_defender_that_only_watch_are_no_obstacle(installed, audited):
    installed.set(DEFENDER, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", audited)
    assert doctor()[0] == 0


def test_a_machine_without_excel_and_without_appdata(machine, monkeypatch):
    monkeypatch.setattr(libreoffice, "check", lambda _profile: Health(True, "LibreOffice: not here"))
    here = machine()
    here.delete(APP_PATHS, "")
    del here.variables["APPDATA"]
    assert doctor() == (0, ["Excel: not here"])
