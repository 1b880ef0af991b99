// Asks before a step with consequences: data-confirm="question" on a form or on one of its buttons.
"use strict";
document.addEventListener("submit", (event) => {
  const pressed = event.submitter;
  const question = (pressed && pressed.dataset.confirm) || event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});
