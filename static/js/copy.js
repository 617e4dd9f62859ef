/*
 * Puts a button beside every text that is there to be handed on. Where the clipboard is not to be had, the
 * text is marked, so that the keyboard copies it; a text that stands at an address of its own is opened there.
 */
(() => {
  "use strict";

  const told = document.getElementById("copy-told");
  const form = document.getElementById("copy-button");
  const FOR_A_WHILE = 4000;

  function say(button, words) {
    const before = button.textContent;
    button.textContent = words;
    told.textContent = words;
    setTimeout(() => {
      button.textContent = before;
      told.textContent = "";
    }, FOR_A_WHILE);
  }

  async function copy(button, text) {
    try {
      await navigator.clipboard.writeText(text.value);
      say(button, button.dataset.done);
    } catch {
      text.focus();
      text.select();
      say(button, button.dataset.failed);
    }
  }

  async function copyFrom(button, address) {
    try {
      const answer = await fetch(address);
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      await navigator.clipboard.writeText(await answer.text());
      say(button, button.dataset.done);
    } catch {
      location.assign(address);
    }
  }

  for (const place of document.querySelectorAll("[data-copy]")) {
    const button = form.content.firstElementChild.cloneNode(true);
    const link = place.querySelector("a");
    link.id = "copy-whole-link";
    button.id = "copy-whole";
    button.setAttribute("aria-labelledby", `${button.id} ${link.id}`);
    button.addEventListener("click", () => copyFrom(button, place.dataset.copy));
    place.append(button);
  }

  for (const text of document.querySelectorAll(".send-text textarea")) {
    const button = form.content.firstElementChild.cloneNode(true);
    const label = document.querySelector(`label[for="${text.id}"]`);
    label.id = `${text.id}-label`;
    button.id = `${text.id}-copy`;
    button.setAttribute("aria-labelledby", `${button.id} ${label.id}`);
    button.addEventListener("click", () => copy(button, text));
    label.after(button);
  }
})();
