// Notes that fade, windows to be closed, and pictures in full size.

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

const alerts = [];

/** A window that stays until it is closed; several come one after another. */
export function alertWith(words) {
  alerts.push(words);
  if (!byId("alert").open) showNext();
}

function showNext() {
  const words = alerts.shift();
  if (words === undefined) return;
  const text = byId("alert-text");
  text.dir = "auto";
  text.textContent = words;
  byId("alert").showModal();
}

byId("alert").addEventListener("close", showNext);

/** Shows what went wrong instead of losing it. */
export async function tried(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(error.message);
    return undefined;
  }
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
