// Saves each line of form[data-sheet] as soon as it is left. One line is on its way at a time, and none while it is
// being typed: half a note would stand in the history of the figure for good. What cannot be sent is kept in the
// browser and sent again: when the connection is back, when the person comes back to the page, every 15 seconds, and
// when the page is opened next. Without this script the sheet is a plain form.
"use strict";
(() => {
  const form = document.querySelector("form[data-sheet]");
  if (!form) return;
  const { person, cell } = form.dataset;
  const words = document.getElementById("sheet-words").dataset;
  const kept = window.keptLines(person, cell);
  const live = form.querySelector("[data-live]");
  const signedOut = document.querySelector("[data-signed-out]");
  const lines = new Map();
  const RETRY = 15_000;
  const PATIENCE = 20_000;

  const say = (text) => {
    live.textContent = text;
  };

  // --- what stands in the bar ---

  const showBar = () => {
    const all = [...form.querySelectorAll("tr[data-line]")];
    const answered = all.filter((each) => each.hasAttribute("data-answered")).length;
    form.querySelector("[data-bar]").value = answered;
    form.querySelector("[data-answered-words]").textContent = words.answered
      .replace("{answered}", answered)
      .replace("{total}", all.length);
    const toExplain = all.filter((each) => each.hasAttribute("data-to-explain")).length;
    const explain = form.querySelector("[data-explain]");
    explain.hidden = toExplain === 0;
    explain.textContent = words.toExplain.replace("{count}", toExplain);
    if (openLines().length === 0) form.dispatchEvent(new Event("saved"));
  };

  // --- sending ---

  const post = (data) =>
    fetch(cell, {
      method: "POST",
      body: data,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
    });

  // Signing in again changes the token; the sheet itself carries the new one.
  const renewToken = async () => {
    const page = await fetch(window.location.pathname, { signal: AbortSignal.timeout(PATIENCE) });
    const other = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-sheet]");
    if (!other) return false;
    form.elements.csrfmiddlewaretoken.value = other.elements.csrfmiddlewaretoken.value;
    return other.dataset.person === person;
  };

  const isJson = (response) => (response.headers.get("Content-Type") || "").startsWith("application/json");

  const ask = async (line) => {
    // Taken once: typing may have gone on when it is sent again.
    const data = line.data(person);
    let response = await post(data);
    if (response.status === 403 && !isJson(response)) {
      if (!(await renewToken())) return { state: "signed-out" };
      response = await post(data);
    }
    if (isJson(response)) return response.json();
    // What the server may answer otherwise when asked again is asked again.
    if (response.status >= 500 || response.status === 429 || response.ok) return { state: "unsent" };
    return { state: "refused", sentence: words.refused, is_locked: false };
  };

  const answers = {
    saved(line, answer, sent) {
      line.store(answer, sent);
      line.state = line.isChanged ? "unsaved" : "clean";
      line.hasFailed = false;
      line.showSaved(answer);
      signedOut.hidden = true;
      say([words.saved.replace("{time}", answer.saved_at), answer.read_as].filter(Boolean).join(" "));
      if (line.state === "clean") {
        kept.forget(line.code);
      } else {
        keepTyped(line);
        save(line);
      }
    },
    unchanged(line) {
      // What is typed means what is stored (50 and 50,0): the stored spelling stands.
      setBack(line);
      signedOut.hidden = true;
    },
    faulty(line, answer) {
      line.state = "faulty";
      line.showFaults(answer.faults);
      say(Object.values(answer.faults).join(" "));
    },
    stale(line, answer, sent) {
      if (answer.is_own && line.isUnanswered) {
        // The other value is our own: its answer got lost.
        line.version.value = answer.version;
        line.isUnanswered = false;
        line.state = "unsaved";
        save(line);
        return;
      }
      line.state = "stale";
      const keep = () => {
        line.version.value = answer.version;
        line.state = "unsaved";
        keepTyped(line);
        save(line);
      };
      const take = () => {
        line.store(answer, line.typed);
        line.state = "clean";
        line.showSaved(answer);
        kept.forget(line.code);
        showBar();
      };
      const back = line.fields.find((field) => line.nameOf(field) === "value");
      line.showStale(
        answer,
        () => { back.focus(); keep(); },
        () => { back.focus(); take(); },
      );
      say(line.said.querySelector("[data-sentence]").textContent);
    },
    refused(line, answer) {
      line.state = "refused";
      line.showSentence(answer.sentence);
      say(answer.sentence);
      if (!answer.is_locked) return;
      line.lock(answer);
      line.state = "clean";
      kept.forget(line.code);
    },
    unsent(line) {
      line.state = "unsaved";
      line.hasFailed = true;
      line.showUnsaved();
      say(words.unsavedCount.replace("{count}", unsaved().length));
    },
    "signed-out"(line) {
      answers.unsent(line);
      signedOut.hidden = false;
    },
  };

  const send = async (line) => {
    const sent = line.typed;
    let answer;
    try {
      answer = await ask(line);
    } catch {
      answer = { state: "unsent" };
    }
    const typedSince = JSON.stringify(sent) !== JSON.stringify(line.typed);
    // An answer about what is no longer there is of no use, but for the version it tells.
    if (typedSince && ["faulty", "unchanged"].includes(answer.state)) {
      line.state = "unsaved";
      save(line);
    } else {
      answers[answer.state](line, answer, sent);
    }
    line.isUnanswered = answer.state === "unsent" || (line.isUnanswered && answer.state === "signed-out");
    return answer.state;
  };

  // --- one after the other ---

  const unsaved = () => [...lines.values()].filter((line) => line.state === "unsaved");
  const queue = new Set();
  let running = null;

  const run = async () => {
    for (const line of queue) {
      queue.delete(line);
      // Leaving the field it is typed in brings it here again.
      if (line.state !== "unsaved" || line.isBeingTyped || !mayEmpty(line)) continue;
      const state = await send(line);
      if (state !== "unsent" && state !== "signed-out") continue;
      // No use in trying the others now: they wait for the next time.
      for (const other of queue) answers.unsent(other);
      queue.clear();
    }
  };

  const start = () => {
    running ||= run().finally(() => {
      running = null;
      showBar();
    });
    return running;
  };

  const setBack = (line) => {
    kept.forget(line.code);
    line.restore();
    line.state = "clean";
    line.clear();
  };

  // Evidence belongs to a value: whoever takes the value back is asked once.
  const mayEmpty = (line) => {
    if (!line.isEmptied || !line.element.hasAttribute("data-proofs")) return true;
    if (window.confirm(words.askEmpty)) {
      line.element.removeAttribute("data-proofs");
      return true;
    }
    setBack(line);
    return false;
  };

  const save = (line) => {
    queue.add(line);
    start();
  };

  const retry = () => {
    // A line that is being typed is not sent by the clock.
    const waiting = unsaved().filter((line) => line.hasFailed || !line.element.contains(document.activeElement));
    waiting.forEach((line) => queue.add(line));
    if (queue.size) start();
  };

  // --- typing ---

  const keepTyped = (line) => kept.keep(line.code, { typed: line.typed, version: line.version.value });

  const lineAt = (target) => {
    const row = target.closest && target.closest("tr[data-line]");
    return row && lines.get(row.dataset.line);
  };

  form.addEventListener("input", ({ target }) => {
    const line = lineAt(target);
    if (!line) return;
    line.isBeingTyped = true;
    if (line.isChanged) {
      line.state = "unsaved";
      keepTyped(line);
      return;
    }
    // Back at what was saved, by Escape or by hand; a line on its way is saved again when its answer comes.
    setBack(line);
    showBar();
  });

  form.addEventListener("change", ({ target }) => {
    const line = lineAt(target);
    if (!line) return;
    line.isBeingTyped = false;
    // The event comes before the focus is in the next field.
    window.setTimeout(() => { if (line.state === "unsaved" && !line.isBetweenFields) save(line); });
  });

  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const line = lineAt(target);
    if (!line) return;
    line.isBeingTyped = false;
    if (line.state === "unsaved" && !line.element.contains(relatedTarget)) save(line);
  });

  form.addEventListener("pasted", ({ detail }) => {
    const left = detail.skipped ? ` ${words.skipped.replace("{count}", detail.skipped)}` : "";
    form.querySelector("[data-pasted]").textContent = words.pasted.replace("{count}", detail.filled) + left;
  });

  // --- handing over ---

  // The button pressed while lines were still on their way; a second press may turn saving into handing over.
  let wish = null;
  let isGone = false;

  const openLines = () => [...lines.values()].filter((line) => line.state !== "clean");
  const handsOver = (button) => Boolean(button && button.hasAttribute("formaction"));

  const settle = async () => {
    for (const line of unsaved()) {
      // The Enter of a phone's keyboard submits from within the field.
      line.isBeingTyped = false;
      queue.add(line);
    }
    if (queue.size) start();
    while (running) await running;
    return openLines();
  };

  const tellOpen = (left) => {
    const isToCorrect = left.some((line) => line.state !== "unsaved");
    say((isToCorrect ? words.faultyCount : words.unsavedCount).replace("{count}", left.length));
    const { element, fields } = left[0];
    (element.querySelector("[aria-invalid=true]") || fields[0]).focus();
  };

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (handsOver(button) && !isGone && !wish && !running && openLines().length === 0) {
      isGone = true;
      return;
    }
    event.preventDefault();
    if (isGone) return;
    if (wish) {
      if (handsOver(button)) wish.button = button;
      return;
    }
    wish = { button };
    say(words.saving);
    const left = await settle();
    const wished = wish.button;
    wish = null;
    if (left.length) tellOpen(left);
    else if (handsOver(wished)) form.requestSubmit(wished);
    else say(words.allSaved);
  });

  window.addEventListener("pageshow", () => { isGone = false; });

  // --- what was kept from last time ---

  const bringBack = (line, old) => {
    line.typed = old.typed;
    if (!line.isChanged) {
      kept.forget(line.code);
      return;
    }
    line.version.value = old.version;
    line.state = "unsaved";
    line.hasFailed = true;
    line.showUnsaved();
  };

  const tellLocked = (row, old) => {
    const hint = document.createElement("div");
    hint.className = "hint hint--error";
    hint.textContent = words.keptLocked.replace("{yours}", () => old.typed.value || old.typed.remark);
    row.querySelector("[data-standing]").append(hint);
    kept.forget(row.dataset.line);
  };

  for (const row of form.querySelectorAll("tr[data-line]")) {
    const old = kept.read(row.dataset.line);
    if (row.querySelector(`input[name="${row.id}-version"]`)) {
      const line = new window.SheetLine(row, words);
      lines.set(line.code, line);
      if (old) bringBack(line, old);
    } else if (old) {
      tellLocked(row, old);
    }
  }
  window.setInterval(retry, RETRY);
  window.addEventListener("online", retry);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) retry(); });
  window.addEventListener("focus", retry);
  retry();
})();
