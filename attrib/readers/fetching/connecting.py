"""Connections that go to the address that was checked, and that end at a deadline even where bytes trickle."""

import ssl
from collections.abc import Iterable, Sequence

from httpcore2 import SOCKET_OPTION, ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, SyncBackend

from attrib.errors import ReadError
from attrib.readers.fetching.policy import Resolve, allowed_addresses, kind_of_private
from attrib.readers.fetching.settings import Deadline


class GuardedBackend(NetworkBackend):
    """A network whose every connection is checked: `public` says whether the last one went to a public address."""

    def __init__(self, resolve: Resolve, deadline: Deadline, *, private: bool) -> None:
        self.public = False
        self._resolve = resolve
        self._deadline = deadline
        self._private = private
        self._network = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to the first address of a host that answers.

        Raises ReadError where one of them is private, or the name is not known; ConnectError, and ConnectTimeout.
        """
        options = list(socket_options or ())
        for address in self._addresses(host, timeout):
            try:
                seconds = self._deadline.left(timeout)
                stream = self._network.connect_tcp(address, port, seconds, local_address, options)
            except (ConnectError, ConnectTimeout) as error:
                failure: Exception = error
                continue
            self.public = kind_of_private(address) is None
            return _TimedStream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, timeout: float | None) -> Sequence[str]:
        seconds = self._deadline.left(timeout)
        try:
            return allowed_addresses(host, seconds, self._resolve, private=self._private)
        except TimeoutError:
            raise
        except OSError as error:
            raise ReadError(
                f"the host {host} is not known ({error.strerror or error}); check the address and the connection"
            ) from error


class _TimedStream(NetworkStream):
    """A stream each step of which ends by the deadline."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        seconds = self._deadline.left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
