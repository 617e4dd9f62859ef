/*
 * Shows how far a long work is: asks for the page again every few seconds, as long as somebody looks at it,
 * and puts the news in place. Once the work has ended the page is loaded anew.
 */
(() => {
  "use strict";
  const EVERY = 3000; // milliseconds
  const place = () => document.querySelector("[data-at-work]");

  async function news() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok ? page.querySelector("[data-at-work]") : null;
  }

  async function look() {
    if (document.visibilityState === "visible") {
      try {
        const found = await news();
        if (!found) {
          location.reload();
          return;
        }
        place().replaceWith(document.adoptNode(found));
      } catch {
        // The machine does not answer for a moment: the next look may find it.
      }
    }
    setTimeout(look, EVERY);
  }

  if (place()) setTimeout(look, EVERY);
})();
