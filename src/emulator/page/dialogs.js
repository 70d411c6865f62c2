// Notes that fade, menus at their buttons, and pictures in full size.

import { byId, make } from "./dom.js";

const TOAST = 3_500;

/** A note that fades by itself. `where` is the chat it belongs to, or the whole page. */
export function toast(words, where = byId("toasts")) {
  const note = make("div", { class: "toast", dir: "auto" }, words);
  where.append(note);
  setTimeout(() => {
    note.classList.add("gone");
    setTimeout(() => note.remove(), 300);
  }, TOAST + words.length * 30);
}

/** Shows what went wrong instead of losing it. */
export async function tried(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}

/** Pixels between a menu and its button, and the window's edge. */
const GAP = 4;
const EDGE = 8;

/** Opens a menu at its button: below it, above where there is no room, and never outside the window. */
export function openMenu(menu, anchor) {
  menu.style.inset = "0 auto auto 0";
  menu.showPopover();
  const place = anchor.getBoundingClientRect();
  const own = menu.getBoundingClientRect();
  const below = place.bottom + GAP;
  const above = place.top - own.height - GAP;
  const lowest = innerHeight - own.height - EDGE;
  const top = below <= lowest ? below : Math.min(above, lowest);
  const left = Math.min(place.left, innerWidth - own.width - EDGE);
  menu.style.inset = `${Math.max(EDGE, top)}px auto auto ${Math.max(EDGE, left)}px`;
  menu.querySelector("button")?.focus();
}

/** Arrows go through the entries of a menu; a window of another size has another place for it. */
export function setUpMenu(menu) {
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...menu.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    items[(at + step + items.length) % items.length]?.focus();
  });
  addEventListener("resize", () => menu.matches(":popover-open") && menu.hidePopover());
}

const viewer = byId("viewer");
const viewed = { pictures: [], at: 0 };

/** Opens pictures `{url, caption}` in full size. */
export function view(pictures, at) {
  Object.assign(viewed, { pictures, at });
  showPicture();
  viewer.showModal();
}

function showPicture() {
  const { url, caption } = viewed.pictures[viewed.at];
  const image = viewer.querySelector("img");
  image.src = url;
  const count = viewed.pictures.length;
  image.alt = caption || "Photo";
  const place = count > 1 ? `${viewed.at + 1} of ${count}` : "";
  const words = [place, (caption ?? "").split("\n")[0]].filter(Boolean);
  viewer.querySelector("figcaption").textContent = words.join(" · ");
  viewer.querySelector(".viewer-back").hidden = viewed.at === 0;
  viewer.querySelector(".viewer-on").hidden = viewed.at + 1 >= count;
}

function turn(step) {
  const at = viewed.at + step;
  if (at < 0 || at >= viewed.pictures.length) return;
  viewed.at = at;
  showPicture();
}

viewer.querySelector(".viewer-close").addEventListener("click", () => viewer.close());
viewer.querySelector(".viewer-back").addEventListener("click", () => turn(-1));
viewer.querySelector(".viewer-on").addEventListener("click", () => turn(1));
viewer.addEventListener("click", (event) => event.target === viewer && viewer.close());
viewer.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") turn(-1);
  if (event.key === "ArrowRight") turn(1);
});
