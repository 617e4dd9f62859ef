/*
 * Asks the desk about text that was pasted: whether it is typed for an old Hindi font, and how it reads in Unicode.
 *
 * The answer is shown above the form and changes nothing; its button belongs to the form.
 */
(() => {
  "use strict";
  const place = document.querySelector("[data-legacy-font]");
  const form = document.getElementById("statement_form");
  if (!place || !form) return;

  async function ask(pasted) {
    const editors = Object.values(window.CKEDITOR ? window.CKEDITOR.instances : {});
    for (const editor of editors) if (editor.status === "ready") editor.updateElement();
    const data = new FormData(form);
    data.set("pasted", pasted.slice(0, 100000));
    const answer = await fetch(place.dataset.legacyFont, { method: "POST", body: data, redirect: "error" });
    if (answer.status !== 200) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.children);
    place.scrollIntoView({ block: "nearest" });
  }

  /** After the paste has come into the form. Without an answer all stays as it is. */
  const later = (pasted) => setTimeout(() => ask(pasted).catch(() => {}), 300);

  form.addEventListener("paste", ({ clipboardData }) => later(clipboardData.getData("text/html")));
  const listen = (editor) =>
    editor.on("paste", ({ data }) => later(data.dataTransfer.getData("text/html", true)), null, null, 1);
  if (window.CKEDITOR) window.CKEDITOR.on("instanceReady", ({ editor }) => listen(editor));
})();
