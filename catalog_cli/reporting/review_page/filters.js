// Which cells are shown, and in which order.

const FILTERS = ["query", "regex", "status", "severity", "check", "column", "origin", "state", "below", "order"];

function option(value, label) {
  return element("option", { value }, label);
}

function fillSelect(id, any, values) {
  byId(id).replaceChildren(...(any === null ? [] : [option("", any)]), ...values.map(([value, label]) => option(value, label)));
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function buildFilters() {
  fillSelect("status", "Any", [
    ["worth", "Worth a look"], ["open", "Not reviewed"], ["reviewed", "Reviewed"], ["issue", "Open issues"], ["edited", "Edited here"],
    ["accepted", "Accepted"], ["rejected", "Rejected"], ["comment", "With a comment"], ["dismissed", "Dismissed findings"],
  ]);
  fillSelect("severity", "Any", [["any", "With findings"], ...SEVERITIES.map((one) => [one, capital(one)]), ["none", "Without findings"]]);
  const checks = counted(cells.flatMap((cell) => cell.findings.map((finding) => finding.check)));
  fillSelect("check", "Any", [...checks].sort().map(([name, count]) => [name, `${name} (${count.toLocaleString("en")})`]));
  const columns = counted(cells.map((cell) => cell.columnName));
  fillSelect("column", "Any", [...columns.keys()].map((name) => [name, name]));
  const origins = counted(cells.map((cell) => cell.origin));
  fillSelect("origin", "Any", [...origins.keys()].map((name) => [name, ORIGINS[name] ?? name]));
  const states = counted(cells.map((cell) => cell.state));
  fillSelect("state", "Any", [...states.keys()].map((name) => [name, STATES[name] ?? name]));
  const isRated = cells.some((cell) => cell.confidence !== null);
  byId("below-label").hidden = !isRated;
  const orders = Object.entries(ORDERS).filter(([name]) => isRated || name !== "confidence");
  fillSelect("order", null, orders.map(([name, { label }]) => [name, label]));
  // Who had the cells rated wants to read the doubted ones; "Clear" shows all.
  if (about.below !== null) byId("status").value = "worth";
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

function wantedNow() {
  const wanted = {};
  for (const name of FILTERS) wanted[name] = byId(name).type === "checkbox" ? byId(name).checked : byId(name).value;
  return wanted;
}

const STATUS_TESTS = {
  worth: isWorthALook,
  open: (cell) => statusOf(cell) === "",
  reviewed: (cell) => statusOf(cell) !== "",
  issue: isOpenIssue,
  edited: (cell) => statusOf(cell) === "edited",
  accepted: (cell) => statusOf(cell) === "accepted",
  rejected: (cell) => statusOf(cell) === "rejected",
  comment: (cell) => editOf(cell).comment !== "",
  dismissed: (cell) => Object.keys(editOf(cell).dismissed).length > 0,
};

/** What a cell must be for all the filters, as one function; null while the search is no regular expression. */
function testFor(wanted) {
  const tests = [];
  const { query, status, severity, check, column, origin, state, below } = wanted;
  if (query !== "") {
    const search = searchFor(wanted);
    if (search === null) return null;
    tests.push((cell) => textsOf(cell).some((text) => search(text)));
  }
  if (status) tests.push(STATUS_TESTS[status]);
  if (severity === "none") tests.push((cell) => openFindings(cell).length === 0);
  else if (severity === "any") tests.push((cell) => openFindings(cell).length > 0);
  else if (severity) tests.push((cell) => openFindings(cell).some((finding) => finding.severity === severity));
  if (check) tests.push((cell) => openFindings(cell).some((finding) => finding.check === check));
  if (column) tests.push((cell) => cell.columnName === column);
  if (origin) tests.push((cell) => cell.origin === origin);
  if (state) tests.push((cell) => cell.state === state);
  if (below !== "") tests.push((cell) => cell.confidence !== null && cell.confidence * 100 < Number(below));
  return (cell) => tests.every((test) => test(cell));
}

function textsOf(cell) {
  return [cell.source, currentText(cell), cell.product.title, cell.product.key, editOf(cell).comment];
}

function searchFor({ query, regex }) {
  if (!regex) {
    const wanted = query.toLowerCase();
    return (text) => text.toLowerCase().includes(wanted);
  }
  const pattern = patternOf(query, "iu");
  return pattern === null ? null : (text) => pattern.test(text);
}

function patternOf(text, flags) {
  try {
    return new RegExp(text, flags);
  } catch {
    return null;
  }
}

/** What the search highlights, null without a search. */
function searchMark({ query, regex }) {
  if (query === "") return null;
  const pattern = patternOf(regex ? query : escapedPattern(query), "giu");
  return pattern === null ? null : { pattern, class: "found" };
}
