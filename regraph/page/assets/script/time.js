/* The day of the world and the day of knowledge: a slider from change to change, a field for any day, and milestones. */
const dayOf = (text) => new Date(`${text}T00:00:00Z`);
const steps = [...new Set([...page.days.slice(1), page.asOf])].sort();
const stepOf = (day) => Math.max(0, steps.findLastIndex((begin) => begin <= day));
const setDay = (day, part = "") => { if (fits.day(day)) change({ day }, part); };
const endGesture = () => { gesture = ""; };
/* A year is typed digit by digit, and each makes a day; what is left empty or is no day becomes the day that is shown. */
const fillDay = () => {
  let typing = false;
  at("day").addEventListener("keydown", () => { typing = true; });
  at("day").addEventListener("change", () => { setDay(at("day").value, typing ? "typing" : ""); typing = false; });
  at("day").addEventListener("blur", () => { endGesture(); at("day").value = view.day; });
};
const showTime = () => {
  const at_ = stepOf(view.day);
  at("day").value = view.day;
  at("slider").value = String(at_);
  at("slider").setAttribute("aria-valuetext", view.day);
  at("known").value = view.known;
  at("now").hidden = view.day === page.asOf && view.known === START.known;
  showMilestones();
};

/* Milestones told by then. Those too near to be told apart stand under one mark that lists them; a label takes only the room to the next mark. */
const APART = 26, LABEL_ROOM = 64;
const milestoneOf = ([earliest, latest, when, label, done, iri]) => ({ when, label, done, iri, day: latest || earliest });
const milestonesTold = () => page.marks.filter(([, , , , , , first, last]) => first <= knownAt() && knownAt() <= last).map(milestoneOf);
const standOf = ({ done, day }) => (done ? "done" : day < view.day ? "overdue" : "due");
const STANDS = { done: "done", due: "due", overdue: "past its day, not reported as done" };
const milestoneWords = (mark) => `${mark.when}: ${mark.label} (${STANDS[standOf(mark)]})`;
const goTo = (mark) => {
  at("marklist").hidden = true;
  setDay(mark.day);
  if (idOf(mark.iri)) choose(idOf(mark.iri));
};
const listMarks = (marks, button) => {
  at("marklist").replaceChildren(...marks.map((mark) => el("button", { type: "button", class: standOf(mark), on: () => { goTo(mark); refocus(button.dataset.at); } }, named(milestoneWords(mark)))));
  at("marklist").hidden = false;
  at("marklist").firstChild.focus();
};
const refocus = (at_) => (at("milestones").querySelector(`[data-at="${at_}"]`) ?? at("slider")).focus();
const tick = ({ marks, left, next }) => {
  const one = marks.length === 1, kinds = new Set(marks.map(standOf));
  const words = one ? milestoneWords(marks[0]) : `${marks.length} milestones, ${marks[0].day === marks.at(-1).day ? marks[0].day : `${marks[0].day} to ${marks.at(-1).day}`}`;
  const made = el("button", { type: "button", class: kinds.size > 1 ? "mixed" : [...kinds][0], title: words, "aria-label": words, "data-at": String(Math.round(left)), tabindex: "-1", ...(one ? {} : { "aria-haspopup": "true" }) },
    el("span", { class: "dot", text: one ? "" : String(marks.length) }), next - left - APART > LABEL_ROOM ? el("span", { class: "label", dir: "auto", text: one ? marks[0].label : " milestones" }) : null);
  made.addEventListener("click", () => (one ? goTo(marks[0]) : listMarks(marks, made)));
  made.style.left = `${left}px`;
  if (made.lastChild.className === "label") made.lastChild.style.maxWidth = `${next - left - APART}px`;
  return made;
};
const clusters = (width) => {
  const found = [], size = steps.length - 1 || 1;
  for (const mark of milestonesTold().sort((a, b) => a.day.localeCompare(b.day))) {
    const left = stepOf(mark.day) / size * width, last = found.at(-1);
    if (last && left - last.left < APART) last.marks.push(mark); else found.push({ left, marks: [mark] });
  }
  return found.map((cluster, i) => ({ ...cluster, next: found[i + 1]?.left ?? width + APART / 2 }));
};
let marksDrawn = "";
const showMilestones = () => {
  const width = at("milestones").clientWidth, key = [width, view.day, view.known].join();
  if (key === marksDrawn) return;
  marksDrawn = key;
  const held = at("milestones").contains(document.activeElement) ? document.activeElement.dataset.at : null;
  at("milestones").replaceChildren(...clusters(width).map(tick));
  if (at("milestones").firstChild) at("milestones").firstChild.tabIndex = 0;
  if (held) refocus(held);
};
/* One stop for the Tab key; arrows go from mark to mark. */
const alongMarks = (event) => {
  const all = [...event.currentTarget.querySelectorAll("button")], here = all.indexOf(document.activeElement);
  const to = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || here < 0) return;
  event.preventDefault();
  const next = all[(to + all.length) % all.length];
  if (event.currentTarget.id === "milestones") all.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
  next.focus();
};
const fillTime = () => {
  at("slider").max = String(steps.length - 1);
  at("known").append(...page.known.map((day, i) => el("option", { value: day, text: i === page.known.length - 1 ? `all accounts, to ${day}` : `accounts to ${day}` })));
  at("known").disabled = page.known.length < 2;
  at("slider").addEventListener("input", () => setDay(steps[Number(at("slider").value)], "sliding"));
  at("slider").addEventListener("change", endGesture);
  fillDay();
  at("known").addEventListener("change", () => change({ known: at("known").value }));
  at("now").addEventListener("click", () => change({ day: START.day, known: START.known }));
  at("milestones").addEventListener("keydown", alongMarks);
  at("marklist").addEventListener("keydown", alongMarks);
  at("course").addEventListener("keydown", (event) => { if (event.key === "Escape" && !at("marklist").hidden) { at("marklist").hidden = true; at("milestones").querySelector("[tabindex='0']").focus(); } });
  document.addEventListener("pointerdown", (event) => { if (!at("course").contains(event.target)) at("marklist").hidden = true; });
  new ResizeObserver(showMilestones).observe(at("milestones"));
};
