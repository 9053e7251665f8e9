"""The server as a process: how it starts, what it is told, and how it stops."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.bench.served import Served, serve_form
from tests.browser import serving
from tests.journeys.test_worker import wait_until
from tests.make import environ_of

_LISTENING = "0A"  # as Linux tells it


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return environ_of(f"sqlite:///{tmp_path}/here/wdyt.db", tmp_path / "mail", COUNCIL="eastborough")


@pytest.fixture
def served(environ: dict[str, str], tmp_path: Path) -> Served:
    return serve_form(environ, tmp_path)


@pytest.fixture
def crowd() -> Iterator[ExitStack]:
    """Everybody who has connected, and goes at the end."""
    with ExitStack() as everybody:
        yield everybody


def get(port: int, path: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


def sockets_at(port: int) -> Iterator[tuple[str, int]]:
    """The state of each socket at this port of this machine, and how many bytes, or callers, wait in it."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, here, _, state, queues, *_ = line.split()
        if int(here.split(":")[1], 16) == port:
            yield state, int(queues.split(":")[1], 16)


def unread(port: int) -> int:
    return sum(waiting for _, waiting in sockets_at(port))


def is_listening(port: int) -> bool:
    return any(state == _LISTENING for state, _ in sockets_at(port))


def test_it_serves_the_council_and_the_database_it_is_told(served: Served, tmp_path: Path) -> None:
    assert "London Borough of Eastborough" in get(served.port, "/")[1]
    assert (tmp_path / "here" / "wdyt.db").exists()
    assert served.stop() == 0


def test_healthz_says_whether_the_database_answers(served: Served, tmp_path: Path) -> None:
    status, text = get(served.port, "/healthz")
    assert (status, json.loads(text)) == (200, {"status": "ok"})
    served.stop()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_stops_without_losing_a_request(by: signal.Signals, served: Served, crowd: ExitStack) -> None:
    """Thirty people have connected; half have sent their request, half are in the middle of it when it ends."""
    request = b"GET /start/young HTTP/1.1\r\nHost: localhost\r\n\r\n"
    connections = (socket.create_connection(("127.0.0.1", served.port), timeout=15) for _ in range(30))
    people = [crowd.enter_context(connection) for connection in connections]
    for number, person in enumerate(people):
        person.sendall(request if number % 2 else request[:20])
    wait_until(lambda: unread(served.port) == 0, 15)

    codes: list[int] = []
    stopping = threading.Thread(target=lambda: codes.append(served.stop(by)))
    stopping.start()
    wait_until(lambda: not is_listening(served.port), 15)
    for person in people[::2]:
        person.sendall(request[20:])
    answers = [b"".join(iter(lambda: person.recv(65536), b"")) for person in people]  # noqa: B023 - read at once
    stopping.join()

    assert [answer[:15] for answer in answers] == [b"HTTP/1.1 200 OK"] * len(people)
    assert all(answer.rstrip().endswith(b"</html>") for answer in answers)
    assert codes == [0]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", served.port), timeout=1)


def port_of(address: str) -> int:
    return int(address.rsplit(":", 1)[1])


def answering() -> int:
    """How many threads answer at present."""
    return sum(thread.name.startswith("waitress-") for thread in threading.enumerate())


def test_another_thread_answers_beside_each_that_takes_long_and_no_longer_than_that() -> None:
    """Two wait for something, and others are answered all the while; of three at most, the third keeps them waiting."""
    may_end, begun = threading.Event(), threading.Semaphore(0)

    def app(environ: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
        if environ["PATH_INFO"] == "/long":
            begun.release()
            may_end.wait(10)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"done"]

    with serving(app, threads=3) as address, ThreadPoolExecutor(8) as people:
        port = port_of(address)
        assert answering() == 1
        long = [people.submit(get, port, "/long") for _ in range(2)]
        assert all(begun.acquire(timeout=5) for _ in long)
        assert [people.submit(get, port, "/").result(5) for _ in range(20)] == [(200, "done")] * 20
        assert answering() == 3
        long.append(people.submit(get, port, "/long"))
        assert begun.acquire(timeout=5)
        late = people.submit(get, port, "/")
        time.sleep(0.2)
        assert not late.done()
        may_end.set()
        assert [each.result(5) for each in (*long, late)] == [(200, "done")] * 4
        wait_until(lambda: answering() == 1, 5)
        assert get(port, "/") == (200, "done")


def test_an_app_that_fails_is_under_way_no_more() -> None:
    def app(environ: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
        raise ValueError("something that nobody thought of")

    with serving(app, threads=2) as address:
        assert get(port_of(address), "/")[0] == 500
        time.sleep(0.2)
        assert answering() == 1
