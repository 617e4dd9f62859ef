/** Leads from a line of the checklist to its field, also where that is folded away or an editor stands over it. */

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-to-field]");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  const folds = [link.closest("details"), field.closest("details")];
  if (folds[1]) folds[1].open = true;
  if (getComputedStyle(document.querySelector(".side")).position === "sticky" && innerWidth < 1024) folds[0].open = false;
  const editor = window.CKEDITOR?.instances[field.id];
  if (!editor && field.type === "hidden") return;
  event.preventDefault();
  (field.closest(".form-row") ?? field).scrollIntoView({ block: "center" });
  (editor ?? field).focus();
});
