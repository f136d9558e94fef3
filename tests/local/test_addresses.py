"""The local desk's ports: read, taken, and refused with one clear line."""

from __future__ import annotations

import pytest

from frontdesk.local.addresses import Ports, WrongUseError, listen, port_of, read_ports
from frontdesk.local.run import main


def test_read_ports_gives_the_documented_ones_when_nothing_is_set() -> None:
    """The stable surface names 8000, 2525 and 8025."""
    ports = read_ports({})

    assert ports == Ports(http=8000, smtp=2525, console=8025)


def test_read_ports_takes_each_from_its_variable_when_set() -> None:
    """Each door has a variable of its own."""
    environ = {"DESK_HTTP_PORT": "81", "DESK_SMTP_PORT": "82", "DESK_CONSOLE_PORT": "0"}

    ports = read_ports(environ)

    assert ports == Ports(http=81, smtp=82, console=0)


@pytest.mark.parametrize("value", ["abc", "-1", "65536", "80.5", "８０"])
def test_read_ports_refuses_what_is_no_port_number_when_set(value: str) -> None:
    """A wrong value is told with the variable's name, never replaced by a default."""
    with pytest.raises(WrongUseError, match="DESK_SMTP_PORT"):
        read_ports({"DESK_SMTP_PORT": value})


def test_listen_frees_all_ports_when_one_is_taken() -> None:
    """A start that fails leaves nothing bound."""
    first = listen(Ports(http=0, smtp=0, console=0))
    free = listen(Ports(http=0, smtp=0, console=0))
    wanted = port_of(free.http)
    free.close()

    with pytest.raises(WrongUseError, match=f"port {port_of(first.smtp)}"):
        listen(Ports(http=wanted, smtp=port_of(first.smtp), console=0))

    again = listen(Ports(http=wanted, smtp=0, console=0))
    again.close()
    first.close()


def test_main_says_so_in_one_line_and_returns_2_when_a_port_is_busy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A busy port is wrong use: one line on stderr, exit status 2."""
    taken = listen(Ports(http=0, smtp=0, console=0))
    monkeypatch.setenv("DESK_HTTP_PORT", "0")
    monkeypatch.setenv("DESK_SMTP_PORT", "0")
    monkeypatch.setenv("DESK_CONSOLE_PORT", str(port_of(taken.console)))

    status = main([])

    told = capsys.readouterr().err
    taken.close()
    assert status == 2
    assert told.count("\n") == 1
    assert "DESK_CONSOLE_PORT" in told
