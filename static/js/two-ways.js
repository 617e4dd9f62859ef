/*
 * Puts the editor in the place of plain signs for whoever used it last in this browser, or has a mouse at hand.
 *
 * The server shows plain signs, which need no script; the editor waits beside them in a template.
 * To be loaded with `defer`: the editor starts when the page is complete.
 */
(() => {
  "use strict";

  const byHand = matchMedia("(pointer: coarse)").matches;

  for (const ways of document.querySelectorAll(".two-ways")) {
    const editor = ways.querySelector("template");
    const way = ways.dataset.last || (byHand ? "plain" : "editor");
    if (!editor || way !== "editor") continue;
    for (const plain of ways.querySelectorAll("textarea, .signs")) plain.remove();
    for (const button of ways.querySelectorAll("[aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.value === way));
    }
    editor.replaceWith(editor.content);
  }
})();
