// Light or dark: as Office has it, else as the browser does.

import { officeIsDark } from "./excel.js";

export function begin(changed) {
  const dark = document.getElementById("dark");
  const media = dark.media;
  matchMedia(media).addEventListener("change", () => changed());
  return () => {
    const wanted = officeIsDark();
    dark.media = wanted === null ? media : wanted ? "all" : "not all";
    changed();
  };
}
