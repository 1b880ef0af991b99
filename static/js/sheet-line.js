// One line of a sheet on the page: what is typed in it, what was saved, and what is said about it.
"use strict";
// What a field holds and what it held when it was saved last, whether it is a text, a tick or a choice.
window.sheetFields = {
  all: "input:not([type=hidden]), select",
  value: (field) => (field.type === "checkbox" ? field.checked : field.value),
  stored(field) {
    if (field.type === "checkbox") return field.defaultChecked;
    if (field.options) return [...field.options].find((each) => each.defaultSelected)?.value ?? "";
    return field.defaultValue;
  },
  show(field, value) {
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  },
  store(field, value) {
    if (field.type === "checkbox") field.defaultChecked = value;
    else if (field.options) for (const each of field.options) each.defaultSelected = each.value === value;
    else field.defaultValue = value;
  },
};
window.SheetLine = class {
  constructor(element, words) {
    this.element = element;
    this.words = words;
    this.code = element.dataset.line;
    this.version = element.querySelector(`input[name="${element.id}-version"]`);
    this.fields = [...element.querySelectorAll(window.sheetFields.all)];
    this.standing = element.querySelector("[data-standing]");
    this.said = element.querySelector("[data-said]");
    this.storedVersion = this.version.value;
    this.state = "clean";
    // Whether sending it was tried in vain, and whether what was sent may have arrived all the same.
    this.hasFailed = false;
    this.isUnanswered = false;
    // Whether a field holds what was typed into it since it was entered: half a word, perhaps.
    this.isBeingTyped = false;
  }

  // clean · unsaved (to be sent, again and again) · faulty, stale, refused (the officer decides)
  get state() {
    return this.stateNow;
  }

  // What is said of the stored value ("saved", its change) is not shown beside another one.
  set state(state) {
    this.stateNow = state;
    this.element.toggleAttribute("data-unsaved", state !== "clean");
  }

  nameOf(field) {
    return field.name.slice(this.element.id.length + 1);
  }

  get typed() {
    return Object.fromEntries(this.fields.map((field) => [this.nameOf(field), window.sheetFields.value(field)]));
  }

  set typed(values) {
    for (const field of this.fields) {
      const value = values[this.nameOf(field)];
      if (value === undefined) continue;
      window.sheetFields.show(field, value);
      if (value) this.unfold(field);
    }
  }

  get isChanged() {
    return this.fields.some((field) => window.sheetFields.value(field) !== window.sheetFields.stored(field));
  }

  // Whether what was stored is taken back: no value, no part, no reason why there is none.
  get isEmptied() {
    const told = ["value", "numerator", "denominator", "no_data_reason"];
    return this.fields.every((field) => !told.includes(this.nameOf(field)) || !field.value.trim());
  }

  // A half-typed line waits: the field that was left is one of several that belong together.
  get isBetweenFields() {
    const active = document.activeElement;
    if (!this.element.contains(active)) return false;
    // Each arrow chooses, and what was chosen may need its day: it counts when the choice is left.
    if (active.options) return true;
    const value = this.fields.find((field) => this.nameOf(field) === "value");
    return (active.matches(".input--num, [name$='-observed_on']") && !active.value) || !value.value;
  }

  data(person) {
    const data = new URLSearchParams({ indicator: this.code, person });
    data.set(this.version.name, this.version.value);
    for (const field of this.fields) {
      if (field.type !== "checkbox") data.set(field.name, field.value);
      else if (field.checked) data.set(field.name, "on");
    }
    return data;
  }

  // `sent` is what was sent: a field typed into since keeps what is in it now.
  store(answer, sent) {
    const now = this.typed;
    for (const field of this.fields) {
      const name = this.nameOf(field);
      const shown = answer.shown[name];
      window.sheetFields.store(field, shown);
      window.sheetFields.show(field, now[name] === sent[name] ? shown : now[name]);
    }
    this.storedVersion = this.version.value = String(answer.version);
  }

  restore() {
    for (const field of this.fields) window.sheetFields.show(field, window.sheetFields.stored(field));
    this.version.value = this.storedVersion;
  }

  unfold(field) {
    const folded = field.closest("details");
    if (folded) folded.open = true;
  }

  // --- what is said ---

  clear() {
    this.said.replaceChildren();
    this.element.classList.remove("is-error", "is-unsaved");
    for (const field of this.fields) {
      field.removeAttribute("aria-invalid");
      this.describe(field, `${field.id}_error`, false);
    }
  }

  describe(field, id, isDescribed) {
    const ids = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
    if (isDescribed) ids.add(id);
    else ids.delete(id);
    if (ids.size) field.setAttribute("aria-describedby", [...ids].join(" "));
    else field.removeAttribute("aria-describedby");
  }

  hint(text, tone = "", id = "") {
    const hint = document.createElement("div");
    hint.className = tone ? `hint hint--${tone}` : "hint";
    if (id) hint.id = id;
    hint.textContent = text;
    return hint;
  }

  showSaved(answer) {
    this.clear();
    this.element.classList.remove("is-warn");
    this.element.toggleAttribute("data-answered", answer.is_answered);
    if (answer.is_answered) {
      const saved = document.getElementById("sheet-saved").content.firstElementChild.cloneNode(true);
      saved.lastElementChild.textContent = this.words.saved.replace("{time}", answer.saved_at);
      this.standing.replaceChildren(saved);
    } else {
      this.standing.replaceChildren(this.hint(this.words.notEntered));
    }
    this.element.querySelector("[data-change]").textContent = answer.change;
    const link = this.element.querySelector("[data-history]");
    link.href = answer.url;
    link.hidden = false;
    if (answer.read_as) this.standing.append(this.hint(answer.read_as, "warn"));
    this.showDoubts(answer);
  }

  showDoubts({ doubts, needs_comment: isAsked }) {
    const note = this.fields.find((field) => this.nameOf(field) === "remark");
    const id = `${this.element.id}-doubts`;
    this.describe(note, id, doubts.length > 0);
    if (doubts.length) {
      this.standing.append(this.hint([...doubts, ...(isAsked ? [this.words.sayWhy] : [])].join(" "), "warn", id));
    }
    this.element.classList.toggle("is-warn", isAsked);
    this.element.toggleAttribute("data-to-explain", isAsked);
  }

  showFaults(faults) {
    this.clear();
    // The sentences of the page as it was loaded would have the same ids.
    this.standing.querySelectorAll("[id$=_error]").forEach((each) => each.remove());
    this.element.classList.add("is-error");
    this.said.append(this.hint(this.words.notSaved, "error"));
    for (const [name, sentence] of Object.entries(faults)) {
      const field = this.fields.find((each) => this.nameOf(each) === name) || this.fields[0];
      const id = `${field.id}_error`;
      field.setAttribute("aria-invalid", "true");
      this.describe(field, id, true);
      this.said.append(this.hint(sentence, "error", id));
      this.unfold(field);
    }
  }

  showSentence(sentence) {
    this.clear();
    this.element.classList.add("is-error");
    this.said.append(this.hint(`${this.words.notSaved} ${sentence}`, "error"));
  }

  showUnsaved() {
    this.clear();
    this.element.classList.add("is-unsaved");
    this.said.append(this.hint(this.words.unsaved, "warn"));
  }

  showStale(answer, keep, take) {
    this.clear();
    this.element.classList.add("is-error");
    const box = document.getElementById("sheet-stale").content.cloneNode(true);
    const sentence = box.querySelector("[data-sentence]");
    sentence.textContent = ["by", "theirs", "yours"].reduce(
      (text, name) => text.replace(`{${name}}`, () => answer[name]),
      `${this.words.notSaved} ${this.words.stale}`,
    );
    box.querySelector("[data-keep]").addEventListener("click", keep);
    box.querySelector("[data-take]").addEventListener("click", take);
    this.said.append(box);
  }

  // The value that somebody else locked stands in the line; the sentence says which one was typed.
  lock(answer) {
    this.store(answer, this.typed);
    this.element.toggleAttribute("data-answered", answer.is_answered);
    this.standing.replaceChildren(this.hint(answer.status_label));
    this.element.querySelector("[data-change]").textContent = answer.change;
    for (const field of [this.version, ...this.fields]) field.disabled = true;
  }
};
