"""A certificate of this computer's own, for the secure (https) connection that Excel demands of every add-in.

It is signed by a small authority that is made for it alone and whose private key is never kept: whoever trusts the
authority trusts these names and nothing else, and nobody can sign a further certificate with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import os
import re
import secrets
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from xlfuncs.system.user_errors import UserError, system_message

ALWAYS = ("localhost", "127.0.0.1", "::1")
_VALID = timedelta(days=397)
_RENEW_BEFORE_END = timedelta(days=30)
# Computers whose clock is a little behind must not find the certificate "not yet valid".
_CLOCKS_DIFFER = timedelta(days=1)
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")


@dataclass(frozen=True)
class Certificate:
    """The files of a certificate, whether they were made just now, and why: a sentence, or nothing."""

    certificate: Path
    key: Path
    authority: Path
    made: bool
    why: str = ""


def ensure_certificate(folder: Path, names: Sequence[str]) -> Certificate:
    """Return the folder's certificate for this computer and the further names; make it where there is no good one."""
    wanted = _wanted(names)
    files = folder / "server.crt", folder / "server.key", folder / "authority.crt"
    try:
        fault = _fault(*files, wanted)
        if fault:
            _write(*files, wanted)
            if _fault(*files, wanted):
                raise UserError(f"another program changes the certificate in {folder}: stop it, then start again")
    except OSError as error:
        raise UserError(system_message(error)) from error
    why = f"The certificate is new ({fault}): it is not trusted yet." if fault else ""
    return Certificate(*files, made=bool(fault), why=why)


def how_to_trust(authority: Path, system: str) -> list[str]:
    """Return the lines that say how to trust the authority on this system (as sys.platform names it), and back."""
    told = {"win32": _on_windows, "darwin": _on_mac}.get(system, _on_linux)
    return told(authority.absolute(), _fingerprint(authority))


def _wanted(names: Sequence[str]) -> tuple[x509.GeneralName, ...]:
    """Return the names in the certificate's own terms, this computer's first, each once."""
    return tuple(dict.fromkeys(_general_name(name) for name in (*ALWAYS, *names)))


def _general_name(name: str) -> x509.GeneralName:
    with contextlib.suppress(ValueError):
        return x509.IPAddress(ipaddress.ip_address(name.strip().strip("[]")))
    with contextlib.suppress(UnicodeError):
        plain = name.strip().rstrip(".").lower().encode("idna").decode("ascii")
        if _HOST_NAME.fullmatch(plain):
            return x509.DNSName(plain)
    raise UserError(f"{name!r} is not the name or address of a computer: give it like xlfuncs.example.org")


def _fault(certificate: Path, key: Path, authority: Path, wanted: Sequence[x509.GeneralName]) -> str:
    """Say why these files cannot be used (any longer); empty when they can."""
    if not (certificate.exists() or key.exists() or authority.exists()):
        return "there was none"
    try:
        leaf = x509.load_pem_x509_certificate(certificate.read_bytes())
        root = x509.load_pem_x509_certificate(authority.read_bytes())
        private = serialization.load_pem_private_key(key.read_bytes(), password=None)
        leaf.verify_directly_issued_by(root)
        named = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        belongs = private.public_key() == leaf.public_key()
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound, FileNotFoundError):
        belongs = False
    if not belongs:
        return "its files were damaged"
    if set(named) != set(wanted):
        return "the names of the server changed"
    now = datetime.now(UTC)
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc - _RENEW_BEFORE_END:
        return f"the old one ends on {leaf.not_valid_after_utc:%Y-%m-%d}"
    return ""


def _write(certificate: Path, key: Path, authority: Path, wanted: Sequence[x509.GeneralName]) -> None:
    """Make authority, key and certificate; each file appears whole or not at all."""
    certificate.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    root_key, leaf_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _sign_authority(root_key, wanted)
    leaf = _sign_leaf(leaf_key, root, root_key, wanted)
    pem = serialization.Encoding.PEM
    private = leaf_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _put(key, private, 0o600)
    _put(authority, root.public_bytes(pem), 0o644)
    _put(certificate, leaf.public_bytes(pem), 0o644)


