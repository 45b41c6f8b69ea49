"""Connect to Milvus, and say in words what goes wrong with it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from grpc import RpcError
from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException

from qa.errors import SearchError, UsageError

# Seconds that Milvus has for one request.
TIMEOUT = 30.0


class MilvusServer:
    """A connection to a Milvus server, or to a file of Milvus Lite.

    Raises:
        UsageError: the address holds a name or password.
        SearchError: nothing answers at the address, or access is refused.
    """

    def __init__(self, uri: str, token: str = "") -> None:
        if "@" in uri and not uri.endswith(".db"):
            raise UsageError(
                "The address of Milvus must not hold a name or password; put USER:PASSWORD (or an "
                "API key) into the environment variable ARTICLE_QA_MILVUS_TOKEN."
            )
        self.uri = uri
        self._token = token
        # They log errors with tracebacks, and raise them as well.
        for name in ("pymilvus", "milvus_lite"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        with self.translated_errors():
            self.client = MilvusClient(uri=uri, token=token, timeout=TIMEOUT)

    @contextmanager
    def translated_errors(self) -> Iterator[None]:
        """Turn the errors of Milvus into one that says what to do.

        Raises:
            SearchError: Milvus cannot be used.
        """
        try:
            yield
        except (MilvusException, RpcError, ValueError) as error:
            reason = error.message if isinstance(error, MilvusException) else str(error)
            reason = str(reason).strip().rstrip(".")
            if self._token:
                reason = reason.replace(self._token, "***")
            hint = (
                "The file serves one process at a time, and its folder must be there"
                if self.uri.endswith(".db")
                else "Check that Milvus runs there, and ARTICLE_QA_MILVUS_TOKEN if it asks for one"
            )
            raise SearchError(
                f"Cannot use Milvus at {self.uri}: {reason}. {hint}; or leave --milvus (and "
                "ARTICLE_QA_MILVUS) out to search on this machine."
            ) from error

    def close(self) -> None:
        self.client.close()
        if self.uri.endswith(".db"):
            from milvus_lite.server_manager import server_manager_instance

            # Else the file stays locked until this process ends.
            server_manager_instance.release_server(self.uri)
