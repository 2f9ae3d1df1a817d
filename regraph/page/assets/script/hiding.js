/* Hiding and showing kinds of relation. */
const isHidden = (box) => {
  if (box.role === "claim") return hidden.has(box.via);
  if (box.role === "bend") return hidden.has(byId.get(box.of).via);
  return !box.asked && claimsOf(box.id).every((claim) => hidden.has(page.claims[claim].via));
};
const applyHidden = () => {
  nodes.update(boxes.map((box) => ({ id: box.id, hidden: isHidden(box) })));
  edges.update(strokes.map((stroke) => ({ id: stroke.id, hidden: hidden.has(stroke.via) })));
};
const toggle = (via, button) => {
  hidden.has(via) ? hidden.delete(via) : hidden.add(via);
  button.setAttribute("aria-pressed", String(!hidden.has(via)));
  applyHidden();
  say(`${VIAS[via]} ${hidden.has(via) ? "hidden" : "shown"}`);
};
