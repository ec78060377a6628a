// Where everything meets: what is pressed, and what follows.

const DO = {
  edit: (cell) => openEditor(cell),
  accept: (cell) => judge(cell, "accepted"),
  reject: (cell) => judge(cell, "rejected"),
  comment: (cell) => openComment(cell),
  source: (cell) => openEditor(cell, cell.source),
  preview: (cell) => togglePreview(cell),
  restore: (cell) => { changeEdit(cell, { target: null, status: "" }); refreshed(cell); },
  save: (cell) => { closeEditor(); focusRow(cell); say("Saved."); },
  cancel: (cell) => { closeEditor({ isKept: false }); focusRow(cell); },
  dismiss: (cell, index) => askToDismiss(cell, cell.findings[index]),
  take: (cell, index) => takeOffer(cell, index),
  recall: (cell, index) => {
    const dismissed = { ...editOf(cell).dismissed };
    delete dismissed[cell.findings[index].check];
    changeEdit(cell, { dismissed });
    refreshed(cell);
  },
};

const KEYS = {
  j: ["Next cell", () => activate(active + 1)],
  k: ["Previous cell", () => activate(active - 1)],
  n: ["Next open issue", () => goToIssue(1)],
  N: ["Previous open issue", () => goToIssue(-1)],
  e: ["Edit", () => act("edit")],
  a: ["Accept and go on", () => act("accept")],
  x: ["Reject", () => act("reject")],
  c: ["Comment", () => act("comment")],
  s: ["Copy the source and edit it", () => act("source")],
  p: ["Preview HTML", () => act("preview")],
  d: ["Dismiss the first finding", () => dismissFirst()],
  v: ["Show or hide changes in edited cells", () => { showsChanges = !showsChanges; afterMany(); }],
  "/": ["Search", () => { byId("query").focus(); byId("query").select(); }],
  "?": ["This help", () => byId("help").showModal()],
};
const OTHER_KEYS = [["1 … 9", "Take a match of the memory into the editor"], ["Ctrl+Enter", "Save the edit"], ["Esc", "Cancel the edit; leave a field"]];

function act(name) {
  const cell = activeCell();
  if (cell !== null) DO[name](cell);
}

function takeNumbered(index) {
  const cell = activeCell();
  if (cell !== null) takeOffer(cell, index);
}

function refreshed(cell) {
  refreshRow(cell);
  showProgress();
}

function focusRow(cell) {
  rowOf(cell)?.focus({ preventScroll: true });
}

function judge(cell, status) {
  if (editor.cell === cell) closeEditor();
  const { target } = editOf(cell);
  // An edited cell that is accepted stays edited; to reject it would leave two opinions.
  if (target !== null && status === "rejected") changeEdit(cell, { target: null, status });
  else if (target === null) changeEdit(cell, { status: statusOf(cell) === status ? "" : status });
  refreshed(cell);
  say(statusOf(cell) === "" ? "Open again." : capital(statusOf(cell)) + ".");
  if (status === "accepted" && statusOf(cell) !== "" && cell === activeCell()) activate(active + 1);
}

function togglePreview(cell) {
  if (!cell.isHtml) {
    say("Only HTML has a preview.");
    return;
  }
  if (!previewed.delete(cell.id)) previewed.add(cell.id);
  refreshed(cell);
}

function openComment(cell) {
  commented.add(cell.id);
  refreshRow(cell);
  rowOf(cell)?.querySelector(".comment")?.focus();
}

function dismissFirst() {
  const cell = activeCell();
  const finding = cell === null ? undefined : openFindings(cell)[0];
  if (finding === undefined) say("This cell has no open finding.");
  else askToDismiss(cell, finding);
}

let dismissal = null;

function askToDismiss(cell, finding) {
  dismissal = { cell, finding };
  byId("dismiss-message").textContent = finding.message;
  byId("reason").value = "";
  byId("dismiss").returnValue = "";
  byId("dismiss").showModal();
  byId("reason").focus();
}

function closeDismiss() {
  const { cell, finding } = dismissal, reason = byId("reason").value.trim();
  if (byId("dismiss").returnValue === "dismiss" && reason !== "") {
    changeEdit(cell, { dismissed: { ...editOf(cell).dismissed, [finding.check]: reason } });
    say("Dismissed.");
  }
  refreshed(cell);
  focusRow(cell);
}

function onKey(event) {
  if (event.target.closest("dialog") !== null) return;
  if (event.key === "Escape") onEscape(event);
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && editor.cell !== null) {
    event.preventDefault();
    DO.save(editor.cell);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && event.target.closest("input, textarea, select") === null) {
    const key = /^[1-9]$/.test(event.key) ? ["", () => takeNumbered(Number(event.key) - 1)] : KEYS[event.key];
    if (key === undefined || !byId("keys-on").checked) return;
    event.preventDefault();
    key[1]();
  }
}

function onEscape(event) {
  if (editor.cell !== null && event.target === editor.field) DO.cancel(editor.cell);
  else if (event.target.closest("input, textarea, select") !== null) {
    event.target.blur();
    if (activeCell() !== null) activate(active);
  }
}

function onListClick(event) {
  const row = event.target.closest(".cell-row");
  if (row === null) return;
  activateInPlace(row);
  const button = event.target.closest("[data-action]");
  if (button !== null) DO[button.dataset.action](row.cell, Number(button.dataset.finding ?? button.dataset.offer));
}

