/* Physics: off until the reader switches it on. Then boxes can be dragged, and the others give way unless motion is to be reduced. */
let physical = false;
const PULL = { solver: "barnesHut", barnesHut: { gravitationalConstant: -2600, springLength: 30, springConstant: .05, damping: .5, avoidOverlap: .7 }, stabilization: false };
/* The picture knows where things are dragged to; the camera and the tips read it from the boxes. */
const follow = () => { for (const box of inBoxes) ({ x: box.x, y: box.y } = network.body.nodes[box.id]); };
const setPhysics = (on) => {
  physical = on;
  at("physics").setAttribute("aria-pressed", String(on));
  network.setOptions({ nodes: { fixed: !on }, interaction: { dragNodes: on }, physics: on && !calm.matches ? { enabled: true, ...PULL } : { enabled: false } });
  if (!on) {
    for (const box of inBoxes) if (base.has(box.id)) [box.x, box.y] = base.get(box.id);
    spotsOf = null;
    if (folds.size) settle();
    for (const box of inBoxes) Object.assign(network.body.nodes[box.id], { x: box.x, y: box.y });
  }
  draw();
  say(on ? `physics on: boxes can be dragged${calm.matches ? "; the others stay, as motion is reduced" : ""}` : "physics off: everything back in its place");
};
const fillPhysics = () => {
  at("zoom").append(el("button", { type: "button", id: "physics", "aria-pressed": "false", title: "Let boxes be dragged, and the others give way", on: () => setPhysics(!physical), text: "Physics" }));
  network.on("afterDrawing", () => { if (physical) follow(); });
};
