// The line over which the emulator says what has changed. It is taken up again whenever it may
// have broken: after an error, after sleep, when the network is back, when it has been silent.

/** The emulator shows every 15 seconds that it is alive. */
const SILENCE = 40_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 5_000;

export function listen({ onChange, onLost, onFound }) {
  let source;
  let wait = FIRST_WAIT;
  let retry;
  let heardAt = 0;

  function open() {
    clearTimeout(retry);
    source?.close();
    source = new EventSource("/control/events");
    heardAt = Date.now();
    const heard = () => {
      heardAt = Date.now();
      wait = FIRST_WAIT;
    };
    source.addEventListener("open", () => {
      heard();
      onFound();
    });
    source.addEventListener("beat", heard);
    source.addEventListener("change", (event) => {
      heard();
      onChange(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      source.close();
      onLost();
      retry = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }

  function check() {
    const isSilent = Date.now() - heardAt > SILENCE;
    if (source.readyState === EventSource.CLOSED || isSilent) open();
  }

  addEventListener("online", open);
  addEventListener("pageshow", (event) => event.persisted && open());
  document.addEventListener("visibilitychange", () => document.hidden || check());
  setInterval(check, 10_000);
  open();
}
