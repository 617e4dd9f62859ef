/* Tells the desk that the text on the page has been read, once it has been in view for a while. */
(() => {
  "use strict";
  const AFTER = 4000; // milliseconds in view
  const form = document.querySelector("form[data-looked]");
  if (!form) return;
  form.hidden = true;
  let timer;
  const tell = () => fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" })
    .catch(() => { form.hidden = false; });
  const watch = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(tell, AFTER);
  };
  document.addEventListener("visibilitychange", watch);
  watch();
})();
