/*
 * A text that was opened and not touched goes back to the server byte for byte.
 *
 * The editor writes HTML in its own hand (line breaks between blocks, for one). Without this, opening and
 * saving would count as a change of the text, and void every yes to it.
 */
(() => {
  "use strict";

  const asOpened = new WeakMap();
  const update = CKEDITOR.editor.prototype.updateElement;

  CKEDITOR.on("instanceReady", ({ editor }) => asOpened.set(editor, editor.getData()));

  CKEDITOR.editor.prototype.updateElement = function () {
    const textarea = this.element.$;
    update.call(this);
    if (textarea.value === asOpened.get(this)) textarea.value = textarea.defaultValue;
  };
})();
