/** Takes the words selected in the text over into the first empty row of its demands. */

const sections = document.querySelectorAll("[data-demands]");

for (const section of sections) {
  const offer = section.querySelector(".mention-of-selection");
  const button = offer.querySelector("[data-demand-of-selection]");
  const said = offer.querySelector("[role=status]");
  offer.hidden = false;
  // The click would take the selection away from the editor before it can be read.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const words = selectedWords();
    const room = [...section.querySelectorAll("[data-blank] textarea")].find((field) => !field.value.trim());
    said.textContent = said.dataset[words ? (room ? "taken" : "full") : "none"];
    if (!words || !room) return;
    room.value = words;
    room.dispatchEvent(new Event("input", { bubbles: true }));
    room.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

/** The words selected in the editor or, where the text is written with plain signs, in its field; on one line. */
function selectedWords() {
  const editor = Object.values(window.CKEDITOR?.instances ?? {}).find((one) => one.name.includes("body"));
  const field = document.querySelector('textarea[name^="body"]');
  const typed = field && !editor ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
  const words = editor?.getSelection()?.getSelectedText() ?? typed;
  return words.replace(/\s+/g, " ").trim().slice(0, 2000);
}
