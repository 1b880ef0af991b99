// What was typed into a sheet and is not saved yet, kept in this browser until it is: per person, sheet and line.
// A browser that keeps nothing (a private window) costs the safety, not the work.
"use strict";
window.keptLines = (person, sheet) => {
  const keyOf = (line) => `dtracker:${person}:${sheet}:${line}`;
  const quietly = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  return {
    read: (line) => quietly(() => JSON.parse(window.localStorage.getItem(keyOf(line)))),
    keep: (line, typed) => quietly(() => window.localStorage.setItem(keyOf(line), JSON.stringify(typed))),
    forget: (line) => quietly(() => window.localStorage.removeItem(keyOf(line))),
  };
};
