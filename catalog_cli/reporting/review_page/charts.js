// What people would rather look at than read. Each bar is a button that filters, and says its figures.

const MOST_COLUMNS = 8;

function buildCharts() {
  const charts = [findingsChart(), originsChart(), confidenceChart()];
  byId("charts").replaceChildren(...charts.filter((chart) => chart !== null));
}

function chart(title, note, ...children) {
  return element("section", { class: "chart" }, element("h2", {}, title), note === "" ? null : element("p", { class: "note" }, note), ...children);
}

function filterBy(values) {
  byId("filters").reset();
  for (const [name, value] of Object.entries(values)) byId(name).value = value;
  applyFilters();
}

/** A part of a bar, as wide as its share of the whole. */
function part(kind, share) {
  const made = element("span", { class: `part ${kind}` });
  made.style.width = `${share * 100}%`;
  return made;
}

function barButton(label, figures, parts, values) {
  const said = `${label}: ${figures}`;
  return element("button", { type: "button", class: "bar", "aria-label": said, title: said, on: { click: () => filterBy(values) } },
    element("span", { class: "label" }, label), element("span", { class: "track" }, ...parts),
    element("span", { class: "figure" }, figures.split(",")[0].replace(/ .*/, "")));
}

function findingsChart() {
  const bySeverity = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0]));
  const byColumn = new Map();
  for (const cell of cells) {
    for (const { severity } of cell.findings) {
      bySeverity[severity] += 1;
      if (!byColumn.has(cell.columnName)) byColumn.set(cell.columnName, { critical: 0, major: 0, minor: 0, all: 0 });
      byColumn.get(cell.columnName)[severity] += 1;
      byColumn.get(cell.columnName).all += 1;
    }
  }
  const flagged = cells.filter((cell) => cell.findings.length > 0).length;
  const totals = element("div", { class: "totals" }, ...SEVERITIES.map((severity) =>
    element("button", { type: "button", class: `total ${severity}`, on: { click: () => filterBy({ severity }) } },
      element("strong", {}, bySeverity[severity].toLocaleString("en")), ` ${severity}`)));
  const columns = [...byColumn].sort((one, other) => other[1].all - one[1].all);
  const most = columns.length === 0 ? 1 : columns[0][1].all;
  const bars = columns.slice(0, MOST_COLUMNS).map(([name, counts]) => {
    const each = SEVERITIES.filter((severity) => counts[severity] > 0);
    const figures = `${plural(counts.all, "finding")}, ${each.map((severity) => `${counts[severity]} ${severity}`).join(", ")}`;
    return barButton(name, figures, each.map((severity) => part(severity, counts[severity] / most)), { column: name, severity: "any" });
  });
  const rest = columns.length > MOST_COLUMNS ? `${plural(columns.length - MOST_COLUMNS, "more column")} in the filter.` : "";
  const note = flagged === 0 ? "Nothing was found." : `${plural(flagged, "cell")} of ${cells.length.toLocaleString("en")} have findings. ${rest}`;
  return chart("Findings by column", note, totals, ...bars);
}

function originsChart() {
  const origins = [...counted(cells.map((cell) => cell.origin))].sort((one, other) => other[1] - one[1]);
  const states = [...counted(cells.map((cell) => cell.state))].filter(([name]) => name !== "current");
  const bars = origins.map(([name, count]) => shareBar(ORIGINS[name] ?? name, count, "plain", { origin: name }));
  const more = states.map(([name, count]) => shareBar(STATES[name] ?? name, count, name === "edited" ? "plain" : "minor", { state: name }));
  const heading = more.length === 0 ? [] : [element("h3", {}, "State of the cells")];
  return chart("Where the texts come from", "", ...bars, ...heading, ...more);
}

function shareBar(label, count, kind, values) {
  const share = cells.length === 0 ? 0 : count / cells.length;
  const percent = share > 0 && share < 0.01 ? "under 1%" : `${Math.round(share * 100)}%`;
  return barButton(label, `${plural(count, "cell")}, ${percent}`, [part(kind, share)], values);
}

const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// What catalog_cli/confidence/estimate.py says of its figures.
const CONFIDENCE = "How probable it is that the translation is right, judged by what else the engine would have said; less where something was found.";

function confidenceChart() {
  const rated = cells.filter((cell) => cell.confidence !== null);
  if (rated.length === 0) return null;
  const bins = Array.from({ length: 10 }, () => 0);
  for (const cell of rated) bins[Math.min(9, Math.floor(cell.confidence * 10))] += 1;
  const most = Math.max(...bins), bound = about.below === null ? 50 : Math.round(about.below * 1000) / 10;
  const below = rated.filter((cell) => cell.confidence * 100 < bound).length;
  const width = 300, height = 96, step = width / 10;
  const bars = bins.map((count, index) => {
    const tall = count === 0 ? 0 : Math.max(2, (count / most) * (height - 16));
    const label = `${index * 10} to ${index * 10 + 10}%: ${plural(count, "cell")}`;
    return svg("rect", { x: index * step + 2, y: height - tall, width: step - 4, height: tall, rx: 2, class: index * 10 + 5 < bound ? "low" : "high" },
      svg("title", {}, label));
  });
  const told = `Confidence of ${plural(rated.length, "cell")}: ` + bins.map((count, index) => `${index * 10}%: ${count}`).join(", ");
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height + 16}`, role: "img", "aria-label": told, class: "histogram" }, ...bars,
    svg("line", { x1: 0, x2: width, y1: height, y2: height }),
    ...[0, 50, 100].map((percent) => svg("text", { x: (width * percent) / 100, y: height + 13, "text-anchor": percent === 0 ? "start" : percent === 50 ? "middle" : "end" }, `${percent}%`)));
  const show = element("button", { type: "button", class: "quiet", on: { click: () => filterBy({ below: String(bound), order: "confidence" }) } },
    `Show the ${plural(below, "cell")} below ${bound}%`);
  return chart("Confidence", CONFIDENCE, picture, below > 0 ? show : null);
}
