"""A page's WebSocket, spoken by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as connect_socket

from tests.web.running import Running

OWN = "own"


@contextmanager
def connect(running: Running, token: str, session: str = "", origin: str | None = OWN) -> Iterator[ClientConnection]:
    """Open the stream as a browser would, with this cookie and, to take one over, another browser's session id."""
    with connect_socket(
        f"ws://{running.host}/_stcore/stream",
        additional_headers={"Cookie": f"nearer={token}"} if token else {},
        origin=running.url if origin == OWN else origin,  # type: ignore[arg-type]
        subprotocols=["streamlit", "none", *([session] if session else [])],  # type: ignore[list-item]
        open_timeout=20,
    ) as socket:
        yield socket


def refused(running: Running, token: str, session: str = "", origin: str | None = OWN) -> int:
    """The status with which the stream is refused; 0 if it is opened."""
    try:
        with connect(running, token, session, origin):
            return 0
    except InvalidStatus as status:
        return status.response.status_code


def first_session_id(socket: ClientConnection) -> str:
    """Run the page once and read the session id that the server gives out."""
    run = BackMsg()
    run.rerun_script.query_string = ""
    socket.send(run.SerializeToString())
    while True:
        message = ForwardMsg()
        received = socket.recv(timeout=20)
        assert isinstance(received, bytes)
        message.ParseFromString(received)
        if message.WhichOneof("type") == "new_session":
            return message.new_session.initialize.session_id


@dataclass
class Screen:
    """What stands on the page of one stream: the ids of its widgets by their keys."""

    socket: ClientConnection
    ids: dict[str, str] = field(default_factory=dict)
    states: list[WidgetState] = field(default_factory=list)

    def run(self, press: str = "", typed: str = "") -> None:
        """Run the page, with a button pressed or something typed."""
        message = BackMsg()
        message.rerun_script.SetInParent()
        if typed:
            self.states.append(WidgetState(id=self.ids["typed"], string_value=typed))
        pressed = [WidgetState(id=self.ids[press], trigger_value=True)] if press else []
        message.rerun_script.widget_states.widgets.extend(self.states + pressed)
        self.socket.send(message.SerializeToString())
        while not self._finished():
            pass

    def _finished(self) -> bool:
        received = self.socket.recv(timeout=20)
        assert isinstance(received, bytes)
        message = ForwardMsg.FromString(received)
        element = message.delta.new_element
        for one in (element.button, element.text_input):
            self.ids |= {one.id.rpartition("-")[2]: one.id} if one.id else {}
        return message.WhichOneof("type") == "script_finished"
