// While a form[data-busy] is on its way: no second press, [data-busy-shown] says so, and where the form names an
// address in data-progress, its progress bar shows {done, total} asked for every second.
"use strict";
(() => {
  const follow = (form, bar) => {
    window.setInterval(async () => {
      try {
        const { done, total } = await (await fetch(form.dataset.progress)).json();
        if (total > 0) {
          bar.max = total;
          bar.value = Math.min(done, total);
        }
      } catch { /* the bar stays where it is */ }
    }, 1000);
  };

  for (const form of document.querySelectorAll("form[data-busy]")) {
    const shown = form.querySelector("[data-busy-shown]");
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      shown.hidden = false;
      if (form.dataset.progress) follow(form, shown.querySelector("progress"));
    });
  }
  // The back button brings the page as it was left.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-busy]")) {
      delete form.dataset.sent;
      form.querySelector("[data-busy-shown]").hidden = true;
    }
  });
})();
