// Slides ([data-present]): the arrow keys, and the keys of a presenter's remote control, follow the links to the slide
// before and after; Escape leaves. Without this script the links do the same.
"use strict";
(() => {
  const bar = document.querySelector("[data-present]");
  if (!bar) return;

  const LINKS = {
    ArrowRight: "[rel=next]",
    PageDown: "[rel=next]",
    ArrowLeft: "[rel=prev]",
    PageUp: "[rel=prev]",
    Escape: "[data-leave]",
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const link = LINKS[event.key] && bar.querySelector(LINKS[event.key]);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})();
