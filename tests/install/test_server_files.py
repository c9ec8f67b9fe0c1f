"""The files with which a department runs the server, each read by the tool that knows its kind.

No container is built here: the public images that they start from cannot be had without a network.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from install.commands import CHECKOUT
from tests.hosts.officejs.proxy import Proxy, require_nginx
from xlfuncs.cli import main

SERVER = CHECKOUT / "install" / "server"
KUBERNETES = sorted(file for file in (SERVER / "kubernetes").glob("*.yaml") if file.name != "kustomization.yaml")
OPTIONS = {"XLFUNCS_SERVE_" + option.name.upper(): option for option in main.commands["serve"].params}


def run(*words: str | Path) -> str:
    """Run a tool and return what it says; fail if it finds fault."""
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def tool(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def read(file: str) -> dict:
    return yaml.safe_load((SERVER / file).read_text("utf-8"))


def dockerfile() -> str:
    return (SERVER / "Dockerfile").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="hadolint is not to be had ready-made for Windows")
def test_hadolint_finds_nothing_in_the_dockerfile():
    run(tool("hadolint"), SERVER / "Dockerfile")


def test_what_the_dockerfile_copies_is_there_and_not_ignored():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile(), re.MULTILINE)
    places = {place for words in copied for place in words.split()}
    assert "install/requirements-server.txt" in places
    assert all((CHECKOUT / place).exists() for place in places)
    kept = re.findall(r"^!(.+)$", (SERVER / "Dockerfile.dockerignore").read_text("utf-8"), re.MULTILINE)
    assert set(kept) == places


def test_the_container_starts_as_an_ordinary_user_with_a_command_that_there_is():
    user = re.findall(r"^USER (\d+)", dockerfile(), re.MULTILINE)[-1]
    assert int(user) > 0
    [command] = re.findall(r"^CMD (\[.*\])$", dockerfile(), re.MULTILINE)
    program, *words = yaml.safe_load(command)
    assert program == "xlfuncs"
    understood = CliRunner().invoke(main, [*words, "--help"])
    assert understood.exit_code == 0, understood.output


def test_systemd_starts_a_command_that_there_is_as_an_ordinary_user_and_lets_it_finish():
    from xlfuncs.hosts.officejs import serving

    text = (SERVER / "xlfuncs.service").read_text("utf-8")
    unit = dict(re.findall(r"^(User|ExecStart|KillMode|TimeoutStopSec)=(.*)$", text, re.MULTILINE))
    program, *words = unit["ExecStart"].split()
    assert Path(program).parts[-3:] == (".venv", "bin", "xlfuncs")
    understood = CliRunner().invoke(main, [*words, "--help"])
    assert understood.exit_code == 0, understood.output
    page = (CHECKOUT / "install" / "SERVER.md").read_text("utf-8")
    assert re.search(rf"^sudo useradd --system .* {unit['User']}$", page, re.MULTILINE)
    # Otherwise systemd would end the processes for long columns at once.
    assert unit["KillMode"] == "mixed"
    assert int(unit["TimeoutStopSec"]) > serving._TO_FINISH


def test_no_secret_is_in_any_of_the_files():
    for file in SERVER.rglob("*"):
        text = file.read_text("utf-8") if file.is_file() else ""
        assert not re.search(r"PRIVATE KEY|kind: Secret|Bearer ", text), file


def test_compose_keeps_to_its_specification():
    run(tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", SERVER / "compose.yaml")


def test_compose_has_the_servers_that_nginx_looks_for():
    wanted = re.findall(r"^\s*server (\S+):8000 ", (SERVER / "nginx.conf").read_text("utf-8"), re.MULTILINE)
    services = read("compose.yaml")["services"]
    assert wanted == ["server-a", "server-b"] == [name for name in services if name != "nginx"]
    assert set(services["nginx"]["depends_on"]) == set(wanted)


def test_nginx_starts_although_a_server_is_down():
    services = read("compose.yaml")["services"]
    addresses = {name: services[name]["networks"]["inside"]["ipv4_address"] for name in ("server-a", "server-b")}
    assert dict(pair.split(":") for pair in services["nginx"]["extra_hosts"]) == addresses


def test_compose_hands_nginx_the_files_that_it_reads():
    wanted = set(re.findall(r"/run/secrets/([\w.]+);", (SERVER / "nginx.conf").read_text("utf-8")))
    assert set(read("compose.yaml")["services"]["nginx"]["secrets"]) == wanted


def test_the_settings_in_the_files_are_options_of_the_command():
    for file in [*SERVER.rglob("*.yaml"), SERVER / "Dockerfile", SERVER / "xlfuncs.service"]:
        for name in re.findall(r"XLFUNCS_SERVE_\w+", file.read_text("utf-8")):
            assert name in OPTIONS, f"{file.name}: {name}"


@pytest.mark.parametrize("file", KUBERNETES, ids=lambda file: file.stem)
def test_kubernetes_knows_every_field(file):
    assert "passed" in run(tool("kubernetes-validate"), "--strict", file)


def test_kustomize_takes_every_file():
    assert read("kubernetes/kustomization.yaml")["resources"] == [file.name for file in KUBERNETES]


def test_the_selectors_of_kubernetes_find_the_pods():
    labels = read("kubernetes/deployment.yaml")["spec"]["template"]["metadata"]["labels"]
    budget, policy = (read(f"kubernetes/{name}.yaml")["spec"] for name in ("disruptionbudget", "networkpolicy"))
    assert read("kubernetes/deployment.yaml")["spec"]["selector"]["matchLabels"] == labels
    assert read("kubernetes/service.yaml")["spec"]["selector"] == labels
    assert budget["selector"]["matchLabels"] == policy["podSelector"]["matchLabels"] == labels


def test_a_pod_has_time_to_finish_what_is_under_way():
    from xlfuncs.hosts.officejs.pool import LONGEST

    pod = read("kubernetes/deployment.yaml")["spec"]["template"]["spec"]
    [_, pause] = pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"]
    assert pod["terminationGracePeriodSeconds"] > int(pause) + LONGEST
    compose = read("compose.yaml")["services"]["server-a"]["stop_grace_period"]
    assert int(compose.removesuffix("s")) > LONGEST


def test_kubernetes_runs_the_same_user_as_the_container():
    pod = read("kubernetes/deployment.yaml")["spec"]["template"]["spec"]
    assert f"USER {pod['securityContext']['runAsUser']}:" in dockerfile()


def test_the_limits_of_nginx_are_those_of_the_server():
    from xlfuncs.hosts.officejs import bodies, pool, serving

    text = (SERVER / "nginx.conf").read_text("utf-8")
    assert f"client_max_body_size {bodies.LARGEST // 1024**2}m;" in text
    waits, kept = (
        int(re.search(rf"^\s*{name} (\d+)s;", text, re.MULTILINE)[1])
        for name in ("proxy_read_timeout", "keepalive_timeout")
    )
    assert waits > pool.LONGEST
    assert kept < serving._KEEP_ALIVE


def test_gixy_finds_no_weakness_in_the_configuration_of_nginx():
    assert "No issues found" in run(tool("gixy"), SERVER / "nginx.conf")


def test_nginx_reads_its_configuration(tmp_path):
    require_nginx()
    said = run(*Proxy(tmp_path).command(), "-t").splitlines()
    assert any("test is successful" in line for line in said)
    # Whoever is not root cannot choose whom nginx runs as.
    assert not [line for line in said if "[warn]" in line and '"user" directive' not in line]


def test_the_page_makes_the_configuration_fit_debians_nginx():
    page = (CHECKOUT / "install" / "SERVER.md").read_text("utf-8")
    [line] = re.findall(r"^(sed -e .*) \| sudo tee /etc/nginx/nginx.conf$", page, re.MULTILINE)
    done = subprocess.run(shlex.split(line), cwd=CHECKOUT, capture_output=True, text=True, check=True)
    for of_containers in ("user nginx", "/var/cache/nginx", "/dev/stdout", "stderr"):
        assert of_containers not in done.stdout


def test_what_is_secret_is_nothing_for_git():
    for file in (".env", "secrets/token", "secrets/key.pem"):
        run("git", "-C", CHECKOUT, "check-ignore", SERVER / file)


def test_the_page_names_the_files_there_are():
    page = (CHECKOUT / "install" / "SERVER.md").read_text("utf-8")
    for name in re.findall(r"install/server/[\w./-]+", page):
        assert (CHECKOUT / name.rstrip("./")).exists(), name
    for command in re.findall(r"^ *(docker build .*)$", page, re.MULTILINE):
        assert shlex.split(command)[:4] == ["docker", "build", "-f", "install/server/Dockerfile"]


def test_the_page_says_the_limits_as_they_are():
    from xlfuncs.hosts.officejs import bodies, calls, pool, serving

    page = (CHECKOUT / "install" / "SERVER.md").read_text("utf-8")
    assert f"| {calls.MOST_CELLS:,} cells " in page
    assert f"| {bodies.LARGEST // 1024**2} MiB " in page
    assert f"| {pool.LONGEST:.0f} seconds " in page
    assert f"at most {serving._TO_FINISH} seconds" in page


@pytest.mark.parametrize(
    "words",
    [
        "wants its access token",
        "xlfuncs server does not answer",
        "The server does not go by this name",
        "Calls from other pages are not answered",
        "cannot be used",
    ],
)
def test_the_page_explains_what_the_server_and_its_add_in_say(words):
    page = (CHECKOUT / "install" / "SERVER.md").read_text("utf-8")
    package = CHECKOUT / "xlfuncs" / "hosts" / "officejs"
    sources = [file.read_text("utf-8") for kind in ("*.py", "*.js") for file in package.rglob(kind)]
    assert words in page
    assert any(words in source for source in sources)
