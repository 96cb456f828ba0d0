"""One person's Streamlit session without a browser: what a browser would send, and the time until the answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from socket import SHUT_RDWR
from ssl import SSLContext
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol


@dataclass
class Run:
    """What came back from one rerun of the script: how long it took, and the elements it sent."""

    seconds: float
    elements: list[Any] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Any]:
        """The elements of one kind (radio, button, plotly_chart ...) in the order they came."""
        return [getattr(element, kind) for element in self.elements if element.WhichOneof("type") == kind]


@dataclass
class StreamlitSession:
    """A WebSocket to the Streamlit at `url` (http://host:port); `cookie` ("name=token") where it has a gate.

    `tls` is for an https address, where a request may never leave over TLS 1.3 (tests/faults/test_behind_nginx.py).
    """

    url: str
    cookie: str = ""
    page: str = ""
    query: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    parts: dict[str, str] = field(
        default_factory=dict
    )  # the fragment each widget stands in, which a click redraws alone
    folds: dict[str, str] = field(default_factory=dict)  # of each fold that was drawn its widget, and what it is called
    patience_seconds: float = 60.0
    tls: SSLContext | None = None
    last: Run = field(default_factory=lambda: Run(0.0))
    socket: ClientConnection | None = None

    def connect(self, path: str = "") -> Run:
        """Open the session on the page at `path` and run the script once."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self.socket = connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            additional_headers=headers,
            origin=Origin(self.url),
            subprotocols=[Subprotocol("streamlit")],
            ssl=self.tls,
            compression=None,
            max_size=None,
            legacy=True,  # it stays open from one call to the next; `close` ends it
        )
        return self._rerun(page_name=path)

    def rerun(self) -> Run:
        """What a click on nothing in particular sends."""
        return self._rerun(page_script_hash=self.page)

    def click(self, widget_id: str, **value: Any) -> Run:
        """Set one widget (`string_value="a"`, `bool_value=True`) or press one (`trigger_value=True`), and rerun."""
        self.states[widget_id] = WidgetState(id=widget_id, **value)
        try:
            return self._rerun(page_script_hash=self.page, fragment_id=self.parts.get(widget_id, ""))
        finally:
            if "trigger_value" in value:
                del self.states[widget_id]

    def click_and_go(self, widget_id: str, **value: Any) -> None:
        """The same as somebody who closes the window with the click: nobody waits for the answer."""
        assert self.socket is not None
        self.states[widget_id] = WidgetState(id=widget_id, **value)
        where = {"page_script_hash": self.page, "fragment_id": self.parts.get(widget_id, "")}
        self.socket.send(self._asking_for_a_run(where))
        self.socket.socket.shutdown(SHUT_RDWR)

    def press(self, key: str) -> Run:
        """Press the button with this key on the screen as it stands."""
        pressed = [one.id for one in self.last.of_kind("button") if one.id.endswith(key)]
        if not pressed:
            types = [element.WhichOneof("type") for element in self.last.elements]
            raise RuntimeError(f"There is no button '{key}' on the screen; it shows {types}")
        return self.click(pressed[0], trigger_value=True)

    def unfold(self, key: str) -> Run:
        """Open the fold with this key, whose inside is made only then."""
        return self.click(next(one for one in self.folds if one.endswith(key)), bool_value=True)

    def unfold_all(self) -> Run:
        """Open every fold, those inside others too."""
        run = self.last
        while closed := [fold for fold in self.folds if fold not in self.states]:
            self.states.update({fold: WidgetState(id=fold, bool_value=True) for fold in closed})
            run = self.rerun()
        return run

    def choose(self, key: str, **value: Any) -> Run:
        """Set the widget with this key on the screen as it stands."""
        widgets = (getattr(one, one.WhichOneof("type") or "empty") for one in self.last.elements)
        return self.click(next(one.id for one in widgets if getattr(one, "id", "").endswith(key)), **value)

    def switch_page(self, path: str) -> Run:
        """Go to the page at `path`, with what may follow a question mark; the widgets left behind are forgotten."""
        self.states.clear()
        path, _, self.query = path.partition("?")
        return self._rerun(page_script_hash=self.pages[path])

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()

    def _rerun(self, **where: str) -> Run:
        assert self.socket is not None
        sent = self._asking_for_a_run(where)
        start = time.perf_counter()
        self.socket.send(sent)
        run = Run(0.0)
        for reply in self._replies():
            self._note(reply, run)
        run.seconds = time.perf_counter() - start
        self.last = run
        return run

    def _asking_for_a_run(self, where: Mapping[str, str]) -> bytes:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        for name, value in where.items():
            setattr(message.rerun_script, name, value)
        message.rerun_script.widget_states.widgets.extend(self.states.values())
        message.rerun_script.context_info.url = self.url
        sent: bytes = message.SerializeToString()
        return sent

    def _replies(self) -> Iterator[ForwardMsg]:
        """Every message up to the end of the script, a rerun that the script asked for included."""
        assert self.socket is not None
        while True:
            frame = self.socket.recv(self.patience_seconds)
            reply = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
            yield reply
            if reply.WhichOneof("type") == "script_finished":
                if reply.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise RuntimeError("The script could not be compiled")
                if reply.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return

    def _note(self, reply: ForwardMsg, run: Run) -> None:
        kind = reply.WhichOneof("type")
        if kind == "new_session":
            run.elements.clear()
            self.folds.clear()
            self.page = reply.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.query = reply.page_info_changed.query_string  # the address, as a browser would send it from now on
        elif kind == "navigation":
            self.page = reply.navigation.page_script_hash
            self.pages = {page.url_pathname: page.page_script_hash for page in reply.navigation.app_pages}
        elif kind == "delta" and reply.delta.add_block.expandable.id:
            fold = reply.delta.add_block.expandable
            self.folds[fold.id] = fold.label
        elif kind == "delta" and reply.delta.WhichOneof("type") == "new_element":
            element = reply.delta.new_element
            self._place(element, reply.delta.fragment_id)
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(f"The script broke: {element.exception.message}")
            run.elements.append(element)

    def _place(self, element: Any, part: str) -> None:
        widget = getattr(element, element.WhichOneof("type") or "empty")
        if part and hasattr(widget, "id"):
            self.parts[widget.id] = part
