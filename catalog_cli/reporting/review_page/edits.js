// What the reviewer did, by cell, kept in this browser under the run's id; and the file that is exported.

const PREFIX = `catalog-review:${about.run}:`;
const edits = new Map();
let isKept = true;
let isExported = true;

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Read what an earlier visit left. Whatever cannot be understood counts for nothing. */
function loadEdits() {
  const store = storage();
  if (store === null) {
    loseStorage();
    return;
  }
  for (const cell of cells) {
    let text = null;
    try {
      text = store.getItem(PREFIX + cell.id);
    } catch {
      loseStorage();
      return;
    }
    const edit = text === null ? null : readEdit(text);
    if (edit !== null) edits.set(cell.id, edit);
  }
}

function readEdit(text) {
  try {
    const { target, status, comment, dismissed } = JSON.parse(text);
    return {
      target: typeof target === "string" ? target : null,
      status: ["accepted", "rejected", "edited"].includes(status) ? status : "",
      comment: typeof comment === "string" ? comment : "",
      dismissed: dismissed !== null && typeof dismissed === "object" ? { ...dismissed } : {},
    };
  } catch {
    return null;
  }
}

function loseStorage() {
  isKept = false;
  warn("This browser keeps nothing for this page: export your edits before you close it.");
}

const NO_EDIT = Object.freeze({ target: null, status: "", comment: "", dismissed: Object.freeze({}) });

function editOf(cell) {
  return edits.get(cell.id) ?? NO_EDIT;
}

/** The translation as it is now: the reviewer's, or the one of the file. */
function currentText(cell) {
  return editOf(cell).target ?? cell.target;
}

function statusOf(cell) {
  return editOf(cell).status;
}

function openFindings(cell) {
  const { dismissed } = editOf(cell);
  return cell.findings.filter((finding) => !(finding.check in dismissed));
}

/** Whether the next look should be at this cell: something speaks against it and nobody has judged it yet. */
function isOpenIssue(cell) {
  return statusOf(cell) === "" && (openFindings(cell).length > 0 || TELLING_STATES.has(cell.state) || isDoubted(cell));
}

/** Whether a cell is not to be passed over: what speaks against it may have been judged meanwhile. */
function isWorthALook(cell) {
  return cell.findings.length > 0 || TELLING_STATES.has(cell.state) || isDoubted(cell) || edits.has(cell.id);
}

/** Change what is known of a cell and keep it at once. */
function changeEdit(cell, changes) {
  const edit = { ...editOf(cell), ...changes };
  if (edit.target === cell.target) edit.target = null;
  if (edit.target !== null) edit.status = "edited";
  else if (edit.status === "edited") edit.status = "";
  const isNothing = edit.target === null && !edit.status && !edit.comment && Object.keys(edit.dismissed).length === 0;
  if (isNothing) edits.delete(cell.id);
  else edits.set(cell.id, edit);
  isExported = false;
  keep(cell, isNothing ? null : edit);
}

function keep(cell, edit) {
  if (!isKept) return;
  try {
    if (edit === null) storage().removeItem(PREFIX + cell.id);
    else storage().setItem(PREFIX + cell.id, JSON.stringify(edit));
  } catch {
    loseStorage();
  }
}

/** Lines of JSON: what the edits are of, then one line for each cell that somebody did something to. */
function exportedText() {
  const { run, source, target, source_locale, target_locale } = about;
  const lines = [{ catalog_review: 1, run, source, target, source_locale, target_locale, cells: edits.size }];
  for (const cell of cells) {
    const edit = edits.get(cell.id);
    if (edit === undefined) continue;
    const line = {
      id: cell.id, field: cell.columnName, locale: about.target_locale, target: edit.target,
      source_hash: cell.hashes[0], target_hash: cell.hashes[1], status: edit.status, comment: edit.comment,
    };
    const dismissed = Object.entries(edit.dismissed).map(([check, reason]) => ({ check, reason }));
    lines.push(dismissed.length ? { ...line, dismissed } : line);
  }
  return lines.map((line) => JSON.stringify(line) + "\n").join("");
}

/** Take over the edits of an exported file, of this page on another machine or by another person; what is wrong with it. */
function takeOver(text) {
  const lines = text.split("\n").filter((line) => line !== "").map(parsed);
  if (lines[0]?.catalog_review !== 1) return "This is no file of exported edits.";
  if (lines[0].run !== about.run) return "These edits are of other files, or of these at another time.";
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  let taken = 0;
  for (const line of lines.slice(1)) {
    const cell = byId.get(line?.id);
    if (cell === undefined) continue;
    const dismissed = Array.isArray(line.dismissed) ? line.dismissed.map((one) => [String(one?.check), String(one?.reason)]) : [];
    const edit = readEdit(JSON.stringify({ ...line, dismissed: Object.fromEntries(dismissed) }));
    changeEdit(cell, edit);
    taken += 1;
  }
  say(`${taken} ${taken === 1 ? "cell" : "cells"} loaded.`);
  return "";
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function exportEdits() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([exportedText()], { type: "application/jsonl" }));
  link.download = about.part > 1 ? `edits-${about.part}.jsonl` : "edits.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  isExported = true;
  say(`${edits.size} ${edits.size === 1 ? "cell" : "cells"} exported to ${link.download}.`);
}