let isPressing = false; // between pressing and releasing the mouse nothing may move: the click would miss

function onFocus(event) {
  if (isPressing) return;
  const row = event.target.closest?.(".cell-row");
  if (row !== null && row !== undefined) activateInPlace(row);
}

/** Make a row the active one; it stays where it is in the window though buttons go elsewhere and come here. */
function activateInPlace(row) {
  const place = Number(row.getAttribute("aria-rowindex")) - 2;
  if (place === active) return;
  const before = row.getBoundingClientRect().top;
  activate(place, { focus: false });
  window.scrollBy(0, row.getBoundingClientRect().top - before);
}

function onComment(event) {
  if (!event.target.matches(".comment")) return;
  changeEdit(event.target.closest(".cell-row").cell, { comment: event.target.value.trim() });
  showProgress();
}

const THEMES = [["", "◐", "as the system has them"], ["light", "☀", "light"], ["dark", "☾", "dark"]];
const THEME_KEY = "catalog-review-theme";
const KEYS_KEY = "catalog-review-keys";

/** Keep a choice that is about the reader and not about this catalog. */
function keepChoice(name, value) {
  try {
    storage()?.setItem(name, value);
  } catch {
    // It is made again at the next visit.
  }
}

function keptChoice(name) {
  try {
    return storage()?.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function setTheme(name) {
  const [theme, sign, label] = THEMES.find(([one]) => one === name) ?? THEMES[0];
  if (theme === "") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  byId("theme").textContent = sign;
  byId("theme").setAttribute("aria-label", `Colours: ${label}`);
  byId("theme").title = `Colours: ${label}`;
  keepChoice(THEME_KEY, theme);
}

function nextTheme() {
  const now = document.documentElement.dataset.theme ?? "";
  setTheme(THEMES[(THEMES.findIndex(([one]) => one === now) + 1) % THEMES.length][0]);
}

function showNames() {
  byId("names").textContent = `${about.source} → ${about.target_locale}`;
  const parts = [about.target, payload.more || about.part > 1 ? `part ${about.part}` : "", about.note, about.made];
  byId("facts").textContent = parts.filter(Boolean).join(" · ");
  byId("source-head").textContent = `Source (${about.source_locale})`;
  byId("target-head").textContent = `Translation (${about.target_locale})`;
  const keys = [...Object.entries(KEYS).map(([key, [label]]) => [key, label]), ...OTHER_KEYS];
  byId("keys").append(...keys.flatMap(([key, label]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, label)]));
}

function listen() {
  let waiting = 0;
  byId("filters").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(applyFilters, event.target.id === "query" ? 120 : 0);
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("query").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(waiting);
    applyFilters();
    activate(0);
  });
  byId("filters").addEventListener("reset", () => setTimeout(applyFilters));
  byId("list").addEventListener("click", onListClick);
  byId("list").addEventListener("focusin", onFocus);
  document.addEventListener("pointerdown", () => { isPressing = true; }, { capture: true });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { isPressing = false; }, { capture: true });
  byId("list").addEventListener("input", onComment);
  byId("list").addEventListener("dblclick", (event) => {
    const target = event.target.closest(".target");
    if (target !== null && event.target.closest("button, textarea") === null) openEditor(target.closest(".cell-row").cell);
  });
  document.addEventListener("keydown", onKey);
  byId("export").addEventListener("click", () => { closeEditor(); exportEdits(); });
  byId("load").addEventListener("click", () => byId("load-file").click());
  byId("load-file").addEventListener("change", async () => {
    const [file] = byId("load-file").files;
    byId("load-file").value = "";
    closeEditor();
    const problem = takeOver(await file.text());
    if (problem !== "") warn(problem);
    afterMany();
  });
  byId("theme").addEventListener("click", nextTheme);
  // WCAG 2.2, 2.1.4: whoever speaks to the computer must be able to turn single keys off.
  byId("keys-on").addEventListener("change", () => keepChoice(KEYS_KEY, byId("keys-on").checked ? "on" : "off"));
  byId("open-help").addEventListener("click", () => byId("help").showModal());
  byId("open-replace").addEventListener("click", () => { closeEditor(); byId("replace").returnValue = ""; previewReplacements(); byId("replace").showModal(); });
  byId("replace-form").addEventListener("input", previewReplacements);
  byId("replace").addEventListener("close", () => { if (byId("replace").returnValue === "replace") replaceAll(); });
  byId("dismiss").addEventListener("close", closeDismiss);
  // Enter in a field would press the first button, which cancels.
  for (const [field, button] of [["reason", "dismiss-now"], ["find", "replace-all"], ["with", "replace-all"]]) {
    byId(field).addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (!byId(button).disabled) byId(button).form.requestSubmit(byId(button));
    });
  }
  byId("undo").addEventListener("click", undoReplace);
  window.addEventListener("pagehide", () => keepEditor());
  window.addEventListener("beforeunload", (event) => { if (!isKept && !isExported) event.preventDefault(); });
}

setTheme(keptChoice(THEME_KEY));
byId("keys-on").checked = keptChoice(KEYS_KEY) !== "off";
loadEdits();
showNames();
buildFilters();
buildCharts();
listen();
applyFilters();
showProgress();
if (window.matchMedia("(max-width: 700px)").matches) byId("figures").open = false;
