/* The day of the world and the day of knowledge: a slider from change to change, a field for any day, and milestones. */
const dayOf = (text) => new Date(`${text}T00:00:00Z`);
const steps = [...new Set([...page.days.slice(1), page.asOf])].sort();
const stepOf = (day) => Math.max(0, steps.findLastIndex((begin) => begin <= day));
const setDay = (day) => { if (fits.day(day)) change({ day }); };
const milestonesBy = (day) => page.marks.filter(([, latest]) => (latest || "9999") <= day).length;
const showTime = () => {
  const at_ = stepOf(view.day);
  at("day").value = view.day;
  at("slider").value = String(at_);
  at("slider").setAttribute("aria-valuetext", view.day);
  at("known").value = view.known;
  at("now").hidden = view.day === page.asOf && view.known === START.known;
};
const tick = ([earliest, latest, label, done, iri]) => {
  const day = latest || earliest, size = steps.length - 1 || 1, place = stepOf(day) / size;
  const words = `${earliest && latest && earliest !== latest ? `${earliest} to ${latest}` : day}: ${label}${done ? "" : " (not reported as done)"}`;
  const made = el("button", { type: "button", class: done ? "done" : "due", title: words, "aria-label": words, on: () => { setDay(day); if (page.ids[iri]) choose(page.ids[iri]); } });
  made.style.left = `${place * 100}%`;
  return made;
};
const fillTime = () => {
  at("slider").max = String(steps.length - 1);
  at("known").append(...page.known.map((day, i) => el("option", { value: day, text: i === page.known.length - 1 ? `all accounts, to ${day}` : `accounts to ${day}` })));
  at("known").disabled = page.known.length < 2;
  at("milestones").append(...page.marks.map(tick));
  at("slider").addEventListener("input", () => setDay(steps[Number(at("slider").value)]));
  at("day").addEventListener("change", () => setDay(at("day").value));
  at("known").addEventListener("change", () => change({ known: at("known").value }));
  at("now").addEventListener("click", () => change({ day: START.day, known: START.known }));
};
