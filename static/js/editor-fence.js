/*
 * Lets CKEditor 4 run under a content security policy that admits no inline script and no eval.
 *
 * The editor writes its buttons as HTML with on… attributes, and its frames as pages with a starting script.
 * Here calls that have the exact form of the editor's own are taken out of that HTML before the browser reads
 * it, and bound as listeners. All else is left to the policy, which blocks and reports it.
 * To be loaded after ckeditor.js and before an editor starts.
 */
(() => {
  "use strict";

  const OWN = "CKEDITOR.tools.callFunction(";
  const CALL =
    /^(return )?CKEDITOR\.tools\.callFunction\(\s*(\d+)((?:\s*,\s*(?:event|this|null|\d+|'[\w#: -]*'))*)\s*\);?(\s*return false;)?$/;
  const REPAINT = "this.style.cssText = this.style.cssText;"; // for a Firefox of long ago; dropped
  const HANDLER = / on([a-z]+)="([^"]*)"/g;
  const START = /<script id="cke_actscrpt"[^>]*>[^<]*callFunction\((\d+)[^<]*<\/script>| onload="[^"]*callFunction\((\d+)\);"/;
  const STYLE = /<style[^>]*>([^<]*)<\/style>/g;
  const setHtml = CKEDITOR.dom.element.prototype.setHtml;

  function argument(word, element, event) {
    if (word === "event") return event;
    if (word === "this") return element;
    if (word === "null") return null;
    return word.startsWith("'") ? word.slice(1, -1) : Number(word);
  }

  /** The listener that does what a handler's text says, or none where the text is not the editor's. */
  function listener(text) {
    if (text === REPAINT) return () => {};
    if (text === "return false;") return (event) => event.preventDefault();
    const call = CALL.exec(text);
    if (!call) return null;
    const words = call[3].split(",").slice(1).map((word) => word.trim());
    return function (event) {
      const given = words.map((word) => argument(word, this, event));
      const answer = CKEDITOR.tools.callFunction(Number(call[2]), ...given);
      if (call[4] || (call[1] && answer === false)) event.preventDefault();
    };
  }

  const mark = (whole, event, text) => (listener(text) ? ` data-fence-${event}="${text}"` : whole);

  function bind(root) {
    for (const element of root.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        if (!name.startsWith("data-fence-")) continue;
        element.removeAttribute(name);
        const bound = listener(value);
        if (bound) element.addEventListener(name.slice("data-fence-".length), bound);
      }
    }
  }

  CKEDITOR.dom.element.prototype.setHtml = function (html) {
    // A text being edited holds no such call, and is not touched.
    if (!html.includes(OWN)) return setHtml.call(this, html);
    setHtml.call(this, html.replace(HANDLER, mark));
    bind(this.$);
    return html;
  };

  /** A style sheet made by script is no inline style: the policy has nothing against it. */
  function addSheet(page, css) {
    const sheet = new page.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    page.adoptedStyleSheets.push(sheet);
  }

  CKEDITOR.dom.document.prototype.appendStyleText = function (css) {
    addSheet(this.$, css);
    // The editor marks the sheet's element as its own, and wants nothing else of it.
    return { ownerNode: this.$.createElement("style") };
  };

  /** The page of a frame: the number of the function that awaits it stands in its script or its onload. */
  CKEDITOR.dom.document.prototype.write = function (html) {
    const frame = this.$.defaultView;
    const start = START.exec(html);
    const head = html.indexOf("</head>");
    const styles = [];
    const lift = (whole, css) => (styles.push(css), "");

    this.$.open();
    if (start) {
      const number = Number(start[1] || start[2]);
      frame.addEventListener("load", () => CKEDITOR.tools.callFunction(number, frame), { once: true });
    }
    this.$.write((html.slice(0, head).replace(STYLE, lift) + html.slice(head)).replace(START, ""));
    for (const css of styles) addSheet(this.$, css);
    this.$.close();
  };
})();
