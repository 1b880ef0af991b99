// Replaces what stands in [data-part] by what its address answers: home is there before what changed is worked out.
// Where that fails or says nothing, or without this file, what stands there stays.
"use strict";
(() => {
  for (const place of document.querySelectorAll("[data-part]")) {
    fetch(place.dataset.part, { credentials: "same-origin" })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .then((text) => {
        if (text && text.trim()) place.replaceChildren(document.createRange().createContextualFragment(text));
      })
      .catch(() => {});
  }
})();
