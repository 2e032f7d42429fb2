"""Which addresses are public, and that one private address of a host is enough to refuse it."""

import pytest

from attrib.errors import ReadError
from attrib.readers.fetching.policy import addresses_of, allowed_addresses, kind_of_private

PRIVATE = {
    "127.0.0.1": "this machine's own",
    "127.8.9.1": "this machine's own",
    "0.0.0.0": "this machine's own",
    "::1": "this machine's own",
    "::": "this machine's own",
    "10.1.2.3": "private",
    "172.31.255.255": "private",
    "192.168.0.1": "private",
    "fd00::1": "private",
    "fec0::1": "private",
    "169.254.169.254": "link-local",
    "fe80::1%eth0": "link-local",
    "100.64.0.1": "carrier-grade NAT",
    "100.100.100.200": "carrier-grade NAT",
    "224.0.0.1": "multicast",
    "ff02::1": "multicast",
    "::ffff:127.0.0.1": "IPv4 within IPv6",
    "::ffff:8.8.8.8": "IPv4 within IPv6",
    "::7f00:1": "IPv4 within IPv6",
    "64:ff9b::7f00:1": "NAT64",
    "64:ff9b::808:808": "NAT64",
    "64:ff9b:1::a00:1": "NAT64",
    "2002:7f00:1::": "6to4",
    "192.88.99.1": "6to4",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": "Teredo",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "192.0.2.1": "reserved",
    "198.18.0.1": "reserved",
    "2001:db8::1": "reserved",
    "100::1": "reserved",
    "4000::1": "reserved",
    "no address": "unreadable",
}


@pytest.mark.parametrize(("address", "kind"), PRIVATE.items())
def test_addresses_that_are_not_public_are_told_by_kind(address: str, kind: str) -> None:
    assert kind_of_private(address) == kind


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"])
def test_public_addresses_have_no_kind(address: str) -> None:
    assert kind_of_private(address) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "0"])
def test_every_way_to_write_this_machine_is_refused(host: str) -> None:
    with pytest.raises(ReadError, match="--allow-private"):
        allowed_addresses(host, 10, addresses_of, private=False)
    assert allowed_addresses(host, 10, addresses_of, private=True)


def test_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(ReadError, match=r"gull\.example \(10\.0\.0\.7\)"):
        allowed_addresses("gull.example", 10, lambda *_: ["93.184.216.34", "10.0.0.7"], private=False)
    assert allowed_addresses("gull.example", 10, lambda *_: ["93.184.216.34"], private=False) == ["93.184.216.34"]


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 70 + ".example"])
def test_a_host_that_nobody_knows_is_an_os_error(host: str) -> None:
    with pytest.raises(OSError, match=r"."):
        addresses_of(host, 10)
