// The table of the cells that fit the filters. Rows are made when they come near the window and dropped behind it,
// so that 50,000 of them cost what a hundred do.

const CHUNK = 20;
const ROW_HEIGHT_PX = 96; // a guess that the first look at a chunk replaces
let shownCells = cells;
let active = 0;
let chunks = [];
let searchMarkNow = null;

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      const chunk = chunks[Number(entry.target.dataset.chunk)];
      if (chunk === undefined || chunk.element !== entry.target) continue;
      if (entry.isIntersecting) fillChunk(chunk);
      else emptyChunk(chunk);
    }
  },
  { rootMargin: "1200px 0px" },
);

function applyFilters() {
  const wanted = wantedNow(), test = testFor(wanted);
  byId("query").setAttribute("aria-invalid", test === null ? "true" : "false");
  if (test === null) {
    byId("count").textContent = "This is no regular expression yet.";
    return;
  }
  closeEditor();
  searchMarkNow = searchMark(wanted);
  shownCells = cells.filter(test).sort(ORDERS[wanted.order || "worth"].compare);
  active = 0;
  showList();
}

function showList() {
  watcher.disconnect();
  const list = byId("list");
  chunks = [];
  for (let start = 0; start < shownCells.length; start += CHUNK) {
    const made = element("div", { role: "rowgroup", class: "chunk", "data-chunk": chunks.length });
    const length = Math.min(CHUNK, shownCells.length - start);
    made.style.height = `${length * ROW_HEIGHT_PX}px`;
    chunks.push({ start, length, element: made, isFilled: false });
  }
  list.replaceChildren(...chunks.map((chunk) => chunk.element));
  for (const chunk of chunks) watcher.observe(chunk.element);
  if (chunks.length > 0) fillChunk(chunks[0]);
  byId("table").setAttribute("aria-rowcount", shownCells.length + 1);
  byId("nothing").hidden = shownCells.length > 0;
  byId("count").textContent = shownCells.length === cells.length
    ? plural(cells.length, "cell") : `${shownCells.length.toLocaleString("en")} of ${plural(cells.length, "cell")}`;
}

function fillChunk(chunk) {
  if (chunk.isFilled) return;
  chunk.isFilled = true;
  const made = document.createDocumentFragment();
  for (let place = chunk.start; place < chunk.start + chunk.length; place += 1) {
    const cell = shownCells[place];
    // A chunk says its first product again: it may be read without the one before.
    if (place === 0 || shownCells[place - 1].product !== cell.product) made.append(productElement(cell.product));
    made.append(rowElement(cell, place, searchMarkNow));
  }
  chunk.element.replaceChildren(made);
  chunk.element.style.height = "";
}

function emptyChunk(chunk) {
  if (!chunk.isFilled || chunk.element.contains(document.activeElement)) return;
  // What is being written in it must stay.
  if (editor.cell !== null && chunk.element.querySelector(".editor") !== null) return;
  const { height } = chunk.element.getBoundingClientRect();
  chunk.element.replaceChildren();
  chunk.element.style.height = `${height}px`;
  chunk.isFilled = false;
}

function productElement(product) {
  return element("div", { role: "row", class: "product" },
    element("div", { role: "cell", "aria-colspan": "4" }, element("bdi", { class: "title", lang: about.source_locale }, product.title || product.key),
      product.title && product.key ? element("bdi", { class: "key" }, product.key) : null));
}

function rowOf(cell) {
  const row = byId(`cell-${cell.index}`);
  return row !== null && row.cell === cell ? row : null;
}

/** Make a row anew after something about its cell changed; the focus stays in it. */
function refreshRow(cell) {
  const row = rowOf(cell);
  if (row === null) return;
  const hadFocus = row.contains(document.activeElement);
  const made = rowElement(cell, Number(row.getAttribute("aria-rowindex")) - 2, searchMarkNow);
  row.replaceWith(made);
  if (hadFocus) made.focus({ preventScroll: true });
}

/** Make a cell of the list the one that the keys act on, in sight. */
function activate(place, { focus = true } = {}) {
  if (shownCells.length === 0) return;
  const before = shownCells[active];
  active = Math.max(0, Math.min(place, shownCells.length - 1));
  if (before !== undefined) rowOf(before)?.removeAttribute("aria-current");
  fillChunk(chunks[Math.floor(active / CHUNK)]);
  const row = rowOf(shownCells[active]);
  row.setAttribute("aria-current", "true");
  if (focus) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}

function activeCell() {
  return shownCells[active] ?? null;
}

/** Go to the next cell that something speaks against, forwards or backwards, around the end. */
function goToIssue(step) {
  const count = shownCells.length;
  for (let gone = 1; gone <= count; gone += 1) {
    const place = (active + step * gone + count * 2) % count;
    if (isOpenIssue(shownCells[place])) {
      activate(place);
      return;
    }
  }
  say("No open issue is left among the cells that are shown.");
}

function showProgress() {
  let reviewed = 0;
  for (const edit of edits.values()) reviewed += edit.status === "" ? 0 : 1;
  const bar = byId("progress");
  bar.max = Math.max(1, cells.length);
  bar.value = reviewed;
  byId("progress-text").textContent = `${reviewed.toLocaleString("en")} of ${cells.length.toLocaleString("en")} reviewed`;
  byId("export").textContent = edits.size === 0 ? "Export edits" : `Export edits (${edits.size.toLocaleString("en")})`;
  byId("export").disabled = edits.size === 0;
}
