/*
 * Keeps CKEditor 4 from changing what its user did not change.
 *
 * Every change of a statement's text voids the yeses to it, so opening and saving must not be one.
 * To be loaded after ckeditor.js and before an editor starts.
 */
(() => {
  "use strict";

  const asOpened = new WeakMap();
  const update = CKEDITOR.editor.prototype.updateElement;
  const addContentForms = CKEDITOR.filter.prototype.addContentForms;

  CKEDITOR.on("instanceReady", ({ editor }) => asOpened.set(editor, editor.getData()));

  // The editor writes HTML in its own hand. A text it would write as it would have when it was opened
  // goes back to the server byte for byte as it came.
  CKEDITOR.editor.prototype.updateElement = function () {
    const textarea = this.element.$;
    update.call(this);
    if (textarea.value === asOpened.get(this)) textarea.value = textarea.defaultValue;
  };

  // By itself it makes <b> into <strong> and <i> into <em>; what is allowed as it is stays as it is.
  CKEDITOR.filter.prototype.addContentForms = function (forms) {
    const others = forms && forms.filter((form, place) => place === 0 || typeof form !== "string" || !this.check(form));
    addContentForms.call(this, others);
  };
})();
