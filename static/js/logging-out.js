/* At logging out, no text of this person stays behind in the browser; they are asked first where some does. */
(() => {
  "use strict";
  const form = document.getElementById("logout-form");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    const mine = Object.keys(localStorage).filter((key) => key.startsWith(form.dataset.shelf));
    if (mine.length && !window.confirm(form.dataset.unsavedHere)) event.preventDefault();
    else mine.forEach((key) => localStorage.removeItem(key));
  });
})();
