/* Buttons that copy a text: <button data-copies="id of a field" data-copied="Copied" hidden>. */
(() => {
  "use strict";
  const said = (button) => {
    const words = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 3000);
  };
  const copy = async (button) => {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // No clipboard without https or permission: the older way, on the text that is selected now.
      if (!document.execCommand("copy")) return;
    }
    said(button);
  };
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copy(button));
  }
})();
