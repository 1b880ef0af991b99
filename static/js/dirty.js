// Warns before leaving a form[data-dirty] whose input was not sent.
"use strict";
(() => {
  const unsaved = new Set();
  for (const form of document.querySelectorAll("form[data-dirty]")) {
    form.addEventListener("input", () => unsaved.add(form));
    form.addEventListener("submit", () => unsaved.delete(form));
    form.addEventListener("saved", () => unsaved.delete(form));
  }
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
})();
