/*
 * Suggestions under a search box while somebody types: an editable combobox with a list, as the ARIA Authoring
 * Practices have it. Arrow keys go through the list, Enter follows the one that is chosen or else searches,
 * Escape closes it. Without this script the box is a plain search box.
 */
(() => {
  "use strict";

  const WAIT = 150;
  const SHORTEST = 2;

  function option(one, id) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    const told = document.createElement("span");
    item.id = id;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.address = one.address;
    words.lang = one.language;
    words.dir = "auto";
    words.textContent = one.words;
    told.className = "suggestion-told";
    told.textContent = one.told;
    item.append(words, " ", told);
    return item;
  }

  function suggest(input) {
    const list = document.createElement("ul");
    const told = document.createElement("span");
    let waiting = 0;
    let asking = null;
    let chosen = -1;

    list.id = `${input.id}-suggestions`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.label);
    told.className = "unseen";
    told.setAttribute("role", "status");
    input.type = "text"; // a search field may be no combobox
    input.enterKeyHint = "search";
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) {
      input.setAttribute(name, value);
    }
    input.after(list, told);

    function choose(place) {
      const options = [...list.children];
      chosen = place;
      options.forEach((one, at) => one.setAttribute("aria-selected", String(at === place)));
      if (place < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", options[place].id);
        options[place].scrollIntoView({ block: "nearest" });
      }
    }

    function close() {
      clearTimeout(waiting);
      asking?.abort();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      told.textContent = "";
      choose(-1);
    }

    function show(suggestions) {
      list.replaceChildren(...suggestions.map((one, place) => option(one, `${list.id}-${place}`)));
      list.hidden = suggestions.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      told.textContent = list.hidden ? "" : `${input.dataset.label}: ${suggestions.length}`;
      choose(-1);
    }

    async function ask() {
      asking?.abort();
      asking = new AbortController();
      const typed = new URLSearchParams({ q: input.value });
      try {
        const answer = await fetch(`${input.dataset.suggestions}?${typed}`, { signal: asking.signal });
        if (answer.ok) {
          show((await answer.json()).suggestions);
        }
      } catch {
        // Asked again meanwhile, or no connection: what was typed can be searched for all the same.
      }
    }

    function step(by) {
      const number = list.children.length;
      const places = number + 1; // the box itself is one of them
      choose(((chosen + 1 + by + places) % places) - 1);
    }

    function press(event) {
      const isOpen = !list.hidden;
      if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        step(event.key === "ArrowDown" ? 1 : -1);
      } else if (isOpen && event.key === "Enter" && chosen >= 0) {
        location.assign(list.children[chosen].dataset.address);
      } else if (isOpen && event.key === "Escape") {
        close();
      } else {
        return;
      }
      event.preventDefault();
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      if (input.value.trim().length < SHORTEST) {
        close();
      } else {
        waiting = setTimeout(ask, WAIT);
      }
    });
    input.addEventListener("keydown", press);
    input.addEventListener("blur", close);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const one = event.target.closest("[role=option]");
      if (one) {
        location.assign(one.dataset.address);
      }
    });
  }

  document.querySelectorAll("input[data-suggestions]").forEach(suggest);
})();