def _sign_authority(key: ec.EllipticCurvePrivateKey, wanted: Sequence[x509.GeneralName]) -> x509.Certificate:
    name = _name(f"xlfuncs on this computer ({secrets.token_hex(4)})")
    only_for = x509.NameConstraints([_whole(name) for name in wanted], None)
    return (
        _start(name, name, key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(only_for, critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(_for_servers(), critical=False)
        .sign(key, hashes.SHA256())
    )


def _sign_leaf(
    key: ec.EllipticCurvePrivateKey,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    wanted: Sequence[x509.GeneralName],
) -> x509.Certificate:
    known_by = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return (
        _start(_name("xlfuncs server"), root.subject, key)
        .add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(_for_servers(), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known_by), critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _start(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    start = datetime.now(UTC) - _CLOCKS_DIFFER
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + _VALID)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


def _whole(name: x509.GeneralName) -> x509.GeneralName:
    """Return the name as a constraint: an address becomes the network of this one address."""
    return x509.IPAddress(ipaddress.ip_network(name.value)) if isinstance(name, x509.IPAddress) else name


def _for_servers() -> x509.ExtendedKeyUsage:
    return x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _put(place: Path, content: bytes, mode: int) -> None:
    """Write beside the place and rename, so that nobody reads half a file or a key that others may open."""
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _fingerprint(authority: Path) -> str:
    """Return the name under which certutil (Windows) and security (macOS) find the certificate again."""
    content = x509.load_pem_x509_certificate(authority.read_bytes()).public_bytes(serialization.Encoding.DER)
    return hashlib.sha1(content, usedforsecurity=False).hexdigest().upper()


def _on_windows(authority: Path, fingerprint: str) -> list[str]:
    return [
        "Trust this server's certificate once, in a command window (Windows asks; say Yes), then start Excel again:",
        f'  certutil -user -addstore Root "{authority}"',
        "To take it back:",
        f"  certutil -user -delstore Root {fingerprint}",
    ]


def _on_mac(authority: Path, fingerprint: str) -> list[str]:
    keychain = "~/Library/Keychains/login.keychain-db"
    return [
        "Trust this server's certificate once, in Terminal (macOS asks for your password), then start Excel again:",
        f"  security add-trusted-cert -r trustRoot -p ssl -k {keychain} {shlex.quote(str(authority))}",
        "To take it back:",
        f"  security delete-certificate -t -Z {fingerprint} {keychain}",
    ]


def _on_linux(authority: Path, fingerprint: str) -> list[str]:
    kept = f"/usr/local/share/ca-certificates/xlfuncs-{fingerprint[:8].lower()}.crt"
    database = _chromiums_database()
    make = "" if database.is_dir() else f"mkdir -p {shlex.quote(str(database))} && "
    browser = f"certutil -d {shlex.quote(f'sql:{database}')}"
    name = f"xlfuncs-{fingerprint[:8].lower()}"
    return [
        "Trust this server's certificate once. Programs of the system (Debian, Ubuntu):",
        f"  sudo cp {shlex.quote(str(authority))} {kept} && sudo update-ca-certificates",
        "Chromium and Chrome (certutil is in the package libnss3-tools), then start the browser again:",
        f'  {make}{browser} -A -t "C,," -n {name} -i {shlex.quote(str(authority))}',
        "To take it back:",
        f"  sudo rm {kept} && sudo update-ca-certificates --fresh",
        f"  {browser} -D -n {name}",
    ]


def _chromiums_database() -> Path:
    """Return where Chromium keeps what its user trusts: older ones have only the first place, newer ones prefer it."""
    first, other = Path.home() / ".pki/nssdb", Path.home() / ".local/share/pki/nssdb"
    return other if other.is_dir() and not first.is_dir() else first
