// One row of the table: source, translation, what was found, and what can be done.

const ACTIONS = [
  ["edit", "Edit", "e"], ["accept", "Accept", "a"], ["reject", "Reject", "x"], ["comment", "Comment", "c"],
  ["source", "Copy source", "s"], ["preview", "Preview", "p"],
];
// Cells whose preview or comment is open. The one that is edited is the editor's affair.
const previewed = new Set();
const commented = new Set();
let showsChanges = true;

function rowElement(cell, place, mark) {
  const row = element("div", {
    role: "row", class: `row cell-row status-${statusOf(cell) || "open"}`, tabindex: "-1", id: `cell-${cell.index}`,
    "aria-rowindex": place + 2, "aria-current": place === active ? "true" : null,
  });
  row.cell = cell;
  row.append(factsElement(cell), sourceElement(cell, mark), targetElement(cell, mark), notesElement(cell));
  return row;
}

function factsElement(cell) {
  const place = [cell.row ? `row ${cell.row}` : "", cell.variant ?? ""].filter(Boolean).join(" · ");
  const facts = element("div", { role: "rowheader", class: "facts" },
    element("span", { class: "column" }, cell.columnName), place === "" ? null : element("span", { class: "place" }, place));
  const status = statusOf(cell);
  if (status) facts.append(element("span", { class: `badge status ${status}` }, status));
  if (cell.state !== "current") facts.append(element("span", { class: `badge state ${cell.state}` }, STATES[cell.state] ?? cell.state));
  const isToldByState = cell.origin === "human" && (cell.state === "edited" || cell.state === "outdated");
  if (cell.origin !== "none" && cell.origin !== "engine" && !isToldByState) facts.append(element("span", { class: "badge" }, ORIGINS[cell.origin] ?? cell.origin));
  if (cell.confidence !== null) {
    const percent = Math.round(cell.confidence * 100);
    const isLow = about.below === null ? cell.confidence < 0.5 : isDoubted(cell);
    const meter = element("span", { class: `badge confidence ${isLow ? "low" : ""}`, title: `Confidence. ${CONFIDENCE}` }, `${percent}%`);
    facts.append(meter);
  }
  return facts;
}

function sourceElement(cell, mark) {
  const shown = element("div", { role: "cell", class: "text source", dir: about.source_dir, lang: about.source_locale });
  const isStale = cell.state === "outdated" || cell.state === "changed";
  if (isStale && cell.previous !== undefined && cell.previous !== null && cell.previous !== cell.source) {
    shown.append(element("span", { class: "caption", dir: "ltr", lang: "en" }, "The source changed since this translation:"),
      shownDifferences(cell.previous, cell.source, cell.isHtml, about.source_locale));
  } else {
    const marks = [...termMarks(cell), ...(mark === null ? [] : [mark])];
    shown.append(shownText(cell.source, cell.isHtml, marks));
  }
  const terms = termsElement(cell);
  if (terms !== null) shown.append(terms);
  return shown;
}

