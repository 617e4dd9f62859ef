/*
 * Sends what is typed to the desk every few seconds, as the person's private working copy; says what became of it.
 *
 * One request at a time; each bears a higher number than the one before, so that a late one overwrites nothing.
 * The form's own data is sent, whatever fields it has. Before the form itself goes, the last words are sent:
 * without a connection the page stays as it is. Tells `autosave:kept` and `autosave:failed` on the form.
 */
(() => {
  "use strict";
  const PAUSE = 3000; // milliseconds after a change
  const AGAIN = 15000; // after a failure
  const PATIENCE = 20000; // for an answer
  const OWN = ["csrfmiddlewaretoken", "copy_key", "copy_number", "took_up", "took_up_number"];
  const about = document.querySelector("[data-unsaved]");
  const form = about && about.closest("form");
  if (!form) return;
  const line = form.querySelector("[data-unsaved-line]");
  const number = form.elements.copy_number;
  const editors = () => Object.values(window.CKEDITOR ? window.CKEDITOR.instances : {});
  let timer = 0;
  let flight = null; // the request under way
  let isGoing = false; // the form itself is on its way

  function fields() {
    for (const editor of editors()) if (editor.status === "ready") editor.updateElement();
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name); // files go with the form
    return data;
  }
  const words = (data) =>
    JSON.stringify([...data].filter(([name, value]) => !OWN.includes(name) && typeof value === "string"));

  const opened = about.hasAttribute("data-is-typed") ? null : words(new FormData(form));
  let kept = opened; // what the desk has

  function say(sentence, isTrouble) {
    line.hidden = !sentence;
    line.classList.toggle("is-trouble", isTrouble);
    if (line.textContent !== sentence) line.textContent = sentence;
  }

  function later(pause) {
    timer ||= setTimeout(() => {
      timer = 0;
      send();
    }, pause);
  }

  function failed(data, sentence) {
    say(sentence, true);
    form.dispatchEvent(new CustomEvent("autosave:failed", { detail: data }));
    later(AGAIN);
  }

  /** Post what is typed; false where there is no connection. */
  async function post(data) {
    number.value = Number(number.value) + 1;
    data.set("copy_number", number.value);
    let answer;
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      answer = await fetch(about.dataset.keep, { method: "POST", body: data, redirect: "error", signal });
      const isOurs = (answer.headers.get("Content-Type") || "").includes("json");
      const told = isOurs ? (await answer.json()).told.join(" ") : about.dataset.refused;
      if (answer.ok) {
        kept = words(data);
        say(told, false);
        form.dispatchEvent(new CustomEvent("autosave:kept"));
      } else {
        failed(data, told);
      }
      return true;
    } catch {
      failed(data, about.dataset.offline);
      return false;
    }
  }

  async function send() {
    if (flight) await flight;
    const data = fields();
    if (isGoing || flight || words(data) === kept) return true;
    flight = post(data);
    const isConnected = await flight;
    flight = null;
    if (isConnected && !timer && words(fields()) !== words(data)) later(PAUSE);
    return isConnected;
  }

  let isWaiting = false;
  let pressed = null; // the button that was pressed last: while one waits, a later press counts
  form.addEventListener("submit", async (event) => {
    if (isGoing || event.submitter?.formTarget === "_blank") return; // another tab shows it: one stays here
    if (!isWaiting && !flight && words(fields()) === kept) {
      isGoing = true;
      return;
    }
    event.preventDefault();
    pressed = event.submitter;
    if (isWaiting) return;
    isWaiting = true;
    isGoing = await send();
    isWaiting = false;
    if (isGoing) form.requestSubmit(pressed);
  });

  const changed = () => later(PAUSE);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  editors().forEach((editor) => editor.on("change", changed));
  if (window.CKEDITOR) window.CKEDITOR.on("instanceCreated", ({ editor }) => editor.on("change", changed));
  if (opened === null) later(PAUSE);

  window.addEventListener("online", () => send());
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) isGoing = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!isGoing && words(fields()) !== opened) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
  window.addEventListener("pagehide", () => {
    const data = fields();
    if (!isGoing && words(data) !== kept) form.dispatchEvent(new CustomEvent("autosave:failed", { detail: data }));
  });

  if (about.dataset.opened) {
    const sign = new FormData();
    sign.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    fetch(about.dataset.opened, { method: "POST", body: sign, redirect: "error" }).catch(() => {});
  }
})();
