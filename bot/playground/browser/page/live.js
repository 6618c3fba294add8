/** The line to the playground: screens come down a websocket, gestures go up as requests. */

const SLOWEST_RETRY_MS = 4000;

/**
 * Keep a line open, and open it again whenever it is lost.
 * @param {{onScreen: (screen: object) => void, onLost: () => void}} heard
 * @returns {{look: (at: {person: string, channel: string, drawer: boolean}) => void}}
 */
export function connect({ onScreen, onLost }) {
  let socket = null;
  let wanted = null;
  let tries = 0;

  function open() {
    socket = new WebSocket(`ws://${location.host}/playground/live`);
    socket.addEventListener("open", () => {
      tries = 0;
      tell();
    });
    socket.addEventListener("message", (event) => onScreen(JSON.parse(event.data)));
    socket.addEventListener("close", again);
  }

  function again() {
    onLost();
    tries += 1;
    setTimeout(open, Math.min(250 * 2 ** tries, SLOWEST_RETRY_MS));
  }

  function tell() {
    if (wanted && socket?.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify(wanted));
    }
  }

  open();
  return {
    look(at) {
      wanted = at;
      tell();
    },
  };
}

/**
 * Do what somebody does.
 * @param {string} name Such as `press`.
 * @param {object} body What it is done with; `person` says who does it.
 * @returns {Promise<{ok: boolean, told?: string}>} Never rejects: what fails is told in a sentence.
 */
export async function gesture(name, body) {
  try {
    const answer = await fetch(`/playground/gestures/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { ok: false, told: "The playground can't be reached. Is it still running? Nothing you typed is lost." };
  }
}