function termMarks(cell) {
  return cell.terms.map(([term, forms]) => ({
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])${escapedPattern(term)}(?![\\p{L}\\p{N}])`, "giu"), class: "term", title: forms.join(" / "),
  }));
}

function termsElement(cell) {
  if (cell.terms.length === 0) return null;
  const target = currentText(cell), lower = target.toLocaleLowerCase(about.target_locale);
  const isThere = (form, exact) => (exact ? target.includes(form) : lower.includes(form.toLocaleLowerCase(about.target_locale)));
  const list = element("ul", { class: "terms", dir: "ltr", lang: "en", "aria-label": "Glossary" });
  for (const [term, forms, exact, forbidden] of cell.terms) {
    const said = forms.find((form) => isThere(form, exact));
    const isMet = said !== undefined && !(forbidden ?? []).some((form) => isThere(form, exact));
    list.append(element("li", { class: isMet ? "met" : "missed" },
      element("bdi", { lang: about.source_locale }, term), " → ", element("bdi", { lang: about.target_locale }, said ?? forms[0] ?? ""),
      element("span", { class: "unseen" }, isMet ? " (there)" : " (missing)")));
  }
  return list;
}

function targetElement(cell, mark) {
  const shown = element("div", { role: "cell", class: "text target", dir: about.target_dir, lang: about.target_locale });
  if (editor.cell === cell) {
    shown.append(editorElement(cell));
  } else {
    const text = currentText(cell), isChanged = text !== cell.target;
    if (text === "") shown.append(element("span", { class: "caption", dir: "ltr", lang: "en" }, "No translation yet"));
    else if (isChanged && showsChanges && cell.target !== "") {
      shown.append(shownDifferences(cell.target, text, cell.isHtml, about.target_locale));
    } else shown.append(shownText(text, cell.isHtml, mark === null ? [] : [mark]));
    if (cell.limit) shown.append(counterElement(cell, text));
    shown.append(actionsElement(cell));
  }
  if (cell.offers.length > 0) shown.append(offersElement(cell));
  if (previewed.has(cell.id)) shown.append(previewFrame(currentText(cell), about.target_locale, about.target_dir));
  return shown;
}

function counterElement(cell, text) {
  const [most, unit] = cell.limit, length = lengthsOf(text)[unit];
  const isOver = length > most;
  return element("span", { class: `counter ${isOver ? "over" : ""}`, dir: "ltr", lang: "en" }, `${length} / ${most} ${UNITS[unit]}`,
    isOver ? ` · ${length - most} too many` : "");
}

const UNITS = { characters: "characters", utf16: "UTF-16 units", bytes: "bytes" };

function actionsElement(cell) {
  const status = statusOf(cell);
  const bar = element("div", { class: "actions", dir: "ltr", lang: "en" });
  for (const [name, label, key] of ACTIONS) {
    if (name === "preview" && !cell.isHtml) continue;
    const isPressed = (name === "accept" && status === "accepted") || (name === "reject" && status === "rejected") ||
      (name === "preview" && previewed.has(cell.id));
    bar.append(element("button", { type: "button", "data-action": name, "aria-pressed": isPressed ? "true" : null, title: `${label} (${key})` }, label));
  }
  if (editOf(cell).target !== null) bar.append(element("button", { type: "button", "data-action": "restore" }, "Restore"));
  return bar;
}

function notesElement(cell) {
  const notes = element("div", { role: "cell", class: "notes" });
  const { dismissed, comment } = editOf(cell);
  for (const [index, finding] of cell.findings.entries()) notes.append(findingElement(finding, index, dismissed));
  if (commented.has(cell.id) || comment !== "") {
    const field = element("textarea", { class: "comment", rows: "2", "aria-label": "Comment", placeholder: "Comment", maxlength: "5000", dir: "auto" });
    field.value = comment;
    notes.append(field);
  }
  return notes;
}

function findingElement(finding, index, dismissed) {
  const { check, severity, message } = finding;
  const isDismissed = check in dismissed;
  const shown = element("div", { class: `finding ${isDismissed ? "dismissed" : ""}` });
  shown.append(element("p", {}, element("span", { class: `badge ${severity}` }, severity), " ", element("bdi", {}, message)));
  if (isDismissed) {
    shown.append(element("p", { class: "reason" }, `Dismissed: ${dismissed[check]} `,
      element("button", { type: "button", class: "quiet", "data-action": "recall", "data-finding": index }, "Undo")));
    return shown;
  }
  const explanation = payload.checks[check] ?? "";
  shown.append(element("div", { class: "about" },
    explanation === "" ? element("span", { class: "check-name" }, check)
      : element("details", {}, element("summary", {}, check), element("p", {}, explanation)),
    element("button", { type: "button", class: "quiet", "data-action": "dismiss", "data-finding": index, title: "Dismiss (d)" }, "Not a problem…")));
  return shown;
}
