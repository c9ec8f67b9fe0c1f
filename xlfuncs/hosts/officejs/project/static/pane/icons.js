// The few pictures on buttons, as parts of SVG on a field of 20 by 20.

export const ICONS = {
  back: [
    ["path", { d: "M12 4.5 6.5 10l5.5 5.5" }],
  ],
  copy: [
    ["rect", { x: "7", y: "7", width: "9.5", height: "9.5", rx: "1.6" }],
    ["path", { d: "M4.8 13H3.5V5a1.5 1.5 0 0 1 1.5-1.5h8v1.3" }],
  ],
  cells: [
    ["rect", { x: "2.8", y: "3.8", width: "14.4", height: "12.4", rx: "1" }],
    ["path", { d: "M2.8 8h14.4M2.8 12h14.4M8 3.8v12.4" }],
    ["path", { d: "M8 8h9.2v4H8z", fill: "currentColor", "fill-opacity": ".35" }],
  ],
  close: [
    ["path", { d: "m5.5 5.5 9 9m0-9-9 9" }],
  ],
  insert: [
    ["path", { d: "M10 3.5v9m-3.7-3.6L10 12.6l3.7-3.7M4 16.5h12" }],
  ],
};
