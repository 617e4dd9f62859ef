/*
 * Takes a word processor's comments out of what is pasted, while their marks are still there to be seen.
 *
 * The editor's own filters drop classes and styles; after them a comment is a paragraph like any other.
 * What marks a comment, and which element says the same as a foreign one, the server tells (`statements/pasted.py`).
 * To be loaded after ckeditor.js and before an editor starts.
 */
(() => {
  "use strict";

  /** A document of Google's that was saved as a page has its comments below it, each with a link back. */
  function dropGoogles(page) {
    for (const link of page.querySelectorAll('a[id^="cmnt"]')) {
      const isComment = link.getAttribute("href")?.startsWith("#cmnt_ref");
      (isComment ? link.closest("div") || link.closest("p") : link.closest("sup") || link)?.remove();
    }
  }

  const HANDLER = /\son[a-z]+=(?:"[^"]*"|'[^']*')/gi; // of no use here, and each would be reported

  function withoutComments(html, mark) {
    if (!mark.test(html) && !html.includes("#cmnt")) return html;
    const page = new DOMParser().parseFromString(html.replace(HANDLER, ""), "text/html"); // inert: nothing in it runs or loads
    dropGoogles(page);
    for (const element of page.body.querySelectorAll("*")) {
      if (mark.test(element.cloneNode(false).outerHTML)) element.remove();
    }
    return page.documentElement.outerHTML;
  }

  function onPaste({ editor, data }) {
    const mark = new RegExp(editor.config.pastedComments, "i");
    const given = data.dataTransfer.getData;
    data.dataTransfer.getData = function (type, ...how) {
      const got = given.call(this, type, ...how);
      return /html/i.test(type) && got ? withoutComments(got, mark) : got;
    };
    data.dataValue = withoutComments(data.dataValue || "", mark);
  }

  function onLoaded({ editor }) {
    const { renamed } = editor.config;
    editor.filter.addElementCallback((element) => {
      if (Object.hasOwn(renamed, element.name)) element.name = renamed[element.name];
    });
    const elements = { span: (span) => void (Object.keys(span.attributes).length || delete span.name) };
    editor.dataProcessor.htmlFilter.addRules({ elements }, 20);
  }

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("paste", onPaste, null, null, 1);
    editor.on("loaded", onLoaded);
  });
})();
