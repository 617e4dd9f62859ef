/*
 * Keeps in this browser what could not be sent, under its writer's key and the tab's, and offers it on return.
 *
 * Taking it up sends it to the desk first and opens the form with it there: the form knows its own fields.
 */
(() => {
  "use strict";
  const ROOM = "unsaved:";
  const about = document.querySelector("[data-unsaved]");
  const offer = document.getElementById("unsaved-here");
  const form = about && about.closest("form");
  if (!form || !offer) return;
  const shelf = ROOM + about.dataset.where;
  const own = shelf + form.elements.copy_key.value;
  const NOT_KEPT = ["csrfmiddlewaretoken"];

  function put(data) {
    const typed = [...data].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name));
    try {
      localStorage.setItem(own, JSON.stringify({ at: Date.now(), typed }));
    } catch {
      const line = form.querySelector("[data-unsaved-line]"); // full, or forbidden
      line.textContent = about.dataset.full;
    }
  }

  function found() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(shelf) && key !== own);
      return keys.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) })).filter(({ typed }) => typed);
    } catch {
      return [];
    }
  }

  async function takeUp({ key, typed }) {
    const data = new FormData();
    for (const [name, value] of typed) data.append(name, value);
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("copy_number", Number(data.get("copy_number")) + 1);
    const answer = await fetch(about.dataset.keep, { method: "POST", body: data, redirect: "error" });
    if (!answer.ok) throw new Error((await answer.json()).told.join(" "));
    localStorage.removeItem(key);
    location.search = new URLSearchParams({ take_up: data.get("copy_key") });
  }

  function show(copy) {
    const shown = offer.content.cloneNode(true).firstElementChild;
    const time = shown.querySelector("time");
    time.dateTime = new Date(copy.at).toISOString();
    time.textContent = new Date(copy.at).toLocaleString(document.documentElement.lang);
    shown.querySelector("[data-take-up]").addEventListener("click", () => {
      takeUp(copy).catch(({ name, message }) => {
        shown.querySelector("p").textContent = name === "Error" ? message : about.dataset.refused;
      });
    });
    shown.querySelector("[data-throw-away]").addEventListener("click", () => {
      localStorage.removeItem(copy.key);
      shown.remove();
    });
    offer.before(shown);
  }

  form.addEventListener("autosave:failed", ({ detail }) => put(detail));
  form.addEventListener("autosave:kept", () => localStorage.removeItem(own));
  for (const copy of found()) show(copy);
})();
