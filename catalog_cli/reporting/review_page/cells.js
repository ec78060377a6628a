// What the page is of: the cells of the payload, and what follows from each.

const payload = JSON.parse(document.getElementById("payload").textContent);
const about = payload.about;
const SEVERITIES = ["critical", "major", "minor"];
const STATES = {
  new: "not translated", changed: "source changed", edited: "edited by a person", outdated: "outdated edit",
  current: "up to date",
};
const ORIGINS = {
  none: "not known", copied: "copied", conventions: "numbers only", "memory-exact": "memory, exact",
  "memory-fuzzy": "memory, fuzzy", repetition: "repetition", engine: "machine", human: "person", untranslated: "left as it is",
};
const TELLING_STATES = new Set(["new", "changed", "outdated"]);

const cells = cellsOf(payload);

function cellsOf({ items, columns }) {
  const found = [];
  let product = { key: "", title: "" };
  for (const item of items) {
    if ("product" in item) {
      product = { key: item.product, title: item.title };
      continue;
    }
    const cell = { ...item, product, index: found.length };
    cell.columnName = columns[item.column].name;
    cell.isHtml = columns[item.column].role === "html";
    cell.findings = (item.findings ?? []).map(([check, severity, message]) => ({ check, severity, message }));
    cell.findings.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
    cell.terms = item.terms ?? [];
    cell.offers = (item.offers ?? []).map(offerOf);
    cell.target = item.target ?? "";
    cell.origin = item.origin ?? "none";
    cell.state = item.state ?? "current";
    cell.confidence = item.confidence ?? null;
    cell.rank = rankOf(cell);
    found.push(cell);
  }
  return found;
}

function offerOf([percent, isSubstituted, source, target, asked, start, end, text]) {
  return { percent, isSubstituted, source, target, asked, start, end, text };
}

/** Whether the engine is less sure of a cell than whoever made the page wants. */
function isDoubted(cell) {
  return about.below !== null && cell.confidence !== null && cell.confidence < about.below;
}

/** 0 for what a shop must not publish … 4 for what nothing speaks against. */
function rankOf(cell) {
  const worst = Math.min(3, ...cell.findings.map((finding) => SEVERITIES.indexOf(finding.severity)));
  const stale = cell.state === "new" ? 0 : cell.state === "outdated" || cell.state === "changed" ? 1 : 4;
  return Math.min(worst === 3 ? 4 : worst, stale);
}

const ORDERS = {
  worth: { label: "Worth a look first", compare: (a, b) =>
    a.rank - b.rank || (a.confidence ?? 1) - (b.confidence ?? 1) || b.findings.length - a.findings.length || a.index - b.index },
  catalog: { label: "As in the catalog", compare: (a, b) => a.index - b.index },
  confidence: { label: "Least confident first", compare: (a, b) => (a.confidence ?? 2) - (b.confidence ?? 2) || a.index - b.index },
};
