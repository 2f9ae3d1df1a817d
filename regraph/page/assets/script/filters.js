/* Hiding and showing by kind of relation. */
const toggled = (values, value) => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value].sort());
const toggle = (via) => {
  change({ off: toggled(view.off, `kind:${via}`) });
  say(`${VIAS[via]} ${view.off.includes(`kind:${via}`) ? "hidden" : "shown"}`);
};
const showFilters = () => [...at("vias").children].forEach((button) => button.setAttribute("aria-pressed", String(!view.off.includes(`kind:${button.dataset.via}`))));
