"""An authority of the team's own and a certificate of the machine that phones open: made, read, put to use.

The authority can vouch for nothing but private networks: its name constraints (RFC 5280, section 4.2.1.10) permit the
private ranges of addresses and the one domain that is never public. Both private keys are kept under a passphrase.
"""

import datetime
import ipaddress
import os
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tequio.foundation.errors import TequioError

AUTHORITY, AUTHORITY_KEY, SERVER, SERVER_KEY = "authority.crt", "authority.key", "server.pem", "server.key"
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")
# Reserved for private use: no public name can ever end in it.
DOMAIN = "internal"
# Two names: a certificate that has the name of its issuer passes for one that signed itself.
NAME, AUTHORITY_NAME = "Notas", "Notas del equipo"
Key = ec.EllipticCurvePrivateKey


def make(folder: Path, *, address: str, days: int, passphrase: str) -> bool:
    """Write a certificate for `address` into `folder`; True when an authority was made for it, too.

    Raises TQ-418 for an address outside private networks, TQ-415 when the passphrase is not the authority's.
    """
    name = _general_name(address)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = not (folder / AUTHORITY_KEY).exists()
    if fresh:
        _write_authority(folder, days, passphrase)
    authority, key = _authority(folder, passphrase)
    server = ec.generate_private_key(ec.SECP256R1())
    ends = min(_today() + datetime.timedelta(days=days), authority.not_valid_after_utc)
    made = _builder(server, _called(NAME), authority.subject, ends).add_extension(
        x509.SubjectAlternativeName([name]), critical=False).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True).add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False).sign(key, hashes.SHA256())
    _write(folder / SERVER, made.public_bytes(serialization.Encoding.PEM))
    _write_key(folder / SERVER_KEY, server, passphrase)
    return fresh


def tls(folder: Path, passphrase: str) -> ssl.SSLContext:
    """What a server needs to answer under the certificate. Raises TQ-415."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(folder / SERVER, folder / SERVER_KEY, password=passphrase)
    except (OSError, ssl.SSLError) as fault:
        raise TequioError("TQ-415", value=folder) from fault
    return context


def names_of(folder: Path) -> list[str]:
    """The addresses in the certificate. Raises TQ-415."""
    try:
        made = x509.load_pem_x509_certificate((folder / SERVER).read_bytes())
        names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound) as fault:
        raise TequioError("TQ-415", value=folder) from fault
    return [str(name.value) for name in names]


def fingerprint(folder: Path) -> str:
    """SHA-256 of the authority, as phones show it, for comparing by eye."""
    digest = x509.load_der_x509_certificate((folder / AUTHORITY).read_bytes()).fingerprint(hashes.SHA256())
    return ":".join(f"{byte:02X}" for byte in digest)


def _general_name(address: str) -> x509.GeneralName:
    """Raises TQ-418 for what the authority may not vouch for."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        labels = address.split(".")
        if labels[-1] != DOMAIN or len(labels) < 2 or not all(
                label.isascii() and label.replace("-", "a").isalnum() for label in labels):
            raise TequioError("TQ-418", value=address) from None
        return x509.DNSName(address)
    if number.version != 4 or not any(number in ipaddress.ip_network(one) for one in PRIVATE):
        raise TequioError("TQ-418", value=address)
    return x509.IPAddress(number)


def _write_authority(folder: Path, days: int, passphrase: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _called(AUTHORITY_NAME)
    permitted = [*(x509.IPAddress(ipaddress.ip_network(one)) for one in PRIVATE), x509.DNSName(DOMAIN)]
    made = _builder(key, name, name, _today() + datetime.timedelta(days=days)).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True).add_extension(
        x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), critical=True).add_extension(
        x509.KeyUsage(key_cert_sign=True, crl_sign=True, digital_signature=False, content_commitment=False,
                      key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
                      decipher_only=False), critical=True).add_extension(
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False).sign(key, hashes.SHA256())
    _write(folder / AUTHORITY, made.public_bytes(serialization.Encoding.DER))
    _write_key(folder / AUTHORITY_KEY, key, passphrase)


def _authority(folder: Path, passphrase: str) -> tuple[x509.Certificate, Key]:
    try:
        key = serialization.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), passphrase.encode())
        authority = x509.load_der_x509_certificate((folder / AUTHORITY).read_bytes())
    except (OSError, ValueError, TypeError) as fault:
        raise TequioError("TQ-415", value=folder) from fault
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return authority, key


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(key: Key, name: x509.Name, issuer: x509.Name, ends: datetime.datetime) -> x509.CertificateBuilder:
    # From the start of the day before: phones in the field have clocks of their own, and no hour is told.
    return x509.CertificateBuilder(
        issuer_name=issuer, subject_name=name, public_key=key.public_key(), serial_number=x509.random_serial_number(),
        not_valid_before=_today() - datetime.timedelta(days=1), not_valid_after=ends)


def _today() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _write_key(path: Path, key: Key, passphrase: str) -> None:
    _write(path, key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                   serialization.BestAvailableEncryption(passphrase.encode())))


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
