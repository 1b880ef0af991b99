"""The guard itself: without this test a broken guard would go unnoticed."""

import socket

import pytest


def test_another_machine_cannot_be_reached():
    with (
        socket.socket() as client,
        pytest.raises(AssertionError, match=r"A test tried to reach \('192\.0\.2\.1', 80\)"),
    ):
        client.connect(("192.0.2.1", 80))


def test_this_machine_can_be_reached():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()
