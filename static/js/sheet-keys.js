// Moves through form[data-sheet] without a mouse: Enter and the arrows stay in the same field of another row, Escape
// brings back what was saved last, and a column pasted from a spreadsheet fills the rows below, one line for each row
// of the table. What changes is told by the events `input` and `change`; sheet.js saves on them.
"use strict";
(() => {
  const form = document.querySelector("form[data-sheet]");
  if (!form) return;
  const lines = [...form.querySelectorAll("tr[data-line]")];
  const { all, stored, show } = window.sheetFields;
  const isField = (target) => Boolean(lineOf(target)) && target.matches(all);
  const kindOf = (field) => field.name.slice(field.name.indexOf("-") + 1);
  const lineOf = (field) => field.closest("tr[data-line]");
  const fieldOf = (line, kind) => line && form.elements[`${line.id}-${kind}`];

  const tell = (field, ...events) => {
    for (const name of events) field.dispatchEvent(new Event(name, { bubbles: true }));
  };

  const move = (field, step) => {
    for (let at = lines.indexOf(lineOf(field)) + step; lines[at]; at += step) {
      const next = fieldOf(lines[at], kindOf(field));
      if (!next) continue;
      const folded = next.closest("details");
      if (folded) folded.open = true;
      next.focus();
      if (next.type !== "checkbox" && !next.options) next.select();
      return;
    }
    // The last row: nowhere to go, but it is saved as if the field were left.
    tell(field, "change");
  };

  const restore = (field) => {
    show(field, stored(field));
    tell(field, "input", "change");
  };

  const STEPS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

  form.addEventListener("keydown", (event) => {
    // Enter also ends a word that a Vietnamese keyboard is still composing.
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !isField(event.target)) return;
    // The arrows of a choice choose.
    const isToMove = event.key in STEPS && (event.key === "Enter" || !event.target.options);
    if (isToMove) {
      event.preventDefault();
      move(event.target, event.shiftKey && event.key === "Enter" ? -1 : STEPS[event.key]);
    } else if (event.key === "Escape") {
      restore(event.target);
    }
  });

  form.addEventListener("paste", (event) => {
    const field = event.target;
    if (!isField(field) || !(field.matches(".input--num") || field.options)) return;
    const text = event.clipboardData.getData("text/plain").replace(/(\r\n|\r|\n)$/, "");
    const column = text.split(/\r\n|\r|\n/).map((line) => line.split("\t")[0].trim());
    if (column.length < 2 && !text.includes("\t")) return;
    event.preventDefault();
    fill(field, column);
  });

  // A choice takes its own words and what they stand for: “Đã xong” and 1.
  const choiceOf = (field, text) =>
    [...field.options].find((each) => [each.value, each.text.toLowerCase()].includes(text.toLowerCase()));
  const fits = (field, text) => !field.options || Boolean(choiceOf(field, text));

  const fill = (field, column) => {
    const start = lines.indexOf(lineOf(field));
    const filled = [];
    let skipped = 0;
    column.forEach((value, index) => {
      if (!value) return;
      const place = fieldOf(lines[start + index], kindOf(field));
      if (!place || !fits(place, value)) {
        skipped += 1;
        return;
      }
      show(place, place.options ? choiceOf(place, value).value : value);
      filled.push(place);
    });
    filled.forEach((each) => tell(each, "input", "change"));
    form.dispatchEvent(new CustomEvent("pasted", { detail: { filled: filled.length, skipped } }));
  };
})();
