// Light or dark: as the system says, unless somebody has chosen here.

import { byId } from "./dom.js";

const KEY = "colours";
const NEXT = { system: "light", light: "dark", dark: "system" };
const LOOKS = {
  system: "Colours: like the system",
  light: "Colours: light",
  dark: "Colours: dark",
};

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Some browsers keep nothing for a page like this.
  }
}

function apply(choice) {
  document.documentElement.dataset.theme = choice;
  const button = byId("theme");
  button.title = LOOKS[choice];
  button.querySelector(".unseen").textContent = LOOKS[choice];
}

export function setUpTheme() {
  let choice = stored() in NEXT ? stored() : "system";
  apply(choice);
  byId("theme").addEventListener("click", () => {
    choice = NEXT[choice];
    apply(choice);
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Then it holds until the page is left.
    }
  });
}
