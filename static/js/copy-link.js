// Copies the address of the page ([data-copy-link]); the button says so ([data-copied]) for six seconds.
"use strict";
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy-link]")) {
    const word = button.querySelector("span") || button;
    const before = word.textContent;
    button.hidden = false;
    word.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(window.location.href);
      word.textContent = button.dataset.copied || before;
      window.setTimeout(() => { word.textContent = before; }, 6000);
    });
  }
})();
