// Put into every page of a journey before its own scripts: whether every run that the page asked for has ended,
// and everything that moves, like a fold that opens, has come to its place.
// Streamlit's own mark of its state still says "not running" for some time after a click was sent.
"use strict";

(() => {
  const RERUN = 11; // BackMsg.rerun_script
  const NEW_SESSION = 4, SCRIPT_FINISHED = 6; // ForwardMsg
  const EARLY_FOR_RERUN = 2n; // ForwardMsg.ScriptFinishedStatus: another run follows
  const FRAMES = 3; // in which what came is drawn, and our own script has had its turn
  const LOOK_EVERY = 10; // milliseconds
  let ended = 0, asked = false, begun = false, calm = 0;

  // The numbers of a message's outer fields, each with its value where that is a number.
  function* fields(bytes) {
    let at = 0;
    const varint = () => {
      for (let value = 0n, shift = 0n; ; shift += 7n) {
        const byte = bytes[at++];
        value |= BigInt(byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const tag = Number(varint());
      if ((tag & 7) === 0) yield [tag >> 3, varint()];
      else {
        yield [tag >> 3, null];
        const length = (tag & 7) === 2 ? Number(varint()) : (tag & 7) === 1 ? 8 : 4;
        at += length;
      }
    }
  }

  function arrived(bytes) {
    for (const [number, value] of fields(bytes)) {
      if (number === NEW_SESSION) begun = true;
      if (number === SCRIPT_FINISHED && value !== EARLY_FOR_RERUN) {
        ended += 1;
        if (begun) asked = begun = false;
      }
    }
  }

  window.WebSocket = class extends WebSocket {
    constructor(...details) {
      super(...details);
      this.addEventListener("message", ({ data }) => data instanceof ArrayBuffer && arrived(new Uint8Array(data)));
      this.addEventListener("close", () => { asked = begun = false; });
    }

    send(message) {
      if (message instanceof Uint8Array && [...fields(message)].some(([number]) => number === RERUN)) {
        asked = true;
        begun = false;
        calm = 0;
      }
      super.send(message);
    }
  };

  const moves = (animation) => animation.playState === "running" && animation.effect?.getComputedTiming().endTime !== Infinity;

  // The pages before signing in have no runs.
  function waits() {
    const app = document.querySelector("[data-testid=stApp]");
    const runs = document.getElementById("root") && (!app || app.dataset.testScriptState !== "notRunning" || !ended || asked);
    return runs || document.querySelector("[data-testid=stSkeleton]") || document.getAnimations().some(moves);
  }

  // Resolves at rest. While something is awaited no frame is asked for: drawing sixty a second of a screen that does
  // not change is most of what a browser without a graphics card does.
  // The first look is a moment after the call: Streamlit sends what a click asked for after a timer of no delay, and the
  // rest from before the click is not the rest that is meant.
  window.journeyAtRest = () => new Promise((rests) => {
    function look() {
      calm = waits() ? 0 : calm + 1;
      if (calm >= FRAMES) rests(true);
      else if (calm) requestAnimationFrame(look);
      else setTimeout(look, LOOK_EVERY);
    }
    setTimeout(look, LOOK_EVERY);
  });
})();
