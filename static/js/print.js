// Shows print buttons ([data-print]), and on paper today's day, open panels and nothing hidden.
"use strict";
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  let opened = [];
  window.addEventListener("beforeprint", () => {
    const today = new Date();
    for (const place of document.querySelectorAll("[data-print-day]")) {
      place.textContent = `${today.getDate()}/${today.getMonth() + 1}/${today.getFullYear()}`;
    }
    opened = [...document.querySelectorAll("details.why:not([open])")];
    for (const panel of opened) panel.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const panel of opened) panel.open = false;
  });
})();
